"""The articles that print an utterance side by side: what is searched for, in what order they stand.

One rule guards it: nothing that is told of differences depends on dates or on which version is the base. All
are measured against one, the record if there is one.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.collate.versions.aligned_table import EDGE_WORDS, table
from quotebrowser.collate.versions.paraphrase import paraphrases
from quotebrowser.collate.versions.printed_words import Printing, begins_small, is_in, printings
from quotebrowser.collate.versions.records.record_parts import MEASURES, beside_record
from quotebrowser.collate.versions.shifts import FOUND_FROM, elsewhere, sharing, shift
from quotebrowser.collate.versions.witness_rows import Gap, Placed, WitnessRow, placements, rows_of
from quotebrowser.model import Article, Form, Passage
from quotebrowser.names import compatible

_GOES_ON: Final = 3
"""Words of a record without an ellipsis between them and others from which these stand beside what it has."""


def rows(
    passages: Sequence[Passage], articles: Mapping[str, Article], others: Iterable[Passage] = ()
) -> tuple[WitnessRow, ...]:
    """The witnesses of an utterance, the one that all are measured against first.

    That is the record, a transcript before captions; else the one that prints most of it, of several the one
    whose words most others print. Of a record only the sentences are shown that others print, and those
    between them.

    Args:
        passages: those that were found to print it.
        articles: by id, at least theirs.
        others: the articles' other passages. Those of the same quotes are part of the comparison; the rest
            is searched for words that an article seems not to quote.
    """
    quotes = {one.quote for one in passages}
    uids = {one.uid for one in passages}
    others = [one for one in others if one.uid not in uids]
    compared = [*passages, *(one for one in others if one.quote in quotes)]
    rest = [one for one in others if one.quote not in quotes]
    if any(articles[one].form.is_record for one in {one.article for one in passages}):
        versions, more = beside_record(compared, rest, articles, uids)
        found = tuple(_of_note(row, more) for row in _rows(versions, articles, recorded=True))
        return _with_repeated(found, _grams(found))
    whole = printings(compared, articles)
    found = _rows(whole, articles)
    grams = _grams(found)
    more = _elsewhere(found, printings(sharing(grams.keys(), rest), articles), grams)
    if more:
        found = _rows([*whole, *more], articles)
        found = tuple(_of_note(row, more) for row in found)
        grams = _grams(found)
    return _with_repeated(found, grams)


def _part_of(printing: Printing) -> str:
    """What a printing is a part of beside a record: only what is printed in one go stands together."""
    if printing.origin or printing.within is None:
        return f"{printing.quoted[0].uid} {printing.quoted[0].span.start}"
    return printing.passages[0].quote


def _of_note(row: WitnessRow, more: Sequence[Printing]) -> WitnessRow:
    """A row without the quotations that were searched and print nothing new."""
    searched = {one.passages for one in more}
    kept = (item for item in row.placed if item.columns or item.printing.quoted not in searched)
    return replace(row, placed=tuple(kept))


def _rows(
    versions: Sequence[Printing], articles: Mapping[str, Article], *, recorded: bool = False
) -> tuple[WitnessRow, ...]:
    forms = {name: articles[name].form for name in {one.passages[0].article for one in versions}}
    columns = table(
        [one.keys for one in versions],
        bounds=[() if forms[one.passages[0].article].is_record else one.bounds for one in versions],
        quotes=[_part_of(one) if recorded else one.passages[0].quote for one in versions],
        within=[one.within for one in versions] if recorded else (),
    )
    of_article: dict[str, list[Placed]] = {}
    for item in placements(versions, columns):
        of_article.setdefault(item.passage.article, []).append(item)
    found = [
        row for name, placed in of_article.items() for row in rows_of(articles[name], placed, len(columns))
    ]
    printed = Counter(
        (column, word.face) for row in found for column, word in enumerate(row.words) if word is not None
    )

    def agreement(row: WitnessRow) -> int:
        return sum(printed[column, word.face] for column, word in enumerate(row.words) if word is not None)

    found.sort(
        key=lambda row: (
            MEASURES.index(Form.REPORT if row.again else row.form),
            -row.count,
            -agreement(row),
            row.article.id,
            row.again,
        )
    )
    ends = _ends(found, len(columns))
    found = [replace(row, ends=ends) for row in found]
    if found and found[0].form.is_record:
        found[0] = replace(found[0], gaps=_not_said(found[0], found[1:]))
    return (found[0], *(_beside(found[0], row) for row in found[1:])) if found else ()


def _not_said(record: WitnessRow, others: Sequence[WitnessRow]) -> tuple[Gap, ...]:
    """The gaps of a record: it has no words where a report goes on from what it has, or up to that."""
    beside, at_other_places = set[int](), set[int]()
    for row in others:
        printed = sorted((item for item in row.placed if item.columns), key=lambda item: item.passage.span)
        chained = [pair for pair in itertools.pairwise(printed) if pair[0].is_before(pair[1])]
        for item in printed if not row.form.is_record else ():
            columns = [column for column, _ in item.columns]
            if item.printing.within:
                runs = item.unbroken()
                known = (run for run in runs if sum(record.words[at] is not None for at in run) >= _GOES_ON)
                beside.update(itertools.chain.from_iterable(known))
            elif len(item.words) >= FOUND_FROM and is_in(item.words, record.article.text):
                at_other_places.update(columns)
            elif any(
                item in pair and (pair[0].printing.within or pair[1].printing.within) for pair in chained
            ):
                beside.update(columns)
    why = dict.fromkeys(beside, Gap.SILENT) | dict.fromkeys(at_other_places, Gap.ELSEWHERE)
    return tuple(gap if gap is Gap.NONE else why.get(at, gap) for at, gap in enumerate(record.gaps))


def _beside(first: WitnessRow, row: WitnessRow) -> WitnessRow:
    """A witness with what is known of it beside the first."""
    if first.form.is_record:
        row = replace(row, moved=tuple(item for item in row.moved if item.printing.within))
        row = replace(row, gaps=_between_parts(first, row))
    missing = [gap is Gap.OUTSIDE for gap in row.gaps]
    quoted = dict.fromkeys(
        one.span for item in row.placed if item.printing.whole for one in item.printing.quoted
    )
    return replace(
        row,
        shift=shift(first.words, row.words, _reached(first, row), known=first.form.is_record),
        paraphrased=paraphrases(row.article.text, tuple(quoted), first.words, missing, row.ends),
    )


def _between_parts(record: WitnessRow, row: WitnessRow) -> tuple[Gap, ...]:
    """Why a witness has no word in a column; between two quoted parts whole sentences are not cut out."""
    gaps = list(row.gaps)
    for left, right in _neighbours(row):
        ellipsis = left.words[left.columns[-1][1]].before_gap or right.words[right.columns[0][1]].after_gap
        whole = record.ends[left.last] and record.ends[right.first - 1]
        if whole and not ellipsis:
            gaps[left.last + 1 : right.first] = [
                Gap.OUTSIDE if gap is Gap.DECLARED else gap for gap in gaps[left.last + 1 : right.first]
            ]
    return tuple(gaps)


def _neighbours(row: WitnessRow) -> Iterator[tuple[Placed, Placed]]:
    """Parts of one quote that follow each other, with words of others between them."""
    in_place = [item for item in row.placed if item.columns and item not in row.moved]
    for left, right in itertools.pairwise(in_place):
        if left.passage.quote == right.passage.quote and left.last + 1 < right.first:
            yield left, right


def _reached(first: WitnessRow, row: WitnessRow) -> list[bool]:
    """Whether a witness's quotes reach a column, or nearly: a word put first or last stands at their edge.

    In a record they reach all words that it prints where the record has others: the order is known there.
    """
    reached = [gap is not Gap.OUTSIDE for gap in row.gaps]
    if first.form.is_record:
        words = zip(first.words, row.words, strict=True)
        own = {here.key for there, here in words if here and (there is None or there.key != here.key)}
        reached = [
            quoted or (word is not None and word.key in own)
            for quoted, word in zip(reached, first.words, strict=True)
        ]
    for item in row.placed:
        for column in (item.first, item.last) if item.columns else ():
            start = max(column - EDGE_WORDS, 0)
            reached[start : column + EDGE_WORDS + 1] = [True] * len(reached[start : column + EDGE_WORDS + 1])
    return reached


def _ends(rows: Sequence[WitnessRow], width: int) -> tuple[bool, ...]:
    """Whether any version ends a sentence with a column.

    The period of a version that stops there says so only if no other goes on with a small letter.
    """
    small, inside, stops = [False] * (width + 1), [False] * width, [False] * width
    for row in rows:
        for item in row.placed:
            for column, number in item.columns:
                word = item.words[number]
                if number and begins_small(word):
                    small[column] = True
                if number + 1 < len(item.words):
                    ends = word.ends_sentence and not begins_small(item.words[number + 1])
                    inside[column] = inside[column] or ends
                else:
                    inside[column] = inside[column] or item.printing.ended
                    stops[column] = stops[column] or word.ends_sentence
    found = list(inside)
    for column in range(width):
        found[column] = found[column] or (stops[column] and not small[column + 1])
    return tuple(found)


_Grams = dict[tuple[str, ...], set[tuple[int, ...]]]
"""Folded words that a row prints next to each other, and the columns in which they stand."""


def _grams(rows: Sequence[WitnessRow]) -> _Grams:
    found: _Grams = {}
    for item in (item for row in rows for item in row.placed):
        for at in range(len(item.columns) - FOUND_FROM + 1):
            here = item.columns[at : at + FOUND_FROM]
            words = tuple(item.words[number].key for _, number in here)
            found.setdefault(words, set()).add(tuple(column for column, _ in here))
    return found


def _elsewhere(rows: Sequence[WitnessRow], quotations: Sequence[Printing], grams: _Grams) -> list[Printing]:
    """Other quotations of the articles that print words which their rows lack."""
    found: list[Printing] = []
    for article, gaps in {row.article.id: row.gaps for row in reversed(rows)}.items():
        lacking = {words for words, places in grams.items() if any(_outside(gaps, one) for one in places)}
        said = {one.speaker for row in rows if row.article.id == article for one in row.passages}
        for one in quotations:
            if one.passages[0].article == article:
                same = any(compatible(one.passages[0].speaker, name) is not False for name in said)
                found += elsewhere(lacking, grams.keys() if same else lacking, one)
    return found


def _with_repeated(rows: tuple[WitnessRow, ...], grams: _Grams) -> tuple[WitnessRow, ...]:
    """The rows; where the utterance has words twice, those who print them once lack them nowhere."""
    if all(len(places) == 1 for places in grams.values()):
        return rows
    found = []
    for row in rows:
        own = {
            tuple(word.key for word in item.words[at : at + FOUND_FROM])
            for item in row.placed
            for at in range(len(item.words) - FOUND_FROM + 1)
        }
        again = {
            column
            for words in own & grams.keys()
            for place in grams[words]
            if _outside(row.gaps, place)
            for column in place
        }
        gaps = tuple(Gap.ELSEWHERE if column in again else gap for column, gap in enumerate(row.gaps))
        found.append(replace(row, gaps=gaps))
    return tuple(found)


def _outside(gaps: Sequence[Gap], columns: Iterable[int]) -> bool:
    return all(gaps[column] is Gap.OUTSIDE for column in columns)
