"""Articles that are one text."""

import random

import pytest
from collate_shelf import seeds

from quotebrowser.collate import independent_texts
from quotebrowser.collate.same import reprints

WIRE = (
    "The harvest failed twice in the valley this year. The mayor told farmers on Monday that the depot would "
    "stay shut until spring, and asked for patience. Nobody answered him when he left the hall by the side "
    "door."
)
LEAD = "VALLEY (Agency) -- "


def test_a_text_with_another_headline_or_without_its_end_is_one_text() -> None:
    texts = {"a": WIRE, "b": LEAD + WIRE, "c": WIRE[: len(WIRE) * 2 // 3], "d": "Bridges will stand. " * 9}
    assert independent_texts(texts) == (("a", "b", "c"), ("d",))


def test_texts_that_a_third_holds_together_are_one() -> None:
    half = len(WIRE) // 2
    assert independent_texts({"a": WIRE[:half], "b": WIRE[half:], "c": WIRE}) == (("a", "b", "c"),)


def test_the_samples_are_five_texts_of_their_own() -> None:
    assert len(independent_texts({number: entry.article.text for number, entry in seeds().items()})) == 5


def test_short_texts_are_compared_whole() -> None:
    assert independent_texts({"a": "failed twice", "b": "failed twice", "c": "failed once"}) == (
        ("a", "b"),
        ("c",),
    )


def test_independent_articles_that_share_half_of_their_words_are_two_texts() -> None:
    chance = random.Random(5)
    for words in (120, 900):
        shared, own, other = (" ".join(made_words(chance, words)) for _ in range(3))
        assert len(independent_texts({"a": f"{own} {shared}", "b": f"{shared} {other}"})) == 2


SHARES = [(0.6, 2), (0.66, 2), (0.74, 1), (0.8, 1)]


@pytest.mark.parametrize(("share", "texts"), SHARES)
@pytest.mark.parametrize("words", [200, 4000], ids=["short", "long"])
def test_seven_tenths_of_the_shorter_text_make_two_one(words: int, share: float, texts: int) -> None:
    chance = random.Random(11)
    taken = made_words(chance, round(words * share))
    short = " ".join(taken + made_words(chance, words - len(taken)))
    longer = " ".join(made_words(chance, words) + taken)
    assert len(independent_texts({"a": short, "b": longer})) == texts


def test_the_words_of_a_text_in_another_order_are_another_text() -> None:
    pairs = [WIRE.split()[at : at + 4] for at in range(0, len(WIRE.split()), 4)]
    stirred = " ".join(" ".join(four) for four in reversed(pairs))
    assert len(independent_texts({"a": WIRE, "b": stirred})) == 2


def test_five_words_in_another_order_are_another_text() -> None:
    assert len(independent_texts({"a": "failed twice in the valley", "b": "valley the in twice failed"})) == 2


def test_no_articles_are_no_texts() -> None:
    assert independent_texts({}) == ()


def made_words(chance: random.Random, count: int) -> list[str]:
    """Words of a text of nobody's."""
    return [f"{chance.choice('abcdefgh')}{chance.randrange(500)}" for _ in range(count)]


def long_text(seed: int, words: int) -> str:
    return " ".join(made_words(random.Random(seed), words))


def test_long_texts_are_told_apart_by_a_sample_of_their_words_each_time() -> None:
    whole, other = long_text(1, 900), long_text(2, 900)
    texts = {"a": whole, "b": whole[: len(whole) * 3 // 4], "c": whole[:900], "d": other + whole[:900]}
    for _ in range(2):
        assert independent_texts(texts) == (("a", "b", "c", "d"),)
        assert independent_texts({"b": texts["b"], "d": texts["d"]}) == (("b",), ("d",))


def test_what_is_remembered_of_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprints, "_REMEMBERED", 3)
    for seed in range(8):
        assert independent_texts({"a": long_text(seed, 30), "b": WIRE}) == (("a",), ("b",))
        assert len(reprints._MEMORY._kept) <= 3
