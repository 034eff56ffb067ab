"""The differences of a comparison in words: one by one, and as a list.

One rule guards it: `not quoted here` is said of what a version does not print, `cut` only of what it left out
between its own quotation marks.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from quotebrowser.library import Comparison
from quotebrowser.library.showing import circumstances
from quotebrowser.library.showing.wording import printed_by, readings
from quotebrowser.model import Collation, Difference, Extent, Variation
from quotebrowser.text import HOLE, safe_line, unknown
from quotebrowser.tui.paint.comparison.cells import CompareState, marked
from quotebrowser.tui.paint.comparison.compare_rows import Drawn
from quotebrowser.tui.paint.lines import (
    BLANK,
    Line,
    Piece,
    Role,
    fit,
    flow,
    line,
    piece,
    sides,
    width_of,
    wrap,
)
from quotebrowser.tui.paint.signs import Marks, holed, sign_of

_TWO_TITLES: Final = 5
"""Lines from which a long name may take a second one."""
_WORDS_FROM: Final = 116
"""Cells from which the heading says each kind of difference in words beside its sign."""


def summary(comparison: Comparison, state: CompareState, width: int, marks: Marks) -> list[str]:
    """How many versions, and how many differences of which kind."""
    collation = comparison.collation
    witnesses = len(collation.witnesses)
    shown = marked(comparison, state)
    parts = [f"{witnesses} version" + "s" * (witnesses != 1)]
    if comparison.record.is_record:
        parts = [printed_by(comparison.printings, comparison.outlets, comparison.record)]
    texts = len(comparison.circumstances.texts)
    if 0 < texts < comparison.printings:
        parts.append(f"{texts} independent text" + "s" * (texts != 1))
    counts: dict[Variation, int] = {}
    for difference in shown:
        counts[difference.state] = counts.get(difference.state, 0) + 1
    words = "{0}{1} {2}" if width >= _WORDS_FROM else "{0}{1}"
    kinds = "  ".join(words.format(sign_of(kind, marks), n, kind.shown.word) for kind, n in counts.items())
    total = f"{len(shown)} difference" + "s" * (len(shown) != 1)
    parts.append(f"{total}: {kinds}" if shown else _none(collation, state))
    part = sum(1 for witness in collation.witnesses if witness.extent is not Extent.WHOLE)
    if part:
        parts.append(f"{part} print{'s' * (part == 1)} a part")
    return parts


class Heading(NamedTuple):
    """What the heading says besides the comparison itself."""

    view: str
    """The view, and the key that changes it."""
    order: str
    """The order of the versions, and its key."""
    base: str
    """What follows the base's siglum: its key."""
    page: int
    """How many columns are shown; 0 if all versions are."""
    most: int
    """Lines that it may take."""


def heading(
    comparison: Comparison, state: CompareState, said: Heading, width: int, marks: Marks
) -> list[Line]:
    """The lines above a comparison: who said what, how it is shown, how many differences there are."""
    collation = comparison.collation
    who = safe_line(comparison.speaker) or unknown.SPEAKER.line
    base = collation.witnesses[state.base]
    words = safe_line(" ".join(passage.text for passage in base.passages))
    view = line(piece(said.view, Role.DIM), " ")
    if said.page:
        first = min(state.page, len(state.order) - said.page)
        shown = f"{first + 1}{marks.dash}{first + said.page} of {len(state.order)}   "
        view = line(piece(shown, Role.DIM), *view)
    name = line(" ", piece("Compare", Role.LABEL), "  ", piece(who, Role.STRONG), "  ")
    room = width - width_of(name) - width_of(view) - 4
    quoted = fit(line(piece(words, Role.DIM)), max(room, 0), marks.ellipsis)
    title = name
    if quoted:
        title = line(*name, piece(marks.opening, Role.DIM), *quoted, piece(marks.closing, Role.DIM))
    titles = [sides(title, view, width, marks.ellipsis)]
    if width_of(name) + width_of(view) > width:
        titles = _long_title(name, view, width, marks, more=said.most > _TWO_TITLES)
    told = summary(comparison, state, width, marks)
    base_key = f"base {base.siglum} {said.base}"
    orders = [f"{said.order}   {base_key}"] if width >= _WORDS_FROM else []
    remarks = f" {marks.dot} ".join(marks.said(safe_line(each)) for each in circumstances.remarks(comparison))
    lines = [*titles, *_counted(told, [*orders, base_key, ""], width, marks)][: max(said.most - 1, 1)]
    beside = wrap([Piece(" "), piece(remarks, Role.WARNING)], width, hang=(Piece(" "),)) if remarks else []
    # Whole or not at all: half a remark may say something else.
    lines += beside if len(lines) + len(beside) < said.most else []
    return [*lines, line(piece(marks.rule * width, Role.RULE))]


def _long_title(name: Line, view: Line, width: int, marks: Marks, *, more: bool) -> list[Line]:
    """The speaker's name where it has no room beside the view: on `more` lines, or with nothing beside it."""
    if not more:
        alone = line(" ", *name[3:])
        return [
            sides(alone, view if width_of(alone) + width_of(view) <= width else BLANK, width, marks.ellipsis)
        ]
    *above, last = wrap(name, width - 1, hang=(Piece(" "),))
    if width_of(last) + width_of(view) < width:
        return [*above, sides(last, view, width, marks.ellipsis)]
    return [*above, last, sides(BLANK, view, width, marks.ellipsis)]


def _counted(parts: Sequence[str], rights: Sequence[str], width: int, marks: Marks) -> list[Line]:
    """The counts, and beside them the first of `rights` that has room; on more lines if need be."""
    dot = f" {marks.dot} "
    told = line(" ", piece(dot.join(parts)))
    for text in rights:
        right = line(piece(text, Role.DIM), " ") if text else BLANK
        if width_of(told) + width_of(right) + 2 * bool(text) < width:
            return [sides(told, right, width, marks.ellipsis)]
    units = [line(piece(part + dot * (at < len(parts) - 1))) for at, part in enumerate(parts)]
    return flow(Piece(" "), units, width, marks.ellipsis)


def _none(collation: Collation, state: CompareState) -> str:
    if len(collation.witnesses) == 1:
        return "no other version to compare with"
    hidden = any(not state.counts(difference) for difference in collation.differences)
    return "only punctuation differs" if hidden else "the words they share do not differ"


def head(difference: Difference, marks: Marks) -> Line:
    """Number, sign and class of a difference, and how much it may matter."""
    sign = sign_of(difference.state, marks)
    words = difference.state.shown.word
    category = difference.category.replace("_", " ").replace("-", " ")
    told = ("", words, difference.state.value.replace("_", " "))
    parts = [words] if category in told else [words, category]
    number = piece(f"{difference.number:>2} {sign} ", Role.MARK)
    named = piece(f" {f' {marks.dot} '.join(parts)}", Role.STRONG)
    if not difference.level.may_change_meaning:
        return line(number, named)
    return line(number, named, piece(f" {marks.dot} ", Role.STRONG), piece(difference.level.words, Role.BAD))


def detail(comparison: Comparison, difference: Difference, width: int, marks: Marks) -> list[Line]:
    """A difference with its readings, one a line."""
    lines = wrap(head(difference, marks), width, hang=(Piece("      "),))
    found = list(readings(comparison, difference))
    if marks.spoken:
        told = "; ".join(marks.said(_spoken(*reading)) for reading in found)
        lines += wrap([Piece("    "), piece(f"{told}.", Role.QUOTE)], width, hang=(Piece("    "),))
        found = []
    longest = min(max((len(sigla) for _, sigla, _ in found), default=0), max(width // 3, 1))
    for wording, sigla, printed in found:
        start = (Piece("    "), piece(f"{sigla:<{longest}}  ", Role.LABEL))
        words = holed(wording, Role.QUOTE if printed else Role.DIM, marks)
        lines += wrap([*start, *words], width, hang=(Piece(" " * (6 + longest)),))
    if difference.note:
        lines += wrap(
            [Piece("    "), piece(marks.said(safe_line(difference.note)), Role.DIM)],
            width,
            hang=(Piece("    "),),
        )
    return lines


def _spoken(wording: str, sigla: str, printed: bool) -> str:  # noqa: FBT001 - as `readings` gives them
    """A reading as a clause: `A and C print ‘not’`."""
    versions = sigla.replace(",", " ").split()
    named = " and ".join(filter(None, (", ".join(versions[:-1]), versions[-1])))
    words = wording.replace(HOLE, "(nothing)")
    return f"{named} print{'s' * (len(versions) == 1)} ‘{words}’" if printed else f"{named}: {words}"


def below(
    comparison: Comparison, state: CompareState, width: int, room: int, marks: Marks, keys: str
) -> list[Line]:
    """The pane under a comparison, on less than `room` lines where that can be.

    All differences with their readings, else the one looked at with them and the others on a line each, else
    the one alone.
    """
    every = listing(comparison, state, width, marks).lines
    if len(every) > 1 and len(every) < room:
        return [rule("differences", "", width, marks), *every]
    one = _one(comparison, state, width, marks, keys)
    shown = marked(comparison, state)
    others = [d for d in shown if d.number != state.difference]
    if len(one) + len(others) >= room:
        return one
    before = [_brief(comparison, d, width, marks) for d in others if d.number < state.difference]
    after = [_brief(comparison, d, width, marks) for d in others if d.number > state.difference]
    hidden = len(others) == len(shown)  # the one looked at is not marked: one of the others is next
    return [one[0], *before, *after, *one[1:]] if hidden else [one[0], *before, *one[1:], *after]


def _brief(comparison: Comparison, difference: Difference, width: int, marks: Marks) -> Line:
    """A difference with its readings on one line."""
    told = list(head(difference, marks))
    for wording, sigla, printed in readings(comparison, difference):
        told += [piece(f"   {sigla} ", Role.LABEL)]
        told += holed(wording, Role.PLAIN if printed else Role.DIM, marks)
    return fit(tuple(told), width, marks.ellipsis)


def _one(comparison: Comparison, state: CompareState, width: int, marks: Marks, keys: str) -> list[Line]:
    shown: Sequence[Difference] = marked(comparison, state)
    at = next((i for i, d in enumerate(shown) if d.number == state.difference), None)
    if at is None:
        title = "differences" if shown else "no differences"
        text = f"{keys} jumps to the first" if shown else _none(comparison.collation, state)
        return [rule(title, "", width, marks), line(piece(f" {text}", Role.DIM))]
    title = f"difference {at + 1} of {len(shown)}"
    return [rule(title, "", width, marks), *detail(comparison, shown[at], width, marks)]


def rule(left: str, right: str, width: int, marks: Marks) -> Line:
    """A line across with a title in it."""
    start = line(piece(f"{marks.rule} ", Role.RULE), piece(left, Role.LABEL), " ")
    end = line(" ", piece(right, Role.DIM), piece(f" {marks.rule}", Role.RULE)) if right else BLANK
    whole = sides(start, end, width, marks.ellipsis) if right else start
    used = sum(len(part.text) for part in (*start, *end))
    filler = piece(marks.rule * max(width - used, 0), Role.RULE)
    return whole if used > width else (*start, filler, *end)


def listing(comparison: Comparison, state: CompareState, width: int, marks: Marks) -> Drawn:
    """All differences that are marked, each with its readings."""
    lines: list[Line] = []
    places: dict[int, tuple[int, int]] = {}
    for difference in marked(comparison, state):
        part = detail(comparison, difference, width - 1, marks)
        if difference.number == state.difference:
            part[0] = line(piece(marks.cursor, Role.CURSOR), *part[0])
        else:
            part[0] = line(" ", *part[0])
        places[difference.number] = (len(lines), len(lines) + len(part) - 1)
        lines += [*part, BLANK]
    if not lines:
        lines.append(line(piece(f" {_none(comparison.collation, state)}", Role.DIM)))
    return Drawn(tuple(lines), places)
