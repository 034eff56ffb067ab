"""A record on the screen: its turns, their times, what outlets print of it, the way from a comparison."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_pilot import Driven, browser, check_golden

from quotebrowser import extract
from quotebrowser.library import ArticleView, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import file_views, quote_views, record_views
from quotebrowser.library.views import Printed
from quotebrowser.model import Article, Fact, Facts, Form, Moment, Page, Pointer, Provenance
from quotebrowser.settings import Settings
from quotebrowser.tui.paint.article.reader_text import Laid
from quotebrowser.tui.paint.article.stops import Stop
from quotebrowser.tui.paint.lines import DrawnLater, Line, Piece, Role, breaks, cut, line, text_of, wrap
from quotebrowser.tui.paint.signs import ASCII, UNICODE, Marks
from quotebrowser.tui.screens.compare_page import ComparePage
from quotebrowser.tui.screens.reader_page import ReaderPage
from quotebrowser.tui.widgets.facet_list import FacetList

HEAD = "Transcript of the press conference\n\n"
INLINE = """[00:00:12] ADA WEISS: We will not sell the harbour. It belongs to the town.

(APPLAUSE)

It always has.

[00:01:30] QUESTION: Who pays for the cranes?

[00:01:34] MAYOR WEISS: (laughing) The town has always paid for them.

[00:02:10] OMAR HADDAD: I do not agree at all.
"""
ALONE = """Ada Weiss
We will not sell the harbour. It belongs to the town.

Omar Haddad
Who pays for the cranes?

Ada Weiss
The town does, as it always has.

Omar Haddad
I do not agree at all.
"""


def record(text: str, form: Form = Form.TRANSCRIPT, **known: object) -> ArticleView:
    """A text that is read as a record."""
    facts = Facts(form=Fact(form, Provenance.GIVEN))
    read = extract.read(replace(Article("a", text, "/n/a.txt", facts), **known))  # type: ignore[arg-type]
    heads = record_views.heads(read.article, read.quotes)
    pointers = tuple(Pointer(quote.uid, quote.uid, "") for quote in read.quotes)
    return ArticleView(read.article, read.quotes, pointers, tuple(heads))


def printing(view: ArticleView, **counts: int) -> ArticleView:
    """The same, printed by so many outlets at the sentences that begin with a word."""
    text = view.article.text
    printed = [
        Printed(Pointer(quote.uid, "", "u"), span, counts[first], counts[first])
        for quote in view.quotes
        for span in quote.spans
        if (first := span.of(text).split()[0]) in counts
    ]
    return replace(view, printed=tuple(printed))


def drawn(view: ArticleView, at: str = "", width: int = 60, marks: Marks = UNICODE) -> Sequence[Line]:
    """The lines of a record, the sentence that begins so looked at."""
    spans = (
        (quote, span)
        for quote in view.quotes
        for span in quote.spans
        if at and span.of(view.article.text).startswith(at)
    )
    stop = next((Stop(Pointer(quote.uid, quote.uid, "u"), (span,)) for quote, span in spans), None)
    return Laid(view, width, marks).page(stop).lines


def text(lines: Sequence[Line]) -> list[str]:
    return [text_of(row) for row in lines]


def test_a_label_is_the_heading_of_its_turn_and_what_is_no_speech_is_dim() -> None:
    lines = drawn(printing(record(HEAD + INLINE), It=12, The=3), at="It belongs")
    assert text(lines) == [
        "    Transcript of the press conference",
        "",
        "    [00:00:12] ADA WEISS:",
        "12▐ We will not sell the harbour. It belongs to the town.",
        "",
        "    (APPLAUSE)",
        "",
        "12  It always has.",
        "",
        "    [00:01:30] QUESTION:",
        "    Who pays for the cranes?",
        "",
        "    [00:01:34] MAYOR WEISS:  Ada Weiss",
        " 3  (laughing) The town has always paid for them.",
        "",
        "    [00:02:10] OMAR HADDAD:",
        "    I do not agree at all.",
    ]
    roles = {part.text.strip(): part.role for row in lines for part in row}
    assert roles["It belongs to the town."] is Role.QUOTE
    assert roles["We will not sell the harbour."] is Role.PLAIN
    assert roles["(APPLAUSE)"] is roles["(laughing)"] is roles["Ada Weiss"] is Role.DIM
    assert roles["[00:01:30] QUESTION:"] is roles["12"] is Role.LABEL
    assert roles["Transcript of the press conference"] is Role.PLAIN


def test_in_ascii_the_numbers_stay_and_the_bar_is_one() -> None:
    lines = drawn(printing(record(HEAD + INLINE), It=3), at="It belongs", marks=ASCII)
    assert text(lines)[3] == "3| We will not sell the harbour. It belongs to the town."
    assert all(row.isascii() for row in text(lines))


def test_names_on_lines_of_their_own_stand_over_their_words() -> None:
    assert text(drawn(record(HEAD + ALONE)))[2:7] == [
        "   Ada Weiss",
        "   We will not sell the harbour. It belongs to the town.",
        "",
        "   Omar Haddad",
        "   Who pays for the cranes?",
    ]


def test_times_and_pages_stand_beside_the_labels_that_do_not_print_them() -> None:
    plain = HEAD + INLINE.replace("[", "(at ").replace("]", ")")
    cleared = "\n".join(row.partition(") ")[2] if row.startswith("(at") else row for row in plain.split("\n"))
    paged = record(
        cleared, pages=(Page(0, "ix", labelled=True), Page(cleared.index("QUEST"), "2", labelled=False))
    )
    beside = [row for row in text(drawn(paged)) if ":" in row]
    assert beside == [
        "   ADA WEISS:  p. ix",
        "   QUESTION:  page 2 of the file",
        "   MAYOR WEISS:  Ada Weiss",
        "   OMAR HADDAD:",
    ]
    timed = record(
        cleared, times=(Moment(cleared.index("ADA"), 12_000), Moment(cleared.index("MAYOR"), 94_000))
    )
    beside = [row for row in text(drawn(timed)) if ":" in row]
    assert beside[2:] == ["   MAYOR WEISS:  Ada Weiss · 00:01:34", "   OMAR HADDAD:  00:01:34"]


def test_paragraphs_of_captions_say_when_they_were_said() -> None:
    words = "We will not sell it.\n\nNot now, and not later.\n\n[00:09] Never."
    view = record(words, Form.CAPTIONS, times=(Moment(0, 1_000), Moment(22, 4_361_000), Moment(48, 9_000)))
    assert [row.strip() for row in text(drawn(view)) if row] == [
        "00:00:01", "We will not sell it.", "01:12:41", "Not now, and not later.", "[00:09] Never.",
    ]  # fmt: skip


@pytest.mark.parametrize("form", [Form.TRANSCRIPT, Form.CAPTIONS])
@pytest.mark.parametrize("words", [HEAD + INLINE, HEAD + ALONE, INLINE.replace("\n\n", " ")])
def test_every_character_of_a_record_is_shown_in_order(words: str, form: Form) -> None:
    view = replace(
        record(words, form), heads=tuple(replace(head, name="") for head in record(words, form).heads)
    )
    view = replace(view, article=replace(view.article, times=()))
    for width in (12, 30, 200):
        shown = "".join("".join(row.split()) for row in text(drawn(view, width=width)))
        assert shown == "".join(words.split())


@given(st.text(st.sampled_from("abc- -  –’é中\u0301\xa0"), max_size=40), st.integers(2, 20))
def test_lines_end_where_wrapping_ends_them(words: str, width: int) -> None:
    rows = breaks(words, width)
    assert [words[start:end] for start, end in rows] == text(wrap([Piece(words)], width))
    parts = [Piece(words[:7], Role.DIM), Piece(words[7:])]
    assert "".join(text([cut(parts, *row) for row in rows])) == "".join(words[s:e] for s, e in rows)


def test_of_a_long_record_only_what_is_seen_is_drawn() -> None:
    made: list[int] = []

    def draw(block: int) -> list[Line]:
        made.append(block)
        return [line(f"{block}.{row}") for row in range(3)]

    lines = DrawnLater(range(0, 3_001, 3), draw)
    assert (len(lines), text(lines[1_499:1_502])) == (3_000, ["499.2", "500.0", "500.1"])
    assert (text_of(lines[-1]), text_of(lines[1_500])) == ("999.2", "500.0")
    assert made == [499, 500, 999]
    with pytest.raises(IndexError):
        lines[3_000]


PRESS = {
    "herald": (
        "“We will not sell the harbour,” said Ada Weiss, the mayor.\n\n"
        "“The town has always paid for them,” she added."
    ),
    "post": "“We will sell the harbour,” said the mayor, Ada Weiss.",
}


@pytest.fixture
def meeting(tmp_path: Path) -> Library:
    """A transcript, and what two outlets print of it."""
    given = tmp_path / "given"
    given.mkdir()
    for name, words in {"talk": HEAD + INLINE, **PRESS}.items():
        (given / f"{name}.txt").write_text(f"---\noutlet: The {name.title()}\n---\n{words}", encoding="utf-8")
    library = Library.open(tmp_path / "own", settings=Settings(marks="unicode"))
    list(add_files.add(library, [given]))
    return library


def head(driven: Driven) -> str:
    return driven.lines[0]


async def test_the_way_from_a_comparison_into_the_record_and_through_what_is_printed(
    meeting: Library,
) -> None:
    async with browser((80, 24), library=meeting) as driven:
        await driven.fill("sell the harbour")
        await driven.press("enter", "c")
        assert isinstance(driven.app.screen, ComparePage)
        assert "R record" in driven.lines[-2]
        await driven.press("R")
        assert isinstance(driven.app.screen, ReaderPage)
        assert head(driven).startswith(" The Talk · no date · 00:00:12 · transcript")
        assert head(driven).endswith("2 outlets · passage 1 of 2")
        check_golden("record_80x24", driven.text)
        await driven.resize(120, 40)
        check_golden("record_120x40", driven.text)
        await driven.resize(80, 24)
        await driven.press("n")
        assert head(driven).endswith("1 outlet · passage 2 of 2")
        assert "The town has always" in next(row for row in driven.lines if "▐" in row)
        await driven.press("n")
        assert "This is the last printed passage" in driven.text
        await driven.press("N", "N")
        assert "This is the first printed passage" in driven.text
        await driven.press("q", "q", "/")
        await driven.fill("agree")
        await driven.press("enter", "enter")
        assert head(driven).endswith("only in the record")
        await driven.press("N")
        assert head(driven).endswith("passage 2 of 2")


async def test_without_a_record_its_key_is_not_hinted_at_and_says_so() -> None:
    async with browser() as driven:
        await driven.fill("big blow")
        await driven.press("enter", "c")
        assert "record" not in driven.lines[-2]
        await driven.press("R")
        assert "No transcript or captions of it are in the library" in driven.text


async def test_of_a_record_that_nobody_prints_the_keys_say_so(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(HEAD + INLINE, encoding="utf-8")
    library = Library.open(tmp_path / "own", settings=Settings(marks="unicode"))
    list(add_files.add(library, [tmp_path / "talk.txt"]))
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "enter", "n")
        assert "No article in the library prints a passage of it" in driven.text
        assert head(driven).endswith("only in the record")


async def test_the_filters_count_the_forms_of_what_answers_where_there_are_records(meeting: Library) -> None:
    def counted(driven: Driven) -> dict[str, int]:
        rows = driven.app.screen.query_one(FacetList).filters
        return {row.value: row.quotes for row in rows if row.field == "form"}

    async with browser((160, 40), library=meeting) as driven:
        assert counted(driven) == {"transcript": 4, "report": 3}
        await driven.fill("speaker:weiss")
        assert counted(driven) == {"report": 3, "transcript": 2}
        await driven.press("enter", "f")
        offered = [row.value for row in driven.app.screen.query_one(FacetList).filters if row.field]
        await driven.press("g", *["down"] * offered.index("transcript"), "enter")
        assert counted(driven) == {"transcript": 2}
        assert driven.lines[1].startswith(' / speaker:weiss form:"transcript"')
        await driven.press("/")
        await driven.fill("speaker:weiss -form:transcript")
        assert counted(driven) == {"report": 3}
    async with browser((160, 40)) as driven:
        assert counted(driven) == {}
        assert "FORM" not in driven.text


@pytest.mark.parametrize("query", ["harbour", "speaker:weiss", "form:report"])
def test_forms_are_counted_from_the_index_alone_while_there_are_records(
    statements: list[str], meeting: Library, query: str
) -> None:
    def forms() -> list[str]:
        return sorted(facet.value for facet in search_quotes.search(meeting, query).facets["form"])

    expected = ["report"] if query == "form:report" else ["report", "transcript"]
    assert forms() == expected
    statements.clear()
    forms()
    assert statements
    assert not [one for one in statements if "key = 'form'" in one]
    (talk,) = (one for one in file_views.articles(meeting) if one.form is Form.TRANSCRIPT)
    remove_articles.remove(meeting, [talk.article])
    assert forms() == []


async def test_the_preview_names_form_genre_and_place_of_a_record(meeting: Library) -> None:
    (talk,) = (one for one in file_views.articles(meeting) if one.form is Form.TRANSCRIPT)
    known = {"genre": "hearing", "event": "Committee on Harbours", "interviewer": "Bo Sample"}
    known["archived"] = "https://web.archive.org/web/20250110123045/https://www.example.org/talk"
    correct_facts.set_values(meeting, (), known, articles=[talk.article])
    async with browser((120, 40), library=meeting) as driven:
        await driven.fill("agree")
        shown = [row.partition("│ ")[2] for row in driven.lines]
        assert "ARTICLE  talk.txt · transcript · 00:02:10 · ¶6 ·" in shown
        for row in ("FORM     transcript  (proposed)", "GENRE    hearing", "EVENT    Committee on Harbours"):
            assert row in shown
        assert "ASKED BY Bo Sample" in shown
        assert "ARCHIVED Internet Archive, 10 Jan 2025" in shown


def test_a_sentence_counts_those_who_print_words_of_it_not_of_its_neighbours(tmp_path: Path) -> None:
    said = ("We will not sell the old harbour to anybody.", "It belongs to the people of this whole town.")
    printed = {
        "both": f"“{' '.join(said)}” said Ada Weiss, the mayor.",
        "first": f"“{said[0]}” said Ada Weiss, the mayor.",
        "scrap": "Ada Weiss, the mayor, said the town will not sell “the old harbour” to them.",
        "twice": f"“{said[1]}” said Ada Weiss. “{said[1]}” she said again.",
        "talk": f"{HEAD}ADA WEISS: {' '.join(said)}\n\nOMAR HADDAD: Who says so?\n\n" * 2,
    }
    for name, words in printed.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    library = Library.open(tmp_path / "own")
    list(add_files.add(library, [tmp_path / f"{name}.txt" for name in printed]))
    (talk,) = (one for one in file_views.articles(library) if one.form is Form.TRANSCRIPT)
    view = quote_views.article(library, talk.article)
    library.close()
    counts = {one.span.of(view.article.text): one.printings for one in view.printed}
    assert set(counts) == set(said)
    assert counts[said[1]] == 2
    assert counts[said[0]] == 2
