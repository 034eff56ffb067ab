"""The word-aligned comparison of an utterance.

One rule guards it: it is the same in whatever order the passages are given, and says of no article that it
altered anything.
"""

from collections.abc import Mapping, Sequence

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.columns import Unit, reading, units
from quotebrowser.collate.versions.differences import differences, worst_level
from quotebrowser.collate.versions.witnesses import Gap, WitnessRow, rows
from quotebrowser.model import Article, Collation, Column, Extent, Level, Passage, Witness


def collate(
    utterance: str, passages: Sequence[Passage], articles: Mapping[str, Article], *, primary: str = ""
) -> Collation:
    """Compare the passages of an utterance word by word.

    Args:
        utterance: its id.
        passages: of all articles that print it; repetitions within an article left out.
        articles: by id, at least those of the passages.
        primary: id of the article whose wording is the measure (a transcript, a recording). Without one, or
            where it does not print the utterance, the base is the article with most words; of several the
            earliest dated, then the first by file name.
    """
    table = rows(passages, articles, primary)
    if not table or not table[0].words:
        return Collation(utterance, (), (), ())
    sigla = [siglum(number) for number in range(len(table))]
    shown = units(table)
    found = differences(table, shown, sigla)
    levels = [Level.NONE] * len(shown)
    for difference in found:
        for index in range(difference.first, difference.last + 1):
            levels[index] = max(levels[index], difference.level)
    return Collation(
        utterance=utterance,
        witnesses=tuple(_witness(table, row, name) for row, name in zip(table, sigla, strict=True)),
        columns=tuple(_column(table, unit, level) for unit, level in zip(shown, levels, strict=True)),
        differences=found,
    )


def worst(passages: Sequence[Passage], articles: Mapping[str, Article]) -> Level:
    """The level of the worst difference that `collate` would tell, found in half the time.

    Args:
        passages: of all articles that print the utterance; repetitions within an article left out.
        articles: by id, at least those of the passages.
    """
    if len({passage.article for passage in passages}) == len(passages) and len(_texts(passages)) == 1:
        return Level.NONE
    table = rows(passages, articles)
    return worst_level(table, units(table)) if table and table[0].words else Level.NONE


def _texts(passages: Sequence[Passage]) -> set[str]:
    return {passage.text for passage in passages}


def siglum(number: int) -> str:
    """The letters a witness is named by: A to Z, then AA, AB ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(table: Sequence[WitnessRow], unit: Unit, level: Level) -> Column:
    return Column(tuple(reading(table, row, unit) for row in table), level)


def _witness(table: Sequence[WitnessRow], row: WitnessRow, name: str) -> Witness:
    return Witness(name, row.article.id, tuple(item.passage for item in row.passages), _extent(table[0], row))


def _extent(base: WitnessRow, row: WitnessRow) -> Extent:
    """Whole unless it lacks words that the base, or else any other witness at its edges, prints."""
    lacking = any(
        gap in (Gap.OUTSIDE, Gap.DECLARED) and base.gaps[column] is not Gap.SILENT
        for column, gap in enumerate(row.gaps)
    )
    if not lacking:
        return Extent.WHOLE
    longest = max((len(item.columns) for item in row.passages), default=0)
    return Extent.SCRAP if longest <= SCRAP_WORDS else Extent.PART
