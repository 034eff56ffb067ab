"""The lines of the list and those around it: numbers, order, versions, dates, filters, ways out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quotebrowser.library import Counts, Found, Row
from quotebrowser.model import Date, Facet, Fact, Facts, Kind, Level, Pointer, Provenance, Span
from quotebrowser.store import Summary
from quotebrowser.tui.paint.lines import Role, text_of
from quotebrowser.tui.paint.row_text import RowState, day, row_lines, versions
from quotebrowser.tui.paint.search_text import Order, WayOut, Where, below_box, head, nothing, status
from quotebrowser.tui.paint.signs import ASCII, UNICODE
from quotebrowser.tui.widgets.facet_list import Filter, filters, name_of

ROW = Row(
    pointer=Pointer("0" * 16, "0" * 16, "u"), score=1.0, text="We will not sell the harbour",
    highlights=(), speaker="Ada Example",
    title="Mayor", named=True, uncertain=False, kind=Kind.STATEMENT, article="a" * 16,
    facts=Facts(
        outlet=Fact("Example Herald", Provenance.GIVEN), published=Fact("2025-01-09", Provenance.GIVEN)
    ),
    origin="papers/harbour.txt", spans=(Span(0, 28),), summary=Summary(1, Level.NONE),
)  # fmt: skip
FOUND = Found("harbour", (ROW,) * 3, 3, {}, (), "", 0.0123)
KEYS = WayOut("Enter", "F", "esc", filtered=True)

NEWEST, OLDEST = Order("date"), Order("date", reverse=True)
OUTLETS, LAST_OUTLETS = Order("outlet"), Order("outlet", reverse=True)
MANY, MOST = Where(4210, 20_512, 20_512), Where(404_210, 1_020_512, 1_020_512)
STATUS = [
    # where the cursor is, order, width, and what is said beside the box
    (Where(0, 3, 3), Order(), 60, "1 of 3 quotes · by relevance, best first"),
    (Where(0, 1, 1), Order(reverse=True), 60, "1 of 1 quote · by relevance, worst first"),
    (Where(0, 0, 0), NEWEST, 60, "0 quotes · by date, newest first"),
    (Where(2, 3, 9), OLDEST, 60, "3 of 3 quotes · 9 printings · by date, oldest first"),
    (Where(0, 40, 99, more=True), OUTLETS, 60, "1 of over 40 quotes · 99 printings · by outlet, from A"),
    (Where(0, 40, 99, more=True), OUTLETS, 40, "1 of over 40 quotes · outlets from A"),
    (Where(9, 20, 31), LAST_OUTLETS, 60, "10 of 20 quotes · 31 printings · by outlet, from Z"),
    (MANY, NEWEST, 60, "4,211 of 20,512 quotes · by date, newest first"),
    (MANY, NEWEST, 40, "4,211 of 20,512 quotes · newest first"),
    (MANY, OLDEST, 36, "4,211 of 20,512 · oldest first"),
    (MOST, OLDEST, 40, "404,211 of 1,020,512 · oldest first"),
    (MOST, OLDEST, 25, "404,211 of 1,020,512"),
    (MOST, OLDEST, 12, "1020512"),
]


@pytest.mark.parametrize(("where", "order", "width", "said"), STATUS)
def test_the_status_says_where_one_is_and_in_which_order(
    where: Where, order: Order, width: int, said: str
) -> None:
    (drawn,) = status(where, order, width=width, marks=UNICODE)
    assert text_of(drawn).strip() == said
    assert cell_len(text_of(drawn)) <= width


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(1, 1, 1, 1), "1 article · 1 quote · 1 speaker"),
        (Counts(0, 0, 0, 0), "0 articles · 0 quotes · 0 speakers"),
        (Counts(12345, 1000000, 999, 5), "12,345 articles · 1,000,000 quotes · 999 speakers"),
    ],
    ids=["one", "none", "many"],
)
def test_the_heading_counts_what_the_library_holds(counts: Counts, said: str) -> None:
    (drawn,) = head(counts, demo=False, width=80, marks=UNICODE)
    assert text_of(drawn) == " quotebrowser" + said.rjust(80 - 14) + " "
    samples, own = head(counts, demo=True, width=90, marks=ASCII)
    assert text_of(samples).startswith(" quotebrowser - sample articles")
    assert text_of(own).rstrip() == " Add your own: quotebrowser add FILE..."
    (watched,) = head(counts, demo=False, watch="watching papers, 3 added", width=50, marks=UNICODE)
    assert cell_len(text_of(watched)) <= 50
    assert text_of(watched).startswith(" quotebrowser")


@given(st.text("aé漢", max_size=90), st.integers(0, 200), st.integers(20, 120))
def test_a_message_below_the_box_keeps_its_sign_and_fills_the_line(
    message: str, before: int, width: int
) -> None:
    (drawn,) = below_box(message, before, width=width, marks=UNICODE)
    text = text_of(drawn)
    assert cell_len(text) == width
    if not message:
        assert text == UNICODE.rule * width
    elif before <= width // 2 - 4:
        assert text.index("^") == before


def test_a_note_stands_in_the_line_only_where_there_is_no_message() -> None:
    (noted,) = below_box("", 0, width=40, marks=ASCII, note="The store answers")
    assert text_of(noted).startswith("--- The store answers --")
    (told,) = below_box("no such field", 5, width=40, marks=ASCII, note="The store answers")
    assert "The store answers" not in text_of(told)
    assert text_of(told).startswith("-----^ no such field --")


def test_an_empty_answer_names_what_was_asked_what_to_try_and_the_keys_that_lead_out() -> None:
    found = replace(FOUND, query="defaeted", rows=(), total=0, suggestions=("defeated", "deflated"))
    lines = [text_of(row).rstrip() for row in nothing(found, Counts(5, 26, 10, 20), KEYS, 60, UNICODE)]
    assert lines == [
        "",
        " No quotes match defaeted",
        "",
        "   did you mean   defeated   Enter",
        "                  deflated",
        "   F           search without the filters",
        "   esc         show all quotes",
    ]


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (Counts(0, 0, 0, 0), "No quotes yet."),
        (Counts(1, 0, 0, 0), "No quotes in 1 article."),
        (Counts(7, 0, 0, 0), "No quotes in 7 articles."),
    ],
    ids=["no article", "one article", "seven articles"],
)
def test_a_library_without_quotes_says_why_and_how_to_add(counts: Counts, why: str) -> None:
    lines = [text_of(row).strip() for row in nothing(FOUND, counts, KEYS, 80, UNICODE)]
    assert lines[1] == why
    assert lines[3] == "quotebrowser add FILE...   add articles from files"
    assert lines[4].split() == ["quotebrowser", "demo", "open", "the", "five", "sample", "articles"]
    here = [text_of(row).split() for row in nothing(FOUND, counts, KEYS._replace(add="esc A"), 80, UNICODE)]
    assert here[3] == ["esc", "A", "add", "files", "and", "folders", "here"]
    assert all(len(text_of(row)) <= 20 for row in nothing(FOUND, counts, KEYS, 20, UNICODE))


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (None, "no date"),
        (Date(2025, 1, 9), "9 Jan 2025"),
        (Date(2025, 12, 31), "31 Dec 2025"),
        (Date(2025, 5), "May 2025"),
        (Date(2025), "2025"),
        (Date(2025, 1, 9, guessed=True), "9 Jan 2025?"),
        (Date(2025, guessed=True), "2025?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_date_is_shown_as_far_as_it_is_known(date: Date | None, shown: str) -> None:
    assert day(date) == shown


@pytest.mark.parametrize(
    ("witnesses", "texts", "level", "shown"),
    [
        (1, 0, Level.NONE, "1 version|"),
        (1, 1, Level.MEANING, "1 version|"),
        (2, 0, Level.NONE, "2 versions|2v"),
        (2, 2, Level.NONE, "2 versions|2v"),
        (3, 1, Level.NONE, "3 versions of 1 text|3 versions|3v"),
        (3, 2, Level.MINOR, "3 versions of 2 texts, small differences|3 versions, small differences|3v ≠|3≠"),
        (4, 4, Level.NUANCE, "4 versions, small differences|4v ≠|4≠"),
        (4, 4, Level.WORDING, "4 versions, meaning may differ|4v ≠!|4≠!"),
        (4, 0, Level.MEANING, "4 versions, meaning may differ|4v ≠!|4≠!"),
    ],
)
def test_versions_are_counted_and_how_much_they_differ_is_said_as_far_as_there_is_room(
    witnesses: int, texts: int, level: Level, shown: str
) -> None:
    row = replace(ROW, summary=Summary(witnesses, level, texts))
    assert "|".join(versions(row, UNICODE)) == shown
    assert all(text.isascii() for text in versions(row, ASCII))


LONG = replace(
    ROW,
    speaker="Deputy Commissioner Wilhelmina Featherstonehaugh",
    uncertain=True,
    facts=replace(ROW.facts, outlet=Fact("The Northern Echo and Courier of the North", Provenance.GIVEN)),
    summary=Summary(6, Level.MEANING, 5),
)


@pytest.mark.parametrize(
    ("width", "second"),
    [
        (170, "6 versions of 5 texts, meaning may differ"),
        (158, "6 versions, meaning may differ"),
        (150, "6v ≠!"),
        (80, "6≠!"),
        (60, "6≠!"),
    ],
)
def test_counts_shrink_before_the_speaker_the_date_and_the_outlet_do(width: int, second: str) -> None:
    line = shown(LONG, width)[1]
    assert line.endswith(second)
    speaker, date, outlet = line.removesuffix(second).strip().split(" · ")
    assert date == "9 Jan 2025"
    assert speaker.endswith("uncertain)")
    assert speaker.startswith("Deputy")
    assert outlet.startswith("The North"[: 8 if width < 80 else None])
    assert cell_len(line) < width


def shown(row: Row, width: int = 90, state: RowState = RowState()) -> list[str]:  # noqa: B008 - immutable
    """The two lines of a row."""
    return [text_of(each).rstrip() for each in row_lines(row, width, state, UNICODE)]


def test_a_row_says_who_said_it_when_and_where_it_is_printed() -> None:
    assert shown(ROW)[0] == "  We will not sell the harbour"
    assert shown(ROW)[1].startswith("    Ada Example · 9 Jan 2025 · Example Herald ")
    assert shown(ROW)[1].endswith(" 1 version")
    bare = replace(ROW, speaker="", facts=Facts(), kind=Kind.MENTION)
    assert shown(bare, 91)[1].startswith(
        "    speaker not known (not speech) · no date · outlet not recorded · harbour.txt "
    )
    assert shown(bare, 90)[1].startswith("    speaker not known (not speech) · no date · harbour.txt ")


def test_the_cursor_a_mark_and_a_bookmark_have_a_sign_each() -> None:
    first, second = shown(ROW, state=RowState(current=True, marked=True, bookmarked=True))
    assert first.startswith(f"{UNICODE.cursor}{UNICODE.marked}We will")
    assert second.startswith(f"{UNICODE.cursor}   Ada Example {UNICODE.bookmark} · ")
    assert UNICODE.cursor not in "".join(shown(ROW))


@given(st.lists(st.text("aeiou", min_size=1, max_size=9), min_size=1, max_size=60), st.data())
def test_the_first_hit_is_seen_at_every_width(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join([*words[:at], ""]))
    row = replace(ROW, text=" ".join(words), highlights=(Span(start, start + len(words[at])),))
    width = data.draw(st.integers(30, 120))
    first, second = row_lines(row, width, RowState(), UNICODE)
    assert words[at] in [part.text.strip("…") for part in first if part.role is Role.HIT]
    assert max(cell_len(text_of(first)), cell_len(text_of(second))) <= width


def test_the_filters_are_speakers_then_outlets_with_those_taken_marked() -> None:
    found = replace(
        FOUND, facets={"speaker": (Facet("Ada Example", 7), Facet("", 2)), "outlet": (Facet("", 9),)}
    )
    rows = list(filters(found, [("speaker", ""), ("outlet", "Ada Example")]))
    assert rows == [
        Filter("", "SPEAKER"), Filter("speaker", "Ada Example", 7), Filter("speaker", "", 2, taken=True),
        Filter("", ""), Filter("", "OUTLET"), Filter("outlet", "", 9),
    ]  # fmt: skip
    assert [name_of(row) for row in rows if row.field] == [
        "Ada Example", "speaker not known", "outlet not recorded"
    ]  # fmt: skip
    everything = list(filters(replace(found, query=" "), []))
    assert [row.value for row in everything if not row.field] == ["SPEAKER", "", "OUTLET  articles"]
    formed = filters(replace(found, facets={**found.facets, "form": (Facet("transcript", 5),)}), [])
    assert [row.value for row in formed if not row.field] == ["SPEAKER", "", "OUTLET", "", "FORM"]


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_row_says_that_its_quote_stands_in_a_caption(width: int) -> None:
    shown = [
        text_of(row_lines(replace(ROW, caption=on), width, RowState(), UNICODE)[1]) for on in (True, False)
    ]
    assert shown[0].startswith("    Ada Example (caption) · 9 Jan 2025")
    assert "caption" not in shown[1]
