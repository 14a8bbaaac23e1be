"""Which saying belongs to a quoted stretch, by what stands between the two."""

from collections.abc import Sequence

from nlp.components.quotation_marks import Stretch
from nlp.components.unmarked_speech import Found, Said


def of_its_sentence(text: str, stretch: Stretch, left: int, here: Sequence[Said]) -> Said | None:
    """ "The clip says Marlow “has …”": the last saying before the words in their own sentence, whoever it is."""
    before = [one for one in here if left <= one.verb < stretch.before and (one.name or one.written)]
    if not before or _ends_sentence(text[before[-1].end : stretch.before]):
        return None
    return before[-1]


def sentence_before(stretch: Stretch, start: int, here: Sequence[Said], made: Sequence[Found]) -> Said | None:
    """Who says, or does something in, the sentence right before a quotation that has no cue of its own."""
    floor = max([start, *(one.end for one in made[-1:])])
    before = [one for one in here if floor <= one.verb < stretch.before and one.name]
    if not before:
        return None
    sentence = before[-1].head.sent.start
    return next(one for one in before if one.head.sent.start == sentence)


def said_after(text: str, stretch: Stretch, right: int, here: Sequence[Said]) -> Said | None:
    """ "…,” said X and "…,” X told the BBC: the saying begins right after the closing mark."""
    tail = text[stretch.end - 1]
    next_char = text[stretch.after : stretch.after + 1]
    if tail == "." and next_char != ",":
        return None
    for one in here:
        if one.verb < stretch.after:
            continue
        if one.verb >= right:
            return None
        gap = text[stretch.after : one.start]
        if len(gap) > 60 or any(mark in gap for mark in (". ", "? ", "! ", ";")):
            return None
        between = gap.strip(" ,\n–—-")
        if tail in "?!…" and next_char != "," and text[one.start].isupper() and _governs(text, one, right):
            return None
        if not between or between.lower() in ("but", "and", "as", "while", "also", "then"):
            return one
        if len(between.split()) <= 6 and between[0].islower() is False and one.verb - stretch.after < 80:
            return one
        return None
    return None


def _governs(text: str, one: Said, right: int) -> bool:
    """Whether more of a clause follows the saying than a place or a time."""
    rest = text[one.end : right].split(".", 1)[0]
    return len(rest.split()) > 6


def said_before(text: str, stretch: Stretch, left: int, here: Sequence[Said]) -> Said | None:
    """ "X said: “…", "X told MPs that “…": the last saying of the sentence before the opening mark."""
    gap = text[left : stretch.before].rstrip()
    if not gap:
        return None
    leads = gap[-1] in ":," or gap.endswith((" that", "“"))
    for one in reversed(here):
        if one.verb >= stretch.before or one.verb < left:
            continue
        between = text[one.end : stretch.before].strip()
        if _ends_sentence(between):
            return None
        if leads and (gap[-1] == ":" or len(between) < 90):
            return one
        if not between and not _modifies(text, stretch):
            return one
        return None
    return None


def _modifies(text: str, stretch: Stretch) -> bool:
    """ "said the “grossly disproportionate” test": the words are a noun's, and no saying of their own."""
    before = text[max(0, stretch.before - 5) : stretch.before].rstrip().lower()
    return before.endswith(("the", " a", " an", "this", "its")) and text[stretch.end - 1].isalpha()


def starts_sentence(text: str, stretch: Stretch, start: int) -> bool:
    before = text[start : stretch.before].rstrip()
    return not before or before[-1] in ".?!:”’\"'"


def _ends_sentence(between: str) -> bool:
    return any(mark in between for mark in (". ", "? ", "! ")) or between.endswith((".", "?", "!"))
