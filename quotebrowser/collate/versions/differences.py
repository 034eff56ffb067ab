"""The numbered differences of a collation, in reading order.

One rule guards it: what is merely not quoted is no difference, unless the part that is left out of a quoted
sentence holds a negation, a condition, a number or a `but`.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.aligned_table import EDGE_WORDS
from quotebrowser.collate.versions.classes import SAME, Class, classify, inspect_cut
from quotebrowser.collate.versions.columns import Unit, is_moved, reading, reference, state, words_of
from quotebrowser.collate.versions.printed_words import Printed
from quotebrowser.collate.versions.witnesses import Placed, WitnessRow
from quotebrowser.model import Difference, Kind, Level, Variation

_CUT: Final = (Variation.CUT_SILENTLY, Variation.CUT_DECLARED)
_RUNS_ON: Final = Class("runs on", Level.NUANCE)
"""Two articles quote the same words and then go on with other parts of the speech: neither lacks anything."""
_NEXT_WORDS: Final = 3
"""A scrap stands in a sentence of the article's own, which tells the rest; but `responsible` out of `not
responsible` says the opposite."""
_WORDS_SHOWN: Final = 4


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A run of columns as shown at which something differs."""

    first: int
    last: int
    state: Variation


def differences(
    rows: Sequence[WitnessRow], units: Sequence[Unit], sigla: Sequence[str]
) -> tuple[Difference, ...]:
    """All differences between the witnesses, numbered."""
    found = sorted(_all(rows, units, sigla), key=lambda item: (item[0], item[1].category))
    merged: dict[tuple[_Place, Class], list[str]] = {}
    for place, kind, note in found:
        notes = merged.setdefault((place, kind), [])
        if note and note not in notes:
            notes.append(note)
    return tuple(
        Difference(
            number=number,
            first=place.first,
            last=place.last,
            state=place.state,
            category=kind.category,
            level=kind.level,
            readings=_readings(rows, units[place.first : place.last + 1], sigla),
            note="; ".join(notes),
        )
        for number, ((place, kind), notes) in enumerate(merged.items(), 1)
    )


def worst_level(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Level:
    """The level of the worst difference between the witnesses."""
    worst = Level.NONE
    for _, kind, _ in _all(rows, units, [""] * len(rows)):
        worst = max(worst, kind.level)
        if worst is max(Level):
            break
    return worst


_Found = tuple[_Place, Class, str]


def _all(rows: Sequence[WitnessRow], units: Sequence[Unit], sigla: Sequence[str]) -> Iterator[_Found]:
    """All differences, in no order."""
    yield from _reworded(rows, units)
    yield from _cuts(rows, units)
    yield from _edges(rows, units)
    for row, siglum in zip(rows, sigla, strict=True):
        yield from _moves(row, siglum, units)
        yield from _joints(rows, row, siglum, units)


def _readings(
    rows: Sequence[WitnessRow], units: Sequence[Unit], sigla: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    whole = (units[0][0], units[-1][1])
    by_text: dict[tuple[str, bool], list[str]] = {}
    for row, siglum in zip(rows, sigla, strict=True):
        by_text.setdefault((reading(rows, row, whole).text, is_moved(row, whole)), []).append(siglum)
    return tuple((text, tuple(who)) for (text, _), who in by_text.items())


def _reworded(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """Units in which a witness prints other words, or the same otherwise."""
    for index, unit in enumerate(units):
        against = reference(rows, unit)
        found = []
        for row in rows:
            words = words_of(row, unit)
            if not words or row is rows[0]:
                continue  # the base's words, where it has any, are the reference
            kind = _class(rows[0], row, unit, against, words)
            if kind != SAME:
                found.append((kind.level, state(rows, row, unit), kind))
        if found:
            _, mark, kind = max(found, key=lambda item: item[0])
            if mark is Variation.MOVED and kind.category != "order":
                mark = Variation.TYPOGRAPHIC
            yield _Place(index, index, mark), kind, ""


def _class(
    base: WitnessRow, row: WitnessRow, unit: Unit, against: Sequence[Printed], words: Sequence[Printed]
) -> Class:
    """The class of a witness's words in a unit, words that are only printed in another order left out."""
    if not against and _runs_on(row, unit):
        return _RUNS_ON
    columns = range(unit[0], unit[1] + 1)
    moved = {row.words[column] for column in columns if column in row.shift.carried}
    if not moved:
        return classify(against, words)
    moved |= {base.words[column] for column in columns if column in row.shift.vacated}
    rest = classify(
        [word for word in against if word not in moved], [word for word in words if word not in moved]
    )
    return rest if rest.level > Level.NUANCE else Class("order", Level.NUANCE)


def _runs_on(row: WitnessRow, unit: Unit) -> bool:
    """Whether a witness's passage begins or ends with a long stretch that the base has not."""
    return unit[1] - unit[0] >= EDGE_WORDS and any(
        unit[0] <= edge <= unit[1]
        for item in row.passages
        if item.columns
        for edge in (item.first, item.last)
    )


def _cuts(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """Runs of units that a witness leaves out of the middle of a quote."""
    for row in rows:
        start = None
        for index in range(len(units) + 1):
            mark = state(rows, row, units[index]) if index < len(units) else None
            if start is not None and mark is not start[1]:
                yield _cut(rows, units, start[0], index - 1, start[1])
                start = None
            if start is None and mark in _CUT:
                start = index, mark


def _cut(rows: Sequence[WitnessRow], units: Sequence[Unit], first: int, last: int, mark: Variation) -> _Found:
    lost = tuple(word for unit in units[first : last + 1] for word in reference(rows, unit))
    kind = classify(lost, ())
    if mark is Variation.CUT_DECLARED:
        kind = replace(inspect_cut(lost), category=inspect_cut(lost).category or "marked omission")
        kind = replace(kind, level=max(kind.level, Level.NUANCE))
    return _Place(first, last, mark), kind, ""


def _moves(row: WitnessRow, siglum: str, units: Sequence[Unit]) -> Iterator[_Found]:
    """Passages that an article prints out of the utterance's order."""
    for item in row.moved:
        inside = [index for index, unit in enumerate(units) if item.first <= unit[1] and unit[0] <= item.last]
        note = f"{siglum} prints it {_where(row, item)}"
        yield _Place(inside[0], inside[-1], Variation.MOVED), Class("moved", Level.NONE), note


def _joints(
    rows: Sequence[WitnessRow], row: WitnessRow, siglum: str, units: Sequence[Unit]
) -> Iterator[_Found]:
    """Sentences that one witness alone prints as one quote: another prints what is before and after apart."""
    others = [other for other in rows if other is not row]
    for item in row.passages:
        for (column, word), (following, _) in itertools.pairwise(item.columns):
            if (
                item.words[word].ends_sentence
                and not any(other.joins(column, following) for other in others)
                and any(other.parts(column, following) for other in others)
            ):
                place = _Place(_unit_of(units, column), _unit_of(units, following), Variation.SAME)
                note = (
                    f"only {siglum} prints the words before and after ‘{item.words[word].plain}’ as one quote"
                )
                yield place, Class("joined", Level.NONE), note


def _where(row: WitnessRow, moved: Placed) -> str:
    printed = sorted((item for item in row.passages if item.columns), key=lambda item: item.passage.span)
    at = printed.index(moved)
    if at + 1 < len(printed):
        return f"before ‘{_start(printed[at + 1].words)}’"
    return f"after ‘{_start(printed[at - 1].words)}’"


def _start(words: Sequence[Printed]) -> str:
    shown = " ".join(word.plain for word in words[:_WORDS_SHOWN])
    return f"{shown} …" if len(words) > _WORDS_SHOWN else shown


def _edges(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """Parts of quoted sentences that a witness does not quote and that hold a signal word."""
    for row in rows:
        for item in row.passages:
            if not item.columns:
                continue
            before = range(_unit_of(units, item.first) - 1, -1, -1)
            scrap = item.passage.kind is Kind.FRAGMENT and len(item.words) <= SCRAP_WORDS
            yield from _edge(rows, row, units, before, scrap=scrap)
            whole = reference(rows, (item.last, item.last))
            if not (whole and whole[-1].ends_sentence):
                after = range(_unit_of(units, item.last) + 1, len(units))
                yield from _edge(rows, row, units, after, scrap=scrap)


def _unit_of(units: Sequence[Unit], column: int) -> int:
    return next(index for index, (first, last) in enumerate(units) if first <= column <= last)


def _edge(
    rows: Sequence[WitnessRow], row: WitnessRow, units: Sequence[Unit], indices: range, *, scrap: bool
) -> Iterator[_Found]:
    """What a witness leaves out of a sentence on one side; of a scrap only the words next to it count."""
    backwards = indices.step < 0
    lost: list[Printed] = []
    reached = None
    for index in indices:
        words = reference(rows, units[index])
        if state(rows, row, units[index]) is not Variation.NOT_QUOTED or not words:
            break
        part = _to_boundary(words, backwards=backwards)
        lost = [*part, *lost] if backwards else [*lost, *part]
        if part:
            reached = index
        if len(part) < len(words) or (not backwards and words[-1].ends_sentence):
            break
    if scrap:
        lost = lost[-_NEXT_WORDS:] if backwards else lost[:_NEXT_WORDS]
    kind = inspect_cut(lost)
    if kind != SAME and reached is not None:
        first, last = sorted((indices.start, reached))
        text = " ".join(word.plain for word in lost)
        yield _Place(first, last, Variation.NOT_QUOTED), kind, f"not quoted: ‘{text}’"


def _to_boundary(words: Sequence[Printed], *, backwards: bool) -> Sequence[Printed]:
    """The words up to the next sentence boundary."""
    if backwards:
        for index in range(len(words) - 1, -1, -1):
            if words[index].ends_sentence:
                return words[index + 1 :]
        return words
    for index, word in enumerate(words):
        if word.ends_sentence:
            return words[: index + 1]
    return words
