"""The browser without a terminal: started at a size, pressed, waited for, read as text."""

import asyncio
import contextlib
import io
import os
import re
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import textual._wait
from rich.console import Console
from textual import events
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from quotebrowser.library import Library
from quotebrowser.library.adding import samples
from quotebrowser.library.verifying.verify_words import Draft
from quotebrowser.settings import Settings
from quotebrowser.tui.app import QuoteBrowser
from quotebrowser.tui.picking import Picker
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.row_window import RowWindow
from quotebrowser.tui.widgets.search_box import SearchBox

GOLDEN = Path(__file__).parent / "golden"
WRITE = "QUOTEBROWSER_WRITE_GOLDENS"
"""Set to 1 to rewrite the goldens; look at the difference before committing it."""
_SCREEN = "=== "
"""Before the name of a screen in a golden of several."""
_DEADLINE = 20.0
_TIME = re.compile(r"(?P<left> \S+(?: \S+)* [·-] )(?P<ms>\d+) ms")
_KEYS = {" ": "space", "\n": "enter"}

# What the pilot sleeps before each look whether the program has come to rest. `Driven.settle` waits for what
# is asked and drawn; at Textual's 20 ms each key would sleep for an eighth of a second.
textual._wait.SLEEP_GRANULARITY = 0.001
textual._wait.SLEEP_IDLE = 0.0005


@dataclass
class Driven:
    """A running browser."""

    app: QuoteBrowser
    pilot: Pilot[Any]

    async def settle(self) -> None:
        """Wait until every question is answered and painted."""
        deadline = time.monotonic() + _DEADLINE
        while True:
            await self._drained()
            if self._is_done:
                await self._drained()
                if self._is_done:
                    return
            assert time.monotonic() < deadline, "the browser did not come to rest"
            await asyncio.sleep(0.002)

    async def until(self, words: str) -> None:
        """Wait until words stand on the screen, wherever its lines end."""
        deadline = time.monotonic() + _DEADLINE
        while words not in " ".join(self.text.split()):
            assert time.monotonic() < deadline, f"never saw {words!r} in\n{self.text}"
            await asyncio.sleep(0.01)

    async def complete(self) -> None:
        """Wait for the rest of a list whose first rows are shown while somebody may still type."""
        page = self.app.screen
        while isinstance(page, SearchPage) and page.listing.found and page.listing.found.cut:
            if isinstance(page.panes.quotes.rows, RowWindow):
                return
            await asyncio.sleep(0.02)
            await self.settle()

    @property
    def _is_done(self) -> bool:
        """Whether nothing is asked, no preview waits for the cursor to stay, and the screen has its size."""
        stack = self.app.screen_stack if self.app.is_running else []
        resting = any(page.looking.waits for page in stack if isinstance(page, SearchPage))
        sized = self.app._resize_event is None
        return sized and not resting and all(worker.is_finished for worker in self.app.workers)

    async def _drained(self) -> None:
        """Wait until what is queued is done and drawn.

        Textual's own pause sleeps until the program is idle, which takes longer than all that a key does, and
        takes a program that is not given the processor for one that has nothing to do.
        """
        while self.app.is_running:
            await self.pilot._wait_for_screen()
            drawn = asyncio.Event()
            if not self.app.screen_stack or not self.app.screen.call_after_refresh(drawn.set):
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(drawn.wait(), 1.0)
            if self._is_quiet:
                self.app.screen._on_timer_update()  # what is painted at intervals is painted now
                return

    @property
    def _is_quiet(self) -> bool:
        """Whether no part of the program has a message or a call before it."""
        pumps = [
            self.app,
            *(node for page in self.app.screen_stack for node in page.walk_children(with_self=True)),
        ]
        return not any(pump.message_queue_size or pump._next_callbacks for pump in pumps)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text fast, and wait for what it does."""
        for char in text:
            self.send(_KEYS.get(char, char))
        await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys, and wait for nothing."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            try:
                char = key if len(key) == 1 else unicodedata.lookup(_get_unicode_name_from_key(name))
            except KeyError:
                char = None
            self.app.post_message(events.Key(name, char))

    async def fill(self, text: str) -> None:
        """Put a text in the box that has the focus, as a paste would, in place of what is there."""
        box = self.app.screen.focused
        assert isinstance(box, SearchBox)
        box.fill(text)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Put a text in the box that has the focus, as the terminal does."""
        box = self.app.screen.focused
        assert isinstance(box, SearchBox)
        box.fill("")
        await self.settle()
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def colours(self) -> set[str]:
        """The names of the colours of letters on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return {
            part.style.color.name for strip in strips for part in strip if part.style and part.style.color
        }

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return screen_text(self.app).split("\n")

    @property
    def text(self) -> str:
        """What is on the screen."""
        return screen_text(self.app)


def screen_text(app: QuoteBrowser) -> str:
    """The screen as text, without blanks at line ends; how long a search took is `0 ms`."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        record=True, legacy_windows=False, highlight=False, markup=False,
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True))
    lines = [line.rstrip() for line in console.export_text(styles=False).split("\n")]
    return "\n".join(_timeless(line) for line in lines[:height]).rstrip("\n") + "\n"


def _timeless(line: str) -> str:
    def zero(match: re.Match[str]) -> str:
        return " " * (len(match["ms"]) - 1) + match["left"] + "0 ms"

    return _TIME.sub(zero, line)


def check_golden(name: str, text: str) -> None:
    """Compare with a golden, or write it where that is asked for."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get(WRITE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path} is missing; {WRITE}=1 writes it"
    assert text == path.read_text(encoding="utf-8"), f"{path} differs; {WRITE}=1 writes it anew"


def check_screens(name: str, screens: dict[str, str]) -> None:
    """Compare screens with those of a golden, each below its name; says which differ."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get(WRITE) == "1":
        path.write_text("".join(f"{_SCREEN}{each}\n{text}" for each, text in screens.items()), "utf-8")
    assert path.is_file(), f"{path} is missing; {WRITE}=1 writes it"
    parts = (part.partition("\n") for part in path.read_text(encoding="utf-8").split(_SCREEN)[1:])
    kept = {each: text for each, _, text in parts}
    differ = [each for each in {**kept, **screens} if kept.get(each) != screens.get(each)]
    first = differ[0] if differ else ""
    assert screens.get(first) == kept.get(first), f"{path}: {', '.join(differ)}; {WRITE}=1 writes it anew"


def own_library(directory: Path, settings: Settings | None = None) -> Library:
    """A library of the samples that can be written."""
    demo = samples.demo()
    place = demo.directory
    demo.close()
    shutil.copytree(place, directory)
    return Library.open(directory, settings=settings)


@asynccontextmanager
async def browser(
    size: tuple[int, int] = (80, 24),
    *,
    library: Library | None = None,
    query: str = "",
    settings: Settings | None = None,
    picks: bool = False,
    draft: Draft | None = None,
    web: bool = False,
) -> AsyncIterator[Driven]:
    """The browser on a library; None: the samples.

    `picks`: as it is shown to choose a quote; `web`: as on a web page.
    """
    opened = library or samples.demo(settings=settings or Settings(marks="unicode"))
    app = Picker(opened, query) if picks else QuoteBrowser(opened, query, draft, web=web)
    try:
        async with app.run_test(size=size) as pilot:
            driven = Driven(app, pilot)
            await driven.settle()
            yield driven
            await driven.settle()
    finally:
        opened.close()
