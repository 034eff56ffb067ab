"""The articles that print an utterance: what each prints in which column, and in what order they are named.

Two rules guard it: nothing that is told of differences depends on dates or on which version is the base; and
a row is one printing of one article: what it prints twice in the same words counts once, in other words it
is a row of its own.
"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.aligned_table import EDGE_WORDS, Table, table
from quotebrowser.collate.versions.paraphrase import Paraphrase, paraphrases
from quotebrowser.collate.versions.printed_words import Printed, Printing, printings
from quotebrowser.collate.versions.shifts import FOUND_FROM, NO_SHIFT, Shift, elsewhere, shift, word_runs
from quotebrowser.model import Article, Passage
from quotebrowser.names import compatible

_SURE: Final = 3
"""Equal words from which a second printing is one: two may stand anywhere."""


class Gap(Enum):
    """Why a witness has no word in a column."""

    NONE = auto()
    """It has one."""
    OUTSIDE = auto()
    """None of its passages reaches here."""
    ELSEWHERE = auto()
    """Another row of the same article prints it."""
    SILENT = auto()
    """Within a passage, without a sign."""
    DECLARED = auto()
    """At an ellipsis, or where narration interrupts a quote."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printing in the table."""

    printing: Printing
    """Its words."""
    columns: tuple[tuple[int, int], ...]
    """Column and number of each word that stands in the table, in order; empty for a repetition."""

    @property
    def words(self) -> tuple[Printed, ...]:
        """Its words."""
        return self.printing.words

    @property
    def passage(self) -> Passage:
        """The first of its passages."""
        return self.printing.passages[0]

    @property
    def first(self) -> int:
        """Its first column."""
        return self.columns[0][0]

    @property
    def last(self) -> int:
        """Its last column."""
        return self.columns[-1][0]


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What one witness prints, column by column."""

    article: Article
    """The witness."""
    again: int
    """0; for what the article prints again in other words 1, 2 ..."""
    placed: tuple[Placed, ...]
    """In the order of the utterance; those that print nothing new come last."""
    words: tuple[Printed | None, ...]
    """One a column."""
    places: tuple[tuple[str, int], ...]
    """Uid of the passage and number of the word, one a column; ("", 0) where it has none."""
    quotes: tuple[str, ...]
    """Uid of the quote, one a column; empty where it has no word."""
    gaps: tuple[Gap, ...]
    """One a column."""
    moved: tuple[Placed, ...]
    """Those that the article prints out of the utterance's order."""
    ends: tuple[bool, ...] = ()
    """Whether a sentence ends with a column: the same of all rows."""
    shift: Shift = NO_SHIFT
    """The words inside its passages that it prints in another order than the first row."""
    paraphrased: tuple[Paraphrase, ...] = ()
    """What it tells of the first row's words without quoting them."""

    @property
    def count(self) -> int:
        """Number of words of the utterance that it prints."""
        return sum(word is not None for word in self.words)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that it prints, in the order of the utterance."""
        return tuple(dict.fromkeys(one for item in self.placed for one in item.printing.passages))

    def joins(self, column: int, following: int) -> bool:
        """Whether one quote of the witness prints both columns."""
        return bool(self.quotes[column]) and self.quotes[column] == self.quotes[following]

    def parts(self, column: int, following: int) -> bool:
        """Whether the witness prints two passages, no scraps, of which one ends and one begins there."""
        bodies = [item for item in self.placed if len(item.columns) > SCRAP_WORDS]
        return any(item.last == column for item in bodies) and any(item.first == following for item in bodies)

    def spans(self, first: int, last: int) -> bool:
        """Whether one quote of the witness has words in these columns, and others before and after them."""
        here = set(self.quotes[first : last + 1]) - {""}
        return any(quote in self.quotes[:first] and quote in self.quotes[last + 1 :] for quote in here)


def rows(
    passages: Sequence[Passage], articles: Mapping[str, Article], others: Iterable[Passage] = ()
) -> tuple[WitnessRow, ...]:
    """The witnesses of an utterance, the one that all are measured against first.

    That is the one that prints most of it; of several the one whose words most others print.

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
    found = _rows(whole, articles)
    grams = _grams(found)
    rest = printings(_sharing(grams, [one for one in others if one.quote not in quotes]), articles)
    if more := _elsewhere(found, rest, grams):
        found = _rows([*whole, *more], articles)
        found = tuple(_of_note(row, more) for row in found)
        grams = _grams(found)
    return _with_repeated(found, grams)


def _of_note(row: WitnessRow, more: Sequence[Printing]) -> WitnessRow:
    """A row without the quotations that were searched and print nothing new."""
    kept = (item for item in row.placed if item.columns or item.printing not in more)
    return replace(row, placed=tuple(kept))


def _rows(versions: Sequence[Printing], articles: Mapping[str, Article]) -> tuple[WitnessRow, ...]:
    columns = table(
        [one.keys for one in versions],
        bounds=[one.bounds for one in versions],
        quotes=[one.passages[0].quote for one in versions],
    )
    of_article: dict[str, list[Placed]] = {}
    for item in _placements(versions, columns):
        of_article.setdefault(item.passage.article, []).append(item)
    found = [row for name, placed in of_article.items() for row in _of(articles[name], placed, len(columns))]
    printed = Counter(
        (column, word.face) for row in found for column, word in enumerate(row.words) if word is not None
    )

    def agreement(row: WitnessRow) -> int:
        return sum(printed[column, word.face] for column, word in enumerate(row.words) if word is not None)

    found.sort(key=lambda row: (-row.count, -agreement(row), row.article.id, row.again))
    ends = _ends(found, len(columns))
    found = [replace(row, ends=ends) for row in found]
    return (found[0], *(_beside(found[0], row) for row in found[1:])) if found else ()


def _beside(first: WitnessRow, row: WitnessRow) -> WitnessRow:
    """A witness with what is known of it beside the first."""
    missing = [gap is Gap.OUTSIDE for gap in row.gaps]
    quoted = dict.fromkeys(
        one.span for item in row.placed if item.printing.whole for one in item.printing.passages
    )
    return replace(
        row,
        shift=shift(first.words, row.words, _reached(row)),
        paraphrased=paraphrases(row.article.text, tuple(quoted), first.words, missing, row.ends),
    )


def _reached(row: WitnessRow) -> list[bool]:
    """Whether a witness's quotes reach a column, or nearly: a word put first or last stands at their edge."""
    reached = [gap is not Gap.OUTSIDE for gap in row.gaps]
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


def _placements(versions: Sequence[Printing], columns: Table) -> list[Placed]:
    stands: list[list[tuple[int, int]]] = [[] for _ in versions]
    for column, cell in enumerate(columns):
        for version, word in cell.items():
            stands[version].append((column, word))
    return [Placed(version, tuple(where)) for version, where in zip(versions, stands, strict=True)]


def _of(article: Article, placed: Sequence[Placed], width: int) -> list[WitnessRow]:
    """The rows of an article: one, and one more for each time that it prints the same in other words."""
    layers: list[dict[int, Placed]] = []
    kept: list[list[Placed]] = []
    repeated: list[Placed] = []
    for item in sorted(placed, key=lambda item: (-len(item.columns), item.passage.span)):
        at = next((at for at, layer in enumerate(layers) if not _in_other_words(item, layer)), len(layers))
        if at == len(layers):
            layers.append({})
            kept.append([])
        free = tuple((column, word) for column, word in item.columns if column not in layers[at])
        if free:
            kept[at].append(Placed(item.printing, free))
            layers[at] |= dict.fromkeys((column for column, _ in free), item)
        else:
            repeated.append(Placed(item.printing, ()))
    repeated.sort(key=lambda item: item.passage.span)
    found = [_row(article, again, own, () if again else repeated, width) for again, own in enumerate(kept)]
    return [_without(row, found) for row in found]


def _in_other_words(item: Placed, layer: Mapping[int, Placed]) -> bool:
    """Whether a printing says again, and otherwise, what a row has already."""
    own = {column: item.words[number].key for column, number in item.columns}
    shared = [column for column in own if column in layer]
    there = {column: layer[column].words[dict(layer[column].columns)[column]].key for column in shared}
    same = sum(own[column] == there[column] for column in shared)
    cut = any(item.first < column < item.last and column not in own for column in layer)
    most = 2 * len(shared) > len(own)
    if len(own) <= SCRAP_WORDS and same < _SURE:
        return False
    return same < len(shared) or (cut and most and same >= _SURE)


def _row(
    article: Article, again: int, kept: list[Placed], repeated: Sequence[Placed], width: int
) -> WitnessRow:
    words: list[Printed | None] = [None] * width
    places = [("", 0)] * width
    quotes = [""] * width
    for item in kept:
        for column, word in item.columns:
            words[column] = item.words[word]
            places[column] = (item.printing.uid(word), word)
            quotes[column] = item.passage.quote
    kept.sort(key=lambda item: (item.first, item.last))
    moved = _moved(kept)
    gaps = _gaps(kept, moved, words)
    placed = (*kept, *repeated)
    return WitnessRow(article, again, placed, tuple(words), tuple(places), tuple(quotes), gaps, moved)


def _without(row: WitnessRow, rows: Sequence[WitnessRow]) -> WitnessRow:
    """A row of an article; what its other rows print is not outside of what the article quotes."""
    gaps = tuple(
        Gap.ELSEWHERE
        if gap is Gap.OUTSIDE and any(other.words[column] is not None for other in rows)
        else gap
        for column, gap in enumerate(row.gaps)
    )
    return replace(row, gaps=gaps)


def _moved(kept: Sequence[Placed]) -> tuple[Placed, ...]:
    """The passages outside the heaviest chain that the article prints in the utterance's order."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for index, item in enumerate(kept):
        before = [best[earlier] for earlier in range(index) if kept[earlier].passage.span < item.passage.span]
        weight, chain = max(before, default=(0, ()))
        best.append((weight + len(item.columns), (*chain, index)))
    _, chain = max(best, default=(0, ()))
    return tuple(item for index, item in enumerate(kept) if index not in chain)


def _gaps(
    kept: Sequence[Placed], moved: Sequence[Placed], words: Sequence[Printed | None]
) -> tuple[Gap, ...]:
    gaps = [Gap.OUTSIDE if word is None else Gap.NONE for word in words]
    for item in kept:
        taken = [column for column, _ in item.columns]
        for column in range(item.first, item.last):
            if gaps[column] is Gap.OUTSIDE:
                at = bisect_left(taken, column)
                left, right = (item.words[item.columns[index][1]] for index in (at - 1, at))
                gaps[column] = Gap.DECLARED if left.before_gap or right.after_gap else Gap.SILENT
    in_place = [item for item in kept if item not in moved]
    for left_part, right_part in itertools.pairwise(in_place):
        if left_part.passage.quote == right_part.passage.quote:
            for column in range(left_part.last + 1, right_part.first):
                if gaps[column] is Gap.OUTSIDE:
                    gaps[column] = Gap.DECLARED
    return tuple(gaps)
