"""Legislation: acts, bills, instruments and EU acts by any of their names, and provisions of them.

A name is tied to its address on legislation.gov.uk where that is sure. A title with a year that no act
has ("Children Act 2005") keeps the words and gets no address.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.legislation_names import Named, numbered, titles
from nlp.components.legislation_provisions import ELSEWHERE, JOINED, of_schedule, provisions
from records.acts import Acts, kind_of, plain, register, without_year

if not Span.has_extension("legislation"):
    Span.set_extension("legislation", default=None)

_OBLIQUE = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese|[Tt]he said) "
    r"(?:(?P<year>1[2-9]\d\d|20\d\d) |(?:draft|new|same|proposed) )?"
    r"(?P<word>[Aa]ct|[Bb]ill|[Rr]egulations|Directive|Regulation)\b(?! of\b| \(| 20| 19)"
)
#: After a title: ("FA 2004"), (‘the 2004 Act’), (the “Principal Act”), (SI 2010/1080), (c. 31).
_DEFINED = re.compile(
    r"\s?\((?:[^()\n]{0,40}?)[“\"‘'](?P<the>the )?(?P<short>[^“”\"‘’\n()]{2,60})[”\"’'][^()\n]{0,40}\)"
)
_BARE = re.compile(r"\s?\((?P<the>)?(?P<short>[A-Z][A-Za-z]{1,9}(?: (?:19|20)\d\d)?)\)")
_MEMBERS = re.compile(r"\b(?!Labour|Government|Chancellor|Minister)[A-Z]\w+[’']s? (?:private member[’']s )?$")
_INITIALS = re.compile(r"\b[A-Z]{2,8} (?:1[89]\d\d|20\d\d)\b(?! ?(?:Act|Bill))")
_FAR = 1500  # characters within which a provision without its act belongs to the act named last
_RECENT = 40  # mentions that an oblique one may look back or ahead over
_LEGAL_FROM = 8  # provisions that make a text a lawyer's: there an act named once is meant to the end


@dataclass(slots=True)
class Cited:
    """A mention in the making."""

    start: int
    end: int
    title: str | None
    canonical: str | None
    kind: str
    rule: str
    year: int | None = None
    base: str = ""
    provision: str | None = None


@Language.component("legislation", assigns=["doc.spans"])
def legislation(doc: Doc) -> Doc:
    """Fill ``doc.spans["legislation"]``; a provision is a span of its own, tied to its act."""
    published = (doc._.article or {}).get("published") or ""
    by = int(published[:4]) if re.match(r"\d{4}", published) else None
    spans = []
    for item in cited(doc.text, by=by):
        span = doc.char_span(item.start, item.end, label=item.kind, alignment_mode="expand")
        if span is None:
            continue
        values: dict[str, Any] = {
            "canonical": item.canonical,
            "title": item.title,
            "provision": item.provision,
            "kind": item.kind,
            "rule": item.rule,
            "start": item.start,
            "end": item.end,
        }
        span._.legislation = values
        spans.append(span)
    doc.spans["legislation"] = spans
    return doc


def cited(text: str, *, by: int | None) -> list[Cited]:
    """All mentions in text order; ``by`` is the year of writing, None where it is not known."""
    acts = register()
    named = _without_overlaps(
        [_resolved(name, text, acts, by) for name in titles(text, acts)]
        + [
            Cited(start, end, _title_of(acts, path), path, kind_of(path), "by-number")
            for start, end, path in numbered(text)
        ]
    )
    _number_titles(text, named)
    _agree(named, acts)
    defined = _defined(text, named)
    found = _without_overlaps(named + defined + _initials(text, named, acts) + _short(text, acts))
    oblique = _oblique(text, found, acts)
    years = {item.base: item for item in oblique if item.year and item.base and item.canonical}
    for item in named:
        meant = years.get(item.base)
        if meant and item.canonical is None and item.rule == "title-without-year":
            item.canonical, item.title, item.year, item.kind = meant.canonical, meant.title, meant.year, meant.kind
    found = _without_overlaps(found + oblique)
    return _without_overlaps(found + _provisions(text, found))


def _title_of(acts: Acts, path: str) -> str | None:
    act = acts.by_id.get(path)
    if path == "eur/2016/679":
        return "General Data Protection Regulation"
    return act.title if act else None


def _without_overlaps(items: list[Cited]) -> list[Cited]:
    """In text order; of two that overlap the one that starts first, or the longer."""
    kept: list[Cited] = []
    for item in sorted(items, key=lambda one: (one.start, -one.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _resolved(name: Named, text: str, acts: Acts, by: int | None) -> Cited:
    title = f"{name.base} {name.year}" if name.year else name.base
    act = None
    if name.word == "bill" and _MEMBERS.search(text, max(0, name.start - 30), name.start):
        rule = "members-bill"  # few of them pass, and other bills of that title may
    elif name.word == "bill":
        act = acts.become_of(name.base, by=name.year or by)
        rule = "bill-title"
    elif name.year:
        act = acts.titled(title) or _cut(title, acts)
        rule = "full-title"
    else:
        act = acts.only(name.base, by=by)
        rule = "title-without-year"
    kind = "bill" if name.word == "bill" else (act.kind if act else _guess(name))
    return Cited(
        name.start,
        name.end,
        act.title if act and name.word != "bill" else title,
        act.id if act else None,
        kind,
        rule,
        year=name.year or (act.year if act and name.word != "bill" else None),
        base=plain(name.base),
    )


def _cut(title: str, acts: Acts) -> Any:
    """The act of a title that lost its "etc" or took on "(as amended)"."""
    return acts.titled(re.sub(r" etc\.?| \(as amended\)", "", title))


def _guess(name: Named) -> str:
    if name.word == "regulations":
        return "regulations"
    return (
        "devolved"
        if re.search(r"\((?:Scotland|Wales|Northern Ireland)\)", name.base) and name.year and name.year > 1999
        else "act"
    )


def _number_titles(text: str, named: list[Cited]) -> None:
    """ "The X Regulations 2012 (SI 2012/8)": the number is the title's address."""
    for item, following in pairwise(named):
        if (
            following.rule == "by-number"
            and item.canonical is None
            and item.kind == "regulations"
            and text[item.end : following.start].strip() in ("(", ",", "")
        ):
            item.canonical, following.title = following.canonical, item.title


def _agree(named: list[Cited], acts: Acts) -> None:
    """A title without a year means the act of that title which the text names in full, before or after."""
    full: dict[str, list[Cited]] = {}
    for item in named:
        if item.base and item.year and item.kind != "bill":
            full.setdefault(item.base, []).append(item)
    for item in named:
        passed = full.get(re.sub(r"\bbill$", "act", item.base))
        if item.kind == "bill" and item.canonical is None and passed:
            item.canonical = passed[0].canonical
        if item.rule != "title-without-year" or item.base not in full:
            continue
        same = full[item.base]
        before = [one for one in same if one.start < item.start]
        meant = before[-1] if before else same[0]
        item.canonical, item.title, item.year, item.kind = meant.canonical, meant.title, meant.year, meant.kind


# ---------------------------------------------------------------- short forms


def _defined(text: str, named: list[Cited]) -> list[Cited]:
    """Later uses of a short form that stands in brackets after a title."""
    found: list[Cited] = []
    shorts: set[str] = set()
    for item in named:
        if (item.rule == "by-number" and item.title is None) or len(shorts) >= _RECENT:
            continue
        tail = text[item.end : item.end + 160]
        match = _DEFINED.match(tail) or (_BARE.match(tail) if item.kind != "bill" else None)
        if match is None or match["short"] in ("Scotland", "Wales", "England"):
            continue
        short = match["short"]
        if short in shorts:
            continue
        shorts.add(short)
        from_here = item.end + (match.start("the") if match["the"] else match.start("short"))
        words = (
            rf"(?:\b[Tt]he )?(?<!\w){re.escape(short)}(?!\w)" if match["the"] else rf"(?<!\w){re.escape(short)}(?!\w)"
        )
        for use in re.finditer(words, text[from_here:]):
            start, end = from_here + use.start(), from_here + use.end()
            found.append(Cited(start, end, item.title, item.canonical, item.kind, "defined", item.year, item.base))
    return found


def _initials(text: str, named: list[Cited], acts: Acts) -> list[Cited]:
    """ "FA 2004": a short name of the register, or the initials of an act that the text names in full."""
    by_initials = {
        f"{''.join(word[0] for word in re.findall(r'[A-Z][a-z]+', without_year(item.title)))} {item.year}": item
        for item in named
        if item.title and item.year
    }
    found = []
    for use in _INITIALS.finditer(text):
        act, item = acts.titled(use[0]), by_initials.get(use[0])
        if act:
            found.append(
                Cited(
                    use.start(),
                    use.end(),
                    act.title,
                    act.id,
                    act.kind,
                    "short-name",
                    act.year,
                    plain(without_year(act.title)),
                )
            )
        elif item:
            found.append(
                Cited(use.start(), use.end(), item.title, item.canonical, item.kind, "initials", item.year, item.base)
            )
    return found


_SHORT = re.compile(r"\bLASPO\b(?! Act)")


def _short(text: str, acts: Acts) -> list[Cited]:
    found = []
    for use in _SHORT.finditer(text):
        act = acts.titled(use[0])
        if act:
            found.append(
                Cited(
                    use.start(),
                    use.end(),
                    act.title,
                    act.id,
                    act.kind,
                    "short-name",
                    act.year,
                    plain(without_year(act.title)),
                )
            )
    return found


def _oblique(text: str, found: list[Cited], acts: Acts) -> list[Cited]:
    """ "the 2004 act", "that Act", "the Bill": what was named last before it, of that sort and year."""
    uses: list[Cited] = []
    position = 0
    before: list[Cited] = []
    for use in _OBLIQUE.finditer(text):
        while position < len(found) and found[position].start < use.start():
            before.append(found[position])
            position += 1
        meant = _meant(use, text, before[-_RECENT:], found[position : position + _RECENT], acts)
        if meant is not None:
            article = re.match(r"(?:[Tt]hat|[Tt]his) ", use[0])
            uses.append(
                Cited(
                    use.start(),
                    use.end(),
                    meant.title,
                    meant.canonical,
                    meant.kind,
                    "that-act" if article else "the-act",
                    meant.year,
                    meant.base,
                )
            )
    return uses


def _meant(use: re.Match[str], text: str, before: list[Cited], after: list[Cited], acts: Acts) -> Cited | None:
    word = use["word"].lower()
    if use["year"]:
        year = int(use["year"])
        same = [item for item in before if item.year == year and item.kind != "bill"]
        if same:
            return same[-1]
        later = [item for item in after if item.year == year and item.kind != "bill"]
        if later:
            return later[0]
        # the Children Act was named without its year, or another of that title was
        for item in reversed(before):
            act = acts.titled(f"{re.sub(r'bill$', 'act', item.base)} {year}") if item.base else None
            if act:
                return Cited(item.start, item.end, act.title, act.id, act.kind, "", act.year, item.base)
        return Cited(use.start(), use.end(), None, None, "act", "", year) if word == "act" else None
    sorts = {"act": ("act", "devolved"), "bill": ("bill",), "regulations": ("regulations",)}.get(word, ("eu",))
    aside: Cited | None = None  # named only as the owner of a section: the text's act is another one, if any
    for item in reversed(before):
        if item.kind in sorts:
            if not _OWNED.search(text, max(0, item.start - 40), item.start) or item.rule in ("the-act", "that-act"):
                return item
            aside = aside or item
        elif (
            word == "act"
            and item.kind == "bill"
            and item.canonical
            and (not any(one.kind in sorts for one in before) or not _ends_sentence(text, item.end, use.start()))
        ):
            return item
    return aside


_OWNED = re.compile(r"\b(?:[Ss]ections?|[Cc]lauses?|[Pp]art|[Ss]chedule) \d+\w*(?:\(\w+\))* (?:of|to) the $")


def _ends_sentence(text: str, start: int, end: int) -> bool:
    return end - start > _FAR or re.search(r"[.!?]\s", text[start:end]) is not None


# ---------------------------------------------------------------- provisions


def _provisions(text: str, found: list[Cited]) -> list[Cited]:
    places = list(provisions(text))
    legal = len(places) >= _LEGAL_FROM
    made: list[Cited] = []
    index = 0
    schedule = ""  # the one named last
    for start, end, path in places:
        while index < len(found) and found[index].start < end:
            index += 1
        meant = _of_act(text, end, found[index : index + 1]) or _last_act(
            text, start, found[max(0, index - _RECENT) : index], legal
        )
        if path.startswith("schedule"):
            schedule = path
        elif path.startswith("paragraph"):
            path = of_schedule(text, end, path, schedule)
        if meant is None or meant.canonical is None or ELSEWHERE.match(text, end):
            continue
        if path.startswith("clause") and meant.kind != "bill":
            continue
        if path.startswith("rule") and "Rules" not in (meant.title or ""):
            continue
        if path.startswith(("regulation", "article")) and meant.kind not in ("regulations", "eu"):
            continue
        if path.startswith(("section", "part", "chapter")) and meant.kind in ("regulations", "eu"):
            continue
        made.append(
            Cited(start, end, meant.title, meant.canonical, meant.kind, "provision", meant.year, meant.base, path)
        )
    return made


def _of_act(text: str, end: int, following: list[Cited]) -> Cited | None:
    """The act right after it: "section 10 of the …", "sections 2 and 3 of that Act", "s 10, Children Act 1989"."""
    if not following:
        return None
    first = following[0]
    if first.start - end > 60:
        return None
    between = JOINED.match(text, end, first.start + 1)
    reach = between.end() if between else end
    return first if reach >= first.start or text[reach : first.start].strip() in ("", ",") else None


def _last_act(text: str, start: int, before: list[Cited], legal: bool) -> Cited | None:
    for item in reversed(before):
        if item.rule == "by-number":
            continue
        if legal:
            return item
        near = start - item.end < _FAR and "\n\n" not in text[item.end : start]
        return item if near else None
    return None
