"""What a Word document shows: its paragraphs, by `word/document.xml` and the styles it names.

One rule guards it: a look is what the document says nearest to the words. What a run says goes before its
styles; a paragraph's style and a run's that say the same of it cancel each other, as in Word.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from quotebrowser.ingest.files.omissions import Omissions, Run

_PREFIXES: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_SKIPPED: Final = frozenset(["moveFrom", "instrText", "delInstrText", "txbxContent", "rt", "pPr", "rPr"])
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A text box or symbol once more, for programs of before 2010."""
_CHARACTERS: Final = {
    "tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "",
}  # fmt: skip
_NOTES: Final = frozenset(["footnoteReference", "endnoteReference"])
_TOGGLES: Final = ("vanish", "webHidden", "strike", "dstrike")
_OFF: Final = frozenset(["0", "false", "off", "none"])
_MOST_STYLES: Final = 50
"""Styles that a style may be based on, one on the other."""

Looks = dict[str, bool]
"""What of `_TOGGLES` and `raised` is said, and whether it holds."""


class _Styles(NamedTuple):
    """The styles of a document, by their ids."""

    names: dict[str, str]
    looks: dict[str, Looks]
    default: str
    """The id of the style of paragraphs that name none."""
    everywhere: Looks
    """What holds where no style says it."""


def paragraphs(root: ET.Element, styles: ET.Element | None, omitted: Omissions) -> Iterator[tuple[str, str]]:
    """The text of each paragraph and the name of its style.

    Args:
        root: of `word/document.xml`.
        styles: of `word/styles.xml`; None if there is none.
        omitted: counts what is left out.
    """
    for prefix in _PREFIXES:
        known = _styles(styles, prefix)
        runs: list[Run] = []
        for element in _elements(root, f"{prefix}p"):
            properties = element.find(f"{prefix}pPr")
            style = _value(properties, f"{prefix}pStyle", prefix) or known.default
            runs += _runs(element, prefix, known, style)
            if not _goes_on(properties, prefix):
                yield omitted.shown(runs), known.names.get(style, style)
                runs.clear()
        yield omitted.shown(runs), ""


def _goes_on(properties: ET.Element | None, prefix: str) -> bool:
    """Whether the end of a paragraph is deleted or hidden, so that the next one stands on its line."""
    mark = properties.find(f"{prefix}rPr") if properties is not None else None
    if mark is None:
        return False
    return mark.find(f"{prefix}del") is not None or _looks(mark, prefix).get("vanish", False)


def _elements(root: ET.Element, tag: str) -> Iterator[ET.Element]:
    """All paragraphs in the order of the document, those of text boxes once."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        if element.tag != _FALLBACK:
            waiting.extend(reversed(element))


def _runs(paragraph: ET.Element, prefix: str, styles: _Styles, style: str) -> Iterator[Run]:
    """What stands below a paragraph; iterative, as documents may nest without end."""
    waiting = [(iter(paragraph), Run(""))]
    while waiting:
        children, look = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            continue
        tag = child.tag.removeprefix(prefix)
        if tag in {"t", "delText"}:
            yield look._replace(text=child.text or "")
        elif tag in _CHARACTERS:
            yield look._replace(text=_CHARACTERS[tag])
        elif tag in _NOTES:
            yield Run("", note=True)
        elif tag == "r":
            own = _look(child.find(f"{prefix}rPr"), prefix, styles, style)
            waiting.append((iter(child), own._replace(struck=own.struck or look.struck)))
        elif tag == "del":
            waiting.append((iter(child), look._replace(struck=True)))
        elif tag not in _SKIPPED and tag != "p":
            waiting.append((iter(child), look))


def _look(properties: ET.Element | None, prefix: str, styles: _Styles, style: str) -> Run:
    """How a run looks, as one without text."""
    said = _looks(properties, prefix)
    own = styles.looks.get(_value(properties, f"{prefix}rStyle", prefix), {})
    around = styles.looks.get(style, {})

    def holds(name: str) -> bool:
        toggled = own.get(name, False) != around.get(name, False)
        return said.get(name, toggled or styles.everywhere.get(name, False))

    return Run(
        "",
        hidden=holds("vanish") or holds("webHidden"),
        struck=holds("strike") or holds("dstrike"),
        raised=said.get("raised", own.get("raised", around.get("raised", False))),
    )


def _looks(properties: ET.Element | None, prefix: str) -> Looks:
    if properties is None:
        return {}
    found = {
        name: element.get(f"{prefix}val", "true").lower() not in _OFF
        for name in _TOGGLES
        if (element := properties.find(prefix + name)) is not None
    }
    level = _value(properties, f"{prefix}vertAlign", prefix)
    lifted = _value(properties, f"{prefix}position", prefix)
    if level or lifted:
        found["raised"] = level == "superscript" or (lifted.isdigit() and lifted != "0")
    return found


def _value(element: ET.Element | None, tag: str, prefix: str) -> str:
    child = element.find(tag) if element is not None else None
    return (child.get(f"{prefix}val") or "") if child is not None else ""


def _styles(root: ET.Element | None, prefix: str) -> _Styles:
    if root is None:
        return _Styles({}, {}, "", {})
    every = root.find(f"{prefix}docDefaults/{prefix}rPrDefault/{prefix}rPr")
    names, own, based = {}, {}, {}
    default = ""
    for style in root.iter(f"{prefix}style"):
        name = style.get(f"{prefix}styleId") or ""
        names[name] = _value(style, f"{prefix}name", prefix) or name
        own[name] = _looks(style.find(f"{prefix}rPr"), prefix)
        based[name] = _value(style, f"{prefix}basedOn", prefix)
        if style.get(f"{prefix}type") == "paragraph" and style.get(f"{prefix}default", "0") not in _OFF:
            default = name
    return _Styles(names, _inherited(own, based), default, _looks(every, prefix))


def _inherited(own: Mapping[str, Looks], based: Mapping[str, str]) -> dict[str, Looks]:
    """What styles say, with what those say that they are based on."""
    found: dict[str, Looks] = {}
    for name in own:
        looks: Looks = {}
        above = name
        for _ in range(_MOST_STYLES):
            if above not in own:
                break
            looks = own[above] | looks
            above = based[above]
        found[name] = looks
    return found
