"""Lines of pieces: wrapping loses nothing, widths are kept, nothing unsafe passes."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.tui.paint.lines import (
    END,
    ISOLATE,
    Piece,
    Role,
    breaks,
    centred,
    fit,
    flow,
    isolated,
    line,
    pad,
    piece,
    sides,
    spanned,
    text_of,
    width_of,
    wrap,
)

HOSTILE = "a\x1b]52;c;ZXZpbA==\x07b\u202ec[@click=app.quit()]x[/]\x9bd\r\ne\tf\x00"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


def test_a_word_broken_at_its_hyphen_is_one_word_on_the_screen() -> None:
    assert piece("a ten-\nyear plan of the\ntown").text == "a ten-year plan of the town"


def test_nothing_unsafe_becomes_a_piece() -> None:
    text = piece(HOSTILE).text
    assert all(unicodedata.category(char)[0] != "C" for char in text)
    assert "[@click=app.quit()]x[/]" in text
    assert "\n" not in text


@given(TEXTS, st.integers(2, 40))
@settings(max_examples=150, deadline=None)
def test_wrapping_keeps_every_character_that_is_no_white_space(text: str, width: int) -> None:
    shown = piece(text)
    rows = wrap([shown], width)
    assert "".join("".join(text_of(row).split()) for row in rows) == "".join(shown.text.split())
    assert all(width_of(row) <= width for row in rows)


UNITS = st.builds(
    "".join,
    st.tuples(
        st.text("「（“『", max_size=2),
        st.sampled_from([*"税金市長你好かナ한", "ABC", "de la", "12", "𠀀", "か\u3099"]),
        st.text("，。、」）”！？：；…ーょ", max_size=2),
    ),
)
"""A character or a word, with brackets that may not be parted from it."""


@given(st.lists(UNITS, min_size=1, max_size=25).map("".join), st.integers(24, 40), st.data())
@settings(max_examples=150, deadline=None)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(
    text: str, width: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    rows = [text_of(row) for row in wrap([piece(text[:at]), piece(text[at:], Role.HIT)], width)]
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(width_of(line(row)) <= width for row in rows)
    assert [row for row in rows[1:] if row[0] in "，。、」）”！？：；…ーょ\u3099"] == []
    assert [row for row in rows[:-1] if row[-1] in "「（“『"] == []
    assert [text[start:end] for start, end in breaks(text, width)] == [
        text_of(row) for row in wrap([piece(text)], width)
    ]


def test_a_text_without_blanks_fills_its_lines() -> None:
    text = "我们不会提高税收，" * 20
    rows = wrap([piece(text)], 21)
    assert all(width_of(row) >= 18 for row in rows[:-1])


ISOLATED = [
    # name, pieces, and what the terminal gets: [ ] for the beginning and the end of an isolate
    ("no such letters", ["said “no” — é, 税"], "said “no” — é, 税"),
    ("a name", ["  ", "יוסף", " · ", "الوطن", " · 4 Mar"], "  [יוסף] · [الوطن] · 4 Mar"),
    ("one text in several roles", ["▌ ", "לא ", "נעלה", " מסים", "”"], "▌ [לא נעלה מסים]”"),
    ("both directions", ["said Khalil. “שלום”", " "], "[said Khalil. “שלום”] "),
    ("blanks stay outside", ["  שלום   ", "x"], "  [שלום]   x"),
]


@pytest.mark.parametrize(("name", "pieces", "expected"), ISOLATED, ids=[row[0] for row in ISOLATED])
def test_right_to_left_text_is_set_apart_and_takes_as_many_cells(
    name: str, pieces: list[str], expected: str
) -> None:
    roles = (Role.PLAIN, Role.HIT)
    row = tuple(piece(text, roles[at % 2]) for at, text in enumerate(pieces))
    got = isolated(row)
    assert text_of(got).replace(ISOLATE, "[").replace(END, "]") == expected
    assert width_of(got) == width_of(row)
    bare = [(char, part.role) for part in got for char in part.text if char not in ISOLATE + END]
    assert bare == [(char, part.role) for part in row for char in part.text]
    assert not any(END in part.text[:-1] or ISOLATE in part.text[1:] for part in got)  # cut as pieces are


@given(TEXTS, TEXTS, st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_no_helper_makes_a_line_wider_than_asked(left: str, right: str, width: int) -> None:
    assert width_of(fit(line(piece(left)), width, "…")) <= width
    assert width_of(sides(line(piece(left)), line(piece(right)), width, "…")) <= width
    assert width_of(pad(line(piece(left)), width, "...")) == width
    assert width_of(centred(line(piece(left)), width, Piece("-"), "…")) == width


@pytest.mark.parametrize(
    ("text", "width", "hang", "expected"),
    [
        ("one two three", 7, "", ["one two", "three"]),
        ("one two three", 8, "  ", ["one two", "  three"]),
        ("well-known", 6, "", ["well-", "known"]),
        ("abcdefghij", 4, "", ["abcd", "efgh", "ij"]),
        ("", 5, "", [""]),
        ("漢字漢字", 5, "", ["漢字", "漢字"]),
        ("  indented text", 12, "", ["  indented", "text"]),
    ],
)
def test_lines_break_between_words(text: str, width: int, hang: str, expected: list[str]) -> None:
    assert [
        text_of(row) for row in wrap([piece(text)], width, hang=(Piece(hang),) if hang else ())
    ] == expected


def test_roles_and_tags_survive_wrapping() -> None:
    rows = wrap([piece("plain "), piece("two words", Role.HIT)._replace(tags=("q1",)), piece(" end")], 9)
    assert rows == [
        (Piece("plain "), Piece("two", Role.HIT, ("q1",))),
        (Piece("words", Role.HIT, ("q1",)), Piece(" end")),
    ]


def test_a_word_that_changes_its_role_is_not_broken() -> None:
    rows = wrap([piece("aaa bb"), piece("bb", Role.HIT), piece("cc dd")], 6)
    assert [text_of(row) for row in rows] == ["aaa", "bbbbcc", "dd"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ([], [("abcdef", Role.PLAIN)]),
        ([(1, 3, Role.HIT)], [("a", Role.PLAIN), ("bc", Role.HIT), ("def", Role.PLAIN)]),
        ([(0, 6, Role.HIT)], [("abcdef", Role.HIT)]),
        (
            [(1, 4, Role.HIT), (2, 5, Role.CUE)],
            [("a", Role.PLAIN), ("bcd", Role.HIT), ("e", Role.CUE), ("f", Role.PLAIN)],
        ),
        ([(4, 99, Role.HIT)], [("abcd", Role.PLAIN), ("ef", Role.HIT)]),
    ],
)
def test_marked_ranges_become_pieces(
    marked: list[tuple[int, int, Role]], expected: list[tuple[str, Role]]
) -> None:
    assert [part[:2] for part in spanned("abcdef", marked)] == expected


def test_options_flow_without_being_broken() -> None:
    units = [line("one two"), line(" three"), line(" four five")]
    assert [text_of(row) for row in flow(Piece("label "), units, 19, "…")] == [
        "label one two three",
        "       four five",
    ]


def test_a_cut_line_says_so() -> None:
    assert text_of(fit(line("abcdef"), 4, "…")) == "abc…"
    assert text_of(fit(line("abcdef"), 4, "...")) == "a..."
    assert text_of(fit(line("ab"), 1, "…")) == "…"
    assert fit(line("ab"), 0, "…") == ()
