"""The store: SQLite, the only truth of a library.

`Store.open` gives an open library; its parts are attributes. `sqlite3` is imported here and nowhere else, and
every failure is a `LibraryError` or, for something that does not exist, an `UnknownError`.
"""

from quotebrowser.store.anchors import Orphan
from quotebrowser.store.articles import ArticleRow
from quotebrowser.store.changes import Changed
from quotebrowser.store.checking import Finding
from quotebrowser.store.corrections import Alias, AllCorrections, FactCorrection, SpeakerCorrection
from quotebrowser.store.outcomes import KeptOutcome
from quotebrowser.store.passages import Summary
from quotebrowser.store.rows import Grouped, QuoteRow, SpeakerRow
from quotebrowser.store.store import Counts, Store

__all__ = [
    "Alias",
    "AllCorrections",
    "ArticleRow",
    "Changed",
    "Counts",
    "FactCorrection",
    "Finding",
    "Grouped",
    "KeptOutcome",
    "Orphan",
    "QuoteRow",
    "SpeakerCorrection",
    "SpeakerRow",
    "Store",
    "Summary",
]
