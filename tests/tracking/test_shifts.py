"""The time line: what is a move, what only tells of one, and whose word it is."""

import pytest

from records.records import Policy, Statement
from records.vocab import Stage, State
from tests.tracking.builders import ahead, said
from tracking.tracking import track

DUTY = "place schools under the duty to co-operate"


def policy(*statements: Statement) -> Policy:
    (only,) = track(statements, known_ids={}).policies
    return only


def line(*statements: Statement) -> list[str]:
    """The time line as a reader sees it."""
    marks = {True: " (reported)", False: ""}
    return [f"{s.happened_on} {s.kind}: {s.note}{marks[s.reported]}" for s in policy(*statements).shifts]


def test_a_policy_climbs_to_an_act() -> None:
    history = [
        said(DUTY, "announced", "2008-05-15", official=True),
        said(DUTY, "consultation", "2008-07-08", official=True),
        said(DUTY, "bill", "2009-03-06", official=True),
        said(DUTY, "enacted", "2009-11-13", official=True),
        said(DUTY, "in force", "2010-01-15", official=True),
    ]
    assert line(*history) == [
        "2008-05-15 new: new: announced",
        "2008-07-08 moved on: now out for consultation; was announced",
        "2009-03-06 moved on: now before Parliament as a bill; was out for consultation",
        "2009-11-13 moved on: now enacted; was before Parliament as a bill",
        "2010-01-15 moved on: now in force; was enacted",
    ]
    assert (policy(*history).position, policy(*history).state) == (Stage.IN_FORCE, State.LIVE)


def test_the_press_repeating_a_stage_makes_no_shift() -> None:
    assert line(
        said(DUTY, "consultation", "2008-07-08", official=True),
        said(DUTY, "consultation", "2008-07-24"),
        said(DUTY, "announced", "2008-08-24"),
        said(DUTY, "floated", "2008-09-24"),
    ) == ["2008-07-08 new: new: out for consultation"]


def test_what_only_the_press_says_is_reported_until_an_official_source_says_it() -> None:
    press = said(DUTY, "bill", "2009-03-06")
    assert line(said(DUTY, "consultation", "2008-07-08", official=True), press)[1].endswith("(reported)")
    official = said(DUTY, "bill", "2009-03-20", official=True)
    confirmed = policy(said(DUTY, "consultation", "2008-07-08", official=True), press, official).shifts[1]
    assert not confirmed.reported
    assert confirmed.statement == official.key  # an official source leads
    assert confirmed.happened_on == "2009-03-06"
    assert confirmed.known_at == press.known_at  # so that nobody is told twice


def test_an_older_article_found_late_takes_its_place_and_makes_no_false_shift() -> None:
    now = [said(DUTY, "announced", "2008-05-15"), said(DUTY, "bill", "2009-03-06")]
    late = said(DUTY, "consultation", "2008-07-24", known="2012-01-01")
    assert [entry.split(":")[0] for entry in line(*now, late)] == [
        "2008-05-15 new",
        "2008-07-24 moved on",
        "2009-03-06 moved on",
    ]
    repeat = said(DUTY, "announced", "2008-06-15", known="2012-01-01")
    assert line(*now, repeat) == line(*now)


def test_an_undated_article_counts_for_the_position_and_makes_no_shift() -> None:
    undated = said(DUTY, "bill", "2012-01-01", dated=False)
    tracked = policy(said(DUTY, "announced", "2008-05-15"), undated)
    assert [shift.kind for shift in tracked.shifts] == ["new"]
    assert tracked.position is Stage.BILL
    assert policy(undated).shifts == ()


def test_repeal_of_what_is_in_force_and_its_end() -> None:
    undo = "remove the duty to co-operate from schools"
    turn = "u-turn: undoes the extension of January"
    history = [
        said(DUTY, "in force", "2010-01-15", official=True),
        said(undo, "announced", "2010-07-22", official=True, effect="undo", direction=turn),
        said(undo, "bill", "2011-01-27", official=True, effect="undo"),
    ]
    assert line(*history)[1:] == [
        "2010-07-22 u-turn: a U-turn: a plan to undo it is announced; it is in force",
        "2011-01-27 u-turn: a plan to undo it is before Parliament as a bill; it is in force",
    ]
    assert (policy(*history).position, policy(*history).state) == (Stage.IN_FORCE, State.LIVE)
    kept = said(undo, "dropped", "2012-02-10", official=True, effect="undo")
    assert line(*history, kept)[-1] == "2012-02-10 revived: kept after all: the plan to undo it is given up"
    gone = said(undo, "reversed", "2012-02-10", official=True, effect="undo")
    assert policy(*history, gone).state is State.REVERSED


def test_an_opposition_that_would_undo_it_moves_nothing() -> None:
    wish = said("repeal the duty of schools to co-operate", "floated", "2010-02-01", effect="undo")
    assert len(line(said(DUTY, "in force", "2010-01-15", official=True), wish)) == 1


def test_delay_revival_and_end() -> None:
    register = "register home care workers"
    history = [
        said(register, "consultation", "2016-11-18", official=True),
        said(register, "delayed", "2017-09-08", official=True, direction="u-turn: its own plan is put on hold"),
        said(register, "draft bill", "2018-07-13", official=True),
        said(register, "dropped", "2019-03-01", official=True),
    ]
    assert line(*history) == [
        "2016-11-18 new: new: out for consultation",
        "2017-09-08 u-turn: a U-turn: now delayed; was out for consultation",
        "2018-07-13 revived: now published as a draft bill; was delayed",
        "2019-03-01 dropped: now dropped; was published as a draft bill",
    ]
    assert (policy(*history).position, policy(*history).state) == (Stage.DRAFT_BILL, State.DROPPED)


def test_a_bill_taken_back_to_a_consultation_by_its_own_department_has_moved_back() -> None:
    back = said(DUTY, "consultation", "2009-06-06", official=True)
    assert line(said(DUTY, "bill", "2009-03-06", official=True), back)[-1] == (
        "2009-06-06 moved back: now out for consultation; was before Parliament as a bill"
    )
    press = said(DUTY, "consultation", "2009-06-06")
    assert len(line(said(DUTY, "bill", "2009-03-06", official=True), press)) == 1


def test_two_reports_of_one_event_are_one_shift_at_the_later_stage() -> None:
    assert line(said(DUTY, "announced", "2008-07-08"), said(DUTY, "consultation", "2008-07-09")) == [
        "2008-07-08 new: new: out for consultation (reported)"
    ]


def test_the_official_word_of_the_day_leads_what_the_press_makes_of_it() -> None:
    assert line(said(DUTY, "announced", "2008-07-08", official=True), said(DUTY, "bill", "2008-07-08")) == [
        "2008-07-08 new: new: announced"
    ]


def test_a_new_date_from_an_official_source_is_a_shift_and_its_repeat_is_none() -> None:
    assert line(
        said(DUTY, "consultation", "2008-07-08", official=True, dates=(ahead("2009-09-01"),)),
        said(DUTY, "consultation", "2008-08-08", official=True, dates=(ahead("2010-01-12"),)),
        said(DUTY, "consultation", "2008-09-08", official=True, dates=(ahead("2010-01-01", "2010-01-31"),)),
    )[1:] == ["2008-08-08 date set: a date is set: 12 January 2010"]


def test_more_are_exempted() -> None:
    assert line(
        said(DUTY, "bill", "2009-03-06", official=True),
        said(DUTY, "bill", "2009-06-06", official=True, effect="limit", exemptions=("schools under 100 pupils",)),
    )[1:] == ["2009-06-06 scope changed: now without schools under 100 pupils"]


def test_the_press_telling_of_the_plan_days_after_its_end_revives_nothing() -> None:
    assert (
        policy(
            said(DUTY, "bill", "2009-03-06", official=True),
            said(DUTY, "dropped", "2009-06-06", official=True),
            said(DUTY, "bill", "2009-06-10"),
        ).state
        is State.DROPPED
    )


@pytest.mark.parametrize("backfill", [True, False])
def test_a_shift_of_a_backfill_is_marked(backfill: bool) -> None:
    (shift,) = policy(said(DUTY, "announced", "2008-07-08", backfill=backfill)).shifts
    assert shift.backfill is backfill


def test_a_plan_to_undo_that_is_given_up_and_told_again_leaves_the_policy_in_force() -> None:
    out = "release schools from the duty to co-operate"
    kept = policy(
        said(DUTY, "in force", "2010-01-12"),
        said(out, "bill", "2011-01-26", effect="undo", official=True),
        said(out, "dropped", "2011-10-28", effect="undo"),
        said(out, "dropped", "2012-02-24", effect="undo"),
    )
    assert kept.state is State.LIVE
    assert kept.shifts[-1].happened_on == "2011-10-28"


def test_the_summary_is_what_its_own_side_says_last() -> None:
    undo = said(
        "release schools from the duty to co-operate", "announced", "2010-07-23", effect="undo", summary="Undo it."
    )
    last = said(DUTY, "in force", "2010-01-15", summary="Schools are under the duty to co-operate.")
    assert policy(said(DUTY, "bill", "2009-02-05", summary="To come."), last, undo).summary == last.proposal.summary


def test_the_title_is_what_the_policy_would_do_not_that_it_is_late() -> None:
    late = said("put back the duty of schools to co-operate by a year", "delayed", "2009-12-10", effect="delay")
    assert policy(said(DUTY, "announced", "2008-07-03"), late).title == "Place schools under the duty to co-operate"


def test_the_title_is_what_the_policy_would_do_not_its_undoing() -> None:
    undo = said("remove the duty to co-operate from schools", "announced", "2010-07-22", effect="undo")
    assert policy(said(DUTY, "in force", "2010-01-15"), undo).title == "Place schools under the duty to co-operate"


def test_what_is_law_can_be_changed_and_the_change_climbs_anew() -> None:
    history = [
        said(DUTY, "in force", "2005-04-01", official=True),
        said(DUTY, "consultation", "2005-05-01"),  # the press looks back
        said(f"{DUTY} and academies", "consultation", "2008-07-08", effect="extend"),
        said(f"{DUTY} and academies", "bill", "2009-02-05", official=True, effect="extend"),
        said(f"{DUTY} and academies", "in force", "2010-01-12", official=True, effect="extend"),
    ]
    assert line(*history) == [
        "2005-04-01 new: new: in force",
        "2008-07-08 scope changed: a change to it is out for consultation; it is in force (reported)",
        "2009-02-05 moved on: now before Parliament as a bill; was out for consultation",
        "2010-01-12 moved on: now in force; was before Parliament as a bill",
    ]
    assert policy(*history).position is Stage.IN_FORCE


def test_an_end_that_the_press_told_too_early_is_taken_back_when_the_body_still_plans_it() -> None:
    undo = "remove the duty to co-operate from schools"
    history = [
        said(DUTY, "in force", "2010-01-12", official=True),
        said(undo, "reversed", "2010-07-23", effect="undo"),
        said(undo, "announced", "2010-11-24", official=True, effect="undo"),
    ]
    assert line(*history)[1:] == ["2010-07-23 u-turn: a plan to undo it is announced; it is in force"]
    assert policy(*history).state is State.LIVE
    kept = said("drop the clause that would remove the duty from schools", "dropped", "2011-10-28", effect="undo")
    assert line(*history, kept)[-1] == (
        "2011-10-28 revived: kept after all: the plan to undo it is given up (reported)"
    )
    told_again = said("remove the clause on the duty of schools to co-operate", "bill", "2011-11-16", effect="undo")
    assert line(*history, kept, told_again) == line(*history, kept)
    unclear = said(DUTY, "dropped", "2011-01-28", direction="u-turn: gives up its own plan")
    assert line(*history, unclear) == line(*history)


def test_an_end_that_is_told_of_again_years_later_is_no_u_turn() -> None:
    turn = "u-turn: undoes what was in force"
    history = [
        said("issue guidance on children's trusts", "in force", "2009-01-12", official=True),
        said("withdraw the guidance on children's trusts", "reversed", "2010-11-01", official=True, effect="undo",
             direction=turn),
        said("withdraw the guidance on children's trusts", "reversed", "2012-02-24", effect="undo", direction=turn),
    ]  # fmt: skip
    assert len(line(*history)) == 2
