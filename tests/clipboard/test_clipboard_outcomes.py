"""Each route with each failure: no outcome says more than is true.

The tools are faked by shell scripts that keep their clipboard in a file, so that what really happened can be
looked up. `verified` must mean that the file holds exactly the words, `failed` that it does not.
"""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from clip_tools import PAYLOADS, fake, waited

from quotebrowser.clipboard import check, copy, routes
from quotebrowser.clipboard.run_tool import run
from quotebrowser.model import CopyState

PAIRS: Final = {
    "pbcopy": ("pbcopy", "pbpaste", {}),
    "wl-copy": ("wl-copy", "wl-paste", {"WAYLAND_DISPLAY": "wayland-9"}),
    "xclip": ("xclip", "xclip", {"DISPLAY": ":9"}),
    "xsel": ("xsel", "xsel", {"DISPLAY": ":9"}),
    "tmux buffer": ("tmux", "tmux", {"TMUX": "/tmp/tmux-0/default,1,0"}),
    "clip.exe": ("clip.exe", "powershell.exe", {"WSL_DISTRO_NAME": "Debian"}),
}
"""Route -> program that writes, program that reads, what makes it apply."""
KEEP: Final = 'cat > "$CLIP"'
KEEP_UTF16: Final = 'iconv -f UTF-16LE -t UTF-8 > "$CLIP"'
SHOW: Final = 'cat "$CLIP"'

FAILURES: Final = [
    # name, how the text is written (None: well), how it is read (None: well), state, part of the detail
    ("works", None, None, "verified", "read back"),
    ("is slow", "cat > $CLIP.2; (sleep 0.1; mv $CLIP.2 $CLIP) &", None, "verified", "read back"),
    ("hangs", "sleep 60", None, "failed", "did not finish within 1 s"),
    ("says no", "echo 'Error: no display' >&2; exit 1", None, "failed", "it said ‘Error: no display’"),
    ("fails silently", "exit 3", None, "failed", "it exited with 3"),
    ("truncates", "head -c 5 > $CLIP", None, "failed", "contains something else"),
    ("adds a newline", "cat > $CLIP; echo >> $CLIP", None, "failed", "contains something else"),
    ("drops it", "cat > /dev/null; echo old > $CLIP", None, "failed", "contains something else"),
    ("reads nothing", None, "exit 1", "sent", "could not be read back"),
    ("hangs when read", None, "sleep 60", "sent", "could not be read back"),
]  # fmt: skip


def desktop(directory: Path, route: str, write: str | None, read: str | None) -> Mapping[str, str]:
    """An environment in which exactly one route applies, its tools faked."""
    writer, reader, more = PAIRS[route]
    written = write or (KEEP_UTF16 if route == "clip.exe" else KEEP)
    shown = read or SHOW
    if writer == reader:
        asks = {"xclip": "-out", "xsel": "--output", "tmux": "save-buffer"}[writer]
        terminals = 'case "$*" in display-message*) echo clipboard,title; exit;; esac\n'
        fake(directory, writer, f'{terminals}case "$*" in *{asks}*) {shown};; *) {written};; esac')
    else:
        fake(directory, writer, written)
        fake(directory, reader, shown)
    for name in ("sh", "cat", "head", "sleep", "echo", "mv", "yes", "iconv"):
        found = shutil.which(name)
        if found is not None and not (directory / name).exists():
            (directory / name).symlink_to(found)
    return {"PATH": str(directory), "CLIP": str(directory / "clipboard"), **more}


@pytest.mark.parametrize("route", PAIRS)
@pytest.mark.parametrize(
    ("failure", "write", "read", "state", "detail"), FAILURES, ids=[failure[0] for failure in FAILURES]
)
def test_the_outcome_is_what_really_happened(
    route: str,
    failure: str,
    write: str | None,
    read: str | None,
    state: str,
    detail: str,
    tmp_path: Path,
) -> None:
    if route == "clip.exe" and failure == "is slow":
        write = "iconv -f UTF-16LE -t UTF-8 > $CLIP.2; (sleep 0.1; mv $CLIP.2 $CLIP) &"
    if route == "clip.exe" and failure in ("truncates", "adds a newline"):
        write = (write or "").replace("head -c 5", "head -c 10")
    environment = desktop(tmp_path / "bin", route, write, read)
    words = PAYLOADS["words"]
    assert routes(environment) == (route,)
    found = copy(words, environment=environment)
    assert (found.state.value, found.route, found.chars) == (state, route, len(words))
    assert detail in found.detail
    kept = Path(environment["CLIP"])
    really = kept.exists() and kept.read_bytes() == words.encode()
    assert really or found.state is not CopyState.VERIFIED
    assert not really or found.state is not CopyState.FAILED


@pytest.mark.parametrize("route", PAIRS)
@pytest.mark.parametrize("payload", ["nothing", *PAYLOADS])
def test_every_route_hands_over_the_exact_words(route: str, payload: str, tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", route, None, None)
    words = PAYLOADS.get(payload, "")
    found = copy(words, environment=environment)
    assert found.state is CopyState.VERIFIED
    assert Path(environment["CLIP"]).read_bytes() == words.encode()


def test_a_tmux_buffer_is_never_said_to_be_the_desktop(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "tmux buffer", None, None)
    found = copy("words", environment=environment)
    assert found.detail == (
        "5 characters are in the tmux buffer, read back; "
        "tmux passed them on to the terminal, whose clipboard cannot be read back"
    )


def test_the_first_tool_that_is_verified_ends_the_search_but_for_tmux(tmp_path: Path) -> None:
    directory = tmp_path / "bin"
    environment = {
        **desktop(directory, "xclip", None, None),
        **desktop(directory, "tmux buffer", None, None),
        "DISPLAY": ":9",
    }
    fake(directory, "xsel", f"touch {tmp_path / 'xsel-was-run'}; exit 1")
    buffer = tmp_path / "buffer"
    fake(directory, "tmux", f'case "$*" in load*) cat > {buffer};; *) cat {buffer};; esac')
    found = copy("words", environment=environment)
    assert (found.state, found.route) == (CopyState.VERIFIED, "xclip")
    assert buffer.read_text() == "words"
    assert not (tmp_path / "xsel-was-run").exists()


def test_the_next_tool_is_tried_where_one_fails(tmp_path: Path) -> None:
    directory = tmp_path / "bin"
    environment = {**desktop(directory, "xsel", None, None)}
    fake(directory, "xclip", "echo broken >&2; exit 1")
    assert routes(environment) == ("xclip", "xsel")
    assert copy("words", environment=environment).route == "xsel"


def test_all_failures_are_told_together(tmp_path: Path) -> None:
    directory = tmp_path / "bin"
    environment = desktop(directory, "xsel", "exit 2", None)
    fake(directory, "xclip", "echo broken >&2; exit 1")
    found = copy("words", environment=environment)
    assert found.state is CopyState.FAILED
    assert found.detail == "xclip failed: it said ‘broken’; xsel failed: it exited with 2"


def test_the_users_own_command_comes_first_and_is_not_said_to_be_verified(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", None, None)
    fake(tmp_path / "bin", "mine", f"cat > {tmp_path / 'mine.txt'}")
    found = copy("words\n", command=("mine", "--now"), environment=environment)
    assert (found.state, found.route) == (CopyState.SENT, "your command")
    assert found.detail == "passed to mine, which cannot be read back"
    assert (tmp_path / "mine.txt").read_text() == "words\n"
    assert not Path(environment["CLIP"]).exists()


@pytest.mark.parametrize("script", ["exit 1", "sleep 60", None])
def test_where_the_users_command_fails_the_routes_go_on(script: str | None, tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", None, None)
    if script:
        fake(tmp_path / "bin", "mine", script)
    found = copy("words", command=("mine",), environment=environment)
    assert (found.state, found.route) == (CopyState.VERIFIED, "xclip")


def test_a_tool_in_the_current_directory_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "xclip", f"touch {tmp_path / 'was-run'}")
    monkeypatch.chdir(tmp_path)
    environment = {"PATH": str(tmp_path / "empty"), "DISPLAY": ":9"}
    assert routes(environment) == ()
    found = copy("words", environment=environment)
    assert (found.state, found.route) == (CopyState.FAILED, "")
    assert found.detail == "no clipboard tool or terminal was found"
    assert run(("xclip",), environment).complaint == "it is not installed"
    assert not (tmp_path / "was-run").exists()


def test_a_tool_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    directory = tmp_path / "bin"
    environment = desktop(directory, "xclip", f"sleep 60 & echo $! > {tmp_path / 'child'}; wait", None)
    began = time.monotonic()
    assert copy("words", environment=environment).state is CopyState.FAILED
    assert time.monotonic() - began < 5
    child = int((tmp_path / "child").read_text())

    def gone() -> bool:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{child}/stat")
        return status.exists() and status.read_text().split()[2] == "Z"

    assert waited(gone)


@pytest.mark.parametrize(
    ("then", "state"),
    [
        ("cat $CLIP", CopyState.VERIFIED),
        ("echo others", CopyState.FAILED),
        ("sleep 60", CopyState.SENT),
        ("exit 1", CopyState.SENT),
    ],
)
def test_a_reader_that_hangs_is_asked_once_more(then: str, state: CopyState, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    reader = f"[ -e {asked} ] && again=yes; echo asked >> {asked}; [ $again ] || sleep 60; {then}"
    environment = desktop(tmp_path / "bin", "xclip", None, reader)
    assert copy("words", environment=environment).state is state
    assert asked.read_text().split() == ["asked", "asked"]


def test_a_tool_that_stays_in_the_background_does_not_hold_up_the_copy(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", "cat > $CLIP; sleep 5 &", None)
    began = time.monotonic()
    assert copy("words", environment=environment).state is CopyState.VERIFIED
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("stream", ["", " >&2"])
def test_a_tool_that_writes_without_end_is_stopped_at_once(stream: str, tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", None, None)
    fake(tmp_path / "bin", "flood", f"yes words{stream}")
    began = time.monotonic()
    ran = run(("flood",), environment, most=10)
    assert time.monotonic() - began < 0.9
    assert (ran.output, ran.complaint) == (
        (b"", "it printed endless errors") if stream else (b"words\nword", "")
    )


def test_of_a_long_complaint_the_first_line_is_told(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", "yes 'no  display' | head -n 9999 >&2; exit 1", None)
    assert copy("words", environment=environment).detail == "xclip failed: it said ‘no display’"


def test_a_tool_that_cannot_be_started_says_why(tmp_path: Path) -> None:
    (tmp_path / "xclip").write_bytes(b"\x7fELF nonsense")
    (tmp_path / "xclip").chmod(0o755)
    found = copy("words", environment={"PATH": str(tmp_path), "DISPLAY": ":9"})
    assert found.state is CopyState.FAILED
    assert "it could not be started" in found.detail


def test_a_disk_that_is_full_is_a_failure_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = desktop(tmp_path / "bin", "xclip", None, None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    found = copy("words", environment=environment)
    assert found.state is CopyState.FAILED
    assert "it could not be started (No such file or directory)" in found.detail


def test_half_a_character_is_a_failure_and_not_a_question_mark(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", None, None)
    found = copy("a \ud800", environment=environment)
    assert found.state is CopyState.FAILED
    assert "half a character" in found.detail
    assert not Path(environment["CLIP"]).exists()


def test_the_check_names_what_to_do_where_a_route_does_not_work(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "xclip", "exit 1", None)
    rows = {row.route: row for row in check(environment=environment)}
    assert rows["xclip"].advice == "needs an X display and the package xclip"
    assert rows["pbcopy"].outcome is None
    assert next(iter(rows)) == "xclip"


def test_the_check_prints_the_line_of_configuration_tmux_needs(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "tmux buffer", None, None)
    script = (tmp_path / "bin" / "tmux").read_text().replace("echo clipboard,title", "echo title")
    (tmp_path / "bin" / "tmux").write_text(script)
    (row,) = [row for row in check(environment=environment) if row.outcome]
    assert row.advice == "add to ~/.tmux.conf: set -as terminal-features ',*:clipboard'"


@pytest.mark.parametrize("route", ["pbcopy", "clip.exe"])
def test_the_check_puts_back_what_was_there(route: str, tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", route, None, None)
    before = "پیش از این\n"
    Path(environment["CLIP"]).write_text(before, encoding="utf-8")
    (row,) = [row for row in check(environment=environment) if row.outcome]
    assert row.outcome is not None
    assert row.outcome.state is CopyState.VERIFIED
    assert Path(environment["CLIP"]).read_text(encoding="utf-8") == before


def test_macs_tools_are_asked_for_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    environment = desktop(tmp_path / "bin", "pbcopy", 'cat > "$CLIP"; echo "$LC_ALL" > "$CLIP.locale"', None)
    found = copy("سوریه", environment={**environment, "LC_ALL": "C"})
    assert found.state is CopyState.VERIFIED
    assert Path(environment["CLIP"] + ".locale").read_text() == "en_US.UTF-8\n"
