"""Words of a paragraph by what they can be in a sentence that reports speech.

One rule guards it: a passage is one token, so that what is quoted never says who quotes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.model import Span


class Part(Enum):
    """What a token can be."""

    QUOTE = "quote"
    """A passage between marks."""
    NAME = "name"
    """A word with a capital letter that is nothing else."""
    OFFICE = "office"
    NOUN = "noun"
    """A word with a capital letter that is no name."""
    WORD = "word"
    """A word in small letters that is nothing else."""
    ARTICLE = "article"
    OBLIQUE = "oblique"
    """A determiner no subject begins with."""
    PREPOSITION = "preposition"
    PRONOUN = "pronoun"
    SMALL = "small"
    """An adverb, conjunction or particle."""
    NUMBER = "number"
    COMMA = "comma"
    COLON = "colon"
    STOP = "stop"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a paragraph."""

    start: int
    """In the text."""
    end: int
    low: str
    """In small letters, with straight apostrophes."""
    part: Part
    capital: bool
    """Whether it begins with a capital letter."""


MASK: Final = "\ufffc"
"""Stands for each character of a passage."""
_SIGNS: Final = {
    ",": Part.COMMA, "،": Part.COMMA, ";": Part.COMMA, "؛": Part.COMMA, ":": Part.COLON,
    ".": Part.STOP, "!": Part.STOP, "?": Part.STOP, "…": Part.STOP, "؟": Part.STOP,
    "–": Part.DASH, "—": Part.DASH, "-": Part.DASH, "―": Part.DASH, "(": Part.OPEN, "[": Part.OPEN,
    ")": Part.CLOSE, "]": Part.CLOSE,
}  # fmt: skip
_LONGEST_SENTENCE: Final = 200
"""Tokens after which a sentence is cut, so that the work on a text grows with its length."""
_LONGEST_ACRONYM: Final = 5
_NUMBER: Final = r"\d[\d.,:]*(?<![.,:])(?:\.(?= [^\W\d_]))?"
"""With the full stop of an ordinal."""


@cache
def _token(row: Row) -> re.Pattern[str]:
    no_clitic = rf"(?!-(?:{row.enclitics})(?!\w))" if row.enclitics else ""
    pieces = [rf"{MASK}+"]
    if row.elided:
        pieces.append(rf"(?i:(?:{row.elided})['’](?=[^\W\d_]))")
    if row.enclitics:
        pieces.append(rf"-(?:{row.enclitics})(?!\w)")
    if row.abbreviations:
        pieces.append(rf"(?:{row.abbreviations})\.(?!\w)")
    if row.capitals:
        pieces.append(r"(?:[^\W\d_]\.(?=\s?[^\W\d_]))+")
    pieces.append(rf"[^\W\d_](?:\w|\.(?=[a-zäöüß]{{2}})|{no_clitic}['’\-\u200c\u05f3\u05f4\"](?=[^\W_]))*")
    pieces += [_NUMBER, r"\.\.\.", r"\S"]
    return re.compile("|".join(pieces))


def tokens(text: str, line: Span, passages: Sequence[Span], row: Row) -> list[Token]:
    """The tokens of `line`, in which each of `passages` is one."""
    pieces: list[str] = []
    at = line.start
    for passage in passages:
        pieces += [text[at : passage.start], MASK * len(passage)]
        at = passage.end
    masked = "".join([*pieces, text[at : line.end]])
    ends = {passage.end for passage in passages}
    found: list[Token] = []
    for match in _token(row).finditer(masked):
        start, end = line.start + match.start(), line.start + match.end()
        if masked[match.start()] == MASK:
            found += _quotes(start, end, ends)
        else:
            token = _classed(match.group(), start, end, row)
            found.append(_in_name(token, found[-1], row) if found else token)
    return found


def _in_name(token: Token, before: Token, row: Row) -> Token:
    """A word as part of an office, or of a name: a small one with a capital letter (`Le Pen`, `Di Maio`)."""
    if before.part is Part.OFFICE and token.low in row.owned:
        return replace(token, part=Part.OFFICE, low="")
    if not token.capital or token.low not in row.particles:
        return token
    named = before.part in {Part.NAME, Part.OFFICE}
    inside = before.part in {Part.WORD, Part.SMALL} and not before.capital
    if named or (inside and token.part is Part.PREPOSITION):
        return Token(token.start, token.end, token.low, Part.NAME, token.capital)
    return token


def _quotes(start: int, end: int, ends: set[int]) -> list[Token]:
    """The tokens of passages that touch each other."""
    found = []
    for at in range(start + 1, end + 1):
        if at in ends:
            found.append(Token(start, at, "", Part.QUOTE, capital=False))
            start = at
    return found


def _classed(printed: str, start: int, end: int, row: Row) -> Token:
    low = printed.lower().replace("’", "'")
    capital = printed[0].isupper()
    return Token(start, end, low, _part(printed, low, row, capital), capital)


@lru_cache(maxsize=16_384)
def _part(printed: str, low: str, row: Row, capital: bool) -> Part:  # noqa: FBT001
    first = printed[0]
    if not first.isalpha():
        if first == "-" and len(printed) > 1:
            return Part.PRONOUN
        return Part.NUMBER if first.isdigit() else _SIGNS.get(first, Part.OTHER)
    for part, words in (
        (Part.PRONOUN, row.pronouns), (Part.ARTICLE, row.articles), (Part.OBLIQUE, row.oblique),
        (Part.PREPOSITION, row.prepositions), (Part.PREPOSITION, row.according), (Part.SMALL, row.small),
    ):  # fmt: skip
        if low in words:
            return part
    if (row.nouns_capital and not capital) or (
        capital and not row.nouns_capital and low in row.saying | row.auxiliaries
    ):
        return Part.WORD
    if row.offices.fullmatch(low) and not (capital and printed in row.given):
        return Part.OFFICE
    if capital and row.capitals:
        if printed.isupper() and 1 < len(printed) <= _LONGEST_ACRONYM:
            return Part.NOUN
        return Part.NOUN if row.nouns.fullmatch(low) and printed not in row.given else Part.NAME
    return Part.NOUN if not row.capitals and row.nouns.fullmatch(low) else Part.WORD


def sentences(text: str, found: Sequence[Token], *, capitals: bool) -> list[tuple[int, int]]:
    """First token and one past the last of each sentence."""
    bounds: list[tuple[int, int]] = []
    begin = 0
    for at, token in enumerate(found):
        long = at - begin >= _LONGEST_SENTENCE
        if at + 1 < len(found) and (long or _ends(text, found, at, token, capitals=capitals)):
            bounds.append((begin, at + 1))
            begin = at + 1
    bounds.append((begin, len(found)))
    return bounds


def _ends(text: str, found: Sequence[Token], at: int, token: Token, *, capitals: bool) -> bool:
    """Whether a sentence ends with a token that has another behind it."""
    after = found[at + 1]
    begins = after.capital or not capitals
    if token.part is Part.QUOTE:
        last = text[token.start : token.end].rstrip("\"“”„‟«»'’‘‹›」』 \xa0\u202f")[-1:]
        return last in {".", "!", "?", "…", "؟"} and (after.capital or after.part is Part.QUOTE)
    if token.part is not Part.STOP:
        return False
    return (
        begins
        or after.part in {Part.QUOTE, Part.NUMBER, Part.DASH, Part.OPEN}
        or not text[token.end : after.start]
    )
