"""What `add` costs: texts beside extraction alone and `grep`, pages beside the extractors alone.

usage: adding.py [--texts N] [--pages N] [--directory DIR]

CPU seconds of this process and its children, one after the other in one run; the ratios are what counts.
Exits 1 when one is over its bound.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import made_articles
import readability
import trafilatura

from quotebrowser import extract, ingest
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.model import Article

_TEXT_RATIO, _PAGE_RATIO = 4.0, 1.3


def cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def spent(name: str, number: int, work: Callable[[], object]) -> float:
    """Do something, and say what it cost."""
    before, started = cpu(), time.perf_counter()
    work()
    used, took = cpu() - before, time.perf_counter() - started
    print(f"{name:<44} {used:7.1f} s CPU, {took:7.1f} s, {number / took:8,.0f} a second", flush=True)
    return used


def add(library: Path, folder: Path, jobs: int) -> None:
    """Add a folder to a new library."""
    opened = Library.open(library)
    rejected = sum(outcome.outcome == "rejected" for outcome in add_files.add(opened, [folder], jobs=jobs))
    assert not rejected
    opened.close()
    shutil.rmtree(library)


def read(files: Sequence[Path]) -> list[Article]:
    """All articles of some files."""
    return [found for path in files for found in ingest.read(path) if isinstance(found, Article)]


def of_texts(scratch: Path, number: int) -> bool:
    """Texts beside extraction and `grep`; whether the bound holds."""
    folder = scratch / "texts"
    folder.mkdir()
    files = made_articles.write_texts(folder, number)
    size = sum(path.stat().st_size for path in files)
    print(f"{number:,} texts, {size / 1e6:.0f} MB")
    grep = spent(
        "grep -c",
        number,
        lambda: subprocess.run(["grep", "-rc", "“", str(folder)], check=True, stdout=subprocess.DEVNULL),
    )
    articles: list[Article] = []
    reading = spent("reading", number, lambda: articles.extend(read(files)))
    alone = spent("extraction", number, lambda: [extract.quotes(article) for article in articles])
    here = spent("add, in this process", number, lambda: add(scratch / "a", folder, 1))
    aside = spent("add, two processes that read", number, lambda: add(scratch / "b", folder, 2))
    print(
        f"add is {here / alone:.2f} times extraction alone (at most {_TEXT_RATIO}), "
        f"{here / (alone + reading):.2f} times reading and extraction; with processes {aside / alone:.2f}; "
        f"{here / max(grep, 0.01):,.0f} times grep"
    )
    return here <= _TEXT_RATIO * alone


def of_pages(scratch: Path, number: int) -> bool:
    """Pages beside the extractors; whether the bound holds."""
    folder = scratch / "pages"
    folder.mkdir()
    files = made_articles.write_pages(folder, number)
    size = sum(path.stat().st_size for path in files)
    print(f"{number:,} pages, {size / 1e6:.0f} MB")
    pages = [path.read_text(encoding="utf-8") for path in files]
    read(files[:5])  # loads what is loaded when first used
    own = spent("trafilatura's own loop", number, lambda: [trafilatura.extract(page) for page in pages])
    first = spent(
        "trafilatura as it is used here",
        number,
        lambda: [trafilatura.bare_extraction(page, fast=True, with_metadata=False) for page in pages],
    )
    second = spent("readability", number, lambda: [readability.Document(page).summary() for page in pages])
    reading = spent("reading", number, lambda: read(files))
    here = spent("add, in this process", number, lambda: add(scratch / "a", folder, 1))
    aside = spent("add, two processes that read", number, lambda: add(scratch / "b", folder, 2))
    both = first + second
    print(
        f"add is {here / both:.2f} times the two extractors alone (at most {_PAGE_RATIO}), "
        f"with processes {aside / both:.2f}, reading by itself {reading / both:.2f}; "
        f"add is {here / own:.2f} times trafilatura's own loop"
    )
    return here <= _PAGE_RATIO * both


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        holds = not wanted.texts or of_texts(Path(scratch), wanted.texts)
        holds &= not wanted.pages or of_pages(Path(scratch), wanted.pages)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
