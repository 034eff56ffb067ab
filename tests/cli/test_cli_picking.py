"""`pick` where nothing is asked: what is printed of a quote, and what is said where nobody can choose."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Run

WORDS = "turned off radars"
PRINTED = [
    # options, and how what is printed begins
    ((), f"“{WORDS}"),
    (("--style", "wikipedia"), "<ref>{{cite news"),
    (("--print", "quote"), f"{WORDS},\n"),
    (("--print", "json"), '{"'),
]


@pytest.mark.parametrize(
    ("options", "begins"), PRINTED, ids=[" ".join(row[0]) or "as it is" for row in PRINTED]
)
def test_a_single_match_is_printed_at_once(
    run: Run, the_seeds: Path, options: tuple[str, ...], begins: str
) -> None:
    printed = run("pick", WORDS, *options)
    assert (printed.code, printed.out[: len(begins)]) == (0, begins)
    uid = run("pick", WORDS, "--print", "uid").out.strip()
    assert run("show", uid).code == 0


def test_the_first_of_many_is_taken_where_that_is_asked_for(run: Run, the_seeds: Path) -> None:
    first = run("search", "we", "--group", "--json").rows[0]["uid"]
    assert run("pick", "we", "-1", "--print", "uid").out == f"{first}\n"
    assert run("pick", "--first", "--print", "uid").code == 0
    nothing = run("pick", "zyzzyva", "--first")
    assert (nothing.code, nothing.out, nothing.err) == (1, "", "No quotes match zyzzyva\n")


@pytest.mark.parametrize("query", ["we", "zyzzyva"])
def test_without_a_terminal_nobody_is_asked(the_seeds: Path, query: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quotebrowser", "pick", query],
        start_new_session=True, capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no terminal to choose a quote on" in done.stderr
    assert "--first" in done.stderr
