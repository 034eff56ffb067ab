"""Libraries of a few short articles, each of an outlet of its own."""

from collections.abc import Sequence
from pathlib import Path

from quotebrowser import ingest
from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import compare_versions

SAID = "Mayor Anna Berg told reporters in the town hall"


def library_of(directory: Path, texts: Sequence[str]) -> Library:
    """A library of short articles, each of an outlet of its own: Paper 0, Paper 1 ..."""
    papers = directory / "papers"
    papers.mkdir()
    for at, text in enumerate(texts):
        (papers / f"{at}.txt").write_text(f"---\noutlet: Paper {at}\n---\n\n{text}\n", "utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [papers], ingest.Given(), jobs=1))
    return library


def compared(library: Library, words: str) -> Comparison:
    return compare_versions.compare(library, search_quotes.search(library, words).rows[0].pointer)
