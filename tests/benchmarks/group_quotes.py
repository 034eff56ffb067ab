"""Group printed quotations by utterance, article by article, with the product's own linking and grouping.

usage: group_quotes.py QUOTES.jsonl > PRED

A line of QUOTES is one printed quotation; read are `qid`, `text`, `article`, `date`, `idx`, `before` and
`after`. A line of PRED is `{"qid", "cluster"}`.
"""

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotebrowser import collate
from quotebrowser.model import Date, Kind, Link, Passage, Span


@dataclass
class Shelf:
    """A library's passages in memory, as linking asks for them."""

    by_uid: dict[str, Passage] = field(default_factory=dict)
    by_article: dict[str, list[Passage]] = field(default_factory=dict)
    by_fingerprint: dict[int, list[str]] = field(default_factory=dict)
    words: dict[str, bytes] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    around: dict[str, str] = field(default_factory=dict)

    def add(self, article: str, passages: Sequence[Passage]) -> None:
        self.by_article[article] = list(passages)
        for passage in passages:
            self.by_uid[passage.uid] = passage
            trace = collate.trace(passage.text)
            self.words[passage.uid] = trace.words
            for value in trace.fingerprints:
                self.by_fingerprint.setdefault(value, []).append(passage.uid)
        self.links.update(collate.link(article, passages, self, self.contexts))

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        found = Counter(uid for value in fingerprints for uid in self.by_fingerprint.get(value, ()))
        return {uid: self.words[uid] for uid, count in found.items() if count >= minimum}

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        return [self.by_uid[uid] for uid in uids]

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        return self.by_article[article]

    def records(self, _articles: Collection[str], /) -> Collection[str]:
        return ()

    def at(self, article: str, places: Collection[int], /) -> Sequence[Passage]:
        return [one for one in self.by_article[article] if one.order in places]

    def contexts(self, uids: Sequence[str]) -> Mapping[str, str]:
        return {uid: self.around[uid] for uid in uids if uid in self.around}


def articles(lines: Iterable[str]) -> tuple[dict[str, list[Passage]], dict[str, str]]:
    """The passages of each article in its order, and what is printed around each passage."""
    found: dict[str, list[Passage]] = {}
    around: dict[str, str] = {}
    for line in lines:
        row = json.loads(line)
        date = Date.parse(row["date"]) if row["date"] else None
        passage = Passage(
            uid=row["qid"],
            quote=row["qid"],
            article=row["article"],
            span=Span(0, len(row["text"])),
            text=row["text"],
            kind=Kind.STATEMENT,
            speaker="",
            confidence=0.0,
            day=date.first if date and date.day else None,
            order=row["idx"],
        )
        found.setdefault(row["article"], []).append(passage)
        around[row["qid"]] = f"{row['before']} | {row['after']}"
    for passages in found.values():
        passages.sort(key=lambda passage: passage.order)
    return found, around


def main() -> None:
    """Read the quotations named on the command line; print the groups."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    shelf = Shelf()
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        by_article, shelf.around = articles(lines)
    for article, passages in by_article.items():
        shelf.add(article, passages)
    for qid, cluster in collate.groups(shelf.by_uid.values(), shelf.links).items():
        print(json.dumps({"qid": qid, "cluster": cluster}))


if __name__ == "__main__":
    main()
