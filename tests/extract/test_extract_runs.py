"""Which passages are one quote, which lines are speech without marks, and how the reasons tell it."""

from dataclasses import replace

import pytest
from extracting import article, kinds, last_said, names, only, parts, read

from quotebrowser.extract import quotes
from quotebrowser.extract.attribution import attribution
from quotebrowser.extract.attribution.attribution import confidence
from quotebrowser.model import Article, Span, SpeakerKind

DESCRIPTION = "who has led the city’s office of works since the spring of last year"
SINCE = "and had been an engineer in three other towns before"
TALE = (
    "she was tired, old, sad, and alone in the hall of the town, where the rain fell and nobody came,"
    " and the river rose and the lights went out"
)
ONE = [
    ("narration between", "“The bridge is old,” said Nora Feld. “It has stood for a hundred years.”"),
    (
        "a long description",
        f"“The bridge is old,” said Nora Feld, {DESCRIPTION}. “It has stood for years now.”",
    ),
    (
        "over paragraphs",
        "“The bridge is old, very old.\n\n“It has stood for a hundred years,” said Nora Feld.",
    ),
    (
        "over paragraphs, straight",
        '"The bridge is old, very old.\n\n"It has stood for years," said Nora Feld.',
    ),
    (
        "over paragraphs, guillemets",
        "«The bridge is old, very old.\n\n«It has stood for years,» said Nora Feld.",
    ),
]
TWO = [
    (
        "a sentence without a new name",
        "“The bridge is old,” Nora Feld said. In May she left. “The bridge will fall.”",
    ),
    ("a tale between", f"“The bridge,” said Nora Feld; {TALE}, “The bridge will fall.”"),
    ("a term before a fragment", "The “bypass” road, Nora Feld said, was a “dead loss” to her."),
    (
        "a description too long",
        f"“The bridge is old,” said Nora Feld, {DESCRIPTION} {SINCE}, “and it will fall on all of us.”",
    ),
    (
        "a sentence of narration",
        "“The bridge is old,” said Nora Feld. She laughed. “It has stood for years now.”",
    ),
    (
        "a paragraph's end",
        "“The bridge is old,” said Nora Feld.\n\n“It has stood for years,” said Nora Feld.",
    ),
    ("two speakers", "“The bridge is old,” said Nora Feld. “It has stood for years,” said Karl Weiss."),
    ("fragments", "Nora Feld spoke of “a bridge too old” and later of “a bridge too far” in one breath."),
    (
        "a closed quote before one",
        "“The bridge is old.”\n\n“It has stood for a hundred years,” said Nora Feld.",
    ),
    (
        "narration that opens",
        "“The bridge is old, very old.\n\nSo “it has stood for a hundred years,” said Nora Feld.",
    ),
]


@pytest.mark.parametrize("text", [text for _, text in ONE], ids=[name for name, _ in ONE])
def test_interrupted_and_continued_speech_is_one_quote(text: str) -> None:
    assert [len(printed) for printed in parts(text)] == [2]
    assert names(text) == ["Nora Feld"]


@pytest.mark.parametrize("text", [text for _, text in TWO], ids=[name for name, _ in TWO])
def test_speech_told_anew_is_another_quote(text: str) -> None:
    assert [len(printed) for printed in parts(text)] == [1, 1]


def test_a_transcript_needs_four_lines_of_two_who_speak_twice() -> None:
    lines = [
        "FELD: We will open it.",
        "WEISS: And who will pay?",
        "FELD: The city will.",
        "WEISS: Never at all.",
    ]
    assert len(read("\n".join(lines))) == 4
    assert read("\n".join(lines[:3])) == ()
    assert read("\n".join([*lines[:3], "ADLER: Never at all."])) == ()


def test_a_line_of_one_letter_in_a_transcript_is_not_said() -> None:
    text = "FELD: We will open it.\nWEISS: And who will pay?\nFELD: A\nWEISS: Never at all, I say."
    assert parts(text) == [("We will open it.",), ("And who will pay?",), ("Never at all, I say.",)]


def test_what_stands_in_brackets_after_a_label_is_not_said() -> None:
    text = "FELD (laughing): We will open it.\nWEISS: And who will pay?\n" * 2
    assert parts(text)[0] == ("We will open it.",)


@pytest.mark.parametrize("label", ["REPORTER", "MODERATOR", "HOST", "Speaker", "Audience"])
def test_a_label_of_a_role_names_nobody(label: str) -> None:
    text = f"Nora Feld came.\n{label}: When will it open?\nFELD: In the spring of next year.\n" * 2
    assert names(text) == ["", "Nora Feld"] * 2


def test_marks_after_a_label_are_marks() -> None:
    text = "FELD: “We will open it.”\nWEISS: “And who will pay?”\n" * 2
    assert parts(text) == [("We will open it.",), ("And who will pay?",)] * 2


def test_marks_in_a_block_quote_are_marks() -> None:
    assert parts("Nora Feld wrote:\n> “We will open the bridge.”\nThat was all.") == [
        ("We will open the bridge.",)
    ]


@pytest.mark.parametrize("dash", ["—", "–", "--", "-"])
def test_the_signature_of_a_block_quote_is_not_said(dash: str) -> None:
    text = f"Nora Feld wrote:\n> We will open the bridge in the spring.\n> {dash} Karl Weiss, engineer"
    assert parts(text) == [("We will open the bridge in the spring.",)]


def test_a_short_line_of_a_block_quote_is_a_statement() -> None:
    assert kinds("The sign at the bridge:\n\n> no way\n\nNobody came.") == ["statement"]


REPEATED = [
    (
        "marks of another shape",
        '“The mill’s door is shut,” said Nora Feld.\n\n"The mill\'s door is shut," she said.',
    ),
    ("blanks of another width", "“The mill is shut,” said Nora Feld.\n\n“The mill  is\u00a0shut,” she said."),
]


@pytest.mark.parametrize("text", [text for _, text in REPEATED], ids=[name for name, _ in REPEATED])
def test_a_repetition_is_known_whatever_marks_and_blanks_it_has(text: str) -> None:
    first, second = read(text)
    assert (first.repeats, second.repeats) == ("", first.uid)


def test_a_mention_repeats_nothing() -> None:
    text = "The so-called “tunnel rats” meet here.\n\nThe so-called “tunnel rats” meet there."
    assert [quote.repeats for quote in read(text)] == ["", ""]


def test_other_words_are_no_repetition() -> None:
    text = "“The mill is shut,” said Nora Feld.\n\n“The mill is open,” she said."
    assert [quote.repeats for quote in read(text)] == ["", ""]


def test_a_passage_inside_another_follows_it_as_a_mention_without_speaker() -> None:
    text = "“They called it the ‘old road’ for years,” said Nora Feld."
    outer, inner = read(text)
    assert (outer.parts(text), inner.parts(text)) == (
        ("They called it the ‘old road’ for years,",),
        ("old road",),
    )
    assert kinds(text) == ["statement", "mention"]
    assert inner.attribution is None


def test_single_marks_beside_double_ones_are_a_mention_even_with_a_verb_of_saying() -> None:
    text = (
        "“We left the town,” said Nora Feld. ‘We ran over the bridge,’ said Karl Weiss. “We hid,” he added."
    )
    assert kinds(text)[1] == "mention"
    assert names(text)[1] == ""


def test_a_term_woven_into_what_somebody_said_is_a_mention() -> None:
    text = "The “bypass” road, Nora Feld said, was a “dead loss” to her."
    assert (kinds(text), names(text)) == (["mention", "fragment"], ["", "Nora Feld"])


def test_the_surest_passage_of_a_quote_tells_who_said_all_of_it() -> None:
    text = "“The bridge is old, very old.\n“It has stood for years and we know it well,” said Nora Feld."
    (quote,) = read(text)
    assert quote.attribution is not None
    assert quote.attribution.source == Span(len(text) - len("Nora Feld."), len(text) - 1)
    assert quote.attribution.method == "after:said-X"


def test_furniture_between_two_paragraphs_is_no_narration() -> None:
    text = "“The bridge is old, very old.\nPhoto: Karl Weiss\n“It has stood for years,” said Nora Feld."
    start = text.index("Photo")
    one = Article(id="0" * 16, text=text, origin="x", furniture=(Span(start, start + 17),))
    (quote,) = quotes(one)
    assert len(quote.spans) == 2


KINDS = [
    ("a sentence", "“The bridge will open in May,” said Nora Feld.", "statement"),
    ("a short exclamation", "“Never!” said Nora Feld.", "statement"),
    ("words woven in", "Nora Feld said the bridge was “a very old thing.”", "fragment"),
    ("a term", "Engineers use the term “creep” for it.", "mention"),
    ("a title", "Nora Feld has read the book “The Long Road Home” twice.", "mention"),
    ("a nickname", "Joseph “Joe the Boat” Larkin died on Monday.", "mention"),
    ("a name given", "The hall, which locals call the “glass shoe,” was full.", "mention"),
    ("a slogan", "They marched under the slogan “Bridges, not walls” for hours.", "mention"),
    ("after described as", "Nora Feld described it as “a disgrace to us” on Monday.", "fragment"),
]


@pytest.mark.parametrize(("text", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_what_a_passage_is(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


REASONS = [
    (
        "an earlier paragraph",
        "Nora Feld looked up.\n\n“Nobody comes here any more, and nobody will.”",
        "carried",
    ),
    ("the next paragraph", "“Nobody comes here any more, and nobody will.”\n\nNora Feld said so.", "ahead"),
    ("an earlier passage", "Nora Feld spoke of “a bridge too old” and of “a bridge too far” too.", "carried"),
    ("a noun", "“The mill is shut,” said a lawyer.", "after:said-X+noun"),
    ("a pronoun before", "Nora Feld left. She said, “The mill is shut.”", "before:X-said+pronoun"),
    ("no verb between", "Nora Feld was quiet and sad. “The mill is shut and nobody cares.”", "before"),
    ("according to before", "According to Nora Feld, “the bridge will never open again.”", "according-to"),
    (
        "according to a noun",
        "“The bridge will never open again,” according to a lawyer.",
        "according-to+noun",
    ),
]


@pytest.mark.parametrize(
    ("text", "method"), [case[1:] for case in REASONS], ids=[case[0] for case in REASONS]
)
def test_the_reason_tells_where_the_speaker_was_found(text: str, method: str) -> None:
    assert last_said(text).method == method


CUES = [
    ("behind", "“The mill is shut,” Nora Feld told the council on Monday.", "told"),
    ("in front", "Nora Feld warned: “The mill is shut.”", "warned"),
    (
        "the one behind where both stand",
        "Nora Feld explained it, “The mill is shut,” added Nora Feld.",
        "added",
    ),
    ("an -ing form", "Nora Feld left, saying, “The mill is shut.”", "saying"),
    ("a verb in -ches", "“The mill is shut,” Nora Feld preaches.", "preaches"),
    ("a rare verb", "“The mill is shut,” mused Nora Feld.", "mused"),
]


@pytest.mark.parametrize(("text", "cue"), [case[1:] for case in CUES], ids=[case[0] for case in CUES])
def test_the_cue_is_the_nearest_verb_of_saying_of_the_sentence(text: str, cue: str) -> None:
    found = last_said(text).cue
    assert found is not None
    assert found.of(text) == cue


def test_a_verb_of_another_sentence_is_no_cue() -> None:
    assert last_said("Nora Feld said so. “The mill is shut and nobody cares.”").cue is None


def test_confidence_falls_with_the_distance_of_the_name() -> None:
    beside = last_said("“The mill is shut for ever,” said Nora Feld.").confidence
    pronoun = last_said("Karl Weiss came late. “The mill is shut for ever,” he said.").confidence
    carried = last_said(
        "Nora Feld looked up.\n\n“The mill is shut for ever, and all of us know it.”"
    ).confidence
    assert beside > 0.94 > pronoun > carried > 0.5


@pytest.mark.parametrize(
    ("probability", "reference", "wanted"),
    [
        (0.0, 1.0, 0.2),
        (0.1, 1.0, 0.45),
        (0.5, 1.0, 0.86),
        (0.95, 1.0, 0.955),
        (1.0, 1.0, 0.98),
        (1.0, 0.5, 0.86),
    ],
)
def test_a_chance_is_told_as_how_often_the_like_was_right(
    probability: float, reference: float, wanted: float
) -> None:
    choice = replace(attribution._FAR_STATEMENT, probability=probability, reference=reference)
    assert confidence(choice) == pytest.approx(wanted)


def test_a_speaker_four_paragraphs_up_is_not_carried_over() -> None:
    near = "\n\nThe rain fell.\n\nThe sun rose."
    assert names(f"Nora Feld looked up.{near}\n\n“The mill is shut for ever, and all know it.”") == [
        "Nora Feld"
    ]
    gap = "\n\nThe rain fell on the town." * 4
    assert (
        only(f"Nora Feld looked up.{gap}\n\n“The mill is shut for ever, and all know it.”").attribution
        is None
    )


def test_a_quote_of_its_own_paragraph_is_carried_from_the_speaker_before() -> None:
    text = "“We left the town,” said Nora Feld.\n\n“We ran over the bridge and hid until the morning came.”"
    assert names(text) == ["Nora Feld", "Nora Feld"]
    assert last_said(text).method == "carried"


def test_a_speaker_of_a_transcript_that_the_narration_names_is_a_person() -> None:
    text = "Nora Feld came.\nFeld: We will open it.\nWeiss: And who will pay for it?\n" * 2
    speakers = [quote.speaker for quote in quotes(article(text))]
    assert [one.kind for one in speakers if one] == [SpeakerKind.PERSON] * 4
