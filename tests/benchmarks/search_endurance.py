"""What searching endures: writers that are killed, files that are changed, queries of any kind.

    python tests/benchmarks/search_endurance.py [--kills 60] [--corruptions 200] [--queries 100000]

A process that adds articles and indexes them is killed with signal 9 at random moments; each time the library
opens, and the index, caught up, answers what one built from the start answers. Files of an index are changed
at random; each time every answer is the right one, and the index is built again. Random and hostile
queries are asked of 20,000 quotes; each is answered or refused in one sentence within two seconds. Exit 0
when all of that holds; the last line says so. The suite does less of the same.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_TESTS: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_TESTS / "library"))

from library_corpus import WORDS, library_of  # noqa: E402 - it stands beside other tests
from search_corpus import BINDING, COMMON, Corpus  # noqa: E402 - as above

from quotebrowser.errors import QueryError  # noqa: E402 - as above
from quotebrowser.index import QuoteIndex, highlights  # noqa: E402 - as above
from quotebrowser.library import Library  # noqa: E402 - as above
from quotebrowser.library.finding import search_quotes, sources  # noqa: E402 - as above
from quotebrowser.library.upkeep import level  # noqa: E402 - as above
from quotebrowser.library.views import Found  # noqa: E402 - as above
from quotebrowser.query import FIELDS, LIMITS, parse  # noqa: E402 - as above

_SECONDS: Final = 2.0
_QUOTES: Final = 20_000
_ARTICLES: Final = 60
_ASKED: Final = (
    "army", "the OR of", "defeat army", '"the of"', "speaker:ada", "outlet:herald", "date:2024", "-defeat",
    "caf*", "armie~", "die OR happy", "kind:mention", "no:speaker", "title:sky", '"to be"', "",
)  # fmt: skip

_WRITER: Final = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from library_corpus import fill
from quotebrowser.library import Library
from quotebrowser.library.upkeep import level
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
number = library.counts().articles
while True:
    fill(library, 5, first=number)
    number += 5
    level.catch_up(library, seconds=30)
    print(number, flush=True)
"""

Answers = list[tuple[frozenset[str], int]]


def _answers(library: Library) -> Answers:
    """What is found for each query: which quotes, and how many."""
    found = []
    for query in _ASKED:
        sources.require_whole(sources.ready(library))
        results = sources.search(library, parse(query), limit=100_000, sort="date")
        found.append((frozenset(hit.uid for hit in results.hits), results.total))
    return found


def kills(count: int, directory: Path, chance: random.Random) -> int:
    """How often something was wrong after a process that adds and indexes was killed."""
    library_of(directory, _ARTICLES).close()
    wrong = commits = 0
    for number in range(count):
        command = [sys.executable, "-c", _WRITER, str(directory), str(_TESTS / "library")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
            if process.stdout is None or process.stdout.readline() != "open\n":
                raise RuntimeError("the writer did not start")
            time.sleep(chance.uniform(0.0, 1.2))
            process.kill()
            commits += sum(line.endswith("\n") for line in process.stdout)
        library = Library.open(directory)
        try:
            level.catch_up(library, seconds=30)
            library.index.check()
            caught_up = _answers(library)
            level.rebuild(library)
            if library.store.check() or _answers(library) != caught_up:
                wrong += 1
                print(f"kill {number}: the index says another thing than one built from the start")
        finally:
            library.close()
    print(f"{count} kills during {commits} commits: {wrong} times something was wrong")
    return wrong


def corruptions(count: int, directory: Path, chance: random.Random) -> int:
    """How often a changed index gave a wrong answer, or was not made anew."""
    made = library_of(directory / "made", _ARTICLES)
    level.catch_up(made)
    right = _answers(made)
    made.close()
    wrong = noticed = 0
    for number in range(count):
        copy = directory / "copy"
        shutil.copytree(directory / "made", copy)
        changed = _change(copy / "index", chance)
        library = Library.open(copy)
        try:
            for query, answer in zip(_ASKED, right, strict=True):
                if query and not _is_right(
                    search_quotes.search(library, query, limit=9999, group=False), answer
                ):
                    wrong += 1
                    print(f"corruption {number} ({changed}): a wrong answer to {query!r}")
            noticed += library.usable_index() is None or _is_new(copy, directory / "made")
            if level.check(library) or _answers(library) != right:
                level.rebuild(library)
            if _answers(library) != right:
                wrong += 1
                print(f"corruption {number} ({changed}): the index was not made anew")
        finally:
            library.close()
            shutil.rmtree(copy)
    print(f"{count} corruptions, {noticed} noticed by a search: {wrong} wrong answers")
    return wrong


def _is_right(found: Found, answer: tuple[frozenset[str], int]) -> bool:
    return frozenset(row.uid for row in found.rows) == answer[0]


def _is_new(copy: Path, made: Path) -> bool:
    """Whether the index was made anew."""
    return {path.name for path in (copy / "index").iterdir()} != {
        path.name for path in (made / "index").iterdir()
    }


def _change(index: Path, chance: random.Random) -> str:
    """Change a file of an index in one of the ways disks and people do; says which."""
    path = chance.choice([path for path in sorted(index.iterdir()) if path.is_file() and path.stat().st_size])
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    way = chance.choice(("bit", "bit", "bit", "byte", "zeros", "cut", "grown", "gone"))
    if way == "bit":
        content[at] ^= 1 << chance.randrange(8)
    elif way == "byte":
        content[at] = (content[at] + chance.randrange(1, 256)) % 256
    elif way == "zeros":
        content[at : at + 4096] = bytes(len(content[at : at + 4096]))
    elif way == "cut":
        del content[at:]
    elif way == "grown":
        content += chance.randbytes(chance.randrange(1, 500))
    path.write_bytes(content)
    if way == "gone":
        path.unlink()
    return f"{way} in {path.name}"


def queries(count: int, directory: Path, chance: random.Random) -> int:
    """How many queries were neither answered nor refused in one sentence within two seconds."""
    index = QuoteIndex.create(directory / "index", BINDING)
    corpus = Corpus(_QUOTES)
    for number, batch in enumerate(corpus.batches(_QUOTES)):
        index.update(batch, (), number + 1)
    wrong = answered = 0
    slowest = (0.0, "")
    for text in _texts(count, corpus, chance):
        before = time.perf_counter()
        try:
            node = parse(text, as_typed=chance.random() < 1 / 2)
            results = index.search(node, limit=50, sort=chance.choice(("relevance", "date", "outlet")))
            highlights(node, "They said the people of the city and the government were not to be moved.")
            good = len(results.hits) == min(results.total, 50)
            answered += 1
        except QueryError as error:
            good = "\n" not in error.message and bool(error.message)
        taken = time.perf_counter() - before
        slowest = max(slowest, (taken, text[:60]))
        if not good or taken > _SECONDS:
            wrong += 1
            print(f"{text[:200]!r}: {taken:.2f} s")
    index.close()
    print(
        f"{count} queries, {answered} answered, the others refused: {wrong} wrong or over {_SECONDS:g} s; "
        f"the slowest took {slowest[0] * 1000:.0f} ms: {slowest[1]!r}"
    )
    return wrong


def _texts(count: int, corpus: Corpus, chance: random.Random) -> Iterator[str]:
    """Queries of every kind: random signs, words, fields, repetitions, up to 10 kB."""
    signs = [
        *(f"{field.name}:" for field in FIELDS), *(f" {field.example} " for field in FIELDS),
        *'()*~-"“”’:>.,;\\/', " OR ", " ", "  ", "~2", '"~9', "\ud800", "\x00", "\u202e", "字", "é", "\n",
        "2024-11", "..", "a", "the", "of",
    ]  # fmt: skip
    words = [*COMMON, *WORDS, *corpus.vocabulary[200:4000:50]]

    def pieces() -> str:
        return "".join(chance.choices(signs, k=chance.randint(0, 20)))

    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(1, 50)))

    def mixed() -> str:
        made = (
            chance.choice(words) + chance.choice(("", " ", "*", "~", "~2", " OR ", " -")) for _ in range(12)
        )
        return chance.choice(("", "-", '"', "speaker:", "(")) + " ".join(made)

    def short() -> str:
        return str(chance.choice(words))[: chance.randint(1, 3)] + chance.choice(("", "*", "~", "~2"))

    def phrase() -> str:
        return (
            f'"{" ".join(chance.choices(COMMON[:20], k=chance.randint(2, 12)))}"{chance.choice(("", "~5"))}'
        )

    def repeated() -> str:
        piece = str(chance.choice((*signs, *words)))
        return piece * chance.choice((3, 50, LIMITS.characters, 10_000))

    def characters() -> str:
        return "".join(chr(chance.randrange(0x3000)) for _ in range(chance.randint(1, 80)))

    kinds: list[Callable[[], str]] = [pieces, sentence, mixed, short, phrase, repeated, characters]
    for _ in range(count):
        yield chance.choice(kinds)()[:10_000]


def main() -> int:
    """Do all three, as often as asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--corruptions", type=int, default=200)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = 0
    for work, count in ((kills, given.kills), (corruptions, given.corruptions), (queries, given.queries)):
        with tempfile.TemporaryDirectory() as temporary:
            wrong += work(count, Path(temporary) / "library", random.Random(given.seed)) if count else 0
    print("holds" if not wrong else f"{wrong} times it does not hold")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
