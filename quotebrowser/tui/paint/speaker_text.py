"""The head of a speaker's page: how much they said, under which titles, which names may be theirs.

One rule guards it: the name is seen at any width; of the counts, what has no room is left out, never cut.
"""

from rich.cells import cell_len

from quotebrowser.library.showing.speaker_views import SpeakerView
from quotebrowser.text import safe_line
from quotebrowser.tui.paint.lines import Line, Role, fit, line, piece, sides, width_of
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks


def head(
    name: str, view: SpeakerView | None, width: int, marks: Marks, *, key: str, high: bool
) -> list[Line]:
    """One line, or up to three of a high screen.

    Args:
        name: of the speaker.
        view: what is known of them; None: not yet.
        width: cells of a line.
        marks: signs to draw with.
        key: merges names; empty where nothing can be changed.
        high: whether there is room for titles and names.
    """
    left = line(" ", piece(safe_line(name), Role.STRONG))
    dot = f" {marks.dot} "
    counts = _counts(view) if view else []
    while counts and width_of(left) + cell_len(dot.join(counts)) + len(dot) > width:
        del counts[-1]
    first = sides(left, line(piece(dot.join(counts), Role.DIM), " "), width, marks.ellipsis)
    if not high:
        return [first]
    titles = dot.join(f"{safe_line(one.value)} {one.count}" for one in view.titles) if view else ""
    named = line(piece(f" {titles or 'no title is printed'}" if view else "", Role.DIM))
    rest = [_maybe(view, key, width, marks)] if view and view.proposals else []
    return [first, fit(named, width, marks.ellipsis), *rest]


def _counts(view: SpeakerView) -> list[str]:
    """What is counted, what matters most first."""
    outlets = sum(1 for one in view.outlets if one.value)
    counted = (view.quotes, "quote"), (view.articles, "article"), (outlets, "outlet")
    days = dict.fromkeys(day(date) for date in (view.first, view.last) if date)
    told = [f"{number:,} {what}{'s' * (number != 1)}" for number, what in counted]
    return [*told[:2], *([" to ".join(days)] if days else []), *(told[2:] if outlets else [])]


def _maybe(view: SpeakerView, key: str, width: int, marks: Marks) -> Line:
    """Names that may be theirs, the likeliest first, and the key that merges one."""
    others = f" {marks.dot} ".join(safe_line(one.other(view.name)) for one in view.proposals)
    left = line(piece(" perhaps the same: ", Role.LABEL), piece(others))
    right = line(piece(f" {key}", Role.KEY), piece(" merges ", Role.DIM)) if key else ()
    return sides(left, right, width, marks.ellipsis)
