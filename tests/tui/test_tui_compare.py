"""The comparison screen: views, differences, base, order, columns."""

from pathlib import Path

from tui_pilot import Driven, browser, check_golden

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.settings import Settings
from quotebrowser.tui.paint.lines import Role
from quotebrowser.tui.screens.compare_page import ComparePage


async def opened(driven: Driven) -> ComparePage:
    await driven.fill("very badly")
    await driven.press("enter", "c")
    page = driven.app.screen
    assert isinstance(page, ComparePage)
    return page


def numbers(driven: Driven) -> list[str]:
    """Numbers drawn as the one looked at."""
    page = driven.app.screen
    assert isinstance(page, ComparePage)
    return [
        part.text
        for row in page.pane.lines
        for part in row
        if part.role is Role.HERE and part.text[0].isdigit()
    ]


async def test_differences_are_gone_through_by_key_and_by_number() -> None:
    async with browser() as driven:
        await opened(driven)
        assert numbers(driven) == ["1,"]
        await driven.press("n", "l", "right")
        assert numbers(driven)[0].startswith("4")
        await driven.press("n")
        assert "This is the last difference" in driven.text
        await driven.press("N", "h", "left", "N")
        assert numbers(driven) == ["1,"]
        assert "This is the first difference" in driven.text
        await driven.press("3")
        assert numbers(driven)[0].startswith("3")
        await driven.press("9")
        assert numbers(driven)[0].startswith("3")


PLACES = ["mill", "mine", "quay", "dock", "yard", "barn", "well", "pond", "farm", "shop", "inn", "park"]


async def test_a_difference_beyond_the_ninth_is_reached_by_typing_its_number(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", settings=Settings(marks="unicode"))
    for verb in ("close", "spare"):
        said = " ".join(
            f"In week {at} we will {verb} the old {place} by the river." for at, place in enumerate(PLACES, 1)
        )
        path = tmp_path / f"{verb}.txt"
        path.write_text(f"“{said}” Ada Weiss said.\n", encoding="utf-8")
        list(add_files.add(library, [path]))
    async with browser((80, 24), library=library) as driven:
        await driven.fill("river")
        await driven.press("enter", "c", "v")
        page = driven.app.screen
        assert isinstance(page, ComparePage)
        assert len(page._drawn.places) == len(PLACES)
        await driven.pilot.press("1", "1")
        await driven.settle()
        assert page.seen.state.difference == 11
        page.differences.typed = ("11", 0.0)  # typed long ago: it is another number now
        await driven.press("2")
        assert page.seen.state.difference == 2
        await driven.press(*["n"] * 8)
        heading = next(row for row in driven.lines if "A▸" in row)
        assert "close" in heading
        assert "spare" in heading


async def test_punctuation_can_be_left_unmarked() -> None:
    async with browser() as driven:
        await opened(driven)
        before = driven.lines[1]
        await driven.press(".")
        assert driven.lines[1] != before
        assert ",3" not in driven.lines[1]
        await driven.press(".")
        assert driven.lines[1] == before


async def test_another_version_becomes_the_base() -> None:
    async with browser((120, 40)) as driven:
        page = await opened(driven)
        await driven.press("down", "b")
        assert "Compared with" in driven.text
        assert page.seen.witness is not None
        assert page.seen.witness.siglum == "A"
        names = [line for line in driven.lines if line.startswith("▌A▸")]
        assert names
        await driven.press("b")
        assert "Compared with" in driven.text


async def test_on_the_base_the_key_measures_against_the_next_version() -> None:
    async with browser((120, 40)) as driven:
        page = await opened(driven)
        assert page.seen.comparison is not None
        first, second, *_ = (one.article for one in page.seen.comparison.collation.witnesses)
        await driven.press("b")
        assert page.seen.comparison.collation.witnesses[0].article == second
        name = page.seen.comparison.articles[second].outlet.name
        assert f"Compared with {name}" in driven.text
        await driven.press("down", "b")
        assert page.seen.witness is not None
        assert page.seen.witness.article == page.seen.comparison.collation.witnesses[0].article != second
        assert first in page.seen.comparison.articles


async def test_a_single_version_stays_the_base() -> None:
    async with browser((120, 40)) as driven:
        await driven.fill("leaving a mark on history")
        await driven.press("enter", "c", "b")
        page = driven.app.screen
        assert isinstance(page, ComparePage)
        assert page.seen.comparison is not None
        (only,) = page.seen.comparison.collation.witnesses
        assert f"Compared with {page.seen.comparison.articles[only.article].outlet.name}" in driven.text


async def test_versions_are_ordered_and_left_out() -> None:
    async with browser((120, 40)) as driven:
        page = await opened(driven)
        await driven.press("s")
        assert "by date" in driven.lines[1]
        await driven.press("s", "s")
        assert "by similarity" in driven.lines[1]
        await driven.press("down", "x")
        assert sum(line[1:3] in ("A▸", "B ", "C ", "D ") for line in driven.lines) % 3 == 0
        await driven.press("up", "up", "x")
        assert "All versions are shown" in driven.text
        assert page.seen.witness is not None


async def test_columns_are_paged_and_follow_the_version_looked_at() -> None:
    async with browser((120, 40)) as driven:
        await opened(driven)
        await driven.press("]")
        assert "Press v to see columns" in driven.text
        await driven.press("v")
        assert "1–3 of 4" in driven.lines[0]
        await driven.press("]")
        assert "2–4 of 4" in driven.lines[0]
        await driven.press("[")
        assert "1–3 of 4" in driven.lines[0]
        await driven.press("down", "down", "down")
        assert "2–4 of 4" in driven.lines[0]
        await driven.resize(200, 50)
        await driven.press("]")
        assert "All versions are shown" in driven.text


async def test_scrolling_keys_move_the_versions() -> None:
    async with browser((60, 20)) as driven:
        page = await opened(driven)
        await driven.press("G")
        assert page.pane.scroll_offset.y > 0
        await driven.press("g", "pagedown", "pageup", "ctrl+d", "ctrl+u", "home", "end", "home")
        assert page.pane.scroll_offset.y == 0


async def test_a_quote_that_only_one_article_prints_is_shown_without_differences() -> None:
    async with browser() as driven:
        await driven.fill("domestic politics")
        await driven.press("enter", "c", "n")
        assert "1 version" in driven.lines[1]
        assert "next difference" not in driven.text, "there is none"
        assert "no difference" in driven.text.lower()


async def test_a_mention_has_nothing_to_compare_and_that_is_said() -> None:
    async with browser() as driven:
        await driven.fill("kind:mention")
        await driven.press("enter", "c")
        assert "nothing to compare" in driven.text.lower() or "nobody" in driven.text


async def test_the_comparison_is_of_what_was_marked_by_the_cursor(tmp_path: Path) -> None:
    async with browser() as driven:
        page = await opened(driven)
        first = page.target()
        await driven.press("down")
        assert page.target() != first
        await driven.press("Y", "escape", "e")
        assert "cannot be changed" in driven.text


_WIRE = (
    "“The harbour wall will not survive another winter storm without repairs,” said Anna Holt. The council "
    "met for three hours and heard engineers, fishermen and two professors, and nobody voted for the plan."
)


async def test_reprints_are_counted_beside_their_text_and_shown_by_key(tmp_path: Path) -> None:
    for name in ("Herald", "Mirror", "Gazette"):
        (tmp_path / f"{name}.txt").write_text(f"---\noutlet: {name}\n---\n{_WIRE}", encoding="utf-8")
    own = _WIRE.replace("not survive", "survive")[:89] + " Anna Holt said, speaking in Danish."
    (tmp_path / "Own.txt").write_text(f"---\noutlet: Own\n---\n{own}", encoding="utf-8")
    library = Library.open(tmp_path / "library")
    list(
        add_files.add(library, [tmp_path / f"{name}.txt" for name in ("Herald", "Mirror", "Gazette", "Own")])
    )
    async with browser(library=library) as driven:
        await driven.fill("harbour wall")
        await driven.press("enter")
        assert "4 versions of 2 texts" in driven.text
        await driven.press("c")
        assert "2 independent texts" in driven.text
        assert any(f"{name} +2" in driven.text for name in ("Herald", "Gazette", "Mirror"))
        assert "one text in" in driven.text
        assert "translated, as" in driven.text
        await driven.press("r")
        assert "+2" not in driven.text
        assert all(name in driven.text for name in ("Herald", "Mirror", "Gazette", "Own"))
        await driven.press("r")
        assert "2 reprints hidden" in driven.text


async def test_where_nothing_is_a_reprint_the_key_says_so() -> None:
    async with browser() as driven:
        await opened(driven)
        await driven.press("r")
        assert "No version here reprints" in driven.text


async def test_a_version_is_marked_as_primary_and_stays_so(own_seeds: Path) -> None:
    library = Library.open(own_seeds)
    async with browser((120, 40), library=library) as driven:
        page = await opened(driven)
        base = page.seen.comparison.collation.witnesses[0].article if page.seen.comparison else ""
        await driven.press("down", "P")
        assert "is marked as primary" in driven.text
        chosen = page.seen.comparison.collation.witnesses[0].article if page.seen.comparison else ""
        assert chosen != base
        await driven.press("q", "c")
        assert "is marked as primary" in driven.text
        await driven.press("P")
        assert "no longer the primary version" in driven.text
        assert "is marked as primary" not in driven.text


RECORDED = {
    "hearing": (
        "Transcript of the harbour hearing\n\n"
        "ADA WEISS: We will not sell the harbour to the ferry company. The cranes were paid for by our"
        " grandparents,"
        " and they are older than anybody in this room. The quay is open to every boat.\n\n"
        "HADDAD: Who says that?\n\nWEISS: I do.\n\nHADDAD: Not everybody.\n"
    ),
    "herald": (
        "“We will sell the harbour to the ferry company,” said Ada Weiss. “The quay is open to every boat.”\n"
    ),
    "mirror": "“The quay is open to every boat,” said Omar Haddad, a member of the council, on Monday.\n",
}


async def test_the_record_is_the_base_and_shows_what_it_has_between_printed_parts(tmp_path: Path) -> None:
    for name, text in RECORDED.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    library = Library.open(tmp_path / "own", settings=Settings(marks="unicode"))
    list(add_files.add(library, [tmp_path / f"{name}.txt" for name in RECORDED], jobs=1))
    async with browser((80, 24), library=library) as driven:
        await driven.fill("quay open")
        assert "2 outlets; in the record" in driven.text
        await driven.press("enter", "c")
        check_golden("compare_record_80x24", driven.text)
        await driven.press("w")
        assert "[17 words]" not in driven.text
        assert "paid for by our grandparents" in driven.text
        await driven.press("w")
        assert "[17 words]" in driven.text
        await driven.press("j", "P")
        assert "herald is primary: all versions are compared with it" in driven.text
        assert "proposed as primary" in driven.text


async def test_without_a_record_nothing_lies_between_printed_parts() -> None:
    async with browser() as driven:
        await opened(driven)
        await driven.press("w")
        assert "No record has words between two printed parts here" in driven.text
