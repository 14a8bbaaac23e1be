"""Dates: every expression of time as whole days against the day of publication, with a direction.

What the letters leave open the parse decides: "in April" looks back after "was closed", ahead after "will".
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp.components.consultation_days import consultation_days
from nlp.components.date_grammar import Expression, expressions
from records.dates import BadDate, interval

if not Span.has_extension("date"):
    Span.set_extension("date", default=None)
if not Doc.has_extension("consultation_days"):
    Doc.set_extension("consultation_days", default=None)  # {opens_on, closes_on}: ISO prefixes or None

_FROM = {"from", "since", "with effect from", "as from", "starting", "starting in", "starting on", "starting from",
         "beginning", "beginning in", "beginning on", "no earlier than", "not before", "after"}  # fmt: skip
_BY = {"by", "before", "until", "till", "up to", "no later than", "not later than", "ahead of", "within"}
#: Names that hold a day or a month.
_NAMES_AFTER = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Express|Herald|Post|Mail|Sport|Agreement|school|trading|best|League|Day|Fool|Bank|"
    r"Island|Statement|Budget|Watch|Street|Road|Lane)\b|['’]s? (?:Times)"
)
_NAMES_BEFORE = re.compile(
    r"(?:Mail on|(?:The|the) Mail|Good|Black|Bloody|Super|Ash|Theresa|Mrs|Mr|Ms|Miss|Sir|Brian|Imelda|Al)\s$"
)
#: "slipped from the summer to ⟦the autumn⟧", "delayed until …"
_TOWARDS = re.compile(r"\b(?:from [\w ]{3,20} to|(?:delayed|postponed|put back|slipped|extended) (?:to|until)) $")
_OPENING = re.compile(r"(?:^|[.!?:“\"‘'•\n-]\s*)$")
_UNTIL = ("until", "till", "up to")
_AHEAD = {"due", "expect", "plan", "schedule", "earmark", "set", "intend", "aim", "hope", "likely", "promise", "will"}
_FUTURE_AUX = {"will", "shall", "would", "could", "may", "might", "can", "should", "must", "'ll", "’ll", "wo"}


@Language.component("dates", requires=["token.dep", "token.tag"], assigns=["doc.spans", "doc._.consultation_days"])
def dates(doc: Doc) -> Doc:
    """Fill ``doc.spans["dates"]`` and ``doc._.consultation_days``."""
    article = doc._.article or {}
    today = _published(article.get("published"))
    cited = [(span.start_char, span.end_char) for span in doc.spans.get("legislation", ())]
    text = doc.text  # made anew at every asking
    spans = []
    for expression in _chosen(text, list(expressions(text)), cited):
        span = doc.char_span(expression.start, expression.end, label="DATE", alignment_mode="expand")
        if span is None:
            continue
        values = _values(doc, text, expression, span, today)
        if values is not None:
            span._.date = values
            spans.append(span)
    doc.spans["dates"] = spans
    doc._.consultation_days = consultation_days(doc, text, article)
    return doc


def _published(iso: str | None) -> date | None:
    """The day of publication; of a prefix, its first day only where that day is certain."""
    if not iso:
        return None
    try:
        first, last = interval(iso)
    except BadDate:
        return None
    return first if first == last else None


def _chosen(text: str, found: list[Expression], cited: Sequence[tuple[int, int]]) -> list[Expression]:
    """The longest of those that overlap, without names of acts, papers and people."""
    taken: list[Expression] = []
    inside = iter(sorted(cited))
    act = next(inside, None)
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        while act is not None and act[1] <= one.start:
            act = next(inside, None)
        if act is not None and act[0] < one.end:
            continue
        if (
            one.rule == "day-word"
            and text[one.start] == "T"
            and not _OPENING.search(text, max(0, one.start - 3), one.start)
        ):
            continue  # the programme or the newspaper of that name
        of_school = one.rule == "weekday" and one.lead == "on" and text.startswith(" school", one.end)
        named = _NAMES_AFTER.match(text, one.end) and not of_school  # "On Monday school heads said"
        if named or _NAMES_BEFORE.search(text, max(0, one.start - 12), one.start):
            continue
        if taken and one.start < taken[-1].end:
            if one.end - one.start > taken[-1].end - taken[-1].start and one.start == taken[-1].start:
                taken[-1] = one
            continue
        taken.append(one)
    return taken


def _values(doc: Doc, text: str, expression: Expression, span: Span, today: date | None) -> dict[str, Any] | None:
    if expression.rule == "year" and _counts(span):
        return None
    if expression.weak and not _is_date(doc, expression, span):
        return None
    if expression.rule == "month" and len(span) == 1 and _is_named(doc, span[0], expression):
        return None
    first, last = expression.meaning(today, _about(span, text, expression))
    direction, lead = "in", expression.lead
    if lead in _FROM:
        direction = "from"
        if lead == "after" and last is not None:
            first, last = last + timedelta(days=1), None
        elif lead in ("no earlier than", "not before"):
            last = None
    elif lead in _BY:
        direction = "by"
        if lead in ("before", "ahead of"):
            ends = re.search(r"\bend of ", text[expression.start : expression.end])
            first, last = None, (last if ends else first - timedelta(days=1) if first else None)
        elif lead != "within":
            first = None
    return {
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "direction": direction,
        "rule": expression.rule,
        "start": expression.start,
        "end": expression.end,
    }


def _counts(span: Span) -> bool:
    """ "in 2000 schools", "room 1999": the figure is none of a year."""
    doc, last = span.doc, span[-1]
    follows = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if last.dep_ == "nummod" and follows is not None and follows.tag_ == "NNS" and doc[span.start].lower_ != "the":
        return True
    if len(span) == 1 and follows is not None and follows.lower_ in ("fewer", "more", "less", "extra", "other"):
        return True
    return len(span) == 1 and last.i > 0 and doc[last.i - 1].tag_ == "NN"


def _is_date(doc: Doc, expression: Expression, span: Span) -> bool:
    """Whether "May", "March" or a bare year is one: by its preposition, or by what it hangs on."""
    token = span[-1]
    if expression.rule == "month":
        if token.text == "May" and any(word.lower_ == "theresa" for word in doc[max(0, token.i - 400) : token.i]):
            if expression.lead not in ("in", "by", "from", "since", "until", "before", "after"):
                return False
            return token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in ("'s", "’s")
        if token.pos_ in ("AUX", "VERB"):
            return False
        if expression.lead not in ("", "on", "at", "over"):
            return True
        return token.ent_type_ == "DATE" and token.pos_ == "PROPN" and token.text != "May"
    if token.ent_type_ not in ("DATE", ""):
        return False
    if token.dep_ == "nummod" and token.i + 1 < len(doc):
        before = doc[span.start].lower_ if doc[span.start].lower_ == "the" else doc[max(0, span.start - 1)].lower_
        return before in ("the", "a", "an", "its", "their", "his", "her") and doc[token.i + 1].tag_ in (
            "NN",
            "NNP",
            "JJ",
            "NNPS",
            "NNS",
        )
    return token.ent_type_ == "DATE"


def _is_named(doc: Doc, token: Token, expression: Expression) -> bool:
    """Whether it is somebody's first name: "April Jones"."""
    follows = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return expression.lead == "" and follows is not None and follows.ent_type_ == "PERSON" and follows.ent_iob_ == "I"


def _about(span: Span, text: str, expression: Expression) -> str:
    """The tense of the words that the date hangs on: past, future, or "" where they have none."""
    if expression.lead == "since" or expression.rule == "ago":
        return "past"
    if expression.lead in ("by", "no later than", "not later than") or _TOWARDS.search(
        text, max(0, expression.start - 40), expression.start
    ):
        return "future"
    token: Token = span.root
    for _ in range(8):
        if token.head.i == token.i:
            break
        token = token.head
        if token.lemma_.lower() in _AHEAD:
            return "past" if _done(token, span) else "future"
        if expression.lead in _UNTIL and any(kid.lower_ in ("is", "are") for kid in token.children):
            return "future"
        if token.pos_ in ("VERB", "AUX") and (tense := _tense(token)):
            return tense
    return ""


def _done(verb: Token, span: Span) -> bool:
    """Whether a promise or a plan was itself made then: "had promised in May to look again"."""
    near = 0 < span.start - verb.i <= 2
    passive = any(kid.dep_ == "auxpass" or kid.lower_ in ("is", "are", "was", "were", "be") for kid in verb.children)
    had = any(kid.lower_ in ("has", "have", "had") for kid in verb.children)
    return near and not passive and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and had))


def _tense(verb: Token) -> str | None:
    """past, future, or None where the verb itself does not say and the one above it must."""
    kids = list(verb.children)
    aux = [kid for kid in kids if kid.dep_ in ("aux", "auxpass")]
    if any(kid.lower_ in _FUTURE_AUX for kid in aux):
        return "future"
    if any(kid.lower_ == "to" for kid in aux):
        return None if verb.dep_ in ("xcomp", "advcl", "acl", "ccomp") and verb.head.i != verb.i else "future"
    if any(kid.lemma_.lower() in _AHEAD for kid in kids if kid.dep_ in ("acomp", "oprd", "advmod", "amod")):
        return "future"
    if verb.lower_ == "come" and not any(kid.lower_ in ("has", "have", "had") for kid in aux):
        return "future"  # "were made last week and come into force in May"
    if verb.tag_ == "VBD" or any(kid.tag_ == "VBD" or kid.lower_ in ("has", "have", "had") for kid in aux):
        return "past"
    if any(kid.lower_ in ("is", "are") for kid in aux) and verb.tag_ == "VBN":
        return "past" if verb.lemma_ not in _AHEAD else "future"
    if verb.tag_ == "VBN":
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "future"
    return None
