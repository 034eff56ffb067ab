"""Articles, passages and a shelf that stands for the store: what the tests of this room share."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotebrowser import collate
from quotebrowser.model import (
    Article,
    Collation,
    Fact,
    Facts,
    Form,
    Kind,
    Level,
    Link,
    Passage,
    Provenance,
    Span,
    Trace,
    article_id,
    passage_uid,
)

SEEDS = Path(__file__).parents[2] / "seeds"


def article(name: str, text: str, published: str = "") -> Article:
    """An article that has nothing but a name, a text and maybe a date."""
    facts = Facts(published=Fact(published, Provenance.GIVEN)) if published else Facts()
    return Article(article_id(name), text, f"desk/{name}.txt", facts)


def passages(of: Article, *printed: str, split: Sequence[tuple[int, int]] = ()) -> tuple[Passage, ...]:
    """The passages of an article by their words, in its order; `split`: pairs of parts of one quote."""
    spans = []
    at = 0
    for words in printed:
        start = of.text.index(words, at)
        at = start + len(words)
        spans.append(Span(start, at))
    uids = [passage_uid(of.id, span.start) for span in spans]
    quotes = list(uids)
    for first, second in split:
        quotes[second] = quotes[first]
    day = of.published.first if of.published and of.published.day else None
    return tuple(
        Passage(uid, quote, of.id, span, span.of(of.text), Kind.STATEMENT, "", 0.0, day, order)
        for order, (uid, quote, span) in enumerate(zip(uids, quotes, spans, strict=True))
    )


def quoted(name: str, *printed: str, published: str = "", around: str = "he said") -> "Entry":
    """An article that prints nothing but some passages, with narration between them."""
    text = f" {around} ".join(f"“{words}”" for words in printed)
    made = article(name, text, published)
    return Entry(made, passages(made, *printed))


@dataclass(frozen=True)
class Entry:
    """An article with its passages."""

    article: Article
    passages: tuple[Passage, ...]


@dataclass
class Shelf:
    """A library's passages in memory, as linking asks for them."""

    with_contexts: bool = True
    articles: dict[str, Article] = field(default_factory=dict)
    by_article: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    traces: dict[str, Trace] = field(default_factory=dict)

    def add(self, *entries: Entry) -> "Shelf":
        for entry in entries:
            self.articles[entry.article.id] = entry.article
            self.by_article[entry.article.id] = entry.passages
            record = entry.article.form is not Form.REPORT
            self.traces |= collate.traces(entry.passages, record=entry.article.id if record else "")
            contexts = self.contexts if self.with_contexts else None
            self.links.update(collate.link(entry.article.id, entry.passages, self, contexts, record=record))
        return self

    def remove(self, entry: Entry) -> None:
        del self.by_article[entry.article.id]
        gone = {passage.uid for passage in entry.passages}
        self.links = {link for link in self.links if not {link.a, link.b} & gone}

    def every(self) -> list[Passage]:
        return [passage for of in self.by_article.values() for passage in of]

    def groups(self) -> dict[str, str]:
        return collate.groups(self.every(), self.links, self.records(self.articles))

    def together(self) -> set[frozenset[str]]:
        """The texts of each group of two or more."""
        texts = {passage.uid: passage.text for passage in self.every()}
        found: dict[str, set[str]] = {}
        for uid, group in self.groups().items():
            found.setdefault(group, set()).add(uid)
        return {frozenset(texts[uid] for uid in uids) for uids in found.values() if len(uids) > 1}

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        wanted = frozenset(fingerprints)
        traces = {passage.uid: self.traces[passage.uid] for passage in self.every()}
        return {
            uid: trace.words
            for uid, trace in traces.items()
            if len(wanted.intersection(trace.fingerprints)) >= minimum
        }

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        wanted = set(uids)
        return [passage for passage in self.every() if passage.uid in wanted]

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        return self.by_article[article]

    def records(self, articles: Collection[str], /) -> Collection[str]:
        return {uid for uid in articles if self.articles[uid].form is not Form.REPORT}

    def at(self, article: str, places: Collection[int], /) -> Sequence[Passage]:
        return [one for one in self.by_article[article] if one.order in places]

    def contexts(self, uids: Sequence[str]) -> Mapping[str, str]:
        return {
            passage.uid: collate.context(self.articles[passage.article].text, passage.span)
            for passage in self.passages(uids)
        }


def collation(*entries: Entry, primary: str = "") -> Collation:
    """The comparison of all passages of some articles, whose worst level is what `worst` says."""
    articles = {entry.article.id: entry.article for entry in entries}
    printed = [one for entry in entries for one in entry.passages]
    found = collate.collate("u", printed, articles, primary=primary)
    if not primary:
        assert collate.worst(printed, articles) == worst(found)
    return found


def worst(of: Collation) -> Level:
    """The level of the worst difference that is told."""
    return max((difference.level for difference in of.differences), default=Level.NONE)


def rows(of: Collation) -> list[str]:
    """The columns of a collation, a line each: `state:words | state:words`."""
    return [
        " | ".join(f"{reading.state.value}:{reading.text}" for reading in column.readings)
        for column in of.columns
    ]


def classes(of: Collation) -> list[tuple[str, str, int]]:
    """State, class and level of each difference."""
    return [(item.state.value, item.category, int(item.level)) for item in of.differences]


_PROUD = "I don’t consider losing Syria something to be proud of"
_DEFEATED = "We were defeated, and defeated very badly, we took a very big blow and it’s been very difficult."
_NETWORKS = "We can activate all the networks we have worked with over the years"
_LAYERS = (
    "We can activate the social layers that our guys lived among for years; we can be active in social media "
    "and we can form resistance cells."
)
_SEEDS = {
    "000": (f"{_PROUD}. {_DEFEATED}", "turned off radars,", f"{_NETWORKS},", _LAYERS, "the situation"),
    "001": (
        f"{_PROUD},",
        _DEFEATED,
        "turned off radars",
        f"{_NETWORKS},",
        _LAYERS,
        "Now we can operate there as we do in other international arenas, and we have already started,",
        "stunned Iranians",
        "the situation",
        "still have the upper hand on the ground in the region.",
    ),
    "002": ("very big blow,", f"{_PROUD}."),
    "003": (
        _DEFEATED.replace("defeated, and", "defeated and").replace("blow and", "blow, and"),
        f"{_NETWORKS}.",
        "illegal",
    ),
    "004": (
        "leaving a mark on history that will not be forgotten,",
        "The enemy has exploited the ceasefire conditions in Lebanon and seeks to plunge Syria into chaos.",
        "takfiri terrorists",
    ),
}
_SPLIT = {"000": ((2, 3),), "001": ((0, 1), (3, 4))}


def seeds() -> dict[str, Entry]:
    """The five sample articles with passages of theirs, repetitions left out, by number."""
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        number = path.name[:3]
        made = article(path.stem, path.read_text("utf-8"), "2025-01-09" if number == "003" else "")
        found[number] = Entry(made, passages(made, *_SEEDS[number], split=_SPLIT.get(number, ())))
    return found
