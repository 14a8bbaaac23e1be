"""`greenpaper`: the commands, what they say, and the exit status.

Each command imports what it needs when it runs, so that --help need not wait for spaCy, Scrapy and Datasette.

0 when all went well, 1 when something could not be done (it is named) or a stop left it undone, 2 for wrong use or
settings.
"""

import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from db.refusals import REFUSALS, told_of_machine
from greenpaper import __version__
from greenpaper.digest_commands import digest
from greenpaper.settings import Settings, load_settings
from greenpaper.terminal import Loaded, say
from records import additions
from records.errors import Tellable

_LISTS = ("organisations", "members", "posts", "acts")
_STEPS = ("crawl", "extract", "read", "track", "publish", "digests")


class _Commands(click.Group):
    """Turns the errors that a person can put right into one line: exit status 2, or 1 for those of the machine."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Tellable as error:
            say(f"greenpaper: {error}")
            ctx.exit(2)
        except REFUSALS as error:
            told = told_of_machine(error)
            if told is None:
                raise
            say(f"greenpaper: {told}")
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="greenpaper")
@click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The settings file; else greenpaper.toml in this folder, if there is one.",
)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="The data folder, in place of the settings'."
)
@click.pass_context
def main(ctx: click.Context, settings_path: Path | None, data: Path | None) -> None:
    """Follow policies through press, consultation, bill and act."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows ASCII alone shows "?", and ends nothing
        sys.stdout.reconfigure(errors="replace")

    def settings() -> Settings:
        loaded = load_settings(settings_path, here=Path.cwd())
        loaded = loaded.keeping(data.resolve()) if data else loaded
        additions.use(loaded.registers_dir)
        return loaded

    ctx.obj = settings  # read when a command needs it, so that --help works beside a broken file


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--source", "only", multiple=True, help="Keep this source's own pages alone, as pages of it; may be given again."
)
@click.option("--all", "everything", is_flag=True, help="The same for every configured source.")
@click.pass_obj
def add(settings: Loaded, paths: tuple[str, ...], only: tuple[str, ...], everything: bool) -> None:
    """Take in files: HTML, text, JSON or JSONL articles, WARC, all also gzipped, folders of them; - for standard input.

    What is added is then extracted, read, tracked and published. It counts as backfill: it mails nobody.
    Of a web archive's file, such as one of CC-NEWS, --source takes the pages of one source, --all those of each.
    """
    from greenpaper.adding import add_paths
    from greenpaper.workshop import exit_status, known_sources, run_steps, sources_of, workshop

    loaded = settings()
    sources = sources_of(loaded)
    known_sources(only, sources)
    chosen = [source for id, source in sources.items() if everything or id in only]
    with workshop(loaded, "add", sources=sources, backfill=True) as job:
        added = add_paths(job, paths, say=say, only=chosen)
        say(str(added))
        outcomes = run_steps(job, ("extract", "read", "track", "publish"), say=say)
        for problem in job.problems:
            say(f"{added.files.get(problem.place, problem.place)}: {problem.reason}")
    sys.exit(1 if added.failed else exit_status(job, outcomes))


@main.command()
@click.option(
    "--only", "only", multiple=True, type=click.Choice(_STEPS), help="Run this step alone; may be given again."
)
@click.option("--source", "only_sources", multiple=True, help="Crawl this source alone; may be given again.")
@click.option("--backfill", is_flag=True, help="Take in what is found as backfill: it mails nobody.")
@click.pass_obj
def run(settings: Loaded, only: tuple[str, ...], only_sources: tuple[str, ...], backfill: bool) -> None:
    """Collect what is new, and bring everything after it up to date: crawl, extract, read, track, publish, digests."""
    from greenpaper.workshop import exit_status, known_sources, run_steps, sources_of, workshop

    loaded = settings()
    sources = sources_of(loaded)
    known_sources(only_sources, sources)
    with workshop(loaded, "run", sources=sources, only_sources=only_sources, backfill=backfill) as job:
        outcomes = run_steps(job, [step for step in _STEPS if not only or step in only], say=say)
        for problem in job.problems:
            say(f"{problem.source}: {problem.place}: {problem.reason}")
    sys.exit(exit_status(job, outcomes))


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write one JSON file an article here.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.pass_obj
def read(settings: Loaded, paths: tuple[str, ...], out: Path | None, processes: int) -> None:
    """Read files without any database, and say who proposes what; several files are tracked together."""
    from greenpaper.reading_files import read_files
    from greenpaper.workshop import now

    done, failed = read_files(paths, out=out, model=settings().model, processes=processes, now=now(), say=say)
    say(f"read: {done:,} article{'s' * (done != 1)}" + (f", {failed:,} failed" if failed else ""))
    sys.exit(1 if failed or not done else 0)


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.pass_obj
def serve(settings: Loaded, host: str, port: int) -> None:
    """Serve the site until Ctrl-C."""
    from greenpaper.serving import serve_site

    serve_site(settings(), host=host, port=port, say=say)


@main.command()
@click.pass_obj
def snapshot(settings: Loaded) -> None:
    """Make today's dated copy of all that is published: SQLite, CSV and a manifest, offered on the site."""
    from greenpaper.snapshots import make_snapshot
    from greenpaper.workshop import now

    click.echo(make_snapshot(settings(), now=now()))


@main.command()
@click.pass_obj
def status(settings: Loaded) -> None:
    """Say what each source gave, when, and what is wrong."""
    from greenpaper.status import show_status
    from greenpaper.workshop import sources_of

    loaded = settings()
    show_status(loaded, sources_of(loaded))


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="Do all but serve the site.")
@click.pass_obj
def demo(settings: Loaded, port: int, no_serve: bool) -> None:
    """Run the whole line on a sample web that this program serves itself, and show the site that comes of it.

    What it makes stays in the folder "demo" inside the data folder, apart from what was collected in earnest.
    """
    from greenpaper.demo import run_demo

    sys.exit(run_demo(settings(), port=port, serve=not no_serve, say=say))


@main.command()
@click.argument("source_ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Check every configured source.")
@click.pass_obj
def check(settings: Loaded, source_ids: tuple[str, ...], everything: bool) -> None:
    """Try a source on this machine: its robots.txt, its addresses, three pages read; what was found and what not."""
    from greenpaper.checking import check_sources
    from greenpaper.workshop import known_sources, sources_of

    loaded = settings()
    sources = sources_of(loaded)
    if not source_ids and not everything:
        raise click.UsageError("name a source, or give --all")
    known_sources(source_ids, sources)
    chosen = {id: source for id, source in sources.items() if everything or id in source_ids}
    sys.exit(check_sources(loaded, chosen))


@main.command()
@click.argument("url")
@click.option("--reason", required=True, help="Why; it stays beside the blocked address.")
@click.pass_obj
def remove(settings: Loaded, url: str, reason: str) -> None:
    """Take a text down: out of archive, index, site and captures; its address is blocked, and a line says so."""
    from greenpaper.removing import remove as take_down
    from greenpaper.workshop import sources_of, workshop
    from records.urls import BadUrl

    loaded = settings()
    with workshop(loaded, "remove", sources=sources_of(loaded)) as job:
        try:
            take_down(job, url, reason=reason, say=say)
        except BadUrl as error:
            raise click.BadParameter(str(error), param_hint="URL") from None


@main.command()
@click.option(
    "--export", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write them as scoring cases here."
)
@click.pass_obj
def corrections(settings: Loaded, out: Path | None) -> None:
    """List what people corrected, or write it as scoring cases, one JSON object a line."""
    from greenpaper.correcting import corrections_of, export

    loaded = settings()
    if out is not None:
        say(f"{export(loaded, out):,} scoring cases in {out}")
        return
    found, _ = corrections_of(loaded)
    for correction in found:
        told = f"{correction.kind.value}{f' {correction.stage.value}' if correction.stage else ''}"
        click.echo(
            f"{told}: {correction.url}: “{correction.sentence}”{f' ({correction.why})' if correction.why else ''}"
        )
    say(f"{len(found):,} corrections in {loaded.corrections_path}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def backup(settings: Loaded, folder: Path) -> None:
    """Copy the databases and the captures into a new folder inside FOLDER, and read the copy back; runs may go on."""
    from greenpaper.backups import back_up
    from greenpaper.workshop import now

    click.echo(back_up(settings(), folder, now=now(), say=say))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Move aside what the data folder holds.")
@click.pass_obj
def restore(settings: Loaded, folder: Path, replace: bool) -> None:
    """Put the backup in FOLDER in the data folder's place; it then mails nothing twice."""
    from greenpaper.backups import restore as put_back
    from greenpaper.workshop import now

    loaded = settings()
    put_back(loaded, folder, now=now(), replace=replace, say=say)
    say(f"Restored to {loaded.data_dir}")


@main.group()
def registers() -> None:
    """The registers of bodies, posts and acts that the reader knows."""


@registers.command()
@click.option(
    "--only", "only", multiple=True, type=click.Choice(_LISTS), help="Ask this list alone; may be given again."
)
@click.option(
    "--since", "first_year", default=1988, show_default=True, type=click.IntRange(1801), help="First year of acts."
)
@click.pass_obj
def update(settings: Loaded, only: tuple[str, ...], first_year: int) -> None:
    """Complete the registers from the lists of GOV.UK, Parliament and legislation.gov.uk.

    What is added stands in files of your own, beside the registers that come with Greenpaper; rows that a person wrote
    are never changed. The next run reads every article anew if anything was added.
    """
    from greenpaper.registers import update_registers
    from greenpaper.workshop import now

    sys.exit(1 if update_registers(settings(), only=only, first_year=first_year, today=now().date(), say=say) else 0)


main.add_command(digest)


def parse_day(text: str) -> date:
    """A day as people type it: 2008-07-08. Raises BadParameter."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day; write it as 2008-07-08") from None


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return value if isinstance(value, date) else parse_day(value)


@main.command()
@click.argument("source_id")
@click.option("--from", "since", required=True, type=_Day(), help="First day of publication, such as 2008-01-01.")
@click.option("--to", "until", type=_Day(), help="Last day of publication; today if not given.")
@click.pass_obj
def backfill(settings: Loaded, source_id: str, since: date, until: date | None) -> None:
    """Collect a source's older pages; they are marked as backfill and mail nobody."""
    from greenpaper.workshop import exit_status, known_sources, now, run_steps, sources_of, workshop

    loaded = settings()
    sources = sources_of(loaded)
    known_sources((source_id,), sources)
    last = until or now().date()
    if last < since:
        raise click.BadParameter(f"{since} is after the last day, {last}", param_hint="'--from'")
    with workshop(
        loaded,
        "backfill",
        sources=sources,
        only_sources=(source_id,),
        since=since,
        until=last,
        backfill=True,
    ) as job:
        outcomes = run_steps(job, ("crawl", "extract", "read", "track", "publish"), say=say)
    sys.exit(exit_status(job, outcomes))
