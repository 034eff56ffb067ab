"""The domain: articles, quotes, speakers, utterances and their comparison, as frozen values.

One rule guards it: a quote is spans of its article. Quote text is always a slice of `Article.text`, and
nothing here knows a file, an index or a screen. All offsets are half-open and count characters of
`Article.text`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from quotebrowser.model.article import (
    Article,
    Outlet,
    Rejected,
    article_id,
)
from quotebrowser.model.dates import (
    Date,
)
from quotebrowser.model.facet import Facet
from quotebrowser.model.facts import (
    FACT_KEYS,
    Fact,
    Facts,
    Provenance,
)
from quotebrowser.model.quote import (
    UNCERTAIN_BELOW,
    Attribution,
    Kind,
    Passage,
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
    Variation,
)

if TYPE_CHECKING:
    from quotebrowser.model.answers import (
        Citation,
        CopyState,
        Hit,
        Outcome,
        Results,
    )
    from quotebrowser.model.comparison import (
        Collation,
        Column,
        Difference,
        Reading,
        Witness,
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

_LATE: Final = {
    "Citation": "answers",
    "CopyState": "answers",
    "Hit": "answers",
    "Outcome": "answers",
    "Results": "answers",
    "Collation": "comparison",
    "Column": "comparison",
    "Difference": "comparison",
    "Reading": "comparison",
    "Witness": "comparison",
}
"""Types that a first list of quotes does not need, and the module of each: loaded when first asked for."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
