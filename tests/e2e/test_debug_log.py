"""The log that `QUOTEBROWSER_LOG` asks for: what happened, and never a word of what was read or asked."""

import re
import stat
from pathlib import Path

import pytest
from broken_program import MARK, article, browser, program

from quotebrowser import debug_log

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d+ quotebrowser\.[\w.]+: \S.*")


def test_a_log_says_what_happened_and_nothing_of_what_was_read(tmp_path: Path) -> None:
    run = program(tmp_path)
    assert run.run("add", "--jobs", "2", "--outlet", MARK, str(article(tmp_path))).returncode == 0
    assert run.run("search", MARK).returncode == 0
    assert run.run("search", f"speaker:{MARK}", "--json").returncode == 0
    assert run.run("search", f"kind:{MARK}").returncode == 2
    assert run.run("compare", MARK, "--tei").returncode in {0, 1}
    assert run.run("cite", MARK, "--copy").returncode in {0, 2}
    assert run.run("set", MARK, f"outlet={MARK}").returncode == 0
    with browser(run) as opened:
        opened.wait("newest first")
        opened.press(MARK)
        opened.press("\x1bOP")
        opened.wait("move down a page")
        opened.press("\x1b")
        opened.wait_logged("tui.app: screen SearchPage")
        opened.press("\x11")
        assert opened.end() == 0
    lines = run.logged.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len({line.split()[1] for line in lines}) >= 8
    assert MARK.casefold() not in run.logged.casefold()
    for said in (
        "cli: began: add --jobs --outlet",
        "cli: began: compare --tei",
        "cli: ended: exit 0",
        "cli: refused: quotebrowser.errors.QueryError at quotebrowser/query/",
        "library.library: library opened, writable",
        "library.held.held_index: index opened",
        "library.library: library closed",
        "library.adding.lane: reader",
        "library.adding.reader_process: a file read: 1 items",
        "library.adding.store_articles: added: 1",
        "library.upkeep.level: 1 quotes indexed",
        "library.finding.search_quotes: 1 quotes found, 1 rows",
        "clipboard.copy_text: OSC 52: ",
        "tui.base.jobs: answered",
        "tui.app: screen Help",
        "tui.app: action help on SearchPage",
    ):
        assert said in run.logged, said
    assert stat.S_IMODE(run.log.stat().st_mode) == 0o600


def test_a_log_that_is_there_is_added_to(tmp_path: Path, read_seeds: Path) -> None:
    run = program(tmp_path)
    run.log.write_text("what was there\n", encoding="utf-8")
    assert run.run("list", "outlets", "--library", str(read_seeds)).returncode == 0
    first, *others = run.logged.splitlines()
    assert first == "what was there"
    assert others


def test_a_log_that_cannot_be_written_is_said_once_and_the_command_goes_on(
    tmp_path: Path, read_seeds: Path
) -> None:
    run = program(tmp_path)
    run.log.mkdir()
    done = run.run("list", "outlets", "--library", str(read_seeds))
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == f"quotebrowser: The log {run.log} cannot be written: Is a directory\n"
    debug_log.start_in_child()


def test_without_the_variable_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(debug_log.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    debug_log.start()
    debug_log.log(__name__, MARK)
    assert list(tmp_path.iterdir()) == []


def test_lines_are_single_and_a_full_disk_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv(debug_log.VARIABLE, str(log))
    try:
        debug_log.start()
        debug_log.start()
        debug_log.log("quotebrowser.cli", "two\nlines, 100 %s")
        stopped = len(log.read_text(encoding="utf-8").splitlines())
    finally:
        debug_log.stop()
    assert stopped == 2
    assert log.read_text(encoding="utf-8").endswith("quotebrowser.cli: two lines, 100 %s\n")
    if Path("/dev/full").exists():
        monkeypatch.setenv(debug_log.VARIABLE, "/dev/full")
        try:
            debug_log.start()
            debug_log.log("quotebrowser.cli", "lost")
        finally:
            debug_log.stop()
