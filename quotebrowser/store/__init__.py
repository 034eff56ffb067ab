"""The store: SQLite, the only truth of a library.

`Store.open` gives an open library; its parts are attributes. `sqlite3` is imported here and nowhere else, and
every failure is a `LibraryError` or, for something that does not exist, an `UnknownError`.
"""

from quotebrowser.store.articles import ArticleRow
from quotebrowser.store.backups import restore
from quotebrowser.store.changes import Changed
from quotebrowser.store.failures import BusyError
from quotebrowser.store.passages import Summary
from quotebrowser.store.rows import Grouped, QuoteRow, SpeakerRow
from quotebrowser.store.store import Counts, Store

__all__ = [
    "ArticleRow",
    "BusyError",
    "Changed",
    "Counts",
    "Grouped",
    "QuoteRow",
    "SpeakerRow",
    "Store",
    "Summary",
    "restore",
]
