"""The page class that docs/adding-a-source.md shows does what the page says of it."""

import re
from pathlib import Path

from lxml import html

from crawler.page import ArticlePage

DOC = Path(__file__).parents[2] / "docs" / "adding-a-source.md"


def test_the_documented_page_class_reads_its_layout() -> None:
    (code,) = re.findall(
        r"^```python\n(.*?class HarbourWeeklyPage.*?)^```", DOC.read_text(encoding="utf-8"), re.M | re.S
    )
    namespace: dict[str, type[ArticlePage]] = {}
    exec(code, namespace)
    tree = html.fromstring(
        "<div><div class='head'>Quays</div><s class='day' data-on='2029-03-01'></s><div class='w'>One.</div>"
        "<div class='q'>“Two.”</div></div>"
    )
    page = namespace["HarbourWeeklyPage"](tree, "https://www.harbour-weekly.example/news/1").page()
    assert (page.headline, page.published_at) == ("Quays", "2029-03-01")
    assert [text for _, text in page.blocks] == ["One.", "“Two.”"]
