"""Over sixty ways in which a site can be hostile or broken, all met in one crawl; and what must happen."""

import json
import multiprocessing
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.crawl import CrawlSettings, SourceResult, crawl
from tests.crawler.hostile import HostileWeb, rss, serving
from tests.crawler.hostile_lists import LISTS, feed_of, two
from tests.crawler.hostile_servers import SERVERS
from tests.crawler.replica import CLOCK, begin, rows, source

MEMORY = 400  # MiB
CASES = {**LISTS, **SERVERS}
GOOD = tuple(f"good-{n}" for n in range(5))


@dataclass(slots=True)
class Met:
    """What came of the crawl."""

    web: HostileWeb
    results: dict[str, SourceResult]
    issues: dict[str, list[str]]
    folder: Path
    memory: float


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Met:
    """One crawl of all bad sites, and of five good ones among them."""
    folder, web, memory = tmp_path_factory.mktemp("hostile"), HostileWeb(), [0.0]

    def watch() -> bool:
        for process in multiprocessing.active_children():
            status = Path(f"/proc/{process.pid}/status")
            if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
                memory[0] = max(memory[0], int(found[1]) / 1024)
        return False

    with serving(web):
        sources = {}
        for name, case in CASES.items():
            host = f"{name}.example"
            web.hosts[host] = case.behaviour(web) if case.built else case.behaviour  # type: ignore[arg-type,assignment]
            id = name.replace("-", "_")
            sources[id] = source(id, case.spider, f"https://{host}{case.start}", options=case.options)
        for name in GOOD:
            web.hosts[f"{name}.example"] = feed_of(lambda host: rss(*two(host)))
            sources[name] = source(name, "feed", f"https://{name}.example/feed")
        results = crawl(
            sources,
            archive_path=folder / "archive.db",
            raw_dir=folder / "raw",
            settings=CrawlSettings(delay=0.0, connect_to=dict.fromkeys(web.hosts, f"127.0.0.1:{web.port}")),
            clock=CLOCK,
            backfill=False,
            run_id=begin(folder, CLOCK),
            until=None,
            on_progress=lambda done, total: None,
            stop=watch,
            scrapy_settings={"DOWNLOAD_TIMEOUT": 2.0, "CONCURRENT_REQUESTS": 200},
        )
    issues: dict[str, list[str]] = {}
    for name, reason in rows(folder, "select source, reason from issues where resolved_at is null"):
        issues.setdefault(name, []).append(reason)
    return Met(web, {result.source: result for result in results}, issues, folder, memory[0])


@pytest.mark.parametrize("name", CASES)
def test_each_bad_site_costs_only_itself(met: Met, name: str) -> None:
    case, id = CASES[name], name.replace("-", "_")
    reasons = met.issues.get(id, [])
    assert met.results[id].new == case.new, (met.results[id], reasons)
    if case.issue:
        assert any(re.search(case.issue, reason, re.DOTALL) for reason in reasons), reasons
    else:
        assert reasons == []
    if case.lists is not None:
        asked = [path for path in met.web.paths(f"{name}.example") if path.split("?")[0] == case.start]
        assert len(asked) <= case.lists


def test_the_other_sources_articles_are_there(met: Met) -> None:
    assert [met.results[name].new for name in GOOD] == [2] * len(GOOD)
    ((revisions,),) = rows(met.folder, "select count(*) from revisions")
    assert revisions == sum(case.new for case in CASES.values()) + 2 * len(GOOD)


def test_nothing_touched_a_refused_address(met: Met) -> None:
    assert met.web.touched == 0


def test_memory_stayed_small(met: Met) -> None:
    assert 0 < met.memory < MEMORY


def test_no_secret_came_in_with_an_entity(met: Met) -> None:
    kept = rows(met.folder, "select hints from revisions")
    assert not any("root:" in hints for (hints,) in kept)


def test_a_future_date_is_not_kept_as_news_of_the_future(met: Met) -> None:
    kept = rows(
        met.folder,
        "select r.hints, p.hinted_at from revisions r join pages p on p.id = r.page_id where source = 'future_date'",
    )
    assert [("published_at" in json.loads(hints), hinted) for hints, hinted in kept] == [(False, None)] * 2


def test_the_crawl_delay_of_robots_txt_is_kept(met: Met) -> None:
    times = met.web.times("robots-slow.example")
    assert len(times) == 4
    # Two waits of .3 s between three requests. A busy machine may hand one on late, and the next one then comes
    # sooner after it; without the waits all three would come within some hundredths.
    assert times[-1] - times[1] > 0.35


def test_cookies_are_never_sent_back(met: Met) -> None:
    assert not any("\r\ncookie:" in head.lower() for _, _, _, head in met.web.asked)


def test_a_busy_host_is_left_alone_in_the_next_run_too(met: Met) -> None:
    ((until, reason),) = rows(
        met.folder, "select rest_until, reason from hosts where host = 'busy-for-an-hour.example'"
    )
    assert until.startswith("2008-07-09T13:00")
    assert "3,600 seconds" in reason
