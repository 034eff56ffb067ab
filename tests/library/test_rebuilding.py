"""The index is brought level by a process of its own, which may be killed at any moment."""

import os
import random
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
from quotebrowser.index import Building
from quotebrowser.library import Library
from quotebrowser.library.changing import correct_facts, undo_changes
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.upkeep import builder, level
from quotebrowser.processes import child, frames
from quotebrowser.processes.lock import held
from quotebrowser.query import parse

QUERIES = ("army", "the OR of", "speaker:ada", "date:2024", "has:differences", "-defeat", "caf*", "")
_NOTHING = Building((0, 0), 0, 0)
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
    assert library.builder is not None
    _until(lambda: library.builder is not None and not library.builder.running)


def _answers(library: Library) -> list[tuple[frozenset[str], int]]:
    """What is found by an index that is level."""
    found = []
    for query in QUERIES:
        assert sources.ready(library) == ""
        results = sources.search(library, parse(query), limit=10_000, sort="date")
        found.append((frozenset(hit.uid for hit in results.hits), results.total))
    return found


def _uids(library: Library) -> set[str]:
    return {row.uid for row in search_quotes.search(library, "army", limit=1000, group=False).rows}


def test_a_search_does_not_wait_for_the_process_that_builds_the_index(library: Library) -> None:
    heard = threading.Event()
    builder.level_beside(library, heard.set)
    first = search_quotes.search(library, "army", limit=1000, group=False)
    assert first.lacking == "Building the index: no quote can be searched yet"
    _ended(library)
    assert heard.wait(_DEADLINE)
    second = search_quotes.search(library, "army", limit=1000, group=False)
    assert second.rows
    assert second.lacking == search_quotes.meanwhile(library) == ""


def test_who_corrects_much_in_the_browser_does_not_wait_for_the_index(library: Library) -> None:
    articles = library.store.articles.ids()
    level.catch_up(library)
    correct_facts.set_values(library, (), {"outlet": "Kleine Zeitung"}, articles=articles)
    assert level.behind(library) == 0
    builder.level_beside(library, lambda: None)
    undo_changes.undo(library)
    assert level.behind(library) > 0
    assert search_quotes.search(library, "outlet:kleine").lacking.startswith("Updating the index")
    _ended(library)
    assert not search_quotes.search(library, "outlet:kleine").rows


def test_what_was_added_meanwhile_is_taken_in_by_a_process_too(library: Library) -> None:
    builder.level_beside(library, lambda: None)
    search_quotes.search(library, "army")
    _ended(library)
    before = _uids(library)
    fill(library, 30, first=120)
    during = search_quotes.search(library, "army", limit=1000, group=False)
    assert during.lacking == "Updating the index: the last 90 changes cannot be searched yet"
    assert {row.uid for row in during.rows} == before
    _ended(library)
    assert _uids(library) > before
    assert search_quotes.search(library, "army").lacking == ""


def test_an_index_found_damaged_in_the_browser_is_built_again_beside_it(library: Library) -> None:
    builder.level_beside(library, lambda: None)
    search_quotes.search(library, "army")
    _ended(library)
    expected = _answers(library)
    for path in library.index_directory.iterdir():
        if path.stat().st_size > 1000:
            path.write_bytes(bytes(path.stat().st_size))
    assert search_quotes.search(library, "army").lacking == "Building the index: no quote can be searched yet"
    _ended(library)
    assert _answers(library) == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_process_killed_at_any_moment_leaves_all_well(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    builder.level_beside(library, lambda: None)
    search_quotes.search(library, "army")
    made = library.builder
    assert isinstance(made, builder.IndexBuilder)
    process = made._process
    assert process is not None
    time.sleep(chance.uniform(0.0, 1.2))
    process.kill()
    _ended(library)
    if made.failed:
        # It may have been killed after its work was done, and before it could say so.
        told = search_quotes.search(library, "army").lacking
        assert "could not be completed (its process was stopped)" in told or not level.behind(library)
    library.close()
    again = Library.open(library.directory)
    assert not again.store.check()
    found = _answers(again)
    assert level.check(again) == ()
    level.rebuild(again)
    assert _answers(again) == found
    again.close()


def test_a_process_that_is_ended_while_it_gets_on_is_started_again_and_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(module: str) -> "subprocess.Popen[bytes]":
        code = f"import {module} as beside, quotebrowser.library.upkeep.level as level\n"
        code += "level.BATCH, level._TOLD_EVERY = 20, 1\nbeside.main()"
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)

    monkeypatch.setattr(child, "start", start)
    builder.level_beside(library, lambda: None)
    made = library.builder
    assert isinstance(made, builder.IndexBuilder)
    search_quotes.search(library, "army")
    reached = 0
    for _ in range(3):
        process = made._process
        assert process is not None
        _until(lambda reached=reached: (level.stamp_of(library).building or _NOTHING).done > reached)  # type: ignore[misc]
        process.kill()
        reached = (level.stamp_of(library).building or _NOTHING).done
        _until(lambda process=process: made._process not in (None, process))  # type: ignore[misc]
    assert reached
    _ended(library)
    assert (made.failed, level.behind(library)) == ("", 0)
    assert level.check(library) == ()


def test_closing_the_library_ends_the_process(library: Library) -> None:
    builder.level_beside(library, lambda: None)
    search_quotes.search(library, "army")
    made = library.builder
    assert isinstance(made, builder.IndexBuilder)
    process = made._process
    assert process is not None
    library.close()
    assert process.poll() is not None
    made.start()
    assert not made.running
    assert made.failed == ""


def test_a_process_that_cannot_do_its_work_says_why_and_is_not_started_again(library: Library) -> None:
    library.lock.mkdir()
    builder.level_beside(library, lambda: None)
    for _ in range(2):
        found = search_quotes.search(library, "army")
        assert not found.rows
        assert found.lacking == (
            "The index could not be completed (The index cannot be written: Is a directory):"
            " no quote can be searched yet"
        )
    assert not library.builder.running  # type: ignore[union-attr]


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


def test_the_process_ends_with_its_parent(library: Library) -> None:
    process = child.start("quotebrowser.library.upkeep.builder")
    with held(library.lock):
        child.send(child.pipe(process.stdin), frames.packed(str(library.directory), str))
        time.sleep(0.3)
        assert process.poll() is None
        child.pipe(process.stdin).close()
        assert process.wait(_DEADLINE) == 0
    child.end(process)


def test_the_process_says_in_one_sentence_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no library at all" * 500)
    process = child.start("quotebrowser.library.upkeep.builder")
    child.send(child.pipe(process.stdin), frames.packed(str(tmp_path), str))
    said = child.receive(child.pipe(process.stdout))
    assert said is not None
    assert "damaged" in frames.unpacked(said, str | None)
    child.end(process)
