"""Whose proposal is whose, and what a voice means that speaks of a plan since given up."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Span, Token

from nlp.components.actors import Actor

_UNDONE = frozenset({"dropped", "reversed", "delayed"})
#: The plan itself, as against what has now become of it.
_PLAN = re.compile(
    r"\b(?:plans?|proposals?|bill|tax(?:es)?|charges?|scheme|ideas?|law|ban|duty|levy|fees?|rules?)\b", re.IGNORECASE
)
_MOVE = re.compile(
    r"\b(?:decisions?|moves?|delays?|delayed|announcement|withdraw\w*|u-turn|retreat|climb-?down|news|reversal|"
    r"scrap\w*|drop(?:ped|ping)|abandon\w*|suspen\w+|shelv\w+|keep|repeal\w*|abol\w+)\b",
    re.IGNORECASE,
)
_SAYING = frozenset({
    "say", "tell", "argue", "warn", "call", "describe", "brand", "attack", "condemn", "criticise", "oppose", "fear",
    "object", "claim", "complain", "denounce", "back", "support", "welcome", "praise", "urge",
})  # fmt: skip
_OTHER_WAY = {"opposes": "supports", "supports": "opposes", "concerned": "supports"}


class Sides:
    """The sides that the proposals of an article come from."""

    def __init__(self, proposals: Sequence[dict[str, Any]], by_name: Mapping[str, Actor]) -> None:
        self._proposals, self._by_name = proposals, by_name

    def own(self, actor: Actor, place: int) -> bool:
        """Whether it is the actor's own side that proposes it."""
        proposer = self._proposals[place].get("proposer")
        if not proposer:
            return actor.side == "government" and self._proposals[place]["stage"] != "floated"
        if proposer == actor.name or (actor.affiliation and proposer == actor.affiliation):
            return True
        made_by = self._by_name.get(proposer)
        if made_by is None:
            return False
        if made_by.side == "government":
            return actor.side == "government"
        return bool(made_by.affiliation) and made_by.affiliation in (actor.name, actor.affiliation)

    def turned(self, stance: str, place: int, token: Token, sentence: Span) -> str:
        """The stance to the move as reported.

        Where the move gives a plan up, who had attacked the plan itself likes the move, and who had backed it does not.
        """
        if self._proposals[place]["stage"] not in _UNDONE or stance not in _OTHER_WAY:
            return stance
        told = sentence.text
        of_plan = stance == "opposes" and bool(_PLAN.search(told)) and not _MOVE.search(told)
        if of_plan or _said_before(token):
            return _OTHER_WAY[stance]
        return "opposes" if stance == "concerned" else stance  # who deplores that a plan is given up


def _said_before(token: Token) -> bool:
    """Whether the word is what somebody "had said": before the move."""
    for _ in range(6):
        if token.lemma_.lower() in _SAYING and any(
            child.lower_ == "had" and child.dep_ == "aux" for child in token.children
        ):
            return True
        if token.head == token:
            break
        token = token.head
    return False
