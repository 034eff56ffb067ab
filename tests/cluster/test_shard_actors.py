"""Parts of an index searched by actors: the same answers, lost and found again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from actor_process import Process

from quotebrowser.errors import LibraryError
from quotebrowser.processes import ray_start
from quotebrowser.processes.ray_actors import RayActors

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]


def _until(good: Callable[[], bool], seconds: float) -> float:
    begun = time.monotonic()
    while not good():
        assert time.monotonic() - begun < seconds
        time.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def actors() -> Iterator[RayActors]:
    here = str(Path(__file__).parent)  # where Ray's processes find the class
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([here, os.environ["PYTHONPATH"]]))
        made = RayActors(Process, ["a", "b", "c"], None, lambda: None, waits=True)
    yield made
    made.close()


def test_a_machine_with_another_program_is_named(actors: RayActors, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [*ray_start._users]
    monkeypatch.setattr("quotebrowser.processes.ray_actors.rules", lambda: "another one")
    with pytest.raises(LibraryError, match="of another version"):
        RayActors(Process, ["d"], None, lambda: None, waits=True)
    assert ray_start._users == before
    assert _processes(actors).keys() == {0, 1, 2}


BESIDE = """
import sys
class Captured:
    def fileno(self): return -1
    def write(self, text): pass
    def flush(self): pass
from quotebrowser.errors import LibraryError
sys.stderr = Captured()  # as it is while the browser is open
from quotebrowser.processes import ray_start
ray_start.start(None, 1)
ray_start.stop()
try:
    ray_start.start("127.0.0.1:9", 1)
except LibraryError as error:
    print(error.message)
"""


def test_ray_starts_beside_the_browser_which_takes_what_is_printed() -> None:
    ran = subprocess.run([sys.executable, "-c", BESIDE], capture_output=True, check=False, text=True)
    assert ran.stdout == "This program has started a Ray of its own, and can join no other any more\n"


def _processes(actors: RayActors) -> dict[int, int]:
    return dict(actors.ask(dict.fromkeys(range(3), ("", None, "", ())), 10))


def test_each_runs_in_a_process_of_its_own(actors: RayActors) -> None:
    assert len({*_processes(actors).values()}) == 3
    assert actors.missing == frozenset()


def test_one_that_is_killed_is_missing_until_it_is_made_again(actors: RayActors) -> None:
    before = _processes(actors)
    os.kill(before[1], signal.SIGKILL)
    _until(lambda: 1 not in _processes(actors), 5)
    assert actors.missing == {1}
    assert _processes(actors).keys() == {0, 2}
    assert _until(lambda: not actors.missing, 10) < 10
    after = _processes(actors)
    assert after[1] != before[1]
    assert {after[0], after[2]} == {before[0], before[2]}


def test_one_that_does_not_answer_in_time_is_missing_and_nobody_waits_for_it_again(actors: RayActors) -> None:
    begun = time.monotonic()
    answers = actors.ask({0: ("", None, "", ()), 2: ("", None, "sleep", ())}, 1.0)
    assert answers.keys() == {0}
    assert time.monotonic() - begun < 5
    begun = time.monotonic()
    assert _processes(actors).keys() == {0, 1}
    assert time.monotonic() - begun < 1
    _until(lambda: not actors.missing, 60)
    assert _processes(actors).keys() == {0, 1, 2}
