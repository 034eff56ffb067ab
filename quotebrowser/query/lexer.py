"""The tokens of a query with their places.

One rule guards it: every character of the query is looked at once and belongs to one token or to none; no
input is refused here but by an error that points at a character.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from quotebrowser.errors import QueryError
from quotebrowser.query.fields import FIELDS
from quotebrowser.query.nearest import nearest
from quotebrowser.text import fold_marks

_NAME: Final = re.compile(r"([^\W\d_]+):")
_NAMES: Final = tuple(field.name for field in FIELDS)
_SPARE_QUOTES: Final = "「」『』〝〞"
"""Marks of other scripts that fold to no plain quotation mark."""


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    EITHER = auto()
    MINUS = auto()
    FIELD = auto()
    TEXT = auto()
    PHRASE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query."""

    kind: TokenKind
    """What it is."""
    start: int
    """Its first character in the query."""
    end: int
    """One past its last character."""
    text: str = ""
    """Name of a field, characters of a text, or what stands between the marks of a phrase."""
    number: str | None = None
    """What follows the `~` after a phrase, perhaps nothing; None if there is no `~`."""
    closed: bool = True
    """Whether the closing mark of a phrase was typed."""


def _is_quote(char: str) -> bool:
    return char in _SPARE_QUOTES or fold_marks(char) == '"'


def _ends_chunk(char: str) -> bool:
    return char.isspace() or char in "()" or _is_quote(char)


class _Scanner:
    def __init__(self, query: str) -> None:
        self.query = query
        self.at = 0

    def tokens(self) -> list[Token]:
        found: list[Token] = []
        while self.at < len(self.query):
            token = self._next()
            if token is not None:
                found.append(token)
        return found

    def _next(self) -> Token | None:
        char = self.query[self.at]
        start = self.at
        if char in "()":
            self.at += 1
            return Token(TokenKind.OPEN if char == "(" else TokenKind.CLOSE, start, self.at)
        if _is_quote(char):
            return self._phrase()
        if char.isspace():
            self.at += 1
            return None
        if char == "-":
            self.at += 1
            return Token(TokenKind.MINUS, start, self.at) if self._negates(start) else None
        return self._field() or self._chunk()

    def _negates(self, minus: int) -> bool:
        """Whether the `-` at `minus` stands right before something it can exclude."""
        after = self.query[minus + 1 : minus + 2]
        return after.isalnum() or after == "(" or (bool(after) and _is_quote(after))

    def _phrase(self) -> Token:
        start = self.at
        self.at += 1
        while self.at < len(self.query) and not _is_quote(self.query[self.at]):
            self.at += 1
        inner = self.query[start + 1 : self.at]
        if self.at == len(self.query):
            return Token(TokenKind.PHRASE, start, self.at, inner, closed=False)
        self.at += 1
        number = None
        if self.query[self.at : self.at + 1] == "~":
            self.at += 1
            digits = self.at
            while self.at < len(self.query) and self.query[self.at] in "0123456789":
                self.at += 1
            number = self.query[digits : self.at]
        return Token(TokenKind.PHRASE, start, self.at, inner, number)

    def _field(self) -> Token | None:
        match = _NAME.match(self.query, self.at)
        if match is None:
            return None
        name = match[1].lower()
        following = self.query[match.end() : match.end() + 2]
        if following.startswith("//"):
            return None
        if name in _NAMES:
            self.at = match.end()
            return Token(TokenKind.FIELD, match.start(), match.end(), name)
        if not following or following[0].isspace():
            return None
        close = nearest(name, _NAMES)
        hint = f"Did you mean {close}: ?" if close else f"The fields are {', '.join(_NAMES)}."
        raise QueryError(f"Unknown field {name}:", self.query, match.start(), hint)

    def _chunk(self) -> Token:
        start = self.at
        while self.at < len(self.query) and not _ends_chunk(self.query[self.at]):
            self.at += 1
        text = self.query[start : self.at]
        return Token(TokenKind.EITHER if text == "OR" else TokenKind.TEXT, start, self.at, text)


def scan(query: str) -> list[Token]:
    """The tokens of `query` in order.

    Raises:
        QueryError: a field is named that does not exist.
    """
    return _Scanner(query).tokens()
