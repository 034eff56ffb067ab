"""What is said of a difference beside a record: what the record has there, and how reports mark their cuts.

One rule guards it: it says what the record has, never what anybody did to it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.collate.versions.columns import Unit, words_of
from quotebrowser.collate.versions.differences import beginning
from quotebrowser.collate.versions.printed_words import Printed
from quotebrowser.collate.versions.records.record_parts import MEASURES
from quotebrowser.collate.versions.witness_rows import Gap, WitnessRow
from quotebrowser.model import Difference, Form, Variation

_MOST_WORDS: Final = 24
"""Words of a record that are told of one difference."""


def record_names(rows: Sequence[WitnessRow], order: Sequence[int]) -> tuple[str, ...]:
    """What each row is called as a record: `the record`, `record 2`, `the captions`; empty for a report.

    Args:
        rows: the witnesses.
        order: their indices, as records are numbered.
    """
    named: dict[str, str] = {}
    for form, name in ((Form.TRANSCRIPT, "record"), (Form.CAPTIONS, "captions")):
        found = list(dict.fromkeys(rows[at].article.id for at in order if rows[at].form is form))
        for number, article in enumerate(found, 1):
            named[article] = f"{name} {number}" if len(found) > 1 else f"the {name}"
    return tuple(named.get(row.article.id, "") for row in rows)


def note(
    table: Sequence[WitnessRow],
    names: Sequence[str],
    sigla: Sequence[str],
    units: Sequence[Unit],
    difference: Difference,
) -> str:
    """What is said of a difference: where a record is compared, also what that has."""
    if not names[0] or difference.state in (Variation.SAME, Variation.TYPOGRAPHIC):
        return difference.note
    unit = (units[difference.first][0], units[difference.last][1])
    if difference.note and difference.state is Variation.NOT_QUOTED:
        return f"{names[0]} {difference.note}" if words_of(table[0], unit) else difference.note
    known = _in_records(table, names, unit, difference)
    own = "" if known and difference.state is not Variation.MOVED else difference.note
    return "; ".join(filter(None, (own, known, *_cut_signs(table, sigla, unit))))


def _in_records(table: Sequence[WitnessRow], names: Sequence[str], unit: Unit, difference: Difference) -> str:
    """What the records have at a place."""
    if difference.state is Variation.MOVED or difference.category == "order":
        if difference.category == "moved" and not words_of(table[0], unit):
            return ""
        return f"{names[0]} {_verb(names[0])} these in the other order"
    said: list[str] = []
    named = sorted(zip(names, table, strict=True), key=lambda one: (MEASURES.index(one[1].form), one[0]))
    for name, row in named:
        if not name or row.again or set(row.gaps[unit[0] : unit[1] + 1]) == {Gap.OUTSIDE}:
            continue
        if words := words_of(row, unit):
            said.append(f"{name} {_verb(name)} ‘{_plain(words)}’")
        elif lacking := _lacking(table, row, unit):
            said.append(f"{name} {_verb(name, 'do')} not have ‘{_plain(lacking)}’")
    return f"{', '.join(said)} here" if said else ""


def _lacking(table: Sequence[WitnessRow], record: WitnessRow, unit: Unit) -> tuple[Printed, ...]:
    """The words of others that a record lacks at a place; an editor's are not said to be lacking."""
    printed = (words_of(row, unit) for row in table if row is not record)
    return next((words for words in printed if not all(word.editor for word in words)), ())


def _cut_signs(table: Sequence[WitnessRow], sigla: Sequence[str], unit: Unit) -> Iterator[str]:
    """By which signs reports say that they leave out words."""
    signs: dict[str, list[str]] = {}
    for row, siglum in zip(table, sigla, strict=True):
        if not words_of(row, unit) and Gap.DECLARED in row.gaps[unit[0] : unit[1] + 1]:
            signs.setdefault(row.cut_sign(*unit), []).append(siglum)
    for sign, who in sorted(signs.items(), key=lambda item: min(item[1])):
        several = "s" * (len(who) == 1)
        does = f"mark{several} the cut with {sign}" if sign else f"close{several} the marks there"
        yield f"{' '.join(sorted(who))} {does}"


def _plain(words: Sequence[Printed]) -> str:
    return beginning(words, _MOST_WORDS).rstrip(",;:.")


def _verb(name: str, verb: str = "have") -> str:
    """`the record has`, `the captions have`."""
    plural = name.startswith("the captions")
    return verb if plural else {"have": "has", "do": "does"}[verb]
