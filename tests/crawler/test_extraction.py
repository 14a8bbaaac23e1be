"""One capture in, one article out, or one line that says why not; whatever the bytes are."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import extraction
from crawler.extraction import Job, NoArticle, extract, extract_many
from crawler.workers import close_workers
from records.records import Article, Source
from records.vocab import ArticleKind, BlockKind, SourceKind

SENTENCES = [
    "The council will ask residents next month whether trams should return to the town after sixty years.",
    "Its leader said that the line from the station to the hospital would cost forty million pounds to build.",
    "Shopkeepers along the old route are worried about two years of works in front of their doors.",
    "A decision is expected before the end of the year, and the first trams could run in 2030.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES)
PAGE = (
    "<html><head><title>Trams may return</title></head>"
    f"<body><article><h1>Trams may return</h1>{PARAGRAPHS}</article></body></html>"
)
SOURCE = Source(id="town_paper", title="Town Paper", publisher="", kind=SourceKind.SECTOR_NEWS, spider="feed", start=())


def extracted(body: bytes | str, **changes: Any) -> Article:
    given: dict[str, Any] = {
        "content_type": "text/html",
        "url": "https://town.example/trams",
        "source": SOURCE,
        "hints": {},
    }
    return extract(body if isinstance(body, bytes) else body.encode(), **(given | changes))


def test_every_block_is_cut_out_of_the_text() -> None:
    article = extracted(PAGE)
    assert [article.text[block.start : block.end] for block in article.blocks] == SENTENCES
    assert article.headline == "Trams may return"
    assert article.source == "town_paper"
    assert article.url == "https://town.example/trams"


# ---------------------------------------------------------------- hints


@pytest.mark.parametrize(
    ("on_page", "hinted", "expected"),
    [
        ("2009-03-01T10:00:00+00:00", "2009-03-02T09:00:00+00:00", "2009-03-01T10:00:00+00:00"),
        ("2009-03-01", "2009-03-01T09:00:00+00:00", "2009-03-01T09:00:00+00:00"),  # the feed knows the time as well
        ("2009-03-01", "2009-03-05T09:00:00+00:00", "2009-03-01"),
        ("", "2009-03-05T09:00:00+00:00", "2009-03-05T09:00:00+00:00"),
        ("", "", None),
        ("2009-03-01", "not a date", "2009-03-01"),
    ],
)
def test_a_list_s_date_fills_in_what_the_page_does_not_say(on_page: str, hinted: str, expected: str | None) -> None:
    page = PAGE.replace("</head>", f'<meta property="article:published_time" content="{on_page}"></head>')
    assert extracted(page, hints={"published_at": hinted}).published_at == expected


def test_a_list_s_date_wins_over_one_that_is_only_seen() -> None:
    page = PAGE.replace("</h1>", "</h1><p>1 March 2009</p>")
    assert extracted(page).published_at == "2009-03-01"
    assert extracted(page, hints={"published_at": "2009-02-27"}).published_at == "2009-02-27"


def test_a_list_knows_what_its_page_is() -> None:
    article = extracted(
        PAGE, hints={"kind": "consultation", "opens_on": "2009-03-01", "closes_on": "2009-05-29T23:45:00+01:00"}
    )
    assert article.kind == ArticleKind.CONSULTATION
    assert (article.opens_on, article.closes_on) == ("2009-03-01", "2009-05-29")
    assert (
        extracted(PAGE, source=replace(SOURCE, article_kind=ArticleKind.ANNOUNCEMENT)).kind == ArticleKind.ANNOUNCEMENT
    )
    assert extracted(PAGE, url="https://town.example/opinion/trams").kind == ArticleKind.OPINION
    assert extracted(PAGE, hints={"kind": "nonsense"}).kind == ArticleKind.NEWS


def test_headline_and_byline_of_the_list_stand_in() -> None:
    bare = f"<html><body><div>{PARAGRAPHS}</div></body></html>"
    hints = {"headline": "Trams  again", "byline": "Ann Marlow; Tom Iqbal", "lead": "In 2030.", "tags": "Buses; Trams"}
    article = extracted(bare, hints=hints)
    assert (article.headline, article.lead, article.tags) == ("Trams again", "In 2030.", ("Buses", "Trams"))
    assert article.byline == ("Ann Marlow", "Tom Iqbal")
    assert extracted(PAGE, hints={"headline": "Other"}).headline == "Trams may return"


def test_a_capture_is_kept_by_the_page_s_own_address() -> None:
    capture = "https://webarchive.nationalarchives.gov.uk/ukgwa/20090301120000/http://www.dpw.gov.uk/trams"
    article = extracted(PAGE, url=capture)
    assert article.url == "https://www.dpw.gov.uk/trams"
    assert article.archived_url == capture
    given = extracted(PAGE, url="https://www.dpw.gov.uk/trams", hints={"archived_url": capture})
    assert (given.url, given.archived_url) == (article.url, capture)


@pytest.mark.parametrize("wanted", ["h1", "og", "ld"])
def test_a_source_says_which_headline_is_its_own(wanted: str) -> None:
    page = PAGE.replace(
        "</head>",
        '<meta property="og:title" content="From og"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "From ld", "author": "Ann Marlow"}</script></head>',
    ).replace("<h1>Trams may return", "<h1>From h1 itself")
    expected = {"h1": "From h1 itself", "og": "From og", "ld": "From ld"}
    assert extracted(page, source=replace(SOURCE, headline_from=wanted)).headline == expected[wanted]


def test_no_capture_shows_a_page_of_later() -> None:
    page = PAGE.replace("</head>", '<meta name="date" content="2031-01-01"></head>')
    assert extracted(page, hints={"captured_at": "2009-03-01T12:00:00Z"}).published_at is None
    assert extracted(page, hints={"captured_at": "2031-05-01T12:00:00Z"}).published_at == "2031-01-01"


@pytest.mark.parametrize(
    ("stated", "hinted", "published_at"),
    [
        ("2099-01-01", "", None),
        ("2099-01-01", "2009-02-28T09:00:00+00:00", "2009-02-28T09:00:00+00:00"),
        ("2009-02-27", "2009-03-02T09:00:00+00:00", "2009-02-27"),
        ("2009-03-01T18:00:00+00:00", "", "2009-03-01"),
        ("2009-03-01T11:00:00+00:00", "", "2009-03-01T11:00:00+00:00"),
        ("2009-03", "", "2009-03"),
    ],
)
def test_a_date_after_the_page_was_seen_is_none(stated: str, hinted: str, published_at: str | None) -> None:
    page = PAGE.replace("</head>", f'<meta property="article:published_time" content="{stated}"></head>')
    found = extracted(page, hints={"captured_at": "2009-03-01T12:00:00+00:00", "published_at": hinted})
    assert found.published_at == published_at


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(NoArticle, match="is not an http or https address"):
        extracted(PAGE, url="ftp://town.example/trams")


# ---------------------------------------------------------------- texts and JSON


def test_a_text_is_kept_to_the_letter() -> None:
    text = "Trams may return\n\n" + "\n\n".join(SENTENCES) + "\n\n• first item\n• second  item"
    article = extracted(text, content_type="text/plain")
    assert article.text == text
    assert article.headline == "Trams may return"
    assert [block.kind for block in article.blocks][-2:] == [BlockKind.ITEM, BlockKind.ITEM]


def test_an_article_in_json_keeps_text_id_and_source_title() -> None:
    given = {
        "id": "t1",
        "title": "Trams",
        "source": "Town Paper",
        "text": "\n\n".join(SENTENCES),
        "published": "2009-03",
    }
    article = extracted(json.dumps(given), content_type="application/json", source=None)
    assert (article.id, article.source, article.text, article.published_at) == (
        "t1",
        "Town Paper",
        given["text"],
        "2009-03",
    )


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2009-03", "2009-03"),
        ("1946-07", "1946-07"),
        ("8 July 2008", "2008-07-08"),
        ("2031-01-01", None),
        ("2009-03-01T23:00:00+00:00", "2009-03-01"),  # later that day: a wrong zone
        ("soon", None),
        (None, None),
    ],
)
def test_an_article_in_json_is_of_no_day_to_come(stated: str | None, kept: str | None) -> None:
    given = {"id": "t1", "text": "\n\n".join(SENTENCES), "published": stated}
    hints = {"captured_at": "2009-03-01T12:00:00+00:00"}
    assert extracted(json.dumps(given), content_type="application/json", hints=hints).published_at == kept


@pytest.mark.parametrize(
    "details",
    [{"body": None}, {"body": [{"content_type": "text/govspeak", "content": "x"}]}, {}, {"parts": [{}]}, {"body": 3}],
)
def test_a_content_item_without_a_body_is_refused_or_read_by_its_description(details: dict[str, Any]) -> None:
    item = {"document_type": "news_story", "title": "T", "base_path": "/t", "details": details, "links": None}
    with pytest.raises(NoArticle):
        extracted(json.dumps(item), content_type="application/json")
    item["description"] = " ".join(SENTENCES)
    assert extracted(json.dumps(item), content_type="application/json").text == item["description"]


# ---------------------------------------------------------------- refusals

WELSH = (
    "<p>Bydd y cyngor yn gofyn i drigolion y mis nesaf a ddylai tramiau ddychwelyd i’r dref ar ôl trigain mlynedd. "
    "Dywedodd yr arweinydd y byddai’r llinell o’r orsaf i’r ysbyty yn costio deugain miliwn o bunnoedd i’w hadeiladu, "
    "ac mae siopwyr ar hyd yr hen lwybr yn poeni am ddwy flynedd o waith o flaen eu drysau.</p>"
)
FRENCH = (
    "<p>Le conseil demandera le mois prochain aux habitants si les tramways doivent revenir dans la ville après "
    "soixante ans. Le maire a déclaré que la ligne entre la gare et l’hôpital coûterait quarante millions de livres, "
    "et les commerçants craignent deux années de travaux devant leurs portes.</p>"
)


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"", "text/html", "the page is empty"),
        (b" \n\t ", "text/html", "the page is empty"),
        (b"<html><body></body></html>", "text/html", "no article text found"),
        (b"<html><body><p>Page not found</p></body></html>", "text/html", "no article text found"),
        (b"<!-- nothing -->", "text/html", "no"),
        (b"%PDF-1.7 \x00\x00", "text/html", "is a picture, PDF or other binary file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "text/html", "is a picture, PDF"),
        (bytes(2000), "text/html", "is a picture, PDF"),
        (f"<html lang='cy'><body>{WELSH * 3}</body></html>".encode(), "text/html", "the text is in Welsh"),
        (f"<html lang='en'><body>{FRENCH * 3}</body></html>".encode(), "text/html", "the text is in French"),
        (b'{"document_type": "redirect", "details": {}}', "application/json", "moved or taken down"),
        (b'{"content": {"rendered": "", "protected": true}, "title": {}}', "application/json", "behind a password"),
        (b'{"half": ', "application/json", "broken JSON"),
        (b'{"other": 1}', "application/json", "has its words under 'text'"),
        (b"[1, 2, 3]", "application/json", "is a JSON object, found list"),
        (("A word or two more. " * 60_000).encode(), "text/plain", "over 1,000,000; split it"),
    ],
)  # fmt: skip
def test_what_is_no_article_says_why_in_a_line(body: bytes, kind: str, said: str) -> None:
    with pytest.raises(NoArticle) as refused:
        extracted(body, content_type=kind)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_page_in_two_languages_is_read() -> None:
    assert (
        "trams should return" in extracted(f"<html lang='cy'><body><div>{PARAGRAPHS}{WELSH}</div></body></html>").text
    )


# ---------------------------------------------------------------- whatever the bytes are


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "", ""),
        ("utf-8", "iso-8859-1", "text/html; charset=iso-8859-1"),
        ("utf-8-sig", "windows-1252", ""),
        ("cp1252", "", ""),
        ("cp1252", "utf-8", "text/html; charset=utf-8"),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "no-such-charset", ""),
        ("utf-16", "", ""),
        ("iso-8859-15", "iso-8859-15", ""),
    ],
)
def test_a_page_is_read_in_its_charset_whatever_it_declares(encoding: str, declared: str, header: str) -> None:
    sentence = "The café’s owner said: “Forty million pounds is a lot of coffee – and a lot of cake.”"
    if encoding == "iso-8859-15":
        sentence = "The café's owner said that forty million € is a lot of coffee, and a lot of cake."
    meta = f'<meta charset="{declared}">' if declared else ""
    page = PAGE.replace("</head>", f"{meta}</head>").replace("</article>", f"<p>{sentence}</p></article>")
    assert extracted(page.encode(encoding), content_type=header or "text/html").text.endswith(sentence)


def hostile() -> dict[str, str | bytes]:
    """Pages that break readers, each with the article somewhere in it unless its name says otherwise."""
    deep = "<div>" * 5000
    return {
        "NULs inside": PAGE.replace("trams", "tra\x00ms"),
        "lone surrogates as references": PAGE.replace("trams", "&#xD800;trams&#xDFFF;"),
        "lone surrogates as bytes": PAGE.encode().replace(b"trams", b"\xed\xa0\x80trams"),
        "broken UTF-8": PAGE.encode().replace(b"sixty", b"\xc3(\xa0\xa1 sixty"),
        "cut off in a tag": PAGE + "<p class='x",
        "cut off in a letter": PAGE.encode() + "é".encode()[:1],
        "never closed": PAGE.replace("</p>", "").replace("</article></body></html>", ""),
        "nested 5,000 deep": PAGE.replace("<article>", f"{deep}<article>"),
        "nested 5,000 deep at the end": PAGE.replace("</article>", f"</article>{deep}x"),
        "entity bomb": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + PAGE,
        "XML declaration": '<?xml version="1.0" encoding="utf-16"?>' + PAGE,
        "20,000 attributes": PAGE.replace(
            "<article>", "<article " + " ".join(f'a{n}="{n}"' for n in range(20000)) + ">"
        ),
        "50,000 empty elements": PAGE.replace("</article>", "</article>" + "<i></i>" * 50_000),
        "20,000 links": PAGE.replace("</article>", "</article>" + "<a href='/x'>Trams</a> " * 20_000),
        "a megabyte in one word": PAGE.replace("</article>", f"</article><div>{'x' * 1_000_000}</div>"),
        "JSON-LD nested 10,000 deep": PAGE.replace(
            "</head>", f'<script type="application/ld+json">{"[" * 10_000}{"]" * 10_000}</script></head>'
        ),
        "JSON-LD of strange types": PAGE.replace(
            "</head>",
            '<script type="application/ld+json">{"@type": ["NewsArticle", 3, null], "headline": {"a": []}, "author": '
            '[null, 7, {"name": [[], {"name": {}}]}], "datePublished": [], "keywords": {"x": 1}, "articleBody": 5, '
            '"mainEntityOfPage": [1], "url": {}}</script></head>',
        ),
        "a title of nothing": PAGE.replace("Trams may return", "\u200b\u00ad"),
        "right-to-left marks": PAGE.replace("trams", "\u202etrams\u202c"),
        "form feed and vertical tab": PAGE.replace("council", "cou\x0b\x0cncil"),
        "base in another scheme": PAGE.replace("</head>", "<base href='javascript:x'></head>"),
        "frameset": PAGE.replace("<body>", "<frameset><frame src='x'></frameset><body>"),
        "comment never closed": PAGE + "<!-- " + "x" * 10_000,
        "CDATA": PAGE.replace("</article>", "<![CDATA[ <p>cdata</p> ]]></article>"),
        "processing instruction": PAGE.replace("<article>", "<?php echo 1 ?><article>"),
        "noscript": PAGE.replace("<article>", "<noscript><p>Turn on JavaScript to read on.</p></noscript><article>"),
    }


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_page_gives_its_article_in_good_time(name: str) -> None:
    page = hostile()[name]
    started = time.process_time()
    article = extracted(page)
    assert time.process_time() - started < 10
    assert "forty million pounds to build" in article.text
    assert all(article.text[block.start : block.end].strip() for block in article.blocks)
    article.text.encode("utf-8")
    assert "\x00" not in article.text


def test_a_page_of_five_megabytes_is_read_in_good_time() -> None:
    line = "Line after line of the town's accounts. " * 3
    filler = f"<div class='accounts'>{f'{line}<br><br>' * 20_000}</div>" + f"<script>{'x = 1;' * 400_000}</script>"
    page = PAGE.replace("</article>", f"</article>{filler}")
    assert len(page) > 4_500_000
    started = time.process_time()
    assert "forty million pounds to build" in extracted(page).text
    assert time.process_time() - started < 30


TAGS = ["<p>", "</p>", "<table>", "<td>", "<br>", "<li>", "<div", ">", "</", "</script>", "<!--"]
SHREDS = [*TAGS, "words ", "&#0;", "\x00", '<script type="application/ld+json">', "{", '"@graph":[', "é"]


@settings(max_examples=60, deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=600),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(SHREDS), max_size=60).map(lambda parts: ("".join(parts) + PAGE).encode()),
    ),
    kind=st.sampled_from(["text/html", "application/json", "text/plain", "", "text/html; charset=utf-7"]),
)
def test_any_bytes_give_an_article_or_a_refusal(body: bytes, kind: str) -> None:
    try:
        words = extracted(body, content_type=kind).text
    except NoArticle as refused:
        words = str(refused).replace("\n", "")
    assert words.strip()


# ---------------------------------------------------------------- many


def jobs(*bodies: bytes) -> list[Job]:
    return [
        Job(body=body, content_type="text/html", url=f"https://town.example/{n}", source=SOURCE, hints={})
        for n, body in enumerate(bodies)
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_many_come_in_order_and_a_refusal_is_one_of_them(processes: int) -> None:
    pages = [PAGE.replace("sixty", str(number)).encode() for number in range(60, 70)]
    pages[4] = b""
    try:
        made = list(extract_many(jobs(*pages), processes=processes))
    finally:
        close_workers()
    assert isinstance(made[4], NoArticle)
    assert [f"{number} years" in item.text for number, item in enumerate(made, 60) if isinstance(item, Article)] == [
        True
    ] * 9


def test_a_reader_that_fails_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by a page")

    monkeypatch.setattr(extraction, "metadata_of", stumble)
    (made,) = extract_many(jobs(PAGE.encode()), processes=1)
    assert isinstance(made, NoArticle)
    assert "please report its address" in str(made)


def test_the_stamp_stands_for_code_and_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    extraction.stamp.cache_clear()
    before = extraction.stamp()
    assert before == extraction.stamp()
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0")
    extraction.stamp.cache_clear()
    assert extraction.stamp() != before
    extraction.stamp.cache_clear()
