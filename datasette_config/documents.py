"""A page of our documentation as the site shows it: headings, paragraphs, tables and lists; nothing else is needed."""

import re
from pathlib import Path

from markupsafe import Markup, escape

#: Where the documentation stands: inside this package when installed, beside it in a checkout.
_HOMES = (Path(__file__).parent / "docs", Path(__file__).parent.parent / "docs")
#: One home for what was measured: the page that the scores are written into.
ACCURACY = next((home for home in _HOMES if home.is_dir()), _HOMES[-1]) / "accuracy.md"


def shown(markdown: str) -> Markup:
    """The text's blocks as HTML. What it does not know, comments and all, is left out or stays plain text."""
    text = re.sub(r"<!--.*?-->", "", markdown, flags=re.DOTALL)
    return Markup("\n").join(_block(block.strip("\n")) for block in re.split(r"\n\s*\n", text) if block.strip())


def _block(block: str) -> Markup:
    lines = block.split("\n")
    if heading := re.match(r"(#{1,4}) +(.+)", lines[0]):
        level = len(heading[1])
        rest = _block("\n".join(lines[1:])) if len(lines) > 1 else Markup("")
        return Markup("<h{0}>{1}</h{0}>{2}").format(level, _inline(heading[2]), rest)
    if lines[0].lstrip().startswith("|"):
        return _table(lines)
    if lines[0].startswith(("- ", "* ")):
        return _list(block)
    if lines[0].startswith("```"):
        return Markup('<pre class="sql">{}</pre>').format("\n".join(lines[1:-1]))
    return Markup("<p>{}</p>").format(_inline(block))


def _list(block: str) -> Markup:
    """A list; the items that are set in below another are a list within it."""
    items = Markup("")
    for item in re.split(r"\n[-*] ", block[2:]):
        words, *inner = re.split(r"\n\s+(?=[-*] )", item)
        below = _list("\n".join(inner)) if inner else Markup("")
        items += Markup("<li>{}{}</li>").format(_inline(words), below)
    return Markup("<ul>{}</ul>").format(items)


def _inline(text: str) -> Markup:
    html = str(escape(" ".join(text.split())))
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", html)
    html = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"\*([^*]+)\*", r"<i>\1</i>", html)
    # Links of the documentation lead to other files of it; only those to the web lead somewhere from here.
    html = re.sub(r"\[([^\]]+)\]\((https?://[^)\s&\"]+)\)", r'<a href="\2" rel="external noopener">\1</a>', html)
    return Markup(re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", html))


def _table(lines: list[str]) -> Markup:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.strip()]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    if not rows:  # nothing but the line between head and body
        return Markup("")
    parts = [Markup("<thead>{}</thead>").format(_row(rows[0], scope="col"))]
    parts.append(Markup("<tbody>{}</tbody>").format(Markup("").join(_row(row, scope="row") for row in rows[1:])))
    # Named by its columns, because two regions of one name cannot be told apart by ear.
    return Markup(
        '<div class="scroll" role="region" aria-label="Table: {}" tabindex="0"><table class="rows">{}</table></div>'
    ).format(", ".join(filter(None, rows[0])), Markup("").join(parts))


def _row(cells: list[str], *, scope: str) -> Markup:
    html = Markup("")
    for number, cell in enumerate(cells):
        if scope == "col" or number == 0:
            html += Markup('<th scope="{}">{}</th>').format(scope, _inline(cell))
        else:
            kind = Markup(' class="number"') if re.fullmatch(r"[.\d,%/ –-]*\d[.\d,%/ –-]*", cell) else Markup("")
            html += Markup("<td{}>{}</td>").format(kind, _inline(cell))
    return Markup("<tr>{}</tr>").format(html)
