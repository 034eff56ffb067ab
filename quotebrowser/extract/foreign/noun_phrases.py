"""Phrases that can be the subject of a verb, with the name in them.

One rule guards it: a name behind a preposition, or behind an article, is not the phrase's own without more
evidence than its capital letter.
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


class Phrases:
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
            return Subject(
                Span(first.start, first.end), None, first.low.lstrip("-").removeprefix("t-"), at + 1
            )
        if not self.row.capitals:
            return self._plain(at, end)
        if first.part is Part.WORD and self.finite(first):
            return None
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
            if token.part is Part.OPEN and self.past_brackets(stop, end) > stop > at:
                stop = self.past_brackets(stop, end)
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
        stop = self.past_brackets(stop, end)
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
        return first or token.part is not Part.WORD or not self.finite(token)

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
        article = tokens[stop - 1].part is Part.ARTICLE
        return person.evidence > (Evidence.SEVERAL if self.row.nouns_capital or article else Evidence.WEAK)

    def _plain(self, at: int, end: int) -> Subject | None:
        """The phrase at a token, in a script without capital letters: a name begins with a given name."""
        tokens = self.tokens
        stop = at
        while stop < end and tokens[stop].part in _NOMINAL - {Part.PREPOSITION, Part.OBLIQUE}:
            if self.finite(tokens[stop]):
                break
            stop += 1
        if all(token.part is Part.ARTICLE for token in tokens[at:stop]):
            return None
        stop = self.past_brackets(stop, end)
        person = self.persons.plain(self.text, tokens[at:stop])
        if person is None and stop < end and tokens[stop].part is Part.COMMA:
            last = stop + 1
            while last < end and tokens[last].part is Part.WORD and not self.finite(tokens[last]):
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
            and not self.finite(tokens[at])
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

    def finite(self, token: Token) -> bool:
        """Whether a word is a verb of saying or an auxiliary."""
        return token.low in self.row.saying or token.low in self.row.auxiliaries

    def past_brackets(self, at: int, end: int) -> int:
        """One past the bracket that opens at a token; the token itself where none does."""
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
                past = self.past_brackets(at, end)
                if past == at:
                    return at
                at = past
                continue
            elif token.part in {Part.NAME, Part.OFFICE, Part.NOUN}:
                seen = True
            elif token.part is Part.WORD:
                if (self.row.nouns_capital and seen) or self.finite(token):
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
