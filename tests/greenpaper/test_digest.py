"""What an operator does about the mails by hand: send, look ahead, see what failed, queue again, take reports."""

import email
from pathlib import Path

import pytest

from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import ledger
from greenpaper import workshop
from tests.digests.published import Published, at, follow, readers
from tests.digests.relay import relay
from tests.digests.test_bounces import report
from tests.greenpaper.conftest import Run

MORNING = at("2008-07-09T08:00")
ANN = "ann@union.example"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one shift of yesterday and one reader who follows it."""
    monkeypatch.setattr(workshop, "now", lambda: MORNING)
    folder = tmp_path / "data"
    folder.mkdir()
    public = Published(folder)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    public.db.execute("update articles set published_at = '2008-07-08T11:30:00+00:00'")
    public.db.conn.commit()
    public.db.close()
    subscribers = readers(folder)
    follow(subscribers, ANN, "policy", "duty")
    subscribers.close()
    return folder


def states(data: Path) -> dict[str, int]:
    """The outbox by state."""
    subscribers = readers(data)
    found = ledger.outbox_states(subscribers)
    subscribers.close()
    return found


def test_what_is_previewed_is_not_saved_and_is_what_is_sent(run: Run, data: Path) -> None:
    shown = run("digest", "preview", ANN)
    assert shown.exit_code == 0, shown.output
    assert "Place schools under the duty: now before Parliament as a bill" in shown.output
    assert states(data) == {}
    sent = run("digest", "send")
    assert sent.exit_code == 0, sent.output
    assert "digests made: 1; mails sent: 1, waiting: 0, failed: 0" in sent.output
    (mail,) = (data / "mailbox").glob("*.eml")
    assert ANN in str(email.message_from_bytes(mail.read_bytes())["To"])
    assert run("digest", "preview", ANN).output.strip() == "Nothing to tell."
    assert "digests made: 0; mails sent: 0" in run("digest", "send").output


@pytest.mark.parametrize("address", ["bob@union.example", "no address"])
def test_a_preview_for_nobody_says_so(run: Run, data: Path, address: str) -> None:
    result = run("digest", "preview", address)
    assert result.exit_code == 2
    assert "greenpaper: " in result.output


def test_status_says_what_failed_and_how_long_news_takes(run: Run, data: Path) -> None:
    empty = run("digest", "status").output
    assert "mails: none yet" in empty
    assert "readers: 1 active with 1 alerts" in empty
    run("digest", "send")
    output = run("digest", "status").output
    assert "mails: 1 sent" in output
    assert "last daily window: 8 Jul 2008, 08:00 to 9 Jul 2008, 08:00: 1 digests" in output
    assert "The Weekly: 30 min, 20.0 h (1 articles)" in output
    subscribers = readers(data)
    follow(subscribers, ANN, "topic", "weather")
    subscribers.close()
    assert "  2: topic weather: no topic of that name is known" in run("digest", "status").output


def test_a_refused_mail_is_shown_and_replayed_under_its_message_id(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    with relay("550 no such user", "250 OK") as (server, to):
        settings = data.parent / "greenpaper.toml"
        settings.write_text(
            f'data = "{data}"\n[mail]\nsender = "alerts@papers.example"\nsmtp_host = "127.0.0.1"\n'
            f'smtp_port = {to["smtp_port"]}\nsmtp_security = "none"\n'
        )
        assert run("digest", "send").exit_code == 1
        assert f"  1: to {ANN}: 550 no such user" in run("digest", "status").output
        assert run("digest", "replay", "7").exit_code == 1
        assert run("digest", "replay", "1").exit_code == 0
        assert states(data) == {"queued": 1}
        assert run("digest", "send").exit_code == 0
    assert len(server.ids) == 1
    assert states(data) == {"sent": 1}


@pytest.mark.parametrize("kind", ["mbox", "maildir", "files", "one"])
def test_reports_are_taken_out_of_every_sort_of_mailbox(run: Run, data: Path, tmp_path: Path, kind: str) -> None:
    run("digest", "send")
    subscribers = readers(data)
    message_id = str(subscribers.conn.execute("select message_id from outbox").fetchone()[0])
    subscribers.close()
    mail = report(message_id)
    place = tmp_path / "returned"
    if kind == "mbox":
        place.write_bytes(b"From mx.example Wed Jul  9 08:00:00 2008\r\n" + mail + b"\r\n")
    elif kind == "one":
        place.write_bytes(mail)
    else:
        inner = place / ("new" if kind == "maildir" else "")
        inner.mkdir(parents=True)
        (place / "tmp").mkdir()
        (inner / "1.eml").write_bytes(mail)
        (place / "tmp" / "half").write_bytes(report("<other@x>"))
    assert "bounces: 1 new, 1 readers paused, 0 of no mail of ours" in run("digest", "bounces", place).output
    assert "readers: 1 paused with 1 alerts" in run("digest", "status").output
    assert "bounces: 0 new" in run("digest", "bounces", place).output
    assert "The reader is paused." in run("digest", "preview", ANN).output


def test_an_address_is_put_on_the_list_and_taken_off(run: Run, data: Path) -> None:
    assert "deleted" in run("digest", "suppress", ANN).output
    assert "nobody of that address" in run("digest", "preview", ANN).output
    assert "addresses to which nothing is ever sent: 1" in run("digest", "status").output
    assert "may sign up again" in run("digest", "suppress", "--lift", ANN).output
    assert "was not suppressed" in run("digest", "suppress", "--lift", ANN).output
    assert run("digest", "suppress", "no address").exit_code == 2


def test_digests_wait_for_a_whole_projection_and_say_so(run: Run, data: Path) -> None:
    public = open_database(data / "greenpaper.db", public_schema)
    public.execute("insert into snapshot values (1, '', '2008-07-09T07:00:00+00:00', 'public', '')")
    public.close()
    assert "digests are made the next time" in run("digest", "send").output
    assert "digests wait" in run("digest", "status").output
    assert states(data) == {}
