"""The order in which a table's columns are worth reading; the database holds them in another."""

from collections.abc import Iterable

#: What a reader wants to see first of each table. The columns not named here follow as they come.
_FIRST = {
    "articles": ("headline", "published_at", "source_id", "kind", "url", "lead"),
    "shifts": ("happened_on", "policy_id", "kind", "from_stage", "to_stage", "note", "sentence"),
    "policies": ("title", "position", "state", "last_on", "first_on", "articles"),
    "proposals": ("summary", "stage", "proposer", "happened_on", "policy_id", "article_id", "confidence"),
    "quotations": ("speaker", "content", "type", "cue", "article_id"),
    "stances": ("actor", "stance", "sentence", "policy_id", "article_id"),
    "bodies": ("name", "kind", "articles", "from_on", "to_on"),
    "people": ("name", "articles"),
    "evidence": ("kind", "text", "rule", "article_id", "start", "end"),
    "questions": ("asked_on", "asked_by", "question", "answered_on", "answered_by", "answer", "article_id"),
    "consultations": ("closes_on", "opens_on", "policy_id", "article_id"),
}
#: Of use to the program alone.
_LEFT_OUT = frozenset({"search_keys", "content_hash"})


def columns_of(table: str, names: Iterable[str]) -> list[str]:
    """The names of the columns to show, in the order to show them."""
    shown = [name for name in names if name not in _LEFT_OUT]
    first = [name for name in _FIRST.get(table, ()) if name in shown]
    return [*first, *(name for name in shown if name not in first)]
