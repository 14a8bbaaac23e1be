"""Drawings made on the server: SVG whose colours come from the style sheet, each with its text beside it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from records.dates import in_words
from records.vocab import LADDER, Stage, StanceKind, State

_SHORT = {Stage.DRAFT_BILL: "Draft bill", Stage.IN_FORCE: "In force", Stage.CONSULTATION: "Consultation"}
_STEP, _LEFT = 102, 54


def _label(stage: Stage) -> str:
    return _SHORT.get(stage, stage.value.capitalize())


def stage_line(position: str, state: str, reached: Mapping[str, str]) -> Markup:
    """The seven steps from floated to in force, with the day each was reached; twice, for wide and narrow pages."""
    last = next((index for index, stage in enumerate(LADDER) if stage.value == position), -1)
    words = stage_line_in_words(position, state, reached)
    return Markup('<div class="stage-line">{}{}</div>').format(
        _wide(last, state, reached, words), _narrow(last, state, reached, words)
    )


def stage_line_in_words(position: str, state: str, reached: Mapping[str, str]) -> str:
    """The same for those who do not see it."""
    steps = [f"{stage.value} {in_words(reached[stage])}" for stage in LADDER if stage in reached]
    ending = "" if state == State.LIVE else f" Now {state}."
    return f"Furthest stage: {position}.{ending}" + (f" Reached: {'; '.join(steps)}." if steps else "")


def _node(index: int, last: int, state: str, stage: Stage, reached: Mapping[str, str]) -> str:
    if index == last:
        return "now" if state == State.LIVE else "now stopped"
    return "done" if stage in reached else "passed" if index < last else "ahead"


def _wide(last: int, state: str, reached: Mapping[str, str], words: str) -> Markup:
    parts = [_line(_LEFT, 26, _LEFT + _STEP * (len(LADDER) - 1), 26, "rail")]
    if last > 0:
        parts.append(_line(_LEFT, 26, _LEFT + _STEP * last, 26, "rail way"))
    for index, stage in enumerate(LADDER):
        x, kind = _LEFT + _STEP * index, _node(index, last, state, stage, reached)
        parts.append(_circle(x, 26, kind))
        parts.append(_text(x, 58, f"label {kind}", _label(stage)))
        if stage in reached:
            parts.append(_text(x, 76, "date", _short_day(reached[stage])))
    return _svg("wide", _LEFT * 2 + _STEP * (len(LADDER) - 1), 84, words, parts)


def _narrow(last: int, state: str, reached: Mapping[str, str], words: str) -> Markup:
    bottom = 18 + 34 * (len(LADDER) - 1)
    parts = [_line(16, 18, 16, bottom, "rail")]
    if last > 0:
        parts.append(_line(16, 18, 16, 18 + 34 * last, "rail way"))
    for index, stage in enumerate(LADDER):
        y, kind = 18 + 34 * index, _node(index, last, state, stage, reached)
        parts.append(_circle(16, y, kind))
        parts.append(_text(38, y + 5, f"label start {kind}", _label(stage)))
        if stage in reached:
            parts.append(_text(312, y + 5, "date end", in_words(reached[stage])))
    return _svg("narrow", 320, bottom + 18, words, parts)


def _short_day(iso: str) -> str:
    words = in_words(iso).split()
    return " ".join([*words[:-2], *(word[:3] for word in words[-2:-1]), *words[-1:]])


def _svg(kind: str, width: int, height: int, words: str, parts: Sequence[Markup], *, stretched: bool = False) -> Markup:
    ratio = Markup(' preserveAspectRatio="none"') if stretched else Markup("")
    return Markup('<svg class="drawing {}" viewBox="0 0 {} {}"{} role="img" aria-label="{}">{}</svg>').format(
        kind, width, height, ratio, words, Markup("").join(parts)
    )


def _line(x1: int, y1: int, x2: int, y2: int, kind: str) -> Markup:
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>').format(x1, y1, x2, y2, kind)


def _circle(x: int, y: int, kind: str) -> Markup:
    radius = 10 if kind.startswith("now") else 7
    circle = Markup('<circle cx="{}" cy="{}" r="{}" class="node {}"/>').format(x, y, radius, kind)
    if kind == "now stopped":
        circle += Markup('<path d="M{} {}l8 8m0 -8l-8 8" class="cross"/>').format(x - 4, y - 4)
    return circle


def _text(x: float, y: float, kind: str, words: str) -> Markup:
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(x, y, kind, words)


#: Left to right as people read it: for, worried, against; neutral stands last.
_STANCES = (StanceKind.SUPPORTS, StanceKind.CONCERNED, StanceKind.OPPOSES, StanceKind.NEUTRAL)


def stance_bar(counts: Mapping[str, int]) -> Markup:
    """One bar, parted by how many support, are concerned and oppose."""
    total = sum(counts.get(kind, 0) for kind in _STANCES)
    if not total:
        return Markup("")
    parts, x = [], 0.0
    for kind in _STANCES:
        number = counts.get(kind, 0)
        if number:
            width = 600 * number / total
            parts.append(
                Markup('<rect x="{:.1f}" y="0" width="{:.1f}" height="22" class="stance-{}"/>').format(
                    x, max(width - 3, 1), kind.value
                )
            )
            x += width
    words = ", ".join(f"{counts[kind]} {_VERBS[kind]}" for kind in _STANCES if counts.get(kind))
    return _svg("stances", 600, 22, words, parts, stretched=True)


_VERBS = {
    StanceKind.SUPPORTS: "for",
    StanceKind.CONCERNED: "with concerns",
    StanceKind.OPPOSES: "against",
    StanceKind.NEUTRAL: "neutral",
}


def year_bars(counts: Mapping[str, int], what: str) -> Markup:
    """A column a year, from the first to the last that has any."""
    years = [int(year) for year in counts if year.isdigit()]
    if not years:
        return Markup("")
    first, last = max(min(years), max(years) - 39), max(years)
    span = list(range(first, last + 1))
    top = max(counts.get(str(year), 0) for year in span) or 1
    step, height = 330 / max(len(span), 8), 64
    every = -(-len(span) // 8)  # so many years apart that the labels do not touch
    parts = []
    for index, year in enumerate(span):
        number = counts.get(str(year), 0)
        tall = round((height - 4) * number / top) if number else 0
        parts.append(
            Markup(
                '<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" class="bar"><title>{}: {:,}</title></rect>'
            ).format(index * step + step * 0.12, height - tall, step * 0.76, max(tall, 1), year, number)
        )
        if index % every == 0:
            parts.append(_text(round(index * step + step / 2, 1), height + 16, "label", str(year)))
    words = f"{what} a year, from {first} to {last}; at most {top:,}"
    return _svg("years", 330, height + 22, words, parts)


def share_bar(number: int, top: int) -> Markup:
    """A thin bar whose length is a share of the longest; the number stands beside it in the page."""
    return Markup(
        '<svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="0" y="0" width="{:.1f}" height="6" class="bar"/></svg>'
    ).format(100 * number / (top or 1))
