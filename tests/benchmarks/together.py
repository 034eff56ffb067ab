"""Two browsers, two `add`, a `watch`, `set`, searches and `restore` on one library at once.

usage: together.py [--seconds N] [--every N] [--directory DIR]

The browsers run in tmux and are sent keys. At the end everything that a command said is done is looked for.
What was acknowledged before a restore must be in the copy that it kept; what was acknowledged after it, in
the library, or in the copy of the next one. Ends with 1 if something is lost, if `doctor` complains, if the
library's file is another one than at the start, if a browser is gone, and if anybody was shown an error; with
2 without tmux.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import made_articles
from disk_record import environment

_PROGRAM: Final = (sys.executable, "-m", "quotebrowser")
_ADDED: Final = re.compile(r"[+0] (.*?): ")
_ERROR: Final = re.compile(
    r"Traceback|could not be|cannot be (?:opened|read|written|used|restored)|damaged|is locked|is older"
    r"|has been closed|Another program|^[!✗] "
)
_KEYS: Final = ("the", "Enter", "Down", "Down", "Enter", "Escape", "c", "Escape", "/", "C-u")
_LATE: Final = 2.0
"""Seconds after its commit by which a word of success has been read, at the latest."""
_A_RUN: Final = 4
"""Articles that an `add` is given at once."""
_NEVER: Final = float("inf")


@dataclass
class Restored:
    """A `restore`, and what there was before it."""

    began: float
    ended: float
    held: dict[str, str]
    """Outlets by the names of files."""


@dataclass
class Seen:
    """What was done and said, with the time."""

    stop: float
    added: list[tuple[float, str]] = field(default_factory=list)
    named: list[tuple[float, float, str]] = field(default_factory=list)
    """When a `set` began and ended, and the outlet."""
    kept: list[tuple[float, float, Path]] = field(default_factory=list)
    """When a `restore` began and ended, and the copy it kept."""
    errors: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)

    @property
    def over(self) -> bool:
        """Whether to begin nothing more."""
        return time.monotonic() > self.stop


class Scene:
    """A library and those who work on it."""

    def __init__(self, place: Path, seconds: float, every: float) -> None:
        self.library, self.copy, self.watched = place / "library", place / "copy.db", place / "watched"
        self.watched.mkdir()
        (place / "texts").mkdir()
        self.texts = made_articles.write_texts(place / "texts", 60 + round(6 * seconds))
        self.every = every
        self.socket = f"quotebrowser-{os.getpid()}"
        self.run("add", *map(str, self.texts[:20]))
        self.run("backup", str(self.copy))
        self.seen = Seen(time.monotonic() + seconds)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command on the library."""
        command = [*_PROGRAM, *words, "--library", str(self.library)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def tried(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command that must end well."""
        done = self.run(*words)
        self.seen.runs[words[0]] += 1
        if done.returncode:
            self.seen.errors[f"{words[0]}: exit {done.returncode}: {done.stderr.strip()[-200:]}"] += 1
        return done

    def follow(self, name: str, *words: str) -> "subprocess.Popen[str]":
        """Start a command that says what it stores, and take down when it does."""
        command = [*_PROGRAM, name, *words, "--library", str(self.library)]
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        threading.Thread(target=self._listen, args=(name, started), daemon=True).start()
        return started

    def _listen(self, name: str, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if found := _ADDED.match(line):
                self.seen.added.append((time.monotonic(), Path(found[1]).name))
            elif _ERROR.search(line):
                self.seen.errors[f"{name}: {line.strip()[:200]}"] += 1

    def adding(self, start: int) -> None:
        """Add every third text, a few at once, and again from the first when they are all in."""
        mine = self.texts[20 + start :: 3]
        at = 0
        while not self.seen.over:
            ended = self.follow("add", *map(str, mine[at : at + _A_RUN])).wait()
            self.seen.runs["add"] += 1
            if ended not in (0, 1):
                self.seen.errors[f"add: exit {ended}"] += 1
            at = (at + _A_RUN) % len(mine)

    def dropping(self) -> None:
        """Save texts in the folder that is watched."""
        for text in self.texts[22::3]:
            if self.seen.over:
                return
            shutil.copyfile(text, self.watched / text.name)
            time.sleep(0.7)

    def naming(self) -> None:
        """Correct one article's outlet, again and again."""
        number = 0
        while not self.seen.over:
            number += 1
            began = time.monotonic()
            done = self.tried("set", self.texts[0].name, f"outlet=Paper {number}")
            if not done.returncode:
                self.seen.named.append((began, time.monotonic(), f"Paper {number}"))

    def searching(self) -> None:
        """Ask as commands do."""
        while not self.seen.over:
            for words in (("search", "the", "--json"), ("list", "articles"), ("compare", "the")):
                self.tried(*words)

    def restoring(self) -> None:
        """Restore the copy made at the start, now and then."""
        while time.monotonic() + self.every < self.seen.stop:
            time.sleep(self.every)
            began = time.monotonic()
            done = self.tried("restore", str(self.copy))
            found = re.search(r"is kept as (.*)$", done.stdout + done.stderr, re.MULTILINE)
            if found:
                self.seen.kept.append((began, time.monotonic(), Path(found[1])))

    def tmux(self, *words: str) -> str:
        """What tmux says."""
        command = ["tmux", "-L", self.socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def browsing(self, name: str) -> None:
        """Press keys in a browser and read its screen."""
        self.tmux(
            "new-session",
            "-d",
            "-s",
            name,
            "-x",
            "120",
            "-y",
            "40",
            *_PROGRAM,
            "--library",
            str(self.library),
        )
        time.sleep(4)
        while not self.seen.over:
            for key in _KEYS:
                self.tmux("send-keys", "-t", name, key)
                time.sleep(0.5)
                self.seen.runs["screens"] += 1
                for line in self.tmux("capture-pane", "-p", "-t", name).splitlines():
                    if _ERROR.search(line):
                        self.seen.errors[f"browser: {line.strip()[:160]}"] += 1

    def play(self) -> None:
        """All at once, until the time is over."""
        watch = self.follow("watch", str(self.watched))
        parts: list[Callable[[], None]] = [
            lambda: self.adding(0),
            lambda: self.adding(1),
            self.dropping,
            self.naming,
            self.searching,
            self.restoring,
            lambda: self.browsing("one"),
            lambda: self.browsing("two"),
        ]
        threads = [threading.Thread(target=part) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        time.sleep(4)
        watch.send_signal(signal.SIGINT)
        if watch.wait(30):
            self.seen.errors[f"watch: exit {watch.returncode}"] += 1
        time.sleep(1)

    def held(self, *library: str) -> dict[str, str]:
        """The outlet of each article, by the name of its file."""
        listed = subprocess.run(
            [*_PROGRAM, "list", "articles", "--json", "--library", *library],
            capture_output=True,
            text=True,
            check=False,
        )
        rows = [json.loads(line) for line in listed.stdout.splitlines()]
        return {Path(row["path"]).name: row["outlet"] for row in rows}


def _restores(scene: Scene, place: Path) -> list[Restored]:
    """All restores with what they replaced; at the end, as if at the end of time, what the library holds."""
    found = []
    for began, ended, copy in scene.seen.kept:
        home = place / copy.stem
        home.mkdir(mode=0o700)
        shutil.copyfile(copy, home / "library.db")
        found.append(Restored(began, ended, scene.held(str(home))))
    return [*found, Restored(_NEVER, _NEVER, scene.held(str(scene.library)))]


def lost(added: list[tuple[float, str]], restores: list[Restored]) -> Iterator[str]:
    """What was acknowledged and is not where it must be."""
    for when, name in added:
        following = next(at for at, one in enumerate(restores) if one.began > when)
        during = [one for one in restores[:following] if one.ended > when - _LATE]
        if not any(name in one.held for one in (*during, restores[following])):
            yield name


def forgotten(named: list[tuple[float, float, str]], article: str, restores: list[Restored]) -> Iterator[str]:
    """The outlets that the article must have had when it was replaced, and had not."""
    since = -_NEVER
    for one in restores:
        sure = [name for began, ended, name in named if began > since and ended < one.began]
        perhaps = [name for began, ended, name in named if began < one.ended and ended >= one.began]
        if sure and one.held.get(article) not in (sure[-1], *perhaps):
            yield f"{sure[-1]}, it is {one.held.get(article)}"
        since = one.ended


def main() -> int:
    """Let them work and count; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--every", type=float, default=15, help="seconds between two restores")
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    if shutil.which("tmux") is None:
        print("tmux is not installed")
        return 2
    # A shell lets what it runs in the background ignore it, and `watch` would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        place = Path(scratch)
        os.environ |= environment(place)
        os.environ["TERM"] = "xterm-256color"
        scene = Scene(place, wanted.seconds, wanted.every)
        file = (scene.library / "library.db").stat().st_ino
        try:
            scene.play()
            alive = len(scene.tmux("list-sessions").splitlines())
        finally:
            scene.tmux("kill-server")
        seen, restores = scene.seen, _restores(scene, place)
        gone = sorted(set(lost(seen.added, restores)))
        old = list(forgotten(seen.named, scene.texts[0].name, restores))
        doctor = scene.run("doctor")
        moved = (scene.library / "library.db").stat().st_ino != file
    print(", ".join(f"{count} {name}" for name, count in sorted(seen.runs.items())))
    print(
        f"{len(seen.added)} articles and {len(seen.named)} outlets acknowledged, {len(restores) - 1} restores"
    )
    print(f"lost: {len(gone)} articles {gone[:5]}, {len(old)} outlets {old[:5]}")
    print(
        f"browsers alive: {alive}; another file: {moved}; doctor: {(doctor.stdout + doctor.stderr).strip()}"
    )
    for error, times in seen.errors.most_common(20):
        print(f"{times} x {error}")
    return 1 if gone or old or seen.errors or alive != 2 or moved or doctor.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
