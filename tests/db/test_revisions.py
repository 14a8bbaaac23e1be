"""What changed pages said before is published where the whole text may be shown, and goes with the article."""

# ruff: noqa: E501

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive.migrations import migrations as archive_schema
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.public.revisions import publish_revisions


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "archive.db", archive_schema)
    yield db
    db.close()


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "greenpaper.db", public_schema)
    with db.conn:
        db.execute(
            "insert into sources (id, title, publisher, kind, licence, publish, verified) values ('s', '', '', '', '', '', 0)"
        )
    yield db
    db.close()


def _page(archive: Database, public: Database, key: str, *texts: str, full: bool = True) -> None:
    page = archive.execute("select coalesce(max(id), 0) + 1 from pages").fetchone()[0]
    with archive.conn:
        archive.table("pages").insert(
            {"id": page, "url": key, "source": "s", "fetch_url": key, "first_seen_at": "", "last_seen_at": ""}
        )
        for number, text in enumerate(texts):
            revision = page * 10 + number
            archive.table("revisions").insert(
                {
                    "id": revision, "page_id": page, "body_hash": str(number), "content_type": "", "raw_file": "",
                    "raw_offset": 0, "raw_length": 0, "seen_at": "",
                }
            )  # fmt: skip
            archive.table("articles").insert(
                {
                    "revision_id": revision, "id": key, "page_id": page, "url": key, "source": "s", "text_hash": text,
                    "headline": "", "lead": "", "byline": "", "kind": "news", "language": "en", "text": text,
                    "blocks": "[]", "tags": "[]", "known_at": f"2012-01-0{number + 1}", "backfill": 0, "extract_stamp": "",
                }
            )  # fmt: skip
    with public.conn:
        public.table("articles").insert(
            {
                "position": page, "id": key, "url": key, "source_id": "s", "kind": "news", "headline": "", "lead": "",
                "byline": "", "dated": 1, "known_at": "", "backfill": 0, "body": texts[-1], "is_full": int(full),
                "text_hash": "", "content_hash": "",
            }
        )  # fmt: skip


def _texts(public: Database) -> list[tuple[str, int, str]]:
    return public.execute("select article_id, number, text from article_revisions order by 1, 2").fetchall()


def test_the_texts_of_a_changed_page_are_published_in_order(archive: Database, public: Database) -> None:
    _page(archive, public, "changed", "first", "second", "second", "third")
    _page(archive, public, "unchanged", "only", "only")
    _page(archive, public, "extracts", "secret one", "secret two", full=False)
    assert publish_revisions(archive, public) == 3
    assert _texts(public) == [("changed", 1, "first"), ("changed", 2, "second"), ("changed", 3, "third")]
    assert publish_revisions(archive, public) == 3


def test_the_texts_go_when_only_extracts_may_be_shown_any_more(archive: Database, public: Database) -> None:
    _page(archive, public, "changed", "first", "second")
    publish_revisions(archive, public)
    with public.conn:
        public.execute("update articles set is_full = 0")
    assert publish_revisions(archive, public) == 0
    assert _texts(public) == []


def test_the_texts_go_with_the_article(archive: Database, public: Database) -> None:
    _page(archive, public, "changed", "first", "second")
    publish_revisions(archive, public)
    with public.conn:
        public.execute("delete from articles where id = 'changed'")
    assert _texts(public) == []
