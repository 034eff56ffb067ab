"""Any keys at any size on a library that can be changed: nothing fails, and every change can be undone.

usage: walks.py [--seeds N] [--keys N] [--first N] [--quotes N] [--library DIR] [--only samples|made]

A walk drives the real browser without a terminal on a copy of a library: of the samples, then of made-up
articles (`--quotes`, 100,000; `--library` keeps that one, or takes the one that is there). All keys are
pressed on all pages and popups, now and then with another size, from 1 by 1 to 300 by 200; between them come
the moves of somebody who corrects, merges, marks, undoes and watches a folder, and another program adds,
removes and corrects on the same library. Then all that was undone is done again, and everything undone until
nothing is left.

Exits 1 where the browser failed, where something cannot be undone, where a table but the journal is not what
it was, row for row, where a query is answered otherwise than before (on the samples, also where it is before
the undoing answered otherwise than by an index built from nothing), and where `doctor` finds damage.
"""

import argparse
import asyncio
import contextlib
import gc
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import made_articles
from textual import events
from textual.keys import _character_to_key

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import (
    correct_facts,
    merge_speakers,
    name_outlets,
    remove_articles,
    undo_changes,
)
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.settings import Settings
from quotebrowser.tui.actions import ACTIONS
from quotebrowser.tui.app import QuoteBrowser
from quotebrowser.tui.popups.adding_popups import Watch
from quotebrowser.tui.screens.keys import marking_keys

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tui"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library"))
import tui_pilot
from all_rows import LOGS
from tui_pilot import Driven, screen_text

_LEAVE: Final = {"quit", "leave", "suspend", "editor"}
_KEYS: Final = sorted(
    {key for action in ACTIONS if action.id not in _LEAVE for key in action.keys} | {*"ab x1"}
)
_NAMES: Final = {key: _character_to_key(key) for key in _KEYS if len(key) == 1 and not key.isalnum()}
"""What Textual calls the keys of signs."""
_OUTLETS: Final = [f"{town} {kind}" for town in ("Abel", "Bree", "Cory", "Dunn") for kind in ("Post", "Echo")]
_TYPED: Final = {
    "OUTLET": _OUTLETS,
    "PERSON": ["Carmen Varga", "Ada Levin", "Zoe Quint", "Boris Marek", "Hossein Salami"],
    "DATE": ["2024", "2024-12", "2025-03-04", "unknown", "4 March"],
    "TITLE": ["A title", ""],
    "FORM": ["transcript", "captions", "report", "song"],
    "QUERY": ["house", "the", "very badly", "outlet:post", "speaker:levin", "to the council", "zzzxq"],
    "EMPTY": [""],
}
_ASKED: Final = (
    "", "the", "of the", "house", "very badly", "outlet:post", "speaker:levin", "speaker:quint", "date:2024",
    "form:transcript", '"to the"', "has:differences", "no:outlet",
)  # fmt: skip
_QUOTES: Final = 6
"""Of a made-up article."""
_OUTSIDE: Final = 12
"""Articles that another program, and a folder that is watched, have to add."""
_WAITING: Final = 20.0
"""Seconds a file of a watched folder may take until it is stored."""
_MARKED: Final = 3_000
"""Quotes that can be marked with one key: of all, a correction of their speaker takes minutes, and so does
each time that it is undone and done again."""
_BACK: Final = 8
"""Pages and popups, at most, from which `escape` leads back."""
_PACE: Final = 6
"""Keys after which the screen is waited for."""
_SIZES: Final = ((80, 24), (80, 24), (120, 40), (160, 50))
"""To which the terminal goes back from odd ones."""
_MOVES: Final = [
    (weight, keys.split())
    for weight, keys in (
        (8, "m"), (6, "j m"), (4, "j j j m"), (4, "enter m"), (4, "c P"), (4, "c j P"),
        (8, "e OUTLET enter"), (4, "e tab DATE enter"), (6, "e tab tab PERSON enter"),
        (4, "e tab tab x enter"), (2, "e tab tab EMPTY enter"), (4, "e tab tab tab TITLE enter"),
        (4, "e tab tab tab tab tab tab tab tab tab FORM enter"), (6, "e tab tab PERSON f2"), (4, "e f3"),
        (4, "e tab tab f4 enter"), (4, "e f4 enter"), (2, "e OUTLET escape escape"),
        (6, "space j space j space e OUTLET ctrl+s"), (4, "space j space e tab tab PERSON enter"),
        (2, "/ QUERY enter * e OUTLET enter"), (2, "/ QUERY enter * e tab tab PERSON enter"),
        (8, "U"), (4, "U U"), (2, "U U U U"), (5, "ctrl+r"), (2, "ctrl+r ctrl+r ctrl+r"), (1, "c U"),
        (1, "enter U"), (1, "c enter n U"), (2, "m U ctrl+r"), (4, "/ QUERY enter"), (2, "f j enter"),
        (2, "y"), (2, "Y s"),
        (2, "Y 3 tab right y"), (1, "c v v C"), (1, "c b x x"), (1, "enter / QUERY enter n"),
        (1, "? down down enter"), (1, "ctrl+p down down down enter"), (2, "s"), (1, "d"), (1, "'"), (2, "G"),
        (2, "pagedown"), (2, "WATCH"), (5, "OTHER"),
        (4, "i TITLE enter"), (3, "# a b enter"), (2, "space j space # x enter"), (1, "S x enter"),
        (1, "H j enter"), (3, "V y"), (3, "V n"), (2, "V s U"), (2, "V y U"), (2, "V Y"),
        (1, "V f j enter y"), (1, "B enter"), (1, "O b enter"), (3, "L x"), (2, "L x U"), (1, "L j D D"),
        (1, "X escape"), (1, "S f2 x enter"), (1, "S f8"), (2, "f G enter"),
    )
]  # fmt: skip
"""What a user may do, with how often: keys, what is typed (in capitals), and what comes from outside."""


@dataclass
class Ground:
    """What every walk begins with."""

    library: Path
    """Copied for each walk; its journal is empty."""
    outside: Path
    """Articles that it does not hold."""
    small: bool
    answers: dict[str, object] = field(default_factory=dict)
    """By an index built from nothing."""

    def __post_init__(self) -> None:
        with closing(Library.open(self.library)) as library:
            if library.journal.entries():  # else a walk began with it before
                with library.store.transaction():
                    library.store._db.run("DELETE FROM journal")
                level.rebuild(library)
            self.answers = answered(library)


def ground_of_samples(directory: Path) -> Ground:
    """The articles that come with the program."""
    outside = directory / "outside"
    outside.mkdir()
    write(outside, _OUTSIDE, "that")
    library = tui_pilot.own_library(directory / "samples")
    library.close()
    return Ground(directory / "samples", outside, small=True)


def ground_of_made(directory: Path, library: Path, quotes: int) -> Ground:
    """Made-up articles with so many quotes; the library is made where it is missing."""
    outside = directory / "outside"
    outside.mkdir()
    write(outside, _OUTSIDE, "that")
    if not library.exists():
        texts = directory / "texts"
        texts.mkdir()
        write(texts, quotes // _QUOTES)
        with closing(Library.open(library)) as made:
            for outcome in add_files.add(made, [texts], jobs=os.cpu_count() or 1):
                assert outcome.outcome == "added", outcome
    return Ground(library, outside, small=False)


def write(folder: Path, number: int, the: str = "the") -> None:
    """Write articles of some outlets and days; each tenth is a reprint of another one, each 25th a record.

    With another word for `the` they are others, that print some of the same; each has a sentence of its own,
    as of an article that is known only the outcome is written, which is no change to undo.
    """
    dice, before = random.Random(5), ""
    for at, text in enumerate(made_articles.texts(number)):
        body = (before if at % 10 == 9 else text).replace(" the ", f" {the} ")
        head = f"outlet: {dice.choice(_OUTLETS)} {at % 40}\ndate: 20{10 + at % 15}-0{at % 9 + 1}-1{at % 10}\n"
        if at % 25 == 3:
            said = (line.strip("“").partition(",”")[0] for line in body.split("\n\n") if line[:1] == "“")
            names = ("ADA LEVIN", "ZOE QUINT")
            body = "\n\n".join(f"{names[place % 2]}: {words}." for place, words in enumerate(said))
            head += "form: transcript\n"
        if the != "the":
            body += (
                f"\n\nADA LEVIN: Number {at} is not known."
                if "form: transcript" in head
                else f"\n\nNumber {at}."
            )
        (folder / f"{at:06}.txt").write_text(f"---\n{head}---\n{body}", encoding="utf-8")
        before = text


def answered(library: Library) -> dict[str, object]:
    """What queries are answered: all quotes of small answers, counts of all."""
    level.catch_up(library, seconds=600)
    found = {query: search_quotes.search(library, query, limit=1_000, group=False) for query in _ASKED}
    return {
        query: (
            one.total,
            one.lacking,
            {name: sorted(map(repr, facets)) for name, facets in one.facets.items()},
            sorted(row.uid for row in one.rows) if one.total <= len(one.rows) else (),
        )
        for query, one in found.items()
    }


def unlike(one: Path, other: Path) -> Iterator[str]:
    """Tables but the journal that do not hold the same rows in two libraries."""
    with closing(sqlite3.connect(one)) as db:
        db.execute("ATTACH ? AS other", (str(other),))
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table in LOGS:
                continue
            logs = ", ".join(f"'{name}'" for name in LOGS)
            rows, others = (
                f"SELECT * FROM {place}.{table}"
                + (f" WHERE name NOT IN ({logs})" if table == "guard" else "")
                for place in ("main", "other")
            )
            for left, right, what in ((rows, others, "more"), (others, rows, "missing")):
                count, row = db.execute(f"SELECT count(*), * FROM ({left} EXCEPT {right})").fetchone()[:2]
                if count:
                    yield f"{table}: {count} rows {what}, one is {row!r:.60}"


@dataclass
class Tally:
    """What was done in walks."""

    keys: int = 0
    sizes: int = 0
    left: int = 0
    """How often the browser was left by a command, and begun again."""
    screens: Counter[str] = field(default_factory=Counter)
    """Names of pages and popups, with the keys pressed on each."""
    changes: Counter[str] = field(default_factory=Counter)
    """By the table that they changed."""
    undone: int = 0
    redone: int = 0
    back: int = 0
    """Undone at the end."""


class Walk:
    """One walk on a copy of a ground.

    Args:
        ground: where it begins.
        seed: what is done follows from it, but for how fast the browser is.
        directory: for the copy.
        tally: what is counted.
    """

    def __init__(self, ground: Ground, seed: int, directory: Path, tally: Tally) -> None:
        self._ground, self._chance, self._tally = ground, random.Random(seed), tally
        self._watched = directory / "watched"
        self._watched.mkdir()
        self._copy = directory / "library"
        shutil.copytree(ground.library, self._copy)
        self.library = Library.open(self._copy, settings=Settings(marks="unicode"))
        self._other = Library.open(self._copy)
        self._added = 0
        self._known: dict[tuple[int, int], bool] = {}

    def run(self, keys: int) -> Iterator[str]:
        """Walk, then look; yields what is wrong."""
        self._end = self._tally.keys + keys
        try:
            while self._tally.keys < self._end:
                if fault := asyncio.run(self._browse()):
                    yield fault
                    return
            yield from self._way_back()
        except QuoteBrowserError as error:
            yield f"{error.message}: {error.__cause__!r}"
        except AssertionError as error:
            yield f"{error}"
        finally:
            self._other.close()
            self.library.close()
            gc.unfreeze()  # of every browser all would be kept

    async def _browse(self) -> str:
        """Press keys until all are pressed, or one of them has quit; what failed, empty if nothing did."""
        app = QuoteBrowser(self.library)
        try:
            async with app.run_test(size=_SIZES[0]) as pilot:
                driven = Driven(app, pilot)
                await driven.settle()
                while self._tally.keys < self._end and app.is_running and not app._exit:
                    await self._move(driven)
                    await driven.settle()
                    self._note()
                failed = app.is_running and "The program failed" in screen_text(app)
        finally:
            if app.session.watch is not None:
                app.session.watch.stop()
        self._tally.left += self._tally.keys < self._end
        if app.fault is not None:
            return f"the browser ended: {app.fault.message} {app.fault.__cause__!r}"
        return "the screen says that the program failed" if failed else ""

    async def _move(self, driven: Driven) -> None:
        """Some keys of the table, or one of the moves, most of them from the list."""
        chance = self._chance
        if chance.random() < 0.2:
            for _ in range(_PACE):
                await self._press(driven, chance.choice(_KEYS))
            return
        if chance.random() < 0.1:
            await self._resize(driven, chance.randint(1, 300), chance.randint(1, 200))
        elif chance.random() < 0.1:
            await self._resize(driven, chance.randint(1, 30), chance.randint(1, 10))
        elif driven.app.size not in _SIZES:
            await self._resize(driven, *chance.choice(_SIZES))
        if chance.random() < 0.7:
            await self._home(driven)
        (keys,) = chance.choices([keys for _, keys in _MOVES], [weight for weight, _ in _MOVES])
        for key in keys:
            if key == "WATCH":
                await self._watch(driven)
            elif key == "OTHER":
                await driven.settle()
                await asyncio.to_thread(self._outside)
            elif key in _TYPED:
                await self._fill(driven, chance.choice(_TYPED[key]))
            else:
                await self._press(driven, key)
                if key in ("e", "c", "enter", "Y", "f", *"VBOLXS"):  # what it opens takes the next
                    await driven.settle()

    async def _press(self, driven: Driven, key: str) -> None:
        app = driven.app
        if not app.is_running or app._exit or (key == "q" and len(app.screen_stack) == 1):
            return
        self._tally.keys += 1
        self._tally.screens[type(app.screen).__name__] += 1
        # Not the pilot's own way, which waits after each: people are faster.
        assert app._driver is not None
        app._driver.send_message(events.Key(_NAMES.get(key, key), key if len(key) == 1 else None))
        await asyncio.sleep(0)

    async def _fill(self, driven: Driven, text: str) -> None:
        """Paste in place of what stands in the line."""
        await self._press(driven, "home")
        await self._press(driven, "shift+end")
        if not text:
            await self._press(driven, "delete")
        elif driven.app.is_running and driven.app.focused is not None:
            driven.app.focused.post_message(events.Paste(text))
            self._tally.keys += 1
        await driven.pilot.pause()

    async def _resize(self, driven: Driven, width: int, height: int) -> None:
        if driven.app.is_running and not driven.app._exit:
            self._tally.sizes += 1
            await driven.pilot.resize_terminal(width, height)

    async def _home(self, driven: Driven) -> None:
        """Back to the list, as far as `escape` leads there."""
        for _ in range(_BACK):
            if len(driven.app.screen_stack) == 1:
                break
            await self._press(driven, "escape")
            await driven.settle()
        if driven.app.is_running and type(driven.app.focused).__name__ == "SearchBox":
            await self._press(driven, "enter")
        elif self._chance.random() < 0.5:  # all is listed again
            await self._press(driven, "escape")
        await driven.settle()

    async def _watch(self, driven: Driven) -> None:
        """Watch a folder, save a file there, and stop when it is stored."""
        await self._home(driven)
        await self._press(driven, "W")
        await driven.settle()
        await self._fill(driven, str(self._watched))
        await self._press(driven, "enter")
        await driven.settle()
        watch = driven.app.session.watch
        if not isinstance(watch, Watch):
            return
        before, until = watch.added, time.monotonic() + _WAITING
        if (file := self._new_file()) is not None:
            shutil.copy(file, self._watched)
            while watch.added == before and time.monotonic() < until:
                await driven.pilot.pause(0.05)
            await driven.settle()
        if self._chance.random() < 0.7:
            await self._home(driven)
            await self._press(driven, "W")

    def _new_file(self) -> Path | None:
        files = sorted(self._ground.outside.iterdir())
        self._added += 1
        return files[self._added - 1] if self._added <= len(files) else None

    def _outside(self) -> None:
        """What another program does meanwhile."""
        other, chance = self._other, self._chance
        ids = other.store.articles.ids()
        if not ids:
            return
        some = chance.sample(ids, min(len(ids), chance.choice([1, 1, 2, 3, 30])))
        what = chance.randrange(6)
        with contextlib.suppress(QuoteBrowserError):  # whom it is about may have gone
            if what == 0:
                remove_articles.remove(other, some[:3])
            elif what in (1, 2) and (file := self._new_file()) is not None:
                list(add_files.add(other, [file], jobs=1))
            elif what == 3:
                correct_facts.set_values(other, (), {"outlet": chance.choice(_OUTLETS)}, articles=some)
            elif what == 4:
                outlets = other.store.listing.outlets()
                name_outlets.rename(other, chance.choice(outlets).value, chance.choice(_OUTLETS))
            else:
                people = other.store.quotes.speakers()
                merge_speakers.merge(other, chance.choice(people).name, chance.choice(_TYPED["PERSON"]))

    def _note(self) -> None:
        """Count what was changed, undone and redone since the last time."""
        for entry in self.library.journal.entries():
            known, undone = self._known.get((entry.no, entry.at)), entry.undone > 0
            if known is None:
                names = {one.name for one in self.library.journal.images(entry.no)}
                self._tally.changes["added" if "added" in names else " and ".join(sorted(names))] += 1
            self._tally.undone += undone and not known
            self._tally.redone += bool(known) and not undone
            self._known[entry.no, entry.at] = undone

    def _way_back(self) -> Iterator[str]:
        """All is done again, then undone; yields what is not as it was."""
        self._note()
        while undo_changes.redo(self.library) is not None:
            pass
        if self._ground.small:
            copy = self._copy.with_name("copy")
            shutil.copytree(self._copy, copy)
            with closing(Library.open(copy)) as built:
                level.rebuild(built)
                yield from _differ(answered(self.library), answered(built), "before the undoing")
        while undo_changes.undo(self.library) is not None:
            self._tally.back += 1
        if undo_changes.listed(self.library):
            yield "there are changes that cannot be undone"
        yield from _differ(answered(self.library), self._ground.answers, "at the end")
        if self._ground.small:
            yield from (f"doctor: {finding}" for finding in level.check(self.library))
        yield from unlike(self._copy / "library.db", self._ground.library / "library.db")


def _differ(one: dict[str, object], other: dict[str, object], when: str) -> Iterator[str]:
    for query in _ASKED:
        if one[query] != other[query]:
            yield f"{query!r} is answered otherwise {when}"


def walked(ground: Ground, seeds: Sequence[int], keys: int) -> int:
    """Walk and tell; how many walks were bad."""
    tally, bad, began = Tally(), 0, time.monotonic()
    for seed in seeds:
        with tempfile.TemporaryDirectory() as place:
            found = list(Walk(ground, seed, Path(place), tally).run(keys))
        bad += bool(found)
        print(f"seed {seed}, {time.monotonic() - began:.0f} s: {'; '.join(found) or 'well'}", flush=True)
    print(f"{len(seeds)} walks: {tally.keys:,} keys, {tally.sizes:,} sizes, {tally.left} times left")
    print("keys on", ", ".join(f"{name} {count:,}" for name, count in tally.screens.most_common()))
    print(
        f"{tally.changes.total():,} changes:",
        ", ".join(f"{count} {name}" for name, count in tally.changes.most_common()),
    )
    print(f"{tally.undone:,} undone and {tally.redone:,} redone meanwhile, {tally.back:,} undone at the end")
    print(f"{bad} bad")
    return bad


def main() -> int:
    """Walk; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--keys", type=int, default=500)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--quotes", type=int, default=100_000, help="of the second library (100,000)")
    parser.add_argument("--library", type=Path, help="the second one: made where it is missing, and kept")
    parser.add_argument("--only", choices=("samples", "made"))
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.seeds)
    tui_pilot._DEADLINE = 600.0
    marking_keys._MOST_MARKED = _MARKED  # type: ignore[misc]
    bad = 0
    with tempfile.TemporaryDirectory() as home:
        places = {"STATE": "state", "CACHE": "cache", "CONFIG": "config.toml"}
        os.environ |= {f"QUOTEBROWSER_{name}": f"{home}/{place}" for name, place in places.items()}
        os.environ |= {"BROWSER": "/bin/true", "QUOTEBROWSER_INDEX_KEY": "5e" * 32}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "EDITOR", "VISUAL"):
            os.environ.pop(name, None)
        os.chdir(home)  # what is exported goes there
        for name in ("samples", "made"):
            directory = Path(home) / f"of {name}"
            directory.mkdir()
            if given.only in (None, name):
                ground = (
                    ground_of_samples(directory)
                    if name == "samples"
                    else ground_of_made(directory, given.library or directory / "library", given.quotes)
                )
                bad += walked(ground, seeds, given.keys)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
