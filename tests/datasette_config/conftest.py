"""One filled database and one site over it for the whole room, and a browser for those tests that need one."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from datasette_config.app import SiteSettings, build
from tests.datasette_config.filled import fill

BASE_URL = "https://greenpaper.example"
CONTACT = "desk@greenpaper.example"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks the site for pages."""

    datasette: Any
    runner: asyncio.Runner

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to one request; redirects are not followed."""
        response: httpx.Response = self.runner.run(self.datasette.client.get(path, **options))
        return response

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The same for another method."""
        response: httpx.Response = self.runner.run(self.datasette.client.request(method, path, **options))
        return response


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def public_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "greenpaper.db"
    fill(path, audience="public").close()
    return path


def reader(path: Path, runner: asyncio.Runner, **settings: Any) -> Reader:
    """Somebody who reads a site over the database at ``path``."""
    site = build(path, settings=SiteSettings(base_url=BASE_URL, contact=CONTACT, **settings))
    return Reader(site, runner)


@pytest.fixture(scope="session")
def public(public_path: Path, runner: asyncio.Runner) -> Reader:
    """A reader of a site that anybody may reach."""
    return reader(public_path, runner, audience="public", allow_sql=True)


@pytest.fixture(scope="session")
def private(public_path: Path, runner: asyncio.Runner) -> Reader:
    """A reader of their own copy."""
    return reader(public_path, runner, audience="private", allow_sql=True)


@pytest.fixture(scope="session")
def address(public_path: Path) -> Iterator[str]:
    """Where the public site is really served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = SiteSettings(base_url=f"http://127.0.0.1:{port}", contact=CONTACT, audience="public")
    server = uvicorn.Server(
        uvicorn.Config(build(public_path, settings=settings).app(), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
