"""Progress bars for people who watch, and nothing for those who don't."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

#: Called with (done, total); a total of 0 means that it is not known yet.
Advance = Callable[[int, int], None]


def _no_bar(done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def bar(label: str) -> Iterator[Advance]:
    """A bar on standard error while the block runs, if that is a terminal; call what it gives with (done, total)."""
    if not sys.stderr.isatty():
        yield _no_bar
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        yield advance


def counted(count: int, names: str) -> str:
    """ "2 new policies", "1 new policy": a number with the word for that many of what ``names`` says in the plural."""
    if count == 1:
        names = f"{names[:-3]}y" if names.endswith("ies") else names.removesuffix("s")
    return f"{count:,} {names}"
