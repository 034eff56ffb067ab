"""Correcting outlet, date and speaker: kept, and only what was changed."""

from pathlib import Path

from tui_pilot import browser, own_library

from quotebrowser.library import Library, reading
from quotebrowser.model import Provenance
from quotebrowser.settings import Settings


def own(tmp_path: Path) -> Library:
    return own_library(tmp_path / "own", Settings(marks="unicode"))


async def test_what_is_typed_is_kept_as_the_users_word(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter")
        uid = driven.app.screen.target()  # type: ignore[attr-defined]
        await driven.press("e")
        assert "Correct" in driven.text
        await driven.fill("The Example")
        await driven.press("tab")
        await driven.fill("2025-01-10")
        await driven.press("enter")
        assert "Kept: outlet The Example, date 2025-01-10" in driven.text
        assert "The Example" in driven.text
        assert "10 Jan 2025" in driven.text
        facts = reading.quote(library, uid).article.facts
        assert facts.outlet is not None
        assert facts.outlet.provenance is Provenance.USER
        speaker = reading.quote(library, uid).row.speaker
        await driven.press("e")
        assert "your word" in driven.text
        await driven.press("down", "down", "up", "shift+tab", "escape")
        assert reading.quote(library, uid).row.speaker == speaker


async def test_a_speaker_is_corrected(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser(library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter", "e", "tab", "tab")
        uid = reading.quote(library, driven.app.screen._uids[0]).quote.uid  # type: ignore[attr-defined]
        await driven.fill("Jane Roe")
        await driven.press("ctrl+s")
        assert reading.quote(library, uid).row.speaker == "Jane Roe"


async def test_a_date_that_is_none_is_refused_where_it_was_typed(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "e", "tab")
        await driven.fill("last week")
        await driven.press("enter")
        assert "last week is not a date" in driven.text
        await driven.press("escape")
        assert "Correct" not in driven.text


async def test_saving_nothing_changes_nothing(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "e", "enter")
        assert "Kept" not in driven.text


async def test_editing_is_reached_from_the_citation(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "Y", "e")
        assert "Correct" in driven.text
