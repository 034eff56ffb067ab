"""The numbered differences of a collation, in reading order.

Two rules guard it: what is merely not quoted is no difference, unless the part that is left out of a quoted
sentence holds a negation, a condition, a number or a `but`; and no difference depends on the base or a date.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate.difference_words import capitalises_nouns
from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.classes import SAME, Class, classify, inspect_cut
from quotebrowser.collate.versions.columns import Unit, is_moved, reading, reference, state, words_of
from quotebrowser.collate.versions.printed_words import Printed, as_printed
from quotebrowser.collate.versions.witness_rows import Gap, Placed, WitnessRow
from quotebrowser.model import Difference, Kind, Level, Variation

_HOLES: Final = (Variation.CUT, Variation.RUNS_ON, Variation.CUT_DECLARED)
_RUNS_ON: Final = Class("runs on", Level.NUANCE)
"""Two articles quote the same words and then go on with other parts of the speech: neither lacks anything."""
_APART: Final = ("moved", "joined")
"""Classes that say where words are printed, not which: told apart from what differs in them."""
_RANKS: Final = tuple(Variation)
_SIGNALS: Final = ("", "number", "contrast", "condition", "negation")
"""What a cut edge may hide, the gravest last."""
_NEXT_WORDS: Final = 3
"""A scrap stands in a sentence of the article's own, which tells the rest; but `responsible` out of `not
responsible` says the opposite."""
_WORDS_SHOWN: Final = 4
_MOST_SHOWN: Final = 24
"""Words shown of what an article goes on to print."""


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A run of columns as shown at which something differs."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that differs."""

    place: _Place
    state: Variation
    kind: Class
    note: str = ""
    """A sentence, or what is said of a witness."""
    who: str = ""
    """Its subject, with `{}` for what the witness is called."""
    row: int = 0
    """Index of the witness."""


def differences(
    rows: Sequence[WitnessRow], units: Sequence[Unit], sigla: Sequence[str]
) -> tuple[Difference, ...]:
    """All differences between the witnesses, numbered.

    Args:
        rows: the witnesses.
        units: the columns as shown.
        sigla: what the rows are called, in their order.
    """
    return tuple(
        Difference(
            number=number,
            first=one.place.first,
            last=one.place.last,
            state=one.state,
            category=one.kind.category,
            level=one.kind.level,
            readings=_readings(rows, units[one.place.first : one.place.last + 1], sigla),
            note=one.note,
        )
        for number, one in enumerate(_merged(_all(rows, units), sigla), 1)
    )


def _merged(found: Iterable[_Found], sigla: Sequence[str]) -> list[_Found]:
    """One difference a place: the gravest class; where a passage is printed is said apart."""
    by_place: dict[tuple[_Place, str], list[_Found]] = {}
    for one in found:
        apart = one.kind.category if one.kind.category in _APART else ""
        by_place.setdefault((one.place, apart), []).append(one)
    merged = []
    for (place, _), several in sorted(by_place.items(), key=lambda item: item[0]):
        worst = max(several, key=lambda one: (one.kind.level, -_RANKS.index(one.state)))
        notes = dict.fromkeys(
            f"{one.who.format(sigla[one.row])} {one.note}".strip() for one in several if one.note
        )
        merged.append(_Found(place, worst.state, worst.kind, "; ".join(notes)))
    return merged


def worst_level(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Level:
    """The level of the worst difference between the witnesses."""
    worst = Level.NONE
    for one in _in_words(rows, units):
        worst = max(worst, one.kind.level)
        if worst is max(Level):
            return worst
    moves = (one.kind.level for at in range(len(rows)) for one in _moves(rows, at, units))
    return max(worst, *moves, Level.NONE)


def _all(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """All differences, in no order."""
    yield from _in_words(rows, units)
    for at in range(len(rows)):
        yield from _moves(rows, at, units)
        yield from _joints(rows, at, units)


def _in_words(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """Which words differ."""
    differing = []
    for one in itertools.chain(_reworded(rows, units), _holes(rows, units)):
        differing.append(one)
        yield one
    yield from _edges(rows, units, differing)


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
    nouns = capitalises_nouns(word.key for word in rows[0].words if word is not None)
    for index, unit in enumerate(units):
        against = reference(rows, unit)
        found = []
        for row in rows:
            words = words_of(row, unit)
            if not words:
                continue
            kind = _class(rows[0], row, unit, (against, words), nouns=nouns)
            if kind != SAME:
                found.append((kind.level, state(rows, row, unit), kind))
        if found:
            _, mark, kind = max(found, key=lambda item: item[0])
            if mark is Variation.MOVED and kind.category != "order":
                mark = Variation.TYPOGRAPHIC
            yield _Found(_Place(index, index), mark, kind)


def _class(
    first: WitnessRow,
    row: WitnessRow,
    unit: Unit,
    wordings: tuple[Sequence[Printed], Sequence[Printed]],
    *,
    nouns: bool,
) -> Class:
    """The class of a witness's words in a unit, words that are only printed in another order left out."""
    columns = range(unit[0], unit[1] + 1)
    opens = not unit[0] or first.ends[unit[0] - 1]
    opens = opens or any(item.columns and item.first == unit[0] for item in row.placed)
    moved = {row.words[column] for column in columns if column in row.shift.carried}
    if not moved:
        return classify(*wordings, nouns=nouns, opens=opens)
    moved |= {first.words[column] for column in columns if column in row.shift.vacated}
    against, words = ([word for word in words if word not in moved] for words in wordings)
    rest = classify(against, words, nouns=nouns, opens=opens)
    return rest if rest.level > Level.NUANCE else Class("order", Level.NUANCE)


def _holes(rows: Sequence[WitnessRow], units: Sequence[Unit]) -> Iterator[_Found]:
    """Runs of units that the quote of a witness runs on without, or that it says it leaves out.

    What a record lacks nobody else lacks.
    """
    inside: dict[_Place, list[WitnessRow]] = {}
    known = rows[0].form.is_record
    for row in rows:
        marks = [state(rows, row, unit) for unit in units]
        for mark, run in itertools.groupby(range(len(units)), key=marks.__getitem__):
            if mark in _HOLES:
                where = list(run)
                place = _Place(where[0], where[-1])
                unit = (units[place.first][0], units[place.last][1])
                if place not in inside:
                    inside[place] = [other for other in rows if other.spans(*unit)]
                if known and not words_of(rows[0], unit):
                    if row is not rows[0]:
                        continue
                    inside[place] = [other for other in rows if words_of(other, unit)]
                yield _hole(rows, row, inside[place], unit, _Found(place, mark, _RUNS_ON))


def _hole(
    rows: Sequence[WitnessRow], row: WitnessRow, inside: Sequence[WitnessRow], unit: Unit, found: _Found
) -> _Found:
    """The class of what a witness runs on without.

    Args:
        rows: the witnesses.
        row: that witness.
        inside: those that print something there in the middle of a quote.
        unit: the columns.
        found: the difference, if nobody does: then the others only run on otherwise.
    """
    if not inside:
        return found
    printed = [_unmoved(other, row, unit) for other in inside]
    if not any(printed):
        return _Found(found.place, Variation.MOVED, Class("order", Level.NUANCE))
    if found.state is Variation.CUT_DECLARED:
        kind = max((inspect_cut(words) for words in printed), key=lambda kind: kind.level)
        kind = Class(kind.category or "marked omission", max(kind.level, Level.NUANCE))
        return _Found(found.place, found.state, kind)
    against = max(printed, key=len)
    if row is not rows[0]:
        return _Found(found.place, found.state, classify(against, ()))
    added = Variation.INTERPOLATED if all(word.editor for word in against) else Variation.ADDED
    return _Found(found.place, added, classify((), against))


def _unmoved(other: WitnessRow, row: WitnessRow, unit: Unit) -> tuple[Printed, ...]:
    """The words of a unit that one version has and another has not even elsewhere."""
    columns = range(unit[0], unit[1] + 1)
    moved = other.shift.carried | row.shift.vacated
    return tuple(
        word for column in columns if column not in moved and (word := other.words[column]) is not None
    )


def _moves(rows: Sequence[WitnessRow], at: int, units: Sequence[Unit]) -> Iterator[_Found]:
    """Passages that an article prints out of the utterance's order."""
    for item in rows[at].moved:
        inside = [index for index, unit in enumerate(units) if item.first <= unit[1] and unit[0] <= item.last]
        note = f"prints it {_where(rows[at], item)}"
        place = _Place(inside[0], inside[-1])
        within = Class("order", Level.NUANCE) if item.printing.origin else Class("moved", Level.NONE)
        yield _Found(place, Variation.MOVED, within, note, "{}", at)


def _joints(rows: Sequence[WitnessRow], at: int, units: Sequence[Unit]) -> Iterator[_Found]:
    """Sentences that one witness alone prints as one quote: another prints what is before and after apart.

    A record has them as they were said.
    """
    if rows[at].form.is_record:
        return
    others = [other for other in rows if other is not rows[at]]
    for item in rows[at].placed:
        for (column, word), (following, _) in itertools.pairwise(item.columns):
            if (
                item.words[word].ends_sentence
                and not any(other.joins(column, following) for other in others)
                and any(other.parts(column, following) for other in others)
            ):
                place = _Place(_unit_of(units, column), _unit_of(units, following))
                note = f"prints the words before and after ‘{item.words[word].plain}’ as one quote"
                yield _Found(place, Variation.SAME, Class("joined", Level.NONE), note, "only {}", at)


def _where(row: WitnessRow, moved: Placed) -> str:
    printed = sorted((item for item in row.placed if item.columns), key=lambda item: item.passage.span)
    at = printed.index(moved)
    if at + 1 < len(printed):
        return f"before ‘{beginning(printed[at + 1].words)}’"
    return f"after ‘{beginning(printed[at - 1].words)}’"


def beginning(words: Sequence[Printed], most: int = _WORDS_SHOWN) -> str:
    """The first of some words, with an ellipsis where there are more."""
    shown = as_printed(words[:most])
    return f"{shown} …" if len(words) > most else shown


_Lost = list[tuple[int, Printed]]
"""Columns and words of another version."""


def _edges(
    rows: Sequence[WitnessRow], units: Sequence[Unit], differing: Sequence[_Found]
) -> Iterator[_Found]:
    """Parts of quoted sentences that a witness does not quote and that hold a signal word.

    Args:
        rows: the witnesses.
        units: the columns as shown.
        differing: what was found so far; a stretch of words is one difference, so that what is not quoted
            there belongs to it.
    """
    told = {
        column: one.place
        for one in differing
        if one.kind.level >= Level.MINOR
        for column in range(units[one.place.first][0], units[one.place.last][1] + 1)
    }
    known: dict[tuple[int, int], list[_Lost]] = {}
    for row in rows:
        for item in row.placed:
            for edge, step in ((item.first, -1), (item.last, 1)) if item.columns else ():
                if (edge, step) not in known:
                    known[edge, step] = _continued(rows, edge, step)
                scrap = item.passage.kind is Kind.FRAGMENT and len(item.words) <= SCRAP_WORDS
                most = _NEXT_WORDS if scrap else len(row.words)
                lost = [_lost(row, said)[:most][::step] for said in known[edge, step]]
                yield from _edge(lost, "begins" if step < 0 else "goes on", units, told)


def _edge(
    lost: Iterable[_Lost], verb: str, units: Sequence[Unit], told: Mapping[int, _Place]
) -> Iterator[_Found]:
    """What a witness leaves out of a sentence on one side."""
    best: _Lost = []
    worst = 0
    for words in lost:
        rank = _SIGNALS.index(inspect_cut([word for _, word in words]).category)
        if (rank, len(words)) > (worst, len(best)):
            best, worst = words, rank
    if not worst:
        return
    note = f"{verb}: ‘{beginning([word for _, word in best], _MOST_SHOWN)}’"
    kind = inspect_cut([word for column, word in best if column not in told])
    if kind == SAME:
        here = next(told[column] for column, word in best if column in told and inspect_cut([word]) != SAME)
        yield _Found(here, Variation.NOT_QUOTED, SAME, note)
    else:
        place = _Place(_unit_of(units, best[0][0]), _unit_of(units, best[-1][0]))
        yield _Found(place, Variation.NOT_QUOTED, kind, note)


def _continued(rows: Sequence[WitnessRow], edge: int, step: int) -> list[_Lost]:
    """What versions say next in the sentence from a column on, the nearest first; of equal ones the first."""
    found: dict[tuple[tuple[int, str], ...], _Lost] = {}
    for row in rows:
        if row.words[edge] is None or (step > 0 and row.ends[edge]):
            continue
        said: _Lost = []
        at = edge
        for column in range(edge + step, len(row.words) if step > 0 else -1, step):
            word = row.words[column]
            if word is None:
                continue
            if (step < 0 and row.ends[column]) or not row.joins(at, column):
                break
            said.append((column, word))
            at = column
            if step > 0 and row.ends[column]:
                break
        if said:
            found.setdefault(tuple((column, word.key) for column, word in said), said)
    return list(found.values())


def _lost(row: WitnessRow, said: _Lost) -> _Lost:
    """The part of what others say next that a witness does not quote."""
    lost: _Lost = []
    for column, word in said:
        outside = row.gaps[column] is Gap.OUTSIDE and column not in row.shift.vacated
        if not outside or any(one.first <= column <= one.last for one in row.paraphrased):
            break
        lost.append((column, word))
    return lost


def _unit_of(units: Sequence[Unit], column: int) -> int:
    return bisect_right(units, column, key=lambda unit: unit[0]) - 1
