"""A stretch of an article that is printed as speech."""

from dataclasses import dataclass

from quotebrowser.model import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks."""

    span: Span
    """Without the marks and without blanks beside them."""
    outer: Span
    """With the marks."""
    depth: int
    """0 at the top level, 1 for a passage inside another."""
    closed: bool
    """Whether it has its closing mark."""
    single: bool
    """Whether it stands between single marks."""
    continued: bool = False
    """Whether it is left open because the next paragraph goes on with it."""
    loose: bool = False
    """Whether its marks are not those the article quotes with: single ones beside double ones."""
    unnamed: bool = False
    """Whether only a letter stands for its speaker (`Q:`, `A:`), so that nobody may be named."""
