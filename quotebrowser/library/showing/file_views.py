"""The articles of a library, and what became of every file that was given to it.

One rule guards it: of a long list the rows are made that somebody looks at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.model import Date, Form
from quotebrowser.store import ArticleRow, KeptOutcome
from quotebrowser.text import fold

_EVERY_FILE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as lists show it."""

    article: str
    """Its id."""
    outlet: str
    """Empty where not recorded."""
    published: Date | None
    title: str
    """Empty where unknown."""
    quotes: int
    """How many it has, mentions and repeats left out."""
    form: Form
    """Report, transcript or captions."""
    path: str
    """As it was given."""
    added: int
    """When it was added, in seconds since 1970, UTC."""
    removed: bool = False
    """Whether it was taken out, and can be brought back."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What became of a file, or of one article of a file that holds many."""

    path: str
    """As it was given."""
    outcome: str
    """`added`, `known`, `version`, `no quotes` or `rejected`, when it was given last."""
    reason: str
    """Why; may be empty."""
    article: str
    """Id of the article; empty for a rejected file."""
    given: int
    """When it was given last, in seconds since 1970, UTC."""


def articles(library: Library) -> list[ListedArticle]:
    """Every article, in the order of their paths."""
    listed = map(_article, library.store.articles.rows())
    return sorted(listed, key=lambda item: (item.path, item.article))


def files(library: Library) -> list[ListedFile]:
    """What became of every file that was ever given; the rejected ones last, where they are seen."""
    listed = [*map(_file, reversed(library.store.outcomes.latest(_EVERY_FILE)))]
    return sorted(listed, key=lambda item: item.outcome == "rejected")


def _file(kept: KeptOutcome) -> ListedFile:
    return ListedFile(kept.path, kept.outcome, kept.reason, kept.article, kept.at)


def _article(row: ArticleRow) -> ListedArticle:
    return ListedArticle(
        article=row.id,
        outlet=row.facts.outlet.value if row.facts.outlet else "",
        published=row.facts.published.date if row.facts.published else None,
        title=row.facts.title.value if row.facts.title else "",
        quotes=row.quotes,
        form=row.facts.form_of,
        path=row.origin,
        added=row.added,
        removed=row.removed,
    )


class Shelf:
    """All that was given to a library, the latest first: what became of each file, or each article of one."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.numbers: list[int] = library.store.outcomes.numbers()
        """Of those that are listed."""
        self._words: list[tuple[int, str]] | None = None

    def narrowed(self, typed: str) -> list[int]:
        """The numbers of those that have all the words typed in what is said of them."""
        words = fold(typed).split()
        if not words:
            return self.numbers
        if self._words is None:
            self._words = [(no, fold(said)) for no, said in self._library.store.outcomes.said()]
        return [no for no, said in self._words if all(word in said for word in words)]

    def rows(self, numbers: Iterable[int]) -> dict[int, tuple[ListedFile, ListedArticle | None]]:
        """Some of them by their numbers, each with its article, if there is one."""
        kept = self._library.store.outcomes.some(numbers)
        articles = self._library.store.articles.rows(one.article for one in kept.values() if one.article)
        found = {row.id: row for row in articles}
        return {
            no: (
                _file(one),
                _article(found[one.article]) if one.article in found else None,
            )
            for no, one in kept.items()
        }
