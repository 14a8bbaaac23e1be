"""Gold files from annotations as people write them: one line a fact, in the words of the article.

    python -m evals.annotate            writes evals/gold/ID.json for every evals/annotations/ID.txt, and
                                        evals/articles/ID.json where it is a page of the sample web
    python -m evals.annotate --check    says what does not fit, and writes nothing

A line is a letter and fields parted by " | "; a field may be empty, those at the end may be left out:

    B  text | full name | kind | other forms, parted by ;     a body at its first mention
    P  name | role | affiliation | text if it is not the name  a person
    Q  direct or indirect | speaker | span                     a quotation
    R  id | policy | stage | proposer | action | target | instrument | direction | stages that are also right
    E  span                                                    evidence of the proposal above
    X  exemption                                               of the proposal above
    S  actor | proposal | stance | span | labels that are also right
    L  text | canonical                                        legislation
    D  text | from | to | what it is the date of
    C  proposal | opens | closes                               a consultation

A span is words of the article, or its first and last words with " … " between them. "@2" at its end
means its second place in the text. What goes into the fields stands in evals/README.md.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from greenpaper.sample.pages import all_sources, pages_of
from greenpaper.sample.rendering import plain_text
from records.dates import LONDON
from records.signatures import text_hash
from records.vocab import BodyKind, Stage, StanceKind

HERE = Path(__file__).parent
_NTH = re.compile(r"\s+@(\d+)$")
_EVIDENCE_WORDS = 6


class BadAnnotation(ValueError):
    """A line does not fit its article; the message gives file, line and what was wanted."""


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 all written or checked, 1 something does not fit."""
    parser = argparse.ArgumentParser(description="Write evals/gold from evals/annotations.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    checking: bool = parser.parse_args(arguments).check
    failed = 0
    for path in sorted((HERE / "annotations").glob("*.txt")):
        try:
            annotated = article(path.stem)
            made = {"articles": as_text(annotated), "gold": as_text(gold_of(path, annotated))}
        except BadAnnotation as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        for folder, text in made.items():
            target = HERE / folder / f"{path.stem}.json"
            if checking and (not target.exists() or target.read_text(encoding="utf-8") != text):
                print(f"{folder}/{target.name}: is not up to date; run python -m evals.annotate", file=sys.stderr)
                failed += 1
            elif not checking:
                target.write_text(text, encoding="utf-8")
    if not checking and not failed:
        (HERE / "threads.json").write_text(as_text(threads()), encoding="utf-8")
    return 1 if failed else 0


def article(id: str) -> dict[str, Any]:
    """An annotated article: id, url, source, title, published, genre, text.

    Raises BadAnnotation when there is neither such an article nor such a page of the sample web.
    """
    path = HERE / "articles" / f"{id}.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"page": id}
    if "page" not in loaded:
        return loaded
    page = next((page for source in all_sources() for page in pages_of(source) if page.id == loaded["page"]), None)
    if page is None:
        raise BadAnnotation(f"{id}.txt: there is neither such an article nor such a page of the sample web")
    # What stands above the text in GOV.UK's and the union's layouts is no part of it.
    lead = "" if page.source in ("govuk", "uecp_news") else page.lead
    text = plain_text(page.versions[-1].body)
    return {
        "id": id,
        "page": page.id,
        "url": None,
        "source": page.source,
        "title": page.headline,
        "published": page.published.astimezone(LONDON).date().isoformat(),
        "genre": _GENRES.get(page.kind, page.kind),
        "text": f"{lead}\n\n{text}" if lead else text,
    }


#: What the sample web calls a kind of page, as the genre of an article.
_GENRES = {"announcement": "press release"}


def as_text(value: Any) -> str:
    """JSON as it stands in the repository."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def gold_of(path: Path, article: dict[str, Any]) -> dict[str, Any]:
    """The gold of one article, with offsets into its text. Raises BadAnnotation."""
    text: str = article["text"]
    gold: dict[str, Any] = {
        "id": article["id"],
        "title": article["title"],
        "published": article["published"],
        "genre": article["genre"],
        "text_sha256": text_hash(text),
    }
    gold |= {key: [] for key in _KEYS}
    for where, letter, fields in _lines(path):
        _add(gold, text, letter, fields, where)
    ids = [proposal["id"] for proposal in gold["proposals"]]
    for where, item in [(f"{path.name}: stance of {s['actor']}", s) for s in gold["stances"]]:
        if item["proposal"] not in ids:
            raise BadAnnotation(f"{where}: wanted one of {ids}, got {item['proposal']!r}")
    if bare := [proposal["id"] for proposal in gold["proposals"] if not proposal["evidence"]]:
        raise BadAnnotation(f"{path.name}: no evidence for {', '.join(bare)}")
    return gold


_KEYS = ("bodies", "people", "quotations", "proposals", "stances", "legislation", "dates", "consultations")


def _lines(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        letter, _, rest = line.strip().partition(" ")
        yield f"{path.name}:{number}", letter, [field.strip() for field in rest.split("|")] + [""] * 9


def _add(gold: dict[str, Any], text: str, letter: str, fields: list[str], where: str) -> None:
    first, second, third, fourth = fields[:4]
    if letter == "B":
        start, end = span(text, first, where)
        kind = _one_of(third, BodyKind, where)
        gold["bodies"].append(
            {"text": text[start:end], "canonical": second or text[start:end], "kind": kind, "start": start, "end": end}
            | {"aliases": _parts(fourth)}
        )
    elif letter == "P":
        start, end = span(text, fourth or first, where)
        gold["people"].append(
            {"name": first, "text": text[start:end], "role": second or None, "affiliation": third or None}
            | {"start": start, "end": end}
        )
    elif letter == "Q":
        start, end = span(text, third, where)
        if first not in ("direct", "indirect"):
            raise BadAnnotation(f"{where}: wanted direct or indirect, got {first!r}")
        gold["quotations"].append(_cut(text, start, end) | {"speaker": second or None, "type": first})
    elif letter == "R":
        gold["proposals"].append(
            {
                "id": first,
                "thread": second,
                "stage": _one_of(third, Stage, where),
                "proposer": fourth or None,
                "action": fields[4],
                "target": fields[5] or None,
                "instrument": fields[6] or "not stated",
                "direction": fields[7] or None,
                "stage_also": [_one_of(stage, Stage, where) for stage in _parts(fields[8])],
                "exemptions": [],
                "evidence": [],
            }
        )
    elif letter == "E":
        gold["proposals"][-1]["evidence"].append(_cut(text, *span(text, first, where)))
    elif letter == "X":
        gold["proposals"][-1]["exemptions"].append(first)
    elif letter == "S":
        labels = [_one_of(label, StanceKind, where) for label in [third, *_parts(fields[4])]]
        gold["stances"].append(
            {"actor": first, "proposal": second, "stance": labels[0], "also": labels[1:]}
            | {"evidence": [_cut(text, *span(text, fourth, where))]}
        )
    elif letter == "L":
        start, end = span(text, first, where)
        gold["legislation"].append({"text": text[start:end], "canonical": second or None, "start": start, "end": end})
    elif letter == "D":
        start, end = span(text, first, where)
        gold["dates"].append(
            {"text": text[start:end], "start": start, "end": end, "from": second or None, "to": third or None}
            | {"about": fourth}
        )
    elif letter == "C":
        gold["consultations"].append({"proposal": first, "opens": second or None, "closes": third or None})
    else:
        raise BadAnnotation(f"{where}: wanted one of B P Q R E X S L D C, got {letter!r}")


def span(text: str, words: str, where: str) -> tuple[int, int]:
    """Where the words stand in the text. Raises BadAnnotation."""
    nth = int(found[1]) if (found := _NTH.search(words)) else 1
    words = _NTH.sub("", words)
    head, dots, tail = words.partition(" … ")
    start = -1
    for _ in range(nth):
        start = text.find(head, start + 1)
        if start < 0:
            raise BadAnnotation(f"{where}: the article does not say {head!r}")
    end = start + len(head)
    if dots:
        end = text.find(tail, end)
        if end < 0:
            raise BadAnnotation(f"{where}: the article does not say {tail!r} after {head!r}")
        end += len(tail)
    return start, end


def _cut(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "first_words": " ".join(text[start:end].split()[:_EVIDENCE_WORDS])}


def _parts(field: str) -> list[str]:
    return [part.strip() for part in field.split(";") if part.strip()]


def _one_of(word: str, words: type[Stage] | type[StanceKind] | type[BodyKind], where: str) -> str:
    if word not in list(words):
        raise BadAnnotation(f"{where}: wanted one of {', '.join(words)}, got {word!r}")
    return word


def threads() -> list[dict[str, Any]]:
    """Every policy of the gold with its proposals in the order of their articles' dates."""
    found: dict[str, list[dict[str, str]]] = {}
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in (HERE / "gold").glob("*.json")]
    for gold in sorted(golds, key=lambda gold: (gold["published"], gold["id"])):
        for proposal in gold["proposals"]:
            found.setdefault(proposal["thread"], []).append(
                {"article": gold["id"], "proposal": proposal["id"], "stage": proposal["stage"], "on": gold["published"]}
            )
    return [{"id": id, "items": items} for id, items in sorted(found.items())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
