"""Quotations: who says what, in quotation marks or without, each with the rule that found it.

The marks decide what is direct; the parse decides what a cue governs. A stretch in marks that nobody is
credited with is a title, a term or a scare quote, and is left alone.
"""

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp.components.attributions import attributions
from nlp.components.beside_marks import of_its_sentence, said_after, said_before, sentence_before, starts_sentence
from nlp.components.clause_edges import Clause
from nlp.components.indirect_speech import clauses
from nlp.components.publishers import DOCUMENTS
from nlp.components.quotation_marks import Stretch, is_speech, is_title, paragraphs, stretches
from nlp.components.reporting import QUOTING, REPORTING, Report, reports
from nlp.components.speakers import Speakers
from nlp.components.unmarked_speech import Found, Said, meets, unmarked_speech, with_turns

if not Span.has_extension("quotation"):
    Span.set_extension("quotation", default=None)


_NEAR = 40  # quoted stretches, clauses or sayings that are looked through about one place
_FAR = 3000  # characters on either side of a quoted stretch in which its saying is looked for


@Language.factory(
    "quotations",
    requires=["token.dep", "token.lemma", "doc.spans"],
    assigns=["doc.spans"],
    default_config={"attributions": False},
)
def make_quotations(nlp: Language, name: str, attributions: bool) -> "Quotations":
    """The component; ``attributions`` takes in phrases that by our own rules are no quotations."""
    return Quotations(attributions=attributions)


class Quotations:
    """Fill ``doc.spans["quotations"]``; a span's label is direct or indirect."""

    def __init__(self, *, attributions: bool = False) -> None:
        self.attributions = attributions

    def __call__(self, doc: Doc) -> Doc:
        return _filled(doc, _Reader(doc, attributions=self.attributions).read())


def _filled(doc: Doc, found: list[Found]) -> Doc:
    spans = []
    for item in sorted(found, key=lambda one: (one.start, one.end)):
        span = doc.char_span(item.start, item.end, label=item.type, alignment_mode="expand")
        if span is None or not item.name:
            continue
        span._.quotation = {
            "speaker": item.name,
            "cue": item.cue,
            "start": item.start,
            "end": item.end,
            "rule": item.rule,
            "speaker_span": _head_span(item),
        }
        spans.append(span)
    doc.spans["quotations"] = spans
    return doc


def _head_span(item: Found) -> list[int] | None:
    if item.head is None:
        return list(item.place) if item.place else None
    return [item.head.idx, item.head.idx + len(item.head.text)]


def _said(doc: Doc, item: Report | Clause, name: str | None, written: str) -> Said:
    """A report, or an "according to", by its place in the text."""
    head = item.subject
    if isinstance(item, Report):
        last = doc[item.end - 1]
        start, end = doc[item.start].idx, last.idx + len(last.text)
        return Said(start, end, head, name, item.verb.text, item.verb.idx, item.verb.lemma_, written)
    start = doc[max(0, head.left_edge.i - 2)].idx
    return Said(start, head.idx + len(head.text), head, name, item.cue, head.idx, "accord")


class _Reader:
    def __init__(self, doc: Doc, *, attributions: bool = False) -> None:
        self.doc = doc
        self.attributions = attributions
        self.text = doc.text
        self.blocks = [(span.label_, span.start_char, span.end_char) for span in doc.spans.get("blocks", ())]

    def read(self) -> list[Found]:
        marked: list[list[Stretch]] = []
        parts = list(paragraphs(self.text, self.blocks))
        for kind, start, end, next_opens in parts:
            marked.append([] if kind == "heading" else stretches(self.text, start, end, next_opens=next_opens))
        inside = self._inside(marked)
        found = [report for report in reports(self.doc) if not inside[report.verb.i]]
        speakers = Speakers(self.doc, inside)
        said, governed = self._resolved(found, speakers)
        indirect = self._indirect(governed, marked)
        direct = self._direct(parts, marked, said, indirect)
        unmarked = list(unmarked_speech(self.text, parts, marked, said))
        for item in unmarked:
            item.name = speakers.labelled(item.name) if item.rule == "label" and item.name else item.name
        return with_turns([one for one in indirect + direct if not meets(one, unmarked)], unmarked)

    def _inside(self, marked: list[list[Stretch]]) -> bytearray:
        """One flag a token: inside a stretch long enough to be speech."""
        flags = bytearray(len(self.doc) + 1)
        starts = [token.idx for token in self.doc]
        for stretch in (one for part in marked for one in part):
            first, last = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
            if last - first > 1:
                flags[first:last] = b"\1" * (last - first)
        return flags

    def _resolved(self, found: list[Report], speakers: Speakers) -> tuple[list[Said], list[tuple[Clause, str | None]]]:
        """Every report and clause with its speaker's name, resolved in text order."""
        governed = list(clauses(self.doc, found))
        if self.attributions:
            governed += attributions(self.doc, governed)
        said: list[Said] = []
        work: list[tuple[int, Report | Clause]] = [(report.verb.i, report) for report in found]
        work += [(clause.subject.i, clause) for clause in governed if clause.rule in ("according-to", "attributed")]
        names: dict[int, str | None] = {}
        for _, item in sorted(work, key=lambda pair: pair[0]):
            name = speakers.name(item.subject)
            if isinstance(item, Report) and name and item.relative == "which" and speakers.is_person(name):
                name = speakers.body_near(item.verb.i) or name
            names[item.subject.i] = name
            if isinstance(item, Clause) and item.rule == "attributed":
                continue
            if name is not None and not (isinstance(item, Report) and item.verb.lemma_ not in REPORTING):
                speakers.heard(item.subject, name)
            said.append(_said(self.doc, item, name, self._written(speakers, item.subject)))
        return said, [(clause, names.get(clause.subject.i)) for clause in governed]

    def _written(self, speakers: Speakers, head: Token) -> str:
        if head.pos_ not in ("NOUN", "PROPN"):
            return ""
        start, end = speakers.phrase(head)
        return self.doc[start:end].text.replace("\n", " ")

    # ------------------------------------------------------------ indirect

    def _indirect(self, governed: list[tuple[Clause, str | None]], marked: list[list[Stretch]]) -> list[Found]:
        every = [stretch for part in marked for stretch in part]
        found: list[Found] = []
        for clause, name in governed:
            if name is None:
                continue
            start = self.doc[clause.start].idx
            last = self.doc[clause.end - 1]
            end = last.idx + len(last.text)
            start, end = self._outside_marks(start, end, every)
            if end - start < 4 or self._is_heading(start):
                continue
            inner = clause.subject.pos_ == "PRON" or clause.subject.lemma_.lower() in DOCUMENTS
            if inner and any(other.start <= start and end <= other.end for other in found[-8:]):
                continue  # "he said he believed …" is one report
            found.append(Found("indirect", start, end, clause.subject, name, clause.cue, clause.rule))
        return _without_repeats(found)

    def _outside_marks(self, start: int, end: int, every: list[Stretch]) -> tuple[int, int]:
        """Cut off quoted stretches that are speech of their own; nothing is left of a clause that is one."""
        first = bisect_right(every, start, key=lambda stretch: stretch.after)
        for stretch in every[first : first + _NEAR]:
            if stretch.before >= end:
                break
            if start < stretch.before and stretch.end <= end < stretch.after:
                end = stretch.after  # the mark that closes a fragment at the clause's end
            if stretch.after > start:
                covered = min(end, stretch.after) - max(start, stretch.before)
                if covered >= 0.9 * (end - start):
                    return start, start
                sentence = not stretch.closed or self.text[stretch.end - 1] in ".,?!"
                if stretch.before <= start and sentence and stretch.after < end:
                    start = stretch.after
                    while start < end and self.text[start] in " ,;":
                        start += 1
        return start, end

    def _is_heading(self, place: int) -> bool:
        index = bisect_left(self.blocks, place + 1, key=lambda block: block[1]) - 1
        return 0 <= index < len(self.blocks) and self.blocks[index][0] == "heading"

    # ------------------------------------------------------------ direct

    def _direct(
        self,
        parts: list[tuple[str, int, int, bool]],
        marked: list[list[Stretch]],
        said: list[Said],
        indirect: list[Found],
    ) -> list[Found]:
        said = sorted((one for one in said), key=lambda one: one.verb)
        verbs = [one.verb for one in said]
        clauses = sorted(indirect, key=lambda one: one.start)
        found: list[Found] = []
        carried: Found | None = None  # an open quotation that goes on in the next paragraph
        active: Said | Found | None = None
        for (kind, start, end, _), inside in zip(parts, marked, strict=True):
            here = said[bisect_left(verbs, start) : bisect_left(verbs, end)]
            made: list[Found] = []
            for number, stretch in enumerate(inside):
                before = inside[number - 1] if number else None
                after = inside[number + 1] if number + 1 < len(inside) else None
                near = here[
                    bisect_left(here, stretch.before - _FAR, key=lambda one: one.verb) : bisect_left(
                        here, stretch.after + _FAR, key=lambda one: one.verb
                    )
                ][-2 * _NEAR :]
                around = clauses[
                    bisect_left(clauses, stretch.before - _FAR, key=lambda one: one.start) : bisect_right(
                        clauses, stretch.before + 1, key=lambda one: one.start
                    )
                ][-_NEAR:]
                one = self._attached(stretch, before, after, start, end, near, around, made, carried, active)
                if one is not None:
                    made.append(one)
                    active = one
            if inside and not inside[-1].closed and inside[-1].after == end and made:
                carried = made[-1]
            elif kind != "heading":
                carried = None
            found += made
            if here and (not made or here[-1].verb > made[-1].end):
                active = here[-1] if here[-1].name else active
        return found

    def _attached(
        self,
        stretch: Stretch,
        before: Stretch | None,
        after: Stretch | None,
        start: int,
        end: int,
        here: list[Said],
        indirect: list[Found],
        made: list[Found],
        carried: Found | None,
        active: "Said | Found | None",
    ) -> Found | None:
        """The stretch as a quotation of whoever says it; None where nobody does."""
        words = self.text[stretch.start : stretch.end]
        if len(words.split()) < 2:
            return None
        speech = is_speech(words, stretch)
        left = before.after if before else start
        right = after.before if after else end

        def made_of(source: "Said | Found", rule: str) -> Found | None:
            if source.name is None:
                if not isinstance(source, Said) or not source.written or rule == "same-speaker":
                    return None
                name = source.written
                return Found("direct", stretch.start, stretch.end, source.head, name, source.cue, rule)
            return Found("direct", stretch.start, stretch.end, source.head, source.name, source.cue, rule)

        if carried is not None and before is None and not self.text[start : stretch.before].strip():
            return made_of(carried, "goes-on")
        titled = is_title(words) and len(words.split()) > 2
        follows = said_after(self.text, stretch, right, here) if speech and not titled else None
        if follows is not None:
            return made_of(follows, "said-after")
        precedes = said_before(self.text, stretch, left, here)
        if precedes is not None:
            return made_of(precedes, "said-before")
        if not speech or titled:
            return self._fragment(stretch, left, right, here, indirect, words)
        gap = self.text[left : stretch.before]
        last = made[-1] if made and before is not None and made[-1].end == before.end else None
        if last is not None and not gap.strip(" \n\t–—-"):
            return made_of(last, "joined")
        if after is not None and not self.text[stretch.after : after.before].strip():
            later = said_after(self.text, after, end, here)
            if later is not None:
                return made_of(later, "joined")
        if starts_sentence(self.text, stretch, start):
            source = sentence_before(stretch, start, here, made) or active
            if source is not None:
                return made_of(source, "same-speaker")
        fragment = self._fragment(stretch, left, right, here, indirect, words)
        if fragment is None and active is not None and len(words.split()) > 5:
            own = of_its_sentence(self.text, stretch, left, here)
            if own is not None:
                return made_of(own, "said-before")
            return made_of(sentence_before(stretch, start, here, made) or active, "same-speaker")
        return fragment

    def _fragment(
        self, stretch: Stretch, left: int, right: int, here: list[Said], indirect: list[Found], words: str
    ) -> Found | None:
        """A few quoted words inside a sentence: of whoever reports the clause, or does the calling."""
        if is_title(words):
            return None
        around = [one for one in indirect if one.start <= stretch.before + 1 and stretch.end <= one.end + 1]
        if around:
            inner = min(around, key=lambda one: one.end - one.start)
            return Found("direct", stretch.start, stretch.end, inner.head, inner.name, inner.cue, "inside-clause")
        governor = self._governor(stretch)
        for one in reversed(here):
            if one.name is not None and governor is not None and one.verb == governor.idx:
                return Found("direct", stretch.start, stretch.end, one.head, one.name, one.cue, "called")
        return None

    def _governor(self, stretch: Stretch) -> Token | None:
        """The quoting verb over a fragment, without a clause of its own in between: "accused them of “…”"."""
        span = self.doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
        if span is None:
            return None
        token, steps = span.root, 0
        while steps < 12:
            if not span.start <= token.i < span.end and token.lemma_ in QUOTING | REPORTING and token.pos_ == "VERB":
                return token
            if token.dep_ in ("relcl", "ccomp", "advcl", "nsubj", "nsubjpass") and not span.start <= token.i < span.end:
                return None
            if token.head.i == token.i:
                return None
            token, steps = token.head, steps + 1
        return None


def _without_repeats(found: list[Found]) -> list[Found]:
    """One record for one clause: of two that overlap almost wholly with one speaker, the first found."""
    kept: list[Found] = []
    for one in found:
        if not any(abs(one.start - other.start) < 6 and one.name == other.name for other in kept[-6:]):
            kept.append(one)
    return kept
