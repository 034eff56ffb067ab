"""What becomes of answers when bits of the index are flipped, blocks of it zeroed, or its files cut off.

usage: index_flips.py [--flips N] [--articles N] [--seed N] [--directory DIR]

Each time on a copy of a library of made articles; asks as a command does. Exits 1 if an answer is not the one
of before, or anything but an error of the library is raised.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes

QUERIES: Final = ("the", "army", '"of the"', "s*", "speaker:a*", "kind:mention", "date:2024..", "no:outlet")
_BLOCK: Final = 4096


def answered(directory: Path) -> list[object]:
    """What a command answers to each query: the quotes in order, how many, and what it says is lacking."""
    library = Library.open(directory)
    try:
        found = [search_quotes.search(library, query, limit=5000, loosen=False) for query in QUERIES]
    finally:
        library.close()
    return [([row.uid for row in one.rows], one.total, one.lacking) for one in found]


def damage(path: Path, chance: random.Random) -> str:
    """Damage a file; says how."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    way = chance.choices(("flipped", "zeroed", "cut off"), (8, 1, 1))[0]
    if way == "flipped":
        content[at] ^= 1 << chance.randrange(8)
    elif way == "zeroed":
        at -= at % _BLOCK
        content[at : at + _BLOCK] = bytes(len(content[at : at + _BLOCK]))
    else:
        del content[at:]
    path.write_bytes(content)
    return f"{path.name} {way} at {at}"


def flipped(directory: Path, times: int, seed: int) -> Counter[str]:
    """Damages of a library's index after which it answered otherwise, each with what it did."""
    chance = random.Random(seed)
    right, wrong = answered(directory), Counter[str]()
    for _ in range(times):
        with tempfile.TemporaryDirectory(dir=directory.parent) as name:
            copy = Path(shutil.copytree(directory, Path(name) / "copy"))
            files = sorted(path for path in (copy / "index").iterdir() if path.stat().st_size)
            done = damage(chance.choice(files), chance)
            try:
                now = answered(copy)
            except QuoteBrowserError:
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                wrong[f"{done}: {type(error).__name__}"] += 1
            else:
                if now != right:
                    wrong[f"{done}: another answer"] += 1
    return wrong


def main() -> int:
    """Damage, print what went wrong; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library"))
    from library_corpus import library_of

    from quotebrowser.library.upkeep import level

    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        library = library_of(Path(scratch) / "library", wanted.articles)
        level.catch_up(library)
        library.close()
        wrong = flipped(Path(scratch) / "library", wanted.flips, wanted.seed)
    for what, times in wrong.items():
        print(f"{times} x {what}")
    print(f"{wanted.flips} damages of an index: {wrong.total()} wrong answers or faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
