"""Comparisons with records: transcripts and captions as what was said."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from collate_shelf import Entry, article, collation, passages, quoted, rows, worst

from quotebrowser import collate
from quotebrowser.model import Collation, Fact, Facts, Form, Level, Passage, Provenance, Variation

SPEECH = (
    "Good evening to all of you.",
    "We will not close the fish market this winter.",
    "Its roof leaks, as every trader knows.",
    "We shall repair it in May if the county pays its half.",
    "Nobody has asked the traders for one extra penny.",
    "Thank you for your patience.",
)


def said(name: str, *sentences: str, form: Form = Form.TRANSCRIPT) -> Entry:
    """A record of one turn, its sentences the parts of one quote."""
    facts = Facts(form=Fact(form.value, Provenance.GIVEN))
    made = replace(article(name, f"ADA WEISS: {' '.join(sentences)}"), facts=facts)
    split = [(0, at) for at in range(1, len(sentences))]
    return Entry(made, passages(made, *sentences, split=split))


def compared(record: Entry, *others: Entry, linked: Sequence[str] = (), primary: str = "") -> Collation:
    """The comparison of reports with a record of whose sentences some were linked."""
    articles = {one.article.id: one.article for one in (record, *others)}
    printed = [one for entry in others for one in entry.passages]
    members = [*printed, *(one for one in record.passages if one.text in linked)]
    rest = [one for one in record.passages if one not in members]
    found = collate.collate("u", members, articles, others=rest, primary=primary)
    assert collate.worst(members, articles, rest) == worst(found)
    return found


def words(one: Sequence[Passage]) -> list[str]:
    """The texts of passages."""
    return [passage.text for passage in one]


WINDOWS: list[tuple[str, Sequence[str], Sequence[int], Sequence[int]]] = [
    ("one sentence", [SPEECH[1]], [1], [1]),
    ("a part of one", ["We shall repair it in May"], [3], [3]),
    ("two that follow each other", [f"{SPEECH[1]} {SPEECH[2]}"], [1, 2], [1, 2]),
    ("two with one between", [f"{SPEECH[1]} {SPEECH[3]}"], [1, 3], [1, 2, 3]),
    ("two of which one was linked", [f"{SPEECH[1]} {SPEECH[3]}"], [1], [1, 2, 3]),
    ("two quotes apart", [SPEECH[1], SPEECH[4]], [1, 4], [1, 2, 3, 4]),
    ("the other order", [f"{SPEECH[4]} {SPEECH[1]}"], [1], [1, 2, 3, 4]),
]


@pytest.mark.parametrize(("name", "printed", "linked", "shown"), WINDOWS, ids=lambda one: str(one)[:30])
def test_of_a_record_what_is_printed_is_shown_and_what_lies_between(
    name: str, printed: Sequence[str], linked: Sequence[int], shown: Sequence[int]
) -> None:
    found = compared(said("a", *SPEECH), quoted("b", *printed), linked=[SPEECH[at] for at in linked])
    assert words(found.witnesses[0].passages) == [SPEECH[at] for at in shown]
    assert words(found.witnesses[1].passages) == list(printed)


def test_the_record_is_the_base_however_short_and_late_it_is() -> None:
    record = said("z", SPEECH[1])
    longer = quoted(
        "a", f"{SPEECH[1]} And that is all that I have to say about it today.", published="2020-01-01"
    )
    found = compared(record, longer, linked=SPEECH)
    assert [one.record for one in found.witnesses] == ["the record", ""]
    chosen = compared(record, longer, linked=SPEECH, primary=longer.article.id)
    assert [one.record for one in chosen.witnesses] == ["", "the record"]
    assert [(one.state, one.category, one.level, one.note) for one in chosen.differences] == [
        (one.state, one.category, one.level, one.note.replace("B", "A")) for one in found.differences
    ]
    assert found.differences[-1].note.startswith("the record does not have ‘And that is all")


def test_without_a_record_nobody_is_said_to_cut() -> None:
    entries = quoted("a", SPEECH[1]), quoted("b", SPEECH[1].replace("not ", ""))
    assert [one.state for one in collation(*entries).differences] == [Variation.RUNS_ON]
    assert collation(*entries).differences[0].note == ""


def test_captions_are_not_always_the_words() -> None:
    record = said("a", *SPEECH, form=Form.CAPTIONS)
    found = compared(record, quoted("b", SPEECH[1].replace("not ", "")), linked=[SPEECH[1]])
    assert found.witnesses[0].record == "the captions"
    assert [(one.state, one.note) for one in found.differences] == [
        (Variation.RUNS_ON, "the captions have ‘not’ here")
    ]
    added = compared(record, quoted("b", SPEECH[1].replace("winter", "cold winter")), linked=[SPEECH[1]])
    assert [one.note for one in added.differences] == ["the captions do not have ‘cold’ here"]


def test_two_records_are_compared_like_versions() -> None:
    other = said("b", SPEECH[1].replace("winter", "summer"), SPEECH[2].replace("leaks, as", "leaks as"))
    found = compared(said("a", *SPEECH), other, linked=SPEECH[1:3])
    assert [one.record for one in found.witnesses] == ["record 1", "record 2"]
    assert [one.note for one in found.differences if one.level] == [
        "record 1 has ‘winter’, record 2 has ‘summer’ here"
    ]
    assert len(found.witnesses[0].passages) == 2


def test_what_one_of_two_records_lacks_is_not_known_to_be_cut() -> None:
    other = said("b", SPEECH[1].replace("not ", ""))
    report = quoted("c", SPEECH[1].replace("not ", ""))
    found = compared(said("a", *SPEECH), other, report, linked=SPEECH)
    (only,) = (one for one in found.differences if one.level is Level.MEANING)
    assert only.state is Variation.RUNS_ON
    assert only.note == "record 1 has ‘not’, record 2 does not have ‘not’ here"


def test_a_transcript_comes_before_captions() -> None:
    shown = said("a", *SPEECH, SPEECH[1], form=Form.CAPTIONS)
    found = compared(shown, said("b", SPEECH[1]), quoted("c", SPEECH[1].replace("not ", "")), linked=SPEECH)
    assert [one.record for one in found.witnesses] == ["the record", "the captions", ""]
    assert "the record has ‘not’, the captions have ‘not’ here" in [one.note for one in found.differences]


INSERTED: list[tuple[str, str, list[str]]] = [
    (
        "said nowhere",
        f"{SPEECH[1]} Whoever wants to buy it must come to me with a cheque. {SPEECH[2]}",
        [
            f"same:{SPEECH[1]} | same:{SPEECH[1]}",
            "runs_on_without: | added:Whoever wants to buy it must come to me with a cheque.",
            f"same:{SPEECH[2]} | same:{SPEECH[2]}",
        ],
    ),
    (
        "said at another place",
        f"{SPEECH[1]} The ferries will sail on Sundays too. {SPEECH[2]}",
        [
            f"same:{SPEECH[1]} | same:{SPEECH[1]}",
            "moved: | same:The ferries will sail on Sundays too.",
            f"same:{SPEECH[2]} | same:{SPEECH[2]}",
        ],
    ),
    (
        "in another wording",
        f"{SPEECH[1]} Water drips from above on fishmongers. {SPEECH[3]}",
        [
            f"same:{SPEECH[1]} | same:{SPEECH[1]}",
            "same:Its roof leaks, as every trader knows. | wording:Water drips from above on fishmongers.",
            f"same:{SPEECH[3]} | same:{SPEECH[3]}",
        ],
    ),
    (
        "before the first",
        f"I have told you often what I think. {SPEECH[1]}",
        [
            "runs_on_without: | added:I have told you often what I think.",
            f"same:{SPEECH[1]} | same:{SPEECH[1]}",
        ],
    ),
    (
        "two sentences made one",
        "We will not close the fish market this winter and its roof leaks, as every trader knows.",
        [
            "same:We will not close the fish market this | same:We will not close the fish market this",
            "same:winter. | typographic:winter",
            "runs_on_without: | added:and",
            "same:Its | typographic:its",
            "same:roof leaks, as every trader knows. | same:roof leaks, as every trader knows.",
        ],
    ),
    (
        "two sentences made one over a third",
        "We will not close the fish market this winter and we shall repair it in May",
        [
            "same:We will not close the fish market this | same:We will not close the fish market this",
            "same:winter. | typographic:winter",
            "same:Its roof leaks, as every trader knows. | wording:and",
            "same:We | typographic:we",
            "same:shall repair it in May | same:shall repair it in May",
            "same:if the county pays its half. | not_quoted:",
        ],
    ),
]


@pytest.mark.parametrize(("name", "printed", "expected"), INSERTED, ids=lambda one: str(one)[:30])
def test_sentences_are_laid_beside_the_sentences_they_are_made_of(
    name: str, printed: str, expected: list[str]
) -> None:
    record = said("a", *SPEECH)
    text = f"{record.article.text}\n\nOMAR HADDAD: The ferries will sail on Sundays too."
    record = replace(record, article=replace(record.article, text=text))
    assert rows(compared(record, quoted("b", printed), linked=[SPEECH[1]])) == expected


@pytest.mark.parametrize(
    ("sentences", "printed"),
    [
        (("No ferry.", "No market.", "No harbour.", "No quay."), "no ferry, no market, no harbour, no quay"),
        (
            ("We have to be patient.", "And we have to be patient for years."),
            "We have to be patient and we have to be patient for years,",
        ),
        (
            ("Who pays?", "The town pays.", "The town always pays."),
            "Who pays? The town pays. The town always pays",
        ),
    ],
)
def test_short_sentences_that_a_report_prints_as_one_are_the_same_words(
    sentences: Sequence[str], printed: str
) -> None:
    found = compared(said("a", SPEECH[0], *sentences, SPEECH[5]), quoted("b", printed), linked=sentences)
    assert words(found.witnesses[0].passages) == list(sentences)
    assert {one.category for one in found.differences} <= {"punctuation", "case"}


def test_of_what_a_record_does_not_have_no_order_is_told() -> None:
    entry = quoted("b", SPEECH[3], "Whoever wants to buy it must come to me with a cheque.", SPEECH[1])
    entry = replace(entry, passages=tuple(replace(one, quote="one") for one in entry.passages))
    notes = [one.note for one in compared(said("a", *SPEECH), entry, linked=SPEECH[1:4]).differences]
    assert [note for note in notes if "order" in note] == [
        "B prints it after ‘Whoever wants to buy …’; the record has these in the other order"
    ]


def test_what_a_record_has_at_another_place_it_is_not_said_to_lack() -> None:
    record = said("a", *SPEECH)
    text = f"{record.article.text}\n\nOMAR HADDAD: The ferries will sail on Sundays too."
    record = replace(record, article=replace(record.article, text=text))
    elsewhere, nowhere = (
        "The ferries will sail on Sundays too.",
        "Nobody ever sold a ferry to a friend of mine.",
    )
    found = rows(compared(record, quoted("b", SPEECH[1], elsewhere, nowhere), linked=[SPEECH[1]]))
    assert f"moved: | same:{elsewhere}" in found
    assert f"not_quoted: | same:{nowhere}" in found


def test_a_pause_of_the_speaker_is_no_cut() -> None:
    record = said("a", "We will not ... close the fish market this winter.")
    found = compared(
        record,
        quoted("b", "We will not really close the fish market this winter."),
        linked=[record.passages[0].text],
    )
    assert "runs_on_without: | added:really" in rows(found)


def test_what_several_papers_print_is_told_of_each() -> None:
    found = compared(
        said("a", *SPEECH),
        quoted("b", "We will close the fish market this winter."),
        quoted("c", "We will … close the fish market this winter."),
        quoted("d", "We will [...] close the fish market this winter."),
        linked=[SPEECH[1]],
    )
    (only,) = found.differences
    assert only.note == "the record has ‘not’ here; C marks the cut with …; D marks the cut with [...]"
    states = [one.state for one in found.columns[only.first].readings]
    assert states == [Variation.SAME, Variation.CUT, Variation.CUT_DECLARED, Variation.CUT_DECLARED]
