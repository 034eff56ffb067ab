"""A wire text as outlets print it again, and as many texts that have nothing in common."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from made_articles import FAMILY, GIVEN, sentence
from made_newsroom import Newsroom

_WORDS: Final = 1_000
_QUOTES: Final = 7
_PLAIN: Final = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-"})


def distinct(number: int) -> Iterator[str]:
    """So many texts of a thousand words and seven quotes."""
    newsroom, dice = Newsroom(), random.Random(29)
    for made in range(number):
        yield _printed(f"Report {made} of the day", _blocks(newsroom, dice))


def copies(number: int) -> Iterator[str]:
    """One such text under so many headlines."""
    blocks = _blocks(Newsroom(), random.Random(31))
    for made in range(number):
        yield _printed(f"Desk {made} prints this", blocks)


def near_copies(number: int) -> Iterator[str]:
    """One such text, each time with a sentence that is cut or changed, half of them in other typography."""
    blocks, dice = _blocks(Newsroom(), random.Random(37)), random.Random(41)
    for made in range(number):
        text = _printed(f"Desk {made} prints this", _altered(blocks, dice))
        yield text.translate(_PLAIN) if made % 2 else text


def write(folder: Path, texts: Iterable[str]) -> Path:
    """A folder with these texts, a file each."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def _printed(headline: str, blocks: list[list[str]]) -> str:
    return "\n\n".join([headline, *(" ".join(block) for block in blocks if block)]) + "\n"


def _blocks(newsroom: Newsroom, dice: random.Random) -> list[list[str]]:
    """Paragraphs, a sentence each item; seven of them begin with a quote."""
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    blocks = [
        [f"“{newsroom.speech().capitalize()},” {family} said.", sentence(newsroom)] for _ in range(_QUOTES)
    ]
    while sum(len(one.split()) for block in blocks for one in block) < _WORDS:
        blocks.insert(dice.randrange(len(blocks) + 1), [sentence(newsroom), sentence(newsroom)])
    return [[f"{given} {family}, the mayor, spoke."], *blocks]


def _altered(blocks: list[list[str]], dice: random.Random) -> list[list[str]]:
    """The same with one sentence that is cut, or has another word."""
    chosen = dice.randrange(1, len(blocks))
    block = list(blocks[chosen])
    at = dice.randrange(len(block))
    if dice.random() < 0.5:
        del block[at]
    else:
        words = block[at].split()
        words[dice.randrange(len(words) // 2)] = f"otherwise{dice.randrange(1000)}"
        block[at] = " ".join(words)
    return [*blocks[:chosen], block, *blocks[chosen + 1 :]]


KINDS: Final[Mapping[str, Callable[[int], Iterator[str]]]] = {
    "distinct": distinct,
    "copies": copies,
    "near-copies": near_copies,
}
"""What makes so many texts of a kind."""
