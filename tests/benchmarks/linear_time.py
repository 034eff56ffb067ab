"""Is the time a text or a page takes linear, whatever is in it? `python tests/benchmarks/linear_time.py`.

Each family is one thing over and over behind a quote, with no more quotation marks than an article may have:
texts are searched for quotes, pages are read. Prints for each what a megabyte takes in processor time, the
less of two, and how many times what half of it takes; exits 1 where that is more than 2.6 times, or where
anything takes more than two seconds. `--kilobytes N` for another size, as larger pages may be refused; names
of families for those alone.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from quotebrowser.extract import quotes
from quotebrowser.ingest import MOST_MARKS, read
from quotebrowser.model import Article

_RATIO: Final = 2.6
_SECONDS: Final = 2.0
_TIMES: Final = 2
_MARKS: Final = "\"'“”‘’«»"
_HEAD: Final = "“We will go home today,” said Ada Lund, the mayor. "
_WORDS: Final = "the council met and voted on the ferry "

TEXTS: Final = {
    "straight marks": '"', "opening marks": "“a ", "unclosed paragraphs": "“He said this and that\n",
    "single marks": "'a' ", "marks in marks": "“‘", "closing marks": "a” ", "apostrophes": "it’s ",
    "quotes": "“We go home,” said Ada Lund. ", "quotes of him": "“We go home,” he said.\n\n",
    "quotes in one paragraph": "“We go,” he said, “and stay.” ", "clauses": "He said that she said, ",
    "one name": "Anna Berg ", "given names": "Anna ", "particles": "van der ", "titles": "Dr. ",
    "initials": "A.", "spaced initials": "A. ", "labels": "ANNA: yes I do\n", "one word": "a", "dots": ".",
    "commas": "a, ", "brackets": "(", "dashes": "— ", "relays": "told Reuters ", "accents": "e\u0301\u0301",
    "lines": "\n", "blanks": " ", "sentences": "The ferry is old. ", "suffixes": "Jr., ", "articles": "the ",
    "stars": "*a* ", "letters of another script": "我们说", "digits": "1,000 ", "hyphens": "a-",
}  # fmt: skip
"""What a text repeats behind a quote."""
PAGES: Final = {
    "paragraphs": f"<p>{_WORDS * 8}</p>", "short paragraphs": "<p>x", "divisions": "<div>", "spans": "<span>",
    "lists": "<ul><li>", "tables": "<table><tr><td>", "open tags": "<b><i><a href=x>", "comments": "<!--",
    "closed comments": "<!-- x -->", "references": "&lt;", "broken references": "&#",
    "attributes": "<p a=b c=d ", "quoted attributes": "<p a='b' ", "scripts": "<script>",
    "styles": "<style>a{}</style>", "breaks": "a<br>", "links": f"<a href='/x'>{_WORDS}</a> ",
    "headings": f"<h2>{_WORDS}</h2>", "brackets": "<", "letters": "a", "quotations": f"<p>{_HEAD}</p>",
    "figures": f"<figure><img src=x><figcaption>{_WORDS}</figcaption></figure>", "struck": "<s>a</s> ",
    "block quotations": f"<blockquote>{_WORDS}</blockquote>", "hidden": "<p hidden>a</p>",
    "data": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    "times": "<time>2025</time>", "metadata": '<meta property="og:title" content="x">',
    "ends without a beginning": "</p></div>", "declarations": "<![CDATA[",
}  # fmt: skip
"""What a page repeats behind a paragraph with a quote."""


def _text(text: str, scratch: Path) -> Callable[[], object]:
    article = Article("a1", _HEAD + text, "a.txt")
    return lambda: quotes(article)


def _page(text: str, scratch: Path) -> Callable[[], object]:
    path = scratch / "page.html"
    head = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><p>{_HEAD}{_WORDS * 8}</p>"
    path.write_text(head + text, encoding="utf-8")
    return lambda: list(read(path))


def _seconds(work: Callable[[], object]) -> float:
    """The least of a few, as only other programs make it more."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(once() for _ in range(_TIMES))


def _measured(names: list[str], size: int) -> Iterator[tuple[str, float, float]]:
    """Name, seconds of a whole text, and how many times those of a half they are."""
    families = [
        *((f"text: {name}", _text, unit) for name, unit in TEXTS.items()),
        *((f"page: {name}", _page, unit) for name, unit in PAGES.items()),
    ]
    with tempfile.TemporaryDirectory() as scratch:
        for name, made, unit in families:
            if names and name not in names:
                continue
            marks = sum(map(unit.count, _MARKS)) if made is _text else 0
            number = min(size // len(unit), (MOST_MARKS - 10) // marks if marks else size)
            half, whole = (_seconds(made(unit * part, Path(scratch))) for part in (number // 2, number))
            yield name, whole, whole / max(half, 0.02)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kilobytes", type=int, default=1000, help="size of the whole (1000)")
    parser.add_argument("families", metavar="FAMILY", nargs="*", help="such as `text: initials` (all)")
    wanted = parser.parse_args()
    found = []
    for name, seconds, ratio in _measured(wanted.families, wanted.kilobytes * 1000):
        bad = ratio > _RATIO or seconds > _SECONDS
        print(f"{name}: {seconds:.2f} s, {ratio:.2f} times{' TOO LONG' if bad else ''}", flush=True)
        found.append((seconds, ratio, bad))
    failed = sum(bad for _, _, bad in found)
    print(
        f"{len(found)} families: {max(seconds for seconds, *_ in found):.2f} s at most, "
        f"{max(ratio for _, ratio, _ in found):.2f} times at most, {failed} too long"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
