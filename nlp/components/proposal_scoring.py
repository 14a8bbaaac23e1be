"""How likely a sentence is to say a change of public policy: a sum of weights for its cues and its frames."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import bears, kind_of, patient_of, word_class
from nlp.components.list_leads import Lead, led
from nlp.components.proposal_frames import Frame, effect_of, frames, owner, subject_of
from nlp.components.proposal_history import pastness
from nlp.components.proposal_sides import is_foretold, side_score
from nlp.sentence_cues import cues_in

BIAS = -2.3
_FORMAL = frozenset({"consultation", "in force", "enacted"})
_PLANNED = frozenset({"plan", "proposal", "idea", "aim", "recommendation", "intention", "demand", "call"})
_RULES = frozenset({"regulation", "guidance", "code", "order", "standard", "guideline", "framework"})
_MARKS = " •●▪◦‣·*–-"
_LISTED = 1.4  # for an item of a list that is said to hold plans
_NAMED = 0.8  # for an item without a verb of change
_PLEDGED = 0.7  # for "we plan to" and the like, whose words are quoted as a decision
_MOST_APART = 3  # changes that one sentence may say
_APART = 0.5  # score of a frame that makes a record beside the sentence's best
_LETS_OFF = re.compile(
    r"\b(?:be\s|stay\s|remain\s|are\s|is\s)(?:exempt|excluded|let\soff|left\sout|outside|not\s(?:be\s)?(?:covered|affected|caught|included))\b"
    r"|\bnot\s(?:be\s)?(?:covered|affected|caught)\b|\bfall\soutside\b|\bnot\son\sthe\slist\b",
    re.IGNORECASE,
)

_MOODS = {
    "plan": 0.7, "would": 0.9, "will": 0.6, "asked": 0.4, "weighed": 0.8, "refused": 1.0,
    "may": 0.3, "should": 0.4, "does": -0.1, "did": -0.2,
}  # fmt: skip
_KINDS = {"content": 0.6, "process": 0.1, "benefit": -0.1, "report": -0.5, "other": -0.2}
_AGENTS = {
    "state": 0.5, "plan": 0.6, "policy": 0.2, "name": 0.2, "we": 0.0, "he": -0.2, "it": 0.1, "other": -0.4, "none": 0.1,
}  # fmt: skip
_OBJECTS = {"plan": 0.3, "policy": 0.5, "state": 0.2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may say a change, by its best frame."""

    sentence: Span
    number: int  # of the sentence in the article
    frame: Frame | None
    kind: str  # of the best frame
    frames: tuple[Frame, ...]  # all that say content, the best one first
    score: float
    item: bool = False  # one item of a list
    quoted: bool = False
    formal: bool = False  # its words say a consultation or a law by themselves
    side: str = ""  # of whoever stands behind it


def frame_score(frame: Frame) -> float:
    """The weight of one frame, by mood, verb, agent and object."""
    effect = effect_of(frame)
    kind = kind_of(frame)
    score = _MOODS[frame.mood] + _KINDS[kind]
    if effect in ("undo", "extend", "delay"):
        score += 0.3
    if kind == "content":
        score += _AGENTS[word_class(frame.agent)]
        score += _OBJECTS.get(word_class(patient_of(frame)), 0.0)
        score += 0.4 if frame.passive else 0.0
    return score


def candidates(
    unit: Sentence,
    *,
    attribution: Attribution,
    headline: frozenset[str],
    total: int,
    listed: bool = False,
    lead: Lead | None = None,
    published: int | None = None,
) -> list[Candidate]:
    """The sentence with its score, by its best frame; and again for each other change that it says beside that one."""
    told = [_as_named(_as_planned(frame) if unit.kind == "item" else frame) for frame in frames(unit.span)]
    kinds = {id(frame): kind_of(frame) for frame in told}  # asked once: it walks the tree
    found = sorted(told, key=lambda frame: (kinds[id(frame)] != "content", -frame_score(frame), frame.verb.i))
    ground = sentence_score(unit, headline=headline, total=total) + (_LISTED if listed else 0.0)
    completed = led(unit, lead) if lead is not None else None
    if completed is not None:
        return [_completed(unit, completed, attribution, ground + (0.0 if listed else _LISTED))]
    nominal = listed and (unit.span.root.pos_ in ("NOUN", "PROPN") or unit.text.lstrip(_MARKS)[:1] == "£")
    if not found or (nominal and not any(kind == "content" for kind in kinds.values())):
        # "Better access to advice": an item may name its plan without a verb.
        return [_candidate(unit, None, (), ground + (_NAMED if nominal else 0.0), "content" if nominal else "other")]
    chosen = _apart(found, item=unit.kind == "item")
    joined = [other for frame in chosen for other in [*_named_beside(frame), *_subjects_beside(frame, unit)]]
    chosen += joined[: max(0, _MOST_APART - len(chosen))]
    out: list[Candidate] = []
    for frame in chosen:
        own = [
            other
            for other in found
            if other == frame or (kinds[id(other)] == "content" and _nearest(other, chosen) == frame)
        ]
        actor, side = attribution.behind(frame, unit.span), side_score(frame, unit.span, attribution)
        if actor is None and out and frame.verb in chosen[0].verb.conjuncts:  # "the party would cut … and … would be"
            actor, side = attribution.behind(chosen[0], unit.span), side_score(chosen[0], unit.span, attribution)
        score = ground + frame_score(frame) + side
        score += pastness(frame, unit.span, published)
        score += _PLEDGED if unit.quoted and frame.mood == "plan" else 0.0
        made = _candidate(unit, frame, tuple(own), score, _sort(frame, unit, attribution, found))
        out.append(replace(made, side=actor.side if actor is not None else ""))
    return out


def _completed(unit: Sentence, frame: Frame, attribution: Attribution, ground: float) -> Candidate:
    """An item that completes the line above it: one change, however the parser took it."""
    actor = attribution.behind(frame, unit.span)
    score = ground + _MOODS[frame.mood] + _KINDS["content"] + _NAMED
    made = _candidate(unit, frame, (), score, "content")
    return replace(made, frames=(frame,), side=actor.side if actor is not None else "")


def _as_planned(frame: Frame) -> Frame:
    """In a list of proposals "boards put on a legal footing" is what is planned, and not what was done."""
    if frame.verb.tag_ == "VBG" and frame.verb.dep_ == "ROOT":
        return replace(frame, mood="plan")
    bare = frame.mood == "did" and frame.object is None and frame.subject is not None and frame.verb.dep_ == "ROOT"
    return replace(frame, mood="plan", passive=True, agent=None) if bare else frame


def _as_named(frame: Frame) -> Frame:
    """ "The plan is for tests at seven" names what is planned."""
    subject = frame.subject
    if frame.verb.lemma_ != "be" or subject is None or subject.lemma_.lower() not in _PLANNED or frame.mood != "does":
        return frame
    prep = next((child for child in frame.verb.children if child.dep_ == "prep" and child.lower_ == "for"), None)
    thing = next((child for child in prep.children if child.dep_ == "pobj"), None) if prep is not None else None
    if thing is None or thing.pos_ not in ("NOUN", "PROPN"):
        return frame
    return replace(frame, mood="plan", subject=None, object=thing, agent=owner(subject), governor=subject, named=True)


def _sort(frame: Frame, unit: Sentence, attribution: Attribution, found: list[Frame]) -> str:
    """The kind of the statement: what strangers foretell of a plan, or a plan's next step, is no change of its own."""
    kind = kind_of(frame)
    if kind == "other" and _just_done(frame, unit, attribution):
        return "content"
    if kind == "process" and _put_out(frame, unit):
        return "content"
    if kind != "content" or frame.mood in ("asked", "should", "refused"):
        return kind
    if attribution.asker(frame) is None:
        actor = attribution.behind(frame, unit.span)
        stranger = actor is not None and actor.side == "outside" and frame.mood in ("will", "would", "may")
        if stranger or (frame.mood != "weighed" and is_foretold(frame, attribution)):
            return "benefit"
    opening = subject_of(unit.span.root)
    if (
        opening is not None
        and not frame.named
        and _takes_up(opening)
        and any(
            kind_of(other) == "process" and other.subject == opening and other.verb != frame.verb for other in found
        )
    ):
        return "process"
    return kind


def _put_out(frame: Frame, unit: Sentence) -> bool:
    """Whether rules of some kind are out for consultation: "draft guidance on markets has been published for"."""
    subject = frame.subject if frame.passive or frame.verb.lemma_ == "be" else frame.object
    if (
        subject is None
        or subject.lemma_.lower() not in _RULES
        or not any(child.dep_ in ("prep", "amod", "compound") for child in subject.children)
    ):
        return False
    return any(hit.cue.says in _FORMAL for hit in cues_in(unit.text, "stage_cues"))


def _just_done(frame: Frame, unit: Sentence, attribution: Attribution) -> bool:
    """Whether the government tells what has been done, with no doer: "the fees have been scrapped, ministers said"."""
    if frame.mood != "did" or not frame.passive or frame.verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    done = any(child.lower_ in ("has", "have") and child.dep_ == "aux" for child in frame.verb.children)
    if not done or effect_of(frame) is None:
        return False
    actor = attribution.behind(frame, unit.span)
    return actor is not None and actor.side in ("government", "public")


def _takes_up(subject: Token) -> bool:
    """ "the proposal", "it": what was told before."""
    if subject.lower_ in ("it", "this"):
        return True
    generic = subject.lemma_.lower() in ("proposal", "plan", "idea", "move", "scheme", "change", "measure")
    return generic and any(child.lower_ in ("the", "this", "these") for child in subject.children)


def _candidate(unit: Sentence, frame: Frame | None, found: tuple[Frame, ...], score: float, kind: str) -> Candidate:
    if _LETS_OFF.search(unit.text):
        kind = "exemption"
    content = tuple(other for other in found if kind_of(other) == "content")
    return Candidate(
        sentence=unit.span, number=unit.number, frame=frame, kind=kind, frames=content, score=score,
        item=unit.kind == "item", quoted=unit.quoted,
        formal=any(hit.cue.says in _FORMAL for hit in cues_in(unit.text, "stage_cues")),
    )  # fmt: skip


def _apart(found: list[Frame], *, item: bool) -> list[Frame]:
    """The best frame, and those that stand beside it: joined by "and" to it, with an object or subject of their own."""
    best = found[0]
    chosen = [best]
    for frame in found[1:]:
        if len(chosen) == _MOST_APART or kind_of(best) != "content" or kind_of(frame) != "content":
            continue
        if frame_score(frame) >= _APART and all(
            _beside(frame.verb, other.verb, own=_SUBJECTS if item else _OWN) for other in chosen
        ):
            chosen.append(frame)
    return chosen


def _named_beside(frame: Frame) -> list[Frame]:
    """What is joined to the thing that would be brought in: "a supreme court and a commission for judges"."""
    made = frame.named or (effect_of(frame) == "make" and not frame.passive and frame.mood not in ("did", "refused"))
    thing = frame.object
    if not made or thing is None or thing.pos_ not in ("NOUN", "PROPN") or not _is_fresh(thing):
        return []
    joined = [token for token in thing.conjuncts if token.i > thing.i]
    return [
        replace(frame, subject=None, object=token, passive=False, named=True)
        for token in joined
        if _is_fresh(token) and word_class(token) in ("plan", "policy", "state")
    ]


def _subjects_beside(frame: Frame, unit: Sentence) -> list[Frame]:
    """Papers of several kinds that are put out together: "draft regulations on X, and new guidance on Y"."""
    if not _put_out(frame, unit) or frame.subject is None:
        return []
    joined = [token for token in frame.subject.conjuncts if token.i > frame.subject.i]
    return [replace(frame, subject=token) for token in joined if token.lemma_.lower() in _RULES]


def _is_fresh(noun: Token) -> bool:
    """ "a levy", "new rules": not there yet."""
    return any(child.lower_ in ("a", "an", "new", "more", "extra") for child in noun.children)


def _beside(left: Token, right: Token, *, own: frozenset[str]) -> bool:
    """Whether "and" joins the one to the other, and the joined one has something of its own to say."""
    for one, other in ((left, right), (right, left)):
        token, goal = _anchor(one), _anchor(other)
        while token.head.i != token.i and (token.dep_ == "conj" or _added(token)):
            token = token.head
            while token.pos_ in ("NOUN", "PROPN") and token.head.i != token.i:
                token = token.head  # from the noun that a clause adds to, up to its verb
            if token == goal or _anchor(token) == goal:
                has = {child.dep_ for verb in (one, _anchor(one)) for child in verb.children}
                return bool(has & own) and bears(one)
    return False


_LIGHT = frozenset({"be", "have", "go", "let", "allow", "make", "require", "force", "enable"})


def _added(verb: Token) -> bool:
    """Whether it is a clause that adds a rule: "a board, which must publish a plan"."""
    if verb.dep_ != "relcl" or verb.left_edge.i == 0 or verb.doc[verb.left_edge.i - 1].text != ",":
        return False
    auxes = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return bool(auxes & {"must", "will", "would"}) and "have" not in auxes


#: What a joined verb has of its own, where it is a change of its own.
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})  # an item of a list is one change, unless the second has its own
_OWN = _SUBJECTS | {"dobj", "ccomp", "dative"}


def _anchor(verb: Token) -> Token:
    """The verb that "and" would join: "is" of "is to be withdrawn"."""
    while verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _LIGHT and verb.head.i < verb.i:
        verb = verb.head
    return verb


def _nearest(frame: Frame, chosen: list[Frame]) -> Frame:
    """Which of the chosen frames a frame belongs to: itself, else the innermost clause around it, else the first."""
    around = [other for other in chosen if other.verb == frame.verb or other.verb.is_ancestor(frame.verb)]
    return max(around, key=lambda other: len(list(other.verb.ancestors)), default=chosen[0])


def sentence_score(unit: Sentence, *, headline: frozenset[str], total: int) -> float:
    """What the sentence's words, place and marks say, without its frames."""
    sentence, text = unit.span, unit.text
    score = BIAS + sum(hit.cue.weight for hit in cues_in(text, "proposal_cues"))
    score += 0.9 if any(True for _ in cues_in(text, "stage_cues")) else 0.0
    score += _place(unit.number, total)
    shared = len({word.lemma_.lower() for word in sentence if word.is_alpha and not word.is_stop} & headline)
    score += (-0.3, 0.0, 0.15, 0.4)[min(shared, 3)]
    if unit.quoted:
        score -= 1.0
    elif any(mark in text for mark in '"“”'):
        score -= 0.4
    if any(word.lemma_ in ("say", "tell", "add", "warn", "insist") and word.pos_ == "VERB" for word in sentence):
        score -= 0.5
    if unit.kind == "item":
        score += 0.6
    if len(sentence) < 8 and unit.kind != "item":
        score -= 1.0
    return score


def _place(number: int, total: int) -> float:
    if number == 0:
        return 0.6
    if number < 4:
        return 0.4
    return -0.4 if number > total * 2 / 3 else -0.2
