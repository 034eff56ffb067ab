"""The browser on a newsroom's library, in a real terminal: the README's tour, news of others, a cut line."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from clients import Client, client, shared
from cut_line import Line
from newsroom_fixture import Newsroom
from test_journey import DRAFTED, NOTING, PASTED, ROOT, Terminal, needs_tmux, tour

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.finding import annotated

__all__ = ["client"]
pytestmark = needs_tmux

PROGRAM = f"{sys.executable} -m quotebrowser"
WITHIN = 1.0
"""Seconds after which others see what was changed."""
SLOW = 1.5
"""How much slower than that this machine may be, which runs all of the newsroom."""


def opened(tmp_path: Path, address: str, width: int = 80, height: int = 24, **more: str) -> Terminal:
    """A terminal of a machine of its own, where `$ADDRESS` is the newsroom's and its password is known."""
    password = urlsplit(address).password or ""
    environment = dict(os.environ) | {
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "PGPASSWORD": password,
        "ADDRESS": address.replace(f":{password}@", "@") if password else address,
        "QUOTEBROWSER_COPIES": str(tmp_path / "copies"),
    } | more  # fmt: skip
    terminal = Terminal(width, height, environment)
    terminal.type(f'PS1="ready> "; quotebrowser() {{ {PROGRAM} "$@" --library "$ADDRESS"; }}; clear\n')
    terminal.wait("ready>")
    return terminal


@pytest.fixture
def terminal(newsroom: Newsroom, tmp_path: Path) -> Iterator[Terminal]:
    """The terminal of an editor, in a directory with the samples."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    made = opened(tmp_path, newsroom.user("anna"), height=28)
    made.type(f"cd {tmp_path}; clear\n")
    yield made
    made.close()


def follow(terminal: Terminal, steps: list[tuple[str, tuple[str, ...]]]) -> None:
    for typed, seen in steps:
        send: dict[str, Callable[[str], None]] = {"[": terminal.press, "“": terminal.paste}
        send.get(typed[0], terminal.type)(typed.strip("[]"))
        terminal.wait(*(text.replace("note Embargo", "note (only you) Embargo") for text in seen))


def test_the_tour_of_the_readme_goes_on_a_newsrooms_library(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("quotebrowser add seeds\n")
    terminal.wait("5 added; 26 new quotes")
    (tmp_path / "draft.md").write_text(f"They “turned off radars” and said {PASTED}\n", encoding="utf-8")
    terminal.type("clear; quotebrowser browse\n")
    terminal.wait("26 quotes", "5 articles")
    follow(terminal, NOTING)
    assert (tmp_path / "lead.md").read_text(encoding="utf-8").count("Sources") == 1
    terminal.type("clear; quotebrowser list searches; quotebrowser list history\n")
    terminal.wait("losses", "very small blow", "radars")
    terminal.type("clear; quotebrowser browse --draft draft.md\n")
    terminal.wait("The draft: 2 passages, 1 to look at", "✘")
    follow(terminal, DRAFTED)


def test_the_tour_of_a_transcript_goes_on_a_newsrooms_library(terminal: Terminal) -> None:
    written, added, verified, added_too, browsed = tour()
    terminal.type(written)
    terminal.type(added)
    terminal.wait("1 added; 1 new quote")
    terminal.type("clear\n")
    terminal.type(verified)
    shown = terminal.wait("short passages were not checked")
    assert shown.count("✔ Said so in the record") == 3
    terminal.type(added_too)
    terminal.wait("5 added")
    terminal.type(browsed if " " in browsed.strip() else "quotebrowser browse\n")
    terminal.wait("4 outlets; in the record")
    terminal.press("Enter", "c")
    terminal.wait("4 outlets; in the record · ", "R record")
    terminal.press("R")
    terminal.wait("3 outlets · passage 1 of 4", "No recording was at hand")


def filled(newsroom: Newsroom, client: Client) -> Library:
    """The machine of another editor, who has added the samples."""
    ben = client(newsroom.user("ben"), "b")
    assert list(add_files.add(ben, [ROOT / "seeds"]))
    return ben


def test_what_another_corrects_and_notes_is_seen_within_a_second(
    newsroom: Newsroom, client: Client, terminal: Terminal
) -> None:
    ben = filled(newsroom, client)
    terminal.type("quotebrowser browse blow\n")
    terminal.wait("big blow", "Behrouz Esbati")
    terminal.press("Enter")
    terminal.wait("read")
    found = ben.store.quotes.uids()
    blow = [uid for uid in found if "big blow" in " ".join(quote_text(ben, uid))]
    for key, value in (("outlet", "Harbour Herald"), ("speaker", "Zed Sample")):
        correct_facts.set_values(ben, blow, {key: value})
        since = time.monotonic()
        terminal.wait(value)
        assert time.monotonic() - since < WITHIN * SLOW
    terminal.press("Enter")
    given = terminal.wait("given by ben")
    assert "outlet" in given
    terminal.press("q", "q")
    terminal.wait("ready>")


def quote_text(library: Library, uid: str) -> list[str]:
    quote = library.store.quotes.get(uid)
    assert quote is not None
    article = library.store.articles.get(quote.article)
    assert article is not None
    return list(quote.parts(article.text))


SIZES = [
    (80, 24, {}, "───"),
    (60, 20, {"QUOTEBROWSER_MARKS": "ascii"}, "---"),
    (80, 24, {"QUOTEBROWSER_ACCESSIBLE": "1"}, ""),
]


@pytest.mark.parametrize(("width", "height", "settings", "rule"), SIZES)
def test_a_line_that_is_cut_is_said_and_reading_goes_on_until_it_is_back(
    newsroom: Newsroom,
    client: Client,
    tmp_path: Path,
    width: int,
    height: int,
    settings: dict[str, str],
    rule: str,
) -> None:
    ben = filled(newsroom, client)
    line = Line(newsroom.user("anna"))
    terminal = opened(tmp_path, line.address, width, height, **settings)
    try:
        terminal.type("quotebrowser search blow >/dev/null; clear; quotebrowser browse; echo left $?\n")
        terminal.wait("5 articles")
        line.cut()
        shown = terminal.wait("he newsroom's library cannot be reached; as of ")
        assert re.search(rf"{rule} ?.*the newsroom's library cannot be reached; as of \d\d:\d\d", shown)
        terminal.press("Enter")
        terminal.wait(" read ")
        for key in ("m", "i", "#", "e", "U"):
            terminal.press(key)
            terminal.wait("Nothing can be changed")
            terminal.press("Down")
        terminal.type("/blow")
        terminal.wait("1 of ", "blow")
        terminal.press("Enter")
        uid = ben.store.quotes.uids()[0]
        correct_facts.set_values(ben, [uid], {"outlet": "Harbour Herald"})
        line.mend()
        shown = terminal.wait("The newsroom's library is back")
        assert "cannot be reached" not in shown
        terminal.wait("1 of 1 ", " read ")
        terminal.press("m")
        terminal.wait("Bookmarked")
        line.cut()
        terminal.wait("cannot be reached")
        since = time.monotonic()
        terminal.press("q")
        terminal.wait("left 0")
        assert time.monotonic() - since < WITHIN * 3
    finally:
        terminal.close()
        line.cut()
    shared(ben).pull()
    assert annotated.of(ben, ben.store.quotes.uids()) == {}


def test_a_note_that_cannot_be_saved_is_not_lost(newsroom: Newsroom, client: Client, tmp_path: Path) -> None:
    filled(newsroom, client)
    line = Line(newsroom.user("anna"))
    terminal = opened(tmp_path, line.address, 60, 20)
    try:
        terminal.type("quotebrowser search blow >/dev/null; clear; quotebrowser browse\n")
        terminal.wait("5 articles")
        terminal.press("Enter")
        terminal.wait(" read ")
        terminal.press("i")
        terminal.wait("^s save")
        terminal.type("Ask the ferry men.")
        line.cut()
        terminal.press("C-s")
        terminal.wait("annot be", "Ask the ferry men.", "^s save")
        line.mend()
        terminal.press("F4")
        terminal.wait("for everybody")
        time.sleep(WITHIN)
        until = time.monotonic() + 20
        while "Note saved, for everybody" not in terminal.screen() and time.monotonic() < until:
            terminal.press("C-s")
            time.sleep(WITHIN)
        terminal.wait("note (shared", "Ask the ferry")
    finally:
        terminal.close()
        line.cut()


def test_a_command_says_in_one_line_that_it_reads_an_older_copy_and_writes_nothing(
    newsroom: Newsroom, client: Client, tmp_path: Path
) -> None:
    filled(newsroom, client)
    line = Line(newsroom.user("anna"))
    environment = os.environ | {
        "QUOTEBROWSER_COPIES": str(tmp_path / "a"),
        "QUOTEBROWSER_LIBRARY": line.address,
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quotebrowser", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    first = run("search", "big blow")
    line.cut()
    second = run("search", "big blow")
    assert first.stdout == second.stdout != ""
    told = [one for one in second.stderr.splitlines() if "newsroom" in one]
    assert len(told) == 1
    assert re.fullmatch(r"note: The newsroom's library cannot be reached; as of \d\d:\d\d", told[0])
    refused = run("tag", "big blow", "lead", "--all")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "secret" not in refused.stderr + second.stderr
