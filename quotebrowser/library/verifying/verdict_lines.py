"""A verdict as lines: what the terminal, the reports and whoever else shows one says in the same words.

One rule guards it: nothing is dropped: each source's warnings are said, and whatever is not shown is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from quotebrowser.library.verifying.verdicts import Verdict, Wording
from quotebrowser.model import Form

_NEAR: Final = 5
"""Wordings that differ which are shown where nothing agrees."""


class Role(Enum):
    """What a line is."""

    VERDICT = "verdict"
    WORDING = "wording"
    SOURCE = "source"
    DETAIL = "detail"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A line of a verdict, as it came from the articles: `text.safe_line` is for whoever shows it."""

    role: Role
    """What it is."""
    depth: int
    """How far it is set in, in steps."""
    text: str
    """The words."""
    wording: Wording | None = None
    """The wording it is of; None for the verdict itself."""


def sign(verdict: Verdict) -> str:
    """A sign that tells whether the words may be printed as they are."""
    return "✔" if verdict.holds else "✘"


def heading(verdict: Verdict) -> str:
    """The verdict in a sentence, without the words that were checked."""
    if verdict.speaker_warning:
        return f"{verdict.sentence}, but as another person's words"
    best = verdict.best
    warned = best is not None and best.is_quoted and not verdict.parts and verdict.warnings
    return f"{verdict.sentence}, with a warning" if warned else verdict.sentence


def lines(verdict: Verdict) -> Iterator[VerdictLine]:
    """All lines of a verdict, its parts' below it."""
    yield from _lines(verdict, f"{sign(verdict)} {heading(verdict)}", 0)


def _lines(verdict: Verdict, title: str, depth: int) -> Iterator[VerdictLine]:
    yield VerdictLine(Role.VERDICT, depth, f"{title}: “{verdict.text}”")
    if verdict.speaker_warning:
        yield VerdictLine(Role.WARNING, depth + 1, verdict.speaker_warning)
    for warning in verdict.by_records:
        yield VerdictLine(Role.WARNING, depth + 1, warning)
    for number, part in enumerate(verdict.parts, 1):
        yield from _lines(part, f"part {number}, {_lowered(heading(part))}", depth + 1)
    if verdict.lacking and verdict.best is not None:
        yield VerdictLine(Role.DETAIL, depth + 1, verdict.lacking)
    if verdict.parts:
        return
    listed = shown(verdict)
    for wording in listed:
        yield from _of_wording(
            wording, depth + 1, warns=not verdict.is_settled or wording.form is Form.TRANSCRIPT
        )
    left = len(verdict.wordings) - len(listed)
    if left:
        yield VerdictLine(Role.DETAIL, depth + 1, f"{left} more wording{'s' * (left > 1)} with other words")


def shown(verdict: Verdict) -> tuple[Wording, ...]:
    """The wordings worth a look: those that agree and other printings of them, else the nearest."""
    good = tuple(one for one in verdict.wordings if one.is_quoted or one.tier == "unquoted" or one.same)
    return good if verdict.best is not None and verdict.best in good else verdict.wordings[:_NEAR]


def _of_wording(wording: Wording, depth: int, *, warns: bool) -> Iterator[VerdictLine]:
    """Its lines; where a transcript has settled the matter, what others print warns of nothing."""
    title = "what is printed" if wording.tier == "near" else _lowered(wording.sentence)
    if wording.form.is_record and not wording.is_quoted:
        what = "record has" if wording.form is Form.TRANSCRIPT else "captions have"
        title = f"what the {what}{wording.at}"
    elif wording.same and not wording.is_quoted:
        title = "another printing"
    yield VerdictLine(Role.WORDING, depth, f"{title}: “{wording.printed}”", wording)
    for source in wording.sources:
        yield VerdictLine(Role.SOURCE, depth + 1, source.line, wording)
    for text in (*wording.differences, *wording.notes):
        yield VerdictLine(Role.DETAIL, depth + 1, text, wording)
    if wording.level.may_change_meaning:
        yield VerdictLine(Role.DETAIL, depth + 1, wording.level.words, wording)
    for text in wording.warnings:
        yield VerdictLine(Role.WARNING if warns else Role.DETAIL, depth + 1, text, wording)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
