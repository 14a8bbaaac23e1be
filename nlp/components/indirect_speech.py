"""The clause that a reporting verb governs: "X said ⟦…⟧", "⟦…⟧, X said", "according to X, ⟦…⟧", "urged ⟦X to …⟧"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from nlp.components.according_to import according_to
from nlp.components.clause_edges import STOPS, Clause, clause_start, sentence_end, trimmed
from nlp.components.reporting import REPORTING, URGING, Report, same_form

_WEAK = {"see", "think", "feel", "find", "decide", "show", "hold", "rule", "expect", "suggest", "indicate", "point"}
#: Verbs that do nothing but report: what follows them is what is said.
_PLAIN = {
    "say",
    "add",
    "claim",
    "insist",
    "argue",
    "warn",
    "admit",
    "believe",
    "fear",
    "think",
    "stress",
    "tell",
    "agree",
}
_LONGEST = 400  # tokens of one reported clause that are looked through
_EDGES = {",", ";", ":", "-", "–", "—", "(", ")"}
_OUTER = {"and", "but", "while", "although", "though", "whereas"}
#: What follows a reported clause and a comma without belonging to it.
_TRAILING_TAGS = {"VBG"}


def clauses(doc: Doc, found: list[Report]) -> Iterator[Clause]:
    """Every clause that one of the reports governs, and what stands beside "according to"."""
    cues = {report.verb.i for report in found if report.verb.lemma_ in REPORTING}
    for report in found:
        clause = _clause(doc, report, cues)
        if clause is not None and clause.end - clause.start > 1:
            yield clause
    yield from according_to(doc)


def _clause(doc: Doc, report: Report, cues: set[int]) -> Clause | None:
    verb = report.verb
    if verb.lemma_ in URGING or verb.lemma_ == "call":
        urged = _urged(doc, report)
        if urged is not None:
            return urged
    if verb.lemma_ not in REPORTING:
        return None
    governed = [kid for kid in verb.children if kid.dep_ == "ccomp" or (kid.dep_ == "xcomp" and _has_own_tense(kid))]
    after = next((kid for kid in governed if kid.i > verb.i), None)
    if after is not None:
        return _after(doc, report, after, cues)
    before = next((kid for kid in reversed(governed) if kid.i < verb.i), None)
    if before is not None:
        return _before(doc, report, before)
    return _as_said(doc, report) or _inserted(doc, report) or _behind_that(doc, report, cues) or _behind(doc, report)


# ---------------------------------------------------------------- "X said (that) ⟦…⟧"


def _after(doc: Doc, report: Report, governed: Token, cues: set[int]) -> Clause | None:
    verb = report.verb
    start = max(governed.left_edge.i, verb.i + 1)
    if report.subject.i > verb.i:
        start = max(start, report.end)
    while start < governed.i and (doc[start].text in _EDGES or doc[start].is_space or doc[start].dep_ == "punct"):
        if doc[start].is_quote:
            break
        start += 1
    if doc[start].lower_ == "that" and (doc[start].tag_ == "IN" or doc[start].dep_ in ("mark", "advmod")):
        start += 1
    marked = doc[start - 1].lower_ == "that"
    if verb.lemma_ in _WEAK and not marked and governed.tag_ == "VB" and not _finite(governed):
        return None
    end = _to_the_end(doc, verb, governed, start, cues)
    return Clause(start=start, end=end, subject=report.subject, cue=verb.text, rule="says-that" if marked else "says")


def _has_own_tense(verb: Token) -> bool:
    """ "pensioners, who they say have been hit": a clause whose subject stands before the saying."""
    return any(kid.dep_ in ("aux", "auxpass") and kid.tag_ in ("MD", "VBP", "VBZ", "VBD") for kid in verb.children)


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        kid.dep_ in ("aux", "auxpass") and kid.tag_ in ("MD", "VBD", "VBZ", "VBP") for kid in verb.children
    )


def _to_the_end(doc: Doc, verb: Token, governed: Token, start: int, cues: set[int]) -> int:
    """Where the reported clause ends: its subtree, or further when the parser cut it short.

    It stops before a second reporting verb that shares the first one's subject ("said … but added …").
    """
    edge = governed.right_edge.i + 1
    stop = sentence_end(doc, edge - 1)
    for place in range(start, min(stop, start + _LONGEST)):
        token = doc[place]
        if place > governed.i and token.lower_ in ("though", "although") and doc[place - 1].text == ",":
            return trimmed(doc, start, place)
        if place > governed.i and token.lower_ == "while" and doc[place - 1].text == "," and _names(doc, place + 1):
            return trimmed(doc, start, place)  # "…, while Labour has offered more": told by nobody
        if place in cues and place != verb.i and place > governed.i and _shares_subject(token, governed, verb):
            cut = place
            while cut > start and (
                doc[cut - 1].pos_ in ("ADV", "AUX", "CCONJ", "PART")
                or doc[cut - 1].text in ","
                or doc[cut - 1].lower_ in _OUTER
            ):
                cut -= 1
            return trimmed(doc, start, cut)
    end = edge
    if end < stop and not _opens_other(doc, end, verb):
        end = stop
    return trimmed(doc, start, end)


def _names(doc: Doc, place: int) -> bool:
    """Whether a name, with or without an article, stands at a token."""
    return any(token.pos_ == "PROPN" for token in doc[place : place + 1 + (doc[place].pos_ == "DET")])


def _shares_subject(token: Token, governed: Token, verb: Token) -> bool:
    """A reporting verb without a subject that is joined to the reported clause, or hangs on the outer verb."""
    if any(kid.dep_ in ("nsubj", "nsubjpass", "aux") and kid.lower_ != "has" for kid in token.children):
        return False
    if token.dep_ == "conj" and token.head.i in (governed.i, verb.i):
        return same_form(token, verb) and any(kid.dep_ == "ccomp" and kid.i > token.i for kid in token.children)
    return token.dep_ == "advcl" and token.tag_ == "VBG" and token.head.i in (governed.i, verb.i)


def _opens_other(doc: Doc, place: int, verb: Token) -> bool:
    """Whether the words at ``place`` leave the reported clause: ", adding …", ", as he left", "; …", "while she …"."""
    token = doc[place]
    if token.text in (";", "–", "—", "(", "-", "…"):
        return True
    following = doc[place + 1] if token.text == "," and place + 1 < len(doc) else token
    if following.lower_ in ("but", "and") and _told_on(doc, following.i + 1):
        return False
    if following.lower_ in ("but", "while", "although", "though", "as", "when", "after", "before", "following"):
        return True
    if following.tag_ in _TRAILING_TAGS or following.is_quote:
        return True
    if token.lower_ == "and" or following.lower_ == "and":
        return True
    return following.dep_ == "prep" and following.head.i == verb.i and token.text == ","


def _told_on(doc: Doc, place: int) -> bool:
    """ "… but it would not": what is told goes on behind the conjunction, as "would" for "will" shows."""
    if _names(doc, place):
        return False
    for token in doc[place : place + 9]:
        if token.text in STOPS or token.text == "," or token.is_quote or token.lemma_ in REPORTING:
            return False
        if token.lower_ in ("would", "could"):
            return True
    return False


def _behind_that(doc: Doc, report: Report, cues: set[int]) -> Clause | None:
    """A clause after "that" which the parser hung on another word."""
    sent = report.verb.sent
    for place in range(report.verb.i + 1, min(report.verb.i + 12, sent.end - 2)):
        token = doc[place]
        if token.lower_ == "that" and token.dep_ == "mark":
            head = token.head
            end = _to_the_end(doc, report.verb, head, place + 1, cues) if head.i > place else sentence_end(doc, place)
            return Clause(start=place + 1, end=end, subject=report.subject, cue=report.verb.text, rule="says-that")
        if token.text in _EDGES or token.pos_ == "VERB":
            return None
    return None


def _as_said(doc: Doc, report: Report) -> Clause | None:
    """ "as X has suggested, ⟦…⟧" and "⟦…⟧, as X suggested"."""
    verb, sent = report.verb, report.verb.sent
    link = next((kid for kid in verb.children if kid.dep_ == "mark" and kid.lower_ == "as" and kid.i < verb.i), None)
    if link is None:
        return None
    if (
        link.i > sent.start + 2
        and doc[link.i - 1].text == ","
        and not any(token.text == "," for token in doc[verb.i : sent.end])
    ):
        start, end = sent.start, trimmed(doc, sent.start, link.i)
    elif verb.i + 2 < sent.end and doc[verb.i + 1].text == ",":
        start, end = verb.i + 2, sentence_end(doc, verb.i)
    else:
        return None
    if not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[start:end]):
        return None
    return Clause(start=start, end=end, subject=report.subject, cue=verb.text, rule="as-said")


def _behind(doc: Doc, report: Report) -> Clause | None:
    """What follows "said" at once, up to the sentence's end, where the parser saw no clause in it."""
    verb, sent = report.verb, report.verb.sent
    if verb.lemma_ not in _PLAIN or report.subject.i > verb.i or verb.tag_ == "VBG":
        return None
    if verb.lemma_ == "tell" and (broken := _next_sentence(doc, report)) is not None:
        return broken
    if verb.i + 3 >= sent.end:
        return None
    start = verb.i + 1
    if verb.lemma_ == "warn" and any(kid.dep_ == "dobj" for kid in verb.children):
        return None  # "warned his supporters against complacency"
    if verb.lemma_ == "tell":
        heard = next((kid for kid in verb.children if kid.dep_ in ("dobj", "dative") and kid.i > verb.i), None)
        if heard is None:
            return None
        clause = next((kid for kid in heard.children if kid.dep_ in ("relcl", "acl") and _finite(kid)), None)
        if clause is None or doc[clause.left_edge.i].lower_ in ("who", "which", "that", ","):
            return None
        start = clause.left_edge.i
    if doc[start].pos_ not in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "SYM") or doc[start].is_quote:
        return None
    end = trimmed(doc, start, sentence_end(doc, start))
    finite = {"MD"} if verb.lemma_ == "announce" else {"VBD", "VBZ", "VBP", "MD"}
    if not any(token.tag_ in finite for token in doc[start + 1 : end]):
        return None
    return Clause(start=start, end=end, subject=report.subject, cue=verb.text, rule="says-loosely")


def _next_sentence(doc: Doc, report: Report) -> Clause | None:
    """What is told stands in a sentence of its own where the parser broke off after the one who is told it."""
    sent = report.verb.sent
    if (
        sent.end + 2 >= len(doc)
        or doc[sent.end - 1].is_punct
        or doc[sent.end - 1].is_space
        or sent.end - report.verb.i > 10
    ):
        return None
    start, end = sent.end, sentence_end(doc, sent.end)
    if end - start < 3:
        return None
    return Clause(start=start, end=trimmed(doc, start, end), subject=report.subject, cue="told", rule="says-loosely")


# ---------------------------------------------------------------- "⟦…⟧, X said"


def _before(doc: Doc, report: Report, governed: Token) -> Clause | None:
    first = _phrase_start(doc, report)
    start = min(governed.left_edge.i, governed.i)
    if first <= start:
        return None
    return _leading(doc, report, start, first)


def _phrase_start(doc: Doc, report: Report) -> int:
    subject = report.subject
    return min(report.start, subject.left_edge.i if report.verb.is_ancestor(subject) else report.start)


def _leading(doc: Doc, report: Report, start: int, first: int) -> Clause | None:
    """The words from the sentence's start to the comma before "X said"; all of it, where it goes on after that."""
    sent = report.verb.sent
    start = min(start, clause_start(doc, sent.start, start))
    if first == 0 or (doc[first - 1].text not in (",", "–", "—", "-") and not doc[first - 1].is_quote):
        return None
    while start < first and (doc[start].is_space or doc[start].lower_ in ("but", "and") or doc[start].text in _EDGES):
        start += 1
    if doc[start].lower_ == "as" and doc[start].dep_ == "mark":
        return None
    end = trimmed(doc, start, first)
    if end - start < 2 or not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[start:end]):
        return None
    if report.verb.lemma_ in _WEAK and doc[first - 1].text != ",":
        return None
    return Clause(start=start, end=end, subject=report.subject, cue=report.verb.text, rule="said-after")


def _inserted(doc: Doc, report: Report) -> Clause | None:
    """ "The act, he argues, was …": a subject and its verb between two commas, or after the last one."""
    verb, sent = report.verb, report.verb.sent
    first = _phrase_start(doc, report)
    if first - 1 <= sent.start or doc[first - 1].text not in (",", "–", "—"):
        return None
    last = report.end
    while last < sent.end and doc[last].text not in (",", "–", "—", ".", "!", "?", ";") and last - report.end < 12:
        last += 1
    if last < sent.end and doc[last].text in (",", "–", "—") and verb.dep_ in ("parataxis", "ccomp", "dep", "advcl"):
        if last + 1 < sent.end and doc[last + 1].lower_ in _OUTER:
            return _leading(doc, report, sent.start, first)
        start = sent.start
        while start < first and (doc[start].is_space or doc[start].lower_ in ("but", "and")):
            start += 1
        end = sentence_end(doc, sent.start)
        return Clause(start=start, end=end, subject=report.subject, cue=verb.text, rule="said-between")
    if (last >= sent.end or doc[last].text in STOPS) and any(
        token.pos_ in ("VERB", "AUX") for token in doc[sent.start : first]
    ):
        if not _free(verb):
            return None
        return _leading(doc, report, sent.start, first)
    return None


def _free(verb: Token) -> bool:
    """The verb governs nothing of its own: it can only report what stands before it."""
    return not any(kid.dep_ in ("dobj", "ccomp", "xcomp", "attr") and kid.i > verb.i for kid in verb.children) or (
        verb.lemma_ in ("tell", "say")
    )


# ---------------------------------------------------------------- "urged ⟦X to …⟧", "called for ⟦X to …⟧"


def _urged(doc: Doc, report: Report) -> Clause | None:
    verb = report.verb
    if verb.lemma_ == "call":
        if verb.i + 2 >= len(doc) or doc[verb.i + 1].lower_ not in ("on", "for", "upon"):
            return None
        start = verb.i + 2
    else:
        start = max(verb.i + 1, report.end if report.subject.i > verb.i else 0)
    infinitive = _infinitive(doc, start, verb)
    if infinitive is None or infinitive == start or doc[start].text in _EDGES or doc[start].is_quote:
        return None
    end = trimmed(doc, start, sentence_end(doc, start))
    edge = max(token.right_edge.i for token in doc[infinitive : infinitive + 2]) + 1
    if edge < end and doc[edge].text == ",":
        end = edge
    for place in range(infinitive + 2, end):
        if doc[place].lower_ in _OUTER and doc[place].head.i == verb.i:
            end = place
            break
    return Clause(start=start, end=trimmed(doc, start, end), subject=report.subject, cue=verb.text, rule="urged-to")


def _infinitive(doc: Doc, start: int, verb: Token) -> int | None:
    """The place of "to" (or "not to") after the one addressed."""
    for place in range(start, min(start + 14, len(doc) - 1)):
        token = doc[place]
        if token.lower_ in ("of", "about") and token.head.i == verb.i:
            return None  # "told him of his intention to stand down"
        if token.text in STOPS or token.lower_ in ("that", "which", "who") or token.pos_ in ("VERB", "AUX"):
            return None
        if token.lower_ == "to" and doc[place + 1].tag_ == "VB":
            return place - 1 if doc[place - 1].lower_ == "not" and place - 1 > start else place
        if token.text in ("“", '"', "‘") and place > start and doc[place - 1].lower_ == "to":
            return place - 1
    return None
