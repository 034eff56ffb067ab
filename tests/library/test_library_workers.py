"""Processes that read: what is over a limit is refused with the reason, in order, and the rest goes on."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from adding_material import SAID, large_document, reasons, slow_page, write_texts

from quotebrowser.ingest import Given, Known
from quotebrowser.library.adding import lane, reader_process
from quotebrowser.library.adding.lane import TOO_LARGE, TOO_SLOW, UNSTARTED, Answers, Lane
from quotebrowser.library.adding.pool import Workers
from quotebrowser.library.adding.read_file import Gathered, Item
from quotebrowser.model import Rejected
from quotebrowser.processes import child, frames, limits

NOWHERE = Path("/nowhere/library")
posix = pytest.mark.skipif(
    os.name != "posix", reason="limits of memory are those of POSIX: run on Linux or macOS"
)


def read(workers: Workers, paths: list[Path]) -> list[tuple[int, object]]:
    return [(number, item) for number, item in workers.read(paths) if item is not None]


def test_what_takes_too_long_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    texts = sorted(write_texts(tmp_path / "texts", 6).iterdir())
    slow = slow_page(tmp_path / "slow")
    with Workers(NOWHERE, Given(), 2, seconds=1.0) as workers:
        found = read(workers, [*texts[:2], slow, *texts[2:5], slow, texts[5]])
    assert [number for number, _ in found] == list(range(8))
    assert [type(item) for _, item in found] == [
        *([Gathered] * 2), Rejected, *([Gathered] * 3), Rejected, Gathered,
    ]  # fmt: skip
    assert reasons([item for _, item in found]) == [TOO_SLOW] * 2


@posix
def test_what_takes_too_much_memory_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    (text,) = write_texts(tmp_path / "texts", 1).iterdir()
    large = large_document(tmp_path / "large")
    with Workers(NOWHERE, Given(), 1, memory=150 << 20) as workers:
        found = read(workers, [text, large, text])
    assert [type(item) for _, item in found] == [Gathered, Rejected, Gathered]
    assert reasons([item for _, item in found]) == [TOO_LARGE]


ENDINGS = [
    (signal.SIGKILL, TOO_LARGE),
    (signal.SIGSEGV, "Reading crashed or ran out of memory (status -11)"),
]


@posix
@pytest.mark.parametrize(("number", "reason"), ENDINGS)
def test_a_process_that_ends_at_a_file_is_replaced(
    tmp_path: Path, number: signal.Signals, reason: str
) -> None:
    (text,) = write_texts(tmp_path / "texts", 1).iterdir()
    lane = Lane(NOWHERE, Given(), 60.0, 0)
    try:
        lane.ask(reader_process.task(slow_page(tmp_path / "slow")))
        lane.ask(reader_process.task(text))
        until = time.monotonic() + 30
        while not lane._since or lane._since > time.monotonic():
            assert time.monotonic() < until
            time.sleep(0.01)
        assert lane._process is not None
        lane._process.send_signal(number)
        answers: list[object] = []
        while len(answers) < 4:
            if (answer := lane.answer(1.0)) is not None:
                answers.append(answer)
            assert time.monotonic() < until
        assert lane.open == 0
    finally:
        lane.close()
    assert reasons(answers) == [reason]
    assert [answer == reader_process.DONE for answer in answers] == [False, True, False, True]
    assert isinstance(answers[2], Gathered)


@pytest.mark.parametrize("program", ["/nowhere/python", sys.executable])
def test_where_no_process_can_be_started_every_file_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    texts = list(write_texts(tmp_path / "texts", 3).iterdir())
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(lane, "_WORK", "quotebrowser.nothing_of_that_name")
    with Workers(NOWHERE, Given(), 1) as workers:
        found = read(workers, texts)
    assert reasons([item for _, item in found]) == [UNSTARTED] * 3


def test_what_was_left_unread_does_not_come_with_the_next_files(tmp_path: Path) -> None:
    texts = sorted(write_texts(tmp_path / "texts", 5).iterdir())
    with Workers(NOWHERE, Given(), 2) as workers:
        first = workers.read([texts[0], slow_page(tmp_path / "slow"), *texts[:3]])
        next(item for _, item in first if item is not None)
        first.close()
        found = read(workers, texts[3:])
    assert [item.article.origin for _, item in found if isinstance(item, Gathered)] == [*map(str, texts[3:])]


def test_closing_does_not_wait_for_a_slow_file(tmp_path: Path) -> None:
    slow = slow_page(tmp_path / "slow")
    with Workers(NOWHERE, Given(), 1) as workers:
        lane = workers._lanes[0]
        items = workers.read([slow, slow])
        assert next(items) == (0, None)
        until = time.monotonic() + 30
        while lane._process is None:
            assert time.monotonic() < until
            time.sleep(0.01)
    assert not lane._thread.is_alive()
    assert lane._process is not None
    assert lane._process.poll() is not None


def test_a_child_finds_no_module_in_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "struct", "quotebrowser", "email", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    (text,) = write_texts(tmp_path / "texts", 1).iterdir()
    with Workers(NOWHERE, Given(), 1) as workers:
        ((_, item),) = read(workers, [text])
    assert isinstance(item, Gathered)


def served(directory: Path, given: Given, *paths: Path) -> list[object]:
    """What a reading process answers, run in this one."""
    asked, answered = io.BytesIO(), io.BytesIO()
    child.send(asked, frames.packed((str(directory), given, 0), reader_process.FIRST))
    for path in paths:
        child.send(asked, reader_process.task(path))
    asked.seek(0)
    reader_process.serve(asked, answered)
    answered.seek(0)
    found = []
    while (data := child.receive(answered)) is not None:
        whole = data in (reader_process.READY, reader_process.DONE)
        found.append(data if whole else frames.unpacked(data, Item))
    return found


def test_an_error_of_the_program_is_the_outcome_of_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (text,) = write_texts(tmp_path / "texts", 1).iterdir()
    monkeypatch.setattr(reader_process, "gather", None)
    ready, refused, done = served(NOWHERE, Given(), text)
    assert (ready, done) == (reader_process.READY, reader_process.DONE)
    assert isinstance(refused, Rejected)
    assert refused.reason.startswith("Something went wrong in quotebrowser itself; details are in ")


def test_what_the_library_has_is_not_read_again(read_seeds: Path, seeds: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(SAID, encoding="utf-8")
    seed = next(seeds.glob("003*.txt"))
    _, known, _, found, _ = served(read_seeds, Given(), seed, new)
    assert isinstance(known, Known)
    assert known.path == str(seed)
    assert isinstance(found, Gathered)
    reader_process.serve(io.BytesIO(), io.BytesIO())


def test_a_stream_that_ends_within_a_frame_has_ended() -> None:
    stream = io.BytesIO()
    child.send(stream, b"a" * 100)
    whole = stream.getvalue()
    for length in (0, 3, 8, len(whole) - 1):
        assert child.receive(io.BytesIO(whole[:length])) is None
    assert child.receive(io.BytesIO(whole)) == b"a" * 100
    assert child.receive(io.BytesIO(b"\xff" * 100)) is None


def test_answers_wait_for_their_turn_and_only_so_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "_KEPT", 10)
    answers = Answers()
    assert answers.get(0.01) is None
    answers.put(b"x" * 50)  # one is always taken
    blocked = threading.Thread(target=answers.put, args=(b"y",))
    blocked.start()
    blocked.join(0.1)
    assert blocked.is_alive()
    assert answers.get(1) == b"x" * 50
    blocked.join(5)
    assert answers.get(1) == b"y"
    answers.put(b"z" * 50)
    stuck = threading.Thread(target=answers.put, args=(b"y",))
    stuck.start()
    answers.close()
    stuck.join(5)
    assert not stuck.is_alive()


def _child(code: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, timeout=60
    ).returncode


LIMITS: list[tuple[str, str, int]] = [
    ("by the system", "limits.limit_memory(200 << 20)", 1),
    (
        "by looking",
        "limits._set_limit = lambda most: False\nlimits.limit_memory(200 << 20)",
        limits.OUT_OF_MEMORY,
    ),
]


@posix
@pytest.mark.parametrize(("start", "status"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_process_ends_when_it_has_too_much_memory(start: str, status: int) -> None:
    code = f"import time\nfrom quotebrowser.processes import limits\n{start}\nkept = []\n"
    grow = "for _ in range(40):\n    kept.append(b'x' * (10 << 20))\n    time.sleep(0.02)\n"
    assert _child(code + grow) == status
    assert _child(code) == 0


@posix
def test_time_of_the_processor_is_limited_anew_for_each_file() -> None:
    code = (
        "import resource\nfrom quotebrowser.processes import limits\n"
        "limits.limit_cpu()\nsoft, _ = resource.getrlimit(resource.RLIMIT_CPU)\nassert 60 <= soft <= 65\n"
    )
    assert _child(code) == 0


def test_memory_is_told_where_the_system_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = limits._resident()
    assert 1 << 20 < now < 1 << 40
    monkeypatch.setattr(limits, "Path", _nowhere)
    assert now / 8 < limits._resident() < 1 << 40


def _nowhere(_name: str) -> Path:
    return NOWHERE


def test_a_task_is_told_by_its_own_words() -> None:
    assert TOO_SLOW == "timeout: reading took longer than 9 seconds"
    assert limits.SECONDS < 10
    assert limits.MEMORY < 1 << 30
