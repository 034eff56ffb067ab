"""Who said each passage of an article in another language, and what the passage is.

One rule guards it: a noun never becomes a person. Where the words beside a passage name nobody the speaker
is the one who spoke last, marked uncertain, or the words printed, or nobody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token, sentences, tokens
from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.extract.foreign.persons import Evidence, Person, Persons, run_end
from quotebrowser.extract.foreign.spoken_kind import Hint, is_reported, kind_alone, kind_of
from quotebrowser.extract.foreign.subjects import Clause, Subject
from quotebrowser.extract.foreign.unspaced_speech import heard
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Kind, Span
from quotebrowser.names import HONORIFICS, Gender, is_title_word, key

_SAID: Final = 0.95
_SURE: Final = {"before:said-X": 0.88, "before:colon": 0.92, "subject": 0.9}
"""How often a name is right by the way it was found, fitted on German news; `_SAID` for other ways."""
_WEAK: Final = 0.85
"""Of a name that only its place makes one."""
_PLAIN: Final = 0.7
"""Of a name in a script without capital letters, set by hand: there is no news to fit it on."""
_CARRIED: Final = 0.9
_NEARBY: Final = 0.85
_DESCRIBED: Final = 0.8
_PRONOUN: Final = 0.55
"""A pronoun, or no subject, stands for who spoke last: marked uncertain."""
_REACH: Final = 3
"""Tokens between a passage and a verb of saying that begins its clause."""
_PARTICIPLE: Final = re.compile(r"(?:be|ge|er|ver|ent|zer)\w{3,}t|\w+end")
"""German participles that open a sentence and look like names: `Besorgt`, `Relativierend`."""
_LONGEST_RANK: Final = 20
_REFLEXIVE: Final = frozenset({"s'", "se", "si"})
_CLOSING: Final = frozenset("\"”“»«’'")
_REACH_BEFORE: Final = 120
"""Characters between a verb of saying and the passage behind it, where no colon leads to it."""
_QUIET: Final = frozenset({Part.COMMA, Part.DASH, Part.STOP, Part.OTHER, Part.CLOSE, Part.OPEN})


@dataclass(frozen=True, slots=True)
class Said:
    """What was found beside a passage."""

    kind: Kind
    """Of the passage."""
    source: Span | None
    """The words that say who speaks, or None."""
    name: str
    """The full name, as far as the article tells it; empty where none is known."""
    cue: Span | None
    """The verb of saying."""
    method: str
    """Reason code."""
    confidence: float
    """How likely it is right."""
    title: str = ""
    """Rank or office before the name, as printed."""


NOBODY: Final = Said(Kind.MENTION, None, "", None, "none", 0.0)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying, or a phrase for `according to`, with who speaks."""

    method: str
    span: Span | None
    subject: Subject | None


def attribute(text: str, lines: Sequence[Span], passages: Sequence[Marked], row: Row | None) -> list[Said]:
    """What each top-level passage is and who said it, in order; nobody is named without a row."""
    if row is None:
        return [replace(NOBODY, kind=kind_alone(passage.span.of(text), passage)) for passage in passages]
    if not row.spaced:
        return _in_signs(text, lines, passages, row)
    persons = Persons(row)
    read: list[tuple[list[Marked], list[Token]]] = []
    at = 0
    for line in lines:
        held = []
        while at < len(passages) and passages[at].outer.start < line.end:
            held.append(passages[at])
            at += 1
        found = tokens(text, line, [one.outer for one in held], row)
        persons.observe(text, found)
        if held:
            read.append((held, found))
    persons.settle()
    story = _Story(text, row, persons)
    return [said for held, found in read for said in story.paragraph(held, found)]


def _in_signs(text: str, lines: Sequence[Span], passages: Sequence[Marked], row: Row) -> list[Said]:
    """The same in a language that writes words together."""
    found: list[Said] = []
    last = ""
    for one in heard(text, lines, passages, row):
        name, method, confidence = one.name, one.method, _PLAIN
        if not name and last and (one.pronoun or (one.source is None and one.cue is not None)):
            name, method, confidence = last, "pronoun", _PRONOUN
        last = name or last
        found.append(Said(one.kind, one.source, name, one.cue, method, confidence))
    return found


class _Story:
    """An article that is read from its beginning, with who spoke last."""

    def __init__(self, text: str, row: Row, persons: Persons) -> None:
        self.text = text
        self.row = row
        self.persons = persons
        self.last = ""
        """The last speaker with a name."""
        self.near = ""
        """Who is named first in the last sentence of the paragraph that names anybody."""
        self.far = ""
        self.spoken: set[int] = set()
        """Where the passages stand in the sentence that were found to be speech."""
        """The same of the paragraphs before."""

    def paragraph(self, held: Sequence[Marked], found: Sequence[Token]) -> Iterator[Said]:
        """What each passage of a paragraph is, in order."""
        self.far, self.near = self.near or self.far, ""
        places = [at for at, token in enumerate(found) if token.part is Part.QUOTE]
        before: Said | None = None
        spans = sentences(self.text, found, capitals=self.row.capitals)
        number = 0
        for begin, end in spans:
            clause = Clause(self.text, found[begin:end], self.row, self.persons)
            self.spoken = set()
            inside = [place - begin for place in places if begin <= place < end]
            for nth, place in enumerate(inside):
                passage = held[number]
                said = self._said(clause, place, passage, first=not nth, before=before)
                if said.name and said.kind is not Kind.MENTION:
                    self.last = said.name
                before = said
                if said.kind is not Kind.MENTION:
                    self.spoken.add(place)
                yield said
                number += 1
            self.near = self._first_person(clause) or self.near

    def _adjoins(self, passage: Marked) -> bool:
        """Whether another passage ends right before one."""
        return self.text[: passage.outer.start].rstrip(" .,;\xa0")[-1:] in _CLOSING

    def _first_person(self, clause: Clause) -> str:
        """The full name of who is named first in a sentence; empty for nobody."""
        tokens = clause.tokens
        at = 0
        while at < len(tokens):
            if tokens[at].capital and tokens[at].part in {Part.NAME, Part.OFFICE}:
                end = run_end(tokens, at, self.row)
                person = self.persons.person(self.text, tokens[at:end], alone=False)
                name = self._full(person) if person is not None else ""
                if " " in name and person and person.evidence is Evidence.KNOWN:
                    return name
                at = end
            at += 1
        return ""

    def _full(self, person: Person) -> str:
        printed = person.span.of(self.text)
        words = key(printed).split()
        return self.persons.full.get(words[-1], printed) if len(words) == 1 else printed

    def _said(self, clause: Clause, place: int, passage: Marked, *, first: bool, before: Said | None) -> Said:
        opens = all(token.part in _QUIET for token in clause.tokens[:place])
        cue = self._cue(clause, place)
        if cue is None and not first and before is not None and before.method != "none":
            kind = kind_of(passage, clause, place, Hint.LED)
            return replace(before, kind=kind, method="carried", confidence=min(before.confidence, _CARRIED))
        if cue is None:
            follows = first and opens and before is not None and bool(before.name)
            kind = kind_of(passage, clause, place, Hint.LED if follows else Hint.NONE)
            if kind is Kind.MENTION:
                return replace(NOBODY, kind=kind)
            if follows and before and before.method.startswith("before") and self._adjoins(passage):
                return replace(NOBODY, kind=kind)
            if kind is Kind.STATEMENT and follows and before is not None:
                return replace(
                    before, kind=kind, method="carried", confidence=min(before.confidence, _CARRIED)
                )
            subject = clause.before(0, place) if place else None
            near = subject is not None and clause.tokens[place].start - subject.span.end <= _REACH_BEFORE
            if subject is not None and subject.person is not None and near:
                return self._resolved(Cue("subject", None, subject), kind)
            if self.near and (opens or is_reported(clause, place)):
                return Said(kind, None, self.near, None, "nearby", _NEARBY)
            return replace(NOBODY, kind=kind)
        behind = cue.subject.span.end if cue.subject else -1
        if cue.span is not None and _names(self.row, cue.span.of(self.text).lower(), cue.subject):
            return replace(NOBODY, kind=Kind.MENTION)
        kind = kind_of(passage, clause, place, Hint.SAID if cue.span or _speaks(cue) else Hint.LED, behind)
        said = self._resolved(cue, kind)
        alone = cue.subject is None and not said.name and said.confidence < _DESCRIBED
        if alone and before is not None and before.name and (not first or _only_small(clause, place)):
            return replace(
                before, kind=kind, cue=cue.span, method="carried", confidence=min(before.confidence, _CARRIED)
            )
        return said

    def _resolved(self, cue: Cue, kind: Kind) -> Said:
        subject = cue.subject
        if cue.span is not None and cue.span.of(self.text).lower() in self.row.documents:
            return Said(kind, None, "", cue.span, cue.method, _DESCRIBED)
        if subject is not None and subject.person is not None and not self._is_trusted(cue):
            subject = replace(subject, person=None)
        if subject is not None and subject.person is not None:
            name = self._full(subject.person)
            if not self.row.capitals and " " in name:
                self.persons.full.setdefault(key(name).split()[-1], name)
            weak = subject.person.evidence is Evidence.WEAK
            confidence = _WEAK if weak else _SURE.get(cue.method, _SAID)
            confidence = confidence if self.row.capitals else _PLAIN
            rank = self._rank(subject.person.span)
            return Said(kind, subject.person.span, name, cue.span, cue.method, confidence, rank)
        if cue.method == "before:colon" and not (subject and subject.pronoun):
            return replace(NOBODY, kind=kind)
        if subject is not None and not subject.pronoun:
            return Said(kind, subject.span, "", cue.span, cue.method, _DESCRIBED)
        source = subject.span if subject else None
        if subject is None and not self.row.drops_subject:
            return Said(kind, None, "", cue.span, cue.method, _PRONOUN)
        for name in (self.near, self.last, self.far):
            if name and self._may_be(name, subject):
                return Said(kind, source, name, cue.span, "pronoun", _PRONOUN)
        return Said(kind, source, "", cue.span, cue.method, _PRONOUN)

    def _rank(self, name: Span) -> str:
        """The rank printed before a name (`General`), where it is one that is cited with it."""
        words = self.text[max(0, name.start - _LONGEST_RANK) : name.start].split()
        rank = words[-1] if words else ""
        return rank if is_title_word(rank) and rank.rstrip(".").lower() not in HONORIFICS else ""

    def _is_trusted(self, cue: Cue) -> bool:
        """Whether a name may be taken as printed.

        Words that only their place makes a name are one where the article prints them again; behind `according
        to` a Slavic name is in another case.
        """
        person = cue.subject.person if cue.subject else None
        if person is None:
            return True
        word = key(person.span.of(self.text))
        if cue.method == "according-to" and self.row.bare_nouns:
            return person.span.of(self.text).split()[0] in self.row.given
        if person.evidence > Evidence.WEAK:
            return True
        if cue.method in {"subject", "before:colon"} and self.row.nouns_capital:
            return False
        if cue.method == "before:X-said" and self.row.bare_nouns:
            return self.persons.inner[word] > 0
        return self.persons.counts[word] > 1 or not _PARTICIPLE.fullmatch(word)

    def _may_be(self, name: str, subject: Subject | None) -> bool:
        """Whether a pronoun, or no subject, can stand for a person."""
        if subject is None:
            return True
        gender = self.persons.gender(name)
        if subject.pronoun in self.row.male:
            return gender is not Gender.FEMALE
        return subject.pronoun in self.row.female and gender is not Gender.MALE

    def _cue(self, clause: Clause, place: int) -> Cue | None:
        tokens = clause.tokens
        start = max((at + 1 for at in self.spoken if at < place), default=0)
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
        first = next((at for at in range(start, place) if tokens[at].part not in _QUIET), place)
        return (
            _in_brackets(clause, place)
            or _behind(clause, place + 1, end)
            or _so_before(clause, start, place)
            or (_as_says(clause, first, place) if first < place else None)
            or _before(clause, start, place)
            or _later(clause, place + 1, end)
        )


def _only_small(clause: Clause, place: int) -> bool:
    """Whether nothing but small words leads to a passage: `Und: „…“`."""
    lead = clause.tokens[:place]
    return bool(lead) and all(token.part in {Part.SMALL, Part.COLON, *_QUIET} for token in lead)


def _speaks(cue: Cue) -> bool:
    subject = cue.subject
    return subject is not None and subject.person is not None


def _names(row: Row, verb: str, subject: Subject | None) -> bool:
    """Whether people call something by a name: `die Anwohner nennen es`, `das nennt man`."""
    if row.naming.fullmatch(verb) is None:
        return False
    if subject is not None and subject.pronoun:
        return subject.pronoun in row.impersonal
    return row.plural.fullmatch(verb) is not None


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


def _finite(clause: Clause, at: int, end: int) -> bool:
    """Whether a finite verb of saying stands at `at`; one that is split needs its other part before `end`."""
    token = clause.tokens[at]
    row = clause.row
    if token.low in row.saying:
        return True
    parts = row.split.get(token.low)
    return parts is not None and any(other.low in parts for other in clause.tokens[at + 1 : end])


def _compound(clause: Clause, at: int, end: int) -> int:
    """Where the participle of saying stands whose auxiliary is at `at`; -1: there is none."""
    row = clause.row
    if clause.tokens[at].low not in row.auxiliaries:
        return -1
    for step in range(at + 1, min(end, at + 30)):
        if clause.tokens[step].low in row.participles:
            return step
        if clause.tokens[step].part in {Part.STOP, Part.QUOTE}:
            break
    return -1


def _is_plural(clause: Clause, at: int) -> bool:
    return clause.row.plural.fullmatch(clause.tokens[at].low) is not None


def _behind(clause: Clause, at: int, end: int) -> Cue | None:
    """The cue right behind a passage: `„…“, sagte X`, `„…“, so X`, `„…“, X sagte`."""
    tokens = clause.tokens
    while at < end and tokens[at].part in _QUIET:
        at += 1
    if at >= end:
        return None
    heard = _according(clause, at, end) or _so(clause, at, end) or _as_says(clause, at, end)
    if heard is not None:
        return heard
    step = at
    while step < end and step - at < _REACH and tokens[step].part is Part.SMALL:
        step += 1
    if step < end:
        verb = tokens[step]
        if _finite(clause, step, end) or verb.low in clause.row.split:
            plural = _is_plural(clause, step)
            if clause.row.citing.fullmatch(verb.low) and (cited := clause.cited(step + 1, end)):
                return Cue("after:cited", Span(verb.start, verb.end), cited)
            return Cue("after:said-X", Span(verb.start, verb.end), clause.after(step + 1, end, plural=plural))
        participle = _compound(clause, step, end)
        if participle >= 0:
            verb = tokens[step - 1] if step > at and tokens[step - 1].low in _REFLEXIVE else verb
            subject = clause.after(step + 1, participle) or clause.after(participle + 1, end)
            return Cue("after:said-X", Span(verb.start, tokens[participle].end), subject)
    subject = clause.phrase(at, end)
    if subject is None:
        return None
    step = subject.end
    while step < end and tokens[step].part is Part.SMALL:
        step += 1
    if step < end and (_finite(clause, step, end) or _compound(clause, step, end) >= 0):
        return Cue("after:X-said", Span(tokens[step].start, tokens[step].end), subject)
    return None


def _according(clause: Clause, at: int, end: int) -> Cue | None:
    """`laut X`, `nach Angaben von X` at `at`."""
    tokens = clause.tokens
    for size in (3, 2, 1):
        if at + size > end:
            continue
        words = " ".join(token.low for token in tokens[at : at + size])
        if words in clause.row.according:
            bare = tokens[at + size].part is not Part.OBLIQUE if at + size < end else True
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
        if _finite(clause, step, end):
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
        if _finite(clause, at, place):
            verb, span = _auxiliary(clause, begin, at), Span(token.start, token.end)
        elif (participle := _compound(clause, at, place)) >= 0:
            verb, span = at, Span(token.start, tokens[participle].end)
        else:
            heard = _according(clause, at, place)
            if heard is not None:
                return heard
            continue
        return _reported(clause, begin, verb, place, span)
    return None


def _auxiliary(clause: Clause, begin: int, verb: int) -> int:
    """Where the auxiliary stands of a participle that looks like a finite verb; else that verb itself."""
    if clause.tokens[verb].low not in clause.row.participles:
        return verb
    for at in range(verb - 1, begin - 1, -1):
        if clause.tokens[at].low in clause.row.auxiliaries:
            return at
        if clause.tokens[at].part in {Part.COMMA, Part.QUOTE}:
            break
    return verb


def _reported(clause: Clause, begin: int, verb: int, place: int, span: Span) -> Cue:
    """The subject of a verb before a passage, by the order of the language."""
    tokens = clause.tokens
    plural = _is_plural(clause, verb)
    if clause.row.citing.fullmatch(tokens[verb].low) and (cited := clause.cited(verb + 1, place)):
        return Cue("before:cited", span, cited)
    left = clause.before(begin, verb, plural=plural)
    right = clause.after(verb + 1, place, plural=plural)
    if right is not None and right.person is None and clause.row.naming.fullmatch(tokens[verb].low):
        right = right if right.pronoun else None
    if clause.row.verb_second:
        opening = tokens[verb - 1] if verb > begin else None
        fronted = left is None or left.end < verb and _opened_by_other(clause, begin)
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
            return Cue("before:said-X", span, right)
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
    first = next((token for token in clause.tokens[begin:] if token.part not in _QUIET), None)
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
    at = next((at for at in range(begin, end) if tokens[at].part not in _QUIET), end)
    if at < end and tokens[at].low in row.possessives and (first is None or first.person is None):
        owner = next(iter(row.male if tokens[at].low.startswith("s") else row.female), "")
        first = Subject(Span(tokens[at].start, tokens[at].end), None, owner, at + 1)
    return Cue("before:colon", None, first)


def _opening(clause: Clause, begin: int, end: int) -> Subject | None:
    """The phrase that opens a clause."""
    at = next((at for at in range(begin, end) if clause.tokens[at].part not in {Part.SMALL, *_QUIET}), end)
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
        if _finite(clause, other, end):
            subject = clause.after(other + 1, end, plural=_is_plural(clause, other))
            if subject is not None:
                return Cue("after:said-X", Span(tokens[other].start, tokens[other].end), subject)
    return None
