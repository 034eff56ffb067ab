"""Which articles may print some words anywhere in their text: fingerprints of whole texts.

Two rules guard it. Whoever prints six words in a row, or more, as they were asked for, is always found; who
is found is a candidate, and is read before anything is said of it. And a file is believed only as the index's
own are: listed and sealed for one user and one library, with a checksum for each piece.
"""

import os
import secrets
import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from quotebrowser.errors import DamagedIndexError, LibraryError
from quotebrowser.index.analysis import tokens
from quotebrowser.index.container.safety import check_private
from quotebrowser.index.format.arrays import ArrayFile, ArrayWriter, DamagedError
from quotebrowser.index.stamp import (
    Binding,
    Contents,
    Listed,
    Stamp,
    changed_at,
    read_contents,
    write_contents,
)
from quotebrowser.whole_files import sync_directory

SURE: Final = 6
"""Words in a row from which a text that prints them is surely found: three a fingerprint, of four of which at
least one is kept."""

_TRIPLE: Final = 3
_WINDOW: Final = SURE - _TRIPLE + 1
_SHARE: Final = 0.5
"""Share of what is asked for that a candidate must have."""
_SHELVES: Final = 16
"""Parts by the first bits of a fingerprint, merged one after another so that memory stays bounded."""
_STEP: Final = 512
"""Every so many places the beginning of a shelf's list is kept apart, for a search to start from."""
_TIER: Final = 4
_SMALLEST_TIER: Final = 1000
_LARGEST: Final = 1 << 18
_ENDING: Final = ".prints"
_FORMAT: Final = 1
_TRIES: Final = 5
_DOC: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)

Prints = npt.NDArray[np.uint64]
"""Fingerprints, each 0..2**32-1, rising."""
_Answer = TypeVar("_Answer")


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _triples(text: str) -> Prints:
    """A number for each three words in a row."""
    words = list(tokens(text))
    ids = np.fromiter(map(_number, words), np.uint64, len(words))
    if len(ids) < _TRIPLE:
        return np.zeros(0, np.uint64)
    mixed: Prints = (
        ids[:-2] * np.uint64(0x9E3779B97F4A7C15)
        + ids[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
        + ids[2:] * np.uint64(0x165667B19E3779F9)
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed >>= np.uint64(32)
    return mixed


def prints(text: str) -> Prints:
    """The fingerprints of a text: of each four triples in a row the smallest (Schleimer 2003)."""
    triples = _triples(text)
    if len(triples) >= _WINDOW:
        places = range(_WINDOW)
        last = len(triples) - _WINDOW + 1
        triples = np.minimum.reduce([triples[place : place + last] for place in places])
    return np.unique(triples)


def packed_prints(text: str) -> bytes:
    """The fingerprints of a text, four bytes each."""
    return prints(text).astype("<u4").tobytes()


def unpacked_prints(packed: bytes) -> Prints:
    """What was packed, by whomever.

    Raises:
        ValueError: it holds something else.
    """
    found: Prints = np.frombuffer(packed, "<u4").astype(np.uint64)
    if len(found) > 1 and not (found[1:] > found[:-1]).all():
        raise ValueError
    return found


class _Shelves:
    """A file of fingerprints; see `ArrayFile`."""

    def __init__(self, path: Path, listed: Listed) -> None:
        self.file = ArrayFile(path, listed.digest)
        if self.file.said.get("format") != _FORMAT:
            raise DamagedError(f"{path.name} has another format")
        self.ids = self.file.arrays["ids"].whole()
        if len(self.ids) != listed.size:
            raise DamagedError(f"{path.name} has another size")
        self.gone = np.array(listed.deleted, np.int64)

    def alive(self) -> npt.NDArray[np.bool_]:
        """For each of its articles whether it is still there."""
        mask = np.ones(len(self.ids), bool)
        mask[self.gone] = False
        return mask

    def whole(self, shelf: int) -> Prints:
        """All of a shelf: fingerprints, each with the number of its article in the low half."""
        return self.file.arrays[f"shelf{shelf}"].whole()

    def docs(self, value: int) -> npt.NDArray[np.int64]:
        """The numbers of the articles that have a fingerprint."""
        shelf = value * _SHELVES >> 32
        kept, heads = self.file.arrays[f"shelf{shelf}"], self.file.arrays[f"heads{shelf}"].whole()
        first, after = np.uint64(value) << _DOC, np.uint64(value + 1) << _DOC
        begin = max(int(np.searchsorted(heads, first)) - 1, 0) * _STEP
        end = min(int(np.searchsorted(heads, after)) * _STEP, len(kept))
        part = kept.part(begin, end)
        found = part[np.searchsorted(part, first) : np.searchsorted(part, after)]
        return (found & _LOW).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The files of one list of contents."""

    contents: Contents
    shelves: tuple[_Shelves, ...]


class ArticlePrints:
    """The fingerprints of a library's articles, in a directory. One process writes at a time.

    Args:
        directory: where they lie.
        binding: to which library and user they belong.

    Raises:
        DamagedIndexError: there are none, or they cannot be used: `create` makes them anew.
    """

    def __init__(self, directory: Path, binding: Binding) -> None:
        self._directory = directory
        self._binding = binding
        self._kept: tuple[object, _Opened] | None = None
        check_private(directory)
        self._read(lambda _: None)

    @classmethod
    def create(cls, directory: Path, binding: Binding) -> "ArticlePrints":
        """Those of no article, in place of whatever was there.

        Raises:
            LibraryError: the directory cannot be written.
        """
        try:
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_contents(directory, Contents(binding.library(), 0, Stamp(0), ()), binding)
        except OSError as error:
            raise LibraryError(f"No index can be created in {directory}: {error.strerror}") from error
        return cls(directory, binding)

    def ids(self) -> frozenset[str]:
        """Ids of the articles they are of."""
        return self._read(
            lambda opened: frozenset(
                f"{one:016x}" for shelves in opened.shelves for one in shelves.ids[shelves.alive()].tolist()
            )
        )

    def alike(self, words: str, limit: int) -> tuple[str, ...]:
        """Ids of articles that may print `words`, at most `limit`, those that have most of them first.

        Whoever prints at least `SURE` words in a row as asked is one of them, if they are fewer than `limit`.
        """
        wanted = _triples(words)
        if len(wanted) >= _WINDOW:
            wanted = prints(words)
        values = np.unique(wanted).tolist()
        if not values:
            return ()
        least = max(1, int(len(values) * _SHARE))

        def found(opened: _Opened) -> tuple[str, ...]:
            having = [[shelves.docs(value) for value in values] for shelves in opened.shelves]
            # Rare words tell more: with counts alone, articles full of common ones would come first.
            weights = [1 / (1 + sum(len(docs[at]) for docs in having)) for at in range(len(values))]
            listed: list[tuple[float, int]] = []
            for shelves, docs in zip(opened.shelves, having, strict=True):
                listed += _best(shelves, docs, weights, least)[:limit]
            return tuple(f"{one:016x}" for _, one in sorted(listed)[:limit])

        return self._read(found)

    def update(self, texts: Iterable[tuple[str, str]], gone: Collection[str] = ()) -> None:
        """Take in articles by id and text, and leave out those that are gone, in one commit.

        Raises:
            LibraryError: they cannot be written; nothing was taken in.
        """
        self.put([(one, prints(text)) for one, text in texts], gone)

    def put(self, made: Sequence[tuple[str, Prints]], gone: Collection[str] = ()) -> None:
        """As `update`, with articles whose fingerprints were made already."""
        try:
            opened = self._read(lambda opened: opened)
            self._commit(opened, made, {int(one, 16) for one in gone})
        except OSError as error:
            raise LibraryError(f"The search index cannot be written: {error.strerror}") from error

    def _commit(self, opened: _Opened, made: Sequence[tuple[str, Prints]], gone: set[int]) -> None:
        contents = opened.contents
        left = [
            _without(listed, shelves, gone)
            for listed, shelves in zip(contents.segments, opened.shelves, strict=True)
        ]
        left = [listed for listed in left if len(listed.deleted) < listed.size]
        if made:
            left.append(self._write(_new_ids(made), _new_shelves(made)))
        while chosen := _to_merge(left):
            parts = [_Shelves(self._path(listed.name), listed) for listed in chosen]
            ids = np.concatenate([part.ids[part.alive()] for part in parts])
            left = [listed for listed in left if listed not in chosen]
            left.append(self._write(ids, _merged(parts)))
        sync_directory(self._directory)
        new = Contents(contents.library, contents.generation + 1, contents.stamp, tuple(left))
        write_contents(self._directory, new, self._binding)
        named = {f"{listed.name}{_ENDING}" for listed in left}
        for path in self._directory.glob(f"*{_ENDING}"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}{_ENDING}"

    def _write(self, ids: Prints, shelves: Iterator[Prints]) -> Listed:
        """Write a file; each shelf is made when it is written."""
        name = secrets.token_hex(8)
        path = self._path(name)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        writer = ArrayWriter(os.fdopen(handle, "wb"))
        writer.add("ids", ids)
        for number, shelf in enumerate(shelves):
            writer.add(f"shelf{number}", shelf)
            writer.add(f"heads{number}", shelf[::_STEP])
        digest = writer.close({"format": _FORMAT})
        with path.open("r+b") as file:
            os.fsync(file.fileno())
        return Listed(name, len(ids), digest, ())

    def _read(self, run: Callable[[_Opened], _Answer]) -> _Answer:
        """What `run` makes of the files as they are now; tried again where a commit took them away."""
        for _ in range(_TRIES - 1):
            try:
                return self._run(run)
            except (DamagedError, FileNotFoundError):
                self._kept = None
        try:
            return self._run(run)
        except (DamagedError, FileNotFoundError) as error:
            raise DamagedIndexError(f"The index in {self._directory} is damaged") from error

    def _run(self, run: Callable[[_Opened], _Answer]) -> _Answer:
        opened = self._opened()
        for shelves in opened.shelves:
            shelves.file.check_unchanged()
        answer = run(opened)
        for shelves in opened.shelves:
            shelves.file.check_unchanged()
        return answer

    def _opened(self) -> _Opened:
        changed = changed_at(self._directory)
        if self._kept is not None and changed is not None and self._kept[0] == changed:
            return self._kept[1]
        contents = read_contents(self._directory, self._binding)
        opened = _Opened(
            contents, tuple(_Shelves(self._path(listed.name), listed) for listed in contents.segments)
        )
        self._kept = changed, opened
        return opened


def _best(
    shelves: _Shelves, having: Sequence[npt.NDArray[np.int64]], weights: Sequence[float], least: int
) -> list[tuple[float, int]]:
    """The articles with at least so many of some fingerprints, best first: the negative score and the id."""
    docs = np.concatenate(having)
    each = np.repeat(np.array(weights), [len(one) for one in having])
    found, places, counts = np.unique(docs, return_inverse=True, return_counts=True)
    scores = np.bincount(places, each, len(found))
    good = (counts >= least) & shelves.alive()[found]
    ids = shelves.ids[found[good]].tolist()
    return sorted(zip((-scores[good]).tolist(), ids, strict=True))


def _without(listed: Listed, shelves: _Shelves, gone: set[int]) -> Listed:
    """The list's row of a file, without some articles."""
    if not gone:
        return listed
    docs = np.flatnonzero(np.isin(shelves.ids, np.fromiter(gone, np.uint64, len(gone))))
    return Listed(listed.name, listed.size, listed.digest, tuple(sorted({*listed.deleted, *map(int, docs)})))


def _new_ids(made: Sequence[tuple[str, Prints]]) -> Prints:
    return np.array([int(one, 16) for one, _ in made], np.uint64)


def _new_shelves(made: Sequence[tuple[str, Prints]]) -> Iterator[Prints]:
    """The shelves of new articles."""
    found = [(own << _DOC) | np.uint64(number) for number, (_, own) in enumerate(made)]
    yield from _cut(np.sort(np.concatenate(found)))


def _cut(values: Prints) -> Iterator[Prints]:
    """A sorted list by shelves."""
    bounds = np.array([number << (64 - _SHELVES.bit_length() + 1) for number in range(_SHELVES)], np.uint64)
    places = [*np.searchsorted(values, bounds).tolist(), len(values)]
    yield from (values[first:last] for first, last in pairwise(places))


def _merged(parts: Sequence[_Shelves]) -> Iterator[Prints]:
    """The shelves of several files as those of one, without the articles that are gone."""
    numbers: list[Any] = []
    first = 0
    for part in parts:
        alive = part.alive()
        numbers.append(np.where(alive, np.cumsum(alive) - 1 + first, -1))
        first += int(alive.sum())
    for shelf in range(_SHELVES):
        moved = []
        for part, number in zip(parts, numbers, strict=True):
            values = part.whole(shelf)
            new = number[(values & _LOW).astype(np.int64)]
            kept = new >= 0
            moved.append((values[kept] >> _DOC << _DOC) | new[kept].astype(np.uint64))
            part.file.forget()
        yield np.sort(np.concatenate(moved), kind="stable")


def _to_merge(listed: Sequence[Listed]) -> list[Listed]:
    """Which files to make one of next: four of one size, or one of which a quarter is gone."""
    for one in listed:
        if len(one.deleted) * _TIER > one.size:
            return [one]
    tiers: dict[int, list[Listed]] = {}
    for one in listed:
        tier = 0
        while _SMALLEST_TIER * _TIER**tier < one.size - len(one.deleted):
            tier += 1
        tiers.setdefault(tier, []).append(one)
    for tier in sorted(tiers):
        chosen = tiers[tier][:_TIER]
        if len(chosen) == _TIER and sum(one.size for one in chosen) <= _LARGEST:
            return chosen
    return []
