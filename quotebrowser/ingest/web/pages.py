"""Saved web pages: the article in them, with what the page says about itself.

One rule guards it: what the page says for machines goes before what it shows, and both before a guess, which
is marked as one.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import compose
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.ingest.web.bodies import body
from quotebrowser.ingest.web.html_tree import paragraphs, tree_of
from quotebrowser.ingest.web.markup import fit
from quotebrowser.ingest.web.page_facts import stated_facts
from quotebrowser.ingest.web.page_saved import saved
from quotebrowser.ingest.web.page_shown import shown_facts
from quotebrowser.ingest.web.pruning import prune
from quotebrowser.model import Facts

for _name in ("trafilatura", "readability", "htmldate"):
    # They complain of every odd page; the outcome of the file says it.
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_page(source: Source) -> Iterator[Read]:
    """The article of a saved page."""
    yield page(source.text)


def page(text: str, known: Facts | None = None) -> Read:
    """The article of a page.

    Args:
        text: its HTML.
        known: what is known by whatever held the page, before what the page says.

    Raises:
        ReadError: there is no article in it, or it is no page that can be read safely.
    """
    markup = fit(text)
    root = tree_of(markup.html)
    facts = (known or Facts()).over(saved(markup.comments, root))
    stated = facts.over(stated_facts(markup, root))
    prune(root, stated.title.value if stated.title else "")
    article = body(root)
    read = [block.paragraph for block in article.blocks]
    found = compose(read or paragraphs(root), facts.over(shown_facts(root, stated)))
    if not found.text:
        raise ReadError("The page contains no article", "Copy its text into a plain text file.")
    return replace(found, notice=_notice(article.disputed))


def _notice(disputed: int) -> str:
    if not disputed:
        return ""
    quotes = "a quote" if disputed == 1 else f"{disputed} quotes"
    return f"the two readers of web pages disagree about {quotes}: check against the page"


def whole_page(text: str, known: Facts, place: str = "") -> Read:
    """All paragraphs of a page that holds nothing but its article, as newsletters and feeds have it."""
    return compose(paragraphs(tree_of(fit(text).html)), known, place)
