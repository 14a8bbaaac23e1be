"""What public lists add to the registers: rows that say where they were read, and nothing over people's own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from records import acts, bodies, posts
from records.acts import Act
from records.bodies import BodyName, RegisteredBody
from records.posts import Holding
from records.registers_update import (
    ORGANISATIONS,
    POSTS,
    Known,
    UnexpectedReply,
    act_rows,
    as_table,
    is_ours,
    member_rows,
    merged,
    organisation_rows,
    post_rows,
)
from records.vocab import BodyKind

TODAY = date(2031, 5, 1)
KNOWN = Known(bodies=bodies.register(), posts=posts.posts(), acts=acts.register())


def organisation(slug: str, title: str, **more: Any) -> dict[str, Any]:
    """An organisation as GOV.UK's list has it."""
    details = {"slug": slug, "abbreviation": None, "closed_at": None, "govuk_status": "live"}
    plain = {"id": f"{ORGANISATIONS}/{slug}", "title": title, "format": "Executive agency"}
    links: dict[str, Any] = {"superseded_organisations": [], "superseding_organisations": []}
    for name in links:
        links[name] = [{"id": f"{ORGANISATIONS}/{other}"} for other in more.pop(name, ())]
    plain["format"] = more.pop("format", plain["format"])
    return {**plain, **links, "details": {**details, **more}}


def member(name: str, party: str = "Labour", **seat: Any) -> dict[str, Any]:
    """A member as Parliament's interface has one."""
    held = {"house": 1, "membershipStartDate": "2029-05-03T00:00:00", "membershipEndDate": None, **seat}
    return {"value": {"nameDisplayAs": name, "latestParty": {"name": party}, "latestHouseMembership": held}}


def post(name: str, department: str, *holders: tuple[str, str, str | None]) -> dict[str, Any]:
    """A post in the government with who held it."""
    return {
        "value": {
            "name": name,
            "governmentDepartments": [{"id": 1, "name": department}],
            "postHolders": [
                {"member": member(person), "startDate": f"{start}T00:00:00", "endDate": end and f"{end}T00:00:00"}
                for person, start, end in holders
            ],
        }
    }


# ---------------------------------------------------------------- organisations


def test_a_new_organisation_is_a_body_with_its_names() -> None:
    rows = organisation_rows(
        [organisation("skills-yard", "Skills Yard", abbreviation="SKYARD", closed_at="2030-03-31T00:00:00.000+01:00")],
        KNOWN.bodies,
    )
    (body,) = rows["bodies.csv"]
    source = f"{ORGANISATIONS}/skills-yard"
    assert body == RegisteredBody(
        id="skills-yard", name="Skills Yard", kind=BodyKind.AGENCY, to_on="2030-03-31", source=source
    )
    assert [as_table(name) for name in rows["body_names.csv"]] == [
        as_table(BodyName(body_id="skills-yard", name=name, form=form, source=source))
        for name, form in (("Skills Yard", "official"), ("SKYARD", "short"))
    ]


def test_a_short_name_that_is_a_word_too_needs_a_cue_and_one_that_is_taken_is_left_out() -> None:
    rows = organisation_rows(
        [
            organisation("a-yard", "A Yard", abbreviation="AY"),
            organisation("b-yard", "B Yard", abbreviation="Bee"),
            organisation("c-yard", "C Yard", abbreviation="Ofsted"),
        ],
        KNOWN.bodies,
    )
    short = {row.name: row.needs_cue for row in rows["body_names.csv"] if row.form == "short"}  # type: ignore[union-attr]
    assert short == {"AY": "yes", "Bee": "yes"}


def test_what_the_register_has_is_not_said_again() -> None:
    rows = organisation_rows(
        [organisation("department-for-education", "Department for Education", abbreviation="DfE")], KNOWN.bodies
    )
    assert rows == {"bodies.csv": [], "body_names.csv": [], "body_successions.csv": []}


@pytest.mark.parametrize(
    ("title", "closed_at", "body_id"),
    [
        ("Department for Environment, Food & Rural Affairs", None, "defra"),
        ("HM Revenue & Customs", None, "hmrc"),
        ("The Charity Commission", None, "charity-commission"),
        ("Department for Education", "1995-07-05T00:00:00.000+01:00", "dfe-1992"),
    ],
)
def test_an_organisation_is_the_body_of_its_title(title: str, closed_at: str | None, body_id: str) -> None:
    listed = [
        organisation("some-slug", title, closed_at=closed_at),
        organisation("new-yard", "New Yard", superseded_organisations=["some-slug"]),
    ]
    rows = organisation_rows(listed, KNOWN.bodies)
    assert [row.predecessor for row in rows["body_successions.csv"]] == [body_id]  # type: ignore[union-attr]
    assert [row.id for row in rows["bodies.csv"]] == ["new-yard"]  # type: ignore[union-attr]


def test_successions_come_from_either_side_once_with_the_day() -> None:
    rows = organisation_rows(
        [
            organisation("new-yard", "New Yard", superseded_organisations=["old-yard", "not-listed"]),
            organisation(
                "old-yard", "Old Yard", closed_at="2030-01-01T00:00:00", superseding_organisations=["new-yard"]
            ),
            organisation("education-yard", "Education Yard", superseding_organisations=["department-for-education"]),
            organisation("department-for-education", "Department for Education"),
        ],
        KNOWN.bodies,
    )
    assert [(row.predecessor, row.successor, row.on) for row in rows["body_successions.csv"]] == [  # type: ignore[union-attr]
        ("education-yard", "dfe", ""),
        ("old-yard", "new-yard", "2030-01-01"),
    ]


@pytest.mark.parametrize("item", [{}, {"details": None}, {"details": {"slug": ""}, "title": "A"}, {"details": []}, 7])
def test_another_form_of_reply_is_refused_in_words(item: Any) -> None:
    with pytest.raises(UnexpectedReply, match="should have"):
        organisation_rows([item], KNOWN.bodies)


def test_the_order_of_the_replies_makes_no_difference() -> None:
    listed = [organisation(f"yard-{letter}", f"Yard {letter.upper()}") for letter in "badc"]
    assert organisation_rows(listed, KNOWN.bodies) == organisation_rows(reversed(listed), KNOWN.bodies)


# ---------------------------------------------------------------- members and posts


def test_a_member_has_a_seat_and_a_party() -> None:
    rows = member_rows(
        [
            member("Ms Tilda Onslow"),
            member("Lord Quill", "Crossbench", house=2),
            member("Rt Hon Sir Basil Wren", "Labour (Co-op)", membershipEndDate="2030-02-01T00:00:00"),
            member("No Seat", membershipStartDate=None),
        ],
        KNOWN,
        today=TODAY,
    )
    told = [(row.person, row.title, row.body_id, row.party_id, row.to_on) for row in rows["posts.csv"]]  # type: ignore[union-attr]
    assert told == [
        ("Basil Wren", "Member of Parliament", "house-of-commons", "labour-party", "2030-02-01"),
        ("Lord Quill", "Member of the House of Lords", "house-of-lords", "", ""),
        ("Tilda Onslow", "Member of Parliament", "house-of-commons", "labour-party", ""),
    ]


def test_a_post_is_at_the_department_that_bore_the_name_that_day() -> None:
    rows = post_rows(
        [
            post("Minister for Yards", "Department for Education", ("Tilda Onslow", "2029-06-01", "2030-01-01")),
            post("Minister for Nothing", "Department of Nothing", ("Basil Wren", "2029-06-01", None)),
        ],
        KNOWN,
        today=TODAY,
    )
    told = [(row.title, row.body_id, row.from_on, row.to_on, row.source) for row in rows["posts.csv"]]  # type: ignore[union-attr]
    assert told == [
        ("Minister for Nothing", "uk-government", "2029-06-01", "", POSTS),
        ("Minister for Yards", "dfe", "2029-06-01", "2030-01-01", POSTS),
    ]


def test_a_post_that_the_register_has_is_not_said_again() -> None:
    held = next(each for each in KNOWN.posts.holdings if each.body_id == "dfe" and len(each.from_on) == 10)
    rows = post_rows(
        [post(held.title, "Department for Education", (held.person, held.from_on, None))], KNOWN, today=TODAY
    )
    assert rows == {"posts.csv": []}


# ---------------------------------------------------------------- acts


def test_acts_come_by_year_and_number_without_what_is_said_of_them() -> None:
    base = "http://www.legislation.gov.uk/id/ukpga"
    rows = act_rows(
        [
            (f"{base}/2030/12", "Yards Act 2030"),
            (f"{base}/2030/9", "Ponds (Repair)\n Act 2030 (repealed)"),
            (f"{base}/2004/31", "Children Act 2004"),
            (f"{base}/2030/13", "A list of yards"),
            ("http://www.legislation.gov.uk/id/uksi/2030/1", "The Yards Order 2030"),
        ],
        KNOWN.acts,
    )
    assert rows == {
        "acts.csv": [
            Act(title="Ponds (Repair) Act 2030", id="ukpga/2030/9", source="https://www.legislation.gov.uk/ukpga/2030/9"),
            Act(title="Yards Act 2030", id="ukpga/2030/12", source="https://www.legislation.gov.uk/ukpga/2030/12"),
        ]
    }  # fmt: skip


# ---------------------------------------------------------------- old and new

HELD = Holding(
    title="Minister for Yards", body_id="dfe", person="T O", party_id="", from_on="2029-06-01", to_on="", source=POSTS
)


def test_a_second_update_changes_nothing() -> None:
    new = organisation_rows([organisation("b", "Yard B"), organisation("a", "Yard A")], KNOWN.bodies)["bodies.csv"]
    once = merged([], new, source=ORGANISATIONS, today=TODAY)
    assert merged(once, new, source=ORGANISATIONS, today=TODAY) == once


def test_a_row_that_a_person_wrote_stands_as_it_is() -> None:
    mine = RegisteredBody(id="yard-a", name="Our own Yard", kind=BodyKind.CHARITY, source="asked by telephone")
    new = organisation_rows([organisation("yard-a", "Yard A"), organisation("b", "Yard B")], KNOWN.bodies)
    assert merged([mine], new["bodies.csv"], source=ORGANISATIONS, today=TODAY)[0] == mine
    assert len(merged([mine], new["bodies.csv"], source=ORGANISATIONS, today=TODAY)) == 2
    assert not is_ours(BodyName(body_id="yard-a", name="OOY"))


def test_a_post_that_is_gone_from_its_list_has_ended_and_another_lists_rows_are_let_alone() -> None:
    assert merged([HELD], [], source="another list", today=TODAY) == [HELD]
    assert merged([HELD], [], source=POSTS, today=TODAY) == [replace(HELD, to_on="2031-05-01")]
    assert merged([HELD], [HELD], source=POSTS, today=TODAY) == [HELD]


def test_what_ended_is_renewed_with_the_day_that_the_list_gives() -> None:
    ended = replace(HELD, to_on="2030-01-01")
    assert merged([HELD], [ended], source=POSTS, today=TODAY) == [ended]
