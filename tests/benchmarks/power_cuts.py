"""Power cuts: what a disk may hold at any moment of a command is opened, checked and compared.

usage: power_cuts.py [--points N] [--articles N] [--seed N] [--directory DIR] [COMMAND ...]

Each command (add, set, purge, rebuild, backup, restore, migrate; `first` adds to no library) is recorded
with strace. Before and after each fsync, rename, unlink and word of success the power fails, three times:

  lossy  the disk has all names, but of each file only what its last fsync wrote
  pages  as lossy, and each page of 4096 bytes written since is there or not, at random
  names  as lossy, but a name counts only after an fsync of its directory (or of the file, if it is new)

Bad is an image that cannot be opened, of which `doctor` complains, or that lacks what was there or what the
command said is done. Half done is as bad, except that `add` stores article by article. What `restore` and
a migration replace must be whole in a copy. Exits 1 if any is bad, 2 without strace.
"""

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import made_articles
from disk_record import MODELS, Disk, Record, environment, record

Content = dict[str, list[Any]]
"""Of each article, by the name of its file: its outlet, its text's hash, its quotes."""

_ADDED: Final = re.compile(r"^[+0] (.*?): ", re.MULTILINE)
_SHOWN: Final = 12


@dataclass
class Case:
    """A command that is recorded."""

    name: str
    words: list[str]
    prepare: Callable[[Path], object]
    """Makes the library that it finds."""
    copy: str = ""
    """What the names of copies begin with that hold what there was; empty: it makes none."""
    replaces: bool = True
    """Whether what there was may be gone from the library, if it is in a copy."""
    before: Content = field(default_factory=dict)
    after: Content = field(default_factory=dict)


def main() -> int:
    """Record, cut and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("commands", nargs="*", metavar="COMMAND")
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed")
        return 2
    images = bad = 0
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        os.environ |= environment(Path(scratch))
        for case in cases(Path(scratch), wanted.articles):
            if not wanted.commands or case.name in wanted.commands:
                tried, found = _cut(case, Path(scratch) / case.name, wanted.points, wanted.seed)
                images, bad = images + tried, bad + found
    print(f"{images} images, {bad} bad")
    return 1 if bad else 0


def cases(scratch: Path, articles: int) -> Iterator[Case]:
    texts = scratch / "texts"
    texts.mkdir()
    made = made_articles.write_texts(texts, 2 * articles)
    old, new = made[:articles], made[articles:]
    base, other, copy = scratch / "base", scratch / "other", scratch / "copy.db"
    _run("add", *map(str, old), "--library", str(base))
    _run("add", *map(str, new), "--library", str(other))
    _run("backup", str(copy), "--library", str(other))
    first = [json.loads(line)["article"] for line in _run(*_LIST, str(base)).splitlines()][:3]

    def filled(library: Path) -> None:
        shutil.copytree(base, library)

    yield Case("first", ["add", *map(str, new)], lambda _: None)
    yield Case("add", ["add", *map(str, new)], filled)
    yield Case("set", ["set", "kind:statement", "outlet=The Cut Gazette", "--all"], filled)
    yield Case("purge", ["purge", *first, "--yes"], filled)
    yield Case("rebuild", ["rebuild"], filled)
    yield Case("backup", ["backup"], filled, "library-", replaces=False)
    yield Case("restore", ["restore", str(copy)], filled, "replaced-")
    yield Case("migrate", ["list", "articles"], lambda library: _older(base, library), "version")


_LIST: Final = ("list", "articles", "--json", "--library")


def _run(*words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "quotebrowser", *words], check=True, capture_output=True, text=True
    )
    return ran.stdout


def _older(base: Path, library: Path) -> None:
    """The same library as the second version of the tables kept it; it has no index."""
    from quotebrowser.store.sqlite import schema

    library.mkdir(mode=0o700)
    db = sqlite3.connect(library / "library.db")
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript("".join(schema.STEPS[:2]) + f"PRAGMA application_id = {schema.APPLICATION};")
    db.execute("ATTACH ? AS present", (str(base / "library.db"),))
    for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        columns = [
            {row[1] for row in db.execute(f'PRAGMA {side}.table_info("{table}")')}
            for side in ("main", "present")
        ]
        shared = ", ".join(f'"{name}"' for name in sorted(columns[0] & columns[1]))
        if shared:
            where = " WHERE key <> 'library'" if table == "meta" else ""
            db.execute(
                f'INSERT OR IGNORE INTO "{table}" ({shared}) SELECT {shared} FROM present."{table}"{where}'
            )
    db.execute("PRAGMA user_version = 2")
    db.commit()
    db.close()
    (library / "library.db").chmod(0o600)


def _cut(case: Case, place: Path, most: int, seed: int) -> tuple[int, int]:
    """Record a case and cut its power; how many images there were, and how many of them were bad."""
    place.mkdir()
    library, chance = place / "library", random.Random(seed)
    case.prepare(library)
    disk = Disk(library)
    if library.exists() and case.name != "migrate":
        case.before = content(library)
    words = [sys.executable, "-m", "quotebrowser", *case.words, "--library", str(library)]
    done = record(words, library, place / "trace")
    if done.code or done.unknown:
        print(f"{case.name}: exit code {done.code}, not followed {dict(done.unknown)}: {done.said[-200:]}")
        return 1, 1
    case.after = content(library)
    if case.name in ("migrate", "rebuild", "backup"):
        case.before = case.after
    points = _points(done, most, chance)
    said, faults, images = "", Counter[str](), 0
    for number, step in enumerate([None, *done.steps]):
        if step is not None:
            disk.take(step)
            said += step.data.decode(errors="replace") if step.kind == "said" else ""
        for model in MODELS if number in points else ():
            image = place / "image"
            disk.write(image, model, chance)
            images += 1
            for fault in set(judged(case, image, said)):
                faults[fault] += 1
                if faults.total() <= _SHOWN:
                    after = f"{step.kind} {Path(step.to or step.path).name}" if step else "nothing"
                    print(
                        f"  {case.name}, {model}, step {number} of {len(done.steps)}, after {after}: {fault}"
                    )
            shutil.rmtree(image, ignore_errors=True)
    print(f"{case.name}: {len(done.steps)} steps, {images} images, {faults.total()} faults", flush=True)
    return images, faults.total()


def _points(done: Record, most: int, chance: random.Random) -> set[int]:
    """The moments at which the power fails: as many steps are done then."""
    decisive = {
        number + side
        for number, step in enumerate(done.steps)
        if step.kind in ("sync", "rename", "unlink", "said")
        for side in (0, 1)
    } | {len(done.steps)}
    return set(chance.sample(sorted(decisive), min(most, len(decisive))))


def judged(case: Case, image: Path, said: str) -> Iterator[str]:
    """What is wrong with an image, `said` being what the command had printed by then."""
    now = _opened(image)
    if isinstance(now, str):
        yield now
        return
    added = {Path(path).name for path in _ADDED.findall(said)}
    if case.name in ("add", "first"):
        if any(case.after.get(name) != row for name, row in now.items()):
            yield "an article is not what was added"
        if (set(case.before) | added) - set(now):
            yield f"{len((set(case.before) | added) - set(now))} articles are lost"
        return
    if now not in (case.before, case.after):
        yield "it holds neither what was there nor what comes"
    if said and now != case.after:
        yield "what was said to be done is not"
    if case.copy and (said if not case.replaces else now == case.after):
        yield from _copies(case, image)


def _copies(case: Case, image: Path) -> Iterator[str]:
    """What is wrong with the copies that a command has made."""
    found = sorted((image / "backup").glob(f"{case.copy}*.db"))
    if not found:
        yield "there is no copy"
    for path in found:
        home = image.with_name("copied")
        home.mkdir(mode=0o700)
        shutil.copyfile(path, home / "library.db")
        held = _opened(home)
        shutil.rmtree(home)
        if held != case.before:
            yield held if isinstance(held, str) else "the copy lacks something"


def _opened(library: Path) -> Content | str:
    """What a library holds, as a process of its own sees it; or what is wrong with it."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            told: object = content(library)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
            told = f"{type(error).__name__}: {error}"
        with os.fdopen(write, "w") as out:
            json.dump(told, out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        data = answer.read()
    os.waitpid(child, 0)
    found: Content | str = json.loads(data or '"it ended the program"')
    return found


def content(library: Path) -> Content:
    """What a sound library holds; nothing where there is none.

    Raises:
        LibraryError: it cannot be opened or written.
        ValueError: `doctor` complains.
    """
    from quotebrowser.library import Library
    from quotebrowser.library.upkeep import level

    opened = Library.open(library)
    try:
        opened.require_newest()
        for finding in level.check(opened):
            raise ValueError(finding)
        store = opened.store
        articles = [article for article in map(store.articles.get, store.articles.ids()) if article]
        return {
            Path(article.origin).name: [
                article.outlet.name,
                article.sha256,
                [quote.uid for quote in store.quotes.of_article(article.id)],
            ]
            for article in articles
        }
    finally:
        opened.close()


if __name__ == "__main__":
    sys.exit(main())
