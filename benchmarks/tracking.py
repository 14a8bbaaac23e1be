"""Joining one day's 100 proposals to 1,000, 10,000 and 100,000 policies, and building those policies in one go.

    python -m benchmarks.tracking [--largest 100000]

It prints seconds and how they grow: work that grew with
the square of the corpus would show a ratio of 100 from line to line, work that grows with it one of 10.
"""

import argparse
import random
import time
from datetime import UTC, date, datetime, timedelta

from records.records import Evidence, Proposal, Statement
from records.vocab import Stage
from tracking.joining import Joiner
from tracking.lineage import lineage

_DAY = 100  # proposals
_WORDS = 20_000
_STAGES = [Stage.FLOATED, Stage.ANNOUNCED, Stage.CONSULTATION, Stage.BILL, Stage.ENACTED]
_SYLLABLES = ["ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lo", "mu", "na", "po", "qui", "ro", "su", "ta", "ve"]


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Invented words, and how often each is used: as in a language, the n-th one n times less than the first."""
    words: set[str] = set()
    while len(words) < _WORDS:
        words.add("".join(chance.choices(_SYLLABLES, k=chance.choice([2, 3, 4]))))
    ranks = [1 / (n + 10) for n in range(_WORDS)]
    total, edges = 0.0, []
    for rank in ranks:
        edges.append(total := total + rank)
    return sorted(words), edges


def statements(policies: int, chance: random.Random, prefix: str = "p") -> list[Statement]:
    """Two statements on average for each policy, the later ones with a word or two changed."""
    words, edges = vocabulary(random.Random(1))
    made = []
    for number in range(policies):
        telling = chance.choices(words, cum_weights=edges, k=7)
        for turn in range(chance.choice([1, 1, 2, 4])):
            told = [*telling]
            if turn:
                told[chance.randrange(len(told))] = chance.choices(words, cum_weights=edges)[0]
            made.append(statement(f"{prefix}{number}.{turn}", told, date(2000, 1, 1) + timedelta(days=number % 9000)))
    return made


def statement(key: str, words: list[str], day: date) -> Statement:
    action, target = " ".join(["require", *words[:5]]), " ".join(words[5:])
    return Statement(
        key=key,
        article_id=key,
        url=f"https://news.example/{key}",
        source="news",
        official=False,
        happened_on=day.isoformat(),
        known_at=datetime(2026, 1, 1, tzinfo=UTC),
        proposal=Proposal(
            id="p1",
            action=action,
            target=target,
            stage=_STAGES[len(key) % len(_STAGES)],
            evidence=(Evidence(start=0, end=len(action), text=action),),
        ),
    )


def main() -> None:
    """Print a line a size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--largest", type=int, default=100_000, metavar="POLICIES")
    largest = options.parse_args().largest
    print(f"{'policies':>9} {'statements':>11} {'build, s':>9} {'x':>6} {'a day of 100, s':>16} {'x':>6}")
    before: tuple[float, float] | None = None
    for policies in (size for size in (1_000, 10_000, 100_000) if size <= largest):
        held = statements(policies, random.Random(2))
        joiner = Joiner(lineage=lineage)
        begun = time.process_time()
        joiner.add(held)
        build = time.process_time() - begun
        # Half of the day's proposals go on with a policy that is there, half are new.
        chance = random.Random(3)
        going_on = [
            statement(f"d{n}", [*s.proposal.action.split()[1:], *(s.proposal.target or "").split()], date(2026, 1, 1))
            for n, s in enumerate(chance.sample(held, _DAY // 2))
        ]
        day = [*going_on, *statements(_DAY // 2, chance, prefix="n")[: _DAY // 2]]
        begun = time.process_time()
        groups = joiner.add(day)
        joined = time.process_time() - begun
        found = sum(len(group) > 1 for group in groups if any(key.startswith("d") for key in group))
        growth = (
            [f"{now / then:.1f}" for now, then in zip((build, joined), before, strict=True)] if before else ["", ""]
        )
        print(
            f"{policies:>9,} {len(held):>11,} {build:>9.2f} {growth[0]:>6} {joined:>16.4f} {growth[1]:>6}"
            f"   {found} of {len(going_on)} found their policy"
        )
        before = build, joined


if __name__ == "__main__":
    main()
