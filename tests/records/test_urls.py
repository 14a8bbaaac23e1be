"""One address, one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.urls import BadUrl, article_id, canonical_url, replayed, slug

SAME = [
    ("HTTP://WWW.Example.ORG:80/News/", "https://www.example.org/News"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org//a///b/", "https://example.org/a/b"),
    ("https://example.org/a?utm_source=x&utm_medium=rss&id=7#top", "https://example.org/a?id=7"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("https://example.org/a?fbclid=1&CMP=share_btn&at_medium=RSS", "https://example.org/a"),
    ("https://example.org/caf%c3%a9", "https://example.org/caf%C3%A9"),
    ("https://example.org/café", "https://example.org/caf%C3%A9"),
    ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
    ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
    ("https://[::1]:8443/x", "https://[::1]:8443/x"),
    ("  https://example.org/a\n", "https://example.org/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("urn:greenpaper:some-id", "urn:greenpaper:some-id"),
]


@pytest.mark.parametrize(("written", "expected"), SAME)
def test_an_address_has_one_form(written: str, expected: str) -> None:
    assert canonical_url(written) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/news",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://[::1/",
        "http://a:99999/",
    ],
)
def test_what_is_no_web_address_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadUrl, match=r"is not an|has a host") as refused:
        canonical_url(url)
    assert repr(url.strip()) in str(refused.value)


@given(
    st.from_regex(r"https?://[a-z]{1,8}\.example(:[1-9][0-9]{0,3})?", fullmatch=True),
    st.text(max_size=30),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)
def test_the_canonical_form_of_a_canonical_form_is_itself(host: str, path: str, query: dict[str, str]) -> None:
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    try:
        once = canonical_url(f"{host}/{path}?{tail}")
    except BadUrl:
        return
    assert canonical_url(once) == once


def test_a_replay_address_gives_the_capture_and_the_page_behind_it() -> None:
    replay = "https://webarchive.nationalarchives.gov.uk/ukgwa/20090114000000id_/http://www.dcsf.gov.uk/news/1"
    assert replayed(replay) == ("20090114000000", "http://www.dcsf.gov.uk/news/1")
    assert replayed("https://www.gov.uk/news/1") is None


def test_an_article_keeps_its_id_and_two_pages_differ() -> None:
    assert article_id("https://example.org/a") == article_id("https://example.org/a")
    assert article_id("https://example.org/a") != article_id("https://example.org/b")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Children’s Trusts", "childrens-trusts"), ("Department for Work & Pensions", "department-for-work-pensions")],
)
def test_a_name_becomes_a_word_for_addresses(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_without_letters_still_has_a_slug_of_its_own() -> None:
    assert slug("!!!") != slug("???")
