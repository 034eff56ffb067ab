"""The page of a speaker by key: who they are, all they said by date, a name merged and taken apart again."""

from pathlib import Path

import pytest
from tui_pilot import Driven, browser

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.showing import speaker_views
from quotebrowser.model import Date, Facet, SpeakerKind
from quotebrowser.tui.paint import subject_text
from quotebrowser.tui.paint.lines import text_of, width_of
from quotebrowser.tui.paint.signs import UNICODE
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.screens.subject_page import SubjectPage

WALL = "“The harbour wall will stand for a hundred years and more,” said {}."
TEXTS = {
    "2024-03-01": WALL.format("Mayor Clara Ostrander"),
    "2024-03-02": WALL.format("Mayor Ostrander"),
    "2024-03-04": "“We shall pay for the ferry this year,” said Mayor Clara Ostrander.",
    "2024-05-09": "“Nobody has asked the fishermen yet,” Mayor Ostrander said.",
    "2024-05-10": "“It will rain,” said a spokesman.",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library")
    for day, text in TEXTS.items():
        (tmp_path / f"{day}.md").write_text(
            f"---\noutlet: Post {day[-1]}\ndate: {day}\n---\n\n{text}\n", "utf-8"
        )
    list(add_files.add(made, sorted(tmp_path.glob("*.md"))))
    return made


def said(driven: Driven) -> list[str]:
    """The days of what is listed."""
    page = driven.app.screen
    assert isinstance(page, SubjectPage)
    return [f"{row.facts.published.value}"[5:] for row in page.panes.quotes.rows if row.facts.published]


async def test_a_page_of_more_quotes_than_lines_follows_the_cursor() -> None:
    async with browser((80, 20), query="esbati") as driven:
        await driven.press("enter", "p", "G")
        page = driven.app.screen
        assert isinstance(page, SubjectPage)
        row = page.panes.row
        assert row is not None
        assert len(page.panes.quotes.rows) > page.panes.quotes.rows_seen()
        assert f"▌ {row.text}"[:60] in driven.text
        await driven.press("g")
        row = page.panes.row
        assert row is not None
        assert f"▌ {row.text}"[:60] in driven.text


async def test_a_speakers_page_opens_from_every_page_merges_a_name_and_goes_back(library: Library) -> None:
    async with browser((100, 30), library=library, query="ferry") as driven:
        await driven.press("enter", "p")
        assert driven.lines[0].split("  ")[0] == " Clara Ostrander"
        assert "2 quotes · 2 articles · 1 Mar 2024 to 4 Mar 2024 · 2 outlets" in driven.lines[0]
        assert driven.lines[1].strip() == "Mayor 2"
        assert driven.lines[2].split("  ")[0] == " perhaps the same: Ostrander"
        assert said(driven) == ["03-04", "03-01"]
        await driven.press("r")
        assert said(driven) == ["03-01", "03-04"]
        await driven.press("r", "M")
        assert "2 quotes in 2 articles" in driven.text
        assert "1 quote given to both" in driven.text
        await driven.press("enter")
        assert "Ostrander is now Clara Ostrander: 2 quotes in 2 articles (U undoes it)" in driven.text
        assert said(driven) == ["05-09", "03-04", "03-02"]
        assert "4 quotes · 4 articles" in driven.lines[0]
        assert "perhaps" not in driven.text
        await driven.press("M")
        assert "No name in the library is like Clara Ostrander" in driven.text
        await driven.press("U")
        assert "2 quotes · 2 articles" in driven.lines[0]
        assert said(driven) == ["03-04", "03-01"]
        await driven.press("slash")
        await driven.type(" ferry")
        assert said(driven) == ["03-04"]
        await driven.type(" zyzzyva")
        assert said(driven) == []
        await driven.press("escape", "enter", "p")
        assert said(driven) == ["03-04", "03-01"]
        assert "This is all that Clara Ostrander has said" in driven.text
        for way in ("enter", "c"):
            await driven.press(way, "p")
            assert said(driven) == ["03-04", "03-01"]
            await driven.press("escape", "q")
            assert isinstance(driven.app.screen, SubjectPage)
        await driven.press("q")
        assert not isinstance(driven.app.screen, SubjectPage)
        assert "ferry" in driven.lines[1]


async def test_the_shorter_name_becomes_the_longer_ones_and_its_page_with_it(library: Library) -> None:
    async with browser((80, 24), library=library, query="fishermen") as driven:
        await driven.press("enter", "p", "M", "enter")
        assert driven.lines[0].split("  ")[0] == " Clara Ostrander"
        assert said(driven) == ["05-09", "03-04", "03-02"]


async def test_marks_are_taken_along_to_a_speakers_page_and_back(library: Library) -> None:
    async with browser((80, 24), library=library, query="wall") as driven:
        await driven.press("enter", "space", "p", "space", "Q")
        assert "2 quotes are marked. Press Q again to quit" in driven.text
        await driven.press("q")
        page = driven.app.screen
        assert isinstance(page, SearchPage)
        assert not isinstance(page, SubjectPage)
        assert len(page.panes.quotes.marked) == 2


async def test_who_is_not_named_has_no_page(library: Library) -> None:
    async with browser((60, 20), library=library, query="rain") as driven:
        await driven.press("enter", "p")
        assert "Nobody is named who said this" in driven.text
        assert not isinstance(driven.app.screen, SubjectPage)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_the_name_is_seen_at_any_width_and_no_count_is_cut(width: int) -> None:
    proposal = Proposal("Ostrander", "Clara Ostrander", "the same surname", 2, 2, 1, 0, 0, ())
    days = Date.parse("2024-03-01"), Date.parse("2024-05-09")
    view = speaker_views.SpeakerView(
        "Clara Ostrander",
        SpeakerKind.PERSON,
        3000,
        900,
        *days,
        (Facet("Post", 2000), Facet("", 1000)),
        (),
        (),
        (proposal,),
    )
    for known in (view, None):
        lines = subject_text.speaker_head("Clara Ostrander", known, width, UNICODE, key="M", high=True)
        assert len(lines) == (3 if known else 2)
        assert text_of(lines[0]).startswith(" Clara Ostrander")
        assert max(map(width_of, lines)) <= width
    told = text_of(subject_text.speaker_head("Clara Ostrander", view, width, UNICODE, key="M", high=False)[0])
    whole = "3,000 quotes · 900 articles · 1 Mar 2024 to 9 May 2024 · 1 outlet"
    assert whole.startswith(told.removeprefix(" Clara Ostrander").strip())
