"""Parsed pages: from markup to a tree, from a tree to paragraphs.

One rule guards it: the parser opens nothing and its silent losses are errors here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml import etree, html

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import Paragraph, paragraph
from quotebrowser.model.wrapped import joined

_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "head", "figcaption", "caption"])
_UNSEEN: Final = frozenset(
    ["script", "style", "noscript", "template", "title", "button", "select", "graphic"],
)
INLINE: Final = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "hi", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "ref", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    ]
)
_BREAKS: Final = frozenset(["br", "lb"])
_ENDS: Final = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)
"""Browsers show what stands behind these, the parser drops it."""
_MANY_INNER: Final = 500
"""Elements in one paragraph, more than any has."""
_EMPHASIS: Final = INLINE - {"a", "img"}

_FEWEST_TURNS: Final = 4
_NAMED: Final = r"\s{0,9}[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}"
_LABEL: Final = re.compile(rf"(?:\A|\n)({_NAMED})[^:.!?\n]{{0,60}}: ")
_LABEL_LINE: Final = re.compile(rf"\n(?={_NAMED}[^:.!?\n]{{0,60}}: )")
"""Before a line that a name and a colon open."""

_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HASH: Final = re.compile(r"(?:__|--|_)(?=\w{0,8}(?:\d|[a-z][A-Z]|[A-Z]{2}))[\w-]{5,8}\Z|-sc-[\w-]{4,12}\Z")
"""What programs add to names of classes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text of a page."""

    paragraph: Paragraph
    """Its text."""
    element: Any
    """Whose text it is."""
    linked: float = 0.0
    """The part of its characters that are links, 0 to 1."""
    quoted: bool = False
    """Whether it stands in a block quote."""


def tree_of(markup: str) -> Any:
    """The root element of a page.

    Raises:
        ReadError: the page is empty, or the parser would lose a part of its text.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_ENDS.sub("", markup) or " ", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("The page is empty or not HTML") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError("The page is nested too deeply, or part of its text is too long")
    return root


def take_out(element: Any) -> None:
    """Take an element out of its tree; where it was a block, what stood before and behind it stays apart."""
    if element.getparent() is None:
        return
    # Emptied where it is: lxml joins the tails of what is dropped, in quadratic time for many in a row.
    inline = element.tag in INLINE
    element.clear(keep_tail=True)
    element.tag = "span" if inline else "div"


def paragraphs(root: Any) -> Iterator[Paragraph]:
    """The blocks of text below `root`, in order; headings and captions as furniture."""
    return (block for block, _ in blocks(root))


def blocks(root: Any, stamp: Callable[[Any], str] | None = None) -> Iterator[tuple[Paragraph, Any]]:
    """The same, each with the element whose text it is.

    Args:
        root: of a page or a part of one.
        stamp: what stands for an element in place of its own text; empty if that stays.
    """
    return ((block.paragraph, block.element) for block in linked_blocks(root, stamp))


def linked_blocks(root: Any, stamp: Callable[[Any], str] | None = None) -> Iterator[Block]:
    """The same, each with how much of it is links."""
    writer = _Writer(root)
    unseen = 0
    stamped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            words = stamp(element) if stamp is not None and not unseen else ""
            if words:
                writer.write(words)
                stamped = element
            unseen += tag in _UNSEEN or bool(words)
            if not unseen:
                yield from writer.opened(tag, element)
                writer.write(element.text)
            continue
        if not unseen:
            yield from writer.closed(tag, element)
        unseen -= tag in _UNSEEN or element is stamped
        if not unseen and element is not root:
            writer.write(element.tail)
    yield from writer.flushed()


def pieces(element: Any) -> Iterator[str]:
    """The texts in an element, each without white space at its ends, and its line breaks."""
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and part.tag == "br":
            yield "\n"
        words = part.text if event == "start" else part.tail if part is not element else None
        if words and words.strip():
            yield " ".join(words.split())


def called(element: Any) -> str:
    """The names of an element, in small letters, the words of each between dashes."""
    names = (
        element.get("class"),
        element.get("id"),
        element.get("data-testid"),
        element.get("data-component"),
    )
    return _spelt(" ".join(filter(None, names)))


@lru_cache(maxsize=4096)
def _spelt(names: str) -> str:
    return " ".join(_JOINED.sub("-", _HASH.sub("", name)).lower() for name in names.split())


class _Writer:
    """The block that is being put together."""

    def __init__(self, root: Any) -> None:
        self._home = root
        self._pieces: list[str] = []
        self._breaks = 0
        self._furniture = False
        self._links = 0
        self._linked = 0
        self._quotations = 0

    def write(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._breaks = 0 if text.strip() else self._breaks
            self._linked += len(text) if self._links else 0

    def opened(self, tag: str, element: Any) -> Iterator[Block]:
        self._links += tag == "a"
        if tag in _BREAKS:
            self._breaks += 1
            if self._breaks > 1:
                yield from self.flushed()
            self._pieces.append("\n")
        elif tag == "q":
            self._pieces.append("“")
        elif self._is_block(tag, element):
            yield from self.flushed()
            self._home = element
            self._furniture = tag in _HEADINGS
            self._quotations += tag == "blockquote"

    def closed(self, tag: str, element: Any) -> Iterator[Block]:
        if tag == "q":
            self._pieces.append("”")
        elif self._is_block(tag, element) and tag not in _BREAKS:
            yield from self.flushed()
            self._home = element.getparent() if element.getparent() is not None else element
            self._furniture = False
        self._links -= tag == "a"
        self._quotations -= tag == "blockquote"

    def _is_block(self, tag: str, element: Any) -> bool:
        """Whether an element begins a block; the name under a block quote does."""
        if tag != "cite" or not self._quotations:
            return tag not in INLINE
        return element.getnext() is None and not (element.tail or "").strip()

    def flushed(self) -> Iterator[Block]:
        if not self._pieces:
            return
        written = "".join(self._pieces)
        linked = self._linked
        self._pieces.clear()
        self._linked = 0
        if written.isspace():
            return
        # The lines of `pre` are as they were typed, mostly broken at a width.
        lines = joined(written).text.splitlines() if self._home.tag == "pre" else _turns(written)
        for line in lines:
            block = paragraph(line, furniture=self._furniture)
            if block.text:
                yield Block(block, self._home, min(linked / len(written), 1.0), self._quotations > 0)


def _turns(written: str) -> Sequence[str]:
    """The turns of a transcript whose lines only breaks set apart; any other block stays whole."""
    if written.count("\n") < _FEWEST_TURNS or written.count(": ") < _FEWEST_TURNS:
        return (written,)
    labels = Counter(label[1] for label in _LABEL.finditer(written))
    several = sum(count > 1 for count in labels.values()) > 1
    return _LABEL_LINE.split(written) if several else (written,)


def flattened(root: Any) -> Any:
    """`root`, or a copy without the signs of emphasis in elements that hold very many.

    The time of an extractor grows with the square of their number: 20,000 took 5 s.
    """
    if all(len(element) <= _MANY_INNER for element in root.iter()):
        return root
    copied = deepcopy(root)
    for element in [each for each in copied.iter() if len(each) > _MANY_INNER]:
        etree.strip_tags(element, *_EMPHASIS)
    return copied
