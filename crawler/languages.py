"""Which language a text is in; only English is read."""

from functools import cache
from typing import Any

_ENOUGH = 200  # characters; below, the classifier guesses and the page's own word counts
_SAMPLE = 3000
_SMALL = frozenset(
    ["the", "of", "and", "to", "that", "is", "was", "for", "with", "be", "by", "are", "from", "it", "not"]
)
_NAMES = {
    "cy": "Welsh", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "ga": "Irish", "gd": "Scottish Gaelic", "ro": "Romanian", "ar": "Arabic",
    "zh": "Chinese", "ur": "Urdu", "pa": "Punjabi", "bn": "Bengali", "ru": "Russian", "uk": "Ukrainian",
    "ja": "Japanese", "ko": "Korean", "id": "Indonesian", "tr": "Turkish", "so": "Somali", "la": "Latin",
}  # fmt: skip


def language_of(text: str, declared: str = "") -> str:
    """The two-letter code of the language most of the text is in; ``declared`` is what its page says.

    A text with English paragraphs that make up half of it is English: Welsh bodies publish both on one page.
    """
    stated = declared[:2].lower()
    if len(text) < _ENOUGH:
        return stated or "en"
    if _is_plainly_english(text[:_SAMPLE]):
        return "en"
    found = _classified(_spread(text))
    if found == "en" or (stated == "en" and _mostly_ascii(text) and len(text) < 2 * _ENOUGH):
        return "en"
    parts = [part for part in text.split("\n\n") if len(part) >= 80]
    english = sum(len(part) for part in parts[:40] if _classified(part) == "en")
    return "en" if parts and 2 * english >= sum(map(len, parts[:40])) else found


def name_of(code: str) -> str:
    """A language's English name, or its code where the name is not known."""
    return _NAMES.get(code, f"the language {code!r}")


def _is_plainly_english(text: str) -> bool:
    """By its small words: a quarter of any English text, and next to none of another language's."""
    words = text.lower().split()
    return words.count("the") >= 0.03 * len(words) and sum(word in _SMALL for word in words) >= 0.15 * len(words)


def _spread(text: str) -> str:
    """Beginning, middle and end: a page may open in another language than it goes on in."""
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return f"{text[:third]}\n{text[middle : middle + third]}\n{text[-third:]}"


def _mostly_ascii(text: str) -> bool:
    return sum(letter.isascii() for letter in text) >= 0.97 * len(text)


def _classified(text: str) -> str:
    return str(_classifier().classify(text)[0])


@cache
def _classifier() -> Any:
    import py3langid  # takes a second to load, and most pages need none

    return py3langid
