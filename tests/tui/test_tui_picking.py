"""A quote chosen for the shell: which one is taken, and how one leaves without."""

import pytest
from tui_pilot import Driven, browser

from quotebrowser.tui.picking import Picker
from quotebrowser.tui.widgets.search_box import SearchBox

TAKEN = [
    # keys, the last of which ends it, and words of the quote that is taken
    (("enter",), "all the networks"),
    (("down", "enter"), "something to be proud of"),
    (("tab", "j", "enter"), "something to be proud of"),
    (("tab", "c", "q", "enter"), "all the networks"),
]


def picked(driven: Driven) -> str:
    """The words of the quote that was taken; empty if none was."""
    assert isinstance(driven.app, Picker)
    return driven.app.picked.text if driven.app.picked else ""


@pytest.mark.parametrize(("keys", "words"), TAKEN, ids=[" ".join(row[0]) for row in TAKEN])
async def test_the_quote_under_the_cursor_is_taken(keys: tuple[str, ...], words: str) -> None:
    async with browser(query="speaker:esbati", picks=True) as driven:
        await driven.press(*keys)
        assert words in picked(driven)
        assert not driven.app.is_running


async def test_what_is_taken_is_what_the_keys_before_led_to_however_fast_they_came() -> None:
    async with browser(picks=True) as driven:
        driven.app.screen.query_one(SearchBox).fill("radars")
        driven.app.simulate_key("enter")
        await driven.settle()
        assert "radars" in picked(driven)
    async with browser(query="speaker:esbati", picks=True) as driven:
        for key in ("down", "enter"):
            driven.app.simulate_key(key)
        await driven.settle()
        assert "something to be proud of" in picked(driven)


@pytest.mark.parametrize("keys", ["escape", "ctrl+c", "tab escape", "tab q"])
async def test_leaving_takes_nothing(keys: str) -> None:
    async with browser(query="speaker:esbati", picks=True) as driven:
        await driven.press(*keys.split())
        assert not picked(driven)
        assert not driven.app.is_running


async def test_where_nothing_is_found_enter_takes_the_suggestion_and_then_the_quote() -> None:
    async with browser(query="defaeted", picks=True) as driven:
        assert "show all quotes" not in driven.text
        await driven.press("enter")
        assert not picked(driven)
        await driven.press("enter")
        assert "defeated" in picked(driven)
    async with browser(query="zyzzyva", picks=True) as driven:
        await driven.press("enter")
        assert "Nothing is listed; esc ends without a choice" in driven.text
