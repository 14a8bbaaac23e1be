"""New articles as saved searches see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db import news as known
from db.search_query import parse
from db.search_results import resolve
from db.window_index import WindowIndex
from digests.alerts import search_key
from digests.news import News


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article's rows."""

    row: Mapping[str, Any]
    named: Mapping[str, frozenset[str]]
    proposed: list[dict[str, Any]]

    @property
    def id(self) -> str:
        """The article's."""
        return str(self.row["id"])

    @property
    def known_at(self) -> datetime:
        """When the article became known."""
        return datetime.fromisoformat(self.row["known_at"])

    @property
    def policies(self) -> dict[str, list[dict[str, Any]]]:
        """The article's proposals by policy."""
        found: dict[str, list[dict[str, Any]]] = {}
        for proposal in self.proposed:
            found.setdefault(proposal["policy_id"], []).append(proposal)
        return found


def piece_of(public: Database, row: Mapping[str, Any]) -> Piece:
    """The article of a row that has its columns."""
    return Piece(row=row, named=known.named_by(public, row["id"]), proposed=known.proposed_in(public, row["id"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the saved searches find, by their keys."""

    places: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)  # wherever in an article
    searches: Mapping[str, str] = field(default_factory=dict)  # by their keys
    index: WindowIndex | None = None

    def of(self, article_id: str, policy_id: str) -> frozenset[str]:
        """The searches of which the article is news for that policy; "" for none."""
        return self.places.get((article_id, policy_id), frozenset())

    def around(self, article_id: str, policy_id: str) -> frozenset[str]:
        """Those, and the searches that mean the article as a whole."""
        return self.of(article_id, policy_id) | self.of(article_id, "")

    def words(self, key: str, article_id: str, policy_id: str) -> tuple[str, ...]:
        """The words of the article for which a search finds it; none for a search by filters alone."""
        if self.index is None or key not in self.searches:
            return ()
        return self.index.words(self.searches[key], (article_id, policy_id))

    def close(self) -> None:
        """Free the index; no words are found after it."""
        if self.index is not None:
            self.index.close()

    def anywhere(self, article_id: str) -> frozenset[str]:
        """The searches that find the article, by whatever in it."""
        return self.articles.get(article_id, frozenset())


def news_of(piece: Piece, found: Found, *, policy_id: str = "", **others: Any) -> News:
    """What is told of an article, or of one policy in it; ``others`` are the item's other fields, and win."""
    row = piece.row
    proposal = piece.policies[policy_id][0] if policy_id in piece.policies else {}
    fields = {
        "article_id": piece.id,
        "headline": row["headline"],
        "url": row["url"],
        "source": row["source"],
        "source_id": row["source_id"],
        "policy_id": policy_id,
        "policy": proposal.get("policy", ""),
        "position": proposal.get("position", ""),
        "state": proposal.get("state", ""),
        "bodies": piece.named["body"],
        "people": piece.named["person"],
        "topics": piece.named["topic"],
        "searches": found.around(piece.id, policy_id),
        "unwanted_by": found.anywhere(piece.id),
    }
    return News(**fields | others)


def searched(public: Database, pieces: list[Piece], searches: Iterable[str]) -> Found:
    """Run each distinct search once over the articles; what is returned is to be closed.

    An article on five policies, found by words that only one of them has, is news of that one. Found by
    words that stand nowhere in what it proposes, it is news of none: then the policy is "".
    """
    wanted = {search_key(search): search for search in searches}
    if not wanted or not pieces:
        return Found()
    index = _index(public, pieces, quotes=any(parse(search).values("quote") for search in wanted.values()))
    places: dict[tuple[str, str], set[str]] = {}
    articles: dict[str, set[str]] = {}
    for key, search in wanted.items():
        meant = resolve(public.conn, parse(search)).ids if ":" in search else {}
        matches = index.matches(search, meant=meant)
        told = {article for article, policy in matches if policy}
        for article, policy in matches:
            articles.setdefault(article, set()).add(key)
            if policy or article not in told:
                places.setdefault((article, policy), set()).add(key)
    return Found(
        searches=wanted,
        index=index,
        places={place: frozenset(keys) for place, keys in places.items()},
        articles={article: frozenset(keys) for article, keys in articles.items()},
    )


def _index(public: Database, pieces: list[Piece], *, quotes: bool) -> WindowIndex:
    words: dict[tuple[str, str], str] = {}
    facts: dict[tuple[str, str], Mapping[str, frozenset[str]]] = {}
    for piece in pieces:
        row = piece.row
        own = {
            **piece.named,
            "source": frozenset({row["source_id"]}),
            "published": frozenset({row["published_at"] or row["known_at"]}),
        }
        words[piece.id, ""] = "\n".join((row["headline"], row["lead"], row["body"]))
        facts[piece.id, ""] = {**own, "stage": frozenset(p["stage"] for p in piece.proposed)}
        for policy, proposals in piece.policies.items():
            said = (text for p in proposals for text in (p["policy"], p["summary"], p["sentence"] or ""))
            words[piece.id, policy] = "\n".join(said)
            facts[piece.id, policy] = {**own, "stage": frozenset(p["stage"] for p in proposals)}
    quoted = {piece.id: known.quoted_in(public, piece.id) for piece in pieces} if quotes else {}
    return WindowIndex(words, facts, quoted)
