"""What another program takes out of the library while it is shown: every key says so, and nothing breaks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.showing import file_views
from quotebrowser.settings import Settings
from quotebrowser.tui.base.base_page import Page
from quotebrowser.tui.screens.compare_page import ComparePage
from quotebrowser.tui.screens.reader_page import ReaderPage
from quotebrowser.tui.screens.search_page import SearchPage

WORDS = "turned off radars"
GONE = "There is no quote"
NO_COMPARISON = "There is nothing to compare"


@asynccontextmanager
async def emptied(
    tmp_path: Path, *keys: str, size: tuple[int, int] = (120, 40), left: int = 0
) -> AsyncIterator[Driven]:
    """The browser at a quote after some keys, when another program has removed all but `left` articles."""
    library = own_library(tmp_path / "own", Settings(marks="unicode"))
    async with browser(size, library=library) as driven:
        await driven.fill(WORDS)
        await driven.press("enter", *keys)
        other = Library.open(tmp_path / "own")
        paths = [listed.article for listed in file_views.articles(other)]
        remove_articles.remove(other, paths[: len(paths) - left])
        other.close()
        yield driven
        assert "The program failed" not in driven.text


async def test_in_the_list_every_key_says_that_the_quote_is_gone_and_the_row_stays_until_it_is_asked_again(
    tmp_path: Path,
) -> None:
    async with emptied(tmp_path, size=(80, 24), left=3) as driven:
        page = driven.app.screen
        assert isinstance(page, SearchPage)
        for key in "yemouE":
            page.hush()
            await driven.press(key)
            assert GONE in driven.text, key
            assert isinstance(driven.app.screen, SearchPage)
            assert len(page.panes.quotes.rows) == 1
        await driven.press("s")
        assert page.panes.quotes.rows == ()
        assert f"No quotes match {WORDS}" in driven.text
        assert "0 quotes" in driven.lines[1]


async def test_a_comparison_of_what_is_gone_is_empty_and_says_why(tmp_path: Path) -> None:
    async with emptied(tmp_path) as driven:
        await driven.press("c")
        assert isinstance(driven.app.screen, ComparePage)
        assert NO_COMPARISON in driven.text
        await driven.pilot.press("n", "b", "v", ".", "=", "s", "x", "P", "C", "r", "down", "]", "1")
        await driven.press("y")
        assert "There is no quote here" in driven.text
        await driven.press("enter", "escape")
        assert isinstance(driven.app.screen, SearchPage)


async def test_an_article_that_is_gone_stays_readable_and_its_keys_say_so(tmp_path: Path) -> None:
    async with emptied(tmp_path, "enter") as driven:
        page = driven.app.screen
        assert isinstance(page, ReaderPage)
        for key in "yemou":
            page.hush()
            await driven.press(key)
            assert GONE in driven.text, key
        await driven.press("c")
        assert NO_COMPARISON in driven.text
        await driven.press("q")
        assert "no quotes" in driven.lines[0]
        await driven.press("q")
        assert isinstance(driven.app.screen, SearchPage)


async def test_a_comparison_that_is_shown_stays_and_its_keys_say_that_the_quote_is_gone(
    tmp_path: Path,
) -> None:
    async with emptied(tmp_path, "c") as driven:
        page = driven.app.screen
        assert isinstance(page, ComparePage)
        versions = driven.lines[2:8]
        for key, said in (("y", GONE), ("e", GONE), ("o", GONE), ("P", GONE), ("b", NO_COMPARISON)):
            page.hush()
            await driven.press(key)
            assert said in driven.text, key
            assert driven.lines[2:8] == versions


async def test_of_a_comparison_one_of_whose_articles_is_gone_the_other_is_shown_when_it_is_asked_again(
    tmp_path: Path,
) -> None:
    async with emptied(tmp_path, "down", "up", left=4) as driven:
        await driven.press("s", "c")
        page = driven.app.screen
        assert isinstance(page, ComparePage)
        assert "1 version" in driven.text
        assert page.seen.witness is not None
        await driven.press("n")
        assert "There are no differences to go to" in driven.text


async def test_the_citation_shown_before_is_still_copied_and_another_style_says_that_the_quote_is_gone(
    tmp_path: Path,
) -> None:
    async with emptied(tmp_path, "Y") as driven:
        await driven.press("j")
        assert GONE in driven.text
        await driven.press("d")
        assert NO_COMPARISON in driven.text


async def test_the_form_stays_open_with_what_was_typed_and_says_what_is_gone(tmp_path: Path) -> None:
    async with emptied(tmp_path, "e", "tab", "tab") as driven:
        await driven.fill("Jane Roe")
        for key, said in (
            ("f2", "No speaker is called"),
            ("f3", "No other name was merged"),
            ("ctrl+s", GONE),
        ):
            await driven.press(key)
            assert said in driven.text
            assert "Jane Roe" in driven.text
            assert not isinstance(driven.app.screen, Page)
        await driven.press("escape", "escape")
        assert isinstance(driven.app.screen, SearchPage)


async def test_where_nothing_is_listed_the_keys_of_a_quote_say_that_there_is_none(tmp_path: Path) -> None:
    library = own_library(tmp_path / "own", Settings(marks="unicode"))
    async with browser(library=library, query="zyzzyva") as driven:
        page = driven.app.screen
        assert isinstance(page, SearchPage)
        page.set_focus(page.panes.quotes)
        for key in "yYcemuoE":
            page.hush()
            await driven.press(key)
            assert "There is no quote here" in driven.text, key
        await driven.press("enter", "space", "G", "*")
        assert isinstance(driven.app.screen, SearchPage)
        assert "No quotes are marked" in driven.text
        await driven.press("n")
        assert "No quote below differs in its words" in driven.text


async def late(page: Screen[Any], gone: asyncio.Event) -> None:
    await gone.wait()
    page.query_one("#nowhere")


async def test_work_that_ends_when_its_page_or_popup_is_left_ends_nothing_else() -> None:
    async with browser((80, 24)) as driven:
        for keys in ("enter", "c", "p", "Y", "e", "V"):
            await driven.press("enter", keys)
            gone = asyncio.Event()
            page: Any = driven.app.screen
            assert len(driven.app.screen_stack) > 1, keys

            page.run_worker(partial(late, page, gone))
            page.run_worker(late(page, gone))
            driven.app.pop_screen()
            gone.set()
            await driven.settle()
            assert driven.app.fault is None
        assert "quotes" in driven.text
