"""Common words that an article prints as names (`Mark Young said`), and capitals that name nobody (`Pause.`).

One rule guards it: what a word is is learned from how this article prints it, never from a list of persons.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.narration.english_words import CALENDAR, OPENERS, PARTY_WORDS, Token
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import HONORIFICS, gender_of_given, is_title_word

_SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
AFTER_A_NAME: Final = _SAYS | {Token.COMMA, Token.POSSESSIVE}
"""What tells, right behind a common word, that it is somebody's name."""
_AFTER_A_SURNAME: Final = AFTER_A_NAME | {
    Token.STOP, Token.BREAK, Token.AUXILIARY, Token.VERB, Token.RELATIVE, Token.QUOTE, Token.COLON,
    Token.ADVERB,
}  # fmt: skip
_BEFORE_A_NAME: Final = frozenset(
    {
        Token.SAID,
        Token.REPORTS,
        Token.ADDRESSED,
        Token.QUOTE,
        Token.COMMA,
        Token.AND,
        Token.VERB,
        Token.PERSON_NOUN,
    }
)
_NAMED_AFTER: Final = CALENDAR - {"may", "april", "june", "august", "sun", "jan", "mar"}
"""Days and months that are nobody's name."""
_RANKS: Final = frozenset(
    {"former", "senior", "top", "chief", "current", "ex", "leading", "longtime", "new", "old", "the", "a"}
)
_COMMON: Final = OPENERS | CALENDAR | PARTY_WORDS
_LONGEST_IN_A_HEADLINE: Final = 5
"""Words of a name in a line set like a headline."""
_PAIR: Final = 2
_AFTER_A_COMMAND: Final = frozenset({Token.ARTICLE, Token.OBJECT})


@dataclass(frozen=True, slots=True)
class Learned:
    """Common words that an article prints as names."""

    firsts: frozenset[tuple[str, str]]
    """Given names with the surname behind each."""
    lasts: frozenset[str]
    """Surnames."""

    def begins(self, stream: Stream, at: int, end: int) -> bool:
        """Whether a name begins with the common word at `at` in a run that ends at `end`."""
        low = stream.low
        if low[at] in self.lasts and end - at == 1:
            return end < len(stream.low) and stream.kind[end] in _AFTER_A_SURNAME
        return at + 1 < end and (low[at], low[at + 1]) in self.firsts


def learned(stream: Stream) -> Learned:
    """Common words that the article prints as names: `Mark Young said`, `told May Berg`, `Ms. White`.

    Two capitalised words are a name where the first is a given name or stands inside a sentence, and where
    what follows is a verb of saying, a comma or a possessive.
    """
    firsts: set[tuple[str, str]] = set()
    lasts: set[str] = set()
    words, low, kinds = stream.word, stream.low, stream.kind
    for at in [at for at in stream.capitals if low[at] in _COMMON]:
        if not words[at][0].isupper():
            continue
        before, after = words[at - 1] if at else "\n", words[at + 1] if at + 1 < len(stream.low) else "\n"
        heading = stream.paragraph[at] in stream.headings
        if before[0].isupper() and low[at] not in CALENDAR and not after[0].isupper() and not heading:
            opens = at < _PAIR or not words[at - 2][0].isupper() or is_title_word(words[at - 2])
            titled = at >= _PAIR and is_title_word(words[at - _PAIR])
            initial = len(before) == _PAIR and before[1] == "." and before[0].isalpha()
            if (
                before.rstrip(".").lower() in HONORIFICS
                or (opens and _is_given(low[at - 1]))
                or initial
                or titled
            ):
                lasts.add(low[at])
        ended = kinds[at + 2] if at + 2 < len(stream.low) else Token.BREAK
        if after[0].isupper() and after.isalpha() and ended in AFTER_A_NAME | {Token.STOP, Token.RELATIVE}:
            surname = low[at + 1] not in OPENERS and low[at + 1] not in CALENDAR and after != after.upper()
            if surname and not is_title_word(after) and _within(stream, at) and low[at] not in _RANKS:
                firsts.add((low[at], low[at + 1]))
    return Learned(frozenset(firsts), frozenset(lasts))


def _within(stream: Stream, at: int) -> bool:
    """Whether the word at `at` would be printed small if it were no name: it stands inside a sentence."""
    if not at or stream.low[at] in _NAMED_AFTER or stream.sentence[at - 1] != stream.sentence[at]:
        return False
    return stream.kind[at - 1] in _BEFORE_A_NAME and not stream.word[at - 1][0].isupper()


def _is_given(low: str) -> bool:
    return gender_of_given(low) is not None and not is_title_word(low) and low not in OPENERS


def is_headline(stream: Stream, first: int, last: int) -> bool:
    """Whether the capitals from `first` to `last` are a rubric, or the words of a headline."""
    paragraph = stream.paragraph[first]
    if paragraph in stream.furniture:
        return True
    return paragraph in stream.headings and last - first >= _LONGEST_IN_A_HEADLINE


def is_opener(stream: Stream, at: int, within: AbstractSet[str]) -> bool:
    """Whether the word at `at` only opens a sentence: the article prints it in small letters too.

    `within` are the words of names inside sentences. A word that is none of them opens the sentence where
    what follows would follow no name (`Pay no attention`, `Signs of life`), or it ends as `Walking` does.
    """
    low, running = stream.low, stream.running
    if not opens_sentence(stream, at) or (low[at] not in running and low[at] in within):
        return False
    following = stream.kind[at + 1] if at + 1 < len(stream.low) else Token.BREAK
    if low[at] not in running and not (
        following in _AFTER_A_COMMAND
        or (low[at].endswith("ing") and following not in _AFTER_A_SURNAME)
        or (low[at].endswith("s") and low[at + 1] == "of")
    ):
        return False
    return following not in AFTER_A_NAME and gender_of_given(low[at]) is None


def is_furniture(stream: Stream, at: int) -> bool:
    """Whether a word is a sentence of its own (`Pause.`) or opens a heading (`Partial transcript:`)."""
    if not opens_sentence(stream, at):
        return False
    following = stream.kind[at + 1] if at + 1 < len(stream.low) else Token.BREAK
    if following in {Token.STOP, Token.BREAK}:
        return gender_of_given(stream.low[at]) is None
    plain = following in {Token.WORD, Token.SPEECH_NOUN} and stream.word[at + 1].islower()
    return plain and at + 2 < len(stream.low) and stream.kind[at + 2] in {Token.COLON, Token.BREAK}


def opens_sentence(stream: Stream, at: int) -> bool:
    """Whether the token at `at` is the first of its sentence."""
    return not at or stream.sentence[at - 1] != stream.sentence[at]
