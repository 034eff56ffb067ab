"""The browser on a library that somebody else made: what is sound is listed, what is damaged is named."""

import sqlite3
from pathlib import Path

import crafted_library as crafted
import pytest
from test_tui_hostile import harmless
from tui_pilot import browser

from quotebrowser.library import Library
from quotebrowser.settings import Settings

WALK = ("enter", "escape", "e", "escape", "c", "escape", "E", "o", "y", "*", "slash")
"""Keys that read, compare, correct, cite, open, copy and bookmark."""


@pytest.mark.parametrize(
    "name",
    [
        "text that is no UTF-8",
        "spans beyond the text",
        "quotes of another kind",
        "brackets within brackets",
        "passages of no quote",
        "speakers that act on the terminal",
        "words that act on the terminal",
        "corrections of bytes",
    ],
)
async def test_it_opens_lists_and_names_what_is_damaged(
    name: str, own_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    with crafted.outside(tmp_path) as victim:
        crafted.alter(own_seeds, crafted.ROWS[name].replace("{victim}", str(victim)))
        library = Library.open(own_seeds, settings=Settings(marks="unicode"))
        async with browser((120, 30), library=library) as driven:
            harmless(driven)
            assert "quote" in driven.text
            for key in WALK:
                await driven.press(key)
                harmless(driven)
            await driven.fill("army")
            harmless(driven)
            assert driven.app.fault is None


async def test_a_damaged_row_that_is_left_out_is_named(own_seeds: Path) -> None:
    crafted.alter(own_seeds, crafted.ROWS["quotes of another kind"])
    library = Library.open(own_seeds, settings=Settings(marks="unicode"))
    async with browser((120, 30), library=library) as driven:
        assert "in the library is damaged; it was left out" in driven.text


@pytest.mark.parametrize("table", ["annotation", "saved_search", "past_search", "mark"])
async def test_a_key_that_meets_damage_says_so(table: str, own_seeds: Path) -> None:
    library = Library.open(own_seeds, settings=Settings(marks="unicode"))
    async with browser((120, 30), library=library) as driven:
        await driven.press("enter")
        other = sqlite3.connect(own_seeds / "library.db")
        other.execute(f"DROP TABLE {table}")
        other.close()
        said = []
        for key in ("i", "escape", "#", "escape", "S", "escape", "H", "escape", "ctrl+r", "m", "'"):
            await driven.press(key)
            said.append(driven.text)
        assert any(f"no such table: {table}" in " ".join(text.split()) for text in said), said[-1]
        assert driven.app.fault is None
