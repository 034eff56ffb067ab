"""The subject of a verb of saying: which phrase beside it names who speaks.

One rule guards it: what follows a preposition, or is in a case no subject has, never speaks.
"""

from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part
from quotebrowser.extract.foreign.noun_phrases import Phrases, Subject
from quotebrowser.extract.foreign.persons import Evidence, run_end
from quotebrowser.model import Span

_LONGEST_REACH: Final = 80
"""Tokens between a verb and a subject before it."""


class Clause(Phrases):
    """A sentence in which the subject of a verb is looked for."""

    def after(self, at: int, end: int, *, plural: bool = False) -> Subject | None:
        """The subject that follows a verb at `at - 1`."""
        if self.row.verb_last:
            return None
        tokens = self.tokens
        passed = self.row.auxiliaries | self.row.participles
        while at < end and (tokens[at].part is Part.SMALL or tokens[at].low in passed):
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
                and not self.finite(tokens[step - 1])
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
            if found is not None and found.person and self._is_verb(found.end):
                later = self._last_person(found.end, verb)
                if later is not None:
                    return later
            if found is not None and (found.person or found.pronoun):
                return found if self._stands(found, verb) else self._nearest(at, verb, plural=plural)
            if found is not None and not self._verb_between(found.end, verb):
                apart = not self.row.verb_second and self._past_signs(found.end, verb) < verb
                nearest = self._nearest(at, verb, plural=plural) if apart else None
                return nearest if nearest and self._is_full(nearest) else found
            if self.row.verb_second:
                return found
        return self._nearest(at, verb, plural=plural)

    def _is_full(self, found: Subject) -> bool:
        """Whether a phrase has a name, a pronoun or an article."""
        first = next(token for token in self.tokens if token.start >= found.span.start)
        return found.person is not None or bool(found.pronoun) or first.part is Part.ARTICLE

    def _stands(self, found: Subject, verb: int) -> bool:
        """Whether a name that only its place makes one stands right before a verb, or before a comma."""
        if found.person is None or found.person.evidence > Evidence.WEAK or self.row.nouns_capital:
            return True
        between = self.tokens[found.end : verb]
        return len(between) <= 1 or between[0].part in {Part.COMMA, Part.OPEN}

    def _is_verb(self, at: int) -> bool:
        return self.tokens[at].part is Part.WORD or self.finite(self.tokens[at])

    def _last_person(self, begin: int, verb: int) -> Subject | None:
        """A name in a phrase that ends right before a verb, behind another clause."""
        for at in range(begin, verb):
            if self.tokens[at - 1].part is not Part.COMMA:
                continue
            found = self.phrase(at, verb)
            end = self._past_signs(found.end, verb) if found else at
            if found and found.person and end == verb:
                return found
        return None

    def _past_signs(self, at: int, end: int) -> int:
        at = self.past_brackets(at, end)
        while at < end and self.tokens[at].part in {Part.COMMA, Part.SMALL}:
            at += 1
        return at

    def _verb_between(self, at: int, verb: int) -> bool:
        return any(self.finite(token) for token in self.tokens[at:verb])

    def _nearest(self, begin: int, verb: int, *, plural: bool) -> Subject | None:
        """The phrase that ends right before a verb, or one between commas before it."""
        tokens = self.tokens
        dividing = {Part.COMMA, Part.DASH, Part.QUOTE}
        starts = [begin] + [
            at + 1
            for at in range(begin, verb)
            if tokens[at].part in dividing or (tokens[at].part is Part.SMALL and at + 1 < verb)
        ]
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
        person = self.persons.person(self.text, tokens[at:end], alone=not self.row.nouns_capital)
        return Subject(person.span, person, "", end) if person else None
