"""Every screen and popup at every size, in colour, without and in ASCII, as text: one session for each."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from harbour_news import made
from tui_pilot import Driven, browser, check_screens

from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import compare_versions, quote_views
from quotebrowser.model import Facts
from quotebrowser.settings import Settings
from quotebrowser.tui.actions import Place
from quotebrowser.tui.paint.article.reader_text import Laid
from quotebrowser.tui.paint.article.stops import stop_at
from quotebrowser.tui.paint.comparison import differences_text
from quotebrowser.tui.paint.comparison.cells import CompareState, cells
from quotebrowser.tui.paint.comparison.compare_columns import ColumnsView
from quotebrowser.tui.paint.comparison.compare_rows import RowsView
from quotebrowser.tui.paint.comparison.differences_text import Heading
from quotebrowser.tui.paint.lines import Line, Role
from quotebrowser.tui.paint.preview_text import Glance, PreviewKeys, short, tall
from quotebrowser.tui.paint.row_text import RowState, row_lines
from quotebrowser.tui.paint.signs import UNICODE, spoken
from quotebrowser.tui.popups.cite_popup import CitePopup
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.user_keys import keymap
from quotebrowser.tui.widgets.key_hints import hints
from quotebrowser.tui.widgets.search_box import SearchBox

SIZES = ((80, 24), (120, 40), (200, 50))
SMALL = ((60, 20), (40, 12))
TOUR: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("search", ()),
    ("query with an error", ("fill:date:2024..nonsense",)),
    ("nothing found", ("fill:zzzz speaker:nobody",)),
    ("a misspelt word", ("fill:harbuor",)),
    ("results", ("fill:sell the harbour",)),
    ("a pasted sentence", ("paste:We will not sell the harbour to anyone",)),
    ("list", ("fill:harbour", "enter")),
    ("marked", ("space", "space")),
    ("sorted", ("up", "s")),
    ("keys", ("?",)),
    ("commands", ("escape", "ctrl+p", "fill:comp")),
    ("filters", ("escape", "f")),
    ("preview alone", ("escape", "z")),
    ("copying several", ("z", "Y")),
    ("correcting", ("escape", "*", "*", "g", "e")),
    ("correcting, refused", ("f2",)),
    ("watching", ("escape", "W")),
    ("watching, refused", ("fill:zzz", "enter")),
    ("adding", ("escape", "A", "fill:old")),
    ("citation", ("escape", "Y")),
    ("citation in another style", ("6", "right", "]")),
    ("article", ("escape", "enter")),
    ("finding", ("slash", "fill:harbour")),
    ("found", ("enter", "n")),
    ("finding in vain", ("slash", "fill:zzz", "enter")),
    ("comparison", ("escape", "c")),
    ("comparison, next", ("n", "down", ".", "equals_sign")),
    ("comparison, second view", (".", "equals_sign", "v")),
    ("comparison, third view", ("v",)),
    ("comparison, at its end", ("G", "N", "N", "N", "N")),
)
"""Names of screens, and the keys from the one before; `fill:` puts a text in the box that has the focus."""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("news"))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is to add where the program stands."""
    for name in ("old papers", "older", "seen"):
        (tmp_path / name).mkdir()
    (tmp_path / "old.txt").touch()
    monkeypatch.chdir(tmp_path)


async def play(driven: Driven, steps: tuple[str, ...]) -> None:
    for step in steps:
        if step.startswith("fill:"):
            await driven.fill(step.removeprefix("fill:"))
        elif step.startswith("paste:"):
            await driven.paste(step.removeprefix("paste:"))
        else:
            await driven.press(step)
    await driven.complete()


def cited(driven: Driven) -> str:
    """The citations of the preview and of the popup, on one line."""
    shown = [page._shown for page in driven.app.screen_stack if isinstance(page, CitePopup)]
    pages = (page for page in driven.app.screen_stack if isinstance(page, SearchPage))
    shown += [page.looking._seen.citation for page in pages if page.looking._seen]
    return " ".join(word for each in shown if each for word in each.text.split())


async def screens(place: Path, size: tuple[int, int], marks: str) -> dict[str, str]:
    """All screens at a size, by name; nothing is coloured where the user wants no colours."""
    settings = Settings(marks=marks)
    found = {}
    async with browser(size, library=Library.open(place, settings=settings)) as driven:
        for name, steps in TOUR:
            await play(driven, steps)
            found[name] = driven.text
            if marks == "ascii":
                # What is copied is shown as it is copied, with the signs of its style.
                parts = [part.strip() for part in driven.text.replace("\n", "|").split("|")]
                assert all(part.isascii() or part in cited(driven) for part in parts), name
            assert not driven.app.native_ansi_color or driven.colours <= {"default"}, name
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_agreed(size: tuple[int, int], news: Path) -> None:
    check_screens(f"screens_{size[0]}x{size[1]}", await screens(news, size, "unicode"))


async def test_without_colours_every_screen_says_the_same(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    check_screens("screens_80x24", await screens(news, (80, 24), "unicode"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_agreed_in_ascii_without_colours_and_has_no_other_sign(
    size: tuple[int, int], news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    check_screens(f"screens_{size[0]}x{size[1]}_ascii", await screens(news, size, "ascii"))


@pytest.mark.parametrize("size", SMALL, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_main_screens_tell_what_they_are_for_where_there_is_little_room(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tour = (
        ("list", ("fill:very badly", "enter")),
        ("cite", ("Y",)),
        ("article", ("escape", "enter")),
        ("compare", ("q", "c")),
    )
    for marks in ("unicode", "ascii"):
        if marks == "ascii":
            monkeypatch.setenv("NO_COLOR", "1")
        found = {}
        async with browser(size, settings=Settings(marks=marks)) as driven:
            for name, steps in tour:
                await play(driven, steps)
                found[name] = driven.text
                words = {"cite": "“I don’t", "compare": "B"}.get(name, "defeated")
                assert words in driven.text, name
        check_screens(f"main_{size[0]}x{size[1]}" + "_ascii" * (marks == "ascii"), found)


async def test_the_samples_without_outlets_look_as_agreed() -> None:
    tour = (
        ("search", ()),
        ("list", ("fill:very badly", "enter")),
        ("citation", ("Y",)),
        ("article", ("escape", "enter")),
        ("comparison", ("q", "c", "n")),
    )
    found = {}
    async with browser((80, 24)) as driven:
        for name, steps in tour:
            await play(driven, steps)
            found[name] = driven.text
    check_screens("samples_80x24", found)


READ_ALOUD: tuple[tuple[tuple[str, ...], str], ...] = (
    (("fill:harbour",), ""),
    (("enter",), "> We will not sell"),
    (("down",), "> Nobody asked us"),
    (("f", "down"), ">Maria Lindqvist"),
    (("escape", "?", "down"), ">tab "),
    (("escape", "Y"), ">1 Plain"),
    (("right",), ">Quote only"),
    (("escape", "e", "tab", "tab"), ""),
    (("escape", "g", "enter"), "We will not sell"),
    (("n",), "Nobody asked us"),
    (("slash", "fill:harbour", "enter"), "harbour to anyone"),
    (("n",), "harbour"),
    (("escape", "escape", "c"), "not   sell"),
    (("down",), "  ∅   sell"),
    (("n",), "anyone,"),
    (("v",), "anyone,"),
    (("v",), "> 2 ,  punctuation"),
)
"""Keys, and what the terminal's cursor is then on; empty: on the end of what stands in a box."""


async def test_read_aloud_the_terminals_cursor_is_where_the_keys_go_and_nothing_is_drawn(news: Path) -> None:
    settings = Settings(marks="unicode", accessible=True)
    async with browser((96, 30), library=Library.open(news, settings=settings)) as driven:
        for keys, there in READ_ALOUD:
            await play(driven, keys)
            box = driven.app.screen.focused
            x, y = driven.app.cursor_position
            if there:
                assert driven.lines[y][x:].startswith(there), keys
            else:
                assert isinstance(box, SearchBox)
                assert driven.lines[y][:x].endswith(box.value), keys
            assert not set(driven.text) & set("│┃─━▌▐╭╮╰╯"), keys


def marked(rows: Iterable[Line]) -> str:
    """Lines with the role of each part that has one: `We will [missing]not[/]`."""
    parts = (
        [part.text if part.role is Role.PLAIN else f"[{part.role.value}]{part.text}[/]" for part in row]
        for row in rows
    )
    return "".join("".join(row).rstrip() + "\n" for row in parts)


def test_every_mark_stands_where_it_did(news: Path) -> None:
    library = Library.open(news)
    rows = {row.speaker + row.outlet: row for row in search_quotes.search(library, "harbour").rows}
    row = rows["Clara Ostrander" + "Example Herald"]
    compared = compare_versions.compare(library, row.pointer)
    order = (0, 1, 2)
    every = cells(compared)
    at = {
        "base": CompareState(1, 0, order),
        "dropped": CompareState(1, 1, order),
        "number": CompareState(4, 1, order),
    }
    seen = Glance(replace(quote_views.view(library, row.pointer), row=row), compared)
    view = quote_views.article(library, row.article)
    unsure = replace(row, named=False, uncertain=True)
    states = (RowState(), RowState(current=True, marked=True), RowState(current=True, focused=False))
    lists = [
        row_lines(each, 100, state, UNICODE) for each, state in zip((row, unsure, row), states, strict=True)
    ]
    nobody = row_lines(replace(row, speaker="", facts=Facts()), 60, RowState(bookmarked=True), UNICODE)
    heading = differences_text.heading(
        compared, at["base"], Heading("rows > v", "by date", "> b", 0, 9), 76, UNICODE
    )
    drawn: dict[str, Iterable[Line]] = {
        "list": [each for pair in (*lists, nobody) for each in pair],
        "preview": tall(seen, 76, UNICODE, PreviewKeys("e", "y", "plain")),
        "preview below the list": short(seen, 76, "1 of 4", UNICODE),
        "heading": heading,
        "article, searched": Laid(view, 76, UNICODE).page(stop_at(view, row.pointer), "harbour").lines,
        "differences": differences_text.below(compared, at["number"], 76, 12, UNICODE, "n"),
        "read aloud": differences_text.below(compared, at["dropped"], 76, 9, spoken(UNICODE), "n"),
        "hints": [hints(keymap({}), Place.COMPARE, 76)],
    }  # fmt: skip
    for name, state in at.items():
        drawn[f"rows, {name}"] = RowsView(compared, every, state, UNICODE).draw(76).lines
        drawn[f"columns, {name}"] = ColumnsView(compared, every, state, UNICODE).draw(120).lines
    library.close()
    check_screens("marks", {name: marked(rows) for name, rows in drawn.items()})
