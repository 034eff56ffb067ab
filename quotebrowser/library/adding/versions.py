"""What later texts of one address changed in their quotes.

One rule guards it: it says what two texts print, not who changed it or why. A quote that the later text lacks
is called gone from it, no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import is_counted
from quotebrowser.library.views import PART_BREAK
from quotebrowser.model import Article, Quote, uninterrupted
from quotebrowser.text import fold_marks


class Change(StrEnum):
    """What happened to a quote from one text to the next."""

    SAME = "same"
    """Word for word, apart from the kind of marks."""
    REWORDED = "reworded"
    """The same utterance in other words, or cut."""
    NEW = "new"
    """Only the later text has it."""
    GONE = "gone"
    """Only the earlier text has it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A quote in two texts."""

    change: Change
    """What became of it."""
    before: str
    """As the earlier text prints it; empty if it does not."""
    after: str
    """As the later text prints it; empty if it does not."""
    uids: tuple[str, ...]
    """Of the quote in the texts that have it, the earlier first."""


@dataclass(frozen=True, slots=True)
class Step:
    """Two texts of one address, one added after the other."""

    before: Article
    """The earlier one."""
    after: Article
    """The later one."""
    quotes: tuple[Changed, ...]
    """Every quote of either, in the order of the later text, those that are gone behind."""

    def counts(self) -> str:
        """How many quotes of each kind, in words; those that are the same only where nothing else is."""
        numbers = {change: sum(one.change is change for one in self.quotes) for change in Change}
        told = [f"{numbers[change]} {change.value}" for change in list(Change)[1:] if numbers[change]]
        return ", ".join(told) or "the same quotes"


def history(library: Library, article: str) -> tuple[Step, ...]:
    """The texts of an article's address, each with the one added before it; empty if there is but one."""
    (found,) = library.store.articles.many([article]) or (None,)
    url = found.facts.url.value if found and found.facts.url else ""
    printed = library.store.articles.many(library.store.articles.by_url(url)) if url else ()
    texts = {article.text: article for article in reversed(printed)}
    return tuple(step(library, *pair) for pair in pairwise(reversed(texts.values())))


def step(library: Library, before: Article, after: Article) -> Step:
    """How the quotes of `after` compare with those of `before`."""
    earlier, later = _quotes(library, before), _quotes(library, after)
    uids = [quote.uid for quote in (*earlier, *later)]
    groups = {
        row.quote.uid: {group.id for group in row.utterances} for row in library.store.quotes.many(uids)
    }
    words = {quote.uid: _text(before, quote) for quote in earlier}
    found: list[Changed] = []
    same = {_folded(words[quote.uid]): quote for quote in reversed(earlier)}
    matched = {quote.uid: same.get(_folded(_text(after, quote))) for quote in later}
    left = [quote for quote in earlier if quote not in matched.values()]
    for quote in later:
        text = _text(after, quote)
        other = matched[quote.uid]
        if other is not None:
            found.append(Changed(Change.SAME, words[other.uid], text, (other.uid, quote.uid)))
            continue
        other = next((one for one in left if groups[one.uid] & groups[quote.uid]), None)
        if other is None:
            found.append(Changed(Change.NEW, "", text, (quote.uid,)))
        else:
            left.remove(other)
            found.append(Changed(Change.REWORDED, words[other.uid], text, (other.uid, quote.uid)))
    found += [Changed(Change.GONE, words[one.uid], "", (one.uid,)) for one in left]
    return Step(before, after, tuple(found))


def _quotes(library: Library, article: Article) -> Sequence[Quote]:
    return [quote for quote in library.store.quotes.of_article(article.id) if is_counted(quote)]


def _text(article: Article, quote: Quote) -> str:
    text = article.text
    return PART_BREAK.join(
        " ".join(span.of(text) for span in run) for run in uninterrupted(quote.spans, text)
    )


def _folded(text: str) -> str:
    return " ".join(fold_marks(text).split())
