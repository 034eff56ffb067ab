"""What others in a newsroom write while somebody reads and types: shown soon, and asked for once."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Found, Library
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.finding import search_quotes
from quotebrowser.tui import beside_news
from quotebrowser.tui.messages import NewsroomTold


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
