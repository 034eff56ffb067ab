"""What a quote is, what an article is, when its words were said, and on which page they stand."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a passage between quotation marks is."""

    STATEMENT = "statement"
    """Full direct speech."""
    FRAGMENT = "fragment"
    """Words of somebody, woven into the article's sentence."""
    MENTION = "mention"
    """A term, title, slogan or scare quote: nobody is quoted."""


class Form(StrEnum):
    """What an article is."""

    REPORT = "report"
    """Somebody tells what was said."""
    TRANSCRIPT = "transcript"
    """The record of what was said, turn by turn: no outlet's printing of it."""
    CAPTIONS = "captions"
    """Words shown under a picture: a record, but not always the very words."""


class Genre(StrEnum):
    """What a record is of."""

    BROADCAST = "broadcast"
    """By radio, television or the web; the next three say which."""
    TELEVISION = "television"
    RADIO = "radio"
    PODCAST = "podcast"
    SPEECH = "speech"
    PRESS_CONFERENCE = "press conference"
    HEARING = "hearing"
    DEBATE = "debate"
    """Of a parliament."""
    INTERVIEW = "interview"


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


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a paginated file begins in the text that was read from it."""

    offset: int
    """In the article's text, in characters: of its first word."""
    number: str
    """As its file labels it, else its place from 1."""
    labelled: bool
    """Whether the file labels it so."""
