"""The search screen: typing, the list, filters, marks."""

import asyncio
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.geometry import Offset
from tui_pilot import Driven, browser, own_library

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files, samples
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.upkeep import level
from quotebrowser.model import Facts
from quotebrowser.processes.lock import held
from quotebrowser.settings import Settings
from quotebrowser.tui.actions import Place
from quotebrowser.tui.app import QuoteBrowser, theme_of
from quotebrowser.tui.base.base_page import Page, Tone
from quotebrowser.tui.base.jobs import Latest
from quotebrowser.tui.screens.listing import questions, searching
from quotebrowser.tui.screens.reader_page import ReaderPage
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets import row_window
from quotebrowser.tui.widgets.row_list import RowList
from quotebrowser.tui.widgets.search_box import SearchBox


def page(driven: Driven) -> SearchPage:
    found = driven.app.screen
    assert isinstance(found, SearchPage)
    return found


async def test_typing_finds_at_once_and_the_arrows_move_the_list_from_the_box() -> None:
    async with browser() as driven:
        await driven.type("we")
        rows = page(driven).panes.quotes.rows
        assert len(rows) > 1
        await driven.press("down")
        assert page(driven).panes.quotes.cursor == 1
        assert page(driven).panes.box.has_focus
        await driven.press("pagedown", "up")
        assert page(driven).panes.box.value == "we"


async def test_a_page_that_is_gone_is_not_asked_for_its_row() -> None:
    async with browser() as driven:
        await driven.press("enter")
        looking = page(driven).looking
    looking._ask()  # as it is when the cursor had not rested yet
    assert not looking.waits


async def test_the_list_is_the_answer_to_what_stands_in_the_box() -> None:
    async with browser() as driven:
        await driven.type("big blow")
        expected = search_quotes.search(driven.app.session.library, "big blow", as_typed=True)
        assert [row.uid for row in page(driven).panes.quotes.rows] == [row.uid for row in expected.rows]
        assert "[big blow]".strip("[]") in driven.text


async def test_a_query_given_at_the_start_is_in_the_box() -> None:
    async with browser(query="big blow") as driven:
        assert page(driven).panes.box.value == "big blow"
        assert len(page(driven).panes.quotes.rows) == 1


async def test_an_error_is_shown_at_its_character_and_the_list_stays() -> None:
    async with browser() as driven:
        await driven.fill("very")
        rows = page(driven).panes.quotes.rows
        query = "very date:2024..nonsense"
        with pytest.raises(QueryError) as raised:
            search_quotes.search(driven.app.session.library, query, as_typed=True)
        await driven.fill(query)
        below = driven.lines[3]
        assert raised.value.message[:20] in below
        assert below.index("^") == 3 + raised.value.position
        assert page(driven).panes.quotes.rows == rows
        await driven.press("backspace")
        assert page(driven).panes.box.has_focus


async def test_a_pasted_quote_is_one_line() -> None:
    async with browser() as driven:
        page(driven).panes.box.post_message(
            events.Paste("“We were defeated,\r\n  and defeated very badly”\n")
        )
        await driven.settle()
        assert page(driven).panes.box.value == "We were defeated, and defeated very badly"
        assert page(driven).panes.quotes.rows


SPOKEN = "We were defeated, and defeated very badly, we took a very big blow and it’s been very difficult"


@pytest.mark.parametrize(
    ("pasted", "said", "listed"),
    [
        (SPOKEN, "✔ Quoted exactly", 3),
        (f"“{SPOKEN}.”", "✔ Quoted exactly", 3),
        (SPOKEN.replace("big", "small"), "✘ Differs here", 3),
        ("The council decided on Wednesday to open new schools", "✘ In no article of this library", 0),
        ("defeated very badly", "", 1),
        ("defeated very badly speaker:Esbati big blow", "", 1),
    ],
    ids=["exact", "with its marks", "another word", "nowhere", "a few words", "a query"],
)
async def test_a_pasted_sentence_gets_a_verdict_above_the_quotes_that_print_it(
    pasted: str, said: str, listed: int
) -> None:
    async with browser() as driven:
        page(driven).panes.box.post_message(events.Paste(pasted))
        await driven.settle()
        verdict = driven.lines[4].strip()
        assert verdict == said if said else not verdict.startswith(("✔", "✘"))
        assert len(page(driven).panes.quotes.rows) >= listed
        await driven.type(" x")
        assert not any(row.startswith((" ✔", " ✘")) for row in driven.lines), "it was changed: a search again"


async def test_what_many_lines_say_of_a_pasted_sentence_leaves_room_for_the_list() -> None:
    async with browser() as driven:
        wrong = SPOKEN.replace("defeated", "cheered").replace("very", "quite")
        page(driven).panes.box.post_message(events.Paste(f"{wrong} {wrong}" * 20))
        await driven.settle()
        assert driven.lines[4].startswith(" ✘")
        assert next(at for at, row in enumerate(driven.lines[4:]) if row.startswith("──")) <= 6


async def test_nothing_found_proposes_and_enter_takes_it() -> None:
    async with browser() as driven:
        await driven.fill("defaeted")
        assert "No quotes match defaeted" in driven.text
        found = page(driven).listing.found
        assert found is not None
        assert found.suggestions
        await driven.press("enter")
        assert page(driven).panes.box.value == found.suggestions[0]
        assert page(driven).panes.quotes.rows


async def test_the_keys_named_in_an_empty_answer_work_in_the_box_and_in_the_list() -> None:
    async with browser((80, 24)) as driven:
        for leave in ((), ("tab",)):
            await driven.fill("defeated speaker:nobodyatall")
            await driven.press(*leave)
            key = driven.text.partition("search without the filters")[0].split()[-1]
            assert key == ("F" if leave else "^t")
            await driven.press("F" if leave else "ctrl+t")
            assert page(driven).panes.box.value == "defeated"
            await driven.press("/") if leave else None
        await driven.fill("zzzzxq")
        assert "search without the filters" not in driven.text, "there are none"
        await driven.press("enter", "enter")
        assert page(driven).place is Place.BOX, "nothing is there to go to"
        await driven.press("escape")
        assert page(driven).panes.box.value == ""
        assert page(driven).panes.quotes.rows


async def test_a_notice_goes_with_what_it_is_about() -> None:
    async with browser() as driven:
        await driven.fill("defeated quite horribly badly")
        assert "these have most of them" in driven.text
        await driven.fill("defeated")
        assert "these have most of them" not in driven.text
        await driven.press("enter", "G", "N", "N", "N", "N", "N", "N", "N", "N", "N")
        assert "No quote above differs" in driven.text
        await driven.press("j")
        assert "No quote above differs" not in driven.text


async def test_the_heading_counts_what_another_program_adds(tmp_path: Path) -> None:
    article = tmp_path / "new.txt"
    article.write_text(
        "“The lanterns on the quay will be lit again,” Mayor Anna Berg said.", encoding="utf-8"
    )
    async with browser(library=own_library(tmp_path / "own")) as driven:
        assert "5 articles" in driven.lines[0]
        other = Library.open(tmp_path / "own")
        assert [one.outcome for one in add_files.add(other, [article])] == ["added"]
        other.close()
        await driven.fill("quay")
        assert "6 articles" in driven.lines[0]


async def test_words_typed_right_behind_the_key_that_opens_their_box_are_in_it(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        for keys in ("/esbati", "jjk/big blow", "flost", "#lead", "?quit", "ex", "W~"):
            await driven.press("escape", "escape")
            page(driven).listing.leave_box()
            driven.send(*keys)
            await driven.settle()
            box = driven.app.screen.focused
            assert isinstance(box, SearchBox), keys
            assert box.value.endswith(keys.lstrip("jk")[1:]), keys
        await driven.press("escape", "escape")
    library.close()


async def test_keys_pressed_before_the_first_screen_stands_are_taken_after_it() -> None:
    library = samples.demo(settings=Settings(marks="unicode"))
    app = QuoteBrowser(library)
    try:
        async with app.run_test() as pilot:
            while not app._begun:
                await pilot.pause()
            app._begun = False  # as it is until the first screen stands
            for key in "quay":
                app.post_message(events.Key(key, key))
            await pilot.pause()
            assert app.screen.query_one(SearchBox).value == ""
            await app._begin()
            await pilot.pause()
            assert app.screen.query_one(SearchBox).value == "quay"
    finally:
        library.close()


async def test_escape_empties_the_box_and_past_searches_come_back() -> None:
    async with browser() as driven:
        await driven.fill("big blow")
        await driven.press("enter", "escape")
        assert page(driven).panes.box.value == ""
        await driven.press("/", "ctrl+r")
        assert page(driven).panes.box.value == "big blow"
        await driven.press("escape", "escape", "escape")
        assert "All quotes are shown" in driven.text


async def test_no_past_search_is_said() -> None:
    async with browser() as driven:
        await driven.press("ctrl+r")
        assert "No searches yet" in driven.text
        await driven.fill("big blow")
        await driven.press("ctrl+r")
        assert "No other search" in driven.text


async def test_moving_by_pages_and_to_the_ends() -> None:
    async with browser((80, 24)) as driven:
        await driven.complete()
        await driven.press("enter", "G")
        quotes = page(driven).panes.quotes
        last = len(quotes.rows) - 1
        for key, cursor in (
            ("G", last), ("g", 0), ("j", 1), ("k", 0), ("pagedown", quotes.rows_seen()), ("pageup", 0),
            ("ctrl+d", quotes.rows_seen() // 2), ("ctrl+u", 0), ("end", last), ("home", 0), ("up", 0),
        ):  # fmt: skip
            await driven.press(key)
            assert quotes.cursor == cursor, key
            top = round(quotes.scroll_offset.y)
            assert top <= cursor * 2 <= top + quotes.size.height - 2


async def test_next_and_previous_go_to_quotes_printed_in_different_ways() -> None:
    async with browser() as driven:
        await driven.press("enter", "G", "N", "N", "n", "g", "N")
        assert "No quote above" in driven.text


async def test_a_filter_is_a_term_of_the_query() -> None:
    async with browser((200, 50)) as driven:
        await driven.press("enter", "f")
        assert page(driven).panes.facets.has_focus
        chosen = page(driven).panes.facets.filters[page(driven).panes.facets.cursor]
        await driven.press("enter")
        assert chosen.value in page(driven).panes.box.value
        assert all(row.speaker == chosen.value for row in page(driven).panes.quotes.rows)
        await driven.press("down", "up", "enter")
        assert page(driven).panes.box.value == ""
        await driven.press("escape")
        assert page(driven).panes.quotes.has_focus


async def test_filters_open_over_the_list_where_there_is_no_room_beside_it() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "f", "enter")
        assert "speaker:" in page(driven).panes.box.value
        await driven.press("F")
        assert page(driven).panes.box.value == ""
        await driven.press("f", "escape")
        assert page(driven).panes.box.value == ""
        await driven.press("f", "down", "space")
        assert "speaker:" in page(driven).panes.box.value


async def test_only_quotes_that_differ() -> None:
    async with browser() as driven:
        await driven.press("enter", "d")
        assert page(driven).panes.box.value == "has:differences"
        await driven.press("d")
        assert page(driven).panes.box.value == ""


async def test_sorting_goes_round_and_says_so() -> None:
    async with browser() as driven:
        await driven.press("enter", "r")
        assert "Sorted by date, oldest first" in driven.text, "of all quotes none is more relevant"
        await driven.press("r", "/")
        await driven.fill("we")
        await driven.press("enter", "s")
        assert "by date" in driven.text
        assert "Sorted by date" in driven.text
        await driven.press("r")
        assert "Sorted by date, oldest first" in driven.text
        await driven.press("s", "s", "escape", "r")
        assert "Sorted by date, oldest first" in driven.text, "none of all quotes is more relevant"
        await driven.press("s")
        await driven.press("s", "s")
        assert page(driven).reach.order.sort == "relevance"


async def test_marks_move_on_and_can_be_taken_off() -> None:
    async with browser() as driven:
        await driven.press("enter", "space", "space")
        assert len(page(driven).panes.quotes.marked) == 2
        assert "2 marked; y copies them" in driven.text
        assert page(driven).targets() == tuple(row.pointer for row in page(driven).panes.quotes.rows[:2])
        await driven.press("*")
        assert len(page(driven).panes.quotes.marked) == len(page(driven).panes.quotes.rows)
        await driven.press("*")
        assert not page(driven).panes.quotes.marked
        assert "No quotes are marked" in driven.text


async def test_a_bookmark_is_kept_and_found_again(tmp_path: Path) -> None:
    async with browser(library=own_library(tmp_path / "own")) as driven:
        await driven.press("enter", "m")
        assert "Bookmarked" in driven.text
        target = page(driven).target()
        assert target is not None
        assert "★" in driven.text
        await driven.press("'")
        assert [row.uid for row in page(driven).panes.quotes.rows] == [target.quote]
        await driven.press("m")
        assert "Bookmark removed" in driven.text


async def test_the_samples_cannot_be_changed_and_that_is_said() -> None:
    async with browser() as driven:
        await driven.press("enter", "m")
        assert "cannot be changed" in driven.text
        await driven.press("e")
        assert "cannot be changed" in driven.text


async def test_an_empty_library_says_how_to_add() -> None:
    from quotebrowser.library import Library

    async with browser(library=Library.open()) as driven:
        assert "No quotes yet." in driven.text
        assert "quotebrowser add" in driven.text
        await driven.press("enter", "y", "Y", "c", "e", "m", "u", "o", "space", "enter", "n")
        assert "No quotes yet." in driven.text


async def test_the_preview_hides_scrolls_and_grows() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "t")
        assert "preview" not in driven.text
        await driven.press("t", "J", "J", "K", "z")
        assert "SPEAKER" in driven.text
        for key in ("z", "escape"):
            await driven.press(key)
            assert "─ preview ─" in driven.text, key
            await driven.press("z")


async def test_tab_goes_round_the_panes() -> None:
    async with browser((200, 50)) as driven:
        seen = []
        for _ in range(5):
            seen.append(driven.app.screen.focused.id if driven.app.screen.focused else "")
            await driven.press("tab")
        assert seen == ["box", "facets", "list", "preview", "box"]
        await driven.press("shift+tab")
        assert driven.app.screen.focused is page(driven).panes.box


async def test_a_click_chooses_and_a_double_click_reads() -> None:
    async with browser() as driven:
        await driven.pilot.click(RowList, offset=(5, 2))
        assert page(driven).panes.quotes.cursor == 1
        await driven.pilot.click(RowList, offset=(5, 4), times=2)
        await driven.settle()
        assert isinstance(driven.app.screen, ReaderPage)


async def test_actions_can_be_run_from_the_palette_and_the_help() -> None:
    async with browser() as driven:
        await driven.press("enter", "?")
        await driven.fill("go to the end")
        await driven.press("enter")
        assert page(driven).panes.quotes.cursor == len(page(driven).panes.quotes.rows) - 1
        await driven.press("ctrl+p", "down", "up", "pagedown", "pageup", "escape", "ctrl+p")
        await driven.fill("only differing")
        await driven.press("enter")
        assert page(driven).panes.box.value == "has:differences"


async def test_keys_can_be_changed_and_what_cannot_be_followed_is_said() -> None:
    settings = Settings(marks="unicode", keys={"sort": ("x",), "nothing": ("y",)})
    async with browser(settings=settings) as driven:
        assert "unknown action nothing" in driven.text
        await driven.press("enter", "s")
        assert page(driven).reach.order.sort == "relevance"
        await driven.press("x")
        assert page(driven).reach.order.sort == "date"


@pytest.mark.parametrize("key", ["q", "Q", "ctrl+q"])
async def test_the_program_can_be_left(key: str) -> None:
    async with browser() as driven:
        await driven.press("enter")
        await driven.pilot.press(key)
        assert driven.app._exit


async def test_redrawing_and_copying_nothing() -> None:
    async with browser() as driven:
        await driven.press("enter", "ctrl+l", "ctrl+c")
        assert "Nothing is selected" in driven.text


async def test_only_the_last_question_is_answered() -> None:
    shown: list[object] = []
    failed: list[QuoteBrowserError] = []
    gate = threading.Event()

    def slow() -> str:
        gate.wait(10)
        return "first"

    class Asking(App[None]):
        def on_mount(self) -> None:
            self.latest: Latest[str] = Latest(self, shown.append, failed.append)
            self.latest.ask(slow)
            self.latest.ask(lambda: "second")
            self.latest.ask(lambda: "third")
            gate.set()

    app = Asking()
    async with app.run_test() as pilot:
        while app.latest.busy:
            await pilot.pause()
        assert shown == ["third"]

        def refused() -> str:
            raise QuoteBrowserError("no")

        def broken() -> str:
            raise ZeroDivisionError("oh")

        app.latest.ask(refused)
        while app.latest.busy:
            await pilot.pause()
        app.latest.ask(broken)
        while app.latest.busy:
            await pilot.pause()
    refused_with, broken_with = (error.message for error in failed)
    assert refused_with == "no"
    assert broken_with.startswith("Something went wrong in quotebrowser itself; details are in ")


async def test_an_answer_is_not_shown_when_another_question_was_asked_meanwhile() -> None:
    shown: list[object] = []
    failed: list[QuoteBrowserError] = []
    begun, gate = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        gate.wait(10)
        return "stale"

    def slow_to_fail() -> str:
        slow()
        raise QuoteBrowserError("stale")

    class Asking(App[None]):
        def on_mount(self) -> None:
            self.latest: Latest[str] = Latest(self, shown.append, failed.append)

    app = Asking()
    async with app.run_test() as pilot:
        for question in (slow, slow_to_fail):
            begun.clear()
            gate.clear()
            app.latest.ask(question)
            while not begun.is_set():
                await pilot.pause(0.01)
            app.latest.ask(lambda: "new")
            gate.set()
            while app.latest.busy:
                await pilot.pause(0.01)
    assert shown == ["new", "new"]
    assert failed == []


async def test_the_mark_of_all_keeps_what_is_marked_outside_the_list() -> None:
    async with browser((120, 40)) as driven:
        quotes = page(driven).panes.quotes
        await driven.fill("upper hand")
        await driven.press("enter", "space")
        (away,) = quotes.marked
        await driven.press("/")
        await driven.fill("badly OR radars")
        await driven.press("enter")
        listed = {row.uid for row in quotes.rows}
        assert len(listed) > 1
        assert away not in listed
        await driven.press("*")
        assert set(quotes.marked) == {away, *listed}
        assert f"{len(listed) + 1} marked" in driven.text
        copied = [pointer.quote for pointer in page(driven).targets()]
        assert copied == [*(row.uid for row in quotes.rows), away]
        await driven.press("*")
        assert not quotes.marked
        await driven.press("space", "*")
        assert set(quotes.marked) == listed


@pytest.mark.parametrize("tone", [Tone.GOOD, Tone.PLAIN])
async def test_a_notice_stays_its_own_time_whatever_was_said_before(
    tone: Tone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tone, "_value_", (tone.value[0], 0.2))
    async with browser() as driven:
        page(driven).say("an older notice", tone)
        await asyncio.sleep(0.05)
        page(driven).say("a newer notice", Tone.BAD)
        await asyncio.sleep(0.4)
        await driven.settle()
        assert "a newer notice" in driven.text
        page(driven).say("a short notice", tone)
        deadline = time.monotonic() + 10
        while "notice" in driven.text:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


async def test_rows_say_what_is_not_known() -> None:
    async with browser((120, 40)) as driven:
        await driven.complete()
        listed = page(driven).panes.quotes
        row = replace(listed.rows[0], speaker="", facts=Facts(), uncertain=False)
        doubtful = replace(listed.rows[0], uncertain=True)
        listed.set_rows((row, doubtful))
        await driven.settle()
        assert "speaker not known · no date" in driven.text
        assert "uncertain)" in driven.text
        assert isinstance(driven.app.screen, Page)


async def test_a_key_pressed_right_after_leaving_the_box_is_not_typed_into_it() -> None:
    async with browser() as driven:
        await driven.fill("we")
        for key, char in (("enter", None), ("j", "j"), ("j", "j")):
            driven.app.post_message(events.Key(key, char))
        await driven.settle()
        assert page(driven).panes.box.value == "we"
        assert page(driven).panes.quotes.cursor == 2
        assert page(driven).panes.quotes.has_focus


@pytest.mark.parametrize(
    ("settings", "environment", "theme"),
    [
        ({}, {}, "textual-dark"),
        ({}, {"COLORFGBG": "0;15"}, "textual-light"),
        ({}, {"COLORFGBG": "15;0"}, "textual-dark"),
        ({"theme": "light"}, {"COLORFGBG": "15;0"}, "textual-light"),
        ({"theme": "nord"}, {}, "nord"),
        ({"theme": "no such theme"}, {}, "textual-dark"),
        ({}, {"NO_COLOR": "1"}, "ansi-dark"),
    ],
)
async def test_the_theme_follows_the_settings_then_the_terminal(
    settings: dict[str, str], environment: dict[str, str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    known = frozenset({"textual-dark", "textual-light", "nord", "ansi-dark"})
    assert theme_of(Settings(**settings), known) == theme  # type: ignore[arg-type]


async def test_the_terminals_cursor_is_on_the_row_and_no_boxes_are_drawn_where_that_is_asked_for() -> None:
    async with browser((120, 30), settings=Settings(marks="unicode", accessible=True)) as driven:
        await driven.press("enter", "down", "down")
        quotes = page(driven).panes.quotes
        assert driven.app.cursor_position == quotes.region.offset + Offset(0, 4)
        assert "│" not in driven.text
        await driven.press("Y")
        assert "╭" not in driven.text


async def test_while_the_index_is_built_the_line_below_the_box_says_what_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "library")
    shutil.rmtree(library.directory / "index")
    monkeypatch.setattr(sources, "AT_ONCE_BESIDE", 0)
    with held(library.lock) as got:
        assert got
        async with browser(library=library) as driven:
            await driven.type("big blow")
            assert not page(driven).panes.quotes.rows
            assert "Building the index: no quote can be searched yet" in driven.lines[2]
            assert "No quotes match big blow so far: the index is not complete" in driven.text
            await driven.fill("big blow date:nonsense")
            assert "is not a date" in driven.lines[2]


async def test_of_an_index_that_is_built_in_part_the_line_says_how_much_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "library")
    shutil.rmtree(library.directory / "index")
    for name, value in (("BATCH", 1), ("_TOLD_EVERY", 1)):
        monkeypatch.setattr(level, name, value)
    (_, newest), *rest = library.store.listing.ages()
    total = newest + sum(quotes for _, quotes in rest)

    def stop(done: int, _total: int, _what: str) -> None:
        if done > newest:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        level.catch_up(library, stop)
    monkeypatch.setattr(sources, "AT_ONCE_BESIDE", 0)
    share = (
        f"Building the index: only the newest {100 * newest // total} % of quotes can be searched so far ─"
    )
    with held(library.lock) as got:
        assert got
        async with browser((80, 24), library=library) as driven:
            assert page(driven).panes.quotes.rows
            await driven.type("the")
            assert 0 < page(driven).listing.found.total <= newest  # type: ignore[union-attr]
            assert share in driven.lines[2]
            await driven.fill("zyzzyva")
            assert "No quotes match zyzzyva so far: the index is not complete" in driven.text
            assert share in driven.lines[2]


async def test_when_the_index_is_built_the_line_says_nothing_and_the_search_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "library")
    shutil.rmtree(library.directory / "index")
    monkeypatch.setattr(sources, "AT_ONCE_BESIDE", 0)
    async with browser(library=library, query="big blow") as driven:
        deadline = time.monotonic() + 60
        while page(driven).listing.found.lacking or "index" in driven.lines[2]:  # type: ignore[union-attr]
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        await driven.settle()
        assert len(page(driven).panes.quotes.rows) == 1
        assert "index" not in driven.lines[2]


async def test_the_line_says_what_the_answer_that_is_listed_lacks_and_not_the_one_before() -> None:
    async with browser((80, 24)) as driven:
        held_index = driven.app.session.library.held
        held_index.missing = lambda: "1 of 2 parts of the index cannot be searched"  # type: ignore[method-assign]
        await driven.type("we")
        assert "1 of 2 parts" in driven.text
        held_index.missing = str  # type: ignore[method-assign]
        await driven.type("r")
        assert "1 of 2 parts" not in driven.text


async def test_the_rest_of_a_long_list_is_fetched_when_nobody_types_and_moves_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "library")
    monkeypatch.setattr(questions, "FIRST", 3)
    monkeypatch.setattr(searching, "FIRST", 3)
    monkeypatch.setattr(row_window, "PAGE", 3)
    async with browser(library=library) as driven:
        await driven.type("the")
        first = page(driven).panes.quotes.rows
        assert len(first) == 3
        assert "over 3 quotes" in driven.text
        await driven.press("down", "down")
        await asyncio.sleep(0.5)
        await driven.settle()
        rows = page(driven).panes.quotes.rows
        assert rows[:3] == first
        assert page(driven).panes.quotes.cursor == 2
        whole = search_quotes.search(library, "the", as_typed=True)
        assert {row.utterance or row.uid for row in rows} == {row.utterance or row.uid for row in whole.rows}
        assert len(rows) == len(whole.rows)
        assert "over" not in driven.lines[1]
