"""The letters of a PDF page, made lines by where they stand.

One rule guards it: each character that pdfium finds comes once, by its index; no text is asked for by area,
as the areas of neighbouring letters overlap wherever type is kerned.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pypdfium2 import raw

_SPACED: Final = 0.15
"""Line heights between two pieces on one line that are set apart."""
_OVERLAP: Final = 1.0
"""Points by which a piece may begin before the end of the one to its left."""
_ENDS: Final = "\r\n"
BROKEN: Final = "\x02"
"""What pdfium gives for a hyphen at the end of a line, soft or hard, where letters stand on both sides."""


@dataclass(slots=True)
class Line:
    """A printed line."""

    text: str
    """Without white space at its ends; `BROKEN` may end it."""
    left: float
    """In points from the left, as `right`."""
    right: float
    bottom: float
    """In points from below, as `top`."""
    top: float
    size: float
    """Of its type, in points."""
    foot: float
    """On which its letters stand, in points from below."""


@dataclass(slots=True)
class _Piece:
    """Characters that follow each other on one height."""

    left: float
    right: float
    bottom: float
    top: float
    start: int
    """Index of its first character on the page."""
    units: list[int] = field(default_factory=list)


def lines_of(page: Any) -> list[Line]:
    """The lines of a page in the order of its text."""
    text = page.get_textpage()
    try:
        return _lines(text.raw)
    finally:
        text.close()


def _pieces(text: Any) -> Iterator[_Piece]:
    """Runs of characters between pdfium's line ends; a letter on another height begins the next."""
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    code_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    piece: _Piece | None = None
    for index in range(raw.FPDFText_CountChars(text)):
        code = code_of(text, index)
        char = chr(code)
        if char in _ENDS:
            if piece:
                yield piece
            piece = None
        elif char.isspace():
            if piece:
                piece.units.append(code)
        elif code and box_of(text, index, place):
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if piece and not (piece.bottom <= (bottom + top) / 2 <= piece.top):
                yield piece
                piece = None
            if piece is None:
                piece = _Piece(left, right, bottom, top, index)
            piece.units.append(code)
            piece.right = max(piece.right, right)
            piece.bottom, piece.top = min(piece.bottom, bottom), max(piece.top, top)
    if piece:
        yield piece


def _lines(text: Any) -> list[Line]:
    lines: list[Line] = []
    for piece in _pieces(text):
        words = _decoded(piece.units)
        last = lines[-1] if lines else None
        middle = (piece.bottom + piece.top) / 2
        beside = last and last.bottom <= middle <= last.top and piece.left >= last.right - _OVERLAP
        if last and beside and not last.text.endswith(BROKEN):
            apart = piece.left - last.right > (piece.top - piece.bottom) * _SPACED
            last.text += (" " if apart else "") + words
            last.right = piece.right
            last.bottom, last.top = min(last.bottom, piece.bottom), max(last.top, piece.top)
        elif words:
            size, foot = _type(text, piece)
            lines.append(Line(words, piece.left, piece.right, piece.bottom, piece.top, size, foot))
    return lines


def _type(text: Any, piece: _Piece) -> tuple[float, float]:
    """Size of the type in the middle of a piece, and the height on which its first letter stands."""
    middle = piece.start + len(piece.units) // 2
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(text, middle, matrix):
        scale = math.hypot(matrix.c, matrix.d)
    size = raw.FPDFText_GetFontSize(text, middle) * scale
    across, up = ctypes.c_double(), ctypes.c_double()
    found = raw.FPDFText_GetCharOrigin(text, piece.start, across, up)
    return size or piece.top - piece.bottom, up.value if found else piece.bottom


def _decoded(units: list[int]) -> str:
    """The text of UTF-16 or UTF-32 units, which pdfium gives as the system's wide characters are."""
    text = "".join(map(chr, units))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
