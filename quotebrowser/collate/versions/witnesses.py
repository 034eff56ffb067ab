"""The articles that print an utterance side by side: what is searched for, in what order they stand.

One rule guards it: nothing that is told of differences depends on dates or on which version is the base. All
are measured against one, the record if there is one.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.collate.versions.aligned_table import EDGE_WORDS, table
from quotebrowser.collate.versions.alignment import taken_from
from quotebrowser.collate.versions.paraphrase import paraphrases
from quotebrowser.collate.versions.printed_words import Printed, Printing, is_in, printings, word_keys
from quotebrowser.collate.versions.shifts import FOUND_FROM, elsewhere, shift, word_runs
from quotebrowser.collate.versions.witness_rows import Gap, Placed, WitnessRow, placements, rows_of
from quotebrowser.model import Article, Form, Passage
from quotebrowser.names import compatible

MEASURES: Final = (Form.TRANSCRIPT, Form.CAPTIONS, Form.REPORT)
"""What is measured against: the first that there is."""
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
    whole = printings([*passages, *(one for one in others if one.quote in quotes)], articles)
    found = _rows(whole, articles, uids)
    grams = _grams(found)
    rest = printings(_sharing(grams, _unrelated(others, quotes, articles)), articles)
    more = _elsewhere(found, rest, grams)
    if more:
        found = _rows([*whole, *more], articles, uids)
        found = tuple(_of_note(row, more) for row in found)
        grams = _grams(found)
    beyond = _beyond(found, uids) if found and found[0].form.is_record else set()
    if beyond:
        kept = [one for one in (*passages, *others) if one.quote in quotes and one.uid not in beyond]
        found = _rows([*printings(kept, articles), *more], articles, uids)
        found = tuple(_of_note(row, more) for row in found)
        grams = _grams(found)
    return _with_repeated(found, grams)


def _unrelated(
    others: Iterable[Passage], quotes: Container[str], articles: Mapping[str, Article]
) -> list[Passage]:
    """The other quotations of reports; what a record has elsewhere was said at another moment."""
    return [one for one in others if one.quote not in quotes and not articles[one.article].form.is_record]


def _parted(
    versions: Sequence[Printing], articles: Mapping[str, Article], asked: Container[str]
) -> list[Printing]:
    """Printings, the record that all are measured against first; those of reports in parts that follow it."""
    forms = {name: articles[name].form for name in {one.passages[0].article for one in versions}}
    measure = min(
        (one for one in versions if forms[one.passages[0].article].is_record),
        key=lambda one: (
            MEASURES.index(forms[one.passages[0].article]),
            -len(one.words),
            one.passages[0].article,
        ),
        default=None,
    )
    if measure is None:
        return [*versions]
    found = [measure]
    near = next((at for at, one in enumerate(measure.passages) if one.uid in asked), 0)
    for one in versions:
        if not forms[one.passages[0].article].is_record:
            found += _parts(one, measure, near)
        elif one is not measure:
            found.append(replace(one, within=(0, len(measure.words) - 1)))
    return found


def _parts(printing: Printing, record: Printing, near: int) -> list[Printing]:
    """A printing in parts: each of sentences that follow each other in the record, or are not in it."""
    said = [word_keys(one.text) for one in record.passages]
    words, keys = printing.words, printing.keys
    ends = (at for at in range(1, len(words)) if words[at - 1].ends_sentence and not _is_small(words[at]))
    starts = [0, *ends, len(words)]
    runs: list[tuple[int, int, tuple[int, int] | None]] = []
    for first, last in itertools.pairwise(starts):
        place = taken_from(keys[first:last], said, near)
        near = place[1] + 1 if place else near
        start, count, before = runs[-1] if runs else (0, 0, None)
        if runs and place is before is None:
            runs[-1] = start, count + 1, None
        elif place and before and before[1] <= place[0] <= before[1] + 1:
            runs[-1] = start, count + 1, (before[0], place[1])
        elif place and before is None and _is_reworded(runs, place):
            start, _, before = runs[-2]
            runs[-2:] = [(start, 1, (before[0] if before else 0, place[1]))]
        else:
            runs.append((first, 1, place))
    homes = record.homes
    return [
        replace(
            part,
            within=(bisect_left(homes, place[0]), bisect_right(homes, place[1]) - 1) if place else None,
        )
        for part, (_, _, place) in zip(printing.split([first for first, *_ in runs]), runs, strict=True)
    ]


def _part_of(printing: Printing) -> str:
    """What a printing is a part of beside a record: only what is printed in one go stands together."""
    if printing.origin or printing.within is None:
        return f"{printing.quoted[0].uid} {printing.quoted[0].span.start}"
    return printing.passages[0].quote


def _is_reworded(runs: Sequence[tuple[int, int, tuple[int, int] | None]], place: tuple[int, int]) -> bool:
    """Whether the sentences before `place` are as many as the record has there: they are another wording."""
    before = runs[-2][2] if len(runs) > 1 else None
    return before is not None and place[0] - before[1] - 1 == runs[-1][1]


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


def _beyond(rows: Sequence[WitnessRow], asked: Container[str]) -> set[str]:
    """Uids of the sentences of records before the first and behind the last that is printed, or asked for."""
    measure = rows[0]
    stands = {number: column for column, (uid, number) in enumerate(measure.places) if uid}
    printed = [column for column, (uid, _) in enumerate(measure.places) if uid in asked]
    for row in rows[1:]:
        for item in row.placed if not row.form.is_record else ():
            printed += [stands[number] for number in item.printing.within or ()]
    found: set[str] = set()
    for row in rows:
        columns: dict[str, list[int]] = {}
        for column, (uid, _) in enumerate(row.places if row.form.is_record else ()):
            if uid:
                columns.setdefault(uid, []).append(column)
        found.update(
            uid
            for uid, where in columns.items()
            if uid not in asked and printed and (where[-1] < min(printed) or where[0] > max(printed))
        )
    return found


def _of_note(row: WitnessRow, more: Sequence[Printing]) -> WitnessRow:
    """A row without the quotations that were searched and print nothing new."""
    searched = {one.passages for one in more}
    kept = (item for item in row.placed if item.columns or item.printing.quoted not in searched)
    return replace(row, placed=tuple(kept))


def _rows(
    versions: Sequence[Printing], articles: Mapping[str, Article], asked: Container[str]
) -> tuple[WitnessRow, ...]:
    forms = {name: articles[name].form for name in {one.passages[0].article for one in versions}}
    recorded = any(form.is_record for form in forms.values())
    versions = _parted(versions, articles, asked) if recorded else versions
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
    for item in (item for row in others if not row.form.is_record for item in row.placed):
        for run in item.unbroken():
            if item.printing.within and sum(record.words[column] is not None for column in run) >= _GOES_ON:
                beside.update(run)
    for row in others:
        printed = sorted((item for item in row.placed if item.columns), key=lambda item: item.passage.span)
        for one, other in itertools.pairwise(printed):
            if one.is_before(other) and (one.printing.within is None) != (other.printing.within is None):
                new = other if one.printing.within else one
                known = at_other_places if is_in(new.words, record.article.text) else beside
                known.update(column for column, _ in new.columns)
    why = dict.fromkeys(beside, Gap.SILENT) | dict.fromkeys(at_other_places, Gap.ELSEWHERE)
    return tuple(gap if gap is Gap.NONE else why.get(at, gap) for at, gap in enumerate(record.gaps))


def _beside(first: WitnessRow, row: WitnessRow) -> WitnessRow:
    """A witness with what is known of it beside the first."""
    if first.form.is_record:
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


def _is_small(word: Printed) -> bool:
    return word.plain.lstrip("\"'“‘([")[:1].islower()


def _ends(rows: Sequence[WitnessRow], width: int) -> tuple[bool, ...]:
    """Whether any version ends a sentence with a column.

    The period of a version that stops there says so only if no other goes on with a small letter.
    """
    small, inside, stops = [False] * (width + 1), [False] * width, [False] * width
    for row in rows:
        for item in row.placed:
            for column, number in item.columns:
                word = item.words[number]
                if number and _is_small(word):
                    small[column] = True
                if number + 1 < len(item.words):
                    ends = word.ends_sentence and not _is_small(item.words[number + 1])
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


def _sharing(grams: _Grams, passages: Iterable[Passage]) -> list[Passage]:
    """The passages of those quotes that print some of the words next to each other."""
    of_quote: dict[tuple[str, str], list[Passage]] = {}
    for one in sorted(passages, key=lambda one: one.span):
        of_quote.setdefault((one.article, one.quote), []).append(one)
    found: list[Passage] = []
    for parts in of_quote.values():
        if not grams.keys().isdisjoint(word_runs(one.text for one in parts)):
            found += parts
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
