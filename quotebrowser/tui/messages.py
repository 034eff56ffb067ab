"""Messages from widgets to their screen, each named for what happened.

One rule guards it: a widget says what the user did, never what is to follow from it.
"""

from textual.message import Message

from quotebrowser.library import FileOutcome


class Highlighted(Message):
    """The cursor of the list is on another row."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        """Of the row, from 0; -1 where the list is empty."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Highlighted)


class Opened(Message):
    """A row was double-clicked."""


class FacetTaken(Message):
    """A filter was chosen."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__()
        self.field = field
        """Of the query: `speaker` or `outlet`."""
        self.value = value
        """Empty for what is not known."""


class IndexTold(Message):
    """The process that brings the index level has gone on, or has ended."""


class BesideTold(Message):
    """Something was read beside the browser, or nothing more will be."""


class FileRead(BesideTold):
    """A file of the folder that is watched was read, and what came of it is stored."""

    def __init__(self, outcome: FileOutcome) -> None:
        super().__init__()
        self.outcome = outcome
        """What became of it."""


class NewsroomTold(BesideTold):
    """Others in the newsroom changed its library, or its server went or came back."""


class AddTold(BesideTold):
    """Files that are being added were read and stored, or that is further on."""


class AddEnded(BesideTold):
    """Adding is done, or has ended otherwise."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """Why it could not go on, in a sentence; empty where it is done or was stopped."""


class WatchEnded(BesideTold):
    """Watching has ended, though the user did not end it."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """Why, in a sentence."""
