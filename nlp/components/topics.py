"""Topics: what an article is about, by the terms that it uses; several, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.rules import load_rules

if not Doc.has_extension("topics"):
    Doc.set_extension("topics", default=None)

_WORD = re.compile(r"\w[\w’'-]*")
#: A short text reaches a topic with three points; each so many words ask for one more.
_POINTS, _WORDS_A_POINT = 3.0, 260
_MOST = 4  # topics of one article, the strongest
_HEADLINE = 2  # times that a headline's words count
#: Terms that are ordinary words too, when not in capitals.
_CAPITALS = {"send", "sen", "sat", "gp", "neet", "hmi"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRule:
    """A topic, its terms, and texts that have it and have it not."""

    id: str
    label: str
    terms: tuple[str, ...]
    hints: tuple[str, ...]
    matches: tuple[str, ...]
    ignores: tuple[str, ...]
    why: str


class Topics:
    """Scores a text on every topic."""

    def __init__(self, rules: Iterable[TopicRule]) -> None:
        self.rules = tuple(rules)
        # first word -> (the whole term, topic, points); the longer terms first
        self.terms: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
        for rule in self.rules:
            for points, terms in ((2, rule.terms), (1, rule.hints)):
                for term in terms:
                    words = tuple(_plain(word) for word in _WORD.findall(term.lower()))
                    self.terms.setdefault(words[0], []).append((words, rule.id, points))
        for entries in self.terms.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def of(self, text: str, headline: str = "") -> list[str]:
        """Ids of the topics that the text reaches, the strongest first."""
        scores: dict[str, float] = {}
        strong: dict[str, set[tuple[str, ...]]] = {}
        words = _WORD.findall(text)
        for part, times in ((words, 1), (_WORD.findall(headline), _HEADLINE)):
            self._count(part, times, scores, strong)
        mark = _POINTS + len(words) / _WORDS_A_POINT
        reached = [(score, id) for id, score in scores.items() if score >= mark and strong.get(id)]
        best = max((score for score, _ in reached), default=0.0)
        reached = [(score, id) for score, id in reached if score >= best / 3]
        return [id for _, id in sorted(reached, key=lambda pair: (-pair[0], pair[1]))[:_MOST]]

    def _count(
        self, words: Sequence[str], times: int, scores: dict[str, float], strong: dict[str, set[tuple[str, ...]]]
    ) -> None:
        seen: dict[tuple[str, tuple[str, ...]], int] = {}
        plain = [_plain(word.lower()) for word in words]
        for place, word in enumerate(plain):
            taken: set[str] = set()
            for term, topic, points in self.terms.get(word, ()):
                if topic in taken or tuple(plain[place : place + len(term)]) != term:
                    continue
                if len(term) == 1 and term[0] in _CAPITALS and not words[place].isupper():
                    continue
                taken.add(topic)
                number = seen[topic, term] = seen.get((topic, term), 0) + 1
                # a word's tenth use says less than another word's first
                scores[topic] = scores.get(topic, 0.0) + times * points / number**0.7
                if points == 2:
                    strong.setdefault(topic, set()).add(term)


def _plain(word: str) -> str:
    """A word without its owner's or plural ending; compared only with others so treated."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return word


@Language.factory("topics", assigns=["doc._.topics"])
def make_topics(nlp: Language, name: str) -> "TopicsComponent":
    """The component on the rules of ``nlp/rules/topics.toml``."""
    return TopicsComponent(Topics(load_rules("topics", TopicRule)))


class TopicsComponent:
    """Fill ``doc._.topics`` with topic ids, the strongest first."""

    def __init__(self, topics: Topics) -> None:
        self.topics = topics

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article or {}
        doc._.topics = self.topics.of(doc.text, f"{article.get('headline') or ''} {article.get('lead') or ''}")
        return doc
