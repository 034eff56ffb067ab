"""The article in a page: two extractors read it, and what both dropped of its middle is put back.

One rule guards it: a quote that a reader drops is invisible to the user. The text of the extractor with more
quotes is kept; a paragraph with a quote that stands among its paragraphs and is in neither is added at its
place; where the two disagree, that is reported.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import lxml.html
import readability
import trafilatura

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.html_tree import blocks, paragraphs, tree_of
from quotebrowser.ingest.web.quick_passages import passages

_WITHIN: Final = 0.9
"""Of an extractor's text: the smallest element that holds so much is the article's."""
_FEWEST_FOUND: Final = 0.7
"""Of an extractor's text that must be found in the page again, else they are other than the page's."""
_APART: Final = frozenset(["nav", "footer", "aside", "form", "figure", "header", "address", "button"])
"""Elements in which no paragraph is looked for that both extractors left out."""
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Body:
    """The article of a page."""

    paragraphs: Sequence[Paragraph]
    """In order; empty where neither extractor found any."""
    disputed: int = 0
    """Quotes that only one of the two extractors has."""


def body(root: Any) -> Body:
    """The article below `root`, without what its markup says is not article."""
    first, second = _by_trafilatura(root), _by_readability(root)
    quoted = [_quotes(first), _quotes(second)]
    kept = second if not first or (quoted[1] - quoted[0] and len(quoted[1]) >= len(quoted[0])) else first
    disputed = len(quoted[0] ^ quoted[1]) if first and second else 0
    return Body(_mended(root, kept) if kept else (), disputed)


def _quotes(read: Sequence[Paragraph]) -> frozenset[str]:
    return passages("\n".join(block.text for block in read))


def _by_trafilatura(root: Any) -> Sequence[Paragraph]:
    found = trafilatura.bare_extraction(
        str(lxml.html.tostring(root, encoding="unicode")),
        fast=True,
        include_comments=False,
        with_metadata=False,
        deduplicate=False,
    )
    read = getattr(found, "body", None)
    return () if read is None else tuple(paragraphs(read))


def _by_readability(root: Any) -> Sequence[Paragraph]:
    """What readability finds; it is not shown menus, as it keeps those of short pages."""
    shown = deepcopy(root)
    for element in list(shown.iter("nav", "footer", "aside")):
        element.drop_tree()
    try:
        page = str(lxml.html.tostring(shown, encoding="unicode"))
        return tuple(paragraphs(tree_of(readability.Document(page).summary(html_partial=True))))
    except (readability.readability.Unparseable, ReadError):
        return ()


def _mended(root: Any, kept: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs, with those of the page among them that hold a quote and were dropped."""
    places = {_key(block.text): place for place, block in enumerate(kept)}
    page = [(block, element, places.get(_key(block.text))) for block, element in blocks(root)]
    found = [(block, element) for block, element, at in page if at is not None]
    length = sum(len(block.text) for block in kept)
    if sum(len(block.text) for block, _ in found) < _FEWEST_FOUND * length:
        return kept
    article = _holder(root, found)
    known = set(_quotes(kept))
    added: dict[int, list[Paragraph]] = {}
    place = -1
    for block, element, at in page:
        if at is not None:
            place = max(place, at)
        elif not block.furniture and _stands_in(element, article):
            fresh = passages(block.text) - known
            if fresh:
                known |= fresh
                added.setdefault(place, []).append(block)
    return tuple(_merged(kept, added)) if added else kept


def _key(text: str) -> str:
    return _SIGNS.sub("", text.lower())


def _holder(root: Any, found: Sequence[tuple[Paragraph, Any]]) -> Any:
    """The smallest element that holds nearly all of what was found."""
    weights: Counter[Any] = Counter()
    for block, element in found:
        above = element
        while above is not None:
            weights[above] += len(block.text)
            above = above.getparent()
    wanted = _WITHIN * weights[root]
    holder = root
    while True:
        inner = next((child for child in holder if weights.get(child, 0) >= wanted), None)
        if inner is None:
            return holder
        holder = inner


def _stands_in(element: Any, article: Any) -> bool:
    """Whether an element is part of the article, and of nothing in it that stands apart; block quotes may."""
    quotation = False
    while element is not None and element is not article:
        quotation = quotation or element.tag == "blockquote" or _is_quotation(element)
        if element.tag in _APART and not quotation:
            return False
        element = element.getparent()
    return element is not None


def _is_quotation(element: Any) -> bool:
    """Whether an element says by its name that it sets a quote apart."""
    return "quote" in f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def _merged(kept: Sequence[Paragraph], added: dict[int, list[Paragraph]]) -> Iterator[Paragraph]:
    yield from added.get(-1, ())
    for place, block in enumerate(kept):
        yield block
        yield from added.get(place, ())
