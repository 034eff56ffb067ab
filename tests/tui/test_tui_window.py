"""The list of an answer of many hundred rows: every one is reached, and few are made."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from library_corpus import library_of
from tui_pilot import Driven, browser

from quotebrowser.library import Library, Row
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.model import Level
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.keys import marking_keys
from quotebrowser.tui.screens.listing import reach
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.row_window import PAGE, RowWindow


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of more than 500 rows, indexed."""
    library = library_of(tmp_path_factory.mktemp("window") / "library", 420)
    level.catch_up(library)
    library.close()
    return library.directory


@pytest.fixture
def library(directory: Path) -> Iterator[Library]:
    opened = Library.open(directory)
    yield opened
    opened.close()


def page(driven: Driven) -> SearchPage:
    found = driven.app.screen
    assert isinstance(found, SearchPage)
    return found


def quotes(driven: Driven) -> RowList:
    return page(driven).panes.quotes


async def all_reached(driven: Driven) -> RowWindow:
    """Wait for the rest of the list, as somebody who does not type."""
    for _ in range(500):
        if isinstance(quotes(driven).rows, RowWindow):
            break
        await asyncio.sleep(0.02)
    await driven.settle()
    found = quotes(driven).rows
    assert isinstance(found, RowWindow)
    return found


def said(rows: Iterable[Row]) -> list[str]:
    """What rows are of; which quote stands for it depends on how many are looked at."""
    return [row.utterance or row.uid for row in rows]


def whole(library: Library, query: str, order: Order) -> list[str]:
    """What all rows of an answer are of."""
    sort, reverse = order
    return said(
        search_quotes.search(library, query, limit=9999, sort=sort, reverse=reverse, as_typed=True).rows
    )


async def test_the_ends_and_the_pages_between_are_reached_by_keys(library: Library) -> None:
    async with browser((80, 24), library=library) as driven:
        listed = quotes(driven)
        assert "1 of over" in driven.lines[1]
        assert all("1 of over" in text for text in driven.lines if "preview" in text)
        page(driven).search_again()
        await driven.press("enter", "G")  # before the rest of the list was asked for, and while another is
        window = await all_reached(driven)
        assert listed.cursor == len(window) - 1, "who went to the end goes to that of all rows"
        count, seen = len(window), listed.rows_seen()
        assert count > 500
        assert said(window) == whole(library, "", Order())
        assert len(window._pages) <= 25, "those looked at longest ago are forgotten"
        for key, cursor in (
            ("g", 0), ("end", count - 1), ("pageup", count - 1 - seen), ("pageup", count - 1 - 2 * seen),
            ("home", 0), ("pagedown", seen), ("G", count - 1), ("j", count - 1), ("k", count - 2),
        ):  # fmt: skip
            await driven.press(key)
            assert listed.cursor == cursor, key
            assert f"{cursor + 1:,} of {count:,}" in driven.lines[1]
            assert "newest first" in driven.lines[1]
            row = window.seen(cursor)
            assert row is not None
            assert page(driven).target() == row.pointer
            assert row.text[:20] in driven.text


async def test_rows_are_drawn_before_they_are_there_and_what_acts_on_one_has_it(
    library: Library,
) -> None:
    async with browser((80, 24), library=library) as driven:
        window = await all_reached(driven)
        listed = quotes(driven)
        await driven.press("enter")
        listed.scroll_to(y=PAGE * 2 * 5, animate=False)
        assert window.seen(PAGE * 5) is None
        assert listed.line_at(PAGE * 2 * 5)[-1].text == "…"
        await driven.settle()
        assert window.seen(PAGE * 5) is not None, "the wheel has rows fetched too"
        listed.go(PAGE * 8)
        assert not window.has(PAGE * 8)
        assert listed.row is not None
        assert said([listed.row]) == whole(library, "", Order())[PAGE * 8 :][:1]


async def test_the_order_is_turned_round_and_the_cursor_keeps_its_quote(
    library: Library,
) -> None:
    async with browser((120, 40), library=library) as driven:
        await driven.fill("the")
        await all_reached(driven)
        await driven.press("enter", *["pagedown"] * 3)
        kept = page(driven).target()
        assert kept is not None
        for key, order, first in (
            ("r", Order(reverse=True), "worst first"), ("s", Order("date"), "newest first"),
            ("r", Order("date", reverse=True), "oldest first"), ("s", Order("outlet"), "from A"),
        ):  # fmt: skip
            line = quotes(driven).here - quotes(driven).scroll_offset.y
            await driven.press(key)
            window = await all_reached(driven)
            assert first in driven.lines[1]
            listed = whole(library, "the", order)
            at = quotes(driven).cursor
            assert len(window) == len(listed)
            row = window[at]
            assert kept.quote == row.uid or (kept.utterance and kept.utterance == row.utterance)
            assert said(window[at : at + 5]) == listed[at : at + 5]
            if 40 < at < len(window) - 40:
                moved = quotes(driven).here - quotes(driven).scroll_offset.y - line
                assert abs(moved) <= quotes(driven).high, "a notice takes a line"


async def test_what_differs_is_sought_in_all_rows_and_marks_are_of_all(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser((80, 24), library=library) as driven:
        window = await all_reached(driven)
        await driven.press("enter", "G", "N")
        last = quotes(driven).cursor
        assert window[last].level > Level.NONE
        assert all(window[n].level is Level.NONE for n in range(last + 1, len(window) - 1))
        await driven.press("space", "g", "space")
        assert page(driven).targets() == (window[0].pointer, window[last].pointer), "in the list's order"
        await driven.press("*")
        assert f"{len(window)} marked" in driven.text
        assert page(driven).targets() == tuple(row.pointer for row in window)
        await driven.press("*")
        assert "No quotes are marked" in driven.text
        monkeypatch.setattr(marking_keys, "_MOST_MARKED", 500)
        await driven.press("*")
        assert "No more than 500 quotes can be marked at once" in driven.text


async def test_while_the_library_changes_the_list_follows_and_the_cursor_keeps_its_quote(
    tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(tmp_path / "library", 120)
    level.catch_up(library)
    monkeypatch.setattr(reach, "_REST_AFTER", 0.01)
    async with browser((80, 24), library=library) as driven:
        before = await all_reached(driven)
        await driven.press("enter", *["pagedown"] * 7)
        kept, first = page(driven).target(), before[0]
        assert kept is not None
        library.store.articles.remove(first.article)
        await driven.press("G")
        await driven.press("g")
        after = await all_reached(driven)
        assert len(after) < len(before)
        assert after[0].article != first.article
        assert first.article not in {row.article for row in after}


async def asked_again(driven: Driven, *, reaching: bool) -> None:
    """The list once more, after which all of its rows can be reached or not."""
    before = quotes(driven).rows
    page(driven).search_again()
    await driven.settle()
    if reaching:
        while quotes(driven).rows is before:  # noqa: ASYNC110 - the browser lists others
            await asyncio.sleep(0.02)
        await all_reached(driven)
        return
    await asyncio.sleep(reach._REST_AFTER + 0.2)
    await driven.settle()
    assert not isinstance(quotes(driven).rows, RowWindow)
    assert "1 of over" in driven.lines[1]


async def test_where_others_write_all_rows_of_many_are_asked_for_when_somebody_goes_to_the_list(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "_MANY", 100)
    async with browser((80, 24), library=library) as driven:
        await all_reached(driven)  # in a library of one's own
        monkeypatch.setattr(library, "following", True)
        page(driven).reach._quick_until = 0
        await asked_again(driven, reaching=True)  # in a small one of many
        monkeypatch.setattr(reach, "_LARGE", 100)
        page(driven).reach._quick_until = 0
        await asked_again(driven, reaching=False)
        await driven.press("enter")
        await all_reached(driven)
        await driven.press("/")
        await asked_again(driven, reaching=True)  # for it was quick


async def test_all_rows_of_an_answer_that_took_long_are_asked_for_when_somebody_goes_to_the_list(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser((80, 24), library=library) as driven:
        await all_reached(driven)
        monkeypatch.setattr(reach, "_SLOW", 0.0)
        await asked_again(driven, reaching=True)  # which is how it is known to take long
        monkeypatch.setattr(reach, "_SLOW", 60.0)
        await asked_again(driven, reaching=False)
        await driven.press("enter")
        await all_reached(driven)
        assert "over" not in driven.lines[1]
        await driven.press("/")
        await asked_again(driven, reaching=True)  # for it was quick this time
