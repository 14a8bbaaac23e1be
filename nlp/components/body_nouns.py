"""Where a text speaks of a body that it named by a noun alone: "the charity", "the union"."""

from collections.abc import Iterator, Sequence

from nlp.components.body_names import Found
from nlp.components.token_table import TokenTable

#: The kinds that a noun can stand for, beside the bodies that have it in their names.
_KINDS = {
    "charity": "charity",
    "union": "union",
    "council": "council",
    "department": "department",
    "party": "party",
    "regulator": "regulator",
    "watchdog": "regulator",
    "inspectorate": "regulator",
    "company": "company",
    "firm": "company",
    "newspaper": "media",
    "association": "association",
    "federation": "",
    "guild": "",
    "alliance": "",
    "society": "",
    "commission": "",
    "institute": "",
    "foundation": "",
    "committee": "",
    "confederation": "",
    "league": "",
    "trust": "",
    "network": "",
    "coalition": "",
    "forum": "",
    "agency": "agency",
}
_FAR = 250


def nouns(table: TokenTable, chosen: Sequence[Found], sides: Sequence[Found]) -> Iterator[Found]:
    """ "The charity" and the like, each as the body of that sort that was named last.

    ``sides`` are parties that only said which side somebody is of: "the party" is theirs too.
    """
    bodies = [found for found in chosen if found.kind not in ("generic", "government")]
    bodies = sorted([*bodies, *sides], key=lambda found: found.start)
    last: dict[str, Found] = {}
    place = 0
    for i in range(1, len(table)):
        while place < len(bodies) and bodies[place].end <= i:
            found = bodies[place]
            for noun, kind in _KINDS.items():
                if found.kind == kind or noun in found.name.lower().split(" "):
                    last[noun] = found
            place += 1
        named = last.get(table.lower[i])
        if named is None or table.lower[i - 1] != "the" or table.cap[i] or i - named.end > _FAR:
            continue
        if i + 1 < len(table) and (
            table.doc[i + 1].pos_ in ("NOUN", "PROPN", "ADJ") or table.lower[i + 1] in ("of", "-")
        ):
            continue  # "the council tax", "the party of"
        yield Found(start=i - 1, end=i + 1, name=named.name, kind=named.kind, rule="noun", body_id=named.body_id)
