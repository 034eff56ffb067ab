"""Bytes as text.

One rule guards it: no statistics over languages. A byte order mark, else strict UTF-8, else Windows-1252 or
Mac Roman, whichever makes the typographic marks and accented letters stand where such characters stand. What
fits none is refused, as a wrong guess would be printed as somebody's words.
"""

import codecs
import re
from typing import Final

from quotebrowser.errors import ReadError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = bytes({*range(32), 127}.difference(b"\t\n\v\f\r\x1b"))
_CONTROL_SHARE: Final = 0.05
"""More of the bytes than this being control characters is no text: texts have none, random bytes 10 %,
compiled programs more."""
_FOREIGN_SHARE: Final = 0.3
"""More of the letters than this being accented is no Western language: French has 4 %, Greek read so all."""
_FEW: Final = 20
"""Fewer letters than this say nothing about their share."""
_SAMPLE: Final = 200_000
"""Bytes from which an encoding is detected; the rest of a text is in the same."""
_WIDE_ZEROS: Final = 0.3
"""More of every second byte than this being zero is UTF-16 without its mark: Latin text has nearly all."""

_OPENING: Final = frozenset("“‘„«‹")
_CLOSING: Final = frozenset("”’»›")
_DASHES: Final = frozenset("–—")
_CONTRACTED: Final = re.compile(r"(?:[stdm]|re|ve|ll)(?![^\W\d_])", re.IGNORECASE)
_ELIDED: Final = re.compile(r"(?:[^\w]|^)(?:[cdjlmnstoy]|qu)\Z", re.IGNORECASE)
_BEFORE_WORDS: Final = frozenset("([\"'“‘„«-/")
_EDGE: Final = "    "
_BINARY: Final = "The file is binary, not text"


def decode(data: bytes, encoding: str = "") -> str:
    """The text of `data`, without a byte order mark; line ends as they are.

    Args:
        data: the whole file.
        encoding: its name as Python knows it; empty if that is to be found out.

    Raises:
        ReadError: it is binary, or in an encoding that cannot be detected or does not fit.
    """
    if encoding:
        return _strictly(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _strictly(data, wide)
    head = data[:_SAMPLE]
    if len(head) - len(head.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(head):
        raise ReadError(_BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
        return data.decode(encoding)
    except UnicodeError as error:
        hint = "Name its encoding with --encoding."
        raise ReadError(f"The file is not valid {encoding.upper()}", hint) from error
    except (LookupError, ValueError) as error:
        hint = "Use Python's names: cp1251, latin-1 ..."
        raise ReadError(f"Unknown encoding {encoding}", hint) from error


def _wide(data: bytes) -> str:
    """The name of UTF-16 without a byte order mark, by its zeros; empty if it is not that."""
    pairs = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > _WIDE_ZEROS * pairs and even < odd / 8:
        return "utf-16-le"
    if even > _WIDE_ZEROS * pairs and odd < even / 8:
        return "utf-16-be"
    return ""


def _western(data: bytes) -> str:
    """`data` as Windows-1252 or Mac Roman, whichever reads better; the former where they are even."""
    if b"\0" in data:
        raise ReadError(_BINARY)
    candidates: list[tuple[float, str]] = []
    for name in ("cp1252", "mac-roman"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _is_foreign(text[:_SAMPLE]):
            candidates.append((_score(text[:_SAMPLE]), text))
    if not candidates:
        raise ReadError("The file's encoding could not be detected", "Name it with --encoding.")
    return max(candidates, key=lambda candidate: candidate[0])[1]


def _is_foreign(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    plain = sum(char.isascii() and char.isalpha() for char in text)
    return letters > _FEW and letters - plain > _FOREIGN_SHARE * letters


def _score(text: str) -> float:
    """How many non-ASCII characters of `text` stand where such characters stand, less those that do not."""
    padded = f"{_EDGE}{text}{_EDGE}"
    return sum(
        _fits(padded[place - 4 : place], char, padded[place + 1 : place + 4])
        for place, char in enumerate(padded)
        if not char.isascii()
    )


def _fits(before: str, char: str, after: str) -> float:
    """1 where `char` clearly stands rightly between its neighbours, -1 where it clearly does not."""
    last, first = before[-1], after[0]
    if char in _OPENING:
        return 1.0 if first.isalnum() and not last.isalnum() else -0.5
    if char == "’" and last.isalpha() and first.isalpha():
        # In Mac Roman the same byte is an i with an acute accent, as in a name.
        return 1.0 if _CONTRACTED.match(after) or _ELIDED.search(before) else 0.25
    if char in _CLOSING:
        return 1.0 if not last.isspace() and not first.isalnum() else -0.5
    if char == "…":
        return 0.5 if not first.isalnum() and (not last.isspace() or first.isspace()) else 0.0
    if char in _DASHES:
        return 0.5 if last.isspace() == first.isspace() else 0.0
    if char == "\u00a0":
        return 0.5
    if char.isalpha() and char != "ƒ":
        return _letter_fits(last, char, first)
    return -1.0 if last.isalpha() and first.isalpha() else 0.0


def _letter_fits(last: str, char: str, first: str) -> float:
    if char.islower():
        return -1.0 if first.isupper() else (0.5 if last.isalpha() or first.isalpha() else 0.0)
    if last.islower():
        return -1.0
    capital = first.islower() and (last.isspace() or last in _BEFORE_WORDS)
    return 0.5 if capital or first.isupper() or (last.isupper() and not first.islower()) else 0.0
