"""The parts of one frame's clause as words: its nouns, and what follows its verb."""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from nlp.components.antecedents import Antecedents
from nlp.components.phrases import ORDERING, Phrases, Piece, apart, is_policy
from nlp.components.proposal_frames import Frame, verb_of
from nlp.components.verb_forms import is_infinitive
from nlp.word_lists import lexicon

RELATIVE = frozenset({"WDT", "WP"})
_SHOWN = ("dobj", "attr", "oprd", "acomp", "prep", "dative", "xcomp", "ccomp", "advmod", "prt", "agent", "npadvmod")


class ClauseParts:
    """Cuts the phrases that a frame's wording is made of."""

    def __init__(
        self, phrases: Phrases, antecedents: Antecedents, frame: Frame, before: Sequence[Span], first: Token
    ) -> None:
        self.phrases, self.antecedents = phrases, antecedents
        self.frame, self.verb, self.before, self.first = frame, frame.verb, before, first
        self.lemma = verb_of(frame.verb)

    def nouns(self, head: Token, tokens: Sequence[Token] | None = None) -> list[Piece]:
        """A noun phrase, with what its short words stand for."""
        found = list(tokens) if tokens is not None else self.phrases.kept(head, without=self.verb)
        if tokens is None and found and found[0].i > 0 and not any(child.dep_ == "det" for child in head.children):
            before = found[0].nbor(-1)  # "The early years" of "The early years formula", taken for a time
            if before.dep_ == "npadvmod" and before.head == head.head and before.left_edge.lower_ in ("the", "a", "an"):
                found = [*before.subtree, *found]
        while found and found[-1].tag_ in ("POS", "NN", "NNS") and found[-1].i + 1 < len(head.doc):
            after = head.doc[found[-1].i + 1]  # "children's" of "children's plans", wherever the parser hangs "plans"
            if after.pos_ != "NOUN" or not (found[-1].tag_ == "POS" or after.dep_ == "compound"):
                break
            found.append(after)
        return self.pieces(found)

    def rest(self, verb: Token, *, without: Sequence[Token] = (), only: Sequence[str] = _SHOWN) -> list[Piece]:
        """What follows the verb in its own clause."""
        keep_days = self.lemma in lexicon("change_delay")
        kept: list[Token] = []
        limited = next((child for child in verb.children if child.lower_ == "only" and child.dep_ == "advmod"), None)
        for child in verb.rights:
            ordered = child.dep_ in ("advcl", "xcomp") and is_infinitive(child) and self._goes_on(verb, child)
            if child.dep_ == "advcl" and limited is not None and any(part.lower_ == "if" for part in child.children):
                kept += [limited, *self.phrases.kept(child)]  # "prosecuted only if they use force"
                continue
            second = child.dep_ in ("dobj", "attr", "oprd") and child.left_edge.i > 0
            if second and child.left_edge.nbor(-1).text == "," and kept:
                continue  # an apposition, whatever the parser calls it
            if child in without or not (ordered or (child.dep_ in only and child.dep_ != "prt")):
                continue
            if ordered or self.phrases.stays(child, keep_days=keep_days and child.dep_ == "prep"):
                kept += self.phrases.kept(child, keep_days=keep_days)
        kept = sorted(set(kept), key=lambda token: token.i)
        if limited is not None and limited in kept and any(token.i > limited.i for token in kept):
            kept.remove(limited)
            clause = next(token.i for token in kept if token.lower_ == "if")
            at = next(i for i, token in enumerate(kept) if token.i == clause)
            return [*self.pieces(kept[:at]), Piece("only", True, opens=True), *self.pieces(kept[at:])]
        return self.pieces(kept)

    def _goes_on(self, verb: Token, deed: Token) -> bool:
        """Whether an infinitive says what is ordered, or spells out the thing before it: "the duty to co-operate"."""
        before = deed.left_edge.nbor(-1) if deed.left_edge.i > 0 else deed
        return deed.dep_ == "xcomp" or verb_of(verb) in ORDERING or (before.i != verb.i and is_policy(before))

    def relative(self, verb: Token) -> list[Piece]:
        """The noun that a relative pronoun stands for as the verb's object: "which they must bring in"."""
        outer = verb.head if verb.dep_ == "xcomp" else verb
        pronoun = next(
            (
                child
                for part in (verb, outer)
                for child in part.lefts
                if child.dep_ == "dobj" and child.tag_ in RELATIVE
            ),
            None,
        )
        if pronoun is None or outer.dep_ != "relcl":
            return []
        noun = outer.head
        if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and is_policy(noun.head.head):
            noun = noun.head.head  # "a code on parking, which": the code
        return apart(self.pieces(self.phrases.kept(noun, without=pronoun)))

    def pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        out: list[Piece] = []
        run: list[Token] = []
        replaced: set[int] = set()
        for token in tokens:
            if token.i in replaced:
                continue
            stands: list[Piece] | None = None
            formal = token.lower_ == "it" and token.i > 0 and token.nbor(-1).lemma_ in ("make", "keep", "find")
            if not formal and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "dative", "conj"):
                stands = self._meant(token, tokens)
            if stands:
                own = {child.i for child in token.subtree}
                while run and run[-1].i in own:
                    run.pop()
                out += [*self.phrases.pieces(run, first=self.first), Piece(stands[0].text, True), *stands[1:]]
                run, replaced = [], replaced | own
            else:
                run.append(token)
        return out + self.phrases.pieces(run, first=self.first)

    def _meant(self, token: Token, tokens: Sequence[Token]) -> list[Piece] | None:
        """What a short word stands for, unless the phrase has named it already."""
        meant = self.antecedents.of(token, self.before)
        if meant is None or meant in tokens or meant == self.frame.subject:
            return None
        return self.antecedents.pieces(token, self.before)
