"""The line that opens a list, and what it says of each item: "The bill would:", "The union wants ministers to:"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_frames import Frame, subject_of
from nlp.proposal_words import effect_verbs
from nlp.word_lists import lexicon

_LONGEST = 60  # tokens that a line may have
#: The end of a line that asks for an infinitive, and the mood that it gives to each item.
_MOODS = (
    ("will", re.compile(r"\b(?:will|shall)(?:\s(?:also|now|then|instead))*:$")),
    ("would", re.compile(r"\bwould(?:\s(?:also|then|instead))*:$")),
    (
        "asked",
        re.compile(r"\b(?:wants?|call(?:s|ed|ing)?|urg(?:es|ed|ing)|ask(?:s|ed|ing)?|demand(?:s|ed)?)\b[^:]*\bto:$"),
    ),
    ("should", re.compile(r"\b(?:should|must)(?:\s(?:also|now))*:$")),
    (
        "plan",
        re.compile(
            r"\b(?:propos(?:es?|ed|ing|als?)|plan(?:s|ned|ning)?|intend(?:s|ed)?|aims?|pledge[sd]?|promise[sd]?"
            r"|agreed?|committed|decided|going|powers?|measures|proposals|duty)\b[^:]*\bto:$"
        ),
    ),
)
#: "The act:", before "gives teachers …"; "It also:".
_DOES = re.compile(r"(?:^|\s)(?:act|regulations|order|bill|code|law|rules|reforms)(?:\s(?:also|now))?:$", re.IGNORECASE)
_TELLS_OF_SPEECH = re.compile(r"\b(?:said|says|added|told\s\w+):$")


@dataclass(frozen=True, slots=True)
class Lead:
    """What the opening line lends to its items."""

    mood: str
    governor: Token | None
    agent: Token | None


def leads_of(units: Sequence[Sentence]) -> dict[int, Lead]:
    """The number of each item -> the lead of its list, where that asks for a verb."""
    found: dict[int, Lead] = {}
    lead: Lead | None = None
    for before, unit in zip([None, *units], units, strict=False):
        if unit.kind != "item":
            continue
        if before is None or before.kind != "item":
            lead = lead_of(before.span) if before is not None and len(before.span) < _LONGEST else None
        if lead is not None:
            found[unit.number] = lead
    return found


def lead_of(line: Span) -> Lead | None:
    """The lead that a line gives; None where it asks for no verb."""
    text = line.text.strip()
    mood = next((mood for mood, pattern in _MOODS if pattern.search(text)), "does" if _DOES.search(text) else None)
    if mood is None or _TELLS_OF_SPEECH.search(text):
        return None
    agent = _subject(line)
    governor: Token | None = None
    if mood == "asked":
        governor = next((token for token in line if token.lemma_.lower() in lexicon("asking_verbs")), None)
        agent = (subject_of(governor) if governor is not None else None) or agent
    elif agent is not None and agent.lemma_.lower() in lexicon("plan_nouns"):
        governor = agent  # whose bill it is
    return Lead(mood, governor, agent)


def _subject(line: Span) -> Token | None:
    found = next((token for token in line if token.dep_ in ("nsubj", "nsubjpass")), None)
    return found or next((token for token in line if token.pos_ in ("NOUN", "PROPN", "PRON")), None)


def led(unit: Sentence, lead: Lead) -> Frame | None:
    """The frame of an item that completes its lead; None where it does not open with a verb."""
    words = [token for token in unit.span if token.is_alpha or token.text.startswith("£")]
    if not words:
        return None
    verb = words[0]
    if verb.lower_ in ("also", "not", "and") and len(words) > 1:
        verb = words[1]
    if not _may_be_verb(verb, lead):
        return None
    return Frame(
        verb=verb, mood=lead.mood, subject=None, object=_object(verb, unit.span), passive=False,
        negated=any(word.lower_ == "not" for word in words[:2]), governor=lead.governor, agent=lead.agent,
    )  # fmt: skip


def _may_be_verb(token: Token, lead: Lead) -> bool:
    """Whether the first word of an item is its verb, if the tagger saw it or not: "fund the training of"."""
    if token.lemma_.lower() in effect_verbs() or token.lower_ in effect_verbs():
        return True
    return token.pos_ == "VERB" and token.tag_ in (("VBZ", "VBP", "VB") if lead.mood == "does" else ("VB", "VBP"))


def _object(verb: Token, item: Span) -> Token | None:
    direct = next((child for child in verb.children if child.dep_ == "dobj"), None)
    after = (token for token in item if token.i > verb.i and token.pos_ in ("NOUN", "PROPN"))
    return direct or next((token for token in after if token.dep_ != "compound"), None)
