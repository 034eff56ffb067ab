"""Articles that are one text."""

from collate_shelf import seeds

from quotebrowser.collate import independent_texts

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


def test_no_articles_are_no_texts() -> None:
    assert independent_texts({}) == ()
