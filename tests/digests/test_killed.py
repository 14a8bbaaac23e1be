"""SIGKILL at any moment, over and over, against servers that count."""

import multiprocessing
import os
import random
import signal
import ssl
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers import ledger, webhooks
from db.subscribers.store import open_subscribers
from digests import webhooks as posting
from digests.run import deliver, make_digests
from tests.digests.hooks import NAME, hooks_server, to_loopback
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.relay import relay

_SPAWN = multiprocessing.get_context("spawn")
_READERS, _ROUNDS = 40, 5
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


def fill(folder: Path, *, hook: str = "") -> None:
    """One move, and many readers who follow everything; with ``hook`` each has a webhook there and no mail."""
    public = Published(folder)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    db = readers(folder)
    for number in range(_READERS):
        reader = follow(db, f"reader{number}@union.example", "all")
        if hook:
            webhooks.set_webhook(db, reader, hook, now=MORNING, alone=True)
    db.close()
    public.db.close()


def post(folder: str, port: int, certificate: str, minutes: int, ready: Connection) -> None:
    """Make, and post to webhooks, in a process of its own."""
    context = ssl.create_default_context(cadata=certificate)
    now = MORNING + timedelta(minutes=minutes)
    public = open_database(Path(folder) / "greenpaper.db", migrations)
    subscribers = open_subscribers(Path(folder) / "subscribers.db")
    ready.send("ready")
    make_digests(public, subscribers, now=now, settings=settings(Path(folder)))
    over = partial(posting.post, at=now, look_up=to_loopback, context=context)
    posting.post_all(subscribers, now=now, over=over)
    os._exit(0)


def kill_and_run_again(target: Callable[..., None], *arguments: object, seed: int) -> int:
    """Start the work over and over, kill it at random, and let it end at last; how often it was killed."""
    chance, kills = random.Random(seed), 0
    for turn in range(_ROUNDS + 1):
        here, there = _SPAWN.Pipe()
        process = _SPAWN.Process(target=target, args=(*arguments, 20 * turn, there))
        process.start()
        there.close()
        assert here.recv() == "ready"
        if turn < _ROUNDS:
            process.join(chance.uniform(0.01, 0.25))
            process.kill()
        process.join(60)
        kills += process.exitcode == -signal.SIGKILL
    assert kills >= 1
    return kills


def test_killed_at_random_again_and_again_nothing_is_lost_and_only_a_message_id_repeats(tmp_path: Path) -> None:
    fill(tmp_path)
    with relay() as (server, to):
        kills = kill_and_run_again(work, str(tmp_path), to, seed=8)
    told = {to for to, _ in server.taken}
    assert len(told) == _READERS
    assert len(set(server.ids)) == _READERS
    assert len(server.ids) <= _READERS + kills  # one mail a kill may be between the server's yes and our mark
    after = open_subscribers(tmp_path / "subscribers.db")
    assert ledger.outbox_states(after) == {"sent": _READERS}
    after.close()


def test_killed_at_random_while_posting_each_digest_arrives_and_its_key_tells_it_from_a_second(tmp_path: Path) -> None:
    with hooks_server() as hooks:
        fill(tmp_path, hook=f"https://{NAME}:{hooks.port}/in")
        kills = kill_and_run_again(post, str(tmp_path), hooks.port, hooks.certificate, seed=5)
    keys = [headers["Idempotency-Key"] for _, headers, _ in hooks.got]
    assert len(set(keys)) == _READERS
    assert len(keys) <= _READERS + kills  # one post a kill may be between the other side's yes and our mark
    assert len({body for _, _, body in hooks.got}) == _READERS  # the same key is the same digest to the byte
    after = open_subscribers(tmp_path / "subscribers.db")
    assert webhooks.states(after) == {"sent": _READERS}
    assert ledger.outbox_states(after) == {}
    after.close()
