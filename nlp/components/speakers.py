"""Who a speaker is: the person or body that a noun phrase names or stands for, or the group as written."""

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Span, Token

from nlp.components.noun_phrases import closed, gender, is_subject, joined, known, relation, singular, within
from nlp.word_lists import lexicon

DOCUMENTS = lexicon("documents")
_SPEAKING = lexicon("speaking_people")
_SPOKESMEN = re.compile(r"spokes(?:man|woman|person|people|men|women)s?$", re.IGNORECASE)
_HE, _SHE = {"he", "him", "his"}, {"she", "her", "hers"}
_THEY = {"it", "they", "them", "its", "their"}
_SOME = {
    "some",
    "many",
    "others",
    "several",
    "both",
    "most",
    "few",
    "everyone",
    "everybody",
    "somebody",
    "someone",
    "one",
}
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "rev", "rt", "the", "professor", "prof", "cllr", "judge"}
_SHARES = {"third", "thirds", "quarter", "quarters", "half", "majority", "minority", "cent", "percent", "number"}
_STAFF = {"official", "source", "inspector", "boss", "chief", "minister", "staff", "officer", "insider", "adviser"}
_DEFINITE = {"the", "our", "its", "his", "her", "their", "that", "this"}
_FAR = 500  # tokens that a pronoun looks back over


class Speakers:
    """Resolves heads of noun phrases in one Doc; asked in text order, it remembers who spoke."""

    def __init__(self, doc: Doc, inside: bytearray) -> None:
        self.doc = doc
        self.inside = inside  # one flag a token: inside quotation marks
        self.person_at: dict[int, Span] = {}
        self.body_at: dict[int, Span] = {}
        self.pronoun_at: dict[int, str] = {}
        self.roles: dict[str, set[str]] = {}  # person -> words of their roles
        self.genders: dict[str, str] = {}
        #: (place, name) of people and of bodies that are subjects outside quotation marks: who the text is about
        self.people: list[tuple[int, str]] = []
        self.bodies: list[tuple[int, str]] = []
        self.names: set[str] = set()  # of bodies that are no class of them
        byline = (doc._.article or {}).get("byline") or []
        self.author: str | None = byline[0] if len(byline) == 1 else None
        self._fill()
        self.spoken: list[tuple[int, str]] = []  # people
        self.said: list[tuple[int, str]] = []  # bodies and groups

    def _fill(self) -> None:
        for span in self.doc.spans.get("people", ()):
            values = span._.person or {}
            name = values.get("name")
            if not name:
                continue
            if values.get("how") == "pronoun":
                self.pronoun_at[span.start] = name
                continue
            for place in range(span.start, span.end):
                self.person_at[place] = span
            self.roles.setdefault(name, set()).update(re.findall(r"[\w-]+", (values.get("role") or "").lower()))
            if name not in self.genders:
                self.genders[name] = gender(name, span.text, self.doc[max(0, span.start - 2) : span.start].text)
            if not self.inside[span.start] and is_subject(span.root):
                self.people.append((span.start, name))
        for span in self.doc.spans.get("bodies", ()):
            name = (span._.body or {}).get("name")
            for place in range(span.start, span.end):
                self.body_at[place] = span
            if name and not self.inside[span.start] and span.label_ not in ("generic", "media"):
                self.bodies.append((span.start, name))
                self.names.add(name)
        self.people.sort()
        self.bodies.sort()

    def name(self, head: Token) -> str | None:
        """The canonical name of who the phrase under ``head`` is; None for nobody who could speak."""
        names: list[str] = []
        parts = [head, *(part for part in joined(head) if not within(self.doc, self.body_at.get(part.i), part))]
        for part in parts:
            one = self._full(self._one(part))
            if one is not None and one not in names:
                names.append(one)
        if len(names) > 1 and not all(self._known_head(part) for part in parts):
            names = names[:1]
        return "; ".join(names) or None

    def _full(self, name: str | None) -> str | None:
        """ "Rt Rev Quill" -> "Michael Quill", where the text has but one of that surname."""
        if name is None or name.count(" ") > 2 or name not in self.genders:
            return name
        surname = name.split()[-1]
        fuller = [other for other in self.genders if other.endswith(f" {surname}") and len(other) > len(name)]
        titled = " " in name and name.split()[0].lower().rstrip(".") not in _TITLES
        return fuller[0] if len(fuller) == 1 and not titled else name

    def heard(self, place: int, name: str, *, person: bool) -> None:
        """Remember that somebody spoke at a token."""
        (self.spoken if person else self.said).append((place, name))

    def is_person(self, name: str) -> bool:
        """Whether a name is one of the text's people."""
        return name in self.genders

    def labelled(self, label: str) -> str:
        """Who "QUILL:" is: the one person of that name or surname, else the label itself."""
        having = [name for name in self.genders if name.upper() == label or name.split()[-1].upper() == label]
        return having[0] if len(having) == 1 else label

    def is_voice(self, head: Token) -> bool:
        """Whether somebody speaks for another: a spokesman, whom "she" may mean in the next sentence."""
        return _SPOKESMEN.search(head.text) is not None

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the noun phrase, without a determiner, relative clause or apposition."""
        start, end = head.left_edge.i, head.i + 1
        for kid in head.children:
            if kid.i > head.i and kid.dep_ in ("prep", "nmod", "flat", "compound"):
                if kid.i != end:
                    break
                end = kid.right_edge.i + 1
        end = min(end, head.i + 12)
        while start < head.i and (self.doc[start].pos_ in ("DET", "PUNCT", "CCONJ", "SPACE")):
            start += 1
        return start, end

    def _known_head(self, head: Token) -> bool:
        return head.i in self.person_at or head.i in self.body_at or head.tag_ in ("NNS", "NNPS", "NNP")

    def _one(self, head: Token) -> str | None:
        lower, lemma = head.lower_, head.lemma_.lower()
        if lower in _HE | _SHE:
            return self._pronoun(head, "m" if lower in _HE else "f")
        person = self._person(head)
        if person is not None:
            return person
        if lower in _THEY:
            return self._body_before(head.i) or None
        if lower in ("i", "we", "you", "us"):
            return self.author if lower in ("i", "we") else None
        body = self._body(head)
        if body is not None:
            return body
        if lemma in DOCUMENTS and head.pos_ == "NOUN":
            return self._publisher(head)
        if head.pos_ in ("NOUN", "PROPN") and singular(head) and self._definite(head):
            meant = self._by_role(head) or self._by_kind(head)
            if meant is not None:
                return meant
        return self._group(head)

    # ------------------------------------------------------------ people

    def _person(self, head: Token) -> str | None:
        """A person at the head, in apposition to it, or of whom it is the spokesman."""
        if head.i in self.person_at:
            name = known(self.person_at[head.i], "person")
            # "the Lord Chancellor, Lord Quill, agreed": an office that was taken for a name
            office = name is not None and name.split()[-1].lower() in _PERSONS
            return (self._apposed(head) or name) if office else name
        named = self._apposed(head)
        if named is not None:
            return named
        spokesman = _SPOKESMEN.search(head.text) is not None
        last = min(head.right_edge.i + 1, head.i + 30, len(self.doc))
        for place in range(head.left_edge.i, last):
            span = self.person_at.get(place)
            if span is None:
                continue
            link = relation(self.doc[place], head)
            if link in ("appos", "compound", "nmod"):
                return known(span, "person")
            if link == "pobj" and span.root.dep_ == "appos" and head.lemma_.lower() in _PERSONS:
                return known(span, "person")  # "chair of the judges Ann Marlow"
            if spokesman and place not in self.body_at and link in ("pobj", "poss"):
                return known(span, "person")
        return None

    def _apposed(self, head: Token) -> str | None:
        """ "the party's leader, Nicola Quill, welcomed": the name between commas right after the phrase."""
        doc = self.doc
        for place in sorted({head.i + 1, self.phrase(head)[1]}):
            if place + 2 >= len(doc) or doc[place].text != ",":
                continue
            for start in (place + 1, place + 2):
                span = self.person_at.get(start)
                if span is not None:
                    return known(span, "person") if closed(doc, span.end) else None
            end = place + 1
            while end < len(doc) and doc[end].pos_ == "PROPN":
                end += 1
            if end > place + 2 and end < len(doc) and head.pos_ == "NOUN" and doc[end].text == ",":
                return self._own(doc[place + 1 : end].text)
        return None

    def _own(self, name: str) -> str:
        """A name that only its place tells for a person's; "she" may mean them later."""
        if name not in self.genders:
            self.genders[name] = gender(name, name, "")
        return name

    def _pronoun(self, head: Token, sex: str) -> str | None:
        """Who "he" or "she" is: the last to speak, or to be a sentence's first subject, of that gender."""
        best: tuple[int, str] | None = None
        start = head.sent.start
        for places in (self.people, self.spoken):
            index = bisect_right(places, (head.i, "")) - 1
            while index >= 0 and places[index][0] > head.i - _FAR:
                place, name = places[index]
                if self.genders.get(name, "") in ("", sex):
                    if place < start and places is self.people:
                        place, name = self._first_subject(index, sex)
                    if best is None or place > best[0]:
                        best = (place, name)
                    break
                index -= 1
        if best is not None:
            return best[1]
        return self.pronoun_at.get(head.i)

    def _first_subject(self, index: int, sex: str) -> tuple[int, str]:
        """The first subject of the sentence in which a later one stands, where the gender lets it be meant."""
        place, name = self.people[index]
        sentence = self.doc[place].sent.start
        while index > 0 and self.people[index - 1][0] >= sentence:
            index -= 1
            if self.genders.get(self.people[index][1], "") in ("", sex):
                name = self.people[index][1]
        return place, name

    def _definite(self, head: Token) -> bool:
        first = self.doc[head.left_edge.i]
        return first.lower_ in _DEFINITE or (first.pos_ == "PROPN" and first.i < head.i)

    def _by_role(self, head: Token) -> str | None:
        """ "the home secretary", "the former teacher": the one person whose role it is, else the last subject."""
        if any(kid.dep_ in ("relcl", "acl") or (kid.dep_ == "prep" and kid.lower_ == "of") for kid in head.children):
            return None
        start, _ = self.phrase(head)
        words = {token.lower_ for token in self.doc[start : head.i + 1] if token.pos_ in ("NOUN", "PROPN")}
        fitting = sorted(
            (len(role - words), name) for name, role in self.roles.items() if head.lower_ in role and words <= role
        )
        if len(fitting) == 1 or (fitting and fitting[0][0] < fitting[1][0]):
            return fitting[0][1]
        if (
            head.lemma_.lower() not in _RANKS
            or "prime" in words
            or self.doc[head.left_edge.i].lower_ not in ("the", "that")
        ):
            return None
        index = bisect_right(self.spoken, (head.i, "")) - 1
        other = bisect_right(self.people, (head.i, "")) - 1
        found = [places[at] for places, at in ((self.spoken, index), (self.people, other)) if at >= 0]
        latest = max(found, default=(-_FAR, ""))
        return latest[1] if latest[0] > head.i - _FAR // 2 else None

    # ------------------------------------------------------------ bodies, documents, groups

    def _body(self, head: Token) -> str | None:
        if head.i in self.body_at:
            return known(self.body_at[head.i], "body")
        if _SPOKESMEN.search(head.text):
            return self._bodies_in(head) or self._whose(head) or self._modifier(head) or self._body_before(head.i)
        if head.lemma_.lower() in _STAFF:
            before = [self.body_at[place] for place in range(head.left_edge.i, head.i) if place in self.body_at]
            if before:
                return known(before[-1], "body")
            if (inside := self._bodies_in(head)) is not None:
                return inside
        if head.lower_ in ("judges", "justices"):
            return self._by_kind(head, "court")
        if head.lower_ in ("mps", "peers", "members") and self._definite(head):
            index = bisect_left(self.bodies, (head.i, "")) - 1
            while index >= 0 and self.bodies[index][0] > head.i - _FAR // 3:
                if "ommittee" in self.bodies[index][1]:
                    return self.bodies[index][1]
                index -= 1
        return None

    def _by_kind(self, head: Token, word: str = "") -> str | None:
        """ "the alliance", "the charity": the body named last that has the word in its name, or is of that kind."""
        word = word or head.lemma_.lower()
        kinds, index = _KINDS.get(word, ()), bisect_left(self.bodies, (head.i, "")) - 1
        while index >= 0 and self.bodies[index][0] > head.i - 2 * _FAR:
            place, name = self.bodies[index]
            if re.search(rf"\b{re.escape(word)}\b", name.lower()) or self.body_at[place].label_ in kinds:
                return name
            index -= 1
        return None

    def _modifier(self, head: Token) -> str | None:
        """The name before "spokesman" that nothing else took for a body's."""
        before = [kid.text for kid in head.children if kid.dep_ in ("compound", "nmod") and kid.pos_ == "PROPN"]
        return before[-1] if before else None

    def body_near(self, place: int) -> str | None:
        """The body named last before a token, in the same sentence: what "which says" is about."""
        index = bisect_left(self.bodies, (place, "")) - 1
        if index >= 0 and self.bodies[index][0] >= max(self.doc[place].sent.start, place - 20):
            return self.bodies[index][1]
        return None

    def _whose(self, head: Token) -> str | None:
        """The department of "a spokesman for the department"."""
        for link in head.children:
            if link.dep_ == "prep":
                for noun in link.children:
                    if noun.dep_ == "pobj" and (name := self._by_kind(noun)) is not None:
                        return name
        return None

    def _bodies_in(self, head: Token) -> str | None:
        for place in range(head.left_edge.i, min(head.right_edge.i + 1, head.i + 20)):
            if place in self.body_at and (name := known(self.body_at[place], "body")):
                return name
        return None

    def _body_before(self, place: int) -> str | None:
        """The body or group that spoke last, or that was named last since then."""
        index = bisect_left(self.bodies, (place, "")) - 1
        while index >= 0 and not is_subject(self.body_at[self.bodies[index][0]].root):
            index -= 1
            if index >= 0 and self.bodies[index][0] < place - _FAR:
                index = -1
        named = self.bodies[index] if index >= 0 else None
        spoke = next((one for one in reversed(self.said[-20:]) if one[0] < place and one[1] in self.names), None)
        latest = max([one for one in (named, spoke) if one is not None], default=None)
        if latest is None:
            any_before = bisect_left(self.bodies, (place, "")) - 1
            return self.bodies[any_before][1] if any_before >= 0 else None
        return latest[1]

    def _publisher(self, head: Token) -> str | None:
        """Whose document it is: a body or person in its own phrase, else the body that the text is about."""
        inside = self._bodies_in(head)
        if inside:
            return inside
        for place in range(head.left_edge.i, min(head.right_edge.i + 1, head.i + 20)):
            if place in self.person_at:
                return known(self.person_at[place], "person")
        if self._definite(head):
            return self._body_before(head.i)
        start, end = self.phrase(head)
        return self.doc[start:end].text.replace("\n", " ")

    def _group(self, head: Token) -> str | None:
        """Critics, a barrister, GPs in Wales: as written; None for what cannot speak."""
        lower, lemma = head.lower_, head.lemma_.lower()
        if lower in _SOME:
            return head.text
        if head.pos_ == "NUM" or lower in _SHARES:
            start, end = self.phrase(head)
            return self.doc[start:end].text
        if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        named = head.pos_ == "PROPN"
        plural = (
            head.tag_ in ("NNS", "NNPS") and lemma not in _THINGS and head.ent_type_ not in ("DATE", "PERCENT", "MONEY")
        )
        if not (named or plural or lemma in _SPEAKING or lemma in _PERSONS or lemma in _RANKS):
            return None
        start, end = self.phrase(head)
        if head.pos_ == "PROPN" and head.ent_type_ == "PERSON" and not plural:
            while start < head.i and self.doc[start].ent_type_ != "PERSON":
                start += 1
            if head.i > start:
                return self._own(self.doc[start : head.i + 1].text)
        return self.doc[start:end].text.replace("\n", " ") if end > start else None


_PERSONS = frozenset(words[-1] for entry in lexicon("people_roles") if (words := entry.split("+")[0].split()))
#: Ranks that a text may name without a person, so that the last one spoken of is meant.
_RANKS = lexicon("speaking_ranks")
_KINDS = {
    "charity": ("charity",),
    "union": ("union",),
    "party": ("party",),
    "council": ("council",),
    "authority": ("council",),
    "department": ("department",),
    "ministry": ("department",),
    "watchdog": ("regulator",),
    "regulator": ("regulator",),
    "inspectorate": ("regulator",),
    "association": ("association",),
    "company": ("company",),
    "firm": ("company",),
    "court": ("court",),
}
#: Plurals that nobody hears speak.
_THINGS = lexicon("speaking_not")
