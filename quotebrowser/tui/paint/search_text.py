"""The lines around the list of quotes: heading, status, a query's error, ways out of an empty answer.

One rule guards it: numbers shown are those of the answer that is listed.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from quotebrowser.library import Counts, Found
from quotebrowser.text import counted, safe_line
from quotebrowser.tui.paint.lines import BLANK, Line, Piece, Role, fit, line, piece, sides, width_of, wrap
from quotebrowser.tui.paint.signs import Marks

if TYPE_CHECKING:
    from quotebrowser.library.verifying.verdicts import Verdict

# ruff: noqa: PLC0415 - verdicts are loaded when first shown

_PROMPT: Final = {
    focused: [line(" ", piece("/", Role.CURSOR if focused else Role.DIM), " ")] for focused in (True, False)
}
_WIDE: Final = 60
_KEY_WIDE: Final = 12
_KEY: Final = 5
"""Cells of a key that leads out of an empty answer, from `_WIDE` cells and below: its words stay whole."""
_TYPED_FROM: Final = 3
"""Cells before the first character typed."""


def prompt(*, focused: bool) -> list[Line]:
    """What stands before the box: louder while the box has the keys."""
    return _PROMPT[focused]


def head(counts: Counts, *, demo: bool, watch: str = "", width: int, marks: Marks) -> list[Line]:
    """The first line: what is open, how much it holds, which folder is watched; how to add to samples."""
    dot = f" {marks.dot} "
    name = line(" ", piece("quotebrowser", Role.STRONG))
    told = [counted(counts.articles, "article"), counted(counts.quotes, "quote")]
    told.append(counted(counts.speakers, "speaker"))
    while len(told) > 1 and width_of(name) + cell_len(dot.join(told)) + len(dot) > width:
        del told[-1]
    right = line(piece(dot.join(told), Role.DIM), " ")
    if watch:
        room = max(width - width_of(right) - width_of(name) - len(dot), 0)
        name = line(*name, *fit(line(piece(f"{dot}{watch}", Role.LABEL)), room, marks.ellipsis))
    if not demo:
        return [sides(name, right, width, marks.ellipsis)]
    samples = line(*name, piece(f"{dot}sample articles", Role.DIM))
    own = line(piece(" Add your own:", Role.DIM), " ", piece("quotebrowser add FILE...", Role.KEY))
    return [sides(samples, right, width, marks.ellipsis), fit(own, width, marks.ellipsis)]


class Where(NamedTuple):
    """Where in a list the cursor is."""

    cursor: int
    """On which row, from 0."""
    rows: int
    """How many there are."""
    printings: int
    """How many quotes answer, those of one utterance each for itself."""
    more: bool = False
    """Whether there are other rows, which are not counted yet."""


class Order(NamedTuple):
    """In which order quotes are listed."""

    sort: str = "relevance"
    """By what."""
    reverse: bool = False
    """Whether that is turned round."""

    @property
    def first(self) -> str:
        """What comes first."""
        return _FIRST[self.sort][self.reverse]

    @property
    def words(self) -> str:
        """By what, and what comes first."""
        return f"by {self.sort}, {self.first.removeprefix('outlets ')}"

    def of(self, query: str) -> "Order":
        """What it comes to for a query: of all quotes none is more relevant, and they come by date."""
        return self if query.strip() or self.sort != "relevance" else self._replace(sort="date")


_FIRST: Final = {
    "relevance": ("best first", "worst first"),
    "date": ("newest first", "oldest first"),
    "outlet": ("outlets from A", "outlets from Z"),
}
"""What comes first in each order, and where it is turned round."""


def status(where: Where, order: Order, *, width: int, marks: Marks) -> list[Line]:
    """Beside the box: where in how many quotes the cursor is, and their order, in words that fit."""
    count = counted(where.rows, "quote")
    if where.more:
        count = f"over {count}"
    place = f"{where.cursor + 1:,} of {count}" if where.rows else count
    printings = [counted(where.printings, "printing")] if where.printings > where.rows else []
    long, short = order.words, order.first
    steps = ([place, *printings, long], [place, *printings, short], [place, long], [place, short],
             [place.rpartition(" ")[0], short], [place], [place.rpartition(" ")[0]])  # fmt: skip
    told = (f" {marks.dot} ".join(step) for step in steps)
    fitting = next((text for text in told if len(text) + 2 <= width), str(where.rows))
    return [sides(BLANK, line(piece(fitting, Role.DIM), " "), width, marks.ellipsis)]


def cells_before(query: str, position: int) -> int:
    """Cells from the left edge to a character of the query."""
    return _TYPED_FROM + cell_len(query[:position])


def below_box(message: str, before: int, *, width: int, marks: Marks, note: str = "") -> list[Line]:
    """The line across; with a message, a sign below the character it is about and the message beside it.

    A note stands in the line where there is no message.
    """
    if not message:
        told = (
            line(piece(f"{marks.rule * 3} {marks.said(safe_line(note))} ", Role.WARNING)) if note else BLANK
        )
        told = fit(told, width, marks.ellipsis)
        return [line(*told, piece(marks.rule * max(width - width_of(told), 0), Role.RULE))]
    sign = "^"
    text = marks.said(safe_line(message))
    before = max(min(before, width - 1), 0)
    room = width - before - 4
    if cell_len(text) <= room or room >= width // 2:
        left = line(piece(marks.rule * before, Role.RULE), piece(f"{sign} ", Role.BAD))
        whole = line(*left, piece(f"{text} ", Role.BAD))
    else:
        start = max(before - cell_len(text) - 2, 0)
        whole = line(piece(marks.rule * start, Role.RULE), piece(f" {text} {sign}", Role.BAD))
    whole = fit(whole, width, marks.ellipsis)
    return [line(*whole, piece(marks.rule * max(width - width_of(whole), 0), Role.RULE))]


def verdict_lines(verdict: "Verdict | None", width: int, most: int, marks: Marks) -> list[Line]:
    """What the library says of pasted words, on at most so many lines; who prints them is listed below."""
    if verdict is None:
        return []
    from quotebrowser.library.verifying.verdict_lines import Role as Said
    from quotebrowser.library.verifying.verdict_lines import heading, lines

    sign = marks.good if verdict.holds else marks.bad
    told = [line(" ", piece(f"{sign} {heading(verdict)}", Role.GOOD if verdict.holds else Role.BAD))]
    for each in list(lines(verdict))[1:]:
        if each.role is Said.SOURCE:
            continue
        role = Role.WARNING if each.role is Said.WARNING else Role.PLAIN
        start = Piece(" " * (1 + 2 * each.depth))
        told += wrap(
            [
                start,
                piece(
                    _verdict_words(each.text, marks, quotes=each.role in (Said.WORDING, Said.VERDICT)), role
                ),
            ],
            max(width - 1, 2),
            hang=(start,),
        )
    left = len(told) - most
    if left > 0:
        more = f"{left + 1} more lines; quotebrowser verify shows all"
        told = [*told[: most - 1], line("   ", piece(more, Role.DIM))]
    return [*(fit(row, width, marks.ellipsis) for row in told), line(piece(marks.rule * width, Role.RULE))]


def _verdict_words(text: str, marks: Marks, *, quotes: bool) -> str:
    """A line of a verdict; the words that it quotes stay as printed, whatever stands around them."""
    before, sign, words = safe_line(text).partition(": “") if quotes else (safe_line(text), "", "")
    if not sign:
        return marks.said(before)
    return f"{marks.said(before)}: {marks.opening}{words.removesuffix('”')}{marks.closing}"


class WayOut(NamedTuple):
    """Keys that lead out of an empty answer."""

    take: str
    """Takes the proposed query; empty where it does not."""
    unfilter: str
    """Drops the filters."""
    clear: str
    """Empties the box; empty where nothing does."""
    filtered: bool
    """Whether there are filters to drop, and words besides."""
    add: str = ""
    """Asks for files to add; empty where none can be added."""


def nothing(found: Found, counts: Counts, keys: WayOut, width: int, marks: Marks) -> list[Line]:
    """What is shown instead of a list without quotes."""
    if not counts.quotes:
        return _empty(counts, keys.add, width, marks)
    query = safe_line(found.query)
    so_far = " so far: the index is not complete" if found.lacking else ""
    lines = [BLANK, line(" No quotes match ", piece(query, Role.STRONG), so_far), BLANK]
    if not query:
        lines = [BLANK, line(" No quotes can be listed in this order until the index is complete"), BLANK]
    for at, suggestion in enumerate(found.suggestions):
        key = piece(f"   {keys.take}" if at == 0 and keys.take else "", Role.KEY)
        label = "   did you mean   " if at == 0 else " " * 18
        lines.append(line(label, piece(safe_line(suggestion), Role.STRONG), key))
    room = _KEY_WIDE if width >= _WIDE else _KEY
    if keys.filtered:
        lines.append(line("   ", piece(f"{keys.unfilter:<{room}}", Role.KEY), "search without the filters"))
    if keys.clear and query:
        lines.append(line("   ", piece(f"{keys.clear:<{room}}", Role.KEY), "show all quotes"))
    return [fit(row, width, marks.ellipsis) for row in lines]


def _empty(counts: Counts, key: str, width: int, marks: Marks) -> list[Line]:
    """What is shown in a library without quotes."""
    why = "No quotes yet." if not counts.articles else f"No quotes in {counted(counts.articles, 'article')}."
    ways = {
        key: "add files and folders here",
        "quotebrowser add FILE...": "add articles from files",
        "quotebrowser demo": "open the five sample articles",
    }
    told = [line("   ", piece(f"{way:<24}", Role.KEY), f"   {what}") for way, what in ways.items() if way]
    lines = [BLANK, line(" ", piece(why, Role.STRONG)), BLANK, *told]
    return [fit(row, width, marks.ellipsis) for row in lines]
