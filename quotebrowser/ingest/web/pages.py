"""Saved web pages: the article in them, with what the page says about itself.

One rule guards it: what the page says for machines goes before what it shows, and both before a guess, which
is marked as one.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from html import unescape
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.omissions import Omissions
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.ingest.web.bodies import body, running_text
from quotebrowser.ingest.web.html_tree import Block, linked_blocks, tree_of
from quotebrowser.ingest.web.markup import fit
from quotebrowser.ingest.web.page_facts import stated_facts
from quotebrowser.ingest.web.page_saved import framed_copy, saved
from quotebrowser.ingest.web.page_shown import shown_facts
from quotebrowser.ingest.web.pruning import prune
from quotebrowser.ingest.web.verbatim.carried_text import carried_text
from quotebrowser.ingest.web.verbatim.left_out import LeftOut, show_buttons, take_hidden_out, take_struck_out
from quotebrowser.ingest.web.verbatim.set_apart import as_text
from quotebrowser.ingest.web.verbatim.source_letters import unescaped, unproved
from quotebrowser.model import Fact, Facts, Provenance

for _name in ("trafilatura", "readability", "htmldate"):
    # They complain of every odd page; the outcome of the file says it.
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_SHOWS: Final = 0.2
"""Of the text in a page's data: a page with less of its own does not show it."""
_HALF: Final = 0.5
_PARAGRAPH: Final = 80
"""Characters; what is shorter may stand above a headline."""
_PARTLY: Final = "less than half of the running text of the page was taken for the article: check against it"
_MARKUP: Final = re.compile(r"</?(?:p|br|div)\b[^<>]{0,99}>", re.IGNORECASE)


def read_page(source: Source) -> Iterator[Read]:
    """The article of a saved page."""
    yield page(source.text)


def page(text: str, known: Facts | None = None, *, frames: int = 3) -> Read:
    """The article of a page.

    Args:
        text: its HTML.
        known: what is known by whatever held the page, before what the page says.
        frames: of an archive, one in the other, that are opened at most.

    Raises:
        ReadError: there is no article in it, or it is no page that can be read safely.
    """
    markup = fit(text)
    root = tree_of(markup.html)
    facts = (known or Facts()).over(saved(markup.comments, root))
    framed = framed_copy(root) if facts.archived and frames else ""
    if framed:
        return page(framed, facts, frames=frames - 1)
    stated = facts.over(stated_facts(markup, root))
    hidden = take_hidden_out(root)
    show_buttons(root)
    running = running_text(root)
    prune(root, stated.title.value if stated.title else "")
    left_out = take_struck_out(root)
    article = body(root)
    facts = facts.over(shown_facts(root, stated))
    carried = carried_text(markup.structured)
    if carried is not None and sum(len(block.paragraph.text) for block in article.blocks) < _SHOWS * len(
        carried
    ):
        return _carried(carried, markup.structured, facts)
    found = _proved(text, article.blocks or list(linked_blocks(root)), facts)
    if not found.text:
        raise ReadError("The page contains no article", "Copy its text into a plain text file.")
    homes = {block.element for block in article.blocks}
    around = homes.union(home.getparent() for home in homes if home is not None)
    return _noted(
        found,
        _not_taken(article.left_out),
        _left_out(left_out, homes, sum(home in around for home in hidden)),
        _PARTLY if len(found.text) < _HALF * running else "",
    )


def whole_page(text: str, known: Facts, place: str = "", *, headed: bool = False) -> Read:
    """All paragraphs of a page that holds nothing but its article, as newsletters, feeds and books have it.

    Args:
        text: its HTML.
        known: what is known of it.
        place: which article of its file it is.
        headed: whether a heading before its text is its headline.
    """
    root = tree_of(fit(text).html)
    hidden = take_hidden_out(root, sent=True)
    show_buttons(root)
    left_out = take_struck_out(root)
    blocks = list(linked_blocks(root))
    facts = _headline(blocks).over(known) if headed else known
    found = _proved(text, blocks, facts, place)
    return _noted(found, _left_out(left_out, {block.element for block in blocks}, len(hidden)))


def _headline(blocks: Sequence[Block]) -> Facts:
    for block in blocks:
        if block.paragraph.furniture:
            return Facts(title=Fact(block.paragraph.text, Provenance.PRINTED))
        if len(block.paragraph.text) >= _PARAGRAPH:
            break
    return Facts()


def _carried(body: str, structured: Sequence[str], facts: Facts) -> Read:
    """The article that a page shows nothing of and carries in its data."""
    read = [Block(paragraph(line), None) for line in body.splitlines()]
    if _MARKUP.search(body):
        read = list(linked_blocks(tree_of(fit(body).html)))
    found = _proved(unescape(unescaped("\n".join(structured))), read, facts)
    return _noted(found, "the page does not show its text: it is read from the data for search engines")


def _proved(source: str, blocks: Sequence[Block], facts: Facts, place: str = "") -> Read:
    """The article that blocks make; none that does not stand so in its source is searched for quotes."""
    unsure = set(unproved(source, [block.paragraph.text for block in blocks]))
    read = [
        replace(made, furniture=True) if at in unsure else made for at, made in enumerate(as_text(blocks))
    ]
    count = "a paragraph does" if len(unsure) == 1 else f"{len(unsure)} paragraphs do"
    notice = f"{count} not stand in the page as read: no quotes are taken from there" if unsure else ""
    return _noted(compose(read, facts, place), notice)


def _noted(found: Read, *notices: str) -> Read:
    return replace(found, notice="; ".join(filter(None, [found.notice, *notices])))


def _not_taken(count: int) -> str:
    if not count:
        return ""
    quotes = (
        "a quote that may be the article’s was"
        if count == 1
        else f"{count} quotes that may be the article’s were"
    )
    return f"{quotes} not taken: check against the page"


def _left_out(left_out: LeftOut, homes: AbstractSet[Any], hidden: int) -> str:
    """What was left out of the paragraphs that were kept, and how many hidden passages of running text."""
    struck = sum(home in homes for home in left_out.struck)
    signs = sum(home in homes for home in left_out.notes)
    return Omissions(struck=struck, hidden=hidden, signs=signs).notice()
