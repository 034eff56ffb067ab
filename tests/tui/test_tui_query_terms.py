"""Terms of a query are put in and taken out whole."""

import pytest

from quotebrowser.tui.widgets.query_terms import fields, pasted, term, terms, toggled, without_fields


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("big blow", ["big", "blow"]),
        ('"very big" blow', ['"very big"', "blow"]),
        ('speaker:"Jane Roe" -war', ['speaker:"Jane Roe"', "-war"]),
        ('-outlet:"A B" x', ['-outlet:"A B"', "x"]),
        ('"open', ['"', "open"]),
        ('"near words"~3 y', ['"near words"~3', "y"]),
        ("", []),
    ],
)
def test_a_query_falls_into_terms(query: str, expected: list[str]) -> None:
    assert list(terms(query)) == expected


def test_fields_are_read_with_and_without_quotation_marks() -> None:
    assert fields('x speaker:"Jane Roe" outlet:Post no:speaker') == (
        ("speaker", "Jane Roe"),
        ("outlet", "Post"),
        ("speaker", ""),
    )


@pytest.mark.parametrize(
    ("query", "wanted", "expected"),
    [
        ("war", 'speaker:"Roe"', 'speaker:"Roe" war'),
        ("date:2024 the war", 'speaker:"Roe"', 'date:2024 speaker:"Roe" the war'),
        ("war kind:mention", 'kind:"mention"', "war"),
        ('war speaker:"Roe"', 'speaker:"Roe"', "war"),
        ('war SPEAKER:"roe" peace', 'speaker:"Roe"', "war peace"),
        ("", "has:differences", "has:differences"),
    ],
)
def test_a_filter_goes_on_and_off(query: str, wanted: str, expected: str) -> None:
    assert toggled(query, wanted) == expected


def test_what_is_not_known_is_asked_for_with_no() -> None:
    assert term("outlet", "") == "no:outlet"
    assert term("speaker", 'J "Ace" Roe') == 'speaker:"J  Ace  Roe"'


def test_taking_filters_off_keeps_the_words() -> None:
    assert without_fields('big "very bad" speaker:"A B" before:2024 blow') == 'big "very bad" blow'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We were defeated,\r\nand badly.”\n", "We were defeated, and badly."),
        ('  "quoted"  ', "quoted"),
        ("‘single’", "single"),
        ("don’t", "don’t"),
        ("\n\n", ""),
    ],
)
def test_a_pasted_quote_is_one_line_without_its_marks(text: str, expected: str) -> None:
    assert pasted(text) == expected
