"""An article is hostile input: whatever it holds is shown as letters, and nothing of it is run."""

import unicodedata
from pathlib import Path

import pytest
from tui_pilot import Driven, browser

from quotebrowser import settings
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.settings import Settings

MARKUP = "[@click=app.quit()]x[/] [/ [b]y[/b] [red"
CODES = "\x1b]52;c;ZXZpbA==\x07 \x9b31m \u202eback\u202c \u200bz"
PAYLOAD = f"{MARKUP} {CODES}"
ARTICLES = {
    "one.txt": (
        "Jane [@click=app.quit()]Roe[/] spoke.\n\n"
        f"“We lost the long war {PAYLOAD} and it was very hard,” said Jane Roe of the [/ council. "
        f"“We will not say {PAYLOAD} again to anyone here,” she said.\n"
    ),
    "t[w]o [/.txt": f"“We lost the long war {PAYLOAD} and it was very hard!” said Jane Roe on Monday.\n",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Library:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in ARTICLES.items():
        (texts / name.replace("/", "∕")).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "library", settings=Settings(marks="unicode"))
    outcomes = list(add_files.add(library, [texts]))
    assert all(outcome.quotes for outcome in outcomes), outcomes
    return library


def harmless(driven: Driven) -> None:
    """Nothing that acts on a terminal is in what would be written to it, and the program still runs."""
    for strip in driven.app.screen._compositor.render_strips():
        for segment in strip:
            for char in segment.text:
                assert unicodedata.category(char) not in ("Cc", "Cs", "Co"), repr(segment.text)
                assert char not in "\u202e\u202c\u200b", repr(segment.text)
    assert not driven.app._exit


@pytest.mark.parametrize("size", [(160, 24)])
async def test_every_view_shows_it_as_letters(hostile: Library, size: tuple[int, int]) -> None:
    async with browser(size, library=hostile) as driven:
        harmless(driven)
        await driven.fill("long war")
        assert "[@click=app.quit()]x[/]" in driven.text
        walk = ("enter", "f", "escape", "Y", "down", "tab", "tab", "escape", "e", "escape", "space", "space",
                "Y", "escape", "*", "*", "enter", "n", "/")  # fmt: skip
        for key in walk:
            await driven.press(key)
            harmless(driven)
        await driven.fill("[red")
        harmless(driven)
        await driven.press("escape", "c")
        for key in ("n", "v", "n", "v", "n", "v", "=", ".", "b", "C", "y", "enter", "q", "q"):
            await driven.press(key)
            harmless(driven)


async def test_what_is_doubtful_is_shown_as_letters(hostile: Library) -> None:
    async with browser((80, 24), library=hostile) as driven:
        for key in ("enter", "V", "a", "escape", "f", "escape", "s", "a", "escape", "enter", "q"):
            await driven.press(key)
            harmless(driven)
        assert "Review" in driven.lines[0]
        assert "[@click=app.quit()]x[/]" in driven.text


async def test_clicking_on_markup_runs_nothing(hostile: Library) -> None:
    async with browser((80, 24), library=hostile) as driven:
        await driven.fill("long war")
        places = [(line.index("[@click"), y) for y, line in enumerate(driven.lines) if "[@click" in line]
        assert len(places) > 1
        for x, y in places:
            for dx in (0, 9, 18, 20):
                await driven.pilot.click(offset=(x + dx, y))
        await driven.settle()
        harmless(driven)


async def test_what_is_typed_or_pasted_is_no_markup(hostile: Library) -> None:
    async with browser(library=hostile) as driven:
        await driven.fill("[@click=app.quit()]zebra[/] [/")
        assert "[@click=app.quit()]zebra[/] [/" in driven.text
        harmless(driven)


async def test_right_to_left_words_are_set_apart_on_the_screen_and_nowhere_else(tmp_path: Path) -> None:
    text = tmp_path / "mixed.txt"
    text.write_text(
        "“We will not raise the שלום עולם tax of the town this year,” said Jane Roe on Monday.\n", "utf-8"
    )
    library = Library.open(tmp_path / "library", settings=Settings(marks="unicode"))
    list(add_files.add(library, [text]))
    async with browser((120, 24), library=library) as driven:
        for key in ("enter", "enter"):
            await driven.press(key)
            rows = [
                "".join(part.text for part in row) for row in driven.app.screen._compositor.render_strips()
            ]
            shown = [row for row in rows if "שלום" in row]
            assert shown
            assert all(row.count("\u2068") == row.count("\u2069") > 0 for row in shown)
            assert all(row.index("\u2068") < row.index("ש") < row.rindex("\u2069") for row in shown)
        await driven.press("y")
        driven.app.screen.text_select_all()
        chosen = driven.app.screen.get_selected_text()
        assert chosen is not None
        assert "שלום" in chosen
        last = (settings.state_directory() / "last-copy.txt").read_text(encoding="utf-8")
        assert "שלום" in last
        assert not {"\u2068", "\u2069"} & {*chosen, *last}
