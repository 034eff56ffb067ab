"""The outlet a text names as its source: by which words, how surely, and when it is nobody."""

import pytest
from extracting import article

from quotebrowser.extract import via
from quotebrowser.model import Fact, Provenance

FILLER = "The rain fell on the town. " * 80
NAMED = [
    ("revealed", "The mayor left, the Harbour Times revealed.", "The Harbour Times"),
    ("disclosed", "Harbour Gazette disclosed the letter.", "Harbour Gazette"),
    ("quotes", "Harbour Gazette quotes the mayor.", "Harbour Gazette"),
    ("had first reported", "Harbour Gazette had first reported it.", "Harbour Gazette"),
    ("a sort between name and verb", "The Harbour Gazette newspaper reported it.", "The Harbour Gazette"),
    ("published by", "The letter, published by Politico, was long.", "Politico"),
    ("obtained by", "A letter obtained by Reuters tells more.", "Reuters"),
    ("cited in", "He was cited in Le Monde.", "Le Monde"),
    ("first published by", "The letter was published first by Politico.", "Politico"),
    ("an account by", "According to an exclusive account by Reuters, he left.", "Reuters"),
    ("a story in", "According to a story in Newsweek, he left.", "Newsweek"),
    (
        "a long name",
        "The Northern Riverside Harbour Times newspaper has first reported it.",
        "The Northern Riverside Harbour Times",
    ),
    ("several words of one name far down", FILLER + "CNN reported it. CNN reported more.", "CNN"),
    ("one word at the end of the head", FILLER[:1450] + "CNN reported it.", "CNN"),
]
NOBODY = [
    ("a company that reports", "Northline Group reported a loss."),
    ("told to an agency", "The mayor told Reuters that he left."),
    ("two outlets", "A letter obtained by Reuters was published by Politico."),
    ("a verb of another subject", "Reuters has an office where the mayor reported."),
    ("one word far down", FILLER + "CNN reported it."),
    ("a word that begins like a verb", "Reuters reportedly closed."),
]


@pytest.mark.parametrize(("text", "outlet"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_words_that_name_an_outlet_as_the_source(text: str, outlet: str) -> None:
    fact = via(article(text))
    assert fact is not None
    assert (fact.value, fact.provenance) == (outlet, Provenance.DETECTED)


@pytest.mark.parametrize("text", [case[1] for case in NOBODY], ids=[case[0] for case in NOBODY])
def test_words_that_name_no_source(text: str) -> None:
    assert via(article(text)) is None


def test_an_outlet_named_twice_is_surer_than_one_named_once() -> None:
    once, twice = via(article("CNN reported it.")), via(article("CNN reported it. CNN reported more."))
    assert once is not None
    assert twice is not None
    assert (once.confidence, twice.confidence) == (0.75, 0.9)


def test_beside_its_own_name_an_article_may_name_another_outlet() -> None:
    own = Fact("Harbour Times", Provenance.GIVEN)
    fact = via(article("The Harbour Times reported it. A letter obtained by CNN tells more.", outlet=own))
    assert fact is not None
    assert fact.value == "CNN"


def test_an_outlet_printed_with_its_article_once_keeps_it() -> None:
    fact = via(article("Harbour Times reported it. The Harbour Times reported more."))
    assert fact is not None
    assert fact.value == "The Harbour Times"
