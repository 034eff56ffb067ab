"""A made-up collection of quotes as large as wanted, and the queries that are asked of it.

Words are drawn from a Zipfian vocabulary of 110,000 (common English words first, then made ones), quotes
have 5 to 60 of them (log-normal, 22 on average), a third is a cut or altered variant of an earlier one.
20,000 speakers and 300 outlets are as unevenly frequent; dates span ten years. The same numbers always make
the same collection.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

from quotebrowser.index import Binding, QuoteDocument
from quotebrowser.model import Kind

BINDING: Final = Binding(bytes(32), lambda: "library", lambda: "state", lambda state: state == "state")
"""One user, and one library that never changes."""


def _listed(words: str) -> list[str]:
    return words.split()


COMMON: Final = _listed(
    "the of and to a in that is was for it with as his on be at by i this had not are but from or have "
    "an they which one you were all her she there would their we him been has when who will no more if "
    "out so up said what its about than into them can only other time new some could these two may "
    "first then do any like my now over such our man me even most made after also did many off before "
    "must well back through years where much your way down should because long each just state those "
    "people too mister how little good world make very year still see own work men day get here old "
    "life both between being under three never know same last another while us might great go come "
    "since against right came take used himself few house use place during without again home around "
    "small however found mrs part school thought went say general high upon once war government "
    "president country city police court minister party million economy climate vote law"
)
"""The start of the vocabulary, most frequent first."""

_SYLLABLES: Final = _listed(
    "ba ka ri mo ten sha lev dor an el vi no sk ov ez ma hu jin wei ra pe tro gar cia ste wil son ber "
    "lin to ya qui far ah med ni ku con de in re pro ex com dis per sub ter ing ed tion ment al ous ive "
    "ly er est ist ism"
)
_VOCABULARY: Final = 110_000
_SPEAKERS: Final = 20_000
_OUTLETS: Final = 300
_DAYS: Final = range(736_000, 739_650)


@dataclass
class Corpus:
    """The collection.

    Args:
        size: how many quotes.
    """

    size: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words, most frequent first."""
        chance = random.Random(1)
        made = dict.fromkeys(COMMON)
        while len(made) < _VOCABULARY:
            made["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        return list(made)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(_VOCABULARY)))

    @cached_property
    def speakers(self) -> list[str]:
        """The names, most frequent first."""
        chance = random.Random(2)
        return [
            " ".join("".join(chance.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))
            for _ in range(_SPEAKERS)
        ]

    @cached_property
    def outlets(self) -> list[str]:
        """The names, most frequent first."""
        chance = random.Random(3)
        kinds = ("Times", "Post", "Herald", "News")
        return [f"{chance.choice(_SYLLABLES).capitalize()} {kinds[n % 4]} {n}" for n in range(_OUTLETS)]

    def words(self, count: int, chance: random.Random | None = None) -> list[str]:
        """So many words as they come."""
        return (chance or self.chance).choices(self.vocabulary, cum_weights=self._weights, k=count)

    def batches(self, size: int) -> Iterator[list[QuoteDocument]]:
        """The quotes, so many at a time."""
        recent: list[list[str]] = []
        batch: list[QuoteDocument] = []
        for number in range(self.size):
            batch.append(self._quote(number, recent))
            if len(batch) == size or number == self.size - 1:
                yield batch
                batch = []

    def _quote(self, number: int, recent: list[list[str]]) -> QuoteDocument:
        chance = self.chance
        if recent and chance.random() < 1 / 3:
            said = list(chance.choice(recent))
            del said[chance.randrange(len(said)) :: max(2, len(said) // 3)]
        else:
            said = self.words(min(60, max(5, int(chance.lognormvariate(3.0, 0.55)))))
            recent[number % 20_000 :] = [said, *recent[number % 20_000 + 1 :]]
        day = chance.choice(_DAYS)
        return QuoteDocument(
            uid=f"{number * 2654435761 % (1 << 64):016x}",
            article=f"a{number // 3}",
            text=" ".join(said),
            named={
                "speaker": self.speakers[int(_SPEAKERS ** chance.random()) - 1],
                "title": " ".join(self.words(8)),
                "outlet": self.outlets[int(_OUTLETS ** chance.random()) - 1],
                "language": "en",
            },
            kind=Kind.STATEMENT if number % 3 else Kind.FRAGMENT,
            first=day,
            last=day,
            context=" ".join(self.words(30)),
            order=number % 3,
        )


@dataclass(frozen=True)
class Ask:
    """A query of one class."""

    words: tuple[str, ...]
    """Its words."""
    speaker: str = ""
    """A surname it is narrowed to; empty for none."""


CLASSES: Final = (
    "as-you-type",
    "rare word",
    "common word",
    "stop word",
    "3 words",
    "3 words, any",
    "phrase",
    "phrase of stop words",
    "3-letter prefix",
    "speaker and word",
    "by date",
    "facets",
    "fuzzy",
)
"""Every class of query, as it is printed."""


def asks(corpus: Corpus, quotes: list[QuoteDocument], count: int) -> dict[str, list[Ask]]:
    """So many queries of each class; of `as-you-type` so many sentences, each keystroke a query."""
    chance = random.Random(5)
    vocabulary = corpus.vocabulary

    def ranked(low: int, high: int) -> str:
        return vocabulary[chance.randrange(low, high)]

    def run(length: int) -> tuple[str, ...]:
        said = chance.choice(quotes).text.split()
        start = chance.randrange(max(1, len(said) - length))
        return tuple(said[start : start + length])

    def stops() -> tuple[str, ...]:
        return tuple(ranked(0, 12) for _ in range(2))

    keystrokes: list[Ask] = []
    for _ in range(count // 2):
        sentence = " ".join(run(3))
        keystrokes += [Ask(tuple(sentence[:end].split(" "))) for end in range(1, len(sentence) + 1)]
    made = {
        "as-you-type": [ask for ask in keystrokes if ask.words[-1]],
        "rare word": [Ask((ranked(20_000, 100_000),)) for _ in range(count)],
        "common word": [Ask((ranked(40, 200),)) for _ in range(count)],
        "stop word": [Ask((ranked(0, 12),)) for _ in range(count)],
        "3 words": [Ask(tuple(ranked(20, 3000) for _ in range(3))) for _ in range(count)],
        "3 words, any": [Ask(tuple(ranked(20, 3000) for _ in range(3))) for _ in range(count)],
        "phrase": [Ask(run(chance.choice((2, 3, 4)))) for _ in range(count)],
        "phrase of stop words": [Ask(stops()) for _ in range(count)],
        "3-letter prefix": [Ask((ranked(100, 5000)[:3],)) for _ in range(count)],
        "fuzzy": [Ask((ranked(300, 20_000),)) for _ in range(count)],
    }
    named = [corpus.speakers[chance.randrange(200)].split()[1].lower() for _ in range(count)]
    made["speaker and word"] = [Ask((ranked(0, 200),), name) for name in named]
    made["by date"] = made["facets"] = made["common word"]
    return {name: [ask for ask in made[name] if all(ask.words)] for name in CLASSES}
