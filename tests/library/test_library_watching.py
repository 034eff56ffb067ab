"""A watched folder: a file is read once it has stopped growing, and again when it changed."""

import io
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from adding_material import ASKED, SAID, slow_page, text

from quotebrowser.errors import LibraryError, UsageError
from quotebrowser.ingest import Given
from quotebrowser.library import FileOutcome, Library
from quotebrowser.library.adding import add_files, samples, watch_beside, watch_folder
from quotebrowser.library.adding.watch_beside import Adder, Reached, Watcher
from quotebrowser.library.adding.watch_folder import Folders, watch
from quotebrowser.processes import child, frames

_DEADLINE = 30.0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def old(path: Path, words: str = SAID) -> Path:
    """A file that was written an hour ago."""
    path.write_text(words, encoding="utf-8")
    os.utime(path, (time.time() - 3600, time.time() - 3600))
    return path


def test_what_lay_there_before_is_ready_at_once_and_only_once(folder: Path) -> None:
    path = old(folder / "a.txt")
    (folder / "below").mkdir()
    below = old(folder / "below" / "b.txt")
    watched = Folders([folder])
    assert watched.ready() == [path, below]
    assert watched.ready() == []
    watched.forget([path])
    assert watched.ready() == [path]


def test_a_file_is_ready_when_it_has_stopped_growing(folder: Path) -> None:
    watched = Folders([folder], quiet=0.2)
    path = folder / "a.txt"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(6):
            file.write(SAID)
            file.flush()
            assert watched.ready() == []
            time.sleep(0.08)
    time.sleep(0.2)
    assert watched.ready() == [path]
    path.write_text(ASKED, encoding="utf-8")
    assert watched.ready() == []
    time.sleep(0.25)
    assert watched.ready() == [path]


@pytest.mark.parametrize(
    "name", ["a.html.part", "a.crdownload", "a.download", "a.txt~", ".a.txt.swp", "a.tmp"]
)
def test_what_has_the_name_of_something_unfinished_is_left_alone(folder: Path, name: str) -> None:
    path = old(folder / name)
    watched = Folders([folder])
    assert watched.ready() == []
    path.rename(folder / "a.txt")
    assert watched.ready() == [folder / "a.txt"]


def test_an_empty_folder_and_one_that_goes_away_hold_nothing(folder: Path) -> None:
    watched = Folders([folder])
    assert watched.ready() == []
    folder.rmdir()
    assert watched.ready() == []


class Saving(threading.Thread):
    """Stops watching once enough was told, and saves files meanwhile."""

    def __init__(self, library: Library, folder: Path, wanted: int) -> None:
        super().__init__()
        self.library, self.folder, self.wanted = library, folder, wanted
        self.told: list[FileOutcome] = []
        self.start()

    def run(self) -> None:
        until = time.monotonic() + _DEADLINE
        watched = watch(
            self.library,
            [self.folder],
            stop=lambda: len(self.told) >= self.wanted or time.monotonic() > until,
            quiet=0.1,
        )
        for outcome in watched:
            self.told.append(outcome)


def test_what_is_saved_while_watching_is_added(library: Library, folder: Path) -> None:
    old(folder / "before.txt", text(1))
    saving = Saving(library, folder, 4)
    time.sleep(0.3)
    (folder / "new.txt").write_text(text(2), encoding="utf-8")
    (folder / "page").write_text(f"<html><body><p>{text(3)}</p></body></html>", encoding="utf-8")
    (folder / "bad").write_bytes(b"")
    saving.join(_DEADLINE)
    assert {(Path(one.path).name, one.outcome) for one in saving.told} == {
        ("before.txt", "added"),
        ("new.txt", "added"),
        ("page", "added"),
        ("bad", "rejected"),
    }
    assert library.counts().articles == 3


def test_a_library_that_another_program_keeps_is_tried_again(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(folder / "a.txt")
    other = Library.open(library.directory)
    monkeypatch.setattr(library.store._db, "_busy", 0.1)
    watched = Folders([folder])
    told: list[FileOutcome] = []

    def tell() -> None:
        reader = add_files.read_here(library, Given())
        told.extend(watch_folder._round(library, watched, watched.ready(), reader, lambda: False))

    with other.store.transaction():
        taking = threading.Thread(target=tell)
        taking.start()
        taking.join(_DEADLINE)
    assert told == []
    assert watched.ready() == [path]
    other.close()


def test_watching_ends_in_the_middle_of_a_slow_file(library: Library, folder: Path) -> None:
    slow_page(folder / "slow")
    os.utime(folder / "slow", (1, 1))
    started = time.monotonic()
    assert list(watch(library, [folder], stop=lambda: time.monotonic() - started > 1.5)) == []
    assert time.monotonic() - started < 8


def test_only_folders_are_watched(library: Library, folder: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        next(watch(library, [folder, folder / "nowhere"], stop=lambda: True))
    demo = samples.demo()
    with pytest.raises(LibraryError):
        next(watch(demo, [folder], stop=lambda: True))
    with pytest.raises(LibraryError):
        Watcher(demo, [folder], print, print)
    demo.close()


def test_a_process_of_its_own_watches_and_ends_when_it_is_told(library: Library, folder: Path) -> None:
    told: list[FileOutcome] = []
    ended: list[str] = []
    watcher = Watcher(library, [folder], told.append, ended.append)
    (folder / "a.txt").write_text(SAID, encoding="utf-8")
    until = time.monotonic() + _DEADLINE
    while not told:
        assert time.monotonic() < until
        time.sleep(0.02)
    watcher.stop()
    assert [(one.outcome, one.quotes) for one in told] == [("added", 1)]
    assert ended == []
    assert watcher._process.poll() == 0
    assert library.counts().articles == 1


def test_whoever_watches_hears_why_watching_ended(library: Library, folder: Path, tmp_path: Path) -> None:
    ended: list[str] = []
    watcher = Watcher(library, [tmp_path / "nowhere"], print, ended.append)
    watcher._thread.join(_DEADLINE)
    assert ended == [
        f"There is no folder {tmp_path / 'nowhere'}. Give a folder; to read single files, use add."
    ]
    watcher.stop()
    watcher = Watcher(library, [folder], print, ended.append)
    watcher._process.kill()
    watcher._thread.join(_DEADLINE)
    assert ended[1:] == ["The process watching it has ended"]
    watcher.stop()


def test_whoever_adds_files_and_pages_hears_that_all_were_looked_at(library: Library, folder: Path) -> None:
    (folder / "a.txt").write_text(SAID, encoding="utf-8")
    said: list[FileOutcome | Reached] = []
    ended: list[str] = []
    pages = ["http://127.0.0.1/a", "http://127.0.0.1/b"]  # which nobody is asked for
    Adder(library, [str(folder), *pages], said.append, ended.append)._thread.join(_DEADLINE)
    outcomes = [one.outcome for one in said if isinstance(one, FileOutcome)]
    assert (outcomes, ended) == (["added", "rejected", "rejected"], [""])
    assert said[-1] == Reached(3, 3)


def test_the_process_ends_when_its_parent_has_hung_up(library: Library, folder: Path) -> None:
    old(folder / "a.txt")
    tasks, results = io.BytesIO(), io.BytesIO()
    watch_beside.serve(tasks, results)
    child.send(
        tasks, frames.packed(watch_beside.Task(str(library.directory), (str(folder),)), watch_beside.Task)
    )
    tasks.seek(0)
    watch_beside.serve(tasks, results)
    said = results.getvalue()[8:]
    assert not said or isinstance(frames.unpacked(said, watch_beside.SAID), FileOutcome)
