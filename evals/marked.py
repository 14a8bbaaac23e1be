"""Score the reader on marked sentences: references to legislation in judgments, and expressions of time.

python -m evals.marked                        print the scores
python -m evals.marked --misses               and what went wrong
python -m evals.marked --floors               and exit with 1 if a score is below its floor in floors.toml
python -m evals.marked --write docs/accuracy.md
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.measures import Share
from evals.score import FLOORS, HERE, below_floors, write_between
from greenpaper.settings import Settings
from nlp import pipeline
from nlp.components.legislation import cited
from records.articles import blocks_of
from records.records import Article

_BEGIN, _END = "<!-- marked: begin -->", "<!-- marked: end -->"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")
_SECTION = re.compile(r"^## (.+) \[([\d-]+)\]\n((?:(?!## ).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text and what is marked in it: (start, end, what it means)."""

    title: str
    when: str  # the year or the day of writing
    text: str
    marks: tuple[tuple[int, int, str], ...]


@dataclass(slots=True, kw_only=True)
class Result:
    """Shares by name, and what went wrong in words."""

    shares: dict[str, Share] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, right: bool, miss: str = "") -> None:
        """Count one thing; ``miss`` says what is wrong when it is."""
        self.shares.setdefault(name, Share()).add(right)
        if not right and miss:
            self.misses.append(f"{name}: {miss}")


def read_marked(path: Path) -> Iterator[Marked]:
    """The texts of a file, under headings that end with a date in square brackets: what stands there, or each item.

    Lines are joined. ``[words](meaning)`` is a mark.
    """
    for title, when, body in _SECTION.findall(path.read_text(encoding="utf-8")):
        for part in re.split(r"^- ", body.strip(), flags=re.MULTILINE):
            if part.strip():
                yield _text(title, when, " ".join(part.split()))


def _text(title: str, when: str, words: str) -> Marked:
    text, marks, position = "", [], 0
    for mark in _MARK.finditer(words):
        text += words[position : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        position = mark.end()
    return Marked(title=title, when=when, text=text + words[position:], marks=tuple(marks))


def judgments(texts: Sequence[Marked]) -> Result:
    """References found (any overlap), their span exact, their address right; and the share of finds that are marked."""
    result = Result()
    for each in texts:
        found = {
            (item.start, item.end): "/".join(filter(None, [item.canonical, item.provision])) if item.canonical else ""
            for item in cited(each.text, by=int(each.when))
        }
        used: set[tuple[int, int]] = set()
        for start, end, address in each.marks:
            words = each.text[start:end]
            place = next((span for span in found if span[0] < end and start < span[1] and span not in used), None)
            result.add("references found", place is not None, f"{words!r} ({each.title})")
            if place is None:
                continue
            used.add(place)
            said = each.text[place[0] : place[1]]
            result.add("span exact", place == (start, end), f"{said!r}, wanted {words!r} ({each.title})")
            result.add("address right", found[place] == address, f"{words!r}: {found[place]!r}, wanted {address!r}")
        for start, end in found:
            result.add("references precise", (start, end) in used, f"{each.text[start:end]!r} ({each.title})")
    return result


def dates(texts: Sequence[Marked], read: Callable[[str, str], list[tuple[int, int, str, str]]]) -> Result:
    """Of the expressions marked: the right period, the exact interval; of sentences without one: kept free.

    ``read`` gives (start, end, first day, last day) of each date in a text of that day; "" for an open end.
    """
    result = Result()
    for each in texts:
        found = read(each.text, each.when)
        if not each.marks:
            said = ", ".join(each.text[start:end] for start, end, *_ in found)
            result.add("sentences without a date kept free", not found, f"{said!r} ({each.title})")
        for start, end, meaning in each.marks:
            first, _, last = meaning.partition("..")
            told = next(((a, b) for x, y, a, b in found if x < end and start < y), None)
            words = f"{each.text[start:end]!r}: {'..'.join(told) if told else None}, wanted {meaning}"
            # An open end that was filled in, or the reverse, leaves the period the same.
            period = told is not None and any(
                ours and ours == theirs for ours, theirs in zip(told, (first, last), strict=True)
            )
            result.add("period right", period, words)
            result.add("interval exact", told == (first, last), words)
    return result


def reader_of_dates(model: str) -> Callable[[str, str], list[tuple[int, int, str, str]]]:
    """The reader's dates of one text."""
    nlp = pipeline.build_nlp(model)
    nlp.select_pipes(disable=[name for name in pipeline.COMPONENTS if name not in ("legislation", "dates")])

    def read(text: str, day: str) -> list[tuple[int, int, str, str]]:
        article = Article(
            id="marked",
            url="urn:marked",
            source="evals",
            headline="",
            text=text,
            blocks=blocks_of(text),
            published_at=day,
        )
        doc = nlp(pipeline.make_doc(nlp, article))
        values = [span._.date for span in doc.spans["dates"] if span._.date]
        return [(date["start"], date["end"], date["from"] or "", date["to"] or "") for date in values]

    return read


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 scored, 1 below a floor."""
    parser = argparse.ArgumentParser(description="Score the reader on marked sentences.")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--floors", action="store_true", help="exit with 1 if a score is below evals/floors.toml")
    parser.add_argument("--write", type=Path, help="put the scores between the marks of this file")
    chosen = parser.parse_args(arguments)
    results = {
        "references to legislation": judgments(list(read_marked(HERE / "judgments.txt"))),
        "expressions of time": dates(list(read_marked(HERE / "dates.txt")), reader_of_dates(Settings().model)),
    }
    print(table(results))
    if chosen.misses:
        for result in results.values():
            print("\n".join(result.misses))
    if chosen.write:
        write_between(chosen.write, _BEGIN, _END, table(results))
    if not chosen.floors:
        return 0
    scores = {name: share.value or 0.0 for result in results.values() for name, share in result.shares.items()}
    problems = below_floors(scores, tomllib.loads(FLOORS.read_text(encoding="utf-8"))["marked"])
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def table(results: dict[str, Result]) -> str:
    """The scores as a table in Markdown."""
    lines = ["| in marked sentences | right | of |", "|---|---|---|"]
    for kind, result in results.items():
        for name, share in result.shares.items():
            lines.append(f"| {kind}: {name} | {share.right} | {share.of} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
