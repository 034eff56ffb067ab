"""The index as the library holds it.

One rule guards it: any number of threads may search while one writes. Each has a searcher of its own,
for Whoosh's share file positions, and sees every commit that was finished before its search began.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotebrowser.index.documents import QuoteDocument
from quotebrowser.index.lazy_whoosh import engine, sharded_engine
from quotebrowser.index.stamp import Binding, Building, Stamp
from quotebrowser.model import Results, Sort
from quotebrowser.query import Node

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from quotebrowser.index.engine import Engine
    from quotebrowser.index.shards.division import Division
    from quotebrowser.index.shards.part_reach import Reach
    from quotebrowser.index.shards.sharded_engine import ShardedEngine


class QuoteIndex:
    """A search index in a directory. Made by `open` or `create`, which load Whoosh."""

    def __init__(self, engine: "Engine | ShardedEngine") -> None:
        self._engine = engine

    @classmethod
    def open(cls, directory: Path, binding: Binding) -> "QuoteIndex":
        """The index in `directory`.

        Args:
            directory: where it lies.
            binding: to which library and user it has to belong.

        Raises:
            LibraryError: it cannot be used: missing, damaged, of another version, library or user, or others
                can write to it. The remedy is `create`, and to put everything in again.
        """
        return cls(engine().open(directory, binding))

    @classmethod
    def create(cls, directory: Path, binding: Binding) -> "QuoteIndex":
        """An empty index in `directory`, in place of whatever was there.

        Raises:
            LibraryError: the directory cannot be written.
        """
        return cls(engine().create(directory, binding))

    @classmethod
    def open_parts(
        cls,
        directory: Path,
        binding: Binding,
        division: "Division",
        reach: "Callable[[Sequence[str]], Reach] | None" = None,
    ) -> "QuoteIndex":
        """The index in parts in `directory`.

        Args:
            directory: where they lie.
            binding: to which library and user they have to belong.
            division: how many they are.
            reach: makes what reaches the parts in these directories, when they are searched first; None: this
                process does.

        Raises:
            LibraryError: as `open`.
        """
        return cls(sharded_engine().open(directory, binding, division, reach))

    @classmethod
    def create_parts(
        cls,
        directory: Path,
        binding: Binding,
        division: "Division",
        reach: "Callable[[Sequence[str]], Reach] | None" = None,
    ) -> "QuoteIndex":
        """Empty parts in `directory`, in place of whatever was there; see `open_parts`.

        Raises:
            LibraryError: the directory cannot be written.
        """
        return cls(sharded_engine().create(directory, binding, division, reach))

    @property
    def missing(self) -> tuple[int, int, str]:
        """How many parts of the index cannot be searched now, of how many; and why, where that is known.

        None of one where it is in one part. This thread's searches leave these out, and no others, until it
        asks again; where others are lost they raise MissingPartError.
        """
        return self._engine.missing

    @property
    def watermark(self) -> int:
        """The store's change number up to which all changes are in it; 0 for an empty one."""
        return self._engine.stamp.watermark

    @property
    def stamp(self) -> Stamp:
        """Which part of the store is in it."""
        return self._engine.stamp

    def update(
        self,
        documents: Iterable[QuoteDocument],
        deleted: Collection[str],
        watermark: int,
        building: Building | None = None,
    ) -> None:
        """Take in a batch of changes in one commit, and say so in the stamp.

        Args:
            documents: new quotes, and those that changed: each replaces the one with its uid.
            deleted: uids of quotes that are gone.
            watermark: the store's change number with these changes in.
            building: how far it is where it is being built; None if all is in.

        Raises:
            LibraryError: nothing of the batch was taken in, and why.
        """
        self._engine.update(documents, deleted, Stamp(watermark, building))

    def settle(self) -> None:
        """After many batches: make searching as fast as it can be, by merging what each of them has left.

        It takes about 25 s for a million quotes. Searches go on meanwhile.

        Raises:
            LibraryError: the index cannot be written; it stays as it was.
        """
        self._engine.settle()

    def search(
        self,
        query: Node,
        *,
        limit: int = 50,
        sort: str = Sort.RELEVANCE,
        reverse: bool = False,
        allowed: Collection[str] | None = None,
        excluded: Collection[str] = (),
        facets: bool = True,
    ) -> Results:
        """What answers `query`.

        Args:
            query: a parsed query.
            limit: how many hits at most; total and facets count all that answer.
            sort: a value of `Sort`.
            reverse: whether that order is turned round; what has no date or no outlet stays last.
            allowed: uids to which the store has narrowed it; None is all.
            excluded: uids of quotes that do not answer, whatever they say.
            facets: whether speakers and outlets are counted too.

        Raises:
            QueryError: it takes longer than two seconds.
            LibraryError: the index is damaged.
        """
        return self._engine.search(
            query, limit, Sort(sort), allowed, excluded, reverse=reverse, facets=facets
        )

    def order(
        self,
        query: Node,
        *,
        sort: str = Sort.RELEVANCE,
        reverse: bool = False,
        allowed: Collection[str] | None = None,
        excluded: Collection[str] = (),
    ) -> "npt.NDArray[np.uint64]":
        """Uids of all that answers `query`, in the order of `search`, each as a number.

        Raises:
            QueryError: it takes longer than two seconds.
            LibraryError: the index is damaged.
            ValueError: a uid is not written in 16 hexadecimal digits.
        """
        return self._engine.order(query, Sort(sort), allowed, excluded, reverse=reverse)

    def days(
        self, query: Node, *, allowed: Collection[str] | None = None, excluded: Collection[str] = ()
    ) -> "tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]":
        """The first and the last day that each quote that answers `query` may have been published.

        In no order, as ordinals; 0 where that is not known.

        Raises:
            QueryError: it takes longer than two seconds.
            LibraryError: the index is damaged.
        """
        return self._engine.days(query, allowed, excluded)

    def suggest(self, word: str) -> tuple[str, ...]:
        """Up to three words of the index that resemble `word`, nearest and most used first."""
        return self._engine.suggest(word)

    def check(self) -> None:
        """Read all of it and compare every checksum; takes about a second for a gigabyte.

        Raises:
            LibraryError: it is damaged.
        """
        self._engine.check()

    def close(self) -> None:
        """Let go of the files; searches that are under way may fail with LibraryError."""
        self._engine.close()
