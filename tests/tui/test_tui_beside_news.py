"""What others in a newsroom write while somebody reads and types: shown soon, and asked for once."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_corpus import library_of
from tui_pilot import Driven, browser, own_library

from quotebrowser.errors import LibraryError
from quotebrowser.library import Found, Library
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.upkeep import level
from quotebrowser.tui import beside_news
from quotebrowser.tui.messages import NewsroomTold
from quotebrowser.tui.paint.search_text import Order
from quotebrowser.tui.screens.listing import held_counts, questions
from quotebrowser.tui.screens.listing.questions import Answers
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.row_window import RowWindow


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that were asked."""
    made: list[str] = []
    search: Callable[..., Found] = search_quotes.search

    def noting(library: Library, query: str, **named: Any) -> Found:
        made.append(query)
        return search(library, query, **named)

    monkeypatch.setattr(search_quotes, "search", noting)
    return made


def written_by_another(directory: Path, outlet: str) -> None:
    """As the thread that listens finds it in the copy."""
    other = Library.open(directory)
    correct_facts.set_values(other, other.store.quotes.uids()[:40], {"outlet": outlet})
    other.close()


async def told(driven: Driven, times: int = 1) -> None:
    """What the thread that listens tells, and the pages showing it."""
    for _ in range(times):
        driven.app.session.post(NewsroomTold())
    await driven.settle()
    await asyncio.sleep(beside_news._GATHERED + 0.1)
    await driven.settle()


async def test_however_much_others_write_at_once_is_asked_for_once(tmp_path: Path, asked: list[str]) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press(*"blow", "enter")
        asked.clear()
        written_by_another(tmp_path / "own", "Harbour Herald")
        await told(driven, times=20)
        assert asked == ["blow"]
        assert "Harbour Herald" in driven.text


async def test_what_a_key_has_asked_since_is_not_asked_again(tmp_path: Path, asked: list[str]) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        driven.app.session.library.following = True
        await driven.press(*"blo")
        written_by_another(tmp_path / "own", "Harbour Herald")
        asked.clear()
        await driven.press("w")
        assert "Harbour Herald" in driven.text
        await told(driven)
        assert asked == ["blow"]


async def test_where_nobody_types_the_next_news_are_shown_too(tmp_path: Path, asked: list[str]) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press(*"blow", "enter")
        asked.clear()
        for outlet in ("Harbour Herald", "Quay Courier"):
            written_by_another(tmp_path / "own", outlet)
            await told(driven)
            assert outlet in driven.text
        assert asked == ["blow", "blow"]


def stored_by_another(directory: Path, title: str) -> None:
    """As it is in the copy before the index of this machine has it."""
    other = Library.open(directory)
    with other.journal.noted():
        other.store.corrections.set_fact(other.store.articles.ids()[0], "title", title)
    other.close()


async def test_no_key_takes_in_what_is_about_to_be_and_its_answer_says_what_it_lacks(tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        library = driven.app.session.library
        await driven.press(*"blo")
        stored_by_another(tmp_path / "own", "Harbour plans")
        library.news_due = True
        await driven.press("w")
        assert level.behind(library)
        assert "cannot be searched yet" in driven.text
        await told(driven)
        while library.news_due:  # noqa: ASYNC110 - a thread takes it in
            await asyncio.sleep(0.01)
        await driven.settle()
        assert not level.behind(library)
        assert "cannot be searched yet" not in driven.text
        stored_by_another(tmp_path / "own", "Quay plans")
        await driven.press("backspace")
        assert not level.behind(library), "nobody else is about to"


async def test_news_are_indexed_when_nobody_types_or_at_last_although_somebody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        library, searching = driven.app.session.library, page(driven).searching
        for longest, is_indexed in ((SLOWLY, False), (0.0, True)):
            monkeypatch.setattr(beside_news, "_LONGEST", longest)
            searching.typed_at = time.monotonic() + SLOWLY
            stored_by_another(tmp_path / "own", f"Plans {longest}")
            await told(driven)
            assert (not level.behind(library)) is is_indexed
            searching.typed_at = 0.0
            driven.app._beside._gathered()
            await driven.settle()
            assert not level.behind(library)


async def test_news_that_come_while_the_program_ends_change_nothing(tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press(*"blow")
    assert not driven.app.screen_stack
    driven.app._beside.hear(NewsroomTold())
    driven.app._beside._gathering_since = -SLOWLY
    driven.app._beside._gathered()


async def test_where_the_index_cannot_take_news_in_they_are_shown_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press(*"blow", "enter")

        def refused(_library: Library, **_named: Any) -> None:
            raise LibraryError("The index cannot be written: no space left on the disk")

        written_by_another(tmp_path / "own", "Harbour Herald")
        monkeypatch.setattr(sources, "follow", refused)
        await told(driven)
        assert "Harbour Herald" in driven.text


SLOWLY = 30.0
"""Seconds: as if a large library were asked."""


def page(driven: Driven) -> SearchPage:
    found = driven.app.screen
    assert isinstance(found, SearchPage)
    return found


async def test_where_an_answer_takes_long_what_is_seen_is_renewed_and_nothing_else_asked(
    tmp_path: Path, asked: list[str]
) -> None:
    library = library_of(tmp_path / "own", 420)
    level.catch_up(library)
    async with browser(library=library) as driven:
        await driven.complete()
        listed = page(driven).panes.quotes
        window = listed.rows
        assert isinstance(window, RowWindow)
        page(driven).searching._again_at += SLOWLY
        asked.clear()
        for outlet in ("Harbour Herald", "Quay Courier"):
            seen = [window[at].uid for at in range(listed.rows_seen())]
            other = Library.open(tmp_path / "own")
            correct_facts.set_values(other, seen, {"outlet": outlet})
            other.close()
            await told(driven)
            assert listed.rows is window
            assert outlet in driven.text
        assert not asked
        page(driven).searching._again_at = 0.0
        page(driven).searching._due()
        await driven.settle()
        assert asked == [""]
        assert listed.rows is not window


async def test_rows_that_are_seen_are_fetched_again_only_where_they_may_be_others(tmp_path: Path) -> None:
    library = library_of(tmp_path / "own", 420)
    level.catch_up(library)
    async with browser(library=library) as driven:
        await driven.complete()
        window = page(driven).panes.quotes.rows
        assert isinstance(window, RowWindow)
        seen, below = window[0], window[300]
        assert seen.utterance != below.utterance
        other = Library.open(tmp_path / "own")
        correct_facts.set_values(other, [below.uid], {"outlet": "Quay Courier"})
        assert not window.changed(0, 8)
        correct_facts.set_values(other, [seen.uid], {"outlet": "Quay Courier"})
        assert list(window.changed(0, 8)) == [0]
        assert not window.changed(0, 8)
        end = len(window)
        window.put(window.fetched([(end - 1) // 40]))
        assert end % 40, "the last page is not full"
        correct_facts.set_values(other, [below.uid], {"outlet": "Harbour Herald"})
        assert not window.changed(end - 4, end + 4)
        remove_articles.remove(other, [seen.article])
        assert list(window.changed(0, 8)) == [0]
        other.close()


async def test_where_counting_takes_long_the_heading_is_drawn_when_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_counts, "_QUICK", 0.0)
    monkeypatch.setattr(held_counts, "_RESTS", 0)
    library = own_library(tmp_path / "own")
    async with browser(library=library) as driven:
        assert "5 articles" in driven.text
        other = Library.open(tmp_path / "own")
        remove_articles.remove(other, other.store.articles.ids()[:1])
        other.close()
        await told(driven)
        await driven.until("4 articles")
        held = page(driven).watching.held
        assert held.latest() == library.counts()


async def test_where_counting_takes_long_it_is_not_counted_at_each_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_counts, "_QUICK", 0.0)
    monkeypatch.setattr(held_counts, "_RESTS", 1_000_000)
    async with browser(library=own_library(tmp_path / "own")) as driven:
        for _ in range(3):
            other = Library.open(tmp_path / "own")
            remove_articles.remove(other, other.store.articles.ids()[:1])
            other.close()
            await told(driven)
        assert "5 articles" in driven.text
        assert driven.app.session.library.counts().articles == 2


async def test_filters_of_all_quotes_are_counted_after_every_write_but_not_after_all_that_others_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "own")
    answers = Answers(library, {})
    assert "Herald" not in str(answers.first("", Order()).found.facets["outlet"])
    written_by_another(tmp_path / "own", "Harbour Herald")
    assert "Herald" in str(answers.first("", Order()).found.facets["outlet"])
    library.following = True
    monkeypatch.setattr(questions, "_RESTS", 1_000_000)
    answers._count_from = 0.0
    written_by_another(tmp_path / "own", "Quay Courier")
    assert "Courier" in str(answers.first("", Order()).found.facets["outlet"])
    written_by_another(tmp_path / "own", "Pier Post")
    assert "Courier" in str(answers.first("", Order()).found.facets["outlet"])
    library.close()
