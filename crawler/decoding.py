"""Bytes off the web as clean text, and as a tree: whatever charset a page declares, and whatever it is made of."""

import codecs
import re
import unicodedata

from lxml import etree, html
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What a text never holds: controls but tab and line break, lone surrogates, non-characters, soft hyphens and
#: marks of no width (they would part a word that is looked for).
_NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\xad\u200b\u200e\u200f\u2060\ufeff]"
)
#: Boxes opened inside one another: the parser stops at a depth of 256, and what stands deeper would be lost.
_STAIRS = re.compile(r"(?:<(?:div|span)\b[^<>]*>\s*){60,}", re.IGNORECASE)
_MANY_TAGS = 5000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Bytes that no HTML holds; what else is noise is left out of each piece of text, which is quicker.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NULS_ALLOWED = 0.01  # a page with more of them is no text


def decoded(body: bytes, content_type: str = "") -> str:
    """The page's text. A mark at its beginning decides; then UTF-8 if it is that; then what is declared.

    Bytes that are valid UTF-8 and not plain ASCII are UTF-8, whatever the page says: nothing else comes
    out that way by chance. What is undeclared and is not UTF-8 is windows-1252, as in every browser.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:4096])
    name = (declared and resolve_encoding(declared)) or "cp1252"
    if name.replace("-", "").lower() in ("utf8", "ascii", "iso88591", "latin1"):
        # A page that is UTF-8 but for a few broken bytes, or cut off inside a letter, is still UTF-8.
        text = body.decode("utf-8", "replace")
        letters = sum(1 for byte in body if byte >= 0xC2)
        if text.count("\ufffd") * 10 <= letters or broken.start >= len(body) - 4:
            return text
        name = "cp1252"
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


def looks_binary(body: bytes) -> bool:
    """Whether these bytes are an image, a PDF, an archive: anything but text."""
    head = body[:8192]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    if head.startswith(
        (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
    ):
        return True
    return head.count(0) > len(head) * _NULS_ALLOWED


def cleaned(text: str) -> str:
    """One line of text: no controls or lone surrogates, letters composed, white space single."""
    return " ".join(unicodedata.normalize("NFC", _NOISE.sub("", text)).split())


def without_noise(text: str) -> str:
    """The text without what no text holds; its lines stay."""
    return _NOISE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tree_of(page: str) -> html.HtmlElement | None:
    """The page as a tree; None when there is nothing in it."""
    # An XML declaration with an encoding makes lxml refuse text; it says nothing about a decoded page anyhow.
    page = _XML_DECLARATION.sub("", page)
    if page.count("<") > _MANY_TAGS:
        page = _STAIRS.sub("<div>", page)
    body = page.encode("utf-8", "ignore").translate(None, _CONTROLS)
    if not body.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        return html.document_fromstring(body, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
