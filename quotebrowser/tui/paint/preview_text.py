"""The quote under the cursor at a glance: its words, who said it, where, who else printed it, what is copied.

One rule guards it: what is not known has a line that says so, and how to set it where that can be done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.library import Comparison, QuoteView
from quotebrowser.library.finding.annotated import NOTHING, Said
from quotebrowser.library.showing import given_by
from quotebrowser.library.showing.wording import printed_by
from quotebrowser.model import Citation, Date, Fact, Reading, Variation
from quotebrowser.text import safe, safe_line, unknown
from quotebrowser.tui.paint.article.article_head import hidden, said_at
from quotebrowser.tui.paint.comparison.compare_rows import name_at
from quotebrowser.tui.paint.comparison.differences_text import detail, rule
from quotebrowser.tui.paint.lines import BLANK, Line, Piece, Role, fit, line, piece, spanned, width_of, wrap
from quotebrowser.tui.paint.row_text import broken, day, who
from quotebrowser.tui.paint.signs import Marks, sign_of

_LABEL: Final = 9
_SAME: Final = "same words"
"""Never said without of whom."""
_MORE: Final = (
    *(("VIA", "via"), ("FORM", "form"), ("GENRE", "genre"), ("EVENT", "event"), ("PLACE", "place")),
    *(("NETWORK", "network"), ("ASKED BY", "interviewer"), ("ARCHIVED", "archived")),
)
"""Facts that few articles have, each with its label."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the preview shows of a quote."""

    view: QuoteView
    """The quote in its article."""
    comparison: Comparison | None = None
    """With its other printings; None where only this article prints it."""
    citation: Citation | None = None
    """What `y` would copy, or None if unknown."""
    said: Said = NOTHING
    """What the user said of it."""


def _quoted(glance: Glance, marks: Marks) -> list[Piece]:
    row = glance.view.row
    text, moved = broken(row, marks)
    sign = sign_of(Variation.RUNS_ON, marks)
    words = [piece(marks.opening, Role.QUOTE)]
    at = 0
    for end in (*map(moved, _holes(glance)), len(text)):
        spans = [(moved(span.start) - at, moved(span.end) - at) for span in row.highlights]
        hits = [(first, last, Role.HIT) for first, last in spans if first >= 0]
        words += spanned(text[at:end], hits, Role.QUOTE)
        if end < len(text):
            words += [Piece(" "), piece(sign, Role.MISSING)]
        at = end
    return [*words, piece(marks.closing, Role.QUOTE)]


def _holes(glance: Glance) -> list[int]:
    """Where the words of the quote lack a negation that another printing has, in order."""
    comparison, spans = glance.comparison, glance.view.row.spans
    if comparison is None:
        return []
    missing = {
        reading.dropped.at
        for column in comparison.collation.columns
        for witness, reading in zip(comparison.collation.witnesses, column.readings, strict=True)
        if reading.dropped and witness.article == glance.view.article.id
    }
    return sorted(glance.view.row.offset(at) for at in missing if any(s.start <= at <= s.end for s in spans))


def _speaker(glance: Glance, marks: Marks) -> list[Piece]:
    row = glance.view.row
    title = [piece(f" {marks.dot} {safe_line(row.title)}", Role.DIM)] if row.title and row.speaker else []
    said = [part._replace(role=Role.STRONG) if part.role is Role.SPEAKER else part for part in who(row)]
    return [*said, *title]


def _place(glance: Glance, marks: Marks) -> str:
    view = glance.view
    start, end = view.quote.spans[0].start, view.quote.spans[-1].end
    dot = f" {marks.dot} "
    form = view.article.form
    recorded = (form.value if form.is_record else "", said_at(view.article, view.row.spans[0].start))
    parts = [safe_line(view.article.name), *filter(None, recorded), f"{marks.paragraph}{view.paragraph}"]
    parts.append(f"chars {start}{marks.dash}{end}")
    parts += hidden(view.article)
    return dot.join(parts)


def _unknown(words: str, key: str) -> list[Piece]:
    return [piece(f"{words}   ({key} to set)" if key else words, Role.DIM)]


def _known(fact: Fact | None, key: str) -> list[Piece]:
    """A fact with a word on where it came from, or that it is not recorded."""
    if fact is None:
        return _unknown(unknown.NOT_RECORDED, key)
    doubt = [] if fact.certain else [piece("  (proposed)", Role.WARNING)]
    return [piece(safe_line(fact.value)), *doubt]


def _copy(fact: Fact) -> Fact:
    """Where a copy is kept and of which day it is; the address of one in an archive that is not known."""
    from quotebrowser.text.web_archives import capture_of  # noqa: PLC0415 - few articles have a copy

    copy = capture_of(fact.value)
    made = Date.parse(copy.time[:10]) if copy else None
    return replace(fact, value=", ".join([copy.archive, *([day(made)] if made else [])])) if copy else fact


def _date(glance: Glance, key: str) -> list[Piece]:
    fact = glance.view.article.facts.published
    if fact is None:
        return _unknown(unknown.DATE.labelled, key)
    date = glance.view.article.published
    return _known(fact, key) if date is None else [piece(day(date)), *_known(fact, key)[1:]]


def _field(label: str, pieces: Sequence[Piece], width: int) -> list[Line]:
    start = piece(f"{label:<{_LABEL}}", Role.LABEL)
    return wrap([start, *pieces], width, hang=(Piece(" " * _LABEL),))


def _apart(one: Reading, other: Reading) -> Variation | None:
    """What stands between two readings; None if they are the same, or one of them is not quoted."""
    states = (one.state, other.state)
    if bool(one.dropped) != bool(other.dropped) and one.text and other.text:
        return Variation.RUNS_ON if one.dropped else Variation.ADDED
    if Variation.NOT_QUOTED in states or (one.state, one.text) == (other.state, other.text):
        return None
    return next((state for state in states if state is not Variation.SAME), None)


def signs(comparison: Comparison, at: int, marks: Marks, against: int = 0) -> str:
    """How one version stands to another, the base if none is named: `,2 ⇄1`, `same words`."""
    collation = comparison.collation
    counts: dict[Variation, int] = {}
    for difference in collation.differences:
        columns = collation.columns[difference.first : difference.last + 1]
        told = [
            state for column in columns if (state := _apart(column.readings[at], column.readings[against]))
        ]
        if told:
            state = difference.state if difference.state in told else told[0]
            counts[state] = counts.get(state, 0) + 1
    return " ".join(f"{sign_of(state, marks)}{n}" for state, n in counts.items()) or _SAME


def _count(comparison: Comparison) -> str:
    printings, record = comparison.printings, comparison.record
    if record.is_record:
        return printed_by(printings, comparison.outlets, record)
    return f"{printings} articles print it"


def _versions(glance: Glance, width: int, marks: Marks) -> Iterator[Line]:
    comparison = glance.comparison
    if comparison is None or len(comparison.collation.witnesses) < 2:  # noqa: PLR2004 - one is no comparison
        yield line(
            piece("VERSIONS ", Role.LABEL), piece("no other article in the library prints it", Role.DIM)
        )
        return
    witnesses = comparison.collation.witnesses
    yield line(piece("VERSIONS", Role.LABEL), piece(f"  {_count(comparison)}", Role.DIM))
    names = [name_at(comparison, at) for at in range(len(witnesses))]
    room = min(max(map(len, names)), max(width // 2, 4))
    for at, witness in enumerate(witnesses):
        here = witness.article == glance.view.article.id
        cursor = piece(marks.cursor if here else " ", Role.CURSOR)
        name = fit(line(piece(names[at])), room, marks.ellipsis)
        gap = Piece(" " * (room - width_of(name) + 2))
        told = "base" if at == 0 else signs(comparison, at, marks)
        told += f" as {witnesses[0].siglum}" if told == _SAME else ""
        row = line(
            cursor, piece(f"{witness.siglum} ", Role.LABEL), *name, gap, piece(f"{told:<12}", Role.DIM)
        )
        extent = "again" if witness.again else witness.extent.value
        yield fit((*row, piece(f" {extent}", Role.DIM)), width, marks.ellipsis)


def _differences(glance: Glance, width: int, marks: Marks) -> Iterator[Line]:
    if glance.comparison is None:
        return
    for at, difference in enumerate(glance.comparison.collation.differences):
        if at == 0:
            yield BLANK
            yield line(piece("DIFFERENCES", Role.LABEL))
        yield from detail(glance.comparison, difference, width, marks)


def _copied(glance: Glance, width: int, marks: Marks, key: str, style: str) -> Iterator[Line]:
    citation = glance.citation
    if citation is None:
        return
    yield BLANK
    yield line(piece(f"{key} COPIES", Role.LABEL), piece(f"  ({style})", Role.DIM))
    for row in safe(citation.text).split("\n"):
        yield from wrap([piece(row)], width)
    for warning in citation.warnings:
        text = piece(f"{marks.warning} {marks.said(safe_line(warning))}", Role.WARNING)
        yield from wrap([text], width, hang=(Piece("  "),))


@dataclass(frozen=True, slots=True)
class PreviewKeys:
    """Keys and the style named in the preview."""

    edit: str
    """Empty where nothing can be corrected."""
    copy: str
    style: str


def tall(glance: Glance, width: int, marks: Marks, keys: PreviewKeys) -> list[Line]:
    """The preview beside the list."""
    view = glance.view
    lines = [*wrap(_quoted(glance, marks), width), BLANK, *_field("SPEAKER", _speaker(glance, marks), width)]
    if view.cue:
        lines += _field("CUE", [piece(safe_line(view.cue), Role.CUE)], width)
    lines += _field("ARTICLE", [piece(_place(glance, marks))], width)
    if view.row.headline:
        lines += _field("HEADLINE", [piece(safe_line(view.row.headline))], width)
    lines += _field("OUTLET", _known(view.article.facts.outlet, keys.edit), width)
    lines += _field("DATE", _date(glance, keys.edit), width)
    for label, key in _MORE:
        fact = getattr(view.article.facts, key)
        if fact:
            shown = _copy(fact) if key == "archived" else fact
            lines += _field(label, _known(shown, keys.edit), width)
    given = given_by.corrected(view.corrected)
    lines += _field("GIVEN", [piece(safe_line(given))], width) if given else []
    for label, text in (
        ("TAGS", given_by.tags(glance.said)),
        ("NOTE", "\n".join(given_by.notes(glance.said))),
    ):
        for at, part in enumerate(safe(text).split("\n") if text else ()):
            lines += _field("" if at else label, [piece(part)], width)
    lines += [BLANK, *_versions(glance, width, marks)]
    lines += _copied(glance, width, marks, keys.copy, keys.style)
    lines += _differences(glance, width, marks)
    return lines


def _also(glance: Glance, marks: Marks) -> str:
    comparison = glance.comparison
    if comparison is None or len(comparison.collation.witnesses) < 2:  # noqa: PLR2004 - one is no comparison
        return "no other article in the library prints it"
    witnesses = comparison.collation.witnesses
    here = [witness.article for witness in witnesses].index(glance.view.article.id)
    told = []
    for at, witness in enumerate(witnesses):
        if at != here:
            name = name_at(comparison, at)
            extent = "again" if witness.again else witness.extent
            stands = signs(comparison, at, marks, here)
            told.append(f"{name}  {stands}{' as here,' if stands == _SAME else ''} {extent}")
    return f" {marks.dot} ".join(told)


def short(glance: Glance, width: int, place: str, marks: Marks) -> list[Line]:
    """The preview below the list: the words, lines of facts, and who else prints them.

    Args:
        glance: the quote.
        width: cells of the pane.
        place: where the cursor is, as `1 of 4`.
        marks: signs to draw with.
    """
    view = glance.view
    inner = max(width - 4, 2)
    lines = [rule("preview", place, width, marks)]
    lines += [line("  ", *row) for row in wrap(_quoted(glance, marks), inner)]
    date = day(view.article.published) if view.article.published else unknown.DATE.labelled
    told = f"{_place(glance, marks)} {marks.dot} {date}"
    if not view.article.outlet.name:
        told += f" {marks.dot} {unknown.OUTLET.line}"
    facts = [("tags", piece(safe_line(given_by.tags(glance.said))))] if glance.said.tags else []
    facts += [("note", piece(safe_line(note))) for note in given_by.notes(glance.said)]
    facts += [("given", piece(safe_line(given_by.corrected(view.corrected))))] if view.corrected else []
    facts += [("cue", piece(safe_line(view.cue), Role.CUE))] if view.cue else []
    for label, text in (*facts, ("in", piece(told))):
        lines.append(fit((*_label(label), text), width - 1, marks.ellipsis))
    # What follows is nothing, so there is room for all who print it.
    hang = line(" " * width_of(_label("also")))
    return [*lines, *wrap((*_label("also"), piece(_also(glance, marks))), width - 1, hang=hang)]


def _label(label: str) -> Line:
    return line("  ", piece(f"{label:<5}", Role.LABEL))
