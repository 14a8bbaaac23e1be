"""Every topic's rule agrees with its own examples, and an article about nothing of ours has none."""

import pytest

from nlp.components.topics import TopicRule, Topics
from nlp.rules import load_rules

RULES = load_rules("topics", TopicRule)
TOPICS = Topics(RULES)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.matches], ids=str)
def test_a_topic_is_found_in_its_examples(rule: TopicRule, text: str) -> None:
    assert rule.id in TOPICS.of(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.ignores], ids=str)
def test_a_topic_is_not_found_in_its_counter_examples(rule: TopicRule, text: str) -> None:
    assert rule.id not in TOPICS.of(text)


def test_an_article_may_have_no_topic() -> None:
    assert TOPICS.of("The band will play its new songs in a field near Frome, rain or shine.") == []


def test_a_headline_counts_again() -> None:
    assert TOPICS.of("It was put off again.", headline="School admissions") == ["admissions"]


def test_a_long_text_needs_more_than_one_word_of_it() -> None:
    assert TOPICS.of("He once taught at a grammar school. " + "They spoke of the weather and the sea. " * 200) == []
