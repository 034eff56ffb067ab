"""Who said each passage of an article in another language, and what the passage is.

One rule guards it: a noun never becomes a person. Where the words beside a passage name nobody the speaker
is the one who spoke last, marked uncertain, or the words printed, or nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token, sentences, tokens
from quotebrowser.extract.foreign.cue_search import QUIET, Cue, find_cue
from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.extract.foreign.noun_phrases import Subject
from quotebrowser.extract.foreign.persons import Evidence, Person, Persons, run_end
from quotebrowser.extract.foreign.spoken_kind import Hint, is_reported, kind_alone, kind_of
from quotebrowser.extract.foreign.unspaced_speech import heard
from quotebrowser.extract.foreign.verb_subjects import Clause
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Kind, Span
from quotebrowser.names import HONORIFICS, Gender, is_title_word, key

_SAID: Final = 0.95
_SURE: Final = {
    "before:said-X": 0.92,
    "before:either": 0.5,
    "after:either": 0.5,
    "before:colon": 0.92,
    "subject": 0.86,
}
"""How often a name is right by the way it was found, fitted on German news; `_SAID` for other ways."""
_WEAK: Final = 0.9
"""Of a name that only its place makes one."""
_PLAIN: Final = 0.9
"""Of a name in a script without capital letters, set by hand: there is no news to fit it on."""
_CARRIED: Final = 0.9
_NEARBY: Final = 0.88
_DESCRIBED: Final = 0.8
_PRONOUN: Final = 0.75
"""A pronoun, or no subject, stands for who spoke last: marked uncertain."""
_MEANT: Final = 0.9
"""The same for who was named in its sentence or in the one before."""
_PARTICIPLE: Final = re.compile(r"(?:be|ge|er|ver|ent|zer)\w{3,}t|\w+end")
"""German participles that open a sentence and look like names: `Besorgt`, `Relativierend`."""
_LONGEST_RANK: Final = 20
_CLOSING: Final = frozenset("\"”“»«’'")
_REACH_BEFORE: Final = 120
"""Characters between a verb of saying and the passage behind it, where no colon leads to it."""


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
        self.since = 0
        """Sentences since that have another subject."""
        self.far = ""
        """The same of the paragraphs before."""

    def paragraph(self, held: Sequence[Marked], found: Sequence[Token]) -> Iterator[Said]:
        """What each passage of a paragraph is, in order."""
        self.far, self.near = self.near or self.far, ""
        before: Said | None = None
        number = 0
        for begin, end in sentences(self.text, found, capitals=self.row.capitals):
            clause = Clause(self.text, found[begin:end], self.row, self.persons)
            start = 0
            for place in [at for at, token in enumerate(clause.tokens) if token.part is Part.QUOTE]:
                passage = held[number]
                said = self._said(clause, place, start, passage, before)
                number += 1
                before = said
                if said.kind is not Kind.MENTION:
                    self.last = said.name or self.last
                    start = place + 1
                yield said
            self._note(clause)

    def _note(self, clause: Clause) -> None:
        """Keep who is named first in a sentence; one that begins with a pronoun goes on about her."""
        named = next(self._persons(clause), "")
        opening = next((token.low for token in clause.tokens if token.part not in QUIET), "")
        if named:
            self.near, self.since = named, 0
        elif opening not in self.row.male | self.row.female:
            self.since += 1

    def _adjoins(self, passage: Marked) -> bool:
        """Whether another passage ends right before one."""
        return (
            self.text[max(0, passage.outer.start - 5) : passage.outer.start].rstrip(" .,;\xa0")[-1:]
            in _CLOSING
        )

    def _persons(self, clause: Clause, first: int = 0, last: int | None = None) -> Iterator[str]:
        """The full names of those who are named in a sentence, from the token `first` to before `last`."""
        tokens = clause.tokens[:last]
        at = first
        while at < len(tokens):
            if tokens[at].capital and tokens[at].part in {Part.NAME, Part.OFFICE}:
                end = run_end(tokens, at, self.row)
                person = self.persons.person(self.text, tokens[at:end], alone=False)
                name = self._full(person) if person is not None else ""
                if " " in name and person and person.evidence >= Evidence.OFFICE:
                    yield name
                at = end
            at += 1

    def _full(self, person: Person) -> str:
        printed = person.span.of(self.text)
        words = key(printed).split()
        return self.persons.full.get(words[-1], printed) if len(words) == 1 else printed

    def _said(self, clause: Clause, place: int, start: int, passage: Marked, before: Said | None) -> Said:
        """What a passage is; `before` is the one before it in the paragraph, `start` one past it here."""
        cue = find_cue(clause, place, start)
        first = not any(token.part is Part.QUOTE for token in clause.tokens[:place])
        if cue is None and not first and before is not None and before.method != "none":
            return _carried(before, kind_of(passage, clause, place, Hint.LED))
        if cue is None:
            return self._alone(clause, place, passage, before if first else None)
        if cue.span is not None and _names(self.row, cue.span.of(self.text).lower(), cue.subject):
            return NOBODY
        behind = cue.subject.span.end if cue.subject else -1
        kind = kind_of(
            passage, clause, place, Hint.SAID if cue.span or self._speaks(cue) else Hint.LED, behind
        )
        said = self._resolved(cue, kind, clause)
        alone = cue.subject is None and not said.name and said.confidence < _DESCRIBED
        if alone and before is not None and before.name and (not first or _only_small(clause, place)):
            return _carried(before, kind)
        return said

    def _alone(self, clause: Clause, place: int, passage: Marked, before: Said | None) -> Said:
        """What a passage is beside which nothing says that it is said."""
        opens = all(token.part in QUIET for token in clause.tokens[:place])
        follows = opens and before is not None and bool(before.name)
        kind = kind_of(passage, clause, place, Hint.LED if follows else Hint.NONE)
        if kind is Kind.MENTION:
            return NOBODY
        if follows and before is not None:
            if before.method.startswith("before") and self._adjoins(passage):
                return replace(NOBODY, kind=kind)
            if kind is Kind.STATEMENT:
                return _carried(before, kind)
        subject = clause.before(0, place) if place else None
        near = subject is not None and clause.tokens[place].start - subject.span.end <= _REACH_BEFORE
        if subject is not None and subject.person is not None and near:
            return self._resolved(Cue("subject", None, subject), kind, clause)
        if self.near and (opens or is_reported(clause, place)):
            return Said(kind, None, self.near, None, "nearby", _NEARBY)
        return replace(NOBODY, kind=kind)

    def _resolved(self, cue: Cue, kind: Kind, clause: Clause) -> Said:
        """Who the subject of a cue is."""
        subject = cue.subject
        if cue.span is not None and cue.span.of(self.text).lower() in self.row.documents:
            return Said(kind, None, "", cue.span, cue.method, _DESCRIBED)
        if subject is not None and subject.person is not None:
            if self._is_trusted(cue):
                return self._named(cue, kind, subject.person)
            name = self.persons.in_case(subject.person.span.of(self.text)) if self.row.bare_nouns else ""
            if name and cue.method == "according-to":
                return Said(kind, subject.person.span, name, cue.span, cue.method, _CARRIED)
        if subject is not None and subject.pronoun:
            return self._referring(cue, kind, subject, clause)
        if cue.method == "before:colon" and not (subject and self._is_office(subject)):
            return replace(NOBODY, kind=kind)
        if subject is not None:
            return Said(kind, subject.span, "", cue.span, cue.method, _DESCRIBED)
        return self._referring(cue, kind, None, clause)

    def _named(self, cue: Cue, kind: Kind, person: Person) -> Said:
        name = self._full(person)
        if not self.row.capitals and " " in name:
            self.persons.full.setdefault(key(name).split()[-1], name)
        weak = person.evidence is Evidence.WEAK
        confidence = _WEAK if weak else _SURE.get(cue.method, _SAID)
        confidence = confidence if self.row.capitals else _PLAIN
        return Said(kind, person.span, name, cue.span, cue.method, confidence, self._rank(person.span))

    def _referring(self, cue: Cue, kind: Kind, subject: Subject | None, clause: Clause) -> Said:
        """Who a pronoun stands for, or a verb without its subject: who was named last.

        Whoever is named before it in its sentence is meant first; nobody is who is named behind it.
        """
        source = subject.span if subject else None
        if subject is None and not self.row.drops_subject:
            return Said(kind, source, "", cue.span, cue.method, _PRONOUN)
        named, behind = self._around(clause, subject) if subject else ("", frozenset())
        for name in (named, self.near, self.last, self.far):
            if name and name not in behind and self._may_be(name, subject):
                sure = name == named or (name == self.near and not self.since)
                return Said(kind, source, name, cue.span, "pronoun", _MEANT if sure else _PRONOUN)
        return Said(kind, source, "", cue.span, cue.method, _PRONOUN)

    def _around(self, clause: Clause, subject: Subject) -> tuple[str, frozenset[str]]:
        """Who is named first before a pronoun in its sentence, and all who are named behind it."""
        starts = [token.start for token in clause.tokens]
        at = bisect_left(starts, subject.span.start)
        before = (name for name in self._persons(clause, 0, at) if self._may_be(name, subject))
        return next(before, ""), frozenset(self._persons(clause, at + 1))

    def _is_office(self, subject: Subject) -> bool:
        """Whether a description is of somebody in office: `die Sprecherin der Stadt`."""
        words = subject.span.of(self.text).lower().split()
        return any(self.row.offices.fullmatch(word.strip(",.")) for word in words)

    def _speaks(self, cue: Cue) -> bool:
        subject = cue.subject
        return subject is not None and (subject.person is not None or self._is_office(subject))

    def _rank(self, name: Span) -> str:
        """The rank printed before a name (`General`), where it is one that is cited with it."""
        words = self.text[max(0, name.start - _LONGEST_RANK) : name.start].split()
        rank = words[-1] if words else ""
        return rank if is_title_word(rank) and rank.rstrip(".").lower() not in HONORIFICS else ""

    def _is_trusted(self, cue: Cue) -> bool:
        """Whether a name may be taken as printed.

        Words that only their place makes a name are one where the article prints them again; behind
        `according to` a Slavic name is in another case.
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


def _carried(before: Said, kind: Kind) -> Said:
    """The speaker of the passage before."""
    return replace(before, kind=kind, method="carried", confidence=min(before.confidence, _CARRIED))


def _only_small(clause: Clause, place: int) -> bool:
    """Whether nothing but small words leads to a passage: `Und: „…“`."""
    lead = clause.tokens[:place]
    return bool(lead) and all(token.part in {Part.SMALL, Part.COLON, *QUIET} for token in lead)


def _names(row: Row, verb: str, subject: Subject | None) -> bool:
    """Whether people call something by a name: `die Anwohner nennen es`, `das nennt man`."""
    if row.naming.fullmatch(verb) is None:
        return False
    if subject is not None and subject.pronoun:
        return subject.pronoun in row.impersonal
    return row.plural.fullmatch(verb) is not None
