"""Three outlets of the trade press: one with a feed, one with sitemaps, one with a list of headlines in pages."""

from greenpaper.sample.answers import XML, Answer, Asked, not_found, page_at, robots, slice_of, text, whole
from greenpaper.sample.pages import visible
from greenpaper.sample.rendering import layout
from records.dates import LONDON

FEED_HOST = "www.childrens-services-weekly.example"
SITEMAP_HOST = "www.theschoolgate.example"
LISTING_HOST = "www.townhallrecord.example"
_HEADLINES = 5  # on one page of the list


def weekly(asked: Asked) -> Answer:
    """Children's Services Weekly: /rss.xml holds every story, newest first."""
    if asked.path == "/robots.txt":
        return robots()
    pages = visible("childrens_services_weekly", asked.clock)
    if asked.path == "/rss.xml":
        newest = max((page.changed(asked.clock) for page in pages), default=None)
        feed = layout("feed.xml", pages=pages, clock=asked.clock, built=newest or asked.clock)
        return text(feed, "application/rss+xml; charset=utf-8", modified=newest)
    if asked.path == "/":
        return text(layout("weekly_front.html", pages=pages[:8], clock=asked.clock))
    return page_at(asked, "childrens_services_weekly")


def school_gate(asked: Asked) -> Answer:
    """The School Gate: a sitemap index that leads to one news sitemap a year."""
    if asked.path == "/robots.txt":
        return robots(f"https://{SITEMAP_HOST}/sitemap.xml")
    pages = visible("the_school_gate", asked.clock)
    years = sorted({page.published.year for page in pages}, reverse=True)
    if asked.path == "/sitemap.xml":
        newest = {year: max(p.changed(asked.clock) for p in pages if p.published.year == year) for year in years}
        return text(layout("sitemap_index.xml", host=SITEMAP_HOST, newest=newest), XML)
    for year in years:
        if asked.path == f"/news-sitemap-{year}.xml":
            of_year = [page for page in pages if page.published.year == year]
            return text(layout("news_sitemap.xml", pages=of_year, clock=asked.clock, london=LONDON), XML)
    return page_at(asked, "the_school_gate")


def town_hall(asked: Asked) -> Answer:
    """The Town Hall Record: /news and /news?page=2 … list headlines with their days, newest first."""
    if asked.path == "/robots.txt":
        return robots()
    if asked.path != "/news":
        return page_at(asked, "town_hall_record")
    pages = visible("town_hall_record", asked.clock)
    number = whole(asked.query, "page", 1)
    shown = slice_of(pages, number, _HEADLINES)
    if not shown:
        return not_found()
    more = len(pages) > number * _HEADLINES
    return text(layout("town_hall_list.html", pages=shown, number=number, more=more, london=LONDON))
