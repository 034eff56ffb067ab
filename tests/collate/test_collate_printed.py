"""The printed words of a passage."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.collate.versions.printed_words import printed_words

CASES = [
    ("punctuation belongs to its word", "Well, they left.", ["Well,", "they", "left."]),
    (
        "an opening mark belongs to the next",
        "said ‘never again’ twice",
        ["said", "‘never", "again’", "twice"],
    ),
    ("a free dash belongs to the word before", "rain — or snow", ["rain —", "or", "snow"]),
    ("a hyphen divides", "two-thirds", ["two-", "thirds"]),
    ("an apostrophe does not", "don’t o'clock", ["don’t", "o'clock"]),
    ("numbers", "$2,600.50 in 11th place", ["$2,600.50", "in", "11th", "place"]),
    ("initials", "the U.S. army", ["the", "U.S.", "army"]),
    ("masked words", "what the h**l", ["what", "the", "h**l"]),
    ("signs that are words", "5% & more", ["5", "%", "&", "more"]),
    ("an ellipsis belongs to the word before", "rain … snow", ["rain …", "snow"]),
    ("a leading ellipsis", "... you know", ["... you", "know"]),
    ("nothing", " … ", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_words_keep_their_punctuation(name: str, text: str, expected: list[str]) -> None:
    assert [word.text for word in printed_words(text)] == expected


KEYS = [
    ("case and accents", "Café", "cafe"),
    ("curly apostrophes", "don’t", "don't"),
    ("thousands", "2,600", "2600"),
    ("initials", "U.S.", "us"),
]


@pytest.mark.parametrize(("name", "text", "expected"), KEYS, ids=[case[0] for case in KEYS])
def test_two_prints_of_a_word_have_one_key(name: str, text: str, expected: str) -> None:
    assert printed_words(text)[0].key == expected


EMPHASIS = [
    ("two stars", "**She** knew", ["she", "knew"], ["She", "knew"]),
    ("one star", "she *knew* it.", ["she", "knew", "it"], ["she", "knew", "it."]),
    ("several words", "**she knew** it", ["she", "knew", "it"], ["she", "knew", "it"]),
    ("lines", "_She_ __knew__", ["she", "knew"], ["She", "knew"]),
    ("both", "**_She_** knew", ["she", "knew"], ["She", "knew"]),
    ("around punctuation", "she *knew.* Then", ["she", "knew", "then"], ["she", "knew.", "Then"]),
    ("masked words", "h**l and f*** it", ["h**l", "and", "f***", "it"], ["h**l", "and", "f***", "it"]),
    ("a masked word alone", "what the *** is it", ["what", "the", "***", "is", "it"], None),
    ("a mark without partner", "she knew* it", ["she", "knew*", "it"], None),
    ("a long run", "****she****", ["****", "she****"], None),
]


@pytest.mark.parametrize(("name", "text", "keys", "plain"), EMPHASIS, ids=[case[0] for case in EMPHASIS])
def test_marks_of_emphasis_are_no_part_of_a_word(
    name: str, text: str, keys: list[str], plain: list[str] | None
) -> None:
    found = printed_words(text)
    assert [word.key for word in found] == keys
    assert "".join(word.text for word in found) == text.replace(" ", "")
    if plain is not None:
        assert [word.plain for word in found] == plain


def test_a_sentence_may_end_in_emphasis() -> None:
    assert printed_words("she **knew.** Then")[1].ends_sentence


def test_an_ellipsis_is_a_gap_and_no_punctuation() -> None:
    first, second = printed_words("rain … snow")
    assert first.before_gap
    assert second.after_gap
    assert first.face == "rain"
    assert printed_words("rain [...] snow")[0].face == "rain"


def test_words_in_brackets_are_an_editors() -> None:
    assert [word.editor for word in printed_words("they [the Democrats] left (early) (or")] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(("unit", "editor"), [("[(a ", False), ("[(a)] ", True), ("*a _b ", False)])
def test_any_number_of_brackets_or_marks_takes_linear_time(unit: str, editor: bool) -> None:  # noqa: FBT001 - a table of cases
    started = time.process_time()
    assert {word.editor for word in printed_words(unit * 30_000)} == {editor}
    assert time.process_time() - started < 3


def test_curly_and_straight_marks_are_one_face() -> None:
    assert printed_words("don’t”")[0].face == printed_words("don't\"")[0].face


def test_the_period_of_a_title_ends_no_sentence() -> None:
    assert not any(word.ends_sentence for word in printed_words("Gov. Lee of the U.S. army"))


def test_a_sentence_ends_with_its_mark() -> None:
    assert [word.ends_sentence for word in printed_words("Gone. “Never!” he, said")] == [
        True,
        True,
        False,
        False,
    ]


@settings(max_examples=80)
@given(st.text(max_size=60), st.integers(0, 50))
def test_words_are_slices_in_order_and_cover_everything_but_blanks(text: str, offset: int) -> None:
    words = printed_words(text, offset)
    at = 0
    for word in words:
        start, end = word.span.start - offset, word.span.end - offset
        assert start >= at
        assert text[start:end] == word.text
        assert word.key
        assert not text[at:start].strip()
        at = end
    assert not words or not text[at:].strip()
