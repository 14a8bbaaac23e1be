"""Classes of bodies, such as schools or primary care trusts, where a text has them act or binds them."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from nlp.components.body_names import Found
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

_BINDING = lexicon("body_binding_verbs")


def plural(name: str) -> str:
    """The plural of a class's name: "local authority" -> "local authorities"."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    if name.endswith(("s", "ch", "sh", "x")):
        return name + "es"
    return name + "s"


class ClassTree:
    """The classes of ``body_classes.txt``, ready to be met in a text."""

    def __init__(self) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._ends: set[str] = set()
        self._only_acting: set[str] = set()
        self._singulars: set[tuple[str, ...]] = set()
        for entry in lexicon("body_classes"):
            canonical, _, forms = entry.removeprefix("? ").partition(" = ")
            if entry.startswith("? "):
                self._only_acting.add(canonical)
            for form in forms.split("; "):
                if form != "police":
                    self._singulars.add(tuple(_tokens(form)))
                for written in (form, plural(form)):
                    words = tuple(_tokens(written))
                    self._ends.add(words[-1])
                    self._forms.setdefault(words[0], []).append((words, canonical))
        for forms_of in self._forms.values():
            forms_of.sort(key=lambda pair: -len(pair[0]))

    def is_class(self, table: TokenTable, found: Found) -> bool:
        """Whether the words are those of a class, capitalised: "Local Safeguarding Children Boards"."""
        words = tuple(table.lower[found.start : found.end])
        return any(words == form for form, _ in self._forms.get(words[0], ()))

    def found(self, table: TokenTable, doc: Doc) -> Iterator[Found]:
        """All mentions of each class that counts somewhere in the text."""
        mentions: dict[str, list[tuple[int, int]]] = {}
        counted: set[str] = set()
        parsed = doc.has_annotation("DEP")
        i = 0
        while i < len(table):
            for words, canonical in self._forms.get(table.lower[i], ()):
                end = i + len(words)
                if tuple(table.lower[i:end]) == words and not _within_a_name(table, i, end):
                    mentions.setdefault(canonical, []).append((i, end))
                    if self._counts(table, doc, i, end, canonical, parsed=parsed):
                        counted.add(canonical)
                    i = end - 1
                    break
            i += 1
        for canonical, places in mentions.items():
            if canonical in counted:
                for start, end in places:
                    yield Found(start=start, end=end, name=canonical, kind="generic", rule="class")

    def _counts(self, table: TokenTable, doc: Doc, start: int, end: int, canonical: str, *, parsed: bool) -> bool:
        """Whether this mention makes its class one of the text's bodies."""
        one = tuple(table.lower[start:end]) in self._singulars
        if one and not _any_of_them(table, start):
            return False  # "the council" is one that was named, or will be
        if not parsed or (canonical not in self._only_acting and (not one or end - start > 1)):
            return True
        return acts_or_is_bound(doc[end - 1]) or self._listed(doc[end - 1])

    def _listed(self, token: Token) -> bool:
        """Whether it stands in a list with another class: "councils, health bodies and the police"."""
        return token.dep_ == "conj" and (token.head.lower_,) not in self._singulars and token.head.lower_ in self._ends


def _any_of_them(table: TokenTable, start: int) -> bool:
    """Whether a singular means each of the class: "every school", "a school's", "local authority maintained"."""
    before = table.lower[start - 1] if start else ""
    return before in ("a", "an", "each", "every", "any", "no", "another", "your", "their", "local", "per", "its", "one")


def _tokens(form: str) -> list[str]:
    words: list[str] = []
    for word in form.lower().split():
        stem, apostrophe, rest = word.partition("'")
        words += [*" - ".join(stem.split("-")).split(), *([apostrophe + rest] if apostrophe else [])]
    return words


def _within_a_name(table: TokenTable, start: int, end: int) -> bool:
    """Whether capitals around it make it part of a name: "Northmoor Council"."""
    if not table.cap[start]:
        return False
    before = start > 0 and table.cap[start - 1] and not table.opens(start - 1)
    return before or (end < len(table) and table.cap[end] and not table.cap[end - 1])


def acts_or_is_bound(token: Token) -> bool:
    """Whether a noun is who does it, or whom a rule, an order or a duty falls on."""
    dep, head = token.dep_, token.head
    while dep in ("conj", "appos") and head.i != token.i:
        token, dep, head = head, head.dep_, head.head
        if head.i == token.i:
            break
    if dep in ("nsubj", "nsubjpass"):
        return True
    if dep == "pobj" and head.dep_ == "agent":
        return True
    if dep in ("dobj", "dative"):
        return head.lemma_.lower() in _BINDING
    if dep == "pobj":
        governor = head.head
        return governor.lemma_.lower() in _BINDING and head.lower_ in ("on", "to", "upon", "for", "by", "of")
    return False
