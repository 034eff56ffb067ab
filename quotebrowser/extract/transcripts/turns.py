"""A text as a record: the turns that its labels open, who speaks in each, and which of its words are speech.

One rule guards it: a turn has all that stands between its label and the next, and nothing is said that has no
turn.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from quotebrowser.extract.marks.unmarked_speech import ROLES
from quotebrowser.extract.transcripts.first_look import Sign
from quotebrowser.extract.transcripts.labels import Label, is_nobody, milliseconds
from quotebrowser.extract.transcripts.layout_table import LAYOUTS, Layout, Sheet, labels_of
from quotebrowser.extract.transcripts.speech import spoken
from quotebrowser.model import Article, Form, Moment, Span, apart
from quotebrowser.names import is_title_word

_FEW: Final = 3
_LINE: Final = re.compile(r"[^\r\n]+")
_FACTS: Final = re.compile(r"(---|\+\+\+)[ \t]*\r?\n.{0,20000}?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TIMED: Final = re.compile(r"\\?[\[(](\d{1,2}:\d{2}(?::\d{2})?)\\?[\])]")
"""A time code among the words: `[28:05]`."""
_MIXED: Final = re.compile(
    r"(?:Mc|Mac|De|La|Di|Van|von|of|and|the)(?:[A-Z'’-]+)?\Z|[A-Z][a-z]{1,2}\.\Z|#?\d+\Z"
)
"""What of a name in capitals is none: `Mr. McCONNELL`, `UNIDENTIFIED MALE 2`."""
_MOST_NAMES: Final = 200
"""Names that are looked for within lines; a parliament's day has 150."""
_CHANGE: Final = re.compile(r">>+[ \t]?")
_BEFORE_A_LABEL: Final = r"(?<=[.?!)\]\"”—–-] )"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says from a label to the next."""

    label: Label | None
    """None where nothing says who speaks, as in captions."""
    spans: tuple[Span, ...]
    """Its sentences, without stage directions and page furniture."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was said, in order."""

    form: Form
    """Transcript or captions."""
    turns: tuple[Turn, ...]
    """At least one, each with words."""
    times: tuple[Moment, ...]
    """The time codes printed in the text, in order."""
    start: int
    """Where the first turn begins: what stands before is no speech."""


def record_of(article: Article, signs: frozenset[Sign]) -> Record | None:
    """The turns of an article of which a first look has found `signs`; None where it is a report."""
    text = article.text
    said = article.facts.form
    form = article.form if said is not None else None
    facts = _FACTS.match(text)
    start = facts.end() if facts else 0
    if article.labels:
        labels = [_set(text, span) for span in article.labels]
    else:
        found = _proved(article, start, form, signs)
        if found is None:
            return None
        labels = found
    turns = tuple(_turns(article, labels, start, captions=form is Form.CAPTIONS))
    if not turns:
        return None
    form = form or Form.TRANSCRIPT
    begin = turns[0].label.span.start if turns[0].label else turns[0].spans[0].start
    return Record(form, turns, article.times or tuple(_times(text, labels)), begin)


def _set(text: str, span: Span) -> Label:
    """A label that the reader of a file of turns has set before the words: `Anna Holt: `."""
    said = span.of(text).strip().rstrip(":")
    return Label(span, Span(span.start, span.start + len(said)), said)


def _proved(article: Article, start: int, form: Form | None, signs: frozenset[Sign]) -> list[Label] | None:
    """The labels of the row that is proved and has most of them; None if none is."""
    text = article.text
    lines = list(_lines(text, start))
    best: list[Label] = []
    for layout in LAYOUTS:
        if signs.isdisjoint(layout.signs):
            continue
        labels = labels_of(layout, text, lines)
        if not labels:
            continue
        sheet = Sheet(text, labels, article.title, start)
        if layout.proof(sheet) or (form and _is_given(layout, sheet)):
            best = max(best, _kept(layout, text, labels), key=len)
    if form is Form.CAPTIONS:
        best = _with_changes(text, lines, best)
    elif not best:
        return None
    return _with_inner(text, best)


def _with_changes(text: str, lines: Iterable[Span], labels: Sequence[Label]) -> list[Label]:
    """The labels, with the signs of captions (`>>`) for another speaker, who is not named."""
    known = {label.span.start for label in labels}
    signs = (_CHANGE.match(text, line.start, line.end) for line in lines if line.start not in known)
    changes = [Label(Span(*sign.span()), Span(sign.start(), sign.start()), "") for sign in signs if sign]
    return sorted([*labels, *changes], key=lambda label: label.span)


def _is_given(layout: Layout, sheet: Sheet) -> bool:
    """Whether labels are enough where it is known that a text is a transcript: one may speak all the time."""
    if layout.alone:
        return sheet.regular
    return max(sheet.names.values()) > 1 or sheet.spoken > sheet.lead


def _lines(text: str, start: int) -> Iterator[Span]:
    for line in _LINE.finditer(text, start):
        if not line[0].isspace():
            yield Span(*line.span())


def _kept(layout: Layout, text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels without those that are made otherwise than the rest, as `Look: …` within a speech."""
    counts = Counter(label.who for label in labels)
    often = {name for name, count in counts.items() if count > 1}
    if layout.alone:
        return [label for label in labels if label.who in often]
    loud = sum(label.plain.isupper() for label in labels) > len(labels) / 2
    bold = sum("**" in label.span.of(text) for label in labels) > len(labels) / 2
    timed = sum(label.time is not None for label in labels) > len(labels) / 2

    def is_one(label: Label) -> bool:
        name, words = label.plain, label.plain.split()
        if timed:
            return label.time is not None
        if is_nobody(name):
            return True
        if loud:
            return all(word.isupper() or word in often or _MIXED.match(word) for word in words)
        if label.who in often:
            return True
        if bold:
            return "**" in label.span.of(text)
        named = len(words) > 1 and all(word[:1].isupper() for word in words)
        return named or label.who in ROLES or is_title_word(words[0])

    return [label for label in labels if is_one(label)]


def _with_inner(text: str, labels: list[Label]) -> list[Label]:
    """The labels, with those that stand within a line: `… a minute. BUSH: No.`, in capitals alone."""
    loud = Counter(label.said for label in labels if label.plain.isupper() and len(label.plain) > _FEW)
    names = [name for name, _ in loud.most_common(_MOST_NAMES)]
    if not names:
        return labels
    choices = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    inner = [
        Label(Span(*found.span()), Span(*found.span("name")), found["name"])
        for found in re.finditer(rf"{_BEFORE_A_LABEL}(?P<name>{choices}): ", text)
    ]
    taken = [label.span for label in labels]
    apart_from = {span.start for span in apart([label.span for label in inner], taken)}
    return sorted(
        [*labels, *(label for label in inner if label.span.start in apart_from)], key=lambda label: label.span
    )


def _turns(article: Article, labels: Sequence[Label], start: int, *, captions: bool) -> Iterator[Turn]:
    """The turns of an article, in order; captions begin to speak before the first label."""
    text = article.text
    opened: list[tuple[Label | None, int]] = [(label, label.span.end) for label in labels]
    ends = [label.span.start for label in labels]
    if captions:
        opened.insert(0, (None, start))
    else:
        del ends[0]
    for (label, begin), end in zip(opened, [*ends, len(text)], strict=True):
        spans = tuple(spoken(text, Span(begin, end), article.furniture, last=end == len(text)))
        if spans:
            yield Turn(label, spans)


def _times(text: str, labels: Sequence[Label]) -> Iterator[Moment]:
    """The time codes of labels and among the words, as long as they rise."""
    found = [(label.span.start, label.time) for label in labels]
    if any(time is not None for _, time in found):
        places = [Span(*match.span()) for match in _TIMED.finditer(text)]
        within = apart(places, [label.span for label in labels])
        found += [(span.start, milliseconds(span.of(text))) for span in within]
    latest = -1
    for offset, time in sorted(found, key=itemgetter(0)):
        if time is not None and time >= latest:
            latest = time
            yield Moment(offset, time)
