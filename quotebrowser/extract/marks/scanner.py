"""The mark scanner: which stretches of a text stand between quotation marks.

One rule guards it: one pass a paragraph, and no passage ever crosses a paragraph. A paragraph whose marks
do not balance is read in the few ways that are possible, and the reading whose passages look most like
speech is kept. A mark left open runs to the end of its paragraph; where the next paragraph opens with a
mark again, that is the printers' way to continue a speech.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from quotebrowser.extract.marks.marked import Marked
from quotebrowser.extract.marks.quotation_marks import Mark, Role, double_marks, single_marks
from quotebrowser.extract.marks.unmarked_speech import blocks
from quotebrowser.model import Span

_LINE: Final = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""A line as `str.splitlines` knows it."""
_DEEPEST: Final = 3
"""Marks of one kind nested deeper than this are ignored: nobody prints that, hostile texts do."""
_MANY_MARKS: Final = 400
"""Paragraphs with more marks than this are not weighed in several readings."""
_RARE: Final = 4
"""More double marks than this to a single one: the article quotes with double marks."""
_NEAR: Final = 4
"""Characters beside a mark among which is what it stands next to."""
_STOPS: Final = frozenset(".!?")
_SHORTEST_OPEN: Final = 12
"""Characters a passage without a closing mark must have; shorter ones are stray marks."""
_TOLD: Final = re.compile(
    r"[,?!](?= (?:(?:[A-Z][\w.'’-]{0,20} ){1,4}(?:said|says|added|wrote|told)|(?:said|says|added|wrote) "
    r"(?:[A-Z][\w.'’-]{0,20} ?){1,4})\b[^\"“”,.]{0,40}[.,]?\Z)"
)
_TOLD_REACH: Final = 160
"""Characters before the end of a paragraph in which its speaker is named."""
_LONGEST_SIGNATURE: Final = 80
_SIGNATURE_WORDS: Final = 8
_MOST_UNOPENED: Final = 6
"""Paragraphs that a speech may go on for without being opened again."""


Pair: TypeAlias = tuple[Mark, Mark | None, int]


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of `text` that hold something, without their line ends, one after another."""
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        if line:
            yield Span(match.start(), match.start() + len(line))


def british(text: str, single: Sequence[Mark], double: Sequence[Mark]) -> bool:
    """Whether an article quotes between single marks and keeps double ones for quotes inside quotes.

    Either single marks open more often than there are double marks, or no double mark stands outside a
    pair of single ones.
    """
    openers = sum(mark.role is Role.OPENS for mark in single)
    if not openers or openers * _RARE < len(double):
        return False
    pairs = [pair for pair in _pair_single(text, single) if pair[1] is not None]
    at = 0
    for mark in double:
        while at < len(pairs) and _end(pairs[at]) <= mark.start:
            at += 1
        if at == len(pairs) or mark.start < pairs[at][0].start:
            return openers > len(double)
    return bool(pairs)


def _end(pair: Pair) -> int:
    return pair[1].end if pair[1] else pair[0].end


def scan(text: str, lines: Iterable[Span]) -> list[Marked]:
    """All passages between marks in the given paragraphs of `text`, in order, outer before inner."""
    lines = list(lines)
    if not lines:
        return []
    single, double = (find(text, lines[0].start, lines[-1].end) for find in (single_marks, double_marks))
    single_first = british(text, single, double)
    found: list[Marked] = []
    of_single, of_double = _shares(single, lines), _shares(double, lines)
    whole = blocks(text, lines)
    ends = -1
    """Number of the paragraph in which a speech ends that was opened before and is not opened again."""
    for at, line in enumerate(lines):
        if at in whole:
            found.append(whole[at])
            continue
        rest = line
        if at <= ends:
            found.append(_unopened(line, of_double[at][0] if at == ends else None))
            rest, of_double[at] = Span(found[-1].outer.end, line.end), of_double[at][1:]
        if not rest or not (of_single[at] or of_double[at]):
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        here = _scan_paragraph(text, rest, following, of_single[at], of_double[at], single_first=single_first)
        if here and _left_open(here[-1], line):
            ends = _ends_later(text, lines, of_double, whole, at)
            here[-1] = replace(here[-1], continued=ends > at)
        found += here
    return [passage for passage in found if passage.span]


def _left_open(last: Marked, line: Span) -> bool:
    """Whether a paragraph's last passage runs to its end, and the next paragraph does not open it again."""
    return not (last.closed or last.depth or last.continued) and last.outer.end == line.end


def _unopened(line: Span, closing: Mark | None) -> Marked:
    """The speech that opens a paragraph without a mark and goes on to `closing`, or to its end."""
    end = closing.start if closing else line.end
    outer = Span(line.start, closing.end if closing else line.end)
    return Marked(
        Span(line.start, end), outer, 0, closing is not None, single=False, continued=closing is None
    )


def _ends_later(
    text: str, lines: Sequence[Span], marks: Sequence[Sequence[Mark]], whole: Container[int], at: int
) -> int:
    """The paragraph whose first mark closes what paragraph `at` left open; -1 if none of the next does.

    A mark behind a few capitalised words closes a signature, not speech: `Former mayor Anna Holt.”`.
    """
    for number in range(at + 1, min(len(marks), at + 1 + _MOST_UNOPENED)):
        if number in whole:
            break
        if marks[number]:
            first = marks[number][0]
            closes = first.role is Role.CLOSES and not first.turned and len(marks[number]) % 2 == 1
            words = text[
                lines[number].start : min(first.start, lines[number].start + _LONGEST_SIGNATURE)
            ].split()
            capitals = sum(word[0].isupper() for word in words)
            signed = capitals > 1 and 2 * capitals >= len(words) and len(words) <= _SIGNATURE_WORDS
            return number if closes and not signed else -1
    return -1


def _shares(marks: Sequence[Mark], lines: Sequence[Span]) -> list[list[Mark]]:
    """The marks of each line."""
    shares: list[list[Mark]] = []
    at = 0
    for line in lines:
        while at < len(marks) and marks[at].start < line.start:
            at += 1
        begin = at
        while at < len(marks) and marks[at].start < line.end:
            at += 1
        shares.append(list(marks[begin:at]))
    return shares


def _scan_paragraph(
    text: str,
    line: Span,
    following: Span | None,
    single: list[Mark],
    double: list[Mark],
    *,
    single_first: bool,
) -> list[Marked]:
    outer, inner = (single, double) if single_first else (double, single)
    pairs = _pair_single(text, outer) if single_first else _best_pairs(text, outer, line.end)
    found = list(_passages(text, pairs, line, following))
    tops = [passage for passage in found if passage.depth == 0]
    for top, marks in _inside(tops, inner):
        nested = _pair_single(text, marks) if not single_first else _stacked(marks)
        found += _passages(text, [(a, b, 1) for a, b, _ in nested if b is not None], top.span, None)
    free = _outside(tops, inner)
    if free:
        loose = _stacked(free) if single_first else _pair_single(text, free)
        closed = [(a, b, 0) for a, b, depth in loose if b is not None and not depth]
        found += [replace(one, loose=True) for one in _passages(text, _apart(closed, tops), line, None)]
    return sorted(found, key=lambda passage: (passage.outer.start, -passage.outer.end))


def _outside(tops: Sequence[Marked], marks: Sequence[Mark]) -> list[Mark]:
    """The marks of the inner kind that stand in no top-level passage."""
    free: list[Mark] = []
    at = 0
    for mark in marks:
        while at < len(tops) and tops[at].outer.end <= mark.start:
            at += 1
        if at == len(tops) or mark.start < tops[at].outer.start:
            free.append(mark)
    return free


def _apart(pairs: Sequence[Pair], tops: Sequence[Marked]) -> list[Pair]:
    """The pairs that hold no top-level passage."""
    kept: list[Pair] = []
    at = 0
    for pair in pairs:
        while at < len(tops) and tops[at].outer.end <= pair[0].start:
            at += 1
        if at == len(tops) or tops[at].outer.start >= _end(pair):
            kept.append(pair)
    return kept


def _inside(tops: Sequence[Marked], marks: Sequence[Mark]) -> Iterator[tuple[Marked, list[Mark]]]:
    """Each top-level passage that holds marks of the inner kind, with them."""
    at = 0
    for top in tops:
        while at < len(marks) and marks[at].start < top.span.start:
            at += 1
        held = []
        while at < len(marks) and marks[at].end <= top.span.end:
            held.append(marks[at])
            at += 1
        if held:
            yield top, held


def _passages(text: str, pairs: Iterable[Pair], line: Span, following: Span | None) -> Iterator[Marked]:
    for opening, closing, depth in pairs:
        stop = None if closing else _lost_close(text, opening.end, line.end)
        start, end = opening.end, closing.start if closing else stop or line.end
        if end < start:
            continue
        outer = Span(opening.start, closing.end if closing else end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        closed = not _is_left_open(closing)
        if start == end or (not closed and end - start < _SHORTEST_OPEN):
            continue
        goes_on = closing is None and stop is None and following is not None
        continued = goes_on and following is not None and _opens_with_mark(text, following)
        yield Marked(Span(start, end), outer, depth, closed, opening.single, continued)


def _is_left_open(closing: Mark | None) -> bool:
    """Whether a closing mark was never printed: there is none, or only the place where one is missed."""
    return closing is None or closing.start == closing.end


def _lost_close(text: str, start: int, end: int) -> int | None:
    """Where a mark that is never closed should stand: `…, Anna Holt said.` ends its paragraph; else None."""
    match = _TOLD.search(text, max(start, end - _TOLD_REACH), end)
    return match.start() + 1 if match and match.start() > start else None


def _opens_with_mark(text: str, line: Span) -> bool:
    return text[line.start : line.start + 2].lstrip()[:1] in set("\"“„«»'‘「『")


def _best_pairs(text: str, marks: list[Mark], end: int) -> list[Pair]:
    """The reading of one paragraph's marks whose passages look most like speech."""
    stacked = _stacked(marks)
    plain = len(marks) % 2 == 0 and all(b is not None and depth == 0 for _, b, depth in stacked)
    if (plain and len(stacked) * 2 == len(marks)) or len(marks) > _MANY_MARKS:
        return stacked
    after = _padded(text, (mark for mark in marks if mark.role is Role.OPENS), lambda mark: mark.end)
    before = _padded(
        text, (mark for mark in marks if mark.role is not Role.OPENS), lambda mark: mark.start - 1
    )
    readings = [stacked, _alternating(marks), _alternating(marks[1:])]
    readings += [_restarting(text, marks, closes) for closes in (str.isalpha, str.islower)]
    return max(readings, key=lambda pairs: _speech_like(text, pairs, end, after=after, before=before))


def _stacked(marks: Sequence[Mark]) -> list[Pair]:
    """Marks paired like brackets: a mark that must open while one is open is nested."""
    pairs: list[Pair] = []
    stack: list[Mark] = []
    for mark in marks:
        opens = mark.role is Role.OPENS or (mark.role is Role.EITHER and not stack)
        if opens:
            if len(stack) < _DEEPEST:
                stack.append(mark)
        elif stack:
            opening = stack.pop()
            pairs.append((opening, mark, min(len(stack), 1)))
    pairs += [(mark, None, min(depth, 1)) for depth, mark in enumerate(stack)]
    return sorted(pairs, key=lambda pair: pair[0].start)


def _alternating(marks: Sequence[Mark]) -> list[Pair]:
    """Marks paired one by one, whatever they look like."""
    return [
        (mark, marks[at + 1] if at + 1 < len(marks) else None, 0)
        for at, mark in enumerate(marks)
        if not at % 2
    ]


def _restarting(text: str, marks: Sequence[Mark], closes: Callable[[str], bool]) -> list[Pair]:
    """A mark that must open while one is open drops the open one: its closing mark was never printed.

    Behind a comma it closes the open one, being the wrong mark, where `closes` says so of the character
    behind it. Behind a full stop it goes on with the speech, as at the beginning of a paragraph whose line
    end was lost.
    """
    pairs: list[Pair] = []
    opening: Mark | None = None
    for mark in marks:
        before, after = _beside(text, mark)
        if opening is not None and mark.role is Role.OPENS and before == "," and closes(after):
            pairs.append((opening, mark, 0))
            opening = None
        elif mark.role is Role.OPENS or (mark.role is Role.EITHER and opening is None):
            if opening is not None and before in _STOPS and after.isupper():
                pairs.append((opening, replace(mark, end=mark.start, role=Role.CLOSES), 0))
            opening = mark
        elif opening is not None:
            pairs.append((opening, mark, 0))
            opening = None
    if opening is not None:
        pairs.append((opening, None, 0))
    return pairs


def _beside(text: str, mark: Mark) -> tuple[str, str]:
    """The characters before and after a mark that are no blanks; empty if there is none near."""
    before, after = text[max(0, mark.start - _NEAR) : mark.start], text[mark.end : mark.end + _NEAR]
    return before.rstrip(" ")[-1:], after.lstrip(" ")[:1]


def _speech_like(text: str, pairs: Sequence[Pair], end: int, *, after: bool, before: bool) -> float:
    """How much the passages of a reading look like speech; higher is better.

    A passage should begin at the start of a sentence or be short, end with punctuation before its mark,
    not begin with a comma and not end before a blank and a small letter without punctuation. Weights
    were set by hand. `after` and `before`: whether a blank after an opening mark and before a closing one is
    how the text is printed.
    """
    score = 0.0
    for opening, closing, depth in pairs:
        if depth:
            continue
        shifted = _behind_comma(text, opening)
        stop = closing.start if closing else end
        inside = text[opening.end : stop]
        first = (inside.lstrip(" ") if after or shifted else inside)[:1]
        last = (inside.rstrip(" ") if before else inside)[-1:]
        score += 1.0 if first.isupper() or first in "…[$¿¡" else -0.5 if first.islower() else -2.0
        score += 1.0 if last in ".,!?…—-;:" else -1.5 if last.isspace() else 0.0
        score -= 1.0 if _is_left_open(closing) else 0.0
        score -= 1.0 if opening.role is Role.CLOSES and not shifted else 0.0
        score -= 1.0 if closing is not None and closing.role is Role.OPENS else 0.0
    return score


def _behind_comma(text: str, mark: Mark) -> bool:
    """Whether a mark stands right behind a comma or colon with its blank on the wrong side: `said," He`."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end + 1 : mark.end + 2]
    return before in {",", ":"} and (after.isupper() or after in {"[", "…"})


def _padded(text: str, marks: Iterable[Mark], at: Callable[[Mark], int]) -> bool:
    """Whether most marks have a blank on their inner side, as tokenisers print them."""
    blanks = [text[at(mark) : at(mark) + 1] == " " for mark in marks]
    return 2 * sum(blanks) > len(blanks)


def _pair_single(text: str, marks: Sequence[Mark]) -> list[Pair]:
    """Single marks paired at word edges; a plural possessive closes only where nothing better follows.

    One that opens and is not closed before the next opens, as in `’s-Hertogenbosch`, is none.
    """
    pairs: list[Pair] = []
    at = 0
    while at < len(marks):
        if marks[at].role is not Role.OPENS:
            at += 1
            continue
        best, step = None, at + 1
        while step < len(marks) and marks[step].role is Role.CLOSES:
            if best is None or not _sure_close(text, marks[best]):
                best = step
            if _sure_close(text, marks[best]):
                break
            step += 1
        if best is None:
            pairs.append((marks[at], None, 0))
            at += 1
        else:
            pairs.append((marks[at], marks[best], 0))
            at = best + 1
    return [pair for pair in pairs[:-1] if pair[1] is not None] + pairs[-1:]


def _sure_close(text: str, mark: Mark) -> bool:
    """Whether a closing single mark cannot be a plural possessive."""
    before = text[mark.start - 1 : mark.start]
    after = text[mark.end : mark.end + 1]
    return before != "s" or not after.isspace()
