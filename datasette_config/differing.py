"""The difference between two texts as people read it: paragraph by paragraph, and word by word within one."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORDS = re.compile(r"\s+|[\w’']+|[^\w\s]")
_LONGEST = 4_000  # words of a paragraph that are compared one by one; beyond, it is shown old and new
_ALIKE = 0.3  # of two paragraphs' words: below, the one was taken out and the other put in


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph that is not as it was, or a run of those that are."""

    kind: str  # same | changed | added | removed
    html: Markup
    count: int = 1  # paragraphs of a run


def differences(before: str, after: str) -> list[Piece]:
    """What turns the one text into the other, in the order of reading."""
    old, new = _paragraphs(before), _paragraphs(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(kind="same", html=Markup(""), count=b - a))
            continue
        # Paragraphs that were changed in place stand in the same order on both sides.
        both = min(b - a, d - c)
        for left, right in zip(old[a : a + both], new[c : c + both], strict=True):
            pieces += _changed(left, right)
        pieces += [Piece(kind="removed", html=escape(text)) for text in old[a + both : b]]
        pieces += [Piece(kind="added", html=escape(text)) for text in new[c + both : d]]
    return pieces


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _changed(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > _LONGEST or matcher.quick_ratio() < _ALIKE:
        return [Piece(kind="removed", html=escape(before)), Piece(kind="added", html=escape(after))]
    html = Markup("")
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            html += escape("".join(old[a:b]))
            continue
        if b > a:
            html += Markup("<del>{}</del>").format("".join(old[a:b]))
        if d > c:
            html += Markup("<ins>{}</ins>").format("".join(new[c:d]))
    return [Piece(kind="changed", html=html)]
