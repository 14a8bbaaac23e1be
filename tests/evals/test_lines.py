"""The expected lines of the sample web: they name pages that exist, and what was read is laid beside them."""

import tomllib
from datetime import UTC, datetime
from typing import Any

import pytest

from evals.lines import HERE, address_of, line_of
from greenpaper.sample.pages import all_sources, pages_of
from records.records import Evidence, Policy, Proposal, Statement
from records.vocab import Stage, State

EXPECTED = tomllib.loads((HERE / "lines.toml").read_text(encoding="utf-8"))
PAGES = [page.id for source in all_sources() for page in pages_of(source)]
LAUNCH, DELAY = "2005-12-09-index-of-every-child", "2007-11-28-contactpoint-put-back"

WANTED: dict[str, Any] = {
    "id": "contactpoint",
    "words": "ContactPoint",
    "steps": [
        {"page": LAUNCH, "stages": ["announced"]},
        {"page": DELAY, "stages": ["delayed"], "turn": True},
    ],
}


def statement(page: str, stage: Stage, words: str = "ContactPoint is late.") -> Statement:
    evidence = Evidence(start=0, end=len(words), text=words)
    return Statement(
        key=f"{page}/{stage}",
        article_id=page,
        url=address_of(page),
        source="x",
        official=False,
        happened_on=page[:10],
        known_at=datetime(2030, 1, 1, tzinfo=UTC),
        proposal=Proposal(id="p1", action="do it", stage=stage, evidence=(evidence,)),
    )


def policy(id: str, *statements: Statement) -> Policy:
    keys = tuple(item.key for item in statements)
    return Policy(id=id, title=id, position=Stage.ANNOUNCED, state=State.LIVE, statements=keys)


def test_every_step_names_a_page_and_a_stage() -> None:
    steps = [step for expected in EXPECTED["policy"] for step in expected["steps"]]
    assert {step["page"] for step in steps} | set(EXPECTED["nothing"]) <= set(PAGES)
    assert {stage for step in steps for stage in step["stages"]} <= set(Stage)


@pytest.mark.parametrize("expected", EXPECTED["policy"], ids=lambda expected: expected["id"])
def test_the_steps_stand_in_the_order_of_their_days(expected: dict[str, Any]) -> None:
    pages = [step["page"][:10] for step in expected["steps"]]
    assert pages == sorted(pages)


def test_a_step_is_held_by_the_policy_that_has_the_most() -> None:
    launch, delay = statement(LAUNCH, Stage.ANNOUNCED), statement(DELAY, Stage.DELAYED)
    line = line_of(WANTED, [launch, delay], [policy("one", launch, delay)])
    assert (line.title, line.held) == ("one", [LAUNCH, DELAY])
    assert line.turns_missed == [DELAY]


def test_a_step_of_another_policy_or_stage_is_said() -> None:
    launch, delay = statement(LAUNCH, Stage.FLOATED), statement(DELAY, Stage.DELAYED)
    line = line_of(WANTED, [launch, delay], [policy("one", launch), policy("two", delay)])
    assert line.held == [DELAY]
    assert line.missing == [f"{LAUNCH} [announced]: do it [floated]"]


def test_a_proposal_on_another_matter_does_not_count() -> None:
    other = statement(LAUNCH, Stage.ANNOUNCED, "Schools are to open earlier.")
    line = line_of(WANTED, [other], [policy("one", other)])
    assert not line.title
    assert len(line.missing) == 2
