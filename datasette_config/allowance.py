"""How often one reader may ask for what costs most: a burst, then a steady few."""

from collections import OrderedDict

_READERS = 10_000  # remembered at once; who comes back after so many others begins anew


class Allowance:
    """A purse for each reader, filled at a steady rate up to a burst."""

    def __init__(self, *, burst: int = 40, a_second: float = 1.0) -> None:
        self.burst, self.a_second = burst, a_second
        self._purses: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, reader: str, *, now: float) -> float:
        """0 when the reader may ask now, which is then counted; else how long until they may."""
        left, since = self._purses.pop(reader, (float(self.burst), now))
        left = min(left + (now - since) * self.a_second, float(self.burst))
        allowed = left >= 1
        self._purses[reader] = (left - 1 if allowed else left, now)
        while len(self._purses) > _READERS:
            self._purses.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self.a_second
