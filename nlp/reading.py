"""The one bridge out of spaCy: articles in, one Reading or Unreadable each out, in order."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from nlp.windows import merged, windows
from records import additions
from records.records import Article, Reading
from records.signatures import short_hash, text_hash

logger = logging.getLogger(__name__)

#: Characters. A text as long as this takes some ten minutes; what is longer is a shelf of books.
LONGEST = 5_000_000
#: Of the characters that are not white space, this share may be letters or digits at the least.
_FEWEST_LETTERS = 0.3
_BATCH = 32
_LONGEST_BATCH = 100_000  # characters that are read together in one process
_LETTER = re.compile(r"\w")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A text that could not be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A part of an article's text that is read by itself; mostly all of it."""

    place: int  # of the article among all
    offset: int  # of its first character in the article's text
    article: Article


def read(nlp: Language, articles: Sequence[Article], *, processes: int = 1) -> Iterator[Reading | Unreadable]:
    """One result an article, in the order given; several worker processes share the work when asked to.

    A text that breaks the reader costs that text alone: it is Unreadable, and the reason says with what. A long
    text is read in windows, so that its memory is that of one batch of them and its time grows with its length.
    """
    parts: list[tuple[int, Reading | Unreadable]] = []
    at = 0  # the article that the parts belong to
    for batch in _batches(_windows(articles), processes):
        for window, result in zip(batch, _batch(nlp, [window.article for window in batch], processes), strict=True):
            while at < window.place:
                yield _whole(articles[at], parts)
                parts, at = [], at + 1
            parts.append((window.offset, result))
    while at < len(articles):
        yield _whole(articles[at], parts)
        parts, at = [], at + 1


def _windows(articles: Sequence[Article]) -> Iterator[_Window]:
    """The windows of every article that is worth reading."""
    for place, article in enumerate(articles):
        if why_not(article) is None:
            for offset, part in windows(article):
                yield _Window(place=place, offset=offset, article=part)


def _batches(found: Iterable[_Window], processes: int) -> Iterator[list[_Window]]:
    """The windows in order, so many together that neither their number nor their length is out of hand."""
    batch: list[_Window] = []
    length = 0
    for window in found:
        size = len(window.article.text)
        if batch and (len(batch) == _BATCH * processes or length + size > _LONGEST_BATCH * processes):
            yield batch
            batch, length = [], 0
        batch.append(window)
        length += size
    if batch:
        yield batch


def _whole(article: Article, parts: Sequence[tuple[int, Reading | Unreadable]]) -> Reading | Unreadable:
    """The article's result from those of its windows: no reading where one of them could not be read."""
    readings: list[tuple[int, Reading]] = []
    for offset, result in parts:
        if isinstance(result, Unreadable):
            where = f"from character {offset:,} on, " if len(parts) > 1 else ""
            return Unreadable(reason=where + result.reason)
        readings.append((offset, result))
    return merged(article, readings) if readings else Unreadable(reason=why_not(article) or "the text is empty")


def _batch(nlp: Language, articles: Sequence[Article], processes: int) -> list[Reading | Unreadable]:
    results: dict[int, Reading | Unreadable] = {}
    usual, nlp.default_error_handler = nlp.default_error_handler, _pass_over
    with nlp.memory_zone():
        docs = ((make_doc(nlp, _readable(article)), place) for place, article in enumerate(articles))
        try:
            for doc, place in nlp.pipe(docs, as_tuples=True, n_process=min(processes, len(articles))):
                results[place] = _converted(doc, articles[place])
        except Exception as error:  # noqa: BLE001  # a trained component raises whatever it likes
            logger.debug("a batch broke off, and is read on one by one: %s", error)
        finally:
            nlp.default_error_handler = usual
        # What the pipe lost is read by itself: one bad text takes its whole batch with it.
        for place, article in enumerate(articles):
            if place not in results:
                results[place] = _alone(nlp, article)
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
    return replace(article, text=_SURROGATE.sub("\ufffd", article.text))


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
