"""A lock between programs: a file that one of them at a time holds.

One rule guards it: the system gives the lock back when the program that holds it ends, in whatever way.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_EVERY: Final = 0.05
"""Seconds between two tries."""


@contextmanager
def held(path: Path, *, seconds: float = 0.0) -> Iterator[bool]:
    """Hold the lock at `path` inside the `with`, if it frees up in time; yields whether it is held.

    The file stays: if it were removed, two could hold it.

    Raises:
        OSError: the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    deadline = time.monotonic() + seconds
    try:
        got = _take(handle)
        while not got and time.monotonic() < deadline:
            time.sleep(_EVERY)
            got = _take(handle)
        yield got
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
