"""What a person says wins over what was read, and outlives a re-reading."""

import tomllib
from dataclasses import replace

import pytest

from records.strict import BadTable
from records.vocab import Stage
from tests.tracking.builders import evidence, said
from tracking.corrections import apply, load, scoring_case
from tracking.tracking import track

LICENCE = said("license wheel-clamping firms", "announced", "2008-05-15", article="one")
BAN = said("ban the immobilising of cars on private land", "bill", "2011-02-11", article="two")


def corrections(text: str) -> tuple:  # type: ignore[type-arg]
    return load(tomllib.loads(text), where="corrections.toml")


def pair(kind: str, one=LICENCE, other=BAN) -> tuple:  # type: ignore[type-arg,no-untyped-def]
    return corrections(
        f"""
        [[correction]]
        kind = "{kind}"
        url = "{one.url}"
        sentence = "{one.proposal.evidence[0].text}"
        other_url = "{other.url}"
        other_sentence = "{other.proposal.evidence[0].text}"
        """
    )


def test_two_that_are_one_policy() -> None:
    assert len(track([LICENCE, BAN], known_ids={}).policies) == 2
    (policy,) = track([LICENCE, BAN], known_ids={}, corrections=pair("together")).policies
    assert policy.joins[0].reasons[0] == "a person said that both are one policy"


def test_one_word_of_a_person_joins_two_policies_with_all_that_is_said_of_them() -> None:
    licences = [replace(LICENCE, key=f"l{n}", article_id=f"l{n}", happened_on=f"2008-0{n}-15") for n in range(1, 7)]
    bans = [replace(BAN, key=f"b{n}", article_id=f"b{n}", happened_on=f"2011-0{n}-11") for n in range(1, 7)]
    one, other = licences[0], bans[0]
    elsewhere = [replace(s, url=f"{s.url}/{s.key}") for s in (*licences[1:], *bans[1:])]
    assert len(track([one, other, *elsewhere], known_ids={}).policies) == 2
    assert len(track([one, other, *elsewhere], known_ids={}, corrections=pair("together")).policies) == 1


def test_two_that_are_not() -> None:
    again = said("license wheel-clamping firms", "bill", "2009-05-15", article="three")
    assert len(track([LICENCE, again], known_ids={}).policies) == 1
    assert len(track([LICENCE, again], known_ids={}, corrections=pair("apart", LICENCE, again)).policies) == 2


def test_what_is_no_proposal_and_what_has_another_stage() -> None:
    said_so = corrections(
        f"""
        [[correction]]
        kind = "no proposal"
        url = "{BAN.url}/?utm_source=x"
        sentence = "{BAN.proposal.evidence[0].text[5:40]}"
        [[correction]]
        kind = "stage"
        stage = "consultation"
        url = "{LICENCE.url}"
        sentence = "{LICENCE.proposal.evidence[0].text}"
        why = "the page says until when to reply"
        """
    )
    (policy,) = track([LICENCE, BAN], known_ids={}, corrections=said_so).policies
    assert policy.position is Stage.CONSULTATION


def test_a_correction_survives_a_re_reading_that_moves_marks_and_spaces() -> None:
    sentence = "Firms that clamp “for profit” are to be licensed,  he said."
    statement = replace(LICENCE, proposal=replace(LICENCE.proposal, evidence=(evidence(sentence),)))
    (said_so,) = corrections(
        f"""
        [[correction]]
        kind = "no proposal"
        url = "{LICENCE.url}"
        sentence = 'Firms that clamp "for profit" are to be licensed, he said'
        """
    )
    assert apply([said_so], [statement]).statements == ()


def test_a_correction_that_meets_nothing_is_told() -> None:
    assert len(apply(pair("together"), [LICENCE]).unmet) == 1


def test_a_correction_is_a_scoring_case() -> None:
    (said_so,) = pair("together")
    assert scoring_case(said_so)["same_policy"] is True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[corection]]\nkind = "stage"', "unknown key 'corection'"),
        ('[[correction]]\nkind = "stage"\nurl = "https://a.example/"\nsentence = "x"', "'stage' goes with"),
        ('[[correction]]\nkind = "apart"\nurl = "https://a.example/"\nsentence = "x"', "also needs 'other_url'"),
        ('[[correction]]\nkind = "no proposal"\nurl = "a"\nsentence = "x"', "is not an http"),
        ('[[correction]]\nkind = "wrong"\nurl = "a"\nsentence = "x"', "should be one of"),
    ],
)
def test_a_file_that_is_not_understood_names_the_place(text: str, told: str) -> None:
    with pytest.raises(BadTable, match=told):
        corrections(text)
