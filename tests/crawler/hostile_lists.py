"""Feeds, redirects, sitemaps, lists and APIs that are hostile or broken, and what must come of each."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.crawler.hostile import Behaviour, HostileWeb, Talk, bomb, http, redirect, rss, site, xml


@dataclass(frozen=True, slots=True)
class Case:
    """A bad site, and what must come of it: pages kept, and a word in the issue that is recorded."""

    behaviour: Behaviour | Callable[[HostileWeb], Behaviour]
    new: int = 0
    issue: str = ""  # a regular expression
    spider: str = "feed"
    start: str = "/feed"
    options: dict[str, str] = field(default_factory=dict)
    lists: int | None = None  # how often the start address is asked at most
    built: bool = False  # the behaviour needs the web's own addresses


def two(host: str) -> tuple[str, str]:
    """Two pages of a host."""
    return f"https://{host}/one", f"https://{host}/two"


def feed_of(text: Callable[[str], str | bytes], **more: Any) -> Behaviour:
    """A host whose feed is made of its own name."""
    return lambda talk: site(feed=xml(text(talk.host), **more))(talk)


def with_page(answer: bytes | Behaviour, **more: Any) -> Behaviour:
    """A host with a good feed of one bad page, /one, and a good one, /two."""
    return lambda talk: site(feed=xml(rss(*two(talk.host))), one=answer, **more)(talk)


def leads_to(target: str) -> Case:
    """A feed that redirects to a place where we have no business. ``{secret}`` is a port that nobody may touch."""
    return Case(
        lambda web: site(feed=redirect(target.format(secret=web.secret))),
        issue="user name|private|loopback|link-local|unspecified|reserved|multicast|no http|answered 302|tunnel",
        built=True,
    )


def endless_calendar(talk: Talk) -> None:
    """Every month has a next month, and a new page."""
    found = re.search(r"month=(\d+)", talk.path)
    month = int(found[1]) if found else 0
    if talk.path.startswith("/feed"):
        talk.say(http(f"<a href='/event-{month}'>e</a><a rel='next' href='/feed?month={month + 1}'>next</a>"))
    else:
        site()(talk)


def nested_maps(talk: Talk) -> None:
    """Each index of sitemaps leads to another index."""
    depth = int(talk.path.rsplit("-", 1)[-1]) if "-" in talk.path else 0
    if talk.path.startswith("/feed"):
        talk.say(
            xml(f"<sitemapindex><sitemap><loc>https://{talk.host}/feed-{depth + 1}</loc></sitemap></sitemapindex>")
        )
    else:
        site()(talk)


def map_loop(talk: Talk) -> None:
    """An index that names itself, and its twin."""
    if talk.path in ("/feed", "/twin"):
        maps = "".join(f"<sitemap><loc>https://{talk.host}/{name}</loc></sitemap>" for name in ("feed", "twin", "map"))
        talk.say(xml(f"<sitemapindex>{maps}</sitemapindex>"))
    elif talk.path == "/map":
        talk.say(xml(f"<urlset><url><loc>https://{talk.host}/one</loc></url></urlset>"))
    else:
        site()(talk)


LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)
EXTERNAL = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
POSTS = '[{"link":"https://%s/one","date_gmt":"2008-07-07T09:00:00","modified_gmt":"2008-07-07T09:00:00"}]'


def posts(talk: Talk) -> None:
    """A WordPress site that says it has a hundred million pages of posts."""
    if talk.path.startswith("/wp"):
        talk.say(http(POSTS % talk.host, content_type="application/json", X_WP_TotalPages="99999999"))
    else:
        site()(talk)


LISTS: dict[str, Case] = {
    # ---- feeds that are broken: what can be read is read
    "lone-surrogate": Case(feed_of(lambda host: rss(*two(host), titles=("Broken &#xD800; one",))), new=2),
    "surrogate-in-link": Case(feed_of(lambda host: rss(f"https://{host}/o&#xDC00;ne")), new=1),
    "nuls": Case(feed_of(lambda host: rss(*two(host)).replace("Item 0", "It\0em \x0b0")), new=2),
    "truncated-feed": Case(
        feed_of(
            lambda host: (
                rss(*two(host), f"https://{host}/three").split("</link>")[0]
                and rss(*two(host), f"https://{host}/three")[:-140]
            )
        ),
        new=2,
    ),
    "windows-1252": Case(
        feed_of(
            lambda host: (
                rss(*two(host), titles=("Caf\xe9 \x93duty\x94",))
                .replace('"1.0"', '"1.0" encoding="windows-1252"')
                .encode("latin-1")
            )
        ),
        new=2,
    ),
    "says-utf-8-and-is-not": Case(feed_of(lambda host: rss(*two(host), titles=("Caf\xe9",)).encode("latin-1")), new=2),
    "utf-16": Case(feed_of(lambda host: rss(*two(host)).encode("utf-16")), new=2),
    "unknown-charset": Case(
        lambda talk: site(feed=http(rss(*two(talk.host)), content_type="text/xml; charset=utf-9"))(talk), new=2
    ),
    "entity-bomb": Case(feed_of(lambda host: rss(*two(host), titles=("&j;",), head=LAUGHS)), new=2),
    "external-entity": Case(feed_of(lambda host: rss(*two(host), titles=("&x;",), head=EXTERNAL)), new=2),
    "html-for-a-feed": Case(site(feed=http("<!DOCTYPE html><html><body>Moved</body></html>")), issue="HTML page"),
    "empty-feed": Case(site(feed=xml("")), issue="empty"),
    "json-for-a-feed": Case(site(feed=http('{"a": 1}', content_type="application/json")), issue="wanted XML"),
    "other-xml": Case(site(feed=xml("<svg><g/></svg>")), issue="another kind"),
    "feed-without-entries": Case(site(feed=xml(rss())), issue="no entry"),
    "feed-gone": Case(site(feed=http("", 404)), issue="answered 404", lists=1),
    "feed-always-500": Case(site(feed=http("", 500)), issue="answered 500", lists=3),
    "feed-304-unasked": Case(site(feed=http("", 304))),
    # ---- entries that lead where they should not
    "future-date": Case(feed_of(lambda host: rss(*two(host), dated="Mon, 07 Jul 2098 09:00:00 GMT")), new=2),
    "same-link-fifty-times": Case(
        feed_of(lambda host: rss(*[f"https://{host}/one?utm_source={n}" for n in range(50)])), new=1
    ),
    "other-site": Case(feed_of(lambda host: rss("https://elsewhere.example.org/one", two(host)[0])), new=1),
    "script-links": Case(
        feed_of(lambda host: rss("javascript:alert(1)", "mailto:a@b.c", "file:///etc/passwd", two(host)[0])), new=1
    ),
    "endless-link": Case(feed_of(lambda host: rss(f"https://{host}/{'a' * 5000}", two(host)[0])), new=1),
    "secret-link": Case(
        lambda web: lambda talk: site(feed=xml(rss(f"http://127.0.0.1:{web.secret}/", two(talk.host)[0])))(talk),
        new=1,
        built=True,
    ),
    "secret-link-allowed-site": Case(
        lambda web: lambda talk: site(feed=xml(rss(f"http://127.0.0.1:{web.secret}/", two(talk.host)[0])))(talk),
        new=1,
        issue="loopback",
        options={"hosts": "127.0.0.1"},
        built=True,
    ),
    # ---- redirects
    "to-loopback": leads_to("http://127.0.0.1:{secret}/"),
    "to-localhost": leads_to("http://localhost:{secret}/"),
    "to-loopback-6": leads_to("http://[::1]:{secret}/"),
    "to-mapped-loopback": leads_to("http://[::ffff:127.0.0.1]:{secret}/"),
    "to-decimal-loopback": leads_to("http://2130706433:{secret}/"),
    "to-short-loopback": leads_to("http://127.1:{secret}/"),
    "to-loopback-behind-a-name": leads_to("http://good.example@127.0.0.1:{secret}/"),
    "to-zero": leads_to("http://0.0.0.0:{secret}/"),
    "to-metadata": leads_to("http://169.254.169.254/latest/meta-data/"),
    "to-metadata-6": leads_to("http://[fd00:ec2::254]/latest/"),
    "to-private-10": leads_to("http://10.0.0.1/"),
    "to-private-192": leads_to("https://192.168.1.1/"),
    "to-private-172": leads_to("http://172.16.0.9:8080/"),
    "to-shared": leads_to("http://100.64.0.1/"),
    "to-multicast": leads_to("http://224.0.0.1/"),
    "to-nat64": leads_to("http://[64:ff9b::7f00:1]:{secret}/"),
    "to-a-file": leads_to("file:///etc/passwd"),
    "to-ftp": leads_to("ftp://127.0.0.1:{secret}/"),
    "to-data": leads_to("data:text/xml,<rss/>"),
    "redirect-loop": Case(site(feed=redirect("/feed")), issue="more than 5", lists=6),
    "page-to-loopback": Case(
        lambda web: with_page(redirect(f"http://127.0.0.1:{web.secret}/")), new=1, issue="loopback", built=True
    ),
    "page-to-home": Case(with_page(redirect("/")), new=1, issue="leads to"),
    "page-to-forbidden": Case(
        with_page(
            redirect("/private/one"), robots=http("User-agent: *\nDisallow: /private/\n", content_type="text/plain")
        ),
        new=1,
        issue="robots.txt",
    ),
    "page-to-another-site": Case(
        with_page(redirect("https://other-site.example.org/one")),
        new=1,
        issue="another site|resolve|lookup|404|not fetched|closed",
    ),
    "page-redirect-loop": Case(with_page(redirect("/one?again")), new=1, issue="more than 5"),
    "meta-refresh": Case(
        with_page(
            http(
                "<html><head><meta http-equiv='refresh' content='0;url=http://127.0.0.1:1/'></head><body>x</body></html>"
            )
        ),
        new=2,
    ),
    # ---- sitemaps
    "map-loop": Case(map_loop, new=1, spider="sitemap"),
    "maps-in-maps": Case(nested_maps, spider="sitemap", issue="indexes deep"),
    "truncated-map": Case(
        lambda talk: site(
            feed=xml(f"<urlset><url><loc>https://{talk.host}/one</loc></url><url><loc>https://{talk.host}/tw")
        )(talk),
        new=1,
        spider="sitemap",
    ),
    "map-with-a-bomb": Case(
        lambda talk: site(
            feed=xml(
                f"{LAUGHS.replace('rss', 'urlset')}<urlset><url><loc>https://{talk.host}/one</loc><x>&j;</x></url></urlset>"
            )
        )(talk),
        new=1,
        spider="sitemap",
    ),
    "gzipped-map-bomb": Case(
        site(feed=http(bomb(60), content_type="application/gzip")), spider="sitemap", issue="unpacks to over"
    ),
    "map-names-the-inside": Case(
        lambda web: site(
            feed=xml(f"<sitemapindex><sitemap><loc>http://127.0.0.1:{web.secret}/</loc></sitemap></sitemapindex>")
        ),
        spider="sitemap",
        built=True,
    ),
    "a-spider-that-breaks": Case(
        feed_of(lambda host: "<sitemapindex><sitemap><loc>https://x/y</loc></sitemap></sitemapindex>"),
        spider="sitemap",
        options={"sitemaps": "("},
        issue="reading the list failed",
    ),
    # ---- lists and APIs
    "endless-calendar": Case(endless_calendar, new=10, spider="listing"),
    "layout-changed": Case(
        site(feed=http("<html><body><p>Welcome</p></body></html>")), spider="listing", issue="layout"
    ),
    "next-leads-inside": Case(
        lambda web: (
            lambda talk: site(
                feed=http(f"<a href='/one'>1</a><a rel='next' href='http://127.0.0.1:{web.secret}/'>n</a>")
            )(talk)
        ),
        new=1,
        spider="listing",
        built=True,
    ),
    "wordpress-closed": Case(
        site(other=http('{"code":"rest_forbidden"}', 401, content_type="application/json")),
        spider="wordpress",
        start="/wp-json/wp/v2/posts",
        issue='spider = "feed"',
    ),
    "wordpress-html": Case(
        site(other=http("<html>")), spider="wordpress", start="/wp-json/wp/v2/posts", issue="wanted a JSON list"
    ),
    "surrogates-in-json": Case(
        lambda talk: site(
            wp=http(
                json.dumps(
                    [
                        {"link": f"https://{talk.host}/\ud800"},
                        {"link": f"https://{talk.host}/one", "title": {"rendered": "Br\ud800oken " + "x" * 5000}},
                    ]
                ),
                content_type="application/json",
            )
        )(talk),
        new=1,
        spider="wordpress",
        start="/wp",
    ),
    "surrogates-in-a-complaint": Case(
        site(wp=http(json.dumps({"message": "No\ud800thing"}), content_type="application/json")),
        spider="wordpress",
        start="/wp",
        issue="Nothing|No.thing",
    ),
    "wordpress-endless": Case(
        posts, new=1, spider="wordpress", start="/wp/posts", options={"max_lists": "5"}, issue="more than 5 lists"
    ),
    "govuk-422": Case(
        site(other=http('{"error":"Unexpected parameters: foo"}', 422)),
        spider="govuk",
        start="/api/search.json",
        issue="Unexpected parameters",
    ),
    "govuk-lies-about-its-total": Case(
        site(other=http('{"results":[],"total":9999999}', content_type="application/json")),
        spider="govuk",
        start="/api/search.json",
        lists=1,
    ),
    "archive-wants-a-person": Case(
        site(other=http("", 405, x_amzn_waf_action="captcha")),
        spider="webarchive",
        start="/ukgwa/cdx",
        issue="wants to speak to a person",
        lists=1,
    ),
    "archive-wants-one-later": Case(
        lambda talk: talk.say(
            http(
                "\n".join(
                    json.dumps({"timestamp": f"2008070910111{n}", "url": f"http://dead.example/{n}", "status": "200"})
                    for n in range(9)
                )
            )
            if "cdx" in talk.path
            else http("", 405, x_amzn_waf_action="captcha")
        ),
        spider="webarchive",
        start="/ukgwa/cdx",
        issue="wants to speak to a person",
    ),
}
