"""How the pages of a source are found: one file a mechanism, none of which fetches or stores anything."""

from crawler.leads import Spider
from crawler.spiders.feed import Feed
from crawler.spiders.govuk import GovUk
from crawler.spiders.legislation import Legislation
from crawler.spiders.listing import Listing
from crawler.spiders.parliament import Parliament
from crawler.spiders.sitemap import Sitemap
from crawler.spiders.webarchive import WebArchive
from crawler.spiders.wordpress import WordPress

#: What `spider` in a source's file may say.
MECHANISMS: dict[str, type[Spider]] = {
    "feed": Feed,
    "govuk": GovUk,
    "legislation": Legislation,
    "listing": Listing,
    "parliament": Parliament,
    "sitemap": Sitemap,
    "webarchive": WebArchive,
    "wordpress": WordPress,
}
