"""The register of bodies: names as of a day, successions, and files that say where they are wrong."""

from datetime import date
from pathlib import Path

import pytest

from records.bodies import load_register, register
from records.posts import load_posts, posts
from records.strict import BadTable

BODIES = "id,name,kind,from_on,to_on,source\n"
NAMES = "body_id,name,form,from_on,to_on,needs_cue\n"
STEPS = "predecessor,successor,on,source\n"


def folder(tmp_path: Path, bodies: str = "", names: str = "", steps: str = "") -> Path:
    """A register of these rows."""
    for file, text in (
        ("bodies.csv", BODIES + bodies),
        ("body_names.csv", NAMES + names),
        ("body_successions.csv", STEPS + steps),
    ):
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "on", "body_id"),
    [
        ("Department for Education", date(1993, 5, 1), "dfe-1992"),
        ("Department for Education", date(2012, 5, 1), "dfe"),
        ("Department for Education", None, "dfe"),
        ("the department for education", date(2012, 5, 1), "dfe"),
        ("DCSF", date(2009, 1, 1), "dcsf"),
        ("TDA", date(2008, 1, 1), "tda"),
        ("Children’s Society", None, "childrens-society"),
        ("Secondary Heads Association", date(2004, 1, 1), "ascl"),
    ],
)
def test_a_name_means_a_body_as_of_a_day(name: str, on: date | None, body_id: str) -> None:
    body = register().resolve(name, on)
    assert body is not None
    assert body.id == body_id


def test_an_unknown_name_is_nobody() -> None:
    assert register().resolve("Guild of Moon Painters") is None
    assert register().get("guild-of-moon-painters") is None


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2016, 1, 1), "Department of Health"),
        (date(2019, 1, 1), "Department of Health and Social Care"),
        (None, "Department of Health and Social Care"),
        (date(1970, 1, 1), "Department of Health"),
    ],
)
def test_the_official_name_of_the_day(on: date | None, name: str) -> None:
    assert register().name_on("dhsc", on) == name


def test_the_lineage_goes_back_and_on_nearest_first() -> None:
    lineage = register().lineage("dcsf")
    assert lineage.predecessors[:3] == ("dfes", "dfee", "dfe-1992")
    assert lineage.successors == ("dfe",)
    assert register().lineage("unicef").predecessors == ()


def test_every_body_has_an_official_name_and_every_succession_runs_forward() -> None:
    every = register()
    assert len(every) > 700
    for body in every:
        assert any(name.form == "official" for name in every.names[body.id]), body.id
        assert every.resolve(body.name) is not None
    for step in every.successions:
        assert step.predecessor not in every.lineage(step.successor).successors, step


@pytest.mark.parametrize(
    ("bodies", "names", "steps", "message"),
    [
        ("a,A,colour,,,\n", "", "", r"bodies.csv:2: 'kind' should be one of"),
        ("a,A,union,,,\na,B,union,,,\n", "", "", r"bodies.csv:3: the id 'a' is there twice"),
        ("a,A,union,2010,2009,\n", "", "", r"bodies.csv:2: ends \(2009\) before it begins"),
        ("a,A,union,May,,\n", "", "", r"bodies.csv:2: 'May' is not an ISO date"),
        ("a,A,union\n", "", "", r"bodies.csv:2: the row has fewer columns"),
        ("a,A,union,,,,x\n", "", "", r"bodies.csv:2: unknown key"),
        ("a,A,union,,,\n", "b,B,official,,,\n", "", r"body_names.csv:2: no body has the id 'b'"),
        ("a,A,union,,,\n", "a,A,nickname,,,\n", "", r"body_names.csv:2: form is official or short"),
        ("a,A,union,,,\n", "", "a,b,,\n", r"body_successions.csv:2: no body has the id 'b'"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, bodies: str, names: str, steps: str, message: str) -> None:
    with pytest.raises(BadTable, match=message):
        load_register(folder(tmp_path, bodies, names, steps))


def test_posts_are_held_between_days() -> None:
    held = {each.title for each in posts().held("Ed Balls", date(2008, 7, 8))}
    assert held == {"Secretary of State for Children, Schools and Families", "Member of Parliament"}
    assert [each.is_seat for each in posts().held("Ed Balls", date(2011, 1, 1))] == [True]
    assert posts().held("Ed Balls", date(2016, 1, 1)) == ()
    assert posts().party("Ed Balls") == "labour-party"
    assert posts().party("Jane Doe") is None


def test_a_post_at_an_unknown_body_is_named(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text(
        "title,body_id,person,party_id,from_on,to_on,source\nHead,nowhere,Jane Doe,,2001,,\n", encoding="utf-8"
    )
    with pytest.raises(BadTable, match=r"posts.csv:2: no body has the id 'nowhere'"):
        load_posts(tmp_path, register())
