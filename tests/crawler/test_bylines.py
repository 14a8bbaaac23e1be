"""Authors, one by one, as they sign."""

import pytest

from crawler.bylines import dateline_of, names
from crawler.decoding import tree_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["By Ann Marlow"], ("Ann Marlow",)),
        (["Ann Marlow and Tom Iqbal"], ("Ann Marlow", "Tom Iqbal")),
        (["Ann Marlow, Tom Iqbal & Jo Fenn"], ("Ann Marlow", "Tom Iqbal", "Jo Fenn")),
        (["Ann Marlow, education correspondent"], ("Ann Marlow",)),
        (["Ann Marlow Political Editor"], ("Ann Marlow",)),
        (["Ann Marlow, Senior Education Correspondent"], ("Ann Marlow",)),
        (["Ann Marlow", "ann-marlow", "ANN MARLOW"], ("Ann Marlow",)),
        (["tom-iqbal"], ("Tom Iqbal",)),
        (["https://www.facebook.com/ann.marlow", "@annmarlow"], ()),
        (["(Image: Picture House)"], ()),
        (["admin"], ()),
        (["Sector Wire"], ("Sector Wire",)),
        (["Department for Children, Schools and Families"], ("Department for Children, Schools and Families",)),
        (["Jean-Luc O’Dowd-Smith"], ("Jean-Luc O’Dowd-Smith",)),
        ([""], ()),
    ],
)
def test_names_are_parted_and_cleaned(given: list[str], expected: tuple[str, ...]) -> None:
    assert names(given) == expected


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("<p class='posted'>Posted: 8 July 2008 by Leonard Pask</p>", ("Leonard Pask",), "2008-07-08"),
        ("<div class='dateline'>8 July 2008 | 09.30 | Ann Marlow</div>", ("Ann Marlow",), "2008-07-08T09:30:00+01:00"),
        ("<p>8 July 2008</p><p>By Ann Marlow and Tom Iqbal</p>", ("Ann Marlow", "Tom Iqbal"), "2008-07-08"),
        ("<p>8 July 2008 | Children Services</p>", (), "2008-07-08"),  # a section, in a line not marked as by anyone
        (
            "<p>The plan was put forward by Ann Marlow's committee on 1 May 2007. " + "It went on. " * 20 + "</p>",
            (),
            None,
        ),
    ],
)
def test_the_line_under_the_headline_is_read(line: str, authors: tuple[str, ...], date: str | None) -> None:
    tree = tree_of(f"<html><body><h1>Schools to join trusts</h1>{line}<p>Every school would.</p></body></html>")
    assert tree is not None
    found = dateline_of(tree, tree.find(".//h1"))
    assert (found.authors, found.published_at) == (authors, date)
