"""The word-aligned comparison of an utterance.

One rule guards it: it is the same in whatever order the passages are given and whichever version is the base,
and says of no article that it altered anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.columns import Unit, dropped, reading, units
from quotebrowser.collate.versions.differences import differences, worst_level
from quotebrowser.collate.versions.records.record_notes import note, record_names
from quotebrowser.collate.versions.records.record_parts import MEASURES, are_sentences
from quotebrowser.collate.versions.witness_rows import WitnessRow
from quotebrowser.collate.versions.witnesses import rows
from quotebrowser.model import (
    Article,
    Collation,
    Column,
    Extent,
    Level,
    Passage,
    Variation,
    Witness,
)

_LATER: Final = 10**7
"""Ordinal after every date: articles without one come last."""


def collate(
    utterance: str,
    passages: Sequence[Passage],
    articles: Mapping[str, Article],
    *,
    others: Iterable[Passage] = (),
    primary: str = "",
) -> Collation:
    """Compare the passages of an utterance word by word, each with its whole quote.

    Args:
        utterance: its id.
        passages: of all articles that print it.
        articles: by id, at least those of the passages.
        others: all other passages of these articles: before words are said not to be quoted, they are looked
            for there.
        primary: id of the article that is the base, the version shown first. Without one, or where it does
            not print the utterance, it is the record, a transcript before captions; else the article with
            most words; of several the earliest dated, then the first by file name. Nothing else depends on
            the base.
    """
    table = rows(passages, articles, others)
    if not table or not table[0].words:
        return Collation(utterance, (), (), ())
    shown_as = _order(table, primary)
    sigla = _sigla(table, shown_as)
    names = record_names(table, _order(table))
    shown = units(table)
    found = differences(table, shown, sigla)
    levels = [Level.NONE] * len(shown)
    for difference in found:
        for index in range(difference.first, difference.last + 1):
            levels[index] = max(levels[index], difference.level)
    ranks = {sigla[at]: rank for rank, at in enumerate(shown_as)}
    collation = Collation(
        utterance=utterance,
        witnesses=tuple(_witness(table[at], sigla[at], names[at]) for at in shown_as),
        columns=tuple(
            _column(table, shown_as, unit, level) for unit, level in zip(shown, levels, strict=True)
        ),
        differences=tuple(
            replace(one, readings=_ordered(one.readings, ranks), note=note(table, names, sigla, shown, one))
            for one in found
        ),
    )
    return with_extents(collation)


def worst(
    passages: Sequence[Passage], articles: Mapping[str, Article], others: Iterable[Passage] = ()
) -> Level:
    """The level of the worst difference that `collate` would tell, found in half the time."""
    others = tuple(others)
    quotes = {one.quote for one in passages}
    alone = not any(one.quote in quotes for one in others)
    if alone and len({one.article for one in passages}) == len(passages) and len(_texts(passages)) == 1:
        return Level.NONE
    if are_sentences((*passages, *others), articles):
        return Level.NONE
    table = rows(passages, articles, others)
    return worst_level(table, units(table)) if table and table[0].words else Level.NONE


def with_extents(collation: Collation, asked: str = "") -> Collation:
    """The collation, with how much of one quote each version prints.

    Args:
        collation: of the versions.
        asked: uid of the quote, or of a part of it; empty, or another's: all that the base prints.
    """
    witnesses = collation.witnesses
    whose = next(
        (at for at, one in enumerate(witnesses) if any(asked in (p.uid, p.quote) for p in one.passages)), 0
    )
    printed = witnesses[whose].passages
    quotes = {part.quote for part in printed if asked in (part.uid, part.quote)}
    asked_for = [part.span for part in printed if not quotes or part.quote in quotes]
    wanted = [
        column
        for column in collation.columns
        if any(span.overlaps(part) for span in column.readings[whose].spans for part in asked_for)
    ]
    return replace(
        collation,
        witnesses=tuple(
            replace(one, extent=_extent(one, [column.readings[at].state for column in wanted]))
            for at, one in enumerate(witnesses)
        ),
    )


def _extent(witness: Witness, states: Sequence[Variation]) -> Extent:
    """Whole unless it does not quote, or says that it cuts, some of what was asked for."""
    if Variation.NOT_QUOTED not in states and Variation.CUT_DECLARED not in states:
        return Extent.WHOLE
    longest = max((len(part.text.split()) for part in witness.passages), default=0)
    return Extent.SCRAP if longest <= SCRAP_WORDS else Extent.PART


def _texts(passages: Sequence[Passage]) -> set[str]:
    return {passage.text for passage in passages}


def _order(rows: Sequence[WitnessRow], primary: str = "") -> list[int]:
    """Indices of rows as they are shown: the base first, the others by date and file name.

    The base is the primary article's, or the record, or that with most words; of several the earliest dated,
    then the first by file name.
    """
    by_date = sorted(range(len(rows)), key=lambda at: (*_by_date(rows[at].article), rows[at].again))
    base = max(
        by_date,
        key=lambda at: (
            rows[at].article.id == primary,
            not rows[at].again,
            -MEASURES.index(rows[at].form),
            rows[at].count,
        ),
        default=-1,
    )
    return sorted(by_date, key=lambda at: rows[at].article.id != rows[base].article.id)


def _by_date(article: Article) -> tuple[int, str, str]:
    published = article.published
    return (published.first if published else _LATER, article.name, article.id)


def _sigla(table: Sequence[WitnessRow], shown_as: Sequence[int]) -> list[str]:
    """What each row is called: a letter an article, with a prime for what it prints again."""
    letters: dict[str, str] = {}
    for at in shown_as:
        letters.setdefault(table[at].article.id, siglum(len(letters)))
    return [letters[row.article.id] + "′" * row.again for row in table]


def _ordered(
    readings: Iterable[tuple[str, tuple[str, ...]]], ranks: Mapping[str, int]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Readings in the order in which the witnesses are shown."""
    sorted_sigla = ((text, tuple(sorted(who, key=ranks.__getitem__))) for text, who in readings)
    return tuple(sorted(sorted_sigla, key=lambda one: ranks[one[1][0]]))


def siglum(number: int) -> str:
    """The letters a witness is named by: A to Z, then AA, AB ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(table: Sequence[WitnessRow], shown_as: Sequence[int], unit: Unit, level: Level) -> Column:
    readings = tuple(reading(table, table[at], unit) for at in shown_as)
    if level is Level.MEANING:
        lacking = (dropped(table, table[at], unit) for at in shown_as)
        readings = tuple(replace(one, dropped=what) for one, what in zip(readings, lacking, strict=True))
    return Column(readings, level)


def _witness(row: WitnessRow, siglum: str, record: str) -> Witness:
    return Witness(siglum, row.article.id, row.passages, Extent.WHOLE, row.again, record)
