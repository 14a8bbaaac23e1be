"""Offices that the register of posts knows, as one text speaks of them: who held which of them when it was written."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from nlp.components.people_names import FEMALE, MALE, Name
from nlp.components.people_role_phrases import Role
from records.bodies import last_day, register
from records.dates import middle_day
from records.posts import Holding, Posts


class Offices:
    """The register's posts for one text; ``era`` is its day, or one on which most people in it were in office."""

    def __init__(self, text: str, posts: Posts, on: date | None, names: Sequence[Name]) -> None:
        self.posts, self.on = posts, on
        self._written, self._text = text, text.lower()
        self._spoken_of: dict[str, bool] = {}
        self.era = on or self._era_of(names)

    def known(self, person: str) -> Sequence[Holding]:
        """All that the register knows of somebody."""
        return self.posts.of(self.full(person))

    def _era_of(self, names: Sequence[Name]) -> date | None:
        """A day on which most of an undated text's office-holders were in office; None for fewer than two."""
        people = {f"{name.given or name.title} {name.surname}" for name in names}
        known = [held for person in sorted(people) if (held := self.posts.of(person))]
        # The day after it began: on the day of a hand-over both are in office.
        days = {
            middle_day(holding.from_on) + timedelta(days=1) for held in known for holding in held if not holding.is_seat
        }
        # An office that the text speaks of counts once more: Mr Blunkett in a text about the home secretary.
        in_office = {
            day: sum(
                max((1 + self._speaks_of(each) for each in held if each.held_on(day) and not each.is_seat), default=0)
                for held in known
            )
            for day in sorted(days)
        }
        best = max(in_office, key=lambda day: (in_office[day], day), default=None)
        return best if best is not None and in_office[best] > 1 else None

    def _place(self, title: str) -> int:
        """Where the text speaks of an office, and not of a deputy's or of one that somebody had; -1 for nowhere."""
        found = re.search(rf"(?<!deputy )(?<!former )(?<!shadow )(?<!ex-)\b{re.escape(title)}\b", self._text)
        return found.start() if found else -1

    def _speaks_of(self, holding: Holding) -> bool:
        if holding.title not in self._spoken_of:
            self._spoken_of[holding.title] = any(self._place(words) >= 0 for words in _short_titles(holding.title))
        return self._spoken_of[holding.title]

    def full(self, person: str) -> str:
        """The full name of an office-holder whom the text names by a title and a surname only: "Mr Blair"."""
        title, _, surname = person.partition(" ")
        if title not in ("Mr", "Mrs", "Ms", "Miss", "Dr"):
            return person
        other = {"Mr": FEMALE - MALE, "Mrs": MALE - FEMALE, "Ms": MALE - FEMALE, "Miss": MALE - FEMALE}.get(title, ())
        people = {
            each.person
            for each in self.posts.of_surname(surname)
            if (self.era is None or each.held_on(self.era)) and each.person.split(" ")[0] not in other
        }
        return people.pop() if len(people) == 1 else person

    def held(self, person: str) -> Sequence[Holding]:
        """The posts that somebody held when the text was written, as far as that is known."""
        if self.era:
            return self.posts.held(self.full(person), self.era)
        held = self.posts.of(self.full(person))
        latest = max((last_day(holding.to_on) for holding in held), default=None)
        return [holding for holding in held if last_day(holding.to_on) == latest]

    def may_be(self, person: str, role: Role, others: Sequence[str], people: Iterable[str]) -> bool:
        """Whether an office that stands in a sentence of its own can be this person's: nobody else here holds it."""
        lower = (role.text or "").lower()
        if any(same_office(lower, other.lower()) for other in others):
            return False
        holders = [
            each
            for each in people
            for held in self.held(each)
            if any(same_office(lower, t) for t in _short_titles(held.title))
        ]
        in_office = any(not held.is_seat for held in self.held(person))
        return person in holders if holders or in_office else True

    def in_text(self, person: str) -> list[str]:
        """How the text itself names a post that the register knows the person held: "the prime minister"."""
        found = []
        for holding in self.held(person):
            for words in _short_titles(holding.title):
                if (at := self._place(words)) >= 0:
                    found.append(self._written[at : at + len(words)])
                    break
        return found

    def party(self, person: str) -> str | None:
        party = self.posts.party(self.full(person))
        return register().name_on(party, self.on) if party else None

    def opposition(self) -> str:
        labour = self.era is not None and date(2010, 5, 12) <= self.era < date(2024, 7, 5)
        return "Labour Party" if labour else "Conservative Party"


_NICKNAMES = {"conservative": ("tory", "party"), "liberal democrat": ("lib dem", "party"), "labour": ("party",)}


def _short_titles(title: str) -> list[str]:
    """How the press writes a post: "Secretary of State for Education and Skills" -> "education secretary"."""
    lower = title.lower()
    found = [lower]
    if lower.startswith("secretary of state for "):
        fields = re.split(r",| and ", lower.removeprefix("secretary of state for "))
        found += [f"{field.strip()} secretary" for field in fields]
    if "lord chancellor" in lower:
        found += ["lord chancellor", f"{lower.partition('secretary of state for ')[2]} secretary"]
    if lower.startswith("leader of the ") and lower.endswith(" party"):
        party = lower.removeprefix("leader of the ").removesuffix(" party")
        found += [f"{name} leader" for name in (party, *_NICKNAMES.get(party, ()))]
    if lower.startswith("first minister"):
        found.append("first minister")
    if lower == "chancellor of the exchequer":
        found.append("the chancellor")
    return found


def same_office(one: str, other: str) -> bool:
    """Whether two wordings can be of one office: "home secretary" and "former home secretary"."""
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b or b <= a
