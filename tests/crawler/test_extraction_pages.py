"""Saved pages of every kind that we read, and the article that each must give."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction import extract
from crawler.files import Found, read_paths
from records.interchange import to_plain
from records.records import Article

PAGES = Path(__file__).parent / "pages"
LAYOUTS = sorted(path for path in PAGES.iterdir() if not path.name.endswith(".expected.json") and path.is_file())


def as_told(article: Article) -> dict[str, Any]:
    """The article as its expected file holds it: each block a line with its kind, so that a difference reads well."""
    plain = to_plain(article)
    del plain["text"], plain["id"], plain["source"]
    plain["blocks"] = [f"{block.kind}: {article.text[block.start : block.end]}" for block in article.blocks]
    return plain


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_a_saved_page_gives_its_article(path: Path) -> None:
    (found,) = read_paths([str(path)])
    assert isinstance(found, Found)
    article = as_told(
        extract(found.body, content_type=found.content_type, url=found.url, source=None, hints=found.hints)
    )
    expected = path.with_name(f"{path.stem}.expected.json")
    if not expected.exists():
        expected.write_text(json.dumps(article, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was not there and is written: read it, mend what is wrong, and commit it")
    assert article == json.loads(expected.read_text(encoding="utf-8"))
