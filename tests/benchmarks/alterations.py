"""How the comparison classes real alterations of printed quotations.

usage: alterations.py ALTERATIONS.jsonl

A line of ALTERATIONS is a pair: `text_a`, `text_b`, `material` (by hand: 0 none, 1 nuance, 2 can change the
meaning). Prints a table of the pairs and how many of each kind were flagged as possibly changing the meaning.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from quotebrowser import collate
from quotebrowser.model import Article, Collation, Kind, Passage, Span, passage_uid

_WIDTH = 60


def passage(article: Article) -> Passage:
    """The whole of an article's text as a passage."""
    uid = passage_uid(article.id, 0)
    span = Span(0, len(article.text))
    return Passage(uid, uid, article.id, span, article.text, Kind.STATEMENT, "", 0.0, None, 0)


def compared(*texts: str) -> Collation:
    """The collation of some wordings."""
    articles = [Article(f"{number:016}", text, f"{number}.txt") for number, text in enumerate(texts)]
    return collate.collate("u", [passage(article) for article in articles], {one.id: one for one in articles})


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pairs: Counter[int] = Counter()
    flagged: Counter[int] = Counter()
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found = compared(row["text_a"], row["text_b"]).differences
            serious = any(item.level.may_change_meaning for item in found)
            pairs[row["material"]] += 1
            flagged[row["material"]] += serious
            classes = ", ".join(f"{item.category} {int(item.level)}" for item in found if item.level)
            print(
                row["material"],
                "flagged" if serious else "-",
                row.get("note", "")[:_WIDTH],
                classes,
                sep="\t",
            )
    for material in sorted(pairs):
        print(f"material {material}: {flagged[material]} of {pairs[material]} flagged")


if __name__ == "__main__":
    main()
