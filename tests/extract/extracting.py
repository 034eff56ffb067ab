"""Shared by the tests of the extraction: an article from its text, and what is read from it."""

from quotebrowser.extract import quotes
from quotebrowser.model import Article, Attribution, Fact, Facts, Quote


def article(text: str, **facts: Fact) -> Article:
    return Article(id="0123456789abcdef", text=text, origin="test.txt", facts=Facts(**facts))


def read(text: str) -> tuple[Quote, ...]:
    return quotes(article(text))


def only(text: str) -> Quote:
    (quote,) = read(text)
    return quote


def last_said(text: str) -> Attribution:
    """The attribution of the last quote, which must have one."""
    said = read(text)[-1].attribution
    assert said is not None
    return said


def parts(text: str) -> list[tuple[str, ...]]:
    """The printed words of each quote."""
    return [quote.parts(text) for quote in read(text)]


def names(text: str) -> list[str]:
    """Who said each quote; empty where nobody is named."""
    return [quote.speaker.name if quote.speaker else "" for quote in read(text)]


def kinds(text: str) -> list[str]:
    """Kind of each quote."""
    return [quote.kind.value for quote in read(text)]
