"""Quotation marks: which characters are marks, and what a mark can do where it stands.

One rule guards it: a mark's neighbours say more than its shape, because printed articles mix straight
and curly marks and turn them the wrong way round.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Role(Enum):
    """What a mark does, judged by its neighbours and its shape."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    """Only the state of the scan can tell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark in a text."""

    start: int
    """Offset of its first character."""
    end: int
    """One past its last; two characters for doubled single quotes."""
    role: Role
    """What it does."""
    single: bool
    """Whether it is a single mark."""
    turned: bool = False
    """Whether its shape says the opposite of its neighbours."""


_OPENING: Final = frozenset("“„‟«「『〝")
_CLOSING: Final = frozenset("”»」』〞")
_SHAPED: Final = (_OPENING | _CLOSING) - frozenset("«»")
_IDEOGRAPHIC: Final = "\u3000"
"""Chinese and Japanese put no blanks beside marks; there the shape alone tells."""
_BEFORE_OPENING: Final = frozenset("([{—–-/>=*_¿¡…：，、。！？；|~\u200b\ufeff")
_AFTER_CLOSING: Final = frozenset(",.;:!?)]}—–-/…<*_|~，。、；：！？）」』’'\u200b")
_MARK_CHARACTERS: Final = frozenset("\"“”„‟«»「」『』＂〝〞״‘’'‚‛‹›`")
_FIRST_HEBREW: Final = "א"
_LAST_HEBREW: Final = "ת"
_HEBREW: Final = re.compile("[א-ת]+")
_HEBREW_PREFIX: Final = re.compile("(?<![א-ת])(?:ו?(?:כש|מש|לכש|ש)?[ושהבכלמ]{1,2})\\Z")
"""Small words that Hebrew joins to the next one, a mark between them or not."""
_HEBREW_REACH: Final = 6

DOUBLE: Final = re.compile(r"''(?!'(?!'))|``|,,(?<![^\s([,],,)(?=[^\s,])|[\"“”„‟«»「」『』＂〝〞״]")
"""Marks that quote at the top level."""
SINGLE: Final = re.compile(
    r"(?<![^\W_])[‘‛‚'’‹›](?=[\w“\"$¿¡(\[])(?!\d0s\b)(?!(?:em|til|tis|twas|cause|round|bout|n)\b)|(?<=\S)[’'‘›‹](?![^\W_])"
)
"""Single marks at the edge of a word: the first alternative can open, the second can close."""
ANY: Final = re.compile(f"{DOUBLE.pattern}|{SINGLE.pattern}")
"""Every mark the scanner looks at, in one pass."""
_SINGLES: Final = frozenset("‘’'‚‛‹›")
_STOPS: Final = frozenset(",.;:!?)]")
"""What no passage begins with."""
_APOSTROPHES: Final = frozenset("’'")
_ELIDED: Final = re.compile(
    r"(?<![^\W\d_])(?:[cdjlmnstv]|(?:jus|lors|puis|quoi|quel|pres)?qu|[cdns]?[aeou]ll|de[gl]l|quell|bell|un|nessun"
    r"|ciascun|alcun|quest|tutt|anch|com|dov|quand|senz|sant)['’]\Z",
    re.IGNORECASE,
)
"""Words that lose their last vowel in French, Italian and Catalan."""
_ELIDED_REACH: Final = 10
_INCHES: Final = re.compile(r"\d['’′]\s?\d{1,2}$")
_INCHES_REACH: Final = 6


def _role(text: str, start: int, end: int) -> tuple[Role, bool]:
    """Role of the mark at `start:end`, and whether its shape says the opposite."""
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    shape = text[start]
    if (left >= _IDEOGRAPHIC or right >= _IDEOGRAPHIC) and shape in _SHAPED:
        return (Role.OPENS if shape in _OPENING else Role.CLOSES), False
    joined = shape in _OPENING and _is_elided(text, start)
    if joined or shape == "," or _opens_in_hebrew(text, start, end):
        return Role.OPENS, False
    nested = _beside_nested(text, start, end)
    if nested is not None:
        return nested, shape in (_CLOSING if nested is Role.OPENS else _OPENING - {"“"})
    free_left = (
        left.isspace() or left in _BEFORE_OPENING or (left in _MARK_CHARACTERS and not right.isspace())
    )
    free_right = (
        right.isspace() or right in _AFTER_CLOSING or (right in _MARK_CHARACTERS and not left.isspace())
    )
    if free_left and not free_right:
        return Role.OPENS, shape in _CLOSING
    if free_right and not free_left:
        return Role.CLOSES, shape in _OPENING and shape != "“"
    if shape in _OPENING:
        return Role.OPENS, False
    if shape in _CLOSING:
        return Role.CLOSES, False
    return Role.EITHER, False


def _opens_in_hebrew(text: str, start: int, end: int) -> bool:
    """Whether a mark follows a small word that is joined to what it opens: `ה"גשר הישן"`."""
    if not _FIRST_HEBREW <= text[end : end + 1] <= _LAST_HEBREW:
        return False
    word = _HEBREW.match(text, end)
    return (
        word is not None
        and len(word.group()) > 1
        and _HEBREW_PREFIX.search(text[max(0, start - _HEBREW_REACH) : start]) is not None
    )


def _is_gershayim(text: str, start: int, end: int) -> bool:
    """Whether a mark stands inside a Hebrew abbreviation: `ח"כ`, `מנכ"לית`."""
    return (
        text[start] in '"״”“'
        and _HEBREW.match(text, end) is not None
        and _HEBREW.match(text[start - 1 : start]) is not None
        and not _opens_in_hebrew(text, start, end)
    )


def _is_elided(text: str, start: int) -> bool:
    """Whether a shortened word stands right before: `qu’« … »`, `dell’«…»`."""
    return text[start - 1 : start] in _APOSTROPHES and (
        _ELIDED.search(text[max(0, start - _ELIDED_REACH) : start]) is not None
    )


def _beside_nested(text: str, start: int, end: int) -> Role | None:
    """What a mark does that stands right beside a single one of a passage within its own; None: no such."""
    before, left = text[start - 2 : start - 1], text[start - 1 : start] or "\n"
    right, after = text[end : end + 1], text[end + 1 : end + 2]
    if right in _SINGLES and after.isalnum() and (left.isspace() or left in _BEFORE_OPENING):
        return Role.OPENS
    stops = right in _STOPS and not (right == "." and after == ".")
    if left in _SINGLES and stops and not before.isspace():
        return Role.CLOSES
    return None


def _is_measure(text: str, start: int) -> bool:
    """Whether a straight mark after a digit means inches: `5'10"`."""
    if text[start] not in '"”' or not start or not text[start - 1].isdigit():
        return False
    return _INCHES.search(text[max(0, start - _INCHES_REACH) : start]) is not None


def double_marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks of `text[start:end]` that quote at the top level, in order."""
    found = []
    for match in DOUBLE.finditer(text, start, end):
        if _is_measure(text, match.start()) or _is_gershayim(text, *match.span()):
            continue
        role, turned = _role(text, *match.span())
        found.append(Mark(match.start(), match.end(), role, single=False, turned=turned))
    return found


def single_marks(text: str, start: int, end: int) -> list[Mark]:
    """The single marks of `text[start:end]` that stand at the edge of a word, in order.

    Apostrophes inside words, decades (`'90s`) and common elisions (`'em`) are no marks; a plural
    possessive (`workers'`) is one that can only close.
    """
    found = []
    for match in SINGLE.finditer(text, start, end):
        at = match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = not (before.isalnum() or before in ".,!?…") and (after.isalnum() or after in '“"$¿¡([')
        found.append(Mark(at, at + 1, Role.OPENS if opens else Role.CLOSES, single=True))
    return found
