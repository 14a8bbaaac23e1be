"""What is done often costs the same however many articles are published: no step of it reads a whole table."""

from pathlib import Path

import pytest

from db import search
from db.connect import named_sql, open_database
from db.public.migrations import migrations


@pytest.mark.parametrize("step", sorted({*search._FORGET, *search._ADD}))
def test_a_step_of_a_batch_reads_no_whole_table(tmp_path: Path, step: str) -> None:
    # Without `analyze`, as a first large archive is published: SQLite knows nothing of how much is where.
    db = open_database(tmp_path / "greenpaper.db", migrations)
    search.refresh_search(db)
    plan = [row[3] for row in db.conn.execute("explain query plan " + named_sql(f"search/{step}"))]
    db.close()
    tables = {row for row in plan if row.startswith("SCAN ")}
    assert not [row for row in tables if "batch" not in row and "subquery" not in row], plan


def test_the_latest_shifts_are_gone_through_by_their_days(tmp_path: Path) -> None:
    db = open_database(tmp_path / "greenpaper.db", migrations)
    asked = {"stage": None, "topic": None, "body": None, "limit": 10}
    plan = db.conn.execute("explain query plan " + named_sql("site/latest_shifts"), asked).fetchall()
    db.close()
    assert plan[0][3] == "SCAN shifts USING INDEX shifts_happened"
