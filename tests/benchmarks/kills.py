"""Every command killed at random moments: nothing that was acknowledged is lost, and what is sound is whole.

usage: kills.py [--kills N] [--seed N] [--directory DIR] [COMMAND...]

So many times a command is started on a library of its own and sent signal 9 after a random time, every other
time with all of its children. Then the library is opened, `doctor` reads all of it, and what is there is
compared with what the command had acknowledged: lines of `add` and `watch`, exit 0 of the others. A change,
and its undoing and redoing, must be there wholly or not at all, row for row, and the way back must lead back.
Without names all commands get an equal share of the kills; `turns` are all that undo or redo. Ends with 1
where a library cannot be opened, where what was acknowledged is lost, where something is there in part, and
where `doctor` finds damage.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import made_articles

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library"))
from all_rows import Rows, rows

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.changing import purge_articles, undo_changes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.store import Store
from quotebrowser.store.sqlite.meta import IDENTITY
from quotebrowser.store.sqlite.schema import APPLICATION, STEPS

_HELD, _ADDED, _GONE = 30, 40, 3
"""Articles of the library, of the folder that is added, and of those held that are purged."""
_OUTLET = "Killed Gazette"
_WORD = "ozymandian"
"""Stands in all articles that are purged, and nowhere else."""
_START = 0.2
"""Share of a command's time in which Python itself starts."""
_TOLD_EVERY = 50
_UNFINISHED = (".staged", ".part", ".new")


@dataclass
class Ended:
    """A command that was killed, or had ended before."""

    directory: Path
    """Of its library."""
    done: bool
    """Whether it acknowledged all it did: exit 0."""
    said: list[str]
    """The lines it printed."""

    @property
    def stored(self) -> set[str]:
        """Ids of the articles it said it stored."""
        rows = [json.loads(line) for line in self.said if line.startswith("{") and line.endswith("}")]
        return {row["article"] for row in rows if row.get("outcome") in ("added", "version", "no quotes")}


class Ground:
    """What every kill begins with: libraries to copy, and what they hold."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.texts, self.held = directory / "texts", directory / "held"
        self.older, self.copied, self.copy = directory / "older", directory / "copied", directory / "copy.db"
        articles = made_articles.write_texts(_made(directory / "all"), _HELD + _ADDED)
        for folder, own in (
            (_made(self.texts), articles[_HELD:]),
            (_made(directory / "own"), articles[:_HELD]),
        ):
            for path in own:
                path.rename(folder / path.name)
        self.purged = [f"{at:05}.txt" for at in range(_GONE)]
        for name in self.purged:
            with (directory / "own" / name).open("a", encoding="utf-8") as file:
                file.write(f"\n“Nobody has seen the {_WORD.title()} plan for the town,” Anna Sato said.\n")
        run(self.held, "add", directory / "own")
        run(self.copied, "add", directory / "own", self.texts)
        with Store.open(self.copied) as store:
            store.backup(self.copy)
        self.ids = _ids(self.held)
        self.all_ids = _ids(self.copied)
        self.quotes = _found(self.held)
        _make_older(self.older, self.held)
        self.begins = {"migrate": self.older}
        """What is killed on instead of what is held, by command."""
        self.states: dict[str, tuple[Rows, Rows]] = {}
        """Of a change, its undoing and its redoing: all rows before and after."""
        held = _rows(self.held)
        for name, words in {"": (), **CHANGES}.items():
            changed, undone = directory / f"changed {name}", directory / f"undone {name}"
            shutil.copytree(self.held, changed)
            if words:
                run(changed, *words)
            shutil.copytree(changed, undone)
            run(undone, "undo")
            now, then = _rows(changed), _rows(undone)
            assert now != then
            assert then == held or not words
            undo, redo = f"undo {name}".strip(), f"redo {name}".strip()
            self.begins |= {undo: changed, redo: undone}
            self.states |= {name: (then, now), undo: (now, then), redo: (then, now)}
        self.states.pop("")

    def fresh(self, name: str) -> Path:
        """A library to be killed on."""
        directory = self.directory / "library"
        shutil.rmtree(directory, ignore_errors=True)
        shutil.copytree(self.begins.get(name, self.held), directory)
        return directory


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def command(directory: Path, *words: object) -> list[str]:
    """A command of this program."""
    return [sys.executable, "-m", "quotebrowser", "--library", str(directory), *map(str, words)]


def run(directory: Path, *words: object) -> None:
    """A command to its end, which must be good."""
    subprocess.run(command(directory, *words), check=True, capture_output=True)


def _ids(directory: Path) -> set[str]:
    with Store.open(directory) as store:
        return set(store.articles.ids())


def _found(directory: Path) -> int:
    library = Library.open(directory)
    try:
        return search_quotes.search(library, "the").total
    finally:
        library.close()


def _rows(directory: Path) -> Rows:
    library = Library.open(directory)
    try:
        return rows(library)
    finally:
        library.close()


def _make_older(directory: Path, present: Path) -> None:
    """A library of the first version, with what another of the present one holds."""
    _made(directory)
    db = sqlite3.connect(directory / "library.db", isolation_level=None)
    db.executescript(f"{STEPS[0]}; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 1;")
    db.execute("ATTACH ? AS present", (str(present / "library.db"),))
    db.execute("PRAGMA foreign_keys = OFF")
    for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        columns, there = (
            {f'"{row[1]}"' for row in db.execute(f"PRAGMA {of}.table_info({table})")}
            for of in ("main", "present")
        )
        if there:
            both = ", ".join(sorted(columns & there))
            db.execute(f"INSERT OR REPLACE INTO main.{table} ({both}) SELECT {both} FROM present.{table}")
    db.execute("DELETE FROM main.meta WHERE key = ?", (IDENTITY,))  # the first version had none
    db.close()


CHANGES: dict[str, tuple[str, ...]] = {
    "set": ("set", "the", f"outlet={_OUTLET}", "--all"),
    "speaker": ("set", "the", "speaker=Zoe Quint", "--all"),
    "form": ("set", "00001.txt", "form=transcript", "date=2024-05-06"),
    "merge": ("set", "Anna Sato", "speaker=Zoe Quint"),
    "remove": ("remove", "00000.txt", "00003.txt", "00007.txt"),
}
"""What can be undone, as commands; all but the second change more than a row."""
COMMANDS: dict[str, Callable[[Ground], list[object]]] = {
    "add": lambda ground: ["add", "--json", ground.texts],
    "add by processes": lambda ground: ["add", "--json", "--jobs", "2", ground.texts],
    "watch": lambda ground: ["watch", "--json", ground.texts],
    **{name: partial(lambda words, _: [*words], words) for name, words in CHANGES.items()},
    **{
        f"{turn} {name}".strip(): partial(lambda turn, _: [turn], turn)
        for turn in ("undo", "redo")
        for name in ("", *CHANGES)
    },
    "purge": lambda ground: ["purge", "--yes", *ground.purged],
    "rebuild": lambda _: ["rebuild"],
    "backup": lambda _: ["backup"],
    "restore": lambda ground: ["restore", ground.copy],
    "migrate": lambda _: ["info"],
}


def killed(ground: Ground, name: str, seconds: float, *, children: bool) -> Ended:
    """A command on a library of its own, killed after so many seconds."""
    directory = ground.fresh(name)
    printed = ground.directory / "printed"
    with printed.open("wb") as sink:
        process = subprocess.Popen(
            command(directory, *COMMANDS[name](ground)), stdout=sink, stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        below = list(_below(process.pid)) if children else []
        for pid in (process.pid, *below):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        done = process.wait() == 0
    return Ended(directory, done, printed.read_text("utf-8").splitlines())


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text("ascii").split()):
                yield child
                yield from _below(child)


def span(ground: Ground, name: str) -> float:
    """Seconds a command takes, the longer of two times; one that does not end by itself, as long as `add`."""
    if name == "watch":
        return span(ground, "add") + 1.0
    took = []
    for _ in range(2):
        started = time.perf_counter()
        killed(ground, name, 600.0, children=False)
        took.append(time.perf_counter() - started)
    return max(took)


def faults(ground: Ground, name: str, ended: Ended) -> Iterator[str]:
    """What is wrong with the library that a command left behind."""
    try:
        library = Library.open(ended.directory, create=False)
    except LibraryError as error:
        yield f"it cannot be opened: {error.message}"
        return
    try:
        yield from map(str, level.check(library))
        ids = set(library.store.articles.ids())
        yield from _lost(ground, name, ended, library, ids)
        if name in ("set", "rebuild", "backup", "migrate") and ids == ground.ids:
            found = search_quotes.search(library, "the").total
            if found != ground.quotes:
                yield f"{found} quotes are found, of {ground.quotes}"
    except LibraryError as error:
        yield f"it cannot be read: {error.message}"
    finally:
        library.close()
    yield from _left(ended)


def _lost(ground: Ground, name: str, ended: Ended, library: Library, ids: set[str]) -> Iterator[str]:
    if missing := ended.stored - ids:
        yield f"{len(missing)} articles are lost of {len(ended.stored)} acknowledged"
    if name == "restore":
        if ids != ground.all_ids and (ended.done or ids != ground.ids):
            yield f"it holds {len(ids)} articles: neither those of the copy nor those that were there"
    elif name in ground.states:
        yield from _half_changed(ground, name, ended, library)
    elif name == "purge":
        gone = ground.ids - ids
        if len(gone) != _GONE and (ended.done or gone):
            yield f"{len(gone)} articles are purged, of {_GONE}"
        if not gone:
            return
        purge_articles.finish(library)  # as whoever opens it next does
        for path in ended.directory.rglob("*"):
            if path.is_file() and _WORD.encode() in path.read_bytes().lower():
                yield f"{path.name} holds words that are purged"
    elif ground.ids - ids:
        yield f"{len(ground.ids - ids)} of {len(ground.ids)} articles are gone"
    if name == "backup" and ended.done:
        with tempfile.TemporaryDirectory(dir=ground.directory) as beside:
            shutil.copyfile(ended.said[-1], Path(beside) / "library.db")
            with Store.open(Path(beside)) as store:
                yield from map(str, store.check())


def _half_changed(ground: Ground, name: str, ended: Ended, library: Library) -> Iterator[str]:
    """A change is there or not, the journal knows which, and the way back leads back."""
    before, after = ground.states[name]
    now = rows(library)
    if now != after and (ended.done or now != before):
        yield f"{_unlike(now, after)} of what it should be"
        return
    wanted = before if now == after else after
    if now == before and name in CHANGES:  # of it there must be no entry either: the addition is the latest
        wanted = ground.states["undo"][1]
    redoes = name.startswith("undo" if now == after else "redo")
    back = undo_changes.redo(library) if redoes else undo_changes.undo(library)
    there = rows(library)
    if back is None or there != wanted:
        yield f"the way back leads to {_unlike(there, wanted)} of what it should"
    yield from map(str, level.check(library))


def _unlike(one: Rows, other: Rows) -> str:
    """Which tables differ."""
    return f"other rows in {', '.join(name for name in one if one[name] != other[name]) or 'none'}"


def _left(ended: Ended) -> Iterator[str]:
    for path in ended.directory.rglob("*"):
        if path.name.endswith(_UNFINISHED):
            yield f"{path.relative_to(ended.directory)} is left behind"


def main() -> int:
    """Kill, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--directory", type=Path)
    parser.add_argument("commands", nargs="*", choices=[*COMMANDS, "turns", []], metavar="COMMAND")
    wanted = parser.parse_args()
    dice = random.Random(wanted.seed)
    turns = [name for name in COMMANDS if name.startswith(("undo", "redo"))]
    names = [one for name in wanted.commands for one in (turns if name == "turns" else [name])] or list(
        COMMANDS
    )
    bad = in_time = stored = 0
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        for variable in ("STATE", "CACHE"):
            os.environ[f"QUOTEBROWSER_{variable}"] = str(_made(Path(scratch) / variable.lower()))
        ground = Ground(Path(scratch))
        spans = {name: span(ground, name) for name in names}
        print(", ".join(f"{name} {seconds:.1f} s" for name, seconds in spans.items()), flush=True)
        for turn in range(wanted.kills):
            name = names[turn % len(names)]
            seconds = dice.uniform(_START, 1.0) * spans[name]
            ended = killed(ground, name, seconds, children=turn // len(names) % 2 == 1)
            in_time += not ended.done
            stored += len(ended.stored)
            found = list(faults(ground, name, ended))
            bad += bool(found)
            if found or turn % _TOLD_EVERY == _TOLD_EVERY - 1:
                print(f"{turn + 1}: {name} after {seconds:.2f} s: {'; '.join(found) or 'well'}", flush=True)
    print(
        f"{wanted.kills} kills, {in_time} of them before the end, {stored:,} articles acknowledged, {bad} bad"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
