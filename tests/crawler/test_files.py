"""Files that a user adds: each gives its captures, or one line that says what is wrong and what to do."""

import gzip
import io
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.files import Found, read_paths
from crawler.warc import record
from records.records import Issue

ARTICLE = {"id": "t1", "title": "Trams for Hartsfield", "source": "Town Paper", "text": "Trams will run.\n\nIn 2030."}
PAGE = "<html><head><title>Trams</title>{head}</head><body><p>Trams will run again.</p></body></html>"


def found_in(*paths: Path | str) -> list[Found | Issue]:
    return list(read_paths([str(path) for path in paths]))


def only(*paths: Path | str) -> Found:
    (found,) = found_in(*paths)
    assert isinstance(found, Found), found
    return found


def reason(*paths: Path | str) -> str:
    (issue,) = found_in(*paths)
    assert isinstance(issue, Issue), issue
    assert issue.place.startswith(str(paths[0]))
    return issue.reason


def write(path: Path, content: str | bytes | Any) -> Path:
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    body = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
    return path


# ---------------------------------------------------------------- what goes in


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.HTML", "a.html.gz"])
def test_a_page_goes_in_as_it_is(tmp_path: Path, name: str) -> None:
    found = only(write(tmp_path / name, PAGE.format(head="")))
    assert found.body == PAGE.format(head="").encode()
    assert found.content_type == "text/html"
    assert found.url.startswith("urn:greenpaper:a-")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/x/?utm_source=b">', "https://a.example/x"),
        ('<meta property="og:url" content="http://a.example/x">', "https://a.example/x"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://a.example/x"}</script>',
         "https://a.example/x"),
        ("<!-- saved from url=(0023)https://a.example/saved -->", "https://a.example/saved"),
        ('<link rel="canonical" href="https://a.example/">', None),  # a site's front page is no article's address
        ('<link rel="canonical" href="/x">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
    ],
)  # fmt: skip
def test_a_page_is_kept_by_its_own_address(tmp_path: Path, head: str, url: str | None) -> None:
    found = only(write(tmp_path / "a.html", PAGE.format(head=head)))
    assert found.url == url if url else found.url.startswith("urn:greenpaper:a-")


def test_a_file_without_address_has_the_same_one_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    here = only(write(tmp_path / "Notes on trams.txt", "Trams.")).url
    assert here == only(write(tmp_path / "deeper" / "Notes on trams.txt", "Trams.")).url
    assert here.startswith("urn:greenpaper:notes-on-trams-")
    assert here != only(write(tmp_path / "deeper" / "Notes on trams.txt", "Buses.")).url


@pytest.mark.parametrize("name", ["a.json", "a.json.gz"])
def test_an_article_as_json_brings_its_source_and_address(tmp_path: Path, name: str) -> None:
    found = only(write(tmp_path / name, ARTICLE))
    assert found.url == "urn:greenpaper:t1"
    assert found.hints == {"source": "Town Paper"}
    assert json.loads(found.body) == ARTICLE


def test_a_list_of_articles_and_lines_of_them_go_in_one_by_one(tmp_path: Path) -> None:
    two = [ARTICLE, {**ARTICLE, "id": "t2"}]
    lines = "\n".join(json.dumps(item) for item in two)
    for path in (
        write(tmp_path / "a.json", two),
        write(tmp_path / "a.jsonl", lines),
        write(tmp_path / "a.jsonl.gz", lines),
    ):
        assert [item.url for item in found_in(path) if isinstance(item, Found)] == [
            "urn:greenpaper:t1",
            "urn:greenpaper:t2",
        ]


def test_a_line_separator_inside_a_text_parts_no_lines(tmp_path: Path) -> None:
    line = json.dumps({**ARTICLE, "text": "One\u2028two\x85three."}, ensure_ascii=False)
    assert json.loads(only(write(tmp_path / "a.jsonl", line)).body)["text"] == "One\u2028two\x85three."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PAGE.format(head=""), "text/html"),
        ("Trams will run.", "text/plain; charset=utf-8"),
        (json.dumps(ARTICLE), "application/json"),
        (json.dumps(ARTICLE) + "\n" + json.dumps({**ARTICLE, "id": "t2"}), "application/json"),
    ],
    ids=["page", "text", "article", "lines of articles"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_standard_input_is_told_by_its_looks(
    monkeypatch: pytest.MonkeyPatch, content: str, kind: str, packed: bool
) -> None:
    body = gzip.compress(content.encode()) if packed else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
    found = found_in("-")
    assert {item.content_type for item in found if isinstance(item, Found)} == {kind}
    assert all(item.name.startswith("standard input") for item in found if isinstance(item, Found))


def test_a_folder_is_gone_through_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path / "b" / "two.txt", "Two.")
    write(tmp_path / "one.txt", "One.")
    write(tmp_path / ".hidden.txt", "Hidden.")
    write(tmp_path / ".git" / "three.txt", "Three.")
    write(tmp_path / "picture.png", b"\x89PNG")
    write(tmp_path / "threads.json", [{"id": "x", "items": []}])
    write(tmp_path / "expected.json", {"pages": []})
    found = found_in(tmp_path)
    assert [Path(item.name).name for item in found if isinstance(item, Found)] == ["one.txt", "two.txt"]
    issues = {Path(item.place).name: item.reason for item in found if isinstance(item, Issue)}
    assert set(issues) == {"picture.png", "threads.json", "expected.json"}
    assert all(text.startswith("passed over: ") for text in issues.values())
    assert "an article has its words under 'text', found only pages" in issues["expected.json"]


# ---------------------------------------------------------------- what does not


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"Caf\x92 society", "is not UTF-8 (byte 0x92 at 3); save it as UTF-8"),
        ("a.txt", "It’s â€œgarbledâ€\x9d hereâ€™s more donâ€™t", "its characters were garbled when it was saved"),
        ("a.txt", "", "the file is empty"),
        ("a.html", "  \n ", "the file is empty"),
        ("a.html", b"%PDF-1.4 \x00\x01", "is a picture, PDF or other binary file"),
        ("a.json", '{"text": "cut o', "is broken JSON"),
        ("a.json", {"id": "x"}, "holds no article: an article has its words under 'text', found only id"),
        ("a.json", {"id": "x", "text": " "}, "'text' is empty"),
        ("a.json", {"text": "Words."}, "an article has an 'id' or a 'url', found neither"),
        ("a.json", {"text": "Words.", "url": "ftp://x"}, "is not an http or https address"),
        ("a.json", ["x", "y"], "holds a list of 2 things and no article"),
        ("a.json", "3", "an article is a JSON object, found int"),
        ("a.json", "[" * 100_000, "is broken JSON"),
        ("a.pdf", b"%PDF", "not a kind of file that can be added; wanted are .html, .txt"),
        ("a.warc", b"no archive at all", "is no WARC record"),
    ],
)
def test_an_unfit_file_says_what_to_do(tmp_path: Path, name: str, content: Any, said: str) -> None:
    found = found_in(write(tmp_path / name, content))
    assert isinstance(found[0], Issue)
    assert said in found[0].reason
    assert "\n" not in found[0].reason
    assert not found[0].reason.startswith("passed over")


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path / "none.html") == "there is no such file or folder; check the path"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in reason(tmp_path / "loop.txt")
    whole = gzip.compress(os.urandom(2000))
    (tmp_path / "cut.txt.gz").write_bytes(whole[:1000])
    assert "cannot be unpacked" in reason(tmp_path / "cut.txt.gz")
    (tmp_path / "false.html.gz").write_bytes(b"not packed")
    assert "cannot be unpacked" in reason(tmp_path / "false.html.gz")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "holds no files" in reason(tmp_path)


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(bytes(80 << 20), 1))
    assert "has over" in reason(tmp_path / "bomb.txt.gz")


def test_one_broken_line_costs_the_others_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", f'{json.dumps(ARTICLE)}\n{{"text": \n{json.dumps({**ARTICLE, "id": "t3"})}\n')
    first, second, third = found_in(path)
    assert isinstance(first, Found)
    assert isinstance(third, Found)
    assert isinstance(second, Issue)
    assert second.place == f"{path}:2"


def test_one_unfit_file_costs_the_others_nothing(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", "Good.")
    bad = write(tmp_path / "bad.txt", b"\xff\xfa")
    kinds = [type(item) for item in found_in(bad, good, tmp_path / "none", good)]
    assert kinds == [Issue, Found, Issue, Found]


# ---------------------------------------------------------------- web archives

AT = datetime(2009, 3, 1, tzinfo=UTC)


def archive(*addresses: str) -> list[bytes]:
    return [record(url, f"<p>The words of {url}</p>".encode(), {"Content-Type": "text/html"}, AT) for url in addresses]


def addresses(path: Path) -> list[str]:
    return [item.url for item in found_in(path) if isinstance(item, Found)]


@pytest.mark.parametrize("form", ["record by record", "whole", "plain"])
def test_an_archive_gives_its_pages(tmp_path: Path, form: str) -> None:
    members = archive("https://a.example/1", "https://a.example/2")
    members.append(record("https://a.example/p.png", b"\x89PNG", {"Content-Type": "image/png"}, AT))
    plain = b"".join(gzip.decompress(member) for member in members)
    path = tmp_path / ("a.warc" if form == "plain" else "a.warc.gz")
    path.write_bytes({"record by record": b"".join(members), "whole": gzip.compress(plain), "plain": plain}[form])
    first, second, others = found_in(path)
    assert isinstance(first, Found)
    assert first.url == "https://a.example/1"
    assert first.body == b"<p>The words of https://a.example/1</p>"
    assert first.hints == {"captured_at": "2009-03-01T00:00:00Z"}
    assert isinstance(second, Found)
    assert isinstance(others, Issue)
    assert others.reason.startswith("passed over: 1 records")


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_broken_record_costs_the_others_nothing(tmp_path: Path, packed: bool) -> None:
    members = archive(*(f"https://a.example/{number}" for number in range(5)))
    if packed:
        members[2] = members[2][:60] + os.urandom(len(members[2]) - 60)
        path = tmp_path / "a.warc.gz"
    else:
        members = [gzip.decompress(member) for member in members]
        members[2] = b"WARC/1.1\r\nWARC-Type: resp" + b"\x00" * 100
        path = tmp_path / "a.warc"
    path.write_bytes(b"".join(members))
    assert addresses(path) == [f"https://a.example/{number}" for number in (0, 1, 3, 4)]
    (issue,) = [item for item in found_in(path) if isinstance(item, Issue)]
    assert "the record at byte" in issue.reason
    assert "the other records are taken in" in issue.reason


def test_a_cut_archive_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(archive("https://a.example/1", "https://a.example/2"))[:-20])
    assert addresses(path) == ["https://a.example/1"]
    assert any(isinstance(item, Issue) and "is cut off" in item.reason for item in found_in(path))


def test_a_chunked_and_packed_body_is_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(b"<p>Packed words</p>")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://a.example/c>\r\n"
        "WARC-Date: 2009-03-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http + chunked)}\r\n\r\n"
    )
    path = tmp_path / "a.warc"
    path.write_bytes(head.encode() + http + chunked + b"\r\n\r\n")
    (found,) = found_in(path)
    assert isinstance(found, Found)
    assert found.body == b"<p>Packed words</p>"
    assert found.url == "https://a.example/c"
