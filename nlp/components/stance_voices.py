"""What each voice has been heard to say of each proposal, and what it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.components.actors import Actor

#: Plainness that a voice's words must add up to.
ENOUGH = 0.35
#: Words as plain as this tell the stance to the very proposal that they are of.
PLAIN = 1.3


@dataclass(slots=True)
class _Place:
    """What was said of one proposal: weights by stance, and the sentence that says each plainest."""

    weights: dict[str, float] = field(default_factory=dict)
    plainest: dict[str, tuple[float, int]] = field(default_factory=dict)
    attention: float = 0.0

    def add(self, stance: str, weight: float, number: int) -> None:
        self.attention += weight
        self.weights[stance] = self.weights.get(stance, 0.0) + weight
        if weight > self.plainest.get(stance, (0.0, 0))[0]:
            self.plainest[stance] = (weight, number)


class Voices:
    """Collects the words of each actor on each proposal."""

    def __init__(self) -> None:
        self._voices: dict[str, dict[int, _Place]] = {}
        self._actors: dict[str, Actor] = {}

    def add(self, actor: Actor, place: int, stance: str, weight: float, number: int) -> None:
        """One cue more: ``place`` is the proposal's, ``number`` the sentence's."""
        self._actors.setdefault(actor.name, actor)
        self._voices.setdefault(actor.name, {}).setdefault(place, _Place()).add(stance, weight, number)

    def heard(self) -> Iterator[tuple[Actor, int, str, int]]:
        """(actor, proposal's place, stance, sentence's number) of each voice plain enough, in the order heard."""
        found = [
            (self._actors[name], place, *told)
            for name, places in self._voices.items()
            for place, told in _come_to(places)
        ]
        spoken_for = {(actor.affiliation, place) for actor, place, *_ in found if actor.person}
        for actor, place, stance, number in found:
            if actor.side == "party" and (actor.name, place) in spoken_for:
                continue  # one stance a voice: the spokesman's, and not his party's as well
            yield actor, place, stance, number


def _come_to(places: dict[int, _Place]) -> Iterator[tuple[int, tuple[str, int]]]:
    """The proposal that a voice speaks of most, and any other that it names in plain words."""
    first = max(places, key=lambda place: places[place].attention)
    for place, heard in places.items():
        most = max((weight for weight, _ in heard.plainest.values()), default=0.0)
        if (place == first and sum(heard.weights.values()) >= ENOUGH) or most >= PLAIN:
            yield place, _plainest(heard)


def _plainest(heard: _Place) -> tuple[str, int]:
    """One plain verb tells more than many words that lean."""
    stance = max(heard.weights, key=lambda kind: (heard.plainest[kind][0], heard.weights[kind]))
    return stance, heard.plainest[stance][1]
