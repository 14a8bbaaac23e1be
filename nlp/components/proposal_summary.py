"""A record's fields as one English sentence."""

_PLURAL_HEADS = frozenset(
    {"councils", "schools", "ministers", "academies", "trusts", "universities", "Liberal Democrats"}
)


def summary_of(
    *,
    proposer: str | None,
    action: str,
    stage: str,
    commitment: str,
    instrument: str | None,
    exemptions: tuple[str, ...],
) -> str:
    """ "The Treasury is consulting on a plan to cap the fee at 5%, by regulations; small firms are exempt." """
    who = _subject(proposer)
    plural = proposer in _PLURAL_HEADS
    has, is_ = ("have", "are") if plural else ("has", "is")
    ruled = action.startswith("rule out ")
    told = f"not to {action[4:]}" if action.startswith("not ") else f"to {action}"
    if ruled and commitment == "ruled out":
        sentence = f"{who} {has} ruled out a plan to {action.removeprefix('rule out ').removeprefix('not ')}"
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
        sentence = f"A rule of {who[0].lower() + who[1:] if who.startswith('The ') else who} {told} is in force"
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
    if exemptions:
        sentence += f"; exempt: {', '.join(exemptions[:2])}"
    return sentence[0].upper() + sentence[1:] + "."


def _subject(proposer: str | None) -> str:
    if not proposer:
        return "Somebody not named"
    name = proposer.split("; ")[0]
    if name in _PLURAL_HEADS:
        return name
    first = name.split()[0]
    takes_article = name.startswith(
        ("UK ", "Department ", "Ministry ", "House of ", "Scottish ", "Welsh ")
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
