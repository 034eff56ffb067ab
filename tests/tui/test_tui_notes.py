"""Notes, tags, saved and past searches by key: written, seen, found, undone, refused."""

import datetime as dt
from pathlib import Path

import pytest
from test_tui_copying import listen, sent
from textual.widgets import TextArea
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import cite_quotes
from quotebrowser.library.finding import annotated, search_quotes
from quotebrowser.library.noting import saved_searches, write_notes
from quotebrowser.tui.popups.naming_popups import news
from quotebrowser.tui.popups.note_popup import NotePopup
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.search_box import SearchBox

NEW = (
    "---\noutlet: Example Herald\ndate: 2025-03-04\n---\n“It was a big blow to all of us,” said Ann Torres.\n"
)


def said(library: Library, driven: Driven) -> annotated.Said:
    """What was said of the quote under the cursor."""
    page = driven.app.screen
    assert isinstance(page, SearchPage)
    target = page.target()
    assert target is not None
    return annotated.of(library, [target.quote]).get(target.quote, annotated.NOTHING)


def box(driven: Driven) -> str:
    """What stands in the search box."""
    page = driven.app.screen
    assert isinstance(page, SearchPage)
    return page.panes.box.value


async def test_a_note_is_written_seen_edited_and_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = own_library(tmp_path / "library")
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "i")
        await driven.type("Ask her.\nThen print.")
        await driven.press("escape")
        assert "Press esc again to drop it" in driven.text
        await driven.press("ctrl+s")
        assert "Note saved (U undoes it)" in driven.text
        assert said(library, driven).note == "Ask her.\nThen print."
        assert "NOTE     Ask her." in driven.text
        assert "         Then print." in driven.text
        assert driven.text.count("✎") == 1
        await driven.press("enter")
        assert "Ask her. Then print." in driven.text
        monkeypatch.setenv("EDITOR", "sed -i s/her/him/")
        monkeypatch.setattr(type(driven.app), "suspend", lambda _: open("/dev/null"))  # noqa: SIM115, PTH123
        await driven.press("i", "f2", "ctrl+s", "q")
        assert said(library, driven).note == "Ask him.\nThen print."
        await driven.press("U", "U")
        assert said(library, driven).note == ""
        assert "✎" not in driven.text
        await driven.press("i")
        popup = driven.app.screen
        assert isinstance(popup, NotePopup)
        popup.query_one(TextArea).text = "x" * 10_001
        await driven.press("ctrl+s")
        assert "at most 10000 characters" in driven.text


async def test_tags_complete_are_new_or_go_and_are_of_all_that_are_marked(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "#")
        assert "No tag yet; type a name" in driven.text
        await driven.type("chapter 2")
        assert "new tag “chapter 2”" in driven.text
        await driven.press("enter")
        assert "Tagged chapter 2" in driven.text
        assert said(library, driven).tags == ("chapter 2",)
        assert "tags chapter 2" in driven.text
        await driven.press("space", "space", "#")
        assert "Tags of 2 marked quotes" in driven.text
        await driven.type("chap")
        await driven.press("enter")
        assert write_notes.tags(library) == {"chapter 2": 2}
        await driven.press("#", "enter")
        assert write_notes.tags(library) == {}
        assert "Tag chapter 2 removed" in driven.text
        await driven.press("U", "slash")
        await driven.type('tag:"chapter 2"')
        assert len(driven.app.screen.query_one("#list").rows) == 2  # type: ignore[attr-defined]


async def test_a_search_is_saved_shows_what_is_new_and_then_all(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "S")
        assert "No search is saved yet" in driven.text
        await driven.press("slash")
        await driven.type("blow")
        await driven.press("enter", "S")
        assert "No search is saved yet; type a name" in driven.text
        await driven.type("harm")
        await driven.press("enter")
        assert "Saved as harm" in driven.text
        (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
        list(add_files.add(library, [tmp_path / "new.txt"], jobs=1))
        await driven.press("S")
        assert "1 new since today" in driven.text
        await driven.press("enter")
        assert "It was a big blow to all of us" in driven.text
        assert box(driven) == 'new:"harm" blow'
        assert saved_searches.listed(library)[0].new == 1
        (tmp_path / "later.txt").write_text(NEW.replace("all of us", "all of them"), encoding="utf-8")
        list(add_files.add(library, [tmp_path / "later.txt"], jobs=1))
        await driven.press("S", "enter")
        assert box(driven) == "blow"
        assert saved_searches.listed(library)[0].new == 1, "what came meanwhile was not shown as new"
        await driven.press("S", "enter", "S", "enter")
        assert saved_searches.listed(library)[0].new == 0
        await driven.press("S", "enter")
        assert "Nothing is new in harm; this is all of it" in driven.text


async def test_a_saved_search_is_renamed_and_removed_and_both_are_undone(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    saved_searches.save(library, "harm", "blow")
    saved_searches.save(library, "army", "radars")

    def names() -> list[str]:
        return [one.name for one in library.store.searches.saved()]

    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "S")
        assert "F2 rename  F8 remove  esc close" in driven.text
        await driven.type("har")
        await driven.press("f2")
        assert "Another name for harm" in driven.text
        await driven.press("escape", "down", "f2")
        await driven.type(" now")
        assert "“harm” is called “harm now” from now on" in driven.text
        await driven.press("f2", "f8", "enter")
        assert "harm is now harm now (U undoes it)" in driven.text
        assert names() == ["army", "harm now"]
        await driven.press("S", "f2")
        await driven.fill("HARM NOW")
        await driven.press("enter")
        assert "There is already a saved search called harm now" in driven.text
        await driven.press("S", "f8")
        assert "Saved search army removed (U undoes it)" in driven.text
        assert names() == ["harm now"]
        await driven.press("U", "U")
        assert names() == ["army", "harm"]
        await driven.press("S")
        await driven.type("new name")
        await driven.press("f2", "f8", "escape")
        assert names() == ["army", "harm"]


async def test_where_nothing_may_change_no_search_is_renamed_or_removed() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "S", "f2", "f8")
        assert "rename" not in driven.text


async def test_a_collection_is_copied_and_exported_in_its_order_with_one_bibliography(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    library = own_library(tmp_path / "library")
    rows = search_quotes.search(library, "", limit=12).rows
    (mention, *_) = search_quotes.search(library, "kind:mention").rows
    rows = (*rows, mention)
    order = [rows[at].uid for at in (7, 2, -1, 0)]
    write_notes.tag(library, order, ["lead"])
    async with browser((120, 40), library=library) as driven:
        codes = listen(driven)
        driven.app.session.style, driven.app.session.form = "chicago-author-date", "full"
        await driven.type("tag:lead")
        await driven.press("enter", "*", "y")
        (copied,) = sent(codes)
        made = cite_quotes.bundle(library, order, style="chicago-author-date", form="full")
        assert copied == made.text
        assert copied.count("\nReferences\n") == 1
        listed = copied.partition("\nReferences\n")[2].splitlines()
        assert len(listed) == len(set(listed)) == len({row.article for row in rows if row.uid in order})
        await driven.press("X", "down", "enter")
        assert (tmp_path / "lead.txt").read_text(encoding="utf-8") == copied + "\n"


async def test_past_searches_are_found_again_in_another_session(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        for query in ("radars", "blow"):
            await driven.type(query)
            await driven.press("enter", "escape", "slash")
        driven.app.session.keep()
    library = Library.open(tmp_path / "library")
    assert saved_searches.past(library) == ("blow", "radars")
    async with browser((80, 24), library=library) as driven:
        await driven.press("ctrl+r")
        assert box(driven) == "blow"
        await driven.press("enter", "H")
        await driven.type("rad")
        await driven.press("enter")
        assert box(driven) == "radars"


SINCE = [
    # how many are new, how many days ago it was looked through, what is said
    (0, 1, ""),
    (3, 0, "3 new since today"),
    (3, 1, "3 new since Tuesday"),
    (1, 6, "1 new since Thursday"),
    (1, 7, "1 new since 2025-03-05"),
]


@pytest.mark.parametrize(("new", "days", "told"), SINCE)
def test_since_when_it_is_new_is_a_day_of_the_week_or_a_date(new: int, days: int, told: str) -> None:
    today = dt.datetime(2025, 3, 12, 12).astimezone()
    looked = int((today - dt.timedelta(days=days)).timestamp())
    assert news(saved_searches.Kept("harm", "blow", new, looked), today.date()) == told


async def test_what_an_unfriendly_library_says_in_notes_and_tags_is_shown_as_text(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    for uid in library.store.quotes.uids():
        library.store.annotations.put(uid, text="[@click=app.exit]x[/] \x1b]52;c;AAAA\x07 \u202eabc")
        library.store.annotations.put(uid, tag="\x1b[2J[red]")
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter")
        for keys in ((), ("enter",)):
            await driven.press(*keys)
            assert "[@click=app.exit]x[/] ␛]52;c;AAAA␇ abc" in driven.text
            assert "␛[2J[red]" in driven.text
        await driven.press("#")
        assert "␛[2J[red]" in driven.text
        await driven.press("escape", "i")
        assert "␛]52;c;AAAA␇" in driven.text


async def test_what_an_unfriendly_library_was_searched_for_acts_on_no_terminal(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    library.store.searches.save("all", "\x1b]52;c;AAAA\x1b\\\u202e blow\nx")
    library.store.searches.remember(["\x9b2J\tbig"])
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "S", "enter")
        box = driven.app.screen.query_one(SearchBox)
        assert box.value == "␛]52;c;AAAA␛\\ blow x"
        await driven.press("H", "enter")
        assert box.value == "\ufffd2J big"
