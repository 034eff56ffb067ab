"""Transcripts: which texts are some, whose words each turn has, and what of it is no speech."""

import re
import time
from dataclasses import replace

import pytest
import transcript_samples as samples

from quotebrowser.extract import quotes, read
from quotebrowser.extract.transcripts.layout_table import LAYOUTS, Layout, Sheet, labels_of
from quotebrowser.model import Article, Fact, Facts, Form, Kind, Moment, Provenance, Span, SpeakerKind


def article(text: str, title: str = "") -> Article:
    known = Facts(title=Fact(title, Provenance.GIVEN)) if title else Facts()
    return Article("a" * 16, text, "a.txt", known)


def said(text: str, title: str = "") -> list[tuple[str, str]]:
    """Who speaks and what, turn by turn; nobody is empty, line ends are blanks."""
    return [
        (
            quote.speaker.name if quote.speaker else "",
            " ".join(" ".join(quote.parts(text)).split()),
        )
        for quote in quotes(article(text, title))
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lines", "lines of Windows"])
@pytest.mark.parametrize(
    ("text", "talk"), [row[1:] for row in samples.LAYOUTS], ids=[row[0] for row in samples.LAYOUTS]
)
def test_a_transcript_gives_each_turn_to_whom_its_label_names(
    text: str, talk: samples.Talk, ends: str
) -> None:
    text = text.replace("\n", ends)
    found = read(article(text))
    assert found.article.form is Form.TRANSCRIPT
    assert [
        (quote.speaker.name.split()[-1].upper(), " ".join(" ".join(quote.parts(text)).split()))
        for quote in found.quotes
        if quote.speaker
    ] == list(talk)
    assert {quote.kind for quote in found.quotes} == {Kind.STATEMENT}


@pytest.mark.parametrize(
    ("text", "talk"), [row[1:] for row in samples.LETTERED], ids=[row[0] for row in samples.LETTERED]
)
def test_a_letter_for_a_label_names_nobody(text: str, talk: samples.Talk) -> None:
    assert read(article(text)).article.form is Form.TRANSCRIPT
    assert [words for _, words in said(text)] == [words for _, words in talk]
    assert "" in {name for name, _ in said(text)}
    assert not {name for name, _ in said(text)} & {"Q", "A"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_every_row_of_the_table_is_proved_by_samples(layout: Layout) -> None:
    proved = 0
    for _, text, _ in (*samples.LAYOUTS, *samples.LETTERED):
        lines = [Span(*line.span()) for line in re.finditer(r"[^\n]+", text)]
        labels = labels_of(layout, text, lines)
        proved += bool(labels) and layout.proof(Sheet(text, labels, "", 0))
    assert proved > 1


@pytest.mark.parametrize("text", [row[1] for row in samples.REPORTS], ids=[row[0] for row in samples.REPORTS])
def test_what_is_no_transcript_stays_a_report(text: str) -> None:
    found = read(article(text)).article
    assert found.form is Form.REPORT
    assert found == article(text)


_REST = "DAHL: We shall see.\n\nHOLT: That we will.\n\n" * 4


def test_a_turn_has_all_paragraphs_to_the_next_label_and_a_span_for_each_sentence() -> None:
    text = samples.HEAD + "HOLT: One. Two!\n\nThree, Mr. Dahl of the U.S. Army?\n\n" + _REST
    first, *_ = quotes(article(text))
    assert first.parts(text) == ("One.", "Two!", "Three, Mr. Dahl of the U.S. Army?")


ASIDE = [
    ("a direction of its own line", "One.\n\n(APPLAUSE)\n\nTwo.", ["One.", "Two."]),
    ("a direction within a sentence", "One (laughter) and two.", ["One", "and two."]),
    ("crosstalk with a time", "One. [crosstalk 00:12:31] Two.", ["One.", "Two."]),
    ("a time among the words", "One. [12:31] Two.", ["One.", "Two."]),
    ("an editor’s note", "One.\n\n[Editor’s note: the sound was lost here.]\n\nTwo.", ["One.", "Two."]),
    ("a mark of a page", "One. [[Page S714]] Two.", ["One.", "Two."]),
    ("a heading", "One.\n\n## The money\n\nTwo.", ["One.", "Two."]),
    ("a heading in capitals", "One.\n\nTHE MONEY\n\nTwo.", ["One.", "Two."]),
    ("furniture of a newspaper", "One.\n\nContinue reading the main story\n\nTwo.", ["One.", "Two."]),
    ("a picture", 'One.\n\n<img src="a.jpg">\n\nTwo.', ["One.", "Two."]),
    ("words that are added in brackets stay", "One [of them] came.", ["One [of them] came."]),
    ("what is said in brackets stays", "One (and I mean one) came.", ["One (and I mean one) came."]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "parts"), [row[1:] for row in ASIDE], ids=[row[0] for row in ASIDE])
def test_what_is_not_said_is_no_speech(words: str, parts: list[str]) -> None:
    text = samples.HEAD + f"HOLT: {words}\n\n" + _REST
    assert list(quotes(article(text))[0].parts(text)) == parts


def test_nothing_is_said_behind_the_end() -> None:
    text = samples.LAYOUTS[0][1] + "\n\nEND  2:30 P.M. EDT\n\nThe office can be reached by mail."
    assert said(text)[-1] == ("Dahl", samples.TURNS[-1][1])


def test_before_the_first_label_stands_a_report() -> None:
    text = "Transcript. “We met at the harbour,” said Nora Feld.\n\n" + samples.LAYOUTS[0][1]
    assert said(text)[0] == ("Nora Feld", "We met at the harbour,")
    assert said(text)[1][0] == "Holt"


def test_a_label_within_a_line_opens_a_turn_where_names_are_in_capitals() -> None:
    text = samples.LAYOUTS[0][1].replace("\n\nDAHL: It has.", " DAHL: It has.")
    assert [name for name, _ in said(text)] == ["Holt", "Dahl"] * 3


def test_a_speech_has_one_label_and_stage_directions() -> None:
    words = "We will build it again. We will build it well. " * 20
    text = f"ANNA HOLT: Thank you.\n\n{words}\n\n(APPLAUSE)\n\n{words}"
    (turn,) = quotes(article(text))
    assert turn.speaker is not None
    assert turn.speaker.name == "Anna Holt"
    assert len(turn.spans) == 81
    assert read(article(text.replace("(APPLAUSE)", "All clapped."))).article.form is Form.REPORT


PERSONS = [
    ("a surname of another label", {"ANNA HOLT, EXAMPLE ANCHOR": 1, "HOLT": 2}, "", {"Anna Holt"}),
    ("a surname with its title", {"PRESIDENT HOLT": 2, "HOLT": 1}, "", {"Holt"}),
    ("an office whose holder has a label", {"PRESIDENT HOLT": 2, "THE PRESIDENT": 1}, "", {"Holt"}),
    ("an office that the headline fills", {"THE PRESIDENT": 3}, "Remarks by President Holt", {"Holt"}),
    ("an office that nobody fills", {"THE PRESIDENT": 3}, "", {"THE PRESIDENT"}),
    ("an office with its holder", {"The Speaker (Anna Holt)": 1, "The Speaker": 2}, "", {"Anna Holt"}),
    ("a role", {"MODERATOR": 3}, "", {"MODERATOR"}),
    ("nobody", {"QUESTION": 1, "UNIDENTIFIED MALE": 1, "Speaker 2": 1}, "", {""}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "title", "names"), [row[1:] for row in PERSONS], ids=[row[0] for row in PERSONS]
)
def test_labels_become_persons_where_that_is_sure(
    labels: dict[str, int], title: str, names: set[str]
) -> None:
    order = [label for label, count in labels.items() for _ in range(count)]
    turns = "".join(f"{label}: We shall see.\n\nWEISS: You will.\n\n" for label in order * 2)
    found = said(samples.HEAD + turns, title)
    assert {name for name, words in found if words == "We shall see."} == names


def test_given_names_are_taken_from_the_text_where_there_is_one_alone() -> None:
    talk = samples.LAYOUTS[0][1]
    assert said(talk.replace("Good evening.", "I’m Anna Holt. I’m with Tom Dahl."))[1][0] == "Tom Dahl"
    both = talk.replace("Good evening.", "I’m with Tom Dahl. Paul Dahl is not here.")
    assert said(both)[1][0] == "Dahl"


def test_a_role_is_no_name_of_a_speaker() -> None:
    text = samples.HEAD + "MODERATOR: Good evening.\n\nHOLT: Good evening to you.\n\n" * 4
    first = quotes(article(text))[0]
    assert first.speaker is not None
    assert first.speaker.kind is SpeakerKind.UNNAMED


def test_times_of_labels_are_times_of_the_text() -> None:
    text = samples.set_as(samples.TURNS, "{name}: ({time})\n{words}")
    found = read(article(text)).article
    assert found.times[:3] == tuple(
        Moment(text.index(label), at)
        for label, at in (("Anna Holt", 0), ("Tom Dahl", 31_000), ("Anna Holt: (00:01:02)", 62_000))
    )
    assert found.time_at(text.index("The engineers")) == 93_000
    assert found.time_at(0) == 0


def test_a_text_without_times_has_none() -> None:
    found = read(article(samples.LAYOUTS[0][1])).article
    assert found.times == ()
    assert found.time_at(50) is None


def test_what_the_user_says_of_its_form_counts() -> None:
    text = "\n\n".join(f"{samples.NAMES[who]}: {words}" for who, words in samples.TURNS[:4])
    assert read(article(text)).article.form is Form.REPORT
    for form in (Form.TRANSCRIPT, Form.REPORT):
        told = replace(article(samples.HEAD + text), facts=Facts(form=Fact(form, Provenance.GIVEN)))
        found = read(told)
        assert found.article.form is form
        ends = [len(quote.spans) for quote in found.quotes]
        assert ends == ([2, 2, 1, 1] if form is Form.TRANSCRIPT else [1, 1, 1, 1])


GIVEN = [
    ("one speaker", "ANNA HOLT: We will build it. We will build it well.", ["Anna Holt"]),
    ("names alone", "Anna Holt\nYes.\n\nTom Dahl\nNo.\n\n" * 2, ["Anna Holt", "Tom Dahl"] * 2),
    ("names of fields", "SIR JON PRICE: Yes.\n\nELLEN PAGE: No.\n\n" * 2, ["Jon Price", "Ellen Page"] * 2),
    ("no label", "We will build it. We will build it well.", []),
    ("a label before a few of the words", "We will build it. Everybody knows.\n\nAnna Holt: Yes.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [row[1:] for row in GIVEN], ids=[row[0] for row in GIVEN])
def test_where_it_is_known_that_a_text_is_a_transcript_a_label_is_enough(text: str, names: list[str]) -> None:
    told = replace(article(text), facts=Facts(form=Fact(Form.TRANSCRIPT, Provenance.GIVEN)))
    assert [quote.speaker.name for quote in quotes(told) if quote.speaker] == names


def test_captions_without_names_are_one_turn_of_nobody() -> None:
    text = "so the bridge is closed from monday on and nobody knows why"
    found = read(replace(article(text), facts=Facts(form=Fact(Form.CAPTIONS, Provenance.EMBEDDED))))
    (turn,) = found.quotes
    assert turn.attribution is None
    assert turn.parts(text) == (text,)


def test_labels_that_a_reader_set_are_taken_as_they_are() -> None:
    text = "SPEAKER_07: Good evening.\n\nAnna Holt: You are late.\n\nGoodbye."
    ends = ((0, 12), (text.index("Anna"), text.index("You")), (text.index("Goodbye"), text.index("Goodbye")))
    told = replace(article(text), labels=tuple(Span(*ends_) for ends_ in ends))
    assert [quote.speaker.name if quote.speaker else "" for quote in quotes(told)] == ["", "Anna Holt", ""]


@pytest.mark.parametrize(
    "line",
    [
        "A: ",
        "Q    ",
        "AB: x\n\n",
        "[00:00:00] A: x.\n\n",
        "Mr. AAAA. ",
        "(((",
        "A\n",
        "**",
        ">> ",
        "a: " * 9 + "\n",
    ],
)
def test_a_text_of_labels_alone_takes_no_longer_than_its_length_wants(line: str) -> None:
    took = []
    for size in (20_000, 80_000):
        text = (line * (size // len(line) + 1))[:size]
        start = time.process_time()
        read(article(text))
        took.append(time.process_time() - start)
    assert took[1] < 12 * took[0] + 0.5


@pytest.mark.parametrize(
    "form", ["NAME{at}: Yes it is so.\n", "Ann Name{at}: (00:00) Yes.\n", "Mr. NA{at}ME. We shall see.\n"]
)
def test_a_text_of_many_names_takes_no_longer_than_its_length_wants(form: str) -> None:
    took = []
    for count in (1_000, 4_000):
        text = samples.HEAD + "".join(
            form.format(at=chr(65 + at % 26) * (at // 26 % 9 + 1)) for at in range(count)
        )
        start = time.process_time()
        read(article(text * 2))
        took.append(time.process_time() - start)
    assert took[1] < 12 * took[0] + 0.5
