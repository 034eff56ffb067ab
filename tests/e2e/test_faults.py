"""Errors of the program itself: a sentence for the user, a report for whoever mends it, no text in either."""

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from broken_program import MARK, SENTENCE, Program, article, browser, program

from quotebrowser import debug_log, fault_report
from quotebrowser.errors import QuoteBrowserError
from quotebrowser.processes import child

BROKEN_SEARCH = "from quotebrowser.library.finding import search_quotes\nsearch_quotes.search = fail\n"
BROKEN_EXTRACTION = "from quotebrowser import extract\nextract.read = extract.quotes = fail\n"
BROKEN_BUILDING = "from quotebrowser.library.upkeep import level\nlevel.catch_up = fail\n"
BROKEN_WATCHING = "from quotebrowser.library.adding import watch_folder\nwatch_folder.watch = fail\n"
FULL_DISK = (
    "from quotebrowser.library.adding import watch_folder\n"
    "def full(*_, **__):\n    raise OSError(28, 'No space left on device', {file})\n"
    "watch_folder.watch = full\n"
)
BROKEN_CITING = "from quotebrowser.library.copying import cite_quotes\ncite_quotes.cite_view = fail\n"
BROKEN_PAGE = "from quotebrowser.tui.screens.search_page import SearchPage\nSearchPage.on_mount = fail\n"
BROKEN_KEY = "from quotebrowser.tui.app import QuoteBrowser\nQuoteBrowser.action_help = fail\n"
BROKEN_WORKER = (
    "from quotebrowser.tui.base.jobs import Latest\nasync def work(self):\n    fail()\nLatest._work = work\n"
)
BROKEN_THREAD = (
    "from quotebrowser.library.adding.pool import Workers\n"
    "look = Workers._look\n"
    "def looking(self):\n    look(self)\n    fail()\n"
    "Workers._look = looking\n"
)


def check_report(run: Program, doing: str) -> None:
    """The report says what is needed to mend the fault, and nothing else."""
    report = run.report
    assert f"in: {doing}\n" in report
    assert "\nValueError\n" in report
    assert "\nafter KeyError\n" in report
    assert "sitecustomize.py:" in report
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}" in report
    assert "textual 8" in report
    assert stat.S_IMODE((run.state / "last-error.txt").stat().st_mode) == 0o600
    assert [path.name for path in run.state.iterdir()] == ["last-error.txt"]
    assert f"unexpected: ValueError at sitecustomize.py:8 fail, in {doing}" in run.logged
    assert MARK not in report + run.logged
    assert str(Path.home()) not in report + run.logged


def test_a_command_that_breaks_says_so_in_one_sentence(read_seeds: Path, tmp_path: Path) -> None:
    run = program(tmp_path, BROKEN_SEARCH)
    done = run.run("--library", str(read_seeds), "search", MARK, "--limit", "3", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"quotebrowser: {SENTENCE}; details are in {run.state / 'last-error.txt'}\n"
    check_report(run, "search --library --limit --json")
    assert "\n  quotebrowser/cli/__init__.py:" in run.report


def test_a_reader_that_breaks_rejects_its_file_and_names_the_report(tmp_path: Path) -> None:
    run = program(tmp_path, BROKEN_EXTRACTION)
    done = run.run("add", "--json", "--jobs", "2", str(article(tmp_path)))
    assert "Traceback" not in done.stderr
    assert f"{SENTENCE}; details are in {run.state / 'last-error.txt'}" in done.stdout
    check_report(run, "reading a file")


def test_a_builder_of_the_index_that_breaks_names_the_report(
    own_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotebrowser.library import Library
    from quotebrowser.library.upkeep.builder import IndexBuilder

    run = program(tmp_path, BROKEN_BUILDING)
    for name, value in run.environment.items():
        monkeypatch.setenv(name, value)
    ended = threading.Event()
    library = Library.open(own_seeds)
    builder = IndexBuilder(library, ended.set)
    builder.start()
    assert ended.wait(30)
    builder.stop()
    library.close()
    assert builder.failed == f"{SENTENCE}; details are in {run.state / 'last-error.txt'}"
    check_report(run, "building the index")


def _reason(run: Program, seeds: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Why a watcher of a folder ended by itself."""
    from quotebrowser.library import Library
    from quotebrowser.library.adding.watch_beside import Watcher

    for name, value in run.environment.items():
        monkeypatch.setenv(name, value)
    reasons: list[str] = []
    ended = threading.Event()

    def end(reason: str) -> None:
        reasons.append(reason)
        ended.set()

    library = Library.open(seeds)
    watcher = Watcher(library, [folder], lambda _outcome: None, end)
    assert ended.wait(30)
    watcher.stop()
    library.close()
    (reason,) = reasons
    return reason


def test_a_watcher_that_breaks_names_the_report(
    own_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = program(tmp_path, BROKEN_WATCHING)
    reason = _reason(run, own_seeds, tmp_path, monkeypatch)
    assert reason == f"{SENTENCE}; details are in {run.state / 'last-error.txt'}"
    check_report(run, "watching a folder")


@pytest.mark.parametrize(("file", "said"), [("None", "It could not go on"), ("'/a'", "/a could not be used")])
def test_a_watcher_that_the_system_refuses_something_says_what(
    own_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, said: str
) -> None:
    run = program(tmp_path, FULL_DISK.format(file=file))
    assert _reason(run, own_seeds, tmp_path, monkeypatch) == f"{said}: No space left on device"
    assert not run.state.exists()


def test_a_page_that_breaks_names_the_report(read_seeds: Path, tmp_path: Path) -> None:
    run = program(tmp_path, "from quotebrowser import tui\ntui.run = fail\n")
    done = subprocess.run(
        child.command("quotebrowser.serve.page_process"),
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env=run.environment | {"QUOTEBROWSER_LIBRARY": str(read_seeds)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"quotebrowser: {SENTENCE}; details are in {run.state / 'last-error.txt'}\n"
    check_report(run, "a page")


def test_where_the_look_for_a_cause_breaks_too_the_first_error_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path))

    def look() -> QuoteBrowserError | None:
        raise ZeroDivisionError

    fault_report.blame(look)
    said = fault_report.leave(KeyError("first"), "search")
    assert said.message.startswith(SENTENCE)
    report = (tmp_path / fault_report.NAME).read_text(encoding="utf-8")
    assert "\nKeyError\n" in report
    assert "ZeroDivisionError" not in report


def test_a_thread_that_breaks_leaves_a_report_and_no_traceback(tmp_path: Path) -> None:
    run = program(tmp_path, BROKEN_THREAD)
    done = run.run("add", "--jobs", "2", str(article(tmp_path)))
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert SENTENCE in done.stderr
    check_report(run, "add --jobs")


def test_a_question_of_the_browser_that_breaks_is_said_on_the_screen(
    read_seeds: Path, tmp_path: Path
) -> None:
    run = program(tmp_path, BROKEN_CITING)
    with browser(run, "--library", str(read_seeds)) as opened:
        opened.wait(SENTENCE)
        opened.press("\x11")
        assert opened.end() == 0
    assert "Traceback" not in opened.shown
    check_report(run, "a question of the browser")


@pytest.mark.parametrize(
    ("fault", "key"),
    [(BROKEN_PAGE, ""), (BROKEN_KEY, "\x1bOP"), (BROKEN_WORKER, "")],
    ids=["at start", "at a key", "in a worker"],
)
def test_a_browser_that_breaks_leaves_the_screen_and_names_the_report(
    fault: str, key: str, read_seeds: Path, tmp_path: Path
) -> None:
    run = program(tmp_path, fault)
    with browser(run, "--library", str(read_seeds)) as opened:
        if key:
            opened.wait("newest first")
            opened.press(key)
        assert opened.end() == 2
    last = f"quotebrowser: {SENTENCE}; details are in {run.state / 'last-error.txt'}"
    assert opened.shown.rstrip().endswith(last)
    assert "Traceback" not in opened.shown
    assert MARK not in opened.shown
    check_report(run, "the browser")


def test_where_no_report_can_be_written_the_sentence_holds_class_and_place(tmp_path: Path) -> None:
    run = program(tmp_path, BROKEN_EXTRACTION)
    run.state.write_text("a file where the directory should be")
    done = run.run("extract", str(article(tmp_path)))
    assert done.returncode == 2
    assert done.stderr == (
        f"quotebrowser: {SENTENCE}: ValueError at sitecustomize.py:8 fail;"
        f" {run.state / 'last-error.txt'} could not be written: File exists\n"
    )


def test_a_report_of_deep_recursion_keeps_both_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path))

    def deeper(number: int) -> int:
        return deeper(number + 1)

    try:
        deeper(0)
    except RecursionError as error:
        said = fault_report.leave(error, "search")
    report = (tmp_path / fault_report.NAME).read_text(encoding="utf-8")
    assert str(tmp_path / fault_report.NAME) in said.message
    assert 80 < report.count("\n") < 100
    assert " more\n" in report


def test_an_error_of_the_system_is_named_without_its_file() -> None:
    with pytest.raises(OSError, match=MARK) as caught:
        Path(f"/nowhere/{MARK}").read_bytes()
    assert debug_log.place(caught.value).startswith("FileNotFoundError (ENOENT) at pathlib.py:")
