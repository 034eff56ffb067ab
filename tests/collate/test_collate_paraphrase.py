"""Words that are told and not quoted."""

from collate_shelf import Entry, article, collation, passages, quoted

from quotebrowser import collate
from quotebrowser.model import Reading, Variation

WHOLE = "The northern bridge will collapse before winter ends. Nobody told the farmers about it."


def told(text: str, *printed: str) -> list[Reading]:
    """The readings of an article beside the whole passage."""
    made = article("b", text)
    found = collation(quoted("a", WHOLE), Entry(made, passages(made, *printed)))
    return [column.readings[1] for column in found.columns]


TELLING = "She warned that the northern bridge could collapse before winter ends. "
QUOTING = "“Nobody told the farmers about it.”"
LATE = (
    "Before it all, in the northern hills, where a winter passed with no collapse of anything that anyone in "
    "the village who lives by the road with its one old bridge saw: "
)


def test_words_told_beside_the_quote_are_paraphrased() -> None:
    readings = told(TELLING + QUOTING, "Nobody told the farmers about it.")
    assert readings[0].state is Variation.PARAPHRASED
    assert readings[0].text == "the northern bridge could collapse before winter ends."
    assert readings[1].state is Variation.SAME


def test_words_told_after_the_quote_are_found_too() -> None:
    first = "The northern bridge will collapse before winter ends."
    readings = told(f"“{first}” But nobody had told farmers about it, she said.", first)
    assert readings[-1].text == "nobody had told farmers about it,"


def test_words_of_another_paragraph_or_quote_are_not_told_here() -> None:
    for text in (
        TELLING + "\n" + QUOTING,
        f"“{TELLING}” he said. {QUOTING}",
        "The bridge is old. " + QUOTING,
        LATE + QUOTING,
    ):
        assert told(text, "Nobody told the farmers about it.")[0].state is Variation.NOT_QUOTED


def test_told_words_split_by_others_stand_in_the_first_column() -> None:
    made = article("b", TELLING + QUOTING)
    found = collation(
        quoted("a", WHOLE),
        Entry(made, passages(made, "Nobody told the farmers about it.")),
        quoted("c", "The northern bridge will fall before winter ends."),
    )
    told_here = [column.readings[1] for column in found.columns[:-1]]
    assert {reading.state for reading in told_here} == {Variation.PARAPHRASED}
    assert [bool(reading.text) for reading in told_here] == [True, False, False]


def test_what_another_quotation_says_around_words_found_in_it_is_not_told() -> None:
    end = "Every orchard owner beside the river lost his mill."
    asked = (
        "I was asked in school last year by a child whether the northern bridge will collapse before winter "
        "ends and I laughed since nobody ever told farmers about it there"
    )
    whole, made = quoted("a", f"{WHOLE} {end}"), article("b", f"“{end}” She said: “{asked}.”")
    member, other = passages(made, end, asked)
    articles = {one.id: one for one in (whole.article, made)}
    found = collate.collate("u", [*whole.passages, member], articles, others=[other])
    readings = [column.readings[1] for column in found.columns]
    assert [(one.state, one.text) for one in readings] == [
        (Variation.MOVED, "the northern bridge will collapse before winter ends"),
        (Variation.NOT_QUOTED, ""),
        (Variation.SAME, end),
    ]
