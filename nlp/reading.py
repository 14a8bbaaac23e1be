"""The one bridge out of spaCy: articles in, one Reading or Unreadable each out, in order."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_meta

from nlp.findings import reading_of
from nlp.pipeline import make_doc
from records import additions
from records.records import Article, Reading
from records.signatures import short_hash, text_hash

logger = logging.getLogger(__name__)

#: Characters. A text as long as this takes half a minute and a gigabyte; what is longer is a book.
LONGEST = 300_000
#: Of the characters that are not white space, this share may be letters or digits at the least.
_FEWEST_LETTERS = 0.3
_BATCH = 32
_LETTER = re.compile(r"\w")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A text that could not be read, and why."""

    reason: str


def read(nlp: Language, articles: Sequence[Article], *, processes: int = 1) -> Iterator[Reading | Unreadable]:
    """One result an article, in the order given; several worker processes share the work when asked to.

    A text that breaks the reader costs that text alone: it is Unreadable, and the reason says with what.
    """
    for start in range(0, len(articles), _BATCH * processes):
        yield from _batch(nlp, articles[start : start + _BATCH * processes], processes)


def _batch(nlp: Language, articles: Sequence[Article], processes: int) -> list[Reading | Unreadable]:
    results: dict[int, Reading | Unreadable] = {}
    for place, article in enumerate(articles):
        if (reason := why_not(article)) is not None:
            results[place] = Unreadable(reason=reason)
    wanted = [place for place in range(len(articles)) if place not in results]
    usual, nlp.default_error_handler = nlp.default_error_handler, _pass_over
    with nlp.memory_zone():
        docs = ((make_doc(nlp, _readable(articles[place])), place) for place in wanted)
        try:
            for doc, place in nlp.pipe(docs, as_tuples=True, n_process=min(processes, max(1, len(wanted)))):
                results[place] = _converted(doc, articles[place])
        except Exception as error:  # noqa: BLE001  # a trained component raises whatever it likes
            logger.debug("a batch broke off, and is read on one by one: %s", error)
        finally:
            nlp.default_error_handler = usual
        # What the pipe lost is read by itself: one bad text takes its whole batch with it.
        for place in wanted:
            if place not in results:
                results[place] = _alone(nlp, articles[place])
    return [results[place] for place in range(len(articles))]


def why_not(article: Article) -> str | None:
    """Why a text is not worth reading, in a sentence for the issues page; None when it is."""
    text = article.text
    if not text.strip():
        return "the text is empty"
    if len(text) > LONGEST:
        return f"the text has {len(text):,} characters; the longest that is read has {LONGEST:,}"
    letters, solid = len(_LETTER.findall(text)), len(text) - sum(map(text.count, " \n\r\t\u00a0"))
    if letters < _FEWEST_LETTERS * solid:
        return f"the text is no prose: {letters:,} letters and digits among {solid:,} characters"
    return None


def _readable(article: Article) -> Article:
    """The article with each lone surrogate, which spaCy cannot store, as a replacement character."""
    if not _SURROGATE.search(article.text):
        return article
    fields = {name: getattr(article, name) for name in Article.__slots__}
    return Article(**{**fields, "text": _SURROGATE.sub("\ufffd", article.text)})


def _converted(doc: Doc, article: Article) -> Reading | Unreadable:
    try:
        return reading_of(doc, article)
    except Exception as error:  # noqa: BLE001  # the edge where one article's fault becomes its result
        return _broken(article, error)


def _alone(nlp: Language, article: Article) -> Reading | Unreadable:
    try:
        return reading_of(nlp(make_doc(nlp, _readable(article))), article)
    except Exception as error:  # noqa: BLE001
        return _broken(article, error)


def _broken(article: Article, error: Exception) -> Unreadable:
    logger.warning("could not read %s", article.url, exc_info=error)
    return Unreadable(reason=f"the reader failed on it: {type(error).__name__}: {str(error)[:200]}")


def _pass_over(name: str, component: object, docs: Sequence[Doc], error: Exception) -> None:
    """Drop the texts that a component failed on, instead of ending the run."""
    logger.debug("%s failed on %d texts, which are read again one by one: %s", name, len(docs), error)


# ---------------------------------------------------------------- the stamp

_ROOT = Path(__file__).parent.parent


@cache
def stamp(model: str) -> str:
    """A hash of all that decides a reading: code, rules, lexicons, registers, spaCy and the model."""
    files = sorted(
        path
        for room, kinds in (("nlp", (".py", ".toml", ".txt")), ("records", (".py", ".csv")))
        for path in (_ROOT / room).rglob("*")
        if path.suffix in kinds and "__pycache__" not in path.parts
    )
    parts = [f"{path.relative_to(_ROOT).as_posix()} {text_hash(path.read_text(encoding='utf-8'))}" for path in files]
    return short_hash(spacy_version, model, _model_version(model), additions.stamp(), *parts)


def _model_version(model: str) -> str:
    try:
        return version(model.replace("_", "-"))
    except PackageNotFoundError:
        return str(_meta(Path(model)).get("version", "")) if Path(model).is_dir() else ""


def _meta(folder: Path) -> Mapping[str, Any]:
    return load_meta(folder / "meta.json") if (folder / "meta.json").is_file() else {}
