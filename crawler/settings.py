"""Scrapy's settings, where ours differ from its own; what a run chooses is set in crawler/child.py."""

BOT_NAME = "greenpaper"
SPIDER_MODULES = ["crawler.collector"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# One queue a host; crawler/politeness.py sets its pace and honours Retry-After and crawl-delay.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = False
RETRY_ENABLED = False
ROBOTSTXT_OBEY = False  # Scrapy's own lets everything pass when robots.txt cannot be read; ours is in robots.py
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False

# Sizes hold before and after decompression; the time is the whole page's, from connecting to the last byte.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_FAIL_ON_DATALOSS = True
URLLENGTH_LIMIT = 2083
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 24 * 1024 * 1024
MEMUSAGE_ENABLED = False

DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.safety.GuardedHandler",
    "https": "crawler.safety.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.safety.GuardedResolver"
HTTPPROXY_ENABLED = False  # behind a proxy the address that is connected to could not be checked
COOKIES_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False  # its RFC 2616 policy hides updates; validators are kept in the archive instead

# Every answer comes to the collector, whatever its status; addresses are told apart in the archive.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DEPTH_STATS_VERBOSE = False
DOWNLOADER_STATS = False
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.politeness.Politeness": 50,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.redirects.Redirects": 600,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
ITEM_PIPELINES = {"crawler.pipelines.Storing": 100}
CONCURRENT_ITEMS = 1  # Scrapy starts so many tasks for every answer; a page makes one item
LOG_LEVEL = "WARNING"
LOG_SHORT_NAMES = False
