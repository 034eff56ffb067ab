"""What a page sets apart of its running text, as lines of the article: decks, block quotes, captions.

One rule guards it: a quote without marks, which a page shows by where it stands, is written as in Markdown,
so that nothing behind this must know how pages are built. No word is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.bodies import is_caption, signs
from quotebrowser.ingest.web.html_tree import Block
from quotebrowser.ingest.web.quick_passages import passages

_MARKED: Final = re.compile("[\"“”„«»「『]|(?:^|\\s)['‘‚‹]")
_MOST: Final = 0.5
"""Of an article: what indents more of it is a layout."""


def as_text(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of an article: block quotes without marks with their sign, decks as text."""
    total = sum(len(block.paragraph.text) for block in blocks)
    quoted = sum(len(block.paragraph.text) for block in blocks if block.quoted)
    under = False
    for block in blocks:
        made = block.paragraph
        tag = "" if block.element is None else block.element.tag
        if signs(block):
            made = replace(
                made, text=f"> {'' if made.text[0] in '—–-' else '— '}{made.text}", furniture=False
            )
        elif tag == "h2" and under:
            made = replace(made, furniture=False)
        elif (
            block.quoted and not made.furniture and quoted <= _MOST * total and not _MARKED.search(made.text)
        ):
            made = replace(made, text=f"> {made.text}")
        elif block.element is not None and is_caption(block.element) and passages(made.text):
            made = replace(made, furniture=False, caption=True)
        under = tag == "h1" or (under and tag == "h2")
        yield made
