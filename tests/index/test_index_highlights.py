"""Where the words of a query stand in a text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.index import highlights
from quotebrowser.index.highlighted import within
from quotebrowser.query import Most, Word, parse

TEXT = "“We were defeated, and defeated VERY badly,” said Gen. Défaite’s aide."

SHOWN = [
    ("a word each time", "defeated", ["defeated", "defeated"]),
    ("another form", "defeat", ["defeated", "defeated"]),
    ("case", "very", ["VERY"]),
    ("accents and apostrophes", "defaite's", ["Défaite’s"]),
    ("several words in order", "badly were", ["were", "badly"]),
    ("a phrase as one", '"very badly"', ["VERY badly"]),
    ("a phrase over punctuation", '"defeated and"', ["defeated, and"]),
    ("a phrase with a gap", '"were defeated badly"~3', ["were defeated, and defeated VERY badly"]),
    ("a phrase with too wide a gap", '"were defeated badly"~1', []),
    ("a phrase that ends too soon", '"gen defaite\'s aide left"', []),
    ("a beginning", "def*", ["defeated", "defeated", "Défaite’s"]),
    ("nearly", "bodly~", ["badly"]),
    ("nearly, letters swapped", "badyl~", ["badly"]),
    ("nearly needs the first letter", "sadly~", []),
    ("either", "were OR nothing", ["were"]),
    ("not what is excluded", "were -badly", ["were"]),
    ("not what a field asks", "were speaker:badly", ["were"]),
    ("not a filter", "kind:statement date:2024", []),
    ("overlapping ones are one", '"very badly" badly said', ["VERY badly", "said"]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("name", "query", "expected"), SHOWN, ids=[case[0] for case in SHOWN])
def test_shows(name: str, query: str, expected: list[str]) -> None:
    assert [span.of(TEXT) for span in highlights(parse(query), TEXT)] == expected


def test_the_phrase_being_typed_is_shown() -> None:
    spans = highlights(parse('"very ba', as_typed=True), TEXT)
    assert [span.of(TEXT) for span in spans] == ["VERY badly"]


def test_most_of_many_words_are_shown() -> None:
    spans = highlights(Most((Word("were"), Word("xyz"), Word("aide")), 2), TEXT)
    assert [span.of(TEXT) for span in spans] == ["were", "aide"]


DISTANCES = [
    ("same", "same", 0, True),
    ("same", "some", 1, True),
    ("same", "saem", 1, True),
    ("same", "sam", 1, True),
    ("same", "samey", 1, True),
    ("same", "mase", 1, False),
    ("same", "so", 2, False),
    ("kitten", "sitting", 2, False),
    ("kitten", "sitten", 1, True),
]


@pytest.mark.parametrize(("a", "b", "most", "expected"), DISTANCES)
def test_distances_between_words(a: str, b: str, most: int, expected: bool) -> None:  # noqa: FBT001 - a column
    assert within(a, b, most) is expected


@given(st.text(max_size=120), st.sampled_from(["a", "e*", '"a b"', "th~ OR b", "a b -c"]))
@settings(max_examples=200, deadline=None)
def test_highlights_are_in_order_and_apart(text: str, query: str) -> None:
    spans = highlights(parse(query), text)
    assert all(span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
