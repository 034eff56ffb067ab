"""The comparison of an utterance: states of readings, columns and numbered differences."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from collate_shelf import Entry, article, classes, collation, passages, quoted, rows, worst
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser import collate
from quotebrowser.collate.versions.collation import siglum
from quotebrowser.model import Extent, Kind, Level, Variation

WHOLE = "The harvest failed twice and nobody in the valley received a single sack of grain."

COLUMNS: list[tuple[str, Sequence[str], list[str]]] = [
    ("the same words", (WHOLE, WHOLE), [f"same:{WHOLE} | same:{WHOLE}"]),
    (
        "a cut inside",
        ("Our farms failed twice and died.", "Our farms failed and died."),
        [
            "same:Our farms failed | same:Our farms failed",
            "same:twice | runs_on_without:",
            "same:and died. | same:and died.",
        ],
    ),
    (
        "a cut with an ellipsis",
        ("Our farms failed twice and died.", "Our farms failed … and died."),
        [
            "same:Our farms failed | same:Our farms failed …",
            "same:twice | cut_declared:",
            "same:and died. | same:and died.",
        ],
    ),
    (
        "words added",
        ("Our farms failed twice and died.", "Our farms failed badly and died."),
        [
            "same:Our farms failed | same:Our farms failed",
            "same:twice | wording:badly",
            "same:and died. | same:and died.",
        ],
    ),
    (
        "other words at the edge stand for the sentence's start",
        ("If they don't pass this bill, nothing will grow.", "To pass this bill, nothing will grow."),
        [
            "same:If they don't | wording:To",
            "same:pass this bill, nothing will grow. | same:pass this bill, nothing will grow.",
        ],
    ),
    (
        "other words at the end",
        ("We reject his visit to the mill.", "We reject his message."),
        ["same:We reject his | same:We reject his", "same:visit to the mill. | wording:message."],
    ),
    (
        "each runs on differently",
        (
            "The bridge will stand for years and all of the engineers are proud of it now.",
            "Their bridge will stand for years while not one single farmer in this valley dares cross.",
        ),
        [
            "same:The | wording:Their",
            "same:bridge will stand for years | same:bridge will stand for years",
            "runs_on_without: | added:while not one single farmer in this valley dares cross.",
            "same:and all of the engineers are proud of it now. | not_quoted:",
        ],
    ),
]


@pytest.mark.parametrize(("name", "texts", "expected"), COLUMNS, ids=lambda value: str(value)[:30])
def test_readings_have_the_state_that_is_true(name: str, texts: Sequence[str], expected: list[str]) -> None:
    found = collation(*(quoted(str(number), text) for number, text in enumerate(texts)))
    assert rows(found) == expected


def test_where_each_runs_on_differently_nobody_cuts() -> None:
    found = collation(*(quoted(str(number), text) for number, text in enumerate(COLUMNS[-1][1])))
    assert classes(found)[1:] == [("runs_on_without", "runs on", 1)]


def test_a_part_that_others_print_elsewhere_moves_nothing_of_its_neighbour() -> None:
    made = article("1", "“close,” he said, “and go.”")
    split = Entry(made, passages(made, "close,", "and go.", split=[(0, 1)]))
    assert classes(collation(quoted("0", "old mill and go."), split)) == [("runs_on_without", "runs on", 1)]


def test_bracketed_words_are_an_interpolation() -> None:
    found = collation(
        quoted("0", "They failed twice, and died in the winter."),
        quoted("1", "They [the farms] failed twice,"),
    )
    assert rows(found)[1] == "runs_on_without: | interpolated:[the farms]"
    assert ("interpolated", "bracketed", 1) in classes(found)


def test_words_between_the_parts_of_a_split_quote_are_a_declared_cut() -> None:
    made = article(
        "b", "“The harvest failed twice,” he said. “nobody in the valley received a single sack of grain.”"
    )
    parts = passages(
        made,
        "The harvest failed twice,",
        "nobody in the valley received a single sack of grain.",
        split=[(0, 1)],
    )
    found = collation(quoted("a", WHOLE), Entry(made, parts))
    assert "same:and | cut_declared:" in rows(found)
    assert ("cut_declared", "marked omission", 1) in classes(found)


def test_words_between_two_quotes_of_an_article_are_not_quoted() -> None:
    found = collation(
        quoted("a", WHOLE), quoted("b", "The harvest failed", "received a single sack of grain")
    )
    assert Variation.RUNS_ON not in {reading.state for column in found.columns for reading in column.readings}
    assert found.witnesses[1].extent is Extent.PART


def test_a_scrap_is_called_a_scrap() -> None:
    assert collation(quoted("a", WHOLE), quoted("b", "single sack")).witnesses[1].extent is Extent.SCRAP


def test_a_part_that_an_article_prints_again_counts_once() -> None:
    found = collation(quoted("a", WHOLE), quoted("b", WHOLE, "a single sack"))
    assert len(found.witnesses[1].passages) == 2
    assert rows(found) == [f"same:{WHOLE} | same:{WHOLE}"]


def test_parts_that_only_a_third_version_holds_together_stand_in_its_order() -> None:
    first, second = "The harvest failed twice", "nobody in the valley received a single sack"
    found = collation(quoted("a", second), quoted("b", first), quoted("c", WHOLE))
    assert found.witnesses[0].extent is Extent.WHOLE
    assert rows(found)[0] == f"same:{first} | not_quoted: | same:{first}"


def test_where_the_base_does_not_quote_the_first_who_does_is_the_measure() -> None:
    base = "The harvest failed twice and nobody in the valley received a single sack of grain that winter"
    found = collation(
        quoted("a", base),
        quoted("b", "a single sack of grain that winter, and we will never forget it."),
        quoted("c", "a single sack of grain that winter, and we shall never forgive it."),
    )
    assert {"not_quoted: | wording:forget | same:forgive", "not_quoted: | wording:will | same:shall"} < set(
        rows(found)
    )


DIFFERENCES = [
    (
        "a dropped negation",
        ("It will not rain here today", "It will rain here today"),
        ("runs_on_without", "negation", 4),
    ),
    (
        "an added negation",
        ("It will rain here today at noon", "It will not rain here today"),
        ("added", "negation", 4),
    ),
    ("another number", ("We lost 25 farms", "We lost 35 farms"), ("wording", "number", 4)),
    (
        "a name dropped",
        ("I hope she joins Ann Lee, Tom Ray and the rest", "I hope she joins Ann Lee and the rest"),
        ("runs_on_without", "words", 3),
    ),
    (
        "a condition that is not quoted",
        ("When the rain stops, people should leave.", "people should leave."),
        ("not_quoted", "condition", 3),
    ),
    (
        "a contrast after the quoted words",
        ("The mill is safe, but nobody uses it.", "The mill is safe,"),
        ("not_quoted", "negation", 3),
    ),
]


@pytest.mark.parametrize(("name", "texts", "expected"), DIFFERENCES, ids=[row[0] for row in DIFFERENCES])
def test_what_changes_the_meaning_never_hides(
    name: str, texts: Sequence[str], expected: tuple[str, str, int]
) -> None:
    found = collation(*(quoted(str(number), text) for number, text in enumerate(texts)))
    assert expected in classes(found)


ORDERS = [
    ("a list", "We shut big mills and farms there", "We shut big farms and mills there", 1),
    (
        "a phrase brought forward",
        "I have to say, as a farmer, it is so nice",
        "As a farmer, I have to say, it is so nice",
        1,
    ),
    ("an adverb", "Finally we shut the mills there", "We finally shut the mills there", 1),
    (
        "an adverb put last",
        "They openly said that the mill burned",
        "They said that the mill burned openly",
        1,
    ),
    (
        "an adverb in a clause",
        "He said they openly burned the mill",
        "He said they burned the mill openly",
        1,
    ),
    ("a lone word that is no adverb", "We shut mills there today", "We shut today mills there", 3),
    ("a list that is longer", "We shut mills, farms and banks", "We shut banks, farms and mills", 1),
    ("exchanged over a verb", "The farms and mills own the banks", "The banks and mills own the farms", 3),
    ("a number", "We shut 20 mills and 30 farms", "We shut 30 mills and 20 farms", 4),
    (
        "a number in words",
        "We shut twenty mills and thirty farms",
        "We shut thirty mills and twenty farms",
        4,
    ),
    ("a quantity", "We shut many mills and most farms", "We shut most mills and many farms", 3),
    ("who did what to whom", "We know tigers fear horses", "We know horses fear tigers", 3),
    ("which name", "Then Carla sued Petra over it", "Then Petra sued Carla over it", 3),
    ("only", "I said only that it helps", "Only I said that it helps", 3),
    ("a negation", "We did not say they would lose", "We did say they would not lose", 4),
]


@pytest.mark.parametrize(("name", "a", "b", "level"), ORDERS, ids=[row[0] for row in ORDERS])
def test_another_order_is_told_from_other_words(name: str, a: str, b: str, level: int) -> None:
    assert worst(collation(quoted("a", a), quoted("b", b))) == level


def test_words_printed_in_another_place_are_not_cut() -> None:
    found = collation(quoted("a", ORDERS[1][1]), quoted("b", ORDERS[1][2]))
    states = [reading.state for column in found.columns for reading in column.readings]
    assert states.count(Variation.MOVED) > 1
    assert Variation.RUNS_ON not in states


BURNED = "They openly said that the mill burned last night"
MOVED_PARTS = [
    (
        "mills there and nobody came shut the",
        "Finally we shut the mills there and nobody came",
        [
            "same:Finally we | not_quoted:",
            "same:shut the | moved:",
            "same:mills there and nobody came | same:mills there and nobody came",
            "moved: | moved:shut the",
        ],
    ),
    (
        "the mill burned They openly said that",
        BURNED,
        [
            "moved: | moved:the mill burned",
            "same:They openly said that | same:They openly said that",
            "same:the mill burned | moved:",
            "same:last night | not_quoted:",
        ],
    ),
]


@pytest.mark.parametrize(("text", "whole", "expected"), MOVED_PARTS)
def test_words_put_elsewhere_are_told_from_those_that_are_not_quoted(
    text: str, whole: str, expected: list[str]
) -> None:
    found = collation(quoted("0", whole), quoted("1", text))
    assert rows(found) == expected
    assert classes(found) == [("moved", "order", 1)]


def test_what_is_said_twice_and_printed_once_is_lacking_nowhere() -> None:
    again = "We will not leave the old mill. I say it again: we will not leave the old mill."
    found = collation(quoted("a", again), quoted("b", again[:30]), quoted("c", "I say it again"))
    states = [[reading.state.value for reading in column.readings[1:]] for column in found.columns]
    assert states[0] == ["same", "not_quoted"]
    assert states[-1] == ["moved", "not_quoted"]


def test_what_an_article_prints_in_other_words_it_does_not_lack_there() -> None:
    whole = "We will shut the old mill at night and tell nobody in town."
    made = quoted("a", whole, "We shall shut the old mill soon")
    assert rows(collation(made, quoted("b", "We will shut the old mill")))[-1] == (
        "same:night and tell nobody in town. | moved: | not_quoted:"
    )


@pytest.mark.parametrize(
    ("first", "note"),
    [
        ("Harvests failed twice here.", "after ‘Nobody received grain here.’"),
        ("Harvests failed twice this year.", "before ‘Harvests failed twice this …’"),
    ],
)
def test_where_a_passage_is_printed_is_told_by_four_words(first: str, note: str) -> None:
    second = "Nobody received grain here."
    found = collation(quoted("a", f"{first} {second}"), quoted("b", second, first))
    assert [one.note for one in found.differences if one.category == "moved"] == [f"B prints it {note}"]


def test_of_a_scrap_only_the_words_next_to_it_are_looked_at() -> None:
    whole = quoted("a", "If the rain stops they are not responsible for what the mill has done")
    for words, expected in (("responsible for what", ["negation"]), ("the mill has done", [])):
        scrap = quoted("b", words)
        woven = Entry(scrap.article, tuple(replace(one, kind=Kind.FRAGMENT) for one in scrap.passages))
        assert [found[1] for found in classes(collation(whole, woven))] == expected


def test_a_sentence_that_is_not_quoted_at_all_is_no_difference() -> None:
    found = collation(quoted("a", "The mill is safe. But nobody uses it."), quoted("b", "The mill is safe."))
    assert found.differences == ()
    assert worst(found) is Level.NONE


SPLICE = "The mill is shut for good. Nobody told the farmers about it."


def test_sentences_that_one_witness_alone_prints_as_one_quote_are_shown() -> None:
    first, second = "The mill is shut for good.", "Nobody told the farmers about it."
    found = collation(quoted("a", SPLICE), quoted("b", first, second), quoted("c", second))
    assert classes(found) == [("same", "joined", 0)]
    assert found.differences[0].note == "only A prints the words before and after ‘good.’ as one quote"
    assert collation(quoted("a", SPLICE), quoted("b", first), quoted("c", second)).differences == ()
    assert collation(quoted("a", SPLICE), quoted("b", first, second), quoted("c", SPLICE)).differences == ()


def test_a_silent_cut_is_noted_of_nobody() -> None:
    """The base is a measure, not the truth: a longer printing may as well have added the word."""
    found = collation(quoted("a", WHOLE), quoted("b", WHOLE.replace("twice ", "")))
    (cut,) = found.differences
    assert (cut.state, cut.note) == (Variation.RUNS_ON, "")
    assert cut.readings == (("twice", ("A",)), ("", ("B",)))


def test_the_parts_of_a_split_quote_are_one_quote() -> None:
    made = article("b", "“The mill is shut for good,” she said. “Nobody told the farmers about it.”")
    parts = passages(made, "The mill is shut for good,", "Nobody told the farmers about it.", split=[(0, 1)])
    assert ("same", "joined", 0) not in classes(collation(quoted("a", SPLICE), Entry(made, parts)))


SAID_AGAIN = ("We must stay here", "we must really stay there")


def test_parts_of_a_quote_that_say_nearly_the_same_are_shown_one_after_the_other() -> None:
    made = article("b", "“We must stay here,” she said. “we must really stay there.”")
    split = Entry(made, passages(made, *SAID_AGAIN, split=[(0, 1)]))
    assert rows(collation(split)) == ["same:We must stay here", "same:we must really stay there"]
    assert rows(collation(quoted("a", SAID_AGAIN[1]), split)) == [
        "same:We must stay here | not_quoted:",
        "same:we must really stay there | same:we must really stay there",
    ]


def test_cuts_of_several_witnesses_at_one_place_are_one_difference() -> None:
    cut = "The harvest failed and nobody in the valley received grain."
    found = collation(quoted("a", WHOLE), quoted("b", cut), quoted("c", cut))
    first = found.differences[0]
    assert (first.number, first.readings) == (1, (("twice", ("A",)), ("", ("B", "C"))))


def test_the_earliest_dated_of_equally_long_printings_is_the_base() -> None:
    found = collation(
        quoted("a", WHOLE),
        quoted("b", WHOLE, published="2021-02-03"),
        quoted("c", WHOLE, published="2020-02-03"),
    )
    named = [quoted(name, WHOLE).article.id for name in "cba"]
    assert [witness.article for witness in found.witnesses] == named


def test_nothing_to_compare_is_an_empty_collation() -> None:
    assert collate.collate("u", (), {}).witnesses == ()
    assert collation(quoted("a", "…")).columns == ()


def test_sigla_go_on_after_z() -> None:
    assert [siglum(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


PARTS = st.lists(
    st.sampled_from(
        [
            "The harvest failed",
            "twice … and",
            "nobody, in [this]",
            "the valley will not",
            "received a single sack.",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=2), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_collations_are_verbatim_and_independent_of_order(printed: list[list[str]], chance: object) -> None:
    entries = [quoted(f"article {number}", *texts) for number, texts in enumerate(printed)]
    found = collation(*entries)
    articles = {entry.article.id: entry.article for entry in entries}
    for witness, readings in zip(
        found.witnesses, zip(*(column.readings for column in found.columns), strict=True), strict=True
    ):
        text = articles[witness.article].text
        for reading in readings:
            assert " ".join(span.of(text) for span in reading.spans) == reading.text
            empty = {Variation.NOT_QUOTED, Variation.RUNS_ON, Variation.CUT_DECLARED, Variation.MOVED}
            assert bool(reading.text) or reading.state in empty
            assert not reading.text or reading.state not in empty - {Variation.MOVED}
    assert collation(*reversed(entries)) == found
    assert [item.number for item in found.differences] == list(range(1, len(found.differences) + 1))
