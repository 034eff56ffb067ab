"""The words shown for what is unknown, in one table.

One rule guards it: what is not known is said in words, never left blank and never guessed.
"""

from typing import Final, NamedTuple

from quotebrowser.model import Date

NOT_KNOWN: Final = "not known"
NOT_RECORDED: Final = "not recorded"


class Unknown(NamedTuple):
    """The words for one thing that is not known."""

    line: str
    """Where no label says what is meant: lists, headings, the command line, the plain style."""
    labelled: str
    """After a label, or in a column of its own."""
    cited: str = ""
    """In reference styles that abbreviate it; empty: the item is left out."""


SPEAKER: Final = Unknown("speaker not known", NOT_KNOWN)
OUTLET: Final = Unknown("outlet not recorded", NOT_RECORDED)
DATE: Final = Unknown("no date", "no date in the article", "n.d.")


_LINES: Final = {"speaker": SPEAKER.line, "outlet": OUTLET.line, "date": DATE.line}


def line(field: str) -> str:
    """What stands for a value of a query field."""
    return _LINES.get(field, f"{field} {NOT_KNOWN}")


def who(title: str, name: str) -> str:
    """A speaker with their title."""
    return f"{title} {name}".strip() or SPEAKER.line


def where(outlet: str, file: str) -> str:
    """An outlet, or the file's name after the words for none."""
    return outlet or f"{OUTLET.line} ({file})"


def when(date: Date | None) -> str:
    """A date as it is printed on a line."""
    return date.shown if date else DATE.line
