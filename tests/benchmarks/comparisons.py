"""Whether what is listed opens what it promises, and whether `not quoted` is true, over whole libraries.

usage: comparisons.py [--show] DIR...

DIR holds `articles.jsonl`: `article`, `text`, `outlet`, `date` a line. They go to a library of its own.
Counts rows of `witnesses:>1` whose comparison, asked by the row, its uid or its group, is of other articles
or has another level than the row says, and words of four and more that a version is said not to quote
although a quotation of its article prints them; `--show` prints those. Ends with 1 unless there are none.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from quotebrowser import ingest
from quotebrowser.collate.versions.printed_words import printed_words
from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import compare_versions
from quotebrowser.library.views import Row
from quotebrowser.model import Variation

_LEAST = 4
_EVERY = 1_000_000


def library_of(articles: Path, directory: Path) -> Library:
    """A new library of the articles of a file."""
    papers = directory / "papers"
    papers.mkdir()
    for number, line in enumerate(articles.read_text("utf-8").splitlines()):
        row = json.loads(line)
        head = {"outlet": row["outlet"], "date": row["date"]}
        told = "".join(f"{name}: {value}\n" for name, value in head.items() if value)
        (papers / f"{number:06}.txt").write_text(f"---\n{told}---\n\n{row['text']}\n", "utf-8")
    library = Library.open(directory / "library")
    for _ in add_files.add(library, [papers], ingest.Given()):
        pass
    return library


def broken(library: Library, row: Row) -> Iterator[str]:
    """How a row's comparison is not what it promises."""
    for name, asked in (("row", row.pointer), ("uid", row.uid), ("group", row.utterance)):
        comparison = compare_versions.compare(library, asked)
        articles = {one.article for one in comparison.collation.witnesses}
        if row.article not in articles and name != "group":
            yield f"{name}: not of its article"
        if len(articles) != row.witnesses:
            yield f"{name}: {len(articles)} articles, not {row.witnesses}"
        level = max((one.level for one in comparison.collation.differences), default=0)
        if level != row.level:
            yield f"{name}: level {int(level)}, not {int(row.level)}"


def untrue(library: Library, comparison: Comparison) -> Iterator[str]:
    """Words that a version is said not to quote although its article does, as `siglum: words`."""
    collation = comparison.collation
    quotations = {
        article: [
            f" {' '.join(word.key for word in printed_words(part))} "
            for quote in library.store.quotes.of_article(article)
            for part in quote.parts(comparison.articles[article].text)
        ]
        for article in comparison.articles
    }
    for at, witness in enumerate(collation.witnesses):
        for other in range(len(collation.witnesses)):
            run: list[str] = []
            for column in (*collation.columns, None):
                if column is not None and column.readings[at].state is Variation.NOT_QUOTED:
                    run += [word.key for word in printed_words(column.readings[other].text)]
                    continue
                words = " ".join(run)
                if len(run) >= _LEAST and any(f" {words} " in one for one in quotations[witness.article]):
                    yield f"{witness.siglum}: {words}"
                run = []


def main() -> None:
    """Count over each library."""
    show = "--show" in sys.argv
    directories = [Path(name) for name in sys.argv[1:] if name != "--show"]
    if not directories:
        sys.exit(__doc__)
    wrong = 0
    for directory in directories:
        start = time.process_time()
        with tempfile.TemporaryDirectory() as made:
            library = library_of(directory / "articles.jsonl", Path(made))
            rows = search_quotes.search(library, "witnesses:>1", limit=_EVERY).rows
            found = [(row, [*broken(library, row)]) for row in rows]
            said = [
                (row, words)
                for row in rows
                for words in dict.fromkeys(untrue(library, compare_versions.compare(library, row.pointer)))
            ]
            library.close()
        opened = [(row, why) for row, why in found if why]
        wrong += len(opened) + len(said)
        print(
            f"{directory.name}: {len(rows)} rows, {len(opened)} open on another comparison, "
            f"{len(said)} untrue ‘not quoted’; {time.process_time() - start:.0f} s"
        )
        for row, why in (*opened, *said) if show else ():
            print(f"  {row.origin}\t{row.uid}\t{why}")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
