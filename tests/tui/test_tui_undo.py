"""Nothing is lost by a key: changes are undone and redone, and leaving asks where something would be."""

import random
from pathlib import Path
from typing import Final

from all_rows import rows
from textual import events
from tui_pilot import browser, own_library

from quotebrowser.library import Library, mark_quote
from quotebrowser.library.changing import correct_facts, undo_changes
from quotebrowser.library.showing import quote_views
from quotebrowser.settings import Settings
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.search_box import SearchBox

_MOVES: Final = [
    tuple(keys.split())
    for keys in (
        "m", "j m", "U", "U", "U U", "ctrl+r", "ctrl+r ctrl+r", "c P", "c j P", "c U", "enter m", "enter U",
        "e x enter", "e tab 2 0 2 4 enter", "e tab tab x enter", "e tab tab x f2", "e f3", "e f4 enter",
        "space j space e y ctrl+s", "enter n", "e tab tab f4 enter", "e x", "d", "s", "G", "g",
    )
]  # fmt: skip
"""What a user may do, as keys."""


def own(tmp_path: Path, **settings: bool) -> Library:
    return own_library(tmp_path / "own", Settings(marks="unicode", **settings))  # type: ignore[arg-type]


async def test_changes_are_undone_and_redone_with_what_was_undone(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter")
        uid = driven.app.screen.target().quote  # type: ignore[attr-defined]
        outlet = quote_views.quote(library, uid).article.facts.outlet
        await driven.press("m", "e")
        row, text = driven.app.cursor_position.y, driven.text.splitlines()
        assert "outlet" in text[row]
        await driven.fill("Typo Gazette")
        await driven.press("enter")
        assert "Kept: outlet Typo Gazette (U undoes it)" in driven.text
        await driven.press("U")
        assert "Undone: outlet of 1 article back to" in driven.text
        assert quote_views.quote(library, uid).article.facts.outlet == outlet
        await driven.press("U")
        assert "Undone: bookmark of 1 quote is gone" in driven.text
        assert not mark_quote.marked(library)
        await driven.press("enter", "ctrl+r")
        assert "Redone: bookmark of 1 quote set" in driven.text
        await driven.press("c", "ctrl+r")
        assert "Redone: outlet of 1 article set to 'Typo Gazette'" in driven.text
        assert "Typo Gazette" in driven.text
        await driven.press("ctrl+r")
        assert "There is nothing to redo" in driven.text


async def test_the_keys_of_a_preset_work_and_are_the_ones_named(tmp_path: Path) -> None:
    library = own_library(tmp_path / "own", Settings(marks="unicode", preset="emacs"))
    async with browser((120, 40), library=library) as driven:
        assert "M-x commands" in driven.text
        await driven.press("ctrl+n")
        driven.app.post_message(events.Key("alt+x", "x"))
        await driven.settle()
        assert "type to narrow" in driven.text
        await driven.press("escape", "ctrl+g")
        assert driven.app.screen.query_one("#box", SearchBox).value == ""
        await driven.press("m", "ctrl+underscore")
        assert "Undone: bookmark of 1 quote is gone" in driven.text


async def test_what_another_program_changed_since_is_said_and_stays(tmp_path: Path) -> None:
    library = own(tmp_path)
    article = library.store.articles.ids()[0]
    other = Library.open(tmp_path / "own")
    async with browser(library=library) as driven:
        library.opened = 0
        await driven.press("enter")
        for outlet in ("One", "Two", "Three"):
            correct_facts.set_values(library, (), {"outlet": outlet}, articles=[article])
        await driven.pilot.press("U", "U", "U")  # faster than one of them is done
        await driven.settle()
        assert library.store.corrections.all().facts == ()
        correct_facts.set_values(library, (), {"outlet": "Mine"}, articles=[article])
        correct_facts.set_values(other, (), {"outlet": "Theirs"}, articles=[article])
        await driven.press("U")
        assert "cannot be undone, as some of it was changed since" in " ".join(driven.text.split())
    other.close()
    reopened = Library.open(tmp_path / "own")
    assert reopened.store.listing.outlets()[-1].value == "Theirs"
    reopened.close()


async def test_an_article_that_is_taken_out_while_it_is_read_does_not_end_the_browser(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser(library=library) as driven:
        await driven.press("enter", "enter", "U")
        assert "The last change was: 5 articles added. Press U again to take them out" in driven.text
        assert not library.is_empty
        await driven.press("U")
        assert "taken out" in driven.text or "There is no" in driven.text
        assert library.is_empty
        await driven.press("q")
        assert isinstance(driven.app.screen, SearchPage)
        await driven.press("ctrl+r")
        assert not library.is_empty


async def test_a_line_of_the_form_goes_back_to_what_the_article_says(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter")
        uid = driven.app.screen.target().quote  # type: ignore[attr-defined]
        before = quote_views.quote(library, uid)
        for keys in (["e"], ["e", "tab", "tab"]):
            await driven.press(*keys)
            await driven.fill("Typo")
            await driven.press("enter")
        assert quote_views.quote(library, uid).row.speaker == "Typo"
        await driven.press("e", "f4", "tab", "tab", "f4")
        assert f"speaker: {before.row.speaker}, as the article has it" in driven.text
        await driven.press("enter")
        assert "Kept: outlet as printed, speaker as printed" in driven.text
        after = quote_views.quote(library, uid)
        assert (after.row.speaker, after.article.facts) == (before.row.speaker, before.article.facts)
        assert library.store.corrections.all().facts == ()


async def test_quitting_asks_while_quotes_are_marked(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "space", "q")
        assert "1 quote is marked. Press Q again to quit" in driven.text
        await driven.press("down", "q")
        assert driven.app.is_running
        await driven.press("ctrl+q")
        assert not driven.app.is_running


async def test_a_correction_that_is_not_saved_is_not_dropped_by_one_key(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "e")
        await driven.fill("Typo")
        await driven.press("ctrl+q", "escape")
        assert "The correction is not saved. Press esc again to drop it" in driven.text
        await driven.type("x")
        await driven.press("escape")
        assert not isinstance(driven.app.screen, SearchPage)
        await driven.press("escape")
        assert isinstance(driven.app.screen, SearchPage)
        assert "Typo" not in driven.text


async def test_a_setting_lets_go_without_asking_but_an_empty_list_never_leads_out(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path, confirm_quit=False)) as driven:
        await driven.press("enter", "space", "e")
        await driven.fill("Typo")
        await driven.press("escape", "slash")
        assert isinstance(driven.app.screen, SearchPage)
        await driven.fill("zzzzxq")
        await driven.press("enter", "tab", "enter")
        assert "Nothing is listed; esc shows all quotes" in driven.text
        await driven.press("q")
        page = driven.app.screen
        assert isinstance(page, SearchPage)
        assert page.panes.quotes.rows
        await driven.press("q")
        assert not driven.app.is_running


async def test_after_a_walk_all_can_be_undone(tmp_path: Path) -> None:
    """One short walk; `benchmarks/walks.py` takes long ones."""
    library, chance = own(tmp_path), random.Random(0)
    before, entries = rows(library), undo_changes.listed(library)
    made = 0
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter")
        for _ in range(10):
            for key in (*chance.choice(_MOVES), *["escape"] * chance.randint(0, 2)):
                if key != "escape" or len(driven.app.screen_stack) > 1:
                    await driven.pilot.press(key)
            await driven.settle()
            made = max(made, len(undo_changes.listed(library)))
        assert driven.app.is_running
        assert made > len(entries)
        while undo_changes.redo(library) is not None:
            pass
        while len(undo_changes.listed(library)) > len(entries):
            assert undo_changes.undo(library) is not None
        assert (rows(library), undo_changes.listed(library)) == (before, entries)
