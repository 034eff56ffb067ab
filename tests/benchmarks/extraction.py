"""How well and how fast quotes and their speakers are found.

    python tests/benchmarks/extraction.py GOLD.jsonl [--predictions CV.jsonl] [--fast]

Prints scores, the calibration of the confidence, the errors by the place of the speaker, words a second
beside a bare regular-expression scan for the same marks in the same run, and how time and memory grow on
fifteen hostile families. GOLD is one JSON object a line: `doc_id`, `text`, `quotes` with `start`, `end`,
`kind`, `speaker_start`, `speaker_end`, `speakers`. With `--predictions`, made by `fit_extraction.py`, the
scores are those of cross-validation: every article is judged by weights that did not see its newspaper's
month.
"""

import argparse
import gc
import hashlib
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from memory import most_memory

from quotebrowser.extract import quotes
from quotebrowser.extract.marks.quotation_marks import ANY
from quotebrowser.model import Article, Quote
from quotebrowser.names import key

_TRIM: Final = " \t\r\n\xa0\u200b,.;:!?…\"“”„‟«»'‘’`"
_SAME: Final = 0.7
"""Overlap (shared over joined characters) from which two spans are the same passage."""
_BINS: Final = 10
_SIZES: Final = (2_500_000, 5_000_000, 10_000_000)
_FAST_SIZES: Final = (300_000, 600_000)
_GROWTH: Final = 2.6
_MEMORY: Final = 1536
"""Megabytes at most for a text of 10 MB, its quotes included; 2.5 million quotes alone take about half."""
_REPEATS: Final = 5
"""The bare scan is timed so often an article, both by turns, so that a busy machine slows both alike."""
_SHARE: Final = 1 / 25


@dataclass(frozen=True, slots=True)
class Found:
    """One predicted span with what is needed to judge it."""

    start: int
    end: int
    kind: str
    source: tuple[int, int] | None
    name: str
    confidence: float


def put_aside(name: str) -> bool:
    """Whether a document is one of the tenth that is never fitted on, so that it can be measured on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def spans_of(found: Sequence[Quote], text: str) -> list[Found]:
    rows = []
    for quote in found:
        said = quote.attribution
        source = (said.source.start, said.source.end) if said and said.source else None
        name = said.speaker.name if said and said.speaker.named else ""
        confidence = said.confidence if said else 0.0
        rows += [
            Found(*trimmed(text, span.start, span.end), quote.kind.value, source, name, confidence)
            for span in quote.spans
        ]
    return rows


def same_person(name: str, accepted: Sequence[str | None], source: tuple[int, int] | None) -> bool:
    """Whether a name is one of the accepted ones: equal keys, or one of them a part of the other."""
    words = set(key(name).split())
    for other in accepted:
        if other is None:
            if not name and source:
                return True
            continue
        wanted = set(key(other).split())
        if words and wanted and (words <= wanted or wanted <= words):
            return True
    return False


@dataclass
class Tally:
    """Running counts of a scoring."""

    counts: Counter[str]
    places: defaultdict[str, list[int]]
    bins: defaultdict[int, list[float]]


def place_of(text: str, gold: dict[str, Any]) -> str:
    """Where the gold speaker stands, seen from the passage."""
    if gold["speaker_start"] is None:
        return "nowhere"
    after = gold["speaker_start"] >= gold["end"]
    low, high = (gold["end"], gold["speaker_start"]) if after else (gold["speaker_end"], gold["start"])
    between = text[low:high]
    if "\n" in between:
        return "other paragraph"
    if any(mark in between[1:-1] for mark in '"“”') or "''" in between[2:-2]:
        return "across another quote"
    if after:
        return "after, same sentence" if ". " not in between else "after, later sentence"
    return (
        "before, same sentence"
        if not any(stop in between for stop in (". ", "? ", "! "))
        else "before, earlier sentence"
    )


def judge(tally: Tally, text: str, gold: Sequence[dict[str, Any]], found: Sequence[Found]) -> None:
    counts = tally.counts
    speech = [one for one in found if one.kind != "mention"]
    taken: set[int] = set()
    for quote in gold:
        span = trimmed(text, quote["start"], quote["end"])
        best = max(
            (at for at in range(len(speech)) if at not in taken),
            key=lambda at: overlap(span, (speech[at].start, speech[at].end)),
            default=None,
        )
        hit = best is not None and overlap(span, (speech[best].start, speech[best].end)) >= _SAME
        kind = quote["kind"]
        scored = bool(quote["speakers"]) and quote.get("canon_from") in {None, "hand", "ner"}
        if best is None or not hit:
            counts["missed"] += kind == "statement"
            counts["missed who"] += kind == "statement" and scored
            continue
        taken.add(best)
        if kind in {"mention", "ignore"}:
            counts["false"] += kind == "mention"
            continue
        _judge_speaker(tally, text, quote, speech[best], scored=scored)
    counts["false"] += sum(
        at not in taken
        and not any(overlap(trimmed(text, q["start"], q["end"]), (one.start, one.end)) for q in gold)
        for at, one in enumerate(speech)
    )


def _judge_speaker(tally: Tally, text: str, quote: dict[str, Any], one: Found, *, scored: bool) -> None:
    counts = tally.counts
    statement = quote["kind"] == "statement"
    counts["found"] += statement
    counts["kind right"] += one.kind == quote["kind"]
    counts["kind"] += 1
    if quote["speaker_start"] is None:
        return
    touches = one.source is not None and min(one.source[1], quote["speaker_end"]) > max(
        one.source[0], quote["speaker_start"]
    )
    right = same_person(one.name, quote["speakers"], one.source)
    if statement:
        counts["mention"] += 1
        counts["mention right"] += touches
        place = tally.places[place_of(text, quote)]
        place[0] += 1
        place[1] += touches
        counts["who"] += scored
        counts["who right"] += scored and right
    known = scored or (quote.get("canon_from") == "coref" and bool(quote["speakers"]))
    if one.source is not None:
        bucket = tally.bins[min(int(one.confidence * _BINS), _BINS - 1)]
        bucket[0] += 1
        bucket[1] += one.confidence
        bucket[2] += right if known else touches


def scores(documents: Sequence[dict[str, Any]], predicted: dict[str, list[Found]]) -> Tally:
    tally = Tally(Counter(), defaultdict(lambda: [0, 0]), defaultdict(lambda: [0.0, 0.0, 0.0]))
    for document in documents:
        judge(tally, document["text"], document["quotes"], predicted[document["doc_id"]])
    return tally


def report(tally: Tally) -> None:
    c = tally.counts
    precision, recall = c["found"] / (c["found"] + c["false"]), c["found"] / (c["found"] + c["missed"])
    both = 200 * precision * recall / (precision + recall)
    print(f"statements   P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {both:.1f}")
    print(f"kind         {100 * c['kind right'] / c['kind']:.1f}")
    print(f"mention      {100 * c['mention right'] / c['mention']:.1f} of {c['mention']}")
    print(f"who          {100 * c['who right'] / c['who']:.1f} of {c['who']}")
    right, wrong = c["who right"], c["who"] - c["who right"]
    print(f"end to end   F1 {200 * right / (2 * right + wrong + c['false'] + wrong + c['missed who']):.1f}")
    print("\nplace of the speaker            share  mention right")
    for place, (count, hits) in sorted(tally.places.items(), key=lambda item: -item[1][0]):
        print(f"{place:30} {100 * count / c['mention']:5.1f} %  {100 * hits / count:5.1f} %")
    print("\nconfidence   quotes   says   right")
    for number, (size, said, rights) in sorted(tally.bins.items()):
        low, high = number / _BINS, (number + 1) / _BINS
        print(f"{low:.1f}..{high:.1f}   {int(size):7}  {said / size:5.3f}  {rights / size:5.3f}")


def speed(documents: Sequence[dict[str, Any]]) -> bool:
    """Words a second beside a scan for the same marks; whether the share is met."""
    words = sum(len(document["text"].split()) for document in documents)
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is no part of the work
    spent = {"bare": 0.0, "ours": 0.0}
    for document in documents:
        begin = time.process_time()
        for _ in range(_REPEATS):
            sum(1 for _ in ANY.finditer(document["text"]))
        middle = time.process_time()
        quotes(Article(id="0", text=document["text"], origin="benchmark"))
        spent["bare"] += (middle - begin) / _REPEATS
        spent["ours"] += time.process_time() - middle
    bare, ours = words / spent["bare"], words / spent["ours"]
    print(
        f"\nextraction {ours:,.0f} words/s, bare scan for marks {bare:,.0f} words/s, "
        f"ratio 1/{bare / ours:.1f} (bar 1/{1 / _SHARE:.0f})"
    )
    return ours >= bare * _SHARE


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "straight marks": lambda size: '"' * size,
    "opening marks": lambda size: "“a " * (size // 3),
    "unclosed paragraphs": lambda size: "“He said this and that\n" * (size // 23),
    "single marks": lambda size: "'a' " * (size // 4),
    "alternating marks": lambda size: '“a” ‘b’ "c" «d» ' * (size // 16),
    "one long sentence": lambda size: "He said that she said, " * (size // 23),
    "names only": lambda size: "Anna Berg " * (size // 10),
    "new names": lambda size: " ".join(f"Anna{at:x} Berg{at:x}" for at in range(size // 17)),
    "pronouns and quotes": lambda size: "“Go on,” he said. " * (size // 18),
    "labels": lambda size: "ANNA: yes I do so\nBERG: no I do not\n" * (size // 36),
    "interview": lambda size: "Q: Do you do so?\nA: No, I do not.\n" * (size // 34),
    "labels inside marks": lambda size: "“ANNA: yes I do.\n“BERG: no I do not.\n" * (size // 36),
    "descriptions": lambda size: "“Yes,” said the man of the port, Anna Berg, the boss. " * (size // 54),
    "described alike": lambda size: " ".join(
        f"“Yes,” said Anna{at:x} Berg, a farmer. “No,” the farmer said. His son said so."
        for at in range(size // 78)
    ),
    "never closed": lambda size: "“Yes I do so\nand no,” I said.\nno\n" * (size // 32),
}
"""Texts of about a given size that try to make some stage slow."""


def one_hostile(name: str, size: int) -> None:
    """Print the seconds that a hostile text takes, the megabytes of its quotes and the work on them."""
    article = Article(id="0", text="“Yes,” he said. " + HOSTILE[name](size), origin="benchmark")
    quotes(Article(id="0", text="“Yes,” he said.", origin="benchmark"))  # the weights are loaded
    before = most_memory()
    begin = time.process_time()
    found = quotes(article)
    seconds = time.process_time() - begin
    print(seconds, most_memory() - before, len(found))


def growth(sizes: Sequence[int]) -> bool:
    """How time and memory grow on the hostile families, each text in a process of its own."""
    print(
        f"\nhostile family        {'  '.join(f'{size:>11,}' for size in sizes)}"
        f"   worst time(2n)/time(n) (bar {_GROWTH})   peak memory (bar {_MEMORY} MB), quotes found"
    )
    good = True
    for name in HOSTILE:
        rows = []
        for size in sizes:
            command = [sys.executable, __file__, "--hostile", name, str(size)]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            rows.append([float(word) for word in printed.split()])
        times = [row[0] for row in rows]
        worst = max(later / max(earlier, 1e-3) for earlier, later in pairwise(times))
        memory, count = rows[-1][1:]
        good &= worst <= _GROWTH and memory <= _MEMORY
        print(
            f"{name:20}  {'  '.join(f'{value:9.2f} s' for value in times)}   {worst:.2f}"
            f"   {memory:,.0f} MB, {count:,.0f}",
            flush=True,
        )
    return good


def loaded(path: Path) -> dict[str, list[Found]]:
    predicted = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        predicted[document["doc_id"]] = [
            Found(
                one["start"], one["end"], one["kind"],
                (one["speaker_start"], one["speaker_end"]) if one["speaker_start"] is not None else None,
                one["speaker"] or "", one["confidence"],
            )
            for one in document["quotes"]
        ]  # fmt: skip
    return predicted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--predictions", type=Path, help="cross-validated predictions of fit_extraction.py")
    parser.add_argument("--fast", action="store_true", help="hostile texts of 0.6 MB instead of 10 MB")
    parser.add_argument("--hostile", nargs=2, metavar=("FAMILY", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hostile:
        one_hostile(options.hostile[0], int(options.hostile[1]))
        return 0
    if options.gold is None:
        parser.error("GOLD is missing")
    documents = [
        json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    if options.predictions:
        print("cross-validated, five folds over newspapers and months")
        report(scores(documents, loaded(options.predictions)))
        print()
    print("the weights of the package")
    report(
        scores(
            documents,
            {
                document["doc_id"]: spans_of(
                    quotes(Article(id="0", text=document["text"], origin="gold")), document["text"]
                )
                for document in documents
            },
        )
    )
    good = speed(documents)
    good &= growth(_FAST_SIZES if options.fast else _SIZES)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
