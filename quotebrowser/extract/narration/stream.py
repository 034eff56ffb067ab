"""The narration of an article as one stream of tokens, in which every passage between marks is one token.

One rule guards it: words inside a passage never become tokens, so that nothing said in a quote can be
taken for the one who says it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from quotebrowser.extract.marks.marked import Marked
from quotebrowser.extract.narration.english_words import SIGNS, Token, classify
from quotebrowser.model import Span

_TOKEN: Final = re.compile(
    r"[a-z]++(?=[ ,])|(?=[A-Z])(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Lt|Gen|Brig|Maj|Col|Capt"
    r"|Cmdr|Sgt|Adm|Rev|Fr|Hon|Atty|Jr|Sr|St"
    r"|Del|Dels|Cpl|Pvt|Insp|Sec|Asst|Comm|Ald|Mme|Inc|Corp|Co|Ltd|Supt|Det|Pres|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|Mt|Ft)\.(?!\w)"
    r"|[A-Z]\.(?:[A-Z]\.)+|[A-Z]\.(?=\s?[A-Z]))|[a-z]\.(?:[a-z]\.)+|['’]s(?![^\W_])"
    r"|[^\W_]++(?:(?:[-‐‑&@._]|['’](?!s(?![^\W_])))[^\W_]++)*|\.\.+|--+|[^\w\s]|_"
)
_TITLE_CASE: Final = 0.6
"""Share of capitals from which a paragraph without a passage is a headline; running text has under 0.3."""
_FEWEST_LETTERS: Final = 3
_LONGEST_TITLE: Final = 20
"""A first paragraph of fewer words is the article's title."""
_NICKNAME: Final = re.compile(r"(?:[Tt]he )?[A-Z][\w.'’-]{0,14}(?: [A-Z][\w.'’-]{0,14})?")
_VERBS: Final = frozenset(
    {Token.SAID, Token.REPORTS, Token.ADDRESSED, Token.VERB, Token.AUXILIARY, Token.SAYING}
)
_BACK: Final = frozenset({"shot", "hit", "fired", "shoots", "hits", "fires"})
"""Verbs that with `back` mean to reply."""
_PARTICLES: Final = {
    verb: particle
    for particle, verbs in {
        "out": "pointed points pointing laid lays laying spelled spells spelling",
        "in": "jumped jumps jumping weighed weighs weighing chimed chimes chiming",
        "up": "summed sums summing piped pipes piping",
        "on": "went goes going",
        "back": "fired fires firing",
    }.items()
    for verb in verbs.split()
}
"""Verbs that report speech with their particle only (`pointed out`, not `pointed to the table`)."""
_TO_THE_PARTICLE: Final = 4
_SAID_AFTER: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
_ASKED: Final = frozenset({"?", "!"})
"""Signs that end a passage and not its sentence."""
_LONGEST_SUBJECT: Final = 5
_NAMING: Final = frozenset({Token.WORD, Token.PERSON_NOUN, Token.NAME})
_BEHIND_AN_ATTRIBUTION: Final = frozenset(
    {
        Token.STOP,
        Token.COMMA,
        Token.BREAK,
        Token.PREPOSITION,
        Token.ADVERB,
        Token.CONJUNCTION,
        Token.SAYING,
        Token.TO,
    }
)


@dataclass(slots=True)
class Stream:
    """Tokens of the narration as parallel lists, in order."""

    word: list[str] = field(default_factory=list)
    """As printed; `"` for a passage, a newline for the end of a paragraph."""
    low: list[str] = field(default_factory=list)
    """Lower-case form."""
    start: list[int] = field(default_factory=list)
    """Offset of the first character in the text."""
    end: list[int] = field(default_factory=list)
    """One past its last character."""
    kind: list[Token] = field(default_factory=list)
    """Its class."""
    sentence: list[int] = field(default_factory=list)
    """Number of its sentence, from 0, over the whole article."""
    paragraph: list[int] = field(default_factory=list)
    """Number of its paragraph, from 0."""
    passage_at: list[int] = field(default_factory=list)
    """Position in the stream of each top-level passage, in order."""
    headings: set[int] = field(default_factory=set)
    """Paragraphs that look like a headline: most words capitalised, or a short first line."""
    nicknames: set[int] = field(default_factory=set)
    """Positions of passages that may be a nickname: a few capitalised words without a stop."""
    capitals: list[int] = field(default_factory=list)
    """Positions of the words with a capital letter."""
    running: set[str] = field(default_factory=set)
    """Words that stand somewhere in small letters."""
    furniture: set[int] = field(default_factory=set)
    """Paragraphs all in capitals without a verb: rubrics and notes (`HARBOUR WATCH`, `(CROSSTALK.)`)."""

    def __len__(self) -> int:
        return len(self.word)

    def at(self, offset: int) -> int:
        """Position of the first token that starts at `offset` or later."""
        return bisect_left(self.start, offset)


def narrate(text: str, lines: Sequence[Span], passages: Sequence[Marked]) -> Stream:
    """The stream of `text`, whose top-level passages are given in order."""
    stream = Stream()
    at = 0
    sentence = 0
    for number, line in enumerate(lines):
        first = len(stream)
        offset = line.start
        while at < len(passages) and passages[at].outer.start < line.end:
            passage = passages[at]
            at += 1
            _words(stream, text, offset, passage.outer.start)
            stream.passage_at.append(len(stream))
            if _NICKNAME.fullmatch(text, passage.span.start, passage.span.end):
                stream.nicknames.add(len(stream))
            _push(stream, '"', '"', passage.outer, Token.QUOTE)
            offset = passage.outer.end
        _words(stream, text, offset, line.end)
        _push(stream, "\n", "\n", Span(line.end, line.end), Token.BREAK)
        sentence = _number(stream, text, first, number, sentence)
    words = enumerate(zip(stream.word, stream.low, strict=True))
    stream.capitals = [number for number, (word, low) in words if word != low]
    stream.running = {word for word in set(stream.word) if word == word.lower()}
    return stream


def _push(stream: Stream, word: str, low: str, span: Span, kind: Token) -> None:
    stream.word.append(word)
    stream.low.append(low)
    stream.start.append(span.start)
    stream.end.append(span.end)
    stream.kind.append(kind)


def _words(stream: Stream, text: str, start: int, end: int) -> None:
    if start >= end:
        return
    matches = list(_TOKEN.finditer(text, start, end))
    words = list(map(re.Match.group, matches))
    stream.word += words
    stream.start += map(re.Match.start, matches)
    stream.end += map(re.Match.end, matches)
    known = list(map(_known, words))
    lows = [low for low, _ in known]
    kinds = [kind for _, kind in known]
    if "back" in lows:
        for at, low in enumerate(lows[1:]):
            if low == "back" and lows[at] in _BACK:
                kinds[at] = Token.SAID
    if not _PARTICLES.keys().isdisjoint(lows):
        for at, low in enumerate(lows):
            if low in _PARTICLES and _PARTICLES[low] not in lows[at + 1 : at + _TO_THE_PARTICLE]:
                kinds[at] = Token.VERB
    stream.low += lows
    stream.kind += kinds


@lru_cache(maxsize=65536)
def _known(word: str) -> tuple[str, Token]:
    """Lower-case form and class of a token."""
    low = word.lower()
    if word[0].isalnum():
        return low, classify(word, low)
    if low in {"'s", "’s"}:
        return low, Token.POSSESSIVE
    return low, SIGNS.get(word) or SIGNS.get(word[0]) or Token.SIGN


def _number(stream: Stream, text: str, first: int, paragraph: int, sentence: int) -> int:
    """Give the tokens of a paragraph their sentence; returns the number of the next one."""
    words, kinds, numbers = stream.word, stream.kind, stream.sentence
    last = len(stream)
    begun = first
    for at in range(first, last - 1):
        kind = kinds[at]
        if kind is not Token.STOP and kind is not Token.QUOTE:
            continue
        if kind is Token.QUOTE:
            inside = text[max(stream.start[at], stream.end[at] - 3) : stream.end[at]].rstrip("\"”’'»“ ")
            if inside[-1:] not in {".", "!", "?", "…"}:
                continue
        if kind is Token.QUOTE and inside[-1:] in _ASKED and _is_attribution(words, kinds, at + 1):
            continue
        if _starts(words[at + 1], kinds[at + 1]):
            numbers += [sentence] * (at + 1 - begun)
            begun = at + 1
            sentence += 1
    numbers += [sentence] * (last - begun)
    stream.paragraph += [paragraph] * (last - first)
    if Token.QUOTE not in kinds[first:last] and _is_heading(words[first:last], paragraph):
        stream.headings.add(paragraph)
        if _is_furniture(words[first:last], kinds[first:last]):
            stream.furniture.add(paragraph)
    return sentence + 1


def _is_attribution(words: Sequence[str], kinds: Sequence[Token], first: int) -> bool:
    """Whether a name with its verb and no clause of its own begins at `first` (`“Why?” Dahl asked.`)."""
    at = first
    while at < min(first + _LONGEST_SUBJECT, len(words)) and words[at][0].isupper() and kinds[at] in _NAMING:
        at += 1
    if at == first or at + 1 >= len(words) or kinds[at] not in _SAID_AFTER:
        return False
    at += kinds[at + 1] is Token.OBJECT
    return at + 1 < len(words) and kinds[at + 1] in _BEHIND_AN_ATTRIBUTION


def _is_furniture(words: Sequence[str], kinds: Sequence[Token]) -> bool:
    """Whether a line is set in capitals, says nothing of anybody and is no label of a speaker."""
    letters = [word for word in words if word[0].isalpha()]
    if not letters or any(word != word.upper() or word == word.lower() for word in letters):
        return False
    return Token.COLON not in kinds and not any(kind in _VERBS for kind in kinds)


def _is_heading(words: Sequence[str], paragraph: int) -> bool:
    """Whether a paragraph is set like a headline, or is the short first line of an article."""
    initials = [word[0] for word in words if word[0].isalpha()]
    letters = len(initials)
    capitals = sum(map(str.isupper, initials))
    title_case = letters >= _FEWEST_LETTERS and capitals > letters * _TITLE_CASE
    return title_case or (not paragraph and letters < _LONGEST_TITLE)


def _starts(word: str, kind: Token) -> bool:
    """Whether a token can begin a sentence."""
    if kind in _SAID_AFTER:
        return False
    return kind in {Token.QUOTE, Token.BREAK} or word[0].isupper() or word[0].isdigit()
