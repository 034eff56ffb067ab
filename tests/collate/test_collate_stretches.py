"""The small steps by which passages are laid beside a record, each for itself."""

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from collate_shelf import article, passages

from quotebrowser.collate.same import record_stretches, two_records
from quotebrowser.collate.same.evidence import pair
from quotebrowser.collate.same.record_places import _go_on, _is_beside, _Place
from quotebrowser.model import Passage

Place = tuple[int, int]
BAKER: Final = "The baker sells warm rolls on the pier."
LIGHTHOUSE: Final = "The lighthouse keeper paints his boat every single winter."


def sentences(*texts: str, turns: str = "") -> list[Passage]:
    """Neighbouring sentences; those with one letter of `turns` are of one turn, all if it is empty."""
    made = passages(article("record", " ".join(texts)), *texts)
    return [
        Passage(
            one.uid, (turns or "a" * len(made))[at], one.article, one.span, one.text, one.kind, "", 0.0,
            None, at,
        )
        for at, one in enumerate(made)
    ]  # fmt: skip


def chains(weights: Mapping[Place, int]) -> Iterator[list[Place]]:
    """Every choice of places that stand in one order in both records."""
    for count in range(1, len(weights) + 1):
        for chosen in itertools.combinations(sorted(weights), count):
            if all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(chosen)):
                yield list(chosen)


def test_the_chain_of_two_records_is_the_heaviest_and_of_those_the_first() -> None:
    chance = random.Random(3)
    assert two_records._chain({}) == []
    for _ in range(60):
        places = [(chance.randrange(5), chance.randrange(5)) for _ in range(chance.randint(1, 8))]
        weights = {place: chance.randint(1, 4) for place in places}

        def worth(chain: list[Place], weights: Mapping[Place, int] = weights) -> tuple[int, int]:
            return sum(weights[place] for place in chain), -sum(map(sum, chain))

        found = two_records._chain(weights)
        assert found in list(chains(weights))
        assert worth(found) == max(map(worth, chains(weights)))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((0, 3), (3, 5), True),
        ((3, 5), (0, 3), True),
        ((0, 4), (3, 5), False),
        ((3, 5), (0, 4), False),
        ((0, 9), (3, 5), False),
    ],
)
def test_stretches_of_words_are_apart_where_they_have_none_in_common(
    one: Place, other: Place, *, apart: bool
) -> None:
    assert two_records._are_apart(one, other) is apart


REACHED: Final = [
    # turns, from where, which way, words, sentences on either side at most; the last that is reached
    ("aaaaaa", 2, 1, 0, 9, 2),
    ("aaaaaa", 2, 1, 1, 9, 3),
    ("aaaaaa", 2, 1, 3, 9, 3),
    ("aaaaaa", 2, 1, 4, 9, 4),
    ("aaaaaa", 2, -1, 4, 9, 0),
    ("aaaaaa", 2, -1, 3, 9, 1),
    ("aaaaaa", 2, 1, 99, 2, 4),
    ("aaaaaa", 2, -1, 99, 1, 1),
    ("aaaaaa", 2, 1, 99, 9, 5),
    ("abbbba", 2, -1, 99, 9, 1),
    ("abbbba", 2, 1, 99, 9, 4),
]


@pytest.mark.parametrize(("turns", "at", "step", "words", "beside", "last"), REACHED)
def test_so_many_words_reach_so_far_within_a_turn(
    turns: str, at: int, step: int, words: int, beside: int, last: int
) -> None:
    near = dict(enumerate(sentences(*(f"word{n} of rain" for n in range(6)), turns=turns)))
    assert record_stretches._reached(near, at, step, words, beside) == last


@pytest.mark.parametrize(
    ("met", "turns", "found"),
    [
        ((0,), "aaaaaaaa", ["012"]),
        ((4,), "aaaaaaaa", ["23456"]),
        ((0, 5), "aaaaaaaa", ["012", "34567"]),
        ((0, 4), "aaaaaaaa", ["0123456"[:3] + "3456"]),
        ((0, 7), "aaaaaaaa", ["012", "567"]),
        ((3, 4), "aaaabbbb", ["123", "456"]),
        ((1, 99), "aaaaaaaa", ["0123"]),
    ],
)
def test_windows_hold_each_sentence_once(met: tuple[int, ...], turns: str, found: list[str]) -> None:
    near = dict(enumerate(sentences(*(f"word{n} of rain" for n in range(8)), turns=turns)))
    (passage,) = sentences("six words that reach two sentences")
    windows = record_stretches._windows(passage, met, 9, near)
    assert ["".join(str(one.order) for one in window) for window in windows] == found


@pytest.mark.parametrize(
    ("ends", "begins", "turns", "goes_on"),
    [
        (1, 1, "aaaa", True),
        (1, 2, "aaaa", True),
        (1, 3, "aaaa", False),
        (2, 1, "aaaa", False),
        (1, 2, "aabb", False),
    ],
)
def test_a_place_goes_on_in_the_same_sentence_or_the_next(
    ends: int, begins: int, turns: str, *, goes_on: bool
) -> None:
    every = sentences(*(f"word{n} of rain" for n in range(4)), turns=turns)
    first, second = (_Place(every[0], ((every[at], 1.0),), 1, 1.0) for at in (ends, begins))
    assert _go_on(first, second) is goes_on


@pytest.mark.parametrize(
    ("passage", "printed"),
    [
        # what is printed, and which of four sentences have as much of it as any
        ("The ferry to Marden leaves at dawn", "0"),
        ("The ferry to Marden leaves at dawn and the baker sells warm rolls on the pier", "01"),
        ("the baker sells warm rolls on the pier. Nobody swims here", "12"),
        ("The lighthouse keeper paints his boat every single winter", "3"),
        ("Nobody swims here. The lighthouse keeper paints his boat", "23"),
    ],
)
def test_a_stretch_is_the_fewest_sentences_that_have_as_much(passage: str, printed: str) -> None:
    window = tuple(
        sentences(
            "The ferry to Marden leaves at dawn.",
            BAKER,
            "Nobody swims here.",
            LIGHTHOUSE,
        )
    )
    found = record_stretches._placed(sentences(passage)[0], window)
    assert "".join(str(one.order) for one, _ in found.printed) == printed
    assert "".join(str(one.order) for one in found.sentences) == printed


def test_beside_a_chain_stands_what_one_record_has_in_two_sentences() -> None:
    one, other = sentences(BAKER, LIGHTHOUSE), sentences(f"{BAKER} {LIGHTHOUSE}")
    both = {(at, 0): pair(of, other[0]) for at, of in enumerate(one)}
    turned = {(second, first): pair(each.b, each.a) for (first, second), each in both.items()}
    assert list(two_records._halves([(0, 0)], both)) == [(1, 0)]
    assert list(two_records._halves([(1, 0)], both)) == [(0, 0)]
    assert list(two_records._halves([(0, 0)], turned)) == [(0, 1)]
    assert list(two_records._halves([(0, 1)], turned)) == [(0, 0)]
    again = {(at, 0): pair(of, other[0]) for at, of in enumerate(sentences(BAKER, BAKER))}
    assert list(two_records._halves([(0, 0)], again)) == []


@pytest.mark.parametrize(
    ("gap", "turns", "words", "beside"),
    [
        (1, "", f"{BAKER} {LIGHTHOUSE}", True),
        (8, "", f"{BAKER} {LIGHTHOUSE}", True),
        (9, "", f"{BAKER} {LIGHTHOUSE}", False),
        (1, "ab", f"{BAKER} {LIGHTHOUSE}", False),
        (1, "", BAKER, False),
    ],
)
def test_stretches_beside_each_other_print_other_words_near(
    gap: int, turns: str, words: str, *, beside: bool
) -> None:
    every = sentences(BAKER, *("Rain again." for _ in range(gap - 1)), LIGHTHOUSE, turns=turns)
    if words == BAKER:
        every = sentences(BAKER, BAKER)
    (passage,) = sentences(words)
    one, other = (record_stretches.Stretch(pair(passage, each), (each,)) for each in (every[0], every[-1]))
    assert _is_beside(one, other) is beside
    assert _is_beside(other, one) is beside
