"""Words that turn a sentence round: who leaves them out of a quote changes what was said.

One rule guards it: a signal is a whole word, and what negates is what negates in a comparison.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Final

from quotebrowser.collate.difference_words import FOREIGN, NEGATIONS, normal
from quotebrowser.collate.versions.printed_words import Printed, printed_words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEADING: Final = 2
"""Words within which a sentence says that it takes back the one before: `But`, `And only if`."""


_DENIALS: Final = _set(
    "deny denies denied denying refuse refuses refused reject rejects rejected dispute disputes disputed "
    "doubt doubts doubted falsely wrongly bestreitet bestritt leugnet leugnete dementierte niait"
)
"""Words of narration that say that somebody did not say, do or mean what is quoted: `denied having “...”`."""


class Signal(Enum):
    """What such a word is, as a sentence names it."""

    NEGATION = "a negation"
    CONDITION = "a condition"
    CONTRAST = "a contrast"
    DENIAL = "a denial"


_WORDS: Final = {
    Signal.NEGATION: NEGATIONS,
    Signal.CONDITION: _set("if unless provided providing whether falls") | FOREIGN["condition"],
    Signal.CONTRAST: _set("but except although though however") | FOREIGN["contrast"],
}
_AROUND: Final = 240
"""Characters of narration that are looked at on either side of a quote."""
_BEFORE: Final = 5
_BEHIND: Final = 3
"""Words of it that can turn round what is quoted: `she would not “...”`, `“...” unless`."""
_CLAUSE: Final = ",;:"
_MARKS: Final = " \t\"'“”‘’«»„‚‹›"


def signal_in(words: Sequence[Printed]) -> Signal | None:
    """The first signal among printed words; None if there is none."""
    parts = (part for word in words for part in normal(word.key))
    found = (signal for part in parts for signal, listed in _WORDS.items() if part in listed)
    return next(found, None)


def negates(words: Sequence[Printed]) -> bool:
    """Whether one of some words is a negation."""
    return any(part in _WORDS[Signal.NEGATION] for word in words for part in normal(word.key))


def starting_signal(words: Sequence[Printed]) -> Signal | None:
    """By what a sentence takes back the one before; None if it does not."""
    found = {part for word in words[:_LEADING] for part in normal(word.key)}
    later = (Signal.CONDITION, Signal.CONTRAST)
    return next((signal for signal in later if found & _WORDS[signal]), None)


def warnings_around(text: str, start: int | None, end: int | None) -> tuple[str, ...]:
    """What narration turns round a quote with, a sentence each: `He did not “ask that ...”`.

    Args:
        text: of the article.
        start: where the quote begins, None to leave that out.
        end: where it ends, None to leave that out.
    """
    told = []
    if start is not None:
        line = text[max(0, start - _AROUND) : start].rpartition("\n")[2].rstrip(_MARKS)
        clause = _last_clause(printed_words(line))[-_BEFORE:] if line[-1:] not in _CLAUSE else ()
        told += _warned("The article has {} before these words: ‘{}’", clause)
    if end is not None and text[:end].rstrip(_MARKS)[-1:] not in ".!?…,":
        line = text[end : end + _AROUND].partition("\n")[0].lstrip(_MARKS)
        if line[:1].isalpha():
            told += _warned("The article has {} behind these words: ‘{}’", _first_clause(printed_words(line)))
    return tuple(told)


def _last_clause(words: Sequence[Printed]) -> Sequence[Printed]:
    """The words behind the last comma or end of a sentence."""
    ends = [at for at, word in enumerate(words) if word.ends_sentence or word.plain[-1:] in _CLAUSE]
    return words[ends[-1] + 1 :] if ends else words


def _first_clause(words: Sequence[Printed]) -> Sequence[Printed]:
    """The words that lead on, if one of the first is a signal, with what it says; else none."""
    if signal_in(words[:_BEHIND]) is None:
        return ()
    ends = [at for at, word in enumerate(words) if word.ends_sentence]
    return words[: ends[0] + 1] if ends else words


def _warned(sentence: str, words: Sequence[Printed]) -> list[str]:
    signal = signal_in(words)
    if signal is None and any(word.key in _DENIALS for word in words):
        signal = Signal.DENIAL
    shown = " ".join(word.plain for word in words).strip(" .,;:")
    return [sentence.format(signal.value, shown)] if signal else []
