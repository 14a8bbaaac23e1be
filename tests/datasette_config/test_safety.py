"""What a public site never does: tell of its inside, run a reader's SQL, open another file, lead elsewhere."""

# ruff: noqa: E501

import asyncio
import json
import re
import sqlite3
from pathlib import Path

import httpx
import pytest

from datasette_config.allowance import Allowance
from datasette_config.guarding import TABLES
from datasette_config.wording import outside_link
from db.connect import open_database
from db.subscribers.migrations import migrations as subscribers_schema
from tests.datasette_config.conftest import BASE_URL, Reader
from tests.datasette_config.odd_inputs import unescaped
from tests.datasette_config.stories import SENTINEL

SECRET = "ada.lovelace@subscriber.example"


def test_every_answer_carries_the_headers_that_keep_a_browser_safe(public: Reader) -> None:
    for path in ("/", "/policies/nowhere", "/data", "/data/shifts", "/search.json?q=duty", "/static/style.css", "/-/x"):
        headers = public.get(path).headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "server" not in headers
        assert "x-powered-by" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/-/versions", "/-/versions.json", "/-/settings", "/-/plugins", "/-/databases", "/-/threads", "/-/metadata",
        "/-/actor", "/-/messages", "/-/allow-debug", "/-/patterns", "/-/permissions", "/-/logout", "/-/auth-token",
        "/-/config.json", "/-/static/app.css", "/_internal", "/_memory", "/:memory:", "/data.db", "/greenpaper.db",
        "/greenpaper", "/greenpaper/policies", "/data/articles_fts", "/data/articles_fts_data", "/data/ARTICLES_FTS",
        "/data/search_items", "/data/search_state", "/data/sqlite_master", "/data/_sqlite_migrations",
        "/data/policies_fts.json", "/data/articles~5ffts", "/data/mentions", "//evil.example/", "/%2F%2Fevil.example/",
        "/\\evil.example/", "/%5Cevil.example/", "/%5cevil.example", "/data\\x", "/data/%00", "/static/../app.py",
        "/static/%2e%2e/app.py", "/static/../metadata.yml",
    ],
)  # fmt: skip
def test_what_is_not_used_has_no_address(public: Reader, path: str) -> None:
    answer = public.get(path)
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_a_request_under_another_name_is_refused(public: Reader) -> None:
    assert public.get("/", headers={"host": "evil.example"}).status_code == 421
    assert public.get("/", headers={"host": "greenpaper.example"}).status_code == 200
    assert public.get("/", headers={"host": "127.0.0.1:9999"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_the_site_is_for_reading(public: Reader, method: str) -> None:
    assert public.request(method, "/").status_code == 405


def test_a_head_request_has_the_headers_and_no_body(public: Reader) -> None:
    answer = public.request("HEAD", "/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == public.get("/").headers["etag"]


def test_an_endless_address_is_refused(public: Reader) -> None:
    assert public.get("/" + "a" * 2_000).status_code == 414
    assert public.get("/search?q=" + "a" * 9_000).status_code == 414


@pytest.mark.parametrize(
    "path",
    [
        "/data?sql=select+1", "/data.json?sql=select+1", "/data/policies?_where=1=1", "/data/policies.json?_where=1",
        "/data?sql=attach+database+'x'+as+y",
    ],
)  # fmt: skip
def test_no_reader_of_a_public_site_runs_sql(public: Reader, path: str) -> None:
    assert public.get(path).status_code in (400, 403)


def test_a_reader_of_their_own_copy_runs_sql(private: Reader) -> None:
    answer = private.get("/data.json?sql=select+count(*)+as+n+from+policies&_shape=objects")
    assert answer.json()["rows"] == [{"n": 6}]
    assert private.get("/data?sql=select+title+from+policies").status_code == 200


def test_a_private_copy_may_not_be_written_to(private: Reader) -> None:
    for sql in ("delete from policies", "attach database '/tmp/x.db' as y", "pragma writable_schema = 1"):
        assert private.get("/data.json", params={"sql": sql}).status_code >= 400


# ---------------------------------------------------------------- subscribers


@pytest.fixture(scope="module")
def beside_subscribers(public_path: Path) -> Path:
    """The subscribers' database where it always lies: beside the published one."""
    path = public_path.with_name("subscribers.db")
    db = open_database(path, subscribers_schema)
    with db.conn:
        db.conn.execute(
            "insert into subscribers (address, created_at, unsubscribe_token) values (?, '2012-01-01', 'token-of-ada')",
            (SECRET,),
        )
    db.close()
    return path


@pytest.mark.parametrize(
    "path",
    [
        "/subscribers", "/subscribers.db", "/subscribers/subscribers", "/data/subscribers", "/data/subscribers.json",
        "/data/outbox", "/data/alerts", "/data/subscribers_fts", "/data/subscribers_fts_data", "/static/../subscribers.db",
        "/data/policies?_through={\"table\":\"subscribers\",\"column\":\"address\",\"value\":\"x\"}",
        "/data/policies.json?_labels=on&_facet=subscriber_id", "/data/../subscribers.db", "/data.json?sql=select+*+from+subscribers",
        "/data?sql=attach+database+'subscribers.db'+as+s", "/search?q=lovelace", "/search.json?q=ada", "/-/databases.json", "/_internal/databases",
        "/data/snapshot.json?_extra=databases", "/data/policies.json?_where=id+in+(select+address+from+subscribers)",
    ],
)  # fmt: skip
def test_no_address_leads_to_a_subscriber(public: Reader, private: Reader, beside_subscribers: Path, path: str) -> None:
    for reader in (public, private):
        body = reader.get(path, follow_redirects=True).text
        assert SECRET not in body
        assert "token-of-ada" not in body


def test_the_site_attaches_the_published_database_alone(public: Reader) -> None:
    assert set(public.datasette.databases) == {"_internal", "greenpaper"}


# ---------------------------------------------------------------- what may not be shown


def test_the_unpublished_part_of_an_article_is_nowhere(public: Reader, public_path: Path) -> None:
    words = re.findall(r"\w+", SENTINEL)
    rare = [word for word in words if word.lower() in ("tortoiseshell", "ledger", "mislaid", "grimsby")]
    for path in (
        "/articles/a2008weekly", "/articles/a2008weekly.json", "/policies/schools-duty-to-co-operate",
        "/policies/schools-duty-to-co-operate.json", "/policies/schools-duty-to-co-operate.csv", "/shifts.atom",
        "/policies/schools-duty-to-co-operate.atom", "/data/articles/2025904005.json", "/data/passages.json?_size=1000",
        "/data/articles.json?_size=1000&_shape=objects", "/data/evidence.json?_size=1000", "/sources/childrens-weekly",
        *(f"/search.{form}?q=source:childrens-weekly" for form in ("json", "csv", "atom", "xlsx")),
    ):  # fmt: skip
        body = public.get(path).text
        assert not [word for word in rare if word.lower() in body.lower()], path
    for word in rare:
        assert public.get(f"/search.json?q={word}").json()["results"] == []
    raw = public_path.read_bytes() + public_path.with_name("greenpaper.db-wal").read_bytes()
    assert not [word for word in rare if word.encode() in raw or word.lower().encode() in raw]
    with sqlite3.connect(public_path) as conn:
        terms = conn.execute("select count(*) from articles_fts where articles_fts match 'tortoiseshell'").fetchone()
    conn.close()
    assert terms == (0,)


def test_markup_in_what_was_published_stays_text(public: Reader) -> None:
    for path in ("/", "/articles", "/articles/a2012odd", "/policies/phones-in-schools", "/search?q=phones", "/people",
                 "/people/zo-ngstr-m-ng", "/bodies", "/data/articles", "/data/proposals", "/topics/behaviour"):  # fmt: skip
        answer = public.get(path)
        assert unescaped(answer.text, answer.headers["content-type"]) == [], path
        assert "<script" not in answer.text


def test_links_lead_to_web_pages_only() -> None:
    assert outside_link("https://www.gov.uk/x") == "https://www.gov.uk/x"
    for bad in ("javascript:alert(1)", "urn:greenpaper:x", "//evil", "https://", "data:text/html,x", "http://[", None):
        assert outside_link(bad) is None


def test_an_error_tells_nothing_of_the_inside(public: Reader) -> None:
    for path in ("/policies/nowhere", "/data/policies?_sort=nope", "/data/policies/nowhere", "/data/nowhere"):
        body = public.get(path).text
        assert "Traceback" not in body
        assert "site-packages" not in body
        assert "sqlite" not in body.lower()


def test_other_sites_may_read_data_but_not_pages(public: Reader, private: Reader) -> None:
    assert public.get("/search.json?q=duty").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in public.get("/").headers
    assert "access-control-allow-origin" not in private.get("/search.json?q=duty").headers


def test_every_table_that_has_an_address_exists(public_path: Path) -> None:
    with sqlite3.connect(public_path) as conn:
        known = {name for (name,) in conn.execute("select name from sqlite_master where type in ('table', 'view')")}
    conn.close()
    assert known >= TABLES


def test_a_private_site_is_kept_by_no_cache_and_no_crawler(private: Reader, public: Reader) -> None:
    assert private.get("/").headers["cache-control"].startswith("private")
    assert "Disallow: /\n" in private.get("/robots.txt").text
    assert "max-age" in public.get("/").headers["cache-control"]
    assert f'<link rel="canonical" href="{BASE_URL}/"' in public.get("/?stage=bill").text
    assert 'content="noindex"' in public.get("/?stage=bill").text
    assert 'content="noindex"' not in public.get("/").text


def test_who_asks_too_often_waits(public: Reader, runner: asyncio.Runner) -> None:
    transport = httpx.ASGITransport(app=public.datasette.app(), client=("203.0.113.9", 5000))

    async def ask(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
            return await client.get(path)

    answers = [runner.run(ask("/search?q=zzz")) for _ in range(45)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:40] == [200] * 40
    assert statuses[-1] == 429
    assert answers[-1].headers["retry-after"] == "1"
    assert runner.run(ask("/about")).status_code == 200


def test_an_allowance_fills_up_again() -> None:
    allowance = Allowance(burst=2, a_second=0.5)
    assert [allowance.seconds_to_wait("a", now=now) for now in (0, 0, 0, 2, 2)] == [0, 0, 2, 0, 2]
    assert allowance.seconds_to_wait("b", now=2) == 0


def test_json_errors_are_json(public: Reader) -> None:
    answer = public.get("/policies/nowhere.json")
    assert answer.status_code == 404
    assert json.loads(answer.text)["ok"] is False
