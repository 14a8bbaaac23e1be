"""`greenpaper read`: files in, readings out, with no database in between."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console

from crawler import extraction
from crawler.files import read_paths
from greenpaper.progress import bar
from greenpaper.summary import show_reading
from nlp import pipeline, reading
from records.interchange import reading_to_json
from records.records import Article, Issue, Policy, Reading
from records.signatures import short_hash
from records.sources import is_official
from records.urls import slug
from tracking import tracking


def read_files(
    paths: Sequence[str],
    *,
    out: Path | None,
    model: str,
    processes: int,
    now: datetime,
    say: Callable[[str], None],
) -> tuple[int, int]:
    """How many articles were read, and how many files or texts could not be.

    Several articles are tracked together, so that each proposal names its policy. With ``out`` one JSON
    file an article is written there, else a summary goes to standard output.
    """
    failures: list[str] = []

    def failed(message: str) -> None:
        failures.append(message)
        say(message)

    articles = list(_articles(paths, now, failed, say))
    if not articles:
        return 0, len(failures)
    nlp = pipeline.build_nlp(model)
    read: list[tuple[Article, Reading]] = []
    with bar("Reading") as advance:
        for number, (article, found) in enumerate(
            zip(articles, reading.read(nlp, articles, processes=processes), strict=True), start=1
        ):
            if isinstance(found, reading.Unreadable):
                failed(f"{article.url}: {found.reason}")
            else:
                read.append((article, found))
            advance(number, len(articles))
    policies = _policies(read, now)
    if out is None:
        for article, found in read:
            show_reading(Console(), article, found, policies.get(article.id, {}))
    else:
        out.mkdir(parents=True, exist_ok=True)
        for article, found in read:
            ids = {proposal: policy.id for proposal, policy in policies.get(article.id, {}).items()}
            _write(out / f"{_file_stem(article)}.json", reading_to_json(article, found, policies=ids))
    return len(read), len(failures)


def _articles(
    paths: Sequence[str], now: datetime, failed: Callable[[str], None], say: Callable[[str], None]
) -> Iterator[Article]:
    for found in read_paths(paths):
        if isinstance(found, Issue):
            (say if found.reason.startswith("passed over") else failed)(f"{found.place}: {found.reason}")
            continue
        try:
            yield extraction.extract(
                found.body,
                content_type=found.content_type,
                url=found.url,
                source=None,
                hints={"captured_at": now.isoformat(), **found.hints},
            )
        except extraction.NoArticle as error:
            failed(f"{found.name}: {error}")


def _policies(read: Sequence[tuple[Article, Reading]], now: datetime) -> dict[str, dict[str, Policy]]:
    """Article id -> proposal id -> policy."""
    keys: dict[str, tuple[str, str]] = {}
    statements = []
    for article, found in read:
        made = tracking.statements(article, found, official=is_official(article, None), known_at=now, backfill=True)
        keys |= {statement.key: (article.id, statement.proposal.id) for statement in made}
        statements += made
    policies: dict[str, dict[str, Policy]] = {}
    for policy in tracking.track(statements, known_ids={}).policies:
        for key in policy.statements:
            article_id, proposal_id = keys[key]
            policies.setdefault(article_id, {})[proposal_id] = policy
    return policies


def _file_stem(article: Article) -> str:
    """The article's id as a file name; an id that is none is made one, and stays unlike every other."""
    plain = slug(article.id)
    return article.id if article.id == plain else f"{plain[:80]}-{short_hash(article.id)[:8]}"


def _write(path: Path, data: object) -> None:
    """Write the whole file or nothing: under another name first."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(partial, path)
