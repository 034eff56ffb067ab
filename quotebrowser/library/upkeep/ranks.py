"""Which of the articles that print the same words stand for the others, when an article is linked.

One rule guards it: who stands for others follows from which articles there are, never from the order of
adding. An article that begins or ceases to do so is linked once more.

A text that hundreds print would cost the square of their number. So of the passages that have a wording in
common the first few, by the turns of their articles, are compared with whatever may print the same; the rest
are compared with those few alone. Two articles most of whose passages others represent are not compared.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.collate import Copies
from quotebrowser.model import Passage, Trace
from quotebrowser.store import Store
from quotebrowser.store.tables.passages import Printing, turn

STANDING: Final = 8
"""How many passages stand for all that print the same. All articles of one event are compared with each other
unless more than this print one sentence to the letter."""


class Ranks:
    """Where the passages of an article that is being added stand among those that print the same.

    Attributes:
        copies: of its passages that others print too, by uid.
        displaced: ids of the articles that stood for others until this one came.
    """

    def __init__(self, store: Store, printed: Sequence[Passage], traces: Mapping[str, Trace]) -> None:
        self._store = store
        self._wordings = {uid: trace.wording for uid, trace in traces.items() if trace.wording}
        self.copies: dict[str, Copies] = {}
        self.displaced: set[str] = set()
        by_wording: dict[int, list[Printing]] = {}
        for one in printed:
            if one.uid in self._wordings:
                mine = Printing(turn(one.article), one.order, one.uid, one.article)
                by_wording.setdefault(self._wordings[one.uid], []).append(mine)
        for wording, own in by_wording.items():
            self._rank(wording, own)

    def _rank(self, wording: int, own: Sequence[Printing]) -> None:
        others = self._store.wordings.first(wording, STANDING)
        if not others:
            return
        standing = sorted([*others, *own])[:STANDING]
        self.displaced.update(one.article for one in others if one not in standing)
        everyone: tuple[Printing, ...] | None = None
        for one in own:
            if one not in standing:
                self.copies[one.uid] = Copies([each.uid for each in others], represented=True)
            else:
                everyone = everyone or self._store.wordings.first(wording, -1)
                self.copies[one.uid] = Copies([each.uid for each in everyone])

    def shown(self, uid: str, trace: Trace) -> Trace:
        """The trace that is stored: of a passage for which others stand, nothing but its wording."""
        return replace(trace, fingerprints=(), words=b"") if self._represented(uid) else trace

    def _represented(self, uid: str) -> bool:
        return uid in self.copies and self.copies[uid].represented

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """See `links.Neighbours`."""
        return self._store.passages.sharing(fingerprints, minimum)

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """The passages of these uids, without those of articles that are not compared with this one."""
        wordings = {self._wordings[uid] for uid in self.copies if self._represented(uid)}
        if wordings:
            uids = set(uids) - self._store.wordings.copied(uids, wordings, len({*self._wordings.values()}))
        return self._store.passages.passages(uids)

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        """All passages of an article."""
        return self._store.passages.passages_of(article)

    def records(self, articles: Collection[str], /) -> Collection[str]:
        """Those of the articles that are records of what was said."""
        return self._store.passages.records(articles)

    def at(self, article: str, places: Collection[int], /) -> Sequence[Passage]:
        """The passages of an article at these places."""
        return self._store.passages.at(article, places)


def after(store: Store, article: str) -> tuple[set[str], set[str]]:
    """What changes when an article goes.

    Returns:
        Ids of the articles that stand for others in its place; uids of passages that print what it prints,
        one for each.
    """
    promoted: set[str] = set()
    left: set[str] = set()
    for wording, own in store.wordings.of_article(article).items():
        first = store.wordings.first(wording, STANDING + own)
        rest = [one for one in first if one.article != article]
        promoted.update(one.article for one in set(rest[:STANDING]) - set(first[:STANDING]))
        left.update(one.uid for one in rest[:1])
    return promoted, left
