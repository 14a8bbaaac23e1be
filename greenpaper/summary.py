"""What an article says, as a person reads it in a terminal."""

from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from records.dates import in_words
from records.records import Article, Person, Policy, Proposal, Quotation, Reading

_QUOTE_LENGTH = 160


def show_reading(console: Console, article: Article, reading: Reading, policies: Mapping[str, Policy]) -> None:
    """Print one article's reading; ``policies`` maps a proposal's id to the policy that it belongs to."""
    console.print()
    console.print(Text(article.headline, style="bold"))
    console.print(Text(" · ".join(filter(None, [article.source, in_words(article.published_at)])), style="dim"))
    _section(console, "Proposals", [_proposal(item, policies.get(item.id)) for item in reading.proposals])
    _section(
        console,
        "Stances",
        [
            Text(f"{item.actor} {item.stance.value} {item.proposal}: “{_cut(item.evidence.text)}”")
            for item in reading.stances
        ],
    )
    _section(console, "Quotations", [_quotation(item) for item in reading.quotations])
    _section(console, "People", [_person(item) for item in reading.people])
    _section(console, "Bodies", [Text(", ".join(body.name for body in reading.bodies))] if reading.bodies else [])
    _section(
        console,
        "Legislation",
        [
            Text(" → ".join(filter(None, [text, url])))
            for text, url in dict.fromkeys((item.mention.text, item.url) for item in reading.legislation)
        ],
    )


def _section(console: Console, title: str, lines: list[RenderableType]) -> None:
    if lines:
        console.print(Text(title, style="bold green"))
        console.print(Padding(Group(*lines), (0, 0, 0, 2)))


def _proposal(proposal: Proposal, policy: Policy | None) -> RenderableType:
    facts = {
        "by": proposal.proposer,
        "for": proposal.target,
        "means": proposal.instrument,
        "also for": "; ".join(proposal.scope),
        "except": "; ".join(proposal.exemptions),
        "turn": proposal.direction,
        "when": "; ".join(date.mention.text for date in proposal.dates),
        "policy": f"{policy.title} ({policy.id})" if policy and len(policy.statements) > 1 else "",
    }
    lines: list[RenderableType] = [
        Text.from_markup(
            f"{proposal.id}  [bold]{escape(proposal.summary or proposal.action)}[/]  \\[{proposal.stage.value}]"
        )
    ]
    lines += [Text(f"      {name:8} {value}") for name, value in facts.items() if value]
    lines += [Text(f"      “{_cut(item.text)}”", style="dim") for item in proposal.evidence]
    return Group(*lines)


def _quotation(quotation: Quotation) -> RenderableType:
    marks = ("“", "”") if quotation.type == "direct" else ("", "")
    return Text(f"{quotation.speaker or 'somebody'}: {marks[0]}{_cut(quotation.content.text)}{marks[1]}")


def _person(person: Person) -> RenderableType:
    return Text(", ".join(filter(None, [person.name, person.role, person.affiliation])))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1].rstrip() + "…"
