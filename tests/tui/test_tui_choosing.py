"""Choosing in the list's popups and panes, by key and by mouse: filters, orders, marks, past searches."""

import gc
from functools import partial
from pathlib import Path

import pytest
from textual import events
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import file_views
from quotebrowser.settings import Settings
from quotebrowser.tui.actions import ACTIONS, CHANGING, Place
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.base.popup import Popup
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.choice_list import ChoiceList, Option, narrowed
from quotebrowser.tui.widgets.facet_list import FacetList

OPTIONS = (
    Option((), "LIST"),
    Option(("copy",), "copy+cite", "y", "copy the quote with its citation"),
    Option(("compare",), "compare", "c", "see how each outlet printed it"),
    Option(("cite",), "style…", "Y", "choose a style and form, then copy"),
    Option((), "ARTICLE"),
    Option(("",), "find", "/", "find words in the article"),
)

NARROWED = [
    ("", ["LIST", "copy+cite", "compare", "style…", "ARTICLE", "find"]),
    (" ", ["LIST", "copy+cite", "compare", "style…", "ARTICLE", "find"]),
    ("copy", ["copy+cite", "style…"]),
    ("CHOOSE", ["style…"]),
    ("st", ["style…"]),
    ("c", ["copy+cite", "compare", "style…", "find"]),
    ("quote copy", ["copy+cite"]),
    ("quote compare", []),
    ("list", []),
]


@pytest.mark.parametrize(("typed", "labels"), NARROWED, ids=[row[0] or "nothing" for row in NARROWED])
def test_options_have_all_the_words_and_those_that_begin_so_come_first(typed: str, labels: list[str]) -> None:
    assert [option.label for option in narrowed(OPTIONS, typed)] == labels


def page(driven: Driven) -> SearchPage:
    """The list."""
    found = driven.app.screen
    assert isinstance(found, SearchPage)
    return found


def chooser(driven: Driven) -> ChoiceList:
    """The options of the popup."""
    found = driven.app.screen
    assert isinstance(found, Chooser)
    return found.options


def label(driven: Driven) -> str:
    """What is chosen now."""
    chosen = chooser(driven).chosen
    return chosen.label if chosen else ""


async def test_below_a_popup_no_keys_are_shown_that_do_nothing_there(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter")
        for key in ("f", "Y", "e", "W", "question_mark", "ctrl+p"):
            assert "q quit" in driven.text
            await driven.press(key)
            assert "q quit" not in driven.text, key
            assert any(back in driven.text for back in ("esc close", "esc cancel", "q back")), key
            await driven.press("escape")
    library.close()


async def test_the_list_keeps_the_keys_when_the_terminal_was_too_small_to_show_it() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter")
        for size in ((80, 5), (10, 24)):
            await driven.resize(*size)
            await driven.press("f", "escape")
            await driven.resize(80, 24)
            await driven.press("s")
            assert page(driven).panes.box.value == ""
            assert page(driven).focused is page(driven).panes.quotes


async def test_in_a_popup_headings_are_passed_over_and_what_is_not_there_cannot_be_chosen() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "f")
        labels = [option.label for option in chooser(driven).options]
        assert labels[0] == "SPEAKER"
        assert "OUTLET articles" in labels
        assert label(driven) == labels[1]
        await driven.press("up")
        assert label(driven) == labels[1]
        await driven.pilot.press(*["down"] * (labels.index("OUTLET articles") - 3))
        await driven.press("ctrl+n")
        assert label(driven) == "outlet not recorded"
        await driven.press("down", *["pagedown"] * 3)
        assert label(driven) == chooser(driven).options[-1].label
        await driven.fill("zyzzyva")
        assert "nothing by that name" in driven.text
        await driven.press("down", "enter")
        assert label(driven) == ""
        await driven.press("escape")
        assert page(driven).panes.box.value == ""


async def test_the_samples_offer_nothing_that_they_refuse_and_a_library_of_ones_own_does(
    tmp_path: Path,
) -> None:
    helps = [action.help for action in ACTIONS if action.id in CHANGING and Place.LIST in action.where]
    names = ["e edit", "m bookmark", "to set)", "fills in what"]
    for library in (own_library(tmp_path / "own"), None):
        seen = []
        async with browser((200, 60), library=library) as driven:
            await driven.press("enter")
            seen.append(driven.text)
            for key in ("Y", "enter", "c"):
                await driven.press(key)
                seen.append(driven.text)
                await driven.press("escape")
            for key in ("?", "ctrl+p"):
                await driven.press(key)
                options = {option.detail: option for option in chooser(driven).options}
                assert [text in options for text in helps] == [library is not None] * len(helps)
                labels = [option.label for option in chooser(driven).options]
                assert ("FORM" in labels) is (library is not None and key == "?")
                await driven.press("escape")
            assert [name in "\n".join(seen) for name in names] == [library is not None] * len(names)
            await driven.press("e")
            assert ("The sample articles cannot be changed" in driven.text) is (library is None)


async def test_in_a_popup_tab_goes_through_the_options_and_escape_leaves_from_anywhere() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "f")
        first, second = (chooser(driven).options[place].label for place in (1, 2))
        await driven.press("tab")
        assert label(driven) == second
        await driven.press("shift+tab")
        assert label(driven) == first
        driven.app.screen.set_focus(None)
        await driven.press("escape")
        assert page(driven).panes.box.value == ""


async def test_an_option_is_chosen_with_the_mouse_and_a_heading_is_not() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "f")
        second = chooser(driven).options[2]
        await driven.pilot.click(ChoiceList, offset=(5, 0))
        await driven.settle()
        assert label(driven)
        await driven.pilot.click(ChoiceList, offset=(5, 2))
        await driven.settle()
        assert page(driven).panes.box.value == f'speaker:"{second.label}"'
        assert {row.speaker for row in page(driven).panes.quotes.rows} == {second.label}


async def test_a_filter_is_taken_and_dropped_with_the_mouse_and_its_number_is_that_of_the_quotes() -> None:
    async with browser((160, 40)) as driven:
        facets = page(driven).panes.facets
        row = facets.filters[1]
        await driven.pilot.click(FacetList, offset=(4, 0))
        await driven.settle()
        assert page(driven).panes.box.value == ""
        await driven.pilot.click(FacetList, offset=(4, 1))
        await driven.settle()
        assert page(driven).panes.box.value == f'speaker:"{row.value}"'
        found = page(driven).listing.found
        assert found is not None
        assert found.total == row.quotes
        assert [each.taken for each in facets.filters if each.value == row.value] == [True]
        await driven.pilot.click(FacetList, offset=(4, 1))
        await driven.settle()
        assert page(driven).panes.box.value == ""
        await driven.pilot.click(FacetList, offset=(4, len(facets.filters) + 1))
        await driven.settle()
        assert page(driven).panes.box.value == ""


@pytest.fixture
def dated(tmp_path: Path) -> Library:
    """The samples with an outlet and a day each, as the user says, but for the last."""
    library = own_library(tmp_path / "own")
    listed = file_views.articles(library)
    for at, entry in enumerate(listed[:-1]):
        values = {"outlet": "DCBA"[at] + " Herald", "published": f"2025-01-{10 + at}"}
        correct_facts.set_values(library, [], values, articles=[entry.article])
    return library


async def test_each_order_sorts_the_list_and_the_cursor_stays_on_its_quote(dated: Library) -> None:
    def answer(sort: str, *, reverse: bool = False) -> list[str]:
        found = search_quotes.search(dated, "we", sort=sort, reverse=reverse, as_typed=True, limit=500)
        return [row.uid for row in found.rows]

    async with browser((120, 40), library=dated) as driven:
        await driven.fill("we")
        await driven.press("enter", "down", "down")
        (kept,) = page(driven).targets()
        for key, sort, said in (
            ("s", "date", "newest first"), ("r", "date", "oldest first"), ("s", "outlet", "from A"),
            ("r", "outlet", "from Z"), ("s", "relevance", "best first"), ("r", "relevance", "worst"),
        ):  # fmt: skip
            await driven.press(key)
            rows = page(driven).panes.quotes.rows
            assert [row.uid for row in rows] == answer(sort, reverse=key == "r")
            assert [one.utterance for one in page(driven).targets()] == [kept.utterance]
            assert said in driven.lines[1]
            if sort != "relevance":
                known = [bool(row.published and row.outlet) for row in rows]
                assert known == sorted(known, reverse=True)
                assert not all(known)
        assert answer("date") != answer("relevance")


async def test_marks_stay_while_the_list_changes_and_are_copied_together(dated: Library) -> None:
    async with browser((120, 40), library=dated) as driven:
        await driven.fill("big blow")
        await driven.press("enter", "space")
        assert "1 marked; y copies it" in driven.text
        marked = dict(page(driven).panes.quotes.marked)
        await driven.press("/")
        await driven.fill("history")
        await driven.press("enter", "space")
        assert "2 marked; y copies them" in driven.text
        here = page(driven).panes.quotes.rows[0].pointer
        assert page(driven).targets() == (here, *marked.values())
        await driven.press("Y")
        assert "Copy 2 quotes with citations" in driven.text
        await driven.press("escape", "k", "space")
        assert page(driven).targets() == tuple(marked.values())


async def test_past_searches_come_back_from_the_last_to_the_first_and_begin_again() -> None:
    async with browser((80, 24)) as driven:
        for query in ("radars", "history", " blow "):
            await driven.fill(query)
            await driven.press("enter", "/")
        await driven.fill("")
        seen = []
        for _ in range(4):
            await driven.press("ctrl+r")
            seen.append(page(driven).panes.box.value)
        assert seen == ["blow", "history", "radars", "blow"]


@pytest.mark.parametrize("key", ["Y", "?", "e", "i", "#", "W", "ctrl+p"])
async def test_nothing_is_looked_for_on_a_popup_that_is_closed(key: str, tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own", Settings())) as driven:
        await driven.press("enter", key)
        popup = driven.app.screen
        assert isinstance(popup, Popup)
        called: list[int] = []
        popup.dismiss(None)
        popup.call_after_refresh(popup.point)
        popup.call_after_refresh(partial(called.append, 1))
        await driven.press("down")
        assert not called
        assert driven.app.screen is page(driven)


async def test_a_popup_lets_one_suspend_and_redraw_and_all_is_painted_when_one_comes_back() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter")
        for key in ("?", "Y"):
            await driven.press(key)
            actions = {active.binding.action for active in driven.app.screen.active_bindings.values()}
            assert {"app.suspend", "app.redraw"} <= actions, key
            driven.app.app_resume_signal.publish(driven.app)
            assert driven.app.screen._layout_required, "the terminal is empty then"
            await driven.settle()
            assert not driven.app.screen._layout_required
            await driven.app._on_resize(events.Resize(driven.app.size, driven.app.size))
            assert driven.app.screen._layout_required, "it was smaller in between"
            await driven.settle()
            await driven.press("escape")


async def test_work_that_never_begins_says_nothing_on_the_terminal(recwarn: pytest.WarningsRecorder) -> None:
    async with browser() as driven:
        Latest[int](page(driven), lambda _: None, page(driven).fail).ask(lambda: 1)
        driven.app.workers.cancel_all()  # as at the end
        await driven.settle()
        gc.collect()
    assert not [told for told in recwarn if "never awaited" in str(told.message)]
