"""Golden cases in plain English: a title, a text, and indented lines that say what the reader must find.

    ## Reported speech after a full name
    Ann Marlow said that the ban would start in September.
      speaker  Ann Marlow
      content  the ban would start in September

A case without indented lines must find nothing. The text may have several paragraphs; a day in square
brackets at the end of the title ("[2008-07-08]") is the day of publication.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline import make_doc
from records.articles import blocks_of
from records.records import Article

_PUBLISHED = re.compile(r"\[(\d{4}(?:-\d\d){0,2})\]\s*$")


def read_cases(path: Path) -> list[tuple[str, str, list[str]]]:
    """(title, text, expected lines as they stand) of each case in a ``.cases.txt`` file, in its order."""
    cases: list[tuple[str, str, list[str]]] = []
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        lines = rest.rstrip().split("\n")
        expected = [line.rstrip() for line in lines if line.startswith("  ")]
        text = "\n".join(line for line in lines if not line.startswith("  ")).strip()
        cases.append((title.strip(), text, expected))
    return cases


def published(title: str) -> str | None:
    """The day of publication that a case's title gives, if any."""
    found = _PUBLISHED.search(title)
    return found[1] if found else None


def an_article(text: str, **fields: object) -> Article:
    """An article of this text, its blocks told by their looks."""
    given: dict[str, object] = {"id": "a1", "url": "urn:greenpaper:a1", "source": "test", "headline": ""}
    return Article(text=text, **{"blocks": blocks_of(text), **given, **fields})  # type: ignore[arg-type]


def read_text(nlp: Language, text: str, **fields: object) -> Doc:
    """The text read by the whole pipeline, as the text of an article with these fields."""
    return nlp(make_doc(nlp, an_article(text, **fields)))


def as_lines(values: Mapping[str, object], keys: Iterable[str]) -> list[str]:
    """A finding as the indented lines of a case; what it lacks is left out."""
    return [f"  {key:<9}{values[key]}" for key in keys if values.get(key) is not None]
