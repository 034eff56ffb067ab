"""Persons of an article: which words with a capital letter are names of people.

One rule guards it: a capital letter alone makes nobody. A given name, an office before it, or the full name
elsewhere in the article does.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token
from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.model import Span
from quotebrowser.names import Gender, gender_of_given, key

_LONGEST_ENDING: Final = 3
"""Letters that a case adds to a name."""
_LONGEST_RUN: Final = 12
"""Words with capital letters that are looked at together."""
MOST_PARTS: Final = 5
"""Words of a personal name."""

_CASES: Final = frozenset({Part.ARTICLE, Part.OBLIQUE, Part.PREPOSITION})
_SENTENCE_STARTS: Final = frozenset({Part.STOP, Part.DASH, Part.QUOTE, Part.COLON, Part.OPEN})


class Evidence(IntEnum):
    """How sure it is that words are a person's name."""

    WEAK = 1
    """Only the place in the sentence says so."""
    SEVERAL = 2
    """Several words with capital letters follow each other."""
    OFFICE = 3
    """An office stands before it."""
    KNOWN = 4
    """It has a known given name, or the article has printed the full name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a run of words with capital letters."""

    span: Span
    evidence: Evidence


@dataclass
class Persons:
    """The persons of an article."""

    row: Row
    full: dict[str, str] = field(default_factory=dict)
    """The full name of each last word of one, as the article prints it first."""
    titled: set[str] = field(default_factory=set)
    """Last words of names that were printed with an office."""

    def given(self, word: str) -> bool:
        """Whether `word` is a known given name."""
        bare = word.partition("-")[0] if word not in self.row.given else word
        return bare in self.row.given or (bare[:1].isupper() and gender_of_given(bare) is not None)

    runs: dict[str, list[str]] = field(default_factory=dict)
    """The last word of each run of words that may be a full name, once for each time it is printed."""
    inner: Counter[str] = field(default_factory=Counter)
    """The same inside sentences, where only names have a capital letter."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often the article prints each word that may be a name."""

    def observe(self, text: str, tokens: Sequence[Token]) -> None:
        """Learn the full names printed in a paragraph."""
        for before, token in pairwise([None, *tokens]):
            if token is not None and token.part is Part.NAME:
                word = key(token.low)
                self.counts[word] += 1
                inner = before is not None and before.part not in _SENTENCE_STARTS
                self.inner[word] += inner
        at = 0
        while at < len(tokens):
            if tokens[at].part not in {Part.NAME, Part.OFFICE, Part.NOUN} or not tokens[at].capital:
                at += 1
                continue
            end = run_end(tokens, at, self.row)
            self._learn(text, tokens[at:end], bare=not at or tokens[at - 1].part not in _CASES)
            at = end

    def _learn(self, text: str, run: Sequence[Token], *, bare: bool) -> None:
        """Keep the name in a run; `bare`: no article or preposition stands before it."""
        person = self.person(text, run, alone=False)
        if person is None:
            return
        printed = person.span.of(text)
        words = key(printed).split()
        if len(words) > 1 and person.evidence is Evidence.KNOWN:
            self.full.setdefault(words[-1], printed)
        elif len(words) > 1 and bare:
            self.runs.setdefault(printed, []).append(words[-1])
        elif words and person.evidence is Evidence.OFFICE:
            self.titled.add(words[-1])

    def settle(self) -> None:
        """Take runs of capital letters for full names whose last word the article prints alone."""
        for printed, lasts in self.runs.items():
            if not self.row.nouns_capital or self.counts[lasts[0]] > len(lasts):
                self.full.setdefault(lasts[0], printed)

    def person(self, text: str, run: Sequence[Token], *, alone: bool) -> Person | None:
        """The name in a run of words with capital letters; `alone` where one word may be enough."""
        words = [text[token.start : token.end] for token in run]
        for at, token in enumerate(run[:-1]):
            if token.part is Part.NAME and self.given(words[at]):
                sure = at + 2
                while sure < len(run) and (words[sure - 1].endswith(".") or words[sure - 1].islower()):
                    sure += 1
                name = [*run[at:sure], *_until_office(run[sure:])]
                return Person(Span(token.start, name[-1].end), Evidence.KNOWN)
        if self.row.bare_nouns and len(run) > 1 and words[-1] in self.row.given:
            return Person(Span(run[-1].start, run[-1].end), Evidence.OFFICE)
        if len(run) == 1 and key(words[0]) in self.full:
            return Person(Span(run[0].start, run[0].end), Evidence.KNOWN)
        if len(run) == 1 and run[0].part is Part.OFFICE:
            return Person(Span(run[0].start, run[0].end), Evidence.WEAK) if alone else None
        offices = [at for at, token in enumerate(run) if token.part is Part.OFFICE]
        begin = offices[-1] + 1 if offices else 0
        if begin == len(run):
            begin, run = 0, _until_office(run)
        rest = _without_nouns(run[begin:])
        return self._by_place(text, rest, titled=begin > 0, alone=alone) if rest else None

    def _by_place(self, text: str, rest: Sequence[Token], *, titled: bool, alone: bool) -> Person | None:
        """The name in words of which none is a known given name."""
        span = Span(rest[0].start, rest[-1].end)
        last = key(span.of(text)).split()[-1:]
        if last and (last[0] in self.full or last[0] in self.titled):
            return Person(Span(rest[-1].start, rest[-1].end), Evidence.KNOWN)
        if titled:
            return Person(span, Evidence.OFFICE)
        if len(rest) > 1:
            joined = self.row.nouns_capital and self._is_no_name(rest)
            return None if joined else Person(span, Evidence.SEVERAL)
        if self.given(span.of(text)):
            return Person(span, Evidence.OFFICE)
        return Person(span, Evidence.WEAK) if alone else None

    def plain(self, text: str, words: Sequence[Token], *, opens: bool = False) -> Person | None:
        """The name in a phrase in a script without capital letters; `opens`: it begins the phrase."""
        spelled = [text[token.start : token.end] for token in words]
        for at, token in enumerate(words[:1] if opens else words):
            if token.part is not Part.WORD:
                continue
            last = at + 1
            while last < min(len(words), at + MOST_PARTS - 1) and words[last].part is Part.WORD:
                last += 1
            alone = last - at == 1
            if spelled[at] in self.row.given and (not alone or at == 0 or words[at - 1].part is Part.OFFICE):
                return Person(Span(token.start, words[last - 1].end), Evidence.KNOWN)
            if alone and (at == 0 or words[at - 1].part is Part.OFFICE) and key(spelled[at]) in self.full:
                return Person(Span(token.start, token.end), Evidence.KNOWN)
        return None

    def in_case(self, printed: str) -> str:
        """The full name of which `printed` is another case, as Slavic languages have it; empty for none."""
        word = (key(printed).split() or [""])[-1]
        found = {
            full
            for last, full in self.full.items()
            if full.split()[0] in self.row.given
            and abs(len(word) - len(last)) <= _LONGEST_ENDING
            and word[: max(len(last) - 1, 3)] == last[: max(len(last) - 1, 3)]
        }
        return found.pop() if len(found) == 1 else ""

    def _is_no_name(self, rest: Sequence[Token]) -> bool:
        """Whether nouns stand beside each other: with small words between, or behind a genitive."""
        owner = key(rest[0].low.removesuffix("s"))
        owned = rest[0].low.endswith("s") and (self.counts[owner] > 0 or owner in self.full)
        return owned or any(not token.capital for token in rest)

    def gender(self, name: str) -> Gender | None:
        """Of a bearer of `name`, by the given name; None where that tells nothing."""
        given = name.partition(" ")[0].partition("-")[0]
        known = gender_of_given(given)
        if known is not None or not self.row.men_in_a or " " not in name:
            return known
        woman = given[-1:] in {"a", "а", "я"} and given not in self.row.men_in_a
        return Gender.FEMALE if woman else Gender.MALE


def _without_nouns(run: Sequence[Token]) -> Sequence[Token]:
    """A run without nouns at its edges; nothing where one stands inside."""
    kept = [at for at, token in enumerate(run) if token.part is not Part.NOUN]
    if not kept or len(kept) != kept[-1] - kept[0] + 1:
        return ()
    return run[kept[0] : kept[-1] + 1]


def _until_office(run: Sequence[Token]) -> Sequence[Token]:
    """The words of a run before the first office or noun."""
    for at, token in enumerate(run):
        if token.part in {Part.OFFICE, Part.NOUN}:
            return run[:at]
    return run


def run_end(tokens: Sequence[Token], at: int, row: Row) -> int:
    """One past the run of words with capital letters that begins at `at`, particles inside it included."""
    end = at + 1
    while end < min(len(tokens), at + _LONGEST_RUN):
        token = tokens[end]
        if token.capital and token.part in {Part.NAME, Part.OFFICE, Part.NOUN}:
            end += 1
            continue
        step = end
        while step < len(tokens) and step - end < 2 and tokens[step].low in row.particles:  # noqa: PLR2004
            step += 1
        joined = step > end and step < len(tokens) and tokens[step].capital
        if joined and tokens[step].part in {Part.NAME, Part.OFFICE} and tokens[end - 1].part is Part.NAME:
            end = step + 1
            continue
        break
    return end
