"""Which utterances quotes print, as arrays, so that those of a million are known in the time of a key.

One rule guards it: here are numbers only; what is asked of the library is asked elsewhere.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Uids = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


class Printed(NamedTuple):
    """Which utterances quotes of the library print, with numbers in place of ids."""

    quotes: Uids
    """Quotes, sorted."""
    starts: Numbers
    """Of each, where its utterances begin in the next list; at the end, how many those are."""
    utterances: Numbers
    """Numbers of the utterances of each quote, each once."""
    ids: Uids
    """Of the utterances, by their numbers, sorted."""
    differing: npt.NDArray[np.bool_]
    """Whether articles print each of them in different words."""


def numbers(digits: str) -> Uids:
    """Uids that stand one after another, as numbers."""
    return np.frombuffer(bytes.fromhex(digits), ">u8").astype(np.uint64)


def gathered(printed: str, differing: str) -> Printed:
    """What `LongLists` has, as arrays."""
    pairs = numbers(printed).reshape(-1, 2)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    changed = np.ones(pairs.shape, bool)
    changed[1:] = pairs[1:] != pairs[:-1]
    pairs, changed = pairs[changed.any(axis=1)], changed[changed.any(axis=1)]
    quotes, utterances = pairs[changed[:, 0], 0], pairs[:, 1]
    owners = np.cumsum(changed[:, 0]) - 1
    ids, named = np.unique(utterances[utterances > 0], return_inverse=True)
    counts = np.bincount(owners[utterances > 0], minlength=len(quotes))
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Printed(quotes, starts, named, ids, np.isin(ids, numbers(differing)))


def parts(printed: Printed, quotes: Numbers) -> tuple[Numbers, Numbers]:
    """For each utterance of each of some quotes, which of them it is one of, and its number."""
    counts = printed.starts[quotes + 1] - printed.starts[quotes]
    owners = np.repeat(np.arange(len(quotes)), counts)
    begins = np.cumsum(counts) - counts
    places = np.arange(len(owners)) + np.repeat(printed.starts[quotes] - begins, counts)
    return owners, printed.utterances[places]
