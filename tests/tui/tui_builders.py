"""Comparisons in a notation that reads like the screen, for tests of what is drawn.

A version is a line of readings between bars. A reading other than the base's begins with a sign: `,` for
typographic, `!` other wording, `+` added, `<` moved, `~` paraphrased; alone stand `-` not quoted, `_` cut
silently, `.` cut with a sign, and `0` nothing printed where another version added words. `(said X)` is
narration before a reading.
"""

import re
from dataclasses import dataclass

from quotebrowser.library import Comparison
from quotebrowser.model import (
    Article,
    Collation,
    Column,
    Difference,
    Extent,
    Fact,
    Facts,
    Kind,
    Level,
    Passage,
    Provenance,
    Reading,
    Span,
    Variation,
    Witness,
    passage_uid,
)

_STATES = {
    ",": Variation.TYPOGRAPHIC,
    "!": Variation.WORDING,
    "+": Variation.ADDED,
    "<": Variation.MOVED,
    "~": Variation.PARAPHRASED,
}
_EMPTY = {
    "-": Variation.NOT_QUOTED,
    "_": Variation.RUNS_ON,
    ".": Variation.CUT_DECLARED,
    "0": Variation.SAME,
}
_CUE = re.compile(r"\(([^)]*)\)\s*")


@dataclass
class _Version:
    text: str
    readings: list[Reading]
    passages: list[Span]


def _version(line: str) -> _Version:
    text, readings, passages, start = "Lead “", [], [], -1
    for cell in line.split("|"):
        words = cell.strip()
        if words in _EMPTY:
            readings.append(Reading(_EMPTY[words]))
            continue
        if cue := _CUE.match(words):
            if start >= 0:
                passages.append(Span(start, len(text.rstrip())))
                text = text.rstrip() + "” " + cue[1] + " “"
            start = -1
            words = words[cue.end() :]
        state = _STATES.get(words[:1], Variation.SAME)
        words = words[1:] if words[:1] in _STATES else words
        start = len(text) if start < 0 else start
        span = Span(len(text), len(text) + len(words))
        readings.append(Reading(state, words, (span,)))
        text += words + " "
    if start >= 0:
        passages.append(Span(start, len(text.rstrip())))
    return _Version(text.rstrip() + "” end.", readings, passages)


def article(name: str, text: str, **facts: str) -> Article:
    """An article whose facts are given."""
    known = {key: Fact(value, Provenance.GIVEN) for key, value in facts.items()}
    return Article(f"id-{name}", text, f"/news/{name}.txt", Facts(**known))


def comparison(*versions: tuple[str, str], speaker: str = "Jane Roe", **facts: str) -> Comparison:
    """A comparison of named versions; every column where one differs from the first is a difference."""
    made = {name: _version(line) for name, line in versions}
    articles = {f"id-{name}": article(name, version.text, **facts) for name, version in made.items()}
    witnesses = tuple(_witness(at, name, made[name]) for at, (name, _) in enumerate(versions))
    columns = tuple(
        Column(readings, _level(readings))
        for readings in zip(*(version.readings for version in made.values()), strict=True)
    )
    differences = tuple(_differences(columns, witnesses))
    return Comparison(Collation("u1", witnesses, columns, differences), articles, speaker)


def _witness(at: int, name: str, version: _Version) -> Witness:
    passages = tuple(
        Passage(
            passage_uid(f"id-{name}", span.start), f"q-{name}", f"id-{name}", span, span.of(version.text),
            Kind.STATEMENT, "roe", 0.9, None, order,
        )
        for order, span in enumerate(version.passages)
    )  # fmt: skip
    part = any(reading.state is Variation.NOT_QUOTED for reading in version.readings)
    return Witness(chr(ord("A") + at), f"id-{name}", passages, Extent.PART if part else Extent.WHOLE)


def _level(readings: tuple[Reading, ...]) -> Level:
    states = {reading.state for reading in readings}
    return Level.WORDING if states & {Variation.WORDING, Variation.ADDED} else Level.NONE


def _differences(columns: tuple[Column, ...], witnesses: tuple[Witness, ...]) -> list[Difference]:
    found: list[Difference] = []
    for at, column in enumerate(columns):
        states = [r.state for r in column.readings if r.state not in (Variation.SAME, Variation.NOT_QUOTED)]
        if not states:
            continue
        wordings: dict[str, list[str]] = {}
        for witness, reading in zip(witnesses, column.readings, strict=True):
            wordings.setdefault(reading.text, []).append(witness.siglum)
        readings = tuple((text, tuple(sigla)) for text, sigla in wordings.items())
        category = "punctuation" if states[0] is Variation.TYPOGRAPHIC else states[0].value
        found.append(Difference(len(found) + 1, at, at, states[0], category, column.level, readings))
    return found


WHOLE = "We did not lose everything|here.|We|waited,|and waited very long,|we took a|very big loss|"

LOSS = (
    ("alpha", WHOLE + "and it was hard."),
    ("beta", WHOLE.replace("|here.|We|", "|,here,|(said Roe) We|") + "and it was hard."),
    ("gamma", "-|-|We|,waited|and waited very long,|we took a|very big loss|,and it was hard!"),
    ("delta", "We did not lose everything|here.|-|-|-|-|<very big loss|-"),
)
"""Four versions: punctuation, one split by narration, one part, one scrap printed elsewhere."""

WORDS = (
    ("one", "The plan|is|0|safe|for all of us|and cheap."),
    ("two", "The plan|!was never|+quite|safe|_|and cheap."),
    ("three", "The plan|is|0|!sound|.|and cheap."),
)
"""Three versions: other words, words added, cut with and without a sign."""
