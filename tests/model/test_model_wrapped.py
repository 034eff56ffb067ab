"""Texts whose lines were broken at a width: read as their paragraphs, kept as they are."""

import textwrap

import pytest

from quotebrowser.model import Span
from quotebrowser.model.wrapped import joined, one_line

STORY = (
    "The council met for three hours in the old customs house and heard from forty people about the ferry.",
    "“The ferry was ever a promise of mine, and it will sail,” said Ada Example, who leads the board.",
    "Nobody at the table asked her for the sums, and the ministry did not send anybody to the meeting.",
)

LISTS = [
    """Gemeinderat behält alte Brücke nach langer Debatte
Fähre fährt ab Ostern doppelt so oft wie bisher
Bürgermeisterin Beispiel knapp wiedergewählt
Hafenamt verkauft zwei Speicher an Hochschule
Drei Verletzte nach Sturz eines Krans am Kai
Schulamt fordert acht weitere Lehrer bis Herbst
""",
    """Ada Example, mayor of Old Harbour since 2019
Bo Sample, leader of the opposition in the council
Odile Modèle, maire de Port-Exemple depuis 2014
Olga Muestra, alcaldesa de Puerto Ejemplo
""",
    """The tide goes out and leaves the boats behind,
The harbour lamps are lit along the quay,
And every sail that ever caught the wind
Is folded like a letter from the sea;
""",
    """Harbour            12      333
Old Bridge          3       44
Customs House     123        9
Quay                1        2
the rest            4        4
""",
    """“We stay where we are,” said Ada Example on Monday.
The council heard forty people in the hall.
Nobody contradicted the mayor of Old Harbour there.
The repairs cost four million, they say now.
""",
]


@pytest.mark.parametrize("width", [38, 50, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n"])
def test_a_wrapped_text_is_joined_to_its_paragraphs(width: int, between: str) -> None:
    end = "\r\n" if "\r" in between else "\n"
    text = between.join(textwrap.fill(one, width).replace("\n", end) for one in STORY)
    assert joined(text).text.split(between) == list(STORY)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_short_last_line_ends_a_paragraph_where_no_empty_line_does(width: int) -> None:
    text = "\n".join(textwrap.fill(one, width) for one in STORY)
    assert joined(text).text.split("\n") == list(STORY)


@pytest.mark.parametrize(
    "text",
    [
        "One line alone",
        "“We stay,” said Ada Example.\n“We go,” said Bo Sample.\n",
        "Roses and thorns\nSea and sand\nBread and salt\nHouse and home\n",
        "# A heading\nA line\n- an item\n- another item\n1. first\n2. second\n",
        "---\ntitle: the ferry\noutlet: example post\n---\n\n" + "\n".join(STORY),
        "The ferry sails again\nby ada example\n\n" + "The board met. " * 20,
        *LISTS,
        "",
        "\n\n\n",
    ],
)
def test_a_text_of_whole_lines_stays_as_it_is(text: str) -> None:
    assert joined(text).text is text


def test_what_stands_in_joined_lines_leads_back_to_the_text() -> None:
    text = "\n\n".join(textwrap.fill(one, 40) for one in STORY)
    laid = joined(text)
    for words in ("ever a promise of mine", "Ada Example", "the ministry did"):
        at = laid.text.index(words)
        place = laid.printed(Span(at, at + len(words)))
        assert place.of(text).split() == words.split()
        assert laid.within(place) == Span(at, at + len(words))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a plan of ten-\nyear loans was read", "a plan of ten-year loans was read"),
        ("the two-\nand three-day passes", "the two- and three-day passes"),
        ("a plan that they –\nlike us – know", "a plan that they –\nlike us – know".replace("\n", " ")),
    ],
)
def test_a_word_that_was_broken_behind_its_hyphen_is_one_word(broken: str, whole: str) -> None:
    assert joined(broken).text == whole


@pytest.mark.parametrize(
    "head",
    [
        "On Mon, 22 Apr 2024 at 10:07, Ada Example wrote:\n",
        "---------- Forwarded message ---------\n",
        "Am 3. Mai 2024 um 09:12 schrieb Bo Sample:\n",
        "",
    ],
)
def test_the_signs_of_a_mail_that_was_passed_on_are_no_part_of_its_lines(head: str) -> None:
    quoted = "".join(f"> {line}\n" for line in textwrap.wrap(STORY[1], 50))
    assert STORY[1] in joined(head + quoted).text


def test_letters_without_case_are_joined_where_lines_are_full() -> None:
    text = "\n".join(textwrap.wrap("قال رئيس المجلس ان الجسر سيبقى مفتوحا طوال الليل " * 6, 50))
    assert "\n" not in joined(text).text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("a plan of ten-\nyear loans", "a plan of ten-year loans"),
        ("a plan of ten-  \r\n> > year loans", "a plan of ten-year loans"),
        ("the two-\nand three-day passes", "the two- and three-day passes"),
        ("the U.S.-\nled mission", "the U.S.-led mission"),
        ("a bridge –\nlike us", "a bridge – like us"),
        ("one \n>  two\n\nthree\n", "one two  three "),
        ("no line end > here", "no line end > here"),
    ],
)
def test_words_are_laid_on_one_line(printed: str, shown: str) -> None:
    assert one_line(printed) == shown
    assert one_line(printed, "~").replace("~", "") == shown
    assert len(one_line(printed, "~")) == len(printed)


@pytest.mark.parametrize("set_in", [2, 3, 4, 8])
def test_a_line_that_is_set_in_begins_a_paragraph_though_the_one_before_is_full(set_in: int) -> None:
    lines = (
        " " * set_in + "The council met in the old customs house",
        "and heard from forty people about the ferry.",
        " " * set_in + "Nobody at the table asked the board for",
        "the sums of the plan that was laid before it.",
    )
    assert joined("\n".join(lines)).text.split("\n") == [" ".join(lines[:2]), " ".join(lines[2:])]


def test_a_dash_within_a_sentence_is_no_item() -> None:
    text = "The council met in the old customs house\n— as it does on each Monday —\nand heard forty."
    assert "\n" not in joined(text).text
