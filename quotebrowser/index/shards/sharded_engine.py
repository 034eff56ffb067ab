"""An index in parts behind `QuoteIndex`: asked of all, answered as one.

Two rules guard it: a whole answer is that of one index, to the last place and score; and an answer leaves out
no part that was not said to be missing before. Parts are written here and searched by whoever reaches them.
"""

import itertools
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from quotebrowser.errors import DamagedIndexError, LibraryError, MissingPartError
from quotebrowser.index.container.safety import check_private
from quotebrowser.index.documents import QuoteDocument
from quotebrowser.index.engine import SECONDS, TRIES, Engine, too_long
from quotebrowser.index.search.collector import joined
from quotebrowser.index.search.compiler import compile_query
from quotebrowser.index.search.facets import most_frequent
from quotebrowser.index.search.whole_order import in_order
from quotebrowser.index.shards.division import Division, part_of
from quotebrowser.index.shards.figures import Figures, FigureTable, Word, scored_words
from quotebrowser.index.shards.part_reach import LocalReach, Reach
from quotebrowser.index.shards.shard import Gathered, Question, Refused, key_of
from quotebrowser.index.stamp import Binding, Contents, Stamp
from quotebrowser.index.suggestions import suggestions
from quotebrowser.model import Facet, Hit, Results, Sort
from quotebrowser.query import Node

_PATIENCE: Final = 3.0
"""Seconds beyond those of a search in which a part has to answer."""

MakeReach = Callable[[Sequence[str]], Reach]

Numbers = npt.NDArray[np.integer[Any]]


class ShardedEngine:
    """The parts of an index.

    Args:
        engines: each part, to be written.
        reach: makes what reaches the parts in their directories, when they are searched first; None: this
            process does.
    """

    def __init__(self, engines: Sequence[Engine], reach: MakeReach | None) -> None:
        self._engines = tuple(engines)
        self._every = range(len(self._engines))
        self._make_reach = reach or LocalReach
        self._reach: Reach | None = None
        self._closed = False
        self._opening = threading.Lock()
        self._figures = FigureTable(len(engines))
        self._names = _Names()
        self._said = threading.local()
        self._numbers = itertools.count()
        self._keys: dict[int, tuple[Contents, str]] = {}

    @classmethod
    def open(
        cls, directory: Path, binding: Binding, division: Division, reach: MakeReach | None
    ) -> "ShardedEngine":
        """The parts in `directory`.

        Raises:
            DamagedIndexError: one cannot be used, or was made again without the others.
        """
        check_private(directory)
        with ExitStack() as opened:
            engines = [
                opened.enter_context(closing(Engine.open(division.directory(directory, number), binding)))
                for number in range(division.parts)
            ]
            if len({engine.stamp.watermark > 0 for engine in engines}) > 1:
                raise DamagedIndexError(f"A part of the search index in {directory} is of another time")
            opened.pop_all()
        return cls(engines, reach)

    @classmethod
    def create(
        cls, directory: Path, binding: Binding, division: Division, reach: MakeReach | None
    ) -> "ShardedEngine":
        """Empty parts in `directory`, in place of whatever was there."""
        Engine.create(directory, binding).close()
        (directory / "stamp.json").unlink()
        parts = [division.directory(directory, number) for number in range(division.parts)]
        return cls([Engine.create(part, binding) for part in parts], reach)

    @property
    def stamp(self) -> Stamp:
        """What all parts hold: what the one says that is farthest behind.

        Each commit is made in one part after another, so that two are at most one commit apart.
        """
        return min((engine.stamp for engine in self._engines), key=_progress)

    @property
    def missing(self) -> tuple[int, int, str]:
        """How many parts cannot be asked now, of how many; and why, where that is known.

        Searches of this thread leave these out, and no others, until it asks again.
        """
        reach = self._reach
        self._said.missing = reach.missing if reach else frozenset()
        return len(self._said.missing), len(self._engines), reach.why if reach else ""

    def update(self, documents: Iterable[QuoteDocument], deleted: Collection[str], stamp: Stamp) -> None:
        """One commit in each part; all say the same stamp."""
        new: list[list[QuoteDocument]] = [[] for _ in self._engines]
        for document in documents:
            new[self._part(document.uid)].append(document)
        gone: list[list[str]] = [[] for _ in self._engines]
        for uid in deleted:
            gone[self._part(uid)].append(uid)
        for number, engine in enumerate(self._engines):
            engine.update(new[number], gone[number], stamp)

    def _part(self, uid: str) -> int:
        return part_of(uid, len(self._engines))

    def settle(self) -> None:
        """Few segments from many."""
        for engine in self._engines:
            engine.settle()

    def check(self) -> None:
        """Compare every checksum."""
        for engine in self._engines:
            engine.check()

    def search(
        self,
        query: Node,
        limit: int,
        sort: Sort,
        allowed: Collection[str] | None,
        excluded: Collection[str],
        *,
        reverse: bool,
        facets: bool,
    ) -> Results:
        """What answers `query`."""
        ask = partial(Question, query, sort, reverse, limit=max(limit, 0), facets=facets)
        found: Mapping[int, Gathered] = self._answered("search", ask, query, allowed, excluded)
        hits = joined((one.hits for one in found.values()), sort, max(limit, 0), reverse=reverse)
        names = {name for one in found.values() for name in one.counts}
        counted = {name: self._names.facets(name, found, self._asked) for name in sorted(names)}
        total = sum(one.total for one in found.values())
        return Results(tuple(Hit(hit.uid, hit.score) for hit in hits), total, counted)

    def order(
        self,
        query: Node,
        sort: Sort,
        allowed: Collection[str] | None,
        excluded: Collection[str],
        *,
        reverse: bool,
    ) -> npt.NDArray[np.uint64]:
        """Uids of all that answers `query`, in order."""
        found = self._answered("order", partial(Question, query, sort, reverse), query, allowed, excluded)
        return in_order(list(found.values()), sort, reverse=reverse)

    def days(
        self, query: Node, allowed: Collection[str] | None, excluded: Collection[str]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first and the last day that each quote that answers `query` may have been published."""
        ask = partial(Question, query, Sort.DATE, False)  # noqa: FBT003 - the order is not turned round
        found = [*self._answered("days", ask, query, allowed, excluded).values()]
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *(one[0] for one in found)]), np.concatenate(
            [none, *(one[1] for one in found)]
        )

    def suggest(self, word: str) -> tuple[str, ...]:
        """Words that resemble `word`."""

        def uses(distance: int) -> dict[str, int]:
            found: dict[str, int] = {}
            for near in self._asked("near", dict.fromkeys(self._every, (word, distance))).values():
                for other, count in near.items():
                    found[other] = found.get(other, 0) + count
            return found

        return suggestions(uses, word)

    def close(self) -> None:
        """Let go of the files, and of those who search them."""
        with self._opening:
            self._closed = True
            if self._reach is not None:
                self._reach.close()
                self._reach = None
        for engine in self._engines:
            engine.close()

    def _answered(
        self,
        what: str,
        ask: Callable[..., Question],
        query: Node,
        allowed: Collection[str] | None,
        excluded: Collection[str],
    ) -> Mapping[int, Any]:
        """What the parts answer to a query, each asked of its own uids, with the figures of all."""
        figures = self._figures_for(query)
        among = None if allowed is None else self._divided(allowed)
        without = self._divided(excluded)
        calls = {
            number: (
                ask(
                    allowed=None if among is None else frozenset(among[number]),
                    excluded=frozenset(without[number]),
                    figures=figures,
                    seconds=SECONDS,
                ),
            )
            for number in self._every
        }
        found = self._asked(what, calls)
        if any(answer is Refused.LATE for answer in found.values()):
            raise too_long(query)
        return found

    def _divided(self, uids: Collection[str]) -> list[list[str]]:
        parts: list[list[str]] = [[] for _ in self._engines]
        for uid in uids:
            parts[self._part(uid)].append(uid)
        return parts

    def _figures_for(self, query: Node) -> Figures:
        """The figures of the whole index that a query needs, as far as parts answer."""
        words: tuple[Word, ...] = tuple(dict.fromkeys(scored_words(compile_query(query))))
        fields = tuple(dict.fromkeys(name for name, _ in words))
        keys = [key for _, key in self._listed()]
        unknown = self._figures.unknown(keys, fields, words)
        found = self._asked("count", unknown) if unknown else {}
        for number, counted in found.items():
            self._figures.take(number, keys[number], unknown[number], counted)
        of = ".".join(keys)
        if len(found) < len(unknown):
            of = f"{of} without some {next(self._numbers)}"
        return self._figures.figures(of, keys, fields, words)

    def _listed(self) -> list[tuple[Contents, str]]:
        """The list of contents of each part as it is now, and its name."""
        found = []
        for number, engine in enumerate(self._engines):
            contents = engine.contents
            known = self._keys.get(number)
            if known is None or known[0] is not contents:
                known = self._keys[number] = contents, key_of(contents)
            found.append(known)
        return found

    def _asked(self, what: str, calls: Mapping[int, tuple[Any, ...]]) -> dict[int, Any]:
        """What parts answer to a question; without those that are missing.

        A commit can take files away between a list and the first look at them; so a refusal is answered with
        the list as it is then. That many in a row are damage, unless the files are sound here.
        """
        reach, found, wanted = self._reached(), dict[int, Any](), dict(calls)
        for _ in range(TRIES):
            listed = self._listed()
            asked = {number: (listed[number][1], None, what, *wanted[number]) for number in wanted}
            answers = dict(reach.ask(asked, SECONDS + _PATIENCE))
            again = {n: (listed[n][1], listed[n][0], what, *wanted[n]) for n in _refused(answers, "unknown")}
            if again:
                answers = {n: answer for n, answer in answers.items() if n not in again}
                answers.update(reach.ask(again, SECONDS + _PATIENCE))
            refused = {*_refused(answers, "unknown"), *_refused(answers, "damaged")}
            found.update((number, answer) for number, answer in answers.items() if number not in refused)
            wanted = {number: wanted[number] for number in refused}
            if not wanted:
                if calls.keys() - found.keys() - getattr(self._said, "missing", frozenset()):
                    raise _missing()
                return found
        for number in wanted:
            self._engines[number].check()
        raise LibraryError(
            "A part of the index cannot be read where it is searched",
            "Every machine of the cluster needs the library's directory under the same path.",
        )

    def _reached(self) -> Reach:
        with self._opening:
            if self._closed:
                raise _missing()  # there is another index now, which whoever asks once more asks
            if self._reach is None:
                self._reach = self._make_reach([str(engine.directory) for engine in self._engines])
            return self._reach


class _Names:
    """The values of fields in the segments of all parts, numbered as they are met."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, int]] = {}
        self._known: dict[tuple[str, str], Numbers] = {}
        self._guard = threading.Lock()

    def facets(
        self, name: str, found: Mapping[int, Gathered], ask: Callable[[str, dict[int, Any]], dict[int, Any]]
    ) -> tuple[Facet, ...]:
        """The most frequent values of a field in all parts together; `ask` has a part say those it has.

        Raises:
            MissingPartError: a part was lost since it was searched, or a commit has changed it.
        """
        parts = []
        for number, one in found.items():
            for digest, places, counts in one.counts[name]:
                numbers = self._known.get((name, digest))
                if numbers is None:
                    values = ask("names", {number: (name, digest)}).get(number)
                    if values is None:
                        raise _missing()
                    numbers = self._take(name, digest, values)
                parts.append((numbers[places], counts))
        with self._guard:
            values = list(self._values.get(name, {"": 0}))
        return most_frequent(values, parts)

    def _take(self, name: str, digest: str, values: Iterable[str]) -> Numbers:
        """Number the values of a segment, that of none first."""
        with self._guard:
            numbers = self._values.setdefault(name, {"": 0})
            found = np.array([0, *(numbers.setdefault(value, len(numbers)) for value in values)], np.int64)
            self._known[name, digest] = found
            return found


def _missing() -> MissingPartError:
    return MissingPartError("A part of the index cannot be searched", "Wait a moment and try again.")


def _progress(stamp: Stamp) -> tuple[bool, bool, int, int]:
    """What rises from one commit of an index to the next."""
    building = stamp.building
    return stamp.watermark > 0, building is None, building.done if building else 0, stamp.watermark


def _refused(answers: Mapping[int, Any], why: str) -> list[int]:
    return [number for number, answer in answers.items() if isinstance(answer, Refused) and answer == why]
