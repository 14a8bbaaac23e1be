"""A frame as a verb phrase in base form: "agencies would have to show fees" -> "require agencies to show fees"."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from nlp.components.antecedents import MANY, ONE, Antecedents
from nlp.components.clause_parts import RELATIVE, ClauseParts
from nlp.components.phrases import ORDERING, Phrases, Piece, is_bare, words
from nlp.components.proposal_frames import Frame, effect_of, is_money, subject_of
from nlp.components.verb_forms import base_of, gerund, is_ended, is_infinitive
from nlp.proposal_words import effect_verbs
from nlp.word_lists import lexicon

#: Intransitive verbs of change -> the verb that brings the change about.
_BROUGHT = {
    "rise": "raise", "increase": "increase", "fall": "cut", "drop": "cut", "remain": "keep", "stay": "keep",
    "continue": "keep", "end": "end", "expire": "end", "lapse": "end", "cease": "end", "start": "start",
    "begin": "start", "commence": "start", "open": "open", "close": "close", "go": "scrap", "disappear": "scrap",
    "slip": "delay", "proceed": "go ahead with", "double": "double", "treble": "treble",
}  # fmt: skip
#: The same, where it is said not to happen.
_HELD_BACK = frozenset({"start", "begin", "commence", "open", "proceed", "go", "come", "happen"})
_GETTING = frozenset({"have", "get", "receive", "gain", "enjoy"})
_OBLIGING = frozenset({"have", "need"})
_STATES = frozenset(
    {"be", "have", "need", "want", "seem", "mean", "go", "become", "see", "know", "include", "involve", "exist", "wish",
     "intend", "plan", "like", "hope", "cost", "do", "say", "lie", "depend", "matter", "decide", "get", "agree",
     "receive"}
)  # fmt: skip
_HOLDING = frozenset({"include", "involve", "mean", "see"})
_PUT_FORWARD = frozenset({"publish", "launch", "issue", "fund"})
_HELD = frozenset({"inquiry", "investigation", "referendum", "review", "summit", "vote", "consultation", "debate"})
#: Nouns of a deed -> its verb: "the abolition of fees" -> "abolish fees".
_DEEDS = {
    "abolition": "abolish", "ban": "ban", "cap": "cap", "closure": "close", "creation": "create", "cut": "cut",
    "expansion": "expand", "extension": "extend", "freeze": "freeze", "increase": "increase", "limit": "limit",
    "introduction": "introduce", "merger": "merge", "nationalisation": "nationalise", "privatisation": "privatise",
    "reduction": "reduce", "removal": "remove", "repeal": "repeal", "rise": "raise", "withdrawal": "withdraw",
}  # fmt: skip
_SHORT = frozenset({"it", "them", "one", "they", "both"})
_OWN_WORDS = frozenset({"there", "who", "what", "which", "that", "whoever"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A verb phrase, and whether it says by itself what changes."""

    pieces: tuple[Piece, ...]
    whole: bool
    vague: bool = False  # it names a plan and not what is planned: "pause the plan"


NOTHING = Wording((), whole=False)


class VerbPhrases:
    """Puts the frames of one article into words."""

    def __init__(self, phrases: Phrases, antecedents: Antecedents) -> None:
        self.phrases, self.antecedents = phrases, antecedents

    def of(self, frame: Frame, *, before: Sequence[Span], first: Token) -> Wording:
        """The frame in words. ``before`` are the sentences before its own, whose first word is ``first``."""
        found = _Builder(self.phrases, self.antecedents, frame, before, first).built()
        if not frame.named and frame.mood == "refused" and found.pieces:
            verb, *rest = found.pieces
            found = Wording((*words(f"rule out {gerund(verb.text)}"), *rest), found.whole)
        return found


class _Builder(ClauseParts):
    """Builds the phrase of one frame."""

    def built(self) -> Wording:
        frame, verb, lemma = self.frame, self.verb, self.lemma
        if frame.named and frame.object is not None:
            return self._as_thing(frame.object)
        if lemma in ("put", "send") and any(child.lower_ == "consultation" for child in verb.subtree):
            return NOTHING
        inner = self._inner()
        if inner is not None:  # "plans include letting fathers share leave": the plan is what is included
            return _Builder(self.phrases, self.antecedents, inner, self.before, self.first).built()
        subject = self._subject()
        deed = next((child for child in verb.children if child.dep_ == "xcomp" and is_infinitive(child)), None)
        passive = frame.passive and subject is not None
        taken = frame.object is None or frame.object == deed or frame.object.tag_ in RELATIVE
        if lemma in _OBLIGING and deed is not None and taken and not passive:
            return self._required(subject, deed, ended=frame.negated or is_ended(verb))
        if lemma in ("be", "become"):
            return self._made(subject)
        if passive and subject is not None:
            return self._done_to(subject)
        done = next((child for child in verb.children if child.dep_ == "ccomp" and child.tag_ == "VBN"), None)
        patient = subject_of(done) if done is not None else None
        if done is None and frame.object is not None:
            done = next((child for child in frame.object.children if child.dep_ == "acl" and child.tag_ == "VBN"), None)
            patient = frame.object if done is not None and done.i == frame.object.i + 1 else None
        if lemma == "have" and done is not None and patient is not None:  # "a bid to have the schools exempted"
            nouns = self.pieces(self.phrases.kept(patient, without=done))
            return self._said(base_of(done), nouns, self.rest(done), thing=patient)
        if subject is None or self._is_maker(subject):
            return self._plain()
        return self._affecting(subject)

    # -- constructions

    def _as_thing(self, thing: Token) -> Wording:
        """A change that is named and not told: "a levy on sugar"."""
        beside = [child for child in self.verb.rights if child.dep_ == "prep" and child.lower_ in ("for", "on")]
        tokens = self.phrases.kept(thing)
        if beside and beside[0].left_edge.i == thing.right_edge.i + 1 and self.phrases.stays(beside[0]):
            tokens += self.phrases.kept(beside[0])
        purpose = [child for child in self.verb.rights if child.dep_ in ("advcl", "xcomp") and is_infinitive(child)]
        if purpose and purpose[0].left_edge.i == thing.right_edge.i + 1:
            tokens += self.phrases.kept(purpose[0])
        deed = _DEEDS.get(thing.lemma_.lower())
        of = next(
            (child for child in thing.rights if child.dep_ == "prep" and child.lower_ in ("of", "on", "in")), None
        )
        done = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
        if deed is not None and done is not None and done.pos_ in ("NOUN", "PROPN") and of == next(thing.rights, None):
            after = [token for token in tokens if token.i > done.right_edge.i]
            return self._said(deed, self.nouns(done, [*self.phrases.kept(done), *after]), thing=done)
        lemma = self.lemma
        says = "provide" if is_money(thing) else lemma if lemma in _PUT_FORWARD else "bring in"
        says = "hold" if thing.lemma_.lower() in _HELD else says
        return self._said(says, self.nouns(thing, tokens), thing=thing)

    def _required(self, subject: Token | None, deed: Token, *, ended: bool) -> Wording:
        """ "Schools would have to co-operate" -> "require schools to co-operate"."""
        if subject is None or subject.lower_ in _OWN_WORDS:
            return NOTHING
        if any(child.lower_ == "ahead" for child in deed.children) and not ended:
            return self._said("go ahead with", self.nouns(subject), thing=subject)
        if any(child.dep_ == "auxpass" for child in deed.children):  # "the law needs to be changed"
            return self._said(base_of(deed), self.nouns(subject), self.rest(deed), thing=subject)
        says = "stop requiring" if ended else "require"
        own = [*words(f"to {base_of(deed)}"), *self.relative(deed), *self.rest(deed)]
        return self._said(says, self.nouns(subject), own, thing=subject)

    def _done_to(self, subject: Token) -> Wording:
        """ "Fees would be capped" -> "cap fees"; "the plans would be paid for" -> "pay for the plans"."""
        if subject.lower_ in _OWN_WORDS:
            return NOTHING
        negated = is_ended(self.verb)
        says = f"stop {gerund(base_of(self.verb))}" if negated else base_of(self.verb)
        if self.frame.negated and not negated:
            says = f"not {says}"
        by = next((child for child in self.verb.rights if child.dep_ == "agent"), None)
        doer = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
        if by is not None and doer is not None and doer.lower_ in ("someone", "somebody", "anyone"):
            own = words(f"{self.verb.lower_} by")
            return self._said("have", self.nouns(subject), own, self.nouns(doer), thing=subject)
        deeds = (child for child in self.verb.rights if child.dep_ in ("xcomp", "ccomp", "advcl"))
        deed = next((child for child in deeds if is_infinitive(child)), None)
        if self.lemma in ("make", "let") and deed is not None:  # "schools should be made to take part"
            own = words(base_of(deed))
            return self._said(says, self.nouns(subject), own, self.rest(deed), thing=subject)
        stranded = [child for child in self.verb.rights if child.dep_ == "prep" and not list(child.children)]
        beside = words(" ".join(child.lower_ for child in stranded[:1]))
        rest = self.rest(self.verb, without=stranded)
        return self._said(says, beside, self.nouns(subject), rest, thing=subject)

    def _made(self, subject: Token | None) -> Wording:
        """What the verb "be" says of its subject."""
        said = self.frame.object or next((child for child in self.verb.rights if child.dep_ in ("acomp", "prep")), None)
        if subject is None or said is None:
            return NOTHING
        if subject.dep_ == "expl" or subject.lower_ == "there":
            if said.pos_ not in ("NOUN", "PROPN") or self.frame.negated:
                return NOTHING
            return self._said("bring in", self.nouns(said), thing=said)
        if said.lower_ in ("exempt", "excluded", "free") and not self.frame.negated:
            return self._said("exempt", self.nouns(subject), self.rest(self.verb, without=[said]), thing=subject)
        if said.dep_ == "acomp" and said.lower_ in ("able", "entitled", "allowed") and not self.frame.negated:
            deed = next((child for child in said.children if child.dep_ == "xcomp"), None)
            if deed is not None:
                return self._said("let", self.nouns(subject), words(base_of(deed)), self.rest(deed), thing=subject)
        if said.dep_ == "prep" and said.lower_ in ("under", "within", "outside"):
            return self._said("place", self.nouns(subject), self.rest(self.verb), thing=subject)
        if said.dep_ in ("acomp", "attr") and not self.frame.negated:
            return self._said("make", self.nouns(subject), self.rest(self.verb), thing=subject)
        return NOTHING

    def _affecting(self, subject: Token) -> Wording:
        """What would happen to those whom the change meets, or to the rule that it is about."""
        frame, verb, lemma = self.frame, self.verb, self.lemma
        nouns, rest = self.nouns(subject), self.rest(verb)
        if lemma == "come" and any(child.lower_ in ("into", "in") for child in verb.children) and not frame.negated:
            return self._said("bring", nouns, rest, thing=subject)
        if lemma == "take" and frame.object is not None and frame.object.lower_ == "effect":
            return self._said("bring", nouns, words("into force"), thing=subject)
        intransitive = frame.object is None
        if lemma in ("go", "proceed") and any(child.lower_ == "ahead" for child in verb.children):
            return self._said("not go ahead with" if frame.negated else "go ahead with", nouns, thing=subject)
        if frame.negated and intransitive and lemma in _HELD_BACK:
            return self._said("delay", nouns, self.rest(verb, only=("prep",)), thing=subject)
        if lemma in _BROUGHT and intransitive and not frame.negated:
            people = subject.lemma_.lower() in lexicon("affected")
            if lemma not in ("go", "continue") or not (people or rest):
                return self._said(_BROUGHT[lemma], nouns, rest, thing=subject)
        if (
            lemma == "apply"
            and any(child.lower_ == "to" and child.dep_ == "prep" for child in verb.children)
            and not frame.negated
        ):
            return self._said("apply", nouns, rest, thing=subject)
        if lemma in _GETTING and frame.object is not None and frame.object.dep_ == "dobj" and not frame.negated:
            return self._said("give", nouns, rest, thing=subject) if rest else NOTHING
        if lemma == "need" and frame.object is not None and rest:
            says = "stop requiring" if frame.negated else "require"
            return self._said(says, nouns, words("to have"), rest, thing=subject)
        if lemma in _STATES:
            return NOTHING
        must = any(child.lower_ in ("must", "need") for child in verb.children if child.dep_ == "aux")
        may = self._is_let() or any(child.lower_ in ("may", "can") for child in verb.children if child.dep_ == "aux")
        own = [*words(base_of(verb)), *self.relative(verb)]
        if frame.object is not None and not self._acts(subject):
            return self._plain()  # "a register would protect the workforce": the subject is the means
        if frame.negated:
            says = "stop" if not may and not must else "bar" if may else "stop requiring"
            link = "to" if says == "stop requiring" else "from"
            own = words(f"{link} {base_of(verb) if link == 'to' else gerund(base_of(verb))}")
            return self._said(says, nouns, own, rest, thing=subject)
        if must:
            return self._said("require", nouns, words("to"), own, rest, thing=subject)
        return self._said("let" if may else "have", nouns, own, rest, thing=subject)

    def _plain(self) -> Wording:
        """What a maker does: the verb with all that it takes."""
        verb, frame, lemma = self.verb, self.frame, self.lemma
        relative = self.relative(verb)
        thing = next((child for child in verb.rights if child.dep_ in ("dobj", "dative")), None)
        if thing is None:
            clause = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
            thing = subject_of(clause) if clause is not None else None
        if thing is not None and thing.lower_ == "it" and lemma in ("make", "keep", "consider"):
            thing = None  # "make it an offence to …"
        rest = self.rest(verb)
        bare_passive = any(child.dep_ == "auxpass" and child.lemma_ == "be" for child in verb.children)
        away = lemma == "do" and any(child.lower_ == "away" for child in verb.children)
        if lemma == "have" and frame.governor is not None and frame.governor.lemma_ in _HOLDING and thing is not None:
            return self._said("bring in", rest, thing=thing)
        if bare_passive or (lemma in _STATES and not away):
            return NOTHING
        says = base_of(verb)
        if frame.negated:
            says = f"not {says}"
        effectual = lemma in effect_verbs() or lemma in ORDERING
        has_deed = any(child.dep_ in ("xcomp", "ccomp") for child in verb.rights)
        if relative:
            return self._said(says, relative, rest, thing=None)
        if thing is None and not (rest and (effectual or has_deed or frame.governor is not None)):
            return NOTHING
        return self._said(says, rest, thing=thing)

    # -- parts

    def _inner(self) -> Frame | None:
        """The frame of the gerund that "include", "involve" or "mean" takes as object."""
        if self.lemma not in _HOLDING:
            return None
        deed = next(
            (child for child in self.verb.rights if child.dep_ in ("xcomp", "pcomp", "dobj") and child.tag_ == "VBG"),
            None,
        )
        if deed is None:
            return None
        thing = next((child for child in deed.children if child.dep_ in ("dobj", "ccomp", "xcomp")), None)
        return Frame(verb=deed, mood="plan", subject=None, object=thing, passive=False, negated=False,
                     governor=self.verb, agent=None)  # fmt: skip

    def _subject(self) -> Token | None:
        """Whom or what the frame is about, not the noun that only announces it."""
        subject, governor = self.frame.subject, self.frame.governor
        if governor is not None and governor.pos_ == "VERB" and self.verb.dep_ == "acl" and self.verb.tag_ == "VBN":
            noun = self.verb.head  # "wants the exemption for firms removed"
            while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
                noun = noun.head.head
            return noun
        if subject is not None and subject == governor and not self.frame.passive:
            return None
        if subject is None and self.verb.dep_ in ("conj",):
            return subject_of(self.verb.head)
        first = next(self.verb.lefts, None)
        if subject is None and first is not None and first.tag_ == "MD" and first.i > 0:
            before = first.nbor(-1)  # "and licences would be removed", where the parser joins it to what stands before
            return before if before.pos_ in ("NOUN", "PROPN") else None
        return subject

    def _is_maker(self, subject: Token) -> bool:
        """Whether the grammatical subject makes the change, or is the paper that does."""
        lemma, lower = subject.lemma_.lower(), subject.lower_
        if self._is_let() or (self.lemma in _GETTING and self.frame.agent != subject):
            return False
        if self.frame.mood == "did" and self.frame.object is not None:
            return True  # whoever did it
        if subject.pos_ == "PRON":
            if self.lemma in _BROUGHT and self.frame.object is None:
                return False
            ends = effect_of(self.frame) == "undo"  # "they are to scrap fees": those who end a rule are its makers
            return lower not in MANY or ends or self._is_sayer(subject)
        if lower in lexicon("state_actors") or lemma in lexicon("state_actors"):
            bound = subject.tag_ in ("NNS", "NN") and not any(child.lower_ == "the" for child in subject.children)
            return lemma not in ("council", "authority", "inspectorate") or not bound
        if lemma in lexicon("plan_nouns"):
            return self.frame.object is not None and not (self.lemma == "take" and self.frame.object.lower_ == "effect")
        return subject.pos_ == "PROPN" and self.frame.agent == subject

    def _acts(self, subject: Token) -> bool:
        """Whether the subject is somebody who can be made or let do a thing."""
        every = any(child.lower_ in ("every", "each", "all", "any", "no") for child in subject.children)
        return every or subject.pos_ in ("PRON", "PROPN") or self.phrases.is_actor(subject)

    def _is_sayer(self, pronoun: Token) -> bool:
        """ "The Lib Dems say they would fund it": they are who says so."""
        telling = self.verb.head
        teller = subject_of(telling) if self.verb.dep_ == "ccomp" else None
        return teller is not None and teller != pronoun and teller.lemma_.lower() not in lexicon("affected")

    def _is_let(self) -> bool:
        governor = self.frame.governor
        return governor is not None and governor.lower_ in ("able", "free", "allowed", "entitled")

    def _said(self, says: str, *parts: Sequence[Piece], thing: Token | None) -> Wording:
        pieces = [
            piece for part in parts for piece in ([Piece(part[0].text, True, part[0].opens), *part[1:]] if part else [])
        ]
        pointing = 0 < len(pieces) < 3 and pieces[0].text in ("that", "this", "so", "what")  # "put that right"
        whole = bool(pieces) and not pointing and (thing is None or self._is_named(thing))
        open_ended = any(piece.text in _SHORT for piece in pieces[:1] if says not in ("make", "keep"))
        unnamed = open_ended or any(piece.text in _SHORT for piece in pieces[1:]) or self._is_described()
        return Wording((*words(says), *pieces), whole, vague=unnamed or (thing is not None and self._is_vague(thing)))

    def _is_described(self) -> bool:
        """ "the agencies that plan and pay for services": a plan only of those whom the clause describes."""
        governor = self.frame.governor
        relative = governor is not None and governor.pos_ == "VERB" and governor.dep_ == "relcl"
        return relative and governor is not None and governor.head.lemma_.lower() in lexicon("affected")

    def _is_vague(self, thing: Token) -> bool:
        lemma = thing.lemma_.lower()
        generic = lemma in lexicon("generic_plans") or lemma in ("date", "deadline", "start", "matter", "thing", "way")
        own = all(child.dep_ == "det" or child.tag_ == "PRP$" for child in thing.children)
        return generic and (own or is_bare(thing)) and self.antecedents.of(thing, self.before) is None

    def _is_named(self, thing: Token) -> bool:
        """Whether a noun says what it is; a pronoun does where its antecedent is found."""
        if any(child.tag_ == "WP$" for child in thing.children):
            return False
        if thing.pos_ == "NUM":
            return is_money(thing) or any(child.lower_ == "of" for child in thing.children)
        if thing.pos_ not in ("PRON", "DET") or thing.lower_ in ("anyone", "everyone", "everybody", "anybody", "all"):
            return True
        if thing.lower_ in ("those", "all", "some", "many", "most", "each") and list(thing.children):
            return True
        known = thing.lower_ in ONE | MANY
        return known and self.antecedents.of(thing, self.before) is not None
