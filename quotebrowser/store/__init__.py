"""The store: SQLite, the only truth of a library.

`Store.open` gives an open library; its parts are attributes. `sqlite3` is imported here and nowhere else, and
every failure is a `LibraryError` or, for something that does not exist, an `UnknownError`.
"""

from quotebrowser.store.sqlite.changes import Changed
from quotebrowser.store.sqlite.failures import BusyError
from quotebrowser.store.sqlite.meta import PURGING
from quotebrowser.store.store import Store
from quotebrowser.store.tables.articles import ArticleRow
from quotebrowser.store.tables.lists import Counts
from quotebrowser.store.tables.outcomes import KeptOutcome
from quotebrowser.store.tables.quote_rows import Grouped, QuoteRow, SpeakerRow, Summary

__all__ = [
    "PURGING",
    "ArticleRow",
    "BusyError",
    "Changed",
    "Counts",
    "Grouped",
    "KeptOutcome",
    "QuoteRow",
    "SpeakerRow",
    "Store",
    "Summary",
]
