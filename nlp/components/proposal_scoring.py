"""How likely a sentence is to say a change of public policy: a sum of weights for its cues and its frames."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from nlp.components.proposal_frames import Frame, effect_of, frames
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

BIAS = -2.3

_MOODS = {
    "plan": 0.8, "would": 0.7, "will": 0.5, "asked": 0.6, "weighed": 0.7, "refused": 1.0,
    "may": 0.3, "should": 0.4, "does": 0.0, "did": 0.0,
}  # fmt: skip
#: What is left of a mood's weight when its verb is none of policy's.
_WITHOUT_CHANGE = {"will": 1.0, "would": 1.0, "should": 1.0, "refused": 1.0, "may": 0.5}
_AGENTS = {
    "state": 0.5,
    "plan": 0.6,
    "policy": 0.2,
    "name": 0.2,
    "we": 0.0,
    "he": -0.2,
    "it": 0.1,
    "other": -0.4,
    "none": 0.1,
}
_OBJECTS = {"plan": 0.3, "policy": 0.5, "state": 0.2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may say a change, by its best frame."""

    sentence: Span
    number: int  # of the sentence in the article
    frame: Frame | None
    score: float
    item: bool = False  # one item of a list


def word_class(token: Token | None) -> str:
    """What a noun phrase's head stands for, as far as policy goes."""
    if token is None:
        return "none"
    lemma, lower = token.lemma_.lower(), token.lower_
    if lower in lexicon("state_actors") or lemma in lexicon("state_actors"):
        return "state"
    if lemma in lexicon("plan_nouns"):
        return "plan"
    if lemma in lexicon("policy_objects"):
        return "policy"
    if token.pos_ == "PROPN":
        return "name"
    if token.pos_ == "PRON":
        return "we" if lemma in ("we", "i", "us", "me") else "it" if lemma in ("it", "this", "that", "which") else "he"
    return "other"


def frame_score(frame: Frame) -> float:
    """The weight of one frame, by mood, verb, agent and object."""
    effect = effect_of(frame)
    score = _MOODS[frame.mood]
    patient = frame.subject if frame.passive else frame.object
    if effect is None:
        score *= _WITHOUT_CHANGE.get(frame.mood, 0.4)
    elif frame.mood in ("does", "did"):
        agent = word_class(frame.agent)
        if agent in ("state", "plan") or word_class(patient) in ("plan", "policy"):
            score += 0.5
    else:
        score += 0.4 + (0.3 if effect in ("undo", "extend") else 0.0)
    if effect is not None:
        score += _AGENTS[word_class(frame.agent)]
        score += _OBJECTS.get(word_class(patient), 0.0)
    return score


def candidate(sentence: Span, number: int, *, headline: frozenset[str], item: bool, total: int) -> Candidate:
    """The sentence with its score; negative means: rather not."""
    text = sentence.text
    score = BIAS + sum(hit.cue.weight for hit in cues_in(text, "proposal_cues"))
    stages = {hit.cue.says for hit in cues_in(text, "stage_cues")}
    score += 0.9 if stages else 0.0
    found = list(frames(sentence))
    best = max(found, key=frame_score, default=None)
    if best is not None:
        score += frame_score(best)
    score += _place(number, total)
    shared = len({word.lemma_.lower() for word in sentence if word.is_alpha and not word.is_stop} & headline)
    score += (-0.3, 0.0, 0.15, 0.4)[min(shared, 3)]
    if any(mark in text for mark in '"“”'):
        score -= 0.6
    if any(word.lemma_ in ("say", "tell", "add", "warn", "insist") and word.pos_ == "VERB" for word in sentence):
        score -= 0.3
    if len(sentence) < 8 and not item:
        score -= 1.0
    return Candidate(sentence=sentence, number=number, frame=best, score=score, item=item)


def _place(number: int, total: int) -> float:
    if number == 0:
        return 0.7
    if number < 4:
        return 0.4
    return -0.2 if number > total * 2 / 3 else 0.0
