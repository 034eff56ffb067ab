"""The fields of the Whoosh index, and how much a word counts in each.

One rule guards it: `FORMAT` grows with every change here or in `analysis`, so that an index made
otherwise is made anew and never searched.
"""

from typing import Any, Final

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from quotebrowser.index.analysis import QuoteAnalyzer
from quotebrowser.query import Field

BOOSTS: Final = {"text": 1.0, "stem": 0.3, "speaker": 0.8, "title": 0.35, "context": 0.15}
"""Where a word without a field is looked for, and its weight there. Tuned by hand on the sample articles:
the words of a quote outweigh those of its headline, which all quotes of an article share; with a stem above
0.5 another form of a rare word can outrank the word that was typed."""

STEMMED: Final = "stem"
"""The field that holds the stems of the quote's words."""

WORD_FIELDS: Final = {
    Field.SPEAKER: "speaker",
    Field.OUTLET: "outlet",
    Field.TITLE: "title",
    Field.VIA: "via",
    Field.LANGUAGE: "language",
}
"""Which field of the index a field of a query names."""

FACETS: Final = ("speaker_name", "outlet_name")
"""Fields that hold one whole value a quote, as it is shown."""


def schema() -> Any:
    """The fields of every document."""
    plain = QuoteAnalyzer()
    return Schema(
        uid=ID(stored=True, unique=True),
        text=TEXT(analyzer=plain),
        stem=TEXT(analyzer=QuoteAnalyzer(stemmed=True), phrase=False),
        speaker=TEXT(analyzer=plain),
        title=TEXT(analyzer=plain),
        context=TEXT(analyzer=plain),
        outlet=TEXT(analyzer=plain),
        via=TEXT(analyzer=plain),
        language=TEXT(analyzer=plain),
        kind=ID(),
        speaker_name=ID(),
        outlet_name=ID(),
        first=COLUMN(NumericColumn("I")),
        last=COLUMN(NumericColumn("I")),
    )
