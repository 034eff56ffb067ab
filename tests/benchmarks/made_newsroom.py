"""Quotes made up for benchmarks: a vocabulary that grows with the text, and word sequences that recur."""

import math
import random
import zlib
from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from quotebrowser import collate
from quotebrowser.model import (
    Article,
    Fact,
    Facts,
    Kind,
    Provenance,
    Quote,
    Span,
    article_id,
    passage_uid,
)

QUOTES = 10
"""Quotes of an article."""
_VERSION = 0.3
_FOLLOWS = 0.5
_STEEPNESS = 0.5
_RARE = 0.12


@dataclass
class Newsroom:
    """Makes articles.

    Of 8,000 sentences made so, as many share one or two fingerprints by chance as of 8,000 quotes of US
    newspapers: 4 others and 0.06 for each, there 3 and 0.1.
    """

    chance: random.Random = field(default_factory=lambda: random.Random(11))
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    spoken: int = 0
    made: int = 0

    def __post_init__(self) -> None:
        table = Path(collate.__file__).with_name("weights.txt").read_text("utf-8").splitlines()
        rows = [line.split() for line in table if not line.startswith("#")]
        self.words = [word for word, _ in rows]
        self.weights = list(
            accumulate(1 - (1 - math.exp(-int(weight) / 100)) ** (1 / 16) for _, weight in rows)
        )

    def article(self) -> tuple[Article, tuple[Quote, ...]]:
        """An article that prints ten quotes."""
        texts = [
            self.version() if self.said and self.chance.random() < _VERSION else self.speech()
            for _ in range(QUOTES)
        ]
        self.said += texts
        self.made += 1
        article = article_id(str(self.made))
        spans = []
        at = 0
        for text in texts:
            spans.append(Span(at + 1, at + 1 + len(text)))
            at += len(text) + 11
        body = "".join(f"“{text}” he said." for text in texts)
        quotes = tuple(
            Quote(passage_uid(article, span.start), article, (span,), Kind.STATEMENT, None) for span in spans
        )
        facts = Facts(published=Fact(f"20{self.made % 20:02}-0{self.made % 9 + 1}-15", Provenance.GIVEN))
        return Article(article, body, f"{self.made}.txt", facts), quotes

    def speech(self) -> str:
        """A new sentence: words follow each other in sequences that recur, and new words keep coming."""
        spoken: list[str] = []
        for _ in range(max(2, min(60, round(self.chance.lognormvariate(2.55, 0.75))))):
            self.spoken += 1
            if spoken and self.chance.random() < _FOLLOWS:
                step = int(self.chance.paretovariate(_STEEPNESS))
                spoken.append(self._common(zlib.crc32(f"{spoken[-1]} {step}".encode()) / 2**32))
            elif self.chance.random() < _RARE:
                spoken.append(f"rare{int(20 * self.spoken**0.55 * self.chance.random() ** 2)}")
            else:
                spoken.append(self._common(self.chance.random()))
        return " ".join(spoken)

    def _common(self, share: float) -> str:
        return self.words[min(bisect(self.weights, share * self.weights[-1]), len(self.words) - 1)]

    def version(self) -> str:
        """An earlier sentence, cut or with other words."""
        words = self.chance.choice(self.said[-20_000:]).split()
        if self.chance.random() < 0.5 and len(words) > 4:
            start = self.chance.randrange(len(words) // 2)
            return " ".join(words[start : start + max(2, len(words) // 2)])
        return " ".join(word if self.chance.random() > 0.05 else "otherwise" for word in words)
