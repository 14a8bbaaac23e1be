"""Bodies that follow one another are one proposer to a policy: DCSF's duty is DfE's too."""

from functools import cache

from records.bodies import register
from records.vocab import BodyKind

#: The government as a whole proposes half of everything; that two statements name it says nothing.
_SAYS_NOTHING = frozenset({BodyKind.GOVERNMENT, BodyKind.PARLIAMENT, BodyKind.GENERIC})


@cache
def lineage(body_id: str) -> frozenset[str]:
    """The body's id with those of all before and after it; nothing for a body that any policy may name."""
    bodies = register()
    body = bodies.get(body_id)
    if body is None:
        return frozenset({body_id})
    if body.kind in _SAYS_NOTHING:
        return frozenset()
    line = bodies.lineage(body_id)
    return frozenset({body_id, *line.predecessors, *line.successors})


def body_name(body_id: str) -> str:
    """The body's name for a reader."""
    body = register().get(body_id)
    return body.name if body else body_id
