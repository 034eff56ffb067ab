"""Reading: files as articles, with what is known about them and where that came from.

Every input has an outcome, an `Article` or a `Rejected`. Nothing here opens a connection but `fetching`,
which no reader calls and which is not loaded before it is asked for.
"""

from quotebrowser.ingest.decoding import decode
from quotebrowser.ingest.formats import FORMATS, Format
from quotebrowser.ingest.metadata import KEYS as METADATA_KEYS
from quotebrowser.ingest.metadata import MANIFEST
from quotebrowser.ingest.reading import (
    LONGEST,
    MOST_MARKS,
    Given,
    Known,
    article_of,
    is_light,
    read,
    read_new,
)
from quotebrowser.ingest.walking import is_address, walk

__all__ = [
    "FORMATS",
    "LONGEST",
    "MANIFEST",
    "METADATA_KEYS",
    "MOST_MARKS",
    "Format",
    "Given",
    "Known",
    "article_of",
    "decode",
    "is_address",
    "is_light",
    "read",
    "read_new",
    "walk",
]
