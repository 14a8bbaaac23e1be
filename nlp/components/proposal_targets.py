"""Whom a change meets: who is bound, let or given, the classes that its clause names, else whom such a rule meets."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Token

from nlp.components.actors import Actors
from nlp.components.frame_kinds import patient_of, word_class
from nlp.components.proposal_frames import Frame, is_money, subject_of, verb_of
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.components.proposal_stage import plainest
from nlp.components.target_phrases import TargetPhrases, is_age_group
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

_MOST = 3
_MOST_IMPLIED = 2
_MOST_WORDS = 28
_OFTEN = 3
_VAGUE = frozenset(
    {"people", "person", "individual", "man", "woman", "mp", "peer", "member", "minister", "council", "adult"}
)
#: Verbs whose object, or the subject of whose infinitive, is bound or let by them.
_GIVING = frozenset({
    "give", "grant", "offer", "let", "allow", "enable", "permit", "require", "oblige", "force", "compel", "bind",
    "ban", "bar", "stop", "prevent", "protect", "exempt", "free", "entitle", "fine", "charge", "pay", "ask", "order",
    "register", "license", "tag", "deport", "detain", "prosecute", "help", "provide", "bring", "make",
})  # fmt: skip
#: Verbs, after "will", "would" or "must", whose subject bears the change.
_BEARING = frozenset({
    "have", "get", "receive", "face", "pay", "lose", "gain", "need", "become", "join", "register", "qualify", "be",
})  # fmt: skip
#: Nouns that say by themselves only what is done: whom it is done to stands after them.
_DEEDS = frozenset({
    "increase", "rise", "cut", "amount", "requirement", "right", "limit", "response", "statement", "rate", "use",
    "sale", "number", "system", "introduction", "funding", "fee", "concern", "issue", "option", "money", "lot",
    "decision", "list", "cap", "freeze", "test", "standard", "specification", "access", "end", "support", "target",
})  # fmt: skip
_TIMES = frozenset({"day", "week", "month", "year", "time", "hour"})
#: Members of the class that speaks in the news, whose party or house says who they are.
_SPEAKERS = frozenset({"mp", "peer", "councillor", "union", "charity", "party"})
#: Nouns for many that are only meant where there are several: "poor nations", "ethnic minority groups".
_SEVERAL = frozenset({"country", "nation", "state", "group"})
_AREAS = frozenset({"area", "town", "city", "borough", "county", "region", "place"})


def target_of(
    record: Record, action: str, actors: Actors, phrases: TargetPhrases, *, proposer: str | None, usual: str | None
) -> str | None:
    """Whom the change binds or affects, those of its own clause first, parted by "; ".

    ``usual`` is the class that the whole article is about: it stands in where the record is vague.
    """
    found: dict[str, None] = {}
    members = plainest(record)
    asking = {member.frame.agent for member in members if member.frame is not None and member.frame.mood == "asked"}

    def add(tokens: Iterator[Token] | Sequence[Token], most: int = _MOST) -> None:
        for token in tokens:
            if len(found) < most and token not in asking:
                _add(found, phrases.of(token))

    for member in members:
        add([token for token in _bound(member.frame) if _may_be_bound(token, actors, proposer)])
    for member in members:
        add([token for token in _clause(member) if _is_target(token, actors, proposer)])
    if not found:
        texts = [action, record.best.sentence.text, *(member.sentence.text for member in members)]
        hits = (hit for text in texts for hit in cues_in(text, "target_cues"))
        for hit in hits:
            if len(found) < _MOST_IMPLIED:
                _add(found, hit.cue.says)
    if not found and (asked := _addressed(record, actors, proposer)):
        _add(found, asked)
    thing = _thing(record) if not found else []
    if not any(word_class(token) == "policy" for token in thing):
        add(thing)
    add([token for token in members[0].sentence if _is_target(token, actors, proposer)])
    add(thing if not found else [])
    if not found:
        add([token for member in members for token in member.sentence if _is_target(token, actors, proposer)], 2)
    if usual is not None and len(found) < 2 and usual != (proposer or "").lower():
        _add(found, usual)
    return "; ".join(list(found)[:_MOST]) or None


def _addressed(record: Record, actors: Actors, proposer: str | None) -> str:
    """Who in government is asked to do it, by somebody else: "urged the home secretary to", "the Treasury should"."""
    frame = record.best.frame
    if frame is None or frame.mood not in ("asked", "should"):
        return ""
    asked = [frame.subject] if frame.mood == "should" and frame.subject is not None else []
    if frame.mood == "asked" and frame.governor is not None:
        asked += [child for child in frame.governor.subtree if child.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj")]
    for token in asked:
        actor = actors.of(token)
        if actor is None and _lemma(token) in lexicon("minister_words") and token.tag_ in ("NN", "NNP"):
            return " ".join([*(child.text for child in token.lefts if child.dep_ == "compound"), token.text])
        if actor is not None and actor.side == "government" and actor.name != proposer:
            said = token.doc[actor.start : actor.end].text
            return said if actor.person and actor.name.split()[-1] not in said else actor.name
    return ""


def usual_target(doc: Doc, actors: Actors) -> str | None:
    """The class of people or bodies that an article names most, at least three times; None where none stands out."""
    plurals = np.flatnonzero(doc.to_array(["TAG"]).ravel() == doc.vocab.strings["NNS"]).tolist()
    counted = Counter(
        token.lower_
        for token in (doc[place] for place in plurals)
        if _lemma(token) not in _VAGUE and _is_target(token, actors, None)
    )
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= _OFTEN else None


def _bound(frame: Frame | None) -> Iterator[Token]:
    """Whom the grammar of a frame says to be bound, let or given, with those joined to them."""
    if frame is None:
        return
    verb, lemma = frame.verb, verb_of(frame.verb)
    to_come = frame.mood in ("will", "would", "may", "should", "plan", "does", "asked")
    if frame.passive and lemma in _GIVING and frame.subject is not None:
        yield from _joined(frame.subject)
    if lemma in _GIVING:
        for child in verb.children:
            if child.dep_ == "dative" and child.pos_ != "ADP":
                yield from _joined(child)
            if child.dep_ in ("xcomp", "ccomp"):
                for inner in child.children:
                    if inner.dep_ in ("nsubj", "nsubjpass"):
                        yield from _joined(inner)
        if frame.object is not None and frame.object.dep_ == "dobj" and not frame.passive:
            yield from _joined(frame.object)
    elif to_come and not frame.passive and lemma in _BEARING and frame.subject is not None:
        yield from _joined(frame.subject)


def _lemma(token: Token) -> str:
    """The lemma of a noun, also of one that the tagger takes for a name: "Non-European Union citizens"."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" else lemma


def _joined(token: Token) -> Iterator[Token]:
    if token.dep_ == "csubj":  # "citizens wanting to work will have to"
        token = subject_of(token) or token
    yield token
    yield from token.conjuncts


def _may_be_bound(token: Token, actors: Actors, proposer: str | None) -> bool:
    """Whether a noun in that place may be somebody: no plan, and not who makes it."""
    if token.pos_ not in ("NOUN", "PROPN") and not is_age_group(token):
        return False
    lemma = _lemma(token)
    if lemma in lexicon("affected") or lemma in _AREAS or is_age_group(token):
        return not _is_maker(token, actors, proposer)
    actor = actors.at(token)
    named = actor is not None and not actor.person and actor.side in ("public", "class", "parliament")
    return named and not _is_maker(token, actors, proposer)


def _thing(record: Record) -> list[Token]:
    """What the change is done to, or whose it is, where nobody is named: "the licence for jugglers"."""
    frame = record.best.frame
    patient = (patient_of(frame) or frame.subject) if frame is not None else None  # "funding for the teams will end"
    if patient is None or patient.pos_ not in ("NOUN", "PROPN") or patient.dep_ == "attr":
        return []
    while patient.lemma_.lower() in _DEEDS and (inner := _of(patient)) is not None:
        patient = inner
    if is_money(patient) or patient.like_num or patient.lemma_.lower() in _TIMES:
        return []
    vague = word_class(patient) == "plan" or patient.lemma_.lower() in _DEEDS
    of = [part for child in patient.children if child.dep_ == "prep" for part in child.children if part.dep_ == "pobj"]
    of = [part for part in of if not _owns(part)]
    if of and (vague or of[0].lemma_.lower() in lexicon("affected")):
        return of[:1]
    return [] if vague else [patient]


def _of(noun: Token) -> Token | None:
    """What a noun is a number, an increase or a use of."""
    preps = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("of", "in", "for", "on"))
    return next((part for prep in preps for part in prep.children if part.dep_ == "pobj"), None)


def _is_target(token: Token, actors: Actors, proposer: str | None) -> bool:
    if is_age_group(token):
        return token.dep_ not in ("compound", "amod", "nmod", "nummod")
    lemma = _lemma(token)
    each = lemma in _AREAS and any(child.lower_ in ("every", "each", "all", "local") for child in token.children)
    several = (
        token.tag_ == "NNS"
        and lemma in _SEVERAL
        and any(child.dep_ in ("amod", "compound") for child in token.children)
    )
    if not (each or several) and (lemma not in lexicon("affected") or token.pos_ not in ("NOUN", "PROPN", "PRON")):
        return False
    if token.dep_ in ("compound", "amod", "nmod"):
        return False
    return not (_owns(token) or _is_title(token) or _is_maker(token, actors, proposer))


def _is_maker(token: Token, actors: Actors, proposer: str | None) -> bool:
    lemma = _lemma(token)
    own = token.pos_ == "NOUN" and lemma in lexicon("affected") and lemma not in _SPEAKERS
    actor = actors.at(token) if own else actors.of(token)  # "EU citizens" are not the EU
    return actor is not None and (
        actor.name == proposer or actor.person or actor.side in ("government", "party", "opposition", "outside")
    )


def _is_title(token: Token) -> bool:
    """Whether a noun only says what a name is: "the charity Open Door", "Ann Petrie, head of a school"."""
    apposed = token.dep_ == "appos" and token.head.pos_ == "PROPN"
    if token.tag_ == "NN" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN":
        return True
    return apposed or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)


def _owns(token: Token) -> bool:
    """Whether a noun only says whose a thing is: "children and young people's plans" do not bind children."""
    following = token.doc[token.i + 1 : token.i + 5]
    joined = len(following) > 0 and following[0].lower_ in ("and", "or", "’s", "'s", "’", "'")
    for after in following if joined else ():
        if after.tag_ == "POS":
            return True
        if after.pos_ in ("VERB", "AUX", "ADP", "PUNCT"):
            break
    return token.dep_ == "poss" or (token.dep_ == "conj" and token.head.dep_ == "poss")


def _add(found: dict[str, None], phrase: str) -> None:
    size = sum(len(known.split()) for known in found) + len(phrase.split())
    if phrase and size <= _MOST_WORDS and not any(phrase.lower() in known.lower() for known in found):
        found[phrase] = None


def _clause(member: Candidate) -> list[Token]:
    """The tokens of the frame's own clause, its subject first."""
    frame = member.frame
    if frame is None:
        return list(member.sentence)
    joined = {token for verb in frame.verb.conjuncts if verb.i > frame.verb.i for token in verb.subtree}
    inside = set(frame.verb.subtree) - joined
    if frame.subject is not None:
        inside |= set(frame.subject.subtree)
    return sorted(inside, key=lambda token: token.i)
