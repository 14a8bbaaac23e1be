"""Asking an interface: politely, to no address inside, and with an end to everything."""

import json
from collections.abc import Iterator

import pytest

from crawler import asking
from crawler.asking import Asker, NotAnswered
from tests.crawler.replica import Web, serving

API = "https://api.example/list"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving(Web()) as web:
        yield web


@pytest.fixture
def asker(web: Web) -> Asker:
    return Asker(contact="desk@union.example", delay=0.0, connect_to={"api.example": f"127.0.0.1:{web.port}"})


def test_a_reply_is_read_under_our_own_name(web: Web, asker: Asker) -> None:
    web.put(API, json.dumps([1, 2]))
    assert asker.json(API) == [1, 2]
    assert web.agents == {"Greenpaper/0.1 (policy monitor; +desk@union.example)"}
    assert web.asked(robots=True) == ["https://api.example/robots.txt", API]


def test_a_host_is_not_asked_faster_than_it_likes(web: Web) -> None:
    waits: list[float] = []
    web.put("https://api.example/robots.txt", "User-agent: *\nCrawl-delay: 7", content_type="text/plain")
    web.put(API, "[]")
    asker = Asker(
        contact="c",
        delay=2.0,
        connect_to={"api.example": f"127.0.0.1:{web.port}"},
        sleep=lambda time: waits.append(time),
    )
    asker.json(API)
    asker.json(API)
    assert [round(wait) for wait in waits] == [7, 7]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"body": "no", "status": 500}, "answered 500, wanted 200"),
        ({"body": "no", "status": 429, "headers": {"Retry-After": "60"}}, "answered 429, wanted 200, to be asked"),
        ({"body": "<html>"}, "did not answer with JSON"),
        ({"body": "[" * 100_000}, "did not answer with JSON"),
        ({"body": "", "status": 302, "headers": {"Location": "/list"}}, "redirects more than 3 times"),
        ({"body": "", "status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, "leads to a loopback"),
        ({"body": "", "status": 302, "headers": {"Location": "file:///etc/hosts"}}, "is no http or https address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_reply_is_told(web: Web, asker: Asker, reply: dict[str, object], reason: str) -> None:
    web.put(API, str(reply.pop("body")), **reply)
    with pytest.raises(NotAnswered, match=reason):
        asker.json(API)


def test_a_large_reply_is_cut_off(web: Web, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_SIZE", 1000)
    web.put(API, "x" * 100_000)
    with pytest.raises(NotAnswered, match="larger than"):
        asker.body(API, accept="*/*")


def test_robots_that_cannot_be_read_close_the_host(web: Web, asker: Asker) -> None:
    web.put("https://api.example/robots.txt", "", status=500)
    web.put(API, "[]")
    with pytest.raises(NotAnswered, match="was answered with 500"):
        asker.json(API)
    assert API not in web.asked()


def test_a_server_that_is_not_there_is_told() -> None:
    asker = Asker(contact="c", delay=0.0, connect_to={"api.example": "127.0.0.1:9"})
    with pytest.raises(NotAnswered, match="could not be reached"):
        asker.json(API)
