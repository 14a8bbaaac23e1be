"""What stands around an article inside its own column: kickers, datelines, "Read more", "Share this"."""

import re
from collections.abc import Iterable

from crawler.fragments import Blocks
from crawler.written_dates import written
from records.vocab import BlockKind

_AT_THE_TOP = 6  # blocks among which headline, kicker and dateline are looked for
_KICKER_WORDS = 3
_LINE_WORDS = 16
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)]*$")
_COUNT = re.compile(
    r"^[\d,]+ (?:comments?|shares?|views?|likes?|replies|readers?)\b|^(?:comments?|shares?)\W+[\d,]+$", re.I
)
_NO_WORD = re.compile(r"\S{1000}")  # data, whatever it is
_CONTACT = re.compile(r"\b0\d{2,4}[ )]\s?\d{3,4} ?\d{3,4}\b|\+44[ \d()]{9,}|\b[\w.\-]+@[\w\-]+\.\w+")
_OURS = re.compile(r"\b(?:our|us|your|here|newsletter|app|website|free)\b|©|:", re.IGNORECASE)
#: A line that begins so is an invitation, wherever it stands, if it does not go on as a sentence.
_INVITATION = re.compile(
    r"^(?:read (?:more|also|next|the full)\b|related(?::| (?:articles?|stories|content|topics|links)\b)|see also\b"
    r"|also read\b|more (?:on|from|like) (?:this|us|our)\b|share this\b|follow us\b|sign up (?:to|for)\b"
    r"|subscribe (?:to|now)\b|tags?:|topics?:|filed under\b"
    r"|click here\b|advertisement$|watch:|video:|listen:|join the (?:conversation|discussion)\b|have your say$"
    r"|print this\b|e-?mail (?:this|a friend)\b|download our\b|get (?:the|our) (?:latest|newsletter|app)\b|support us\b"
    r"|(?:©|copyright\b|all rights reserved)|(?:image|photo|picture|photograph)s?(?: credit)?:)",
    re.IGNORECASE,
)


def without_furniture(blocks: Blocks, *, headline: str, byline: Iterable[str]) -> Blocks:
    """The blocks that are the article's; all of them, where too little would be left."""
    kept = _from_the_top(blocks, headline, {name.casefold() for name in byline})
    kept = [block for block in kept if not _is_invitation(block[1]) and not _NO_WORD.search(block[1])]
    while kept and (kept[-1][0] == BlockKind.HEADING or _is_contact(kept[-1][1])):
        kept.pop()  # also a heading over what was just left out
    words = sum(len(text.split()) for _, text in kept)
    return kept if 2 * words >= sum(len(text.split()) for _, text in blocks) else blocks


def is_furniture(text: str) -> bool:
    """Whether a line is no part of what an article says: a dateline, an invitation, a count, a contact."""
    return _is_dateline(text, set()) or _is_invitation(text) or _is_contact(text) or bool(_COUNT.match(text))


def _from_the_top(blocks: Blocks, headline: str, authors: set[str]) -> Blocks:
    start = 0
    kept = []
    for number, (kind, text) in enumerate(blocks):
        if number >= _AT_THE_TOP or len(text.split()) > 2 * _LINE_WORDS:
            start = number
            break
        if not (text == headline or _is_kicker(kind, text) or _is_dateline(text, authors)):
            kept.append((kind, text))
        start = number + 1
    return kept + blocks[start:]


def _is_kicker(kind: BlockKind, text: str) -> bool:
    return kind == BlockKind.PARAGRAPH and len(text.split()) <= _KICKER_WORDS and not _SENTENCE_END.search(text)


def _is_dateline(text: str, authors: set[str]) -> bool:
    if len(text.split()) > _LINE_WORDS or re.search(r"[.!?][\"'”’)]*$", text):
        return False
    plain = re.sub(r"^by:?\s+", "", text.casefold())
    return plain in authors or written(text) is not None or (plain != text.casefold() and len(text.split()) <= 8)


def _is_contact(text: str) -> bool:
    return len(text.split()) <= _LINE_WORDS and bool(_CONTACT.search(text))


def _is_invitation(text: str) -> bool:
    if not _INVITATION.match(text):
        return False
    if not _SENTENCE_END.search(text):
        return True
    # A whole sentence must speak of itself and its reader, or it may be the article's own.
    return len(text.split()) <= _LINE_WORDS and bool(_OURS.search(text))
