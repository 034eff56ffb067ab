"""Doubts in a row: which is looked at, which were decided in this sitting, which come last.

One rule guards it: what was decided is gone only as long as the library says so; nothing else is ever lost.
"""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable

from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.model import DoubtKind

_Key = tuple[str, str, str]


class DoubtQueue:
    """What is left to decide. A step costs the same however much that is."""

    def __init__(self) -> None:
        self.kinds: frozenset[DoubtKind] = frozenset(DoubtKind)
        """What is wanted."""
        self._every: dict[_Key, Doubt] = {}
        self._open: OrderedDict[_Key, Doubt] = OrderedDict()
        self._counts: Counter[DoubtKind] = Counter()
        self._decided: dict[_Key, Doubt] = {}
        self._skipped: dict[_Key, None] = {}

    @property
    def current(self) -> Doubt | None:
        """The one looked at; None: nothing is left."""
        return next(iter(self._open.values()), None)

    @property
    def place(self) -> int:
        """Which one that is in this sitting, from 1; 0: nothing is left."""
        return len(self._decided) + len(self._skipped) + 1 if self._open else 0

    @property
    def total(self) -> int:
        """How many there are in this sitting, those that were decided among them."""
        return len(self._decided) + len(self._open)

    def count(self, kind: DoubtKind | None = None) -> int:
        """How many are left, of a kind or of all."""
        return len(self._every) if kind is None else self._counts[kind]

    def take(self, listed: Iterable[Doubt]) -> None:
        """Go on with what the library has now: where an answer was undone, with what it was about."""
        current = self.current
        self._every = {one.key: one for one in listed}
        self._counts = Counter(one.kind for one in self._every.values())
        back = [key for key in self._decided if key in self._every]
        for key in back:
            del self._decided[key]
        self._skipped = {key: None for key in self._skipped if key in self._every}
        self._fill(back[-1] if back else current.key if current else None)

    def choose(self, kinds: Collection[DoubtKind]) -> None:
        """Review these kinds, from their first."""
        self.kinds = frozenset(kinds)
        self._decided, self._skipped = {}, {}
        self._fill(None)

    def decide(self, doubt: Doubt, *, site: bool = False) -> None:
        """One is decided; with `site`, all of its site."""
        alike = doubt.alike if site else ()
        for key in {doubt.key, *((doubt.kind.value, article, "") for article in alike)}:
            one = self._remove(key)
            if one is not None:
                self._decided[key] = one
        self._begin_round()

    @property
    def decided(self) -> Doubt | None:
        """The one decided last in this sitting, where that was about it alone; None: there is none."""
        last = next(reversed(self._decided.values()), None)
        alone = last is not None and last.kind is not DoubtKind.NAME and len(last.alike) <= 1
        return last if alone else None

    def reopen(self) -> None:
        """Look at the one decided last again: its answer was undone."""
        if (one := self.decided) is not None:
            del self._decided[one.key]
            self._open[one.key] = self._every[one.key] = one
            self._open.move_to_end(one.key, last=False)
            self._counts[one.kind] += 1

    def drop(self, doubt: Doubt) -> None:
        """One is there no more."""
        self._remove(doubt.key)
        self._begin_round()

    def put_off(self) -> None:
        """The one looked at comes last."""
        if self._open:
            key, one = self._open.popitem(last=False)
            self._open[key] = self._every[key] = one._replace(later=True)
            self._skipped[key] = None
            self._begin_round()

    def take_up(self) -> Doubt | None:
        """The one skipped last is looked at again; returns it, None where nothing was skipped."""
        if not self._skipped:
            return None
        key, _ = self._skipped.popitem()
        self._open.move_to_end(key, last=False)
        self._open[key] = self._every[key] = self._open[key]._replace(later=False)
        return self._open[key]

    def _fill(self, first: _Key | None) -> None:
        self._open = OrderedDict((key, one) for key, one in self._every.items() if one.kind in self.kinds)
        if first is not None and first in self._open:
            self._open.move_to_end(first, last=False)
        self._begin_round()

    def _remove(self, key: _Key) -> Doubt | None:
        """Take one out; returns it if it was to be looked at."""
        one = self._every.pop(key, None)
        if one is not None:
            self._counts[one.kind] -= 1
        self._skipped.pop(key, None)
        return self._open.pop(key, None)

    def _begin_round(self) -> None:
        """What was skipped is looked at again where nothing else is left."""
        if len(self._skipped) >= len(self._open):
            self._skipped = {}
