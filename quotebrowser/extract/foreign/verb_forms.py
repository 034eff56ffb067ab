"""Verbs of saying in a sentence: finite ones, those in two parts, participles with their auxiliary.

One rule guards it: a participle says something only with its auxiliary.
"""

from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part
from quotebrowser.extract.foreign.verb_subjects import Clause

_COMPOUND_REACH: Final = 30
"""Tokens between an auxiliary and its participle."""


def says(clause: Clause, at: int, end: int) -> bool:
    """Whether a finite verb of saying stands at `at`; one that is split needs its other part before `end`."""
    token = clause.tokens[at]
    row = clause.row
    if token.low in row.saying:
        return True
    parts = row.split.get(token.low)
    return parts is not None and any(other.low in parts for other in clause.tokens[at + 1 : end])


def compound(clause: Clause, at: int, end: int, *, over: bool = False) -> int:
    """Where the participle of saying stands whose auxiliary is at `at`; -1: there is none.

    With `over` it may stand behind a passage: `hat den Plan „mutig“ genannt`.
    """
    row = clause.row
    if clause.tokens[at].low not in row.auxiliaries:
        return -1
    for step in range(at + 1, min(end, at + _COMPOUND_REACH)):
        if clause.tokens[step].low in row.participles:
            return step
        part = clause.tokens[step].part
        if part is Part.STOP or (part is Part.QUOTE and not over):
            break
    return -1


def participle_of(clause: Clause, at: int, place: int) -> int:
    """The participle of an auxiliary before a passage, which German and Dutch print behind it too."""
    found = compound(clause, at, place)
    if found < 0 and clause.tokens[at].low in clause.row.active:
        found = compound(clause, at, len(clause.tokens), over=True)
    return found


def is_plural(clause: Clause, at: int) -> bool:
    """Whether a verb has more than one subject."""
    return clause.row.plural.fullmatch(clause.tokens[at].low) is not None


def is_led(clause: Clause, at: int) -> bool:
    """Whether the auxiliary of a participle stands before the passage in front of it."""
    lead = clause.tokens[max(0, at - _COMPOUND_REACH) : at]
    return any(token.low in clause.row.active for token in lead)


def auxiliary_of(clause: Clause, begin: int, verb: int) -> int:
    """Where the auxiliary stands of a participle that looks like a finite verb; else that verb itself."""
    if clause.tokens[verb].low not in clause.row.participles:
        return verb
    for at in range(verb - 1, begin - 1, -1):
        if clause.tokens[at].low in clause.row.auxiliaries:
            return at
        if clause.tokens[at].part in {Part.COMMA, Part.QUOTE}:
            break
    return verb
