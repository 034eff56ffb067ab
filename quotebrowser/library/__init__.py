"""The library: what the front ends call, and nothing else.

`Library` opens, holds and closes a store and its index; each module beside it is one use case. The stages
are imported by the use case that needs them, when it runs: `--help` and the first paint stay light.
"""

from quotebrowser.library.library import Library
from quotebrowser.library.views import (
    PART_BREAK,
    ArticleView,
    Comparison,
    FileOutcome,
    Found,
    QuoteView,
    Row,
)
from quotebrowser.store import Counts

__all__ = [
    "PART_BREAK",
    "ArticleView",
    "Comparison",
    "Counts",
    "FileOutcome",
    "Found",
    "Library",
    "QuoteView",
    "Row",
]
