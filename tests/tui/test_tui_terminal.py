"""What comes from a terminal in pieces, or not at all."""

import asyncio
import os
import pty
import sys
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.message import Message

from quotebrowser.tui.base.terminal import Terminal


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end of a terminal at which keys are pressed."""
    pressed, read = pty.openpty()
    with open(read, closefd=False) as standard:
        monkeypatch.setattr(sys, "__stdin__", standard)
        monkeypatch.setattr(sys, "__stderr__", standard)
        monkeypatch.setattr("quotebrowser.tui.base.terminal._STDERR", read)
        yield pressed
    os.close(pressed)
    os.close(read)


async def test_a_character_that_comes_byte_by_byte_and_a_read_that_finds_nothing_leave_the_keys_working(
    keyboard: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Message] = []
    terminal = Terminal(App())
    monkeypatch.setattr(terminal, "send_message", heard.append)
    terminal.start_application_mode()
    try:
        os.set_blocking(terminal.fileno, False)
        terminal._read()
        for byte in "é日x".encode():
            os.write(keyboard, bytes([byte]))
            await asyncio.sleep(0.01)
    finally:
        terminal.stop_application_mode()
        terminal.close()
    assert [getattr(one, "character", None) for one in heard] == ["é", "日", "x"]


async def test_what_is_painted_reaches_the_terminal_while_something_else_has_standard_error(
    keyboard: int,
) -> None:
    elsewhere, standard = os.open(os.devnull, os.O_WRONLY), sys.__stderr__
    assert standard is not None
    terminal = Terminal(App())
    os.dup2(elsewhere, standard.fileno())
    os.close(elsewhere)
    terminal.write("painted")
    assert os.read(keyboard, 7) == b"painted"
