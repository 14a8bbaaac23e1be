"""Organisations that the trained model recognises, cleaned of what it takes for one or cuts wrongly."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from nlp.components.body_names import Found
from nlp.components.body_shapes import COURTESY, FIRST_HEADS, HEADS, NOT_HEADS, ON_HEADS, POSSESSORS, SKIPPED
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

_NO_BODIES = lexicon("body_no_names")
_PLACES = frozenset(place.lower() for place in lexicon("places"))
_EDGE = frozenset(
    {"the", "a", "an", "'s", "'", "and", "of", "for", "-", "–", "—", ",", ".", ":", "(", ")", '"', "•", "*", "&", "/"}
)
_ENDING_LINKS = frozenset({"in", "at", "on", "near", "to"})
_ROLE_WORDS = frozenset(entry.removesuffix(" +").rsplit(" ", 1)[-1] for entry in lexicon("people_roles"))
_CODE = re.compile(r"[A-Z]?\d|^[^A-Za-z]*$|^(?:https?|www)")


def from_entities(doc: Doc, table: TokenTable) -> Iterator[Found]:
    """ORG entities that could be bodies, trimmed to their names."""
    for ent in doc.ents:
        if ent.label_ != "ORG":
            continue
        start, end = _trimmed(table, ent.start, ent.end)
        if start < end and _could_be(table, start, end) and not _role_after(table, end) and _acts(table, start, end):
            kind = next((HEADS[word] for word in reversed(table.text[start:end]) if word in HEADS), "other")
            yield Found(start=start, end=end, name=table.words(start, end), kind=kind, rule="entity")


def _trimmed(table: TokenTable, start: int, end: int) -> tuple[int, int]:
    """Without articles, a possessive and what follows it, line breaks and what follows them, and a role's title."""
    for i in range(start, end):
        links = i > start and table.lower[i] in _ENDING_LINKS and not table.cap[i] and table.text[i - 1] not in ON_HEADS
        if (
            table.text[i].isspace()
            or (i > start and table.text[i] in (",", "(", "/"))
            or (table.text[i] in ("-", "–") and i > start and table.space[i - 1])
            or links
        ):
            end = i
            break
        if (
            table.text[i] in ("'s", "'")
            and i > start
            and table.text[i - 1] not in POSSESSORS
            and not (table.text[i] == "'" and i + 1 < end)
        ):
            end = i
            break
    while start < end and (table.lower[start] in _EDGE or not (table.cap[start] or table.text[start][:1].isdigit())):
        start += 1
    if end - start > 1 and table.text[start] == table.text[start + 1]:  # "British British Casino Association"
        start += 1
    end = next((k for k in range(start + 1, end) if table.text[k] in COURTESY), end)
    while end > start and (table.lower[end - 1] in _EDGE or not (table.cap[end - 1] or table.text[end - 1].isalnum())):
        end -= 1
    return start, end


def _acts(table: TokenTable, start: int, end: int) -> bool:
    """Whether a name without a head noun is used as bodies' names are: it speaks or acts, is told, or has members."""
    if any(word in HEADS for word in table.text[start:end]) or not table.doc.has_annotation("DEP"):
        return True
    root = Span(table.doc, start, end).root
    before = table.lower[start - 1] if start else ""
    if root.dep_ in ("nsubj", "nsubjpass", "poss", "agent", "appos"):
        return end - start > 1 or root.dep_ != "nsubjpass"
    if root.dep_ == "conj" or (end < len(table) and table.lower[end] in _ROLE_WORDS):
        return True
    article = before == "the" and start >= 2
    before = table.lower[start - 2] if article else before
    return before in ("by", "from", "told", "with", "for", "at", "to") and (
        article or end - start > 1 or table.text[start].isupper()
    )


def _role_after(table: TokenTable, end: int) -> bool:
    """Whether what the model cut off makes it a title: "Trade and Industry" before "Secretary"."""
    return end < len(table) and table.text[end] in ("Secretary", "Minister", "Secretaries", "Ministers", "Bill", "Act")


def _could_be(table: TokenTable, start: int, end: int) -> bool:
    words = table.text[start:end]
    lower = table.words(start, end).lower()
    if lower in _NO_BODIES or lower in _PLACES or (words[0].lower().rstrip(",") in _PLACES and "," in words):
        return False
    begins = any(word in FIRST_HEADS and words[k + 1] in ("of", "for", "on") for k, word in enumerate(words[:-1]))
    if (words[-1] in NOT_HEADS and not begins) or any(
        word in NOT_HEADS and words[k + 1] in ("of", "on", "for") for k, word in enumerate(words[:-1])
    ):
        return False
    if _CODE.search(words[0]):
        return False
    if any(word.lower() in _ROLE_WORDS for word in (words[0], words[-1])) and words[-1] not in HEADS:
        return False
    if len(words) == 1:
        word = words[0]
        if word in HEADS or word.lower() in SKIPPED or len(word) < 2:
            return False
        if not word.isupper() and table.opens(start) and table.doc[start].pos_ not in ("PROPN",):
            return False
    return any(word[:1].isupper() for word in words)
