"""The best of what answers in a segment.

One rule guards it: of equals the one that stands first in the segment's order comes first: newest first,
then by uid. The writer numbers documents in that order; where Whoosh's own has written, it is worked out.
"""

from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.answer_sets import Matches
from quotebrowser.index.format.segments import Segment

_BLOCK: Final = 1024
_FEW: Final = 4096
"""So few are sorted at once; more are thinned out first by the best of each block."""

_RANKS: Final[WeakKeyDictionary[Segment, npt.NDArray[np.int64]]] = WeakKeyDictionary()

Keys = npt.NDArray[Any]


def in_order(segment: Segment, matches: Matches) -> Matches:
    """The matches in the segment's order, which is that of their numbers where our writer gave them."""
    if segment.ordered:
        return matches
    ranks = _RANKS.get(segment)
    if ranks is None:
        uids = segment.fields["uid"].ordinals
        order = np.lexsort((uids, -segment.column("first").astype(np.int64)))
        ranks = np.empty(segment.size, np.int64)
        ranks[order] = np.arange(segment.size)
        _RANKS[segment] = ranks
    order = np.argsort(ranks[matches.docs])
    return Matches(matches.docs[order], matches.scores[order])


def best(keys: Keys, limit: int) -> npt.NDArray[np.int64]:
    """Places of the `limit` largest keys, largest first, equal ones in their present order."""
    if limit <= 0 or not len(keys):
        return np.zeros(0, np.int64)
    chosen = np.arange(len(keys))
    if len(keys) > max(_FEW, limit * 2):
        chosen = _contenders(keys, limit)
    order = np.argsort(-keys[chosen], kind="stable")[:limit]
    return np.asarray(chosen[order], np.int64)


def _contenders(keys: Keys, limit: int) -> npt.NDArray[np.int64]:
    """Places that hold the `limit` largest, and not many others.

    Of the blocks' largest keys the limit-th largest is one that at least `limit` keys reach. Fewer than
    `limit` blocks hold a larger one; and of its equals, each block whose largest it is holds one, so that the
    first `limit` of those hold the first `limit` equals that the others do not.
    """
    blocks = len(keys) // _BLOCK
    tops = keys[: blocks * _BLOCK].reshape(-1, _BLOCK).max(axis=1)
    rest = np.arange(blocks * _BLOCK, len(keys))
    if blocks <= limit:
        reached = np.partition(keys, len(keys) - limit)[len(keys) - limit]
        equal = np.flatnonzero(keys == reached)[:limit]
        return np.sort(np.concatenate([np.flatnonzero(keys > reached), equal]))
    reached = np.partition(tops, blocks - limit)[blocks - limit]
    above = np.flatnonzero(tops > reached)
    equal = np.flatnonzero(tops == reached)[:limit]
    chosen = np.sort(np.concatenate([above, equal]))
    places = (chosen[:, np.newaxis] * _BLOCK + np.arange(_BLOCK)).ravel()
    places = np.concatenate([places, rest])
    return np.asarray(places[keys[places] >= reached])
