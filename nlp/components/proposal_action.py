"""A frame as a short verb phrase: "The fee would be capped at 5%" -> "cap the fee at 5%"."""

from collections.abc import Iterable

from spacy.tokens import Token

from nlp.components.frame_kinds import word_class
from nlp.components.proposal_frames import Frame, is_money, verb_of

LONGEST = 24  # tokens
_LEFT_OUT = frozenset(
    [
        "punct",
        "mark",
        "cc",
        "neg",
        "aux",
        "auxpass",
        "nsubj",
        "nsubjpass",
        "csubj",
        "expl",
        "advcl",
        "parataxis",
        "intj",
        "npadvmod",
        "dep",
        "meta",
    ]
)
_RAISING = {
    "rise": "raise",
    "fall": "cut",
    "drop": "cut",
    "remain": "keep",
    "stay": "keep",
    "increase": "increase",
    "end": "end",
}
_BRACKETS = '()–—;:"“”'
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_LONGEST_CLAUSE = 9  # tokens
_BEGINNING = frozenset({"come", "take"})
_GIVING = frozenset(["have", "get", "receive", "gain"])


def action_of(frame: Frame) -> str:
    """The change as a verb phrase without its maker; "" where the frame says nothing that can be put so."""
    verb, patient = frame.verb, frame.subject
    if frame.named and frame.object is not None:
        verb_of_giving = "provide" if is_money(frame.object) else "bring in"
        return _tidy(f"{verb_of_giving} {_joined(_subtree(frame.object))}".split())
    rest = _rest(frame)
    lemma = verb_of(verb)
    if lemma in _BEGINNING and patient is not None and frame.object is None and frame.mood in ("does", "did"):
        return _tidy(f"bring {_noun_phrase(patient)} {rest}".split())
    bare = patient is None and any(child.dep_ == "auxpass" for child in verb.children)
    given = lemma in _GIVING and frame.object is not None and word_class(frame.object) == "policy"
    if given and frame.governor is None and patient is not None and patient.pos_ != "PRON":
        return _tidy(f"give {_noun_phrase(patient)} {rest}".split())
    if bare and frame.governor is not None and frame.governor.pos_ in ("NOUN", "PROPN"):
        whole = list(frame.governor.doc[frame.governor.left_edge.i : frame.governor.i + 1])
        phrase = f"{_lemma(verb)} {_joined(token for token in whole if not token.is_punct)} {rest}"
    elif frame.passive and patient is not None:
        phrase = f"{_lemma(verb)} {_noun_phrase(patient)} {rest}"
    elif patient is not None and _is_let(frame) and not _makes_it(frame):
        phrase = f"let {_noun_phrase(patient)} {_lemma(verb)} {rest}"
    elif patient is not None and frame.governor is None and not _makes_it(frame):
        if lemma in _RAISING and frame.object is None:
            phrase = f"{_RAISING[lemma]} {_noun_phrase(patient)} {rest}"
        elif lemma in _GIVING and frame.object is not None:
            phrase = f"give {_noun_phrase(patient)} {rest}"
        elif lemma == "be":
            phrase = f"make {_noun_phrase(patient)} {rest}"
        else:
            phrase = f"have {_noun_phrase(patient)} {_lemma(verb)} {rest}"
    elif patient is not None and frame.governor is not None and patient.head == verb and not _makes_it(frame):
        phrase = f"have {_noun_phrase(patient)} {_lemma(verb)} {rest}"
    elif lemma == "be" and patient is not None:
        phrase = f"make {_noun_phrase(patient)} {rest}"
    else:
        phrase = f"{_lemma(verb)} {rest}"
    words = phrase.split()
    if frame.negated and words:
        words = ["not", *words]
    if frame.mood == "refused":
        words = ["rule", "out", verb.lower_ if verb.tag_ == "VBG" else words[0], *words[1:]] if words else words
    return _tidy(words)


def _tidy(words: list[str]) -> str:
    words = [word for word in words if word not in ("-", "–", "—", "•", "●")]
    return " ".join(words[:LONGEST]).strip(" ,;:–-—\"“”'‘’")


def _is_let(frame: Frame) -> bool:
    """ "families will be able to claim": what they are let do."""
    return frame.governor is not None and frame.governor.lower_ in ("able", "free", "allowed", "entitled")


def _makes_it(frame: Frame) -> bool:
    """Whether the grammatical subject is who makes the change, or the paper that does, not whom it meets."""
    if frame.subject is None:
        return True
    kind = word_class(frame.subject)
    return kind in ("state", "plan", "we", "he", "it") or (kind == "name" and frame.agent == frame.subject)


def _lemma(verb: Token) -> str:
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    return " ".join([verb_of(verb), *particles])


def _rest(frame: Frame) -> str:
    """What follows the verb in its own clause."""
    verb = frame.verb
    kept: list[Token] = []
    for child in verb.rights:
        if child.dep_ in _LEFT_OUT or child.dep_ in ("prt", "agent", "conj", "relcl"):
            if child.dep_ in ("punct", "cc", "prt", "neg"):
                continue
            if child.dep_ == "conj" and any(grandchild.dep_ in ("dobj", "nsubj") for grandchild in child.children):
                break
            if child.dep_ in ("advcl", "agent", "nsubj", "npadvmod", "relcl", "parataxis"):
                continue
            continue
        kept += _subtree(child)
    return _joined(sorted(set(kept), key=lambda token: token.i))


def _noun_phrase(head: Token) -> str:
    return _joined(_subtree(head, short=True))


def _subtree(head: Token, *, short: bool = False) -> list[Token]:
    """The head's words, without long relative clauses and what stands in brackets or dashes."""
    out: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        out.append(token)
        for child in token.children:
            if child.dep_ in ("parataxis", "appos") or (child.dep_ == "punct" and child.text in _BRACKETS):
                continue
            if child.dep_ in _CLAUSES and (short or child.right_edge.i - child.left_edge.i >= _LONGEST_CLAUSE):
                continue
            stack.append(child)
    return sorted(out, key=lambda token: token.i)


def _joined(tokens: Iterable[Token]) -> str:
    """The tokens' words, spaced as in the text where they stand side by side; a sentence's first word in lower case."""
    out = []
    found = list(tokens)
    for place, token in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        lower = token.is_sent_start and token.pos_ not in ("PROPN",) and (len(token) == 1 or token.text[1:].islower())
        out.append(token.lower_ if lower else token.text)
        if token.whitespace_ or (after is not None and after.i != token.i + 1 and not after.is_punct):
            out.append(" ")
    return " ".join("".join(out).split())
