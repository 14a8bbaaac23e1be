"""SIGKILL at any moment, over and over, against an SMTP server that counts."""

import multiprocessing
import os
import random
import signal
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers import ledger
from db.subscribers.store import open_subscribers
from digests.run import deliver, make_digests
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.relay import relay

_SPAWN = multiprocessing.get_context("spawn")
_READERS, _ROUNDS = 40, 8
MORNING = at("2008-07-09T08:00")


def work(folder: str, to: dict[str, Any], minutes: int, ready: Connection) -> None:
    """Make and deliver, in a process of its own, once the other side is told."""
    own = settings(Path(folder), **to)
    now = MORNING + timedelta(minutes=minutes)
    public = open_database(Path(folder) / "greenpaper.db", migrations)
    subscribers = open_subscribers(Path(folder) / "subscribers.db")
    ready.send("ready")
    make_digests(public, subscribers, now=now, settings=own)
    deliver(subscribers, now=now, settings=own)
    os._exit(0)


def test_killed_at_random_again_and_again_nothing_is_lost_and_only_a_message_id_repeats(tmp_path: Path) -> None:
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    db = readers(tmp_path)
    for number in range(_READERS):
        follow(db, f"reader{number}@union.example", "all")
    db.close()
    public.db.close()
    chance, kills = random.Random(8), 0
    with relay() as (server, to):
        for turn in range(_ROUNDS + 1):
            here, there = _SPAWN.Pipe()
            process = _SPAWN.Process(target=work, args=(str(tmp_path), to, 20 * turn, there))
            process.start()
            there.close()
            assert here.recv() == "ready"
            if turn < _ROUNDS:
                process.join(chance.uniform(0.01, 0.25))
                process.kill()
            process.join(60)
            kills += process.exitcode == -signal.SIGKILL
    assert kills >= 1
    told = {to for to, _ in server.taken}
    assert len(told) == _READERS
    assert len(set(server.ids)) == _READERS
    assert len(server.ids) <= _READERS + kills  # one mail a kill may be between the server's yes and our mark
    after = open_subscribers(tmp_path / "subscribers.db")
    assert ledger.outbox_states(after) == {"sent": _READERS}
    after.close()
