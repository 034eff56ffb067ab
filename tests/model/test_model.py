"""The domain types: spans, dates, facts, articles, uids."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser import model
from quotebrowser.model import (
    FACT_KEYS,
    Article,
    Date,
    Fact,
    Facts,
    Kind,
    Provenance,
    Quote,
    Span,
    article_id,
    passage_uid,
)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_overlap_only_where_they_share_a_character() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).holds(Span(5, 5))
    assert len(Span(2, 5)) == 3


DATES = [
    ("a day", "2025-01-09", Date(2025, 1, 9)),
    ("a month", "2025-01", Date(2025, 1)),
    ("a year", "2025", Date(2025)),
    ("a time is ignored", "2025-01-09T12:26", Date(2025, 1, 9)),
    ("no such day", "2025-02-30", None),
    ("no date at all", "last week", None),
    ("a month thirteen", "2025-13", None),
    ("year zero", "0000", None),
    ("something behind it", "2025-01-09x", None),
]


@pytest.mark.parametrize(("name", "text", "expected"), DATES, ids=[case[0] for case in DATES])
def test_dates_are_read_as_far_as_they_go(name: str, text: str, expected: Date | None) -> None:
    assert Date.parse(text) == expected


@given(st.dates())
def test_a_day_is_written_as_it_is_read(day: object) -> None:
    found = Date.parse(str(day))
    assert found is not None
    assert found.iso == str(day)
    assert found.first == found.last


def test_a_year_and_a_month_reach_from_their_first_to_their_last_day() -> None:
    year, month = Date(2024), Date(2024, 2)
    assert year.last - year.first == 365
    assert month.last - month.first == 28
    assert Date(9999, 12).last - Date(9999, 12).first == 30


def test_facts_of_the_more_trusted_source_stand_over_others() -> None:
    given_ = Facts(outlet=Fact("Example Herald", Provenance.GIVEN))
    printed = Facts(outlet=Fact("Other", Provenance.PRINTED), title=Fact("Head", Provenance.PRINTED))
    merged = given_.over(printed)
    assert dict(merged.known()) == {"outlet": given_.outlet, "title": printed.title}
    assert set(dict(merged.known())) <= set(FACT_KEYS)


def test_guessed_facts_are_not_certain() -> None:
    assert Fact("2025", Provenance.PRINTED).certain
    assert not Fact("2025", Provenance.HEURISTIC).certain
    assert not Fact("The Times", Provenance.DETECTED).certain


def test_an_article_without_facts_says_that_nothing_is_known() -> None:
    article = Article("a" * 16, "Text.", "news/one.txt")
    assert (article.outlet.name, article.outlet.domain, article.title) == ("", "", "")
    assert (article.published, article.authors, article.name) == (None, (), "one.txt")


def test_an_articles_facts_are_shown_as_what_they_are() -> None:
    facts = Facts(
        byline=Fact("Dana Levin; A. N. Other", Provenance.GIVEN),
        url=Fact("https://www.example.org/a/b", Provenance.GIVEN),
        published=Fact("2025-01-08", Provenance.GIVEN),
    )
    article = Article("a" * 16, "Text.", "C:\\news\\one.txt", facts)
    assert article.authors == ("Dana Levin", "A. N. Other")
    assert article.outlet.domain == "example.org"
    assert article.published == Date(2025, 1, 8)
    assert article.name == "one.txt"


def test_paragraphs_are_counted_without_blank_lines_and_furniture() -> None:
    text = "Headline\n\nFirst.\n\n\nSecond."
    article = Article("a" * 16, text, "one.txt", furniture=(Span(0, 8),))
    assert article.paragraph(text.index("First")) == 1
    assert article.paragraph(text.index("Second")) == 2
    assert article.paragraph(0) == 1


def test_the_same_text_of_two_outlets_is_two_articles() -> None:
    assert article_id("f" * 64) != article_id("f" * 64, outlet="Example Herald")
    assert len(article_id("f" * 64)) == 16


def test_a_quote_is_spans_of_its_article() -> None:
    text = "“Yes,” she said, “and no.”"
    quote = Quote(passage_uid("a", 1), "a", (Span(1, 5), Span(18, 25)), Kind.STATEMENT, None)
    assert quote.parts(text) == ("Yes,", "and no.")
    assert quote.speaker is None
    assert quote.uid == passage_uid("a", 1) != passage_uid("a", 2)


def test_a_type_of_the_model_loads_its_own_module_only() -> None:
    code = (
        "import sys\nfrom quotebrowser.model import Kind, Span\n"
        "print(sorted(name for name in sys.modules if name.startswith('quotebrowser.model.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['quotebrowser.model.kind', 'quotebrowser.model.span']"


def test_the_model_gives_every_name_it_promises_and_no_other() -> None:
    names = " ".join(model._NAMES.values()).split()
    assert len(names) == len(set(names))
    for name in names:
        found = getattr(model, name)
        assert name.isupper() or found.__name__ == name
    with pytest.raises(AttributeError, match="has no attribute 'Newspaper'"):
        _ = model.Newspaper
