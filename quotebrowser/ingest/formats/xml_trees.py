"""XML files as trees, and what stands in their elements.

One rule guards it: a file opens nothing and grows nothing. Its own entities are not read, nothing is
fetched, and what a parser would drop without a word is refused; what is merely malformed is mended, as feeds
often are.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from quotebrowser.errors import ReadError
from quotebrowser.ingest.web.markup import require_sound

_REFERENCE: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_NAMES: Final = frozenset(["amp", "lt", "gt", "quot", "apos"])
_DECLARATION: Final = re.compile(r"<\?xml[^>]{0,200}\?>")
_HEAD: Final = 8000
"""Characters in which a document says its type."""
_TYPE: Final = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\])?[^>]{0,200}>", re.IGNORECASE)


def xml_tree(text: str) -> Any:
    """The root of an XML file, mended where it is malformed.

    Raises:
        ReadError: there is no XML in it, or a part of it would be lost.
    """
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    declared = _TYPE.search(text, 0, _HEAD)
    if declared:
        text = text[: declared.start()] + text[declared.end() :]
    text = _REFERENCE.sub(_plain, text)
    require_sound(text)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("The XML file is damaged") from error
    if root is None:
        raise ReadError("The XML file is damaged")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError("The XML file is nested too deeply, or part of its text is too long")
    return root


def _plain(match: "re.Match[str]") -> str:
    """A reference that HTML knows and XML does not, as its character."""
    return match[0] if match[1] in _XML_NAMES else html.unescape(match[0])


def name_of(element: Any) -> str:
    """Its name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Its children by the first of these names, then by the next."""
    for name in names:
        yield from (child for child in element if name_of(child) == name)


def text_of(element: Any, *names: str) -> str:
    """The text of the first of its children by these names that has one."""
    texts = (" ".join("".join(child.itertext()).split()) for child in children(element, *names))
    return html.unescape(next(filter(None, texts), ""))


def markup_of(element: Any) -> str:
    """What an element holds: text, HTML that is written as text, or XHTML."""
    if element is None:
        return ""
    if len(element):
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return element.text or ""
