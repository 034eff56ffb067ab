"""The index: every direct quote with its speaker and article, in Whoosh. The only importer of Whoosh.

One rule guards it: the index is made from the store and can be thrown away at any time; what cannot be
trusted whole is refused with LibraryError, and the library rebuilds it. Importing this package loads
neither Whoosh nor numpy; opening an index does.
"""

from quotebrowser.index.documents import QuoteDocument
from quotebrowser.index.highlighted import highlights
from quotebrowser.index.quote_index import QuoteIndex
from quotebrowser.index.stamp import Binding, Building, Stamp, UnknownStateError, read_contents
from quotebrowser.model import Sort

__all__ = [
    "Binding",
    "Building",
    "QuoteDocument",
    "QuoteIndex",
    "Sort",
    "Stamp",
    "UnknownStateError",
    "highlights",
    "read_contents",
]
