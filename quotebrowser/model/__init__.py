"""The domain: articles, quotes, speakers, utterances and their comparison, as frozen values.

One rule guards it: a quote is spans of its article. Quote text is always a slice of `Article.text`, and
nothing here knows a file, an index or a screen. All offsets are half-open and count characters of
`Article.text`.
"""

from quotebrowser.model.answers import (
    Citation,
    CopyState,
    Facet,
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
    Extent,
    Level,
    Link,
    Reading,
    Utterance,
    Variation,
    Witness,
)
from quotebrowser.model.dates import (
    Date,
)
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
    "Utterance",
    "Variation",
    "Witness",
    "article_id",
    "passage_uid",
]
