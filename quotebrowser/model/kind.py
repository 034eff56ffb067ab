"""What a quote is."""

from enum import StrEnum


class Kind(StrEnum):
    """What a passage between quotation marks is."""

    STATEMENT = "statement"
    """Full direct speech."""
    FRAGMENT = "fragment"
    """Words of somebody, woven into the article's sentence."""
    MENTION = "mention"
    """A term, title, slogan or scare quote: nobody is quoted."""
