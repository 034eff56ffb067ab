"""By what a file of captions is known before it is read, and before its reader is loaded.

One rule guards it: a look at the first lines is enough for nearly every file.
"""

import re
from typing import Final

from quotebrowser.ingest.files.source import Source

_CUES: Final = re.compile(
    r"webvtt(?=\s|\Z)|(?:\d{1,6}[ \t]*\r?\n)?"
    r"\d{1,3}:\d\d:\d\d[.,]\d{1,3}(?:[ \t]*-->[ \t]*|,)\d{1,3}:\d\d:\d\d[.,]\d{1,3}"
)
_TIMES: Final = re.compile(r"(?:[^\n]{0,120}\n){0,6}?[ \t\[(]*(?:\d{1,2}:)?\d{1,2}:\d{2}[ \t\])]*\r?\n")
"""A line among the first that is nothing but a time."""


def is_captions(source: Source) -> bool:
    """Whether a file is SubRip, WebVTT or SubViewer, or a text copied from a video's page."""
    if _CUES.match(source.head):
        return True
    if not _TIMES.match(source.head):
        return False
    from quotebrowser.ingest.formats.spoken_records import is_timed  # noqa: PLC0415 - few files begin so

    return is_timed(source.text)
