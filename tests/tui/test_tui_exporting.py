"""Export by key: what is written where, how far it is, and that nothing half done stays."""

import csv
import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from test_tui_copying import listen, sent
from tui_pilot import Driven, browser, own_library

from quotebrowser.library import Library, QuoteView
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.noting import write_notes
from quotebrowser.library.showing import quote_views
from quotebrowser.model import Pointer
from quotebrowser.tui.paint.lines import text_of
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.widgets.pane import Bar
from quotebrowser.tui.widgets.search_box import SearchBox


def below(driven: Driven) -> SearchPage:
    """The page with the list."""
    page = next(screen for screen in driven.app.screen_stack[::-1] if isinstance(screen, SearchPage))
    assert isinstance(page, SearchPage)
    return page


def uids(driven: Driven) -> list[str]:
    """Those of the quotes in the list."""
    return [row.uid for row in below(driven).panes.quotes.rows]


def told(driven: Driven) -> str:
    """What the popup says, on one line."""
    lines = driven.app.screen.query_one("#told", Bar).lines
    return " ".join(" ".join(text_of(line) for line in lines).split())


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))


async def test_the_list_is_exported_in_its_order_and_the_marked_or_every_printing(tmp_path: Path) -> None:
    async with browser((120, 40)) as driven:
        await driven.fill("outlet:unknown OR speaker:esbati")
        await driven.press("escape", "s", "X")
        rows = uids(driven)
        assert f"Export {len(rows)} listed quotes" in driven.text
        await driven.press("enter")
        assert f"Wrote {len(rows)} quotes to" in driven.text
        assert [row["uid"] for row in written(tmp_path / "unknown-or-esbati.csv")] == rows
        await driven.press("space", "down", "space", "X")
        assert "Export 2 marked quotes" in driven.text
        await driven.fill("marked.csv")
        await driven.press("enter", "X", "f3", "f3")
        marked = [row["uid"] for row in written(tmp_path / "marked.csv")]
        assert marked == [rows[0], rows[2]]
        total = below(driven).listing.found.total  # type: ignore[union-attr]
        assert f"Export {total} printings" in driven.text
        await driven.fill("all.csv")
        await driven.press("enter")
        every = [row["uid"] for row in written(tmp_path / "all.csv")]
        assert len(every) == len(set(every)) == total > len(rows)
        assert [uid for uid in every if uid in rows] == rows


async def test_a_format_brings_its_ending_and_notes_only_where_asked(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    async with browser((80, 24), library=library) as driven:
        write_notes.write(library, uids(driven)[0], "Ask her.")
        await driven.press("enter", "X", "enter")
        assert "Ask her." in (tmp_path / "quotes.csv").read_text(encoding="utf-8")
        await driven.press("X")
        for _, ending in zip(
            export_quotes.formats(), ("txt", "md", "html", "bib", "ris", "json", "jsonl"), strict=False
        ):
            await driven.press("down")
            assert f"quotes.{ending}" in told(driven)
        await driven.press("up", "enter")
        assert "Ask her." not in (tmp_path / "quotes.json").read_text(encoding="utf-8")
        await driven.press("X", "f2", "enter", "enter")
        assert "Ask her." in (tmp_path / "quotes.json").read_text(encoding="utf-8")


async def test_no_file_is_replaced_and_no_folder_made_unasked(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("mine", encoding="utf-8")
    async with browser((120, 40)) as driven:
        await driven.press("enter", "X")
        for typed, refused in (
            ("", "Type the name of a file"),
            ("~", "is a folder; add the name"),
            ("/dev/null", "is not a file"),
            ("old.csv/x.csv", "There is no folder"),
            ("old.csv", "old.csv is there already. To replace it, press ⏎ again"),
        ):
            await driven.fill(typed)
            await driven.press("enter")
            assert refused in told(driven), typed
        await driven.fill("~/new/deep/x.csv")
        await driven.press("enter")
        assert "There is no folder" in told(driven)
        assert not (tmp_path / "new").exists()
        await driven.press("enter")
        assert len(written(tmp_path / "new" / "deep" / "x.csv")) == len(uids(driven))
        await driven.press("X")
        await driven.fill("")
        driven.send(*"old.csv", "enter")  # the key is there before what was typed is told of
        await driven.settle()
        assert "is there already" in told(driven)
        await driven.fill("other.csv")
        await driven.fill("old.csv")
        await driven.press("enter")
        assert "is there already" in told(driven)
        await driven.press("escape", "X")
        assert "~/new/deep/quotes.csv" in driven.text
        await driven.fill("old.csv")
        await driven.press("enter", "f2", "f2", "enter")  # what was asked is asked again
        assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "mine"
        await driven.press("enter")
        assert len(written(tmp_path / "old.csv")) == len(uids(driven))


async def test_the_path_is_completed_as_far_as_there_is_no_choice(tmp_path: Path) -> None:
    for name in ("articles/a.csv", "drafts/x.txt", "draft.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    async with browser((120, 40)) as driven:
        await driven.press("enter", "X")
        for typed, stands, names in (
            ("~/dr", "~/draft", "draft.csv drafts/"),
            ("art", "articles/", ""),
            ("articles/", "articles/a.csv", ""),
            ("nowhere/x", "nowhere/x", ""),
            ("~nobody.here/x", "~nobody.here/x", "Type the name of a file"),
        ):
            await driven.fill(typed)
            await driven.press("tab")
            assert driven.app.screen.query_one("#path", SearchBox).value == stands
            assert names in told(driven)


async def test_what_cannot_be_written_is_said_and_can_be_tried_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    library = own_library(tmp_path / "library")
    async with browser((120, 40), library=library) as driven:
        await driven.press("enter", "X")
        for typed, refused in (
            ("x/y/z.csv", "could not be written"),
            ("library/index/x", "is part of the li"),
        ):
            await driven.fill(typed)
            await driven.press("enter", "enter")
            assert refused in told(driven), typed
        await driven.fill("y" * 300)
        await driven.press("enter")
        assert "File name too long" in told(driven)
        await driven.fill("y.csv")
        await driven.press("enter")
        assert "Wrote 18 quotes" in driven.text


async def test_the_clipboard_gets_what_a_file_would() -> None:
    async with browser((120, 40)) as driven:
        codes = listen(driven)
        await driven.press("enter", "space", "X", "up", "ctrl+y")
        (text,) = sent(codes)
        assert json.loads(text)["uid"] == uids(driven)[0]
        assert "? Sent, not confirmed" in driven.text
        assert "(1 quote, jsonl)" in " ".join(driven.text.split())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_long_export_tells_how_far_it_is_goes_on_alone_and_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun, views = threading.Event(), threading.Event(), quote_views.views

    def slow(library: Library, pointers: Iterable[Pointer]) -> Iterator[QuoteView]:
        for number, view in enumerate(views(library, pointers)):
            if number == 3:
                begun.set()
                go.wait(20)
            yield view

    monkeypatch.setattr(quote_views, "views", slow)
    async with browser((120, 40)) as driven:
        driven.send("enter", "X", "down", "enter")
        await driven.until("To quotes.txt: 3 of 18 quotes read")
        driven.send("enter")
        while "go on meanwhile" in driven.text:
            await driven.pilot.pause(0.01)
        driven.send("j", "q")
        await driven.until("2 of 18 quotes")
        await driven.until("An export is not finished. Press")
        driven.send("X")
        await driven.until("To quotes.txt: 3 of 18 quotes read")
        driven.send("f2", "f3", "tab", "ctrl+y", "escape")
        await driven.until("Stopping…")
        assert not (tmp_path / "quotes.txt").exists()
        go.set()
        await driven.settle()
        assert "Stopped: nothing was written" in driven.text
        assert names(tmp_path) == []
        await driven.press("enter")
        assert "Wrote 18 quotes" in driven.text
        go.clear()
        begun.clear()
        driven.send("X", "enter", "enter")
        await driven.until("To quotes.txt: 3 of 18 quotes read")
        driven.app.exit()
        go.set()
    assert names(tmp_path) == ["quotes.txt"]


async def test_the_page_of_a_speaker_exports_what_it_lists(tmp_path: Path) -> None:
    async with browser((120, 40)) as driven:
        await driven.press("enter", "p", "X", "enter")
        rows = uids(driven)
        assert names(tmp_path) == ["behrouz-esbati.csv"]
        file = tmp_path / "behrouz-esbati.csv"
        assert [row["uid"] for row in written(file)] == rows
        assert {row["speaker"] for row in written(file)} == {"Behrouz Esbati"}
        await driven.press("escape", "/")
        await driven.fill("zyzzyva")
        await driven.press("escape", "X")
        assert "Export" not in driven.text
