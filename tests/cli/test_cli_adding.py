"""`add`, `watch`, `list files` and `set`: what they print, and how they end."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotebrowser.cli import interrupts

Run = Callable[..., Any]
SAID = "“We will not sell the harbour, not now and not in ten years,” said Ada Example.\n"


@pytest.mark.parametrize("jobs", [None, 1, 2])
def test_every_file_is_told_and_the_rejected_ones_are_told_again_at_the_end(
    run: Run, tmp_path: Path, jobs: int | None
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for at in range(22):
        (folder / f"{at:02}.txt").write_text(f"{SAID}\nNumber {at}.\n", encoding="utf-8")
    (folder / "05.bad").write_bytes(b"")
    result = run("add", folder, *(("--jobs", jobs) if jobs else ()))
    lines = result.err.splitlines()
    assert result.code == 0
    assert sum(line.startswith("+ ") for line in lines) == 22
    assert [line for line in lines if line.startswith("! ")] == [f"! {folder}/05.bad: The file is empty"] * 2
    assert lines[-2].startswith("! ")
    assert lines[-1] == "22 added, 1 rejected; 22 new quotes"
    again = run("add", folder)
    assert "22 known, 1 rejected" in again.err
    assert again.code == 0


def test_only_the_first_of_many_rejected_files_are_told_again(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "good.txt").write_text(SAID, encoding="utf-8")
    for at in range(25):
        (folder / f"{at}.bad").write_bytes(b"")
    lines = run("add", folder).err.splitlines()
    assert sum(line.startswith("! /") for line in lines) == 45
    assert lines[-2] == "! and 5 more; quotebrowser list files shows them all"


def test_nothing_but_rejected_files_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    result = run("add", tmp_path / "a", "--json")
    assert result.code == 2
    assert [row["outcome"] for row in result.rows] == ["rejected"]
    assert result.err == ""


def test_what_became_of_every_file_is_listed(run: Run, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"")
    run("add", tmp_path / "bad", seeds)
    rows = run("list", "files", "--json").rows
    assert [row["outcome"] for row in rows] == ["added"] * 5 + ["rejected"]
    assert rows[-1].pop("given").startswith("20")
    assert rows[-1] == {
        "path": str(tmp_path / "bad"), "outcome": "rejected", "reason": "The file is empty", "article": None,
    }  # fmt: skip
    assert "not recorded" not in run("list", "files").out
    assert {row["added"][:2] for row in run("list", "articles", "--json").rows} == {"20"}


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1000"])
def test_a_number_of_processes_that_is_none_is_refused(run: Run, seeds: Path, jobs: str) -> None:
    result = run("add", seeds, "--jobs", jobs)
    assert result.code == 2
    assert "must be a number from 1 to 256" in result.err


def test_an_outlet_is_set_for_all_that_have_none(run: Run, seeds: Path, tmp_path: Path) -> None:
    run("add", seeds)
    assert run("set", "no:outlet", "outlet=Example Herald").code == 2
    assert run("set", "no:outlet", "outlet=Example Herald", "--all").code == 0
    assert run("search", "no:outlet").code == 1
    assert [row["outcome"] for row in run("add", seeds, "--json").rows] == ["known"] * 5
    assert run("rebuild").code == 0
    rows = run("search", "big blow", "--json").rows
    assert {row["outlet"] for row in rows} == {"Example Herald"}
    facts = [row["facts"]["outlet"] for row in run("add", seeds, "--json").rows]
    assert facts == [{"value": "Example Herald", "provenance": "user", "confidence": 1.0}] * 5


def _started(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "quotebrowser", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip


def test_watching_prints_outcomes_until_ctrl_c_which_is_success(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(SAID, encoding="utf-8")
    for outcome in ("added", "known"):
        watching = _started("watch", folder, "--json", "--outlet", "Example Herald")
        assert watching.stdout is not None
        assert f'"outcome": "{outcome}"' in watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        out, err = watching.communicate(timeout=30)
        assert (watching.returncode, out, err) == (0, "", "")
    watching = _started("watch", folder, "--outlet", "Example Herald")
    assert watching.stderr is not None
    assert watching.stderr.readline() == f"Watching {folder}; press Ctrl+C to stop\n"
    (folder / "b.txt").write_text(SAID + "More of it.\n", encoding="utf-8")
    assert watching.stderr.readline() == f"+ {folder}/b.txt: 1 quote\n"
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=30)
    assert (watching.returncode, err) == (0, "1 added, 1 known; 1 new quote\n")


def test_a_folder_that_does_not_exist_is_not_watched(run: Run, tmp_path: Path) -> None:
    result = run("watch", tmp_path / "nowhere")
    assert result.code == 2
    assert "There is no folder" in result.err


def test_the_first_ctrl_c_asks_and_the_second_ends() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        _interrupt_twice()
    assert signal.getsignal(signal.SIGINT) is before


def _interrupt_twice() -> None:
    with interrupts.stopping() as asked:
        assert not asked()
        os.kill(os.getpid(), signal.SIGINT)
        while not asked():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


def test_a_thread_has_no_ctrl_c_of_its_own() -> None:
    seen = []

    def use() -> None:
        with interrupts.stopping() as asked:
            seen.append(asked())

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert seen == [False]


def test_an_article_on_standard_input_is_told_found_known_again_and_rejected_if_it_is_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hand_in(data: bytes, *options: str) -> Any:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        return run("add", "-", "--library", "library", *options)

    monkeypatch.chdir(tmp_path)
    text = b'"The mill burned all night," Ann Doe said.\n'
    told = hand_in(text, "--outlet", "Example Herald")
    assert (told.code, told.out) == (0, "")
    assert told.err == "+ standard input: 1 quote\n1 added; 1 new quote\n"
    (row,) = hand_in(text, "--outlet", "Example Herald", "--json").rows
    assert (row["outcome"], row["path"]) == ("known", "standard input")
    (found,) = run("search", "mill", "--library", "library", "--json").rows
    assert (found["outlet"], found["path"]) == ("Example Herald", "standard input")
    nothing = hand_in(b"")
    assert (nothing.code, "! standard input: The file is empty" in nothing.err) == (2, True)
    assert len([*(tmp_path / "library" / "originals").iterdir()]) == 1
    (tmp_path / "one.txt").write_bytes(text.replace(b"mill", b"barn"))
    assert run("add", "one.txt", "--library", "library").code == 0
    assert run("remove", ".", "--all", "--library", "library", "--json").rows[0]["removed"] == 1
    assert run("purge", "standard input", "--yes", "--library", "library").code == 0
    assert [*(tmp_path / "library" / "originals").iterdir()] == []
