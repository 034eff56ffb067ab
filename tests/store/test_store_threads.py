"""One store, many threads and programs."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from store_material import article, passages, two_quotes

from quotebrowser.errors import LibraryError
from quotebrowser.store import Store


def test_a_reader_sees_only_what_was_committed(store: Store) -> None:
    seen: list[tuple[str, ...]] = []

    def read() -> None:
        seen.append(store.articles.ids())

    with store.transaction():
        store.articles.add(article())
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    read()
    assert seen == [(), (article().id,)]


def _write(store: Store, thread: int) -> None:
    for number in range(15):
        one = article(f"{thread}-{number}")
        found = two_quotes(one)
        store.articles.add(one, found, passages(one, found))


def _read(store: Store, done: threading.Event) -> None:
    while not done.is_set():
        for one in store.articles.many(store.articles.ids()[-3:]):
            assert len(store.quotes.of_article(one.id)) == 2


def test_readers_and_writers_of_many_threads_do_not_disturb_each_other(store: Store) -> None:
    done = threading.Event()
    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(_read, store, done) for _ in range(3)]
        writers = [pool.submit(_write, store, number) for number in range(3)]
        failures = [writer.exception() for writer in writers]
        done.set()
        failures += [reader.exception() for reader in readers]
    assert failures == [None] * 6
    assert len(store.articles.ids()) == 45
    assert store.check() == ()


def test_the_state_is_another_after_each_commit_whoever_made_it_and_only_then(store: Store) -> None:
    seen = [store.state()]

    def in_a_thread(work: Callable[[], object]) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    def elsewhere() -> None:
        with Store.open(store.directory) as other:
            other.articles.add(article("other program"))

    changes: list[Callable[[], object]] = [
        lambda: store.articles.add(article("here")),
        lambda: in_a_thread(lambda: store.articles.add(article("thread"))),
        elsewhere,
        lambda: store.meta.set("key", "value"),
    ]
    for change in changes:
        change()
        seen.append(store.state())
        store.articles.ids()
        in_a_thread(lambda: seen.append(store.state()))
        assert seen[-1] == seen[-2]
    with store.transaction():
        store.articles.add(article("not yet"))
        assert store.state() == seen[-1]
    assert store.state() != seen[-1]
    assert len(set(seen)) == 5


def test_what_is_counted_in_a_transaction_is_forgotten_when_that_is_undone(store: Store) -> None:
    store.articles.add(article("kept"))
    assert store.counting.counts().articles == 1

    def undone() -> None:
        with store.transaction():
            store.articles.add(article("undone"))
            assert store.counting.counts().articles == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undone()
    assert store.counting.counts().articles == 1


def test_a_store_that_is_closed_tells_no_state(store: Store) -> None:
    store.state()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        store.state()


def test_threads_that_ended_leave_no_connections(store: Store) -> None:
    for _ in range(20):
        thread = threading.Thread(target=store.articles.ids)
        thread.start()
        thread.join()
    assert len(store._db._handles) <= 2


def test_closing_waits_for_no_long_question(store: Store) -> None:
    answers: list[str] = []

    def ask() -> None:
        try:
            store._db.rows(
                "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many)"
                " SELECT max(n) FROM many"
            )
        except LibraryError as error:
            answers.append(error.message)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    store.close()
    thread.join(5)
    assert not thread.is_alive()
    assert "has been closed" in answers[0]


_WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from store_material import article, passages, two_quotes
from quotebrowser.model import Trace
from quotebrowser.store import Store

store = Store.open(Path(sys.argv[1]))
number = len(store.articles.ids())
while True:
    with store.transaction():
        for _ in range(3):
            one = article(f"{sys.argv[3]}-{number}")
            found = two_quotes(one)
            printed = passages(one, found)
            store.articles.add(one, found, printed, {each.uid: Trace((number, 7)) for each in printed})
            store.utterances.set_groups({each.uid: each.uid for each in printed})
            number += 1
    print(number, flush=True)
"""


def _writer(library: Path, name: str) -> "subprocess.Popen[str]":
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", _WRITER, str(library), here, name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(
    os.name != "posix", reason="a program is killed at once by SIGKILL only: run on Linux or macOS"
)
def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    dice = random.Random(11)
    for kill in range(10):
        child = _writer(tmp_path / "library", f"round{kill}")
        assert child.stdout is not None
        assert child.stderr is not None
        acknowledged = int(child.stdout.readline())
        time.sleep(dice.random() * 0.15)
        child.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *(int(line) for line in child.stdout.read().split())])
        assert child.wait() == -signal.SIGKILL, child.stderr.read()
        child.stdout.close()
        child.stderr.close()
        with Store.open(tmp_path / "library") as store:
            ids = store.articles.ids()
            assert len(ids) >= acknowledged
            assert len(ids) % 3 == 0
            assert store.counting.counts().quotes == 2 * len(ids)
            assert store.counting.counts().utterances == 3 * len(ids)
            assert store.changes.latest() >= 2 * len(ids)
            assert store.check() == ()


def test_two_programs_write_one_library(tmp_path: Path) -> None:
    children = [_writer(tmp_path / "library", name) for name in ("left", "right")]
    written = []
    for child in children:
        assert child.stdout is not None
        assert child.stderr is not None
        for _ in range(5):
            assert child.stdout.readline(), child.stderr.read()
    for child in children:
        child.terminate()
        child.communicate()
        written.append(child.returncode)
    with Store.open(tmp_path / "library") as store:
        origins = {row.origin.split("-")[0] for row in store.articles.rows()}
        assert origins == {"papers/left", "papers/right"}
        assert store.check() == ()


_OPENER = """
import sys, time
from pathlib import Path
from quotebrowser.store import Store
while time.time() < float(sys.argv[2]):
    pass
with Store.open(Path(sys.argv[1])) as store:
    store.meta.set(sys.argv[3], "opened")
"""


def test_many_programs_make_one_library_at_the_same_moment(tmp_path: Path) -> None:
    moment = str(time.time() + 1)
    command = [sys.executable, "-c", _OPENER, str(tmp_path / "library"), moment]
    children = [
        subprocess.Popen([*command, str(number)], stderr=subprocess.PIPE, text=True) for number in range(4)
    ]
    for child in children:
        _, said = child.communicate(timeout=60)
        assert child.returncode == 0, said
    with Store.open(tmp_path / "library") as store:
        assert store.meta.keys() == ("0", "1", "2", "3", "library")
