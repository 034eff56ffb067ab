"""Reading: files as articles, with what is known about them and where that came from.

Every input has an outcome, an `Article` or a `Rejected`; nothing here opens a connection.
"""

from quotebrowser.ingest.decoding import decode
from quotebrowser.ingest.formats import FORMATS, Format
from quotebrowser.ingest.metadata import KEYS as METADATA_KEYS
from quotebrowser.ingest.metadata import MANIFEST
from quotebrowser.ingest.reading import LONGEST, Given, article_of, read
from quotebrowser.ingest.walking import walk

__all__ = [
    "FORMATS",
    "LONGEST",
    "MANIFEST",
    "METADATA_KEYS",
    "Format",
    "Given",
    "article_of",
    "decode",
    "read",
    "walk",
]
