""" "This is wrong": a mail to the operator that holds the evidence, so that it can become a test."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from datasette_config.settings import SiteSettings

_LONGEST = 1500  # characters; longer links are cut by mail programs


def mail_link(
    settings: SiteSettings,
    article: Mapping[str, Any],
    proposal: Mapping[str, Any],
    evidence: Iterable[Mapping[str, Any]],
) -> str | None:
    """A mailto: link; None where the site names nobody who reads such mail."""
    if not settings.contact or "@" not in settings.contact:
        return None
    lines = [
        "What is wrong, and what would be right?",
        "",
        "",
        "--- please leave what follows as it is ---",
        f"{settings.base_url.rstrip('/')}/articles/{article['id']}",
        f"read as: {proposal['summary']} ({proposal['stage']}, {proposal['effect']})",
        *(f"{item['start']}-{item['end']} [{item['rule']}] {item['text']}" for item in evidence),
        f"text {article['text_hash'][:12]}",
    ]
    body = "\r\n".join(lines)[:_LONGEST]
    subject = f"This is wrong: {article['headline'][:120]}"
    return f"mailto:{quote(settings.contact, safe='@')}?subject={_escaped(subject)}&body={_escaped(body)}"


def _escaped(text: str) -> str:
    return quote(text, safe="", errors="ignore")
