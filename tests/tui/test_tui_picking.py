"""A quote chosen for the shell: which one is taken, and how one leaves without."""

import pytest
from tui_pilot import browser

from quotebrowser.tui.widgets.search_box import SearchBox

TAKEN = [
    # keys, the last of which ends it, and words of the quote that is taken
    (("enter",), "all the networks"),
    (("down", "enter"), "something to be proud of"),
    (("tab", "j", "enter"), "something to be proud of"),
    (("tab", "c", "q", "enter"), "all the networks"),
]


@pytest.mark.parametrize(("keys", "words"), TAKEN, ids=[" ".join(row[0]) for row in TAKEN])
async def test_the_quote_under_the_cursor_is_taken(keys: tuple[str, ...], words: str) -> None:
    async with browser(query="speaker:esbati", picks=True) as driven:
        await driven.press(*keys)
        assert driven.app.picked is not None
        assert words in driven.app.picked.text
        assert not driven.app.is_running


async def test_what_is_taken_is_what_the_keys_before_led_to_however_fast_they_came() -> None:
    async with browser(picks=True) as driven:
        driven.app.screen.query_one(SearchBox).fill("radars")
        driven.app.simulate_key("enter")
        await driven.settle()
        assert driven.app.picked is not None
        assert "radars" in driven.app.picked.text
    async with browser(query="speaker:esbati", picks=True) as driven:
        for key in ("down", "enter"):
            driven.app.simulate_key(key)
        await driven.settle()
        assert driven.app.picked is not None
        assert "something to be proud of" in driven.app.picked.text


@pytest.mark.parametrize("keys", ["escape", "ctrl+c", "tab escape", "tab q"])
async def test_leaving_takes_nothing(keys: str) -> None:
    async with browser(query="speaker:esbati", picks=True) as driven:
        await driven.press(*keys.split())
        assert driven.app.picked is None
        assert not driven.app.is_running


async def test_where_nothing_is_found_enter_takes_the_suggestion_and_then_the_quote() -> None:
    async with browser(query="defaeted", picks=True) as driven:
        assert "show all quotes" not in driven.text
        await driven.press("enter")
        assert driven.app.picked is None
        await driven.press("enter")
        assert driven.app.picked is not None
        assert "defeated" in driven.app.picked.text
    async with browser(query="zyzzyva", picks=True) as driven:
        await driven.press("enter")
        assert "Nothing is listed; esc ends without a choice" in driven.text
