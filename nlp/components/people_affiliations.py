"""To which body a person belongs: what the text says beside the name, what the office implies, or the register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from nlp.components.people_names import Name
from nlp.components.people_roles import FORMER, MINISTERIAL, SHADOW, BodyAt, Role
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon
from records.bodies import register
from records.posts import Holding, Posts

UK = "UK Government"
_PARTIES = dict(entry.split(" = ") for entry in lexicon("people_parties"))
_LONGEST = 2


class Affiliations:
    """Settles each person's role, affiliation and post in one text."""

    def __init__(self, table: TokenTable, bodies: Sequence[BodyAt], posts: Posts, on: date | None) -> None:
        self.table, self.bodies, self.posts, self.on = table, bodies, posts, on
        self.parties: dict[int, tuple[int, str]] = {}
        for body in bodies:
            if body.kind == "party":
                self.parties[body.start] = body.end, body.name
        self._adjectives()

    def _adjectives(self) -> None:
        """Parties that only say which side somebody is of, and are no mention of the party."""
        table, i = self.table, 0
        while i < len(table):
            size = next(
                (k for k in (2, 1) if table.cap[i] and table.words(i, min(i + k, len(table))).lower() in _PARTIES), 0
            )
            if size and i not in self.parties:
                self.parties[i] = i + size, _PARTIES[table.words(i, i + size).lower()]
                if i + size < len(table) and table.lower[i + size] == "party":
                    self.parties[i] = i + size + 1, self.parties[i][1]
            i += max(size, 1)

    def settle(self, person: str, titles: Sequence[str], said: Sequence[tuple[Name, Role]]) -> dict[str, Any]:
        """{role, affiliation, post} of one person from all that the text says of them."""
        roles: list[str] = []
        bodies: list[str] = []
        party = None
        ministerial = False
        for name, role in said:
            text = role.text
            lower = (text or "").lower()
            if text and not any(_same(text, known) for known in roles) and len(roles) < _LONGEST:
                roles.append(text)
            party = party or role.party
            if role.kind == "party" and role.body:
                party = party or role.body
                body = None
            else:
                body = role.body
            if text and MINISTERIAL.search(lower) and not SHADOW.search(lower):
                if FORMER.search(lower):
                    continue
                ministerial = True
                body = self._government(role, lower)
            elif SHADOW.search(lower) and text:
                body = role.party or self._party(person) or self._opposition()
            elif body is None and role.possessor and text:
                body = self._possessor(name, role)
            if body and body not in bodies:
                bodies.append(body)
        if not bodies and party:
            bodies.append(party)
        if not bodies:
            known = self._register(person)
            if known:
                bodies.append(known)
        roles += [title for title in titles if not any(title.lower() in role.lower() for role in roles)][
            : _LONGEST - len(roles)
        ]
        post = self._post(person)
        return {
            "role": "; ".join(roles) or None,
            "affiliation": bodies[0] if bodies else None,
            "post": post.title if post and (ministerial or self.on) else None,
        }

    def _government(self, role: Role, lower: str) -> str:
        if role.kind in ("department", "government") and role.body:
            return role.body
        for words, name in (
            ("welsh", "Welsh Government"),
            ("assembly", "Welsh Government"),
            ("scottish", "Scottish Government"),
            ("first minister", "Scottish Government"),
        ):
            if words in lower:
                return next(
                    (
                        body.name
                        for body in self.bodies
                        if body.name.startswith(name.split()[0]) and body.kind == "government"
                    ),
                    name,
                )
        return UK

    def _possessor(self, name: Name, role: Role) -> str | None:
        """ "its chairman", "the union's president": the body named last before, of that sort if it says one."""
        before = [
            body
            for body in self.bodies
            if body.end <= max(role.start, 0) + 1 and body.kind not in ("generic", "government")
        ]
        if not before:
            return None
        possessor = role.possessor or ""
        noun = possessor.split(" ")[-1]
        if noun in ("its", "their"):
            return before[-1].name
        if noun in ("his", "her"):
            return None
        fitting = [body for body in before if noun in (body.kind, *body.name.lower().split(" "))]
        return fitting[-1].name if fitting else None

    def _held(self, person: str) -> Sequence[Holding]:
        return self.posts.held(person, self.on) if self.on else self.posts.of(person)

    def _register(self, person: str) -> str | None:
        """What the register knows of somebody whom the text only names."""
        held = self._held(person)
        for holding in held:
            body = register().bodies[holding.body_id]
            if body.kind in ("department", "government"):
                return UK
        return self._party(person)

    def _party(self, person: str) -> str | None:
        party = self.posts.party(person)
        return register().name_on(party, self.on) if party else None

    def _opposition(self) -> str:
        if self.on and date(2010, 5, 12) <= self.on < date(2024, 7, 5):
            return "Labour Party"
        return "Conservative Party"

    def _post(self, person: str) -> Holding | None:
        held = self.posts.held(person, self.on) if self.on else ()
        return held[0] if held else None


def _same(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b or b <= a
