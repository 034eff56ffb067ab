"""What a terminal tells about its clipboard."""

import os
import sys
from pathlib import Path

import pytest
from clip_tools import Terminal, surroundings, waited

from quotebrowser.clipboard import check
from quotebrowser.clipboard.terminal_probe import advice

ASKING = """
import sys
from pathlib import Path
from quotebrowser.clipboard import check
rows = check(environment={"TERM": "xterm", "PATH": ""})
Path(sys.argv[1] + ".part").write_text(rows[0].route + "|" + rows[0].advice)
Path(sys.argv[1] + ".part").rename(sys.argv[1])
"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"\x1b[?62;22;52c", "OSC 52|the terminal says it accepts copies"),
        (b"\x1b[?6c", "OSC 52|"),
        (b"\x1b[?152;520c", "OSC 52|"),
        (b"", "OSC 52|"),
        (b"typed", "OSC 52|"),
    ],
)
def test_a_terminal_is_asked_and_no_answer_is_no_refusal(
    answer: bytes, expected: str, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    terminal = Terminal([sys.executable, "-c", ASKING, str(told)], surroundings())

    def asked() -> bool:
        terminal.drain()
        return b"\x1b[c" in terminal.written

    try:
        assert waited(asked)
        os.write(terminal.master, answer)
        assert waited(told.exists)
        assert told.read_text() == expected
    finally:
        terminal.close()


def test_a_screen_program_that_writes_itself_is_never_asked() -> None:
    written: list[str] = []
    rows = check(environment={"TERM": "xterm", "PATH": ""}, terminal=written.append)
    assert len(written) == 1
    assert written[0].startswith("\x1b]52;c;")
    assert rows[0].advice == ""


@pytest.mark.parametrize(
    ("environment", "part"),
    [
        ({"XTERM_VERSION": "XTerm(379)", "TERM": "xterm-256color"}, "XTerm*allowWindowOps: true"),
        ({"VTE_VERSION": "7000", "TERM": "xterm-256color"}, "install wl-clipboard or xclip"),
        ({"TERM": "rxvt-unicode-256color"}, "install xclip"),
        ({"TERM": "tmux-256color"}, "set -s set-clipboard on"),
        ({"TERM": "screen-256color"}, "set -s set-clipboard on"),
        ({"TERM": "screen", "STY": "1.x"}, ""),
        ({"TERM": "xterm-kitty"}, ""),
    ],
)
def test_a_terminal_known_to_drop_it_gets_its_line_of_configuration(
    environment: dict[str, str], part: str
) -> None:
    assert (part in advice(environment)) if part else advice(environment) == ""
