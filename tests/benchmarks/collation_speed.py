"""How long word alignment takes, beside the same progressive alignment by difflib in the same run.

usage: collation_speed.py QUOTES.jsonl

QUOTES are labelled quotations (`group`, `text`). Prints the median of their groups of two or more, and a
made-up utterance of 20 versions of 120 words, in CPU time; the last line holds the larger of the two ratios.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from quotebrowser.collate.versions.aligned_table import table
from quotebrowser.collate.versions.alignment import Block, Matcher, matches
from quotebrowser.collate.versions.printed_words import printed_words

_ROUNDS = 15
_VERSIONS, _WORDS, _VOCABULARY = 20, 120, 400


def by_difflib(columns: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Equal blocks as difflib finds them."""
    blocks = SequenceMatcher(None, columns, words, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def groups(path: Path) -> list[list[list[str]]]:
    """The words of every version of each group of two or more."""
    found: dict[str, list[list[str]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = [word.key for word in printed_words(row["text"])]
            found.setdefault(row["group"], []).append(words)
    return [versions for versions in found.values() if len(versions) > 1]


def long_utterance() -> list[list[str]]:
    """Versions of one passage, each with its own cuts and other words."""
    chance = random.Random(4)
    vocabulary = [f"word{number}" for number in range(_VOCABULARY)]
    whole = [chance.choice(vocabulary) for _ in range(_WORDS)]
    return [
        [
            chance.choice(vocabulary) if chance.random() < 0.05 else word
            for word in whole
            if chance.random() > 0.05
        ]
        for _ in range(_VERSIONS)
    ]


def milliseconds(versions: Sequence[Sequence[str]], matcher: Matcher) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        table(versions, matcher)
        best = min(best, time.process_time() - start)
    return 1000 * best


def main() -> None:
    """Print both comparisons."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    ratios = []
    for name, sets in (("median group", groups(Path(sys.argv[1]))), ("20 x 120 words", [long_utterance()])):
        ours = statistics.median(milliseconds(versions, matches) for versions in sets)
        theirs = statistics.median(milliseconds(versions, by_difflib) for versions in sets)
        ratios.append(ours / theirs)
        print(f"{name}: {ours:.3f} ms, difflib {theirs:.3f} ms, ratio {ratios[-1]:.2f}")
    print(f"ratio {max(ratios):.2f}")


if __name__ == "__main__":
    main()
