"""Words selected on a screen are found in their quote, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.library.copying.excerpts import left_out, place, trimmed
from quotebrowser.model import Kind, Quote, Span

TEXT = "He said: “We won’t go, we\ncan’t go – not now.” “Never,” he added."
FIRST = Span(TEXT.index("We won"), TEXT.index("”"))
SECOND = Span(TEXT.index("Never"), TEXT.index("” he added"))
QUOTE = Quote("u", "a", (FIRST, SECOND), Kind.STATEMENT, None)


@pytest.mark.parametrize(
    ("selected", "found"),
    [
        ("we can’t go", "we\ncan’t go"),
        ("  ▌ we\n ▌ can’t\n ▌ go", "we\ncan’t go"),
        ("We won't go,", "We won’t go,"),
        ("not now.", "not now."),
        ("not now", "not now"),
        ("go", "go"),
        ("can’t go – not now.” “Never", "can’t go – not now.” “Never"),
        ("he added", None),
        ("He said: “We", None),
        ("—", None),
        ("", None),
    ],
)
def test_a_selection_is_found_by_its_letters_alone(selected: str, found: str | None) -> None:
    part = place(QUOTE, TEXT, selected)
    assert (part.of(TEXT) if part else None) == found


@given(st.text(st.sampled_from("aA ßİ’.\n"), min_size=1, max_size=30), st.data())
def test_every_part_of_a_quote_that_has_a_letter_is_found_again(text: str, data: st.DataObject) -> None:
    quote = Quote("u", "a", (Span(0, len(text)),), Kind.STATEMENT, None)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = place(quote, text, text[start:end])
    letters = [char for char in text[start:end] if char.isalnum()]
    assert (part is not None) == bool(letters)
    if part is not None:
        assert [char.casefold() for char in part.of(text) if char.isalnum()] == [
            char.casefold() for char in letters
        ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (0, 0, None),
        (1, 0, "won’t go, we\ncan’t go – not now.” “Never,"),
        (0, 1, "We won’t go, we\ncan’t go – not now"),
        (2, 3, "go, we\ncan’t go"),
        (99, 0, "Never,"),
        (0, 99, "We"),
        (99, 99, "Never,"),
        (-1, -1, None),
    ],
)
def test_words_are_left_out_from_either_end_and_one_stays(before: int, after: int, found: str | None) -> None:
    part = trimmed(QUOTE, TEXT, before, after)
    assert (part.of(TEXT) if part else None) == found


def test_what_is_left_out_is_counted_in_words() -> None:
    assert left_out(QUOTE, TEXT, None) == (0, 0)
    part = trimmed(QUOTE, TEXT, 2, 3)
    assert part is not None
    assert left_out(QUOTE, TEXT, part) == (2, 3)
