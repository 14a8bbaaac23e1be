"""`greenpaper status`: what each source gave, when, and what is wrong."""

import os
from collections.abc import Mapping
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from db.archive import store
from db.archive.issues import dated_issues
from db.connect import open_database
from db.news import article_times
from db.public.migrations import migrations as public_schema
from digests.timing import in_words, paces
from greenpaper.progress import counted
from greenpaper.settings import Settings
from greenpaper.workshop import now
from records.dates import LONDON
from records.records import Source

_ISSUES_SHOWN = 20
_MEASURED = timedelta(days=30)
_COUNTS = ("pages", "articles", "waiting")
_WIDEST = 1_000  # columns, to measure in what the table would take if it could
_UNSEEN_WIDTH = 120  # columns, where the output goes into a file or a pipe


def show_status(settings: Settings, sources: Mapping[str, Source], *, console: Console | None = None) -> None:
    """Print one line a source, then what is wrong, the newest first."""
    console = console or _console()
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
        rows = _rows(archive, everything, _known_after(settings))
        table = _table(rows)
        fits = console.measure(table, options=console.options.update(width=_WIDEST)).maximum <= console.width
        console.print(table if fits else Text("\n").join(_line(row) for row in rows))
        silent = sorted(sources.keys() - store.last_source_runs(archive).keys() - store.source_totals(archive).keys())
        if silent:
            console.print(f"{len(silent)} configured sources were never run: {', '.join(silent)}", highlight=False)
        counts = store.counts(archive)
        console.print(
            ", ".join(counted(counts[name], name) for name in ("pages", "articles", "policies", "shifts"))
            + f" in {settings.data_dir}"
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


def _console() -> Console:
    """Standard output; wide enough for the table where no terminal says how wide it is."""
    console = Console()
    return console if console.is_terminal or "COLUMNS" in os.environ else Console(width=_UNSEEN_WIDTH)


def _known_after(settings: Settings) -> dict[str, str]:
    """By a source's title: how long it takes from publication to known, the median of the last thirty days."""
    if not settings.public_path.exists():
        return {}
    public = open_database(settings.public_path, public_schema)
    try:
        measured = paces(article_times(public, since=now() - _MEASURED), {})
    finally:
        public.close()
    return {pace.source: in_words(pace.to_known) for pace in measured if pace.to_known is not None}


def _rows(archive: Database, sources: Mapping[str, Source], known_after: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What is told of each source that was ever run or holds a page, a text for each column."""
    runs, totals = store.last_source_runs(archive), store.source_totals(archive)
    rows = []
    for id in sorted({*runs, *totals}):
        run, total = runs.get(id, {}), totals.get(id, {})
        rows.append(
            (
                sources[id].title if id in sources else id,
                when(run.get("finished_at")) or "never",
                str(run.get("result", "")),
                when(run.get("last_seen_at")).split(",")[0],
                known_after.get(sources[id].title, "") if id in sources else "",
                *(f"{total.get(name, 0):,}" for name in _COUNTS),
            )
        )
    return rows


def _line(row: tuple[str, ...]) -> Text:
    """The same for a narrow terminal, where a table would lose its first column."""
    source, last_run, gave, _, after, *counts = row
    told = [
        last_run,
        gave,
        f"known after {after}" if after else "",
        *(
            counted(int(count.replace(",", "")), name) if name != "waiting" else f"{count} waiting"
            for count, name in zip(counts, _COUNTS, strict=True)
            if count != "0"
        ),
    ]
    return Text.assemble((source, "bold"), f": {', '.join(filter(None, told))}")


def _table(rows: list[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold", min_width=20)
    for name in ("last run", "gave", "last page", "known after"):
        table.add_column(name, no_wrap=True)
    for name in _COUNTS:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def when(iso: str | None) -> str:
    """A moment as London's clocks show it: "8 Jul 2008, 09:30"; "" for None."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M}"
