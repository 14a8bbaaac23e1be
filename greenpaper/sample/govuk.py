"""GOV.UK as far as a crawler asks it: /api/search.json, /api/content/… and the pages themselves."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from greenpaper.sample.answers import Answer, Asked, as_json, not_found, page_at, robots, whole
from greenpaper.sample.pages import Page, visible
from greenpaper.sample.rendering import body_html, plain_text

HOST = "www.gov.uk"
_SOURCE = "govuk"
_MOST = 1500  # results that one request may ask for
_KNOWN = re.compile(
    r"^(q|count|start|order|fields(\[\])?|(filter|reject)_[a-z_]+(\[\])?|(filter|reject)_(any|all)_[a-z_]+(\[\])?|aggregate_[a-z_]+)$"
)
_GOVERNMENTS = (
    ("2010-05-12", "2010 to 2015 Conservative and Liberal Democrat coalition government"),
    ("2005-05-06", "2005 to 2010 Labour government"),
    ("2001-06-08", "2001 to 2005 Labour government"),
)
_NAMES = {
    "department-for-education": "Department for Education",
    "department-for-children-schools-and-families": "Department for Children, Schools and Families",
    "department-for-education-and-skills": "Department for Education and Skills",
}
_KINDS = {
    "press_release": ("news_article", "news_and_communications"),
    "news_story": ("news_article", "news_and_communications"),
    "written_statement": ("speech", "news_and_communications"),
    "closed_consultation": ("consultation", "policy_and_engagement"),
    "open_consultation": ("consultation", "policy_and_engagement"),
}


def govuk(asked: Asked) -> Answer:
    """GOV.UK."""
    if asked.path == "/robots.txt":
        return robots()
    if asked.path == "/api/search.json":
        return _search(asked)
    if asked.path.startswith("/api/content/"):
        return _content(asked)
    return page_at(asked, _SOURCE)


def _search(asked: Asked) -> Answer:
    query = asked.query
    unknown = [key for key in query if not _KNOWN.match(key)]
    if unknown or whole(query, "count", 10) > _MOST:
        return as_json({"error": f"Unexpected parameters: {', '.join(unknown)}"}, status=422)
    pages = [page for page in visible(_SOURCE, asked.clock) if _wanted(page, asked)]
    pages.sort(key=lambda page: page.changed(asked.clock), reverse=query.get("order", "-").startswith("-"))
    start = whole(query, "start", 0)
    shown = pages[start : start + whole(query, "count", 10)]
    results = [_result(page, asked.clock) for page in shown]
    fields = query.get("fields") or query.get("fields[]")
    if fields:
        always = {"_id", "index", "es_score", "document_type", *fields.split(",")}
        results = [{key: value for key, value in result.items() if key in always} for result in results]
    return as_json(
        {
            "results": results,
            "total": len(pages),
            "start": start,
            "aggregates": {},
            "suggested_queries": [],
            "suggested_autocomplete": [],
            "es_cluster": "A",
        }
    )


def _wanted(page: Page, asked: Asked) -> bool:
    query, changed = asked.query, page.changed(asked.clock)
    organisations = query.get("filter_organisations") or query.get("filter_organisations[]")
    if organisations and page.organisation not in organisations.split(","):
        return False
    group = _KINDS[page.document_type][1]
    for key, value in query.items():
        name = key.removesuffix("[]")
        if name == "filter_content_purpose_supergroup" and group not in value.split(","):
            return False
        if name == "reject_content_purpose_supergroup" and group in value.split(","):
            return False
        if name == "filter_content_store_document_type" and page.document_type not in value.split(","):
            return False
    # "from:2008-01-01,to:2010-05-11": whole days of UTC, both included
    for part in filter(None, query.get("filter_public_timestamp", "").split(",")):
        edge, _, value = part.partition(":")
        day = f"{changed:%Y-%m-%d}"
        if (edge == "from" and day < value[:10]) or (edge == "to" and day > value[:10]):
            return False
    words = query.get("q", "").lower().split()
    said = f"{page.headline} {page.lead} {page.version(asked.clock).body}".lower()
    return all(word.strip('"') in said for word in words)


def _result(page: Page, clock: datetime) -> dict[str, Any]:
    schema, group = _KINDS[page.document_type]
    return {
        "_id": page.target,
        "index": "government",
        "es_score": None,
        "document_type": "edition",
        "link": page.target,
        "title": page.headline,
        "description": page.lead,
        "format": schema,
        "content_id": str(uuid5(NAMESPACE_URL, page.url)),
        "content_store_document_type": page.document_type,
        "content_purpose_supergroup": group,
        "public_timestamp": _time(page.changed(clock)),
        "first_published_at": _time(page.published),
        "updated_at": _time(page.changed(clock)),
        "is_historic": True,
        "is_withdrawn": False,
        "government_name": _government(page),
        "indexable_content": plain_text(page.version(clock).body),
        "organisations": [
            {
                "slug": page.organisation,
                "title": _NAMES[page.organisation],
                "link": f"/government/organisations/{page.organisation}",
            }
        ],
    }


def _content(asked: Asked) -> Answer:
    path = asked.path.removeprefix("/api/content")
    for page in visible(_SOURCE, asked.clock):
        if page.target == path:
            return as_json(_item(page, asked.clock), modified=page.changed(asked.clock))
    return not_found()


def _item(page: Page, clock: datetime) -> dict[str, Any]:
    changed = _time(page.changed(clock))
    details: dict[str, Any] = {
        "body": f'<div class="govspeak">{body_html(page.version(clock).body)}</div>',
        "change_history": [{"note": "First published.", "public_timestamp": _time(page.published)}],
        "first_public_at": _time(page.published),
        "political": True,
        "government": {"title": _government(page), "slug": _slug(_government(page)), "current": False},
        "emphasised_organisations": [str(uuid5(NAMESPACE_URL, page.organisation))],
    }
    if page.opens:
        details |= {"opening_date": page.opens, "closing_date": page.closes}
    return {
        "analytics_identifier": None,
        "base_path": page.target,
        "content_id": str(uuid5(NAMESPACE_URL, page.url)),
        "document_type": page.document_type,
        "first_published_at": _time(page.published),
        "locale": "en",
        "phase": "live",
        "public_updated_at": changed,
        "publishing_app": "whitehall",
        "rendering_app": "frontend",
        "schema_name": _KINDS[page.document_type][0],
        "title": page.headline,
        "description": page.lead,
        "updated_at": changed,
        "withdrawn_notice": {},
        "details": details,
        "links": {
            "organisations": [
                {
                    "title": _NAMES[page.organisation],
                    "base_path": f"/government/organisations/{page.organisation}",
                    "content_id": str(uuid5(NAMESPACE_URL, page.organisation)),
                    "document_type": "organisation",
                    "locale": "en",
                }
            ],
            "government": [{"title": _government(page), "details": {"current": False}}],
        },
    }


def _government(page: Page) -> str:
    return next(name for since, name in _GOVERNMENTS if f"{page.published:%Y-%m-%d}" >= since)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
