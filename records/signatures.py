"""Fingerprints of texts and bytes."""

import hashlib


def text_hash(text: str) -> str:
    """SHA-256 of the text's UTF-8, as 64 hex digits; lone surrogates are hashed as they stand."""
    return bytes_hash(text.encode("utf-8", "surrogatepass"))


def bytes_hash(body: bytes) -> str:
    """SHA-256 of the bytes, as 64 hex digits."""
    return hashlib.sha256(body).hexdigest()


def short_hash(*parts: str) -> str:
    """Sixteen hex digits of the parts taken together; the same parts give the same digits for ever."""
    return text_hash("\x1f".join(parts))[:16]
