"""The whole reader against the bare spaCy pipeline that it is built on: the same texts, one run, one core.

    python -m benchmarks.reading [FOLDER] [--model NAME] [--rounds 3] [--floor 0.75]

FOLDER holds articles as .txt or .json files (with a "text"); without one the texts are made here, from
sentences of the kind that the reader works hardest on. Prints words a second of each and their ratio, and
what each of our components takes. Exit status 1 when the ratio is below the floor.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline import COMPONENTS, DEFAULT_MODEL, build_nlp, make_doc
from records.articles import blocks_of
from records.records import Article

_NAMES = ["Ann Marlow", "Peter Quill", "Dame Ruth Tarrant", "Cllr Omar Idris", "Lord Penhallow"]
_BODIES = ["the Department for Education", "Ofsted", "the Local Government Association", "Unison", "councils"]
_SENTENCES = [
    "{name}, general secretary of {body}, said the plan would cost schools £{n}m by {year}.",
    "“We were promised a review of the Children Act 2004,” {name} told MPs on Tuesday. “We have not had one.”",
    "Under section {n} of the Education Act 2002, {body} must consult parents before the autumn term.",
    "{body} is to extend the scheme to every primary school from September {year}, ministers announced last week.",
    "But {name} warned that heads would be “left holding the bill” if the grant ended in March.",
    "The consultation closes on {n} January {year} and a bill will follow in the next session.",
    "It was welcomed by {name}, who chairs the panel, although {body} wanted a later date.",
    "According to {body}, one in {n} posts was empty when the survey was taken in the spring.",
    "The weather was fine, and the band played on the green until late in the evening.",
    "He added that the duty should be kept, and urged the government to think again.",
]


def made_texts(number: int) -> list[str]:
    """So many articles of twenty paragraphs; the same ones each time."""
    chance = random.Random(7)
    texts = []
    for _ in range(number):
        paragraphs = []
        for _ in range(20):
            sentences = [
                sentence.format(
                    name=chance.choice(_NAMES),
                    body=chance.choice(_BODIES),
                    n=chance.randint(1, 28),
                    year=chance.randint(2005, 2024),
                )
                for sentence in chance.sample(_SENTENCES, 2)
            ]
            paragraphs.append(" ".join(sentence[0].upper() + sentence[1:] for sentence in sentences))
        texts.append("\n\n".join(paragraphs))
    return texts


def folder_texts(folder: Path) -> Iterator[str]:
    """The texts of a folder's files, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".json":
            yield json.loads(path.read_text(encoding="utf-8"))["text"]
        elif path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")


def article(text: str) -> Article:
    """The text as an article of a known day."""
    return Article(
        id="a1",
        url="urn:benchmark",
        source="benchmark",
        headline="",
        text=text,
        blocks=blocks_of(text),
        published_at="2010-06-03",
    )


def seconds(nlp: Language, docs: Sequence[Doc]) -> float:
    """CPU seconds for all of them, one by one."""
    start = time.process_time()
    for doc in docs:
        nlp(doc)
    return time.process_time() - start


def shares(nlp: Language, docs: Sequence[Doc]) -> dict[str, float]:
    """CPU seconds of each component."""
    spent: dict[str, float] = {}
    for doc in docs:
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            spent[name] = spent.get(name, 0.0) + time.process_time() - start
    return spent


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print, and judge by the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--floor", type=float, default=0.75)
    options = parser.parse_args(argv)
    texts = list(folder_texts(options.folder)) if options.folder else made_texts(30)
    words = sum(len(text.split()) for text in texts)
    bare, reader = spacy.load(options.model), build_nlp(options.model)
    seconds(bare, [bare.make_doc(text) for text in texts[:3]])  # warm both up
    seconds(reader, [make_doc(reader, article(text)) for text in texts[:3]])
    bare_best = reader_best = float("inf")
    for _ in range(options.rounds):
        bare_best = min(bare_best, seconds(bare, [bare.make_doc(text) for text in texts]))
        reader_best = min(reader_best, seconds(reader, [make_doc(reader, article(text)) for text in texts]))
    ratio = bare_best / reader_best
    print(f"{len(texts)} texts, {words:,} words, best of {options.rounds}")
    print(f"bare {options.model}: {words / bare_best:,.0f} words a second")
    print(f"the whole reader: {words / reader_best:,.0f} words a second")
    spent = shares(reader, [make_doc(reader, article(text)) for text in texts])
    for name in ("blocks", *COMPONENTS):
        print(f"  {name:12} {100 * spent[name] / sum(spent.values()):5.1f} % of the reader's time")
    print(f"ratio {ratio:.3f} (floor {options.floor})")
    return 0 if ratio >= options.floor else 1


if __name__ == "__main__":
    sys.exit(main())
