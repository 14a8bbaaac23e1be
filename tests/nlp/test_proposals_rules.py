"""Every cue of proposals and stances takes what its examples mark, and leaves its counter-examples alone."""

import re

import pytest

from nlp.sentence_cues import Cue, cues_in, load_cues

FILES = ("stage_cues", "proposal_cues", "instrument_cues", "direction_cues", "target_cues", "stance_cues")
EXAMPLES = [(name, cue, text) for name in FILES for cue in load_cues(name) for text in (*cue.matches, *cue.ignores)]


@pytest.mark.parametrize(
    ("name", "cue", "marked"), EXAMPLES, ids=[f"{name}-{cue.id}-{text}" for name, cue, text in EXAMPLES]
)
def test_cue_agrees_with_its_examples(name: str, cue: Cue, marked: str) -> None:
    sentence = marked.replace("*", "")
    found = [sentence[hit.start : hit.end] for hit in cues_in(sentence, name) if hit.cue == cue]
    assert found == re.findall(r"\*(.+?)\*", marked)


@pytest.mark.parametrize("name", FILES)
def test_each_cue_has_its_own_name(name: str) -> None:
    ids = [cue.id for cue in load_cues(name)]
    assert len(ids) == len(set(ids))
