"""The records that travel between the rooms: frozen, slotted, keyword-only; times are aware UTC.

A date whose parts are not all known is an ISO prefix ("2009", "2009-06", "2009-06-14"). Offsets are
Unicode code points into ``Article.text``, ends exclusive, and belong to that one text: a record that
holds offsets travels with the text's hash.
"""

from dataclasses import dataclass, field
from datetime import datetime

from records.signatures import text_hash
from records.vocab import (
    ArticleKind,
    BlockKind,
    BodyKind,
    Commitment,
    Effect,
    ShiftKind,
    SourceKind,
    Stage,
    StanceKind,
    State,
)

# ---------------------------------------------------------------- collecting


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that we collect from: one TOML file, whose stem is the id."""

    id: str
    title: str
    publisher: str
    kind: SourceKind
    spider: str  # how its pages are found: a file of crawler/spiders/
    start: tuple[str, ...]
    every: str = "1h"
    licence: str = ""
    publish: str = "extracts"  # extracts | full: what the licence lets the public site show
    verified: bool = False  # True once `greenpaper check` has seen the live site
    page: str | None = None  # a class of crawler/pages/, where the generic reader fails
    headline_from: str = ""  # h1 | og | ld: which candidate this publisher's habit makes right
    article_kind: ArticleKind = ArticleKind.NEWS
    include: tuple[str, ...] = ()  # an address must match one of these regular expressions, if any
    exclude: tuple[str, ...] = ()  # and none of these
    expect: dict[str, int] = field(default_factory=dict)  # min_per_week, max_per_week
    options: dict[str, str] = field(default_factory=dict)  # what the spider wants to know beside `start`
    topics: dict[str, str] = field(default_factory=dict)  # their tag -> ours; "" means: seen, and not for us
    allow_private: tuple[str, ...] = ()  # host:port pairs on private addresses that may be fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPlace:
    """Where a capture stands: a WARC file of the raw folder, offset and length of its record in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of an article: ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text read from one revision of a page. Paragraphs stand in ``text``, parted by blank lines."""

    id: str  # stable for its address; see records.urls.article_id
    url: str  # canonical; a urn: where there is no address
    source: str
    headline: str
    text: str
    blocks: tuple[Block, ...]
    lead: str = ""
    byline: tuple[str, ...] = ()
    published_at: str | None = None  # ISO prefix, or an aware ISO time; None when the page gives none
    kind: ArticleKind = ArticleKind.NEWS
    language: str = "en"
    tags: tuple[str, ...] = ()
    opens_on: str | None = None  # of a consultation page
    closes_on: str | None = None
    withdrawn: bool = False
    archived_url: str | None = None  # where the capture can be seen, when it came from a web archive

    @property
    def text_hash(self) -> str:
        """The hash that every offset into this text is kept with."""
        return text_hash(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that went wrong at one place; the work around it went on."""

    source: str
    step: str  # crawl | extract | read | track | publish | mail | add
    place: str  # the URL, file or field
    reason: str  # what was wanted, what was found, what to do


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of the text that say it, and the rule that found them."""

    start: int
    end: int
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation as one article names it; ``mentions`` in text order, the first one first."""

    name: str  # full official name as of the article's date, or the fullest form in the text
    kind: BodyKind
    mentions: tuple[Evidence, ...]
    body_id: str | None = None  # id in the register; None for a body that it does not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human as one article names them."""

    name: str
    mentions: tuple[Evidence, ...]
    role: str | None = None  # as given; several parted by "; "
    affiliation: str | None = None  # a body's name
    post: str | None = None  # the office held at the article's date, from the register


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Speaker + cue + content. ``content`` excludes the quotation marks."""

    type: str  # direct | indirect
    content: Evidence
    speaker: str | None = None  # a name of this reading's people or bodies, or an unnamed group as written
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A mention of legislation."""

    mention: Evidence
    title: str | None = None
    canonical: str | None = None  # "ukpga/2004/31", None where not sure
    provision: str | None = None  # "section/10"
    kind: str = "act"  # act | bill | regulations | eu | devolved

    @property
    def url(self) -> str | None:
        """Its page on legislation.gov.uk; None where the address is not sure."""
        if self.canonical is None:
            return None
        base = f"https://www.legislation.gov.uk/{self.canonical}"
        return f"{base}/{self.provision}" if self.provision else base


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in the text, resolved against publication: whole days, both ends included, None for open."""

    mention: Evidence
    from_on: str | None = None
    to_on: str | None = None
    direction: str = "in"  # in | from | by


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one article says may change. ``id`` is unique within its reading ("p1")."""

    id: str
    action: str  # a short verb phrase
    stage: Stage
    evidence: tuple[Evidence, ...]  # whole sentences, text order
    proposer: str | None = None  # a name of this reading's people or bodies, else a department or UK Government
    target: str | None = None
    instrument: str | None = None  # None where the text states none
    effect: Effect = Effect.MAKE
    commitment: Commitment = Commitment.WILL
    direction: str | None = None  # "u-turn: ..." where the text says or shows one
    exemptions: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()  # who is expressly included
    dates: tuple[DateMention, ...] = ()
    legislation: tuple[Citation, ...] = ()
    summary: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """An actor's view of a proposal as reported."""

    actor: str  # a name of this reading's people or bodies
    proposal: str  # a Proposal.id of the same reading
    stance: StanceKind
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Opening and closing day of a consultation, ISO dates."""

    proposal: str | None
    opens_on: str | None = None
    closes_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one article says."""

    article_id: str
    text_hash: str
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    legislation: tuple[Citation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    stances: tuple[Stance, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    topics: tuple[str, ...] = ()


# ---------------------------------------------------------------- tracking


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A proposal in its place and time: what tracking/ joins into policies.

    ``key`` outlives re-reading and re-extraction as long as the sentence stands: the article's id and
    a hash of the proposal's first evidence sentence (and a number, where one sentence makes several).
    """

    key: str
    article_id: str
    url: str
    source: str
    official: bool
    happened_on: str  # ISO date the news is of; see ``dated``
    known_at: datetime
    proposal: Proposal
    dated: bool = True  # False: the article has no date of its own, and makes no shift by itself
    backfill: bool = False
    headline: str = ""
    body_ids: tuple[str, ...] = ()  # register ids of the bodies in the evidence and the proposer


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two statements are held to be about one policy question."""

    left: str  # Statement.key
    right: str
    score: float
    reasons: tuple[str, ...]  # readable: "both name the Children Act 2004", "share: duty, co-operate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A policy's move. The same move found again gives the same id."""

    id: str
    policy_id: str
    kind: ShiftKind
    happened_on: str
    known_at: datetime
    statement: str  # Statement.key of the one that says it
    evidence: Evidence
    to_stage: Stage
    from_stage: Stage | None = None
    reported: bool = False  # only the press says so
    backfill: bool = False
    note: str = ""  # one readable line: "now out for consultation; was announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy question that statements in several articles are about."""

    id: str
    title: str
    position: Stage
    state: State
    statements: tuple[str, ...]  # Statement.key, oldest first
    joins: tuple[Join, ...] = ()
    shifts: tuple[Shift, ...] = ()
    proposers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    legislation: tuple[str, ...] = ()  # canonical ids
    first_on: str = ""
    last_on: str = ""
    merged_from: tuple[str, ...] = ()  # ids of policies that now redirect here
    summary: str = ""  # one line: what would change, as its own side says it last
