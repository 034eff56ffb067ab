"""What of an article's text may reach a screen, a terminal, the clipboard or an export.

One rule: no string that came from outside leaves the program unless it passed `safe`. Terminals act on
control characters, and bidirectional overrides reorder what is read. The original stays in the store.
"""

import re
from typing import Final

HOLE: Final = "\ufdd0"
"""Stands like a word of its own where a negation is missing; no text that is safe to show has it."""
UNSEEN: Final = "\u2060"
"""A character that `safe` leaves out: it stands where something is not to be shown and offsets must stay."""
_CONTROL_PICTURES: Final = 0x2400
_FIRST_PRINTABLE: Final = 0x20
_C1_START: Final = 0x80
_C1_END: Final = 0xA0
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a cell of a formula begins with, in the wide letters of Japanese too."""
_SURROGATES: Final = range(0xD800, 0xE000)

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ACTING: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")
_COMBINING: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED: Final = re.compile(f"([{_COMBINING}]{{4}})[{_COMBINING}]+")


def _replacement(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < _FIRST_PRINTABLE:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:  # noqa: PLR2004 - DEL has a picture of its own
        return "␡"
    if _C1_START <= code < _C1_END or code in _SURROGATES:
        return "\ufffd"
    return ""


def safe(text: str) -> str:
    """`text` with every character that can act on a terminal, hide or reorder text made harmless.

    C0 controls (but newline and tab) become their control pictures, C1 and lone surrogates U+FFFD;
    bidirectional controls, zero-width spaces and tags go; more than four stacked combining marks are cut
    to four. Line ends of every kind become a newline. Zero-width joiners stay: Persian, Indic scripts
    and emoji need them. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\u0085", "\n")
    return _STACKED.sub(r"\1", _UNSAFE.sub(_replacement, text))


def inert(text: str) -> str:
    """`text` without what a terminal acts on, whatever else it holds: for output that was made safe before.

    Controls but tab and newline, and lone surrogates, become U+FFFD, one for one; a carriage return stays
    where it is part of a line's end.
    """
    return text if text.isascii() and text.isprintable() else _ACTING.sub("\ufffd", text)


def one_line(text: str, filler: str = "") -> str:
    """As `model.wrapped.one_line`, which is loaded when a text has a second line."""
    if "\n" not in text and "\r" not in text:
        return text
    from quotebrowser.model import wrapped  # noqa: PLC0415 - a dozen patterns, most texts need none

    return wrapped.one_line(text, filler)


def safe_line(text: str) -> str:
    """`safe(text)` on one line: every run of white space is one space, none at the ends.

    A line end behind the hyphen of a word is nothing, and signs of a quoted mail behind one are part of it.
    """
    return " ".join(one_line(safe(text)).split())


def safe_cell(value: object) -> str:
    """A cell on one line; None is empty, and an apostrophe keeps spreadsheets from running a formula."""
    text = "" if value is None else safe_line(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def hidden_characters(text: str) -> int:
    """How many characters of `text` are shown otherwise than they are stored."""
    return len(_UNSAFE.findall(text.replace("\r\n", "\n").replace("\r", "\n")))
