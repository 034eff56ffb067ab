"""What an OpenDocument text shows: its paragraphs, by `content.xml` and the styles it names.

One rule guards it: what is nearest to the words says how they look, a span before its paragraph, a style
before the one it is made from.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from quotebrowser.ingest.files.omissions import Omissions, Run

_SPACE: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT: Final = f"{_SPACE}text:1.0}}"
_STYLE: Final = f"{_SPACE}style:1.0}}"
_DRAW: Final = f"{_SPACE}drawing:1.0}}"
_OFFICE: Final = f"{_SPACE}office:1.0}}"
_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_SIGNS: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NOTE: Final = f"{_TEXT}note"
_SKIPPED: Final = frozenset([
    *(f"{_TEXT}{name}" for name in ("ruby-text", "script", "tracked-changes")), f"{_OFFICE}annotation",
])  # fmt: skip
_MOST_STYLES: Final = 50
"""Styles that a style may be made from, one from the other."""


class _Look(NamedTuple):
    """How characters look; None where a style does not say it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, other: "_Look") -> "_Look":
        return _Look(*(own if own is not None else said for own, said in zip(self, other, strict=True)))


class _Style(NamedTuple):
    name: str
    """What users call it; for one that a program made, the one it is made from."""
    above: str
    """The one it is made from; empty if there is none."""
    look: _Look


_Styles = dict[tuple[str, str], _Style]
"""By family and name."""


def paragraphs(root: ET.Element, styles: ET.Element | None, omitted: Omissions) -> Iterator[tuple[str, str]]:
    """The text of each paragraph and the name of its style.

    Args:
        root: of `content.xml`, or of a document in one file.
        styles: of `styles.xml`; None if there is none.
        omitted: counts what is left out.
    """
    known = {**_styles(styles), **_styles(root)}
    for body in root.iterfind(f".//{_OFFICE}body/{_OFFICE}text"):
        omitted.struck += _deleted(body)
        for element, hidden in _elements(body):
            name = "heading" if element.tag == _PARAGRAPHS[1] else _named(element, known)
            yield omitted.shown(_runs(element, known, hidden=hidden)), name


def _deleted(body: ET.Element) -> int:
    """How many passages are kept that were deleted with changes tracked."""
    deletions = body.iterfind(f"{_TEXT}tracked-changes/{_TEXT}changed-region/{_TEXT}deletion")
    return sum(
        any(words.strip() for part in deletion if part.tag.startswith(_TEXT) for words in part.itertext())
        for deletion in deletions
    )


def _elements(body: ET.Element) -> Iterator[tuple[ET.Element, bool]]:
    """All paragraphs in the order of the document, each with whether it is hidden.

    Those in a frame come behind the paragraph that it is fastened to; notes and deleted ones do not.
    """
    waiting = [(body, False)]
    while waiting:
        element, hidden = waiting.pop()
        hidden = hidden or _is_hidden(element)
        if element.tag in _PARAGRAPHS:
            yield element, hidden
        if element.tag.startswith(_SPACE) and element.tag != _NOTE and element.tag not in _SKIPPED:
            waiting.extend((child, hidden) for child in reversed(element))


def _is_hidden(element: ET.Element) -> bool:
    return element.get(f"{_TEXT}display") == "none" or element.get(f"{_TEXT}is-hidden") == "true"


def _runs(paragraph: ET.Element, styles: _Styles, *, hidden: bool) -> list[Run]:
    """What stands below a paragraph; iterative, as documents may nest without end."""
    look = _look("paragraph", paragraph, styles)
    waiting: list[tuple[ET.Element | str, _Look]] = [(paragraph, look)]
    runs: list[Run] = []
    while waiting:
        part, look = waiting.pop()
        if isinstance(part, str):
            runs.append(Run(part, bool(look.hidden), bool(look.struck), bool(look.raised)))
        elif part.tag == _NOTE:
            runs.append(Run("", note=True))
        elif part.tag in _SIGNS:
            waiting.append((_SIGNS[part.tag], look))
        elif part is paragraph or (part.tag.startswith(_TEXT) and part.tag not in (*_PARAGRAPHS, *_SKIPPED)):
            if part.tag == f"{_TEXT}span":
                look = _look("text", part, styles).over(look)
            elif _is_hidden(part):
                look = look._replace(hidden=True)
                hidden = hidden or part.tag == f"{_TEXT}hidden-paragraph"
            for child in reversed(part):
                waiting += [(child.tail or "", look), (child, look)]
            waiting.append((part.text or "", look))
    return [run._replace(hidden=True) for run in runs] if hidden else runs


def _look(family: str, element: ET.Element, styles: _Styles) -> _Look:
    """What the styles of an element say, with those they are made from and the family's own."""
    look = _Look()
    name = element.get(f"{_TEXT}style-name") or ""
    for _ in range(_MOST_STYLES):
        style = styles.get((family, name))
        if style is None:
            break
        look, name = look.over(style.look), style.above
    default = styles.get((family, ""))
    return look.over(default.look) if default is not None else look


def _named(element: ET.Element, styles: _Styles) -> str:
    """The name of the style that an automatic one of a paragraph is made from."""
    name = element.get(f"{_TEXT}style-name") or ""
    style = styles.get(("paragraph", name))
    return (style.name if style is not None else name).replace("_20_", " ")


def _styles(root: ET.Element | None) -> _Styles:
    found: _Styles = {}
    if root is None:
        return found
    for holder, is_named in ((f"{_OFFICE}styles", True), (f"{_OFFICE}automatic-styles", False)):
        for style in (style for styles in root.iter(holder) for style in styles):
            name, above = style.get(f"{_STYLE}name") or "", style.get(f"{_STYLE}parent-style-name") or ""
            look = _of(style.find(f"{_STYLE}text-properties"))
            found[style.get(f"{_STYLE}family") or "", name] = _Style(name if is_named else above, above, look)
    return found


def _of(properties: ET.Element | None) -> _Look:
    if properties is None:
        return _Look()
    display = properties.get(f"{_TEXT}display")
    lines = [properties.get(f"{_STYLE}text-line-through-{kind}") for kind in ("style", "type")]
    position = (properties.get(f"{_STYLE}text-position") or "").split()
    return _Look(
        hidden=None if display is None else display == "none",
        struck=None if lines == [None, None] else "none" not in lines,
        raised=position[0] == "super" or position[0][0] in "123456789" if position else None,
    )
