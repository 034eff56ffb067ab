"""The alignment of versions in one table."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.collate.versions.aligned_table import table
from quotebrowser.collate.versions.alignment import bounded, paired, placed


def aligned(*versions: str, bounds: Sequence[Sequence[int]] = (), quotes: Sequence[str] = ()) -> list[str]:
    """The columns as words, `-` where a version has none."""
    words = [version.split() for version in versions]
    return [
        " ".join(words[number][cell[number]] if number in cell else "-" for number in range(len(words)))
        for cell in table(words, bounds=bounds, quotes=quotes)
    ]


CASES: list[tuple[str, Sequence[str], list[str]]] = [
    ("the same", ("a b c", "a b c"), ["a a", "b b", "c c"]),
    ("a cut", ("alpha beta gamma delta", "alpha delta"), ["alpha alpha", "beta -", "gamma -", "delta delta"]),
    (
        "another word",
        ("alpha beta gamma", "alpha zeta gamma"),
        ["alpha alpha", "beta zeta", "gamma gamma"],
    ),
    (
        "a word at the edge stands for what is there",
        ("if they stay nothing grows", "to stay nothing grows"),
        ["if -", "they to", "stay stay", "nothing nothing", "grows grows"],
    ),
    (
        "parts bridged by what comes later",
        ("alpha beta gamma delta", "gamma delta epsilon zeta", "epsilon zeta"),
        ["alpha - -", "beta - -", "gamma gamma -", "delta delta -", "- epsilon epsilon", "- zeta zeta"],
    ),
    (
        "a spelling is paired with its like",
        ("alpha organised crime delta", "alpha the organized delta"),
        ["alpha alpha", "- the", "organised organized", "crime -", "delta delta"],
    ),
    ("nothing in common", ("alpha beta", "gamma"), ["alpha -", "beta -", "- gamma"]),
    ("no words", ("alpha", ""), ["alpha -"]),
]


@pytest.mark.parametrize(("name", "versions", "expected"), CASES, ids=[case[0] for case in CASES])
def test_versions_stand_in_common_columns(name: str, versions: Sequence[str], expected: list[str]) -> None:
    assert aligned(*versions) == expected


def test_a_word_among_other_words_stands_behind_those_it_follows() -> None:
    assert aligned("farms of farms mills burn", "farms stay bridge bridge mills") == [
        "farms farms",
        "of stay",
        "farms bridge",
        "- bridge",
        "mills mills",
        "burn -",
    ]


@pytest.mark.parametrize(("count", "paired_with"), [(6, "stay"), (7, "-")])
def test_six_words_at_an_edge_stand_for_what_is_there(count: int, paired_with: str) -> None:
    start, others = "mills burn beside rivers", " ".join(f"banks{at}" for at in range(count))
    columns = aligned(f"{start} stay closed this very long winter and far into spring", f"{start} {others}")
    assert [column for column in columns if "banks0" in column] == [f"{paired_with} banks0"]


def test_words_said_again_move_to_the_ellipsis_before_them() -> None:
    again, end, rest = (
        "we must now at once",
        "close the mill in the valley",
        "and keep it so until spring comes to us all again",
    )
    new = "stay here and that"
    columns = aligned(f"that {again} {end} {rest}", f"that {again} {new} {again} {end}", bounds=[[1], []])
    assert columns == [
        "that that",
        *(f"- {word}" for word in f"{again} {new}".split()),
        *(f"{word} {word}" for word in f"{again} {end}".split()),
        *(f"{word} -" for word in rest.split()),
    ]


def test_after_an_ellipsis_nothing_moves_to_words_that_are_others() -> None:
    columns = aligned("mills stand the farms close", "mills stand farms the banks burn", bounds=[[], [1]])
    assert columns[:4] == ["mills mills", "stand stand", "the -", "farms farms"]


def test_what_follows_an_ellipsis_stands_behind_what_comes_before_it() -> None:
    columns = ["we", "mills", "stand", "stand", "stand"]
    assert bounded(columns, ["mills", "burn", "stand"], [1, 2]) == [(1, 0, 1), (2, 2, 1)]
    assert bounded(["we"], ["we", "alpha", "beta", "we"], [1, 3]) == [(0, 0, 1)]


STRAY = "the winter was long and nobody came to help us with the very big blow we took"


def test_a_stray_stop_word_is_not_pulled_across_the_passage() -> None:
    whole = STRAY.split()
    assert placed(whole, ["the", "blow"]) == [(14, 1, 1)]
    assert placed(whole, ["we", "blow"]) == [(14, 1, 1)]


def test_a_stop_word_at_an_edge_is_no_stray_where_one_word_is_left_out() -> None:
    whole = STRAY.split()
    assert placed(whole, ["the", "big", "blow"]) == [(11, 0, 1), (13, 1, 2)]
    assert placed(whole, ["the", "really", "very", "big", "blow"]) == [(11, 0, 1), (12, 2, 3)]
    assert placed(whole, ["and", "nobody", "help", "us"])[0] == (4, 0, 2)
    assert placed(["it", "is", "not"], ["it", "is", "is", "not"]) == [(0, 0, 2), (2, 3, 1)]


def test_two_words_that_tell_something_are_no_stray_match_however_far_they_stand() -> None:
    columns = ["mills", "stand", "beside", *"abcdefghijkl", "our", "river", "today"]
    assert placed(columns, ["mills", "stand", "beside", "our", "river", "today"]) == [(0, 0, 3), (15, 3, 3)]


def test_a_repeated_start_belongs_to_the_words_that_follow() -> None:
    whole = ["we", "never", "liked", "him", "we", "never", "wanted", "him"]
    assert placed(whole, ["we", "never", "wanted", "him"]) == [(4, 0, 4)]
    assert placed(["him", "we", "liked", "him", "often"], ["we", "liked", "him"]) == [(1, 0, 3)]


def test_a_repeated_end_belongs_to_the_words_before() -> None:
    whole = ["nobody", "helped", "the", "farm", "and", "later", "nobody", "ruined", "the", "farm"]
    assert placed(whole, ["nobody", "helped", "the", "farm"]) == [(0, 0, 4)]


def test_a_word_alone_is_paired_with_its_like() -> None:
    assert paired(["the", "organised"], ["organized"]) == [(0, None), (1, 0)]
    assert paired(["the", "organised"], ["mills"]) == [(0, 0), (1, None)]


def test_a_large_gap_is_paired_from_its_start() -> None:
    words = [f"mill{n}" for n in range(30)]
    assert paired(["the", *words], words) == [*((n, n) for n in range(30)), (30, None)]
    assert paired(["the", *words[:19]], words[:20]) == [
        (0, None),
        *((n + 1, n) for n in range(19)),
        (None, 19),
    ]
    assert paired(["the", *words[:10]], words[:10]) == [(0, None), *((n + 1, n) for n in range(10))]


def test_the_wording_of_most_versions_attracts_the_next() -> None:
    columns = aligned("alpha zeta gamma delta", "alpha beta gamma delta", "alpha beta gamma", "beta gamma")
    assert columns[1] == "zeta beta beta beta"


VERSIONS = st.lists(
    st.lists(
        st.sampled_from(["alpha", "beta", "gamma", "the", "of", "a", "very", "long", "delta"]), max_size=12
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(
    VERSIONS,
    st.lists(st.sets(st.integers(1, 9), max_size=2), min_size=6, max_size=6),
    st.lists(st.sampled_from("ab"), min_size=6, max_size=6),
)
def test_every_word_stands_once_and_in_order(
    versions: list[list[str]], cuts: list[set[int]], quotes: list[str]
) -> None:
    bounds = [sorted(cut for cut in cuts[at] if cut < len(words)) for at, words in enumerate(versions)]
    columns = table(versions, bounds=bounds, quotes=quotes[: len(versions)])
    for number, words in enumerate(versions):
        assert [cell[number] for cell in columns if number in cell] == list(range(len(words)))


@settings(max_examples=60, deadline=None)
@given(VERSIONS)
def test_the_table_is_the_same_in_every_order(versions: list[list[str]]) -> None:
    def wordings(order: Sequence[Sequence[str]]) -> list[list[str]]:
        return [sorted(order[number][word] for number, word in cell.items()) for cell in table(order)]

    shuffled = random.Random(3).sample(versions, len(versions))
    assert wordings(versions) == wordings(shuffled)


@pytest.mark.parametrize(
    "versions",
    [
        (
            "mills stand beside rivers where farmers wait today",
            "lorries cross bridges slowly",
            "lorries cross",
        ),
        ("mills stand beside rivers where farmers wait", "stand beside rivers", "beside rivers lorries"),
        ("mills stand beside rivers", "lorries cross bridges", "trains cross bridges slowly"),
    ],
)
def test_parts_of_one_quote_never_share_a_column(versions: tuple[str, ...]) -> None:
    words = [version.split() for version in versions]
    cells = table(words, quotes=["whole", "parts", "parts"])
    assert not any({1, 2} <= cell.keys() for cell in cells)
    for number, version in enumerate(words):
        assert [cell[number] for cell in cells if number in cell] == list(range(len(version)))


PARTS = [
    (
        "the second runs on",
        ("mills at roads burn", "mills roads roads burn now"),
        ["mills -", "at -", "roads -", "burn -", "- mills", "- roads", "- roads", "- burn", "- now"],
    ),
    (
        "another quote agrees with the wording that is left",
        ("roads mills", "mills mills", "roads burn", "burn banks"),
        ["roads - roads -", "mills - burn -", "- mills - -", "- mills - -", "- - - burn", "- - - banks"],
    ),
]


@pytest.mark.parametrize(("name", "versions", "expected"), PARTS, ids=[case[0] for case in PARTS])
def test_parts_of_one_quote_stand_one_after_the_other(
    name: str, versions: Sequence[str], expected: list[str]
) -> None:
    assert aligned(*versions, quotes=["a", "a", "b", "b"][: len(versions)]) == expected
