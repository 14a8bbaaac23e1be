"""`greenpaper snapshot`: once a day, never written over."""

import json
from pathlib import Path

from tests.greenpaper.conftest import Run


def test_a_snapshot_is_made_once_a_day_and_never_written_over(run: Run, articles: Path) -> None:
    run("add", articles)
    result = run("snapshot")
    assert result.exit_code == 0, result.output
    manifest = json.loads(Path(result.stdout.strip()).read_text(encoding="utf-8"))
    assert manifest["tables"]["articles"] == 2
    again = run("snapshot")
    assert again.exit_code == 2
    assert "a snapshot is never written over" in again.output
