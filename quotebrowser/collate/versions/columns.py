"""Columns as they are shown: neighbouring words of one kind joined, each witness's reading with its state.

One rule guards it: an empty reading is `not quoted` unless the witness prints words on both sides of it in
one quote; then the quote runs on without it, or it is cut where a sign tells so. No state depends on which
version is the base: the first row, which all are measured against, is chosen by its words alone.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.collate.difference_words import inflected, normal
from quotebrowser.collate.versions.aligned_table import EDGE_WORDS
from quotebrowser.collate.versions.classes import classify, negations
from quotebrowser.collate.versions.printed_words import Printed
from quotebrowser.collate.versions.witness_rows import Gap, WitnessRow
from quotebrowser.model import Dropped, Form, Reading, Span, Variation
from quotebrowser.model.wrapped import one_line

Unit = tuple[int, int]
"""First word column and last, included, of a column as shown."""

_AROUND: Final = '.,;:!?…“”‘"()[]–—'
_JOINED: Final = frozenset(kind for kind in Variation if not kind.shown.alone)


def units(rows: Sequence[WitnessRow]) -> tuple[Unit, ...]:
    """The word columns joined to columns as shown."""
    width = len(rows[0].words)
    regions = [*_added(rows[0]), *(region for row in rows[1:] for region in _reworded(rows[0], row))]
    joined = _joined([*regions, *(pair for row in rows for pair in _glued(row))])
    starts = {item.first for row in rows for item in row.placed if item.columns}
    starts |= {one.first for row in rows for one in row.paraphrased}
    states = [tuple(_state_at(rows, row, column) for row in rows) for column in range(width)]
    found: list[Unit] = []
    column = 0
    while column < width:
        last = joined.get(column, column)
        if column not in joined and _JOINED.issuperset(states[column]):
            while (
                last + 1 < width
                and last + 1 not in joined
                and last + 1 not in starts
                and states[last + 1] == states[column]
            ):
                last += 1
        found.append((column, last))
        column = last + 1
    return tuple(found)


def words_of(row: WitnessRow, unit: Unit) -> tuple[Printed, ...]:
    """The words a witness prints in a unit."""
    return tuple(word for word in row.words[unit[0] : unit[1] + 1] if word is not None)


def reference(rows: Sequence[WitnessRow], unit: Unit) -> tuple[Printed, ...]:
    """The words that the readings of a unit are measured against: those of the first row that has some."""
    return next((found for row in rows if (found := words_of(row, unit))), ())


def reading(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> Reading:
    """What `row` prints in a unit; what it only tells stands in the first of the units it tells of."""
    mark = state(rows, row, unit)
    spans = _spans(row, unit)
    if mark is Variation.PARAPHRASED:
        spans = tuple(one.span for one in row.paraphrased if one.first == unit[0])
    return Reading(mark, " ".join(one_line(span.of(row.article.text)) for span in spans), spans)


def state(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> Variation:
    """How a witness's reading of a unit stands to that of the first row, or of the first that has one."""
    words = words_of(row, unit)
    if not words:
        return _empty_state(rows, row, unit)
    if carries(row, unit):
        return Variation.MOVED
    against = reference(rows, unit)
    if is_added(rows[0], unit):
        return Variation.INTERPOLATED if all(word.editor for word in words) else Variation.ADDED
    if [word.key for word in words] == [word.key for word in against]:
        if is_moved(row, unit):
            return Variation.MOVED
        same = all(a.face == b.face for a, b in zip(words, against, strict=True))
        return Variation.SAME if same else Variation.TYPOGRAPHIC
    if any(word.editor for word in words) and not any(word.editor for word in against):
        return Variation.INTERPOLATED
    if classify(against, words).category == "spelling":
        return Variation.TYPOGRAPHIC
    return Variation.WORDING


def dropped(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> Dropped | None:
    """The negation that others print in a unit and a witness runs on without; None if there is none.

    A record that all are measured against lacks none.

    It is missing where the witness has no word, or the verb alone of a contraction: `will` for `won't`.
    """
    if row is rows[0] and row.form.is_record:
        return None
    own = negations(words_of(row, unit))
    for other in rows:
        if negations(words_of(other, unit)) <= own:
            continue
        for column in range(unit[0], unit[1] + 1):
            theirs, mine = other.words[column], row.words[column]
            if theirs is None or not negations((theirs,)):
                continue
            hole = mine is None and row.gaps[column] is Gap.SILENT
            if hole or (mine is not None and not negations((mine,)) and len(normal(theirs.key)) > 1):
                before = next((word for word in row.words[column::-1] if word is not None), None)
                if before is not None:
                    return Dropped(before.span.end, _negation(theirs))
            if not own and (at := _beside(other, row, unit, column)) is not None:
                return Dropped(at, _negation(theirs))
    return None


def _negation(word: Printed) -> str:
    """What a word negates with: `not` for `won't`."""
    parts = normal(word.key)
    return parts[-1] if parts[1:] else word.plain.strip(_AROUND)


def _beside(other: WitnessRow, row: WitnessRow, unit: Unit, column: int) -> int | None:
    """Where a negation is missing among words that are but the other's without it: `I'm` for `I am not`.

    None where a witness has words of its own, or its quote need not have reached the negation.
    """
    mine, rest = words_of(row, unit), iter(_parts(words_of(other, unit)))
    if not mine or not all(any(_one_word(part, said) for said in rest) for part in _parts(mine)):
        return None
    before = iter(_parts(words_of(other, (unit[0], column))))
    kept = [word for word in mine if all(any(_one_word(p, said) for said in before) for p in _parts((word,)))]
    if kept:
        return None if row.gaps[column] is Gap.OUTSIDE else kept[-1].span.end
    # A quote that begins with a capital begins a sentence; another may stand behind a negation of narration.
    return mine[0].span.start if mine[0].plain.strip(_AROUND)[:1].isupper() else None


def _parts(words: Sequence[Printed]) -> Iterator[str]:
    """The normal words that words stand for; what is elided keeps its apostrophe: `j'`, `ai`."""
    for word in words:
        parts = normal(word.key)
        elided = "'" in word.key and not parts[1:]
        yield from word.key.replace("'", "' ").split() if elided else parts


def _one_word(part: str, other: str) -> bool:
    return inflected(part, other) or (part.endswith("'") and part[:-1] == other[:-1])


def _state_at(rows: Sequence[WitnessRow], row: WitnessRow, column: int) -> Variation:
    """The state of a witness's reading of one column; quick where it prints the base's word, or none."""
    word, against = row.words[column], rows[0].words[column]
    if word is None and row.gaps[column] is Gap.OUTSIDE and not row.paraphrased and not row.shift.vacated:
        return Variation.NOT_QUOTED
    in_place = not row.moved and not row.shift.carried
    if in_place and word is not None and against is not None and word.key == against.key:
        return Variation.SAME if word.face == against.face else Variation.TYPOGRAPHIC
    return state(rows, row, (column, column))


def carries(row: WitnessRow, unit: Unit) -> bool:
    """Whether all words that a witness prints in a unit stand elsewhere in the base's passage."""
    columns = {column for column in range(unit[0], unit[1] + 1) if row.words[column] is not None}
    return bool(columns) and columns <= row.shift.carried


def is_moved(row: WitnessRow, unit: Unit) -> bool:
    """Whether a witness's words of a unit stand in a passage that it prints out of the utterance's order."""
    return any(item.first <= unit[1] and unit[0] <= item.last for item in row.moved)


def _empty_state(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> Variation:
    gaps = set(row.gaps[unit[0] : unit[1] + 1])
    if any(one.first <= unit[0] and unit[1] <= one.last for one in row.paraphrased):
        return Variation.PARAPHRASED
    if gaps == {Gap.ELSEWHERE} or _has_moved(rows, row, unit):
        return Variation.MOVED
    if Gap.DECLARED in gaps:
        return Variation.CUT_DECLARED
    if Gap.SILENT not in gaps:
        return Variation.NOT_QUOTED
    return Variation.CUT if _is_cut(rows, row, unit) else Variation.RUNS_ON


def _is_cut(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> bool:
    """Whether a report lacks what was said: words that every transcript has which reaches here."""
    if row.form.is_record or rows[0].form is not Form.TRANSCRIPT:
        return False
    records = [one for one in rows if one.form is Form.TRANSCRIPT and not one.again]
    reached = [one for one in records if {*one.gaps[unit[0] : unit[1] + 1]} != {Gap.OUTSIDE}]
    return bool(reached) and all(words_of(one, unit) for one in reached)


def _has_moved(rows: Sequence[WitnessRow], row: WitnessRow, unit: Unit) -> bool:
    """Whether a witness prints the words of a unit, but elsewhere."""
    if row is rows[0]:
        printed = [other for other in rows if words_of(other, unit)]
        return bool(printed) and all(carries(other, unit) for other in printed)
    lost = {column for column in range(unit[0], unit[1] + 1) if rows[0].words[column] is not None}
    return bool(lost) and lost <= row.shift.vacated


def is_added(first: WitnessRow, unit: Unit) -> bool:
    """Whether the first row runs on over a unit without a word and without a sign."""
    return all(gap is Gap.SILENT for gap in first.gaps[unit[0] : unit[1] + 1])


def _spans(row: WitnessRow, unit: Unit) -> tuple[Span, ...]:
    """Where a witness's words of a unit stand: one span for words that follow each other in a passage."""
    spans: list[Span] = []
    passage, number = "", 0
    for column in range(unit[0], unit[1] + 1):
        word = row.words[column]
        if word is not None:
            follows = row.places[column] == (passage, number + 1) and spans[-1].end <= word.span.start
            spans.append(Span(spans.pop().start, word.span.end) if follows else word.span)
            passage, number = row.places[column]
    return tuple(spans)


def _glued(row: WitnessRow) -> Iterator[Unit]:
    """Columns between whose words a witness prints no white space: they are shown as one."""
    last, end = 0, -1
    for column, word in enumerate(row.words):
        if word is not None:
            if word.span.start == end:
                yield last, column
            last, end = column, word.span.end


def _added(base: WitnessRow) -> Iterator[Unit]:
    """Runs of columns where others print words within the base's passage."""
    start = None
    for column, gap in enumerate((*base.gaps, Gap.NONE)):
        if gap is Gap.SILENT:
            start = column if start is None else start
        elif start is not None:
            yield start, column - 1
            start = None


def _reworded(base: WitnessRow, row: WitnessRow) -> Iterator[Unit]:
    """Runs between equal words where a witness has other words than the base."""
    for item in row.placed:
        if not item.columns:
            continue
        first, last = _edges(base, row, item.first, item.last)
        start = None
        for column in range(first, last + 2):
            equal = column > last or _equal(base.words[column], row.words[column])
            if not equal:
                start = column if start is None else start
            elif start is not None:
                if words_of(row, (start, column - 1)) and words_of(base, (start, column - 1)):
                    yield start, column - 1
                start = None


def _equal(a: Printed | None, b: Printed | None) -> bool:
    """Whether two words are one, spelling aside."""
    return a is not None and b is not None and (a.key == b.key or normal(a.key) == normal(b.key))


def _edges(base: WitnessRow, row: WitnessRow, first: int, last: int) -> Unit:
    """The columns of a passage, widened to the base's sentence where its edge has other words than the base.

    `To pass this bill` against `If they don't pass this bill`: `To` stands for all that comes before, or a
    dropped negation would look like words that are not quoted.
    """
    if base.words[first] is not None and not _equal(base.words[first], row.words[first]):
        for column in range(first - 1, max(-2, first - EDGE_WORDS - 1), -1):
            word = base.words[column] if column >= 0 else None
            if word is None or base.ends[column]:
                first = column + 1
                break
            if row.words[column] is not None:
                break
    if base.words[last] is not None and not _equal(base.words[last], row.words[last]):
        width = len(base.words)
        for column in range(last, min(width, last + EDGE_WORDS)):
            word = base.words[column]
            if word is None or (column > last and row.words[column] is not None):
                break
            if base.ends[column] or column + 1 == width or base.words[column + 1] is None:
                last = column
                break
    return first, last


def _joined(regions: Sequence[Unit]) -> dict[int, int]:
    """Overlapping regions united: last column by first; the other columns of a region are keys too."""
    found: dict[int, int] = {}
    start = end = -1
    for first, last in sorted(regions):
        if first > end:
            start = first
        end = max(end, last)
        found.update(dict.fromkeys(range(start, end + 1), end))
    return found
