"""Whether a source gives about as much as it should: a source that falls silent looks just like a quiet one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

_USUAL = 4.0  # pages a week that make a silent week strange


def volume_trouble(expect: Mapping[str, int], new_since: Sequence[int]) -> str:
    """What is strange about a source's last week; "" when nothing is.

    ``new_since``: pages first seen within the last one, two, … weeks. The last entry tells whether the
    source was known before at all; by its first weeks nothing is judged.
    """
    week = new_since[0]
    before = [later - earlier for earlier, later in pairwise(new_since)]
    if not before or before[-1] == 0 or len(before) < 2:
        return ""
    least, most = expect.get("min_per_week"), expect.get("max_per_week")
    if least is not None and week < least:
        return f"{week} new pages in a week, expected at least {least}; has the site changed?"
    if most is not None and week > most:
        return f"{week} new pages in a week, expected at most {most}; is more than its news being read?"
    usual = sum(before) / len(before)
    if week == 0 and usual >= _USUAL:
        return f"no new page in a week, where {usual:.0f} a week were usual; has the site changed?"
    return ""
