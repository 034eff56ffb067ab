"""How many quotes of saved pages are read, how many are not theirs, and how often the date is right.

288 pages are made: twelve layouts as newspapers have them, four languages, six stories each, seventeen ways
to tell the day. Run as `python tests/benchmarks/reading.py [--seed N] [--show]`.

Exits 1 when a bar falls: recall of quotes >= .995, quotes that are not the article's <= .5 %, dates that
are exact >= .9, dates that are wrong and not marked as a guess <= .05.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from made_dates import WAYS
from made_news import TONGUES, Story, story
from made_pages import LAYOUTS

from quotebrowser.ingest import read
from quotebrowser.ingest.web.quick_passages import passages
from quotebrowser.model import Article

_STORIES = 6
_RECALL, _EXTRA, _EXACT, _WRONG = 0.995, 0.005, 0.9, 0.05


@dataclass
class Score:
    """What was counted."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)

    def page(
        self, names: tuple[str, str], made: Story, day: str, article: Article | None, *, show: bool
    ) -> None:
        """Count one page."""
        layout, way = names
        gold = passages("\n".join(block.text for block in made.blocks))
        found = passages(running_text(article)) if article else frozenset()
        self.counts += Counter(pages=1, quotes=len(gold), found=len(gold & found), extra=len(found - gold))
        self.missed[layout] += len(gold - found)
        self.extra[layout] += len(found - gold)
        if show:
            for sign, words in [("-", gold - found), ("+", found - gold)]:
                for word in words:
                    print(f"{sign} {layout} {made.language}: {word[:90]}")
        fact = article.facts.published if article else None
        read_day = fact.value[:10] if fact else ""
        marked = fact is not None and not fact.certain
        self.counts["dated"] += bool(day)
        self.counts["exact"] += bool(day) and read_day == day
        self.counts["exact_unmarked"] += bool(day) and read_day == day and not marked
        wrong = bool(read_day) and read_day != day
        self.counts["wrong_unmarked"] += wrong and not marked
        self.counts["wrong_marked"] += wrong and marked
        if read_day != day:
            self.dates[f"{way}: {'wrong' if read_day else 'none'}{' marked' if marked else ''}"] += 1


def encoded(page: str, dice: random.Random) -> bytes:
    """The page in UTF-8, or in the encoding of old pages where that has all its characters."""
    old = page.replace("utf-8", "iso-8859-1").replace("UTF-8", "iso-8859-1")
    try:
        return old.encode("cp1252") if dice.random() < 0.2 else page.encode()
    except UnicodeEncodeError:
        return page.encode()


def running_text(article: Article) -> str:
    """The text without its headline and captions."""
    text = list(article.text)
    for span in article.furniture:
        text[span.start : span.end] = " " * (span.end - span.start)
    return "".join(text)


def main() -> int:
    """Generate, read, print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--show", action="store_true", help="print every quote that is missed or too many")
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    score = Score()
    took = 0.0
    ways = [WAYS[number % len(WAYS)] for number in range(len(LAYOUTS) * len(TONGUES) * _STORIES)]
    dice.shuffle(ways)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        for layout in LAYOUTS:
            for language in TONGUES:
                for _ in range(_STORIES):
                    made = story(language, dice)
                    way = ways.pop()
                    told = way(made)
                    path.write_bytes(encoded(layout(made, told), dice))
                    start = time.process_time()
                    (outcome,) = read(path)
                    took += time.process_time() - start
                    article = outcome if isinstance(outcome, Article) else None
                    names = (layout.__name__, way.__name__)
                    score.page(names, made, told.published, article, show=arguments.show)
    counts = score.counts
    for layout in LAYOUTS:
        name = layout.__name__
        print(f"{name:12} {score.missed[name]:4} missed {score.extra[name]:4} too many")
    for name, count in score.dates.most_common():
        print(f"date {name}: {count}")
    pages, quotes, dated = counts["pages"], counts["quotes"], counts["dated"]
    print(f"{pages} pages, {quotes} quotes: recall {counts['found'] / quotes:.4f}", end=", ")
    print(f"extra {counts['extra'] / quotes:.4f}")
    print(f"{dated} dates: exact {counts['exact'] / dated:.3f}", end=" ")
    print(f"(unmarked {counts['exact_unmarked'] / dated:.3f})")
    print(f"of all pages wrong and unmarked {counts['wrong_unmarked'] / pages:.3f}", end=", ")
    print(f"wrong and marked {counts['wrong_marked'] / pages:.3f}; {pages / took:.0f} pages/s")
    whole = counts["found"] >= _RECALL * quotes and counts["extra"] <= _EXTRA * quotes
    right = counts["exact"] >= _EXACT * dated and counts["wrong_unmarked"] <= _WRONG * pages
    return 0 if whole and right else 1


if __name__ == "__main__":
    sys.exit(main())
