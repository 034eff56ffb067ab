"""The thresholds of grouping on labelled news: `python tests/benchmarks/fit_grouping.py DIRECTORY...`.

Each DIRECTORY holds whole articles, `articles.jsonl` (article, text, outlet, date); of quotations in them the
utterance they print, `spans.jsonl` (qid, article, start, end, group); and pairs of these, `pairs.jsonl`
(a, b, same, rel). The articles are extracted once, as the program does it, and grouped in memory with one
threshold changed at a time. A fold is a fifth of the connected sets of articles that share a labelled group,
by hash. For each fold every threshold takes the value that is best on the other four; all these together are
held against the fold, and so are the thresholds in force.

Printed are precision, recall and F1 of pairs, `direct`: recall of the pairs that share words, `exact`: the
share of groups that are, and `false`: the share of hard negatives that are joined. Exit status 1 if fitting
gains. `--without OUTLET` leaves the labels of an outlet out, `--only NAME ...` tries some thresholds alone.
"""

import argparse
import dataclasses
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebrowser import collate, extract
from quotebrowser.collate.same import thresholds
from quotebrowser.collate.tokens import stems
from quotebrowser.library.printed_spans import passages
from quotebrowser.model import Article, Fact, Facts, Form, Link, Passage, Provenance, Trace, article_id

FOLDS: Final = 5
STEPS: Final = (0.8, 0.9, 1.1, 1.25)
"""What each threshold is multiplied by; whole numbers go one down and one up."""
HALF: Final = 0.5


class Shelf:
    """The passages of some articles in memory, as linking asks for them."""

    def __init__(self, articles: Sequence[tuple[Article, tuple[Passage, ...]]]) -> None:
        self._texts = {article.id: article.text for article, _ in articles}
        self._of = {article.id: printed for article, printed in articles}
        self._by_uid = {one.uid: one for printed in self._of.values() for one in printed}
        self._records = {article.id for article, _ in articles if article.form is not Form.REPORT}
        self._traces: dict[str, Trace] = {}
        for name, printed in self._of.items():
            self._traces |= collate.traces(printed, record=name if name in self._records else "")
        self._having: dict[int, list[str]] = defaultdict(list)

    def groups(self) -> dict[str, str]:
        """The utterance of each passage."""
        self._having.clear()
        links: set[Link] = set()
        for article, printed in self._of.items():
            for one in printed:
                for value in set(self._traces[one.uid].fingerprints):
                    self._having[value].append(one.uid)
            record = article in self._records
            links.update(collate.link(article, printed, self, self._contexts, record=record))
        return collate.groups(self._by_uid.values(), links, self._records)

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """As `Neighbours`."""
        found = Counter(uid for value in set(fingerprints) for uid in self._having.get(value, ()))
        return {uid: self._traces[uid].words for uid, count in found.items() if count >= minimum}

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """As `Neighbours`."""
        return [self._by_uid[uid] for uid in sorted(uids)]

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        """As `Neighbours`."""
        return self._of[article]

    def records(self, articles: Collection[str], /) -> Collection[str]:
        """As `Neighbours`."""
        return self._records.intersection(articles)

    def at(self, article: str, places: Collection[int], /) -> Sequence[Passage]:
        """As `Neighbours`."""
        return [one for one in self._of[article] if one.order in places]

    def _contexts(self, uids: Collection[str]) -> Mapping[str, str]:
        printed = (self._by_uid[uid] for uid in uids)
        return {one.uid: collate.context(self._texts[one.article], one.span) for one in printed}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled quotation."""

    qid: str
    group: str
    """Its utterance."""
    passage: str
    """Uid of the passage that prints it; empty if the program has none."""
    fold: int


@dataclass(frozen=True, slots=True)
class Labels:
    """A directory of labelled news."""

    shelf: Shelf
    labelled: tuple[Labelled, ...]
    pairs: tuple[tuple[str, str, bool], ...]
    """Qids of pairs that share words, and whether they are one utterance."""

    def counts(self) -> list[Counter[str]]:
        """What is counted of each fold."""
        groups = self.shelf.groups()
        found: list[Counter[str]] = []
        for fold in range(FOLDS):
            own = [one for one in self.labelled if one.fold == fold]
            names = [groups.get(one.passage) or f"alone {at}" for at, one in enumerate(own)]
            counts = _counts([one.group for one in own], names)
            place = dict(zip((one.qid for one in own), names, strict=True))
            for a, b, same in self.pairs:
                if a in place and b in place:
                    kind = "same" if same else "other"
                    counts.update({kind: 1, f"{kind} joined": place[a] == place[b]})
            found.append(counts)
        return found


def _counts(true: Sequence[str], found: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter(
        right=_pairs(zip(true, found, strict=True)), found=_pairs(found), true=_pairs(true)
    )
    members: dict[str, set[str]] = defaultdict(set)
    for group, name in zip(true, found, strict=True):
        members[group].add(name)
    for group, size in Counter(true).items():
        if size > 1:
            exact = len(members[group]) == 1 and found.count(next(iter(members[group]))) == size
            counts.update(groups=1, exact=exact)
    return counts


def _pairs(names: Iterable[object]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(names).values())


def read(directory: Path, without: str) -> Labels:
    """The labels of a directory, their articles extracted."""
    rows = list(_lines(directory / "articles.jsonl"))
    spans = list(_lines(directory / "spans.jsonl"))
    left_out = {row["article"] for row in rows if row["outlet"] == without}
    articles = {}
    for row in rows:
        published = Fact(row["date"], Provenance.GIVEN) if len(row["date"]) == len("2020-01-01") else None
        facts = Facts(published=published)
        article = Article(article_id(f"{row['article']}\n{row['text']}"), row["text"], row["article"], facts)
        articles[row["article"]] = article, passages(article, extract.quotes(article))
    folds = _folds(spans)
    labelled = tuple(
        Labelled(
            span["qid"],
            span["group"],
            _printed(span, articles[span["article"]][0].text, articles[span["article"]][1]),
            folds[span["article"]],
        )
        for span in spans
        if span["article"] not in left_out
    )
    pairs = tuple(
        (row["a"], row["b"], bool(row["same"]))
        for row in _lines(directory / "pairs.jsonl")
        if row["rel"] != "disjoint-bridged"
    )
    return Labels(Shelf(list(articles.values())), labelled, pairs)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, filter(str.strip, file))


def _folds(spans: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """The fold of each article: the same for all that share a labelled group."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            name = above
        return name

    for span in spans:
        low, high = sorted((root(f"a {span['article']}"), root(f"g {span['group']}")))
        parent[high] = low
    return {
        name.removeprefix("a "): zlib.crc32(root(name).encode()) % FOLDS
        for name in list(parent)
        if name.startswith("a ")
    }


def _printed(span: Mapping[str, str], text: str, printed: Sequence[Passage]) -> str:
    """Uid of the passage that has most of a labelled quotation, of which half is in passages.

    Else of one that has its words: what an article prints word for word twice is one passage.
    """
    start, end = int(span["start"]), int(span["end"])
    shared = {one.uid: min(end, one.span.end) - max(start, one.span.start) for one in printed}
    if sum(one for one in shared.values() if one > 0) >= HALF * (end - start):
        return max(shared, key=lambda uid: shared[uid])
    words = f" {' '.join(stems(text[start:end]))} "
    return next((one.uid for one in printed if words in f" {' '.join(stems(one.text))} "), "")


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """The figures that are printed; `score`, the harmonic mean of precision and direct, is what is fitted."""
    shares = {
        "P": (counts["right"], counts["found"]),
        "R": (counts["right"], counts["true"]),
        "F1": (2 * counts["right"], counts["found"] + counts["true"]),
        "direct": (counts["same joined"], counts["same"]),
        "exact": (counts["exact"], counts["groups"]),
        "false": (counts["other joined"], counts["other"]),
    }
    found = {name: part / max(whole, 1) for name, (part, whole) in shares.items()}
    both = found["P"] + found["direct"]
    return {**found, "score": 2 * found["P"] * found["direct"] / both if both else 0.0}


def measured(news: Sequence[Labels], limits: thresholds.Thresholds) -> list[Counter[str]]:
    """The counts of each fold, all directories together."""
    before, thresholds.LIMITS = thresholds.LIMITS, limits
    total = [Counter[str]() for _ in range(FOLDS)]
    for labels in news:
        for fold, counts in enumerate(labels.counts()):
            total[fold].update(counts)
    thresholds.LIMITS = before
    return total


def others(value: float) -> list[float]:
    """The values that are tried beside one."""
    if isinstance(value, int):
        return [value - 1, value + 1]
    return [round(value * step, 3) for step in STEPS if value > 1 or value * step <= 1]


def _rest(counts: Sequence[Counter[str]], fold: int) -> Counter[str]:
    return _total(one for at, one in enumerate(counts) if at != fold)


def _show(name: str, counts: Counter[str]) -> None:
    print(f"{name:32}", *(f"{key} {value:.4f}" for key, value in figures(counts).items()), flush=True)


def _changed(limits: thresholds.Thresholds, values: Mapping[str, float]) -> thresholds.Thresholds:
    return thresholds.Thresholds(**{**dataclasses.asdict(limits), **values})


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    return sum(counts, Counter[str]())


def tried(
    news: Sequence[Labels], base: list[Counter[str]], only: Collection[str]
) -> dict[str, dict[float, list[Counter[str]]]]:
    """What is counted with each threshold changed alone, by its name and value."""
    now, found = thresholds.LIMITS, dict[str, dict[float, list[Counter[str]]]]()
    for field in dataclasses.fields(now):
        if not only or field.name in only:
            value = getattr(now, field.name)
            found[field.name] = {value: base}
            for other in others(value):
                counts = measured(news, _changed(now, {field.name: other}))
                found[field.name][other] = counts
                _show(f"{field.name} {other:g}", _total(counts))
    return found


def fitted(
    news: Sequence[Labels], now: thresholds.Thresholds, values: Mapping[str, dict[float, list[Counter[str]]]]
) -> Iterator[Counter[str]]:
    """What is counted of each fold with the thresholds that are best on the others."""
    for fold in range(FOLDS):
        chosen = {}
        for name, counts in values.items():
            scores = {value: figures(_rest(counts[value], fold))["score"] for value in counts}
            best = max(scores, key=lambda value: scores[value])
            if scores[best] > scores[getattr(now, name)]:
                chosen[name] = best
        found = measured(news, _changed(now, chosen))[fold]
        _show(f"fold {fold}, fitted on the others", found)
        print("   ", chosen)
        yield found


def main() -> int:
    """Print the figures of each fold, as they are and as fitted on the others; 1 if fitting gains."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path, nargs="+")
    parser.add_argument("--without", default="", metavar="OUTLET")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME")
    asked = parser.parse_args()
    now = thresholds.LIMITS
    news = [read(one, asked.without) for one in asked.directory]
    base = measured(news, now)
    for fold, counts in enumerate(base):
        _show(f"fold {fold}, as they are", counts)
    _show("all, as they are", _total(base))
    best = _total(fitted(news, now, tried(news, base, asked.only)))
    _show("all, fitted on the others", best)
    return int(figures(best)["score"] > figures(_total(base))["score"])


if __name__ == "__main__":
    sys.exit(main())
