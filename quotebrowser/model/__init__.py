"""The domain: articles, quotes, speakers, utterances and their comparison, as frozen values.

One rule guards it: a quote is spans of its article. Quote text is always a slice of `Article.text`, and
nothing here knows a file, an index or a screen. All offsets are half-open and count characters of
`Article.text`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quotebrowser.model.answers import Citation, CopyState, Facet, Hit, Outcome, Results, Sort
    from quotebrowser.model.article import Article, Genre, Moment, Outlet, Page, Rejected, article_id
    from quotebrowser.model.comparison import Collation, Column, Difference, Dropped, Reading, Witness
    from quotebrowser.model.date import Date
    from quotebrowser.model.facts import FACT_KEYS, Fact, Facts, Provenance
    from quotebrowser.model.kind import DoubtKind, Form, Kind
    from quotebrowser.model.quote import (
        UNCERTAIN_BELOW,
        Attribution,
        Passage,
        Pointer,
        Quote,
        Speaker,
        SpeakerKind,
        is_narrated,
        passage_uid,
        uninterrupted,
    )
    from quotebrowser.model.span import Span, apart
    from quotebrowser.model.utterance import Extent, Level, Link, Trace
    from quotebrowser.model.variation import Variation

_NAMES: Final = {
    "answers": "Citation CopyState Facet Hit Outcome Results Sort",
    "article": "Article Genre Moment Outlet Page Rejected article_id",
    "comparison": "Collation Column Difference Dropped Reading Witness",
    "date": "Date",
    "facts": "FACT_KEYS Fact Facts Provenance",
    "kind": "DoubtKind Form Kind",
    "quote": (
        "UNCERTAIN_BELOW Attribution Passage Pointer Quote Speaker SpeakerKind is_narrated passage_uid "
        "uninterrupted"
    ),
    "span": "Span apart",
    "utterance": "Extent Level Link Trace",
    "variation": "Variation",
}
"""What each module offers here, loaded when it is first asked for: making a few dozen frozen types takes as
long as a search."""
_WHERE: Final = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
