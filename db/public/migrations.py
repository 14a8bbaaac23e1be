"""The published schema, step by step. A shipped step is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("public")


@migrations()
def m001_first_schema(db: Database) -> None:
    """What the site, its feeds and its readers' own SQL see."""
    for statement in _FIRST_SCHEMA:
        db.execute(statement)
    # Made by sqlite-utils, because Datasette finds an index only in the form that it writes.
    db.table("articles").enable_fts(["headline", "lead", "body"], create_triggers=True, tokenize="porter unicode61")
    db.table("policies").enable_fts(["title", "summary"], create_triggers=True, tokenize="porter unicode61")
    db.table("quotations").enable_fts(["content", "speaker"], create_triggers=True, tokenize="porter unicode61")
    db.table("proposals").enable_fts(["summary", "action"], create_triggers=True, tokenize="porter unicode61")


_FIRST_SCHEMA = (
    """create table sources (
        id text primary key, title text not null, publisher text not null, kind text not null,
        licence text not null, publish text not null, verified integer not null,
        articles integer not null default 0, last_run_at text, last_seen_at text, last_result text,
        problem text)""",
    # `position` is a place in time (publication minute, then a number): newest first is `order by position
    # desc`. It is rewritten when a date is corrected, so links use `id`.
    """create table articles (
        position integer primary key, id text not null unique, url text not null,
        source_id text not null references sources(id), kind text not null,
        headline text not null, lead text not null, byline text not null,
        published_at text, dated integer not null, known_at text not null, backfill integer not null,
        body text not null, is_full integer not null, text_hash text not null,
        archived_url text, opens_on text, closes_on text, withdrawn integer not null default 0,
        content_hash text not null)""",
    "create index articles_source on articles(source_id)",
    "create index articles_known on articles(known_at)",
    # The published stretches of an article's text: one whole text, or its evidence sentences. `start` is where
    # the stretch stands in the text that every offset of evidence counts in.
    """create table passages (
        article_id text not null references articles(id), start integer not null, kind text not null,
        text text not null, primary key (article_id, start))""",
    """create table bodies (
        id text primary key, name text not null, kind text not null, from_on text, to_on text,
        in_register integer not null, articles integer not null default 0)""",
    """create table body_names (
        body_id text not null references bodies(id), name text not null, from_on text, to_on text)""",
    """create table body_successions (
        predecessor_id text not null references bodies(id), successor_id text not null references bodies(id),
        happened_on text, primary key (predecessor_id, successor_id))""",
    """create table people (
        id text primary key, name text not null, articles integer not null default 0)""",
    """create table person_roles (
        person_id text not null references people(id), article_id text not null, role text, affiliation
        text, body_id text, post text)""",
    # The same story in other words or another outlet; the oldest article of a story leads it.
    """create table near_duplicates (
        article_id text primary key references articles(id), leader_id text not null references articles(id))""",
    "create index near_duplicates_leader on near_duplicates(leader_id)",
    "create table legislation (id text primary key, title text not null, url text not null, kind text not null)",
    # Every highlighted span. `item_id` is the row of the table that `kind` names.
    """create table evidence (
        id integer primary key, article_id text not null references articles(id),
        kind text not null check (kind in
            ('body', 'person', 'quotation', 'proposal', 'stance', 'legislation', 'date')),
        item_id text not null, start integer not null, end integer not null, text text not null,
        rule text not null)""",
    "create index evidence_article on evidence(article_id)",
    "create index evidence_item on evidence(kind, item_id)",
    """create table quotations (
        id text primary key, article_id text not null references articles(id), type text not null,
        speaker text, speaker_kind text, speaker_id text, cue text, content text not null, start integer not null)""",
    "create index quotations_article on quotations(article_id)",
    "create index quotations_speaker on quotations(speaker_kind, speaker_id)",
    """create table policies (
        id text primary key, title text not null, summary text not null, position text not null,
        state text not null, first_on text not null, last_on text not null, known_at text not null,
        proposers text not null, targets text not null, exemptions text not null, articles integer not null)""",
    "create table policy_redirects (id text primary key, target text not null references policies(id))",
    """create table proposals (
        id text primary key, article_id text not null references articles(id),
        policy_id text references policies(id), happened_on text not null, official integer not null,
        proposer text, proposer_kind text, proposer_id text,
        action text not null, target text, instrument text, stage text not null, effect text not null,
        commitment text not null, direction text, exemptions text not null, scope text not null,
        summary text not null, confidence real not null)""",
    "create index proposals_article on proposals(article_id)",
    "create index proposals_policy on proposals(policy_id)",
    """create table proposal_dates (
        proposal_id text not null references proposals(id), text text not null, from_on text, to_on text,
        direction text not null)""",
    """create table proposal_legislation (
        proposal_id text not null references proposals(id), legislation_id text not null references legislation(id),
        provision text, primary key (proposal_id, legislation_id))""",
    """create table policy_joins (
        policy_id text not null references policies(id), left_proposal text not null, right_proposal text not null,
        score real not null, reasons text not null)""",
    """create table shifts (
        id text primary key, policy_id text not null references policies(id), kind text not null,
        from_stage text, to_stage text not null, happened_on text not null, known_at text not null,
        article_id text not null references articles(id), proposal_id text, sentence text not null,
        reported integer not null, backfill integer not null, note text not null)""",
    "create index shifts_policy on shifts(policy_id)",
    "create index shifts_happened on shifts(happened_on)",
    "create index shifts_known on shifts(known_at)",
    """create table stances (
        id text primary key, article_id text not null references articles(id),
        proposal_id text not null references proposals(id), policy_id text references policies(id),
        actor text not null, actor_kind text, actor_id text, stance text not null, sentence text not null)""",
    "create index stances_policy on stances(policy_id)",
    """create table consultations (
        article_id text not null references articles(id), proposal_id text, policy_id text,
        opens_on text, closes_on text)""",
    """create table article_topics (
        article_id text not null references articles(id), topic text not null, primary key (article_id,
        topic))""",
    # What went wrong on a source, in words fit for the public: no path, no stack.
    """create table issues (
        source_id text not null, step text not null, place text not null, reason text not null, last_at text
        not null)""",
    """create table snapshot (
        id integer primary key check (id = 1), made_at text not null, clock text not null, audience text not
        null, stamp text not null)""",
)


@migrations()
def m002_search(db: Database) -> None:
    """What the search needs to answer in a few milliseconds however common a word is; db/search.py fills it.

    Filters are words of their own in a column of the index (`search_keys`), so that the index itself
    intersects them with what was asked for. Everything else stands in the order of time.
    """
    for statement in _SEARCH:
        db.execute(statement)
    db.table("articles").disable_fts()
    db.table("articles").enable_fts(
        ["headline", "lead", "body", "search_keys"], create_triggers=True, tokenize="porter unicode61"
    )
    db.table("search_items").enable_fts(
        ["title", "words", "search_keys"], create_triggers=True, tokenize="porter unicode61"
    )


_SEARCH = (
    "alter table articles add column search_keys text not null default ''",
    # Quotations, proposals and policies as the search finds them. `position` is a place in time, as in articles.
    """create table search_items (
        position integer primary key, kind text not null check (kind in ('quotation', 'proposal', 'policy')),
        item_id text not null, article_id text, title text not null, words text not null,
        search_keys text not null, unique (kind, item_id))""",
    "create index search_items_article on search_items(article_id)",
    # Narrow, so that the facets of 10,000 matches are counted in one short pass.
    """create table article_facets (
        position integer primary key, source_id text not null, kind text not null, stage text, year text)""",
    """create table item_facets (
        position integer primary key, source_id text, kind text not null, stage text, year text)""",
    # Which articles name a body, a person, legislation or a topic, newest first without a sort.
    """create table mentions (
        kind text not null, item_id text not null, position integer not null, article_id text not null,
        primary key (kind, item_id, position)) without rowid""",
    "create index mentions_article on mentions(article_id)",
    # How often that happens in a year, and how often they are quoted.
    """create table activity (
        kind text not null, item_id text not null, year text not null, articles integer not null,
        quotations integer not null, primary key (kind, item_id, year)) without rowid""",
    # What the index was made from: an article whose content hash differs is indexed anew.
    "create table search_state (article_id text primary key, content_hash text not null, position integer not null)",
    "create index article_facets_source on article_facets(source_id, year)",
    # Whose yearly counts are to be made anew; empty but between two transactions of one refresh.
    "create table search_touched (kind text, item_id text, primary key (kind, item_id)) without rowid",
    "create index proposals_proposer on proposals(proposer_kind, proposer_id, happened_on)",
    "create index stances_actor on stances(actor_kind, actor_id)",
    "create index stances_proposal on stances(proposal_id)",
    "create index proposal_legislation_act on proposal_legislation(legislation_id)",
    "create index proposal_dates_proposal on proposal_dates(proposal_id)",
    "create index person_roles_person on person_roles(person_id)",
    "create index person_roles_article on person_roles(article_id)",
    "create index article_topics_topic on article_topics(topic)",
    "create index consultations_closes on consultations(closes_on)",
    "create index consultations_policy on consultations(policy_id)",
    "create index policies_last on policies(last_on)",
    "create index policy_joins_policy on policy_joins(policy_id)",
    "create index body_names_body on body_names(body_id)",
    "create index body_successions_successor on body_successions(successor_id)",
    "create index shifts_article on shifts(article_id)",
)


@migrations()
def m003_changes(db: Database) -> None:
    """What was changed in a page after it was first seen, and what else befell it."""
    for statement in _CHANGES:
        db.execute(statement)


@migrations()
def m004_what_mails_look_up(db: Database) -> None:
    """What outlives a re-reading of a statement, and the written questions of Parliament."""
    for statement in _LOOKED_UP:
        db.execute(statement)


_LOOKED_UP = (
    # The statement that says it, by its article and sentence: the proposal of an article may have another number when
    # it is read again, and a shift another id when its stage is corrected.
    "alter table proposals add column statement text not null default ''",
    "create index proposals_statement on proposals(statement)",
    "alter table shifts add column statement text not null default ''",
    # `answer_known_at`: when we saw the answer; null while there is none. `answer_seen_in`: the change that brought it.
    """create table questions (
        article_id text primary key references articles(id), asked_on text not null, asked_by text not null,
        question text not null, answered_on text, answered_by text not null, answer text not null,
        answer_known_at text, answer_seen_in text, backfill integer not null)""",
    "create index questions_answered on questions(answer_known_at)",
)


_CHANGES = (
    # `summary` counts and says what is no text; it holds no word of the article's.
    """create table revisions (
        id text primary key, article_id text not null references articles(id), seen_at text not null,
        weight text not null, summary text not null, added integer not null, removed integer not null,
        unchanged_after integer not null, backfill integer not null)""",
    "create index revisions_article on revisions(article_id)",
    "create index revisions_seen on revisions(seen_at)",
    # Runs of words in the order of reading; paragraph 0 is the headline. Of an article in extracts, the published
    # sentences that are new with the change (`sentence`), and nothing of what was there before.
    """create table revision_changes (
        revision_id text not null references revisions(id), article_id text not null references articles(id),
        place integer not null, paragraph integer not null, unchanged_before integer not null,
        kind text not null check (kind in ('same', 'added', 'removed', 'sentence')), text text not null,
        primary key (revision_id, place))""",
    "create index revision_changes_article on revision_changes(article_id)",
    """create table page_events (
        article_id text not null references articles(id),
        kind text not null check (kind in ('gone', 'withdrawn', 'moved', 'back')), happened_at text not null)""",
    "create index page_events_article on page_events(article_id)",
)
