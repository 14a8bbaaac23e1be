"""Who would change what: the frames of a sentence, out of its dependency parse.

A frame is one verb that may say a change, with its mood, its subject and object, and the word that
governs it ("plans", "wants", "ruled out"). Whether it is a proposal is weighed elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from nlp.components.verbs_told import is_mistaken, is_verb, would_do
from nlp.proposal_words import effect_verbs
from nlp.word_lists import lexicon

#: Auxiliary -> mood.
_MODALS = {
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would",
    "could": "may", "may": "may", "might": "may", "should": "should", "must": "should", "ought": "should",
}  # fmt: skip
#: "is set to", "are due to", "is likely to" and the like -> mood.
_TURNS = {
    "set": "will", "due": "will", "poised": "will", "likely": "may", "expected": "may", "ready": "will",
    "tipped": "may", "bound": "will", "scheduled": "will", "going": "will", "go": "will", "expect": "may",
    "schedule": "will", "determined": "will", "keen": "asked", "about": "will", "able": "may", "free": "may",
    "prepared": "may", "prepare": "will",
}  # fmt: skip
_WEIGHING = frozenset({"consider", "mull", "contemplate", "look", "hope", "mean", "try", "seek", "aim"})
#: Verbs that put a change forward whose object names it.
_NAMING = frozenset({
    "announce", "unveil", "launch", "propose", "pledge", "promise", "plan", "consider", "outline", "introduce", "mull",
    "publish", "reveal", "seek", "commit",
})  # fmt: skip
#: Things whose infinitive says what somebody may or must do: a change only where they are new or to come.
_GRANTS = frozenset(
    {"power", "law", "duty", "right", "rule", "regulation", "requirement", "option", "freedom", "legislation"}
)
#: What is put forward, and says only after "for" or "on" what it is.
_FRONTS = frozenset({"plan", "proposal", "move", "demand", "call", "consultation"})
#: Verbs whose passive puts its subject forward.
_ASKED_FOR = frozenset({"recommend", "demand"})
_PUT_FORWARD = _ASKED_FOR | {"plan", "propose", "promise", "pledge"}
#: Nouns that are for a change: "plans for a levy".
_PLANS_FOR = frozenset({"plan", "proposal", "call", "demand"})
_SIDING = frozenset({"support", "back", "believe", "favour", "wish"})
_NOW = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})
_TOLD = frozenset({"does", "did"})
_LIGHT = frozenset(
    {"force", "require", "oblige", "allow", "let", "permit", "enable", "compel", "make", "help", "bar", "ban"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb that may say a change."""

    verb: Token
    mood: str  # will | would | may | should | plan | asked | weighed | refused | does | did | list
    subject: Token | None
    object: Token | None
    passive: bool
    negated: bool
    governor: Token | None  # "plans", "wants", "ruled": what makes it a plan
    agent: Token | None  # who wants, plans or does it, where the sentence says so
    named: bool = False  # the object names the change, the verb only puts it forward


def frames(sentence: Span) -> Iterator[Frame]:
    """The frames of a sentence in text order."""
    moods: dict[int, tuple[str, Token | None]] = {}
    for token in sentence:
        if token.pos_ == "NOUN" and (planned := _noun_frame(token)) is not None:
            yield planned
        if not is_verb(token) or token.dep_ in ("aux", "auxpass"):
            continue
        found = _mood(token, moods)
        if found is None:
            continue
        mood, governor = found
        moods[token.i] = found
        yield _frame(token, mood, governor)
        if (named := _named(token, mood)) is not None:
            yield named


def _noun_frame(noun: Token) -> Frame | None:
    """The frame of a change that a plan is for, whatever is said of the plan: "attacked the plans for a quota"."""
    lemma = noun.lemma_.lower()
    if lemma not in _PLANS_FOR or any(child.dep_ in ("acl", "relcl") for child in noun.children):
        return None
    if noun.dep_ == "dobj" and (noun.head.lemma_.lower() in _NAMING or noun.head.lemma_ in lexicon("asking_verbs")):
        return None  # its verb has a frame of that name
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if after is None or after.lower_ != "for" or after.dep_ != "prep":
        return None
    thing = next((child for child in after.children if child.dep_ == "pobj"), None)
    if thing is None or thing.lemma_.lower() not in lexicon("change_nouns"):
        return None
    mood = "asked" if lemma in ("call", "demand") else "plan"
    return Frame(
        verb=noun, mood=mood, subject=None, object=thing, passive=False, negated=False, governor=noun,
        agent=owner(noun), named=True,
    )  # fmt: skip


def _mood(verb: Token, known: dict[int, tuple[str, Token | None]]) -> tuple[str, Token | None] | None:
    """The mood and governor of a verb; None where it says no change that is still to come or just made."""
    auxes = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for aux in auxes:
        if aux in _MODALS:
            late = _MODALS[aux] == "should" and "have" in auxes  # "should have acted": nothing to come
            return None if late else (_MODALS[aux], None)
    head = verb.head
    if is_mistaken(verb) and verb.dep_ == "compound" and head.head.lemma_ == "be":
        return ("would" if head.head.lower_ in ("was", "were") else "will"), None
    if "to" in auxes and any(child.lower_ == "whether" for child in verb.children):
        return "weighed", None
    if "to" in auxes and any(child.lower_ in ("how", "why", "where") for child in verb.children):
        return None
    if "to" in auxes or verb.dep_ in ("pcomp", "xcomp", "acl") or verb.tag_ in ("VBG", "VB"):
        governed = _governed(verb, head, known)
        if governed is not None:
            return governed
    if verb.dep_ == "conj" and head.i in known and not subject_of(verb):
        return known[head.i]
    if "to" in auxes:
        whose = subject_of(verb)  # "with a bill to set up": taken for the verb's subject
        return ("plan", whose) if whose is not None and whose.lemma_.lower() in lexicon("intent_nouns") else None
    if verb.tag_ == "VBG" and verb.lemma_.lower() in effect_verbs() and would_do(verb):
        return "weighed", None
    if verb.tag_ == "VBG":  # "are considering a levy"
        # "are considering a levy"; "Extending free care" as an item of a list
        return ("does", None) if any(aux in _NOW for aux in auxes) or verb.dep_ == "ROOT" else None
    if verb.tag_ in ("VBZ", "VBP"):
        return "does", None
    if verb.tag_ in ("VBD", "VBN") and (verb.dep_ in ("ROOT", "conj", "ccomp", "relcl", "advcl") or auxes):
        return "did", None
    if verb.dep_ == "ROOT" and verb.tag_ == "VBN":
        return "did", None
    return None


def _named(verb: Token, mood: str) -> Frame | None:
    """The frame of a change that is named and not told: "calls for a ban", "announced a levy on sugar"."""
    lemma = verb.lemma_.lower()
    if lemma in _PUT_FORWARD and (thing := _put_forward(verb)) is not None:
        return Frame(
            verb=verb, mood="asked" if lemma in _ASKED_FOR else "plan", subject=None, object=thing, passive=False,
            negated=_negated(verb), governor=None, agent=_agent(verb, None, None, True), named=True,
        )  # fmt: skip
    asking = lemma in lexicon("asking_verbs")
    listing = (
        lemma == "include"
        and (whole := subject_of(verb)) is not None
        and referent(whole).lemma_ in lexicon("plan_nouns")
    )
    if lemma in _SIDING or not (asking or listing or lemma in _NAMING):
        return None
    if asking and any(child.dep_ in ("xcomp", "ccomp") for child in verb.children):
        return None  # "urged the government to think again": whom they ask is not what they ask for
    things = [child for child in verb.children if child.dep_ == "dobj"]
    thing = things[-1] if things else None  # "promised them £8bn": the parser may call both objects
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ == "NOUN":  # "a fund announced by the chancellor"
        thing = verb.head
    if thing is None or lemma in ("call", "commit"):
        goal = "to" if lemma == "commit" else "for"
        prep = next((child for child in verb.children if child.dep_ == "prep" and child.lower_ == goal), None)
        thing = next((child for child in prep.children if child.dep_ == "pobj"), None) if prep is not None else thing
    if thing is not None and thing.lemma_ in _FRONTS:  # "unveiled plans for a levy"
        prep = next((child for child in thing.children if child.dep_ == "prep" and child.lower_ in ("for", "on")), None)
        thing = next((child for child in prep.children if child.dep_ == "pobj"), None) if prep is not None else None
    if thing is None or not (thing.pos_ in ("NOUN", "PROPN") or is_money(thing)):
        return None
    if any(child.dep_ in ("acl", "relcl") and child.tag_ in ("VB", "VBN") for child in thing.children):
        return None  # the infinitive or participle has a frame of its own
    said = "asked" if asking else "weighed" if lemma in _WEIGHING else "plan"
    return Frame(
        verb=verb, mood=said, subject=None, object=thing, passive=False, negated=_negated(verb), governor=None,
        agent=subject_of(verb), named=True,
    )  # fmt: skip


def _put_forward(verb: Token) -> Token | None:
    """What is planned or asked for, as the subject of the passive: "a levy is planned", "more courts are needed"."""
    auxes = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ != "VBN" or not auxes & {"is", "are", "was", "were", "been", "being"}:
        return None
    return next((child for child in verb.children if child.dep_ == "nsubjpass" and child.pos_ == "NOUN"), None)


def _governed(verb: Token, head: Token, known: dict[int, tuple[str, Token | None]]) -> tuple[str, Token | None] | None:
    if head == verb:
        return None
    if head.dep_ == "prep" and verb.dep_ == "pcomp":  # "plans for scrapping", "committed to ending"
        if head.lower_ == "on" and head.head.lemma_ == "consult":
            return "weighed", head.head
        head = head.head
    lemma = head.lemma_.lower()
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and (wanted := _wanted(head)) is not None:
        return "asked", wanted
    if lemma in _NAMING and verb.dep_ == "advcl":  # "launched a fund to help": the parser hangs it on the verb
        thing = next((child for child in head.children if child.dep_ == "dobj"), None)
        if thing is not None and (thing.lemma_ in lexicon("plan_nouns") or is_money(thing)):
            return "plan", thing
    if lemma == "be" and verb.dep_ == "xcomp":
        return ("would" if head.lower_ in ("was", "were") else "will"), None
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if (
        infinitive
        and head.lower_ in ("able", "free")
        and any(child.lower_ in ("will", "would") for child in head.head.children)
    ):
        return "will", head
    if infinitive and (head.lower_ in _TURNS or (lemma in _TURNS and head.pos_ in ("VERB", "ADJ"))):
        return _TURNS.get(head.lower_, _TURNS.get(lemma, "will")), head
    if head.pos_ in ("VERB", "AUX") and lemma in lexicon("intent_verbs"):
        if lemma in ("rule", "refuse"):
            if lemma == "rule" and not any(child.lower_ == "out" for child in head.children):
                return None
            return ("may" if _negated(head) else "refused"), head
        if _negated(head) and lemma not in ("want", "like"):
            subject = subject_of(head)
            stated = subject is not None and subject.lemma_.lower() in lexicon("state_actors")
            return ("refused", head) if stated and lemma in ("plan", "intend", "propose") else None
        if lemma in lexicon("asking_verbs"):
            return "asked", head
        return ("weighed" if lemma in _WEIGHING else "plan"), head
    done = verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    if head.pos_ in ("NOUN", "PROPN") and done:
        return None  # "a law passed in May", "men under the law suspected of"
    if head.pos_ in ("NOUN", "PROPN") and lemma in lexicon("intent_nouns"):
        return "plan", head
    if (
        head.pos_ == "NOUN"
        and lemma in _GRANTS
        and (_is_new(head) or (head.head.i in known and known[head.head.i][0] not in _TOLD))
    ):
        return "plan", head
    if lemma == "include" and (subject := subject_of(head)) is not None:
        subject = referent(subject)
        if subject.lemma_ in lexicon("plan_nouns"):
            return "plan", subject
    if lemma in _LIGHT and head.i in known and verb.dep_ in ("xcomp", "ccomp"):
        return None  # part of "forced to", which is the frame
    return None


def _is_new(noun: Token) -> bool:
    """ "new powers", "more power", "extra duties": the thing is not there yet."""
    return any(
        child.lower_ in ("new", "more", "greater", "extra", "fresh", "tougher", "proposed", "planned")
        for child in noun.children
    )


def is_money(token: Token) -> bool:
    """Whether the noun phrase is a sum: "£40 million to improve bus services"."""
    return token.lower_ in ("million", "billion", "m", "bn") or any(child.text == "£" for child in token.children)


def _wanted(noun: Token) -> Token | None:
    """The verb that wants it, in "wants the exemption for firms removed"."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    wants = noun.head.lemma_ in ("want", "demand", "need", "like", "prefer")
    return noun.head if noun.dep_ == "dobj" and wants else None


def _frame(verb: Token, mood: str, governor: Token | None) -> Frame:
    subject = _understood(verb, governor)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if subject is None and _is_wanted(verb, governor):
        subject, passive = next((child for child in verb.head.subtree if child.dep_ == "dobj"), verb.head), True
    elif subject is not None and subject.dep_ == "nsubjpass" and subject.head == verb:
        passive = True
    return Frame(
        verb=verb,
        mood=mood,
        subject=subject,
        object=_object(verb),
        passive=passive,
        negated=_negated(verb),
        governor=governor,
        agent=_agent(verb, governor, subject, passive),
    )


def _is_wanted(verb: Token, governor: Token | None) -> bool:
    """ "wants the exemption removed": what is wanted is what the participle is done to."""
    return governor is not None and governor.pos_ == "VERB" and verb.tag_ == "VBN" and verb.dep_ == "acl"


def _understood(verb: Token, governor: Token | None) -> Token | None:
    """The verb's own subject, else the one that its construction lends it; for a relative pronoun, its noun."""
    subject = subject_of(verb)
    if (subject is None and verb.dep_ == "conj") or (
        subject is None and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
    ):
        subject = subject_of(verb.head)
    turned = governor is not None and (governor.lower_ in _TURNS or governor.lemma_ in _TURNS)
    if subject is None and turned and governor is not None:
        subject = subject_of(governor) or subject_of(governor.head)
    planned = governor is not None and governor.pos_ == "NOUN" and verb.dep_ == "acl"
    if subject is None and planned and any(child.dep_ == "auxpass" for child in verb.children):
        subject = governor  # "plans to be set up in all areas"
    return referent(subject) if subject is not None else None


def subject_of(verb: Token) -> Token | None:
    """The verb's grammatical subject, where it has one near it."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") and child.i < verb.i + 12:
            return child
    return None


def referent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token, itself."""
    if token.lower_ in ("which", "that", "who") and token.head.dep_ == "relcl":
        return token.head.head
    return token


def _object(verb: Token) -> Token | None:
    if verb.dep_ == "compound" and is_mistaken(verb):
        return verb.head
    for dep in ("dobj", "attr", "oprd", "ccomp", "xcomp"):
        for child in verb.children:
            if child.dep_ == dep:
                return child
    return None


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" or child.lower_ in ("no", "never") for child in verb.children)


def _agent(verb: Token, governor: Token | None, subject: Token | None, passive: bool) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
    if governor is not None and governor.pos_ == "VERB" and governor.lemma_ in lexicon("intent_verbs"):
        lent = subject_of(governor.head) if governor.dep_ in ("acomp", "conj", "xcomp") else None
        subject = subject_of(governor) or lent
        return referent(subject) if subject is not None else None
    if governor is not None and governor.pos_ in ("NOUN", "PROPN") and governor.lemma_ in lexicon("intent_nouns"):
        return owner(governor)
    return None if passive else subject


def owner(noun: Token) -> Token | None:
    """Whose plan it is: "the government's plan", "plans by ministers", "the minister has plans"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("compound", "amod", "nmod") and child.lower_ in lexicon("state_actors"):
            return child  # "government plans", "the Tory proposals"
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for agent in child.children:
                if agent.dep_ == "agent":
                    return next((word for word in agent.children if word.dep_ == "pobj"), None)
    if noun.dep_ in ("dobj", "attr", "pobj"):
        head = noun.head.head if noun.dep_ == "pobj" else noun.head
        return subject_of(head)
    return None


def verb_of(token: Token) -> str:
    """The verb's lemma, mended where the lemmatizer clips it: "fined" is of "fine", not of "fin"."""
    lemma = token.lemma_.lower()
    return lemma + "e" if lemma not in effect_verbs() and lemma + "e" in effect_verbs() else lemma


def effect_of(frame: Frame) -> str | None:
    """The effect of the frame's verb on the rule that stands; None for a verb that says none."""
    lemma, known = verb_of(frame.verb), effect_verbs()
    with_particle = (f"{lemma} {child.lower_}" for child in frame.verb.children if child.dep_ in ("prt", "advmod"))
    return next((known[phrase] for phrase in with_particle if phrase in known), known.get(lemma))
