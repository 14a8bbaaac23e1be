"""What each voice has been heard to say of each proposal, and what it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.components.actors import Actor

#: Plainness that a voice's words must add up to.
ENOUGH = 0.35


@dataclass(slots=True)
class _Voice:
    """Weights by stance, and the sentence that says each plainest."""

    weights: dict[str, float] = field(default_factory=dict)
    plainest: dict[str, tuple[float, int]] = field(default_factory=dict)


class Voices:
    """Collects the words of each actor on each proposal."""

    def __init__(self) -> None:
        self._voices: dict[tuple[str, int], _Voice] = {}
        self._actors: dict[str, Actor] = {}

    def add(self, actor: Actor, place: int, stance: str, weight: float, number: int) -> None:
        """One cue more: ``place`` is the proposal's, ``number`` the sentence's."""
        self._actors.setdefault(actor.name, actor)
        voice = self._voices.setdefault((actor.name, place), _Voice())
        voice.weights[stance] = voice.weights.get(stance, 0.0) + weight
        if weight > voice.plainest.get(stance, (0.0, 0))[0]:
            voice.plainest[stance] = (weight, number)

    def heard(self) -> Iterator[tuple[Actor, int, str, int]]:
        """(actor, proposal's place, stance, sentence's number) of each voice plain enough, in the order heard."""
        spoken_for = {
            (actor.affiliation, place)
            for (name, place), voice in self._voices.items()
            if (actor := self._actors[name]).person and max(voice.weights.values()) >= ENOUGH
        }
        for (name, place), voice in self._voices.items():
            if self._actors[name].side == "party" and (name, place) in spoken_for:
                continue  # one stance a voice: the spokesman's, and not his party's as well
            if max(voice.weights.values()) >= ENOUGH:
                # One plain verb tells more than many words that lean.
                stance = max(voice.weights, key=lambda kind: (voice.plainest[kind][0], voice.weights[kind]))
                yield self._actors[name], place, stance, voice.plainest[stance][1]
