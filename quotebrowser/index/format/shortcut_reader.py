"""What was worked out of a field when it was written, as a search asks for it.

One rule guards it: what is not kept is None, and the search goes the long way.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format import precomputed
from quotebrowser.index.format.arrays import Array, StoredArray

Docs = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]


class ShortcutReader:
    """The kept beginnings and neighbours of a field; see `shortcuts`.

    Args:
        arrays: of the field, by what they hold.
    """

    def __init__(self, arrays: Mapping[str, StoredArray]) -> None:
        self._arrays = arrays

    @cached_property
    def _beginnings(self) -> dict[int, int]:
        return {key: row for row, key in enumerate(self._arrays["begins"].whole().tolist())}

    def begun(self, prefix: bytes, size: int) -> Mask | None:
        """Which of the `size` documents hold a word that begins so, where that is kept; else None."""
        row = self._beginnings.get(precomputed.beginning_key(prefix)) if "begins" in self._arrays else None
        if row is None:
            return None
        width = -(-size // 8)
        bits = self._arrays["begun"].part(row * width, (row + 1) * width)
        return np.unpackbits(bits, count=size).view(bool)

    @cached_property
    def _common(self) -> Array:
        return self._arrays["common"].whole()

    def neighbours(self, first: int, second: int) -> Docs | None:
        """The documents where two words stand one after the other, where that is kept; else None."""
        pair = precomputed.pair_number(self._common, first, second) if "common" in self._arrays else -1
        if pair < 0:
            return None
        begin, end = self._arrays["pairstarts"].part(pair, pair + 2).tolist()
        return self._arrays["pairs"].part(begin, end)
