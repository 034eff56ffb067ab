"""The page of an outlet, the dates of what is listed, the filters by key: what is counted is listed."""

from pathlib import Path

import pytest
from harbour_news import made
from tui_pilot import Driven, browser, check_screens

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.noting import write_notes
from quotebrowser.settings import Settings
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.screens.search_page import SearchPage, _tell_lists
from quotebrowser.tui.screens.subject_page import SubjectPage

HERALD = 'in:"Example Herald"'


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("news"))


def page(driven: Driven) -> SearchPage:
    """The list on the screen."""
    shown = driven.app.screen
    assert isinstance(shown, SearchPage)
    return shown


def box(driven: Driven) -> str:
    return page(driven).panes.box.value


def options(driven: Driven) -> dict[str, str]:
    """What can be chosen in the popup, and the number at its right."""
    popup = driven.app.screen
    assert isinstance(popup, Chooser)
    return {one.label.strip(): one.right for one in popup.options.options if one.value}


async def test_an_outlets_page_opens_from_every_page_and_each_count_lists_as_many(news: Path) -> None:
    async with browser((100, 30), library=Library.open(news), query="harbour outlet:herald") as driven:
        await driven.press("enter", "O")
        assert driven.lines[0].split("  ")[0] == " Example Herald"
        assert "3 quotes · 1 article · 4 Mar 2025" in driven.lines[0]
        assert "others print too 2 of 3" in driven.lines[1]
        assert "printed first 2 of 2 · first with others 2 of 2" in driven.lines[2]
        assert box(driven) == HERALD
        await driven.press("b")
        counted = options(driven)
        await driven.press("escape")
        for at, (label, number) in enumerate(counted.items()):
            await driven.press("b", *["down"] * at, "enter")
            assert len(page(driven).panes.quotes.rows) == int(number.split()[0]), label
            assert box(driven).startswith(f"{HERALD} print:")
        await driven.press("b", *["down"] * (len(counted) - 1), "enter")
        assert box(driven) == HERALD, "what is in force is taken out again"
        await driven.press("O")
        assert "This is all that Example Herald has printed" in driven.text
        await driven.press("p")
        assert driven.lines[0].startswith(" Clara Ostrander")
        await driven.press("b")
        assert "Only outlets have these counts" in driven.text
        await driven.press("q", "M")
        assert "No name in the library is like Example Herald" in driven.text
        for way in ("enter", "c"):
            await driven.press(way, "O")
            assert isinstance(driven.app.screen, SubjectPage)
            await driven.press("escape", "q")
        await driven.press("q")
        assert not isinstance(driven.app.screen, SubjectPage)


async def test_whose_outlet_is_not_recorded_has_no_page() -> None:
    async with browser((60, 20), query="very badly") as driven:
        await driven.press("enter", "O")
        assert "It is not recorded which outlet printed this" in driven.text


async def test_dates_narrow_what_is_listed_and_go_back_by_key(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    what = iter(
        (
            "the bridge blue",
            "every boat in white",
            "a wall of my house",
            "no lighthouse here",
            "old doors red",
        )
    )
    texts = {"2021-03": 2, "2021-11-05": 1, "2024-03-09": 1, "": 1}
    for day, count in texts.items():
        for at in range(count):
            head = f"---\noutlet: Post\n{f'date: {day}' if day else 'title: No day'}\n---\n\n"
            said = f"“We paint {next(what)},” said Ada Roe."
            (tmp_path / f"{day}_{at}.md").write_text(f"{head}{said}\n", "utf-8")
    list(add_files.add(library, [tmp_path]))
    async with browser((80, 24), library=library, query="paint") as driven:
        await driven.press("enter", "B")
        assert "5 printings by date" in driven.text
        assert options(driven) == {"2021": "3", "2024": "1", "undated": "1"}
        assert "2022  0" in driven.text
        await driven.press("enter")
        assert box(driven) == "date:2021 paint"
        assert len(page(driven).panes.quotes.rows) == 3
        await driven.press("B")
        assert options(driven) == {"all dates": "←", "Mar 2021": "2", "Nov 2021": "1"}
        await driven.press("enter")
        assert box(driven) == "date:2021-03 paint"
        await driven.press("B")
        assert options(driven) == {"2021": "←", "Mar 2021": "2"}, "no day is known"
        await driven.press("left")
        assert box(driven) == "date:2021 paint"
        await driven.press("B", "left")
        assert box(driven) == "paint"
        await driven.press("B", "left", "escape")
        assert box(driven) == "paint", "there is nothing to go back to"
        await driven.press("B", "end", "down", "down", "enter")
        assert box(driven) == "no:date paint"
        assert len(page(driven).panes.quotes.rows) == 1
        await driven.press("B")
        assert "1 printing by date" in driven.text
        await driven.press("escape", "slash")
        await driven.fill("zyzzyva")
        await driven.press("escape", "B")


@pytest.mark.parametrize(("size", "pane"), [((80, 24), False), ((200, 50), True)])
async def test_filters_are_counted_when_they_are_opened_and_each_lists_as_many(
    size: tuple[int, int],
    pane: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    library = Library.open(made(tmp_path))
    uids = library.store.quotes.uids()[:2]
    write_notes.tag(library, uids, ["lead"])
    async with browser(size, library=library, query="harb") as driven:
        facets = page(driven).panes.facets
        assert facets.display == pane
        assert "KIND" not in driven.text
        assert "KIND" not in [row.value for row in facets.filters]
        await driven.press("enter", "f")
        if pane:
            offered = [row for row in facets.filters if row.field]
            counts = [(row.field, row.value, row.quotes) for row in offered]
        else:
            popup = driven.app.screen
            assert isinstance(popup, Chooser)
            offered_too = [one for one in popup.options.options if one.value]
            counts = [(one.value[0], one.value[1], int(one.right)) for one in offered_too]
            await driven.press("escape")
        assert {field for field, _, _ in counts} == {"speaker", "outlet", "kind", "meaning", "tag"}
        for at, (field, value, count) in enumerate(counts):
            if field in ("speaker", "outlet"):
                continue
            keys = ["f", *["down"] * at, "enter"] if not pane else ["g", *["down"] * at, "enter"]
            await driven.press(*keys)
            found = page(driven).listing.found
            assert found is not None
            assert found.total == count, (field, value)
            assert box(driven).endswith(" harb")
            await driven.press("slash")
            await driven.fill("harb")
            await driven.press("enter", *(["f"] if pane else []))


async def test_pages_above_the_list_hear_that_the_index_has_gone_on(tmp_path: Path) -> None:
    place = made(tmp_path)
    async with browser((100, 30), library=Library.open(place), query="harbour outlet:herald") as driven:
        await driven.press("enter", "O")
        assert "3 quotes" in driven.lines[0]
        (tmp_path / "more.md").write_text(
            "---\noutlet: Example Herald\ndate: 2025-03-09\n---\n\n“The quay is ours,” said Tom Baker.\n",
            "utf-8",
        )
        with Library.open(place).store as store:
            other = Library(store, Settings())
            list(add_files.add(other, [tmp_path / "more.md"]))
        _tell_lists(driven.app)
        await driven.settle()
        assert "4 quotes · 2 articles · 4 Mar 2025 to 9 Mar 2025" in driven.lines[0]
        assert len(page(driven).panes.quotes.rows) == 4


SCREENS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("list", ("enter",)),
    ("dates", ("B",)),
    ("outlet", ("escape", "O")),
    ("in numbers", ("b",)),
    ("meaning may differ", ("down", "down", "enter")),
    ("dates of an outlet", ("B",)),
    ("filters", ("escape", "f")),
)


@pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.parametrize("marks", ["unicode", "ascii"])
async def test_pages_and_popups_look_as_agreed(size: tuple[int, int], marks: str, news: Path) -> None:
    found = {}
    async with browser(
        size, library=Library.open(news, settings=Settings(marks=marks)), query="not"
    ) as driven:
        for name, keys in SCREENS:
            await driven.press(*keys)
            await driven.complete()
            found[name] = driven.text
            assert marks == "unicode" or not set(driven.text) & set("▇·…╭▌"), name
    check_screens(f"outlet_{size[0]}x{size[1]}" + "_ascii" * (marks == "ascii"), found)


async def test_read_aloud_each_bar_is_a_line_of_words(news: Path) -> None:
    settings = Settings(marks="unicode", accessible=True)
    async with browser((80, 24), library=Library.open(news, settings=settings)) as driven:
        await driven.press("enter", "B", "down", "up")
        assert "▇" not in driven.text
        x, y = driven.app.cursor_position
        assert driven.lines[y][x:].startswith(">4 Mar 2025: 5 printings")
        await driven.press("down")
        x, y = driven.app.cursor_position
        assert driven.lines[y][x:].startswith(">5 Mar 2025: 2 printings")
