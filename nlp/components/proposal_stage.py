"""How far each record has got, as the article's latest news of it: its own cues first, then its paper's."""

import re
from collections import Counter
from collections.abc import Sequence

from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import patient_of, word_class
from nlp.components.proposal_frames import Frame, effect_of, verb_of
from nlp.components.proposal_makers import Maker
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.sentence_cues import Hit, cues_in
from nlp.word_lists import lexicon

MOST_EVIDENCE = 3
_OPENING = 5  # sentences in which an article says what it is about
#: What an article says of its one bill, act or consultation holds for every detail of it.
_FORMAL = ("in force", "enacted", "draft bill", "bill", "consultation")
#: Of several cues in one record's sentences the earlier in this list is the news; what it passed through comes after.
_LATEST = (
    "dropped", "reversed", "delayed", "in force", "enacted", "draft bill", "amended", "bill", "consultation",
)  # fmt: skip
#: Papers that cover whatever the government says in the same article.
_WHOLE = frozenset({"consultation", "draft bill"})
_LAW = frozenset({"in force", "enacted"})
_UNDONE = frozenset({"dropped", "reversed", "delayed"})
_OUTSIDERS = frozenset({"opposition", "outside", "party", "class", "parliament", "committee"})
#: What is done to something that nobody has decided yet.
_LOOKING = frozenset({"consider", "examine", "explore", "weigh"})
#: Verbs for the end of what applied, where a plan is only dropped.
_ENDING = frozenset({"scrap", "abolish", "withdraw", "axe", "end", "repeal", "revoke", "lift", "close", "remove"})
_PLANNED = frozenset({"planned", "proposed", "draft", "suggested"})
_PARTS = frozenset({"clause", "section", "provision", "amendment", "schedule"})
_OF_ACT = re.compile(r"\bAct(?:\s\d{4})?\s(?:also\s|now\s)?(?:gives|requires|places|makes|bans|creates|lets|sets)\b")
_BEFORE_LAW = frozenset({"bill", "draft bill", "consultation"})
_BILLS_AHEAD = re.compile(
    r"\b[Bb]ills?\b[^.;]{0,60}\b(?:will|would|to|due\sto\sbe)\s(?:be\s)?(?:introduced?|published?|follow|come|brought)\b"
    r"|\b(?:draft|planned)\s(?:legislative\sprogramme|[Qq]ueen[’']s\s[Ss]peech)\b|\b(?:coming|next|autumn)\ssession\b"
)
_BILL = re.compile(r"\b[A-Z]\w+\s(?:\([^)]*\)\s)?Bill\b(?!\s[A-Z])")
_BILL_AHEAD = re.compile(
    r"\b(?:will|would|to|due|expected|planned|plans|promised?|forthcoming|next|draft|Queen[’']s|King[’']s|autumn|winter|spring)\b"
)
#: A step that a clause of time or condition tells: it went before the news, or is still to come.
_IF = re.compile(r"\b(?:if|unless|until|before|than|unlike|whether|once)\b[^,.;:–—]{0,80}$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following|since|response\sto|replies\sto)\b[^,.;:–—]{0,60}$", re.IGNORECASE)
_RECENT = re.compile(
    r"\b(?:yesterday|today|tonight|this\s(?:week|morning|month)|last\s(?:night|week)|on\s\w+day)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:at\sa\slater\sdate|in\sdue\scourse|will\sbe\s(?:made|laid|drafted|published|introduced)|later\sthis\syear)\b",
    re.IGNORECASE,
)


def stages_in(text: str, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The stages that the cues of a sentence say, each once; not those of its clauses of time and condition.

    ``without`` names cues that say nothing here: what a bill would do, where the bill is still to come.
    """
    return list(dict.fromkeys(hit.cue.says for hit in _told_in(text) if hit.cue.id not in without))


def _told_in(text: str) -> list[Hit]:
    return [hit for hit in cues_in(text, "stage_cues") if not _aside(text, hit)]


def _aside(text: str, hit: Hit) -> bool:
    """Whether the cue stands in "until the bill is passed", or in "after a consultation"."""
    if hit.cue.says not in _FORMAL:
        return False
    before = text[: hit.start]
    if _IF.search(before):
        return True
    past = hit.cue.says in ("consultation", "draft bill") and _AFTER.search(before) is not None
    return past and _RECENT.search(text[hit.start : hit.end + 30]) is None


class Stages:
    """The stages of one article's records."""

    def __init__(self, units: Sequence[Sentence], headline: str) -> None:
        self.units = units
        ahead = any(_BILLS_AHEAD.search(unit.text) for unit in units if not unit.quoted)
        weak = frozenset({"bill-would"}) if ahead else frozenset()
        self.said = {unit.number: stages_in(unit.text, without=weak) for unit in units}
        self.headline = stages_in(headline)
        self.paper = self._paper(units)
        if self.paper == "in force":  # what the act does, it does by now
            self.said = {unit.number: stages_in(unit.text, without=weak | {"act-does"}) for unit in units}

    def _paper(self, units: Sequence[Sentence]) -> str | None:
        """Where the article's main paper stands: the first formal stage said, the further of two in one sentence.

        A lead that says it dropped, reversed or delayed says so for all its details.
        """
        counted: Counter[str] = Counter()
        for unit in units:
            if unit.quoted or unit.kind == "heading":
                continue
            if unit.number < 2 and (undone := [stage for stage in self.said[unit.number] if stage in _UNDONE]):
                return undone[0]
            formal = [stage for stage in self.said[unit.number] if stage in _FORMAL]
            if formal:
                stage = min(formal, key=_FORMAL.index)
                # A bill may pass through a story that is not about it; the others are seldom named by the way.
                counted[stage] += 1 if stage == "bill" and unit.number >= _OPENING else 2
        told = next((stage for stage in counted if counted[stage] >= 2), None)
        if told is None and any(_BILL.search(unit.text) and not _BILL_AHEAD.search(unit.text) for unit in units):
            return "bill"  # a bill known by its name is before Parliament, unless its coming is told
        return told

    def of(self, record: Record, maker: Maker, *, first: bool) -> str:
        """The record's stage."""
        asked = _asked_for(record, maker)
        own = self._said_of(record.best, record, maker, asked=asked)
        if record.best.item and not asked:
            own = [*own, *self._opened_by(record.best.number)]
        said = [stage for member in plainest(record) for stage in self._said_of(member, record, maker, asked=asked)]
        if first and not asked and not self._to_come(record):
            said += [stage for stage in self.headline if stage in _UNDONE]
        # The plainest statement's own cue is the news; what others say may be what went before it.
        latest = next((stage for stage in _LATEST if stage in own), None)
        if latest is None and "floated" not in own:
            latest = next((stage for stage in _LATEST if stage in said), None)
        if latest in _BEFORE_LAW and latest not in own and self.paper in _LAW:
            latest = self.paper  # the bill, or its consultation, that the act came from
        if latest == "dropped" and _takes_what_applied(record):
            return "reversed"
        if latest == "amended" and _is_part(record):
            return "dropped"
        if latest is not None:
            return latest
        whole = first or _detail(record) or self._covered(record, maker)
        if self.paper in _UNDONE and self._to_come(record):
            whole = False  # what is planned instead is not what was given up
        if asked and not (maker.sponsor and whole and self.paper in ("bill", "dropped")):
            return "floated"
        if "floated" in own or ("floated" in said and _is_weighed(record.best)):
            return "floated"
        if "announced" in own and self.paper == "consultation":
            return "announced"
        if self.paper in _LAW and _LATER.search(record.best.sentence.text):
            return "announced"
        if self.paper is not None and whole and (first or not _told_apart(record)):
            return self.paper
        if "announced" in said:
            return "announced"
        if _has_changed(record):
            return "in force"
        if _is_law(record):
            return self.paper if self.paper in _LAW else "in force"
        weighed = _is_weighed(record.best) and not any(_is_decided(member) for member in record.members)
        return "floated" if weighed else "announced"

    def _opened_by(self, number: int) -> list[str]:
        """The stages that the line says which opens a list."""
        while number > 0 and self.units[number].kind == "item":
            number -= 1
        near = self.said.get(number, []) + (self.said.get(number - 1, []) if number else [])
        return [stage for stage in near if stage == "announced"]

    def _covered(self, record: Record, maker: Maker) -> bool:
        """Whether the article's paper covers a statement that does not name it."""
        if self.paper in _WHOLE:
            return maker.side == "government"
        frame = record.best.frame
        if self.paper in _LAW and frame is not None and not _LATER.search(record.best.sentence.text):
            lets = any(child.lower_ == "may" for child in frame.verb.children)
            return (
                frame.mood == "will" or lets or _obliges(frame) or _OF_ACT.search(record.best.sentence.text) is not None
            )
        return False

    def _said_of(self, member: Candidate, record: Record, maker: Maker, *, asked: bool) -> list[str]:
        """The stages that a statement's cues say of its record; those of what is only asked for are another's."""
        found = self.said.get(member.number, [])
        if member.kind == "exemption":
            return []
        requested = member.frame is not None and member.frame.mood in ("asked", "should")
        if asked and (maker.side != "party" or requested):
            tabled = "amendment" in member.sentence.text
            return [stage for stage in found if stage in ("bill", "draft bill") and tabled]
        if asked:  # what a party plans can be in its bill, or given up
            return [stage for stage in found if stage in ("bill", "draft bill", "amended", "dropped", "delayed")]
        if _undoes_later(record):  # what is in force is what is to be undone
            return [stage for stage in found if stage not in _LAW]
        return found

    def _to_come(self, record: Record) -> bool:
        """Whether the plainest statement promises something, and does not say that it might have been."""
        frame = record.best.frame
        lost = "dropped" in self.said.get(record.best.number, [])
        return frame is not None and frame.mood in ("will", "would", "plan") and not frame.negated and not lost


def _asked_for(record: Record, maker: Maker) -> bool:
    """Whether somebody asks for it who cannot decide it; a rule that binds is told by them, and not asked for."""
    frame = record.best.frame
    if frame is None:
        return maker.side in _OUTSIDERS
    if frame.mood == "asked" and maker.side == "":
        return True
    if frame.mood in ("asked", "should") and maker.side == "public":
        return True  # an inspectorate says what others should do
    told = frame.mood in ("does", "did") or _obliges(frame)
    binds = told and bool({*stages_in(record.best.sentence.text)} & _LAW)
    return maker.side in _OUTSIDERS and not binds


def _obliges(frame: Frame) -> bool:
    return any(child.lower_ == "must" for child in frame.verb.children)


def _undoes_later(record: Record) -> bool:
    frame = record.best.frame
    return frame is not None and frame.mood in ("will", "would", "plan", "asked") and effect_of(frame) == "undo"


def _detail(record: Record) -> bool:
    """Whether it is a part of a paper: the paper is its subject, it has the mood of a plan, or is an item."""
    best = record.best
    if best.item or best.frame is None:
        return True
    return (
        best.frame.mood == "would"
        or word_class(best.frame.agent) in ("plan", "none", "policy")
        or word_class(best.frame.subject) == "plan"
    )


def _is_weighed(member: Candidate) -> bool:
    frame = member.frame
    if frame is None or _obliges(frame):
        return False
    return frame.mood in ("weighed", "may", "should") or (frame.mood == "will" and verb_of(frame.verb) in _LOOKING)


def _is_decided(member: Candidate) -> bool:
    frame = member.frame
    if frame is None or _is_weighed(member):
        return False
    return member.kind == "content" and frame.mood in ("will", "would", "plan", "did", "does")


def plainest(record: Record) -> list[Candidate]:
    """The statements that stand as evidence: at most three, the plainest ones."""
    return sorted(record.members, key=lambda member: (member != record.best, -member.score))[:MOST_EVIDENCE]


def _told_apart(record: Record) -> bool:
    """Whether it has an announcement of its own: "in March the department announced that councils would"."""
    frame = record.best.frame
    token = frame.verb if frame is not None else None
    while token is not None and token.head != token:
        token = token.head
        if token.lemma_ in ("announce", "unveil", "reveal", "confirm", "pledge", "promise") and token.tag_ == "VBD":
            return True
    return False


def _takes_what_applied(record: Record) -> bool:
    """Whether the statement itself undoes something that was law or practice: "the guidance was withdrawn"."""
    frame = record.best.frame
    if frame is None or effect_of(frame) != "undo" or frame.mood not in ("did", "does"):
        return False
    patient = patient_of(frame)
    if patient is None or patient.lemma_.lower() in lexicon("intent_nouns") | {"bill", "clause"}:
        return False
    planned = any(child.lower_ in _PLANNED for child in patient.children)
    return verb_of(frame.verb) in _ENDING and not planned


def _has_changed(record: Record) -> bool:
    """Whether the statement tells a rule's reach as changed by now: "the powers were extended on Monday"."""
    frame = record.best.frame
    if frame is None or frame.mood != "did" or frame.verb.tag_ not in ("VBD", "VBN"):
        return False
    if not (frame.passive or word_class(frame.agent) == "state"):
        return False
    only_if = any(child.dep_ == "mark" for child in frame.verb.children)
    return effect_of(frame) in ("extend", "limit") and not only_if


def _is_law(record: Record) -> bool:
    """Whether the statement only says what a law does that is there: "the law banning hunting is unclear"."""
    frame = record.best.frame
    law = frame.governor if frame is not None else None
    if frame is None or law is None or law.lemma_.lower() not in ("law", "act", "rule", "regulation"):
        return False
    return frame.verb.tag_ == "VBG" and any(child.lower_ == "the" for child in law.children)


def _is_part(record: Record) -> bool:
    """Whether it is a clause that was taken out, and not the bill that goes on without it."""
    frame = record.best.frame
    patient = patient_of(frame) if frame is not None else None
    return (
        frame is not None and patient is not None and (effect_of(frame) == "undo" and patient.lemma_.lower() in _PARTS)
    )


def commitment_of(record: Record, stage: str) -> str:
    """How firmly the plainest statement binds; read off its words."""
    frame = record.best.frame
    text = record.best.sentence.text.lower()
    if "not been ruled out" in text or "not ruled out" in text or "n't ruled out" in text or "n’t ruled out" in text:
        return "not ruled out"
    if frame is None:
        return "would" if stage in ("consultation", "draft bill", "bill", "floated") else "will"
    if frame.mood == "refused":
        return "asked" if stage == "floated" else "ruled out"  # others are urged to rule it out
    if frame.mood in ("weighed", "may"):
        return "may"
    if frame.mood in ("asked", "should"):
        return "asked"
    if frame.mood == "would" or (frame.mood == "plan" and stage in ("floated", "consultation", "bill", "draft bill")):
        return "would"
    return "will"


def effect_on_rule(record: Record, stage: str) -> str:
    """What the change does to the rule that stands."""
    if stage == "delayed":
        return "delay"
    if record.best.frame is None:
        return "make"
    if record.best.frame.mood == "refused":
        return "keep"
    return effect_of(record.best.frame) or "make"
