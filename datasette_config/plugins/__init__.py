"""One file for each thing that a reader gets; Datasette calls their hooks."""

from types import ModuleType

from datasette_config.plugins import (
    article_pages,
    body_and_person_pages,
    consultation_pages,
    data_files,
    data_pages,
    feeds,
    help_pages,
    home_page,
    legislation_and_topic_pages,
    policy_pages,
    safe_answers,
    search_pages,
    snapshot_pages,
    source_pages,
)

PLUGINS: tuple[ModuleType, ...] = (
    article_pages,
    body_and_person_pages,
    consultation_pages,
    data_files,
    data_pages,
    feeds,
    help_pages,
    home_page,
    legislation_and_topic_pages,
    policy_pages,
    safe_answers,
    search_pages,
    snapshot_pages,
    source_pages,
)
