"""The raw store gives back what it took, whole, whatever happened to the process that wrote it."""

import gzip
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.raw import BATCH, RawBusy, RawStore, RecordDamaged
from crawler.warc import blank, inflate, member_length, record
from records.records import RawPlace

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2008, 7, 7, 9, 30, tzinfo=UTC)
TUESDAY = datetime(2008, 7, 8, 9, 30, tzinfo=UTC)
HEADERS = {"Content-Type": "text/html; charset=utf-8", "ETag": '"a1"'}


def fill(store: RawStore, count: int, at: datetime = MONDAY) -> list[RawPlace]:
    return [store.append(f"https://example.org/{n}", f"page {n} ".encode() * 50, HEADERS, at) for n in range(count)]


def test_a_capture_comes_back_as_it_was(tmp_path: Path) -> None:
    with RawStore(tmp_path / "raw") as store:
        place = store.append("https://example.org/a", b"<p>caf\xe9\x00</p>", HEADERS, MONDAY)
        assert store.read(place) == ({**HEADERS, "Content-Length": "12"}, b"<p>caf\xe9\x00</p>")


def test_a_capture_without_a_web_address_comes_back_too(tmp_path: Path) -> None:
    with RawStore(tmp_path / "raw") as store:
        place = store.append("urn:greenpaper:a-file", b"words", HEADERS, MONDAY)
        assert store.read(place)[1] == b"words"


def test_headers_of_the_journey_are_kept_without_undoing_it_again(tmp_path: Path) -> None:
    sent = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked", "Content-Length": "999"}
    with RawStore(tmp_path) as store:
        headers, body = store.read(store.append("https://example.org/a", b"unpacked already", sent, MONDAY))
    assert body == b"unpacked already"
    assert headers == sent


def test_a_header_cannot_forge_another(tmp_path: Path) -> None:
    with RawStore(tmp_path) as store:
        place = store.append("https://example.org/a\r\nWARC-Type: request", b"x", {"A": "b\r\nC: d"}, MONDAY)
        headers, body = store.read(place)
    assert headers["A"] == "b C: d"
    assert "C" not in headers
    assert body == b"x"


@settings(max_examples=40, deadline=None)
@given(body=st.binary(max_size=3000), value=st.text(max_size=40))
def test_any_bytes_go_in_and_come_out(tmp_path_factory: pytest.TempPathFactory, body: bytes, value: str) -> None:
    with RawStore(tmp_path_factory.mktemp("raw")) as store:
        place = store.append("https://example.org/x", body, {"X-Any": value}, MONDAY)
        assert store.read(place)[1] == body


def test_other_programs_read_the_files(tmp_path: Path) -> None:
    with RawStore(tmp_path) as store:
        fill(store, 3)
    with (tmp_path / "2008-07-07.warc.gz").open("rb") as file:
        addresses = [found.rec_headers.get_header("WARC-Target-URI") for found in ArchiveIterator(file)]
    assert addresses == [f"https://example.org/{n}" for n in range(3)]
    assert gzip.decompress((tmp_path / "2008-07-07.warc.gz").read_bytes()).count(b"WARC/1.1") == 3


def test_each_day_has_its_file_and_a_full_one_is_followed_by_the_next(tmp_path: Path) -> None:
    with RawStore(tmp_path, file_size=1500) as store:
        places = fill(store, 6) + fill(store, 1, TUESDAY)
        for number, place in enumerate(places[:6]):
            assert store.read(place)[1].startswith(f"page {number}".encode())
    files = list(dict.fromkeys(place.file for place in places))
    assert files[:2] == ["2008-07-07.warc.gz", "2008-07-07-2.warc.gz"]
    assert files[-1] == "2008-07-08.warc.gz"


def test_one_sync_covers_the_records_of_every_file_since_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawStore(tmp_path, file_size=1500) as store:
        fill(store, 1)
        synced: list[int] = []
        monkeypatch.setattr(os, "fsync", synced.append)
        page = b"words " * 50
        places = [
            store.append_record(record(f"https://example.org/{n}", page, HEADERS, MONDAY), MONDAY, sync=False)
            for n in range(8)
        ]
        store.sync()
        files = len({place.file for place in places})
        assert files > 1
        # each file once, and the folder once for each new one
        assert len(synced) == 2 * files - 1


@pytest.mark.parametrize("whole", [0, 1, 3], ids=lambda n: f"{n} whole ones")
@pytest.mark.parametrize("torn", [0, 1, 9, 25, 200], ids=lambda n: f"{n} bytes of a torn one")
def test_what_a_kill_left_is_cut_off_before_the_next_is_written(tmp_path: Path, whole: int, torn: int) -> None:
    with RawStore(tmp_path) as store:
        places = fill(store, 3 + whole)
    committed = places[2].offset + places[2].length
    with (tmp_path / places[0].file).open("ab") as out:
        out.write(record("https://example.org/torn", os.urandom(500), HEADERS, MONDAY)[:torn])
    with RawStore(tmp_path, committed=lambda name: committed) as store:
        place = store.append("https://example.org/next", b"next", HEADERS, MONDAY)
        assert (place.file, place.offset) == (places[0].file, committed)
        assert [store.read(p)[1] for p in [*places[:3], place]][-1] == b"next"
    read_back(tmp_path / place.file, 4)


def read_back(file: Path, count: int) -> None:
    """Another program finds so many records, and nothing that it cannot read."""
    with file.open("rb") as opened:
        assert len(list(ArchiveIterator(opened))) == count


def test_a_record_whose_length_reached_the_disk_before_its_bytes_is_cut_off(tmp_path: Path) -> None:
    with RawStore(tmp_path) as store:
        places = fill(store, 2)
    committed = places[1].offset + places[1].length
    lost = record("https://example.org/lost", os.urandom(500), HEADERS, MONDAY)
    with (tmp_path / places[0].file).open("ab") as out:
        out.write(lost[:100] + bytes(len(lost) - 100))
    with RawStore(tmp_path, committed=lambda name: committed) as store:
        assert store.append("https://example.org/next", b"x", HEADERS, MONDAY).offset == committed


@pytest.mark.parametrize(
    ("of_another", "kept"),
    [
        (lambda size, first: None, "no row of this archive is about it"),
        (lambda size, first: first, "it holds more than a kill leaves: the archive is an older copy"),
        (lambda size, first: size + 1, "it lost what was committed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_this_archives_is_left_alone_and_another_is_begun(
    tmp_path: Path, of_another: Callable[[int, int], int | None], kept: str
) -> None:
    with RawStore(tmp_path) as store:
        places = fill(store, BATCH + 2)
    file = tmp_path / places[0].file
    before = file.read_bytes()
    with RawStore(tmp_path, committed=lambda name: of_another(len(before), places[0].length)) as store:
        place = store.append("https://example.org/next", b"next", HEADERS, MONDAY)
        assert place.file == "2008-07-07-2.warc.gz", kept
        assert store.append("https://example.org/one-more", b"x", HEADERS, MONDAY).file == place.file
    assert file.read_bytes() == before


def test_a_writer_never_cuts_what_it_wrote_itself(tmp_path: Path) -> None:
    """Captures of two days come in turn; their rows are committed together afterwards."""
    with RawStore(tmp_path, committed=lambda name: 0) as store:
        days = [MONDAY, MONDAY + timedelta(days=1)] * 3
        places = [store.append(f"https://example.org/{n}", b"x", HEADERS, day) for n, day in enumerate(days)]
        assert {store.read(place)[1] for place in places} == {b"x"}
        assert len({place.file for place in places}) == 2


def test_a_removed_capture_leaves_nothing_and_moves_nothing(tmp_path: Path) -> None:
    with RawStore(tmp_path) as store:
        places = fill(store, 3)
        store.blank(places[1])
        with pytest.raises(RecordDamaged, match="was removed"):
            store.read(places[1])
        assert store.read(places[2])[1].startswith(b"page 2")
        next_one = store.append("https://example.org/next", b"next", HEADERS, MONDAY)
    assert next_one.offset == places[2].offset + places[2].length
    with (tmp_path / places[0].file).open("rb") as file:
        kinds = [found.rec_type for found in ArchiveIterator(file)]
    assert kinds == ["response", "metadata", "response", "response"]
    assert b"page 1" not in gzip.decompress((tmp_path / places[0].file).read_bytes())


@pytest.mark.parametrize("length", [120, 121, 300, 70_000])
def test_a_blank_record_is_as_long_as_it_is_told(length: int) -> None:
    member = blank(length)
    assert len(member) == length == member_length(member)
    assert inflate(member, limit=1000).startswith(b"WARC/1.1")


def test_one_process_writes_and_the_next_may_when_it_has_finished(tmp_path: Path) -> None:
    with RawStore(tmp_path) as first:
        place = fill(first, 1)[0]
        second = RawStore(tmp_path)
        assert second.read(place)[1].startswith(b"page 0")
        with pytest.raises(RawBusy, match="wait until it has finished"):
            fill(second, 1)
    fill(second, 1)
    second.close()


@pytest.mark.parametrize("name", ["../secrets.warc.gz", "/etc/passwd", "2008-07-07.warc"])
def test_a_place_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordDamaged, match="no file of a raw folder"):
        RawStore(tmp_path).read(RawPlace(file=name, offset=0, length=10))


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(RecordDamaged, match=r"No such file.*restore the file from a backup"):
        RawStore(tmp_path).read(RawPlace(file="2001-01-01.warc.gz", offset=0, length=10))


WRITE_FOR_EVER = """
import os, sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from crawler.raw import RawStore
with RawStore(sys.argv[1]) as store:
    while True:
        place = store.append("https://example.org/x", os.urandom(20_000), {}, datetime(2008, 7, 7, tzinfo=UTC))
        print(place.file, place.offset, place.length, flush=True)
"""


def test_what_append_returned_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    places: list[RawPlace] = []
    chance = random.Random(7)
    for _ in range(5):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline()]
            time.sleep(chance.random() * 0.05)
            writer.kill()
            lines += writer.stdout.readlines()
        for line in lines:
            file, offset, length = line.split()
            places.append(RawPlace(file=file, offset=int(offset), length=int(length)))
    store = RawStore(tmp_path)
    assert len({(place.file, place.offset) for place in places}) == len(places) >= 5
    assert all(len(store.read(place)[1]) == 20_000 for place in places)
