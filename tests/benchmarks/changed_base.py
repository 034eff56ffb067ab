"""Whether another base, other dates or another order changes a difference, over random groups.

usage: changed_base.py [GROUPS]

GROUPS (2000) utterances are made up as in `tests/collate/random_groups.py`, each from the seed of its number.
Each is compared with every article as the base and three times shuffled and dated otherwise; 1 if anything
that is told of it changes.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "collate"))

from random_groups import group, told

_SHUFFLED = 3


def changed(seed: int) -> bool:
    """Whether anything that is told of a group depends on more than its words."""
    chance = random.Random(seed)
    made = group(chance)
    expected = told(made)
    bases = any(told(made, primary=one.id) != expected for one in made.articles)
    return bases or any(told(made, chance) != expected for _ in range(_SHUFFLED))


def main() -> None:
    """Try them all."""
    if len(sys.argv) > 2 or not all(map(str.isdigit, sys.argv[1:])):
        sys.exit(__doc__)
    count = int(sys.argv[1]) if sys.argv[1:] else 2000
    found = [seed for seed in range(count) if changed(seed)]
    print(f"{count} groups, {len(found)} change with base, dates or order {found[:10] or ''}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
