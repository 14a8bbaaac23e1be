"""`greenpaper status`: what each source gave, when, and what is wrong."""

from collections.abc import Mapping
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from db.archive import store
from db.archive.issues import dated_issues
from greenpaper.settings import Settings
from records.dates import LONDON
from records.records import Source

_ISSUES_SHOWN = 20


def show_status(settings: Settings, sources: Mapping[str, Source], *, console: Console | None = None) -> None:
    """Print one line a source, then what is wrong, the newest first."""
    console = console or Console()
    if not settings.archive_path.exists():
        console.print(
            f"Nothing is collected yet in {settings.data_dir}: start with `greenpaper run` or `greenpaper add`.",
            highlight=False,
            soft_wrap=True,  # a path that is broken over two lines cannot be copied
        )
        return
    archive = store.open_archive(settings.archive_path)
    try:
        everything = {**{source.id: source for source in store.added_sources(archive)}, **sources}
        console.print(_sources(archive, everything))
        silent = sorted(sources.keys() - store.last_source_runs(archive).keys() - store.source_totals(archive).keys())
        if silent:
            console.print(f"{len(silent)} configured sources were never run: {', '.join(silent)}", highlight=False)
        counts = store.counts(archive)
        console.print(
            f"{counts['pages']:,} pages, {counts['articles']:,} articles, {counts['policies']:,} policies, "
            f"{counts['shifts']:,} shifts in {settings.data_dir}"
        )
        issues = dated_issues(archive)
        if issues:
            console.print(Text(f"{len(issues):,} to look at:", style="bold"))
        for issue, at in issues[:_ISSUES_SHOWN]:
            console.print(Text(f"  {when(at)}  {issue.source}, {issue.step}: {issue.place}: {issue.reason}"))
        if len(issues) > _ISSUES_SHOWN:
            console.print(f"  and {len(issues) - _ISSUES_SHOWN:,} older ones")
    finally:
        archive.close()


def _sources(archive: Database, sources: Mapping[str, Source]) -> Table:
    runs, totals = store.last_source_runs(archive), store.source_totals(archive)
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold", min_width=20)
    for name in ("last run", "gave", "last page"):
        table.add_column(name, no_wrap=True)
    for name in ("pages", "articles", "waiting"):
        table.add_column(name, justify="right")
    for id in sorted({*runs, *totals}):
        run, total = runs.get(id, {}), totals.get(id, {})
        table.add_row(
            sources[id].title if id in sources else id,
            when(run.get("finished_at")) or "never",
            str(run.get("result", "")),
            when(run.get("last_seen_at")).split(",")[0],
            *(f"{total.get(name, 0):,}" for name in ("pages", "articles", "waiting")),
        )
    return table


def when(iso: str | None) -> str:
    """A moment as London's clocks show it: "8 Jul 2008, 09:30"; "" for None."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M}"
