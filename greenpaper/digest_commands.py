"""`greenpaper digest …`: the commands about the mails."""

import sys
from pathlib import Path

import click

from greenpaper.terminal import Loaded, say


@click.group()
def digest() -> None:
    """The mails that readers get: send, look ahead, see what became of them."""


@digest.command("send")
@click.pass_obj
def digest_send(settings: Loaded) -> None:
    """Make the digests of every window that is over, and deliver what waits; nothing is told twice."""
    from greenpaper.digesting import send
    from greenpaper.workshop import now

    sys.exit(1 if send(settings(), now=now(), say=say) else 0)


@digest.command("preview")
@click.argument("address")
@click.pass_obj
def digest_preview(settings: Loaded, address: str) -> None:
    """Show what the next digests of the reader with this ADDRESS would hold now; nothing is saved or sent."""
    from greenpaper.digesting import preview
    from greenpaper.workshop import now

    click.echo(preview(settings(), address, now=now()))


@digest.command("status")
@click.pass_obj
def digest_status(settings: Loaded) -> None:
    """Say what became of the mails, why some failed, which alerts can never be met, and how long news takes."""
    from greenpaper.digesting import status
    from greenpaper.workshop import now

    for line in status(settings(), now=now()):
        click.echo(line)


@digest.command("replay")
@click.argument("mail_ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.pass_obj
def digest_replay(settings: Loaded, mail_ids: tuple[int, ...]) -> None:
    """Queue mails again that were given up or held, by the numbers that `digest status` gives."""
    from greenpaper.digesting import replay
    from greenpaper.workshop import now

    sys.exit(1 if replay(settings(), mail_ids, now=now(), say=say) else 0)


@digest.command("suppress")
@click.argument("address")
@click.option("--lift", is_flag=True, help="Let the address sign up again.")
@click.pass_obj
def digest_suppress(settings: Loaded, address: str, lift: bool) -> None:
    """Send nothing to ADDRESS ever again, not even a link that confirms, and delete what is kept of it."""
    from greenpaper.digesting import suppress
    from greenpaper.workshop import now

    suppress(settings(), address, lift=lift, now=now(), say=say)


@digest.command("bounces")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.pass_obj
def digest_bounces(settings: Loaded, path: Path) -> None:
    """Take the reports of mails that came back (RFC 3464) out of PATH: an mbox file, a Maildir, a folder of mails."""
    from greenpaper.digesting import bounces
    from greenpaper.workshop import now

    bounces(settings(), path, now=now(), say=say)
