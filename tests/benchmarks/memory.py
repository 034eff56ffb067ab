"""How much memory a process has had."""

import resource
import sys
from pathlib import Path


def most_memory() -> float:
    """Megabytes (2**20 bytes) that this process has had resident at most.

    Where Linux tells it of the program that runs, that is taken: `getrusage` counts what the process had
    before `exec` too, which is what its parent had, so that a small child of a large program seems large.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
