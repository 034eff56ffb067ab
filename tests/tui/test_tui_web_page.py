"""The browser on a web page: what belongs to the machine it runs on is neither offered nor done."""

import re
from pathlib import Path
from typing import Final

import pytest
from test_tui_copying import listen, sent
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.copying import cite_quotes
from quotebrowser.settings import Settings
from quotebrowser.tui import actions, base
from quotebrowser.tui.actions import CHANGING, SHARING
from quotebrowser.tui.base.session import LOCAL
from quotebrowser.tui.popups.export_popup import ExportPopup

_REFUSED: Final = "only where quotebrowser runs"
_SHOWING: Final = """
help palette search next_pane previous_pane redraw leave accept leave_box past history down up first last
half_down half_up page_down page_up read compare cite next_differing previous_differing filters
clear_filters differing sort reverse mark mark_all bookmarks speaker draft scroll_down scroll_up
toggle_preview zoom clear quit choose leave_facets next_quote previous_quote find turn_page
next_difference previous_difference jump next_witness previous_witness base punctuation dots view
next_page previous_page order exclude reprints between article record number next_style previous_style
next_form previous_form next_flavour previous_flavour shorten_end lengthen_end shorten_start
lengthen_start show_differences close_article back save merge split as_printed next_field previous_field
save_note cancel pick give_up yes no other yes_site no_site other_site put_off doubts copy_export
next_format previous_format export_notes export_which open_listed counts dates outlet share
"""
"""Show what the library holds, or belong to a form that only one of `CHANGING` opens."""
_TO_THE_PAGE: Final = frozenset({
    "copy", "copy_now", "copy_link", "copy_selection", "table", "open_source", "export",
})  # fmt: skip
"""Reach the clipboard and the windows of the web browser that shows the page."""


def shown_library(directory: Path) -> Library:
    own_library(directory).close()
    return Library.open_for_reading(directory, Settings(marks="unicode"))


def test_of_every_action_it_is_decided_what_it_may_do_on_a_web_page() -> None:
    decided = CHANGING | LOCAL | {*_SHOWING.split()} | _TO_THE_PAGE
    undecided = {action.id for action in actions.ACTIONS} - decided
    assert not undecided, "does it use the machine (LOCAL), or show what the library has?"


async def seen(driven: Driven, *keys: str) -> str:
    await driven.press(*keys)
    return " ".join(driven.text.split())


async def test_what_changes_the_library_or_uses_the_machine_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with browser(library=shown_library(tmp_path / "library"), web=True) as driven:
        await driven.press("enter")
        for key in ("m", "i", "#", "e", "U", "ctrl+r", "V"):
            assert "for reading only" in await seen(driven, key), key
            driven.app.screen.hush()  # type: ignore[attr-defined]
        for key in ("A", "E", "L", "W", "ctrl+z"):
            assert _REFUSED in await seen(driven, key), key
            driven.app.screen.hush()  # type: ignore[attr-defined]
        assert "save this search" not in await seen(driven, "S")
        await driven.press("escape", "Y", "s")
        await driven.press("escape")
        assert _REFUSED in " ".join(driven.text.split())
        assert not (tmp_path / "config.toml").exists()
        assert "$EDITOR" not in await seen(driven, "question_mark", *"editor")


async def test_where_changes_are_allowed_the_machine_stays_out_of_reach(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library", Settings(marks="unicode"))
    async with browser(library=library, web=True) as driven:
        await driven.press("enter")
        assert "Bookmarked" in await seen(driven, "m")
        assert "$EDITOR" not in await seen(driven, "i", "x")
        assert _REFUSED in await seen(driven, "f2", "escape", "escape")
        assert _REFUSED in await seen(driven, "E")
        assert driven.app.session.refused == LOCAL | SHARING


def test_one_method_decides_whose_clipboard_is_meant() -> None:
    root = Path(base.__file__).parents[1]
    sources = {path.name: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    copying = {name for name, source in sources.items() if re.search(r"(quotes|clipboard)\.copy\(", source)}
    assert copying == {"session.py"}


async def test_a_copy_goes_to_the_page_and_is_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    # A command of the owner's would copy to the owner's own clipboard.
    async with browser(settings=Settings(marks="unicode", clipboard_command=("false",)), web=True) as driven:
        codes = listen(driven)
        said = await seen(driven, "enter", "y")
        target = driven.app.screen.target()  # type: ignore[attr-defined]
        assert sent(codes) == [cite_quotes.cite(driven.app.session.library, target.quote).text]
        assert cite_quotes.last() is None
        assert "Sent, not confirmed: the page says whether your web browser copied it" in said


def _files(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


async def test_an_export_goes_to_the_page_and_names_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with browser(settings=Settings(marks="unicode"), web=True) as driven:
        codes = listen(driven)
        said = await seen(driven, "enter", "X")
        assert "Export" in said
        assert "clipboard of the computer that shows this page" in said
        for word in ("Writes", "file", str(tmp_path)):
            assert word not in said
        popup = driven.app.screen
        await driven.press("down", "enter", "tab")
        assert driven.app.screen is popup
        await driven.press("escape")
        assert _REFUSED in driven.text
        await driven.press("X")
        assert "copy_export" not in driven.app.session.refused
        await driven.press("ctrl+y")
        assert "the page says whether your web browser copied it" in " ".join(driven.text.split())
        (text,) = sent(codes)
        assert text.count("\n") > 5
        assert not _files(tmp_path)


async def test_whoever_asks_for_a_file_on_a_web_page_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with browser(settings=Settings(marks="unicode"), web=True) as driven:
        codes = listen(driven)
        await driven.press("enter", "X")
        popup = driven.app.screen
        assert isinstance(popup, ExportPopup)
        popup._run(tmp_path / "taken.csv")
        await driven.settle()
        assert len(sent(codes)) == 1
        assert not _files(tmp_path)
