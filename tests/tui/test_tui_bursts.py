"""Keys faster than pages open and close: what is closed is closed once, what was begun is finished."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tui_pilot import browser, own_library

from quotebrowser.library.changing import correct_facts, undo_changes
from quotebrowser.library.noting import write_notes
from quotebrowser.tui.screens.search_page import SearchPage

POPUPS = ("X", "A", "W", "S", "e", "i", "#", "Y", "B", "ctrl+p", "?")


async def test_escape_pressed_too_often_closes_a_popup_and_nothing_else(tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press("enter", "p")
        page = driven.app.screen
        for key in POPUPS:
            await driven.press(key)
            popup = driven.app.screen
            assert popup is not page, key
            popup.dismiss(None)
            popup.dismiss(None)
            await driven.settle()
            assert driven.app.screen is page, key
        await driven.press("X")
        driven.send(*["escape"] * 5)
        await driven.settle()
        assert isinstance(driven.app.screen, SearchPage)


def _held(work: Callable[..., object], gate: threading.Event, *given: object, **named: object) -> object:
    assert gate.wait(10)
    return work(*given, **named)


@pytest.mark.parametrize("way", [("enter",), ("p",), ("c",)])
async def test_a_change_is_finished_and_told_though_its_page_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(write_notes, "tag", partial(_held, write_notes.tag, gate))
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press("enter", *way, "#", *"lead")
        page = driven.app.screen_stack[-2]
        await driven.pilot.press("enter")
        assert driven.app.screen is page
        await driven.pilot.press("q")
        assert isinstance(driven.app.screen, SearchPage)
        gate.set()
        await driven.settle()
        assert "Tagged lead" in driven.text


async def test_what_was_undone_is_offered_by_no_page_below(tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press("enter", "#", *"lead", "enter")
        assert "U undoes it" in driven.text
        await driven.press("enter", "U")
        assert "Undone: " in driven.text
        await driven.press("q")
        assert isinstance(driven.app.screen, SearchPage)
        assert "U undoes it" not in driven.text


@pytest.mark.parametrize("leaves", [True, False])
async def test_a_correction_that_takes_long_is_finished_and_told_though_its_form_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, leaves: bool
) -> None:
    gate, library = threading.Event(), own_library(tmp_path / "own")
    before = len(undo_changes.listed(library))
    monkeypatch.setattr(correct_facts, "set_values", partial(_held, correct_facts.set_values, gate))
    async with browser(library=library) as driven:
        await driven.press("enter", "e")
        form = driven.app.screen
        await driven.fill("The Example")
        driven.send("enter")
        await driven.until("The correction is still being saved")
        assert driven.app.screen is form
        driven.send("enter")  # is not saved twice
        if leaves:
            driven.send("escape")
            while driven.app.screen is form:
                await driven.pilot.pause(0.01)
            await driven.until("The correction is still being saved")
        gate.set()
        await driven.settle()
        assert isinstance(driven.app.screen, SearchPage)
        assert "Kept: outlet The Example (U undoes it)" in driven.text
        assert len(undo_changes.listed(library)) == before + 1


async def test_a_correction_that_is_refused_after_its_form_was_closed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(correct_facts, "set_values", partial(_held, correct_facts.set_values, gate))
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press("enter", "e", "tab")
        await driven.fill("last week")
        driven.send("enter", "escape")
        gate.set()
        await driven.settle()
        assert isinstance(driven.app.screen, SearchPage)
        assert "last week is not a date" in driven.text
