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
PATCH = "If the patch is released people should run, not walk, to get it installed."

TIERS = [
    ("letter by letter", MARK, MARK, Tier.EXACT),
    ("a part", MARK, "a mark on history that will not be forgotten", Tier.EXACT),
    ("straight marks", "I don’t mind, he said", "I don't mind he said", Tier.TYPOGRAPHIC),
    ("emphasis", "**She** knew it in *June*", "She knew it in June", Tier.TYPOGRAPHIC),
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


LETTERS = [
    # printed, remembered, whether only the first letter differs, the words told
    ("they say écoute les gens", "Écoute les gens", True, []),
    ("they say écoute les gens", "écoute Les gens", False, [("les", "Les")]),
    ("they say écoute les gens", "ÉCOUTE les gens", False, [("écoute", "ÉCOUTE")]),
    ("they say écoute les gens", "Ecoute les gens", False, [("écoute", "Ecoute")]),
]


@pytest.mark.parametrize(("printed", "remembered", "first", "told"), LETTERS)
def test_another_letter_than_the_first_is_told(
    printed: str, remembered: str, told: list[tuple[str, str]], *, first: bool
) -> None:
    found = collate.compare_words(printed, remembered)
    assert found.tier is Tier.CASE
    assert found.first_letter is first
    assert [(one.printed, one.remembered) for one in found.details] == told


def test_a_dropped_not_is_found_and_said() -> None:
    found = collate.compare_words(MARK, "leaving a mark on history that will be forgotten")
    assert found.tier is Tier.NEAR
    assert found.printed == "leaving a mark on history that will not be forgotten,"
    assert [(one.printed, one.remembered, one.category) for one in found.details] == [("not", "", "negation")]
    assert found.differences == ("‘not’ is printed but missing here",)
    assert found.warnings == ("A negation differs: ‘not’ is printed but missing here",)


@pytest.mark.parametrize(
    ("printed", "remembered", "missing"),
    [
        ("a mark on history that will not be forgotten", "will be forgotten", "not"),
        ("We will never surrender", "We will surrender", "never"),
    ],
)
def test_a_word_that_is_missing_at_an_end_is_not_told_as_another(
    printed: str, remembered: str, missing: str
) -> None:
    assert collate.compare_words(printed, remembered).differences == (
        f"‘{missing}’ is printed but missing here",
    )


@pytest.mark.parametrize(
    ("printed", "remembered", "shown"),
    [
        ("We need co-operation", "We need cooperation", "We need co-operation"),
        ("Co-operation helps us all", "Cooperation helps us all", "Co-operation helps us all"),
        ("We spoke of re-election", "We spoke of reelection", "We spoke of re-election"),
        ("She runs the by-election today", "runs the byelection", "runs the by-election"),
        ("It was a well-known and feared anti-semite", "and feared antisemite", "and feared anti-semite"),
    ],
)
def test_a_hyphenated_word_at_an_end_is_shown_whole(printed: str, remembered: str, shown: str) -> None:
    assert collate.compare_words(printed, remembered).printed == shown


def test_the_sample_article_prints_it_so() -> None:
    text = next(SEEDS.glob("004_*")).read_text("utf-8")
    assert MARK in text


SAID = [
    ("another word", "We lost 25 farms here", "We lost 35 farms here", "‘25’ is printed, not ‘35’"),
    (
        "a word in emphasis",
        "They lost **all** farms here",
        "They lost two farms here",
        "‘all’ is printed, not ‘two’",
    ),
    ("a word too many", "We lost 25 farms here", "We lost all 25 farms here", "‘all’ is not in this quote"),
]


@pytest.mark.parametrize(("name", "printed", "remembered", "said"), SAID, ids=[row[0] for row in SAID])
def test_each_difference_is_said_in_words(name: str, printed: str, remembered: str, said: str) -> None:
    assert collate.compare_words(printed, remembered).differences == (said,)


def test_what_a_part_leaves_out_of_its_sentence_is_looked_at() -> None:
    assert collate.compare_words(PATCH, "people should run").warnings == (
        "The printed sentence begins with a condition: ‘If the patch is released’",
        "The printed sentence goes on with a negation: ‘not walk, to get it installed’",
    )
    assert collate.compare_words(f"Nobody came. {PATCH}", PATCH).warnings == ()


CUT = [
    ("a negation", "The mill burns and we are not to blame", "a negation: ‘and we are not to blame’"),
    ("a contraction", "The mill burns and we don't care", "a negation: ‘and we don't care’"),
    ("a contrast", "The mill burns, but only at night", "a contrast: ‘but only at night’"),
    ("a condition", "The mill burns unless it rains", "a condition: ‘unless it rains’"),
    ("nowhere", "The mill burns on the way to nowhere", ""),
    ("a number", "The mill burns 25 tons of coal", ""),
    ("a moment", "The mill burns when it is dry", ""),
]


@pytest.mark.parametrize(("name", "printed", "said"), CUT, ids=[row[0] for row in CUT])
def test_only_a_clause_that_turns_the_sentence_round_is_warned_of(name: str, printed: str, said: str) -> None:
    expected = (f"The printed sentence goes on with {said}",) if said else ()
    assert collate.compare_words(printed, "The mill burns").warnings == expected


INSIDE = [
    ("a number", "We lost 25 farms in the flood", "We lost 35 farms in the flood", ["A number"]),
    ("a negation", "We did not lose it here", "We did lose it here", ["A negation"]),
    ("a name", "We lost it to Merkel in town", "We lost it to Macron in town", ["A name"]),
    ("a month", "We lost it in June in town", "We lost it in July in town", []),
    ("nowhere", "The road goes nowhere from the mill", "The road goes uphill from the mill", []),
    ("how many", "We lost many farms here", "We lost all farms here", []),
]


@pytest.mark.parametrize(("name", "printed", "remembered", "said"), INSIDE, ids=[row[0] for row in INSIDE])
def test_another_number_negation_or_name_is_warned_of(
    name: str, printed: str, remembered: str, said: list[str]
) -> None:
    found = collate.compare_words(printed, remembered)
    assert found.tier is Tier.NEAR
    assert [warning.split(" differs: ")[0] for warning in found.warnings] == said


def test_the_rest_of_the_printed_sentence_is_given() -> None:
    found = collate.compare_words(f"Nobody came. {PATCH} Then they left.", "people should run")
    assert (found.before, found.after) == ("If the patch is released", "not walk, to get it installed")


def test_a_capital_at_a_beginning_makes_no_name() -> None:
    found = collate.compare_words("Mills burned down here today", "Barns burned down here today")
    assert [one.category for one in found.details] == ["wording"]


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
    assert found.differences == ("an omission is marked in print: ‘mill ... for’, but not here: ‘mill for’",)


def test_an_omission_that_both_mark_is_no_difference() -> None:
    found = collate.compare_words("They sold the mill ... for a song", "They sold the mill [...] for a song")
    assert found.tier is Tier.TYPOGRAPHIC


CONTENT = [
    ("be", 0),
    ("we would not be", 0),
    ("they're going to be doing it", 0),
    ("the mill", 1),
    ("mill, mill", 1),
    ("25 mills", 2),
]


@pytest.mark.parametrize(("text", "count"), CONTENT, ids=[row[0] for row in CONTENT])
def test_words_without_content_are_not_counted(text: str, count: int) -> None:
    assert collate.content_words(text) == count


@settings(max_examples=50)
@given(st.text(max_size=50), st.text(max_size=50))
def test_any_two_texts_can_be_compared(printed: str, remembered: str) -> None:
    found = collate.compare_words(printed, remembered)
    assert 0 <= found.score <= 1
    assert found.span is None or found.span.of(printed) == found.printed
    assert (found.span is None) == (found.tier is Tier.NONE)


ROAD = "We will not close the old road to lorries in March. If it rains, we wait."

OWN = [
    # the writer's words, how they agree, what is said of them, what may change the meaning
    ("We will not close the road", Tier.NEAR, (), ()),
    ("close the old road … in March", Tier.EXACT, ("your ellipsis leaves out ‘to lorries’",), ("not",)),
    (
        "We will [...] close the old road",
        Tier.EXACT,
        ("leaves out ‘not’",),
        ("Your ellipsis leaves out a negation",),
    ),
    (
        "We will not close [it] to lorries in March",
        Tier.EXACT,
        ("stands where ‘the old road’ is printed",),
        (),
    ),
    ("We [all] will not close the old road", Tier.EXACT, ("‘[all]’ is your own insertion",), ()),
    ("[w]e will not close the old road", Tier.CASE, (), ()),
    ("We will not close[d] the old road", Tier.NEAR, (), ()),
    ("We will [gladly] close the old road", Tier.EXACT, ("where ‘not’ is printed",), ("A negation differs",)),
    ("in March … We will not close the old road", Tier.NEAR, (), ()),
]


@pytest.mark.parametrize(("text", "tier", "notes", "warnings"), OWN, ids=[row[0] for row in OWN])
def test_a_writers_own_brackets_and_ellipses_are_understood(
    text: str, tier: Tier, notes: tuple[str, ...], warnings: tuple[str, ...]
) -> None:
    found = collate.compare_words(ROAD, text)
    assert found.tier is tier
    for said, told in ((notes, found.notes), (warnings, found.warnings)):
        assert all(any(words in one for one in told) for words in said), told
    assert found.span is not None
    assert not any("missing here" in one and "[" in one for one in found.differences)


NEXT = [
    ("We will pay. Unless the bank fails.", True, True),
    ("We will pay. Only if the bank agrees.", True, True),
    ("We will pay. If the bank fails, we go.", False, True),
    ("We will pay. But it hurts.", False, True),
    ("We will pay. The bank fails.", False, False),
    ("We will pay. Wir zahlen, wenn es regnet.", False, False),
]


@pytest.mark.parametrize(("printed", "warned", "told"), NEXT, ids=[row[0] for row in NEXT])
def test_a_next_sentence_that_takes_back_the_words_is_told(printed: str, *, warned: bool, told: bool) -> None:
    found = collate.compare_words(printed, "We will pay")
    assert bool(found.warnings) is warned
    assert bool(found.warnings or found.notes) is told


AROUND = [
    ("Lee did not “want the mill sold”.", ("a negation before",)),
    ("Lee denied having “sold the mill”, she said.", ("a denial before",)),
    ("Lee, who does not like mills, said: “Sell the mill”.", ()),
    ("Lee spoke. “Sell the mill,” she said, but did not say why.", ()),
    ("Lee will “sell the mill” unless it burns.", ("a condition behind",)),
    ("Lee will “sell the mill” if it burns, and if not, keep it.", ("a condition behind",)),
    ("Lee came, not “to sell the mill”.", ("before these words: ‘not’",)),
    ("Lee will, not today, ask that they “sell the mill”.", ()),
    ("Lee will “sell the mill” unless it burns. Then he left.", ("these words: ‘unless it burns’",)),
    ("Not “selling the mill” helps.", ("a negation before",)),
    ("Lee will “sell the mill” a day unless it burns.", ("a condition behind",)),
    ("Lee sagte, sie wolle nicht „die Mühle verkaufen“.", ("a negation before",)),
    ("Lee ne veut pas « vendre le moulin ».", ("a negation before",)),
]


@pytest.mark.parametrize(("text", "said"), AROUND, ids=[row[0] for row in AROUND])
def test_narration_that_turns_a_quote_round_is_warned_of(text: str, said: tuple[str, ...]) -> None:
    opened = min(text.find(mark) for mark in "“„«" if mark in text) + 1
    closed = max(text.rfind(mark) for mark in "”“»" if mark in text)
    told = collate.warnings_around(text, opened, closed)
    assert len(told) == len(said)
    assert all(words in one for words, one in zip(said, told, strict=True))


def test_what_an_editor_put_in_print_is_not_what_was_said() -> None:
    printed = "We will close [the old] road in March"
    assert collate.compare_words(printed, "We will close [the old] road").tier is Tier.EXACT
    found = collate.compare_words(printed, "We will close the old road")
    assert found.tier is Tier.NEAR
    assert "stands in brackets in print" in found.differences[0]


def test_a_capital_behind_narration_that_is_left_out_begins_a_sentence() -> None:
    printed = "We stay here Nobody told the farmers. We go"
    place = printed.index("Nobody")
    assert collate.compare_words(printed, "We stay here", (place,)).after == ""
    assert collate.compare_words(printed, "We stay here", (place - 1,)).after == ""
    assert collate.compare_words(printed, "We stay here", (place + 1,)).after == "Nobody told the farmers"
    assert collate.compare_words(printed, "We stay here").after == "Nobody told the farmers"


def test_words_in_another_order_over_a_cut_are_told_so() -> None:
    found = collate.compare_words("In March it rains. We will close the road.", "We will close … in March")
    assert found.differences == ("‘In March’ is printed, but in another place",)
