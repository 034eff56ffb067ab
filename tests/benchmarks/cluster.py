"""What `add --engine ray` costs beside the local pool, while one of two machines is lost in the middle.

usage: cluster.py [--articles N] [--directory DIR]

Both add the same made articles to a new library, one after the other in one run; the cluster has a head and
two nodes of one processor each on this machine, one of which is killed when a third is stored. CPU seconds
and memory (PSS) are those of the whole tree of processes, also the cluster's. Exits 1 if the cluster takes
more than 1.3 times the CPU, or if what the two libraries export is not the same, byte for byte.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

import made_articles
import psutil  # type: ignore[import-untyped]
from ray_nodes import Nodes

_RATIO = 1.3
_LOOK = 1.0
"""Seconds between two looks at the tree."""


class Tree:
    """Watches the processes below this one: CPU seconds of all that ever were seen, memory of all at once."""

    def __init__(self) -> None:
        self._cpu: dict[tuple[int, float], float] = {}
        self.memory = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def cpu(self) -> float:
        """Seconds."""
        return sum(self._cpu.values())

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            self.look()

    def look(self) -> None:
        """Look once."""
        memory = 0
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error, OSError):
                times = process.cpu_times()
                self._cpu[process.pid, process.create_time()] = times.user + times.system
                rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii")
                memory += int(rollup.split("\nPss:")[1].split()[0]) << 10
        self.memory = max(self.memory, memory)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        self._ended.set()
        self._thread.join()


def add(library: Path, folder: Path, *options: str, env: dict[str, str], told: Callable[[int], None]) -> None:
    """Add a folder; `told` gets the number of outcomes so far."""
    command = [sys.executable, "-m", "quotebrowser", "--library", str(library), "add", "--json", *options]
    with subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE, env=env, text=True) as adding:
        assert adding.stdout is not None
        for number, _ in enumerate(adding.stdout, 1):
            told(number)
    assert adding.returncode == 0, adding.returncode


def exported(library: Path) -> str:
    """The digest of all that it exports."""
    command = [sys.executable, "-m", "quotebrowser", "--library", str(library), "export", "--format", "jsonl"]
    digest = hashlib.sha256()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as exporting:
        assert exporting.stdout is not None
        while some := exporting.stdout.read(1 << 20):
            digest.update(some)
    assert exporting.returncode == 0
    return digest.hexdigest()


def measured(name: str, number: int, work: Callable[[], None]) -> float:
    """Do something, and say what it cost; its CPU seconds."""
    started = time.perf_counter()
    with Tree() as tree:
        work()
    took = time.perf_counter() - started
    print(
        f"{name:<32} {tree.cpu:8.0f} s CPU, {took:8.0f} s, {number / took:6.0f} articles a second, "
        f"{tree.memory / 1e6:6.0f} MB at most",
        flush=True,
    )
    return tree.cpu


def run(scratch: Path, folder: Path, number: int) -> bool:
    """Both, one after the other; whether the bounds hold."""
    local, shared = scratch / "local", scratch / "cluster"

    def on_cluster() -> None:
        with Nodes(scratch) as nodes:

            def told(done: int) -> None:
                if done == number // 3:
                    threading.Thread(target=nodes.tell, args=("kill",)).start()
                    print(f"a node is killed after {done:,} articles", flush=True)

            at = ("--engine", "ray", "--address", nodes.address)
            add(shared, folder, *at, env=nodes.environment, told=told)

    here = measured(
        "local, two processes",
        number,
        lambda: add(local, folder, "--jobs", "2", env=dict(os.environ), told=lambda _: None),
    )
    there = measured("cluster, one of two nodes lost", number, on_cluster)
    same = exported(local) == exported(shared)
    told = "equal" if same else "NOT equal"
    print(f"{there / here:.2f} times the CPU (at most {_RATIO}); what is exported is {told}")
    return same and there <= _RATIO * here


def main() -> None:
    """Read the arguments, run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--directory", type=Path, help="of so many texts that were made before")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = arguments.directory or scratch / "texts"
        if not arguments.directory:
            folder.mkdir()
            made_articles.write_texts(folder, arguments.articles)
        sys.exit(not run(scratch, folder, arguments.articles))


if __name__ == "__main__":
    main()
