"""legislation.gov.uk's own XML (CLML): an act, an instrument, or a provision as it stood on a day, as a page.

What the markup says is put in sentences, so that the reader learns what became of a law: when it was made,
since when it has been in force, when it was repealed. Shapes are from the site's schema and stylesheets.
"""

import re
from collections.abc import Iterator

from lxml import etree

from crawler.decoding import cleaned
from crawler.fragments import Blocks
from crawler.page import NoArticle, Page
from records.dates import in_words
from records.vocab import ArticleKind, BlockKind

_NAMESPACE = "http://www.legislation.gov.uk/namespaces/legislation"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 40_000  # characters of a law's own text; the rest stands at its address
_NOT_TEXT = frozenset({"Metadata", "Contents", "Commentaries", "Versions", "Footnotes", "Resources", "MarginNotes"})
_HEADINGS = frozenset({"Title", "Heading", "TitleBlock"})
#: Parts of an address that name a provision; "part/1/section/10" is known by its last.
_PROVISION = re.compile(r"\b(section|article|regulation|rule|schedule|paragraph|part|chapter)/([\w-]+)")
_GONE = re.compile(r"\s*\((?:repealed|revoked)[^)]*\)\s*$", re.IGNORECASE)


def is_clml(text: str) -> bool:
    """Whether it is a document of legislation.gov.uk."""
    head = text[:3_000]
    return _NAMESPACE in head and re.search(r"<(?:\w+:)?Legislation\b", head) is not None


def document(text: str) -> etree._Element:
    """The document. Raises NoArticle."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise NoArticle(f"the XML cannot be read ({error}); fetch it again") from None
    if root is None:
        raise NoArticle("the XML cannot be read; fetch it again")
    return root


def page_of(text: str) -> Page:
    """A law, or one provision of it as it stood at a time. Raises NoArticle."""
    root = document(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    title = _GONE.sub("", cleaned(_first(root, "title")))
    if not title:
        raise NoArticle("the document has no title; nothing to do")
    provision = provision_of(cleaned(_first(root, "identifier")))
    part = _part(root, provision)
    words = list(_blocks(root))
    made = _date(root, "EnactmentDate") or _date(root, "Made")
    start, end, status = part.get("RestrictStartDate", ""), part.get("RestrictEndDate", ""), part.get("Status", "")
    gone = (
        status == "Repealed" or _GONE.search(_first(root, "title")) is not None or (provision != "" and _empty(words))
    )
    name = f"{provision} of the {title}" if provision else f"The {title}"
    facts = [_born(root, title, made)]
    dated = made
    if gone:
        dated = end or (start if provision else "") or _day_of_end(_first(root, "title")) or made
        on = f" on {in_words(dated)}" if dated and dated != made else ""
        facts.append(f"{name} was {'repealed' if _is_act(root) else 'revoked'}{on}.")
    elif status in ("Prospective", "Dead"):
        facts.append(f"{name} {'is not yet in force' if status == 'Prospective' else 'never came into effect'}.")
    elif provision and start:
        dated = start
        facts.append(f"{name} has been in force in these words since {in_words(start)}.")
        if end:
            facts.append(f"These words applied until {in_words(end)}.")
    else:
        facts += [f"It comes into force on {in_words(day)}." for day in _in_force(root)[:1]]
    blocks: Blocks = [(BlockKind.PARAGRAPH, " ".join(filter(None, facts)))]
    if not provision and (about := cleaned(_first(root, "description"))):
        blocks.append((BlockKind.PARAGRAPH, about))
    return Page(
        headline=f"{title}, {provision[:1].lower()}{provision[1:]}" if provision else title,
        blocks=blocks + _cut([] if gone and _empty(words) else words),
        published_at=dated or None,
        date_is_sure=True,
        kind=ArticleKind.LEGISLATION,
        language=_first(root, "language"),
    )


def _day_of_end(title: str) -> str:
    """2006-10-01 for "Lamps Act 1998 (repealed 1.10.2006)", the site's way to say it; "" for a title without a day."""
    found = re.search(r"\((?:repealed|revoked)[^)]*?\b(\d{1,2})\.(\d{1,2})\.(\d{4})\)", title)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""


def version_days(text: str) -> list[str]:
    """The days from which a provision has had other words, earliest first; those ahead among them. Raises NoArticle."""
    root = document(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    part = _part(root, provision_of(_first(root, "identifier")))
    days = {part.get("RestrictStartDate", "")}
    for link in root.iter("{*}link"):
        if str(link.get("rel", "")).endswith("/hasVersion"):
            days.add(str(link.get("title", "")))
    return sorted(day for day in days if _DAY.fullmatch(day))


def provision_of(address: str) -> str:
    """ "Section 10" for an address of one; "" for that of a whole law."""
    return " ".join(f"{kind} {number.upper()}" for kind, number in _PROVISION.findall(address)[-2:]).capitalize()


# ---------------------------------------------------------------- facts


def _first(root: etree._Element, name: str) -> str:
    found = next(root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return _words(found) if found is not None else ""


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _value(root: etree._Element, name: str) -> str:
    found = next(root.iter(f"{{*}}{name}"), None)
    return str(found.get("Value", "")) if found is not None else ""


def _date(root: etree._Element, name: str) -> str:
    found = next(root.iter(f"{{*}}{name}"), None)
    day = str(found.get("Date", "")) if found is not None else ""
    return day if _DAY.fullmatch(day) else ""


def _in_force(root: etree._Element) -> list[str]:
    days = [
        str(item.get("Date", "")) for coming in root.iter("{*}ComingIntoForce") for item in coming.iter("{*}DateTime")
    ]
    return sorted(day for day in days if _DAY.fullmatch(day))


def _is_act(root: etree._Element) -> bool:
    return _value(root, "DocumentCategory") == "primary"


# "Chapter 77", as the site has it, would be read as a provision of the act.
def _born(root: etree._Element, title: str, made: str) -> str:
    year, number = _value(root, "Year"), _value(root, "Number")
    if not (year and number):
        return ""
    if _is_act(root):
        return f"The {title} is act number {number} of {year}" + (
            f"; it received Royal Assent on {in_words(made)}." if made else "."
        )
    return f"This is statutory instrument {number} of {year}" + (
        f"; the instrument was made on {in_words(made)}." if made else "."
    )


def _part(root: etree._Element, provision: str) -> etree._Element:
    """The element whose days and status are those of the document: the provision's own, else the whole."""
    if provision:
        for element in _texts(root):
            if element.get("RestrictStartDate") or element.get("Status"):
                deeper = [item for item in element.iter("{*}P1") if item.get("RestrictStartDate")]
                return deeper[0] if len(deeper) == 1 else element
    return root


# ---------------------------------------------------------------- words


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    """All elements below that may hold the law's words, in their order."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _NOT_TEXT:
            yield child
            yield from _texts(child)


def _blocks(root: etree._Element) -> Iterator[tuple[BlockKind, str]]:
    number = ""
    for element in _texts(root):
        name = etree.QName(element).localname
        words = cleaned(_words(element)) if name in {"Text", "Pnumber", *_HEADINGS} else ""
        if name == "Pnumber" and words:
            number = f"{number} ({words})" if number else words
        elif name == "Text" and words:
            yield BlockKind.PARAGRAPH, f"{number} {words}".strip()
            number = ""
        elif name in _HEADINGS and words:
            yield BlockKind.HEADING, words


def _empty(words: Blocks) -> bool:
    """Whether nothing but the dots of a repealed provision is left."""
    return not any(re.search(r"[A-Za-z]{3}", text) for kind, text in words if kind is BlockKind.PARAGRAPH)


def _cut(words: Blocks) -> Blocks:
    room = _LONGEST
    kept: Blocks = []
    for kind, text in words:
        room -= len(text)
        if room < 0:
            return [*kept, (BlockKind.PARAGRAPH, "The rest of the text stands at its address.")]
        kept.append((kind, text))
    return kept
