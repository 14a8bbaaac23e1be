"""Making words safe to mail: one line, no control characters, no half characters, no turned writing direction."""

import unicodedata

_LONGEST = 300  # characters of a title; whole stories hide in some


def one_line(text: str, *, longest: int = _LONGEST) -> str:
    """The text on one line, cut at a word where it is too long.

    Control and format characters (NUL, line and paragraph separators, right-to-left overrides) and lone
    surrogates go; each of them has been seen to stop or to forge a mail.
    """
    kept = text
    if not text.isprintable():  # most are, and none of these characters is
        kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
        kept = "".join(c for c in kept if unicodedata.category(c) != "Cf")
    kept = " ".join(kept.split())
    if len(kept) <= longest:
        return kept
    cut = kept[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:–-") + "…"


def web_address(url: str) -> str:
    """The address if it is one of the web that cannot break out of a link; "" otherwise."""
    url = one_line(url, longest=2000)
    return url if url.startswith(("https://", "http://")) and not set(url) & set(" <>\"'") else ""
