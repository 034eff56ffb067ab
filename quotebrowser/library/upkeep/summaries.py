"""What lists say of an utterance, from the texts that print it.

One rule guards it: it follows from what is handed in, so that any process can say it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser import collate
from quotebrowser.library.printed_spans import Quoted, Told, independent_texts, others, told
from quotebrowser.model import Article, Form, Passage, Quote
from quotebrowser.store import Summary

_AROUND: Final = 400
"""Characters on either side of a passage at which comparing may look."""


@dataclass(frozen=True, slots=True)
class Material:
    """Some utterances with all that is compared of them."""

    grouped: tuple[tuple[str, tuple[Passage, ...]], ...]
    """Ids of the utterances, and their passages."""
    articles: tuple[Article, ...]
    """Those that print an utterance which others print too."""
    quotes: tuple[Quote, ...]
    """All that these quote."""


def summarise(material: Material) -> dict[str, Summary]:
    """What is said of utterances, by their ids."""
    articles = {article.id: article for article in material.articles}
    quotes: dict[str, list[Quote]] = {}
    for quote in material.quotes:
        quotes.setdefault(quote.article, []).append(quote)
    quoted = Quoted(articles, material.quotes)
    texts = _Texts({name: told(article, quotes.get(name, ())) for name, article in articles.items()})
    found = {}
    for name, members in material.grouped:
        ids = {one.article for one in members}
        found[name] = Summary(1, 0, 1)
        if len(ids) > 1:
            level = _level(members, {one: articles[one] for one in ids}, quoted)
            forms = Counter(articles[one].form for one in ids)
            printed = [one for one in ids if not articles[one].form.is_record]
            found[name] = Summary(
                len(ids),
                level,
                texts.count(printed) if printed else 1,
                forms[Form.TRANSCRIPT],
                forms[Form.CAPTIONS],
            )
    return found


class _Texts:
    """How many independent texts articles are; those that print several utterances in common once."""

    def __init__(self, articles: Mapping[str, Told]) -> None:
        self._articles = articles
        self._counted: dict[frozenset[str], int] = {}

    def count(self, ids: Collection[str]) -> int:
        """Of the articles of these ids."""
        asked = frozenset(ids)
        if asked not in self._counted:
            self._counted[asked] = len(independent_texts({name: self._articles[name] for name in asked}))
        return self._counted[asked]


def _level(members: Sequence[Passage], articles: Mapping[str, Article], quoted: Quoted) -> int:
    """The level of the worst difference in an utterance that several articles print.

    Args:
        members: its passages.
        articles: theirs, by id.
        quoted: all quotes of these, and maybe of others.
    """
    quotes = quoted.related(members)
    shown = _distinct(members, articles, quotes)
    compared = [one for one in members if one.article in shown]
    every = others(articles, (quote for quote in quotes if quote.article in shown), compared)
    return int(collate.worst(compared, articles, every))


def _distinct(
    members: Sequence[Passage], articles: Mapping[str, Article], quotes: Iterable[Quote]
) -> frozenset[str]:
    """Ids of articles that print an utterance, one for all that quote the same and print the same around it.

    Comparing others of them tells nothing more, and a wire text has hundreds.

    Args:
        members: the passages of the utterance.
        articles: theirs, by id.
        quotes: of the articles, those that comparing looks at.
    """
    printed: dict[str, list[object]] = {name: [] for name in articles}
    for one in members:
        text, span = articles[one.article].text, one.span
        printed[one.article].append(text[max(0, span.start - _AROUND) : span.end + _AROUND])
    for quote in quotes:
        speaker = quote.speaker.key if quote.speaker else ""
        printed[quote.article].append((quote.kind, speaker, quote.parts(articles[quote.article].text)))
    kinds: dict[object, str] = {}
    for name in sorted(printed):
        kinds.setdefault(tuple(printed[name]), name)
    return frozenset(kinds.values())
