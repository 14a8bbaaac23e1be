"""A digest as a mail: what it says, in text and HTML, under headers that no title can forge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlsplit

import css_inline
from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

from digests.cleaning import one_line, web_address
from digests.edits import edited_words
from digests.matching import Copy, Entry
from digests.news import News
from digests.settings import DigestSettings
from digests.windows import LONDON, Frequency, Window
from records.dates import in_words
from records.signatures import short_hash
from records.vocab import ShiftKind

STOP_WORD = "unsubscribe"  # before a reader's token, in the subject of a mail that stops their alerts
_ENTRIES = 20  # of a mail; the rest is counted and linked
_PIECES = 6  # articles of an entry
_SUBJECT = 140  # characters
_SENTENCE = 500
#: The library wraps a header that has no space to break at in encoded words, which no mail program undoes in a link.
_WIDE = SMTP.clone(max_line_length=900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that one mail is made of."""

    recipient: str  # one address, checked
    unsubscribe_token: str
    frequency: Frequency
    window: Window
    entries: Sequence[Entry]
    sources_down: Sequence[str] = ()
    made_at: datetime

    def key(self, subscriber_id: int) -> str:
        """What the outbox knows the mail by: there is one for a reader, frequency and window."""
        # The Message-ID is made of it, and whoever could guess that could forge a report of its not arriving.
        own = short_hash(self.unsubscribe_token)
        return f"digest:{subscriber_id}:{own}:{self.frequency.value}:{self.window.start.isoformat()}"


def message_id(key: str, settings: DigestSettings) -> str:
    """The same for the same key, so that a mail that is sent again can be told from a new one."""
    return f"<{short_hash(key, settings.base_url)}.{short_hash(settings.base_url, key)}@{_domain(settings)}>"


def subject(entries: Sequence[Entry]) -> str:
    """The news in a line: the first entry's latest move, and how many more entries there are."""
    if not entries:
        return "Nothing new on what you follow"
    first = entries[0]
    more = f" (and {len(entries) - 1} more)" if len(entries) > 1 else ""
    room = _SUBJECT - len(more)
    if first.shifts:
        last = first.shifts[-1]
        said = f"corrected, {last.correction}" if last.correction else _note(last).split(";")[0]
        said = one_line(said, longest=room // 2)
        title = one_line(first.title, longest=room - len(said) - 2)
        return f"{title}: {said}{more}"
    news = first.articles[0]
    return one_line(f"{news.headline} ({news.source})", longest=room) + more


def render(digest: Digest, *, key: str, settings: DigestSettings) -> bytes:
    """The mail's bytes, with CRLF line ends, ready for SMTP."""
    told = _context(digest, settings)
    message = _addressed(digest.recipient, key=key, made_at=digest.made_at, settings=settings)
    if len(digest.entries) == 1:
        # A reader's mail program keeps one policy's mails together, whatever their subjects.
        message["References"] = f"<policy-{short_hash(digest.entries[0].key)}@{_domain(settings)}>"
    message["List-Id"] = f"{one_line(settings.site_title)} <{digest.frequency.value}.digests.{_domain(settings)}>"
    link = unsubscribe_link(digest.unsubscribe_token, settings)
    by_mail = f"<mailto:{settings.from_address}?subject={STOP_WORD}%20{quote(digest.unsubscribe_token, safe='')}>"
    message["List-Unsubscribe"] = f"<{link}>, {by_mail}" if link else by_mail
    if link:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Precedence"] = "bulk"
    message.set_content(_templates().get_template("digest.txt").render(told), charset="utf-8", cte="quoted-printable")
    html = _inliner().inline(_templates().get_template("digest.html").render(told))
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    return _subject_line(subject(digest.entries)) + message.as_bytes()


def in_text(digest: Digest, *, settings: DigestSettings) -> str:
    """What the mail says, for a terminal."""
    return _templates().get_template("digest.txt").render(_context(digest, settings))


def render_link(
    recipient: str, *, title: str, said: Sequence[str], link: str, key: str, made_at: datetime, settings: DigestSettings
) -> bytes:
    """A mail of paragraphs; where there is a link, it asks to follow that, and says what to do about a mistake."""
    message = _addressed(recipient, key=key, made_at=made_at, settings=settings)
    told = {"title": title, "said": said, "link": link, "site_title": one_line(settings.site_title)}
    message.set_content(_templates().get_template("link.txt").render(told), charset="utf-8", cte="quoted-printable")
    html = _inliner().inline(_templates().get_template("link.html").render(told))
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    return _subject_line(one_line(title, longest=_SUBJECT)) + message.as_bytes()


def _addressed(recipient: str, *, key: str, made_at: datetime, settings: DigestSettings) -> EmailMessage:
    message = EmailMessage(policy=_WIDE)
    message["From"] = formataddr((one_line(settings.site_title), settings.from_address))
    message["To"] = recipient
    message["Date"] = format_datetime(made_at)
    message["Message-ID"] = message_id(key, settings)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _subject_line(title: str) -> bytes:
    """The header's bytes: one line where it is plain ASCII, else encoded words of the length that they may have."""
    if title.isascii():
        return f"Subject: {title}\r\n".encode()
    folded: str = SMTP.fold("Subject", SMTP.header_factory("Subject", title))
    return folded.encode("ascii")


def unsubscribe_link(token: str, settings: DigestSettings) -> str:
    """The page that stops a reader's alerts; "" where the site has none."""
    return _own_page(settings.unsubscribe_page, token)


def _own_page(page: str, token: str) -> str:
    return page + quote(token, safe="") if page else ""


def _reasons(digest: Digest, settings: DigestSettings) -> list[dict[str, str]]:
    """The alerts that the mail answers to, each with the page that stops it alone."""
    stop = unsubscribe_link(digest.unsubscribe_token, settings)
    met = dict(pair for entry in digest.entries[:_ENTRIES] for pair in entry.alerts)
    return [{"why": one_line(why), "stop": f"{stop}/{id}"} for id, why in sorted(met.items()) if stop]


def _domain(settings: DigestSettings) -> str:
    host = urlsplit(settings.base_url).hostname or ""
    return host if "." in host else settings.from_address.rpartition("@")[2] or "localhost"


def _context(digest: Digest, settings: DigestSettings) -> dict[str, object]:
    # What was told wrongly stands on no page of the site, so it is not left out.
    shown = [e for n, e in enumerate(digest.entries) if n < _ENTRIES or any(item.correction for item in e.shifts)]
    base = settings.base_url.rstrip("/")
    return {
        "title": subject(digest.entries),
        "entries": [_entry(entry, base) for entry in shown],
        "left_out": len(digest.entries) - len(shown),
        "total": len(digest.entries),
        "all_link": f"{base}/policies",
        "down": [one_line(name) for name in digest.sources_down],
        "site_title": one_line(settings.site_title),
        "period": _period(digest),
        "unsubscribe_link": unsubscribe_link(digest.unsubscribe_token, settings),
        "manage_link": _own_page(settings.manage_page, digest.unsubscribe_token),
        "reasons": _reasons(digest, settings),
        "from_address": settings.from_address,
    }


def _period(digest: Digest) -> str:
    start, end = (moment.astimezone(LONDON) for moment in (digest.window.start, digest.window.end))
    if digest.frequency is Frequency.IMMEDIATE:
        return f"{in_words(end.date().isoformat())}, {end:%H:%M}"
    if start.date() == end.date():
        return in_words(start.date().isoformat())
    return f"{in_words(start.date().isoformat())} to {in_words(end.date().isoformat())}"


def _entry(entry: Entry, base: str) -> dict[str, object]:
    copies = dict(entry.copies)
    pieces = entry.articles[:_PIECES]
    standing = ""
    if entry.position:
        state = "" if entry.state == "live" else f"; now {entry.state}"
        standing = f"Furthest stage: {entry.position}{state}"
    told = [{**_piece(item), "copies": _copies(copies.get(item.article_id, ()))} for item in pieces]
    title, story = one_line(entry.title), ""
    if not entry.policy_id and told and told[0]["headline"] == title:
        story, told[0]["headline"] = str(told[0]["url"]), ""  # the heading says it already
    return {
        "title": title,
        "link": f"{base}/policies/{quote(entry.policy_id, safe='')}" if entry.policy_id else "",
        "story": story,
        "standing": standing,
        "shifts": [
            {**_shift(item, base), "copies": _copies(copies.get(item.article_id, ()) if item.story else ())}
            for item in entry.shifts
        ],
        "articles": told,
        "more": len(entry.articles) - len(pieces),
        "because": one_line("; ".join(entry.because), longest=600),
    }


def _copies(copies: Iterable[Copy]) -> list[dict[str, str]]:
    return [{"source": one_line(copy.source), "url": web_address(copy.url)} for copy in copies]


def _piece(item: News) -> dict[str, object]:
    return {
        "headline": one_line(item.headline),
        "source": one_line(item.source),
        "when": in_words(item.happened_on),
        "late": item.late,
        "sentence": one_line(item.sentence, longest=_SENTENCE),
        "url": web_address(item.url),
    }


def _shift(item: News, base: str) -> dict[str, object]:
    said_by = f", reported by {one_line(item.source)}" if item.reported else f", {one_line(item.source)}"
    note = _note(item)
    piece = _piece(item)
    if item.shift_kind.startswith("closes"):
        piece |= {"when": f"Closes {item.shift_kind.removeprefix('closes ')}"}
    return {
        **piece,
        "note": note[:1].upper() + note[1:],
        "said_by": said_by,
        "words": edited_words(item.words),
        "changes_link": f"{base}/articles/{quote(item.article_id, safe='')}#changes" if item.edit else "",
    }


def _note(item: News) -> str:
    """The move in a line; a kind that the line does not name goes before it."""
    note = one_line(item.note) or item.to_stage
    if item.shift_kind.startswith("closes") or item.stances or item.correction or item.asks or item.answers:
        return note
    named = item.shift_kind in (ShiftKind.MOVED_ON, ShiftKind.DROPPED, ShiftKind.REVERSED, ShiftKind.DELAYED)
    if named or note.lower().replace("a ", "").startswith(item.shift_kind.split(" ")[0]):
        return note
    return f"{item.shift_kind}: {note}"


@cache
def _inliner() -> css_inline.CSSInliner:
    """Puts the styles on the elements, for mail programs that read no style sheet; @media rules stay for the others."""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@cache
def _templates() -> Environment:
    folder = files("digests") / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
