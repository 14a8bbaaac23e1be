"""Alerts finer than a subject: chosen stages, what is left out, sides taken, openings, quotations, quiet days."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from db.subscribers import changing, store
from db.subscribers.store import add_alert
from digests.run import make_digests
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.test_making import MORNING, run, text

ANN = "ann@union.example"


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.policy("duty", "Place schools under the duty to co-operate")
    made.policy("boards", "Put trust boards on a statutory footing")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return readers(tmp_path)


def side(public: Published, article: str, actor: str, stance: str, *, policy: str | None = "duty") -> None:
    """Somebody takes a side on a policy in an article."""
    with public.db.conn:
        public.db.table("stances").insert(
            {
                "id": f"{article}-{actor}-{stance}",
                "article_id": article,
                "proposal_id": f"{article}-p1",
                "policy_id": policy,
                "actor": actor.upper(),
                "actor_kind": "body",
                "actor_id": actor,
                "stance": stance,
                "sentence": f"{actor.upper()} said what it thought.",
            }
        )


def consultation(public: Published, article: str, opens: str, *, policy: str | None = "duty") -> None:
    with public.db.conn:
        public.db.table("consultations").insert(
            {
                "article_id": article,
                "proposal_id": None,
                "policy_id": policy,
                "opens_on": opens,
                "closes_on": "2008-10-01",
            }
        )


# ---------------------------------------------------------------- chosen stages


@pytest.mark.parametrize(
    ("kind", "value", "stage", "told"),
    [
        ("policy", "duty", "bill", True),
        ("policy", "duty", "dropped", True),
        ("policy", "duty", "consultation", False),
        ("body", "dcsf", "bill", True),
        ("all", "", "in force", False),
    ],
)
def test_only_moves_to_the_chosen_stages_are_told(
    public: Published, db: Database, tmp_path: Path, kind: str, value: str, stage: str, told: bool
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", bodies=("dcsf",))
    public.shift("s1", "a1", "duty", "2008-07-08T12:00", stage=stage)
    follow(db, ANN, kind, value, stages=("bill", "dropped"))
    assert bool(run(public, db, tmp_path)) is told


def test_a_stage_that_is_none_is_refused(db: Database) -> None:
    with pytest.raises(store.BadAlert):
        follow(db, ANN, "policy", "duty", stages=("nearly",))


# ---------------------------------------------------------------- what is left out


@pytest.mark.parametrize(
    ("kind", "without", "told"),
    [
        ("policy", "clamper", False),  # the stemmer of the site's search
        ("search", "clampers", False),
        ("policy", "-clampers", False),
        ("policy", "academies", True),
        ("search", "academies clampers", False),  # any of them
        ("policy", '"wheel clampers"', True),
        ("policy", '"of clampers"', False),
        ("search", "source:weekly", False),
        ("policy", "source:daily", True),
        ("policy", 'body:"Department for Education"', False),
    ],
)
def test_what_is_left_out_is_not_told(
    public: Published, db: Database, tmp_path: Path, kind: str, without: str, told: bool
) -> None:
    with public.db.conn:
        public.db.table("bodies").insert(
            {"id": "dfe", "name": "Department for Education", "kind": "department", "in_register": 1}
        )
    public.article("a1", "2008-07-08T12:00", policy="duty", body="The duty, and the use of clampers.", bodies=("dfe",))
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    follow(db, ANN, kind, "duty", without=without)
    assert bool(run(public, db, tmp_path)) is told


def test_an_exclusion_of_one_alert_takes_nothing_from_another(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", body="The use of clampers.", topics=("workforce",))
    follow(db, ANN, "policy", "duty", without="clampers")
    follow(db, ANN, "topic", "workforce")
    (mail,) = run(public, db, tmp_path)
    assert "you follow the topic workforce" in text(mail)
    assert "you follow the policy" not in text(mail)


# ---------------------------------------------------------------- sides


@pytest.mark.parametrize(
    ("value", "told"),
    [("ascl:opposes", True), ("ascl:supports", False), ("ascl", True), ("ascl:", True), ("naht:opposes", False)],
)
def test_a_side_is_told_to_those_who_follow_it(
    public: Published, db: Database, tmp_path: Path, value: str, told: bool
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    side(public, "a1", "ascl", "opposes")
    follow(db, ANN, "stance", value)
    mails = run(public, db, tmp_path)
    assert bool(mails) is told
    if told:
        assert mails[0]["Subject"] == "Place schools under the duty to co-operate: ASCL opposes it"
        assert '"ASCL said what it thought."' in text(mails[0])
        assert "Why you get this: you follow what" in text(mails[0])


def test_a_side_is_told_once_and_to_nobody_who_follows_the_policy_alone(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", headline="What unions say")
    side(public, "a1", "ascl", "opposes")
    follow(db, ANN, "stance", "ascl:opposes")
    follow(db, "bob@union.example", "policy", "duty")
    to_ann, to_bob = run(public, db, tmp_path)
    assert "ASCL" not in text(to_bob)
    public.source("daily", "The Daily")
    public.article("a2", "2008-07-09T12:00", policy="duty", source="daily")
    side(public, "a2", "ascl", "opposes")
    public.db.execute("update articles set published_at = '2008-07-08' where id = 'a2'")
    public.db.conn.commit()
    assert [m["To"] for m in run(public, db, tmp_path, now=at("2008-07-10T08:00"))].count(to_ann["To"]) == 1


def test_who_follows_what_a_department_says_goes_on_with_its_successor(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2012-07-08T12:00", policy="duty")
    side(public, "a1", "dfe", "supports")
    follow(db, ANN, "stance", "dcsf:supports")
    assert len(run(public, db, tmp_path, now=at("2012-07-09T08:00"))) == 1


# ---------------------------------------------------------------- departments through time


@pytest.mark.parametrize(
    ("kind", "followed", "named", "told"),
    [
        ("body", "dcsf", "dfe", True),
        ("body", "dfes", "dfe", True),  # over two steps
        ("body", "dfe", "dcsf", False),  # what came before has ended, and says nothing new
        ("body", "dcsf", "home-office", False),
        ("consultation", "dcsf", "dfe", True),
        ("consultation", "dcsf", "home-office", False),
    ],
)
def test_an_alert_on_a_department_goes_on_with_its_successors(
    public: Published, db: Database, tmp_path: Path, kind: str, followed: str, named: str, told: bool
) -> None:
    public.article("a1", "2012-07-08T12:00", policy="duty", bodies=(named,))
    public.shift("s1", "a1", "duty", "2012-07-08T12:00", stage="consultation")
    follow(db, ANN, kind, followed)
    assert bool(run(public, db, tmp_path, now=at("2012-07-09T08:00"))) is told


# ---------------------------------------------------------------- consultations that open


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("consultation", "", True),
        ("consultation", "workforce", True),
        ("consultation", "dcsf", True),
        ("consultation", "home-office", False),
        ("consultation", "a1", True),
        ("consultation", "a2", False),
        ("policy", "duty", True),
        ("policy", "boards", False),
    ],
)
def test_a_consultation_that_opens_is_told_in_the_morning_of_its_day(
    public: Published, db: Database, tmp_path: Path, kind: str, value: str, told: bool
) -> None:
    public.article("a1", "2008-07-01T12:00", policy="duty", topics=("workforce",), bodies=("dcsf",))
    consultation(public, "a1", "2008-07-09")
    follow(db, ANN, kind, value)
    mails = run(public, db, tmp_path)
    assert bool(mails) is told
    if told:
        assert mails[0]["Subject"].endswith("consultation opens on 9 July 2008")
        assert "closes on 1 October 2008" in text(mails[0])
        assert len(run(public, db, tmp_path, now=at("2008-07-10T08:00"))) == 1


@pytest.mark.parametrize(
    ("opens", "known", "backfill", "told"),
    [
        ("2008-07-07", "2008-07-08T12:00", False, True),  # opened yesterday, known now
        ("2008-06-01", "2008-07-08T12:00", False, False),  # opened long ago
        ("2008-07-07", "2008-07-08T12:00", True, False),
        ("2008-07-09", "2008-06-08T12:00", True, True),  # still ahead when it was taken in
        ("2008-07-10", "2008-07-08T12:00", False, False),  # tomorrow
    ],
)
def test_when_an_opening_is_news(
    public: Published, db: Database, tmp_path: Path, opens: str, known: str, backfill: bool, told: bool
) -> None:
    public.article("a1", known, backfill=backfill)
    consultation(public, "a1", opens, policy=None)
    follow(db, ANN, "consultation")
    assert bool(run(public, db, tmp_path)) is told


def test_an_opening_that_is_a_shift_already_is_told_once(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00", stage="consultation", note="consultation opens; was announced")
    consultation(public, "a1", "2008-07-08")
    follow(db, ANN, "policy", "duty")
    follow(db, "bob@union.example", "consultation")
    mails = run(public, db, tmp_path)
    assert [mail["To"] for mail in mails] == [ANN, "bob@union.example"]
    assert all(text(mail).lower().count("consultation opens") == 2 for mail in mails)  # the title, and the move


# ---------------------------------------------------------------- quotations and names in searches


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ('quote:"small step"', True),
        ("quote:parents", True),
        ('quote:"the use"', False),  # in the text, but nobody says it
        ("quote:step quote:parents", True),
        ("quote:step quote:money", False),  # in two quotations
        ("quote:step -parents", False),
        ("quote:step source:weekly", True),
        ("quote:step source:daily", False),
        ("-quote:step", True),  # another quotation without it
        ('source:"The Weekly" clampers', True),
        ("stage:consultation clampers", True),
        ("stage:bill clampers", False),
    ],
)
def test_a_saved_search_finds_what_the_sites_search_finds(
    public: Published, db: Database, tmp_path: Path, search: str, told: bool
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", body="The use of clampers.")
    with public.db.conn:
        for number, content in enumerate(("A small step that parents asked for.", "Where is the money?")):
            public.db.table("quotations").insert(
                {"id": f"q{number}", "article_id": "a1", "type": "direct", "content": content, "start": number}
            )
    follow(db, ANN, "search", search)
    assert bool(run(public, db, tmp_path)) is told


# ---------------------------------------------------------------- quiet days and the links


def test_word_of_there_being_nothing_new_comes_only_if_asked_for(
    public: Published, db: Database, tmp_path: Path
) -> None:
    reader = follow(db, ANN, "policy", "duty")
    follow(db, ANN, "policy", "boards", frequency="immediate")
    follow(db, "bob@union.example", "policy", "duty")
    changing.set_tell_nothing(db, reader, wanted=True)
    (mail,) = run(public, db, tmp_path)
    assert (mail["To"], mail["Subject"]) == (ANN, "Nothing new on what you follow")
    assert "Nothing that you follow moved" in text(mail)
    assert len(run(public, db, tmp_path)) == 1


def test_every_alert_that_brought_the_mail_has_a_link_that_stops_it_alone(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    reader = follow(db, ANN, "policy", "duty")
    other = add_alert(db, reader, kind="topic", value="workforce", frequency="daily", now=MORNING)
    (mail,) = run(public, db, tmp_path)
    (alert, _) = store.alerts_of(db, reader)
    token = db.conn.execute("select unsubscribe_token from subscribers").fetchone()[0]
    assert f"stop it: https://papers.example/stop/{token}/{alert.id}\n" in text(mail)
    assert f"/{other}\n" not in text(mail)


def test_what_each_kind_follows_is_said_in_words(public: Published, db: Database, tmp_path: Path) -> None:
    from digests.signing_up import about_alert

    public.article("a1", "2008-07-01T12:00")
    consultation(public, "a1", "2008-07-20")

    def about(kind: str, value: str) -> str:
        alert = store.StoredAlert(
            id=0, kind=kind, value=value, shifts_only=False, frequency="daily", note="", paused=False
        )
        return about_alert(public.db, alert)

    assert about("stance", "ascl:opposes") == "what Association of School and College Leaders opposes"
    assert about("stance", "ascl") == "what Association of School and College Leaders says on policies"
    assert about("consultation", "") == "consultations"
    assert about("consultation", "a1") == "the consultation “Headline of a1”"
    assert about("consultation", "school-structures") == "consultations that concern school structures"
    assert make_digests(public.db, db, now=MORNING, settings=settings(tmp_path)).digests == 0
