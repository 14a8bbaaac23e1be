"""The strict way in of hand-written rules and word lists: what does not fit is named with its file and rule."""

from pathlib import Path

import pytest

from nlp import rules
from nlp.components.topics import TopicRule
from nlp.word_lists import lexicon
from records.strict import BadTable

GOOD = """
[[rule]]
id = "sport"
label = "Sport"
terms = ["ball"]
hints = []
matches = ["A ball."]
ignores = ["A dance."]
why = "an example"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rules, "_FOLDER", tmp_path)
    monkeypatch.setattr(rules, "table", rules.table.__wrapped__)
    return tmp_path


def test_a_rule_is_read(folder: Path) -> None:
    (folder / "one.toml").write_text(GOOD, encoding="utf-8")
    assert [rule.id for rule in rules.load_rules("one", TopicRule)] == ["sport"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("hints", "hint"), "nlp/rules/one.toml: rule 'sport': unknown key 'hint'"),
        (GOOD + GOOD, "nlp/rules/one.toml: rule 'sport' stands there twice"),
        (GOOD.replace('["A dance."]', "[]"), "rule 'sport' has no 'ignores': it is not proved"),
        ("[other]\n" + GOOD, "unknown key 'other'; a rule stands under"),
    ],
)
def test_a_rule_that_does_not_fit_is_named(folder: Path, text: str, message: str) -> None:
    (folder / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=message.replace("[", r"\[")):
        rules.load_rules("one", TopicRule)


def test_marked_words_are_cut_out() -> None:
    assert rules.marked("Ministers *will consult* and *report*.") == (
        "Ministers will consult and report.",
        ["will consult", "report"],
    )


def test_a_word_list_has_no_comments() -> None:
    words = lexicon("reporting_verbs")
    assert "say" in words
    assert not any(word.startswith("#") or not word.strip() for word in words)
