"""A folder watched in the browser: what is saved there is listed, and the heading says what is watched."""

import asyncio
import time
from pathlib import Path

from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.settings import Settings
from quotebrowser.tui.messages import WatchEnded
from quotebrowser.tui.popups.adding_popups import Watch

SAID = "“We will not sell the harbour, not now and not in ten years,” said Ada Example.\n"
_DEADLINE = 30.0


def own(tmp_path: Path) -> Library:
    return own_library(tmp_path / "own", Settings(marks="unicode"))


async def _until(driven: Driven, text: str) -> None:
    until = time.monotonic() + _DEADLINE
    while text not in driven.text:
        assert time.monotonic() < until, driven.text
        await asyncio.sleep(0.05)
        await driven.settle()


async def test_what_is_saved_into_a_watched_folder_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    async with browser((120, 40), library=own(tmp_path)) as driven:
        await driven.press("enter", "W")
        assert "Watch a folder" in driven.text
        await driven.fill(str(folder / "nowhere"))
        await driven.press("enter")
        assert "There is no folder" in driven.text
        await driven.fill(str(folder))
        await driven.press("enter")
        assert "watching" in driven.lines[0]
        assert "5 articles" in driven.lines[0]
        (folder / "a.txt").write_text(SAID, encoding="utf-8")
        await _until(driven, "6 articles")
        assert "1 added" in driven.lines[0]
        (folder / "b.txt").write_bytes(b"")
        await _until(driven, "The file is empty")
        await driven.press("/")
        await driven.fill("sell the harbour")
        await _until(driven, "1 quote")
        assert "Example" in driven.text
        watch = driven.app.session.watch
        assert isinstance(watch, Watch)
        await driven.press("enter", "W")
        assert driven.app.session.watch is None
        assert "Stopped watching" in driven.text
        assert "watching" not in driven.lines[0]
        assert watch._watcher._process.poll() == 0


async def test_the_popup_can_be_left(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "W")
        await driven.fill("/nowhere")
        await driven.press("enter")
        assert "There is no folder" in driven.text
        await driven.press("escape")
        assert "Watch a folder" not in driven.text
        assert driven.app.session.watch is None


async def test_the_samples_are_not_added_to() -> None:
    async with browser() as driven:
        await driven.press("enter", "W")
        assert "Watch a folder" not in driven.text
        assert "cannot be changed" in driven.text


async def test_why_watching_ended_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    async with browser((120, 40), library=own(tmp_path)) as driven:
        await driven.press("enter", "W")
        await driven.fill(str(folder))
        await driven.press("enter")
        watch = driven.app.session.watch
        assert isinstance(watch, Watch)
        watch._watcher._process.kill()
        await _until(driven, "no longer being watched: The process watching it has ended")
        assert driven.app.session.watch is None
        assert WatchEnded("x").reason == "x"
        watch.stop()
