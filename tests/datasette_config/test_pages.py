"""What each page says: its text without markup, as it was last read and found good.

A page without a text here gets one and fails, asking to be read; so does one that changed.
"""

import asyncio
import re
from pathlib import Path

import pytest
from lxml import etree, html

from db.connect import open_database
from db.public.migrations import migrations
from tests.datasette_config.conftest import BASE_URL, Reader, reader

TEXTS = Path(__file__).with_name("texts")
PAGES = {
    "home": "/",
    "home_filtered": "/?stage=consultation&topic=behaviour",
    "policy": "/policies/schools-duty-to-co-operate",
    "article": "/articles/a2008trusts",
    "article_in_extracts": "/articles/a2008weekly",
    "bill": "/articles/a2009stages",
    "article_with_odd_characters": "/articles/a2012odd",
    "body": "/bodies/dcsf",
    "person": "/people/ed-balls",
    "legislation": "/legislation/ukpga/2004/31",
    "topic": "/topics/behaviour",
    "consultations": "/consultations",
    "sources": "/sources",
    "search": "/search?q=duty+-academies+body:dcsf",
    "search_without_results": "/search?q=admisions+powers",
    "stages": "/stages",
    "missing": "/policies/nowhere",
}
_BLOCKS = [
    "p",
    "h1",
    "h2",
    "h3",
    "li",
    "dt",
    "dd",
    "tr",
    "blockquote",
    "legend",
    "figcaption",
    "summary",
    "caption",
    "section",
    "div",
    "td",
    "th",
    "label",
    "option",
]


def text_of(page: str) -> str:
    """What a reader reads between header and footer, one block a line."""
    main = html.fromstring(page).get_element_by_id("main")
    for node in main.iter("svg"):
        node.clear(keep_tail=True)
        node.text = ""
    for node in main.iter(*_BLOCKS):
        node.tail = "\n" + (node.tail or "")
        node.text = "\n" + (node.text or "")
    lines = [re.sub(r"\s+", " ", line).strip() for line in main.text_content().split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_did(public: Reader, name: str) -> None:
    answer = public.get(PAGES[name])
    said, kept = text_of(answer.text), TEXTS / f"{name}.txt"
    if not kept.exists():
        kept.write_text(said, encoding="utf-8")
        pytest.fail(f"{kept} is new: read it, then commit it")
    assert said.split("\n") == kept.read_text(encoding="utf-8").split("\n")


def test_the_drawn_stages_have_their_text(public: Reader) -> None:
    page = html.fromstring(public.get("/policies/schools-duty-to-co-operate").text)
    labels = {node.get("aria-label") for node in page.iter("svg") if node.get("role") == "img"}
    (line,) = {label for label in labels if label.startswith("Furthest stage")}
    assert line == (
        "Furthest stage: in force. Reached: floated 4 March 2004; consultation 8 July 2008; bill 4 February 2009; "
        "enacted 15 November 2004; in force 12 January 2010."
    )


def test_a_merged_policy_leads_to_the_one_that_lives_on(public: Reader) -> None:
    for form in ("", ".json", ".atom"):
        answer = public.get(f"/policies/schools-in-trusts{form}")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/policies/schools-duty-to-co-operate{form}"


def test_a_last_slash_leads_to_the_page(public: Reader) -> None:
    assert public.get("/policies/").headers["location"] == "/policies"
    assert public.get("/data/").status_code in (301, 302, 404)


def test_a_page_that_did_not_change_is_not_sent_again(public: Reader) -> None:
    for path in ("/", "/search?q=duty", "/search.atom?q=duty", "/policies/schools-duty-to-co-operate.ics"):
        tag = public.get(path).headers["etag"]
        again = public.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), path


def test_this_is_wrong_carries_the_evidence(public: Reader) -> None:
    page = html.fromstring(public.get("/articles/a2008trusts").text)
    links = [node.get("href") for node in page.iter("a") if node.text_content() == "This is wrong"]
    assert len(links) == 3
    assert links[0].startswith("mailto:desk@greenpaper.example?subject=This%20is%20wrong")
    assert "Schools%20would%20be%20required" in links[0]


def test_dcsf_is_one_click_from_its_successor_and_back(public: Reader) -> None:
    for here, there in (("dcsf", "dfe"), ("dfe", "dcsf"), ("dfes", "dcsf"), ("dcsf", "dfes")):
        page = html.fromstring(public.get(f"/bodies/{here}").text)
        line = page.xpath("//nav[@class='lineage']")[0]
        assert f"/bodies/{there}" in [node.get("href") for node in line.iter("a")]


def test_a_site_before_its_first_run_says_so(tmp_path: Path, runner: asyncio.Runner) -> None:
    open_database(tmp_path / "greenpaper.db", migrations).close()
    empty = reader(tmp_path / "greenpaper.db", runner, audience="public")
    for path in ("/", "/policies", "/search?q=duty", "/sources", "/about"):
        answer = empty.get(path)
        assert answer.status_code == 404
        assert "Nothing has been published yet" in answer.text
    assert empty.get("/data").status_code == 200


def test_the_sitemap_lists_pages_that_are_there(public: Reader) -> None:
    found = etree.fromstring(public.get("/sitemap.xml").content)
    places = [node.text or "" for node in found.iter("{*}loc")]
    assert f"{BASE_URL}/policies/phones-in-schools" in places
    for place in places[::7]:
        assert public.get(place.removeprefix(BASE_URL)).status_code == 200


def test_every_link_inside_the_site_leads_somewhere(public: Reader) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        page = public.get(waiting.pop())
        assert page.status_code == 200, page.url
        if not page.headers["content-type"].startswith("text/html"):
            continue
        tree = html.fromstring(page.text)
        anchors = {node.get("id") for node in tree.iter() if node.get("id")}
        for node in tree.iter("a"):
            link = node.get("href") or ""
            path, _, anchor = link.partition("#")
            if not path:
                assert anchor in anchors, (page.url, link)
            # Filters and tables are endless; the browser tests look at some of them.
            elif path.startswith("/") and path not in seen and "?" not in path and not path.startswith("/data/"):
                seen.add(path)
                waiting.append(path)
    assert len(seen) > 100


@pytest.mark.parametrize(
    ("asked", "alert", "feed"),
    [
        ("policy=phones-in-schools", "kind=policy&value=phones-in-schools", "/policies/phones-in-schools.atom"),
        ("q=duty+-academies", "kind=search&value=duty+-academies", "/search.atom?q=duty+-academies"),
        ("kind=body&value=dcsf", "kind=body&value=dcsf", "/search.atom?q=body%3Adcsf"),
        ("kind=topic&value=behaviour", "kind=topic&value=behaviour", "/search.atom?q=topic%3Abehaviour"),
        ("kind=body&value=nobody", "kind=all&value=", "/shifts.atom"),
        ("", "kind=all&value=", "/shifts.atom"),
    ],
)
def test_what_is_followed_comes_as_a_feed_and_by_mail(
    public_path: Path, runner: asyncio.Runner, asked: str, alert: str, feed: str
) -> None:
    with_mail = reader(public_path, runner, audience="public", takes_mail=True)
    page = html.fromstring(with_mail.get(f"/follow?{asked}").text).get_element_by_id("main")
    links = [node.get("href") for node in page.iter("a")]
    assert f"/alerts/new?{alert}" in links
    assert feed in links
