"""Remembered words against print."""

import pytest
from collate_shelf import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser import collate
from quotebrowser.collate import Tier

MARK = (
    "Their attempts to meddle in Syria will result in their hand being decisively severed, leaving a mark on "
    "history that will not be forgotten,"
)
PATCH = "When the patch is released people should run, not walk, to get it installed."

TIERS = [
    ("letter by letter", MARK, MARK, Tier.EXACT),
    ("a part", MARK, "a mark on history that will not be forgotten", Tier.EXACT),
    ("straight marks", "I don’t mind, he said", "I don't mind he said", Tier.TYPOGRAPHIC),
    ("capitals", MARK, "Leaving a mark on History", Tier.CASE),
    ("accents", "a café in town", "a cafe in town", Tier.CASE),
    ("another word", "We took 25 hits today", "We took 35 hits today", Tier.NEAR),
    ("something else", MARK, "the harvest failed twice this winter", Tier.NONE),
    ("no words", MARK, "…", Tier.NONE),
]


@pytest.mark.parametrize(("name", "printed", "remembered", "tier"), TIERS, ids=[row[0] for row in TIERS])
def test_remembered_words_agree_with_print_in_tiers(
    name: str, printed: str, remembered: str, tier: Tier
) -> None:
    assert collate.compare_words(printed, remembered).tier is tier


def test_a_dropped_not_is_found_and_said() -> None:
    found = collate.compare_words(MARK, "leaving a mark on history that will be forgotten")
    assert found.tier is Tier.NEAR
    assert found.printed == "leaving a mark on history that will not be forgotten,"
    assert [(one.printed, one.remembered, one.category) for one in found.details] == [("not", "", "negation")]
    assert found.differences == ("‘not’ is printed and missing here",)
    assert found.warnings == ("A negation differs: ‘not’ is printed and missing here",)


def test_the_sample_article_prints_it_so() -> None:
    text = next(SEEDS.glob("004_*")).read_text("utf-8")
    assert MARK in text


SAID = [
    ("another word", "We lost 25 farms here", "We lost 35 farms here", "printed is ‘25’, not ‘35’"),
    ("a word too many", "We lost 25 farms here", "We lost all 25 farms here", "‘all’ is not in this quote"),
]


@pytest.mark.parametrize(("name", "printed", "remembered", "said"), SAID, ids=[row[0] for row in SAID])
def test_each_difference_is_said_in_words(name: str, printed: str, remembered: str, said: str) -> None:
    assert collate.compare_words(printed, remembered).differences == (said,)


def test_what_a_part_leaves_out_of_its_sentence_is_looked_at() -> None:
    assert collate.compare_words(PATCH, "people should run").warnings == (
        "The printed sentence begins with a condition: ‘When the patch is released’",
        "The printed sentence goes on with a negation: ‘not walk, to get it installed’",
    )
    assert collate.compare_words(f"Nobody came. {PATCH}", PATCH).warnings == ()


def test_the_rest_of_the_printed_sentence_is_given() -> None:
    found = collate.compare_words(f"Nobody came. {PATCH} Then they left.", "people should run")
    assert (found.before, found.after) == ("When the patch is released", "not walk, to get it installed")


def test_a_mild_difference_is_no_warning() -> None:
    assert collate.compare_words("We lost a farm here", "We lost the farm here").warnings == ()


ELIDED = [
    ("three periods", "They sold the mill ... for a song", Tier.NEAR),
    ("a bracketed one", "They sold the mill [...] for a song", Tier.NEAR),
    ("one character", "They sold the mill… for a song", Tier.NEAR),
    ("before the part", "Well ... they sold the mill for a song", Tier.EXACT),
    ("after the part", "they sold the mill for a song ...", Tier.EXACT),
]


@pytest.mark.parametrize(("name", "printed", "tier"), ELIDED, ids=[row[0] for row in ELIDED])
def test_words_fused_over_an_ellipsis_are_not_what_was_printed(name: str, printed: str, tier: Tier) -> None:
    found = collate.compare_words(printed.lower(), "they sold the mill for a song")
    assert found.tier is tier
    assert [one.category for one in found.details] == ["marked omission"] * (tier is Tier.NEAR)


def test_a_marked_omission_is_said_in_words() -> None:
    found = collate.compare_words("the mill ... for a song", "the mill for a song")
    assert found.differences == ("an omission is marked in print: ‘mill ... for’, not here: ‘mill for’",)


def test_an_omission_that_both_mark_is_no_difference() -> None:
    found = collate.compare_words("They sold the mill ... for a song", "They sold the mill [...] for a song")
    assert found.tier is Tier.TYPOGRAPHIC


@settings(max_examples=50)
@given(st.text(max_size=50), st.text(max_size=50))
def test_any_two_texts_can_be_compared(printed: str, remembered: str) -> None:
    found = collate.compare_words(printed, remembered)
    assert 0 <= found.score <= 1
    assert found.span is None or found.span.of(printed) == found.printed
    assert (found.span is None) == (found.tier is Tier.NONE)
