"""Adding from the browser, and the page of articles and files."""

import asyncio
import time
from pathlib import Path

import pytest
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.noting import write_notes
from quotebrowser.library.showing import file_views
from quotebrowser.settings import Settings
from quotebrowser.tui.popups.adding_popups import Adding

SAID = "“We will not sell the harbour, not now and not in {} years,” said Ada Example.\n"


def own(tmp_path: Path, **settings: bool) -> Library:
    return own_library(tmp_path / "own", Settings(marks="unicode", **settings))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a space in its name, with three articles and an empty file."""
    monkeypatch.chdir(tmp_path)
    place = Path("in/My Papers")
    place.mkdir(parents=True)
    for at in range(3):
        (place / f"{at}.txt").write_text(f"Harbour {at}\n\n{SAID.format(at)}", encoding="utf-8")
    (place / "empty.txt").write_bytes(b"")
    return place


async def ended(driven: Driven) -> None:
    """Wait for the end of what is added."""
    until = time.monotonic() + 60
    while driven.app.session.adding is not None:
        assert time.monotonic() < until, driven.text
        await driven.settle()
        await asyncio.sleep(0.02)
    await driven.settle()


async def test_a_folder_is_added_while_one_goes_on_searching(tmp_path: Path, folder: Path) -> None:
    async with browser((120, 40), library=own(tmp_path)) as driven:
        await driven.press("enter", "A")
        await driven.type("in/")
        assert "My Papers/" in driven.text
        await driven.press("tab")
        assert str(folder) + "/" in driven.text
        assert "empty.txt" in driven.text
        await driven.press("enter")
        assert "Add files and folders" not in driven.text
        adding = driven.app.session.adding
        assert isinstance(adding, Adding)
        await driven.press("/")
        await driven.fill("sell the harbour")
        await ended(driven)
        await driven.until("3 added with 3 quotes, 1 rejected (L ! shows why); U takes out what was added")
        assert "3 quotes" in driven.text
        assert "8 articles" in driven.lines[0]
        await driven.press("enter", "U")
        assert "Press U again" in driven.text
        await driven.press("U")
        assert "5 articles" in driven.lines[0]


async def test_what_became_of_every_file_is_listed_and_taken_out_again(tmp_path: Path, folder: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "L")
        assert "1 of 5" in driven.lines[0]
        await driven.press("A")
        await driven.fill(str(folder))
        await driven.press("enter")
        await ended(driven)
        assert "1 of 9" in driven.lines[0]
        await driven.press("!")
        assert "1 of 1 that match, of 9" in driven.lines[0]
        assert "rejected" in driven.text
        assert "The file is empty" in driven.text
        await driven.press("enter")
        assert "No article was made of this file" in driven.text
        await driven.press("!", "/")
        await driven.type("papers/1 added")
        assert "1 of 1 that match" in driven.lines[0]
        await driven.press("enter", "enter")
        assert "not in 1 years" in driven.text
        await driven.press("q", "x")
        assert "Removed 1 article with 1 quote (U brings it back)" in driven.text
        assert "removed" in driven.lines[4]
        await driven.press("enter")
        assert "was removed" in driven.text
        await driven.press("q", "j", "D")
        await driven.until("Press D again to remove all that was added at")
        assert "2 articles with 2 quotes" in driven.text
        await driven.press("k", "j", "D")
        await driven.until("Press D again to remove all that was added at")
        driven.app.screen.hush()  # type: ignore[attr-defined]
        await driven.press("D")  # the question is no longer on the screen
        assert library.counts().articles == 7
        await driven.until("Press D again to remove all that was added at")
        await driven.press("D")
        assert library.counts().articles == 5
        await driven.press("U", "U")
        assert library.counts().articles == 8
        await driven.press("q")
        assert "8 articles" in driven.lines[0]


async def test_the_samples_list_their_articles_and_lose_none() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "L")
        assert "Iran Faces Setbacks" in driven.text
        assert "remove" not in driven.text
        await driven.press("x")
        assert "cannot be changed" in driven.text
        await driven.press("A")
        assert "Add files" not in driven.text


async def test_what_is_being_added_is_stopped_and_stays(tmp_path: Path, folder: Path) -> None:
    library = own(tmp_path)
    note = next(iter(library.store.listing.newest(1)))
    write_notes.write(library, note, "kept")
    for at in range(400):
        text = f"Harbour {at}\n\n{SAID.format(at * 7 + 11)}"
        (folder / f"more{at}.txt").write_text(text, encoding="utf-8")
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "A")
        await driven.fill(str(folder))
        await driven.press("enter")
        await driven.until(" of 404")
        await driven.press("q")
        assert "what was added stays. Press q again to quit" in driven.text.replace("Q", "q")
        await driven.press("A")
        await ended(driven)
        assert "Stopped after" in driven.text
        added = library.counts().articles - 5
        assert f"{added:,} added" in driven.text


async def test_an_address_is_not_fetched_unless_that_is_set(tmp_path: Path) -> None:
    async with browser((80, 24), library=own(tmp_path)) as driven:
        await driven.press("enter", "A")
        await driven.fill("https://example.org/a")
        assert "Nothing is fetched unless you ask for it" in driven.text
        await driven.press("enter", "escape")
        assert driven.app.session.adding is None
    other = own_library(tmp_path / "other", Settings(marks="unicode", online=True))
    async with browser((80, 24), library=other) as driven:
        await driven.press("enter", "A")
        await driven.fill("https://example.org/a")
        assert "fetch and add https://example.org/a" in driven.text


async def test_why_adding_ended_is_said_on_the_page_that_is_seen(tmp_path: Path, folder: Path) -> None:
    for at in range(200):
        (folder / f"more{at}.txt").write_text(f"{SAID.format(at)}\n{at}\n", encoding="utf-8")
    async with browser((120, 40), library=own(tmp_path)) as driven:
        await driven.press("enter", "L", "A")
        await driven.fill(str(folder))
        await driven.press("enter")
        adding = driven.app.session.adding
        assert isinstance(adding, Adding)
        await driven.until("· adding")
        adding._adder._process.kill()
        await ended(driven)
        assert "Adding has ended: The process adding them has ended. " in driven.text
        assert "Articles and files" in driven.text
        await driven.press("A", "escape")


async def test_nothing_is_added_twice_by_the_folder_that_is_watched(tmp_path: Path, folder: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "W")
        await driven.fill(str(folder))
        await driven.press("enter", "A")
        await driven.fill(str(folder))
        await driven.press("enter")
        await ended(driven)
        await driven.until("8 articles")
        assert [one.path for one in file_views.files(library) if one.outcome != "rejected"][-3:] == [
            str(folder / f"{at}.txt") for at in range(3)
        ]
        assert library.counts().articles == 8
        await driven.press("W")
