"""The rows view of a comparison: one row a version, the same words under one another.

One rule guards it: numbers and signs stand on a row of their own, so a version's words stay as printed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Final

from rich.cells import cell_len, chop_cells

from quotebrowser.library import Comparison
from quotebrowser.model import Article, Difference, Level, Variation
from quotebrowser.text import safe_line
from quotebrowser.tui.paint.comparison.cells import LONG_CUE, Cell, CompareState, View
from quotebrowser.tui.paint.lines import BLANK, AnyRole, Line, Piece, Role, centred, fit, line, pad, piece
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import holed, role_of, sign_of

_NAME_SHARE: Final = 4
"""A version's name takes a fourth of the width at most: whole for most outlets at 80 columns."""
_LONGEST_NAME: Final = 40
_DATED: Final = 60
_WIDE: Final = 100
"""Cells from which each row has its date if half of them are known, and even if none is."""
_FILE_NAME: Final = 11
"""Cells for the name of a file below that, where no outlet is recorded."""
_UNDATED: Final = 10**9
_DOTTED: Final = (Variation.SAME, Variation.TYPOGRAPHIC)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines of a view, and where its differences are."""

    lines: tuple[Line, ...]
    """From top to bottom."""
    places: Mapping[int, tuple[int, int]]
    """First and last line that show a difference, by its number."""
    spots: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Line and cell where a difference stands in the version looked at, by its number."""
    heads: tuple[Line, ...] = ()
    """What stays above the lines when they are scrolled."""


def name_of(article: Article) -> str:
    """What a version is called: its outlet, or its file's name without the ending."""
    return safe_line(article.outlet.name or article.name.rpartition(".")[0] or article.name)


def name_at(comparison: Comparison, at: int) -> str:
    """What a version is called in a comparison: `the record`, or its name."""
    witness = comparison.collation.witnesses[at]
    return witness.record or name_of(comparison.articles[witness.article])


def ordered(comparison: Comparison, order: str, hidden: Collection[int]) -> tuple[int, ...]:
    """Versions in an order (`similarity`, `date`, `outlet`), the base first, the hidden ones left out."""
    witnesses = comparison.collation.witnesses
    articles = [comparison.articles[witness.article] for witness in witnesses]
    rest = [at for at in range(1, len(witnesses)) if at not in hidden]
    if order == "date":
        by_date = [article.published.first if article.published else _UNDATED for article in articles]
        rest.sort(key=lambda at: by_date[at])
    elif order == "outlet":
        by_name = [name_of(article).casefold() for article in articles]
        rest.sort(key=lambda at: by_name[at])
    return (0, *rest) if witnesses else ()


def folded_at(state: CompareState, at: int) -> str:
    """How many reprints of a version's text are left out beside it: ` +2`, or nothing."""
    folded = state.folded.get(at, 0)
    return f" +{folded}" if folded else ""


def _label(number: int, sign: str) -> str:
    return f"{number}{sign}"


def _width(cell: Cell, shown: Sequence[int], sign: str) -> int:
    widest = max((cell_len(_printed(cell, at)) for at in shown), default=0)
    return max(widest, cell_len(_label(cell.difference, sign)) if sign else 0, 1)


def _printed(cell: Cell, at: int) -> str:
    text = "..." if cell.texts[at] == LONG_CUE else cell.texts[at]
    return f"<{text}>" if cell.cue and text else cell.texts[at]


def _narrowed(cell: Cell, width: int) -> Iterator[Cell]:
    """`cell`, in parts that fit where it is wider than a block."""
    room = max(width - 2, 1) if cell.cue else width
    if all(cell_len(text) <= room for text in cell.texts):
        yield cell
        return
    chunks = [_chunks(text, room) for text in cell.texts]
    for at, texts in enumerate(zip_longest(*chunks, fillvalue="")):
        yield Cell(tuple(texts), cell.states, cell.difference, cell.opens and at == 0, cell.cue)


def _chunks(text: str, width: int) -> list[str]:
    chunks: list[str] = []
    for word in text.split(" "):
        for part in chop_cells(word, width) or [""]:
            if chunks and cell_len(chunks[-1]) + 1 + cell_len(part) <= width:
                chunks[-1] += " " + part
            else:
                chunks.append(part)
    return chunks


class RowsView(View):
    """Draws the rows view of one comparison at one width."""

    def draw(self, width: int, *, spaced: bool = True) -> Drawn:
        """The view, at most `width` cells wide; `spaced` puts a blank line between blocks."""
        dates = self._dates(unknown=width >= _WIDE) if width >= _DATED else {}
        dated = max((cell_len(date) + 1 for date in dates.values()), default=0)
        names = [self._named(at, width) for at in self._state.order]
        name = min(max(names, default=0), max(width // _NAME_SHARE, 1), _LONGEST_NAME)
        sigla = max((len(w.siglum) for w in self._comparison.collation.witnesses), default=1)
        indent = name + dated + sigla + 3
        room = max(width - indent, 4)
        ellipsis = self._marks.ellipsis
        lines: list[Line] = []
        places: dict[int, tuple[int, int]] = {}
        spots: dict[int, tuple[int, int]] = {}
        for block in self._blocks(room):
            first = len(lines)
            lines.append(fit(self._ruler(block, indent), width, ellipsis))
            lines += [
                fit(line(*self._head(place, name, sigla, dates), *self._words(at, block)), width, ellipsis)
                for place, at in enumerate(self._state.order)
            ]
            cell_at = indent
            for cell, wide in block:
                if cell.difference and not cell.cue:
                    start = places.get(cell.difference, (first, first))[0]
                    places[cell.difference] = (start, len(lines) - 1)
                    spots.setdefault(cell.difference, (first + 1 + self._state.witness, cell_at))
                cell_at += wide + 1
            if spaced:
                lines.append(BLANK)
        return Drawn(tuple(lines), places, spots)

    def _named(self, at: int, width: int) -> int:
        """How many cells a version's name wants; a file's is shortened where there is little room."""
        cells = cell_len(self._name(at) + folded_at(self._state, at))
        witness = self._comparison.collation.witnesses[at]
        known = witness.record or self._comparison.articles[witness.article].outlet.name
        return cells if known or width >= _WIDE else min(cells, _FILE_NAME)

    def _name(self, at: int) -> str:
        return name_at(self._comparison, at)

    def _sign(self, cell: Cell) -> str:
        """The sign over a cell; empty if none stands there."""
        difference = self._differences.get(cell.difference) if cell.opens else None
        if difference is None or not self._state.counts(difference):
            return ""
        return sign_of(difference.state, self._marks)

    def _blocks(self, room: int) -> Iterator[list[tuple[Cell, int]]]:
        """Cells with their widths, in blocks that fit."""
        block: list[tuple[Cell, int]] = []
        used = 0
        for wide in self._cells:
            for cell in _narrowed(wide, room):
                if not any(cell.texts[at] for at in self._state.order):
                    continue
                width = _width(cell, self._state.order, self._sign(cell))
                if block and used + 1 + width > room:
                    yield block
                    block, used = [], 0
                used += width + bool(block)
                block.append((cell, width))
        if block:
            yield block

    def _ruler(self, block: Sequence[tuple[Cell, int]], indent: int) -> Line:
        parts = [Piece(" " * indent)]
        at = gap = 0
        for cell, width in block:
            sign = self._sign(cell)
            if sign:
                parts.append(Piece(" " * gap))
                role = Role.HERE if cell.difference == self._state.difference else Role.MARK
                parts.append(piece(_label(cell.difference, sign), role))
                gap = width + 1 - cell_len(_label(cell.difference, sign))
            else:
                gap += width + 1
            at += width + 1
        return tuple(part for part in parts if part.text)

    def _dates(self, *, unknown: bool) -> dict[int, str]:
        """When each version was published, by its number; the year only where not all have the same."""
        articles = self._comparison.articles
        printed = {
            at: articles[self._comparison.collation.witnesses[at].article].published
            for at in self._state.order
        }
        known = [date for date in printed.values() if date]
        if 2 * len(known) < len(printed) and not unknown:
            return {}
        shown = {at: day(date) for at, date in printed.items()}
        if len({date.year for date in known}) == 1 and not (unknown and None in printed.values()):
            year = f" {known[0].year}"
            shown = {at: date.replace(year, "", 1) for at, date in shown.items()}
        return shown

    def _head(self, place: int, name: int, sigla: int, dates: Mapping[int, str]) -> Line:
        """Which version a row is, in `name` cells, and its date."""
        at = self._state.order[place]
        marks, witness = self._marks, self._comparison.collation.witnesses[at]
        chosen = place == self._state.witness
        role = Role.STRONG if chosen else Role.DIM
        beside = folded_at(self._state, at)
        named = fit(line(piece(self._name(at), role)), max(name - len(beside), 1), marks.ellipsis)
        longest = max(map(len, dates.values()), default=0)
        return line(
            piece(marks.cursor if chosen else " ", Role.CURSOR),
            piece(witness.siglum.ljust(sigla), Role.LABEL),
            piece(marks.chosen if at == self._state.base else " ", Role.LABEL),
            *pad(line(*named, piece(beside, role)), name, marks.ellipsis),
            *([piece(f" {dates[at]}".ljust(longest + 1), Role.DIM)] if dates else []),
            " ",
        )

    def _words(self, at: int, block: Sequence[tuple[Cell, int]]) -> Iterator[Piece]:
        runs = groupby(
            block, lambda item: (self._gap(item[0], at), self._turns(item[0]), self._state.here(item[0], at))
        )
        first = True
        for (gap, turns, here), run in runs:
            items = list(run)
            if not first:
                yield Piece(" ")
            first = False
            if gap is not None:
                printed = gap is Variation.NOT_QUOTED
                role = Role.MISSING if turns and not printed else Role.HERE if here else role_of(gap)
                yield from self._absent(gap, sum(width for _, width in items) + len(items) - 1, role)
                continue
            for number, (cell, width) in enumerate(items):
                if number:
                    yield Piece(" ")
                yield from self._printed(cell, at, width)

    def _gap(self, cell: Cell, at: int) -> Variation | None:
        """Why a version prints nothing in a cell; None if it does, or where nothing is missing."""
        state = cell.states[at]
        return state if not cell.texts[at] and state.shown.gap else None

    def _turns(self, cell: Cell) -> bool:
        """Whether a cell's difference is a negation or a number."""
        difference = self._differences.get(cell.difference)
        return difference is not None and difference.level is Level.MEANING

    def _absent(self, state: Variation, width: int, role: AnyRole) -> Line:
        """A stretch where a version prints nothing, with the reason where there is room for it."""
        sign = sign_of(state, self._marks)
        word = f" {state.shown.gap.format(sign=sign)} "
        fill = piece(sign if state is Variation.NOT_QUOTED else " ", role)
        if cell_len(word) > width:
            word = "" if state is Variation.NOT_QUOTED else sign
        return centred(line(piece(word, role)) if word else BLANK, width, fill, self._marks.ellipsis)

    def _printed(self, cell: Cell, at: int, width: int) -> Line:
        text, state, marks = cell.texts[at], cell.states[at], self._marks
        if not text:
            return (Piece(" " * width),)
        if cell.cue:
            words = marks.ellipsis if text == LONG_CUE else text
            told = line(piece(f"{marks.cue_left}{words}{marks.cue_right}", Role.CUE))
            return pad(told, width, marks.ellipsis)
        if self._state.dots and at != self._state.base and state in self._same():
            return pad(line(piece(marks.dot, Role.DIM)), width, marks.ellipsis)
        if state is Variation.TYPOGRAPHIC and not self._state.punctuation:
            state = Variation.SAME
        return pad(line(*holed(text, self._role(cell, at, state), marks)), width, marks.ellipsis)

    def _same(self) -> tuple[Variation, ...]:
        return _DOTTED[: 1 if self._state.punctuation else 2]

    def _role(self, cell: Cell, at: int, state: Variation) -> AnyRole:
        if self._state.here(cell, at):
            return Role.HERE
        difference: Difference | None = self._differences.get(cell.difference)
        if state is Variation.SAME and difference and difference.state is Variation.MOVED:
            return Role.PLAIN
        return role_of(state)
