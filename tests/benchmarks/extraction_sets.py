"""How well quotes and speakers are found on several sets, in one table.

    python tests/benchmarks/extraction_sets.py FOLDER [SET ...] [--predictions SET=CV.jsonl ...]

FOLDER holds gold files NAME.jsonl in the format of `extraction.py`. Every set is judged in two parts: what
was read while the program was made, and the tenth that `extraction.put_aside` names and nothing was fitted
on. A set of `--predictions` is judged by what `fit_extraction.py` wrote for it in five folds.

    st        statements               span      F1 of their spans      recall    of all speech
    mention   right words named, of statements found
    e2e       F1 of statements found under the right person
    named     statements and fragments whose gold is a name: right / nobody / other, in percent of those found
    unsure    attributed speech shown as uncertain, and its share of the wrong ones, in percent

Below it, for each set: how often attributions of a confidence were right, and the errors by their class.
"""

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from extraction import Found, loaded, overlap, place_of, put_aside, spans_of, trimmed

from quotebrowser.extract import quotes
from quotebrowser.model import Article
from quotebrowser.model.quote import UNCERTAIN_BELOW
from quotebrowser.names import key

_SAME: Final = 0.7
_SPEECH: Final = ("statement", "fragment")
_EDGES: Final = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_WORDS: Final = frozenset({"name", "pronoun", None})


@dataclass
class Part:
    """Counts of one part of a set."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each attribution of known speech, and whether it is right."""

    def add(self, document: dict[str, Any], found: Sequence[Found]) -> None:
        """Judge what was found in a document."""
        text = document["text"]
        speech = [one for one in found if one.kind != "mention" and one.start < one.end]
        spans = [trimmed(text, one["start"], one["end"]) for one in document["quotes"]]
        pairs = dict(_matched(spans, speech))
        taken = set(pairs.values())
        for at, gold in enumerate(document["quotes"]):
            self._passage(text, gold, speech[pairs[at]] if at in pairs else None)
        for at, one in enumerate(speech):
            near = {
                gold["kind"]
                for gold, span in zip(document["quotes"], spans, strict=True)
                if overlap(span, (one.start, one.end)) > 0
            }
            if at not in taken and not (near and near <= {"ignore", "fragment"}):
                self.counts["false"] += 1
                self.errors["false: no quote there"] += 1

    def _passage(self, text: str, gold: dict[str, Any], one: Found | None) -> None:
        counts, kind = self.counts, gold["kind"]
        if kind not in _SPEECH:
            counts["false"] += kind == "mention" and one is not None
            self.errors["false: a mention"] += kind == "mention" and one is not None
            return
        statement = kind == "statement"
        scored = bool(gold["speakers"]) and gold.get("canon_from") in {None, "hand", "ner"}
        counts["statements"] += statement
        counts["speech"] += 1
        if one is None:
            counts["missed"] += statement
            counts["missed who"] += statement and scored
            self.errors["missed"] += statement
            return
        counts["found"] += statement
        counts["found speech"] += 1
        if statement and gold.get("speaker_start") is not None:
            counts["mentions"] += 1
            source = one.source
            counts["mention right"] += (
                source is not None and source[0] < gold["speaker_end"] and source[1] > gold["speaker_start"]
            )
        if scored:
            self._speaker(text, gold, one)

    def _speaker(self, text: str, gold: dict[str, Any], one: Found) -> None:
        counts, statement = self.counts, gold["kind"] == "statement"
        right = same(one.name, gold["speakers"])
        counts["who right"] += statement and right
        counts["who wrong"] += statement and not right
        if one.name and None not in gold["speakers"]:
            self.judged.append((one.confidence, right))
        if None not in gold["speakers"] and gold.get("speaker_type") in _WORDS:
            counts["right" if right else "other" if one.name else "nobody"] += 1
        if statement and not right:
            self.errors[_class(text, gold, one)] += 1

    def row(self) -> str:
        """The part's line of the table."""
        c = self.counts
        right, wrong, names = c["who right"], c["who wrong"], c["right"] + c["nobody"] + c["other"]
        ends = 2 * right + 2 * wrong + c["false"] + c["missed who"]
        unsure = [right for confidence, right in self.judged if confidence < UNCERTAIN_BELOW]
        mistakes = sum(not right for _, right in self.judged)
        named = "/".join(f"{_share(c[one], names):.1f}" for one in ("right", "nobody", "other"))
        return (
            f"{c['statements']:6}{_share(2 * c['found'], 2 * c['found'] + c['false'] + c['missed']):7.1f}"
            f"{_share(c['found speech'], c['speech']):8.1f}{_share(c['mention right'], c['mentions']):9.1f}"
            f"{_share(2 * right, ends):7.1f}   {named:>16} of {names:<5}"
            f"{_share(len(unsure), len(self.judged)):6.1f}{_share(unsure.count(False), mistakes):6.1f}"
        )

    def calibration(self) -> Iterator[str]:
        """Of each bin of confidence: how many, what they said, how many were right."""
        for low, high in pairwise(_EDGES):
            here = [(said, right) for said, right in self.judged if low <= said < high]
            if here:
                said, right = (100 * sum(column) / len(here) for column in zip(*here, strict=True))
                yield f"{low:.2f}..{min(high, 1):.2f} {len(here):6} {said:6.1f} {right:6.1f}"


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _matched(spans: Sequence[tuple[int, int]], speech: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Gold passages and the found ones that are the same, the closest pairs first."""
    pairs = sorted(
        (
            (-overlap(span, (one.start, one.end)), at, number)
            for at, span in enumerate(spans)
            for number, one in enumerate(speech)
            if one.start < span[1] and span[0] < one.end
        ),
    )
    done: set[tuple[str, int]] = set()
    for shared, at, number in pairs:
        if -shared >= _SAME and not done & {("gold", at), ("found", number)}:
            done |= {("gold", at), ("found", number)}
            yield at, number


def same(name: str, accepted: Iterable[str | None]) -> bool:
    """Whether a name is one of those accepted: a surname, or words that are part of it; None is nobody."""
    words = key(name).split()
    for other in accepted:
        if other is None:
            if not name:
                return True
            continue
        wanted = key(other).split()
        if words and wanted and (set(words) <= set(wanted) or set(wanted) <= set(words)):
            return True
        if words and wanted and words[-1] == wanted[-1] and words[0][0] == wanted[0][0]:
            return True
        plain, its = _letters(name), _letters(other)
        if plain and not other.isascii() and (plain in its or its in plain):
            return True
    return False


def _letters(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


def _class(text: str, gold: dict[str, Any], one: Found) -> str:
    """The class of a wrong speaker: who was given, and how gold names the one who spoke."""
    given = "another person" if one.name else "nobody named"
    printed = gold.get("speaker_type") or "name"
    where = place_of(text, gold) if gold.get("speaker_start") is not None else "nowhere"
    return f"{given}: {printed}, {where}"


def read(document: dict[str, Any]) -> list[Found]:
    """What the program finds in a document."""
    text = document["text"]
    return spans_of(quotes(Article(id="0", text=text, origin="gold")), text)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--predictions", nargs="*", default=[], metavar="SET=FILE")
    options = parser.parse_args()
    pairs = (one.partition("=") for one in options.predictions)
    folds = {name: Path(path) for name, _, path in pairs}
    head = f"{'right/nobody/other':>16}          unsure"
    print(f"{'set':16}{'part':8}    st   span  recall  mention    e2e   {head}")
    details: list[str] = []
    for path in sorted(options.folder.glob("*.jsonl")):
        if options.sets and path.stem not in options.sets:
            continue
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        known = loaded(folds[path.stem]) if path.stem in folds else {}
        parts = {"read": Part(), "aside": Part()}
        for one in documents:
            found = known[one["doc_id"]] if known else read(one)
            parts["aside" if put_aside(one["doc_id"]) else "read"].add(one, found)
        for name, part in parts.items():
            print(f"{path.stem:16}{name:8}{part.row()}", flush=True)
            details += [f"\n{path.stem}, {name}: confidence, attributions, said, right", *part.calibration()]
            details += [f"{count:5}  {error}" for error, count in part.errors.most_common(12) if count]
    print("\n".join(details))


if __name__ == "__main__":
    main()
