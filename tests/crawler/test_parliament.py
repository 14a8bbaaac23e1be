"""Items of Parliament's APIs that come in two answers: bills with their stages, inquiries with their committees."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crawler.leads import Lead, Look
from crawler.parliament_pages import bill_page
from nlp.sentence_cues import cues_in
from tests.crawler.replica import CLOCK, Web, collect, rows, serving, source
from tests.crawler.test_spiders import answer, leads, spider

BILLS = "https://bills-api.parliament.uk/api/v1/Bills"
COMMITTEES = "https://committees-api.parliament.uk/api"


def the_bill(web: Web, updated: str, *stages: tuple[str, str, str]) -> None:
    """A bill that has been through these stages, each with its house and day."""
    made = [
        {"description": name, "house": house, "sortOrder": number, "stageSittings": [{"date": f"{day}T00:00:00"}]}
        for number, (name, house, day) in enumerate(stages)
    ]
    bill: dict[str, Any] = {
        "billId": 7,
        "shortTitle": "Lamps Bill",
        "longTitle": "A Bill to require every parish to keep a lamp at each crossing of roads.",
        "lastUpdate": f"{updated}T17:00:00.1234567",
        "currentStage": made[-1],
    }
    put(web, BILLS, {"items": [bill], "totalResults": 1})
    put(web, f"{BILLS}/7", bill)
    put(web, f"{BILLS}/7/Stages", {"items": made, "totalResults": len(made)})


def put(web: Web, url: str, data: Any, **reply: Any) -> None:
    """Let an address answer with JSON."""
    web.put(url, json.dumps(data), content_type="application/json", **reply)


def test_a_stage_that_a_bill_has_reached_is_a_new_revision(tmp_path: Path) -> None:
    bills = source("bills", "parliament", BILLS)
    with serving(Web()) as web:
        the_bill(web, "2008-07-01", ("1st reading", "Commons", "2008-06-20"), ("2nd reading", "Commons", "2008-07-01"))
        assert collect(web, tmp_path, bills)["bills"].new == 1
        assert f"{BILLS}/7/Stages?Take=100" in web.asked()
        before = len(web.asked())
        assert collect(web, tmp_path, bills, clock=CLOCK + timedelta(hours=1))["bills"].changed == 0
        assert len(web.asked()) == before + 1  # the list, and nothing else
        the_bill(web, "2008-07-09", ("2nd reading", "Commons", "2008-07-01"), ("3rd reading", "Commons", "2008-07-09"))
        assert collect(web, tmp_path, bills, clock=CLOCK + timedelta(hours=2))["bills"].changed == 1
    assert rows(tmp_path, "select count(*) from revisions") == [(2,)]


def test_a_bill_whose_stages_cannot_be_had_waits_rather_than_change_without_a_change(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_bill(web, "2008-07-01", ("2nd reading", "Commons", "2008-07-01"))
        web.put(f"{BILLS}/7/Stages", "<p>sorry</p>")
        result = collect(web, tmp_path, source("bills", "parliament", BILLS))["bills"]
    assert (result.new, result.failed) == (0, 1)


def test_stages_are_written_so_that_the_stage_cues_know_them() -> None:
    with_stages = {
        "billId": 7,
        "shortTitle": "Lamps Bill",
        "lastUpdate": "2009-03-12T17:00:00",
        "currentStage": {},
        "greenpaperStages": [
            {"description": "2nd reading", "house": "Lords", "stageSittings": [{"date": "2009-03-12T00:00:00"}]},
            {"description": "Royal Assent", "house": "Unassigned", "stageSittings": [{"date": "2009-04-01T00:00:00"}]},
        ],
    }
    lines = [words for _, words in bill_page(with_stages).blocks]
    assert lines == [
        "Stages",
        "Second reading: House of Lords, 12 March 2009",
        "Royal Assent: planned for 1 April 2009",
    ]
    assert [[hit.cue.says for hit in cues_in(line, "stage_cues")] for line in lines] == [[], ["bill"], []]


def test_an_inquiry_is_read_again_when_it_reports_and_not_for_a_day_to_come() -> None:
    start = f"{COMMITTEES}/CommitteeBusiness"
    item = {"id": 8, "title": "Lamps", "openDate": "2008-01-05T00:00:00", "closeDate": "2008-12-24T00:00:00"}
    report = {"latestReport": {"description": "Lamps", "publicationStartDate": "2008-07-07T00:00:00"}}
    one = spider("parliament", start, options={"days": "400"})
    (look,) = one.looks()
    assert "Status=Open" in look.url
    found = leads(one.read(look, answer({"items": [item, {**item, "id": 9, **report}], "totalResults": 2})))
    assert [(lead.url, str(lead.changed_at)[:10]) for lead in found] == [
        ("https://committees.parliament.uk/work/8", "2008-01-05"),
        ("https://committees.parliament.uk/work/9", "2008-07-06"),  # midnight in London
    ]
    assert {str(lead.published_at)[:10] for lead in found} == {"2008-01-05"}


def test_an_old_inquiry_does_not_hide_those_after_it() -> None:
    start = f"{COMMITTEES}/CommitteeBusiness"
    items = [{"id": 8, "title": "Old", "openDate": "2001-01-05T00:00:00"}]
    found = list(spider("parliament", start).read(look_of(start), answer({"items": items, "totalResults": 2})))
    assert [type(item) for item in found] == [Look]


def look_of(start: str) -> Look:
    """The first list of a source."""
    return next(iter(spider("parliament", start).looks()))


def test_an_inquiry_comes_with_its_committee(tmp_path: Path) -> None:
    item = {
        "id": 8,
        "title": "Lamps at crossings",
        "openDate": "2008-07-05T00:00:00",
        "scope": "<p>Whether a lamp keeps travellers from harm.</p>",
        "openSubmissionPeriods": [],
    }
    with serving(Web()) as web:
        put(web, f"{COMMITTEES}/CommitteeBusiness", {"items": [item], "totalResults": 1})
        put(web, f"{COMMITTEES}/CommitteeBusiness/8", item)
        put(web, f"{COMMITTEES}/Committees", {"items": [{"name": "Roads Committee"}], "totalResults": 1})
        inquiries = source(
            "inquiries",
            "parliament",
            f"{COMMITTEES}/CommitteeBusiness",
            options={"hosts": "committees.parliament.uk"},
        )
        assert collect(web, tmp_path, inquiries)["inquiries"].new == 1
        assert f"{COMMITTEES}/Committees?CommitteeBusinessId=8&CommitteeStatus=All&Take=100" in web.asked()
    assert rows(tmp_path, "select url from pages") == [("https://committees.parliament.uk/work/8",)]


def test_an_inquiry_that_has_ended_and_left_the_list_is_read_once_more(tmp_path: Path) -> None:
    start = f"{COMMITTEES}/CommitteeBusiness"
    items = [
        {"id": id, "title": f"Lamps {id}", "openDate": "2008-07-05T00:00:00", "scope": "<p>On lamps at crossings.</p>"}
        for id in (8, 9)
    ]
    inquiries = source("inquiries", "parliament", start, options={"hosts": "committees.parliament.uk"})
    with serving(Web()) as web:
        put(web, f"{COMMITTEES}/Committees", {"items": [{"name": "Roads Committee"}], "totalResults": 1})
        for item in items:
            put(web, f"{start}/{item['id']}", {**item, "openSubmissionPeriods": []})
        put(web, start, {"items": items, "totalResults": 2})
        assert collect(web, tmp_path, inquiries)["inquiries"].new == 2
        put(web, start, {"items": items[1:], "totalResults": 1})
        report = {"description": "Lamps: first report", "publicationStartDate": "2008-07-08T00:00:00"}
        ended = {**items[0], "closeDate": "2008-07-08T00:00:00", "latestReport": report, "openSubmissionPeriods": []}
        put(web, f"{start}/8", ended)
        assert collect(web, tmp_path, inquiries, clock=CLOCK + timedelta(hours=12))["inquiries"].changed == 1
        web.requests.clear()
        assert collect(web, tmp_path, inquiries, clock=CLOCK + timedelta(hours=24))["inquiries"].changed == 0
        assert f"{start}/8" not in web.asked()


def test_a_backfill_of_bills_takes_those_of_its_days() -> None:
    one = spider("parliament", BILLS, from_on=date(2008, 7, 1), to_on=date(2008, 7, 9))
    items = [{"billId": 1, "shortTitle": "A", "lastUpdate": f"2008-0{month}-05T00:00:00"} for month in (7, 6)]
    found = list(one.read(next(iter(one.looks())), answer({"items": items, "totalResults": 900})))
    assert [lead.url for lead in found if isinstance(lead, Lead)] == ["https://bills.parliament.uk/bills/1"]
