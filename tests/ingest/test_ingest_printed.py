"""What texts print about themselves is found, and nothing else."""

from pathlib import Path

import pytest

from quotebrowser.ingest import article_of, read
from quotebrowser.ingest.facts.printed_dates import printed_date
from quotebrowser.model import Article

PARAGRAPH = (
    "The mayor of the town told a meeting of fishermen on Monday evening that the old harbour would not be "
    "sold, whatever the owners of the new hotel might offer for it in the years to come."
)

HEADS = [
    # name, the head, the headline and the date it prints, how many of its lines are no running text
    (
        "a headline over an empty line",
        "Harbour will not be sold, mayor says\n\n",
        "Harbour will not be sold, mayor says",
        "",
        1,
    ),
    (
        "a headline over a long line",
        "Harbour will not be sold, mayor says\n",
        "Harbour will not be sold, mayor says",
        "",
        1,
    ),
    ("a question", "Who owns the old harbour?\n\n", "Who owns the old harbour?", "", 1),
    ("a headline that quotes", "Mayor: “The harbour stays”\n\n", "Mayor: “The harbour stays”", "", 1),
    (
        "all that a saved page has",
        "Harbour will not be sold\nJanuary 09, 2025\n12:26 PM\nReading time: 3 minutes\n",
        "Harbour will not be sold",
        "2025-01-09",
        4,
    ),
    (
        "a date first",
        "9 January 2025\n\nHarbour will not be sold\n\n",
        "Harbour will not be sold",
        "2025-01-09",
        2,
    ),
    ("published and updated", "Updated: Jan. 10, 2025\nPublished: Jan. 9, 2025\n", "", "2025-01-09", 2),
    ("a Markdown heading", "# Harbour will **not** be sold #\n\n", "Harbour will **not** be sold", "", 1),
    ("a date alone", "Thursday, 9 January 2025\n\n", "", "2025-01-09", 1),
    ("no headline: a sentence", "The harbour stays.\n\n", "", "", 0),
    ("no headline: a sentence in quotation marks", "“The harbour stays.”\n\n", "", "", 0),
    ("no headline: a quote", "“The harbour stays”\n\n", "", "", 0),
    ("no headline: a section", "Local News\n\n", "", "", 0),
    ("no headline: a salutation", "Dear readers of the paper,\n\n", "", "", 0),
    ("no headline: a list", "- the harbour of the town\n\n", "", "", 0),
    ("no headline: small letters", "hile the harbour was being sold\n\n", "", "", 0),
    ("no headline: an address", "https://example.org/the harbour is not sold\n\n", "", "", 0),
    (
        "no headline: a broken paragraph",
        "The mayor of the town told a meeting\nof fishermen on Monday.\n",
        "",
        "",
        0,
    ),
    ("no headline: too long", "Harbour " * 30 + "\n\n", "", "", 0),
    ("no date: one in a sentence", "On January 9, 2025 the harbour was sold.\n\n", "", "", 0),
    ("no date: one that could be two", "01/09/2025\n\n", "", "", 0),
]


@pytest.mark.parametrize(
    ("head", "title", "published", "furniture"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS]
)
def test_a_head_is_read(head: str, title: str, published: str, furniture: int) -> None:
    text = head + PARAGRAPH + "\n\n“It stays,” she said.\n"
    article = article_of(text, origin="a.txt")
    assert article.title == title
    assert (article.published.iso if article.published else "") == published
    assert len(article.furniture) == furniture
    assert all(span.of(text).strip() in head for span in article.furniture)
    assert all(fact.provenance.value == "printed" for _, fact in article.facts.known())


def test_a_text_without_running_text_has_no_headline() -> None:
    for text in ("Harbour will not be sold", "Harbour will not be sold\n\nNever ever.\n", "a\nb\nc\n"):
        assert article_of(text, origin="a.txt").title == ""


def test_an_update_is_no_date_of_publication() -> None:
    article = article_of(f"Last updated: January 10, 2025\n\n{PARAGRAPH}", origin="a.txt")
    assert article.published is None
    assert article.facts.modified is not None
    assert article.facts.modified.value == "2025-01-10"


BYLINES = [
    # line, names, agency
    ("By Ada Example", "Ada Example", ""),
    ("BY ADA EXAMPLE AND BO SAMPLE", "ADA EXAMPLE; BO SAMPLE", ""),
    ("By Ada Example, Bo Sample and Cy van der Try", "Ada Example; Bo Sample; Cy van der Try", ""),
    ("By Ada B. Example-O’Try | Associated Press", "Ada B. Example-O’Try", "Associated Press"),
    ("By Ada Example, Reuters Staff Writer", "Ada Example", ""),
    ("By Ada Example, senior correspondent", "Ada Example", ""),
    ("By The Associated Press", "", "Associated Press"),
    ("By AFP", "", "Agence France-Presse"),
    ("By Ada", None, None),
    ("By Friday Morning", None, None),
    ("By Staff Writer", None, None),
    ("By then the harbour had been sold", None, None),
    ("By Ada Example for the paper", None, None),
    ("By The Harbour, On Monday", None, None),
    ("Bypass Road Closed", None, None),
    ("by ada example", None, None),
    ("By The Harbour", None, None),
]


@pytest.mark.parametrize(("line", "names", "agency"), BYLINES)
def test_bylines_are_taken_apart(line: str, names: str | None, agency: str | None) -> None:
    text = f"Harbour will not be sold\n{line}\nJanuary 9, 2025\n\n{PARAGRAPH}\n"
    facts = article_of(text, origin="a.txt").facts
    if names is None:
        assert facts.byline is None
        assert facts.agency is None
        assert facts.published is None
    else:
        assert (facts.byline.value if facts.byline else "") == names
        assert (facts.agency.value if facts.agency else "") == agency
        assert facts.published is not None
        assert facts.title is not None


CAPTIONS = [
    ("a caption printed twice", "The old harbour.\nThe old harbour.\n", 2),
    ("three times", "The old harbour.\nThe old harbour.\nThe old harbour.\n", 3),
    ("a line that may hold a quote", "“It stays,” she said.\n“It stays,” she said.\n", 0),
    ("a paragraph set apart", "The old harbour.\n\nThe old harbour.\n", 0),
    ("a picture", "![The old harbour](harbour.png)\n", 1),
    ("headings", "## The old harbour\n\n### The new one\n", 2),
    ("a hash sign", "#harbour\n", 0),
]


@pytest.mark.parametrize(
    ("lines", "furniture"), [row[1:] for row in CAPTIONS], ids=[row[0] for row in CAPTIONS]
)
def test_captions_are_no_running_text(lines: str, furniture: int) -> None:
    article = article_of(f"{PARAGRAPH}\n\n{lines}\n{PARAGRAPH} It ends here.\n", origin="a.txt")
    assert len(article.furniture) == furniture


DATES = [
    ("January 09, 2025", "2025-01-09"),
    ("Jan. 9, 2025", "2025-01-09"),
    ("Sept 9, 2025", "2025-09-09"),
    ("Thursday, January 9th, 2025 12:26 PM", "2025-01-09"),
    ("January 9, 2025 at 12:26 p.m. EST", "2025-01-09"),
    ("9 January 2025", "2025-01-09"),
    ("Thu 9 Jan 2025 14.05 GMT", "2025-01-09"),
    ("2025-01-09", "2025-01-09"),
    ("2025-01-09 12:26", "2025-01-09"),
    ("9. Januar 2025, 14:05 Uhr", "2025-01-09"),
    ("Donnerstag, 9. März 2025", "2025-03-09"),
    ("le 9 janvier 2025", ""),
    ("9 janvier 2025 à 14h05", "2025-01-09"),
    ("1er août 2025", "2025-08-01"),
    ("9 de enero de 2025", "2025-01-09"),
    ("9 gennaio 2025", "2025-01-09"),
    ("February 30, 2025", ""),
    ("Nevember 9, 2025", ""),
    ("January 9", ""),
    ("January 2025", ""),
    ("09/01/2025", ""),
    ("January 9, 2025 was a cold day", ""),
    ("January 9, 2025" + " " * 10_000 + "x", ""),
    ("", ""),
]


@pytest.mark.parametrize(("line", "iso"), DATES)
def test_dates_are_read_as_printed(line: str, iso: str) -> None:
    assert printed_date(line) == iso


SEEDS = [
    # name, headline, date, how many lines are no running text
    ("000", "", "", 0),
    ("001", "", "", 0),
    ("002", "", "", 0),
    ("003", "Iran Faces Setbacks in Syria and Tensions Rise Over U.S. Presence in Iraq", "2025-01-09", 4),
    ("004", "Iran downplays Aleppo losses, vows continued support for Assad", "", 5),
]


@pytest.mark.parametrize(("name", "title", "published", "furniture"), SEEDS)
def test_the_samples_print_what_their_metadata_file_says(
    seeds: Path, name: str, title: str, published: str, furniture: int
) -> None:
    (path,) = seeds.glob(f"{name}_*.txt")
    bare = article_of(path.read_text(encoding="utf-8"), origin=path.name)
    (told,) = read(path)
    assert isinstance(told, Article)
    for article in (bare, told):
        assert article.title == title
        assert (article.published.iso if article.published else "") == published
        assert article.facts.outlet is None
        assert len(article.furniture) == furniture
    via = told.facts.via
    assert (via.value if via else "") == ("The New York Times" if name in ("000", "001") else "")
