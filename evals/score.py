"""Score the reader and the tracker on the project's own gold.

python -m evals.score                        read evals/articles and print the scores
python -m evals.score --misses proposals     and what went wrong, of the kinds that begin so
python -m evals.score --floors               and exit with 1 if a score is below its floor
python -m evals.score --write docs/accuracy.md
python -m evals.score --told FOLDER          score readings that are there (greenpaper read --out FOLDER)
"""

import argparse
import json
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.compare import Board, compare
from evals.measures import b_cubed
from greenpaper.reading_files import read_files
from greenpaper.settings import Settings
from records.signatures import short_hash

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
_BEGIN, _END = "<!-- scores: begin -->", "<!-- scores: end -->"
_ABOUT = (
    "On the project's own articles, by `python -m evals.score --write docs/accuracy.md`. They are seen while rules\n"
    "are written, so these figures flatter; how they are annotated and counted stands in [evals](../evals/README.md)."
)
_KINDS_SHOWN, _EXAMPLES_SHOWN = 12, 3
#: What a share is of, for those who read the table.
_OF = {"role": "people", "affiliation": "people", "speaker": "quotations", "date resolved": "dates"}


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 scored, 1 below a floor or the gold is not the one that the floors were set on, 2 wrong use."""
    parser = argparse.ArgumentParser(description="Score the reader and the tracker on evals/gold.")
    parser.add_argument("--told", type=Path, help="a folder of readings to score instead of reading now")
    parser.add_argument("--articles", type=Path, default=HERE / "articles")
    parser.add_argument("--gold", type=Path, default=HERE / "gold")
    parser.add_argument("--misses", nargs="?", const="", help="print what went wrong, of kinds that begin with this")
    parser.add_argument("--floors", action="store_true", help="exit with 1 if a score is below evals/floors.toml")
    parser.add_argument("--write", type=Path, help="put the scores between the marks of this file")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        told = chosen.told or read_all(chosen.articles, Path(folder))
        board = score(load(chosen.gold), load(told))
    scores = all_scores(board)
    print(table(board))
    if chosen.misses is not None:
        for miss in board.misses:
            if miss.split(": ", 1)[1].startswith(chosen.misses):
                print(miss)
    if chosen.write:
        write(chosen.write, f"{_ABOUT}\n\n{table(board)}\n\n{examples(board)}")
    if not chosen.floors:
        return 0
    problems = below(scores, tomllib.loads(FLOORS.read_text(encoding="utf-8")), digest(chosen.gold))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def read_all(articles: Path, out: Path) -> Path:
    """The folder ``out`` with a reading of every article, made as `greenpaper read` makes it."""
    read_files(
        [str(articles)],
        out=out,
        model=Settings().model,
        processes=1,
        now=datetime.now(UTC),
        say=lambda message: print(message, file=sys.stderr),
    )
    return out


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """The JSON objects of a folder by their ids."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {file["id"]: file for file in files if isinstance(file, dict)}


def digest(gold: Path) -> str:
    """A hash of the gold: changes when any annotation or text does."""
    return short_hash(*(path.name + path.read_text(encoding="utf-8") for path in sorted(gold.glob("*.json"))))


def score(gold: dict[str, dict[str, Any]], told: dict[str, dict[str, Any]]) -> Board:
    """The board of all articles of the gold."""
    board = Board()
    for id, annotated in sorted(gold.items()):
        compare(board, annotated, told.get(id, {}))
    return board


def all_scores(board: Board) -> dict[str, float]:
    """Every score by its name, as floors name them."""
    scores = {f"{name} F1": counts.f1 for name, counts in board.counts.items() if name != "dates"}
    scores["dates found"] = board.counts["dates"].recall
    scores |= {name: share.value for name, share in board.shares.items() if share.value is not None}
    if board.empty_articles:
        scores["articles without proposals kept free"] = 1 - board.empty_with_proposals / board.empty_articles
    for name, grouping in _groupings(board).items():
        scores[name] = grouping.f1
    return scores


def _groupings(board: Board) -> dict[str, Any]:
    sizes = Counter(board.groups.values())
    several = [item for item, group in board.groups.items() if sizes[group] > 1]
    groups, told = dict(board.groups), dict(board.told_groups)
    return {
        "policies, of what was found": b_cubed(
            {item: groups[item] for item in told}, told, only=[item for item in groups if item in told]
        ),
        "policies of several proposals": b_cubed(groups, told, only=several),
    }


def table(board: Board) -> str:
    """The scores as two tables in Markdown."""
    lines = ["| found | precision | recall | F1 | in the gold |", "|---|---|---|---|---|"]
    for name in sorted(board.counts):
        counts = board.counts[name]
        total = counts.found + counts.missed
        if name == "dates":
            lines.append(f"| {name} | – | {_number(counts.recall)} | – | {total} |")
        else:
            measured = (counts.precision, counts.recall, counts.f1)
            lines.append(f"| {name} | {' | '.join(map(_number, measured))} | {total} |")
    for name, grouping in _groupings(board).items():
        measured = (grouping.precision, grouping.recall, grouping.f1)
        lines.append(f"| {name} (B³) | {' | '.join(map(_number, measured))} | |")
    lines += ["", "| right, of what was found | share | of |", "|---|---|---|"]
    for name in sorted(board.shares):
        share = board.shares[name]
        value = _number(share.value) if share.value is not None else "–"
        lines.append(f"| {name} | {value} | {share.of} {_OF.get(name, '')} |".replace("  |", " |"))
    lines += [
        "",
        f"Of {board.empty_articles} articles that propose nothing, {board.empty_with_proposals} were given a proposal.",
    ]
    return "\n".join(lines)


def examples(board: Board) -> str:
    """What goes wrong most, each kind with its number and an example from each of a few articles."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for miss in board.misses:
        article, kind, words = miss.split(": ", 2)
        kinds.setdefault(kind, []).append((article, words))
    lines = ["What goes wrong most:", ""]
    for kind, misses in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))[:_KINDS_SHOWN]:
        lines.append(f"- {kind} ({len(misses)})")
        one_each = dict(reversed(misses))  # the first of each article
        for article in sorted(one_each)[:_EXAMPLES_SHOWN]:
            lines.append(f"    - {one_each[article]} (`{article}`)")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1) if value < 1 else f"{value:.1f}"


def below(scores: dict[str, float], floors: dict[str, Any], gold_digest: str) -> list[str]:
    """What is wrong, one line each; nothing when every score is at its floor or above."""
    problems = []
    if floors["gold"] != gold_digest:
        problems.append(
            f"evals/floors.toml was set on gold {floors['gold']}, this is {gold_digest}: score, look at the floors, "
            "then put the new digest in"
        )
    return problems + below_floors(scores, floors["floors"])


def below_floors(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Each score that is under its floor, and each floor of no score, one line each."""
    problems = []
    for name, floor in floors.items():
        if name not in scores:
            problems.append(f"{name}: there is a floor of {floor} but no such score")
        elif scores[name] < floor:
            problems.append(f"{name}: {scores[name]:.3f}, the floor is {floor}")
    return problems


def write(path: Path, scores: str) -> None:
    """Put the scores between the marks of a text; without marks, at its end."""
    write_between(path, _BEGIN, _END, scores)


def write_between(path: Path, begin: str, end: str, scores: str) -> None:
    """Put the scores between two marks of a text; without them, at its end, marked."""
    text = path.read_text(encoding="utf-8")
    block = f"{begin}\n{scores}\n{end}"
    if begin in text:
        text = re.sub(rf"{re.escape(begin)}.*?{re.escape(end)}", lambda _: block, text, flags=re.DOTALL)
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
