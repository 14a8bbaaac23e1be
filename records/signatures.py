"""Fingerprints of texts, bytes and files."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8, as 64 hex digits; lone surrogates are hashed as they stand."""
    return bytes_hash(text.encode("utf-8", "surrogatepass"))


def bytes_hash(body: bytes) -> str:
    """SHA-256 of the bytes, as 64 hex digits."""
    return hashlib.sha256(body).hexdigest()


def short_hash(*parts: str) -> str:
    """Sixteen hex digits of the parts taken together; the same parts give the same digits for ever."""
    return text_hash("\x1f".join(parts))[:16]


def file_hash(path: Path) -> str:
    """SHA-256 of a file however large, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_hash(files: Iterable[Path]) -> str:
    """Sixteen hex digits that change when one of the files does, comes or goes, wherever the folder stands."""
    return short_hash(*(f"{path.name} {file_hash(path)}" for path in sorted(files)))
