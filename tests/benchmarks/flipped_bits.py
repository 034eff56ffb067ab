"""Single bits of a library's file flipped: does `doctor` say so, and is an altered word ever shown?

usage: flipped_bits.py [FLIPS] [SEED]

Each flip is of a copy of its own. Fails when a flip changes an answer and is not reported, or when a line is
shown that the sound library does not show; which quotes are one utterance may differ where it is reported.
"""

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import changed_columns

from quotebrowser.errors import QuoteBrowserError
from quotebrowser.library import Library
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.store import Store

GROUPED = "grouped:"
"""How a line begins that says of which utterances a quote is, and what follows from that."""
OF_GROUPS = ("groups", "witnesses", "differs", "repeats")
"""What of a quote's row follows from its utterances."""


def answers(directory: Path) -> tuple[Counter[str], int]:
    """All that a library shows, a line each, and how many damaged rows it named."""
    with closing(Library.open(directory)) as library:
        shown = []
        for row in map(
            json.loads, "".join(p.text for p in export_quotes.pieces(library, "", "jsonl")).splitlines()
        ):
            groups = {key: row.pop(key) for key in OF_GROUPS}
            shown += [f"{row['uid']} {fact}" for fact in row.pop("facts").items()]
            shown += [json.dumps(row), f"{GROUPED} {row['uid']} {groups}"]
        found = search_quotes.search(library, "the", limit=5000, group=False)
        shown += [json.dumps([row.uid, row.text, row.speaker]) for row in found.rows]
        for article in library.store.articles.rows():
            shown += [f"{article.id} {fact}" for fact in article.facts.known()]
            shown += [f"{article.id} {article.origin} {article.added}"]
        shown += [str(one) for one in library.store.corrections.all().facts]
        shown += [str(one) for one in library.store.outcomes.latest()]
        return Counter(shown), len(library.store.damage)


def flip(file: Path, dice: random.Random) -> int:
    """Flip a bit of a file; returns where."""
    data = bytearray(file.read_bytes())
    at = dice.randrange(len(data))
    data[at] ^= 1 << dice.randrange(8)
    file.write_bytes(data)
    return at


def is_reported(directory: Path) -> bool:
    """Whether the store says that it is damaged."""
    try:
        with Store.open(directory) as store:
            return bool(store.check())
    except QuoteBrowserError:
        return True


def outcome(directory: Path, sound: Counter[str]) -> str:
    """What a flip did to what is shown, in a word or two."""
    try:
        shown, named = answers(directory)
    except QuoteBrowserError:
        return "refused"
    if shown == sound:
        return "same"
    altered = sorted(shown - sound)
    if not altered:
        return "left out and named" if named else "left out"
    return "groups differ" if all(line.startswith(GROUPED) for line in altered) else f"ALTERED: {altered[0]}"


def main() -> int:
    """Flip one bit after the other; returns the exit code."""
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    tally: Counter[tuple[str, bool]] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        changed_columns.fill(library, Path(scratch))
        with closing(Library.open(library)) as opened:
            level.catch_up(opened)
        sound, _ = answers(library)
        for _ in range(flips):
            copy = Path(scratch) / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(library, copy)
            at = flip(copy / "library.db", dice)
            other = shutil.copytree(copy, Path(scratch) / "other", dirs_exist_ok=True)
            reported, shown = is_reported(other), outcome(copy, sound)
            what, _, line = shown.partition(": ")
            tally[what, reported] += 1
            if what == "ALTERED" or (what != "same" and not reported):
                wrong += 1
                print(f"byte {at}: {what}, {'reported' if reported else 'NOT REPORTED'} {line}")
    for (what, reported), count in sorted(tally.items()):
        print(f"{count:5} {what}{', reported' if reported else ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
