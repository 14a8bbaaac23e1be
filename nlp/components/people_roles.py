"""What a text says beside a person's name: appositions on either side, and the verbs of being and of office."""

from nlp.components.people_names import ROLE_ENDS, ROLES, Name
from nlp.components.people_role_phrases import DETERMINERS, LIKE_VERBS, OPEN, STOPS, Role, RolePhrases
from nlp.word_lists import lexicon

_WAS = frozenset({"is", "was", "became", "becomes", "remains"})
_AUXILIARY = _WAS | frozenset(
    {"has", "been", "also", "until", "recently", "now", "to", "be", "then", "once", "currently"}
)
_AGENTS = dict(entry.split(" = ") for entry in lexicon("people_agent_verbs"))
_AFTER_NAMES = frozenset({"MP", "MEP", "MSP", "AM", "QC", "KC", "CBE", "OBE", "MBE", "DBE", "TD"})
_MADE = frozenset({"made", "named", "elected", "appointed", "called", "re-elected"})
_WRITES = frozenset({"by", "reviewed", "written"})


class RoleReader(RolePhrases):
    """Reads the words on both sides of a name in one text."""

    def roles(self, name: Name) -> list[Role]:
        """All that the text says beside this mention; the surest first."""
        found = [*self._after(name.end), *self._before(name)]
        if self._is_byline(name):
            found.append(Role(text="reporter"))
        return found

    def _is_byline(self, name: Name) -> bool:
        """Whether it is "By Jane Doe" or "Reviewed by Jane Doe" on a line of its own."""
        table, i = self.table, name.start
        if not name.given or i == 0 or table.lower[i - 1] not in _WRITES:
            return False
        first = i - 2 if i >= 2 and table.lower[i - 2] in _WRITES else i - 1
        opens = first == 0 or table.text[first - 1].isspace()
        return opens and (name.end >= len(table) or table.text[name.end].isspace() or table.text[name.end] == ",")

    # ------------------------------------------------------------ after the name

    def _after(self, end: int) -> list[Role]:
        """ ", general secretary of X,", "(Lab)", "of X", "who chairs X", "is director of X", "MP"."""
        table, found = self.table, []
        if end < len(table) and table.text[end] in _AFTER_NAMES:
            if table.text[end] in ("MP", "MEP", "MSP", "AM", "QC", "KC"):
                found.append(self.phrase(end) or Role(text=table.text[end]))
            end = max(end + 1, found[0].end if found else 0)
        if end + 1 >= len(table):
            return found
        text, lower = table.text[end], table.lower[end]
        role = None
        if text in (",", "(", "–", "—", "-") and (text != "-" or table.space[end]):
            role = self._apposition(end + 1)
        elif lower in ("of", "from", "at", "for"):
            role = self._belongs(end + 1)
        elif lower in _WAS or (lower == "has" and table.lower[end + 1] == "been"):
            role = self._told(end)
        elif lower == "who":
            role = self._who(end)
        elif lower == "as" or (lower in ("a", "an") and not _MADE.isdisjoint(table.lower[max(0, end - 5) : end])):
            role = self.phrase(end + (lower == "as"))
        if role is None:
            return found
        # "a Conservative backbencher who sits on the health committee"
        more = self._who(role.end) if 0 < role.end < len(table) and table.lower[role.end] == "who" else None
        return [*found, role, more] if more is not None else [*found, role]

    def _apposition(self, i: int) -> Role | None:
        table = self.table
        if table.lower[i] == "who":
            return self._who(i)
        if table.lower[i] in ("of", "from", "at", "for"):
            return self._belongs(i + 1)
        while i < len(table) - 1 and table.lower[i] in ("now", "then", "also", "once", "currently", "until"):
            i += 1
        body = self.named(i) or (self.named(i + 1) if table.lower[i] == "the" and i + 1 < len(table) else None)
        if body is not None and (
            body.end >= len(table) or table.text[body.end] in ",.(;\n" or table.text[body.end].isspace()
        ):
            inside = self.phrase(body.end + 1) if body.end + 1 < len(table) and table.text[body.end] == "(" else None
            return Role(text=inside.text if inside else None, body=body.name, kind=body.kind)
        if table.text[i].isdigit() and i + 2 < len(table) and table.text[i + 1] == ",":
            i += 2  # "Jane Doe, 43, head of …"
            if table.lower[i] == "who":
                return self._who(i)
            if table.lower[i] in ("of", "from"):
                return self._belongs(i + 1)
        role = self.phrase(i)
        if role is not None and (role.end in self.name_starts or self._says(i, role)):
            return None  # "Jane Doe, UN Secretary General John Roe": that is the next one's
        if role is None or role.body or role.end + 1 >= len(table) or table.text[role.end] != ",":
            return role
        # "Jane Doe, head of policy, Northmoor Council"
        body = self.named(role.end + 1)
        if body is None or (body.end < len(table) and table.doc[body.end].pos_ in ("VERB", "AUX")):
            return role
        return Role(text=role.text, body=body.name, kind=body.kind, party=role.party, start=role.start, end=body.end)

    def _says(self, i: int, role: Role) -> bool:
        """Whether the phrase is a new subject: "Echoing Jane Doe, the prime minister said …"."""
        table, end = self.table, role.end
        if table.lower[i] != "the" or end >= len(table) or table.doc[end].tag_ not in ("VBD", "VBZ", "VBP", "MD"):
            return False
        name = i - 2
        while name > 0 and name - 1 in self.names_at:
            name -= 1
        return not table.opens(name) or any(table.doc[k].dep_ == "nsubj" for k in range(i, end))

    def _belongs(self, i: int) -> Role | None:
        """ "of the Northmoor Association": the body that begins here, after an article or a noun that introduces it."""
        for j in range(i, min(i + 7, len(self.table))):
            if j in self.party_at and self.named(j) is None:
                return Role(text=None, body=self.party_at[j][2], kind="party")
            if (body := self.named(j)) is not None:
                return Role(text=None, body=body.name, kind=body.kind)
            kind = _KINDS.get(self.table.lower[j], "")
            of_kind = self.named_of_kind.get(kind, ())
            if len(of_kind) == 1:  # "of the top civil servants' union", where the text has named one
                (name,) = of_kind
                return Role(text=None, body=name, kind=kind)
            ours = self.table.cap[j] and j + 1 < len(self.table) and self.table.text[j + 1] == "'s"
            if self.table.lower[j] in STOPS or (self.table.cap[j] and not ours):
                return None  # but "from the UK's Lamps Watch"
        return None

    def _told(self, i: int) -> Role | None:
        """ "is head of X", "has been chair of", "is to be the next director of"."""
        table = self.table
        while i < len(table) - 1 and table.lower[i] in _AUXILIARY:
            i += 1
        if table.lower[i] in ("appointed", "named", "elected", "made") and i + 1 < len(table):
            i += 1 + (table.lower[i + 1] == "as")
        return self.phrase(i) if i < len(table) else None

    def _who(self, i: int) -> Role | None:
        """ "who chairs X", "who is head of", "who steps down as chief executive of", "who sits on the X committee"."""
        table, i = self.table, i + 1
        if i + 1 >= len(table):
            return None
        if (agent := _AGENTS.get(table.lower[i])) is not None:
            if (held := self._belongs(i + 1)) is not None:
                return Role(text=agent, body=held.body, kind=held.kind)
            return self._leads(agent.removeprefix("former "), i + 1)
        if table.lower[i] in ("works", "worked", "speaks", "sits", "serves") and table.lower[i + 1] in (
            "for",
            "at",
            "on",
        ):
            held = self._belongs(i + 2)
            return (
                Role(text="member" if table.lower[i + 1] == "on" else None, body=held.body, kind=held.kind)
                if held
                else None
            )
        if table.lower[i] in _AUXILIARY and (role := self._told(i)) is not None:
            return role
        for j in range(i, min(i + 14, len(table) - 1)):
            if table.lower[j] == "as" and table.lower[j + 1] != "well":
                return self.phrase(j + 1)
            if table.text[j] in ",.;:()" or table.text[j].isspace():
                return None
        return None

    def _leads(self, agent: str, i: int) -> Role | None:
        """ "who led the study", "who chairs the select committee which …": a thing that is no body by name."""
        table = self.table
        if table.lower[i] not in DETERMINERS:
            return None
        for j in range(i + 1, min(i + 5, len(table))):
            last = j + 1 >= len(table) or table.doc[j + 1].pos_ not in ("NOUN", "PROPN", "ADJ", "PART")
            if table.doc[j].pos_ == "NOUN" and last:
                led = agent in ("chair", "leader", "head", "founder", "editor")
                return Role(text=f"{agent} of {table.words(i, j + 1)}" if led else None)
            if table.doc[j].pos_ not in ("NOUN", "PROPN", "ADJ", "PART"):
                return None
        return None

    # ------------------------------------------------------------ before the name

    def _before(self, name: Name) -> list[Role]:
        """ "Education Secretary X", "the chairman of Y, X", "Labour MP X", "Barnardo's X", "For the Y, X"."""
        table, found = self.table, []
        i = name.start - 1
        titles = name.title.split()
        while i >= 0 and (table.text[i] in titles or (titles and table.text[i] == "." and table.text[i - 1] in titles)):
            i -= 1  # the title stands outside the span
        while titles and i >= 0 and table.lower[i] == "the":
            i -= 1
        if (led := self._led_by(i)) is not None:
            found.append(led)
        adjacent = self._adjacent(i)
        if adjacent is not None and adjacent.text is None and adjacent.body and name.title in _COURTESY:
            adjacent = None  # "In a speech to the Guild of Cooks Mr Doe said …"
        if adjacent is not None:
            found.append(adjacent)
            i = adjacent.start - 1
            while i >= 0 and table.lower[i] in DETERMINERS:
                i -= 1
        if i >= 1 and table.text[i] == ",":
            earlier = self._before_comma(i)
            # "Asked whether he trusted the prime minister, Jane Doe said …": two clauses, and two people.
            says = name.end < len(table) and table.doc[name.end].tag_ in ("VBD", "VBZ", "VBP")
            if earlier is not None and not (says and earlier.text and not table.opens(max(earlier.start, 0))):
                found.append(earlier)
        return found

    def _led_by(self, i: int) -> Role | None:
        """ "The Accounts Committee, chaired by X": a body, and what X is to it."""
        table = self.table
        if i < 3 or table.lower[i] != "by" or table.lower[i - 1] not in _LED:
            return None
        body = self.named(i - 2 - (table.text[i - 2] == ","))
        return Role(text=_LED[table.lower[i - 1]], body=body.name, kind=body.kind) if body else None

    def _adjacent(self, i: int) -> Role | None:
        """The role that ends right before a name: token ``i`` is its last."""
        table = self.table
        if i < 0 or table.text[i].isspace():
            return None
        if i in self.party_at:
            start, _, party = self.party_at[i]
            return Role(text=None, party=party, start=start)
        at = i - 1 if table.text[i] in ("'s", "'") and i else i
        if (body := self.named(at)) is not None and at == body.end - 1 and table.lower[i] not in ROLE_ENDS:
            return Role(text=None, body=body.name, kind=body.kind, start=body.start)
        office = table.lower[i] in ROLE_ENDS or (i > 0 and table.words(i - 1, i + 1).lower() in ROLES)
        if table.lower[i] in OPEN or not (office or self._ends_complement(i)):
            return None  # "lawyer for Jane Doe" is somebody else
        role = self.phrase(self._phrase_start(i))
        if role is None or role.end < i + 1:
            return None
        # "Lead member Cllr Jane Doe": what is read beyond the token is the name's own title.
        return role if role.end == i + 1 else self._cut(role, i + 1)

    def _cut(self, role: Role, end: int) -> Role:
        beyond = len(self.table.words(end, role.end))
        text = (
            (role.text or "")[:-beyond].strip()
            if (role.text or "").endswith(self.table.words(end, role.end))
            else role.text
        )
        return Role(
            text=text or None,
            body=role.body,
            kind=role.kind,
            possessor=role.possessor,
            party=role.party,
            start=role.start,
            end=end,
        )

    def _ends_complement(self, i: int) -> bool:
        """Whether "spokeswoman for women" ends here: a role, a preposition, nouns."""
        table = self.table
        for j in range(i, max(i - 8, 0), -1):
            if table.lower[j] in ("for", "of", "on"):
                return table.lower[j - 1] in ROLE_ENDS or table.text[j - 1] == "State"
            listed = table.text[j] == "," and table.cap[j - 1] and table.cap[j + 1]
            noun = table.doc[j].pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ", "DET", "PART")
            if not (noun or listed) or table.text[j].isspace():
                return False
        return False

    def _phrase_start(self, i: int) -> int:
        """First token of the noun phrase that ends at ``i``, without its article."""
        table = self.table
        start, passed = i, False
        for j in range(i - 1, max(i - 16, -1), -1):
            lower = table.lower[j]
            beyond = passed and not table.cap[j] and lower[:1].isalpha() and lower not in _ALLOWED | DETERMINERS
            if table.text[j] in _DAYS or j in self.names_at or (beyond and j not in self.at):
                break
            if table.text[j].isspace() or lower in DETERMINERS:
                if lower in ("its", "their"):
                    start = j
                break
            if j in self.at or j in self.party_at:
                start, passed = j, True
                continue
            if lower in ("'s", "'", "-", "&", "/"):
                continue
            if lower in ("and", "for", "of", ",", "on", "the"):
                inside = j > 0 and table.cap[j + 1] and table.cap[j - 1]
                # "minister for women", "Labour MP and former minister Jane Doe"
                linked = lower in ("for", "of", "and") and j > 0 and table.lower[j - 1] in ROLE_ENDS
                if not (inside and (lower != "," or self._ends_complement(j - 1))) and not linked:
                    break
                continue
            if lower in STOPS or lower in OPEN or not table.text[j][:1].isalnum():
                break
            if table.doc[j].pos_ in _NO_NOUNS and not table.cap[j] and lower not in _ALLOWED:
                break
            start = j
        return start

    def _before_comma(self, comma: int) -> Role | None:
        """ "The chairman of the education committee, …": the phrase before the comma, from its article on."""
        table = self.table
        for j in range(comma - 1, max(comma - 18, -1), -1):
            lower = table.lower[j]
            if lower in ("for", "at") and table.opens(j) and (body := self._belongs(j + 1)) is not None:
                return body  # "For the Liberal Democrats, Jane Doe said"
            edge = table.text[j].isspace() or lower in _EDGES or (lower == "," and j not in self.at)
            if edge or lower in ("said", "told", "by", "that", "and", "but"):
                role = self._whole_phrase(j + 1, comma)
                if role is not None or edge:
                    return role
            article = lower in DETERMINERS and (j == 0 or table.lower[j - 1] not in ("of", "for", "in", "on", "at"))
            if article and (role := self._whole_phrase(j, comma)) is not None:
                return role
        return self._whole_phrase(0, comma) if comma < 18 else None

    def _whole_phrase(self, start: int, comma: int) -> Role | None:
        role = self.phrase(start)
        if role is None or role.end < comma or not role.text:
            return None
        return role if self.names_at.isdisjoint(range(start, comma)) else None


_KINDS = {"union": "union", "charity": "charity", "regulator": "regulator", "watchdog": "regulator"}
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss"})
_LED = {"chaired": "chair", "led": "leader", "headed": "head", "founded": "founder"}
_DAYS = lexicon("days_and_months")
_EDGES = frozenset({".", ";", ":", '"', "(", ")", "“", "”", "•", "*"})
_NO_NOUNS = frozenset({"VERB", "AUX", "ADP", "PRON", "ADV", "SCONJ"})
_ALLOWED = LIKE_VERBS | {"then", "ex"}
