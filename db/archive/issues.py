"""What went wrong, once for each place, and what came right again."""

from datetime import datetime

from sqlite_utils import Database

from db.connect import named_sql
from records.records import Issue


def record_issue(db: Database, issue: Issue, *, now: datetime) -> None:
    """Note what went wrong; the same at the same place is counted, not added. Call it inside a transaction."""
    db.conn.execute(
        named_sql("archive/record_issue"),
        {
            "source": issue.source,
            "step": issue.step,
            "place": issue.place,
            "reason": issue.reason,
            "now": now.isoformat(),
        },
    )


def resolve_issue(db: Database, *, step: str, place: str, now: datetime) -> None:
    """Close what was noted for the step at the place, if anything was. Call it inside a transaction."""
    db.conn.execute(named_sql("archive/resolve_issue"), {"step": step, "place": place, "now": now.isoformat()})


def open_issues(db: Database) -> list[Issue]:
    """What is wrong now, the newest first."""
    return [issue for issue, _ in dated_issues(db)]


def dated_issues(db: Database) -> list[tuple[Issue, str]]:
    """What is wrong now with the time when it was last seen, the newest first."""
    return [
        (Issue(source=row["source"], step=row["step"], place=row["place"], reason=row["reason"]), row["last_at"])
        for row in db.query(named_sql("archive/dated_issues"))
    ]
