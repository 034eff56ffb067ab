"""The columns view of a comparison: one column a version, every segment beginning on the same line in all.

One rule guards it: numbers and signs stand in a margin of their own, so a version's words stay as printed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len, chop_cells

from quotebrowser.model import Article, Level, Variation, Witness
from quotebrowser.text import HOLE, safe_line
from quotebrowser.tui.paint.comparison.cells import LONG_CUE, Cell, View
from quotebrowser.tui.paint.comparison.compare_rows import Drawn, folded_at, name_of
from quotebrowser.tui.paint.lines import (
    BLANK,
    AnyRole,
    Line,
    Piece,
    Role,
    centred,
    line,
    pad,
    piece,
    wrap,
)
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import role_of, sign_of

NARROWEST: Final = 36
"""Cells a column needs: below that a line holds too few words to read on."""
_MARGIN: Final = 5
_WIDE_MARGIN: Final = 9
_WIDE_COLUMN: Final = 46
"""Cells of a column from which its margin has room for two numbers."""
_CONTEXT: Final = 70
"""Characters of the article shown before a version's first words."""
_SENTENCE_END: Final = (".", "!", "?", ".”", ",”", "!”", "?”")


def columns_at(width: int) -> int:
    """How many versions have room side by side; at least 1."""
    return max((width + 1) // (NARROWEST + 1), 1)


def margin_of(width: int) -> int:
    """Cells of a column of `width` that are kept for numbers."""
    return _WIDE_MARGIN if width >= _WIDE_COLUMN else _MARGIN


def _first(lines: Sequence[Line], role: Role, left: int, end: int, at: int = 0) -> tuple[int, int] | None:
    """Line, counted from `at`, and cell where a role begins in a column; None if it is not there."""
    for y, row in enumerate(lines, at):
        x = 0
        for part in row:
            if left <= x < end and part.role is role:
                return y, x
            x += cell_len(part.text)
    return None


class _Column:
    """The lines of one version's part of one segment."""

    def __init__(self, width: int) -> None:
        self._margin = margin_of(width)
        self._width = max(width - self._margin, 2)
        self.rows: list[tuple[list[Piece], list[tuple[int, str]]]] = []
        self._used = 0
        self.missing: Variation | None = None
        """Why nothing is printed at the end of the lines so far; None where something is."""

    def word(self, text: str, role: AnyRole, number: int, sign: str) -> None:
        """Put one word on the line, or on the next one where it has no room."""
        for part in chop_cells(text, self._width) or [""]:
            cells = cell_len(part)
            if not self.rows or self._full(cells, f"{number}{sign}" if number else ""):
                self.rows.append(([], []))
                self._used = 0
            words, numbers = self.rows[-1]
            if self._used:
                words.append(Piece(" ", role if words[-1].role is role else Role.PLAIN))
                self._used += 1
            words.append(piece(part, role))
            self._used += cells
            if number and (number, sign) not in numbers:
                numbers.append((number, sign))
            number = 0

    def _full(self, cells: int, label: str) -> bool:
        """Whether a word, or its number in the margin, has no room on the last line."""
        if not self._used:
            return False
        labels = [f"{number}{sign}" for number, sign in self.rows[-1][1]]
        margin = sum(cell_len(each) + 1 for each in (*labels, label) if each)
        return self._used + 1 + cells > self._width or (
            bool(labels) and bool(label) and margin > self._margin
        )

    def gap(self, lines: Sequence[Line]) -> None:
        """Put whole lines below."""
        self.rows += [(list(each), []) for each in lines]
        self._used = self._width


class ColumnsView(View):
    """Draws the columns view of one comparison at one width."""

    def shown(self, width: int) -> tuple[int, ...]:
        """Places in the order of the versions that have a column."""
        count = columns_at(width)
        first = min(self._state.page, max(len(self._state.order) - count, 0))
        return tuple(range(first, min(first + count, len(self._state.order))))

    def draw(self, width: int) -> Drawn:
        """The view, at most `width` cells wide."""
        places = self.shown(width)
        if not places:
            return Drawn((), {})
        each = max((width - (len(places) - 1)) // len(places), 8)
        heads = self._heads(places, each)
        lines = self._leads(places, each)
        found: dict[int, tuple[int, int]] = {}
        for segment in self._segments(places):
            columns = [self._column(self._state.order[place], segment, each) for place in places]
            height = max((len(column.rows) for column in columns), default=0)
            for at in range(height):
                for column in columns:
                    numbers = column.rows[at][1] if at < len(column.rows) else []
                    for number, _ in numbers:
                        found[number] = (found.get(number, (len(lines), 0))[0], len(lines))
                lines.append(self._across([self._line(column, at, each) for column in columns], each))
        left = places.index(self._state.witness) * (each + 1) if self._state.witness in places else 0
        spots = {number: (first, left) for number, (first, _) in found.items()}
        number, end = self._state.difference, left + each - margin_of(each)
        if number in found:
            first, last = found[number]
            here = _first(lines, Role.HERE, left, end)
            spots[number] = (
                here or _first(lines[first : last + 1], Role.MISSING, left, end, first) or spots[number]
            )
        return Drawn(tuple(lines), found, spots, heads)

    def _across(self, parts: Sequence[Line], each: int) -> Line:
        bar = piece(self._marks.bar, Role.RULE)
        joined: list[Piece] = []
        for at, part in enumerate(parts):
            joined += [*([bar] if at else []), *pad(part, each, self._marks.ellipsis)]
        return tuple(joined)

    def _witnesses(self, places: Sequence[int]) -> list[Witness]:
        return [self._comparison.collation.witnesses[self._state.order[place]] for place in places]

    def _heads(self, places: Sequence[int], each: int) -> tuple[Line, ...]:
        """Who each column is: siglum and name, paragraph and date."""
        witnesses = self._witnesses(places)
        return (
            self._across([self._title(p, w) for p, w in zip(places, witnesses, strict=True)], each),
            self._across([self._facts(witness) for witness in witnesses], each),
        )

    def _leads(self, places: Sequence[int], each: int) -> list[Line]:
        """A line without words, and the narration before each version's."""
        contexts = [self._context(witness, each) for witness in self._witnesses(places)]
        return [self._across([BLANK] * len(places), each)] + [
            self._across([c[at] if at < len(c) else BLANK for c in contexts], each)
            for at in range(max(map(len, contexts), default=0))
        ]

    def _article(self, witness: Witness) -> Article:
        return self._comparison.articles[witness.article]

    def _title(self, place: int, witness: Witness) -> Line:
        marks, chosen = self._marks, place == self._state.witness
        base = marks.chosen if self._state.order[place] == self._state.base else " "
        beside = folded_at(self._state, self._state.order[place])
        return line(
            piece(marks.cursor if chosen else " ", Role.CURSOR),
            piece(f"{witness.siglum}{base}", Role.LABEL),
            piece(self._name(witness) + beside, Role.STRONG if chosen else Role.PLAIN),
        )

    def _name(self, witness: Witness) -> str:
        article = self._article(witness)
        return safe_line(witness.called(article)) if witness.record else name_of(article)

    def _facts(self, witness: Witness) -> Line:
        article = self._article(witness)
        parts = [day(article.published)]
        if witness.passages:
            parts.append(f"{self._marks.paragraph}{article.paragraph(witness.passages[0].span.start)}")
        if article.facts.via:
            parts.append(f"via {safe_line(article.facts.via.value)}")
        parts.append("printed again" if witness.again else witness.extent.value)
        return line(piece("  " + f" {self._marks.dot} ".join(parts), Role.DIM))

    def _context(self, witness: Witness, each: int) -> list[Line]:
        """The words of the article that lead to the version's first words."""
        if not witness.passages:
            return []
        article, start = self._article(witness), witness.passages[0].span.start
        paragraph = article.text.rfind("\n", 0, start) + 1
        begin = max(paragraph, start - _CONTEXT)
        if begin > paragraph:
            begin = article.text.find(" ", begin, start) + 1 or begin
        told = safe_line(article.text[begin:start]).rstrip("“\"«„ '‘")
        if not told:
            return [line(piece(" (begins the paragraph)", Role.DIM))]
        dots = f"{self._marks.ellipsis} " if begin > paragraph else ""
        return wrap([piece(f" {dots}{told}", Role.CUE)], each - 1, hang=(Piece(" "),))

    def _segments(self, places: Sequence[int]) -> Iterator[list[Cell]]:
        """Runs of cells that the same versions quote, ended by a sentence's end or by narration."""
        shown = [self._state.order[place] for place in places]
        segment: list[Cell] = []
        last: tuple[bool, ...] | None = None
        for cell in self._cells:
            if not any(cell.texts[at] for at in self._state.order):
                continue
            quoting = tuple(cell.states[at] is not Variation.NOT_QUOTED for at in shown)
            ended = bool(segment) and any(
                t.endswith(_SENTENCE_END) for t in (segment[-1].texts[at] for at in shown) if t
            )
            if segment and (quoting != last or cell.cue or ended) and cell.texts != segment[-1].texts:
                yield segment
                segment = []
            segment.append(cell)
            last = quoting
        if segment:
            yield segment

    def _column(self, at: int, segment: Sequence[Cell], each: int) -> _Column:
        column = _Column(each)
        if all(cell.states[at] is Variation.NOT_QUOTED and not cell.texts[at] for cell in segment):
            role = role_of(Variation.NOT_QUOTED)
            ellipsis = self._marks.ellipsis
            fill = piece(sign_of(Variation.NOT_QUOTED, self._marks), role)
            words = line(piece(f" {Variation.NOT_QUOTED.shown.word} ", role))
            column.gap([(Piece(" "), *centred(words, max(each - margin_of(each) - 1, 1), fill, ellipsis))])
            return column
        for cell in segment:
            self._put(column, cell, at)
        return column

    def _put(self, column: _Column, cell: Cell, at: int) -> None:
        text, state, marks = cell.texts[at], cell.states[at], self._marks
        if cell.cue:
            if text:
                told = marks.ellipsis if text == LONG_CUE else text
                column.word(f"{marks.cue_left}{told}{marks.cue_right}", Role.CUE, 0, "")
            return
        number, sign = self._number(cell, at)
        if not text:
            if state.shown.gap and state is not Variation.NOT_QUOTED and state is not column.missing:
                difference = self._differences.get(cell.difference)
                turns = difference is not None and difference.level is Level.MEANING
                column.word(sign_of(state, marks), Role.MISSING if turns else role_of(state), number, sign)
                column.missing = state
            return
        column.missing = None
        if state is Variation.TYPOGRAPHIC and not self._state.punctuation:
            state = Variation.SAME
        role = Role.HERE if self._state.here(cell, at) else role_of(state)
        if self._state.dots and state is Variation.SAME and at != self._state.base:
            text, role = marks.dot, Role.DIM
        for word in text.split(" "):
            if word == HOLE:
                column.word(sign_of(Variation.RUNS_ON, marks), Role.MISSING, 0, "")
            else:
                column.word(word, role, number, sign)
                number = 0

    def _number(self, cell: Cell, at: int) -> tuple[int, str]:
        """The number and sign a version's words carry here; 0 if it does not differ."""
        difference = self._differences.get(cell.difference)
        if difference is None or not self._state.counts(difference) or not cell.opens:
            return 0, ""
        if cell.states[at] is Variation.SAME and at != self._state.base:
            return 0, ""
        return difference.number, sign_of(difference.state, self._marks)

    def _line(self, column: _Column, at: int, each: int) -> Line:
        if at >= len(column.rows):
            return BLANK
        words, numbers = column.rows[at]
        margin: list[Piece] = []
        for number, sign in numbers:
            role = Role.HERE if number == self._state.difference else Role.MARK
            margin += [Piece(" "), piece(f"{number}{sign}", role)]
        room = sum(cell_len(part.text) for part in margin)
        lead = () if words and words[0].text.startswith(" ") else (Piece(" "),)
        return (*pad((*lead, *words), max(each - room, 1), self._marks.ellipsis), *margin)
