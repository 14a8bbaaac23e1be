"""What a noun phrase shows of itself: whether it is a subject, who stands in apposition, "he" or "she"."""

import re

from spacy.tokens import Doc, Span, Token

from nlp.word_lists import lexicon

_MALE, _FEMALE = lexicon("people_given_names_male"), lexicon("people_given_names_female")
_EITHER = lexicon("people_given_names_either")
_MR = re.compile(r"\b(?:Mr|Sir|Lord|Baron|Prince|King)\b")
_MRS = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame|Baroness|Queen)\b")


def gender(name: str, text: str, before: str) -> str:
    """m, f or "" for a name, by its title or its given name."""
    if _MR.search(f"{before} {text}") or _MR.search(name):
        return "m"
    if _MRS.search(f"{before} {text}") or _MRS.search(name):
        return "f"
    given = name.split()[0] if name else ""
    if (given in _MALE) == (given in _FEMALE) or given in _EITHER:
        return ""
    return "m" if given in _MALE else "f"


def is_subject(token: Token) -> bool:
    steps = 0
    while token.dep_ in ("appos", "compound", "nmod", "conj", "flat") and token.head.i != token.i and steps < 8:
        token, steps = token.head, steps + 1
    return token.dep_ in ("nsubj", "nsubjpass")


def singular(head: Token) -> bool:
    return head.tag_ in ("NN", "NNP")


def closed(doc: Doc, end: int) -> bool:
    """The name is followed by a comma or by the verb."""
    following = doc[end] if end < len(doc) else None
    return following is None or following.text == "," or following.pos_ in ("VERB", "AUX", "ADV", "PUNCT")


def known(span: Span, extension: str) -> str | None:
    values = span._.get(extension) or {}
    return values.get("name") or None


def joined(head: Token) -> list[Token]:
    """The other heads of "the Tories and the Liberal Democrats"."""
    found: list[Token] = []
    for kid in head.children:
        if kid.dep_ == "conj" and kid.pos_ in ("NOUN", "PROPN") and len(found) < 8:
            found += [kid, *joined(kid)]
    return found


def relation(token: Token, head: Token) -> str:
    """How ``token`` hangs on ``head``: the last arc's label that is not a name's own."""
    steps = 0
    while token.head.i != head.i and token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
    return token.dep_ if token.dep_ != "prep" else "pobj"


def within(doc: Doc, span: Span | None, part: Token) -> bool:
    """ "the Department for Children, Schools and Families": no speaker of its own, but the rest of a name."""
    return span is not None and span.start < part.i and doc[part.i - 1].lower_ in ("and", ",", "&")
