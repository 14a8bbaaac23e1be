"""A Doc's tokens as plain lists: what the readers of names look at again and again, taken out of spaCy once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

#: Small words that stand inside capitalised names.
LINKS = frozenset({"of", "for", "the", "and", "&", "on", "against", "to", "with", "in", "at"})
#: Tokens. No name is as long; a text of capitals alone is cut into stretches of this length.
_LONGEST_RUN = 40
_APOSTROPHES = str.maketrans("’‘`´", "''''")


class TokenTable:
    """Words, lower-case words with straight apostrophes, and which of them are capitalised."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = [token.text.translate(_APOSTROPHES) for token in doc]
        self.lower = [text.lower() for text in self.text]
        self.cap = [text[:1].isupper() for text in self.text]
        self.space = [bool(token.whitespace_) for token in doc]
        self._starts = [token.idx for token in doc]
        self._sentence_starts: set[int] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def words(self, start: int, end: int) -> str:
        """The words of tokens [start, end) on one line, apostrophes straight."""
        parts = []
        for i in range(start, end):
            parts.append("" if self.text[i].isspace() else self.text[i])
            parts.append(" " if self.space[i] or self.text[i].isspace() else "")
        return " ".join("".join(parts).split())

    def tokens_of(self, start_char: int, end_char: int) -> tuple[int, int]:
        """First token and end of those that the characters touch."""
        first = bisect_right(self._starts, start_char) - 1
        return max(first, 0), bisect_left(self._starts, end_char)

    @property
    def sentence_starts(self) -> set[int]:
        """First tokens of sentences; of a text that was not parsed, the tokens after a full stop."""
        if self._sentence_starts is None:
            if self.doc.has_annotation("SENT_START"):
                self._sentence_starts = {token.i for token in self.doc if token.is_sent_start}
            else:
                self._sentence_starts = {i for i in range(len(self)) if i == 0 or self.text[i - 1] in ".?!\n"}
        return self._sentence_starts

    def opens(self, i: int) -> bool:
        """Whether the token is capitalised because of where it stands: a sentence, a quotation, a list item."""
        return (
            i in self.sentence_starts or i == 0 or self.text[i - 1] in "\"“'•●*-–—:;?!." or self.text[i - 1].isspace()
        )

    def runs(self, possessors: frozenset[str], skipped: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Longest stretches of capitalised words with links between them; a possessive ends one, save for
        words like "Children" whose possessive stands inside names. ``skipped`` words begin no stretch where a
        sentence opens.
        """
        i, n = 0, len(self)
        while i < n:
            if not self.cap[i] or (self.lower[i] in skipped and self.opens(i)):
                i += 1
                continue
            last = j = i + 1
            while j < n and j - i < _LONGEST_RUN:
                step = self._step(j, possessors)
                if step == 0:
                    break
                j += step
                last = j
            yield i, last
            i = last

    def _step(self, j: int, possessors: frozenset[str]) -> int:
        """How many tokens a stretch can be carried on by at ``j``; 0 when it ends there."""
        if self.cap[j]:
            return 1
        n, text = len(self), self.text[j]
        if text == "-" and not self.space[j] and not self.space[j - 1] and j + 1 < n:
            return 2 if self.text[j + 1].isalnum() else 0
        if text in ("'s", "'"):
            owner = self.text[j - 1]
            # "Teachers' Union", "Children's Society", "St Mungo's": but not "Labour's National Executive".
            inside = text == "'" or owner in possessors or (j >= 2 and self.text[j - 2] in ("St", "St."))
            return 1 if inside and j + 1 < n and (self.cap[j + 1] or self._link_end(j + 1)) else 0
        if text.isdigit() and len(text) <= 2 and j + 1 < n and self.cap[j + 1]:
            return 2
        end = self._link_end(j)
        return end - j + 1 if end else 0

    def _link_end(self, j: int) -> int:
        """End of one or two links at ``j`` with a capital after them, else 0."""
        end = j
        while end < len(self) and end - j < 2 and self.lower[end] in LINKS and not self.cap[end]:
            end += 1
        return end if end > j and end < len(self) and self.cap[end] else 0


_TABLES: WeakKeyDictionary[Doc, TokenTable] = WeakKeyDictionary()


def table_of(doc: Doc) -> TokenTable:
    """The table of a parsed Doc, made once for all who look at it."""
    if doc not in _TABLES:
        _TABLES[doc] = TokenTable(doc)
    return _TABLES[doc]
