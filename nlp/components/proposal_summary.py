"""A record's fields as one English sentence."""

from nlp.components.record_wording import Action
from nlp.word_lists import lexicon

#: Verbs that say by themselves that something is put back, given up or taken away.
_TURNING = lexicon("change_undo") | lexicon("change_delay")
_PLURAL_HEADS = frozenset(
    {"councils", "schools", "ministers", "academies", "trusts", "universities", "Liberal Democrats"}
)


LONGEST = 26  # words
_SHORTEST = 8  # words that an action keeps


def summary_of(
    *, proposer: str | None, action: Action, stage: str, commitment: str, exemptions: tuple[str, ...]
) -> str:
    """ "The Treasury is consulting on a plan to cap the fee at 5%, except for small firms." """
    full = str(action)
    told = _told(proposer, full, stage, commitment)
    over = len(told.split()) - LONGEST
    if over > 0:
        told = _told(proposer, action.within(max(_SHORTEST, len(full.split()) - over)), stage, commitment)
    room = LONGEST - len(told.split()) - 2
    named = next((phrase for phrase in exemptions if len(phrase.split()) <= room), None)
    told = f"{told}, except for {named}" if named else told
    return told[0].upper() + told[1:] + "."


def _told(proposer: str | None, action: str, stage: str, commitment: str) -> str:
    if not proposer:
        return _unnamed(action, stage)
    who = _subject(proposer)
    plural = proposer in _PLURAL_HEADS
    has, is_ = ("have", "are") if plural else ("has", "is")
    told = f"not to {action[4:]}" if action.startswith("not ") else f"to {action}"
    if action.startswith("rule out ") and commitment == "ruled out":
        sentence = f"{who} {has} ruled out {action.removeprefix('rule out ').removeprefix('not ')}"
    elif stage in ("dropped", "delayed", "reversed") and (action.split()[0] in _TURNING or action.startswith("not ")):
        sentence = f"{who} {has} decided {told}"
    elif commitment == "not ruled out":
        sentence = f"{who} {has} not ruled out a move {told}"
    elif stage == "consultation":
        sentence = f"{who} {is_} consulting on a plan {told}"
    elif stage == "draft bill":
        sentence = f"{who} {has} published a draft bill {told}"
    elif stage == "bill":
        sentence = f"{who} {has} a bill before Parliament {told}"
    elif stage == "enacted":
        sentence = f"{who} {has} made a law {told}, which is not yet in force"
    elif stage == "in force":
        brought = action.removeprefix("bring ")
        sentence = f"{who} {has} brought {brought if brought != action else f'into force a change {told}'}"
    elif stage == "amended":
        sentence = f"{who} {has} amended a plan {told}"
    elif stage == "delayed":
        sentence = f"{who} {has} put back a plan {told}"
    elif stage == "dropped":
        sentence = f"{who} {has} dropped a plan {told}"
    elif stage == "reversed":
        sentence = f"{who} {has} undone what was in force: {action}"
    elif stage == "floated":
        sentence = f"{who} {'may be planning' if commitment == 'may' else 'want' if plural else 'wants'} {told}"
        if commitment == "may":
            sentence = f"{who} may {action}"
    else:
        sentence = f"{who} {'plan' if plural else 'plans'} {told}"
    return sentence


#: What is said of a change that has no named maker; the action follows.
_UNNAMED = {
    "floated": "It has been suggested",
    "announced": "It is planned",
    "consultation": "Out for consultation: a plan",
    "draft bill": "In a draft bill: a plan",
    "bill": "In a bill before Parliament: a plan",
    "amended": "Amended: a plan",
    "enacted": "Made law, and not yet in force: a change",
    "in force": "In force: a change",
    "delayed": "Put back: a plan",
    "dropped": "Dropped: a plan",
    "reversed": "Undone: a change",
}


def _unnamed(action: str, stage: str) -> str:
    return f"{_UNNAMED[stage]} {f'not to {action[4:]}' if action.startswith('not ') else f'to {action}'}"


def _subject(proposer: str) -> str:
    name = proposer.split("; ")[0]
    if name in _PLURAL_HEADS:
        return name
    first = name.split()[0]
    takes_article = name.startswith(
        ("Office ", "UK ", "Department ", "Ministry ", "House of ", "Scottish ", "Welsh ")
    ) or name.endswith(
        (
            "Party",
            "Government",
            "Committee",
            "Commission",
            "Council",
            "Executive",
            "Agency",
            "Association",
            "Union",
            "Democrats",
            "Treasury",
            "Office",
            "Authority",
            "Alliance",
            "Federation",
        )
    )
    return f"The {name}" if takes_article and first not in ("The", "Her", "His") else name
