"""The subject of a verb of saying: which phrase beside it names who speaks.

One rule guards it: what follows a preposition, or is in a case no subject has, never speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token
from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.extract.foreign.persons import Evidence, Person, Persons, run_end
from quotebrowser.model import Span

_LONGEST_PHRASE: Final = 40
"""Tokens of a phrase, its appositions with it."""
_LONGEST_REACH: Final = 80
"""Tokens between a verb and a subject before it."""
_RUN = frozenset({Part.NAME, Part.OFFICE, Part.NOUN})
_OPENING = _RUN | {Part.PRONOUN, Part.ARTICLE, Part.WORD, Part.NUMBER}
_CASES = frozenset({Part.ARTICLE, Part.OBLIQUE, Part.PREPOSITION})
_NOMINAL = frozenset(
    {Part.NAME, Part.NOUN, Part.OFFICE, Part.ARTICLE, Part.OBLIQUE, Part.PREPOSITION, Part.WORD, Part.NUMBER}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is said to speak."""

    span: Span
    """The words printed."""
    person: Person | None
    """The name in them; None for a description or a pronoun."""
    pronoun: str = ""
    """The pronoun in small letters; empty for others."""
    end: int = 0
    """One past its last token."""


class Clause:
    """The tokens of a sentence and the phrases in them."""

    def __init__(self, text: str, tokens: Sequence[Token], row: Row, persons: Persons) -> None:
        """Of a sentence of `text`."""
        self.text = text
        self.tokens = tokens
        self.row = row
        self.persons = persons

    def phrase(self, at: int, end: int, *, alone: bool = True) -> Subject | None:
        """The phrase that begins at a token and could be a subject; `alone`: one bare word may be a name."""
        tokens = self.tokens
        if at >= end:
            return None
        first = tokens[at]
        names_noun = first.low in self.row.articles and at + 1 < end and tokens[at + 1].capital
        if first.part is Part.PRONOUN and not names_noun:
            return Subject(Span(first.start, first.end), None, first.low.lstrip("-"), at + 1)
        if not self.row.capitals:
            return self._plain(at, end)
        if first.part not in _OPENING or (self._is_adjective(first) and not self._capital_at(at + 1, end)):
            return None
        return self._nominal(at, min(end, at + _LONGEST_PHRASE), alone=alone)

    def _is_adjective(self, token: Token) -> bool:
        return token.part is Part.WORD and self.row.nouns_capital

    def _capital_at(self, at: int, end: int) -> bool:
        return at < end and self.tokens[at].capital

    def _nominal(self, at: int, end: int, *, alone: bool) -> Subject | None:
        """The phrase around a noun or name, its apposition with it."""
        tokens = self.tokens
        stop, person, head, determined = at, None, False, False
        while stop < end:
            token = tokens[stop]
            if token.part is Part.OPEN and self._past_brackets(stop, end) > stop > at:
                stop = self._past_brackets(stop, end)
            elif token.capital and token.part in _RUN:
                person, stop = self._run(at, stop, end, determined=determined, alone=alone)
                head = True
                if person is not None:
                    break
            elif token.part in _CASES and head:
                begin, stop = stop, self._complement(stop, end)
                person = self._behind_genitive(begin, stop)
                break
            elif self._modifies(token, first=stop == at, head=head):
                determined = determined or token.part in {Part.ARTICLE, Part.PRONOUN}
                noun = token.part in {Part.WORD, Part.OFFICE} and not self.row.nouns_capital
                head = head or noun
                stop += 1
            else:
                break
        if not head and person is None:
            return None
        stop = self._past_brackets(stop, end)
        first, last = tokens[at], tokens[stop - 1]
        single = person is not None and " " not in person.span.of(self.text)
        if person is None or (person.evidence is Evidence.OFFICE and single):
            apposed = self._apposition(stop, end)
            if apposed is not None:
                return Subject(Span(first.start, apposed.span.end), apposed.person, "", apposed.end)
        return Subject(Span(first.start, last.end), person, "", stop)

    def _modifies(self, token: Token, *, first: bool, head: bool) -> bool:
        """Whether a word can stand before the noun of a phrase, or is it in a language with small nouns."""
        if token.part not in {Part.ARTICLE, Part.WORD, Part.NUMBER, Part.OFFICE} and not first:
            return False
        if self.row.nouns_capital and head:
            return False
        return first or token.part is not Part.WORD or not self._finite(token)

    def _run(
        self, at: int, stop: int, end: int, *, determined: bool, alone: bool
    ) -> tuple[Person | None, int]:
        """The name in a run of words with capital letters, and one past what was read."""
        tokens = self.tokens
        run = min(run_end(tokens, stop, self.row), end)
        titled = stop
        while titled > at and tokens[titled - 1].part is Part.OFFICE:
            titled -= 1
        single = alone and not determined and stop == at
        person = self.persons.person(self.text, tokens[titled:run], alone=single)
        if person is None or not self._is_likely(person, stop, run, end, determined=determined):
            return None, run + self._and_office(run, end)
        if person.evidence is Evidence.WEAK and run < end and tokens[run].part is Part.OFFICE:
            return None, run
        if self._owner(run, end):
            return None, run + 1
        return person, run

    def _is_likely(self, person: Person, stop: int, run: int, end: int, *, determined: bool) -> bool:
        """Whether a name may stand where it does: behind an article it needs more evidence."""
        tokens = self.tokens
        if tokens[stop].part is Part.OFFICE and run == stop + 1 and self._goes_on(run, end):
            return False
        if not determined:
            return True
        if run - stop == 1:
            titled = tokens[stop - 1].part is Part.OFFICE
            return person.evidence is Evidence.KNOWN or (titled and person.evidence is Evidence.OFFICE)
        return person.evidence > (Evidence.SEVERAL if self.row.nouns_capital else Evidence.WEAK)

    def _plain(self, at: int, end: int) -> Subject | None:
        """The phrase at a token, in a script without capital letters: a name begins with a given name."""
        tokens = self.tokens
        stop = at
        while stop < end and tokens[stop].part in _NOMINAL - {Part.PREPOSITION, Part.OBLIQUE}:
            if self._finite(tokens[stop]):
                break
            stop += 1
        if all(token.part is Part.ARTICLE for token in tokens[at:stop]):
            return None
        stop = self._past_brackets(stop, end)
        person = self.persons.plain(self.text, tokens[at:stop])
        if person is None and stop + 1 < end and tokens[stop].part is Part.COMMA:
            last = stop + 1
            while last < end and tokens[last].part is Part.WORD and not self._finite(tokens[last]):
                last += 1
            person = self.persons.plain(self.text, tokens[stop + 1 : last], opens=True)
            stop = last if person else stop
        return Subject(Span(tokens[at].start, tokens[stop - 1].end), person, "", stop)

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether more than a sign follows: an office alone is a name only where the phrase ends with it."""
        return at < end and self.tokens[at].part in {Part.WORD, Part.NAME, Part.NOUN, *_CASES}

    def _owner(self, at: int, end: int) -> bool:
        """Whether a name in the genitive belongs to an office behind it: `Jelpkes neuer Mitarbeiter`."""
        tokens = self.tokens
        return (
            self.row.nouns_capital
            and at + 1 < end
            and tokens[at - 1].low.endswith("s")
            and tokens[at].part is Part.WORD
            and not self._finite(tokens[at])
            and tokens[at + 1].part is Part.OFFICE
        )

    def _and_office(self, at: int, end: int) -> bool:
        """Whether a second office is joined to the first: `Bürgermeister und Senator`."""
        tokens = self.tokens
        return (
            at + 1 < end
            and tokens[at].low in self.row.joining
            and tokens[at - 1].part is Part.OFFICE
            and tokens[at + 1].part is Part.OFFICE
        )

    def _finite(self, token: Token) -> bool:
        return token.low in self.row.saying or token.low in self.row.auxiliaries

    def _past_brackets(self, at: int, end: int) -> int:
        if at < end and self.tokens[at].part is Part.OPEN:
            for step in range(at + 1, end):
                if self.tokens[step].part is Part.CLOSE:
                    return step + 1
        return at

    def _complement(self, at: int, end: int) -> int:
        """One past what a preposition or genitive adds to a noun: `von New Orleans`, `de la ville`."""
        seen = False
        while at < end:
            token = self.tokens[at]
            if token.part in {Part.ARTICLE, Part.OBLIQUE, Part.PREPOSITION}:
                seen = False
            elif token.part is Part.OPEN:
                past = self._past_brackets(at, end)
                if past == at:
                    return at
                at = past
                continue
            elif token.part in {Part.NAME, Part.OFFICE, Part.NOUN}:
                seen = True
            elif token.part is Part.WORD:
                if (self.row.nouns_capital and seen) or self._finite(token):
                    return at
            elif token.part is not Part.NUMBER:
                return at
            at += 1
        return at

    def _behind_genitive(self, begin: int, end: int) -> Person | None:
        """The name at the end of what adds to an office: `der Chef des Verbands Ulrich Merz`.

        Behind an office in the genitive the name is that officer's: `die Frau des Ministers Ulrich Merz`.
        """
        tokens = self.tokens
        if not self.row.nouns_capital or end - begin < 4 or tokens[begin - 1].part is not Part.OFFICE:  # noqa: PLR2004
            return None
        at = begin + 1
        while at < end and tokens[at].part is Part.WORD:
            at += 1
        if at + 2 >= end or tokens[at].part is Part.OFFICE or not tokens[at].capital:
            return None
        person = self.persons.person(self.text, tokens[at:end], alone=False)
        known = (
            person is not None and person.evidence is Evidence.KNOWN and person.span.start > tokens[at].start
        )
        return person if known else None

    def _apposition(self, at: int, end: int) -> Subject | None:
        """The name behind an office and a comma: `der Vorsitzende des Verbandes, Emil Gasser`."""
        for _ in range(2):
            if at >= end or self.tokens[at].part is not Part.COMMA:
                return None
            found = self._apposed(at + 1, end)
            if found is not None:
                return found
            at += 1
            while at < end and self.tokens[at].part in _NOMINAL:
                at += 1
        return None

    def _apposed(self, begin: int, end: int) -> Subject | None:
        tokens = self.tokens
        while (
            begin < end
            and tokens[begin].part in {Part.ARTICLE, Part.WORD, Part.OFFICE}
            and not (tokens[begin].capital)
        ):
            begin += 1
        if begin >= end or not tokens[begin].capital:
            return None
        stop = min(run_end(tokens, begin, self.row), end)
        person = self.persons.person(self.text, tokens[begin:stop], alone=False)
        if person is None:
            return None
        after = tokens[stop].part if stop < len(tokens) else Part.STOP
        if after in {Part.ARTICLE, Part.PREPOSITION, Part.OBLIQUE} and person.evidence is not Evidence.KNOWN:
            return None
        return Subject(Span(tokens[begin].start, person.span.end), person, "", stop)

    def after(self, at: int, end: int, *, plural: bool = False) -> Subject | None:
        """The subject that follows a verb at `at - 1`."""
        tokens = self.tokens
        while at < end and (tokens[at].part is Part.SMALL or tokens[at].low in self.row.auxiliaries):
            at += 1
        paper = at + 1 if at < len(tokens) and tokens[at].part is Part.ARTICLE else at
        if paper < len(tokens) and tokens[paper].part is Part.QUOTE and paper <= end:
            return Subject(Span(tokens[at].start, tokens[paper].end), None, "", paper + 1)
        if at < end and tokens[at].part in {Part.PREPOSITION, Part.OBLIQUE}:
            behind = self._behind_prepositions(at, end)
            return behind if behind and behind.person and behind.person.evidence is Evidence.KNOWN else None
        found = self.phrase(at, end, alone=not plural)
        if found is None or (found.person is None and not found.pronoun):
            return self._inside(at, end) or found
        return found

    def _inside(self, at: int, end: int) -> Subject | None:
        """A known name behind words that a phrase cannot be read through: `die in Ulm geborene Merz`."""
        tokens = self.tokens
        if not self.row.nouns_capital or at >= end or tokens[at].part is not Part.ARTICLE:
            return None
        for step in range(at + 1, end):
            if tokens[step].part in {Part.COMMA, Part.COLON, Part.STOP, Part.QUOTE, Part.PRONOUN}:
                break
            if (
                tokens[step].capital
                and tokens[step - 1].part is Part.WORD
                and not self._finite(tokens[step - 1])
            ):
                stop = min(run_end(tokens, step, self.row), end)
                person = self.persons.person(self.text, tokens[step:stop], alone=False)
                if person is not None and person.evidence is Evidence.KNOWN:
                    return Subject(Span(tokens[at].start, person.span.end), person, "", stop)
        return None

    def cited(self, at: int, end: int) -> Subject | None:
        """The first name that follows a verb which has the speaker for its object."""
        while at < end:
            if self.tokens[at].part in {Part.PREPOSITION, Part.OBLIQUE}:
                return None
            found = self.phrase(at, end)
            if found is not None and found.person is not None:
                return found
            at = found.end if found is not None else at + 1
        return None

    def _behind_prepositions(self, at: int, end: int) -> Subject | None:
        """A subject behind `am Samstag`, `in der Stadt`."""
        tokens = self.tokens
        while at < end and tokens[at].part in {Part.PREPOSITION, Part.OBLIQUE, Part.SMALL}:
            step = at + 1
            while step < end and tokens[step].part in {
                Part.ARTICLE, Part.OBLIQUE, Part.WORD, Part.NUMBER, Part.SMALL,
            }:  # fmt: skip
                step += 1
            if tokens[at].part is Part.SMALL:
                at += 1
                continue
            if (
                self.row.nouns_capital
                and step < end
                and tokens[step].capital
                and tokens[step - 1].part is not Part.SMALL
            ):
                step += 1
            at = step
        return self.phrase(at, end) if at < end else None

    def before(self, begin: int, verb: int, *, plural: bool = False) -> Subject | None:
        """The subject that stands before a verb, in the tokens from `begin` on."""
        tokens = self.tokens
        at = begin = max(begin, verb - _LONGEST_REACH)
        while at < verb and (
            tokens[at].part in {Part.SMALL, Part.COMMA, Part.DASH, Part.STOP, Part.OTHER, Part.CLOSE}
        ):
            at += 1
        if at >= verb:
            return None
        last = verb - 1
        while last > at and tokens[last].part is Part.SMALL:
            last -= 1
        if tokens[last].low in self.row.male | self.row.female:
            return self.phrase(last, verb)
        opened = tokens[at].part
        if opened not in {Part.PREPOSITION, Part.OBLIQUE}:
            found = self.phrase(at, verb, alone=not plural)
            own = found is not None and found.end < verb and self._is_verb(found.end)
            if own and found is not None and found.person and (later := self._last_person(found.end, verb)):
                return later
            if found is not None and (
                found.person or found.pronoun or not self._verb_between(found.end, verb)
            ):
                return found
            if self.row.verb_second:
                return found
        return self._nearest(at, verb, plural=plural)

    def _is_verb(self, at: int) -> bool:
        return self.tokens[at].part is Part.WORD or self._finite(self.tokens[at])

    def _last_person(self, begin: int, verb: int) -> Subject | None:
        """A name in a phrase that ends right before a verb, behind another clause."""
        for at in range(begin + 1, verb):
            if self.tokens[at - 1].part is not Part.COMMA:
                continue
            found = self.phrase(at, verb)
            end = self._past_signs(found.end, verb) if found else at
            if found and found.person and end == verb:
                return found
        return None

    def _past_signs(self, at: int, end: int) -> int:
        at = self._past_brackets(at, end)
        while at < end and self.tokens[at].part in {Part.COMMA, Part.SMALL}:
            at += 1
        return at

    def _verb_between(self, at: int, verb: int) -> bool:
        return any(self._finite(token) for token in self.tokens[at:verb])

    def _nearest(self, begin: int, verb: int, *, plural: bool) -> Subject | None:
        """The phrase that ends right before a verb, or one between commas before it."""
        tokens = self.tokens
        starts = [begin]
        for at in range(begin, verb):
            if tokens[at].part in {Part.COMMA, Part.DASH, Part.QUOTE} or (
                tokens[at].part is Part.SMALL and at + 1 < verb
            ):
                starts.append(at + 1)
        described: Subject | None = None
        for at in reversed(starts):
            found = self.phrase(at, verb, alone=not plural)
            if found is None:
                continue
            if found.person or found.pronoun:
                return found
            described = described or found
        name = self._name_before(verb)
        return name or described

    def _name_before(self, verb: int) -> Subject | None:
        """The name right before a verb, behind no preposition: `En la plaza Juan Lara dijo`."""
        tokens = self.tokens
        at = verb
        while at and tokens[at - 1].part is Part.SMALL:
            at -= 1
        end = at
        while at and tokens[at - 1].part is Part.NAME:
            at -= 1
        if at == end or (at and tokens[at - 1].part in {Part.PREPOSITION, Part.ARTICLE, Part.OBLIQUE}):
            return None
        person = self.persons.person(self.text, tokens[at:end], alone=False)
        return Subject(person.span, person, "", end) if person else None
