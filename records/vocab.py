"""The closed vocabularies, each word with a one-line meaning that the site's help shows."""

from enum import StrEnum


class Word(StrEnum):
    """A word of a closed vocabulary; ``meaning`` is the line that explains it to a reader."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> "Word":
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word


class Stage(Word):
    """How far a proposal has got, as the article's latest news has it."""

    FLOATED = "floated", "asked for, reported, being considered, or an opposition's plan"
    ANNOUNCED = "announced", "decided and made public; nothing formal yet"
    CONSULTATION = "consultation", "open to replies, just opened or just closed; also calls for evidence"
    DRAFT_BILL = "draft bill", "published as a draft for scrutiny, before it is introduced"
    BILL = "bill", "before Parliament"
    AMENDED = "amended", "changed on its way, or after, without being given up"
    ENACTED = "enacted", "the act is passed or the regulations made, not yet in force"
    IN_FORCE = "in force", "it applies now"
    DELAYED = "delayed", "its date is put back, but it is still meant"
    DROPPED = "dropped", "given up before it was in force"
    REVERSED = "reversed", "undone after it was in force"


#: The stages that a policy climbs, lowest first. Amended, delayed, dropped and reversed are no steps of it.
LADDER: tuple[Stage, ...] = (
    Stage.FLOATED,
    Stage.ANNOUNCED,
    Stage.CONSULTATION,
    Stage.DRAFT_BILL,
    Stage.BILL,
    Stage.ENACTED,
    Stage.IN_FORCE,
)


#: Each stage as it goes on "it is …" and "it was …".
STAGE_IN_WORDS: dict[Stage, str] = {
    Stage.FLOATED: "floated",
    Stage.ANNOUNCED: "announced",
    Stage.CONSULTATION: "out for consultation",
    Stage.DRAFT_BILL: "published as a draft bill",
    Stage.BILL: "before Parliament as a bill",
    Stage.AMENDED: "amended",
    Stage.ENACTED: "enacted",
    Stage.IN_FORCE: "in force",
    Stage.DELAYED: "delayed",
    Stage.DROPPED: "dropped",
    Stage.REVERSED: "reversed",
}


class Effect(Word):
    """What a proposal does to the rule that stands."""

    MAKE = "make", "something new"
    EXTEND = "extend", "more people, places or powers under what there is"
    LIMIT = "limit", "fewer people, places or powers under what there is"
    DELAY = "delay", "later than was said"
    UNDO = "undo", "takes away what was made or planned"
    KEEP = "keep", "leaves as it is what was to change"


class Commitment(Word):
    """How firmly the proposer is bound by the words."""

    WILL = "will", "says that it will be done, or it has been done"
    WOULD = "would", "would be done under the plan"
    MAY = "may", "could or may be done, is being considered"
    ASKED = "asked", "somebody calls on another to do it"
    NOT_RULED_OUT = "not ruled out", "left open in words"
    RULED_OUT = "ruled out", "refused in words"


class State(Word):
    """Where a policy stands now, whatever stage it has reached."""

    LIVE = "live", "moving, or in force"
    DELAYED = "delayed", "still meant, at a later date"
    DROPPED = "dropped", "given up before it was in force"
    REVERSED = "reversed", "undone after it was in force"


class ShiftKind(Word):
    """The ways in which a policy moves."""

    NEW = "new", "first heard of"
    MOVED_ON = "moved on", "to a later stage"
    MOVED_BACK = "moved back", "to an earlier stage"
    U_TURN = "u-turn", "the same side goes back on its earlier line, or a successor undoes what was made"
    DELAYED = "delayed", "its date is put back"
    DROPPED = "dropped", "given up"
    REVERSED = "reversed", "undone after it was in force"
    REVIVED = "revived", "back after it was dropped, reversed or delayed"
    SCOPE = "scope changed", "other people or bodies are in, or out"
    DATE = "date set", "a date ahead is set or changed"


class StanceKind(Word):
    """What an actor thinks of a proposal as reported."""

    SUPPORTS = "supports", "wants it"
    OPPOSES = "opposes", "wants it stopped or undone"
    CONCERNED = "concerned", "worried, without rejecting it"
    NEUTRAL = "neutral", "asked, and takes no side"


class BodyKind(Word):
    """What sort of organisation a body is."""

    GOVERNMENT = "government", "the government as a whole"
    DEPARTMENT = "department", "a ministerial or non-ministerial department"
    PARLIAMENT = "parliament", "a House, a committee, a devolved legislature"
    PARTY = "party", "a political party"
    AGENCY = "agency", "an executive agency or other public body"
    REGULATOR = "regulator", "an inspectorate, a regulator, an ombudsman"
    COUNCIL = "council", "one named local authority"
    UNION = "union", "a trade union"
    ASSOCIATION = "association", "a professional or local-government association"
    CHARITY = "charity", "a charity, campaign or think tank"
    COMPANY = "company", "a business"
    MEDIA = "media", "a newspaper, magazine or broadcaster"
    COURT = "court", "a court or tribunal"
    SCHOOL = "school", "one named school, college or university"
    INTERNATIONAL = "international", "a body of several states, or another country's"
    GENERIC = "generic", "a class of bodies, such as schools or primary care trusts"
    OTHER = "other", "an organisation of no known kind"


class ArticleKind(Word):
    """What sort of text an article is."""

    NEWS = "news", "a report by a newspaper or magazine"
    OPINION = "opinion", "a column, leader, letter or interview"
    ANNOUNCEMENT = "announcement", "a press release or government news story"
    SPEECH = "speech", "what somebody said from a platform"
    STATEMENT = "statement", "a written or oral statement to Parliament"
    CONSULTATION = "consultation", "a consultation, a call for evidence or its outcome"
    GUIDANCE = "guidance", "guidance, a code or advice"
    BILL = "bill", "a bill, or a page about one"
    LEGISLATION = "legislation", "an act or statutory instrument"
    DEBATE = "debate", "a debate or question in Parliament"
    PAGE = "page", "any other page"


class SourceKind(Word):
    """Who speaks on a source; an official one leads, the press reports."""

    SECTOR_NEWS = "sector-news", "the trade press and other newspapers"
    GOVERNMENT = "government", "departments and public bodies"
    PARLIAMENT = "parliament", "Parliament and legislation.gov.uk"
    ORGANISATION = "organisation", "unions, associations and charities"
    ARCHIVE = "archive", "web archives of sites that are gone"
    READER = "reader", "files that the operator added"


#: What these sources say is official; everything else is reported.
OFFICIAL: frozenset[SourceKind] = frozenset({SourceKind.GOVERNMENT, SourceKind.PARLIAMENT, SourceKind.ARCHIVE})


class BlockKind(Word):
    """What a paragraph of an article is."""

    PARAGRAPH = "paragraph", "running text"
    HEADING = "heading", "a heading inside the text"
    ITEM = "item", "one item of a list"
    QUOTE = "quote", "a block quotation, often without quotation marks"
