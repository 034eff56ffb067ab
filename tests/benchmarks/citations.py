"""Prints this program's citation of every item of a file of CSL-JSON objects, one a line.

    python tests/benchmarks/citations.py ITEMS.jsonl > PREDICTED.jsonl

A line of the output is `{"id", "style", "kind": "bibliography" | "citation", "text"}`. The styles are the
five that have a CSL file of their own, in the locale en-US and with a title's inner marks as a CSL processor
writes them.
"""

import json
import sys
from pathlib import Path
from typing import Final

from quotebrowser.cite import Manner, citation, item_from_csl, reference

STYLES: Final = {
    "apa": "apa",
    "modern-language-association": "mla",
    "chicago-author-date": "chicago-author-date",
    "chicago-notes-bibliography": "chicago-notes",
    "harvard-cite-them-right": "harvard",
}
"""Names of CSL files and of the styles here."""
MANNER: Final = Manner(locale="en-US", title_marks="csl")
"""How the expected strings were made."""


def main(path: Path) -> None:
    """Print the two strings of each item in each style."""
    with path.open(encoding="utf-8") as lines:
        for text in filter(str.strip, lines):
            data = json.loads(text)
            item = item_from_csl(data)
            for csl, style in STYLES.items():
                for kind, function in (("citation", citation), ("bibliography", reference)):
                    row = {
                        "id": data["id"],
                        "style": csl,
                        "kind": kind,
                        "text": function(item, style, MANNER),
                    }
                    print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
