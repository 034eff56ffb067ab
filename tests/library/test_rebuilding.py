"""The index is brought level by a process of its own, which may be killed at any moment."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_corpus import fill, library_of

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.upkeep import level
from quotebrowser.processes.lock import held
from quotebrowser.query import parse

QUERIES = ("army", "the OR of", "speaker:ada", "date:2024", "has:differences", "-defeat", "caf*", "")
_DEADLINE = 60.0
"""Seconds; the process has the lowest priority, and other tests run beside it."""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr(sources, "AT_ONCE_BESIDE", 0)
    made = library_of(tmp_path / "library", 120)
    yield made
    made.close()


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def _ended(library: Library) -> None:
    assert library.rebuilding is not None
    _until(lambda: library.rebuilding is not None and not library.rebuilding.running)


def _answers(library: Library) -> list[tuple[frozenset[str], int]]:
    """What is found, whoever answers."""
    return [_answer(sources.ready(library), query) for query in QUERIES]


def _answer(source: sources.Source, query: str) -> tuple[frozenset[str], int]:
    results = source.search(parse(query), limit=10_000, sort="date")
    return frozenset(hit.uid for hit in results.hits), results.total


def _uids(library: Library) -> set[str]:
    return {row.uid for row in search_quotes.search(library, "army", limit=1000, group=False).rows}


def test_the_store_answers_until_the_process_has_made_the_index(library: Library) -> None:
    heard = threading.Event()
    library.level_beside(heard.set)
    first = search_quotes.search(library, "army", limit=1000, group=False)
    assert first.rows
    assert first.instead.startswith("The index is being rebuilt")
    assert first.instead.endswith("searching the store meanwhile")
    _ended(library)
    assert heard.wait(_DEADLINE)
    second = search_quotes.search(library, "army", limit=1000, group=False)
    assert second.instead == search_quotes.meanwhile(library) == ""
    assert {row.uid for row in second.rows} == {row.uid for row in first.rows}


def test_what_was_added_meanwhile_is_taken_in_by_a_process_too(library: Library) -> None:
    library.level_beside(lambda: None)
    search_quotes.search(library, "army")
    _ended(library)
    before = _uids(library)
    fill(library, 30, first=120)
    during = search_quotes.search(library, "army", limit=1000, group=False)
    assert during.instead
    assert {row.uid for row in during.rows} > before
    _ended(library)
    after = search_quotes.search(library, "army", limit=1000, group=False)
    assert (after.instead, {row.uid for row in after.rows}) == ("", {row.uid for row in during.rows})


def test_an_index_found_damaged_in_the_browser_is_made_anew_beside_it(library: Library) -> None:
    library.level_beside(lambda: None)
    search_quotes.search(library, "army")
    _ended(library)
    expected = [_answer(sources.store(library, ""), query) for query in QUERIES]
    assert library.usable_index() is not None
    for path in library.index_directory.iterdir():
        if path.stat().st_size > 1000:
            path.write_bytes(bytes(path.stat().st_size))
    found = search_quotes.search(library, "army")
    assert found.rows
    assert found.instead
    assert _answers(library) == expected
    _ended(library)
    assert _answers(library) == expected
    assert search_quotes.search(library, "army").instead == ""


def test_progress_is_told_in_percent(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    library.level_beside(lambda: heard.append(search_quotes.meanwhile(library)))
    search_quotes.search(library, "army")
    _ended(library)
    _until(lambda: "" in heard)
    assert any(" %, searching the store meanwhile" in told for told in heard)


@pytest.mark.parametrize("seed", range(4))
def test_a_process_killed_at_any_moment_leaves_all_well(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    library.store.fulltext.follow(chance.choice((0, 100, 10_000)))
    library.level_beside(lambda: None)
    search_quotes.search(library, "army")
    rebuilding = library.rebuilding
    assert rebuilding is not None
    assert rebuilding._process is not None
    time.sleep(chance.uniform(0.0, 1.2))
    rebuilding._process.kill()
    _ended(library)
    if not rebuilding.finished:
        assert rebuilding.failed
        # It may have been killed after its work was done, and before it could say so.
        told = search_quotes.search(library, "army").instead
        assert "could not be rebuilt" in told or not sources.behind(library)
    expected = _answers(library)
    library.close()
    again = Library.open(library.directory)
    assert not again.store.check()
    level.catch_up(again, seconds=10)
    assert not level.behind(again)
    assert _answers(again) == expected
    assert level.check(again) == ()
    again.close()


def test_closing_the_library_ends_the_process(library: Library) -> None:
    library.level_beside(lambda: None)
    search_quotes.search(library, "army")
    rebuilding = library.rebuilding
    assert rebuilding is not None
    assert rebuilding._process is not None
    library.close()
    assert rebuilding._process.poll() is not None
    rebuilding.start(anew=False)
    assert rebuilding._process.poll() is not None
    assert rebuilding.failed == ""


def test_a_process_that_cannot_do_its_work_says_why_and_is_not_started_again(library: Library) -> None:
    library.lock.mkdir()
    library.level_beside(lambda: None)
    assert search_quotes.search(library, "army").instead.startswith("The index is being rebuilt")
    _ended(library)
    found = search_quotes.search(library, "army")
    assert found.rows
    assert found.instead == (
        "The index could not be rebuilt (The index cannot be written: Is a directory): searching the store"
    )
    assert not library.rebuilding.running  # type: ignore[union-attr]


def test_one_process_at_a_time_holds_the_lock_and_gives_it_back_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom quotebrowser.processes.lock import held\n"
        "with held(Path(sys.argv[1])) as got:\n    print(got, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"True\n"
        with held(path) as got:
            assert not got
        started = time.monotonic()
        with held(path, seconds=0.2) as got:
            assert not got
        assert time.monotonic() - started >= 0.2
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with held(path, seconds=5) as got:
            assert got
    assert path.stat().st_mode & 0o077 == 0


def test_to_make_the_index_anew_waits_for_another_program_and_then_says_so(library: Library) -> None:
    with held(library.lock), pytest.raises(LibraryError, match="Another program"):
        level.rebuild(library, seconds=0.1)


def test_the_program_ends_when_nobody_listens(library: Library) -> None:
    shutil.rmtree(library.index_directory, ignore_errors=True)
    code = "import sys; from quotebrowser.library.upkeep.builder_process import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(library.directory)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(_DEADLINE) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_the_program_says_in_one_sentence_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no library at all" * 500)
    code = "import sys; from quotebrowser.library.upkeep.builder_process import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "damaged" in done.stderr
