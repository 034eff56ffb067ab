"""What `verify --draft` costs beside searching for the same passages.

usage: verifying.py [--quotes N] [--passages N] [--directory DIR]

Makes a library of made-up quotes in articles with as much narration, and a draft of passages that are
printed, printed with another word, printed as narration, made of two quotes, or nowhere. CPU seconds of this
process; exits 1 when checking the draft takes ten times the time of the searches, or a verdict is wrong. The
bar is for 1,000 passages on 100,000 quotes; without options both numbers are smaller.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grouping_scale import fill
from made_newsroom import Newsroom

from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes, sources
from quotebrowser.library.upkeep import level
from quotebrowser.library.verifying import verify_words
from quotebrowser.model import Article, Quote, Span, passage_uid

_RATIO: Final = 10.0
_WORDS: Final = 8
_RIGHT: Final = {
    "exact": ("exact", "typographic"),
    "unquoted": ("unquoted", "exact", "typographic", "unsure"),
}
_KINDS: Final = ("exact", "exact", "exact", "differs", "unquoted", "merged", "none")


@dataclass
class Narrating(Newsroom):
    """A newsroom that prints a sentence of its own behind each quote."""

    narrated: list[str] = field(default_factory=list)

    def article(self) -> tuple[Article, tuple[Quote, ...]]:
        """An article that prints ten quotes and ten sentences of narration."""
        article, quotes = super().article()
        body, spans = "", []
        for quote in quotes:
            words = quote.spans[0].of(article.text)
            spans.append(Span(len(body) + 1, len(body) + 1 + len(words)))
            told = " ".join(self.speech() for _ in range(2))
            self.narrated.append(told)
            body += f"“{words}” he said. {told}.\n"
        made = tuple(
            Quote(passage_uid(article.id, span.start), article.id, (span,), quote.kind, None)
            for quote, span in zip(quotes, spans, strict=True)
        )
        return Article(article.id, body, article.origin, article.facts), made


def passages(newsroom: Narrating, number: int) -> Iterator[tuple[str, str]]:
    """Passages, each with its right verdict; `merged` is one that differs, `none` may be near something."""
    chance = random.Random(5)
    long = [said for said in newsroom.said if len(said.split()) >= _WORDS]
    told = [said for said in newsroom.narrated if len(said.split()) >= _WORDS]
    for at in range(number):
        kind = _KINDS[at % len(_KINDS)]
        words = chance.choice(told if kind == "unquoted" else long).split()
        start = chance.randrange(len(words) - _WORDS + 1)
        part = words[start : start + chance.randrange(_WORDS, 30)]
        if kind == "differs":
            part[len(part) // 2] = "zeppelin"
        elif kind == "merged":
            part += chance.choice(long).split()[:_WORDS]
        elif kind == "none":
            part = [*newsroom.speech().split()[:20], f"unheard{at}", f"unseen{at}"]
        yield kind, " ".join(part)


def spent(name: str, work: Callable[[], object]) -> float:
    """CPU seconds that something takes."""
    before = time.process_time()
    work()
    used = time.process_time() - before
    print(f"{name:<40} {used:8.2f} s", flush=True)
    return used


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        library = Library.open(Path(scratch) / "library")
        newsroom = Narrating()
        spent(f"storing {wanted.quotes:,} quotes", lambda: fill(library, newsroom, wanted.quotes))
        spent("indexing them", lambda: level.catch_up(library))
        spent("fingerprints of the articles", lambda: sources.article_prints(library))
        asked = list(passages(newsroom, wanted.passages))
        draft = Path(scratch) / "draft.txt"
        draft.write_text("\n\n".join(f"“{words},” he said." for _, words in asked), encoding="utf-8")
        found: list[verify_words.Draft] = []
        searching = spent(
            f"searching {len(asked):,} passages",
            lambda: [search_quotes.search(library, words) for _, words in asked],
        )
        checking = spent("checking them", lambda: found.append(verify_words.verify_draft(library, draft)))
        wrong = told_wrong(asked, found[0])
        library.close()
    print(f"checking takes {checking / searching:.2f} times as long as searching (at most {_RATIO:g})")
    return 0 if checking < _RATIO * searching and not wrong else 1


def told_wrong(asked: list[tuple[str, str]], draft: verify_words.Draft) -> int:
    """How many passages that are printed were not found so; printed by kind."""
    verdicts = {verdict.text.rstrip(" ,"): verdict for verdict in draft.verdicts}
    told = Counter[tuple[str, str]]()
    wrong = 0
    for kind, words in asked:
        verdict = verdicts.get(words)
        name = "left out" if verdict is None else "unsure" if verdict.unsure else verdict.name
        told[kind, name] += 1
        wrong += name not in _RIGHT.get(kind, (name,))
    for (kind, name), count in sorted(told.items()):
        print(f"  {kind:<10} told {name:<12} {count:5}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
