"""Who a speaker is: the person or body that a noun phrase names or stands for, or the group as written."""

from bisect import bisect_right

from spacy.tokens import Doc, Token

from nlp.components.cast import FAR, Cast, phrase
from nlp.components.noun_phrases import closed, gender, joined, known, relation, singular, within
from nlp.components.publishers import DOCUMENTS, Publishers
from nlp.components.speaking_bodies import SPOKESMEN, STAFF, SpeakingBodies
from nlp.components.speaking_roles import PERSONS, RANKS, SpeakingRoles
from nlp.word_lists import lexicon

_SPEAKING = lexicon("speaking_people")
#: Plurals that nobody hears speak.
_THINGS = lexicon("speaking_not")
_HE, _SHE = {"he", "him", "his"}, {"she", "her", "hers"}
_THEY = {"it", "they", "them", "its", "their"}
_SOME = frozenset(
    {"some", "many", "others", "several", "both", "most", "few", "everyone", "everybody", "somebody", "someone", "one"}
)
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "rev", "rt", "the", "professor", "prof", "cllr", "judge"}
_SHARES = {"third", "thirds", "quarter", "quarters", "half", "majority", "minority", "cent", "percent", "number"}


class Speakers:
    """Resolves heads of noun phrases in one Doc; asked in text order, it remembers who spoke."""

    def __init__(self, doc: Doc, inside: bytearray) -> None:
        self.doc = doc
        self.cast = Cast(doc, inside)
        self.genders = self.cast.genders
        self.roles, self.bodies = SpeakingRoles(self.cast), SpeakingBodies(self.cast)
        self.publishers = Publishers(doc, self.cast.body_at, self.cast.person_at)
        self.published: dict[str, str] = {}  # whose each document was taken to be where it was last cited
        byline = (doc._.article or {}).get("byline") or []
        self.author: str | None = byline[0] if len(byline) == 1 else None

    def heard(self, head: Token, name: str) -> None:
        """Remember that somebody spoke at a token."""
        voice = SPOKESMEN.search(head.text) is not None  # "she" may mean them in the next sentence
        self.cast.heard(head.i, name, person=self.is_person(name), voice=voice)

    def name(self, head: Token) -> str | None:
        """The canonical name of who the phrase under ``head`` is; None for nobody who could speak."""
        names: list[str] = []
        parts = [head, *(part for part in joined(head) if not within(self.doc, self.cast.body_at.get(part.i), part))]
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

    def is_person(self, name: str) -> bool:
        """Whether a name is one of the text's people."""
        return name in self.genders

    def labelled(self, label: str) -> str:
        """Who "QUILL:" is: the one person of that name or surname, else the label itself."""
        having = [name for name in self.genders if name.upper() == label or name.split()[-1].upper() == label]
        return having[0] if len(having) == 1 else label

    def body_near(self, place: int) -> str | None:
        """The body named last before a token, in the same sentence: what "which says" is about."""
        return self.bodies.near(place)

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the noun phrase, without a determiner, relative clause or apposition."""
        return phrase(self.doc, head)

    def _known_head(self, head: Token) -> bool:
        return head.i in self.cast.person_at or head.i in self.cast.body_at or head.tag_ in ("NNS", "NNPS", "NNP")

    def _one(self, head: Token) -> str | None:
        lower, lemma = head.lower_, head.lemma_.lower()
        if lower in _HE | _SHE:
            return self._pronoun(head, "m" if lower in _HE else "f")
        person = self._person(head)
        if person is not None:
            return person
        if lower in _THEY:
            return self.bodies.before(head.i, many=lower in ("they", "them")) or None
        if lower in ("i", "we", "you", "us"):
            return self.author if lower in ("i", "we") else None
        if lemma in STAFF and singular(head) and self.cast.definite(head) and (meant := self.roles.holder(head)):
            return meant
        body = self.bodies.of(head)
        if body is not None:
            return body
        if lemma in DOCUMENTS and head.pos_ in ("NOUN", "PROPN"):
            return self._publisher(head)
        if head.pos_ in ("NOUN", "PROPN") and singular(head) and self.cast.definite(head):
            meant = self.roles.holder(head) or self.bodies.by_kind(head)
            if meant is not None:
                return meant
        return self.roles.named_next(head) or self._group(head)

    # ------------------------------------------------------------ people

    def _person(self, head: Token) -> str | None:
        """A person at the head, in apposition to it, or of whom it is the spokesman."""
        if (owned := self._owned(head)) is not None:
            return owned
        if head.i in self.cast.person_at:
            name = known(self.cast.person_at[head.i], "person")
            # "the Lord Chancellor, Lord Quill, agreed": an office that was taken for a name
            office = name is not None and name.split()[-1].lower() in PERSONS
            return (self._apposed(head) or name) if office else name
        named = self._apposed(head)
        if named is not None:
            return named
        spokesman = SPOKESMEN.search(head.text) is not None
        last = min(head.right_edge.i + 1, head.i + 30, len(self.doc))
        for place in range(head.left_edge.i, last):
            span = self.cast.person_at.get(place)
            if span is None:
                continue
            link = relation(self.doc[place], head)
            if link in ("appos", "compound", "nmod"):
                return known(span, "person")
            if (
                link == "pobj"
                and (span.root.dep_ == "appos" or span.end == head.right_edge.i + 1)
                and head.lemma_.lower() in PERSONS
            ):
                return known(span, "person")  # "chair of the judges Ann Marlow"
            if spokesman and place not in self.cast.body_at and link in ("pobj", "poss"):
                return known(span, "person")
        return None

    def _owned(self, head: Token) -> str | None:
        """ "War on Want's Ann Marlow said", where the parser takes the body's first word for the subject."""
        body = self.cast.body_at.get(head.i)
        if body is None or body.end + 1 >= len(self.doc) or self.doc[body.end].lower_ not in ("'s", "’s"):
            return None
        span = self.cast.person_at.get(body.end + 1)
        return known(span, "person") if span is not None and span.end == head.right_edge.i + 1 else None

    def _apposed(self, head: Token) -> str | None:
        """ "the party's leader, Nicola Quill, welcomed": the name between commas right after the phrase."""
        doc = self.doc
        for place in sorted({head.i + 1, self.phrase(head)[1]}):
            if place + 2 >= len(doc) or doc[place].text != ",":
                continue
            for start in (place + 1, place + 2):
                span = self.cast.person_at.get(start)
                if span is not None:
                    return known(span, "person") if closed(doc, span.end) else None
            end = place + 1
            while end < len(doc) and doc[end].pos_ == "PROPN":
                end += 1
            if end > place + 2 and end < len(doc) and head.pos_ == "NOUN" and doc[end].text in (",", "."):
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
        # "the plan by Mr Quill was a shambles, he said": nobody speaks of himself by name
        reported = _follows_its_clause(head)
        for places in (self.cast.spoken, self.cast.people):
            index = bisect_right(places, (head.i, "")) - 1
            while index >= 0 and places[index][0] > head.i - FAR:
                place, name = places[index]
                if self.genders.get(name, "") in ("", sex) and not (
                    reported and place >= start and places is self.cast.people
                ):
                    if place < start and places is self.cast.people and place not in self.cast.voices:
                        place, name = self._first_subject(index, sex)
                    if best is None or place > best[0]:
                        best = (place, name)
                    break
                index -= 1
        return best[1] if best is not None else self.cast.pronoun_at.get(head.i)

    def _first_subject(self, index: int, sex: str) -> tuple[int, str]:
        """The first subject of the sentence in which a later one stands, where the gender lets it be meant."""
        place, name = self.cast.people[index]
        sentence = self.doc[place].sent.start
        while index > 0 and self.cast.people[index - 1][0] >= sentence:
            index -= 1
            if self.genders.get(self.cast.people[index][1], "") in ("", sex):
                name = self.cast.people[index][1]
        return place, name

    def _publisher(self, head: Token) -> str | None:
        """Whose document it is: a body or person in its own phrase, else the body that the text is about."""
        named = self.publishers.inside(head) or self.publishers.elsewhere(head)
        if named is not None:
            return named
        if self.cast.definite(head):
            lemma = head.lemma_.lower()
            meant = self.published.get(lemma) or self.bodies.by_kind(head) or self.bodies.before(head.i)
            if meant is not None:
                self.published[lemma] = meant  # the same report all through
            return meant
        if (named := self.bodies.named_next(head)) is not None:
            self.published[head.lemma_.lower()] = named
            return named
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
        if not (named or plural or lemma in _SPEAKING or lemma in PERSONS or lemma in RANKS):
            return None
        start, end = self.phrase(head)
        if head.pos_ == "PROPN" and head.ent_type_ == "PERSON" and not plural:
            while start < head.i and self.doc[start].ent_type_ != "PERSON":
                start += 1
            if head.i > start:
                return self._own(self.doc[start : head.i + 1].text)
        return self.doc[start:end].text.replace("\n", " ") if end > start else None


def _follows_its_clause(head: Token) -> bool:
    """Whether the subject of a saying stands behind what is said: "…, he said"."""
    verb = head.head
    return head.dep_ == "nsubj" and any(kid.dep_ in ("ccomp", "parataxis") and kid.i < head.i for kid in verb.children)
