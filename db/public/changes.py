"""What changed in an article's page, as rows: word by word where the whole text may be shown.

Of an article in extracts, only sentences that are published anyhow are named: those that are new with a change.
What was taken out, and what it stood beside, is counted and not shown.
"""

from collections.abc import Iterable, Sequence

from db.public.publication import Row, Rows
from records.revisions import Change, Difference, PageEvent, Run

_SENTENCE = "sentence"


def change_rows(
    article_id: str, changes: Sequence[Change], events: Iterable[PageEvent], *, published: Iterable[str], full: bool
) -> Rows:
    """The rows of an article's changes and events, by table. ``published``: the stretches of its text on show."""
    on_show = [" ".join(text.split()) for text in published]
    rows: Rows = {
        "revisions": [_revision(article_id, change) for change in changes],
        "revision_changes": [],
        "page_events": [
            {"article_id": article_id, "kind": event.kind, "happened_at": event.happened_at.isoformat()}
            for event in events
        ],
    }
    for change in changes:
        told = _whole(change.difference) if full else _sentences(change.difference, on_show)
        rows["revision_changes"] += [
            {"revision_id": change_id(article_id, change), "article_id": article_id, "place": place, **piece}
            for place, piece in enumerate(told, start=1)
        ]
    return rows


def change_id(article_id: str, change: Change) -> str:
    """A change's published id: the same for the same change, whatever becomes of those before it."""
    return f"{article_id}-r{change.id}"


def _revision(article_id: str, change: Change) -> Row:
    return {
        "id": change_id(article_id, change),
        "article_id": article_id,
        "seen_at": change.seen_at.isoformat(),
        "weight": change.difference.weight.value,
        "summary": change.difference.in_words,
        "added": change.difference.added,
        "removed": change.difference.removed,
        "unchanged_after": change.difference.unchanged,
        "backfill": int(change.backfill),
    }


def _whole(difference: Difference) -> list[Row]:
    """Every run of words; paragraph 0 is the headline."""
    pieces = _runs(0, 0, difference.headline)
    for number, paragraph in enumerate(difference.paragraphs, start=1):
        pieces += _runs(number, paragraph.unchanged, paragraph.runs)
    return pieces


def _runs(paragraph: int, unchanged: int, runs: Sequence[Run]) -> list[Row]:
    """Each run with the space that parts it from the next: put together, they are the paragraph."""
    return [
        {
            "paragraph": paragraph,
            "unchanged_before": unchanged,
            "kind": run.kind,
            "text": run.text if number == len(runs) else f"{run.text} ",
        }
        for number, run in enumerate(runs, start=1)
    ]


def _sentences(difference: Difference, on_show: Iterable[str]) -> list[Row]:
    """The published stretches that stand in a changed paragraph and stood in none before."""
    before = [" ".join(paragraph.before.split()) for paragraph in difference.paragraphs]
    after = [" ".join(paragraph.after.split()) for paragraph in difference.paragraphs]
    return [
        {"paragraph": number, "unchanged_before": 0, "kind": _SENTENCE, "text": text}
        for number, text in enumerate(on_show, start=1)
        if any(text in told for told in after) and not any(text in told for told in before)
    ]
