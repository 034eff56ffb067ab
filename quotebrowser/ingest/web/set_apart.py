"""What a page sets apart of its running text, as lines of the article: decks, block quotes, captions.

One rule guards it: a quote without marks, which a page shows by where it stands, is written as in Markdown, so
that nothing behind this must know how pages are built. No word is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.bodies import is_caption
from quotebrowser.ingest.web.html_tree import Block
from quotebrowser.ingest.web.quick_passages import passages

_MARKED: Final = re.compile("[\"“”„«»「『]|(?:^|\\s)['‘‚‹]")
_DASHED: Final = re.compile(r"[—–-]")
_SIGNED: Final = frozenset(["cite", "footer"])
"""Elements that name who said what stands above them."""
_MOST: Final = 0.5
"""Of an article: what indents more of it is a layout."""
_DECK: Final = 2
"""The most headings of the second order that stand right under the headline."""


def as_text(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of an article: block quotes without marks with their sign, decks and captions as text."""
    total = sum(len(block.paragraph.text) for block in blocks)
    quoted = sum(len(block.paragraph.text) for block in blocks if block.quoted)
    under = False
    for block in blocks:
        made = block.paragraph
        tag = "" if block.element is None else block.element.tag
        if tag == "h2" and under:
            made = replace(made, furniture=False)
        elif made.furniture or passages(made.text):
            made = _caption(block)
        under = tag == "h1" or (under and tag == "h2")
        if block.quoted and quoted <= _MOST * total and not made.furniture:
            made = _with_sign(made, tag)
        yield made


def _caption(block: Block) -> Paragraph:
    quotes = block.element is not None and is_caption(block.element) and bool(passages(block.paragraph.text))
    return replace(block.paragraph, furniture=False, caption=True) if quotes else block.paragraph


def _with_sign(made: Paragraph, tag: str) -> Paragraph:
    if tag in _SIGNED:
        return replace(made, text=f"> {made.text}" if _DASHED.match(made.text) else f"> — {made.text}")
    return made if _MARKED.search(made.text) else replace(made, text=f"> {made.text}")
