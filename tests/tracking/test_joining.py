"""Which statements are one policy, and which are not, in cases written for it."""

import random

import pytest

from records.records import Statement
from tests.tracking.builders import CHILDREN_ACT, SKILLS_ACT, ahead, cites, said
from tracking.terms import stem
from tracking.tracking import track

SKILLS_BILL = cites(SKILLS_ACT, "Apprenticeships, Skills, Children and Learning Bill")


def grouped(statements: list[Statement]) -> set[frozenset[str]]:
    """The actions that were put together."""
    action = {statement.key: statement.proposal.action for statement in statements}
    tracked = track(statements, known_ids={})
    return {frozenset(action[key] for key in policy.statements) for policy in tracked.policies}


def one_policy(statements: list[Statement]) -> bool:
    return len(grouped(statements)) == 1


def test_a_policy_over_eight_years_is_one_through_delay_repeal_and_revival() -> None:
    act = (cites(CHILDREN_ACT, "Children Act 2004"),)
    history = [
        said("bring schools under the duty to co-operate", "floated", "2004-06-18", target="schools", legislation=act),
        said("place schools under the duty to co-operate", "consultation", "2008-07-08", target="schools"),
        said("bind maintained schools by the duty to co-operate", "bill", "2009-03-06", target="maintained schools"),
        said("put all schools under the co-operation duty", "in force", "2010-01-15", target="schools"),
        said("remove the duty to co-operate from schools", "announced", "2010-07-22", target="schools", effect="undo"),
        said("release schools from the duty to co-operate", "dropped", "2012-02-10", target="schools", effect="undo"),
    ]
    assert one_policy(history)


def test_the_words_may_change_with_the_outlet() -> None:
    assert one_policy(
        [
            said("license private wheel-clamping firms", "announced", "2008-05-15", target="wheel clampers"),
            said("require clampers of wheels to hold a licence", "bill", "2009-05-15", target="clamping firms"),
            said("licensing of wheel clampers", "delayed", "2009-06-15", target="clampers"),
        ]
    )


def test_two_policies_in_one_bill_stay_apart() -> None:
    bill = (SKILLS_BILL,)
    statements = [
        said("give heads wider powers to search pupils for drugs", "bill", "2009-03-06", article="a", legislation=bill),
        said("set up a regulator of qualifications", "bill", "2009-03-06", article="a", legislation=bill),
        said("let heads search pupils for alcohol and drugs", "enacted", "2009-11-13", article="b", legislation=bill),
        said("establish an independent qualifications regulator", "enacted", "2009-11-13", article="b",
             legislation=bill),
    ]  # fmt: skip
    assert len(grouped(statements)) == 2
    assert all(len(actions) == 2 for actions in grouped(statements))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("issue statutory guidance on school uniform", "issue statutory guidance on attendance registers"),
        ("fund a pilot of free breakfasts in primary schools", "fund a pilot of tutoring in secondary schools"),
        ("ban mobile phones in classrooms", "ban smacking by childminders"),
        ("raise the fee for registering a childminder", "raise the cap on nursery ratios"),
    ],
)
def test_the_same_instrument_for_another_question_stays_apart(one: str, other: str) -> None:
    assert not one_policy([said(one, "announced", "2012-01-10"), said(other, "announced", "2012-03-10")])


def test_a_renamed_department_goes_on_with_its_policy_and_the_join_says_so() -> None:
    first = said("publish a code of practice on school admissions", "consultation", "2008-07-08", bodies=("dcsf",))
    second = said("revise the admissions code of practice", "consultation", "2011-05-27", bodies=("dfe",))
    (policy,) = track([first, second], known_ids={}).policies
    (join,) = policy.joins
    assert join.reasons[-1] == (
        "Department for Children, Schools and Families and Department for Education follow one another"
    )


def test_a_join_tells_its_reasons_in_words() -> None:
    act = (cites(CHILDREN_ACT, "Children Act 2004"),)
    (policy,) = track(
        [
            said("place schools under the duty to co-operate", "bill", "2009-03-06", legislation=act),
            said("bind schools by the duty to co-operate", "enacted", "2009-11-13", legislation=act),
        ],
        known_ids={},
    ).policies
    (join,) = policy.joins
    assert join.reasons[1] == "both name Children Act 2004"
    assert join.reasons[0].startswith("share: ")
    assert {"co-operate", "duty", "schools"} <= set(join.reasons[0].removeprefix("share: ").split(", "))


def story() -> list[Statement]:
    """Some forty statements about eight policies, as several outlets would put them."""
    subjects = [
        "a compulsory register of home care workers",
        "free breakfasts in primary schools",
        "licensing of wheel-clamping firms",
        "the duty of schools to co-operate with children's trusts",
        "a cap on agency transfer fees",
        "minimum allowances for foster carers",
        "searches of pupils for weapons",
        "a ban on junk food advertising before nine",
    ]
    stages = ["floated", "announced", "consultation", "bill", "enacted"]
    return [
        said(f"{verb} {subject}", stage, f"{2005 + n}-0{1 + m % 9}-1{m % 10}", article=f"a{n}{m}",
             dates=(ahead(f"{2006 + n}-09-01"),))
        for m, subject in enumerate(subjects)
        for n, (verb, stage) in enumerate(zip(["consider", "introduce", "plan", "require", "enact"], stages,
                                              strict=True))
    ]  # fmt: skip


def test_statements_arriving_in_any_order_give_the_same_policies() -> None:
    statements = story()
    expected = track(statements, known_ids={})
    assert len(expected.policies) == 8
    for seed in range(12):
        random.Random(seed).shuffle(statements)
        assert track(statements, known_ids={}).policies == expected.policies


def test_joining_day_by_day_gives_the_same_groups_as_joining_all_at_once() -> None:
    from tracking.joining import Joiner
    from tracking.lineage import lineage

    statements = story()
    at_once = Joiner(lineage=lineage)
    whole = {tuple(group) for group in at_once.add(statements)}
    by_day = Joiner(lineage=lineage)
    random.Random(3).shuffle(statements)
    groups: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        for group in by_day.add([statement]):
            groups |= dict.fromkeys(group, group)
    assert set(groups.values()) == whole


def test_a_coined_name_is_no_form_of_a_common_word() -> None:
    assert stem("ContactPoint") != stem("contact")
    assert stem("Contacts") == stem("contact")
