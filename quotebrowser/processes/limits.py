"""What a process that reads files may take: memory and time.

One rule guards it: what is over its limit ends the process that reads, never the one that stores.
"""

import mmap
import os
import sys
import threading
import time
from pathlib import Path
from typing import Final

MEMORY: Final = 900 << 20
"""Bytes of data a reading process may hold. With the libraries it has loaded it stays below a gigabyte; a
page of 5 million characters takes 300 MB."""
SECONDS: Final = 9.0
"""How long an article may take to read and search; with the time to notice, none takes 10. Of saved pages
the slowest percentile takes 0.1 s."""
OUT_OF_MEMORY: Final = 77
"""Exit status of a process that was over its limit of memory."""
_ORPHAN_SECONDS: Final = 60
"""CPU seconds after which a file ends its process even where nobody watches any more."""
_LOOK_EVERY: Final = 0.1


def limit_memory(most: int = MEMORY) -> None:
    """End this process if it holds more than `most` bytes: through the system, else by checking often."""
    if not (_set_limit(most) and _is_kept(most)):
        threading.Thread(target=_watch, args=(most,), daemon=True).start()


def limit_cpu() -> None:
    """Give this process another minute of CPU time, where the system counts it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + _ORPHAN_SECONDS
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _set_limit(most: int) -> bool:
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    except (ImportError, OSError, ValueError):
        return False
    return True


def _is_kept(most: int) -> bool:
    """Whether the system keeps to the limit: old Linux and macOS take it and look away."""
    try:
        mmap.mmap(-1, most + 1, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except (OSError, MemoryError):
        return True
    return False


def _watch(most: int) -> None:
    """Check this process's memory until it is too much."""
    while _resident() <= most:
        time.sleep(_LOOK_EVERY)
    os._exit(OUT_OF_MEMORY)


def _resident() -> int:
    """Bytes of memory this process has, or had at most where only that is known; 0 where neither is."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
