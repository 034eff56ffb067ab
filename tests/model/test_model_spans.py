"""Spans that overlap none of others, told in one pass."""

from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.model import Article, Span, apart

CUTS = st.lists(st.integers(0, 60), max_size=14, unique=True).map(sorted)


def _spans(cuts: list[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@given(CUTS, CUTS)
def test_those_are_kept_that_overlap_none(cuts: list[int], others: list[int]) -> None:
    spans, taken = _spans(cuts), _spans(others)
    assert list(apart(spans, taken)) == [
        span for span in spans if not any(span.overlaps(other) for other in taken)
    ]


def test_a_text_of_nothing_but_furniture_is_told_from_its_quotes_in_time() -> None:
    # With the square of the lines it would take minutes and run into the suite's time limit.
    text = "a: b\n" * 100_000 + "“Not one of these lines is news,” she said.\n"
    lines = tuple(Span(at * 5, at * 5 + 4) for at in range(100_000))
    article = Article("0" * 16, text, "a.txt", furniture=lines)
    assert article.paragraph(len(text) - 5) == 1
