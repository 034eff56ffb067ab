"""What the views of a comparison draw, as text and by role."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tui_builders import LOSS, WORDS, comparison

from quotebrowser.library.views import Circumstances
from quotebrowser.model import Variation
from quotebrowser.tui.paint.comparison import differences_text
from quotebrowser.tui.paint.comparison.cells import CompareState, cells, marked
from quotebrowser.tui.paint.comparison.compare_columns import ColumnsView, columns_at
from quotebrowser.tui.paint.comparison.compare_rows import RowsView
from quotebrowser.tui.paint.lines import Line, Role, text_of, width_of
from quotebrowser.tui.paint.preview_text import signs
from quotebrowser.tui.paint.signs import ASCII, UNICODE, Marks, role_of, sign_of, spoken
from quotebrowser.tui.widgets.looks import LOOKS

Versions = tuple[tuple[str, str], ...]
FOUR = CompareState(difference=1, order=(0, 1, 2, 3))
THREE = CompareState(difference=1, order=(0, 1, 2))


def rows(versions: Versions, width: int, state: CompareState, marks: Marks = UNICODE) -> tuple[Line, ...]:
    found = comparison(*versions)
    return RowsView(found, cells(found), state, marks).draw(width).lines


def columns(versions: Versions, width: int, state: CompareState, marks: Marks = UNICODE) -> tuple[Line, ...]:
    found = comparison(*versions)
    drawn = ColumnsView(found, cells(found), state, marks).draw(width)
    return drawn.heads + drawn.lines


def text(lines: tuple[Line, ...] | list[Line]) -> list[str]:
    return [text_of(row).rstrip() for row in lines]


def test_rows_stand_under_one_another_and_signs_on_a_row_of_their_own() -> None:
    assert text(rows(LOSS, 78, FOUR)) == [
        "                                    1,                  2,",
        "▌A▸alpha We did not lose everything here.            We waited, and waited",
        " B beta  We did not lose everything here, ⟨said Roe⟩ We waited, and waited",
        " C gamma ╌╌╌╌╌╌╌╌╌╌ not quoted ╌╌╌╌╌╌╌╌╌╌            We waited  and waited",
        " D delta We did not lose everything here. ╌╌╌╌╌╌╌╌╌╌ not quoted ╌╌╌╌╌╌╌╌╌╌",
        "",
        "                              3⇄                       4,",
        "▌A▸alpha very long, we took a very big loss and it was hard.",
        " B beta  very long, we took a very big loss and it was hard.",
        " C gamma very long, we took a very big loss and it was hard!",
        " D delta ╌╌╌╌ not quoted ╌╌╌╌ very big loss ╌╌ not quoted ╌╌",
        "",
    ]


def test_four_kinds_of_absence_look_different() -> None:
    assert text(rows(WORDS, 78, THREE)) == [
        "                  1≠        2+    3≠    4∅",
        "▌A▸one   The plan is              safe  for all of us and cheap.",
        " B two   The plan was never quite safe    without ∅   and cheap.",
        " C three The plan is              sound       …       and cheap.",
        "",
    ]


def test_the_same_words_can_be_dots() -> None:
    drawn = text(rows(WORDS, 78, replace(THREE, dots=True)))
    assert drawn[1] == "▌A▸one   The plan is              safe  for all of us and cheap."
    assert drawn[2] == " B two   ·   ·    was never quite ·       without ∅   ·   ·"


def test_in_ascii_nothing_but_the_articles_words_needs_unicode() -> None:
    drawn = "\n".join(text(rows(LOSS, 78, FOUR, ASCII)) + text(columns(LOSS, 160, FOUR, ASCII)))
    assert drawn.isascii()
    assert "---- not quoted ----" in drawn
    assert "3<>" in drawn
    assert "<said Roe>" in drawn


def test_columns_begin_every_segment_on_the_same_line() -> None:
    drawn = [row.split("│") for row in text(columns(LOSS, 119, FOUR))]
    assert [len(row) for row in drawn] == [3] * len(drawn)
    by_column = [[row[at].rstrip() for row in drawn] for at in range(3)]
    assert by_column[0] == [
        "▌A▸alpha",
        "  no date · ¶1 · whole",
        "",
        " Lead",
        " We did not lose everything here.    1,",
        " We waited, and waited very long,    2,",
        " we took a very big loss and it was  3⇄",
        " hard.                               4,",
    ]
    assert by_column[1][4:] == [
        " We did not lose everything here,    1,",
        " ⟨said Roe⟩ We waited, and waited",
        " very long, we took a very big loss",
        " and it was hard.",
    ]
    assert by_column[2][4:] == [
        " ╌╌╌╌╌╌╌╌ not quoted here ╌╌╌╌╌╌╌╌",
        " We waited and waited very long, we  2,",
        " took a very big loss and it was",
        " hard!                               4,",
    ]


def test_a_line_never_loses_words_to_its_numbers() -> None:
    drawn = text(columns(WORDS, 120, THREE))
    assert "…" not in drawn[4]
    assert [row[:39].rstrip() for row in drawn[4:]] == [
        " The plan is                         1≠",
        " safe                                3≠",
        " for all of us and cheap.            4∅",
    ]


def test_the_list_of_differences_says_why_nothing_is_printed() -> None:
    found = comparison(*WORDS)
    listed = text(differences_text.listing(found, replace(THREE, difference=2), 78, UNICODE).lines)
    assert listed == [
        "  1 ≠  wording · meaning may differ", "    A C  is", "    B    was never", "",
        "▌ 2 +  added · meaning may differ", "    A C  nothing printed here", "    B    quite", "",
        "  3 ≠  wording · meaning may differ", "    A B  safe", "    C    sound", "",
        "  4 ∅  runs on without", "    A  for all of us", "    B  runs on without",
        "    C  marked cut", "",
    ]  # fmt: skip


def test_what_is_not_quoted_is_never_called_cut_or_omitted() -> None:
    found = comparison(*LOSS)
    said = " ".join(text(differences_text.listing(found, FOUR, 78, UNICODE).lines))
    assert "not quoted here" in said
    assert "cut" not in said
    assert "omitted" not in said


def test_punctuation_can_be_left_out_of_the_count() -> None:
    found = comparison(*LOSS)
    quiet = replace(FOUR, punctuation=False)
    assert [difference.number for difference in marked(found, quiet)] == [3]
    assert " · ".join(differences_text.summary(found, FOUR, 120, UNICODE)) == (
        "4 versions · 4 differences: ,3 punctuation  ⇄1 printed elsewhere · 2 print a part"
    )
    assert differences_text.summary(found, quiet, 80, UNICODE) == [
        "4 versions",
        "1 difference: ⇄1",
        "2 print a part",
    ]
    assert "1," not in text(rows(LOSS, 78, quiet))[0]


def test_versions_without_a_difference_say_so() -> None:
    alone = comparison(("a", "All|alike"))
    assert differences_text.summary(alone, FOUR, 80, UNICODE) == [
        "1 version", "no other version to compare with"
    ]  # fmt: skip
    same = comparison(("a", "All|alike"), ("b", "All|alike"))
    assert "the words they share do not differ" in differences_text.summary(same, FOUR, 80, UNICODE)
    below = text(differences_text.below(same, FOUR, 80, 30, UNICODE, "n"))
    assert below[0].startswith("─ no differences ")
    only = comparison(("a", "All|alike,"), ("b", "All|,alike"))
    assert "only punctuation differs" in differences_text.summary(
        only, replace(FOUR, punctuation=False), 80, UNICODE
    )


def test_all_differences_stand_below_where_they_have_room() -> None:
    found = comparison(*WORDS)
    assert text(differences_text.below(found, THREE, 80, 40, UNICODE, "n"))[0].startswith("─ differences ")
    assert text(differences_text.below(found, THREE, 80, 5, UNICODE, "n"))[0].startswith(
        "─ difference 1 of 4 "
    )
    none = replace(THREE, difference=0)
    assert "n jumps to the first" in text(differences_text.below(found, none, 80, 5, UNICODE, "n"))[1]


def test_an_excluded_version_is_not_drawn() -> None:
    drawn = text(rows(LOSS, 78, replace(FOUR, order=(0, 2))))
    assert not any(row.startswith(" B ") for row in drawn)
    assert "⟨" not in "".join(drawn)


def test_differences_know_their_lines() -> None:
    found = comparison(*LOSS)
    places = RowsView(found, cells(found), FOUR, UNICODE).draw(78).places
    assert places == {1: (0, 4), 2: (0, 4), 3: (6, 10), 4: (6, 10)}
    assert RowsView(found, cells(found), FOUR, UNICODE).draw(78, spaced=False).places[3] == (5, 9)


def test_long_narration_between_parts_is_an_ellipsis() -> None:
    told = "and then went on to talk about the weather for a very long while indeed"
    found = comparison(("a", f"One|({told}) two"), ("b", "One|two"))
    assert [cell.texts for cell in cells(found) if cell.cue] == [("…", "")]


@given(st.integers(8, 220), st.sampled_from([LOSS, WORDS]), st.sets(st.sampled_from(["dots", "quiet"])))
@settings(max_examples=60, deadline=None)
def test_no_view_is_wider_than_its_pane(width: int, versions: Versions, chosen: set[str]) -> None:
    order = tuple(range(len(versions)))
    state = CompareState(1, 0, order, punctuation="quiet" not in chosen, dots="dots" in chosen)
    for lines in (rows(versions, width, state), columns(versions, width, state)):
        assert all(width_of(row) <= width for row in lines)


def test_the_cursor_stands_where_the_difference_is_in_the_version_looked_at() -> None:
    found = comparison(*WORDS)
    for view in (RowsView, ColumnsView):
        places = []
        for witness in range(3):
            state = replace(THREE, witness=witness)
            drawn = view(found, cells(found), state, UNICODE).draw(140)
            assert drawn.spots.keys() == drawn.places.keys()
            for number, (y, x) in drawn.spots.items():
                first, last = drawn.places[number]
                assert first <= y <= last
                assert 0 <= x < 140
            places.append(drawn.spots)
        assert len({tuple(sorted(each.items())) for each in places}) == 3


@pytest.mark.parametrize("width", [34, 60, 80, 100, 140])
def test_the_counts_of_the_heading_are_never_cut(width: int) -> None:
    said = differences_text.Heading("rows > v", "by similarity > s", "> b", 0, 9)
    drawn = text(differences_text.heading(comparison(*LOSS), FOUR, said, width, UNICODE))
    told = " ".join(" ".join(drawn[1:-1]).split())
    assert "4 versions · 4 differences: ,3" in told
    assert "2 print a part" in told
    assert "…" not in told.split("base")[0]


@pytest.mark.parametrize(
    ("width", "outlet"), [(60, "Wire Agency"), (80, "Northern Chronicle"), (120, "The Northern Evening Post")]
)
def test_rows_of_every_width_have_whole_outlets_and_days(width: int, outlet: str) -> None:
    found = comparison(*LOSS, outlet=outlet, published="2025-03-14")
    drawn = text(RowsView(found, cells(found), FOUR, UNICODE).draw(width).lines)
    assert sum(f"{outlet} 14 Mar " in row for row in drawn) >= 4
    assert sum(outlet in row for row in drawn) % 4 == 0


def test_a_long_name_of_the_speaker_goes_on_and_a_low_heading_leaves_room_for_the_versions() -> None:
    name = "Finance Minister Clara-Maria von Ostrander-Hohenfels"
    found = comparison(*LOSS, speaker=name)
    found = replace(found, circumstances=Circumstances(first=("A",)))
    for width, most, remark in ((60, 9, True), (60, 4, True), (60, 3, False), (34, 9, True), (34, 4, False)):
        said = differences_text.Heading("rows > v", "by similarity > s", "> b", 0, most)
        drawn = text(differences_text.heading(found, FOUR, said, width, UNICODE))
        told = " ".join(" ".join(drawn).split())
        assert len(drawn) <= most
        assert told.count("A is the earliest in this library") == remark
        assert (name in told.replace("- ", "-")) == ((width, most) != (34, 4))


def test_what_is_read_aloud_is_a_sentence_without_rules() -> None:
    found, marks = comparison(*WORDS), spoken(UNICODE)
    drawn = text(differences_text.below(found, replace(THREE, difference=1), 90, 3, marks, "n"))
    assert drawn[0].strip() == "difference 1 of 4"
    assert drawn[2].strip() == "A and C print ‘is’; B prints ‘was never’."
    every = [
        row
        for view in (RowsView, ColumnsView)
        for row in view(found, cells(found), THREE, marks).draw(90).lines
    ]
    assert not set("─│▌▐") & set("".join(text(every)))


@given(st.integers(30, 160))
@settings(max_examples=30, deadline=None)
def test_rows_lose_no_word_of_any_version(width: int) -> None:
    found = comparison(*LOSS)
    drawn = RowsView(found, cells(found), replace(FOUR, punctuation=False), UNICODE).draw(width).lines
    for at, (name, _) in enumerate(LOSS):
        printed = " ".join(
            part.text.strip()
            for row in drawn
            if text_of(row)[1:2] == "ABCD"[at]
            for part in row[4:]
            if part.role not in (Variation.NOT_QUOTED, Role.CUE, Role.DIM)
        )
        witness = found.collation.witnesses[at]
        texts = [reading.text for column in found.collation.columns if (reading := column.readings[at]).text]
        assert printed.split() == " ".join(texts).split(), (name, witness.siglum)


STYLES = {
    Variation.SAME: (Role.PLAIN, "", "same"),
    Variation.TYPOGRAPHIC: (Variation.TYPOGRAPHIC, "underline", "punctuation"),
    Variation.WORDING: (Variation.WORDING, "bold underline", "wording"),
    Variation.ADDED: (Variation.ADDED, "bold", "added"),
    Variation.CUT: (Variation.CUT, "reverse", "cut, undeclared"),
    Variation.RUNS_ON: (Variation.RUNS_ON, "reverse", "runs on without"),
    Variation.CUT_DECLARED: (Variation.CUT_DECLARED, "dim", "marked cut"),
    Variation.MOVED: (Variation.MOVED, "italic", "printed elsewhere"),
    Variation.INTERPOLATED: (Variation.INTERPOLATED, "bold", "editor's words"),
    Variation.PARAPHRASED: (Variation.PARAPHRASED, "italic", "paraphrased"),
    Variation.NOT_QUOTED: (Variation.NOT_QUOTED, "dim", "not quoted here"),
}


@pytest.mark.parametrize("state", Variation)
def test_every_kind_of_difference_has_a_role_a_look_without_colour_a_sign_and_a_word(
    state: Variation,
) -> None:
    role, attributes, word = STYLES[state]
    assert role_of(state) is role
    assert LOOKS[role].attributes == attributes
    assert state.shown.word == word
    for marks in (UNICODE, ASCII):
        assert bool(sign_of(state, marks)) is (state is not Variation.SAME)
    assert sign_of(state, ASCII).isascii()


def test_readings_are_drawn_by_their_role() -> None:
    drawn = [part for row in rows(WORDS, 78, THREE) for part in row]
    roles = {part.text.strip(): part.role for part in drawn}
    assert roles["was never"] is Variation.WORDING
    assert roles["quite"] is Variation.ADDED
    assert roles["sound"] is Variation.WORDING
    assert roles["without ∅"] is Variation.RUNS_ON
    assert roles["…"] is Variation.CUT_DECLARED
    assert roles["1≠"] is Role.HERE
    assert roles["3≠"] is Role.MARK


def test_columns_are_counted_by_width() -> None:
    assert [columns_at(width) for width in (1, 36, 72, 73, 120, 200)] == [1, 1, 1, 2, 3, 5]


STANDING = (
    ("alpha", "We will|not|sell the harbour|now."),
    ("beta", "We will|_|sell the harbour|,now!"),
    ("gamma", "We will|_|sell the harbour|now."),
    ("delta", "-|-|!rent out the harbour|now."),
)


@pytest.mark.parametrize(
    ("at", "against", "shown"),
    [
        (1, 0, "∅1 ,1"), (0, 1, "∅1 ,1"), (2, 0, "∅1"), (2, 1, ",1"), (1, 2, ",1"),
        (3, 0, "≠1"), (3, 2, "≠1"), (0, 0, "same words"), (1, 1, "same words"),
    ],
)  # fmt: skip
def test_one_version_stands_to_another_as_that_to_the_one(at: int, against: int, shown: str) -> None:
    found = comparison(*STANDING)
    assert signs(found, at, UNICODE, against) == shown
    assert signs(found, against, UNICODE, at) == shown
