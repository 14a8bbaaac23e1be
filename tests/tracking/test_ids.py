"""A policy's id outlives new articles, a re-reading, a split and a merge."""

import random

from tests.tracking.builders import said
from tracking.policies import assign_ids
from tracking.tracking import Tracked, track


def known(tracked: Tracked) -> dict[str, str]:
    return {key: policy.id for policy in tracked.policies for key in policy.statements}


def test_an_older_article_found_late_does_not_change_the_id() -> None:
    first = [said("license wheel-clamping firms", "bill", "2009-05-15")]
    before = track(first, known_ids={})
    after = track([*first, said("license wheel-clamping firms", "announced", "2007-01-15")], known_ids=known(before))
    assert [policy.id for policy in after.policies] == [policy.id for policy in before.policies]
    assert after.redirects == {}


def test_a_merge_leaves_a_redirect_from_the_smaller_policy() -> None:
    ids, redirects = assign_ids([["a", "b", "c"]], {"a": "p1", "b": "p2", "c": "p2"})
    assert ids == ("p2",)
    assert redirects == {"p1": "p2"}


def test_in_a_split_the_id_stays_with_the_majority() -> None:
    ids, redirects = assign_ids([["a"], ["b", "c"]], {"a": "p1", "b": "p1", "c": "p1"})
    assert ids[1] == "p1"
    assert ids[0] not in ("p1", "")
    assert redirects == {}


def test_in_an_even_split_the_id_stays_with_the_oldest() -> None:
    ids, _ = assign_ids([["b"], ["a"]], {"a": "p1", "b": "p1"})
    assert ids[1] == "p1"


def test_a_merge_is_told_on_the_policy_that_goes_on() -> None:
    one = said("license taxi drivers", "bill", "2009-05-15", target="taxi drivers")
    two = said("vet minicab operators", "floated", "2010-05-15", target="minicab operators")
    before = track([one, two], known_ids={})
    assert len(before.policies) == 2
    link = said("license taxi drivers and vet minicab operators", "announced", "2009-09-15")
    after = track([one, two, link], known_ids=known(before))
    (policy,) = after.policies
    assert policy.id == before.policies[0].id
    assert policy.merged_from == (before.policies[1].id,)
    assert after.redirects == {before.policies[1].id: policy.id}


def test_ids_do_not_depend_on_the_order_of_the_input() -> None:
    statements = [said(f"license {thing} firms", "bill", f"20{n}-05-15") for n, thing in
                  enumerate(["clamping", "taxi", "nursery", "security", "bailiff"], 10)]  # fmt: skip
    expected = track(statements, known_ids={})
    for seed in range(5):
        random.Random(seed).shuffle(statements)
        assert track(statements, known_ids=known(expected)).policies == expected.policies
