"""Verbs that report, and who their subject is, read off the parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from spacy.tokens import Doc, Token

from nlp.word_lists import lexicon

REPORTING, QUOTING, URGING = lexicon("reporting_verbs"), lexicon("quoting_verbs"), lexicon("urging_verbs")
#: Verbs of thought and finding report only when they stand with a clause.
_LONGEST_SENTENCE = 600  # tokens
_SUBJECTS = {"nsubj", "csubj"}
_RELATIVES = {"who", "which", "that", "whom"}
_CONTROLLING = {"prompt", "force", "lead", "allow", "cause", "compel", "tell", "ask"}
#: "went on to say", "was forced to admit": it was said; "refused to say", "asked her to deny": it was not.
_LEADING_TO = {"go", "prompt", "force", "lead", "continue", "cause", "compel", "rise", "oblige", "return", "expect"}
_CIRCUMSTANCES = {"where", "when", "how", "why", "whenever", "wherever"}
_MODALS = {"could", "might", "should", "must", "may", "can", "ca", "would", "wo"}
_LINKS = {"conj", "xcomp", "advcl", "pcomp", "acl", "ccomp", "dep"}
#: "He did not believe that it would": a view all the same, which "he did not say" is not.
_NOT_DENIED = {"believe", "think", "expect", "accept", "feel", "rule"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A verb that reports or quotes, its subject's head, and the words that both of them span.

    ``start`` is the first token of "the minister told MPs" or "said Ann Marlow", ``end`` the one after its last.
    """

    verb: Token
    subject: Token
    start: int
    end: int
    relative: str = ""  # the pronoun of a relative clause: "who", "which"


#: The tagger takes "they say … and believe …" for a bare infinitive, "he reckons … and fears …" for a noun.
_FORMS = {"VBD": "past", "VBN": "past", "VBZ": "now", "VBP": "now", "VB": "now", "NNS": "now"}


def same_form(one: Token, other: Token) -> bool:
    """Whether two verbs are both past or both present, as far as the tagger can be trusted."""
    return _FORMS.get(one.tag_, one.tag_) == _FORMS.get(other.tag_, other.tag_)


def reports(doc: Doc) -> Iterator[Report]:
    """Every reporting or quoting verb that has a subject of its own, or takes one from the verb it hangs on."""
    wanted = np.array(sorted(doc.vocab.strings[word] for word in REPORTING | QUOTING | URGING), dtype="uint64")
    lemmas = doc.to_array(["LEMMA"]).ravel()
    places = np.flatnonzero(np.isin(lemmas, wanted)).tolist()
    for place in readable(doc, places):
        verb = doc[place]
        if verb.pos_ not in ("VERB", "AUX", "NOUN") or (verb.pos_ == "NOUN" and not _verb_by_place(verb)):
            continue
        if _unsaid(verb):
            continue
        subject = _beside_marks(verb) or subject_of(verb)
        if subject is not None and subject.i != verb.i:
            yield _report(verb, subject)


def readable(doc: Doc, places: list[int]) -> Iterator[int]:
    """The places, in text order, that lie in sentences of a readable length: the parse of others means nothing."""
    sentences = iter(doc.sents)
    sentence = next(sentences, None)
    for place in places:
        while sentence is not None and sentence.end <= place:
            sentence = next(sentences, None)
        if sentence is not None and sentence.end - sentence.start <= _LONGEST_SENTENCE:
            yield place


def _verb_by_place(token: Token) -> bool:
    """A tagger's slip: "campaigners claims the act is void"."""
    if token.dep_ not in ("ROOT", "conj"):
        return False
    if any(kid.dep_ == "ccomp" for kid in token.children):
        return True
    return token.dep_ == "ROOT" and token.i + 1 < len(token.doc) and token.nbor().pos_ in ("DET", "PRON", "SCONJ")


def _unsaid(verb: Token) -> bool:
    """Words that nobody is reported to have said: "would not say whether", "could argue that"."""
    kids = list(verb.children)
    if any(kid.dep_ == "neg" for kid in kids) and verb.lemma_ not in _NOT_DENIED:
        return True
    if verb.tag_ != "VBD" and any(kid.dep_ == "advmod" and kid.lower_ in _CIRCUMSTANCES for kid in kids):
        return True  # "where people say they want it"
    if any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in kids) and not any(
        kid.lower_ == "only" for kid in kids
    ):
        return True
    if verb.dep_ == "xcomp" and any(kid.tag_ == "TO" for kid in kids):
        return verb.head.lemma_ not in _LEADING_TO
    return verb.dep_ == "advcl" and any(
        kid.dep_ == "mark"
        and kid.lower_ in ("if", "unless")
        and "," not in [token.text for token in verb.doc[kid.i : verb.i]]
        for kid in kids
    )


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The head of who does the reporting: an own subject, an agent, or the subject of the verb above."""
    passive = False
    subjects = [kid for kid in verb.children if kid.dep_ in _SUBJECTS and kid.lower_ != "there"]
    if subjects:  # "pensioners, who they say have been hit": it is they who say so
        own = next((kid for kid in subjects if kid.lower_ not in _RELATIVES), None)
        return own or _antecedent(verb)
    for kid in verb.children:
        if kid.dep_ in ("nsubjpass", "auxpass"):
            passive = True
        if kid.dep_ == "agent":
            return next((word for word in kid.children if word.dep_ == "pobj"), None)
    if passive or depth > 6:
        return None
    if verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).ent_type_ == "PERSON" and verb.nbor(-1).pos_ == "PROPN":
        return verb.nbor(-1)  # "footage of Ann Marlow saying": she says it, whoever shows it
    if verb.tag_ == "VBN" and not any(kid.dep_ == "aux" for kid in verb.children):
        by = next((word for word in islice(verb.subtree, 40) if word.lower_ == "by" and word.i > verb.i), None)
        agent = next((word for word in by.children if word.dep_ == "pobj"), None) if by is not None else None
        if agent is not None or verb.dep_ in ("acl", "amod"):
            return agent
    follower = _inverted(verb)
    if follower is not None:
        return follower
    if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.dep_ == "relcl" and not _relative_subject(verb):
            return None
        if verb.tag_ == "VBG":
            return _above(verb.head, depth) or verb.head
        return verb.head
    if verb.dep_ in _LINKS and verb.head.i != verb.i:
        head = verb.head
        if verb.dep_ == "xcomp" and head.lemma_ == "expect":  # "is expected to say", and not "they expect him to"
            return next((kid for kid in head.children if kid.dep_ == "nsubjpass"), None)
        if verb.dep_ == "xcomp" and head.lemma_ in _CONTROLLING:
            given = next((kid for kid in head.children if kid.dep_ == "dobj"), None)
            if given is not None:
                return given
        if head.pos_ == "ADP":
            head = head.head
        if head.pos_ in ("NOUN", "PROPN") and verb.dep_ == "conj":
            return None
        outer = head.head
        if verb.dep_ == "conj" and head.dep_ == "ccomp" and outer.lemma_ in REPORTING and _reports_too(verb, outer):
            return subject_of(outer, depth + 1)
        if verb.tag_ == "VBG" and head.dep_ == "ccomp" and head.head.lemma_ in REPORTING:
            head = head.head  # "He denied that they had won, telling the BBC …": he tells it
        return subject_of(head, depth + 1)
    return _cut_off(verb) if verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ") else None


def _beside_marks(verb: Token) -> Token | None:
    """The name between a closing mark and the verb, or before a verb and an opening mark, whatever the parse says.

    "…,” Marlow, an ally of the mayor, said", "…,” Marlow (Lab) said", "– the plan, Marlow boasted, “…".
    """
    doc, place = verb.doc, verb.i - 1
    if verb.tag_ not in ("VBD", "VBZ") or verb.i + 1 >= len(doc):
        return None
    leads = any(token.is_quote for token in doc[verb.i + 1 : verb.i + 3]) and doc[verb.i + 1].text in (",", ":")
    if doc[place].text in (",", ")") and not leads:
        opener = "(" if doc[place].text == ")" else ","
        place = next((at for at in range(place - 1, max(place - 14, 0), -1) if doc[at].text == opener), 0) - 1
    if place < 0 or doc[place].pos_ != "PROPN" or doc[place].ent_type_ not in ("PERSON", ""):
        return None
    last = doc[place]
    while place > 0 and (doc[place].pos_ == "PROPN" or doc[place].text == "."):
        place -= 1
    if place > 0 and doc[place].text == "," and not leads:
        place -= 1
    beside = doc[place].text in ("–", "—", "―", "-", ",") if leads else _closes(doc, place)
    return last if beside and last.i > place else None


def _closes(doc: Doc, place: int) -> bool:
    return doc[place].is_quote and place > 0 and doc[place - 1].text in (",", "!", "?", ".", "…", "'")


def _cut_off(verb: Token) -> Token | None:
    """ "In a piece for the Times, Ms Marlow, who chairs the panel, says": a subject parsed as an apposition."""
    doc, place = verb.doc, verb.i - 1
    if place <= verb.sent.start or doc[place].text != ",":
        return None
    for kid in doc[place - 1], *islice(doc[place - 1].ancestors, 6):
        if kid.ent_type_ == "PERSON" and kid.right_edge.i >= place - 1 and kid.i < place:
            return kid
    return None


def _above(noun: Token, depth: int) -> Token | None:
    """ "defended the move saying …": not the move, but who is subject of the verb that it hangs on."""
    steps = 0
    while noun.head.i != noun.i and noun.pos_ not in ("VERB", "AUX") and steps < 8:
        noun, steps = noun.head, steps + 1
    return subject_of(noun, depth + 1) if noun.pos_ in ("VERB", "AUX") else None


def _reports_too(verb: Token, outer: Token) -> bool:
    """ "said heads were tired but warned that …": the second verb is the first one's fellow."""
    return same_form(verb, outer) and any(kid.dep_ == "ccomp" and kid.i > verb.i for kid in verb.children)


def _relative_subject(verb: Token) -> bool:
    return any(kid.lower_ in _RELATIVES and kid.i < verb.i for kid in verb.children)


def _antecedent(verb: Token) -> Token | None:
    """Who "who said" is: the noun before the relative clause; through "and said", of the first verb."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if verb.dep_ in ("relcl", "acl", "ccomp", "advcl") and verb.head.i < verb.i else None


def _inverted(verb: Token) -> Token | None:
    """The subject after its verb, which the parser may take for an object: "…,” said Ann Marlow, head of …"."""
    doc, at = verb.doc, verb.i
    if verb.lemma_ in ("tell", "call", "describe") or at == 0 or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if not doc[at - 1].is_quote and not (doc[at - 1].text == "," and at > 1 and doc[at - 2].is_quote):
        return None
    for kid in verb.children:
        if kid.i > at and kid.dep_ in ("dobj", "attr", "npadvmod", "oprd", "nsubjpass", "dep", "appos"):
            first = kid.left_edge.i
            if first == at + 1:
                return kid
    return None


def _report(verb: Token, subject: Token) -> Report:
    doc = verb.doc
    first = verb.i
    near = [subject.left_edge.i] if abs(subject.i - verb.i) < 40 and verb.is_ancestor(subject) else []
    for kid in verb.children:
        if kid.dep_ in ("aux", "auxpass", "advmod", "neg") and kid.i < verb.i and kid.i >= verb.i - 4:
            near.append(kid.i)
    first = min([first, *near])
    last = max(verb.i, subject.right_edge.i if subject.i > verb.i and verb.is_ancestor(subject) else verb.i)
    relative = next((kid.lower_ for kid in verb.children if kid.dep_ in _SUBJECTS and kid.lower_ in _RELATIVES), "")
    return Report(verb=verb, subject=subject, start=first, end=min(len(doc), last + 1), relative=relative)
