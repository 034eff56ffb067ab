"""The sample articles: which passages are one utterance, and how its printings differ."""

import itertools
import random

from collate_shelf import Shelf, classes, collation, rows, seeds, worst

from quotebrowser import collate
from quotebrowser.model import Collation, Extent, Level, Variation

PROUD = "I don’t consider losing Syria something to be proud of"
DEFEATED = "We were defeated"


def proud() -> Collation:
    found = seeds()
    entries = [
        type(entry)(entry.article, tuple(p for p in entry.passages if _is_proud(p.text)))
        for entry in found.values()
    ]
    return collation(*(entry for entry in entries if entry.passages))


def _is_proud(text: str) -> bool:
    return text.startswith((PROUD, DEFEATED, "very big blow"))


def test_the_five_utterances_that_several_samples_print_are_found() -> None:
    groups = Shelf().add(*seeds().values()).together()
    assert {min(texts, key=len)[:30] for texts in groups} == {
        "very big blow,",
        "turned off radars",
        "We can activate all the networ",
        "We can activate the social lay",
        "the situation",
    }
    whole = next(texts for texts in groups if "very big blow," in texts)
    assert len(whole) == 6
    assert all(_is_proud(text) for text in whole)


def test_two_neighbouring_sentences_of_a_speech_are_two_utterances() -> None:
    shelf = Shelf().add(*seeds().values())
    groups = shelf.groups()
    networks, layers = (
        {groups[p.uid] for p in shelf.every() if p.text.startswith(start)}
        for start in ("We can activate all", "We can activate the social")
    )
    assert len(networks) == len(layers) == 1
    assert networks != layers


def test_groups_are_the_same_in_every_order_of_adding() -> None:
    expected = Shelf().add(*seeds().values()).groups()
    for order in itertools.islice(itertools.permutations(seeds().values()), 0, 120, 11):
        assert Shelf().add(*order).groups() == expected


def test_removing_and_adding_again_gives_the_same_groups() -> None:
    entries = seeds()
    shelf = Shelf().add(*entries.values())
    expected = shelf.groups()
    for entry in entries.values():
        shelf.remove(entry)
        assert set(shelf.groups()).isdisjoint(p.uid for p in entry.passages)
        shelf.add(entry)
        assert shelf.groups() == expected


def test_the_base_is_the_longest_printing_and_the_first_by_name() -> None:
    entries = seeds()
    assert [witness.article for witness in proud().witnesses] == [
        entries[number].article.id for number in ("000", "003", "001", "002")
    ]
    assert [witness.siglum for witness in proud().witnesses] == ["A", "B", "C", "D"]


def test_a_witness_may_print_two_passages_and_a_part_is_called_a_part() -> None:
    witnesses = {witness.siglum: witness for witness in proud().witnesses}
    assert [len(witnesses[siglum].passages) for siglum in "ABCD"] == [1, 1, 2, 2]
    assert [witnesses[siglum].extent for siglum in "ABCD"] == [
        Extent.WHOLE,
        Extent.PART,
        Extent.WHOLE,
        Extent.PART,
    ]


def test_what_is_not_printed_is_not_quoted_and_never_cut() -> None:
    states = [reading.state for column in proud().columns for reading in column.readings]
    assert set(states) == {Variation.SAME, Variation.TYPOGRAPHIC, Variation.MOVED, Variation.NOT_QUOTED}


def test_the_columns_hold_the_words_as_printed() -> None:
    three = "and defeated very badly, we took a"
    last = "and it’s been very difficult."
    assert rows(proud()) == [
        f"same:{PROUD[:-3]} | not_quoted: | same:{PROUD[:-3]} | same:{PROUD[:-3]}",
        "same:of. | not_quoted: | typographic:of, | same:of.",
        "same:We were | same:We were | same:We were | not_quoted:",
        "same:defeated, | typographic:defeated | same:defeated, | not_quoted:",
        f"same:{three} | same:{three} | same:{three} | not_quoted:",
        "same:very big | same:very big | same:very big | moved:very big",
        "same:blow | typographic:blow, | same:blow | moved:blow,",
        f"same:{last} | same:{last} | same:{last} | not_quoted:",
    ]


def test_shared_words_differ_by_punctuation_only() -> None:
    assert classes(proud()) == [
        ("typographic", "punctuation", 0),
        ("typographic", "punctuation", 0),
        ("moved", "moved", 0),
        ("typographic", "punctuation", 0),
    ]
    assert worst(proud()) is Level.NONE


def test_a_scrap_printed_first_is_moved_and_says_where_it_stands() -> None:
    moved = proud().differences[2]
    assert moved.note == "D prints it before ‘I don’t consider losing …’"
    assert moved.readings == (
        ("very big blow", ("A", "C")),
        ("very big blow,", ("B",)),
        ("very big blow,", ("D",)),
    )


def test_readings_are_slices_of_their_articles() -> None:
    articles = {entry.article.id: entry.article for entry in seeds().values()}
    found = proud()
    for column in found.columns:
        for witness, reading in zip(found.witnesses, column.readings, strict=True):
            text = articles[witness.article].text
            assert " ".join(span.of(text) for span in reading.spans) == reading.text


def test_the_collation_is_the_same_in_every_order_of_passages() -> None:
    entries = seeds()
    members = [p for entry in entries.values() for p in entry.passages if _is_proud(p.text)]
    articles = {entry.article.id: entry.article for entry in entries.values()}
    expected = collate.collate("u", members, articles)
    chance = random.Random(1)
    for _ in range(10):
        chance.shuffle(members)
        assert collate.collate("u", members, articles) == expected


def test_a_version_marked_primary_is_the_base() -> None:
    entries = seeds()
    members = [p for entry in entries.values() for p in entry.passages if _is_proud(p.text)]
    articles = {entry.article.id: entry.article for entry in entries.values()}
    primary = entries["003"].article.id
    found = collate.collate("u", members, articles, primary=primary)
    assert found.witnesses[0].article == primary
    assert found.columns[0].readings[0].state is Variation.NOT_QUOTED
