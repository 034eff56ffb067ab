"""What a page has and does not show: hidden parts, struck words, the numbers of footnotes.

One rule guards it: only what no reader of the page sees as the article's words goes. What would take a large
part of the page with it stays: such pages show their text by a program.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from quotebrowser.ingest.files.omissions import is_note, power
from quotebrowser.ingest.web.html_tree import INLINE, take_out

_STRUCK: Final = frozenset(["del", "s", "strike"])
_END: Final = r"(?:!important)?(?:;|\Z)"
_GONE: Final = re.compile(rf"(?:display:none|mso-hide:all){_END}")
_INHERITED: Final = re.compile(
    rf"(?:visibility:(?:hidden|collapse)|font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?){_END}"
)
"""Elements inside may say otherwise, as columns of mails do."""
_UNSEEN: Final = re.compile(rf"(?<![a-z-])(?:max-height:0(?:px)?|opacity:0(?:\.0+)?){_END}")
"""On a page these are where a program begins to show a part."""
_TINY: Final = re.compile(rf"font-size:1px{_END}")
_SHORT_COLOUR: Final = re.compile(r"#[0-9a-f]{3}")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])[\s\"”»]")
_SENTENCE: Final = 40
"""Characters of a sentence; the labels of menus and forms are shorter, or end otherwise."""
_STRIKING: Final = re.compile(r"text-decoration(?:-line)?:[^;]{0,30}line-through")
_STYLED: Final = "//*[@hidden or @style]"
_MOST: Final = 0.3
"""Of a page's words: what hides more of them is the article, until a program shows it."""
_MOST_IN_ALL: Final = 0.5
_FEW: Final = 300
"""Characters that are no article: the line that mail programs show beside a subject."""
_NAMES: Final = re.compile(r"foot-?note|end-?note|fn-?ref|note-?ref|reference|cite_ref", re.IGNORECASE)
_NEAR: Final = 8
"""Elements without text between a word and its note."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of running text, each by the block that it stood in."""

    struck: list[Any] = field(default_factory=list)
    """Stretches that are struck out."""
    notes: list[Any] = field(default_factory=list)
    """Numbers and signs of notes."""


def take_hidden_out(root: Any, *, sent: bool = False) -> list[Any]:
    """Take out of the tree what the page does not show.

    Args:
        root: of the page.
        sent: whether no program will ever show what is hidden, as in a mail or a book.

    Returns:
        for each part that held words of running text, the block that it stood in.
    """
    hidden = [element for element in root.xpath(_STYLED) if _is_hidden(element, sent=sent)]
    inner = set(hidden)
    outer = [element for element in hidden if not any(above in inner for above in element.iterancestors())]
    counts = [_words(element) for element in outer]
    if not any(counts):
        return []
    total = _words(root)
    if sum(counts) > max(_MOST_IN_ALL * total, _FEW):
        return []
    homes = []
    for element, count in zip(outer, counts, strict=True):
        if count <= max(_MOST * total, _FEW) and element is not root:
            words = "".join(element.itertext())
            if _WORD.search(words) if element.tag in INLINE else _is_running(words):
                homes.append(_home(element))
            take_out(element)
    return homes


def show_buttons(root: Any) -> None:
    """Let buttons that are words of a sentence be read, as terms are that a page explains."""
    for button in root.iter("button"):
        earlier = button.getprevious()
        before = button.getparent().text if earlier is None else earlier.tail
        if (before or "").strip() and (button.tail or "").strip():
            button.tag = "span"


def take_struck_out(root: Any) -> LeftOut:
    """Take out what is struck and the signs of notes, and raise what is a power."""
    left_out = LeftOut()
    struck = list(_struck(root))
    most = max(_MOST * _words(root), _FEW) if struck else 0
    for element in struck:
        if element.getparent() is not None and _words(element) <= most:
            left_out.struck.append(_home(element))
            take_out(element)
    for element in list(root.iter("sup")):
        words = "".join(element.itertext()).strip()
        if is_note(words, _before(element), marked=_leads(element)):
            left_out.notes.append(_home(element))
            take_out(element)
        elif power(words) and len(element) == 0:
            element.text = power(words)
    return left_out


def _is_running(words: str) -> bool:
    parts = _SENTENCE_ENDS.split(f"{words} ")
    return any(len(" ".join(part.split())) > _SENTENCE for part in parts[:-1])


def _is_hidden(element: Any, *, sent: bool) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    style = "".join((element.get("style") or "").lower().split())
    if _GONE.search(style) or (sent and _UNSEEN.search(style)):
        return True
    undone = _INHERITED.search(style) or (sent and _TINY.search(style))
    if undone:
        return not _is_undone(element, "font-size" if undone[0].startswith("font-size") else "visibility")
    return sent and _is_blank_on_blank(style) and not _is_undone(element, "color")


def _is_undone(element: Any, name: str) -> bool:
    """Whether something inside an element says otherwise of what it would inherit."""
    return any(name in one.get("style").lower() for one in element.iterfind(".//*[@style]"))


def _is_blank_on_blank(style: str) -> bool:
    said = dict(part.partition(":")[::2] for part in style.replace("!important", "").split(";"))
    ink, paper = said.get("color"), said.get("background-color") or said.get("background")
    return ink is not None and paper is not None and _colour(ink) == _colour(paper)


def _colour(value: str) -> str:
    value = {"white": "#fff", "black": "#000"}.get(value, value)
    return "#" + "".join(sign * 2 for sign in value[1:]) if _SHORT_COLOUR.fullmatch(value) else value


def _struck(root: Any) -> Iterator[Any]:
    for element in root.iter(*_STRUCK):
        if "".join(element.itertext()).strip():
            yield element
    for element in root.xpath("//*[contains(@style, 'through')]"):
        if _STRIKING.search("".join(element.get("style").lower().split())):
            yield element


def _words(element: Any) -> int:
    """Characters that are no link."""
    linked = sum(len(part.strip()) for link in element.iter("a") for part in link.itertext())
    return max(sum(len(part.strip()) for part in element.itertext()) - linked, 0)


def _home(element: Any) -> Any:
    """The block that an element stands in."""
    above = element.getparent()
    while above is not None and above.tag in INLINE and above.getparent() is not None:
        above = above.getparent()
    return above


def _leads(element: Any) -> bool:
    """Whether a raised element is the way to a note, by where it leads or what it is called."""
    if any((link.get("href") or "").startswith("#") for link in element.iter("a")):
        return True
    above = element.getparent()
    return (above.tag == "a" and "#" in (above.get("href") or "")) or any(
        _NAMES.search(f"{one.get('class') or ''} {one.get('id') or ''} {one.get('role') or ''}")
        for one in (element, *element)
    )


def _before(element: Any) -> str:
    """The last characters before an element on its line; empty where they are not right before it."""
    for _ in range(_NEAR):
        if element.tag not in INLINE:
            break
        earlier = element.getprevious()
        text = element.getparent().text if earlier is None else earlier.tail or "".join(earlier.itertext())
        if text:
            return str(text)[-9:]
        element = earlier if earlier is not None else element.getparent()
    return ""
