"""What changed between two revisions of an article: word by word, paragraph by paragraph, and how much it matters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from crawler.furniture import is_furniture
from records.records import Article
from records.revisions import Difference, ParagraphChange, Run, Weight

_ALIKE = 0.5  # share of words from which two paragraphs are one that was edited
_GONE = 0.2  # of its words, at most, are left of a text that was removed
_FEW = 8  # changed words, at most, that can be typos
_LETTERS = 2  # changed letters in a word, at most, that can be a typo
_LONG = 2000  # words of a paragraph from which a rougher comparison must do
_LONGEST = 20_000  # words between the first and the last difference from which they are not compared at all
_ISLAND = 2  # words that stayed between two changes: so few would only break up what people read as one change
_NEAR = 40  # paragraphs ahead, at most, among which an edited one is looked for
#: Words that turn what a sentence says, however small the change.
_MODALS = {"may", "might", "can", "could", "will", "would", "shall", "should", "must"}
_DENIALS = {"no", "not", "never", "none", "nor", "without", "cannot", "except", "unless"}
_BOUNDS = {"all", "some", "any", "only", "until", "before", "after", "from", "by", "start", "stop", "end"}
_TURNS = _MODALS | _DENIALS | _BOUNDS
_HOME = re.compile(r"^/?(?:index|default|home|homepage|404|error|not-?found)?(?:\.\w{2,5})?/?$", re.IGNORECASE)


def difference(before: Article, after: Article) -> Difference:
    """What changed from one revision of an article to the next."""
    old, new = _paragraphs(before), _paragraphs(after)
    changes, unchanged = _changes(old, new)
    return Difference(
        weight=_weight(old, new, changes, before, after),
        paragraphs=changes,
        notes=tuple(_notes(before, after)),
        headline=tuple(_runs(before.headline, after.headline)) if before.headline != after.headline else (),
        unchanged=unchanged,
    )


def leads_home(asked: str, landed: str) -> bool:
    """Whether an address that was deeper in a site now leads to a front or error page: its page is gone."""
    return not _HOME.match(urlsplit(asked).path) and bool(_HOME.match(urlsplit(landed).path))


def _paragraphs(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def _changes(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[ParagraphChange, ...], int]:
    """The paragraphs that changed, and how many after the last of them did not."""
    changes: list[ParagraphChange] = []
    unchanged = 0
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _LONG).get_opcodes():
        if kind == "equal":
            unchanged += b - a
            continue
        first, *others = _paired(old[a:b], new[c:d])
        changes += [replace(first, unchanged=unchanged), *others]
        unchanged = 0
    return tuple(changes), unchanged


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[ParagraphChange]:
    """Each old paragraph with the next new one that is it, edited; what has no partner came or went."""
    start = 0
    for text in old:
        match = next((at for at in range(start, min(len(new), start + _NEAR)) if _alike(text, new[at])), None)
        if match is None:
            yield ParagraphChange(before=text, after="", runs=(Run(kind="removed", text=text),))
            continue
        yield from map(_addition, new[start:match])
        yield ParagraphChange(before=text, after=new[match], runs=tuple(_runs(text, new[match])))
        start = match + 1
    yield from map(_addition, new[start:])


def _addition(text: str) -> ParagraphChange:
    return ParagraphChange(before="", after=text, runs=(Run(kind="added", text=text),))


def _alike(old: str, new: str) -> bool:
    a, b = old.split(), new.split()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return False
    return max(len(a), len(b)) > _LONG or matcher.ratio() >= _ALIKE


def _runs(old: str, new: str) -> Iterator[Run]:
    """The paragraph as one text in which words stay, go and come."""
    a, b = old.split(), new.split()
    if max(len(a), len(b)) > _LONGEST:
        yield from _rough_runs(a, b)
        return
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _LONG)
    taken: list[str] = []
    put: list[str] = []
    steps = matcher.get_opcodes()
    for number, (kind, start, end, new_start, new_end) in enumerate(steps):
        is_island = 0 < number < len(steps) - 1 and end - start < _ISLAND
        if kind == "equal" and not is_island:
            yield from _change(taken, put)
            taken, put = [], []
            yield Run(kind="same", text=" ".join(a[start:end]))
        else:
            taken, put = taken + a[start:end], put + b[new_start:new_end]
    yield from _change(taken, put)


def _change(taken: Sequence[str], put: Sequence[str]) -> Iterator[Run]:
    if taken:
        yield Run(kind="removed", text=" ".join(taken))
    if put:
        yield Run(kind="added", text=" ".join(put))


def _rough_runs(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    """The same of a text so long that only what lies between its first and last difference can be told."""
    shorter = min(len(a), len(b))
    head = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    tail = next((at for at in range(shorter - head) if a[-1 - at] != b[-1 - at]), shorter - head)
    runs = (
        ("same", a[:head]),
        ("removed", a[head : len(a) - tail]),
        ("added", b[head : len(b) - tail]),
        ("same", a[len(a) - tail :]),
    )
    yield from (Run(kind=kind, text=" ".join(words)) for kind, words in runs if words)


# ---------------------------------------------------------------- weight


def _notes(before: Article, after: Article) -> Iterator[str]:
    if before.withdrawn != after.withdrawn:
        yield "withdrawn" if after.withdrawn else "no longer withdrawn"
    if before.kind != after.kind:
        yield f"was {before.kind}, is {after.kind}"
    for name, was, now in (
        ("opens", before.opens_on, after.opens_on),
        ("closes", before.closes_on, after.closes_on),
    ):
        if was != now:
            yield f"{name} on {now or 'no stated day'}, was {was or 'not stated'}"


def _weight(
    old: Sequence[str], new: Sequence[str], changes: Sequence[ParagraphChange], before: Article, after: Article
) -> Weight:
    words = sum(len(text.split()) for text in old)
    left = words - sum(change.removed for change in changes)
    if words and left <= _GONE * words and sum(len(text.split()) for text in new) <= max(_GONE * words, 40):
        return Weight.REMOVAL
    status = ("withdrawn", "kind", "opens_on", "closes_on")
    if any(getattr(before, name) != getattr(after, name) for name in status):
        return Weight.STATUS
    weights = [_weight_of(change) for change in changes]
    if before.headline != after.headline:
        weights.append(
            _weight_of(
                ParagraphChange(
                    before=before.headline, after=after.headline, runs=tuple(_runs(before.headline, after.headline))
                )
            )
        )
    if sum(change.added + change.removed for change in changes) > 2 * _FEW and Weight.TYPO in weights:
        weights.append(Weight.SUBSTANTIVE)
    order = list(Weight)
    return max(weights, key=order.index, default=Weight.NONE)


def _weight_of(change: ParagraphChange) -> Weight:
    if all(is_furniture(text) for text in (change.before, change.after) if text):
        return Weight.BOILERPLATE
    if not change.before or not change.after:
        return Weight.SUBSTANTIVE
    removed = [run.text for run in change.runs if run.kind == "removed"]
    added = [run.text for run in change.runs if run.kind == "added"]
    return Weight.TYPO if _is_typo(" ".join(removed), " ".join(added)) else Weight.SUBSTANTIVE


def _is_typo(removed: str, added: str) -> bool:
    """Whether some words were only spelt, spaced or punctuated anew."""
    if re.findall(r"\d+", removed) != re.findall(r"\d+", added):
        return False
    old, new = _bare(removed), _bare(added)
    if "".join(old) == "".join(new):
        return True  # punctuation, case or spacing
    if len(old) != len(new) or len(old) > _FEW:
        return _is_doubling(old, new)
    return all(a == b or _is_misspelling(a, b) for a, b in zip(old, new, strict=True))


def _bare(text: str) -> list[str]:
    return [word for raw in text.lower().split() if (word := re.sub(r"[^\w]", "", raw))]


def _is_doubling(old: list[str], new: list[str]) -> bool:
    """ "the the" made into "the": a single small word that carries nothing."""
    extra = [word for word in old if word not in new] + [word for word in new if word not in old]
    return not extra and abs(len(old) - len(new)) <= 1 and bool(old) and bool(new)


def _is_misspelling(old: str, new: str) -> bool:
    if old in _TURNS or new in _TURNS or min(len(old), len(new)) < 4:
        return False
    changed = sum(
        max(b - a, d - c) for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes() if kind != "equal"
    )
    # "raise" and "praise", "now" and "new" are words of their own; of longer ones a letter rarely makes another.
    return changed <= _LETTERS and changed * 4 <= max(len(old), len(new))
