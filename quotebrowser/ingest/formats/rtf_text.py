r"""The text of RTF: its control words read once, from left to right, into paragraphs.

One rule guards it: a letter is known or is marked as unknown, never guessed. Bytes are in the code page of
their font, `\u` goes before the characters that stand in for it, and what a destination holds that is no
running text (tables of fonts, pictures, heads and feet of pages) is passed over.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.omissions import Omissions, Run

_TOKEN: Final = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n\0]+)"
    rb"|[\r\n\0]+|\\",
    re.DOTALL,
)
_EDGE: Final = re.compile(rb"[\\{}]")
_DEEPEST: Final = 2_000
_SIGNS: Final = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}  # fmt: skip
_SYMBOLS: Final = {"~": "\xa0", "_": "‑", "{": "{", "}": "}", "\\": "\\"}
_ENDS: Final = frozenset(["par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"])
_PASSED_OVER: Final = frozenset([
    "colortbl", "filetbl", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "annotation", "fldinst", "xe", "tc", "tcn", "rxe", "bkmkstart", "bkmkend",
    "listtext", "pntext", "pntxta", "pntxtb", "nonshppict", "shprslt", "do", "template", "private",
    "aftnsep", "aftnsepc", "aftncn", "ftnsep", "ftnsepc", "ftncn", "objdata", "objclass", "objname",
    "upr", "atnid", "atnauthor", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator",
    "themedata", "colorschememapping", "datastore", "latentstyles",
])  # fmt: skip
_OF_CHARSET: Final = {
    0: "cp1252", 77: "mac-roman", 78: "cp932", 79: "cp949", 80: "cp936", 81: "cp950", 128: "cp932",
    129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
    255: "cp850",
}  # fmt: skip
r"""Code pages by `\fcharset`; others are that of the document."""
_OF_NUMBER: Final = {10000: "mac-roman", 65001: "utf-8", 1361: "johab", 932: "cp932", 54936: "gb18030"}
_SYMBOL_CHARSET: Final = 2
_UNKNOWN: Final = "\ufffd"
_HIGHEST: Final = 0x10000


class _State(NamedTuple):
    """What holds within a group."""

    home: str = ""
    """The destination: empty for running text, `*` for what is passed over."""
    codepage: str = ""
    """That of the font; empty for that of the document."""
    fallback: int = 1
    r"""Characters behind `\u` that stand in for it."""
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    raised: bool = False
    style: int = 0
    """Number of the paragraph's style."""


class RtfParagraph(NamedTuple):
    """A paragraph as it is shown."""

    text: str
    """With tabs, and line breaks as such."""
    style: str
    """Name of its style, `heading 1`; empty if it has none."""


@dataclass
class RtfText:
    """What an RTF file says."""

    paragraphs: list[RtfParagraph] = field(default_factory=list)
    title: str = ""
    """The one that its properties give."""
    omitted: Omissions = field(default_factory=Omissions)
    cut: bool = False
    """Whether the file ends before its last group does."""


def rtf_text(data: bytes) -> RtfText:
    """The paragraphs of an RTF file.

    Raises:
        ReadError: it is nested more deeply than any document.
    """
    return _Parser(data).parsed()


class _Parser:
    """The place in a file, what holds there, and the paragraph that is being put together."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._made = RtfText()
        self._state = _State()
        self._outer: list[_State] = []
        self._starred = False
        self._skip = 0
        r"""Characters still to come that stand in for the last `\u`."""
        self._page = "cp1252"
        self._default_font = -1
        self._fonts: dict[int, str] = {}
        self._font = 0
        """The font that the table of fonts describes just now."""
        self._styles: dict[int, list[str]] = {}
        self._bytes: list[bytes] = []
        self._runs: list[Run] = []
        self._title: list[str] = []

    def parsed(self) -> RtfText:
        data, place, end = self._data, 0, len(self._data)
        while place < end:
            if self._state.home == "*":
                edge = _EDGE.search(data, place)
                place = edge.start() if edge else end
            found = _TOKEN.match(data, place)
            if found is None:
                break
            place = found.end()
            kind = found.lastindex
            if found[1]:
                place = self._control(found[1].decode("ascii"), found[2], place)
            elif kind == 3:  # noqa: PLR2004 - a byte as two digits
                self._take(bytes.fromhex(found[3].decode("ascii")))
            elif kind == 4:  # noqa: PLR2004 - a sign behind a backslash
                self._symbol(found[4].decode("latin-1"))
            elif kind == 5:  # noqa: PLR2004 - the edge of a group
                self._edge(opens=found[5] == b"{")
            elif kind == 6:  # noqa: PLR2004 - letters
                self._take(found[6])
        self._made.cut = bool(self._outer)
        self._end_paragraph()
        self._made.title = " ".join("".join(self._title).split())
        return self._made

    def _edge(self, *, opens: bool) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if opens:
            if len(self._outer) == _DEEPEST:
                raise ReadError("The document is nested too deeply")
            self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()

    def _take(self, data: bytes) -> None:
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        if data and self._outer:
            self._bytes.append(data)

    def _flush(self) -> None:
        """Turn the bytes that wait into letters of what holds now."""
        if not self._bytes:
            return
        data = b"".join(self._bytes)
        self._bytes.clear()
        if self._state.home == "*":
            return
        page = self._state.codepage or self._fonts.get(self._default_font, "") or self._page
        if page == "symbol":
            text = "".join(" " if byte == ord(" ") else _UNKNOWN for byte in data)
        else:
            text = data.decode(page, "replace")
        self._write(text)

    def _write(self, text: str) -> None:
        state = self._state
        if state.home == "title":
            self._title.append(text)
        elif state.home == "stylesheet":
            self._styles.setdefault(state.style, []).append(text)
        elif not state.home and self._outer:
            struck = state.struck or state.deleted
            self._runs.append(Run(text, state.hidden, struck, state.raised))

    def _say(self, text: str) -> None:
        self._flush()
        if self._skip:
            self._skip -= 1
        else:
            self._write(text)

    def _symbol(self, sign: str) -> None:
        if sign in "\r\n":
            self._end_paragraph()
        elif sign == "*":
            self._starred = True
        elif sign in _SYMBOLS:
            self._say(_SYMBOLS[sign])

    def _control(self, word: str, digits: bytes | None, place: int) -> int:
        """Obey a control word; the place to go on at."""
        number = int(digits) if digits else None
        starred, self._starred = self._starred, False
        if word == "bin":
            return place + max(number or 0, 0)
        if self._state.home == "*":
            return place
        if word == "u" and number is not None:
            self._say(chr(number % _HIGHEST))
            self._skip = self._state.fallback
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif self._skip and word not in _ENDS:
            self._skip -= 1
        elif word in _ENDS:
            self._end_paragraph()
        elif not self._opens(word, starred=starred):
            self._flush()
            self._set(word, number)
        return place

    def _opens(self, word: str, *, starred: bool) -> bool:
        """Whether a control word says what its group holds."""
        home = self._state.home
        if word == "footnote":
            if not home:
                self._flush()
                self._runs.append(Run("", note=True))
            home = "*"
        elif word in ("fonttbl", "stylesheet", "info") or (word == "title" and home == "info"):
            home = word
        elif word in _PASSED_OVER or (starred and home != "stylesheet"):
            home = "*"
        else:
            return False
        self._flush()
        self._state = self._state._replace(home=home)
        return True

    def _set(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        change = _CHANGES.get(word)
        if change is not None:
            self._state = change(state, on=on)
        elif word == "f" and number is not None:
            self._font = number
            self._state = state._replace(codepage=self._fonts.get(number, ""))
        elif word in ("s", "cs", "ds", "ts") and number is not None:
            if word == "s" or state.home == "stylesheet":
                self._state = state._replace(style=number if word == "s" else -1)
        elif word == "plain":
            self._state = state._replace(codepage="", hidden=False, struck=False, deleted=False, raised=False)
        elif word == "pard":
            self._state = state._replace(style=0)
        elif word == "uc" and number is not None:
            self._state = state._replace(fallback=max(number, 0))
        else:
            self._set_page(word, number)

    def _set_page(self, word: str, number: int | None) -> None:
        """Code pages, of the document and of its fonts."""
        if word == "ansicpg" and number:
            self._page = _codepage(number) or self._page
        elif word == "deff" and number is not None:
            self._default_font = number
        elif word in ("mac", "pc", "pca"):
            self._page = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[word]
        elif self._state.home == "fonttbl" and word == "fcharset" and number is not None:
            page = "symbol" if number == _SYMBOL_CHARSET else _OF_CHARSET.get(number, "")
            self._fonts.setdefault(self._font, page)
        elif self._state.home == "fonttbl" and word == "cpg" and number:
            self._fonts[self._font] = _codepage(number)

    def _end_paragraph(self) -> None:
        self._flush()
        state = self._state
        if state.home:
            return
        self._skip = 0
        if (state.hidden or state.deleted) and self._outer:
            # Its end is not shown either: what follows stands in the same paragraph.
            self._runs.append(Run(" ", hidden=state.hidden, struck=state.deleted))
            return
        text = _paired(self._made.omitted.shown(self._runs))
        self._runs.clear()
        if text.strip():
            name = "".join(self._styles.get(state.style, [])).partition(";")[0].strip()
            self._made.paragraphs.append(RtfParagraph(text, name))


def _flag(name: str) -> Callable[..., _State]:
    return lambda state, *, on: state._replace(**{name: on})


def _level(raised: bool) -> Callable[..., _State]:  # noqa: FBT001 - a table's value
    return lambda state, *, on: state._replace(raised=raised and on)


_CHANGES: Final[dict[str, Callable[..., _State]]] = {
    "v": _flag("hidden"),
    "webhidden": _flag("hidden"),
    "strike": _flag("struck"),
    "striked": _flag("struck"),
    "deleted": _flag("deleted"),
    "super": _level(raised=True),
    "up": _level(raised=True),
    "dn": _level(raised=False),
    "sub": _level(raised=False),
    "nosupersub": _level(raised=False),
}


def _codepage(number: int) -> str:
    """The name of a code page; empty if Python has none."""
    name = _OF_NUMBER.get(number) or f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name


def _paired(text: str) -> str:
    r"""Halves of characters, as `\u` writes them, put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
