"""Who speaks where the layout or a description tells it, each kind in several wordings and layouts."""

import pytest
from extracting import names, read

from quotebrowser.model import Kind

LISTS = [
    (
        "a list with dashes",
        "“We saw it coming.” ― Anna Holt\n“Nobody asked us.” ― Tom Dahl\n“It was late.” ― Mona Vik",
        ["Anna Holt", "Tom Dahl", "Mona Vik"],
    ),
    ("a short dash", "“We saw it coming.” - Anna Holt\n“It was late.” - Tom Dahl", ["Anna Holt", "Tom Dahl"]),
    (
        "a dash and an office",
        "“We saw it coming.” — Anna Holt, mayor\n“It was late.” — Tom Dahl, baker",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "the dash opens the next line",
        "“We saw it coming, all of us.”\n\n— Anna Holt, skipper\n\n“It was late for the town.”\n\n— Tom Dahl",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "names and outlets",
        "Anna Holt, Veste Post: “The port is too small.”\n\nTom Dahl, Harbour Times: “It opens by spring.”",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "names and offices",
        "Anna Holt, mayor of Bergen: “The port is too small.”\n\nTom Dahl, a baker: “It opens by spring.”",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "names and offices in brackets",
        "Anna Holt (mayor): “The port is too small.”\n\nTom Dahl (Veste Post): “It opens by spring.”",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "bullets",
        "- Anna Holt, Veste Post: “The port is too small.”\n- Tom Dahl: “It opens by spring.”",
        ["Anna Holt", "Tom Dahl"],
    ),
    (
        "signed inside the marks",
        "The critics spoke.\n\n“I worry that it may rise again.\nDean Barker, Center for Water.”\n\nHe left.",
        ["Dean Barker"],
    ),
    (
        "labels inside the marks",
        "In court Judge Kari Vold and lawyer Per Dahl spoke.\n\n“VOLD: Let’s start.\n\n“DAHL: It is over.”",
        ["Kari Vold", "Per Dahl"],
    ),
    (
        "labels inside the marks, of nobody else",
        "The judge spoke.\n\n“VOLD: Let’s start with the money.\n\n“MOEN: There is none left for that.”",
        ["VOLD", "MOEN"],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), [one[1:] for one in LISTS], ids=[one[0] for one in LISTS])
def test_the_layout_of_a_line_names_its_speaker(text: str, speakers: list[str]) -> None:
    assert names(text) == speakers


TURNS = [("HDDH", 4), ("HHDD", 0), ("HDHDD", 5)]


@pytest.mark.parametrize(("turns", "found"), TURNS)
def test_labels_that_take_turns_are_a_transcript(turns: str, found: int) -> None:
    lines = [
        f"{'HOLT' if one == 'H' else 'DAHL'}: We stay here for day {at}." for at, one in enumerate(turns)
    ]
    assert len(read("\n".join(lines))) == found


INTERVIEW = (
    "Q: When will it open?\n\nA: It will open in May.\n\nQ: And who pays?\n\nA: The city pays for all of it."
)
INTRODUCED = [
    ("one person", "We met Nora Feld, the city engineer, on Monday.", "Nora Feld"),
    ("one person named twice", "Nora Feld met Omar Haddad. Feld built the bridge.", "Nora Feld"),
    ("with the outlet", "Nora Feld spoke to the Veste Post on Monday about the bridge.", "Nora Feld"),
    ("two alike", "Nora Feld met Omar Haddad on Monday.", ""),
    ("nobody", "The bridge opens in spring.", ""),
]


@pytest.mark.parametrize(
    ("before", "name"), [one[1:] for one in INTRODUCED], ids=[one[0] for one in INTRODUCED]
)
def test_who_is_introduced_gives_the_answers(before: str, name: str) -> None:
    assert names(f"{before}\n\n{INTERVIEW}") == ["", name, "", name]


MARKS = [
    (
        "a mark after the comma",
        'Wilkins said," He liked the way it was built". She left.',
        "He liked the way it was built",
    ),
    (
        "a curly one",
        "Wilkins said,” He liked the way it was built”. She left.",
        "He liked the way it was built",
    ),
    (
        "after a colon",
        'Wilkins said:" He liked the way it was built." She left.',
        "He liked the way it was built.",
    ),
    (
        "before a bracket",
        'Wilkins said," [He] liked the way it was built". She left.',
        "[He] liked the way it was built",
    ),
]


@pytest.mark.parametrize(("text", "words"), [one[1:] for one in MARKS], ids=[one[0] for one in MARKS])
def test_a_mark_with_its_blank_on_the_wrong_side_opens(text: str, words: str) -> None:
    (quote,) = read(text)
    assert quote.parts(text) == (words,)
    assert quote.speaker is not None
    assert quote.speaker.name == "Wilkins"


ONE_SPEAKER = [
    (
        "two paragraphs",
        "“We will never pay for it.\n\nWe were never asked,” Maria Oduya said.\n\nIt is dated May.",
        2,
    ),
    (
        "three paragraphs",
        "“We will never pay for it.\n\nNobody can make us.\n\nWe were never asked,” Maria Oduya said.",
        3,
    ),
    ("straight marks", '"We will never pay for it.\n\nWe were never asked," Maria Oduya said.', 2),
    (
        "named before",
        "Maria Oduya said: “We will never pay for it.\n\nWe were never asked at all.”\n\nShe left.",
        2,
    ),
]


@pytest.mark.parametrize(
    ("text", "count"), [one[1:] for one in ONE_SPEAKER], ids=[one[0] for one in ONE_SPEAKER]
)
def test_a_speech_goes_on_without_being_opened_again(text: str, count: int) -> None:
    (quote,) = read(text)
    assert len(quote.spans) == count
    assert quote.speaker is not None
    assert quote.speaker.name == "Maria Oduya"


UNCLOSED = [
    ("X said", "“We will never pay for it, and nobody asked, Maria Oduya said."),
    ("said X", "“We will never pay for it, and nobody asked, said Maria Oduya."),
    ("a day after it", "“We will never pay for it, and nobody asked, Maria Oduya said on Monday."),
    ("straight", '"We will never pay for it, and nobody asked, Maria Oduya said.'),
]


SIGNED = [
    ("Anna Holt", True),
    ("Former Mayor Anna Holt of the Harbour Town", True),
    ("Former Mayor Anna Holt of the Old Harbour Town", False),
    ("The town pays for the bridge", False),
]


@pytest.mark.parametrize(("words", "signed"), SIGNED)
def test_a_signature_ends_no_speech(words: str, *, signed: bool) -> None:
    text = f"“We will never pay for it, and nobody asked us.\n\n{words}.”\n\nShe left."
    assert (
        words in " ".join(text[span.start : span.end] for one in read(text) for span in one.spans)
    ) is not signed


def test_a_document_of_the_sentence_before_does_not_speak() -> None:
    before = "We read a statement from the ministry."
    assert names(f"{before} Anna Holt said “it will open again soon.”") == ["Anna Holt"]


@pytest.mark.parametrize("text", [one[1] for one in UNCLOSED], ids=[one[0] for one in UNCLOSED])
def test_a_mark_that_is_never_closed_leaves_the_next_speaker_hers(text: str) -> None:
    assert names(f"{text}\n\n“It is too late,” said Tom Reyes.") == ["Maria Oduya", "Tom Reyes"]


SHORT = [
    ("laughed and added", "“Oh no,” said Anna Holt, who laughed and added: “Full stop.”"),
    ("a sentence of one word after it", "“We will not pay for the bridge,” Torres wrote. “Period.”"),
    ("added on", "“Oh no,” said Anna Holt, who laughed and added on: “Period.”"),
    ("blurted out", "Then Tom Dahl blurted: “Never.”"),
    ("replied", "We asked Tom Dahl, and he replied, “Never!”"),
    ("two words", "“We will not pay for the bridge,” Torres said. “Full stop.” He left."),
]


@pytest.mark.parametrize("text", [one[1] for one in SHORT], ids=[one[0] for one in SHORT])
def test_the_shortest_words_beside_a_cue_are_speech(text: str) -> None:
    assert read(text)[-1].kind is not Kind.MENTION


FURNITURE = [
    ("a rubric", "HARBOUR WATCH\n\n“We will rebuild it by the spring,” he said."),
    ("a note in brackets", "(CROSSTALK.)\n\n“We will rebuild it by the spring,” he said."),
    ("a heading", "FULL TEXT\n\n“We will rebuild it by the spring,” he said."),
    ("a heading with a colon", "Partial transcript:\n\n“We will rebuild it by the spring,” he said."),
    ("a stage direction", "Pause.\n\n“We will rebuild it by the spring,” he said."),
]


@pytest.mark.parametrize("text", [one[1] for one in FURNITURE], ids=[one[0] for one in FURNITURE])
def test_a_line_without_a_verb_is_nobody(text: str) -> None:
    assert names(text) == ["he"]


ISSUERS = [
    ("said a statement from", "“We will rebuild it,” said a statement from the ministry.", "the ministry"),
    ("a statement by", "“We will rebuild it,” a statement by Northline Bank said.", "Northline Bank"),
    (
        "according to",
        "“We will rebuild it by spring,” according to a statement from Northline Bank.",
        "Northline Bank",
    ),
    ("signed by", "According to a letter signed by Anna Holt, “we will rebuild it by May.”", "Anna Holt"),
    ("filed by", "“We will rebuild it by May,” according to a document filed by Anna Holt.", "Anna Holt"),
    ("somebody's statement", "Anna Holt’s statement said: “We will rebuild it by May.”", "Anna Holt"),
    (
        "an email to somebody",
        "The email from Nora Tande to Jon Podest asks, “Who pays for it?”",
        "Nora Tande",
    ),
]


@pytest.mark.parametrize(("text", "name"), [one[1:] for one in ISSUERS], ids=[one[0] for one in ISSUERS])
def test_a_document_speaks_for_whoever_issued_it(text: str, name: str) -> None:
    assert names(text) == [name]
