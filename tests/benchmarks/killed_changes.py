"""Changes, undoing and redoing killed at random moments: nothing acknowledged is lost, nothing half done.

usage: killed_changes.py [--kills N] [--seed N] [--articles N]

A process forked from this one changes a copy of a library, undoes and redoes, without end: before each step
it says what it begins, after it the digests of all rows, and of the logs of searches, which are not undone.
At a random moment it is sent signal 9. Then the library must hold what was acknowledged last, row for row, or
that and the one step that was begun, whose undoing or redoing leads back to it; `doctor` finds nothing;
undone until nothing is left, it is what it was.
Ends with 1 where it is not. `kills.py` kills whole commands.
"""

import argparse
import contextlib
import hashlib
import math
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Final

import made_articles

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library"))
from all_rows import rows

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, merge_speakers, remove_articles, undo_changes
from quotebrowser.library.noting import saved_searches, write_notes
from quotebrowser.library.upkeep import level

_LONGEST: Final = 1.5
"""Seconds of processor time until the process is killed, at most."""
_KEPT: Final = ("note", "tag", "untag", "order", "save", "rename", "forget")
"""Notes, tags and saved searches."""
_LOGGED: Final = ("look", "search", "forget past")
"""Steps that are not undone."""
_STEPS: Final = (
    *("facts", "speaker", "form", "merge", "split", "mark", "remove", "add", *["undo", "redo"] * 6),
    *(*_KEPT, *_LOGGED),
)
_LOGGING: Final = (*_LOGGED, "save", "rename", "forget", "undo", "redo", "add", "remove")
"""Steps that may change what was looked through, or what was searched for."""
_TAGS: Final = ("lead", "crème brûlée", "quay")
_BACK: Final = {"undo": undo_changes.redo, "redo": undo_changes.undo}


def digest(library: Library) -> str:
    """Of all rows of all tables but the logs."""
    return hashlib.sha256(repr(rows(library)).encode()).hexdigest()


def logs(library: Library) -> str:
    """The same of past searches, and of what was looked through."""
    db = library.store._db
    kept = [db.rows(f"SELECT * FROM {table}") for table in ("past_search", "search_seen")]
    return hashlib.sha256(repr(kept).encode()).hexdigest()


def step(library: Library, what: str, chance: random.Random, outside: Sequence[Path]) -> None:
    """Take one step; some have nothing to do."""
    ids = library.store.articles.ids()
    some = chance.sample(ids, min(len(ids), chance.choice([1, 3, 12])))
    uids = [quote.uid for one in some for quote in library.store.quotes.of_article(one)]
    names = [one.name for one in library.store.quotes.speakers()]
    if what == "undo":
        undo_changes.undo(library)
    elif what == "redo":
        undo_changes.redo(library)
    elif what == "facts":
        correct_facts.set_values(library, (), {"outlet": f"Outlet {chance.randrange(9)}"}, articles=some)
    elif what == "form":
        correct_facts.set_values(
            library, (), {"form": chance.choice(["transcript", None])}, articles=some[:2]
        )
    elif what == "speaker":
        correct_facts.set_values(library, uids, {"speaker": chance.choice(["Zoe Quint", "", None])})
    elif what == "merge":
        merge_speakers.merge(library, chance.choice(names), "Zoe Quint")
    elif what == "split":
        merge_speakers.split(library, "Zoe Quint")
    elif what == "mark":
        mark_quote.mark(library, chance.choice(uids), on=chance.random() < 0.7)
    elif what == "remove":
        remove_articles.remove(library, some[:3])
    elif what in (*_KEPT, *_LOGGED):
        keep(library, what, chance, chance.sample(uids, min(len(uids), chance.choice([1, 9, 99]))))
    else:
        # Of a file that is known only the outcome is written, which is no change to undo.
        known = {row.origin for row in library.store.articles.rows()}
        if new := [path for path in outside if str(path) not in known]:
            list(add_files.add(library, [chance.choice(new)], jobs=1))


def keep(library: Library, what: str, chance: random.Random, uids: Sequence[str]) -> None:
    """Take a step with notes, tags, saved or past searches; some have nothing to do."""
    tag, name, words = chance.choice(_TAGS), f"search {chance.randrange(4)}", f"{chance.randrange(9)} words"
    if what == "note":
        write_notes.write(library, chance.choice(uids), chance.choice(["", f"Ask\nagain, {words}."]))
    elif what == "tag":
        write_notes.tag(library, uids, [tag, chance.choice(_TAGS)])
    elif what == "untag":
        write_notes.untag(library, uids, [tag])
    elif what == "order":
        write_notes.tag(library, uids[:3], [tag], at=chance.randrange(1, 4))
    elif what == "save":
        saved_searches.save(library, name, chance.choice(["the", "tag:lead", "note:ask"]))
    elif what == "rename":
        saved_searches.rename(library, name, f"search {chance.randrange(4)}")
    elif what == "forget":
        saved_searches.forget(library, name)
    elif what == "look":
        saved_searches.look(library, name)
    elif what == "search":
        saved_searches.remember(library, [words, f"{words} and others"])
    else:
        saved_searches.forget_past(library, [words])


def change(directory: Path, seed: int, outside: Sequence[Path], said: int) -> None:
    """Take steps until killed, and say so."""
    chance = random.Random(seed)
    with closing(Library.open(directory)) as library:
        while True:
            what = chance.choice(_STEPS)
            os.write(said, f"{what}\n".encode())
            with contextlib.suppress(QuoteBrowserError):  # whom it is about may have gone
                step(library, what, chance, outside)
            level.catch_up(library)
            os.write(said, f"={digest(library)} {logs(library)}\n".encode())


def _spent(pid: int) -> float:
    """Seconds of processor time a process has had: however busy the machine is, it is killed as far on."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return math.inf if fields[0] == "Z" else sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def killed(directory: Path, seed: int, outside: Sequence[Path], seconds: float) -> list[str]:
    """What a process said that was killed after so many seconds."""
    hears, says = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(hears)
        try:
            change(directory, seed, outside, says)
        except BaseException as error:  # noqa: BLE001 - told below; the fork must not go on
            os.write(says, f"!{error!r}\n".encode("ascii", "replace"))
        os._exit(1)
    os.close(says)
    while _spent(pid) < seconds:
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with open(hears, encoding="ascii") as file:  # noqa: PTH123 - a pipe
        return file.read().splitlines()


def faults(directory: Path, said: Sequence[str], before: str) -> Iterator[str]:
    """What is wrong with the library that it left behind."""
    if said and said[-1][0] == "!":
        yield f"the process ended by itself: {said[-1]}"
        return
    told = next((one[1:] for one in reversed(said) if one[0] == "="), before)
    acknowledged, _, logged = told.partition(" ")
    begun = said[-1] if said and said[-1][0] != "=" else ""
    try:
        with closing(Library.open(directory, create=False)) as library:
            level.catch_up(library)  # as whoever opens it next does
            if begun not in _LOGGING and logged not in ("", logs(library)):
                yield "past searches, or what was looked through, are not what was acknowledged last"
            if (now := digest(library)) != acknowledged:
                if not begun:
                    yield "it is not what was acknowledged last"
                elif _BACK.get(begun, undo_changes.undo)(library) is None or digest(library) != acknowledged:
                    yield f"{begun} is there in part, or what was acknowledged before it is lost"
                elif (undo_changes.undo if begun == "undo" else undo_changes.redo)(library) is None:
                    yield f"{begun} cannot be turned again"
                elif digest(library) != now:
                    yield f"{begun}, turned twice, leads elsewhere"
            yield from map(str, level.check(library))
            while undo_changes.undo(library) is not None:
                pass
            if undo_changes.listed(library) or digest(library) != before:
                yield "undone until nothing is left, it is not what it was"
    except QuoteBrowserError as error:
        yield f"{error.message} {error.__cause__!r}"


def main() -> int:
    """Kill, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=40)
    wanted = parser.parse_args()
    bad, steps, cut = 0, Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ |= {f"QUOTEBROWSER_{name}": f"{home}/{name}" for name in ("STATE", "CACHE", "CONFIG")}
        texts = home / "texts"
        texts.mkdir()
        paths = made_articles.write_texts(texts, wanted.articles + 5)
        with closing(Library.open(home / "held")) as library:
            list(add_files.add(library, paths[:-5], jobs=1))
            with library.store.transaction():
                library.store._db.run("DELETE FROM journal")
            level.rebuild(library)
            before = digest(library)
        for seed in range(wanted.seed, wanted.seed + wanted.kills):
            directory = home / "library"
            shutil.rmtree(directory, ignore_errors=True)
            shutil.copytree(home / "held", directory)
            said = killed(directory, seed, paths[-5:], random.Random(seed).uniform(0.02, _LONGEST))
            steps.update(one for one, after in pairwise(said) if after[0] == "=")
            cut.update(said[-1:] if said and said[-1][0] != "=" else ["between two"])
            if found := list(faults(directory, said, before)):
                bad += 1
                print(f"seed {seed}, {said[-1:]}: {'; '.join(found)}", flush=True)
            if seed % 25 == 0:
                print(f"{seed - wanted.seed + 1} kills, {bad} bad", flush=True)
    print(
        f"{steps.total():,} steps acknowledged:", ", ".join(f"{n} {what}" for what, n in steps.most_common())
    )
    print("killed in", ", ".join(f"{what} {count}" for what, count in cut.most_common()))
    print(f"{wanted.kills} kills, {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
