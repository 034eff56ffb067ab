"""The fields of the Whoosh index, and how much a word counts in each.

One rule guards it: `FORMAT` grows with every change here or in `analysis`, so that an index made
otherwise is rebuilt and never searched. Fields of `query.FIELDS` are named in the stamp by themselves.
"""

from typing import Any, Final

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from quotebrowser.index.analysis import QuoteAnalyzer
from quotebrowser.query import FIELDS, Reads

BOOSTS: Final = {"text": 1.0, "stem": 0.3, "speaker": 0.8, "title": 0.35, "context": 0.15}
"""Where a word without a field is looked for, and its weight there. Tuned by hand on the sample articles:
the words of a quote outweigh those of its headline, which all quotes of an article share; with a stem above
0.5 another form of a rare word can outrank the word that was typed."""

STEMMED: Final = "stem"
"""The field that holds the stems of the quote's words."""

FACETS: Final = {row.whole: row.name for row in FIELDS if row.facet}
"""Fields whose values are counted, with the query fields they are of."""

_WHOLES: Final = tuple(row.whole for row in FIELDS if row.value and row.whole)
"""Fields that hold one whole value a quote, as it is shown."""


def schema() -> Any:
    """The fields of every document."""
    plain = QuoteAnalyzer()
    named = {name: ID() for name in _WHOLES} | {
        row.index: TEXT(analyzer=plain) if row.reads is Reads.WORDS else ID() for row in FIELDS if row.value
    }
    return Schema(
        uid=ID(stored=True, unique=True),
        text=TEXT(analyzer=plain),
        stem=TEXT(analyzer=QuoteAnalyzer(stemmed=True), phrase=False),
        context=TEXT(analyzer=plain),
        kind=ID(),
        first=COLUMN(NumericColumn("I")),
        last=COLUMN(NumericColumn("I")),
        **named,
    )
