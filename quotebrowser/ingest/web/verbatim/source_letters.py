"""The proof that a paragraph stands in its page: the letters of the markup, found without a parser.

One rule guards it: it shares nothing with the readers but the page. It goes over the markup once, from left
to right, and knows no tree; what the readers did to theirs it cannot repeat.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

_UNSHOWN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg)(?=[\s>/]).*?(?:</\1[^>]*+(?:>|\Z)|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(
    r"<(?:[!?][^>]*+|(/?)([A-Za-z][^\s/>]*+)((?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+))(?:>|\Z)"
)
_QUOTED: Final = re.compile(r"<(/?)q(?=[\s>])[^>]*+>", re.IGNORECASE)
_NO_LETTERS: Final = re.compile("[\\s\0-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
_POWERS: Final = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_STRUCK: Final = frozenset(["del", "s", "strike"])
_IN_A_LINE: Final = frozenset([
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "ins", "mark", "small", "span", "strong", "sub", "u",
])  # fmt: skip
_HIDDEN: Final = re.compile(
    r"\bhidden\b(?!\s*=\s*.until)|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*(?:0(?![.\d]*[1-9])|1px)|(?:max-height|opacity)\s*:\s*0(?![.\d]*[1-9])|line-through",
    re.IGNORECASE,
)
_RAISED: Final = re.compile(r"[+−-]?[\d,;–-]{1,30}|(?:\[\w{1,5}\]|\(\d{1,3}\)|[*†‡§¶]){1,9}")
"""Powers and the numbers and signs of notes; `st` and `th` are letters like others."""
_LONGEST_RAISED: Final = 40
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MOST_ASTRAY: Final = 50
"""Paragraphs that are looked for in all of the page, as they do not follow the one before."""


def unproved(page: str, paragraphs: Sequence[str]) -> list[int]:
    """The places of the paragraphs that do not stand in the markup `page` as a reader of it sees them.

    Letters, digits and signs count, and their order; blanks do not. What is struck out, hidden or the number
    of a note may be left out, or not.
    """
    markup = _UNSHOWN.sub("", page)
    markup = _QUOTED.sub(lambda tag: "”" if tag[1] else "“", markup)
    missing = _missing(_letters(_TAG.sub("", markup)), paragraphs, range(len(paragraphs)))
    if not missing:
        return []
    shown = _letters("".join(_shown(markup))).translate(_POWERS)
    level = [text.translate(_POWERS) for text in paragraphs]
    return _missing(shown, level, missing)


def unescaped(data: str) -> str:
    """What the strings in a JSON text say, its other signs left as they are."""
    text = _ESCAPE.sub(
        lambda sign: chr(int(sign[1], 16)) if sign[1] else _ESCAPED.get(sign[2], sign[2]), data
    )
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _letters(markup: str) -> str:
    return _NO_LETTERS.sub("", unescape(markup))


def _missing(letters: str, paragraphs: Sequence[str], places: Sequence[int]) -> list[int]:
    """Those of the paragraphs at `places` that are not in `letters`; each is looked for behind the last."""
    missing = []
    end = astray = 0
    for at in places:
        wanted = _NO_LETTERS.sub("", paragraphs[at])
        found = letters.find(wanted, end) if astray <= _MOST_ASTRAY else -1
        if found >= 0:
            end = found + len(wanted)
            continue
        astray += 1
        if astray > _MOST_ASTRAY or wanted not in letters:
            missing.append(at)
    return missing


def _shown(markup: str) -> Iterator[str]:
    """The text of a markup without what is struck out or hidden in its lines, and without raised numbers."""
    place = depth = 0
    skipped = raised = ""
    is_raised = False
    for tag in _TAG.finditer(markup):
        text, place = markup[place : tag.start()], tag.end()
        name = (tag[2] or "").lower()
        if skipped:
            depth += (name == skipped) * (-1 if tag[1] else 1)
            skipped = skipped if depth else ""
            continue
        raised += text
        if name == "sup" or not is_raised or len(raised) > _LONGEST_RAISED:
            yield "" if is_raised and _RAISED.fullmatch("".join(unescape(raised).split())) else raised
            raised, is_raised = "", name == "sup" and not tag[1]
        if not tag[1] and (name in _STRUCK or (name in _IN_A_LINE and _HIDDEN.search(tag[3]))):
            skipped, depth = name, 1
    yield "" if skipped else raised + markup[place:]
