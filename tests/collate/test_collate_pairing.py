"""The words of a gap are paired in order, as like to each other as any pairing in order can make them."""

from collections.abc import Sequence
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.collate.versions import alignment

WORDS = st.lists(
    st.sampled_from(["harbour", "harbours", "arbour", "vote", "votes", "not", "note"]), max_size=5
)


def likest(columns: Sequence[str], words: Sequence[str]) -> float:
    """The most that the likenesses of pairs in order can sum up to."""

    @cache
    def best(row: int, place: int) -> float:
        if row == len(columns) or place == len(words):
            return 0.0
        both = alignment._likeness(columns[row], words[place]) + best(row + 1, place + 1)
        return max(both, best(row + 1, place), best(row, place + 1))

    return best(0, 0)


@given(WORDS, WORDS)
def test_words_of_a_gap_are_paired_in_order_as_like_as_can_be(columns: list[str], words: list[str]) -> None:
    pairs = alignment.paired(columns, words)
    assert [row for row, _ in pairs if row is not None] == list(range(len(columns)))
    assert [place for _, place in pairs if place is not None] == list(range(len(words)))
    total = sum(
        alignment._likeness(columns[row], words[place])
        for row, place in pairs
        if row is not None and place is not None
    )
    assert abs(total - likest(columns, words)) < 1e-9
