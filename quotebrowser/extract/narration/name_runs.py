"""Runs of words that make one printed name: where one begins, and by which words it goes on.

One rule guards it: a run is capitals and the small words that names hold; what in it names somebody is
asked later.
"""

from typing import Final

from quotebrowser.extract.narration.english_words import BODIES, CALENDAR, OPENERS, PLACES, Token
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import is_title_word
from quotebrowser.text.words import word_list

INSIDE_NAMES: Final = frozenset(
    word_list("bin ben ibn al el de da do das dos del della di du la le van von der den ter y e abu")
)
OPENING_PARTICLES: Final = frozenset(
    {
        "al",
        "bin",
        "ibn",
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "ter",
    }
)
"""Those with which a name can begin in running text."""
ENDINGS: Final = frozenset({"watch", "first", "now", "one"})
"""Openers with which a name of several words can end (`Human Rights Watch`)."""
SAINTS: Final = frozenset({"st.", "st", "saint", "children"})
_ARABIC_ARTICLES: Final = ("al-", "el-", "ul-", "as-", "ash-", "an-")
_CONTRACTED: Final = tuple(mark + end for mark in "'’" for end in ("re", "ve", "ll", "d", "m", "t"))
"""Ends of `We’re`, `I’d`, `Don’t`."""
_SHORT_NUMBER: Final = 2
_MOST_PARTICLES: Final = 3
_LONGEST_NICKNAME: Final = 24
"""Characters of a nickname with its marks."""
LATIN: Final = "\u024f"
"""The last Latin letter of those with capitals."""
_PAIR: Final = 2
_LONGEST_DATELINE: Final = 14
_IN_A_DATELINE: Final = frozenset({Token.COMMA, Token.PAREN, Token.NUMBER, Token.STOP})


def begins_name(stream: Stream, at: int) -> bool:
    """Whether a name can begin at `at`: a capital, or an article or particle before one (`al-Sadr`)."""
    word = stream.word[at]
    if is_capital(word):
        return word != "I" and not word.endswith(_CONTRACTED)
    if word.startswith(_ARABIC_ARTICLES):
        return word != stream.low[at]
    return word in OPENING_PARTICLES and at + 1 < len(stream.low) and stream.word[at + 1][0].isupper()


def dateline(stream: Stream, at: int) -> int:
    """The token behind a dateline that opens a paragraph (`BERGEN, Norway (AP) —`); `at` for none."""
    words, kinds = stream.word, stream.kind
    agency = False
    for step in range(at + 1, min(at + _LONGEST_DATELINE, len(stream.low) - 1)):
        kind = kinds[step]
        if kind is Token.DASH:
            place = words[at].isupper() and len(words[at]) > _PAIR
            return step + 1 if agency or place else at
        agency |= kind is Token.PAREN
        if not (kind in _IN_A_DATELINE or is_capital(words[step])):
            return at
    return at


def extends(stream: Stream, first: int, end: int) -> int:
    """By how many tokens the run of a name that began at `first` goes on at `end`; 0 if it ends."""
    word = stream.word[end]
    if is_capital(word):
        return int(word != "I")
    if word in {"'s", "’s"} and stream.low[first] in SAINTS and _of_a_body(stream, end + 1):
        return 2
    if word.startswith(_ARABIC_ARTICLES) and word[-1].isalpha() and word != word.lower():
        return 1
    if word.isdigit() and len(word) <= _SHORT_NUMBER and _number_ends_name(stream, first, end):
        return 1
    step = 0
    while step < _MOST_PARTICLES and _joins(stream, end + step):
        step += 1
    if word == "of" and stream.word[end + 1 : end + 2] == ["the"] and _bodylike(stream, end):
        step = 2
    following = stream.word[end + step : end + step + 1]
    return step + 1 if step and following and following[0][0].isupper() else 0


def _of_a_body(stream: Stream, at: int) -> bool:
    """Whether the word at `at` is an institution's, with a capital (`St. Mary's Hospital`)."""
    return at < len(stream.low) and stream.word[at][0].isupper() and stream.low[at] in BODIES


def _joins(stream: Stream, at: int) -> bool:
    """Whether the small word at `at` can stand inside a name."""
    if at >= len(stream.low):
        return False
    low = stream.low[at]
    if low in INSIDE_NAMES:
        return True
    if low == "&" and stream.word[at] == "&":
        return True
    return low in {"of", "for"} and _bodylike(stream, at)


def _number_ends_name(stream: Stream, first: int, at: int) -> bool:
    """Whether the number at `at` ends a name (`Rouydad 24`): nothing is counted or dated with it."""
    if stream.low[at - 1] in CALENDAR or at + 1 >= len(stream.low):
        return False
    return at - first == 1 and stream.kind[at + 1] in {
        Token.COMMA,
        Token.STOP,
        Token.SAID,
        Token.REPORTS,
        Token.BREAK,
    }


def _bodylike(stream: Stream, end: int) -> bool:
    """Whether the words before an `of` are an institution's (`University of`) or an office's."""
    low = stream.low[end - 1]
    return low in BODIES or low in {
        "secretary",
        "department",
        "daughters",
        "sons",
        "citizens",
        "doctors",
        "veterans",
    }


def nickname(stream: Stream, first: int, end: int) -> int:
    """2 where a nickname in marks and a surname go on with a name (`Dwayne “The Rock” Jensen`), else 0."""
    if (
        stream.kind[end] is not Token.QUOTE
        or end + 1 >= len(stream.low)
        or is_title_word(stream.word[end - 1])
    ):
        return 0
    following, low = stream.word[end + 1], stream.low[end + 1]
    if stream.end[end] - stream.start[end] > _LONGEST_NICKNAME or not following[0].isupper():
        return 0
    if end not in stream.nicknames:
        return 0
    if low in OPENERS or low in CALENDAR or stream.sentence[end + 1] != stream.sentence[first]:
        return 0
    return _PAIR if end - first < _PAIR + 1 and _may_be_given(stream.low[first]) else 0


def _may_be_given(low: str) -> bool:
    """Whether a word can be a given name: it has no class of its own."""
    return low not in OPENERS and low not in CALENDAR and low not in PLACES and low not in BODIES


def is_capital(word: str) -> bool:
    """Whether a word begins as a name does: with a capital, or in a script that has none."""
    first = word[0]
    return first.isupper() or (first > LATIN and first.isalpha() and first == first.upper() == first.lower())
