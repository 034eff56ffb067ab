"""Loading Whoosh and numpy, which opening an index does.

One rule guards it: nothing is loaded that a search has no use for. Opening an index and asking once costs no
more of the processor than starting a bare Textual program. Left to themselves the two packages would bring
threads for linear algebra, which nothing here is; asyncio, of which nothing here waits for anything; the
whole of HTTP with its ciphers, while nothing here asks a network; and the irregular plurals of English.
"""

import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from quotebrowser.index.engine import Engine
    from quotebrowser.index.shards.sharded_engine import ShardedEngine

_THREADS: Final = "OPENBLAS_NUM_THREADS"


def engine() -> "type[Engine]":
    """What does the work of the index."""
    load()
    from quotebrowser.index.engine import Engine  # noqa: PLC0415 - the browser paints before this loads

    return Engine


def sharded_engine() -> "type[ShardedEngine]":
    """What does the work of an index in parts."""
    load()
    from quotebrowser.index.shards.sharded_engine import ShardedEngine  # noqa: PLC0415 - few indexes are in parts

    return ShardedEngine


def load() -> None:
    """Load Whoosh and numpy."""
    if "quotebrowser.index.engine" not in sys.modules:
        os.environ.setdefault(_THREADS, "1")
        with _uncollected(), _replaced():
            import_module("quotebrowser.index.engine")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the garbage collector while modules load, and have it leave alone what they hold for good.

    What is loaded stays to the end, so that going through it again and again finds nothing; at the end of the
    process alone that took a tenth of what a first search takes.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _replaced() -> Iterator[None]:
    """Have Whoosh find stand-ins for what it imports and a search never calls."""
    put = [_StandIn(name, members) for name, members in _STAND_INS.items() if name not in sys.modules]
    for stand_in in put:
        stand_in.enter()
    try:
        yield
    finally:
        for stand_in in put:
            stand_in.leave()


def _late(module: str, name: str) -> Callable[..., Any]:
    """The function `name` of `module`, which is loaded when it is called."""

    def called(*args: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*args, **named)

    return called


class _StandIn(ModuleType):
    """Has a few members of a module. Whoever asks for another one meanwhile is given the module's own."""

    def __init__(self, name: str, members: dict[str, Any]) -> None:
        super().__init__(name)
        vars(self).update(members)

    def _packages(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Where a module is found: by `from`, and as a member of its package where that is loaded."""
        package, _, _ = self.__name__.rpartition(".")
        return sys.modules, vars(sys.modules[package]) if package in sys.modules else {}

    def enter(self) -> None:
        """Take the module's place."""
        modules, members = self._packages()
        modules[self.__name__] = self
        members[self.__name__.rpartition(".")[2]] = self

    def leave(self) -> None:
        """Give the module's place back, unless it has come itself."""
        modules, members = self._packages()
        for names, name in ((modules, self.__name__), (members, self.__name__.rpartition(".")[2])):
            if names.get(name) is self:
                del names[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.leave()
        return getattr(import_module(self.__name__), name)


_STAND_INS: Final[dict[str, dict[str, Any]]] = {
    # The one dependency of whoosh-reloaded: what `functools` has had since Python 3.8. It imports asyncio.
    "cached_property": {"cached_property": functools.cached_property},
    # whoosh.compat has it for whoever may want it; nobody does.
    "urllib.request": {"urlretrieve": _late("urllib.request", "urlretrieve")},
    # For whoosh.query.Variations, which nothing makes here.
    "whoosh.lang.morph_en": {"variations": _late("whoosh.lang.morph_en", "variations")},
}
"""Modules by name, and what takes the place of what Whoosh imports from each."""
