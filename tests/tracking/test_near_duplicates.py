"""The same story told again is one group, whoever prints it."""

import random

from tracking.near_duplicates import groups, sketch

RELEASE = (
    "The Minister for Harbours today set out plans to license every pilot who brings a ship into a British port. "
    "Under the scheme, pilots will have to pass a yearly test of sight and hearing, and harbour masters will keep "
    "a public list of those who may work. The plans follow two collisions in the estuary last winter, in which no "
    "one was hurt but a jetty was lost. Harbour masters will be able to suspend a licence at once where they think "
    "that lives are at risk. A consultation on the fee, expected to be about ninety pounds, closes on 4 March. "
    "The minister said that nobody would get on a train with an untested driver, and that ships were no different."
)
REWORDED = (
    "Every pilot who brings a ship into a British port is to be licensed, the Minister for Harbours said today. "
    "Pilots will have to pass a yearly test of sight and hearing, and harbour masters will keep a public list of "
    "those who may work. It follows two collisions in the estuary last winter, in which no one was hurt but a jetty "
    "was lost. Harbour masters will be able to suspend a licence at once where they think that lives are at risk. "
    "A consultation on the fee closes on 4 March."
)
ANOTHER = (
    "Ship pilots have attacked the plan to make them sit a test each year. Their union says that the collisions of "
    "last winter were caused by broken lights on the jetty, which the port authority had been told of three times, "
    "and that a list open to the public would expose its members to threats from owners who do not like delays. It "
    "will ask the minister to meet it before the consultation ends, and has not ruled out a strike over Easter."
)


def test_a_printed_release_and_its_rewording_follow_the_first() -> None:
    printed = "By our own reporter. " + RELEASE + " " + ANOTHER
    texts = {"gov": RELEASE, "paper": printed, "agency": REWORDED, "later": ANOTHER[::-1]}
    assert groups(texts) == {"gov": "gov", "paper": "gov", "agency": "gov", "later": "later"}


def test_another_story_on_the_same_plan_stays_apart() -> None:
    assert groups({"gov": RELEASE, "union": ANOTHER}) == {"gov": "gov", "union": "union"}


def test_short_texts_are_never_taken_for_one_another() -> None:
    assert groups({"a": "More to follow.", "b": "More to follow."}) == {"a": "a", "b": "b"}


def test_the_first_given_leads_and_the_order_changes_nothing_else() -> None:
    texts = {"gov": RELEASE, "agency": REWORDED, "union": ANOTHER}
    assert groups(dict(reversed(texts.items())))["gov"] == "agency"
    for seed in range(4):
        items = list(texts.items())
        random.Random(seed).shuffle(items)
        found = groups(dict(items))
        assert found["gov"] == found["agency"]
        assert found["union"] == "union"


def test_kept_sketches_give_the_same_groups() -> None:
    texts = {"gov": RELEASE, "agency": REWORDED, "union": ANOTHER, "short": "More to follow."}
    kept = {id: sketch(text) for id, text in texts.items()}
    assert groups(texts, kept) == groups(texts)
    assert kept["short"] == b""
    assert max(map(len, kept.values())) < 500  # bytes an article
