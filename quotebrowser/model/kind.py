"""What a quote is, what an article is, and what of them is doubtful."""

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

    @property
    def is_record(self) -> bool:
        """Whether it is what was said, and no outlet's printing of it."""
        return self is not Form.REPORT


class DoubtKind(StrEnum):
    """What of a quote, an article or a name is doubtful until the user decides it."""

    SPEAKER = "speaker"
    """Who said a quote."""
    NAME = "name"
    """Whether a name is another's, too."""
    DATE = "date"
    """When an article was published: it was guessed."""
    OUTLET = "outlet"
    """Who printed an article: it was guessed, or nothing is known."""
