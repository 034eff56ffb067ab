"""Reading: files as articles, with what is known about them and where that came from.

Every input has an outcome, an `Article` or a `Rejected`. Nothing here opens a connection but `online.fetch`,
which no reader calls and which is not loaded before it is asked for.
"""

from quotebrowser.ingest.files.decoding import decode
from quotebrowser.ingest.files.metadata_files import KEYS as METADATA_KEYS
from quotebrowser.ingest.files.metadata_files import MANIFEST
from quotebrowser.ingest.files.walk import LeftOut, everything, is_address, walk
from quotebrowser.ingest.formats.format_table import FORMATS, Format
from quotebrowser.ingest.read_files import (
    LONGEST,
    MOST_MARKS,
    STANDARD_INPUT,
    Given,
    Known,
    Loaded,
    article_of,
    is_light,
    load_new,
    read,
    read_bytes,
    read_loaded,
    read_new,
)

__all__ = [
    "FORMATS",
    "LONGEST",
    "MANIFEST",
    "METADATA_KEYS",
    "MOST_MARKS",
    "STANDARD_INPUT",
    "Format",
    "Given",
    "Known",
    "LeftOut",
    "Loaded",
    "article_of",
    "decode",
    "everything",
    "is_address",
    "is_light",
    "load_new",
    "read",
    "read_bytes",
    "read_loaded",
    "read_new",
    "walk",
]
