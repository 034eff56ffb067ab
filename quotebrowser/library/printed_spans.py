"""The passages of an article: its quotes' printed spans, as grouping and comparing want them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from quotebrowser import collate
from quotebrowser.library.library import Library
from quotebrowser.model import Article, Kind, Passage, Quote, Span, passage_uid
from quotebrowser.text import fold

_HEAD: Final = re.compile(r"---\n.*?\n---\n", re.DOTALL)
"""The facts that stand before a text in its file."""
_Run = tuple[str, ...]
"""Folded words next to each other."""
_BETWEEN: Final = 12
"""Sentences of a record up to which two that are compared are shown with all that lies between."""
_FAR: Final = 40
"""Sentences on either side in which others are looked for that the same quotes print."""
_SHARED: Final = 2
"""Runs of words from which a sentence is printed there: one is shared by chance."""
_BESIDE: Final = 3
"""Sentences of a record on either side of one that is compared: press quotations seldom run over more."""
_LEAST_NARRATION: Final = 40
"""Words of an article's own below which two articles are not said to be one text: two short frames around one
speech share most of their words by chance."""


def is_counted(quote: Quote) -> bool:
    """Whether it counts as a quote of its article: no mention, and no repetition of an earlier one."""
    return quote.kind is not Kind.MENTION and not quote.repeats


def in_articles(
    library: Library, passages: Iterable[Passage]
) -> tuple[tuple[Passage, ...], dict[str, Article]]:
    """Stored passages with their articles by id.

    Those whose article is damaged, or does not print them, are left out and noted as damaged.
    """
    members = tuple(passages)
    texts = library.store.articles.many({one.article for one in members})
    articles = {article.id: article for article in texts}
    sound = []
    for one in members:
        if one.article in articles and one.span.of(articles[one.article].text) == one.text:
            sound.append(one)
        elif one.article in articles:
            library.store.note_damaged("passage", one.uid)
    return tuple(sound), articles


def gathered(
    library: Library, utterance: str
) -> tuple[tuple[Passage, ...], dict[str, Article], dict[str, Quote], tuple[Passage, ...]]:
    """What comparing an utterance wants: its passages, their articles and all quotes of these, the others."""
    members, articles = in_articles(library, library.store.passages.members(utterance))
    articles = {member.article: articles[member.article] for member in members}
    quotes = {
        quote.uid: quote
        for quote in library.store.quotes.of_articles(articles)
        if quote.spans[-1].end <= len(articles[quote.article].text)
    }
    rest = others(articles, Quoted(articles, quotes.values()).related(members), members)
    return members, articles, quotes, rest


def passages(article: Article, quotes: Iterable[Quote]) -> tuple[Passage, ...]:
    """The printed spans of the quotes that count, and of mentions that may be others' words, in order."""
    found = _passages(article, _with_mentions(quotes))
    return tuple(one for one in found if one.kind is not Kind.MENTION or collate.is_linkable(one.text))


class Quoted:
    """The quotes of some articles, found by the words they have next to each other.

    It is made once for all that is compared: an article of hundreds of quotes is looked through once.
    """

    def __init__(self, articles: Mapping[str, Article], quotes: Iterable[Quote]) -> None:
        """Keep the quotes, mentions and repetitions included, of the articles of these ids."""
        self._articles = articles
        self._of: dict[str, list[Quote]] = {name: [] for name in articles}
        self._having: dict[str, dict[_Run, list[int]]] = {}
        for quote in quotes:
            self._of[quote.article].append(quote)
        self._place = {name: at for at, name in enumerate(self._of)}

    def related(self, members: Iterable[Passage]) -> list[Quote]:
        """The quotes that comparing looks at: those compared, and those that print their words in a row.

        Of a record only those compared: what was said at another moment is no printing of the words.

        Args:
            members: what is compared.
        """
        compared = {one.quote for one in members}
        names = sorted({one.article for one in members}, key=self._place.__getitem__)
        wanted: set[_Run] = set()
        own = {name: [quote for quote in self._of[name] if quote.uid in compared] for name in names}
        for name, quotes in own.items():
            if self._articles[name].form.is_record:
                near = _Near({one.span for one in members if one.article == name})
                wanted |= near.runs(quotes, self._articles[name].text)
            else:
                wanted |= _runs(self._articles, quotes)
        return [quote for name in names for quote in self._printing(name, own[name], wanted)]

    def _printing(self, name: str, own: list[Quote], wanted: Collection[_Run]) -> list[Quote]:
        """The quotes of an article that have some of the wanted words in a row, and its `own`."""
        if self._articles[name].form.is_record:
            return own
        having = self._runs_of(name)
        places = {at for run in wanted for at in having.get(run, ())}
        uids = {quote.uid for quote in own}
        return [quote for at, quote in enumerate(self._of[name]) if at in places or quote.uid in uids]

    def _runs_of(self, name: str) -> Mapping[_Run, Sequence[int]]:
        if name not in self._having:
            having = self._having[name] = {}
            for at, quote in enumerate(self._of[name]):
                for run in _runs(self._articles, [quote]):
                    having.setdefault(run, []).append(at)
        return self._having[name]


def _runs(articles: Mapping[str, Article], quotes: Iterable[Quote]) -> set[_Run]:
    """The words that quotes have next to each other."""
    return {run for quote in quotes for run in collate.word_runs(quote.parts(articles[quote.article].text))}


def others(
    articles: Mapping[str, Article], quotes: Iterable[Quote], members: Iterable[Passage]
) -> tuple[Passage, ...]:
    """What else articles quote, as what is compared wants it.

    Of a record, whose turns may be hours long, only the sentences beside those that are compared, and others
    of the same turn that the quotes print, with what lies between.

    Args:
        articles: by id.
        quotes: `related`.
        members: what is compared.
    """
    quotes = tuple(quotes)
    members = tuple(members)
    compared = {(one.article, one.span) for one in members}
    uids = {one.quote for one in members}
    of_article: dict[str, list[Quote]] = {}
    for quote in quotes:
        of_article.setdefault(quote.article, []).append(quote)
    found: list[Passage] = []
    for name, own in of_article.items():
        near = None
        if articles[name].form.is_record:
            asked = (one for one in quotes if one.uid in uids)
            reports = [one for one in asked if not articles[one.article].form.is_record]
            parts = [part for one in reports for part in one.parts(articles[one.article].text)]
            near = _Near({span for article, span in compared if article == name}, parts)
        found += _passages(articles[name], own, near)
    return tuple(one for one in found if (one.article, one.span) not in compared)


class _Near(NamedTuple):
    """Which sentences of a record are wanted."""

    compared: Collection[Span]
    printed: Sequence[str] = ()
    """The parts of what reports print."""

    def runs(self, quotes: Iterable[Quote], text: str) -> set[_Run]:
        """The words that the sentences near those compared have next to each other."""
        return {run for _, span, _ in self.spans(quotes, text) for run in collate.word_runs([span.of(text)])}

    def spans(self, quotes: Iterable[Quote], text: str) -> Iterator[tuple[int, Span, Quote]]:
        """The sentences near those compared, those that are printed, and all between, with their places.

        Of turns of thousands of sentences only those are looked at that are not far away.
        """
        first = 0
        for turn in sorted(quotes, key=lambda quote: quote.spans[0].start):
            starts = [span.start for span in turn.spans]
            own = [at for span in self.compared if (at := _found(turn.spans, starts, span)) >= 0]
            wanted = {near for at in own for near in _around(at, _BESIDE, len(starts))}
            lacking = self._lacking(turn.spans[at].of(text) for at in wanted)
            far = {near for at in own for near in _around(at, _FAR, len(starts))} if lacking else set()
            for at in far - wanted:
                runs = collate.word_runs([turn.spans[at].of(text)])
                if sum(run in lacking for run in runs) >= _SHARED:
                    wanted.add(at)
            for before, after in pairwise(sorted(wanted)):
                if after - before <= _BETWEEN:
                    wanted.update(range(before, after))
            yield from ((first + at, turn.spans[at], turn) for at in sorted(wanted))
            first += len(starts)

    def _lacking(self, sentences: Iterable[str]) -> set[_Run]:
        """The words of the parts that are mostly not in some sentences."""
        here = {run for one in sentences for run in collate.word_runs([one])} if self.printed else set()
        parts = (set(collate.word_runs([part])) for part in self.printed)
        return {run for part in parts if 2 * len(part & here) < len(part) for run in part}


def _found(spans: Sequence[Span], starts: Sequence[int], wanted: Span) -> int:
    """The index of a span; -1 where it is none of them."""
    at = bisect_left(starts, wanted.start)
    return at if at < len(spans) and spans[at] == wanted else -1


def _around(at: int, width: int, size: int) -> range:
    return range(max(at - width, 0), min(at + width + 1, size))


class Told(NamedTuple):
    """By what an article is known as the text of another; one of the two is empty."""

    narration: str
    """The text outside its quotes."""
    whole: str
    """All of its words, where there is too little narration to tell: only the same throughout is one text."""


def told(article: Article, quotes: Iterable[Quote]) -> Told:
    """What an article tells besides its quotes."""
    parts = []
    at = start = head.end() if (head := _HEAD.match(article.text)) else 0
    for span in sorted(span for quote in quotes for span in quote.spans):
        parts.append(article.text[at : span.start])
        at = max(at, span.end)
    narration = "\n".join((*parts, article.text[at:]))
    if len(narration.split()) >= _LEAST_NARRATION:
        return Told(narration, "")
    return Told("", " ".join(fold(article.text[start:]).split()))


def independent_texts(articles: Mapping[str, Told]) -> tuple[tuple[str, ...], ...]:
    """Ids of articles grouped by text: each group is one text, whoever prints it.

    Args:
        articles: what they tell, by id.
    """
    alike: dict[str, list[str]] = {}
    for name, one in sorted(articles.items()):
        if one.whole:
            alike.setdefault(one.whole, []).append(name)
    narrations = {name: one.narration for name, one in articles.items() if not one.whole}
    return tuple(sorted((*collate.independent_texts(narrations), *map(tuple, alike.values()))))


def _passages(article: Article, quotes: Iterable[Quote], near: _Near | None = None) -> tuple[Passage, ...]:
    """The printed spans of quotes in order, all or those `near` what is compared."""
    published = article.published
    day = published.first if published is not None and published.day else None
    found: Iterable[tuple[int, Span, Quote]]
    if near is None:
        every = [(span, quote) for quote in quotes for span in quote.spans]
        every.sort(key=lambda pair: (pair[0].start, pair[1].uid))
        found = ((order, span, quote) for order, (span, quote) in enumerate(every))
    else:
        found = near.spans(quotes, article.text)
    return tuple(
        Passage(
            uid=passage_uid(article.id, span.start),
            quote=quote.uid,
            article=article.id,
            span=span,
            text=span.of(article.text),
            kind=quote.kind,
            speaker=quote.speaker.key if quote.speaker else "",
            confidence=quote.attribution.confidence if quote.attribution else 0.0,
            day=day,
            order=order,
        )
        for order, span, quote in found
    )


def _with_mentions(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that count, and the mentions that stand in none of them."""
    end = 0
    for quote in sorted(quotes, key=lambda one: (one.spans[0].start, -one.spans[-1].end)):
        alone = quote.kind is Kind.MENTION and not quote.repeats and quote.spans[0].start >= end
        if is_counted(quote) or alone:
            yield quote
        end = max(end, quote.spans[-1].end)
