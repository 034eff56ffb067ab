"""Make the frozen word weights of `quotebrowser/collate/weights.txt`.

usage: word_weights.py FREQUENCIES > weights.txt

FREQUENCIES has a word and its count on each line: the English dictionary of symspellpy 6.10
(`frequency_dictionary_en_82_765.txt`, MIT licence), which intersects Google Books Ngram (CC BY 3.0) with the
SCOWL word lists. A weight is the negative logarithm of how probable it is that a quote of 16 words, about as
many as printed quotes have on average, holds the stem; the 3,000 commonest stems are kept.

The weights are frozen: libraries hold links that were made with them, so a change needs every library's
links to be made again.
"""

import math
import sys
from collections import Counter
from pathlib import Path

from quotebrowser.collate.tokens import UNKNOWN, stems

_KEPT = 3000
_WORDS_IN_A_QUOTE = 16
_LEAST = 0.25
_HEAD = """\
# Weights of the commonest English stems, in hundredths; made by tests/benchmarks/word_weights.py from the
# frequency dictionary of symspellpy (MIT licence; Google Books Ngram, CC BY 3.0, and SCOWL). Frozen.
"""


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    counts: Counter[str] = Counter()
    for line in Path(sys.argv[1]).read_text("utf-8-sig").splitlines():
        word, count = line.split()
        for stem in stems(word):
            counts[stem] += int(count)
    total = counts.total()
    print(_HEAD, end="")
    for stem, seen in counts.most_common(_KEPT):
        weight = -math.log(1 - (1 - seen / total) ** _WORDS_IN_A_QUOTE)
        print(stem, round(100 * max(_LEAST, min(UNKNOWN, weight))))


if __name__ == "__main__":
    main()
