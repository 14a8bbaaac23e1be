"""A page's words as each outlet's HTML."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from greenpaper.sample.pages import Page, visible
from records.dates import LONDON

LAYOUTS = Path(__file__).parent / "layouts"
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_RELATED = 4


def article_html(page: Page, clock: datetime) -> str:
    """The whole page in its outlet's layout.

    The links to other pages lead to older ones only, so that a page changes when its words do and at
    no other time.
    """
    older = [other for other in visible(page.source, page.shown_from) if other.id != page.id]
    return layout(
        f"{page.source}.html",
        page=page,
        body=body_html(page.version(clock).body),
        published=page.published.astimezone(LONDON),
        changed=page.changed(clock).astimezone(LONDON),
        related=older[:_RELATED],
    )


def layout(name: str, **values: Any) -> str:
    """A layout filled in."""
    return _environment().get_template(name).render(**values)


def body_html(body: str) -> Markup:
    """Blocks as HTML: "## " heads, "- " items of a list, "> " a block quotation, else a paragraph."""
    parts: list[str] = []
    for is_list, blocks in groupby(_blocks(body), key=lambda block: block.startswith("- ")):
        if is_list:
            items = "".join(f"<li>{_inline(block[2:])}</li>\n" for block in blocks)
            parts.append(f"<ul>\n{items}</ul>")
        else:
            parts += [_block(block) for block in blocks]
    return Markup("\n".join(parts))


def plain_text(body: str) -> str:
    """The words alone, blocks parted by blank lines."""
    return "\n\n".join(_LINK.sub(r"\1", re.sub(r"^(?:## |- |> )", "", block)) for block in _blocks(body))


def _blocks(body: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", body):
        lines = [line.strip() for line in block.strip().splitlines()]
        if all(line.startswith("- ") for line in lines):
            yield from lines
        elif lines:
            yield " ".join(lines)


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:])}</h2>"
    if block.startswith("> "):
        return f"<blockquote><p>{_inline(block[2:])}</p></blockquote>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', str(escape(text)))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(LAYOUTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["long_date"] = lambda moment: f"{moment.day} {moment:%B %Y}"
    return environment
