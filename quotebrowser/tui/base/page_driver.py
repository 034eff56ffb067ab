"""A page in a web browser, reached by the pipes of the process that serves it.

One rule guards it: this process ends when its page or whoever serves it is gone, however that came.
"""

import os
import threading
from contextlib import suppress
from functools import partial
from typing import Any, Final

from textual import events, messages
from textual.drivers.web_driver import WebDriver

_PATIENCE: Final = 5.0
"""Seconds that the program has to end once nobody sees it."""


class PageDriver(WebDriver):
    """Textual's own, whose packets are never mixed and which ends with its input."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._writing = threading.Lock()
        self._write = partial(self._whole)

    def _whole(self, packet: bytes) -> int:
        """Write a packet from any thread; nothing where nobody reads any more."""
        left = memoryview(packet)
        with self._writing, suppress(OSError):
            while left:
                left = left[os.write(self.fileno, left) :]
        return len(packet)

    def start_application_mode(self) -> None:
        super().start_application_mode()
        # Textual's believes that nobody looks at the page until that is told, which it may have been before.
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            last = threading.Timer(_PATIENCE, os._exit, (1,))
            last.daemon = True
            last.start()
            self._app.post_message(messages.ExitApp())
