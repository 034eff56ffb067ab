"""Trees walked and trees compiled, and texts that are read in parts."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.extract import pipeline, quotes
from quotebrowser.extract.attribution import features, kinds
from quotebrowser.extract.attribution import forest as trees
from quotebrowser.model import Article, Quote

_NUMBERS: Final = st.floats(-50, 50, allow_nan=False)
_NODES: Final = st.recursive(
    _NUMBERS, lambda below: st.tuples(st.integers(0, 3), _NUMBERS, below, below), max_leaves=12
)


ENDINGS = [
    ("gone,", 1),
    ("gone.", 2),
    ("gone?", 3),
    ("gone!", 3),
    ("gone…", 4),
    ("gone —", 4),
    ("gone...", 4),
    ("gone", 0),
]


@pytest.mark.parametrize(("words", "kind"), ENDINGS)
def test_how_a_passage_ends_is_one_number(words: str, kind: int) -> None:
    assert features._ending(words, len(words)) == kind
    assert features._ending(f"{words}” she said...", len(words)) == kind


@given(
    st.lists(_NODES, max_size=8), st.lists(st.lists(_NUMBERS | st.integers(-9, 9), min_size=4, max_size=4))
)
def test_a_compiled_forest_gives_the_same_sums_to_the_last_bit(
    roots: list[trees.Node], vectors: list[list[float]]
) -> None:
    forest = trees.Forest(roots)
    compiled = forest.compiled()
    assert [compiled(vector) for vector in vectors] == [forest.walked(vector) for vector in vectors]


def test_a_forest_that_is_asked_often_is_compiled_and_answers_as_before() -> None:
    forest = trees.Forest([(0, 1.5, -2.0, (1, 0.0, 3.0, 4.0))])
    assert {forest.sum([2, 1]) for _ in range(2 * trees._OFTEN)} == {4.0}
    assert forest._compiled is not None


def test_weights_that_were_fitted_for_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="fitted for other features"):
        trees.load("ranker", kinds.NAMES)
    assert len(trees.load("ranker", features.NAMES).classes) == 1


def _read(text: str) -> tuple[Quote, ...]:
    return quotes(Article(id="a", text=text, origin="a.txt"))


_LONG: Final = "\n".join(
    f"“The bridge will open in year {number},” said Nora Feld, the city engineer." for number in range(60)
)


def test_a_text_read_in_parts_has_the_quotes_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _read(_LONG)
    monkeypatch.setattr(pipeline, "LONGEST_PART", 700)
    parts = _read(_LONG)
    assert [quote.spans for quote in parts] == [quote.spans for quote in whole]
    assert {quote.speaker.name for quote in parts if quote.speaker} == {"Nora Feld"}
    assert len({quote.uid for quote in parts}) == 60


def test_a_repetition_in_a_later_part_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LONGEST_PART", 700)
    found = _read(f"{_LONG}\n{_LONG}")
    assert [quote.repeats for quote in found[60:]] == [quote.uid for quote in found[:60]]


def test_a_line_longer_than_a_part_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LONGEST_PART", 700)
    text = _LONG.replace("\n", " ")
    found = _read(text)
    assert all(span.of(text) for quote in found for span in quote.spans)
    assert found[-1].spans[-1].of(text) == "The bridge will open in year 59,"
    assert len(found) >= 50
