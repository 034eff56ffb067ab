"""The words beside a passage that say somebody says it, and who.

One rule guards it: only what stands in the sentence of the passage counts, the nearest first; after a colon
that is what leads to it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part
from quotebrowser.extract.foreign.noun_phrases import Subject
from quotebrowser.extract.foreign.persons import Evidence
from quotebrowser.extract.foreign.verb_forms import (
    auxiliary_of,
    compound,
    is_led,
    is_plural,
    participle_of,
    says,
)
from quotebrowser.extract.foreign.verb_subjects import Clause
from quotebrowser.model import Span

_REACH: Final = 3
"""Tokens between a passage and a verb of saying that begins its clause."""
_REFLEXIVE: Final = frozenset({"s'", "se", "si"})
_REACH_BEFORE: Final = 120
"""Characters between a verb of saying and the passage behind it, where no colon leads to it."""
QUIET: Final = frozenset({Part.COMMA, Part.DASH, Part.STOP, Part.OTHER, Part.CLOSE, Part.OPEN})
"""Signs that may stand between a passage and the words that say who speaks."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying, or a phrase for `according to`, with who speaks."""

    method: str
    span: Span | None
    subject: Subject | None


def find_cue(clause: Clause, place: int, start: int) -> Cue | None:
    """The cue of the passage at a token; what stands before `start` is another passage's."""
    tokens = clause.tokens
    end = next((at for at in range(place + 1, len(tokens)) if tokens[at].part is Part.QUOTE), len(tokens))
    colon = place > start and tokens[place - 1].part is Part.COLON
    if colon:
        behind = _behind(clause, place + 1, end)
        if behind is not None and behind.span and behind.subject and behind.subject.person:
            return behind
        return (
            _so_before(clause, start, place - 1)
            or _before(clause, start, place)
            or _behind(clause, place + 1, end)
            or _colon(clause, start, place)
        )
    first = next((at for at in range(start, place) if tokens[at].part not in QUIET), place)
    behind = _behind(clause, place + 1, end)
    if behind is not None and _is_contested(clause, start, place, behind):
        # The verb behind a passage that another one follows leads in that one.
        behind = None if end < len(tokens) else Cue("after:either", behind.span, behind.subject)
    return (
        _in_brackets(clause, place)
        or behind
        or _so_before(clause, start, place)
        or (_as_says(clause, first, place) if first < place else None)
        or (_for_somebody(clause, first, place) if first < place else None)
        or _before(clause, start, place)
        or _later(clause, place + 1, end)
    )


def _is_contested(clause: Clause, start: int, place: int, behind: Cue) -> bool:
    """Whether a verb of saying before the passage has another person for its subject."""
    person = behind.subject.person if behind.subject else None
    before = _before(clause, start, place) if person is not None and start < place else None
    other = before.subject.person if before and before.subject else None
    return person is not None and other is not None and other.span != person.span


def _in_brackets(clause: Clause, place: int) -> Cue | None:
    """The name before a bracket that holds nothing but the passage: `Jens Holt („…“)`."""
    tokens = clause.tokens
    at = place - 1
    if at < 1 or tokens[at].part is not Part.OPEN:
        return None
    begin = at
    while begin and tokens[begin - 1].capital:
        begin -= 1
    person = clause.persons.person(clause.text, tokens[begin:at], alone=False) if begin < at else None
    if person is None or person.evidence is not Evidence.KNOWN:
        return None
    return Cue("before:bracket", None, Subject(person.span, person, "", at))


def _behind(clause: Clause, at: int, end: int) -> Cue | None:
    """The cue right behind a passage: `„…“, sagte X`, `„…“, so X`, `„…“, X sagte`."""
    tokens = clause.tokens
    while at < end and tokens[at].part in QUIET:
        at += 1
    if at >= end:
        return None
    heard = _according(clause, at, end) or _so(clause, at, end) or _as_says(clause, at, end)
    if heard is not None:
        return heard
    return _verb_behind(clause, at, end) or _unknown_verb(clause, at, end) or _name_first(clause, at, end)


def _verb_behind(clause: Clause, at: int, end: int) -> Cue | None:
    """A verb of saying right behind a passage, its subject behind it."""
    tokens = clause.tokens
    step = at
    while step < end and step - at < _REACH and tokens[step].part is Part.SMALL:
        if tokens[step].low in clause.row.joining:
            return None
        step += 1
    if step >= end:
        return None
    verb = tokens[step]
    if verb.low in clause.row.participles and is_led(clause, step):
        return None
    if says(clause, step, end) or verb.low in clause.row.split:
        span = Span(verb.start, verb.end)
        if clause.row.citing.fullmatch(verb.low) and (cited := clause.cited(step + 1, end)):
            return Cue("after:cited", span, cited)
        return Cue("after:said-X", span, clause.after(step + 1, end, plural=is_plural(clause, step)))
    participle = compound(clause, step, end)
    if participle < 0:
        return None
    verb = tokens[step - 1] if step > at and tokens[step - 1].low in _REFLEXIVE else verb
    subject = clause.after(step + 1, participle) or clause.after(participle + 1, end)
    return Cue("after:said-X", Span(verb.start, tokens[participle].end), subject)


def _name_first(clause: Clause, at: int, end: int) -> Cue | None:
    """A subject right behind a passage, its verb of saying behind it."""
    tokens = clause.tokens
    subject = clause.phrase(at, end)
    if subject is None:
        return None
    step = subject.end
    while step < end and tokens[step].part is Part.SMALL:
        step += 1
    if step < end and (says(clause, step, end) or compound(clause, step, end) >= 0):
        return Cue("after:X-said", Span(tokens[step].start, tokens[step].end), subject)
    return None


def _unknown_verb(clause: Clause, at: int, end: int) -> Cue | None:
    """A word behind a passage and a comma that a name or pronoun follows: `« … », tempère-t-il`."""
    tokens = clause.tokens
    verb = tokens[at]
    if verb.part is not Part.WORD or not at or tokens[at - 1].part not in {Part.COMMA, Part.DASH}:
        return None
    subject = clause.phrase(at + 1, end, alone=False)
    if subject is None:
        return None
    known = subject.person is not None and subject.person.evidence is Evidence.KNOWN
    joined = tokens[at + 1].low.startswith("-")
    if known or joined or subject.pronoun in clause.row.male | clause.row.female:
        return Cue("after:said-X", Span(verb.start, verb.end), subject)
    return None


def _for_somebody(clause: Clause, at: int, end: int) -> Cue | None:
    """`für X`, `para X` at the beginning of a sentence: in the opinion of somebody known."""
    token = clause.tokens[at]
    if token.low not in clause.row.behind or token.low not in clause.row.prepositions:
        return None
    subject = clause.phrase(at + 1, end, alone=False)
    if subject is None or subject.person is None or subject.person.evidence is not Evidence.KNOWN:
        return None
    return Cue("according-to", Span(token.start, token.end), subject)


def _according(clause: Clause, at: int, end: int) -> Cue | None:
    """`laut X`, `nach Angaben von X` at `at`."""
    tokens = clause.tokens
    for size in (3, 2, 1):
        if at + size >= end:
            continue
        words = " ".join(token.low for token in tokens[at : at + size])
        if words in clause.row.according:
            bare = tokens[at + size].part is not Part.OBLIQUE
            subject = clause.phrase(at + size + (not bare), end, alone=bare)
            if subject is not None:
                return Cue("according-to", Span(tokens[at].start, tokens[at + size - 1].end), subject)
    return None


def _so(clause: Clause, at: int, end: int) -> Cue | None:
    """`so X` right behind a passage; `so lautet der Titel` is another."""
    token = clause.tokens[at]
    subject = clause.phrase(at + 1, end) if token.low in clause.row.behind else None
    if subject is None or (subject.end < end and clause.tokens[subject.end].part is Part.WORD):
        return None
    if subject.person is None and token.low in clause.row.prepositions:
        return None
    return Cue("according-to", Span(token.start, token.end), subject)


def _as_says(clause: Clause, at: int, end: int) -> Cue | None:
    """`wie X sagte` at `at`."""
    tokens = clause.tokens
    if tokens[at].low not in clause.row.as_says:
        return None
    subject = clause.phrase(at + 1, end)
    if subject is None:
        return None
    for step in range(subject.end, end):
        if tokens[step].part in {Part.COMMA, Part.STOP, Part.QUOTE}:
            break
        if says(clause, step, end):
            return Cue("according-to", Span(tokens[step].start, tokens[step].end), subject)
    return None


def _so_before(clause: Clause, begin: int, end: int) -> Cue | None:
    """`so X weiter` right before a colon."""
    for at in range(begin + 1, end):
        if clause.tokens[at].low in clause.row.behind and clause.tokens[at - 1].part is Part.COMMA:
            found = _so(clause, at, end)
            if (
                found
                and found.subject
                and all(
                    token.part in {Part.SMALL, Part.COMMA} for token in clause.tokens[found.subject.end : end]
                )
            ):
                return found
    return None


def _before(clause: Clause, begin: int, place: int) -> Cue | None:
    """The cue in the words before a passage, the nearest first."""
    tokens = clause.tokens
    colon = tokens[place - 1].part is Part.COLON if place else False
    for at in range(place - 1, begin - 1, -1):
        token = tokens[at]
        if not colon and tokens[place].start - token.end > _REACH_BEFORE:
            return None
        if says(clause, at, place):
            verb, span = auxiliary_of(clause, begin, at), Span(token.start, token.end)
        elif (participle := participle_of(clause, at, place)) >= 0:
            verb, span = at, Span(token.start, tokens[participle].end)
        else:
            heard = _according(clause, at, place)
            if heard is not None:
                return heard
            continue
        return _reported(clause, begin, verb, place, span)
    return None


def _reported(clause: Clause, begin: int, verb: int, place: int, span: Span) -> Cue:
    """The subject of a verb before a passage, by the order of the language."""
    tokens = clause.tokens
    plural = is_plural(clause, verb)
    if clause.row.citing.fullmatch(tokens[verb].low) and (cited := clause.cited(verb + 1, place)):
        return Cue("before:cited", span, cited)
    left = clause.before(begin, verb, plural=plural)
    right = clause.after(verb + 1, place, plural=plural)
    if right is not None and right.person is None and clause.row.naming.fullmatch(tokens[verb].low):
        right = right if right.pronoun else None
    if clause.row.verb_second:
        opening = tokens[verb - 1] if verb > begin else None
        fronted = left is None or (left.end < verb and _opened_by_other(clause, begin))
        joined = opening is not None and opening.part in {Part.SMALL, Part.COMMA}
        bare = left is None or (left.end == begin + 1 and not left.pronoun and not _is_sure(left))
        other = bare or not (left and (left.person or left.pronoun))
        if right is not None and (
            fronted
            or (other and tokens[verb + 1].low in clause.row.nominative)
            or (bare and right.person)
            or (other and right.person and clause.row.plain.fullmatch(tokens[verb].low))
            or (joined and right.person and other)
        ):
            contested = not bare and right.person is not None and not fronted
            return Cue("before:either" if contested else "before:said-X", span, right)
        if left is not None:
            return Cue("before:X-said", span, left)
        return Cue("before:said-X", span, right)
    if clause.row.verb_first and right is not None:
        return Cue("before:said-X", span, right)
    if left is not None and (left.person or left.pronoun or right is None or not right.person):
        return Cue("before:X-said", span, left)
    return Cue("before:said-X", span, right)


def _is_sure(subject: Subject) -> bool:
    return subject.person is not None and subject.person.evidence > Evidence.WEAK


def _opened_by_other(clause: Clause, begin: int) -> bool:
    first = next((token for token in clause.tokens[begin:] if token.part not in QUIET), None)
    return first is not None and first.part in {Part.PREPOSITION, Part.OBLIQUE, Part.SMALL}


def _colon(clause: Clause, begin: int, place: int) -> Cue:
    """The subject of any clause that ends with a colon before a passage."""
    end = place - 1
    tokens = clause.tokens
    row = clause.row
    first = clause.before(begin, end) if row.verb_second or not row.capitals else _opening(clause, begin, end)
    if row.verb_second and _opened_by_other(clause, begin):
        verb = _some_verb(clause, begin, end)
        first = clause.after(verb + 1, end) if verb >= 0 else first
    if first is None or (first.person is None and not first.pronoun):
        first = _inverted(clause, begin, end) or first
    at = next((at for at in range(begin, end) if tokens[at].part not in QUIET), end)
    if at < end and tokens[at].low in row.possessives and (first is None or first.person is None):
        owner = next(iter(row.male if tokens[at].low.startswith("s") else row.female), "")
        first = Subject(Span(tokens[at].start, tokens[at].end), None, owner, at + 1)
    return Cue("before:colon", None, first)


def _opening(clause: Clause, begin: int, end: int) -> Subject | None:
    """The phrase that opens a clause."""
    at = next((at for at in range(begin, end) if clause.tokens[at].part not in {Part.SMALL, *QUIET}), end)
    return clause.phrase(at, end)


def _inverted(clause: Clause, begin: int, end: int) -> Subject | None:
    """A pronoun or known name right behind a verb that is not known: `Das Angebot lehnt er ab`."""
    tokens = clause.tokens
    if not clause.row.verb_second:
        return None
    for at in range(begin + 1, end):
        if tokens[at - 1].part is not Part.WORD:
            continue
        if tokens[at].low in clause.row.male | clause.row.female:
            return clause.phrase(at, end)
        if tokens[at].capital and tokens[at].part is Part.NAME:
            found = clause.phrase(at, end, alone=False)
            if found and found.person and found.person.evidence is Evidence.KNOWN:
                return found
    return None


def _some_verb(clause: Clause, begin: int, end: int) -> int:
    """Where the finite verb stands behind what opens a clause; -1: nowhere."""
    tokens = clause.tokens
    for at in range(begin + 1, end):
        if tokens[at].low in clause.row.auxiliaries:
            return at
        if tokens[at].part is Part.WORD and tokens[at - 1].part in {
            Part.NAME, Part.NOUN, Part.OFFICE, Part.SMALL, Part.COMMA, Part.NUMBER,
        }:  # fmt: skip
            return at
    return -1


def _later(clause: Clause, at: int, end: int) -> Cue | None:
    """The cue farther behind a passage, behind a comma: `„…“ sei vorbei, sagte X`."""
    tokens = clause.tokens
    for one, other in pairwise(range(at, end)):
        if tokens[one].part is not Part.COMMA:
            continue
        heard = _according(clause, other, end) or _so(clause, other, end) or _as_says(clause, other, end)
        if heard is not None:
            return heard
        if says(clause, other, end):
            subject = clause.after(other + 1, end, plural=is_plural(clause, other))
            if subject is not None:
                return Cue("after:said-X", Span(tokens[other].start, tokens[other].end), subject)
    return None
