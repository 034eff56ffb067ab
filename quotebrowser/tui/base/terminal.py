"""The terminal, read and written where the program runs.

One rule guards it: no thread stands between a key and what it paints. On a busy machine it takes longer to
wake one than to do either.
"""

import contextlib
import os
import select
from codecs import getincrementaldecoder
from typing import Any, Final

from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_MOST: Final = 4096
"""Bytes read at a time."""
_STDERR: Final = 2
"""Where Textual writes too: standard output may go elsewhere."""
_ESCAPE: Final = b"\x1b"
_LATER: Final = ESCAPE_DELAY + 0.01
"""Seconds after which an escape that nothing followed is the key of that name."""


class Terminal(LinuxDriver):
    """Textual's way to a terminal without its two threads: it starts them, and they end at once."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._out = os.dup(_STDERR)
        """The terminal, also while something else that starts in a thread has standard error to itself."""

    def write(self, data: str) -> None:
        """Write, from any thread; nothing where the terminal is gone."""
        left = memoryview(data.encode("utf-8", "replace"))
        with contextlib.suppress(OSError):
            while left:
                try:
                    left = left[os.write(self._out, left) :]
                except BlockingIOError:  # another program has set it so
                    select.select([], [self._out], [])

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]  # of Textual
        if self._writer_thread is not None:  # else the program is in the background and goes back to sleep
            self._writer_thread.stop()
            self._parser = XTermParser(self._debug)
            self._decode = getincrementaldecoder("utf-8")("replace").decode
            self._loop.call_soon_threadsafe(self._loop.add_reader, self.fileno, self._read)

    def disable_input(self) -> None:
        self._loop.remove_reader(self.fileno)
        super().disable_input()

    def _run_input_thread(self) -> None:
        """Nothing is left to do for Textual's thread."""

    def _read(self) -> None:
        """Take what was pressed."""
        try:
            data = os.read(self.fileno, _MOST)
        except BlockingIOError:  # another program has set it so, and took what was pressed
            return
        except OSError:
            data = b""
        if not data:  # the terminal is gone; a signal says so too
            self._loop.remove_reader(self.fileno)
            return
        if text := self._decode(data):  # part of a character is none; without any the parser would end
            for message in self._parser.feed(text):
                self.process_message(message)
        if _ESCAPE in data:
            self._loop.call_later(_LATER, self._wait_no_longer)

    def _wait_no_longer(self) -> None:
        for message in self._parser.tick():
            self.process_message(message)

    def send_message(self, message: Message) -> None:
        """Give the program a message at once; Textual would have the loop do so when it has its turn."""
        self._app.post_message(message)


def driver(*, web: bool) -> type[Driver]:
    """What carries keys and paint: to and from the terminal, or a page in a web browser."""
    if not web:
        return Terminal
    from quotebrowser.tui.base.page_driver import PageDriver  # noqa: PLC0415 - no terminal needs it

    return PageDriver
