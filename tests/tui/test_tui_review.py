"""The review by key: one doubt after another, with its evidence, decided, skipped and taken back."""

import shutil
import threading
from pathlib import Path

import doubtful_papers
import pytest
from tui_pilot import Driven, browser, check_screens, own_library

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import undo_changes
from quotebrowser.library.reviewing import doubt_answers, doubt_evidence
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.model import DoubtKind
from quotebrowser.settings import Settings
from quotebrowser.tui.screens.review_page import ReviewPage

TOUR = (
    ("a speaker", ("V",)),
    ("another", ("a",)),
    ("a name", ("escape", "s")),
    ("a date", ("n", "s")),
    ("an outlet", ("n", "n")),
    ("no outlet", ("Y",)),
    ("what is reviewed", ("f",)),
    ("nothing left", ("escape", "n", "y", "n", "n")),
)
"""Names of screens, and the keys from the one before."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return doubtful_papers.made(tmp_path_factory.mktemp("doubtful"))


@pytest.fixture
def place(papers: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(papers, tmp_path / "library"))


def head(driven: Driven) -> str:
    """How far the user is, and the question."""
    return " ".join(" ".join(driven.lines[:2]).split())


@pytest.mark.parametrize(
    ("size", "marks"),
    [((80, 24), "unicode"), ((120, 40), "unicode"), ((80, 24), "ascii"), ((40, 12), "ascii")],
    ids=lambda one: one if isinstance(one, str) else f"{one[0]}x{one[1]}",
)
async def test_every_screen_of_the_review_looks_as_agreed(
    place: Path, size: tuple[int, int], marks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if marks == "ascii":
        monkeypatch.setenv("NO_COLOR", "1")
    found = {}
    async with browser(size, library=Library.open(place, settings=Settings(marks=marks))) as driven:
        await driven.press("enter")
        for name, keys in TOUR:
            await driven.press(*keys)
            found[name] = driven.text
            assert marks == "unicode" or driven.text.isascii(), name
            assert not driven.app.native_ansi_color or driven.colours <= {"default"}, name
    check_screens(f"review_{size[0]}x{size[1]}" + "_ascii" * (marks == "ascii"), found)


async def test_read_aloud_the_review_is_sentences(place: Path) -> None:
    settings = Settings(marks="unicode", accessible=True)
    async with browser((80, 24), library=Library.open(place, settings=settings)) as driven:
        await driven.press("enter", "V")
        assert "y: John Smith said it" in driven.text
        assert "The article says “he”, and who that is had to be inferred; “said” reports it." in driven.text
        assert not set(driven.text) & set("│┃─━▌▐╭╮╰╯")
        y = driven.app.cursor_position.y
        assert "That was a very long day" in driven.lines[y]


async def test_answers_go_one_by_one_and_come_back_in_the_order_of_undo(place: Path) -> None:
    library = Library.open(place)
    async with browser((100, 30), library=library) as driven:
        await driven.press("enter", "V")
        assert head(driven).startswith("Review 1 of 10 speaker Did John Smith say this?")
        await driven.press("y")
        assert "✔ Kept: John Smith said it (U undoes it)" in driven.text
        assert head(driven).startswith("Review 2 of 10 name Is Ostrander the same as Clara Ostrander?")
        await driven.press("s")
        assert head(driven).startswith("Review 3 of 10")
        await driven.press("U")
        assert head(driven).startswith("Review 2 of 10 name Is Ostrander the same as Clara")
        await driven.press("y")
        assert "Ostrander is Clara Ostrander: 1 quote in 1 article (U undoes it)" in driven.text
        assert head(driven).startswith("Review 3 of 9 date"), "the other name is no more"
        await driven.press("a")
        await driven.type("2025-03-09")
        await driven.press("enter")
        assert "Kept: the date is 2025-03-09 (U undoes it)" in driven.text
        await driven.press("a")
        await driven.type("some day")
        await driven.press("enter")
        assert "some day is not a date" in driven.text
        for question in ("2025-03-04", "same as Clara Ostrander", "John Smith"):
            await driven.press("U")
            assert question in head(driven)
        assert head(driven).startswith("Review 1 of 10")
        await driven.press("ctrl+r")
        assert head(driven).startswith("Review 1 of 9")
        assert undo_changes.listed(library)[0].what == "speaker of 1 quote set to 'John Smith'"
        await driven.press("q")
        assert not isinstance(driven.app.screen, ReviewPage)


async def test_keys_pressed_before_the_next_doubt_is_shown_answer_nothing(place: Path) -> None:
    library = Library.open(place)
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "V")
        driven.send("y", "y", "n", "s", "Y")
        await driven.settle()
        assert len(undo_changes.listed(library)) <= 3
        for change in undo_changes.listed(library)[:-1]:
            assert "John Smith" in change.what or "Ostrander" in change.what
        seen = len(undo_changes.listed(library))
        await driven.press("Y")
        assert "No other article of the same site" in driven.text
        assert len(undo_changes.listed(library)) == seen


async def test_what_is_looked_at_while_an_answer_is_kept_stays_undecided(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, keep = threading.Event(), doubt_answers.yes

    def slow(library: Library, seen: Evidence, *, site: bool = False) -> None:
        kept.wait(10)
        keep(library, seen, site=site)

    monkeypatch.setattr(doubt_answers, "yes", slow)
    library = Library.open(place)
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "V")
        driven.send("y")
        await driven.until("The last answer is still being kept")
        for key in ("n", "U", "s", "f"):
            driven.send(key)
        await driven.until("What is reviewed")
        driven.send(*"outlets", "enter")
        await driven.until("1 of 5")
        kept.set()
        await driven.settle()
        assert "Kept: John Smith said it" in driven.text
        assert head(driven).startswith("Review 1 of 5 outlet Did example.org print this?")
        assert len(undo_changes.listed(library)) == 2
        await driven.press("f", "enter")
        assert head(driven).startswith("Review 1 of 9 name")


async def test_what_was_decided_is_not_answered_again_while_the_next_is_looked_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, find = threading.Event(), doubt_evidence.of

    def slow(library: Library, doubt: Doubt) -> Evidence | None:
        if doubt.kind is DoubtKind.NAME:
            looked.wait(10)
        return find(library, doubt)

    monkeypatch.setattr(doubt_evidence, "of", slow)
    library = Library.open(place)
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "V")
        driven.send("y")
        await driven.until("Kept: John Smith said it")
        driven.send("n", "s", "a", "f")
        await driven.until("What is reviewed")
        looked.set()
        await driven.press("escape")
        assert head(driven).startswith("Review 2 of 10 name Is Ostrander the same as Clara Ostrander?")
        assert len(undo_changes.listed(library)) == 2


async def test_the_review_is_of_what_is_marked_or_listed_and_of_all_when_asked(place: Path) -> None:
    async with browser((100, 30), library=Library.open(place), query="speaker:smith") as driven:
        await driven.press("enter", "V")
        assert "1 of 2" in driven.lines[0]
        assert "of the search speaker:smith" in driven.lines[0]
        await driven.press("f")
        await driven.type("whole")
        await driven.press("enter")
        assert "1 of 10" in driven.lines[0]
        assert "search" not in driven.lines[0]
        await driven.press("f")
        await driven.type("outlets")
        await driven.press("enter")
        assert "1 of 5" in driven.lines[0]
        await driven.press("q", "space", "V")
        assert "of 1 marked quote" in driven.lines[0]
        assert "1 of 2" in driven.lines[0]
        await driven.press("y", "n")
        assert "Nothing is left to decide of 1 marked quote; 2 decided now" in driven.text
        await driven.press("y", "n", "a", "s", "enter", "p", "f", "escape", "q")
        assert not isinstance(driven.app.screen, ReviewPage)


async def test_the_article_and_the_speaker_are_a_key_away_and_what_changes_there_is_seen(place: Path) -> None:
    async with browser((100, 30), library=Library.open(place)) as driven:
        await driven.press("enter", "V", "enter")
        assert "That was a very long day" in driven.text
        await driven.press("q", "e", "tab", "tab")
        await driven.fill("Peter Jones")
        await driven.press("enter")
        assert head(driven).startswith("Review 1 of 9 name")
        await driven.press("p")
        assert driven.lines[0].split("  ")[0] == " Ostrander"
        await driven.press("M", "enter", "q")
        assert head(driven).startswith("Review 1 of 7 date")


async def test_a_library_that_cannot_be_changed_says_so(place: Path) -> None:
    library = Library.open(place)
    library.is_demo = True
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "V")
        assert not isinstance(driven.app.screen, ReviewPage)
        assert "read-only" in driven.text or "cannot be changed" in driven.text


async def test_the_reason_is_seen_with_the_quote_where_the_text_before_it_has_no_room(tmp_path: Path) -> None:
    long = "The council had met three times since the spring, and the minutes were kept by a clerk. " * 6
    said = "The harbour is ours, and it stays ours for as long as there are boats in it. " * 4
    (tmp_path / "long.txt").write_text(
        f"Harbour news\n\nThe Daily Example wrote of it.\n\n{long}\n\n{long}\n\nIt said: “{said.strip()}”\n",
        encoding="utf-8",
    )
    library = own_library(tmp_path / "own", Settings(marks="unicode"))
    list(add_files.add(library, [tmp_path / "long.txt"], jobs=1))
    async with browser((80, 24), library=library) as driven:
        await driven.fill("harbour boats")
        await driven.press("enter", "V")
        assert "had to be inferred" in driven.lines[3], driven.text
        assert " ".join(driven.text.split()).count("boats in it.") == 4, driven.text


async def test_a_skip_that_cannot_be_written_is_said_and_the_doubt_stays(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise LibraryError("The newsroom's server does not answer")

    async with browser(library=Library.open(place)) as driven:
        await driven.press("enter", "V")
        asked = head(driven)
        await driven.press("s")
        skipped = head(driven)
        with monkeypatch.context() as patched:
            patched.setattr(doubt_answers, "put_off", busy)
            for key in ("s", "U"):
                await driven.press(key)
                assert "The newsroom's server does not answer" in driven.text
                assert head(driven) == skipped
        await driven.press("U")
        assert head(driven) == asked
