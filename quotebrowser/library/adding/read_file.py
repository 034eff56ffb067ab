"""What files hold, made ready to be stored: articles read, their quotes found.

One rule guards it: nothing here writes, so that any process can do it; the library's own stores what comes
of it, in the order of the files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from quotebrowser import extract, ingest
from quotebrowser.ingest import Given, Known, Loaded
from quotebrowser.model import Article, Facts, Quote, Rejected


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article ready to be stored."""

    article: Article
    """As read, with the outlet that its text says it took the words from."""
    quotes: tuple[Quote, ...]
    """Mentions included, in order of their first character."""


Item: TypeAlias = Gathered | Known | Rejected
"""What became of a file, or of one article of a file that holds many."""


def gather(path: Path, given: Given, known: Callable[[str], bool]) -> Iterator[Item]:
    """What the file at `path` holds.

    Args:
        path: the file.
        given: what the user says of it.
        known: whether the library has an article of this id, in which no quotes are then looked for.
    """
    yield from _searched(ingest.read_new(path, given, known), known)


def gather_loaded(loaded: Loaded, data: bytes, given: Given) -> Iterator[Item]:
    """What a file holds whose bytes were loaded elsewhere, where the library is."""
    yield from _searched(ingest.read_loaded(loaded, data, given), lambda _article: False)


def _searched(found: Iterable[Article | Rejected | Known], known: Callable[[str], bool]) -> Iterator[Item]:
    for item in found:
        if not isinstance(item, Article):
            yield item
        elif known(item.id):
            yield Known(item.origin, item.id)
        else:
            article = replace(item, facts=item.facts.over(Facts(via=extract.via(item))))
            extracted = extract.read(article)
            yield Gathered(extracted.article, extracted.quotes)
