"""What a search finds, and how it is asked for."""

import csv
import io
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from sqlite_utils import Database

from datasette_config import sheets
from db.search import refresh_search
from db.search_query import Part, parse
from tests.datasette_config.conftest import BASE_URL, Reader
from tests.datasette_config.filled import fill


def found(reader: Reader, query: str, show: str = "articles") -> list[str]:
    """The ids that a search finds, newest first."""
    answer = reader.get(f"/search.json?q={quote(query)}&show={show}")
    return [item["id"] for item in answer.json()["results"]]


# ---------------------------------------------------------------- what was typed


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("duty schools", ["duty", "schools"]),
        ('"duty to co-operate"', ['"duty to co-operate"']),
        ("“duty to co-operate”", ['"duty to co-operate"']),
        ('"never closed', ['"never closed"']),
        ("schools -academies", ["schools", "-academies"]),
        ('-"free schools"', ['-"free schools"']),
        ('body:"Department for Education"', ['body:"Department for Education"']),
        ("stage:In-Force", ['stage:"in force"']),
        ("before:2009 after:2008-06-01", ["before:2009", "after:2008-06-01"]),
        ("-before:2009", ["before:2009"]),
        ("quote:funding", ["quote:funding"]),
        # What is no filter, or no value of one, is looked for as words.
        ("re:union", ['"re union"']),
        ("stage:nowhere", ['"stage nowhere"']),
        ("before:Christmas", ['"before Christmas"']),
        ("duty duty", ["duty"]),
        ("- -- !!! \0", []),
        ("", []),
    ],
)
def test_a_search_is_taken_apart(typed: str, parts: list[str]) -> None:
    assert [str(part) for part in parse(typed).parts] == parts


@given(st.text(max_size=200))
def test_a_search_shown_back_is_the_same_search(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


@given(st.text(max_size=60), st.text(st.characters(categories=["L"]), min_size=1, max_size=8))
def test_a_filter_can_be_put_on_and_taken_off(typed: str, value: str) -> None:
    query = parse(typed)
    narrowed = query.plus("body", value)
    assert narrowed.without(Part(kind="body", value=value)) == query.without(Part(kind="body", value=value))


# ---------------------------------------------------------------- what is found


def test_words_must_all_be_there_in_any_form(public: Reader) -> None:
    assert "a2008trusts" in found(public, "duty school consulting")
    assert found(public, "duty boilers") == []


def test_a_phrase_stands_together(public: Reader) -> None:
    assert "a2009bill" in found(public, '"section 10 of the Children Act 2004"')
    assert found(public, '"Act Children"') == []


def test_an_excluded_word_is_not_there(public: Reader) -> None:
    everything, without = found(public, "duty"), found(public, "duty -academies")
    assert "a2008trusts" in everything
    assert "a2008trusts" not in without
    assert set(without) < set(everything)
    assert found(public, "-boilers")[:2] == ["a2012odd", "a2012phones"]


def test_filters_narrow(public: Reader) -> None:
    of_hansard = {"a2004bill", "a2009bill", "a2009stages", "a2011bill"}
    assert set(found(public, "source:hansard")) == of_hansard
    assert set(found(public, 'source:"hansard written statements"')) == of_hansard
    assert found(public, "stage:enacted") == ["a2009act", "a2009stages", "a2004act"]
    assert found(public, "topic:behaviour") == ["a2012odd", "a2012phones"]
    assert set(found(public, 'person:"Ed Balls"')) == {"a2010force", "a2008trusts", "a2008adm"}
    assert found(public, "duty after:2008 before:2010-01") == ["a2009act", "a2009bill"]
    assert found(public, "after:2008-07-08 before:2008-07-10") == ["a2008weekly"]
    assert found(public, "-source:schools-record duty before:2008") == ["a2004bill"]


def test_a_body_is_found_with_those_before_and_after_it(public: Reader) -> None:
    lineage = {"a2004bill", "a2008trusts", "a2008weekly", "a2010rose", "a2010wp", "a2012phones"}
    for name in ("dcsf", "DCSF", '"department for education"', "DfES"):
        assert set(found(public, f"body:{name}")) == lineage


def test_who_is_unknown_is_not_everybody(public: Reader) -> None:
    for query in ("body:nobody", "person:nobody", "source:nowhere", "topic:nothing"):
        assert found(public, query) == []


def test_quotations_proposals_and_policies_are_found_too(public: Reader) -> None:
    assert found(public, "quote:clinic", "quotations") == ["a2008trusts-q1"]
    assert found(public, "quote:clinic") == []
    assert found(public, "person:ed-balls after:2009", "quotations") == ["a2010force-q1"]
    assert "a2008trusts-p1" in found(public, "duty stage:consultation", "proposals")
    assert found(public, "curriculum", "policies") == ["primary-curriculum-areas-of-learning"]
    assert found(public, "stage:dropped", "policies") == ["primary-curriculum-areas-of-learning"]


def test_newest_come_first_or_best_do(public: Reader) -> None:
    answer = public.get("/search.json?q=duty&show=articles").json()["results"]
    days = [item["happened_on"][:10] for item in answer]
    assert days == sorted(days, reverse=True)
    best = public.get("/search.json?q=duty+trusts&show=articles&sort=best").json()["results"]
    assert best[0]["id"] == "a2008weekly"  # both words stand in its headline


def test_a_misspelt_name_is_put_right(public: Reader) -> None:
    assert 'Did you mean <a href="/search?q=council+admissions">' in public.get("/search?q=council+admisions").text


def test_a_page_of_results_leads_to_the_next(public: Reader) -> None:
    first = public.get("/search?q=budgets&show=articles").text
    assert "page=2" in first
    second = public.get("/search?q=budgets&show=articles&page=2").text
    assert "page=1" in second
    assert "page=3" not in second


# ---------------------------------------------------------------- taken away


def test_csv_and_excel_hold_no_formula() -> None:
    rows = [{"title": text} for text in ("=1+1", "+44 20", "-5 per cent", "@all", "\t=1", "plain", 'a "b", c\nd')]
    columns = (("title", "Title"),)
    cells = [row[0] for row in csv.reader(io.StringIO(sheets.as_csv(rows, columns)))]
    assert cells == ["Title", "'=1+1", "'+44 20", "'-5 per cent", "'@all", "'\t=1", "plain", 'a "b", c\nd']
    book = load_workbook(io.BytesIO(sheets.as_xlsx(rows, columns, "a/b:c")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}


def test_a_table_comes_as_csv_and_excel(public: Reader) -> None:
    table = list(csv.DictReader(io.StringIO(public.get("/data/shifts.csv?kind=u-turn").text)))
    assert {row["kind"] for row in table} == {"u-turn"}
    assert len(table) == 3
    labelled = list(csv.DictReader(io.StringIO(public.get("/data/shifts.csv?kind=u-turn&_labels=on").text)))
    assert labelled[0]["policy_id"] == "Schools under the duty to co-operate"
    book = load_workbook(io.BytesIO(public.get("/data/articles.xlsx").content))
    assert book.active.max_row == 77
    assert "search_keys" not in [cell.value for cell in book.active[1]]
    assert "U-turn" not in public.get("/data/policies_that_turned.csv").text
    assert public.get("/data/articles_fts.csv").status_code == 404
    assert public.get("/data.csv?sql=select+1").status_code == 403


def test_a_search_comes_as_csv_and_excel(public: Reader) -> None:
    table = list(csv.DictReader(io.StringIO(public.get("/search.csv?q=duty&show=articles").text)))
    assert table[0]["Address"] == f"{BASE_URL}/articles/a2011keep"
    book = load_workbook(io.BytesIO(public.get("/search.xlsx?q=duty&show=articles").content))
    assert book.active.max_row == len(table) + 1


def test_a_feed_is_well_formed_and_its_ids_stay(public: Reader) -> None:
    for path in ("/shifts.atom", "/search.atom?q=phones", "/policies/schools-duty-to-co-operate.atom"):
        answer = public.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        space = {"a": "http://www.w3.org/2005/Atom"}
        ids = feed.xpath("//a:entry/a:id/text()", namespaces=space)
        assert ids
        assert len(ids) == len(set(ids))
        assert all(item.startswith("tag:greenpaper.example,2026:") for item in ids)
        updated = feed.xpath("//a:entry/a:updated/text()", namespaces=space)
        assert feed.xpath("string(/a:feed/a:updated)", namespaces=space) == max(updated)


# ---------------------------------------------------------------- the index


def _index(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = ("search_items", "article_facets", "item_facets", "mentions", "activity", "search_state")
    kept = {table: sorted(map(tuple, db.execute(f"select * from {table}").fetchall()), key=str) for table in tables}
    return {**kept, "keys": db.execute("select id, search_keys from articles order by id").fetchall()}


def test_an_index_made_anew_is_the_index_kept_up_to_date(tmp_path: Path) -> None:
    db = fill(tmp_path / "greenpaper.db", fillers=3)
    before = _index(db)
    assert refresh_search(db) == 0
    assert _index(db) == before
    # One article is rewritten and moves, one goes; then everything is made anew.
    with db.conn:
        db.execute("delete from quotations where article_id = 'a2010force'")
        db.execute("update articles set content_hash = 'other', position = position + 1 where id = 'a2010force'")
        for table in ("evidence", "passages", "article_topics"):
            db.execute(f"delete from {table} where article_id = 'afill001'")
        db.execute("delete from articles where id = 'afill001'")
    assert refresh_search(db) == 2
    kept = _index(db)
    with db.conn:
        for table in ("search_items", "article_facets", "item_facets", "mentions", "activity", "search_state"):
            db.execute(f"delete from {table}")
        db.execute("update articles set search_keys = ''")
    refresh_search(db)
    assert _index(db) == kept
    for index in ("articles_fts", "search_items_fts"):
        db.execute(f"insert into {index}({index}) values ('integrity-check')")
    db.close()


def test_the_index_is_made_in_the_form_that_datasette_finds(public_path: Path) -> None:
    with sqlite3.connect(public_path) as conn:
        (sql,) = conn.execute("select sql from sqlite_master where name = 'articles_fts'").fetchone()
    conn.close()
    assert 'content="articles"' in sql
