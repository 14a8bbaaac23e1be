"""What a reader asked to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.search_query import parse
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
    STANCE = "stance", "the sides that somebody takes"
    CONSULTATION = "consultation", "consultations that open, and are about to close"
    QUESTION = "question", "questions asked in Parliament, until they are answered"
    ALL = "all", "everything"


#: Before the search of an alert on questions; without it the value is a body or topic.
SEARCHED = "search:"
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
    #: The stages to which a move must lead; any where there are none.
    stages: frozenset[str] = frozenset()
    #: Keys of searches; what one of them finds is not wanted.
    unwanted: frozenset[str] = frozenset()


def prepare(stored: StoredAlert, *, names: Mapping[tuple[str, str], str], redirects: Mapping[str, str]) -> Alert:
    """The alert with the ids that it means today and its reason in words."""
    kind = _KINDS[stored.kind]
    ids = {stored.value}
    if kind in (AlertKind.BODY, AlertKind.CONSULTATION, AlertKind.QUESTION):
        ids |= _successors(stored.value)
    if kind is AlertKind.STANCE:
        actor, _, stance = stored.value.partition(":")
        ids = {f"{id}:{stance}" for id in (actor, *_successors(actor))}
    if kind is AlertKind.POLICY:
        ids.add(_end_of(stored.value, redirects))
    if kind is AlertKind.SEARCH:
        ids = {search_key(stored.value)}
    if kind is AlertKind.QUESTION and (search := questions_searched(stored)):
        ids = {SEARCHED + search_key(search)}
    return Alert(
        id=stored.id,
        kind=kind,
        value=stored.value,
        shifts_only=stored.shifts_only,
        why=_why(kind, stored, names, redirects),
        ids=frozenset(ids),
        stages=frozenset(stored.stages),
        unwanted=frozenset(search_key(search) for search in unwanted_searches(stored)),
    )


def unwanted_searches(stored: StoredAlert) -> list[str]:
    """What an alert leaves out, each as a search of its own."""
    return [str(replace(part, excluded=False)) for part in parse(stored.without).parts]


def searches_of(stored: StoredAlert) -> list[str]:
    """The searches that must be run for an alert: what it asks for, and what it leaves out."""
    search = stored.value if stored.kind == AlertKind.SEARCH else questions_searched(stored)
    return [*([search] if search else []), *unwanted_searches(stored)]


def questions_searched(stored: StoredAlert) -> str:
    """The search among Parliament's questions that an alert asks for; "" for any other alert."""
    is_one = stored.kind == AlertKind.QUESTION and stored.value.startswith(SEARCHED)
    return stored.value.removeprefix(SEARCHED) if is_one else ""


def _successors(body_id: str) -> set[str]:
    """The bodies into which a body went on, if it is one that we know."""
    return set(register().lineage(body_id).successors) if register().get(body_id) else set()


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
        said = f"your search {in_quotes(value)}"
    elif kind is AlertKind.STAGE:
        said = f"you follow policies that reach the stage “{value}”"
    elif kind is AlertKind.TOPIC:
        said = f"you follow the topic {value.replace('-', ' ')}"
    elif kind is AlertKind.POLICY:
        name = names.get(("policy", _end_of(value, redirects)), value)
        said = f"you follow the policy “{name}”"
    elif kind is AlertKind.STANCE:
        actor, _, stance = value.partition(":")
        name = names.get(("person", actor)) or _body_name(actor, names) or actor
        side = {"": "says on policies", "concerned": "is concerned about", "neutral": "takes no side on"}.get(
            stance, stance
        )
        said = f"you follow what {name} {side}"
    elif kind is AlertKind.CONSULTATION:
        about = _body_name(value, names) or value.replace("-", " ")
        said = f"you follow consultations{f' that concern {about}' if about else ''}"
        if (one := names.get((kind.value, value))) is not None:
            said = f"you follow the consultation “{one}”"
    elif kind is AlertKind.QUESTION:
        search = questions_searched(stored)
        about = in_quotes(search) if search else _body_name(value, names) or value.replace("-", " ")
        said = f"you follow questions in Parliament{f' about {about}' if about else ''}"
    elif kind is AlertKind.BODY:
        said = f"you follow {_body_name(value, names) or value}"
    else:
        said = f"you follow {names.get((kind.value, value), value)}"
    if stored.note:
        said += f" (your note: {stored.note})"
    return said


def in_quotes(search: str) -> str:
    """The search between quotation marks; one that is a phrase has its own."""
    return search if search.startswith('"') and search.endswith('"') else f"“{search}”"


def _body_name(body_id: str, names: Mapping[tuple[str, str], str]) -> str:
    """What a body is called, also before any article names it; "" for one that nobody knows."""
    known = register().get(body_id)
    return names.get(("body", body_id)) or (known.name if known else "")
