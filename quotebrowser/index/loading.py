"""Loading Whoosh and numpy, which opening an index does.

One rule guards it: nothing is loaded that a search has no use for. Opening an index and asking once costs no
more of the processor than starting a bare Textual program; a third of that were threads for linear algebra,
which nothing here is, and asyncio, of which nothing here waits for anything.
"""

import functools
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quotebrowser.index.engine import Engine

_THREADS: Final = "OPENBLAS_NUM_THREADS"
_REPLACED: Final = "cached_property"
"""The one dependency of whoosh-reloaded: what `functools` has had since Python 3.8. It imports asyncio."""


def engine() -> "type[Engine]":
    """What does the work of the index."""
    os.environ.setdefault(_THREADS, "1")
    stand_in = ModuleType(_REPLACED)
    vars(stand_in)[_REPLACED] = functools.cached_property
    replaced = sys.modules.setdefault(_REPLACED, stand_in) is stand_in
    try:
        from quotebrowser.index.engine import Engine  # noqa: PLC0415 - the browser paints before this loads
    finally:
        if replaced:
            del sys.modules[_REPLACED]
    return Engine
