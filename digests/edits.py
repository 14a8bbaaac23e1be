"""The words of an edit as a mail shows them: what came, what went, and enough of what stayed to understand it."""

from collections.abc import Iterable
from itertools import groupby

from digests.cleaning import one_line

_AROUND = 12  # words that stayed, before and after a change
_LONGEST = 1_500  # characters of a difference; the rest is on the site


def edited_words(words: Iterable[tuple[int, str, str]]) -> list[list[tuple[str, str]]]:
    """Paragraph by paragraph the runs as (kind, text); the last run of a difference that is too long is "…"."""
    shown: list[list[tuple[str, str]]] = []
    room = _LONGEST
    for _, runs in groupby(words, key=lambda run: run[0]):
        paragraph: list[tuple[str, str]] = []
        pieces = [(kind, one_line(text, longest=_LONGEST)) for _, kind, text in runs]
        for number, (kind, text) in enumerate(pieces):
            if room <= 0:
                break
            if kind == "same":
                text = _shortened(text, is_first=number == 0, is_last=number == len(pieces) - 1)
            text = one_line(text, longest=max(room, 20))
            room -= len(text)
            paragraph.append((kind, text))
        if paragraph:
            shown.append(paragraph)
        if room <= 0:
            shown.append([("same", "…")])
            break
    return shown


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """The words next to a change; those far from any are left out."""
    words = text.split()
    if len(words) <= 2 * _AROUND:
        return text
    before, after = " ".join(words[:_AROUND]), " ".join(words[-_AROUND:])
    if is_first:
        return f"… {after}"
    return f"{before} …" if is_last else f"{before} … {after}"
