"""Who is let off a change, and who is expressly within it, as noun phrases."""

import re
from collections.abc import Iterable

from spacy.tokens import Span, Token

from nlp.components.phrases import Phrases, as_text
from nlp.components.proposal_frames import subject_of
from nlp.word_lists import lexicon

#: What is said of whom a rule leaves out: they are the subject.
_EXEMPT = re.compile(
    r"\b(?:would|will|are|is|shall|were|was)\s(?:also\s|all\s|still\s)?(?:be\s|stay\s|remain\s)?(?:exempt(?:ed)?|excluded|let\soff"
    r"|left\sout|not\s(?:be\s)?(?:covered|affected|caught|included|bound|named|listed|apply(?!\sto)|required|subject)|outside)\b"
    r"|\b(?:fall|stay|remain)s?\soutside\b|\bnot\s(?:be\s)?(?:covered|affected|caught)\b|\bnot\son\sthe\slist\b"
    r"|\bescapes?\sthe\s(?:\w+\s)?(?:duty|rules?|ban|tax|levy|charge|law|cap|scheme|test)\b"
    r"|\b(?:will|would)\snot\s(?:need|have\sto)\b",
    re.IGNORECASE,
)
#: What stands before whom a rule leaves out: they are its object.
_EXCEPT = re.compile(
    r"\b(?:although\snot|though\snot|but\snot|except(?:\sfor)?|other\sthan|excluding|apart\sfrom|with\sthe\sexception\sof"
    r"|not\sappl(?:y|ying)\sto|exemptions?\s(?:for|includes?|will\sinclude)|nor\s(?:would|will|are|do))"
    r"\s+([^,.;:)–—]{4,80})",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\bwith\s((?:(?!\b(?:would|will|be|is|are|were)\b)[^,.;:]){3,60}?)\s(?:being\s)?(?:exempt(?:ed)?|excluded|left\sout)\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(r"\bnot\sappl(?:y|ying)\sto\b|\bexemptions?\s(?:for|includes?|will\sinclude)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:not|nothing|no\sone|nobody)\s(?:other\sthan|except)|\bother\sthan\sto\b", re.IGNORECASE)
_INCLUDED = re.compile(
    r"\b(?:including|as\swell\sas|(?:also|equally)\sappl(?:y|ies)\sto|extended\sto(?:\scover)?)\s+([^,.;:)–—]{4,80})",
    re.IGNORECASE,
)
_BY_THE_WAY = frozenset({"however", "meanwhile", "too", "also", "though"})
_NO_NOUNS = ("ADP", "AUX", "VERB", "SCONJ", "ADV", "PART", "PRON")
_LONGEST = 14  # words


def lets_off(text: str) -> bool:
    """Whether a sentence says by itself that somebody is left out of a rule, and does not only part two things."""
    return _EXEMPT.search(text) is not None or _BY_ITSELF.search(text) is not None


def let_off(spans: Iterable[Span], phrases: Phrases) -> tuple[str, ...]:
    """Who is let off, by what the sentences say."""
    found: dict[str, None] = {}
    for span in spans:
        off = _EXEMPT.search(span.text)
        if off is not None and (phrase := _opening(span, off.start(), phrases) or _subject(span, off.end(), phrases)):
            found[phrase] = None
        for match in _WITH.finditer(span.text):
            if phrase := _noun_phrase(span, match.start(1), match.end(1), phrases):
                found[phrase] = None
        for match in _EXCEPT.finditer(span.text):
            joined = match[0].lower().startswith("nor ")
            if (
                (off is None or joined)
                and not _ASIDE.search(span.text)
                and (phrase := _noun_phrase(span, match.start(1), match.end(1), phrases))
            ):
                found[_named(phrase, span.text[: match.start()])] = None
    return tuple(found)


def included(spans: Iterable[Span], phrases: Phrases) -> tuple[str, ...]:
    """Who is expressly within the change."""
    found: dict[str, None] = {}
    for span in spans:
        for match in _INCLUDED.finditer(span.text):
            if phrase := _noun_phrase(span, match.start(1), match.end(1), phrases):
                found[phrase] = None
    return tuple(found)


def _opening(span: Span, end: int, phrases: Phrases) -> str:
    """All that stands before the words that let somebody off, where it is one noun phrase, however it is parsed."""
    part = span.char_span(0, end, alignment_mode="contract")
    while part is not None and len(part) > 1 and (part[-1].is_punct or part[-1].lower_ in _BY_THE_WAY):
        part = part[:-1]
    if part is None or not 0 < len(part) <= _LONGEST or part[0].tag_ not in ("NNS", "NNPS", "JJ", "NN", "VBG"):
        return ""
    described = False  # inside "who were supplied before the start"
    for token in part:
        described = described or token.lower_ in ("who", "that", "which", "with", "in", "of")
        if token.pos_ in ("VERB", "AUX") and not described and token.tag_ not in ("VBN", "VBG"):
            return ""
        if token.text in ("“", "”", '"', "–", "—", ";", ":"):
            return ""
    last = part[-1]
    if not any(token.tag_ in ("NNS", "NNPS") for token in part) or last.pos_ in ("ADV", "CCONJ", "SCONJ", "PRON"):
        return ""
    head = next(token for token in part if token.pos_ in ("NOUN", "PROPN"))
    if head.lemma_.lower() in lexicon("generic_plans"):
        return ""
    return as_text(phrases.pieces(list(part), first=span[0]), most=_LONGEST)


def _subject(span: Span, end: int, phrases: Phrases) -> str:
    """The subject of the words that let somebody off, which end at character ``end``."""
    part = span.char_span(0, end, alignment_mode="expand")
    if part is None:
        return ""
    token: Token = part[-1]
    for _ in range(4):
        subject = subject_of(token)
        if subject is not None:
            break
        if token.head == token:
            return ""
        token = token.head
    else:
        return ""
    if subject.lemma_.lower() in lexicon("generic_plans") or subject.lemma_.lower() in ("duty", "rule", "tax", "ban"):
        return ""
    text = as_text(phrases.pieces(phrases.kept(subject), first=span[0]), most=_LONGEST)
    if subject.pos_ == "PRON":
        noun = _class_before(subject) if subject.lower_ == "those" else None
        if noun is None:
            return ""
        text = re.sub(r"^those\b", noun, text, flags=re.IGNORECASE)
    return text if 3 < len(text) < 140 else ""


def _class_before(pronoun: Token) -> str | None:
    """The class that "those" picks from: "a concession to small firms, those with few workers"."""
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if token.tag_ == "NNS" and token.lemma_.lower() in lexicon("affected"):
            start = token.left_edge.i
            return " ".join(
                part.text for part in pronoun.doc[start : token.i + 1] if part.pos_ in ("ADJ", "NOUN", "PROPN")
            )
    return None


def _noun_phrase(span: Span, start: int, end: int, phrases: Phrases) -> str:
    """The characters of a sentence as a noun phrase; "" where they are none."""
    part = span.char_span(start, end, alignment_mode="contract")
    if part is None or len(part) == 0:
        return ""
    opens = len(part) > 1 and part[0].pos_ == "VERB" and part[1].pos_ == "NOUN"  # "vending machines"
    if part[0].pos_ in _NO_NOUNS and not opens and part[0].lower_ not in ("those", "all", "existing"):
        return ""
    dated = next((i for i, token in enumerate(part) if i > 0 and not _stays(token, phrases)), len(part))
    agent = next(
        (i for i, token in enumerate(part) if i > 0 and token.lower_ == "by" and token.head.i < part.start), len(part)
    )
    kept = part[: min(dated, agent)]
    return as_text(phrases.pieces(list(kept)), most=_LONGEST) if len(kept) else ""


def _stays(token: Token, phrases: Phrases) -> bool:
    return token.dep_ not in ("prep", "npadvmod", "agent") or phrases.stays(token)


def _named(phrase: str, before: str) -> str:
    """The phrase with the noun that "ones" stands for: "new academies …, although not existing ones"."""
    counted = re.search(r"^(?:the\s)?\d+(?=\s(?:that|which|who)\b)", phrase)
    if counted is None and not re.search(r"\bones$", phrase):
        return phrase
    noun = re.search(r"\b(?:new|any|all|other|further)\s(?:new\s)?((?:[\w’'-]+\s)?[\w’'-]+s)\b", before)
    if noun is None:
        return phrase
    return noun[1] + phrase[counted.end() :] if counted is not None else re.sub(r"\bones$", noun[1], phrase)
