"""Row, preview, comparison, article and bookmark on the screen: one quote, asked for once."""

from pathlib import Path

import pytest
from tui_pilot import browser

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files

NARROW, WIDE = (80, 24), (120, 40)
TEXTS = {
    "Alpha": "“Let me be clear about the budget of this country today,” Mayor Ann Torres said."
    " “We will not raise taxes on the bakers of this town in the coming winter.”",
    "Beta": "“We will raise taxes on the bakers of this town in the coming winter,” Mayor Ann Torres said.",
}
MOST = 20
"""Statements that a key may take, whatever it shows."""

BACK = 15
"""Statements that it may take to come back to the list."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two articles: narration interrupts the quote of the one, the other drops its `not`."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, text in TEXTS.items():
        head = f"---\noutlet: {name}\n---\n"
        (papers / f"{name}.txt").write_text(f"{head}{text}\n\nIt rained in {name}.\n", "utf-8")
    opened = Library.open(tmp_path / "library")
    list(add_files.add(opened, [papers], jobs=1))
    return opened


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("query", ["bakers", "", "has:differences", "mark:bookmark"])
async def test_what_a_row_says_is_what_is_compared_from_everywhere(
    library: Library, query: str, size: tuple[int, int]
) -> None:
    async with browser(size, library=library) as driven:
        await driven.press("enter", "m", "/")
        await driven.fill(query)
        await driven.press("enter")
        for _ in range(2):
            assert "2 versions, meaning may differ" in driven.text
            assert "Alpha" in driven.text
            assert "Beta" in driven.text
            await driven.press("c")
            assert "2 versions" in driven.text
            assert "negation" in driven.text
            await driven.press("escape")
        await driven.press("enter", "c")
        assert "2 versions" in driven.text
        assert "negation" in driven.text


async def test_a_part_that_one_article_prints_gives_way_to_the_one_that_others_print(
    library: Library,
) -> None:
    async with browser(library=library, query="country") as driven:
        await driven.press("enter")
        assert "2 versions, meaning may differ" in driven.text
        await driven.press("c")
        assert "2 versions" in driven.text
        assert "negation" in driven.text


@pytest.mark.parametrize(
    ("query", "here", "other"), [("will raise", "Beta", "Alpha"), ("not", "Alpha", "Beta")]
)
async def test_the_preview_says_how_others_stand_to_the_row_not_to_the_base(
    library: Library, query: str, here: str, other: str
) -> None:
    async with browser(NARROW, library=library, query=f'"{query}"') as driven:
        assert any("meaning may differ" in line and here in line for line in driven.lines)
        (also,) = (line for line in driven.lines if line.startswith("  also"))
        assert other in also
        assert "same words" not in also


async def test_a_key_its_preview_the_comparison_and_the_way_back_ask_little(
    statements: list[str],
) -> None:
    async with browser(WIDE) as driven:
        compared = 0
        for text in ("activate", "everyone", "defeat"):
            await driven.fill("")
            await driven.complete()
            for key in text:
                statements.clear()
                await driven.press(key)
                assert 0 < len(statements) <= MOST, (key, statements)
                compared += any("WHERE a.removed = 0 AND p.utterance =" in one for one in statements)
                await driven.complete()
        assert compared, "no key led to a comparison that was not made before"
        for _ in range(2):
            await driven.press("enter")
            statements.clear()
            await driven.press("c")
            assert 0 < len(statements) <= 2, statements  # it was compared for the preview
            statements.clear()
            await driven.press("escape")
            assert 0 < len(statements) <= BACK, statements
            statements.clear()
            await driven.press("enter")
            assert 0 < len(statements) <= 5, statements
            statements.clear()
            await driven.press("escape")
            assert 0 < len(statements) <= BACK, statements
            await driven.press("escape", "escape", "/")


async def test_moving_through_the_list_asks_for_the_quote_and_its_comparison(
    statements: list[str],
) -> None:
    async with browser(WIDE) as driven:
        await driven.press("enter")
        await driven.complete()
        for _ in range(12):
            statements.clear()
            await driven.press("j")
            assert 0 < len(statements) <= 11, statements
            statements.clear()
            await driven.press("k", "j")
            assert len(statements) <= 10, statements
