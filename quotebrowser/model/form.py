"""What an article is: a report, or the record of what was said; and when."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What an article is."""

    REPORT = "report"
    """Somebody tells what was said."""
    TRANSCRIPT = "transcript"
    """The record of what was said, turn by turn: no outlet's printing of it."""
    CAPTIONS = "captions"
    """Words shown under a picture: a record, but not always the very words."""


def clock(milliseconds: int) -> str:
    """A time as it is shown: `00:12:31`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a place of a text was said."""

    offset: int
    """In the article's text, in characters."""
    time: int
    """Milliseconds from the beginning of the recording."""
