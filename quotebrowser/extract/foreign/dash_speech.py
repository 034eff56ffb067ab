"""Speech opened by a dash, as Spanish, Russian, Polish and French news print it: `—No —dijo Torres—.`.

One rule guards it: a line that opens with a dash is speech only where a verb of saying interrupts it, or
where it is one turn of a dialogue in which one does; a list is none.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token, tokens
from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.extract.foreign.persons import Persons
from quotebrowser.extract.foreign.verb_subjects import Clause
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Span

_OPENS: Final = re.compile(r"\s*(?:[—–―]\s?|-\s)(?=[^\W_]|[¡¿«„“\"…])")
_EDGE: Final = " \t\xa0\u202f,.;:—–―-"
"""What may stand between narration and speech and belongs to neither."""
_EDGE_BEHIND: Final = _EDGE.replace(".", "")
_ENDS: Final = frozenset('.!?…»”"')
_REACH: Final = 3
"""Tokens between a dash or comma and the verb of saying behind it."""


def with_dashes(text: str, lines: Sequence[Span], passages: Sequence[Marked], row: Row) -> list[Marked]:
    """The passages with the speech that dashes open; those between marks inside it are nested ones."""
    opened = {
        at: match
        for at, line in enumerate(lines)
        if (match := _OPENS.match(text, line.start, line.end)) is not None
    }
    if not opened:
        return list(passages)
    spoken = {at: _turns(text, Span(match.end(), lines[at].end), row) for at, match in opened.items()}
    sure = {at for at, (_, told) in spoken.items() if told}
    for at in sorted(opened):
        near = at - 1 in sure or at + 1 in sure
        if at not in sure and near and text[lines[at].start : lines[at].end].rstrip()[-1:] in _ENDS:
            sure.add(at)
    found = [
        Marked(span, span, 0, closed=True, single=False) for at in sorted(sure) for span in spoken[at][0]
    ]
    starts = [one.span.start for one in found]
    kept = []
    for passage in passages:
        at = bisect_right(starts, passage.outer.start) - 1
        holder = found[at].span if at >= 0 else Span(0, 0)
        following = starts[at + 1] if at + 1 < len(starts) else len(text)
        if passage.outer.end <= holder.end:
            kept.append(replace(passage, depth=1))
        elif passage.outer.start >= holder.end and passage.outer.end <= following:
            kept.append(passage)
    return sorted([*kept, *found], key=lambda one: (one.outer.start, -one.outer.end))


def _turns(text: str, line: Span, row: Row) -> tuple[list[Span], bool]:
    """The stretches of a line that are spoken, and whether a verb of saying stands between or behind them."""
    found = tokens(text, line, (), row)
    clause = Clause(text, found, row, Persons(row))
    spans: list[Span] = []
    begin, at, told = 0, 1, False
    while at < len(found):
        end = _narration_end(clause, at) if _breaks(found[at - 1]) else at
        if end > at:
            told = True
            last = found[at - 1]
            spans.append(Span(found[begin].start, last.end if last.part is Part.STOP else last.start))
            begin, at = end, end + 1
        else:
            at += 1
    if begin < len(found):
        spans.append(Span(found[begin].start, found[-1].end))
    trimmed = [_trimmed(text, span) for span in spans]
    return [span for span in trimmed if len(span) > 1], told


def _breaks(token: Token) -> bool:
    return token.part in {Part.DASH, Part.COMMA} or token.low in {"!", "?", "…"}


def _narration_end(clause: Clause, at: int) -> int:
    """One past the narration that begins at `at` with a verb of saying; `at` where none does."""
    found, row = clause.tokens, clause.row
    verb = at
    while verb < len(found) and verb - at < _REACH and found[verb].part in {Part.SMALL, Part.PRONOUN}:
        verb += 1
    dashed = found[at - 1].part is Part.DASH
    if verb >= len(found):
        return at
    finite = found[verb].low in row.saying or (
        found[verb].low in row.auxiliaries
        and any(token.low in row.participles for token in found[verb + 1 : verb + 1 + _REACH])
    )
    if not finite and dashed:
        subject = clause.phrase(at, min(len(found), at + 8))
        finite = subject is not None and subject.end < len(found) and found[subject.end].low in row.saying
    if not finite or (not dashed and clause.after(verb + 1, len(found)) is None):
        return at
    for step in range(verb + 1, len(found)):
        if dashed and found[step].part is Part.DASH:
            return _past_signs(found, step)
        if not dashed and (found[step].part is Part.STOP or found[step].part is Part.COMMA):
            return step + 1
    return len(found)


def _past_signs(found: Sequence[Token], at: int) -> int:
    while at < len(found) and found[at].part in {Part.DASH, Part.STOP, Part.COMMA, Part.COLON}:
        at += 1
    return at


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE_BEHIND:
        end -= 1
    return Span(start, end)
