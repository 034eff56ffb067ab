"""What the browser costs where somebody has worked for years: notes, tags, saved searches, a large speaker.

    python tests/benchmarks/desk.py [--quotes N] [--notes N] [--tags N] [--searches N] [--library DIR]

Made-up quotes (100,000), of which 5,000 have a note; 300 tags with orders, the largest on 3,000 quotes; 50
saved searches, and after them 1,000 quotes more, so that each has something new to count. The libraries are
kept in DIR, or taken from there. Opening, moving and typing are measured as in `tui.py`, before there are any
notes too; then typing of `tag:` and `-tag:`, the popups of `S` and `#`, and the page of the speaker who has
nearest to 3,000 quotes.

The last line is `in bounds` or names what is not. It exits 1 where a bound of `tui.py` for moving, scrolling
or typing falls, on the page of the speaker too, where opening takes over a quarter more processor time than
without notes, or where a popup or the page of the speaker takes over a second.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from keystrokes import fill
from search_corpus import Corpus
from startup import BROWSER
from tui import fzf_over, in_bounds, lines_of, measured, row, running, typed, typing, words_of

from quotebrowser.library import Library
from quotebrowser.library.noting import saved_searches, write_notes

_COMMAND: Final = [sys.executable, "-c", BROWSER]
_DOWN: Final = b"\x1b[B"
_MORE: Final = 1_000
"""Quotes that are added after the searches were saved."""
_LARGE: Final = 3_000
"""Quotes of the largest tag, and about those of the speaker."""
_ORDERED: Final = 40
"""Quotes of a tag that are put in order."""
_RESTED: Final = 0.6
_RUNS: Final = 3
_OPENING: Final = 1.25
_LONGEST: Final = 1_000.0
"""Milliseconds that a popup or a page may take."""


def work(library: Library, notes: int, tags: int, searches: int, corpus: Corpus) -> None:
    """Do what a journalist does in years, with the library's own functions."""
    uids = library.store.listing.uids()
    with library.journal.noted():  # one change, so that it takes no hour
        for at, uid in enumerate(uids[:: max(len(uids) // notes, 1)][:notes]):
            write_notes.write(library, uid, f"Ask again, number {at}: {' '.join(corpus.words(12))}.")
        for at in range(tags):
            some = uids[at::37][: max(_LARGE // (at + 1), 5)]
            write_notes.tag(library, some, [f"t{at}"])
            write_notes.tag(library, some[-_ORDERED:], [f"t{at}"], at=1)
    for at in range(searches):
        saved_searches.save(library, f"search {at}", corpus.vocabulary[20 + 7 * at])
    fill(library, Corpus(_MORE), first=len(uids))


def make(bare: Path, directory: Path, wanted: argparse.Namespace) -> None:
    """Make a library without anything of the user's, and one in which there was work."""
    with closing(Library.open(bare)) as library:
        fill(library, Corpus(wanted.quotes))
    shutil.copytree(bare, directory)
    with closing(Library.open(directory)) as library:
        work(library, wanted.notes, wanted.tags, wanted.searches, Corpus(wanted.quotes))


def opening(environment: dict[str, str]) -> float:
    """Milliseconds of processor time until the first screen stands; of some runs the least disturbed."""
    taken = []
    for _ in range(_RUNS):
        with running(_COMMAND, environment) as terminal:
            terminal.read(still=_RESTED, least=2000)
            taken.append(terminal.spent())
    return min(taken)


def desk(environment: dict[str, str], speaker: str, asked: Sequence[str]) -> dict[str, float]:
    """Typing of filters, popups, and the page of a speaker."""
    with running(_COMMAND, environment) as terminal:
        terminal.read(still=_RESTED, least=2000)
        typed(terminal, asked[:1])
        filters = typed(terminal, asked)
        typed(terminal, [f'by:"{speaker}"'])
        terminal.read(_RESTED)
        terminal.press(b"\r")
        figures = {}
        for name, key in (("searches", b"S"), ("tags", b"#")):
            figures[f"{name}_ms"] = terminal.press(key, least=500)[1]
            terminal.read(_RESTED)
            terminal.press(b"\x1b")
            terminal.read(_RESTED)
        figures["page_ms"] = terminal.press(b"p", least=1500)[1]
        terminal.read(_RESTED)
        figures["move_B"] = terminal.held(_DOWN, 5)
        terminal.held(_DOWN, 40)
        terminal.read(_RESTED)
        figures["scroll_B"] = terminal.held(_DOWN, 8)
        terminal.read(_RESTED)
        figures["last_ms"] = terminal.press(b"G", least=200)[1]
    figures |= {"type_ms": statistics.median(filters), "type_p95": statistics.quantiles(filters, n=20)[18]}
    row("desk", **figures)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("quotes", 100_000), ("notes", 5_000), ("tags", 300), ("searches", 50)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument(
        "--library", type=Path, help="a directory for the libraries: made where it is missing, and kept"
    )
    given = parser.parse_args()
    if shutil.which("fzf") is None:
        parser.error("fzf is not installed: apt-get install fzf")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        kept = given.library or place / "kept"
        directory, bare = kept / "desk", kept / "bare"
        kept.mkdir(parents=True, exist_ok=True)
        os.environ["QUOTEBROWSER_STATE"] = str(kept / "state")  # whose key the indexes have
        environment = os.environ | {"HOME": folder}
        environment.pop("FZF_DEFAULT_OPTS", None)
        if not directory.exists():
            make(bare, directory, given)
        with closing(Library.open(directory)) as library:
            sizes = {one.name: abs(one.quotes - _LARGE) for one in library.store.quotes.speakers()}
        speaker = min(sizes, key=sizes.__getitem__)
        texts = lines_of(Corpus(given.quotes))
        (place / "lines.txt").write_text("\n".join(texts), encoding="utf-8")
        words = words_of(texts)
        asked = [
            f"{sign}tag:t{at} {word}" for sign, at, word in zip(("", "-") * 6, range(12), words, strict=True)
        ]
        without = opening(environment | {"QUOTEBROWSER_LIBRARY": str(bare)})
        around = environment | {"QUOTEBROWSER_LIBRARY": str(directory)}
        opened = opening(around)
        row("opening", without_ms=without, with_ms=opened)
        found = measured("quotebrowser", _COMMAND, around, b"\r")
        found["rival_ms"] = typing("typing, fzf", fzf_over(place / "lines.txt"), environment, words)
        found["type_ms"] = typing("typing, ours", _COMMAND, around, words)
        seen = desk(around, speaker, asked)
        seen["rival_ms"] = found["rival_ms"]
    late = {
        f"{name} {seen[name]:.0f}": seen[name] <= _LONGEST for name in ("searches_ms", "tags_ms", "page_ms")
    }
    bounds = in_bounds(found) | {f"{said} (desk)": holds for said, holds in in_bounds(seen).items()} | late
    bounds["opening is slowed by notes"] = opened <= _OPENING * without
    broken = [said for said, holds in bounds.items() if not holds]
    print("; ".join(broken) or "in bounds")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
