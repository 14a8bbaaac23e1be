"""legislation.gov.uk: what its XML says of a law in words, and a provision's versions over time."""

import time
from pathlib import Path

import pytest

from crawler.extraction import extract
from crawler.leads import Blocked, Look, Trouble
from nlp.sentence_cues import cues_in
from records.records import Article
from tests.crawler.replica import Web, collect, rows, serving, source
from tests.crawler.test_spiders import answer, leads, of, spider

SITE = "https://www.legislation.gov.uk"
SECTION = f"{SITE}/ukpga/1998/77/section/10"
DUTY = "A lamp authority must keep a lamp at every crossing of roads, and must see that it is lit at dusk."


def clml(
    *, title: str = "Lamps Act 1998", part: str = "", words: str = DUTY, versions: str = "", path: str = ""
) -> str:
    """An act of our own in the site's XML, or one section of it."""
    links = "".join(
        f'<atom:link rel="http://purl.org/dc/terms/hasVersion" href="{SECTION}/{day}" title="{day}"/>'
        for day in versions.split()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<ukm:Metadata><dc:identifier>http://www.legislation.gov.uk/ukpga/1998/77{path}</dc:identifier><dc:title>{title}</dc:title>
<dc:description>An Act to provide for lamps at crossings; and for connected purposes.</dc:description>
<dc:language>en</dc:language>{links}
<ukm:PrimaryMetadata><ukm:DocumentClassification><ukm:DocumentCategory Value="primary"/></ukm:DocumentClassification>
<ukm:Year Value="1998"/><ukm:Number Value="77"/><ukm:EnactmentDate Date="1998-07-16"/>
</ukm:PrimaryMetadata></ukm:Metadata>
<Primary><Body><P1group {part}><Title>Duty to keep lamps</Title><P1><Pnumber>10</Pnumber><P1para>
<P2><Pnumber>1</Pnumber><P2para><Text>{words}</Text></P2para></P2></P1para></P1></P1group></Body></Primary>
<Commentaries><Commentary><Para><Text>S. 10 amended by an order of no matter.</Text></Para></Commentary></Commentaries>
</Legislation>"""


def read(text: str, url: str = SECTION) -> Article:
    """The article of a document."""
    return extract(text.encode(), content_type="application/xml", url=url, source=None, hints={})


def opening(article: Article) -> str:
    """Its first block, which holds the facts."""
    return article.text[article.blocks[0].start : article.blocks[0].end]


@pytest.mark.parametrize(
    ("text", "published_at", "said", "stage"),
    [
        (clml(), "1998-07-16", "act number 77 of 1998; it received Royal Assent on 16 July 1998.", "enacted"),
        (
            clml(path="/section/10/2001-04-01", part='RestrictStartDate="2001-04-01" RestrictEndDate="2006-10-01"'),
            "2001-04-01",
            "Section 10 of the Lamps Act 1998 has been in force in these words since 1 April 2001. "
            "These words applied until 1 October 2006.",
            "in force",
        ),
        (
            clml(path="/section/10/2006-10-01", part='RestrictStartDate="2006-10-01"', words=". . . . . ."),
            "2006-10-01",
            "Section 10 of the Lamps Act 1998 was repealed on 1 October 2006.",
            "reversed",
        ),
        (
            clml(title="Lamps Act 1998 (repealed 1.10.2006)"),
            "2006-10-01",
            "The Lamps Act 1998 was repealed on 1 October 2006.",
            "reversed",
        ),
        (
            clml(path="/section/10", part='Status="Prospective"'),
            "1998-07-16",
            "Section 10 of the Lamps Act 1998 is not yet in force.",
            "",
        ),
    ],
)
def test_what_became_of_a_law_is_said_in_words_that_the_stage_cues_know(
    text: str, published_at: str, said: str, stage: str
) -> None:
    article = read(text)
    assert (article.kind, article.published_at) == ("legislation", published_at)
    assert opening(article).endswith(said)
    last = said.split(". ")[0].split("; ")[-1]
    assert stage in [*(hit.cue.says for hit in cues_in(last, "stage_cues")), ""]
    assert "no matter" not in article.text


def test_a_provision_is_named_and_its_subsections_are_numbered() -> None:
    article = read(clml(path="/section/10/2001-04-01", part='RestrictStartDate="2001-04-01"'))
    assert article.headline == "Lamps Act 1998, section 10"
    assert f"10 (1) {DUTY}" in article.text


def test_an_instrument_says_when_it_was_made_and_when_it_comes_into_force() -> None:
    text = clml(title="The Lamps (Fees) Order 2008")
    text = text.replace('Value="primary"', 'Value="secondary"').replace(
        '<ukm:EnactmentDate Date="1998-07-16"/>',
        '<ukm:Made Date="2008-07-01"/><ukm:ComingIntoForce><ukm:DateTime Date="2008-09-01"/></ukm:ComingIntoForce>',
    )
    assert opening(read(text)) == (
        "This is statutory instrument 77 of 1998; the instrument was made on 1 July 2008. "
        "It comes into force on 1 September 2008."
    )


def test_a_long_law_is_read_as_far_as_a_reader_goes_and_says_so() -> None:
    article = read(clml(words=f"{DUTY} " * 400).replace("</Body>", f"<P><Text>{DUTY * 9}</Text></P></Body>"))
    assert article.text.endswith("The rest of the text stands at its address.")
    assert len(article.text) < 41_000


def test_each_version_that_has_begun_is_a_page_of_its_own() -> None:
    one = spider("legislation", f"{SITE}/", options={"provisions": "ukpga/1998/77/section/10"})
    (look,) = one.looks()
    assert look.url == f"{SECTION}/data.xml"
    text = clml(
        path="/section/10", part='RestrictStartDate="2006-10-01"', versions="1998-09-16 enacted 2001-04-01 2099-01-01"
    )
    found = list(one.read(look, answer(text)))
    assert [(lead.url, lead.fetch_url, lead.published_at) for lead in leads(found)] == [
        (f"{SECTION}/{day}", f"{SECTION}/{day}/data.xml", day) for day in ("1998-09-16", "2001-04-01", "2006-10-01")
    ]
    assert all(lead.fixed for lead in leads(found))


@pytest.mark.parametrize(
    ("link", "law"),
    [
        (f"{SITE}/ukpga/1998/77/2001-04-01/data.rdf", "ukpga/1998/77"),
        (f"{SITE}/ukpga/1998/77/section/10/2001-04-01/data.htm", "ukpga/1998/77"),
        (f"{SITE}/ukpga/Edw7/4-5/12/data.xml", "ukpga/Edw7/4-5/12"),
        (f"{SITE}/id/ukpga/1998/77", "ukpga/1998/77"),
        (f"{SITE}/ukpga/1998", ""),
    ],
)
def test_an_entry_of_the_publication_log_is_about_the_law_itself(link: str, law: str) -> None:
    log = f"{SITE}/update/legislation/data.feed?title=lamps&format=xml"
    entry = f"""<entry><id>{link}/published/2008-07-08T10:56:11.717977+01:00</id><title>Lamps Act 1998</title>
        <updated>2008-07-08T10:56:11.717977+01:00</updated><link rel="alternate" href="{link}" title="RDF"/></entry>"""
    one = spider("legislation", log, options={"types": "ukpga"})
    (look,) = one.looks()
    assert look.url == log
    found = leads(one.read(look, answer(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entry}</feed>')))
    assert [lead.url for lead in found] == ([f"{SITE}/{law}"] if law else [])
    assert [lead.fetch_url for lead in found] == ([f"{SITE}/{law}/data.xml"] if law else [])
    assert {lead.changed_at for lead in found} <= {"2008-07-08T09:56:11+00:00"}


@pytest.mark.parametrize("body", ["<html><p>Sorry</p></html>", "", "<Legislation"])
def test_what_is_no_provision_is_told(body: str) -> None:
    one = spider("legislation", f"{SITE}/", options={"provisions": "ukpga/1998/77/section/10"})
    assert of(Trouble, one.read(next(iter(one.looks())), answer(body)))


def test_a_403_stops_the_source() -> None:
    one = spider("legislation", f"{SITE}/new/data.feed")
    with pytest.raises(Blocked, match="contact"):
        one.refused(Look(url="x"), answer("", status=403))
    with pytest.raises(Blocked, match="contact"):
        one.refused_page("x", answer("", status=403))


def test_a_provision_is_collected_no_faster_than_the_site_allows(tmp_path: Path) -> None:
    days = "1998-09-16 2001-04-01 2006-10-01"
    with serving(Web()) as web:
        for address in ("", *(f"/{day}" for day in days.split())):
            text = clml(path=f"/section/10{address}", part='RestrictStartDate="1998-09-16"', versions=days)
            web.put(f"{SECTION}{address}/data.xml", text, content_type="application/xml")
        law = source("law", "legislation", f"{SITE}/", options={"provisions": "ukpga/1998/77/section/10"})
        began = time.monotonic()
        assert collect(web, tmp_path, law)["law"].new == 3
        # robots.txt, the list of versions, three versions: four pauses of at least 300 s / 3,000
        assert time.monotonic() - began > 0.3
    assert rows(tmp_path, "select url from pages order by url")[0] == (f"{SECTION}/1998-09-16",)
