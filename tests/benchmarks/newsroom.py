"""Eight people in a newsroom at once, beside eight who have a library each.

    python tests/benchmarks/newsroom.py [--quotes N] [--seconds N] [--clients N] [--library DIR]

Makes a library of made-up quotes (a million; DIR keeps it, or holds the one to take), and a PostgreSQL
server on this machine. Eight programs, each with a home of its own, run the real browser without a terminal
for three minutes: queries are typed, and meanwhile articles added, outlets corrected, notes written, quotes
searched, and a number in the title of one article read and raised by one, one such thing every eight seconds
by each of them. First each on a copy of the
library of its own, then all on one library of the newsroom, which the library was copied to. The copies of
the newsroom's library are not fetched but are the library's file; the files of the index, of which none is
ever written in place, are hard links.

For each phase it prints how long a key takes until an answer is painted that is no older than it; and for
the newsroom how long it takes from when a correction was made until the others have it, how many were made
and how many are there. It exits 1 where the 95th percentile of a key is more than one and a half times that
of libraries of their own, or that of a correction over a second; where a count or an article is lost; where
the server met a deadlock; where a write failed; and where a file of the index was written in place.
"""

import argparse
import asyncio
import contextlib
import faulthandler
import hashlib
import json
import os
import pwd
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import made_library
from keystrokes import page_of
from made_articles import texts
from newsroom_failover import Cluster, free_ports
from search_corpus import Corpus
from textual import events

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.noting import write_notes
from quotebrowser.store import Store
from quotebrowser.tui.app import QuoteBrowser

_SLOWED: Final = 1.5
_SEEN: Final = 1.0
"""Seconds."""
_RATE: Final = 6.0
"""Keys a second while somebody types."""
_RESTS: Final = (2.0, 6.0)
"""Seconds between two queries."""
_WORK: Final = (4.0, 12.0)
"""Seconds between two changes that somebody makes."""
_LOOKED: Final = 0.05
"""Seconds between two looks at what others corrected."""
_STARTING: Final = 900.0
_USER: Final = "postgres"
_KEY: Final = "5e" * 32
"""Of the indexes: all of them are one user's."""
_KEYS: Final = {" ": "space"}


@dataclass
class Told:
    """What a client saw and did."""

    keys: list[float] = field(default_factory=list)
    """Seconds from a key to the answer."""
    counts: list[tuple[int, float]] = field(default_factory=list)
    """Numbers that it raised the count to, and when."""
    seen: list[tuple[int, float]] = field(default_factory=list)
    """Numbers that it saw the count at, and when."""
    added: list[str] = field(default_factory=list)
    """Names of files."""
    done: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds of processor time that it took meanwhile."""


class Typist:
    """Types queries into a browser, and takes the time of the answers."""

    def __init__(self, app: QuoteBrowser, told: Told, dice: random.Random) -> None:
        self.app, self.told, self.dice = app, told, dice
        self.pressed: list[tuple[str, float]] = []
        """Texts that were typed and not answered yet, oldest first."""

    async def type_all(self, until: float, corpus: Corpus) -> None:
        """Type queries of two or three words, each into an emptied box."""
        watching = asyncio.create_task(self._watch())
        while time.monotonic() < until:
            page_of(self.app).panes.box.fill("")
            self.pressed.clear()
            text = ""
            for char in " ".join(corpus.words(self.dice.choice((2, 3)), self.dice)):
                due = time.monotonic() + 1 / _RATE
                text += char
                self.pressed.append((text, time.perf_counter()))
                page_of(self.app).panes.box.post_message(events.Key(_KEYS.get(char, char), char))
                await asyncio.sleep(max(due - time.monotonic(), 0))
            await asyncio.sleep(self.dice.uniform(*_RESTS))
            self.told.keys += [time.perf_counter() - at for _, at in self.pressed]  # never answered
        watching.cancel()

    async def _watch(self) -> None:
        """An answer to a text answers also what was typed before it."""
        while True:
            found = page_of(self.app).listing.found
            texts_ = [text for text, _ in self.pressed]
            if found is not None and found.query in texts_:
                answered = texts_.index(found.query) + 1
                some, self.pressed[:answered] = self.pressed[:answered], []
                painted = asyncio.Event()
                page_of(self.app).call_after_refresh(painted.set)
                await painted.wait()
                self.told.keys += [time.perf_counter() - at for _, at in some]
            await asyncio.sleep(0.002)


class Worker(threading.Thread):
    """Changes a library, as somebody does who also types."""

    def __init__(self, number: int, library: Library, folder: Path, told: Told, words: Corpus) -> None:
        super().__init__(daemon=True)
        self.number, self.library, self.folder, self.told = number, library, folder, told
        self.dice = random.Random(100 + number)
        self.ending = threading.Event()
        self.words = words
        self.articles = library.store.articles.ids()
        self.made = iter(list(texts(400))[number::8])

    def run(self) -> None:
        """Do one thing after the other until it is to end."""
        works = (self.count, self.add, self.count, self.correct, self.count, self.note, self.search)
        at = self.number
        while not self.ending.wait(self.dice.uniform(*_WORK)):
            work = works[at % len(works)]
            at += 1
            try:
                work()
            except LibraryError as error:
                self.told.failures.append(f"{work.__name__}: {error.message}")
            else:
                self.told.done[work.__name__] = self.told.done.get(work.__name__, 0) + 1

    def count(self) -> None:
        """Read the number in the title of an article, and correct it to the next one."""
        store = self.library.store
        with self.library.journal.noted():
            number = counted(store, self.articles[0]) + 1
            store.corrections.set_fact(self.articles[0], "title", f"Count {number}")
        self.told.counts.append((number, time.monotonic()))

    def add(self) -> None:
        """Add an article of a few quotes."""
        path = self.folder / f"client{self.number}-{len(self.told.added)}.txt"
        path.write_text(next(self.made), encoding="utf-8")
        for outcome in add_files.add(self.library, [path], jobs=1):
            if outcome.article:
                self.told.added.append(path.name)

    def correct(self) -> None:
        """Correct the outlet of an article."""
        article = self.dice.choice(self.articles[1:])
        outlet = f"Outlet {self.dice.randrange(50)}"
        correct_facts.set_values(self.library, (), {"outlet": outlet}, articles=[article])

    def note(self) -> None:
        """Write a note on one of the newest quotes."""
        uid = self.dice.choice(list(self.library.store.listing.newest(500)))
        write_notes.write(self.library, uid, f"Ask again, says number {self.number}.")

    def search(self) -> None:
        """Search for two words."""
        search_quotes.search(self.library, " ".join(self.words.words(2, self.dice)))


def counted(store: Store, article: str) -> int:
    """The number in the title of an article; 0 where there is none yet."""
    (row,) = store.articles.rows([article])
    title = row.facts.title.value if row.facts.title else ""
    return int(title.removeprefix("Count ")) if title.startswith("Count ") else 0


def look(store: Store, article: str, told: Told, ending: threading.Event) -> None:
    """Keep when which number was seen first."""
    state, number = -1, 0
    while not ending.wait(_LOOKED):
        now = store.state()
        if now != state:
            state, found = now, counted(store, article)
            if found > number:
                told.seen.append((found, time.monotonic()))
                number = found


def seed(place: str, given: argparse.Namespace) -> None:
    """Put the library's file, and the files of its index as hard links, where a client reads them."""
    from quotebrowser.store.newsroom.address import is_address, parse

    directory = parse(place).copy if is_address(place) else Path(place)
    directory.mkdir(parents=True, mode=0o700)
    shutil.copyfile(given.library / "library.db", directory / "library.db")
    shutil.copytree(given.library / "index", directory / "index", copy_function=os.link)
    if is_address(place):
        with Store.open(directory) as store:
            store.meta.set("copy.rev", "1")
            store.meta.set("copy.token", given.token)


async def client(given: argparse.Namespace) -> Told:
    """Type and work until the time is over."""
    told = Told()
    seed(given.place, given)
    library = Library.open(given.place if "://" in given.place else Path(given.place))
    words = Corpus(given.quotes)
    words.words(1, random.Random())  # makes the vocabulary, which takes seconds
    worker = Worker(given.number, library, given.folder, told, words)
    looking = threading.Thread(
        target=look, args=(library.store, worker.articles[0], told, worker.ending), daemon=True
    )
    app = QuoteBrowser(library)
    async with app.run_test(size=(120, 40)):
        while library.store.shared is not None and library.store.shared._listener is None:  # noqa: ASYNC110 - the app begins it
            await asyncio.sleep(0.05)
        search_quotes.search(library, "the")
        await asyncio.sleep(1)
        while not all(one.is_finished for one in app.workers):  # noqa: ASYNC110 - it comes to rest
            await asyncio.sleep(0.05)
        (given.folder / f"ready{given.number}").touch()
        while not (given.folder / "go").exists():  # noqa: ASYNC110 - another program makes it
            await asyncio.sleep(0.05)
        with contextlib.suppress(RuntimeError):  # the screen has taken standard error
            faulthandler.dump_traceback_later(given.seconds + 60)  # says where it hangs, should it
        told.cpu = -time.process_time()
        worker.start()
        looking.start()
        until = time.monotonic() + given.seconds
        await Typist(app, told, random.Random(given.number)).type_all(until, words)
        worker.ending.set()
        await asyncio.to_thread(worker.join)
        told.cpu += time.process_time()
    faulthandler.cancel_dump_traceback_later()
    library.close()
    return told


def phase(name: str, places: Sequence[str], given: argparse.Namespace, home: Path) -> list[Told]:
    """Let all clients work at once; what each saw."""
    folder = home / name
    folder.mkdir()
    running = []
    for number, place in enumerate(places):
        own = home / f"{name}{number}"
        own.mkdir()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        environment |= {"HOME": str(own), "QUOTEBROWSER_COPIES": str(own / "copies")}
        command = [sys.executable, __file__, "--role", name, "--number", str(number), "--place", place]
        command += ["--library", str(given.library), "--folder", str(folder), "--token", given.token]
        command += ["--quotes", str(given.quotes), "--seconds", str(given.seconds)]
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
    deadline = time.monotonic() + _STARTING
    while len(list(folder.glob("ready*"))) < len(running):
        if time.monotonic() > deadline or any(process.poll() for process in running):
            for process in running:
                process.kill()
            raise SystemExit(f"{name}: a client did not start")
        time.sleep(0.1)
    os.sync()  # else the first to commit waits until all copies are on the disk
    time.sleep(3)
    (folder / "go").touch()
    try:
        codes = [process.wait(given.seconds + 120) for process in running]
    finally:
        for process in running:
            process.kill()
    if any(codes):
        raise SystemExit(f"{name}: a client failed")
    found = [json.loads(path.read_text()) for path in sorted(folder.glob("told*.json"))]
    return [Told(**one) for one in found]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] if ordered else float("nan")


def row(name: str, told: Sequence[Told]) -> float:
    """Print what typing took and what was done; the 95th percentile of a key in seconds."""
    keys = [key for one in told for key in one.keys]
    kinds = sorted({kind for one in told for kind in one.done})
    did = ", ".join(f"{kind} {sum(one.done.get(kind, 0) for one in told)}" for kind in kinds)
    last = p95(keys)
    print(
        f"{name}: {len(keys)} keys, median {statistics.median(keys) * 1000:.0f} ms, p95 {last * 1000:.0f} ms,"
        f" worst {max(keys) * 1000:.0f} ms, {sum(one.cpu for one in told):.0f} s of processor time; {did}",
        flush=True,
    )
    return last


def delays(told: Sequence[Told]) -> list[float]:
    """How long each correction took to be seen by each other client."""
    found = []
    for maker in told:
        for number, made in maker.counts:
            for other in told:
                if other is maker:
                    continue
                first = next((at for value, at in other.seen if value >= number), None)
                if first is not None:
                    found.append(max(first - made, 0.0))
    return found


def file_sums(directory: Path) -> dict[str, str]:
    """Hashes of the files in a directory."""
    return {
        str(path.relative_to(directory)): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def lost(address: str, told: Sequence[Told]) -> list[str]:
    """What was acknowledged and is not on the server, or not once."""
    asked = "SELECT origin FROM quotebrowser.article WHERE origin LIKE '%/client%'"
    names = [Path(origin).name for (origin,) in answered(address, asked)]
    wrong = [
        f"{name} is there {names.count(name)} times"
        for one in told
        for name in one.added
        if names.count(name) != 1
    ]
    made = sorted(number for one in told for number, _ in one.counts)
    if made != list(range(1, len(made) + 1)):
        wrong.append("numbers were given twice or left out")
    asked = "SELECT value FROM quotebrowser.fact_correction WHERE key = 'title' AND value LIKE 'Count %'"
    if answered(address, asked) != [(f"Count {len(made)}",)]:
        wrong.append(f"of {len(made)} counts not all are there")
    asked = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0"
    return [*wrong, *(f"{number} deadlocks" for (number,) in answered(address, asked))]


def answered(address: str, statement: str) -> list[tuple[Any, ...]]:
    """What the server answers."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def arguments() -> argparse.Namespace:
    """Of the command line; of a client too."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--library", type=Path, help="where the library is made, and kept")
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    for name in ("role", "place", "token"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextlib.contextmanager
def newsroom(home: Path, given: argparse.Namespace) -> Iterator[str]:
    """The address of a newsroom with all that the library holds, and its identity."""
    cluster = Cluster(home, "server", free_ports()[0])
    address = f"postgresql://{_USER}@127.0.0.1:{cluster.port}/{_USER}"
    cluster.make()
    try:
        cluster.start("shared_buffers=512MB", "max_wal_size=4GB")
        started = time.monotonic()
        program = [sys.executable, "-m", "quotebrowser"]
        subprocess.run([*program, "newsroom", "setup", "--library", address], check=True)
        subprocess.run([*program, "copy-library", str(given.library), address], check=True)
        print(f"copied to the server in {time.monotonic() - started:.0f} s", flush=True)
        with Store.open(given.library) as store:
            answered(address, f"UPDATE quotebrowser.library SET identity = '{store.identity}'")
        ((given.token,),) = answered(address, "SELECT token::text FROM quotebrowser.write")
        yield address
    finally:
        cluster.stop()


def bench(home: Path, given: argparse.Namespace) -> int:
    """Both phases; the number of bounds that fall."""
    if not (given.library / "library.db").exists():
        made_library.make(given.library, given.quotes)
    before = file_sums(given.library / "index")
    own = phase(
        "local", [str(home / f"local{number}" / "library") for number in range(given.clients)], given, home
    )
    alone = row("own libraries", own)
    for number in range(given.clients):
        shutil.rmtree(home / f"local{number}")
    with newsroom(home, given) as address:
        told = phase("shared", [address] * given.clients, given, home)
        together = row("one newsroom ", told)
        wrong = lost(address, told)
    seen = delays(told)
    print(
        f"corrections: {sum(len(one.counts) for one in told)} made, {len(seen)} times seen by another,"
        f" p95 {p95(seen):.2f} s, worst {max(seen, default=0):.2f} s; key {together / alone:.2f} times"
    )
    wrong += [failure for one in (*own, *told) for failure in one.failures]
    if file_sums(given.library / "index") != before:
        wrong.append("a file of the index was written in place")
    if together > _SLOWED * alone:
        wrong.append(f"a key takes {together / alone:.2f} times as long")
    if not p95(seen) <= _SEEN:
        wrong.append("corrections are seen late")
    print("; ".join(wrong) or "in bounds")
    return len(wrong)


def main() -> int:
    given = arguments()
    os.environ["QUOTEBROWSER_INDEX_KEY"] = _KEY
    if given.role:
        told = asyncio.run(client(given))
        (given.folder / f"told{given.number}.json").write_text(json.dumps(vars(told)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        if os.geteuid() == 0:
            os.chown(home, pwd.getpwnam(_USER).pw_uid, -1)
        home.chmod(0o755)
        os.environ |= {"HOME": name, "QUOTEBROWSER_STATE": str(home / "state")}
        given.library = given.library or home / "library"
        return 1 if bench(home, given) else 0


if __name__ == "__main__":
    sys.exit(main())
