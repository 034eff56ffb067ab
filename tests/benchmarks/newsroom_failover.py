"""A newsroom's server is killed while four clients write, and its replica takes over.

    python tests/benchmarks/newsroom_failover.py [--seconds N] [--ports N N]

Makes a PostgreSQL server with a synchronous replica on this machine, as an administrator does with
`pg_basebackup -R` and `synchronous_standby_names`. Four programs that have both hosts in the library's
address add articles, correct their titles and count up a number; after a third of the time the server and all
its processes are killed with SIGKILL, and a second later the replica is promoted. A browser without a
terminal looks on.

Prints how many writes were acknowledged, how many of them are lost or there twice, and the longest gap
between two that a client was told were made. Exits 1 where one is lost or twice, where a client gave up or
failed, or had to wait for over half a minute, or where the browser does not show in the end what is there.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from keystrokes import page_of

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.tui.app import QuoteBrowser

_CLIENTS: Final = 4
_PAUSE: Final = 0.1
"""Seconds after which a client tries again."""
_PROMOTED: Final = 1.0
"""Seconds from the server's end to the promotion: what a watchdog takes, at the least."""
_LONGEST: Final = 30.0
"""Seconds that a client may be kept from writing."""
_USER: Final = "postgres"
_SHOWN: Final = 10.0
"""Seconds that a browser looks on when nobody writes any more."""
TEXT: Final = "“We will not sell harbour number {0},” said Ada Example, the mayor of {0}. It rained.\n"


class Cluster:
    """A server of PostgreSQL on a port of this machine, run by an unprivileged user."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        self.data, self.log, self.port = folder / name, folder / f"{name}.log", port

    @staticmethod
    def run(program: str, *arguments: object) -> None:
        """Run a program of PostgreSQL, which refuses root."""
        found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
        command = [str(found[-1]) if found else program, *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _USER, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def make(self) -> None:
        """Make an empty one."""
        self.run("initdb", "-D", self.data, "-U", _USER, "--auth=trust", "-E", "UTF8", "--locale=C", "-N")

    def follow(self, other: "Cluster") -> None:
        """Make a replica of a server that runs."""
        self.run("pg_basebackup", "-R", "-D", self.data, "-U", _USER, "-h", "127.0.0.1", "-p", other.port)

    def start(self, *settings: str) -> None:
        """Start it; settings that are given here are not in its files, which a replica copies."""
        also = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        options = " ".join(f"-c {each}" for each in (*also, *settings))
        self.run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "-o", options, "start")

    def promote(self) -> None:
        """Make a server of a replica."""
        self.run("pg_ctl", "-D", self.data, "-w", "promote")

    def kill(self) -> None:
        """End it and all its processes without a word."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        asked = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(postmaster)], capture_output=True, text=True, check=False
        )
        for process in (postmaster, *map(int, asked.stdout.split())):
            os.kill(process, signal.SIGKILL)

    def stop(self) -> None:
        """End it, if it runs."""
        if (self.data / "postmaster.pid").exists():
            with contextlib.suppress(subprocess.CalledProcessError):  # it may have been killed
                self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")


@contextmanager
def two_servers(folder: Path, ports: Sequence[int]) -> Iterator[tuple[Cluster, Cluster]]:
    """A server and its synchronous replica."""
    first, second = (Cluster(folder, name, port) for name, port in zip(("one", "two"), ports, strict=True))
    try:
        first.make()
        first.start()
        second.follow(first)
        second.start()
        first.run("pg_ctl", "-D", first.data, "-m", "fast", "-w", "stop")
        first.start("synchronous_standby_names=*")
        yield first, second
    finally:
        first.stop()
        second.stop()


class Client:
    """A program that writes, and keeps what it was told was written."""

    def __init__(self, number: int, address: str, folder: Path) -> None:
        self.name, self.folder = f"client{number}", folder
        self.library = Library.open(address)
        self.told = (folder / f"{self.name}.jsonl").open("a", encoding="utf-8")
        self.counted = 0

    def work(self, seconds: float) -> None:
        """Add, correct and count until the time is over."""
        until, number = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            number += 1
            named = f"{self.name} {number}"
            path = self.folder / f"{self.name}-{number}.txt"
            path.write_text(TEXT.format(named), encoding="utf-8")
            self.do("added", named, partial(self._add, path))
            (article,) = self.library.store.articles.resolve(path.name)
            self.do("corrected", named, partial(self._correct, article, named))
            self.do("counted", str(self.counted + 1), self._count)
            self.counted += 1

    def _add(self, path: Path) -> None:
        for _ in add_files.add(self.library, [path], jobs=1):
            pass

    def _correct(self, article: str, title: str) -> None:
        with self.library.store.transaction():
            self.library.store.corrections.set_fact(article, "title", title)

    def _count(self) -> None:
        """Add one to what this client counts, unless that was done by a try whose end it did not hear."""
        store = self.library.store
        with store.transaction():
            if int(store.meta.get(self.name) or 0) == self.counted:
                store.meta.set(self.name, str(self.counted + 1))

    def do(self, what: str, which: str, action: Callable[[], object]) -> None:
        """Do something as often as it takes, and write down that it was done."""
        failures: list[str] = []
        while True:
            try:
                action()
                break
            except LibraryError as error:
                failures.append(error.message)
                time.sleep(_PAUSE)
        row = {"what": what, "which": which, "at": time.monotonic(), "failures": failures}
        self.told.write(json.dumps(row) + "\n")
        self.told.flush()


def free_ports() -> list[int]:
    """Two ports of this machine that nobody uses."""
    with socket.socket() as one, socket.socket() as two:
        for each in (one, two):
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in (one, two)]


async def browse(address: str, folder: Path, seconds: float) -> dict[str, object]:
    """Look on; whether the server was missed and is back, and how many quotes are shown in the end."""
    library = Library.open(address)
    app = QuoteBrowser(library)
    async with app.run_test(size=(120, 40)):
        (folder / "browser.jsonl").write_text("ready")
        missed, until = False, time.monotonic() + seconds + _SHOWN
        while time.monotonic() < until:
            missed |= library.store.shared is not None and not library.store.shared.reachable
            await asyncio.sleep(_PAUSE / 10)
        found = page_of(app).listing.found
        back = library.store.shared is not None and library.store.shared.reachable
    library.close()
    return {"missed": missed, "back": back, "shown": found.total if found else 0}


def environment(folder: Path, name: str) -> dict[str, str]:
    """Of a program on a machine of its own."""
    home = folder / name
    home.mkdir(exist_ok=True)
    own = {key: value for key, value in os.environ.items() if not key.startswith(("QUOTEBROWSER_", "XDG_"))}
    return own | {"HOME": str(home)}


def started(folder: Path, address: str, role: str, seconds: float) -> subprocess.Popen[bytes]:
    """A program that takes part."""
    command = [sys.executable, __file__, "--role", role, "--address", address, "--seconds", str(seconds)]
    return subprocess.Popen([*command, "--folder", str(folder)], env=environment(folder, role))


def judged(address: str, folder: Path) -> int:
    """Compare what the clients were told with what is there; the number of what is wrong."""
    told = {
        path.stem: [json.loads(line) for line in path.read_text().splitlines()]
        for path in sorted(folder.glob("client*.jsonl"))
    }
    acknowledged = sum(map(len, told.values()))
    gaps = {
        name: max((after["at"] - before["at"] for before, after in itertools.pairwise(rows)), default=0)
        for name, rows in told.items()
    }
    lost = twice = 0
    with closing(Library.open(address)) as library:
        rows, there_now = library.store.articles.rows(), library.counts().quotes
        origins = [Path(row.origin).stem.replace("-", " ") for row in rows]
        titles = {row.facts.title.value for row in rows if row.facts.title}
        for name, done in told.items():
            added = [row["which"] for row in done if row["what"] == "added"]
            counted = sum(row["what"] == "counted" for row in done)
            lost += sum(which not in origins for which in added)
            twice += sum(origins.count(which) > 1 for which in added)
            lost += sum(row["which"] not in titles for row in done if row["what"] == "corrected")
            there = int(library.store.meta.get(name) or 0)
            lost += max(counted - there, 0)
            twice += max(there - counted, 0)
    failures = sum(len(row["failures"]) for rows in told.values() for row in rows)
    print(
        f"{acknowledged} writes acknowledged, {lost} lost, {twice} there twice, {failures} tried again,"
        f" longest gap {max(gaps.values(), default=0):.1f} s"
    )
    browser = json.loads((folder / "browser.json").read_text())
    print(f"the browser: {browser}; {there_now} quotes are there")
    blind = not browser["missed"] or not browser["back"] or browser["shown"] != there_now
    idle = [name for name, gap in gaps.items() if gap > _LONGEST]
    return lost + twice + len(idle) + blind + (len(told) != _CLIENTS)


def failover(folder: Path, seconds: float, ports: Sequence[int]) -> int:
    """Let the clients write, kill the server, promote the replica; the number of what is wrong."""
    with two_servers(folder, ports) as (first, second):
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        address = f"postgresql://{_USER}@{hosts}/{_USER}"
        os.environ.update(environment(folder, "judge"))
        setup = [sys.executable, "-m", "quotebrowser", "newsroom", "setup", "--library", address]
        subprocess.run(setup, check=True, stdout=subprocess.DEVNULL)
        names = [*(f"client{number}" for number in range(_CLIENTS)), "browser"]
        clients = [started(folder, address, name, seconds) for name in names]
        while sum(path.stat().st_size > 0 for path in folder.glob("*.jsonl")) < len(clients):
            if any(client.poll() for client in clients):
                return 1
            time.sleep(_PAUSE)
        time.sleep(seconds / 3)
        first.kill()
        time.sleep(_PROMOTED)
        second.promote()
        codes = [client.wait(seconds + 2 * _LONGEST) for client in clients]
        return judged(address, folder) + sum(code != 0 for code in codes)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--ports", type=int, nargs=2, help="of the two servers; free ones if not given")
    for name in ("role", "address", "folder"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role == "browser":
        seen = asyncio.run(browse(given.address, Path(given.folder), given.seconds))
        (Path(given.folder) / "browser.json").write_text(json.dumps(seen))
        return 0
    if given.role:
        client = Client(int(given.role[-1]), given.address, Path(given.folder))
        client.work(given.seconds)
        client.library.close()
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(_USER).pw_uid, -1)
        folder.chmod(0o755)
        return 1 if failover(folder, given.seconds, given.ports or free_ports()) else 0


if __name__ == "__main__":
    sys.exit(main())
