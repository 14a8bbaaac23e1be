"""Policies move with the bills and laws that carry them: from the official answers to the time line."""

import itertools
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.extraction import extract
from records.records import Citation, Evidence, Policy, Statement
from records.vocab import Commitment, ShiftKind, Stage, State
from tests.crawler.test_legislation import clml
from tests.tracking.builders import said
from tracking.tracking import track
from tracking.vehicles import Vehicle, known_since, vehicle_of

KNOWN = datetime(2012, 1, 1, tzinfo=UTC)
LAMPS = "make lamp authorities keep a lamp at every crossing"


def law(*, title: str = "Lamps Act 1998", **page: str) -> Vehicle:
    """The page of the Lamps Act 1998, or of one section of it, as the crawler would make it."""
    url = f"https://www.legislation.gov.uk/ukpga/1998/77{page.get('path', '')}"
    text = clml(title=title, **page)
    article = extract(text.encode(), content_type="application/xml", url=url, source=None, hints={})
    made = vehicle_of(article, official=True, known_at=KNOWN, backfill=False)
    assert made is not None
    return made


def bill(*stages: tuple[str, str], number: int = 7, title: str = "Lamps Bill", **fields: Any) -> Vehicle:
    """The page of a bill with these (stage, day) pairs."""
    return revision(*stages, number=number, title=title, known=KNOWN, **fields)


def revision(
    *stages: tuple[str, str], known: datetime, number: int = 7, title: str = "Lamps Bill", **fields: Any
) -> Vehicle:
    """One revision of a bill's page, first seen at ``known``."""
    data = {
        "billId": number,
        "shortTitle": title,
        "longTitle": "A Bill to provide for lamps at crossings; and for connected purposes.",
        "lastUpdate": f"{max(day for _, day in stages)}T17:00:00",
        "currentStage": {},
        "greenpaperStages": [
            {
                "description": name,
                "house": "Commons",
                "sortOrder": order,
                "stageSittings": [{"date": f"{day}T00:00:00"}],
            }
            for order, (name, day) in enumerate(stages, 1)
        ],
        **fields,
    }
    url = f"https://bills.parliament.uk/bills/{number}"
    article = extract(json.dumps(data).encode(), content_type="application/json", url=url, source=None, hints={})
    made = vehicle_of(article, official=True, known_at=known, backfill=False)
    assert made is not None
    return made


def cited(title: str, canonical: str | None = None, provision: str | None = None) -> Citation:
    return Citation(mention=Evidence(start=0, end=len(title), text=title), title=title, canonical=canonical,
                    provision=provision)  # fmt: skip


def planned(on: str = "1997-11-01", stage: str = "announced", action: str = LAMPS, **fields: Any) -> Statement:
    """Somebody said that the Lamps Bill would do this."""
    return said(action, stage, on, **{"instrument": "Lamps Bill", **fields})


def the_policy(*statements: Statement, vehicles: tuple[Vehicle, ...]) -> Policy:
    (policy,) = track(statements, known_ids={}, vehicles=vehicles).policies
    return policy


def line(policy: Policy) -> list[tuple[str, str, str]]:
    return [(shift.kind.value, shift.to_stage.value, shift.happened_on) for shift in policy.shifts]


FIRST, SECOND, ASSENT = ("1st reading", "1998-01-12"), ("2nd reading", "1998-02-03"), ("Royal Assent", "1998-07-16")


def test_a_plan_moves_with_its_bill_to_royal_assent() -> None:
    policy = the_policy(planned(), vehicles=(bill(FIRST, SECOND, ASSENT, isAct=True),))
    assert line(policy) == [
        ("new", "announced", "1997-11-01"),
        ("moved on", "bill", "1998-01-12"),
        ("moved on", "enacted", "1998-07-16"),
    ]
    enacted = policy.shifts[-1]
    assert (enacted.reported, enacted.evidence.text) == (False, "Royal Assent: House of Commons, 16 July 1998")
    assert "both name the Lamps Bill" in policy.joins[0].reasons


def test_an_act_carries_what_was_said_of_its_bill_and_its_end_ends_it() -> None:
    gone = law(path="/section/10", part='RestrictStartDate="2006-10-01"', words=". . . . . .")
    by_section = planned(legislation=(cited("Lamps Act 1998", "ukpga/1998/77", "section/10"),))
    policy = the_policy(by_section, vehicles=(law(), gone))
    assert line(policy)[1:] == [("moved on", "enacted", "1998-07-16"), ("reversed", "reversed", "2006-10-01")]
    assert policy.state is State.REVERSED


def test_the_page_of_a_section_bears_its_laws_whole_title() -> None:
    section = law(path="/section/10", title="Lamps, Lanterns and Wicks Act 1998", part='RestrictStartDate="2001-04-01"')
    assert section.title == "Lamps, Lanterns and Wicks Act 1998"


def test_one_section_that_goes_does_not_end_a_policy_of_another() -> None:
    gone = law(path="/section/10", part='RestrictStartDate="2006-10-01"', words=". . . . . .")
    other = planned(legislation=(cited("Lamps Act 1998", "ukpga/1998/77", "section/12"),))
    assert the_policy(other, vehicles=(law(), gone)).state is State.LIVE


def test_a_repeal_that_was_asked_for_is_in_force_when_the_law_is_gone() -> None:
    gone = law(title="Lamps Act 1998 (repealed 1.10.2006)")
    plan = said("repeal the Lamps Act 1998", "announced", "2006-01-10", effect="undo",
                legislation=(cited("Lamps Act 1998", "ukpga/1998/77"),))  # fmt: skip
    policy = the_policy(plan, vehicles=(gone,))
    assert line(policy)[-1] == ("moved on", "in force", "2006-10-01")
    assert policy.state is State.LIVE
    assert all(shift.kind is not ShiftKind.REVERSED for shift in policy.shifts)


def test_a_bill_that_is_withdrawn_drops_what_it_carried() -> None:
    policy = the_policy(planned(), vehicles=(bill(FIRST, SECOND, billWithdrawn="1998-03-01T00:00:00"),))
    assert policy.state is State.DROPPED
    assert line(policy)[-1][0] == "dropped"


def test_what_was_taken_out_of_a_bill_is_not_enacted_by_it() -> None:
    out = planned("1998-03-20", "dropped")
    policy = the_policy(planned(), out, vehicles=(bill(FIRST, SECOND, ASSENT, isAct=True),))
    assert policy.state is State.DROPPED
    assert policy.position is Stage.BILL


@pytest.mark.parametrize(
    "statement",
    [
        planned(stage="floated"),
        planned(stage="announced", commitment=Commitment.ASKED),
        planned("1993-05-01"),  # five years before: another session's bill of that title
        said("raise the fee for lamps", "announced", "2004-05-01",
             legislation=(cited("Lamps Act 1998", "ukpga/1998/77"),)),
        planned(instrument="Street Lamps Bill"),
    ],
)  # fmt: skip
def test_a_wish_another_session_an_older_law_and_another_title_are_not_carried(statement: Statement) -> None:
    assert len(the_policy(statement, vehicles=(bill(FIRST, SECOND, ASSENT, isAct=True), law())).statements) == 1


def test_of_two_bills_of_one_title_the_one_of_its_time_carries_it() -> None:
    later = bill(("1st reading", "2003-01-10"), number=8)
    policy = the_policy(planned(), vehicles=(bill(FIRST), later))
    assert line(policy)[1:] == [("moved on", "bill", "1998-01-12")]


def test_any_order_gives_the_same_and_a_second_time_changes_nothing() -> None:
    statements = [
        planned(),
        planned("1998-05-01", "bill", action="oblige lamp authorities to keep a lamp at every crossing"),
    ]
    vehicles = [bill(FIRST, SECOND, ASSENT, isAct=True), law()]
    made = [
        track(some, known_ids={}, vehicles=those)
        for some, those in itertools.product(itertools.permutations(statements), itertools.permutations(vehicles))
    ]
    assert all(tracked.policies == made[0].policies for tracked in made)
    known = {key: policy.id for policy in made[0].policies for key in policy.statements}
    assert track(statements, known_ids=known, vehicles=vehicles).policies == made[0].policies


def test_a_step_is_known_since_the_revision_that_first_told_it() -> None:
    first = revision(FIRST, known=datetime(1998, 1, 13, tzinfo=UTC))
    second = revision(FIRST, SECOND, ASSENT, known=datetime(1998, 7, 17, tzinfo=UTC), isAct=True)
    page = known_since([first, second])
    assert page is not None
    assert [(step.stage.value, step.known_at.date().isoformat()) for step in page.steps] == [
        ("bill", "1998-01-13"),
        ("enacted", "1998-07-17"),
    ]
