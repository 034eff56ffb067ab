"""Text and HTML together: only where one call offers both, and never HTML alone.

The systems' own scripting is faked by programs that keep what they are given in files; it was not tried on
macOS or Windows themselves.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from clip_tools import fake
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.clipboard import copy
from quotebrowser.clipboard.rich_text import clipboard_format, offer
from quotebrowser.model import CopyState

WORDS: Final = "“می‌خواهیم” —Esbati"
PAGE: Final = "<p>“می‌خواهیم” —<i>Esbati</i></p>"
TAKES_BOTH: Final = (
    f'{sys.executable} -c "import json, os, sys; from pathlib import Path; given = json.load(sys.stdin); '
    "place = os.environ['CLIP']; Path(place).write_text(given['text'], encoding='utf-8'); "
    "Path(place + '.html').write_text(given['html'], encoding='utf-8', newline='')\""
)
SYSTEMS: Final = {
    "pbcopy": ("osascript", "pbpaste", 'cat > "$CLIP"', {}),
    "clip.exe": (
        "powershell.exe",
        "powershell.exe",
        'iconv -f UTF-16LE -t UTF-8 > "$CLIP"',
        {"WSL_INTEROP": "1"},
    ),
}
"""Route -> what offers both, what reads, how the plain tool writes, what makes it apply."""


def system(directory: Path, route: str, both: str) -> Mapping[str, str]:
    """An environment in which the route applies, `both` being what its scripting does."""
    scripting, reader, write, more = SYSTEMS[route]
    fake(directory, route, f'echo called > "$CLIP.plain"; {write}')
    if scripting == reader:
        fake(directory, reader, f'case "$*" in *Get-Clipboard*) cat "$CLIP";; *) {both};; esac')
    else:
        fake(directory, scripting, both)
        fake(directory, reader, 'cat "$CLIP"')
    for name in ("sh", "cat", "echo", "iconv", "sleep"):
        found = shutil.which(name)
        assert found is not None
        (directory / name).symlink_to(found)
    return {"PATH": str(directory), "CLIP": str(directory / "clipboard"), **more}


@pytest.mark.parametrize("route", SYSTEMS)
def test_both_are_offered_in_one_call_and_the_words_are_read_back(route: str, tmp_path: Path) -> None:
    environment = system(tmp_path / "bin", route, TAKES_BOTH)
    found = copy(WORDS, html=PAGE, environment=environment)
    assert (found.state, found.route) == (CopyState.VERIFIED, route)
    assert found.detail.endswith("; programs that accept HTML get it too (not read back)")
    assert Path(environment["CLIP"]).read_text(encoding="utf-8") == WORDS
    shown = Path(environment["CLIP"] + ".html").read_text(encoding="utf-8")
    assert PAGE in shown
    assert not Path(environment["CLIP"] + ".plain").exists()


@pytest.mark.parametrize("route", SYSTEMS)
@pytest.mark.parametrize("failure", ["exit 1", "sleep 60", "echo other > $CLIP", "cat > /dev/null"])
def test_where_the_two_together_fail_the_words_go_alone(
    route: str, failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.clipboard.copy_text._SLOW", 0.5)
    environment = system(tmp_path / "bin", route, failure)
    found = copy(WORDS, html=PAGE, environment=environment)
    assert (found.state, found.route) == (CopyState.VERIFIED, route)
    assert "HTML" not in found.detail
    assert Path(environment["CLIP"]).read_text(encoding="utf-8") == WORDS


def test_without_html_the_plain_tool_is_called(tmp_path: Path) -> None:
    environment = system(tmp_path / "bin", "pbcopy", TAKES_BOTH)
    copy(WORDS, environment=environment)
    assert Path(environment["CLIP"] + ".plain").exists()
    assert not Path(environment["CLIP"] + ".html").exists()


def test_a_tool_of_one_kind_of_content_never_gets_html(tmp_path: Path) -> None:
    directory = tmp_path / "bin"
    fake(
        directory,
        "xclip",
        'case "$*" in *-out*) cat "$CLIP";; *) echo "$*" > "$CLIP.args"; cat > "$CLIP";; esac',
    )
    for name in ("sh", "cat", "echo"):
        (directory / name).symlink_to(shutil.which(name) or "")
    environment = {"PATH": str(directory), "CLIP": str(directory / "clipboard"), "DISPLAY": ":9"}
    assert copy(WORDS, html=PAGE, environment=environment).state is CopyState.VERIFIED
    assert Path(environment["CLIP"]).read_text(encoding="utf-8") == WORDS
    assert "html" not in Path(environment["CLIP"] + ".args").read_text()


def test_half_a_character_stays_a_failure(tmp_path: Path) -> None:
    environment = system(tmp_path / "bin", "pbcopy", TAKES_BOTH)
    found = copy("a \ud800", html="<p>a</p>", environment=environment)
    assert found.state is CopyState.FAILED
    assert not Path(environment["CLIP"] + ".html").exists()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_windows_head_counts_the_bytes_of_its_parts(html: str) -> None:
    data = clipboard_format(html).encode("utf-8")
    head = dict(line.split(":") for line in data[:105].decode("ascii").splitlines() if ":" in line)
    fragment = data[int(head["StartFragment"]) : int(head["EndFragment"])]
    assert fragment.decode("utf-8") == html
    whole = data[int(head["StartHTML"]) : int(head["EndHTML"])]
    assert whole.startswith(b"<html>")
    assert whole.endswith(b"</html>")


def test_what_is_offered_is_ascii_alone() -> None:
    assert json.loads(offer("pbcopy", WORDS, PAGE)) == {"text": WORDS, "html": PAGE}
    assert offer("pbcopy", WORDS, PAGE).isascii()
