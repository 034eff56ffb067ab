"""Any keys at any size: the program never fails."""

import random
from pathlib import Path

from tui_pilot import browser, own_library

from quotebrowser.tui.actions import ACTIONS
from quotebrowser.tui.base.base_page import Page

_LEAVE = {"quit", "leave", "suspend", "editor", "open_source"}
KEYS = sorted({key for action in ACTIONS if action.id not in _LEAVE for key in action.keys} | set("abq xyz1"))
SIZES = (
    (200, 50),
    (160, 20),
    (100, 6),
    (99, 19),
    (80, 24),
    (40, 12),
    (20, 6),
    (19, 5),
    (12, 30),
    (3, 3),
    (1, 1),
)


async def test_no_sequence_of_keys_makes_it_fail() -> None:
    chance = random.Random(1)
    async with browser(chance.choice(SIZES[:6])) as driven:
        for step in range(60):
            key = chance.choice(KEYS)
            on_first = len(driven.app.screen_stack) == 1
            if key == "q" and on_first:
                continue
            await driven.pilot.press(key)
            if step % 12 == 0:
                await driven.pilot.resize_terminal(*chance.choice(SIZES))
            if step % 9 == 0:
                await driven.settle()
        await driven.settle()
        assert not driven.app._exit
        page = next(screen for screen in driven.app.screen_stack if isinstance(screen, Page))
        assert "The program failed" not in driven.text
        assert page.is_mounted


SCREENS = (
    (),
    ("enter", "enter"),
    ("enter", "c"),
    ("enter", "c", "v"),
    ("enter", "Y"),
    ("enter", "?"),
    ("enter", "f"),
)


async def test_every_screen_lives_at_every_size() -> None:
    async with browser((80, 24)) as driven:
        for keys in SCREENS:
            await driven.press(*["escape"] * (len(driven.app.screen_stack) - 1), "slash")
            await driven.fill("very badly")
            await driven.press(*keys)
            for width, height in (*SIZES, SIZES[0]):
                await driven.resize(width, height)
                lines = driven.lines
                assert len(lines) <= height + 1
                if (width < 20 or height < 6) and width >= 12 and isinstance(driven.app.screen, Page):
                    assert "terminal" in driven.text
            await driven.settle()
            assert "The program failed" not in driven.text


async def test_a_tiny_terminal_is_told_so_and_nothing_else() -> None:
    async with browser((19, 24)) as driven:
        assert driven.text.split() == ["terminal", "too", "small"]
        await driven.resize(80, 24)
        assert "quotebrowser" in driven.text
        await driven.resize(80, 5)
        assert driven.text.split() == ["terminal", "too", "small"]


async def test_what_had_the_focus_has_it_again_when_there_is_room_for_it(tmp_path: Path) -> None:
    async with browser((80, 24), library=own_library(tmp_path / "own")) as driven:
        for keys in (["e", "tab"], ["f"], ["ctrl+p"], ["W"], ["Y"], ["V"], ["z"], ["slash"]):
            if keys != ["e", "tab"]:
                await driven.press(*["escape"] * (len(driven.app.screen_stack) - 1))
            else:
                await driven.press("enter")
            await driven.press(*keys)
            before = driven.app.focused
            assert before is not None
            await driven.resize(19, 5)
            await driven.press("f4")
            await driven.resize(80, 24)
            assert driven.app.focused is before, keys


async def test_below_twenty_lines_there_is_no_preview() -> None:
    async with browser((80, 19)) as driven:
        assert "preview" not in driven.text
        await driven.resize(80, 20)
        assert "preview" in driven.text


async def test_panes_stand_beside_the_list_where_there_is_room() -> None:
    async with browser((99, 30)) as driven:
        assert "SPEAKER " not in driven.text
        await driven.resize(100, 30)
        assert "SPEAKER " in driven.text
        assert "│" in driven.text
        await driven.resize(160, 30)
        assert driven.text.count("│") > 30
