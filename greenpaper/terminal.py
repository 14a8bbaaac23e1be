"""What the commands share: how a line is said, and where the settings come from."""

from collections.abc import Callable

import click

from greenpaper.settings import Settings

#: The settings, read when a command first asks for them, so that --help needs none.
Loaded = Callable[[], Settings]


def say(line: str) -> None:
    """One line for the person at the terminal; standard output is kept for what a command gives."""
    click.echo(line, err=True)
