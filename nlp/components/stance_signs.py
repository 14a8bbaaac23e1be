"""The words of a sentence that tell a stance: cues of ``stance_cues.toml`` and evaluative words, denied or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from nlp.components.evidence_sentences import Sentence
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

#: Words as plain as this tell a stance by themselves; those below lean one way.
PLAIN = 1.3
#: How plain it is to say that a move is not good, or not bad.
_NOT_GOOD, _NOT_BAD = 0.8, 0.4
_DENIALS = frozenset(
    {"not", "n't", "n’t", "no", "never", "nothing", "nobody", "hardly", "without", "neither", "nor", "less"}
)
_FEELINGS = frozenset({"angry", "furious", "glad", "grateful", "happy", "proud", "sorry"})
#: Tokens before a word in which a denial of it stands.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that tells a stance, or leans towards one."""

    token: Token
    says: str
    weight: float
    own_words: bool = False  # tells something only in the words of whoever speaks
    of_subject: bool = False  # what is said of somebody ("she was wrong"), and not what they feel ("she was furious")

    @property
    def plain(self) -> bool:
        """Whether it tells the stance by itself."""
        return self.weight >= PLAIN

    @property
    def against(self) -> bool:
        """Whether it says something other than liking."""
        return self.says in ("opposes", "concerned")


def signs_in(unit: Sentence) -> Iterator[Sign]:
    """The signs of a sentence."""
    for hit in cues_in(unit.text, "stance_cues"):
        token = _token_at(unit.span, unit.span.start_char + hit.start)
        if token is not None:
            yield Sign(token, hit.cue.says, hit.cue.weight, own_words=hit.cue.id.startswith("speech-"))
    praise, blame = lexicon("stance_words_for"), lexicon("stance_words_against")
    for token in unit.span:
        word, lemma = token.lower_, token.lemma_.lower()
        is_praise = word in praise or lemma in praise
        if not (is_praise or word in blame or lemma in blame):
            continue
        before = {earlier.lower_ for earlier in token.doc[max(unit.span.start, token.i - _NEAR) : token.i]}
        if is_praise:
            denied = before & _DENIALS or "too" in before  # "far too generous"
            says, weight = ("opposes", _NOT_GOOD) if denied else ("supports", PLAIN)
        else:
            says, weight = ("supports", _NOT_BAD) if before & _DENIALS else ("opposes", PLAIN)
        yield Sign(token, says, weight, of_subject=token.dep_ in ("acomp", "attr") and not _is_feeling(token))


def _is_feeling(token: Token) -> bool:
    return token.lower_ in _FEELINGS or token.lower_.endswith("ed")


def _token_at(span: Span, place: int) -> Token | None:
    return next((token for token in span if token.idx + len(token) > place), None)
