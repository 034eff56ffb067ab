"""A signal ends things well: what was begun is finished or undone, and the terminal is as it was."""

import contextlib
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_program import Program, browser, program

from quotebrowser.store import Store

SAID = "Stopped; everything done so far is kept\n"
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT]
_DEADLINE = 60.0
_WAITING = """
import importlib, os, time
def waits(*arguments, **names):
    open(os.environ["REACHED"], "w").close()
    time.sleep(300)
holder = importlib.import_module("quotebrowser.{module}")
*path, name = "{name}".split(".")
for part in path:
    holder = getattr(holder, part)
setattr(holder, name, waits)
"""
_WORDS = (
    "“We shall paint the bridge number {} before the summer is over, whatever it costs,” said Ann Torres."
)

# A command, and where it is when the signal comes.
BUSY = [
    ("rebuild", "library.upkeep.level", "_catch_up"),
    ("backup", "store.backups", "_require_whole"),
    ("backup {tmp}/given.db", "store.backups", "put"),
    ("restore {copy}", "store.backups", "damage"),
    ("restore {copy}", "store.restoring", "_fill"),
    ("set 000_8cdcccbd686b03c9.txt outlet=Gazette --all", "library.upkeep.level", "catch_up"),
    ("set 000_8cdcccbd686b03c9.txt date=2020 --all", "library.upkeep.regroup", "refresh"),
    ("purge 000 --yes", "library.upkeep.regroup", "regroup"),
    ("purge 000 --yes", "store.store", "Store.compact"),
    ("purge 000 --yes", "library.upkeep.level", "rebuild"),
    ("add {texts}", "library.adding.store_articles", "store"),
    ("add {texts}", "library.upkeep.level", "catch_up"),
    ("doctor", "store.integrity", "check"),
    ("export --format csv", "library.copying.export_quotes", "pieces"),
]


@pytest.fixture(autouse=True)
def signals_as_a_terminal_gives_them() -> Iterator[None]:
    """What a program inherits; a run under `nohup` gives it SIGHUP to ignore."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _wait(reached: Path) -> None:
    until = time.monotonic() + _DEADLINE
    while not reached.exists():
        assert time.monotonic() < until, "it never came to where it was to be ended"
        time.sleep(0.02)


@contextlib.contextmanager
def _started(run: Program, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "quotebrowser", *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=run.environment,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _texts(folder: Path, number: int) -> Path:
    folder.mkdir()
    for at in range(number):
        (folder / f"{at:04}.txt").write_text(f"Council met.\n\n{_WORDS.format(at)}\n", encoding="utf-8")
    return folder


def _children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    found = {int(child) for task in tasks for child in task.read_text("ascii").split()}
    return found | {deeper for child in found for deeper in _children(child)}


def _require_gone(children: set[int]) -> None:
    until = time.monotonic() + _DEADLINE
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < until, "a child outlived it"
        time.sleep(0.02)


def _require_sound(directory: Path) -> None:
    with Store.open(directory) as store:
        assert store.check() == ()
        assert len(store.articles.ids()) >= 4
    left = [path.name for path in directory.rglob("*") if path.name.endswith((".staged", ".part", ".new"))]
    assert not left


@pytest.mark.parametrize(("command", "module", "name"), BUSY)
def test_a_signal_ends_a_command_wherever_it_is(
    own_seeds: Path, tmp_path: Path, command: str, module: str, name: str
) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(own_seeds) as store:
        store.backup(copy)
    texts = _texts(tmp_path / "texts", 3)
    run = program(tmp_path, _WAITING.format(module=module, name=name))
    reached = tmp_path / "reached"
    run.environment["REACHED"] = str(reached)
    number = SIGNALS[BUSY.index((command, module, name)) % 3]
    words = command.format(copy=copy, texts=texts, tmp=tmp_path).split()
    with _started(run, "--library", own_seeds, *words) as process:
        _wait(reached)
        process.send_signal(number)
        if words[0] == "add":  # the first asks, the second stops at once
            time.sleep(0.3)
            process.send_signal(number)
        _, told = process.communicate(timeout=_DEADLINE)
    assert process.returncode == 128 + number
    assert told.endswith(SAID)
    assert "Traceback" not in told
    assert not (run.state / "last-error.txt").exists()
    assert not (tmp_path / "given.db").exists()
    _require_sound(own_seeds)


@pytest.mark.parametrize("number", SIGNALS)
def test_adding_ends_after_what_was_begun(tmp_path: Path, number: signal.Signals) -> None:
    run = program(tmp_path)
    texts, library = _texts(tmp_path / "texts", 400), tmp_path / "library"
    with _started(run, "--library", library, "add", texts, "--jobs", "2", "--json") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        children = _children(process.pid)
        process.send_signal(number)
        out, told = process.communicate(timeout=_DEADLINE)
    assert process.returncode == 128 + number
    assert re.fullmatch(r"Stopped after \d+ of 400 files; run the same command to continue\n", told)
    assert children
    _require_gone(children)
    with Store.open(library) as store:
        assert store.counting.counts().articles >= (first + out).count('"outcome": "added"')
        assert store.check() == ()


@pytest.mark.parametrize(("number", "status"), [(number, 128 + number) for number in SIGNALS[:3]])
def test_watching_ends_after_what_was_begun(tmp_path: Path, number: signal.Signals, status: int) -> None:
    run = program(tmp_path)
    texts, library = _texts(tmp_path / "texts", 3), tmp_path / "library"
    with _started(run, "--library", library, "watch", texts, "--json") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        children = _children(process.pid)
        process.send_signal(number)
        out, told = process.communicate(timeout=_DEADLINE)
    assert (process.returncode, told) == (status, "")
    _require_gone(children)
    with Store.open(library) as store:
        assert store.counting.counts().articles >= (first + out).count('"outcome": "added"') > 0


@pytest.mark.parametrize("number", SIGNALS)
def test_a_command_that_waits_for_words_ends(own_seeds: Path, tmp_path: Path, number: signal.Signals) -> None:
    run = program(tmp_path)
    with _started(run, "--library", own_seeds, "verify", "-") as process:
        _wait_logged(run, "library opened")
        process.send_signal(number)
        out, told = process.communicate(timeout=_DEADLINE)
    assert (process.returncode, out, told) == (128 + number, "", SAID)


def _wait_logged(run: Program, text: str) -> None:
    until = time.monotonic() + _DEADLINE
    while not run.log.exists() or text not in run.logged:
        assert time.monotonic() < until, f"never saw {text!r} in the log"
        time.sleep(0.02)


def test_a_signal_that_is_to_be_ignored_is_ignored(own_seeds: Path, tmp_path: Path) -> None:
    run = program(tmp_path)
    command = ["nohup", sys.executable, "-m", "quotebrowser", "--library", str(own_seeds), "verify", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=run.environment
    ) as process:
        _wait_logged(run, "library opened")
        process.send_signal(signal.SIGHUP)
        process.communicate(b"words that nobody printed", timeout=_DEADLINE)
    assert process.returncode == 1


def _left_on(painted: str) -> list[str]:
    """Modes of the terminal that were switched on, or off, and not back."""
    modes = {
        number: sign
        for given, sign in re.findall(r"\x1b\[\?([\d;]+)([hl])", painted)
        for number in given.split(";")
    }
    shown_at_start = {"7": "h", "25": "h"}
    left = [number for number, sign in modes.items() if sign != shown_at_start.get(number, "l")]
    keys = [found[-1] for found in re.findall(r"\x1b\[([<>])\d*u", painted)]
    return left + ["keys"] * (keys.count(">") > keys.count("<"))


@pytest.mark.parametrize(("number", "keys"), [*zip(SIGNALS, ["", "?", "\r", "\rc"], strict=True)])
def test_a_signal_puts_the_terminal_back(
    own_seeds: Path, tmp_path: Path, number: signal.Signals, keys: str
) -> None:
    run = program(tmp_path)
    with browser(run, "--library", str(own_seeds)) as opened:
        before = termios.tcgetattr(opened.terminal)
        opened.wait("quotes")
        opened.wait("\x1b[?1004h")
        painted = opened.shown
        opened.press(keys)
        if keys:
            opened.wait("\x1b[")
            painted += opened.shown
            opened.shown = ""
        opened.signal(number)
        assert opened.end() == 128 + number
        assert not _left_on(painted + opened.shown)
        assert termios.tcgetattr(opened.terminal) == before
        assert opened.shown.endswith(SAID.replace("\n", "\r\n"))
    assert not (run.state / "last-error.txt").exists()
    _require_sound(own_seeds)


@pytest.mark.parametrize("also_watching", [False, True])
def test_a_terminal_that_is_closed_ends_the_browser_and_its_children(
    own_seeds: Path, tmp_path: Path, *, also_watching: bool
) -> None:
    run = program(tmp_path)
    with browser(run, "--library", str(own_seeds)) as opened:
        opened.wait("quotes")
        if also_watching:
            opened.press("\r")
            opened.wait("\x1b[")
            opened.press("W")
            opened.wait("Watch a folder")
            opened.press(f"{_texts(tmp_path / 'texts', 1)}\r")
            opened.wait_logged("the process that reads began")
        children = _children(opened.pid)
        assert bool(children) == also_watching
        opened.hang_up()
        assert opened.end() == 128 + signal.SIGHUP
        _require_gone(children)
    assert not (run.state / "last-error.txt").exists()
    _require_sound(own_seeds)


def test_a_terminal_that_is_closed_ends_a_command_with_all_it_had_told(tmp_path: Path) -> None:
    run = program(tmp_path)
    library = tmp_path / "library"
    texts = _texts(tmp_path / "texts", 400)
    with browser(run, "--library", str(library), "add", str(texts), "--jobs", "2") as opened:
        opened.wait("1 quote")
        children = _children(opened.pid)
        opened.hang_up()
        assert opened.end() == 128 + signal.SIGHUP
        _require_gone(children)
    assert not (run.state / "last-error.txt").exists()
    with Store.open(library) as store:
        assert store.counting.counts().articles >= opened.shown.count("1 quote") > 0
        assert store.check() == ()


MOMENTS = [
    ("library.changing.purge_articles", "finish"),
    ("store.store", "Store.compact"),
    ("library.upkeep.level", "_catch_up"),
    ("library.upkeep.regroup", "settle"),
]


@pytest.mark.parametrize(("module", "name"), MOMENTS)
@pytest.mark.parametrize("then", ["search Esbati", "info", "doctor"])
def test_a_purge_that_was_killed_is_finished_by_the_next_command(
    own_seeds: Path, tmp_path: Path, module: str, name: str, then: str
) -> None:
    run = program(tmp_path, _WAITING.format(module=module, name=name))
    run.environment["REACHED"] = str(tmp_path / "reached")
    with _started(run, "--library", own_seeds, "purge", "004", "--yes") as process:
        _wait(tmp_path / "reached")
    assert process.returncode == -signal.SIGKILL
    del run.environment["PYTHONPATH"]
    assert run.run("--library", str(own_seeds), *then.split()).returncode == 0
    for path in own_seeds.rglob("*"):
        assert not path.is_file() or b"takfiri" not in path.read_bytes().lower(), path
    _require_sound(own_seeds)
