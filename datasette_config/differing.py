"""The difference between two texts as people read it: paragraph by paragraph, and word by word within one."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORDS = re.compile(r"\S+\s*")
_ISLAND = 2  # words that stayed between two changes: so few would only break up what people read as one change
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
    taken, put = "", ""
    steps = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(steps):
        is_island = 0 < number < len(steps) - 1 and b - a < _ISLAND
        if tag == "equal" and not is_island:
            html += _change(taken, put) + escape("".join(old[a:b]))
            taken, put = "", ""
        else:
            taken, put = taken + "".join(old[a:b]), put + "".join(new[c:d])
    return [Piece(kind="changed", html=html + _change(taken, put))]


def _change(taken: str, put: str) -> Markup:
    return (Markup("<del>{}</del>").format(taken) if taken else Markup("")) + (
        Markup("<ins>{}</ins>").format(put) if put else Markup("")
    )
