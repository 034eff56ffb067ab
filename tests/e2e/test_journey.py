"""One whole journey in a real terminal: search, compare, copy, and the copy read back from tmux."""

import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quotebrowser import extract
from quotebrowser.model import Article

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is missing: apt-get install tmux (or brew install tmux)"
)
DEADLINE = 30.0


class Terminal:
    """A tmux session of its own, with its own server and default settings."""

    def __init__(self, width: int, height: int, environment: dict[str, str]) -> None:
        self._socket = f"quotebrowser-test-{uuid.uuid4().hex[:8]}"
        # Workers of pytest-xdist say how wide their own terminal is; a program believes that before it asks.
        self._environment = {
            name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}
        }
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), "-s", "journey", "sh")

    def tmux(self, *arguments: str) -> str:
        """A tmux command's output."""
        done = subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True, text=True, check=True, env=self._environment,
        )  # fmt: skip
        return done.stdout

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self.tmux("send-keys", "-t", "journey", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.tmux("send-keys", "-t", "journey", *keys)

    def paste(self, text: str) -> None:
        """Paste characters as a terminal does."""
        self.tmux("set-buffer", text)
        self.tmux("paste-buffer", "-p", "-t", "journey")

    def screen(self) -> str:
        """What is on the screen now."""
        return self.tmux("capture-pane", "-p", "-t", "journey")

    def wait(self, *texts: str) -> str:
        """The screen, as soon as it shows all of `texts`."""
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            shown = self.screen()
            if all(text in shown for text in texts):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"never saw {texts} on:\n{self.screen()}")

    def close(self) -> None:
        """End the session."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(own_seeds: Path) -> Iterator[Terminal]:
    environment = dict(os.environ) | {
        "QUOTEBROWSER_LIBRARY": str(own_seeds), "TERM": "xterm-256color", "LANG": "C.UTF-8",
    }  # fmt: skip
    opened = Terminal(80, 24, environment)
    yield opened
    opened.close()


@needs_tmux
def test_a_quote_is_found_compared_and_copied(terminal: Terminal, own_seeds: Path) -> None:
    terminal.type(f"{sys.executable} -m quotebrowser\n")
    terminal.wait("5 articles")
    terminal.type("big blow speaker:esbati")
    terminal.wait("esbati", "1 quote ", "4 versions")
    terminal.press("Enter", "c")
    compared = terminal.wait("not quoted", "base")
    assert "omitted" not in compared
    terminal.press("y")
    terminal.wait("tmux")
    copied = terminal.tmux("show-buffer")
    assert "defeated very badly" in copied
    assert "Esbati" in copied
    assert not copied.endswith("\n")
    terminal.press("q")
    terminal.wait("esbati")
    terminal.press("q")
    until = time.monotonic() + DEADLINE
    while "esbati" in terminal.screen() and time.monotonic() < until:
        time.sleep(0.05)
    terminal.type("echo ended $?\n")
    assert "ended 0" in terminal.wait("ended 0")


@needs_tmux
def test_a_quote_is_chosen_for_a_variable_below_the_prompt(terminal: Terminal) -> None:
    pick = f"{sys.executable} -m quotebrowser pick"
    terminal.type(f'echo before; x=$({pick} speaker:esbati --print quote 2>&1); echo "<$x> $?"\n')
    assert "before" in terminal.wait("6 quotes", "choose", "cancel")
    terminal.press("Down", "Enter")
    assert "choose" not in terminal.wait("<I don’t consider losing", "> 0")
    terminal.type(f"clear; echo keys | {pick} --print uid | cat; echo ended\n")
    terminal.wait("26 quotes", "choose")
    terminal.press("C-c")
    assert re.fullmatch(r"ended\s*\$?\s*#?\s*", terminal.wait("ended"))


@needs_tmux
def test_the_last_copy_is_printed_by_the_command_line(terminal: Terminal) -> None:
    terminal.type(f"{sys.executable} -m quotebrowser browse 'turned off radars'; echo over$((1+1))\n")
    terminal.wait("turned off radars", "2 ")
    terminal.press("C-y")
    terminal.wait("tmux")
    terminal.press("C-q")
    terminal.wait("over2")
    terminal.type(f"{sys.executable} -m quotebrowser last; echo over$((2+2))\n")
    shown = terminal.wait("over4")
    assert "turned off radars" in shown


def tour() -> list[str]:
    """The commands of the README's tour of a transcript."""
    section = README.split("## Check a story against the transcript")[1]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    written, rest = re.split(r"(?<=\nEND\n)", block[1])
    return [written, *rest.splitlines(keepends=True)]


def test_the_transcript_of_the_tour_holds_only_what_the_sample_that_it_names_quotes() -> None:
    written = tour()[0]
    (name,) = re.findall(r"seeds/\S+\.txt", written)
    quotes = extract.quotes(Article("a", (ROOT / name).read_text(encoding="utf-8"), name))
    quoted = " ".join(
        part.rstrip(",.")
        for quote in quotes
        for part in quote.parts((ROOT / name).read_text(encoding="utf-8"))
    )
    said = " ".join(written.split("BEHROUZ ESBATI: ")[1].removesuffix("END\n").split())
    sentences = re.split(r"(?<=\.) ", said)
    assert len(sentences) == 4
    for sentence in sentences:
        assert sentence.rstrip(".") in quoted


@needs_tmux
def test_the_tour_of_a_transcript_goes_as_the_readme_says(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    commands = tour()
    assert len(commands) == 5
    terminal.type(f'cd {tmp_path}; quotebrowser() {{ {sys.executable} -m quotebrowser "$@"; }}; clear\n')
    written, added, verified, added_too, browsed = commands
    terminal.type(written)
    terminal.type(added)
    terminal.wait("1 added; 1 new quote")
    terminal.type("clear\n")
    terminal.type(verified)
    shown = terminal.wait("short passages were not checked")
    assert shown.count("✔ Said so in the record") == 3
    assert shown.count("✘ In no article") == 1
    terminal.type(added_too)
    terminal.wait("5 added")
    terminal.type(browsed)
    terminal.wait("4 outlets; in the record")
    terminal.press("Enter", "c")
    terminal.wait("4 outlets; in the record · ", "R record")
    terminal.press("R")
    shown = terminal.wait("3 outlets · passage 1 of 4", "3▐ I don’t consider losing Syria")
    assert "No recording was at hand" in shown
    terminal.press("n")
    terminal.wait("4 outlets · passage 2 of 4")


PASTED = "“We took a very small blow and it’s been very difficult.”"
NOTING: list[tuple[str, tuple[str, ...]]] = [
    # what is typed (a key by tmux's name in brackets), and what is then seen
    (PASTED, ("✘ Differs here", "‘big’ is printed, not ‘small’", "meaning may differ", "1 of 3 ")),
    ("[Enter]", ("read",)),
    ("i", ("Note", "^s save")),
    ("Embargo until Friday.", ("Embargo until Friday.",)),
    ("[C-s]", ("Note saved", "✎", "note Embargo until Friday.")),
    ("#", ("Tags of this quote",)),
    ("lead", ("new tag “lead”",)),
    ("[Enter]", ("Tagged lead", "✎#", "tags lead")),
    ("S", ("Saved searches",)),
    ("losses", ("save this search as “losses”",)),
    ("[Enter]", ("Saved as losses",)),
    ("[Escape]", ("1 of 18 ",)),
    ("/", ("done typing",)),
    ("radars", ("/ radars", "1 of 1 ")),
    ("[Enter]", ("read",)),
    ("#", ("Tags of this quote",)),
    ("le", ("lead ",)),
    ("[Enter]", ("Tagged lead",)),
    ("/", ("done typing",)),
    ("[C-u]", ("1 of 18 ",)),
    ("tag:lead", ("/ tag:lead", "1 of 2 ")),
    ("[Enter]", ("read",)),
    ("X", ("Export 2 listed quotes", "lead.csv")),
    ("[Down]", ("lead.txt",)),
    ("[Down]", ("lead.md", "▌Markdown")),
    ("[Enter]", ("Wrote 2 quotes to lead.md",)),
    ("q", ("ready>",)),
]
DRAFTED: list[tuple[str, tuple[str, ...]]] = [
    # the same, of a draft
    ("[Down]", ("✔ turned off radars",)),
    ("[Enter]", ("/ We took a very small blow", "✘ Differs here", "✎#")),
    ("[Tab]", ("read",)),
    ("D", ("The draft: 2 passages, 1 to look at",)),
    ("[Escape]", ("read",)),
    ("q", ("ready>",)),
]


@needs_tmux
def test_from_a_pasted_sentence_to_a_note_a_tag_a_saved_search_and_an_export_with_one_bibliography(
    terminal: Terminal, tmp_path: Path
) -> None:
    def follow(steps: list[tuple[str, tuple[str, ...]]]) -> None:
        for typed, seen in steps:
            send: dict[str, Callable[[str], None]] = {"[": terminal.press, "“": terminal.paste}
            send.get(typed[0], terminal.type)(typed.strip("[]"))
            terminal.wait(*seen)

    program = f"{sys.executable} -m quotebrowser"
    (tmp_path / "draft.md").write_text(f"They “turned off radars” and said {PASTED}\n", encoding="utf-8")
    terminal.type(f"PS1='ready> '; cd {tmp_path}; clear; {program}\n")
    terminal.wait("26 quotes", "5 articles")
    follow(NOTING)
    text = (tmp_path / "lead.md").read_text(encoding="utf-8")
    assert text.index("very big blow") < text.index("radars") < text.index("**Sources**")
    assert text.count("Sources") == 1
    terminal.type(f"clear; {program} list searches; {program} list history\n")
    terminal.wait("losses", "very small blow", "radars")
    terminal.type(f"clear; {program} browse --draft draft.md\n")
    terminal.wait("The draft: 2 passages, 1 to look at", "✘")
    follow(DRAFTED)
