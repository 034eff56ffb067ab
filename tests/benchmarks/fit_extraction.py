"""Fit the extraction's weights and report them by cross-validation.

    python tests/benchmarks/fit_extraction.py GOLD.jsonl [OWN.jsonl ...] [--also GOLD.jsonl ...]
        [--pronouns GAP.tsv ...] [--write] [--predictions FILE]

GOLD, and what stands behind `--also`, is read for tuning only; what is written are numbers. OWN are texts of
the project itself (the samples), whose passages count several times. Needs numpy and lightgbm, which the
program does not.
Folds are blocks of publisher and month, so that no fold shares a paper's week with another.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import lightgbm
import numpy as np
from extraction import put_aside

from quotebrowser.extract.attribution import attribution, coreference, descriptions, features, forest, kinds
from quotebrowser.extract.attribution.candidates import near
from quotebrowser.extract.marks.scanner import paragraphs, scan
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene, observe
from quotebrowser.names import key

FOLDS: Final = 5
WEIGHTS: Final = Path(attribution.__file__).parent.parent / "weights"
_MARKS: Final = " ,.;:!?…\"“”'‘’`\xa0\t"
_SPEECH: Final = ("statement", "fragment")
_KINDS: Final = {"statement": 0, "fragment": 1, "mention": 2}
_OWN_WEIGHT: Final = 10.0
_GAP_WEIGHT: Final = 0.6
_SILVER_WEIGHT: Final = 1.0
_FIRM: Final = 0.6
_DENIED: Final = 0.3
_OWN_KIND_WEIGHT: Final = 18.0
_RANKER: Final = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.12, "min_data_in_leaf": 40, "verbose": -1,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 3, "seed": 7,
}  # fmt: skip
_RANKER_ROUNDS: Final = 100
_KIND: Final = {
    "objective": "multiclass", "num_class": 3, "num_leaves": 10, "learning_rate": 0.09,
    "min_data_in_leaf": 25,
    "verbose": -1, "feature_fraction": 0.6, "lambda_l2": 3, "bagging_fraction": 0.8, "bagging_freq": 1,
    "seed": 7,
}  # fmt: skip
_KIND_ROUNDS: Final = 72
_COREFERENCE: Final = {
    "objective": "binary", "num_leaves": 12, "learning_rate": 0.1, "min_data_in_leaf": 25, "verbose": -1,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "seed": 7,
}  # fmt: skip
_COREFERENCE_ROUNDS: Final = 160


@dataclass
class Rows:
    """Training rows of one model."""

    x: list[list[float]] = field(default_factory=list)
    y: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    """Number of the passage in the corpus; of a pronoun, of its first row."""

    def add(self, x: list[float], y: int, weight: float, fold: int, group: int) -> None:
        self.x.append(x)
        self.y.append(y)
        self.weight.append(weight)
        self.fold.append(fold)
        self.group.append(group)

    def data(self) -> tuple[Any, Any, Any, Any]:
        return (
            np.array(self.x, dtype=float),
            np.array(self.y),
            np.array(self.weight),
            np.array(self.fold),
        )


def read(gold: Path, own: Sequence[Path], also: Sequence[Path] = ()) -> list[dict[str, Any]]:
    """The documents, each with its fold; own texts have fold -1 and are never tested on."""
    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    blocks = sorted({(one.get("publisher", ""), one.get("date", "")[:7]) for one in documents})
    random.Random(1).shuffle(blocks)
    number = {block: at % FOLDS for at, block in enumerate(blocks)}
    for one in documents:
        one["fold"] = number[one.get("publisher", ""), one.get("date", "")[:7]]
    for path in also:
        lines = path.read_text(encoding="utf-8").splitlines()
        documents += [{**json.loads(line), "fold": at % FOLDS} for at, line in enumerate(lines)]
    for path in own:
        lines = path.read_text(encoding="utf-8").splitlines()
        documents += [{**json.loads(line), "fold": -1} for line in lines]
    return documents


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def matched(text: str, scene: Scene, quotes: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Top-level passages and the gold passage each one is."""
    numbers = {trim(text, one.span.start, one.span.end): at for at, one in enumerate(scene.passages)}
    found = {}
    for quote in quotes:
        start, end = trim(text, quote["start"], quote["end"])
        number = numbers.get((start, end))
        if number is None:
            for (low, high), at in numbers.items():
                shared = min(end, high) - max(start, low)
                if shared > 0 and shared / (max(end, high) - min(start, low)) >= 0.7:
                    number = at
        if number is not None:
            found[number] = quote
    return found


def right_mention(scene: Scene, quote: dict[str, Any]) -> tuple[Mention | None, list[Mention]]:
    """The mention that is the gold speaker, and all that overlap the gold span."""
    if quote["speaker_start"] is None:
        return None, []
    stream = scene.stream
    touching = [
        one
        for one in scene.mentions
        if stream.start[one.first] < quote["speaker_end"] and stream.end[one.last] > quote["speaker_start"]
    ]
    if not touching:
        return None, []
    if quote["speakers"] and quote["speakers"][0]:
        words = set(key(quote["speakers"][0]).split())
        for one in touching:
            if one.kind is MentionKind.NAME and words & set(key(one.name).split()):
                return one, touching
    return touching[0], touching


def same_name(printed: str, names: Sequence[str | None]) -> int:
    """2 where a name is one of the accepted ones, 1 where only surname or words agree, 0 otherwise."""
    words = key(printed).split()
    best = 0
    for name in names:
        other = key(name or "").split()
        if words and words == other:
            return 2
        if (
            words
            and other
            and (
                words[-1] == other[-1] and (len(words) == 1 or len(other) == 1 or words[0][0] == other[0][0])
            )
        ):
            best = 1
        if words and other and (set(words) <= set(other) or set(other) <= set(words)):
            best = max(best, 1)
    return best


@dataclass
class Corpus:
    """Rows for the three models, and what is needed for the kinds' second stage."""

    ranker: Rows = field(default_factory=Rows)
    coreference: Rows = field(default_factory=Rows)
    passages: list[tuple[Scene, int, features.Setting, int, float, int, list[Mention], int, int]] = field(
        default_factory=list
    )
    """Scene, number, setting, kind, weight, fold, candidates, and where their ranker rows begin and end."""


def collect(documents: Sequence[dict[str, Any]]) -> Corpus:
    corpus = Corpus()
    for document in documents:
        text = document["text"]
        lines = list(paragraphs(text))
        scene = observe(text, lines, scan(text, lines))
        descriptions.bind_nouns(scene)
        gold = matched(text, scene, document["quotes"])
        unseen = document["fold"] >= 0 and put_aside(document["doc_id"])
        _collect(corpus, scene, gold, document["fold"], unseen=unseen)
    return corpus


_SUBJECT_FORM: Final = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}


def collect_pronouns(corpus: Corpus, path: Path) -> None:
    """Rows of a file of GAP: passages with a pronoun and two names, each true or false of it."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
            text = row["Text"]
            parts = list(paragraphs(text))
            scene = observe(text, parts, scan(text, parts))
            descriptions.bind_nouns(scene)
            _gap_rows(corpus, scene, row, number % FOLDS)


def _gap_rows(corpus: Corpus, scene: Scene, row: dict[str, str], fold: int) -> None:
    stream = scene.stream
    at = stream.at(int(row["Pronoun-offset"]))
    word = row["Pronoun"].lower()
    if at >= len(stream) or stream.low[at] != word or word not in _SUBJECT_FORM:
        return
    stream.low[at] = _SUBJECT_FORM[word]
    found = coreference.candidates(scene, Mention(MentionKind.PRONOUN, at, at, at))
    said: dict[int, bool] = {}
    for name in "AB":
        start = int(row[f"{name}-offset"])
        end = start + len(row[name])
        for other in scene.mentions:
            if other.cluster >= 0 and stream.start[other.first] < end and stream.end[other.last] > start:
                said[other.cluster] = said.get(other.cluster, False) or row[f"{name}-coref"] == "TRUE"
    group = len(corpus.coreference.x)
    known = any(said.get(one.cluster) for one in found)
    for one in found:
        if known or one.cluster in said:
            corpus.coreference.add(
                coreference.vector(scene, Mention(MentionKind.PRONOUN, at, at, at), one, -1, 0),
                int(said.get(one.cluster, False)),
                _GAP_WEIGHT,
                fold,
                group,
            )


def _collect(
    corpus: Corpus, scene: Scene, gold: dict[int, dict[str, Any]], fold: int, *, unseen: bool
) -> None:
    previous: Mention | None = None
    speaker, speaker_at = -1, 0
    own = 0.0 if unseen else _OWN_WEIGHT if fold < 0 else 1.0
    for number, passage in enumerate(scene.passages):
        quote = gold.get(number)
        setting = features.setting(scene, number)
        found = near(scene, setting, previous)
        begin = len(corpus.ranker.x)
        group = len(corpus.passages)
        kind = quote["kind"] if quote else "none"
        mention, touching = right_mention(scene, quote) if quote else (None, [])
        weight = {"statement": 1.0, "fragment": 0.6, "mention": 0.3}.get(kind, 0.0) * own
        if kind in _SPEECH and mention is None and quote is not None and quote["speaker_start"] is not None:
            weight = 0.0
        if passage.loose:
            weight = 0.0
        for one, rank in found:
            label = 1 if one is mention and kind in _SPEECH else 0
            neutral = not label and any(one is other for other in touching)
            corpus.ranker.add(
                list(map(float, features.vector(scene, setting, one, previous, rank))),
                label,
                0.0 if neutral else weight,
                fold,
                group,
            )
        kind_weight = (_OWN_KIND_WEIGHT if fold < 0 else 1.0) if kind in _KINDS and not passage.loose else 0.0
        kind_weight *= not unseen
        corpus.passages.append(
            (
                scene,
                number,
                setting,
                _KINDS.get(kind, 2),
                kind_weight,
                fold,
                [one for one, _ in found],
                begin,
                len(corpus.ranker.x),
            )
        )
        if kind in _SPEECH and mention is not None:
            assert quote is not None
            cluster = _pronoun(corpus, scene, quote, mention, (speaker, speaker_at), fold, own)
            previous = mention
            if cluster >= 0:
                speaker, speaker_at = cluster, setting.at


def _pronoun(
    corpus: Corpus,
    scene: Scene,
    quote: dict[str, Any],
    mention: Mention,
    speaker: tuple[int, int],
    fold: int,
    own: float,
) -> int:
    """Rows for a pronoun whose person is known; returns the cluster it stands for."""
    word = scene.stream.low[mention.head]
    names = quote["speakers"]
    if mention.kind is not MentionKind.PRONOUN or not names or not names[0] or word in {"who", "i", "we"}:
        return mention.cluster
    found = coreference.candidates(scene, mention)
    grades = [same_name(scene.clusters[one.cluster].name, names) for one in found]
    top = max(grades, default=0)
    if not top:
        return -1
    labels = [int(grade == top) for grade in grades]
    weight = {"hand": 2.0}.get(str(quote.get("canon_from")), _SILVER_WEIGHT) * own
    group = len(corpus.coreference.x)
    for one, label in zip(found, labels, strict=True):
        corpus.coreference.add(coreference.vector(scene, mention, one, *speaker), label, weight, fold, group)
    return found[labels.index(1)].cluster


def train(parameters: dict[str, Any], rounds: int, rows: Rows, without: int | None = None) -> Any:
    x, y, weight, fold = rows.data()
    used = weight > 0
    if without is not None:
        used &= fold != without
    return lightgbm.train(parameters, lightgbm.Dataset(x[used], y[used], weight=weight[used]), rounds)


def kind_rows(corpus: Corpus, chances: Any) -> Rows:
    """Rows of the kinds' model; `chances` are the ranker's, each by a model that did not see the passage."""
    rows = Rows()
    for group, (scene, number, setting, kind, weight, fold, found, begin, end) in enumerate(corpus.passages):
        order = sorted(
            zip(chances[begin:end], range(end - begin), strict=True), key=lambda one: (-one[0], one[1])
        )
        best = float(order[0][0]) if order else 0.0
        second = float(order[1][0]) if len(order) > 1 else 0.0
        likely = found[order[0][1]] if order else None
        rows.add(
            kinds.vector(scene, setting, scene.passages[number], best, second, likely),
            kind,
            weight,
            fold,
            group,
        )
    return rows


def cleaned(rows: Rows, chances: Any) -> int:
    """Take out the pronouns whose machine-made label models that did not see it deny; returns how many.

    Of 45 such labels that were read, eight of ten were wrong.
    """
    dropped = 0
    for _, of_one in groupby(range(len(rows.x)), key=lambda at: rows.group[at]):
        here = list(of_one)
        best = max(here, key=lambda at: chances[at])
        labelled = max((chances[at] for at in here if rows.y[at]), default=1.0)
        silver = rows.weight[here[0]] == _SILVER_WEIGHT
        if silver and not rows.y[best] and chances[best] > _FIRM and labelled < _DENIED:
            dropped += 1
            for at in here:
                rows.weight[at] = 0.0
    return dropped


def unseen(rows: Rows, parameters: dict[str, Any], rounds: int) -> tuple[Any, list[Any]]:
    """Probabilities for each row by a model that did not see its fold, and those models."""
    x, _, _, fold = rows.data()
    chances = np.zeros(len(x))
    models = []
    for number in range(FOLDS):
        model = train(parameters, rounds, rows, without=number)
        here = (fold == number) | ((fold < 0) & (number == 0))
        chances[here] = model.predict(x[here])
        models.append(model)
    return chances, models


def _node(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 3)
    threshold = node["threshold"]
    threshold = (-0.001 if threshold < 0 else 0) if abs(threshold) < 1e-9 else round(threshold, 3)
    return [node["split_feature"], threshold, _node(node["left_child"]), _node(node["right_child"])]


def dump(model: Any, names: Sequence[str], classes: int = 1) -> str:
    """A fitted model in the format of `extract.attribution.forest`."""
    found: list[list[str]] = [[] for _ in range(classes)]
    for at, tree in enumerate(model.dump_model()["tree_info"]):
        found[at % classes].append(json.dumps(_node(tree["tree_structure"]), separators=(",", ":")))
    body = ",\n".join("[\n" + ",\n".join(one) + "\n]" for one in found)
    return '{"features": ' + json.dumps(list(names)) + ',\n"classes": [\n' + body + "\n]}\n"


def as_trees(text: str) -> forest.Trees:
    data = json.loads(text)
    return forest.model([[forest.node(tree) for tree in one] for one in data["classes"]])


def pieces(ranker: Any, kind: Any, pronoun: Any) -> dict[str, str]:
    return {
        "ranker": dump(ranker, features.NAMES),
        "kinds": dump(kind, kinds.NAMES, 3),
        "coreference": dump(pronoun, coreference.NAMES),
    }


def predictions(
    documents: Sequence[dict[str, Any]], models: Sequence[dict[str, forest.Trees]]
) -> Iterator[str]:
    """The pipeline's answer for each document by the models that did not see it, as JSON lines."""
    from quotebrowser.extract import quotes
    from quotebrowser.model import Article

    for document in documents:
        if document["fold"] < 0:
            continue
        chosen = models[document["fold"]]
        for room in (attribution, coreference):
            room.load = lambda name, _names, chosen=chosen: chosen[name]  # type: ignore[attr-defined]
        rows = []
        for number, quote in enumerate(quotes(Article(id="x", text=document["text"], origin="gold"))):
            said = quote.attribution
            source = said.source if said else None
            rows += [
                {
                    "quote": number, "start": span.start, "end": span.end, "kind": quote.kind.value,
                    "speaker_start": source.start if source else None,
                    "speaker_end": source.end if source else None,
                    "speaker_text": source.of(document["text"]) if source else None,
                    "speaker": said.speaker.name if said and said.speaker.named else None,
                    "confidence": said.confidence if said else 0.0, "method": said.method if said else None,
                }
                for span in quote.spans
            ]  # fmt: skip
        yield json.dumps({"doc_id": document["doc_id"], "quotes": rows}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("own", type=Path, nargs="*")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="further gold")
    parser.add_argument("--pronouns", type=Path, nargs="*", default=[], help="files of GAP")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--predictions", type=Path, help="write cross-validated predictions here")
    options = parser.parse_args()
    documents = read(options.gold, options.own, options.also)
    corpus = collect(documents)
    for path in options.pronouns:
        collect_pronouns(corpus, path)
    said, _ = unseen(corpus.coreference, _COREFERENCE, _COREFERENCE_ROUNDS)
    print(cleaned(corpus.coreference, said), "labels of pronouns were dropped")
    chances, rankers = unseen(corpus.ranker, _RANKER, _RANKER_ROUNDS)
    rows = kind_rows(corpus, chances)
    if options.predictions:
        models = []
        for number, ranker in enumerate(rankers):
            kind = train(_KIND, _KIND_ROUNDS, rows, without=number)
            pronoun = train(_COREFERENCE, _COREFERENCE_ROUNDS, corpus.coreference, without=number)
            models.append({name: as_trees(text) for name, text in pieces(ranker, kind, pronoun).items()})
        options.predictions.write_text("\n".join(predictions(documents, models)) + "\n", encoding="utf-8")
    if options.write:
        final = pieces(
            train(_RANKER, _RANKER_ROUNDS, corpus.ranker),
            train(_KIND, _KIND_ROUNDS, rows),
            train(_COREFERENCE, _COREFERENCE_ROUNDS, corpus.coreference),
        )
        for name, text in final.items():
            (WEIGHTS / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
