"""The schema as people read it: tables with their comments, without what SQLite keeps for itself."""

from db.public import migrations as public
from db.schema import described
from db.subscribers import migrations as subscribers

PUBLIC = described(public)


def test_a_table_stands_below_its_comments_and_above_its_indexes() -> None:
    table = PUBLIC.index("CREATE TABLE evidence (")
    assert PUBLIC.rindex("-- Every highlighted span.", 0, table) < table
    assert PUBLIC.index("CREATE INDEX evidence_article on evidence(article_id);", table) < PUBLIC.index(
        "CREATE TABLE quotations ("
    )


def test_a_column_that_a_later_step_added_brings_its_comment() -> None:
    assert "search_keys text not null default ''" in PUBLIC
    alerts = described(subscribers).split("\n\n")
    alerts = [part for part in alerts if "CREATE TABLE alerts (" in part]
    assert "-- kind: policy | body" in alerts[0]


def test_what_sqlite_keeps_for_itself_is_left_out() -> None:
    assert 'CREATE VIRTUAL TABLE "articles_fts"' in PUBLIC
    for name in ("articles_fts_data", "sqlite_sequence", "_sqlite_migrations"):
        assert f'TABLE "{name}"' not in PUBLIC
        assert f"TABLE {name}" not in PUBLIC
