"""Words as a reader sees them, where a file gives them with the markup of a page or the signs of Markdown.

One rule guards it: only what is surely markup goes, a tag with its partner and an entity with its semicolon;
`a < b` and `<3` stay as they are printed.
"""

import html
import re
from typing import Final

_PAIR: Final = re.compile(
    r"<(i|em|b|strong|u|small|big|span|font|cite|mark|a|abbr|bdi|sc|ins|h[1-6]|p|sup|sub|q|del|s|strike)"
    r"(?:\s[^<>]{0,300})?>([^<>]*)</\1\s?>",
    re.IGNORECASE,
)
"""An element that holds no other."""
_BREAK: Final = re.compile(r"<(?:br|wbr|hr)\s?/?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SUPERSCRIPTS: Final = dict(zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True))
_STRUCK: Final = ("del", "s", "strike")
_CODE: Final = re.compile(r"(?<![`\\])(`{1,3})(?!`)([^`]{1,300})(?<!`)\1(?!`)")
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_LINK: Final = re.compile(
    r"!?\[([^\[\]]{1,300})\](?:\([^()\s]{1,2000}(?: \"[^\"]{0,300}\")?\)|\[[^\[\]]{0,100}\])"
)
_STRUCK_OUT: Final = re.compile(r"(?<![~\\])~~(?=[^\s~])([^~]{1,500})(?<!\s)~~(?!~)[ ]?")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,500})(?<![\s*_\\])\1(?![\w*_])"
)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])|\\(?=\n)")
_HEADING: Final = re.compile(r"^#{1,6} \S", re.MULTILINE)
"""What Markdown texts have and others do not."""
_LOOKED_AT: Final = 20_000
_DEEPEST: Final = 8
"""How deep elements stand within each other at most."""
_ROUNDS: Final = 2
"""Feeds escape what was escaped before: `&amp;#8217;`."""


def without_markup(text: str) -> str:
    """`text` without the tags and entities of HTML.

    Raised digits keep their meaning as characters (`m²`); what is struck out goes.
    """
    for _ in range(_ROUNDS):
        if "&" in text:
            text = _ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\u00ad", "")
        for _ in range(_DEEPEST if "<" in text else 0):
            text, count = _PAIR.subn(_bare, _BREAK.sub(" ", text))
            if not count:
                break
    return text


def _bare(found: re.Match[str]) -> str:
    """What an element shows."""
    name, held = found[1].lower(), found[2]
    if name in _STRUCK:
        return ""
    if name == "q":
        return f"“{held}”"
    raised = _SUPERSCRIPTS if name == "sup" else {}
    return "".join(raised[char] for char in held) if raised.keys() >= set(held) else held


def is_markdown(text: str) -> bool:
    """Whether an article is written in Markdown: it has a heading with its sign."""
    return _HEADING.search(text, 0, _LOOKED_AT) is not None


def without_signs(text: str) -> str:
    """Words of a Markdown text without its signs (emphasis, code, links, notes); what is struck out goes."""
    text = _CODE.sub(r"\2", _LINK.sub(r"\1", _NOTE.sub("", text)))
    text = without_markup(_STRUCK_OUT.sub("", text))
    for _ in range(_DEEPEST):
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    return _ESCAPED.sub(r"\1", text)
