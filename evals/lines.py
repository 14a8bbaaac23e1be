"""How much of each policy's line on the sample web the demo shows, and on how many policies it is scattered.

python -m evals.lines greenpaper-data/demo
"""

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.archive import store
from greenpaper.sample.pages import all_sources, pages_of
from records.records import Policy, Statement
from records.urls import canonical_url

HERE = Path(__file__).parent


@dataclass(slots=True, kw_only=True)
class Line:
    """One expected policy against the policy that holds the most of its steps."""

    id: str
    title: str = ""  # of the best policy; empty where no step was found
    held: list[str] = field(default_factory=list)  # pages whose step it has
    elsewhere: list[str] = field(default_factory=list)  # "page [stage]: the policy that has the step instead"
    missing: list[str] = field(default_factory=list)  # "page [stage]: what was read instead"
    turns_missed: list[str] = field(default_factory=list)

    @property
    def steps(self) -> int:
        """How many steps are expected."""
        return len(self.held) + len(self.elsewhere) + len(self.missing)


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 told, 2 when the folder holds no archive."""
    archive = Path(arguments[0] if arguments else "greenpaper-data/demo") / "archive.db"
    if not archive.exists():
        print(f"{archive}: is not there; run greenpaper demo --no-serve first", file=sys.stderr)
        return 2
    db = store.open_archive(archive)
    statements = [statement for _, statement in store.tracked_statements(db)]
    policies = list(store.tracked_policies(db))
    db.close()
    expected = tomllib.loads((HERE / "lines.toml").read_text(encoding="utf-8"))
    lines = [line_of(policy, statements, policies) for policy in expected["policy"]]
    for line in lines:
        show(line)
    print(f"In all {sum(len(line.held) for line in lines)} of {sum(line.steps for line in lines)} steps.")
    pages = {address_of(name) for name in expected["nothing"]}
    false = Counter(statement.url for statement in statements if statement.url in pages)
    print(f"Of {len(pages)} pages that propose nothing, {len(false)} were given a proposal. {' '.join(false)}")
    return 0


def address_of(page_id: str) -> str:
    """The canonical address of a page of the sample web, by its file's name."""
    return next(canonical_url(page.url) for source in all_sources() for page in pages_of(source) if page.id == page_id)


def line_of(expected: dict[str, Any], statements: Sequence[Statement], policies: Sequence[Policy]) -> Line:
    """The expected steps, each found in the best policy, in another, or nowhere."""
    policy_of = {key: policy for policy in policies for key in policy.statements}
    at: dict[str, list[Statement]] = defaultdict(list)
    words = re.compile(expected["words"], re.IGNORECASE)
    for statement in statements:
        if statement.key in policy_of and any(words.search(part.text) for part in statement.proposal.evidence):
            at[statement.url].append(statement)
    found = {
        step["page"]: [s for s in at[address_of(step["page"])] if s.proposal.stage in step["stages"]]
        for step in expected["steps"]
    }
    votes = Counter(id for hits in found.values() for id in {policy_of[hit.key].id for hit in hits})
    line = Line(id=expected["id"])
    if not votes:
        line.missing = [_step(step) for step in expected["steps"]]
        return line
    best = max(votes, key=lambda id: (votes[id], id))
    line.title = next(policy.title for policy in policies if policy.id == best)
    for step in expected["steps"]:
        hits = found[step["page"]]
        own = [hit for hit in hits if policy_of[hit.key].id == best]
        if own:
            line.held.append(step["page"])
            if step.get("turn") and not any(hit.proposal.direction for hit in own):
                line.turns_missed.append(step["page"])
        elif hits:
            line.elsewhere.append(f"{_step(step)}: {' / '.join(policy_of[hit.key].title for hit in hits)}")
        else:
            read = [f"{s.proposal.action[:50]} [{s.proposal.stage}]" for s in at[address_of(step["page"])]]
            line.missing.append(f"{_step(step)}: {' / '.join(read) or 'nothing was read'}")
    return line


def _step(step: dict[str, Any]) -> str:
    return f"{step['page']} [{' or '.join(step['stages'])}]"


def show(line: Line) -> None:
    """Print a line."""
    print(f"{line.id}: {len(line.held)} of {line.steps} steps in {line.title!r}")
    for name in ("elsewhere", "missing"):
        for item in getattr(line, name):
            print(f"    {name}: {item}")
    for page in line.turns_missed:
        print(f"    no U-turn: {page}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
