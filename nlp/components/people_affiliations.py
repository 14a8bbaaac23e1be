"""To which body a person belongs: what the text says beside the name, what the office implies, or the register."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from spacy.tokens import Span

from nlp.components.people_names import HELD, Name
from nlp.components.people_offices import Offices, same_office
from nlp.components.people_role_phrases import BodyAt, Role
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon
from records.bodies import register
from records.posts import Posts

UK = "UK Government"
_PARTIES = dict(entry.split(" = ") for entry in lexicon("people_parties"))
_MOST_ROLES = 2
_HOME = frozenset(
    {"UK", "Britain", "Great Britain", "United Kingdom", "England", "Scotland", "Wales", "Northern Ireland", "London"}
)
_MINISTERIAL = re.compile(
    r"\b(?:prime minister|minister|chancellor(?! of the university)|first secretary|"
    r"(?<!general )(?<!private )(?<!press )(?<!permanent )(?<!company )(?<!assistant )(?<!regional )(?<!national )"
    r"(?<!branch )(?<!cabinet )(?<!honorary )secretary|attorney general|solicitor general|chief whip|"
    r"leader of the (?:house|commons|lords)|paymaster general)\b"
)
_FOREIGN = re.compile(rf"\b(?:{'|'.join(sorted(lexicon('foreign_adjectives') | lexicon('places') - _HOME))})\b")
_SHADOW = re.compile(r"\b(?:shadow|opposition)\b")
_FORMER = re.compile(r"\b(?:former|ex|previous)\b")
_BACKBENCH = re.compile(r"\b(?:mp|peer|backbencher|frontbencher)\b")
_CAMPAIGNS = re.compile(
    r"\b(?:election|campaign|party) "
    r"(?:co-?ordinator|chief|boss|supremo|chair(?:man|woman)?|manager|director|strategist)\b"
)
#: Offices that belong to one body wherever they are named.
_IMPLIED = (
    (re.compile(r"\bdirector of public prosecutions\b"), "Crown Prosecution Service"),
    (re.compile(r"\bmetropolitan police commissioner\b"), "Metropolitan Police"),
    (re.compile(r"\bgovernor of the bank of england\b"), "Bank of England"),
    (re.compile(r"\bauditor general(?! for (?:scotland|wales))\b"), "National Audit Office"),
    (re.compile(r"\binformation commissioner\b"), "Information Commissioner's Office"),
    (re.compile(r"\blaw lord\b"), "House of Lords"),
    (re.compile(r"\b(?:european|eu) commissioner\b"), "European Commission"),
)
#: Offices that belong to the one body of their kind that the text names.
_OF_KIND = (
    (re.compile(r"\b(?:constable|superintendent|detective|police chief)\b"), ("Police", "Constabulary")),
    (re.compile(r"^l(?:ord|ady) justice\b"), ("Court of Appeal",)),
    (re.compile(r"\b(?:arch)?bishop\b"), ("Church",)),
)
#: Roles that people hold at some body, so that the one named last is meant when none is.
_HELD_SOMEWHERE = re.compile(
    r"^(?:(?:\w+ ){1,3}(?=spokes)|deputy "
    r"|acting |assistant |policy |executive |managing |medical |finance |regional |national )*"
    r"(?:chief executive|general secretary|director|chair(?:man|woman|person)?|president|founder|"
    r"spokes(?:man|woman|person)|"
    r"trustee|leader|lead member|head of (?:policy|campaigns|communications|research|operations)|principal|headteacher|"
    r"co-founder|executive director|policy manager)\b"
)
#: Of the roles held at bodies, those that are trades as well: a body is not meant where none is named.
_TRADES = frozenset(
    {
        "secretary", "chancellor", "governor", "consultant", "analyst", "economist", "researcher", "fellow", "lecturer",
        "senior lecturer", "professor", "teacher", "doctor", "surgeon", "psychologist", "psychiatrist", "paediatrician",
        "barrister", "solicitor", "lawyer", "judge", "partner", "author", "editor", "correspondent", "reporter",
        "journalist", "columnist", "host", "constable", "chief constable", "campaigner", "representative", "delegate",
        "official", "owner", "boss", "worker", "social worker", "assistant", "care assistant", "champion", "member",
        "steward", "adviser", "advisor", "chief",
    }
)  # fmt: skip
_SORTS = frozenset({"charity", "union", "party", "council", "school", "company"})
_IN_FULL = {"Cllr": "councillor", "Prof": "Professor", "Prof.": "Professor", "Rev": "Reverend"}
_ANY_BODY = frozenset({"organisation", "group", "body", "agency", "trust", "association"})


class Affiliations:
    """Settles each person's role, affiliation and post in one text."""

    def __init__(
        self, table: TokenTable, bodies: Sequence[BodyAt], posts: Posts, on: date | None, names: Sequence[Name]
    ) -> None:
        self.table, self.posts, self.on = table, posts, on
        self._in_names = {i for name in names for i in range(name.start, name.end)}
        self.bodies = sorted(bodies, key=lambda body: body.end)
        self._ends = [body.end for body in self.bodies]
        self.parties: dict[int, tuple[int, str]] = {
            body.start: (body.end, body.name) for body in bodies if body.kind == "party"
        }
        self._adjectives()
        self._sentences = sorted(table.sentence_starts)
        self.offices = Offices(table.doc.text, posts, on, names)

    def _adjectives(self) -> None:
        """Parties that only say which side somebody is of, and are no mention of the party."""
        table, i = self.table, 0
        while i < len(table):
            size = 0
            if table.cap[i] and i not in self._in_names:
                sizes = (k for k in (4, 3, 2, 1) if i + k <= len(table))
                size = next((k for k in sizes if table.words(i, i + k).lower() in _PARTIES), 0)
            if size and i not in self.parties:
                party = _PARTIES[table.words(i, i + size).lower()]
                named = i + size < len(table) and table.lower[i + size] == "party"
                self.parties[i] = i + size + named, party
            i += max(size, 1)

    def settle(
        self, person: str, titles: Sequence[str], said: Sequence[tuple[Name, Role]], others: Sequence[str]
    ) -> dict[str, Any]:
        """{role, affiliation, post} of one person from all that the text says of them; ``others`` are others' roles."""
        roles: list[str] = []
        bodies: list[str] = []
        party = next((role.party for _, role in said if role.party), None)
        for name, role in said:
            for text in (part.strip(" -–") for part in (role.text or "").split("; ")):
                if text and len(roles) < _MOST_ROLES and not any(same_office(text, known) for known in roles):
                    roles.append(text)
            if role.kind == "party" and role.body:
                party = party or role.body
            else:
                body = self._body(person, name, role, party)
                if body and body not in bodies:
                    bodies.append(body)
        titles = [_IN_FULL.get(title, title) for title in titles if not title.startswith(("Rt", "Right"))]
        for title in titles:
            if len(roles) < _MOST_ROLES and not any(same_office(title, role) for role in roles):
                roles.append(title)
        taken = {role.lower() for role in others}
        known = [role for role in self.offices.in_text(person) if role.lower() not in taken]
        if known and not roles:
            roles = known[:1]
        if not bodies and any(_COMMITTEE.search(role.lower()) for role in roles):
            bodies = self._committee(said)
        in_office = self._register(person, roles) if known and not bodies and roles == known[:1] else None
        affiliation = bodies[0] if bodies else in_office or party
        backbench = any(_BACKBENCH.search(role.lower()) for role in roles)
        if affiliation is None and backbench and not any(_MINISTERIAL.search(role.lower()) for role in roles):
            affiliation = self.offices.party(person)
        affiliation = (
            affiliation or self._implied(roles) or self._register(person, roles) or self._last_named(said, roles)
        )
        held = self.posts.held(person, self.on) if self.on else ()
        return {
            "role": "; ".join(roles) or None,
            "affiliation": affiliation,
            "post": held[0].title if held else None,
        }

    def _body(self, person: str, name: Name, role: Role, party: str | None) -> str | None:
        """The body that one phrase ties the person to."""
        lower = (role.text or "").lower()
        if _SHADOW.search(lower):
            return role.party or party or self.offices.party(person) or self.offices.opposition()
        if _MINISTERIAL.search(lower) and _FOREIGN.search(role.text or ""):
            return None
        if _MINISTERIAL.search(lower) and (
            role.body is None or role.kind in ("department", "government", "parliament")
        ):
            if _FORMER.search(lower):
                return party or self.offices.party(person)
            return self._government(person, name, role, lower)
        if role.kind == "parliament" and lower in ("leader", "deputy leader") and not (role.party or party):
            return UK  # "Commons leader Jane Doe"
        if role.body is None and role.possessor and lower:
            return self._possessor(name, role)
        # "Conservative spokesman for the Cabinet Office", "SNP Holyrood leader"
        return role.party if role.party and role.kind in ("parliament", "department") else role.body

    def _government(self, person: str, name: Name, role: Role, lower: str) -> str | None:
        """The government that a minister belongs to: the department where it is named, or a devolved one."""
        if role.possessor in ("its", "their") and lower.split()[-1] == "secretary":
            return self._possessor(name, role)
        if role.kind in ("department", "government") and role.body:
            return role.body
        for word, start, devolved in (
            ("welsh", "Welsh", "Welsh Government"),
            ("assembly", "Welsh", "Welsh Government"),
            ("scottish", "Scottish", "Scottish Government"),
            ("first minister", "", "Scottish Government"),
        ):
            if word in lower:
                named = (body.name for body in self.bodies if body.kind == "government" and body.name != UK)
                return next((body for body in named if body.startswith(start)), devolved)
        last = next((body for body in reversed(self._before(name.start, _RULERS)) if body.kind in _RULERS), None)
        devolved_last = last is not None and last.kind == "government" and last.name != UK
        if last and devolved_last and name.start - last.end <= _NEAR and not self.offices.known(person):
            return last.name
        return UK

    def _before(self, place: int, also: frozenset[str] = frozenset()) -> list[BodyAt]:
        """Named bodies up to a token, the last of them last: the dozen that can matter."""
        last = bisect_right(self._ends, place)
        left_out = {"generic", "government"} - also
        return [body for body in self.bodies[max(0, last - 12) : last] if body.kind not in left_out]

    def _subject(self, before: Sequence[BodyAt], place: int) -> BodyAt:
        """The body that "its" stands for where it opens a sentence: the subject of the one before, else the last."""
        last = bisect_right(self._sentences, place)
        starts = self._sentences[max(0, last - 2) : last]
        if len(starts) < 2 or self.table.lower[starts[-1]] not in ("its", "their"):
            return before[-1]
        for body in before:
            if starts[-2] <= body.start < starts[-1] and _is_subject(Span(self.table.doc, body.start, body.end)):
                return body
        return before[-1]

    def _committee(self, said: Sequence[tuple[Name, Role]]) -> list[str]:
        """For "committee chairman Jane Doe": the committee that was named last before."""
        for name, role in said:
            if role.text and _COMMITTEE.search(role.text.lower()):
                named = [body.name for body in self._before(name.start) if "Committee" in body.name]
                return named[-1:]
        return []

    def _possessor(self, name: Name, role: Role) -> str | None:
        """ "its chairman", "the union's president": the body named last before, of that sort if it says one."""
        before = self._before(name.start)
        noun = (role.possessor or "").split(" ")[-1]
        if not before or noun in ("his", "her") or _KIN.search(role.text or ""):
            return None
        if noun in ("its", "their"):
            return self._subject(before, name.start).name
        if noun in ("programme", "paper", "station"):
            return next((body.name for body in reversed(before) if body.kind == "media"), None)
        fitting = [body for body in before if noun in (body.kind, *body.name.lower().split(" "))]
        fitting = fitting or [body for body in self.bodies if body.kind == noun][:1]
        if not fitting and noun in (*_ANY_BODY, "charity", "union", "company", "firm"):
            fitting = [body for body in before if body.kind not in ("party", "parliament", "department", "media")]
        return fitting[-1].name if fitting else None

    def _implied(self, roles: Sequence[str]) -> str | None:
        """The body that an office belongs to by itself."""
        for role in map(str.lower, roles):
            for pattern, body in _IMPLIED:
                if pattern.search(role):
                    return body
            for pattern, words in _OF_KIND:
                if pattern.search(role):
                    named = list(
                        dict.fromkeys(body.name for body in self.bodies if any(word in body.name for word in words))
                    )
                    if len(named) == 1 or (named and words == ("Church",)):
                        return named[0]
        return None

    def _last_named(self, said: Sequence[tuple[Name, Role]], roles: Sequence[str]) -> str | None:
        """For "chief executive Jane Doe said": the body that the text named last before it."""
        for name, role in said:
            if not role.text or role.possessor in ("his", "her") or _FOREIGN.search(role.text):
                continue
            if role.text == "President" and not self.table.opens(role.start):
                continue  # a head of state: "President Jane Doe"
            lower = role.text.lower()
            if (owner := self._of_sort(name, lower.split(" ")[0])) is not None:
                return owner
            before = [
                body
                for body in self._before(name.start)
                if _can_hold(body, lower) or (body.kind == "media" and name.start - body.end <= _BESIDE)
            ]
            if before and _held(lower) and name.start - before[-1].end <= _NEAR:
                return before[-1].name
            if _HELD_SOMEWHERE.match(lower):
                if before and name.start - before[-1].end <= _FAR:
                    return before[-1].name
                often = Counter(body.name for body in self.bodies if _can_hold(body, lower)).most_common(1)
                if often and (often[0][1] > 1 or "member" in lower):
                    return often[0][0]
        return None

    def _of_sort(self, name: Name, noun: str) -> str | None:
        """For "charity boss Jane Doe", "party chief executive": the body of that sort that was named last before."""
        if noun not in _SORTS:
            return None
        near = [body for body in self._before(name.start) if body.kind == noun]
        return near[-1].name if near else None

    def _register(self, person: str, roles: Sequence[str]) -> str | None:
        """What the register knows of somebody whom the text only names, or gives a role without a body."""
        for holding in self.offices.held(person):
            body = register().bodies[holding.body_id]
            if body.kind in ("department", "government"):
                if any(_CAMPAIGNS.search(role.lower()) for role in roles):
                    break  # "election coordinator": a minister, but not as one
                devolved = body.kind == "government" and body.id not in ("uk-government", "prime-ministers-office")
                return self._as_named(register().name_on(body.id, self.offices.era)) if devolved else UK
            if body.kind == "regulator":
                return register().name_on(body.id, self.offices.era)
        return self.offices.party(person)

    def _as_named(self, government: str) -> str:
        """A devolved government by the name that the text has for it."""
        named = (body.name for body in self.bodies if body.kind == "government" and body.name != UK)
        return next((name for name in named if name.split(" ")[0] == government.split(" ")[0]), government)


_FAR, _NEAR, _BESIDE = 150, 40, 12  # tokens
#: Kinds of bodies that ministers belong to.
_RULERS = frozenset({"government", "department"})
_SCHOOLS = re.compile(r"\b(?:head ?teacher|headmaster|headmistress|school principal|head of year)\b")
_KIN = re.compile(r"\b(?:wife|husband|son|daughter|mother|father|brother|sister|partner|nephew|niece|parents?|child)$")
_COMMITTEE = re.compile(r"\bcommittee (?:chair(?:man|woman)?|member)\b")


def _is_subject(body: Span) -> bool:
    """Whether the body's name, or the noun that it stands beside, is a subject."""
    root = body.root
    return (root.head if root.dep_ in ("appos", "compound", "nmod") else root).dep_ in ("nsubj", "nsubjpass")


def _held(role: str) -> bool:
    """Whether the role is one that people hold at a body, whatever it is for: "road safety head"."""
    words = re.split(r" (?:of|for|at|on) ", role)[0].split()
    held = next((name for k in range(len(words)) if (name := " ".join(words[k:])) in HELD), None)
    return held is not None and held not in _TRADES


def _can_hold(body: BodyAt, role: str) -> bool:
    """Whether somebody with such a role, named without a body, could be of this one."""
    if "member" in role or "councillor" in role or role.startswith("council ") or "children's services" in role:
        return body.kind == "council"
    if _SCHOOLS.search(role):
        return body.kind == "school"
    if "general secretary" in role:
        return body.kind in ("union", "association", "other", "party")
    if body.kind == "party":
        return "spokes" in role or "leader" in role
    return body.kind not in ("department", "parliament", "court", "media", "generic", "government")
