"""What a reader asked to be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.subscribers.store import StoredAlert
from records.bodies import register
from records.vocab import Word


class AlertKind(Word):
    """What an alert follows."""

    POLICY = "policy", "one policy"
    BODY = "body", "what concerns a body, or those that follow it"
    PERSON = "person", "what concerns a person"
    TOPIC = "topic", "what is about a topic"
    STAGE = "stage", "policies that reach a stage"
    SOURCE = "source", "what a source publishes"
    SEARCH = "search", "what a search finds"
    ALL = "all", "everything"


_KINDS = {kind.value: kind for kind in AlertKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One wish, ready to be compared with the news."""

    id: int
    kind: AlertKind
    value: str
    shifts_only: bool = False
    why: str = ""  # "you follow Department for Education", as the mail says it
    #: The ids that will do: a body's successors beside its own, the policy into which the one asked for went.
    ids: frozenset[str] = frozenset()


def prepare(stored: StoredAlert, *, names: Mapping[tuple[str, str], str], redirects: Mapping[str, str]) -> Alert:
    """The alert with the ids that it means today and its reason in words."""
    kind = _KINDS[stored.kind]
    ids = {stored.value}
    if kind is AlertKind.BODY and register().get(stored.value):
        ids |= set(register().lineage(stored.value).successors)
    if kind is AlertKind.POLICY:
        ids.add(_end_of(stored.value, redirects))
    if kind is AlertKind.SEARCH:
        ids = {search_key(stored.value)}
    return Alert(
        id=stored.id,
        kind=kind,
        value=stored.value,
        shifts_only=stored.shifts_only,
        why=_why(kind, stored, names, redirects),
        ids=frozenset(ids),
    )


def search_key(search: str) -> str:
    """The same for searches that ask for the same words."""
    return " ".join(search.split()).lower()


def _end_of(policy_id: str, redirects: Mapping[str, str]) -> str:
    seen = {policy_id}
    while policy_id in redirects and redirects[policy_id] not in seen:
        policy_id = redirects[policy_id]
        seen.add(policy_id)
    return policy_id


def _why(
    kind: AlertKind, stored: StoredAlert, names: Mapping[tuple[str, str], str], redirects: Mapping[str, str]
) -> str:
    value = stored.value
    if kind is AlertKind.ALL:
        said = "you follow every policy"
    elif kind is AlertKind.SEARCH:
        said = f"your search {value}" if value.startswith('"') and value.endswith('"') else f"your search “{value}”"
    elif kind is AlertKind.STAGE:
        said = f"you follow policies that reach the stage “{value}”"
    elif kind is AlertKind.TOPIC:
        said = f"you follow the topic {value.replace('-', ' ')}"
    elif kind is AlertKind.POLICY:
        name = names.get(("policy", _end_of(value, redirects)), value)
        said = f"you follow the policy “{name}”"
    else:
        said = f"you follow {names.get((kind.value, value), value)}"
    if stored.note:
        said += f" (your note: {stored.note})"
    return said
