"""One article's gold against what was read in it: every kind counted, every miss kept to be looked at."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.measures import Counts, Share, overlap, paired, parts, plain, same_body, same_person, shared_words

Annotated = Mapping[str, Any]  # an article's annotations or reading, in the format of records.interchange

_SAME_SENTENCE = 0.4  # of two evidence spans
_SAME_QUOTATION = 0.5
_SAME_PHRASE = 0.5  # of the words of two actions, targets or roles

#: Means that count as the same instrument.
_INSTRUMENTS = {
    "bill": r"\bbills?\b",
    "act": r"\bacts?\b",
    "regulations": r"regulation|statutory instrument|\border\b|\brules?\b",
    "guidance": r"guidance|\bcode\b",
    "duty": r"\bdut(?:y|ies)\b",
    "power": r"\bpowers?\b",
    "funding": r"fund|grant|premium|budget|\bmoney\b|pay award",
    "law": r"legislat|\blaws?\b|statutory footing|repeal|clause",
    "paper": r"white paper|green paper|improvement plan",
    "standards": r"standards|template",
}


@dataclass(slots=True)
class Board:
    """The scores of a set of articles, and what went wrong where."""

    counts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    empty_articles: int = 0  # that propose nothing
    empty_with_proposals: int = 0
    groups: dict[tuple[str, str], str] = field(default_factory=dict)  # (article, gold proposal) -> gold policy
    told_groups: dict[tuple[str, str], str] = field(default_factory=dict)  # the same -> policy as tracked
    misses: list[str] = field(default_factory=list)

    def miss(self, article: str, what: str, words: object) -> None:
        """Keep what went wrong for a person to look at."""
        self.misses.append(f"{article}: {what}: {words}")


def compare(board: Board, gold: Annotated, told: Annotated) -> None:
    """Add one article to the board; a kind that was not told counts as missed."""
    known = Names(gold)
    _bodies(board, gold, told, known)
    _people(board, gold, told, known)
    _quotations(board, gold, told, known)
    pairs = _proposals(board, gold, told, known)
    _stances(board, gold, told, known, pairs)
    _legislation(board, gold, told)
    _dates(board, gold, told)
    _consultations(board, gold, told)


class Names:
    """Which names mean the same actor in one article."""

    def __init__(self, gold: Annotated) -> None:
        self._forms: dict[str, list[str]] = defaultdict(list)
        for body in gold["bodies"]:
            self._forms[plain(body["canonical"])] += [body["canonical"], body["text"], *body["aliases"]]

    def body(self, told: str | None, canonical: str) -> bool:
        """True when ``told`` is that body."""
        return same_body(told, self._forms.get(plain(canonical), [canonical]))

    def actor(self, told: str | None, wanted: str | None) -> bool:
        """True when one of the actors told is one of those wanted; no actor is right where none is wanted."""
        if not wanted:
            return not told
        return any(
            self.body(ours, theirs) or same_person(ours, theirs) for theirs in parts(wanted) for ours in parts(told)
        )


def _bodies(board: Board, gold: Annotated, told: Annotated, known: Names) -> None:
    for name, generic in (("bodies, named", False), ("bodies, classes", True)):
        wanted = [body for body in gold["bodies"] if (body["kind"] == "generic") is generic]
        found = [body for body in told.get("bodies", ()) if (body.get("kind") == "generic") is generic]
        others = [body for body in gold["bodies"] if body not in wanted]
        hits: set[int] = set()
        extra: set[str] = set()
        for body in found:
            forms = (body.get("canonical"), body.get("text"))
            at = [i for i, item in enumerate(wanted) if any(known.body(form, item["canonical"]) for form in forms)]
            if at:
                hits.add(next((i for i in at if i not in hits), at[0]))
            elif not any(known.body(form, item["canonical"]) for form in forms for item in others):
                extra.add(body.get("canonical") or body.get("text"))
        board.counts[name].add(len(hits), len(extra), len(wanted) - len(hits))
        for i, body in enumerate(wanted):
            if i not in hits:
                board.miss(gold["id"], f"{name}, missed", body["canonical"])
        for extra_name in sorted(extra):
            board.miss(gold["id"], f"{name}, extra", extra_name)


def _people(board: Board, gold: Annotated, told: Annotated, known: Names) -> None:
    wanted, found = gold["people"], list(told.get("people", ()))
    pairs = paired(
        (1.0 + (plain(ours["name"]) == plain(theirs["name"])), i, j)
        for i, ours in enumerate(found)
        for j, theirs in enumerate(wanted)
        if same_person(ours["name"], theirs["name"])
    )
    board.counts["people"].add(len(pairs), len(found) - len(pairs), len(wanted) - len(pairs))
    for i, j in pairs.items():
        ours, theirs = found[i], wanted[j]
        if theirs["role"]:
            right = any(
                shared_words(a, b) >= _SAME_PHRASE for a in parts(ours.get("role")) for b in parts(theirs["role"])
            )
            board.shares["role"].add(right)
            if not right:
                board.miss(gold["id"], "role", f"{theirs['name']}: {ours.get('role')!r}, wanted {theirs['role']!r}")
        if theirs["affiliation"]:
            right = known.actor(ours.get("affiliation"), theirs["affiliation"])
            board.shares["affiliation"].add(right)
            if not right:
                told_as, wanted_as = ours.get("affiliation"), theirs["affiliation"]
                board.miss(gold["id"], "affiliation", f"{theirs['name']}: {told_as!r}, wanted {wanted_as!r}")
    _keep_misses(board, gold["id"], "people", pairs, [p["name"] for p in found], [p["name"] for p in wanted])


def _quotations(board: Board, gold: Annotated, told: Annotated, known: Names) -> None:
    wanted, found = gold["quotations"], list(told.get("quotations", ()))
    pairs = paired(
        (score + (ours["type"] == theirs["type"]) / 100, i, j)
        for i, ours in enumerate(found)
        for j, theirs in enumerate(wanted)
        if (score := overlap(_span(ours), _span(theirs))) >= _SAME_QUOTATION
    )
    board.counts["quotations"].add(len(pairs), len(found) - len(pairs), len(wanted) - len(pairs))
    for kind in ("direct", "indirect"):
        hits = sum(wanted[j]["type"] == kind for j in pairs.values())
        extra = sum(ours["type"] == kind for i, ours in enumerate(found) if i not in pairs)
        board.counts[f"quotations, {kind}"].add(hits, extra, sum(q["type"] == kind for q in wanted) - hits)
    for i, j in pairs.items():
        right = known.actor(found[i].get("speaker"), wanted[j]["speaker"])
        board.shares["speaker"].add(right)
        if not right:
            told_as, wanted_as = found[i].get("speaker"), wanted[j]["speaker"]
            board.miss(gold["id"], "speaker", f"{told_as!r}, wanted {wanted_as!r} of {wanted[j]['first_words']!r}")
    names = [quotation["first_words"] for quotation in wanted]
    _keep_misses(board, gold["id"], "quotations", pairs, [str(q.get("text"))[:60] for q in found], names)


def _proposals(board: Board, gold: Annotated, told: Annotated, known: Names) -> dict[int, int]:
    wanted, found = gold["proposals"], list(told.get("proposals", ()))
    pairs = paired(_likeness(found, wanted))
    board.counts["proposals"].add(len(pairs), len(found) - len(pairs), len(wanted) - len(pairs))
    if not wanted:
        board.empty_articles += 1
        board.empty_with_proposals += bool(found)
    for theirs in wanted:
        board.groups[(gold["id"], theirs["id"])] = theirs["thread"]
    for i, j in pairs.items():
        ours, theirs = found[i], wanted[j]
        if policy := ours.get("policy") or ours.get("thread"):
            board.told_groups[(gold["id"], theirs["id"])] = policy
        _fields(board, gold["id"], ours, theirs, known)
    _keep_misses(board, gold["id"], "proposals", pairs, [_said(p) for p in found], [_said(p) for p in wanted])
    return pairs


def _likeness(found: Sequence[Annotated], wanted: Sequence[Annotated]) -> Iterator[tuple[float, int, int]]:
    for i, ours in enumerate(found):
        for j, theirs in enumerate(wanted):
            sentence = max(
                (overlap(_span(a), _span(b)) for a in ours.get("evidence", ()) for b in theirs["evidence"]), default=0.0
            )
            action = shared_words(ours.get("action"), theirs["action"])
            if sentence >= _SAME_SENTENCE or action >= _SAME_PHRASE:
                yield (sentence >= _SAME_SENTENCE) + action, i, j


def _fields(board: Board, article: str, ours: Annotated, theirs: Annotated, known: Names) -> None:
    checks = {
        "stage": ours.get("stage") == theirs["stage"],
        "stage, or one that can be defended": ours.get("stage") in (theirs["stage"], *theirs["stage_also"]),
        "proposer": known.actor(ours.get("proposer"), theirs["proposer"]),
        "action": shared_words(ours.get("action"), theirs["action"]) >= _SAME_PHRASE,
    }
    if theirs["target"]:
        told_as = [ours.get("target"), *parts(ours.get("target"))]
        wanted_as = [theirs["target"], *parts(theirs["target"])]
        checks["target"] = any(shared_words(a, b) >= _SAME_PHRASE for a in told_as for b in wanted_as)
    if means := _instruments(theirs["instrument"]):
        checks["instrument"] = bool(means & _instruments(ours.get("instrument")))
    if theirs["exemptions"]:
        told_exempt = ours.get("exemptions", ())
        checks["exemption"] = any(shared_words(a, b) >= _SAME_PHRASE for a in told_exempt for b in theirs["exemptions"])
    for name, right in checks.items():
        board.shares[name].add(right)
        if not right and name not in ("action", "stage, or one that can be defended"):
            key = "exemptions" if name == "exemption" else name
            board.miss(article, name, f"{ours.get(key)!r}, wanted {theirs[key]!r} of {theirs['action']!r}")
    is_turn, told_turn = ("u-turn" in str(item.get("direction") or "") for item in (theirs, ours))
    board.counts["u-turns"].add(is_turn and told_turn, told_turn and not is_turn, is_turn and not told_turn)
    if is_turn != told_turn:
        board.miss(article, "u-turn", f"{ours.get('direction')!r}, wanted {theirs['direction']!r}")


def _instruments(text: str | None) -> set[str]:
    return {name for name, pattern in _INSTRUMENTS.items() if re.search(pattern, (text or "").lower())}


def _stances(board: Board, gold: Annotated, told: Annotated, known: Names, pairs: Mapping[int, int]) -> None:
    ids = {
        ours.get("id"): gold["proposals"][pairs[i]]["id"]
        for i, ours in enumerate(told.get("proposals", ()))
        if i in pairs
    }
    left = list(gold["stances"])
    extra = 0
    actions = {ours.get("id"): ours.get("action") for ours in told.get("proposals", ())}
    wanted = {proposal["id"]: proposal["action"] for proposal in gold["proposals"]}
    for ours in told.get("stances", ()):
        theirs = next(
            (s for s in left if ids.get(ours["proposal"]) == s["proposal"] and known.actor(ours["actor"], s["actor"])),
            None,
        )
        if theirs is None:
            extra += 1
            board.miss(
                gold["id"], "stances, extra", f"{ours['actor']} {ours['stance']}: {actions.get(ours['proposal'])}"
            )
            continue
        left.remove(theirs)
        right = ours["stance"] in (theirs["stance"], *theirs["also"])
        board.shares["stance, or one that can be defended"].add(right)
        if not right:
            board.miss(gold["id"], "stance", f"{ours['actor']} {ours['stance']}, wanted {theirs['stance']}")
    board.counts["stances"].add(len(gold["stances"]) - len(left), extra, len(left))
    for theirs in left:
        board.miss(gold["id"], "stances, missed", f"{theirs['actor']} {theirs['stance']}: {wanted[theirs['proposal']]}")


def _legislation(board: Board, gold: Annotated, told: Annotated) -> None:
    wanted = {item["canonical"] or plain(item["text"]): item for item in gold["legislation"]}
    hits: set[str] = set()
    extra: set[str] = set()
    for ours in told.get("legislation", ()):
        names = {ours.get("canonical"), plain(ours.get("text")), plain(ours.get("title"))}
        key = next((key for key, item in wanted.items() if key in names or plain(item["text"]) in names), None)
        if key is None:
            extra.add(ours.get("canonical") or plain(ours.get("text")))
        elif key not in hits:
            hits.add(key)
            right = ours.get("canonical") == wanted[key]["canonical"]
            board.shares["legislation linked"].add(right)
            if not right:
                board.miss(gold["id"], "legislation linked", f"{ours.get('canonical')!r}, wanted {key!r}")
    board.counts["legislation"].add(len(hits), len(extra), len(wanted) - len(hits))
    for key in sorted(set(wanted) - hits):
        board.miss(gold["id"], "legislation, missed", wanted[key]["text"])
    for name in sorted(extra):
        board.miss(gold["id"], "legislation, extra", name)


def _dates(board: Board, gold: Annotated, told: Annotated) -> None:
    # The gold holds the dates that matter and not every one, so that only finding them is counted.
    found = list(told.get("dates", ()))
    for theirs in gold["dates"]:
        at = [ours for ours in found if overlap(_span(ours), _span(theirs)) > 0]
        board.counts["dates"].add(bool(at), 0, not at)
        if not at:
            board.miss(gold["id"], "dates, missed", theirs["text"])
            continue
        right = any((ours.get("from"), ours.get("to")) == (theirs["from"], theirs["to"]) for ours in at)
        board.shares["date resolved"].add(right)
        if not right:
            told_as, wanted_as = (at[0].get("from"), at[0].get("to")), (theirs["from"], theirs["to"])
            board.miss(gold["id"], "date", f"{theirs['text']!r}: {told_as}, wanted {wanted_as}")


def _consultations(board: Board, gold: Annotated, told: Annotated) -> None:
    for theirs in gold["consultations"]:
        for end in ("opens", "closes"):
            if theirs[end]:
                right = any(ours.get(end) == theirs[end] for ours in told.get("consultations", ()))
                board.shares[f"consultation {end}"].add(right)
                if not right:
                    board.miss(gold["id"], f"consultation {end}", theirs[end])


def _keep_misses(
    board: Board, article: str, kind: str, pairs: Mapping[int, int], found: Iterable[str], wanted: Iterable[str]
) -> None:
    for i, words in enumerate(found):
        if i not in pairs:
            board.miss(article, f"{kind}, extra", words)
    for j, words in enumerate(wanted):
        if j not in pairs.values():
            board.miss(article, f"{kind}, missed", words)


def _said(proposal: Annotated) -> str:
    return f"{proposal.get('action') or proposal.get('summary')} [{proposal.get('stage')}]"


def _span(item: Annotated) -> tuple[int, int]:
    return int(item["start"]), int(item["end"])
