"""The domain: articles, quotes, speakers, utterances and their comparison, as frozen values.

One rule guards it: a quote is spans of its article. Quote text is always a slice of `Article.text`, and
nothing here knows a file, an index or a screen. All offsets are half-open and count characters of
`Article.text`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quotebrowser.model.answers import (
        Citation,
        CopyState,
        Hit,
        Outcome,
        Results,
    )
    from quotebrowser.model.article import (
        Article,
        Outlet,
        Rejected,
        article_id,
    )
    from quotebrowser.model.comparison import (
        Collation,
        Column,
        Difference,
        Reading,
        Witness,
    )
    from quotebrowser.model.date import Date
    from quotebrowser.model.facet import (
        Facet,
    )
    from quotebrowser.model.facts import (
        FACT_KEYS,
        Fact,
        Facts,
        Provenance,
    )
    from quotebrowser.model.kind import (
        Kind,
    )
    from quotebrowser.model.quote import (
        UNCERTAIN_BELOW,
        Attribution,
        Passage,
        Pointer,
        Quote,
        Speaker,
        SpeakerKind,
        passage_uid,
    )
    from quotebrowser.model.span import (
        Span,
        apart,
    )
    from quotebrowser.model.utterance import (
        Extent,
        Level,
        Link,
        Trace,
        Utterance,
    )
    from quotebrowser.model.variation import (
        Variation,
    )

__all__ = [
    "FACT_KEYS",
    "UNCERTAIN_BELOW",
    "Article",
    "Attribution",
    "Citation",
    "Collation",
    "Column",
    "CopyState",
    "Date",
    "Difference",
    "Extent",
    "Facet",
    "Fact",
    "Facts",
    "Hit",
    "Kind",
    "Level",
    "Link",
    "Outcome",
    "Outlet",
    "Passage",
    "Pointer",
    "Provenance",
    "Quote",
    "Reading",
    "Rejected",
    "Results",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Trace",
    "Utterance",
    "Variation",
    "Witness",
    "apart",
    "article_id",
    "passage_uid",
]

_WHERE: Final = {
    "FACT_KEYS": "facts",
    "UNCERTAIN_BELOW": "quote",
    "Article": "article",
    "Attribution": "quote",
    "Citation": "answers",
    "Collation": "comparison",
    "Column": "comparison",
    "CopyState": "answers",
    "Date": "date",
    "Difference": "comparison",
    "Extent": "utterance",
    "Facet": "facet",
    "Fact": "facts",
    "Facts": "facts",
    "Hit": "answers",
    "Kind": "kind",
    "Level": "utterance",
    "Link": "utterance",
    "Outcome": "answers",
    "Outlet": "article",
    "Passage": "quote",
    "Pointer": "quote",
    "Provenance": "facts",
    "Quote": "quote",
    "Reading": "comparison",
    "Rejected": "article",
    "Results": "answers",
    "Span": "span",
    "Speaker": "quote",
    "SpeakerKind": "quote",
    "Trace": "utterance",
    "Utterance": "utterance",
    "Variation": "variation",
    "Witness": "comparison",
    "apart": "span",
    "article_id": "article",
    "passage_uid": "quote",
}
"""The module of each, loaded when it is first asked for: making a few dozen frozen types takes as long
as a search."""


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
