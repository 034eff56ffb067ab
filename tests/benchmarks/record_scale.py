"""What a record of a long speech costs: adding it, comparing it with articles, and linking many quotes of it.

usage: record_scale.py [--words N] [--articles N] [--directory DIR]

Makes a transcript of so many words (150,000), the same words as prose with a quotation every sixty words, and
articles (300) that print five passages of it each, some over two sentences, some a half, with a word changed
here and there. CPU time of this process: the transcript at most 3 times the prose; with the articles in the
library it may take longer by no more than adding the articles took. Printed is also what these take after it.
Then articles of 60, 120 and 240 quotations, of records of 12,000, 24,000 and 48,000 words: each at most 2.6
times the one before. Exits 1 when one is over its bound.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from made_articles import FAMILY, GIVEN, sentence
from made_newsroom import Newsroom

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files

_PROSE_RATIO, _LINEAR_RATIO = 3.0, 2.6
_QUOTES: Final = 5
_OTHERS: Final = 7
"""Quotations of an article that are not of the record: of 77 real ones beside a transcript, two in three."""
_WORDS: Final = 800
"""Of an article at least."""
_EVERY: Final = 60
_TURN: Final = 40
"""Sentences of a turn."""


def speech(words: int) -> list[str]:
    """Sentences with so many words in all."""
    newsroom, made, spoken = Newsroom(), list[str](), 0
    while spoken < words:
        made.append(newsroom.speech().capitalize() + ".")
        spoken += len(made[-1].split())
    return made


def transcript(sentences: Sequence[str]) -> str:
    """A record in which two people speak by turns."""
    turns = (sentences[at : at + _TURN] for at in range(0, len(sentences), _TURN))
    names = "MAYOR ANN BERG", "TOM LEE"
    return "\n\n".join(f"{names[at % 2]}: {' '.join(turn)}" for at, turn in enumerate(turns)) + "\n"


def prose(sentences: Sequence[str]) -> str:
    """The same words, with a quotation every sixty."""
    told, since = list[str](), 0
    for one in sentences:
        since += len(one.split())
        told.append(f"“{one[:-1]},” Berg said." if since >= _EVERY else one)
        since = 0 if since >= _EVERY else since
    paragraphs = (" ".join(told[at : at + _QUOTES]) for at in range(0, len(told), _QUOTES))
    return "\n\n".join(paragraphs) + "\n"


def report(sentences: Sequence[str], quotes: int, dice: random.Random, newsroom: Newsroom) -> str:
    """An article that prints passages of a speech."""
    name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
    told = [f"{name} heard Ann Berg, the mayor, on Monday."]
    for at in sorted(dice.sample(range(len(sentences) - 1), quotes)):
        words = " ".join(sentences[at : at + dice.choice((1, 1, 2))]).rstrip(".").split()
        if dice.random() < 0.3 and len(words) > 12:
            words = words[len(words) // 2 :]
        if dice.random() < 0.3:
            words[dice.randrange(len(words))] = "otherwise"
        told.append(f"“{' '.join(words)},” Berg said. {sentence(newsroom)}")
    for _ in range(_OTHERS):
        other = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
        said = newsroom.speech().capitalize()
        told.append(f"“{said},” said {other}, who heard it. {sentence(newsroom)}")
    while sum(len(one.split()) for one in told) < _WORDS:
        told.append(" ".join(sentence(newsroom) for _ in range(3)))
    return "\n\n".join(told) + "\n"


def reports(sentences: Sequence[str], number: int, quotes: int = _QUOTES) -> Iterator[str]:
    """So many articles."""
    dice, newsroom = random.Random(43), Newsroom(random.Random(47))
    return (report(sentences, quotes, dice, newsroom) for _ in range(number))


def written(folder: Path, texts: Iterator[str] | Sequence[str]) -> Path:
    """A folder with these texts, a file each."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def spent(place: Path, *folders: Path) -> list[float]:
    """Seconds of CPU that adding each of the folders to one new library takes."""
    found = []
    library = Library.open(place)
    for folder in folders:
        began = time.process_time()
        list(add_files.add(library, [folder], jobs=1))
        found.append(time.process_time() - began)
    library.close()
    return found


def growing(place: Path, measured: Callable[..., list[float]]) -> list[float]:
    """How much longer an article of twice the quotations of a record twice as long takes, twice."""
    taken = []
    for step in (1, 2, 4):
        sentences = speech(12_000 * step)
        folders = (
            written(place / f"record {step}", [transcript(sentences)]),
            written(place / f"article {step}", reports(sentences, 1, 60 * step)),
        )
        taken.append(measured(place / f"library {step}", *folders)[1])
    print("articles of 60, 120, 240 quotations:", *(f"{one:.2f} s" for one in taken))
    return [later / earlier for earlier, later in pairwise(taken)]


def main() -> int:
    """Measure and print; 1 when something is over its bound."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=150_000)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--directory", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.directory) as name:
        place = Path(name)
        sentences = speech(asked.words)
        record = written(place / "record", [transcript(sentences)])
        told = written(place / "prose", [prose(sentences)])
        articles = written(place / "articles", reports(sentences, asked.articles))
        (as_prose,) = spent(place / "1", told)
        alone, after = spent(place / "2", record, articles)
        before, beside = spent(place / "3", articles, record)
        print(
            f"prose {as_prose:.2f} s, record {alone:.2f} s, beside {asked.articles} articles {beside:.2f} s"
        )
        print(f"the articles {before:.2f} s, after the record {after:.2f} s")
        ratios = {
            "record / prose": (alone / as_prose, _PROSE_RATIO),
            "comparing / adding the articles": ((beside - alone) / before, 1.0),
            "twice the quotations": (max(growing(place, spent)), _LINEAR_RATIO),
        }
    for what, (ratio, bound) in ratios.items():
        print(f"{what}: {ratio:.2f} (at most {bound})")
    return int(any(ratio > bound for ratio, bound in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
