"""Servers and pages that are hostile or broken, and what must come of each."""

import gzip

import brotli
from backports import zstd

from tests.crawler.hostile import Talk, bomb, http, page, redirect, rss, site, xml
from tests.crawler.hostile_lists import Case, two, with_page

SERVERS: dict[str, Case] = {
    # ---- robots.txt
    "robots-503": Case(site(robots=http("", 503, Retry_After="0"), feed=xml(rss())), issue="closed.*503"),
    "robots-500": Case(site(robots=http("", 500), feed=xml(rss())), issue="closed.*500"),
    "robots-429": Case(site(robots=http("", 429, Retry_After="0")), issue="closed"),
    "robots-dropped": Case(site(robots=lambda talk: None), issue="closed"),
    "robots-html": Case(site(robots=http("<!doctype html><html></html>")), issue="closed.*HTML"),
    "robots-binary": Case(site(robots=http(b"\x7fELF\0\0\0\0", content_type="text/plain")), issue="closed"),
    "robots-hangs": Case(site(robots=Talk.hang), issue="closed"),
    "robots-to-loopback": Case(
        lambda web: site(robots=redirect(f"http://127.0.0.1:{web.secret}/robots.txt")), issue="closed", built=True
    ),
    "robots-loop": Case(site(robots=redirect("/robots.txt")), issue="closed"),
    "robots-endless": Case(
        site(
            robots=lambda talk: (
                talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"),
                talk.on_and_on(b"# more\n" * 9000),
            )[0]
        ),
        issue="closed",
    ),
    "robots-403": Case(lambda talk: site(robots=http("", 403), feed=xml(rss(*two(talk.host))))(talk), new=2),
    "robots-forbids-all": Case(
        site(robots=http("User-agent: *\nDisallow: /", content_type="text/plain")), issue="robots.txt", lists=0
    ),
    "robots-forbids-us": Case(
        site(robots=http("User-agent: greenpaper\nDisallow: /\n\nUser-agent: *\nAllow: /", content_type="text/plain")),
        issue="robots.txt",
        lists=0,
    ),
    "robots-forbids-a-page": Case(
        with_page(page(), robots=http("User-agent: *\nDisallow: /one", content_type="text/plain")),
        new=1,
        issue="forbids",
    ),
    "robots-slow": Case(
        lambda talk: site(
            robots=http("User-agent: *\nCrawl-delay: 0.4", content_type="text/plain"), feed=xml(rss(*two(talk.host)))
        )(talk),
        new=2,
    ),
    "robots-too-slow": Case(
        site(robots=http("User-agent: *\nCrawl-delay: 86400", content_type="text/plain")), issue="86,400 seconds"
    ),
    # ---- servers that waste our time or memory
    "silence": Case(site(feed=Talk.hang), issue="longer than", lists=3),
    "dripping-headers": Case(
        site(feed=lambda talk: (talk.say(b"HTTP/1.1 200 OK\r\n"), talk.on_and_on(b"X", every=0.2))[0]),
        issue="longer than",
        lists=3,
    ),
    "dripping-body": Case(
        site(
            feed=lambda talk: (
                talk.say(http(b"")[:15] + b"\r\nContent-Length: 900\r\n\r\n"),
                talk.on_and_on(b" ", every=0.2),
            )[0]
        ),
        issue="longer than",
        lists=3,
    ),
    "endless-headers": Case(
        site(
            feed=lambda talk: (talk.say(b"HTTP/1.1 200 OK\r\n"), talk.on_and_on(b"X-More: " + b"a" * 4000 + b"\r\n"))[0]
        ),
        issue=".",
    ),
    "one-endless-header": Case(
        site(feed=lambda talk: (talk.say(b"HTTP/1.1 200 OK\r\nX: "), talk.on_and_on(b"a" * 65536))[0]), issue="."
    ),
    "endless-body": Case(
        with_page(
            lambda talk: (
                talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
                talk.on_and_on(b"<p>and on</p>" * 5000),
            )[0]
        ),
        new=1,
        issue="larger than",
    ),
    "says-fifty-gigabytes": Case(
        with_page(lambda talk: (talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000000\r\n\r\n"), talk.hang())[0]),
        new=1,
        issue="larger than",
    ),
    "gzip-bomb-page": Case(with_page(http(bomb(60), Content_Encoding="gzip")), new=1, issue="larger than"),
    "gzip-bomb-feed": Case(site(feed=xml(bomb(60), Content_Encoding="gzip")), issue="larger than"),
    "brotli-bomb": Case(
        with_page(http(brotli.compress(bytes(60 << 20), quality=1), Content_Encoding="br")), new=1, issue="larger than"
    ),
    "zstd-bomb": Case(
        with_page(http(zstd.compress(bytes(60 << 20)), Content_Encoding="zstd")), new=1, issue="larger than"
    ),
    "gzip-in-gzip": Case(
        with_page(http(gzip.compress(bomb(60)), Content_Encoding="gzip, gzip")), new=1, issue="larger than"
    ),
    "not-gzip-at-all": Case(with_page(http(b"plain words", Content_Encoding="gzip")), new=1, issue="."),
    "page-over-ten-megabytes": Case(with_page(http(b"<p>" + b"x" * (12 << 20))), new=1, issue="larger than"),
    "page-of-five-megabytes": Case(with_page(http(b"<p>" + b"x " * (5 << 19))), new=2),
    # ---- servers that do not speak HTTP well
    "hangs-up": Case(site(feed=lambda talk: None), issue=".", lists=3),
    "ssh": Case(site(feed=lambda talk: talk.say(b"SSH-2.0-OpenSSH_9.6\r\n")), issue="."),
    "half-a-body": Case(
        with_page(lambda talk: talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>")), new=1, issue="."
    ),
    "broken-chunks": Case(
        with_page(lambda talk: talk.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk")),
        new=1,
        issue=".",
    ),
    "bad-header-lines": Case(
        with_page(
            lambda talk: talk.say(
                b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Type: text/html\r\n"
                b"Content-Length: 12\r\nConnection: close\r\n\r\n<p>words</p>"
            )
        ),
        new=2,
    ),
    "no-content-type": Case(with_page(http("<p>words</p>", content_type="")), new=2),
    "cookies": Case(lambda talk: site(feed=xml(rss(*two(talk.host)), Set_Cookie="track=me; Path=/"))(talk), new=2),
    # ---- pages that are none
    "an-image": Case(with_page(http(b"\x89PNG\r\n", content_type="image/png")), new=1, issue="image/png"),
    "an-empty-page": Case(with_page(http(b"")), new=1, issue="empty"),
    "broken-utf-8": Case(with_page(http(b"<p>\xff\xfe\xc3 words</p>")), new=2),
    "nuls-in-a-page": Case(with_page(http(b"<p>wo\0rds</p>")), new=2),
    "page-gone": Case(with_page(http("", 410)), new=1, issue="410"),
    "page-forbidden": Case(with_page(http("", 403)), new=1, issue="403"),
    # ---- servers that ask to be left alone
    "busy-for-an-hour": Case(site(feed=http("", 429, Retry_After="3600")), issue="asked for 3,600 seconds", lists=1),
    "busy-until-a-date": Case(
        site(feed=http("", 503, Retry_After="Wed, 09 Jul 2098 13:00:00 GMT", Date="Wed, 09 Jul 2008 12:00:00 GMT")),
        issue="left alone|asked for",
        lists=1,
    ),
    "busy-for-long-on-a-page": Case(
        with_page(http("", 429, Retry_After="900"), two=http("", 429, Retry_After="900")), issue="900 seconds"
    ),
}
