"""A saved page made fit for a parser: what could stall or deceive it is taken out or refused.

One rule guards it: nothing is lost in silence. The parser drops text that is nested too deeply or too long
without saying so, and a character reference to a control character makes extractors give up a whole article;
both are found here or in `html_tree` and have an outcome.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.errors import ReadError

LARGEST: Final = 5_000_000
"""Characters of the largest page once scripts, styles and inlined pictures are off; pages have
50,000 to 500,000."""
MOST_ELEMENTS: Final = 60_000
"""Start tags of the largest page: 200,000 paragraphs kept the extractor busy for 12 s;
long pages have 10,000."""
_LONGEST_TAG: Final = 65_536
"""Characters; a parser's time grows with the square of a tag's attributes (40,000 of them: 1.2 s)."""

_INLINED: Final = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60}[;,][A-Za-z0-9+/=%;,_.~-]*+", re.IGNORECASE)
_LONG_TAG: Final = re.compile(rf"<[A-Za-z][^<>]{{{_LONGEST_TAG}}}")
_LONG_VALUE: Final = re.compile(r"=\s{0,9}(?:\"[^\"<>]{16384,}+\"|'[^'<>]{16384,}+')")
"""A value of an attribute that only programs read: a list of articles, the state of a form."""
_LONG_BARE_VALUE: Final = re.compile(r"(\s[^\s<>=\"']{1,200}\s{0,9}=\s{0,9})[^\s<>\"'][^\s<>]{16383,}+")
"""The same without marks around it."""
_START_TAG: Final = re.compile(r"<[A-Za-z]")
_HIDDEN: Final = re.compile(r"<(!--|(?:script|style|svg)(?=[\s>/]))", re.IGNORECASE)
_ENDS: Final = {
    kind: re.compile("-->" if kind == "!--" else f"</{kind}", re.IGNORECASE)
    for kind in ("!--", "script", "style", "svg")
}
_REFERENCE: Final = re.compile(
    r"&#(?:x0{0,8}(?:[0-8bcef]|1[0-9a-f]|7f)|0{0,8}(?:[0-8]|1[124-9]|2[0-9]|3[01]|127));?(?![0-9a-f])",
    re.IGNORECASE,
)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]+")
_DECLARATION: Final = re.compile(r"[\s\ufeff]{0,100}<\?xml\b[^>]{0,200}\?>")
"""Of XHTML pages and those of books; lxml refuses a decoded text that declares an encoding."""
_COMMENTS_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Markup:
    """A page that may be parsed."""

    html: str
    """Without scripts, styles, drawings, comments and inlined data."""
    structured: tuple[str, ...]
    """Its JSON-LD blocks as written."""
    comments: tuple[str, ...]
    """The first comments, in which saving programs say where a page came from."""


def fit(page: str) -> Markup:
    """The markup of `page`, fit for a parser.

    Raises:
        ReadError: it is larger than any article, or built to stall a parser.
    """
    kept: list[str] = []
    structured: list[str] = []
    comments: list[str] = []
    declared = _DECLARATION.match(page)
    place = declared.end() if declared else 0
    while found := _HIDDEN.search(page, place):
        kept.append(page[place : found.start()])
        kind = found[1].lower()
        close = _ENDS[kind].search(page, found.end())
        end = close.start() if close else len(page)
        inner = page[found.end() : end]
        if kind == "!--" and len(comments) < _COMMENTS_KEPT:
            comments.append(inner[:2000])
        elif kind == "script" and "ld+json" in inner[:300].lower():
            structured.append(inner.partition(">")[2])
        place = end + 3 if kind == "!--" else _after(page, end)
    kept.append(page[place:])
    html = _INLINED.sub("", _CONTROLS.sub("", "".join(kept)))
    html = _LONG_VALUE.sub('=""', _REFERENCE.sub("", html))
    if _LONG_TAG.search(html):
        html = _LONG_BARE_VALUE.sub(_without_bare, html)
    require_sound(html)
    return Markup(html, tuple(structured), tuple(comments))


def _without_bare(found: re.Match[str]) -> str:
    """An attribute without its value; what stands in no tag stays."""
    before = found.string
    in_tag = before.rfind("<", 0, found.start()) > before.rfind(">", 0, found.start())
    return f'{found[1]}""' if in_tag else found[0]


def _after(page: str, end: int) -> int:
    """The character behind the tag that begins at `end`."""
    close = page.find(">", end)
    return len(page) if close < 0 else close + 1


def require_sound(html: str) -> None:
    """Refuse what would stall a parser.

    Raises:
        ReadError: it is too long, has too many elements, or a tag that no page has.
    """
    if len(html) > LARGEST:
        raise ReadError(f"The page is longer than {LARGEST // 1_000_000} million characters")
    if _LONG_TAG.search(html):
        raise ReadError("The page has a tag of more than 64 KiB")
    if sum(1 for _ in _START_TAG.finditer(html)) > MOST_ELEMENTS:
        raise ReadError(f"The page has more than {MOST_ELEMENTS:,} elements")
