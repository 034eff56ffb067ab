"""The pipeline: kinds, speakers, runs, repeats, reasons; on the samples and on texts of our own."""

from pathlib import Path

import pytest
from extracting import article, only
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.extract import quotes, via
from quotebrowser.extract.attribution import attribution
from quotebrowser.model import Article, Fact, Kind, Provenance, Span, SpeakerKind

SEEDS = Path(__file__).parents[2] / "seeds"


def sample(number: str) -> Article:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return article(path.read_text(encoding="utf-8"))


def rows(one: Article) -> list[tuple[str, str, str]]:
    """Kind, first words and speaker of each quote."""
    return [
        (quote.kind.value, quote.parts(one.text)[0][:14], quote.speaker.name if quote.speaker else "")
        for quote in quotes(one)
    ]


SAMPLES = {
    "000": [
        ("statement", "I don’t consid", "Behrouz Esbati"),
        ("fragment", "turned off rad", "Behrouz Esbati"),
        ("mention", "military advis", ""),
        ("mention", "high economic-", ""),
        ("statement", "We can activat", "Behrouz Esbati"),
        ("fragment", "the situation", "Behrouz Esbati"),
    ],
    "001": [
        ("statement", "I don’t consid", "Behrouz Esbati"),
        ("fragment", "turned off rad", "Behrouz Esbati"),
        ("statement", "We can activat", "Behrouz Esbati"),
        ("statement", "Now we can ope", "Behrouz Esbati"),
        ("fragment", "stunned Irania", "New York Times"),
        ("fragment", "the situation", "Behrouz Esbati"),
        ("fragment", "still have the", "Behrouz Esbati"),
        ("statement", "Everyone is ta", "Mehdi Rahmati"),
    ],
    "002": [
        ("fragment", "very big blow,", "Behrouz Esbati"),
        ("statement", "I don’t consid", "Behrouz Esbati"),
    ]
    * 2,
    "003": [
        ("statement", "We were defeat", "Behrouz Esbati"),
        ("statement", "We can activat", "Behrouz Esbati"),
        ("fragment", "illegal", "Ali Khamenei"),
    ],
    "004": [
        ("statement", "The enemy is i", "Hossein Daghighi"),
        ("statement", "Their attempts", "Hossein Daghighi"),
        ("statement", "The enemy has ", "Another Iranian official"),
        ("statement", "I assure you t", "Iraj Masjedi"),
        ("mention", "enemy", ""),
        ("fragment", "takfiri terror", "Kayhan"),
        ("statement", "The Resistance", "Kayhan"),
        ("mention", "Aleppo seditio", ""),
        ("statement", "According to t", "Esmail Baghaei"),
        ("fragment", "Hamas's isolat", "Rouydad 24"),
        ("statement", "If successful,", "Jalal Khoshchehreh"),
    ],
}


@pytest.mark.parametrize("number", SAMPLES)
def test_the_samples_are_read_in_full(number: str) -> None:
    assert rows(sample(number)) == SAMPLES[number]


def test_titles_and_kinds_of_the_samples_speakers() -> None:
    speakers = {quote.speaker.name: quote.speaker for quote in quotes(sample("004")) if quote.speaker}
    assert speakers["Kayhan"].kind is SpeakerKind.INSTITUTION
    assert speakers["Another Iranian official"].kind is SpeakerKind.UNNAMED
    assert speakers["Another Iranian official"].key == ""
    assert speakers["Hossein Daghighi"].title == "Commander"
    first = quotes(sample("000"))[0]
    assert first.speaker is not None
    assert first.speaker.title == "Brig. Gen."


def test_split_quotes_are_one_quote_of_several_spans() -> None:
    assert [len(quote.spans) for quote in quotes(sample("001"))] == [2, 1, 2, 1, 1, 1, 1, 2]


def test_a_repeated_paragraph_repeats_its_quotes() -> None:
    first, second, third, fourth = quotes(sample("002"))
    assert (third.repeats, fourth.repeats) == (first.uid, second.uid)
    assert (first.repeats, second.repeats) == ("", "")


REASONS = [
    ("“The bridge will open soon,” said Nora Feld.", "after:said-X"),
    ("“The bridge will open soon,” Nora Feld said.", "after:X-said"),
    ("“The bridge will open soon,” according to Nora Feld.", "according-to"),
    ("Nora Feld spoke: “The bridge will open very soon.”", "before:colon"),
    ("Nora Feld said, “The bridge will open very soon.”", "before:X-said"),
]


@pytest.mark.parametrize(("text", "method"), REASONS)
def test_the_reason_says_where_the_speaker_stands(text: str, method: str) -> None:
    said = only(text).attribution
    assert said is not None
    assert (said.speaker.name, said.method) == ("Nora Feld", method)


def test_a_pronoun_shows_in_the_reason_and_lowers_no_name() -> None:
    (quote,) = quotes(article("Nora Feld came late. “The train stood still,” she said."))
    assert quote.attribution is not None
    assert quote.attribution.method.endswith("+pronoun")
    assert quote.attribution.source == Span(46, 49)
    assert quote.speaker is not None
    assert quote.speaker.name == "Nora Feld"


def test_the_cue_is_the_verb_beside_the_quote() -> None:
    text = "“The bridge will open soon,” said Nora Feld."
    said = only(text).attribution
    assert said is not None
    assert said.cue is not None
    assert said.cue.of(text) == "said"


def test_a_quote_carried_over_paragraphs_is_one() -> None:
    text = "“The winter was long,” Ruth Adler said. “We burned the chairs.\n\n“Then we burned the table.”"
    assert [len(quote.spans) for quote in quotes(article(text))] == [3]


def test_nobody_near_means_nobody_named() -> None:
    assert only("“The bridge will open very soon, and nobody will pay for it.”").attribution is None


def test_questions_name_nobody_answers_whom_the_article_introduces_and_labels_themselves() -> None:
    text = "Nora Feld came.\nQ: When will it open?\nA: In the spring.\nQ: And the cost?\nA: Less than that.\n"
    assert [row[2] for row in rows(article(text))] == ["", "Nora Feld"] * 2
    text = text.replace("Q:", "WEISS:").replace("A:", "FELD:")
    assert [row[2] for row in rows(article(text))] == ["WEISS", "Nora Feld"] * 2


def test_lists_with_colons_are_no_transcript() -> None:
    assert quotes(article("Feld: 12.\nWeiss: 7.\nFeld: 3.\nWeiss: 9.\n")) == ()


def test_lines_of_a_block_quote_are_one_quote() -> None:
    text = "Nora Feld wrote:\n\n> We will open the bridge.\n> Nobody will pay for it.\n\nThat was all."
    (quote,) = quotes(article(text))
    assert quote.parts(text) == ("We will open the bridge.", "Nobody will pay for it.")
    assert quote.kind is Kind.STATEMENT


def test_the_name_under_a_block_quote_is_who_said_it_and_no_quote() -> None:
    text = "Nora Feld spoke.\n\n> We will open the bridge in the spring.\n>\n> — Karl Weiss, engineer\n"
    (quote,) = quotes(article(text))
    assert quote.parts(text) == ("We will open the bridge in the spring.",)


def test_furniture_is_not_scanned() -> None:
    text = "“A headline in marks here”\n“The bridge will open soon,” said Nora Feld."
    one = Article(id="0" * 16, text=text, origin="x", furniture=(Span(0, 26),))
    assert [quote.parts(text) for quote in quotes(one)] == [("The bridge will open soon,",)]


@pytest.mark.parametrize("text", ["", "\n\n", "No marks at all.", '"', "“", "\ufeff", "“\n“\n“"])
def test_texts_without_passages_have_no_quotes(text: str) -> None:
    assert quotes(article(text)) == ()


PIECES = st.sampled_from(
    [
        "“Go now,” ",
        '"We will not go," ',
        "said Nora Feld. ",
        "he said. ",
        "Karl Weiss ",
        "told ",
        "the mayor ",
        "\n\n",
        "''Yes,'' ",
        "‘no’ ",
        "Mr. Weiss, a lawyer, ",
        "according to ",
        "The Harbour Gazette ",
        "it ",
        ", ",
        ": ",
        "> ",
        "A: yes\n",
        "Q: no\n",
        "„ja“ ",
        "sagte ",
        "who ",
        "I ",
        "“open ",
        "(R-Ohio) ",
        "U.S. ",
        "al-Rawi ",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_quotes_are_spans_in_order_that_never_overlap_at_the_top(text: str) -> None:
    found = quotes(article(text))
    assert [quote.spans[0].start for quote in found] == sorted(quote.spans[0].start for quote in found)
    assert len({quote.uid for quote in found}) == len(found)
    for quote in found:
        assert all(part and part == part.strip() for part in quote.parts(text))
        if quote.attribution is not None:
            assert 0 <= quote.attribution.confidence <= 1
            assert quote.attribution.source is None or quote.attribution.source.of(text).strip()
            assert quote.kind is not Kind.MENTION


HOSTILE = {
    "straight marks": '"' * 3000,
    "opening marks": "“a " * 1000,
    "unclosed paragraphs": "“He said this and that\n" * 200,
    "single marks": "'a' " * 800,
    "one long sentence": "“Yes,” he said. " + "He said that she said, " * 300,
    "one long name": "“Yes,” he said. " + "Anna Berg " * 2000,
    "particles": "“Yes,” he said. Anna " + "van der " * 3000,
    "many names": "“Yes,” he said. " + ". ".join(f"Anna{at} Berg{at}" for at in range(500)),
    "labels": "ANNA: yes I do\nBERG: no\n" * 300,
    "long word": "“Yes,” he said. " + "a" * 100_000,
    "dots": "“Yes,” he said" + "." * 50_000,
    "initials": "“Yes,” he said. " + "A." * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_to_the_end(name: str) -> None:
    for quote in quotes(article(HOSTILE[name])):
        assert quote.spans


VIA = [
    ("The mayor left, The Harbour Times reported on Friday.", "The Harbour Times"),
    ("“Go,” he said, as quoted by the Harbour Times.", "The Harbour Times"),
    ("According to a report by Reuters, the mayor left.", "Reuters"),
    ("The mayor told Reuters that he left.", None),
    ("Reuters reported it. CNN reported it as well.", None),
    ("Nobody reported anything.", None),
    ("x" * 2000 + " Reuters reported it.", None),
]


@pytest.mark.parametrize(("text", "outlet"), VIA)
def test_the_outlet_a_text_took_its_words_from(text: str, outlet: str | None) -> None:
    fact = via(article(text))
    assert (fact.value if fact else None) == outlet
    assert fact is None or fact.provenance is Provenance.DETECTED


def test_an_outlet_is_not_its_own_source() -> None:
    own = Fact("Harbour Times", Provenance.GIVEN)
    assert via(article("The mayor left, the Harbour Times reported.", outlet=own)) is None


def test_via_of_the_samples() -> None:
    wanted = {"000": "The New York Times", "001": "The New York Times", "002": None, "003": None, "004": None}
    assert {number: fact.value if (fact := via(sample(number))) else None for number in wanted} == wanted


def test_far_down_a_monstrous_text_quotes_are_found_without_a_speaker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attribution, "MOST_ATTRIBUTED", 20)
    text = "“We will not go there today,” said Nora Feld. " * 25 + "“No,” she said."
    found = quotes(article(text))
    assert len(found) == 26
    assert found[0].attribution is not None
    assert [quote.kind for quote in found[-2:]] == [Kind.STATEMENT, Kind.MENTION]
    assert found[-1].attribution is None
