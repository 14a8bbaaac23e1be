"""Who stands behind a change: a statement gains by their power to decide it, and loses where they only foretell it."""

from spacy.tokens import Span, Token

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.frame_kinds import word_class
from nlp.components.proposal_frames import Frame, subject_of

#: What the side of whoever asks, makes or says it adds to a change that is to come.
_SIDES = {
    "government": 0.6, "public": 0.2, "committee": 0.4, "party": 0.4, "opposition": 0.4, "parliament": 0.1,
    "outside": -0.6, "class": -0.3,
}  # fmt: skip
#: A party that a minister may speak for, as long as the text does not say which one governs.
_GOVERNING = frozenset({"Labour Party", "Conservative Party"})
_DECIDERS = frozenset({"government", "party", "opposition"})
_COMING = frozenset({"will", "would", "may"})
_OWN_WORD = 0.8
_FORETOLD = -0.8
_RECOMMENDED = 0.9
_REPORTERS = frozenset({"report", "review", "inquiry", "committee", "study", "mps", "panel", "watchdog", "commission"})
_FORETELLING = frozenset({"claim", "fear", "warn", "predict", "forecast", "estimate", "calculate", "worry"})


def side_score(frame: Frame, sentence: Span, attribution: Attribution) -> float:
    """What it adds that somebody who can decide says it; a stranger's "would" foretells more than it plans."""
    actor = attribution.behind(frame, sentence)
    if frame.mood in _COMING and is_foretold(frame, attribution):
        return _FORETOLD
    if frame.mood in ("should", "asked") and _is_reported(frame.verb):
        return _RECOMMENDED
    if actor is None:
        return 0.0
    if _own_word(frame, actor, attribution):
        return _SIDES[actor.side] + _OWN_WORD
    if frame.mood in ("should", "asked") and actor.side in ("party", "opposition", "committee", "public"):
        return _RECOMMENDED
    if frame.mood in ("did", "does"):
        return -0.4 if actor.side in ("outside", "class") else 0.0
    if actor.side in ("outside", "class") and frame.mood in ("asked", "should"):
        return 0.0
    return _SIDES[actor.side]


def is_foretold(frame: Frame, attribution: Attribution) -> bool:
    """Whether it is said to come by those who do not plan it."""
    return _is_forecast(frame.verb) or _of_rivals(frame, attribution)


def _is_reported(verb: Token) -> bool:
    """Whether a report or those who wrote it ask for it: "the report recommends", "it should, the MPs added"."""
    token = verb
    while token.head != token:
        token = token.head
        teller = subject_of(token)
        if teller is not None and teller.lemma_.lower() in _REPORTERS and not teller.is_ancestor(verb):
            return True
    return False


def _own_word(frame: Frame, actor: Actor, attribution: Attribution) -> bool:
    """Whether a decider tells what they would do themselves: "the party said it would", "he said ministers would"."""
    if frame.mood not in ("will", "would") or frame.object is None or actor.side not in _DECIDERS:
        return False
    subject = frame.subject
    if subject is None or attribution.speaker(frame.verb) is None:
        return False
    if subject.lower_ in ("he", "she", "it", "they", "we", "i"):
        return True
    own = attribution.actors.of(subject)
    return own is not None and own.name in (actor.name, actor.affiliation)


def _of_rivals(frame: Frame, attribution: Attribution) -> bool:
    """Whether one party says what another would do: "Labour will raise taxes, the Conservative leader said"."""
    speaker = attribution.speaker(frame.verb) or attribution.quoted(frame.verb)
    doer = attribution.actors.of(frame.agent)
    if frame.mood not in _COMING or speaker is None or speaker.side not in _DECIDERS:
        return False
    if doer is None or doer.person or doer.side != "party":
        return False
    own = (speaker.name, speaker.affiliation)
    return doer.name not in own and not (speaker.side == "government" and doer.name in _GOVERNING)


def _is_forecast(verb: Token) -> bool:
    """Whether it is said to come, not planned: "critics say it would end", "the party claimed taxes would rise"."""
    token = verb
    after = (child.lemma_.lower() for child in verb.children if child.dep_ in ("ccomp", "parataxis"))
    if any(lemma in _FORETELLING for lemma in after):  # "..., the leader claimed": parsed below what is claimed
        return True
    for _ in range(3):
        if token.head == token:
            return False
        token = token.head
        lemma = token.lemma_.lower()
        if lemma in _FORETELLING:
            return True
        if lemma in ("argue", "believe", "say", "suggest"):
            teller = subject_of(token)
            return teller is not None and word_class(teller) == "other"
    return False
