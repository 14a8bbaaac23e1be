"""The rows that Greenpaper comes with: sources that can be opened, days in order, and nothing said twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from records.acts import Act
from records.acts import register as act_register
from records.bodies import BodyName, RegisteredBody, Succession, first_day, last_day, name_key, register, rows
from records.posts import Holding, posts

FOLDER = files("records") / "registers"
FILES: Mapping[str, type] = {
    "bodies.csv": RegisteredBody,
    "body_names.csv": BodyName,
    "body_successions.csv": Succession,
    "posts.csv": Holding,
    "acts.csv": Act,
}
#: Tables of many bodies, acts or office holders, each opened as a whole.
LISTS = (
    "https://github.com/instituteforgov/ifg-ministers-database-public/blob/",
    "https://github.com/openregister/government-organisation-data/blob/",
    "https://github.com/openaustralia/theyvoteforyou/blob/",
    "https://github.com/mysociety/parlparse/blob/",
    "https://github.com/restorationists/uk-legislation-database/blob/",
    "https://en.wikipedia.org/wiki/List_of_affiliates_of_the_Trades_Union_Congress",
    "https://wiki-gateway.eudic.net/wikipedia_en/List_of_UK_unions.html",
)
#: Offices that one person alone holds at a time.
SINGLE = ("Prime Minister", "Chancellor of the Exchequer", "Home Secretary", "Foreign Secretary", "Lord Chancellor")


def sources(file: str) -> dict[str, list[object]]:
    """The rows of a file by the address that they cite."""
    cited: dict[str, list[object]] = defaultdict(list)
    for _, row in rows(FOLDER / file, FILES[file]):
        if row.source:
            cited[row.source].append(row)
    return cited


@pytest.mark.parametrize("file", FILES)
def test_a_source_is_the_whole_address_of_a_page(file: str) -> None:
    assert [url for url in sources(file) if not re.fullmatch(r"https?://[^\s/]+/\S+", url)] == []


@pytest.mark.parametrize("file", FILES)
def test_no_row_stands_twice(file: str) -> None:
    counted = Counter(repr(row) for _, row in rows(FOLDER / file, FILES[file]))
    assert [row for row, times in counted.items() if times > 1] == []


def test_a_body_has_a_name_once_at_a_time() -> None:
    again = [
        (one.body_id, one.name)
        for names in register().names.values()
        for k, one in enumerate(names)
        for other in names[:k]
        if one.name == other.name
        and first_day(one.from_on) <= last_day(other.to_on)
        and first_day(other.from_on) <= last_day(one.to_on)
    ]
    assert again == []


def test_bodies_that_cite_one_page_follow_one_another() -> None:
    """A page on a merger is of all that merged; any other page is of one body."""
    strangers = []
    for url, cited in sources("bodies.csv").items():
        ids = [row.id for row in cited if isinstance(row, RegisteredBody)]
        family = {ids[0], *register().lineage(ids[0]).predecessors, *register().lineage(ids[0]).successors}
        kin = {
            id
            for each in family
            for line in [register().lineage(each)]
            for id in (*line.predecessors, *line.successors)
        }
        if not url.startswith(LISTS) and not set(ids) <= family | kin:
            strangers.append((url, ids))
    assert strangers == []


def test_a_page_that_tells_of_many_persons_is_a_list_or_a_reshuffle() -> None:
    crowded = {
        url: people
        for url, cited in sources("posts.csv").items()
        if len(people := {row.person for row in cited if isinstance(row, Holding)}) > 12 and not url.startswith(LISTS)
    }
    assert crowded == {}


def test_what_took_over_was_there_when_the_other_ended() -> None:
    wrong = []
    for step in register().successions:
        before, after = register().bodies[step.predecessor], register().bodies[step.successor]
        if step.on and not (
            first_day(before.from_on) <= last_day(step.on)
            and first_day(after.from_on) <= last_day(step.on)
            and first_day(step.on) <= last_day(after.to_on)
        ):
            wrong.append((step, before, after))
    assert wrong == []
    pairs = Counter((step.predecessor, step.successor) for step in register().successions)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_an_office_of_one_person_is_held_by_one_at_a_time() -> None:
    both = []
    for title in SINGLE:
        held = sorted((each for each in posts().holdings if each.title == title), key=lambda each: each.from_on)
        for one, other in pairwise(held):
            if last_day(one.to_on) > first_day(other.from_on):
                both.append((title, one.person, other.person))
    assert both == []


def test_a_post_at_a_department_is_held_while_the_department_is_there() -> None:
    early = [
        (each.person, each.title, each.from_on, body.from_on)
        for each in posts().holdings
        if (body := register().bodies[each.body_id]).kind.value == "department"
        and body.from_on
        and last_day(each.from_on) < first_day(body.from_on) - timedelta(days=1)
    ]
    assert early == []


def test_names_are_spelt_with_a_straight_apostrophe_and_single_spaces() -> None:
    odd = [name.name for names in register().names.values() for name in names if re.search(r"[’‘]|  |^ | $", name.name)]
    assert odd == []
    assert all(name_key(name.name) for names in register().names.values() for name in names)


def test_acts_are_known_by_number_and_title_alike() -> None:
    for act in act_register().by_id.values():
        assert act_register().titled(act.title) == act
        year = act.id.split("/")[1]
        assert not year.isdigit() or abs(int(year) - act.year) <= 1, act
