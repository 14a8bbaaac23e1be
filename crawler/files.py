"""What a user has on disk, as captures: pages, texts, articles as JSON, web archives, and folders of these."""

import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from crawler import json_pages
from crawler.decoding import cleaned, decoded, looks_binary, tree_of
from crawler.linked_data import article_node
from crawler.metadata import address_of, metas_of
from crawler.warc import RecordDamaged
from crawler.warc_files import captures
from records.interchange import NotAnArticle, article_from_json
from records.records import Issue
from records.signatures import bytes_hash
from records.urls import BadUrl, canonical_url, replayed, slug

_KINDS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".warc": "application/warc",
}
_KNOWN = ".html, .txt, .json, .jsonl and .warc, each also with .gz"
_LARGEST = 64 << 20  # bytes of one file, unpacked; a web archive may be of any size
_PAGES = ("text/html", "application/xhtml+xml")
#: UTF-8 read as windows-1252 and written again: "â€™" for an apostrophe, "Ã©" for an e with an accent, "Â£".
_MOJIBAKE = re.compile(r"â€[™˜œ\x9d“”¦]|Ã[\x80-\xbf©¨¡³¶¼±§ª«¢®¯´µ·¸º»]|Â[£©®°·\xa0]")
_MOJIBAKE_SIGNS = 3
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One capture out of a file. ``name`` is the file's, with the place inside it; ``hints`` are for extraction."""

    name: str
    url: str
    body: bytes
    content_type: str
    hints: dict[str, str] = field(default_factory=dict)


class _Unfit(ValueError):
    """A file cannot be taken in; the message says why and what to do. ``fatal`` is false for what was not meant."""

    def __init__(self, reason: str, *, fatal: bool = True) -> None:
        super().__init__(reason)
        self.fatal = fatal


def read_paths(paths: Sequence[str]) -> Iterator[Found | Issue]:
    """Everything that files and folders hold, file by file; an Issue for each that could not be taken in.

    Inside a folder hidden files are left out without a word; what is no article there is "passed over",
    while a file that was named is meant, and its Issue says what is wrong with it. "-" is standard input.
    """
    for path in paths:
        if path == "-":
            yield from _guarded("standard input", _standard_input(), named=True)
        elif os.path.isdir(path):
            yield from _folder(path)
        else:
            yield from _guarded(path, _file(Path(path)), named=True)


def _folder(path: str) -> Iterator[Found | Issue]:
    files = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                files += 1
                inside = os.path.join(folder, name)
                yield from _guarded(inside, _file(Path(inside)), named=False)
    if not files:
        yield _issue(path, f"the folder holds no files; wanted are {_KNOWN}")


def _guarded(name: str, found: Iterator[Found | Issue], *, named: bool) -> Iterator[Found | Issue]:
    """What a file holds; whatever goes wrong with it is an Issue and costs nothing else."""
    try:
        yield from found
    except _Unfit as error:
        yield _issue(name, str(error) if error.fatal or named else f"passed over: {error}")
    except FileNotFoundError:
        yield _issue(name, "there is no such file or folder; check the path")
    except PermissionError:
        yield _issue(name, "the file may not be read; give yourself the right to (chmod u+r)")
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield _issue(name, f"cannot be unpacked ({error}); fetch or pack the file again")
    except OSError as error:
        yield _issue(name, f"cannot be read: {error.strerror or error}")


def _issue(place: str, reason: str) -> Issue:
    return Issue(source="added", step="add", place=place, reason=reason)


# ---------------------------------------------------------------- one file


def _file(path: Path) -> Iterator[Found | Issue]:
    packed = path.suffix.lower() == ".gz"
    kind = _KINDS.get((path.with_suffix("") if packed else path).suffix.lower())
    if kind is None:
        if not path.exists():
            raise FileNotFoundError(path)
        raise _Unfit(f"not a kind of file that can be added; wanted are {_KNOWN}", fatal=False)
    with path.open("rb") as file:
        if kind == "application/warc":
            yield from _archive(str(path), file)
            return
        body = _unpacked(file) if packed else _whole(file)
    yield from _contents(str(path), body, kind)


def _standard_input() -> Iterator[Found | Issue]:
    body = _whole(sys.stdin.buffer)
    if body.startswith(b"\x1f\x8b"):
        unpacked = _unpacked(io.BytesIO(body))
        if unpacked.startswith(b"WARC/"):
            yield from _archive("standard input", io.BytesIO(body))
            return
        body = unpacked
    yield from _contents("standard input", body, _looks_like(body))


def _looks_like(body: bytes) -> str:
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if head.startswith(b"WARC/"):
        return "application/warc"
    if head[:1] in (b"{", b"["):
        return "application/x-ndjson" if _is_lines(body) else "application/json"
    return "text/html" if re.match(rb"<(?:!doctype|html|head|body|\?xml|!--|[a-z]+[\s>])", head, re.I) else "text/plain"


def _is_lines(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body.split(b"\n", 1)[0]), dict) and body.strip().count(b"\n") > 0
    except ValueError:
        return False


def _whole(file: IO[bytes]) -> bytes:
    body = file.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise _Unfit(f"has over {_LARGEST:,} bytes; split it")
    return body


def _unpacked(file: IO[bytes]) -> bytes:
    with gzip.open(file) as packed:
        return _whole(packed)  # type: ignore[arg-type]


def _contents(name: str, body: bytes, kind: str) -> Iterator[Found | Issue]:
    if kind == "application/warc":
        yield from _archive(name, io.BytesIO(body))
        return
    if not body.strip():
        raise _Unfit("the file is empty; nothing to add")
    if looks_binary(body):
        raise _Unfit("the file is a picture, PDF or other binary file whatever its name says; add its text as .txt")
    if kind == "text/html":
        yield _page(name, body)
    elif kind == "text/plain":
        yield _text(name, body)
    elif kind == "application/json":
        yield from _articles(name, _json(_strict(body)))
    else:
        yield from _lines(name, _strict(body))


def _page(name: str, body: bytes) -> Found:
    page = decoded(body)
    saved = _SAVED_FROM.search(page[:5000])
    tree = tree_of(page)
    url = address_of(tree, article_node(tree), metas_of(tree)) if tree is not None else None
    if url is None and saved:
        try:
            url = canonical_url(saved[1])
        except BadUrl:
            url = None
    # What a page was decoded from is known now and not later: without its headers nobody could tell.
    return Found(name=name, url=url or _own_address(name, body), body=body, content_type="text/html")


def _own_address(name: str, body: bytes) -> str:
    """An address for what has none: the same file gives the same one, wherever it lies."""
    stem = slug(Path(name).name.split(".")[0] if name != "standard input" else "standard-input")
    return f"urn:greenpaper:{stem}-{bytes_hash(body)[:8]}"


def _text(name: str, body: bytes) -> Found:
    text = _strict(body)
    signs = len(_MOJIBAKE.findall(text))
    if signs >= _MOJIBAKE_SIGNS and signs * 4 > sum(not letter.isascii() for letter in text) / 2:
        example = _MOJIBAKE.findall(text)[0]
        raise _Unfit(
            f"its characters were garbled when it was saved ({example!r} and {signs - 1:,} more); "
            "save it again from the original, as UTF-8"
        )
    return Found(name=name, url=_own_address(name, body), body=text.encode(), content_type="text/plain; charset=utf-8")


def _strict(body: bytes) -> str:
    """The text of a file that should be UTF-8, or says at its beginning what else it is."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(body)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unfit(
            f"is not UTF-8 (byte 0x{body[error.start]:02x} at {error.start:,}); save it as UTF-8, "
            "for instance: iconv -f windows-1252 -t utf-8"
        ) from None


# ---------------------------------------------------------------- JSON


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Unfit(f"is broken JSON ({error}); save it again") from None


def _articles(name: str, data: Any) -> Iterator[Found | Issue]:
    """One article, or a list of them in which each stands for itself."""
    if not isinstance(data, list):
        yield _article(name, data)
        return
    if not any(isinstance(item, dict) and ("text" in item or json_pages.reader_of(item)) for item in data):
        raise _Unfit(f"holds a list of {len(data):,} things and no article; see the README for its fields", fatal=False)
    for number, item in enumerate(data, start=1):
        place = f"{name}, item {number}"
        yield _tried(place, partial(_article, place, item))


def _lines(name: str, text: str) -> Iterator[Found | Issue]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"{name}:{number}"
            yield _tried(place, partial(_article_of_line, place, line))


def _article_of_line(place: str, line: str) -> Found:
    return _article(place, _json(line))


def _tried(place: str, make: Callable[[], Found]) -> Found | Issue:
    """One of several articles of a file: what is wrong with it costs the others nothing."""
    try:
        return make()
    except _Unfit as error:
        return _issue(place, str(error))


def _article(place: str, data: Any) -> Found:
    if json_pages.reader_of(data):
        url, hints = json_pages.address_of(data), {}
        if url is None:
            raise _Unfit("is an API's answer without an address; wanted is base_path or link")
        url = canonical_url(url)
    else:
        try:
            article = article_from_json(data, where="article")
        except NotAnArticle as error:
            reason = str(error).removeprefix("article: ")
            raise _Unfit(f"holds no article: {reason}", fatal=isinstance(data, dict) and "text" in data) from None
        url, hints = article.url, {"source": article.source} if article.source != "added" else {}
    body = json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Found(name=place, url=url, body=body, content_type="application/json", hints=hints)


# ---------------------------------------------------------------- web archives


def _archive(name: str, file: IO[bytes]) -> Iterator[Found | Issue]:
    pages, others = 0, 0
    for capture in captures(file):
        if isinstance(capture, RecordDamaged):
            yield _issue(name, f"{capture}; the other records are taken in, fetch the file again for this one")
            continue
        kind = next((value for key, value in capture.headers.items() if key.lower() == "content-type"), "")
        if capture.status != 200 or not kind.lower().startswith(_PAGES) or not capture.body.strip():
            others += 1
            continue
        hints = {"captured_at": capture.captured_at}
        if shown := replayed(capture.url):
            stamp = shown[0]
            hints["archived_url"] = capture.url
            if len(stamp) == 14:
                hints["captured_at"] = (
                    f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z"
                )
        try:
            url = canonical_url(shown[1] if shown else capture.url)
        except BadUrl as error:
            yield _issue(name, f"a record's address is unfit: {error}")
            continue
        pages += 1
        yield Found(
            name=f"{name}, {cleaned(capture.url)}",
            url=url,
            body=capture.body,
            content_type=kind,
            hints=hints,
        )
    if others and pages:
        yield _issue(name, f"passed over: {others:,} records that are no pages (pictures, styles, redirects, errors)")
    elif not pages:
        yield _issue(name, f"holds no pages ({others:,} records of other kinds); check that it is the right file")
