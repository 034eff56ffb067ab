"""Mentions: the stretches of the narration that can name or point to a speaker.

Three kinds: names (`Brig. Gen. Behrouz Esbati`), pronouns (`he`) and nouns (`another Iranian official`).
One rule guards it: a mention never crosses a comma, a paragraph or a passage, but a nickname in marks.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from quotebrowser.extract.narration.english_words import (
    BODIES,
    BODY_NOUNS,
    CALENDAR,
    NEW_PLACES,
    OPENERS,
    PARTY_WORDS,
    PERSON_NOUNS,
    PLACES,
    SUBJECTS,
    Token,
)
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import HONORIFICS, gender_of_given, is_title_word
from quotebrowser.text.words import word_list


class MentionKind(IntEnum):
    """What a mention is."""

    NAME = 0
    PRONOUN = 1
    NOUN = 2


@dataclass(slots=True)
class Mention:
    """A stretch of the narration that can be a speaker."""

    kind: MentionKind
    """Name, pronoun or noun."""
    first: int
    """Position of its first token in the stream, title included."""
    last: int
    """Position of its last token."""
    head: int
    """Position where its name begins, title left out; for a noun its head word."""
    name: str = ""
    """Name without title, as printed; empty for other kinds."""
    title: str = ""
    """Title before the name, as printed."""
    body: bool = False
    """Whether the words are those of an institution or a document."""
    cluster: int = -1
    """Number of the cluster it belongs to; -1 for none."""
    rivals: bool = False
    """Whether another bearer of its surname was named within sight."""
    features: tuple[int, ...] = ()
    """What the ranker sees of it whatever the passage; empty until it is first asked."""
    subject: int = -1
    """Whether it is the subject of its sentence; -1 until it is first asked."""
    said: int = -1
    """How it is the subject of a verb of saying; -1 until it is first asked."""


_INSIDE_NAMES: Final = frozenset(
    word_list("bin ben ibn al el de da do dos del della di du la le van von der den ter y e abu")
)
_OPENING_PARTICLES: Final = frozenset(
    {"al", "bin", "ibn", "van", "von", "der", "den", "de", "da", "di", "du"}
)
"""Those with which a name can begin in running text."""
_SAINTS: Final = frozenset({"st.", "st", "saint", "children"})
_ARABIC_ARTICLES: Final = ("al-", "el-", "ul-", "as-", "ash-", "an-")
_SHORT_NUMBER: Final = 2
_MOST_PARTICLES: Final = 3
_OFFICE: Final = 2
"""Tokens of an office (`Secretary of State`), less one."""
_LONGEST_RUN: Final = 16
"""Tokens of a run of capitalised words; longer ones are headlines or hostile."""
_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_NEVER_NAMES: Final = frozenset(
    {
        Token.CONJUNCTION,
        Token.PREPOSITION,
        Token.AUXILIARY,
        Token.AND,
        Token.SAYING,
        Token.RELATIVE,
        Token.THAT,
    }
)
_COUNTS: Final = frozenset({"one", "another", "some", "many", "others"})
_AFTER_A_COUNT: Final = frozenset(
    {
        Token.SAID,
        Token.REPORTS,
        Token.ADDRESSED,
        Token.COMMA,
        Token.AUXILIARY,
        Token.RELATIVE,
        Token.STOP,
        Token.VERB,
    }
)
_AFTER_A_NAME: Final = frozenset({Token.COMMA, Token.SAID, Token.REPORTS, Token.ADDRESSED, Token.POSSESSIVE})
_AFTER_A_SURNAME: Final = _AFTER_A_NAME | {
    Token.STOP, Token.BREAK, Token.AUXILIARY, Token.VERB, Token.RELATIVE, Token.QUOTE, Token.COLON, Token.ADVERB,
}  # fmt: skip
_BEFORE_A_NAME: Final = frozenset(
    {Token.SAID, Token.REPORTS, Token.ADDRESSED, Token.QUOTE, Token.COMMA, Token.AND, Token.VERB}
)
_LONGEST_IN_A_HEADLINE: Final = 5
"""Words of a name in a line set like a headline."""
_LATIN: Final = "\u024f"
"""The last Latin letter of those with capitals."""
_PAIR: Final = 2
_NAMED_AFTER: Final = CALENDAR - {"may", "april", "june", "august", "sun", "jan", "mar"}
"""Days and months that are nobody's name."""
_RANKS: Final = frozenset(
    {"former", "senior", "top", "chief", "current", "ex", "leading", "longtime", "new", "old", "the", "a"}
)
_LONGEST_NICKNAME: Final = 24
"""Characters of a nickname with its marks."""
_LONGEST_NOUN: Final = 7
_PARTY_TAG: Final = re.compile(r"[RDI]-[A-Z]")
_SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
_PLAIN: Final = frozenset({Token.WORD, Token.NUMBER, Token.SPEECH_NOUN})
_HEADS: Final = PERSON_NOUNS | BODY_NOUNS
_HEADS_AND_PLURALS: Final = _HEADS | {f"{noun}s" for noun in _HEADS}
_POINTING: Final = _HEADS_AND_PLURALS | SUBJECTS
_BACK: Final = frozenset({Token.WORD, Token.NAME, Token.ARTICLE, Token.NUMBER, Token.OBJECT, Token.POSSESSIVE,
                          Token.PERSON_NOUN, Token.SPEECH_NOUN})  # fmt: skip


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
            return end < len(stream) and stream.kind[end] in _AFTER_A_SURNAME
        return at + 1 < end and (low[at], low[at + 1]) in self.firsts


def find(stream: Stream) -> list[Mention]:
    """All mentions of a stream in order; name tokens get the class NAME in the stream."""
    running = {low for low, word in zip(stream.low, stream.word, strict=True) if low == word}
    names = [
        one
        for one in _names(stream, learned(stream))
        if not _is_headline(stream, one) and not _is_opener(stream, one, running)
    ]
    others = _pronouns_and_nouns(stream)
    return sorted([*names, *others], key=lambda mention: mention.first)


def _is_headline(stream: Stream, name: Mention) -> bool:
    """Whether a run of capitals is a rubric, or the words of a headline."""
    paragraph = stream.paragraph[name.first]
    if paragraph in stream.furniture:
        return True
    return paragraph in stream.headings and name.last - name.head >= _LONGEST_IN_A_HEADLINE and not name.title


def _is_opener(stream: Stream, name: Mention, running: Set[str]) -> bool:
    """Whether a name is only a common word that opens a sentence: the article prints it in small letters too."""
    at = name.first
    if name.last != at or stream.low[at] not in running or not _opens_sentence(stream, at):
        return False
    following = stream.kind[at + 1] if at + 1 < len(stream) else Token.BREAK
    return following not in _AFTER_A_NAME and gender_of_given(stream.low[at]) is None


def learned(stream: Stream) -> Learned:
    """Common words that the article prints as somebody's name: `Mark Young said`, `told May Berg`, `Ms. White`.

    Two capitalised words are a name where the first is a given name or stands inside a sentence, and where what
    follows goes on in small letters after a verb of saying, a comma or a possessive.
    """
    firsts: set[tuple[str, str]] = set()
    lasts: set[str] = set()
    words, low, kinds = stream.word, stream.low, stream.kind
    for at in [at for at, one in enumerate(low) if (one in OPENERS or one in CALENDAR or one in PARTY_WORDS)]:
        if not words[at][0].isupper():
            continue
        before, after = words[at - 1] if at else "\n", words[at + 1] if at + 1 < len(stream) else "\n"
        heading = stream.paragraph[at] in stream.headings
        if before[0].isupper() and low[at] not in CALENDAR and not after[0].isupper() and not heading:
            opens = at < _PAIR or not words[at - 2][0].isupper() or is_title_word(words[at - 2])
            initial = len(before) == _PAIR and before[1] == "." and before[0].isalpha()
            if before.rstrip(".").lower() in HONORIFICS or (opens and _is_given(low[at - 1])) or initial:
                lasts.add(low[at])
        ended = kinds[at + 2] if at + 2 < len(stream) else Token.BREAK
        if after[0].isupper() and after.isalpha() and ended in _AFTER_A_NAME | {Token.STOP, Token.RELATIVE}:
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


def _names(stream: Stream, known: Learned) -> list[Mention]:
    found: list[Mention] = []
    words = stream.word
    at, size = 0, len(stream)
    while at < size:
        word = words[at]
        if not _is_capital(word) and word not in _OPENING_PARTICLES and "-" not in word:
            at += 1  # most words; to ask further takes three times as long
            continue
        if not _begins_name(stream, at):
            at += 1
            continue
        end = at + 1
        while end < size and end - at < _LONGEST_RUN:
            step = _extends(stream, at, end) or _nickname(stream, at, end)
            if not step:
                break
            end += step
        if end + 1 < size and words[end] == "," and stream.low[end + 1] in _SUFFIXES:
            end += 2
        found += _runs(stream, at, end, known)
        at = end
    return found


def _is_capital(word: str) -> bool:
    """Whether a word begins as a name does: with a capital, or in a script that has none."""
    first = word[0]
    return first.isupper() or (first > _LATIN and first.isalpha() and first == first.upper() == first.lower())


def _begins_name(stream: Stream, at: int) -> bool:
    """Whether a name can begin at `at`: a capital, or an article or particle before one (`al-Sadr`)."""
    word = stream.word[at]
    if _is_capital(word):
        return word != "I"
    if word.startswith(_ARABIC_ARTICLES):
        return word != stream.low[at]
    return word in _OPENING_PARTICLES and at + 1 < len(stream) and stream.word[at + 1][0].isupper()


def _extends(stream: Stream, first: int, end: int) -> int:
    """By how many tokens the run of a name that began at `first` goes on at `end`; 0 if it ends."""
    word = stream.word[end]
    if _is_capital(word):
        return int(word != "I")
    if word in {"'s", "’s"} and stream.low[first] in _SAINTS and _of_a_body(stream, end + 1):
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


def _nickname(stream: Stream, first: int, end: int) -> int:
    """2 where a nickname in marks and a surname go on with a name (`Dwayne “The Rock” Jensen`), else 0."""
    if stream.kind[end] is not Token.QUOTE or end + 1 >= len(stream) or is_title_word(stream.word[end - 1]):
        return 0
    following, low = stream.word[end + 1], stream.low[end + 1]
    if stream.end[end] - stream.start[end] > _LONGEST_NICKNAME or not following[0].isupper():
        return 0
    if end not in stream.nicknames:
        return 0
    if low in OPENERS or low in CALENDAR or stream.sentence[end + 1] != stream.sentence[first]:
        return 0
    return _PAIR if end - first < _PAIR + 1 and is_common_name(stream.low[first]) else 0


def is_common_name(low: str) -> bool:
    """Whether a word can be a given name: it has no class of its own."""
    return low not in OPENERS and low not in CALENDAR and low not in PLACES and low not in BODIES


def _of_a_body(stream: Stream, at: int) -> bool:
    """Whether the word at `at` is an institution's, with a capital (`St. Mary's Hospital`)."""
    return at < len(stream) and stream.word[at][0].isupper() and stream.low[at] in BODIES


def _joins(stream: Stream, at: int) -> bool:
    """Whether the small word at `at` can stand inside a name."""
    if at >= len(stream):
        return False
    low = stream.low[at]
    if low in _INSIDE_NAMES:
        return True
    if low == "&" and stream.word[at] == "&":
        return True
    return low in {"of", "for"} and _bodylike(stream, at)


def _number_ends_name(stream: Stream, first: int, at: int) -> bool:
    """Whether the number at `at` ends a name (`Rouydad 24`): nothing is counted or dated with it."""
    if stream.low[at - 1] in CALENDAR or at + 1 >= len(stream):
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


def _runs(stream: Stream, first: int, end: int, known: Learned) -> list[Mention]:
    """The names in one run of capitalised tokens."""
    low, words, kinds = stream.low, stream.word, stream.kind
    while first < end and _leads_no_name(stream, first, end) and not known.begins(stream, first, end):
        first += 1
    while end > first and (low[end - 1] in CALENDAR or (low[end - 1] in OPENERS and end - first > 1)):
        if low[end - 1] in known.lasts:
            break
        end -= 1
    if first >= end or _PARTY_TAG.match(words[first]):
        return []
    if end - first == 1 and _is_furniture(stream, first):
        return []
    if end - first == 1 and _is_head(low[first]) and _opens_sentence(stream, first):
        return []
    cut = _second_name(stream, first, end)
    if cut:
        return [*_runs(stream, first, cut, known), *_runs(stream, cut, end, known)]
    head = _after_titles(stream, first, end)
    nobody = all(low[at] in PARTY_WORDS or low[at] in CALENDAR for at in range(head, end))
    if nobody and not (end - head == 1 and low[head] in known.lasts):
        return []
    if end - head == 1 and words[head][0].isdigit():
        return []
    for at in range(first, end):
        kinds[at] = Token.NAME if kinds[at] is not Token.QUOTE else Token.QUOTE
    name_end = end
    if words[name_end - 1] in {"'s", "’s"}:
        name_end -= 1
    printed = _printed(stream, head, name_end)
    title = _title(stream, first, head)
    body = _is_body(stream, head, name_end)
    return [Mention(MentionKind.NAME, first, name_end - 1, head, printed, title, body)]


def _is_head(low: str) -> bool:
    """Whether a word, or that of which it is the plural, means persons or bodies that may speak."""
    return low in _HEADS_AND_PLURALS


def _is_furniture(stream: Stream, at: int) -> bool:
    """Whether a capitalised word is a sentence of its own (`Pause.`) or opens a heading (`Partial transcript:`)."""
    if not _opens_sentence(stream, at):
        return False
    following = stream.kind[at + 1] if at + 1 < len(stream) else Token.BREAK
    if following in {Token.STOP, Token.BREAK}:
        return gender_of_given(stream.low[at]) is None
    plain = following in {Token.WORD, Token.SPEECH_NOUN} and stream.word[at + 1].islower()
    return plain and at + 2 < len(stream) and stream.kind[at + 2] in {Token.COLON, Token.BREAK}


def _opens_sentence(stream: Stream, at: int) -> bool:
    return not at or stream.sentence[at - 1] != stream.sentence[at]


def _leads_no_name(stream: Stream, at: int, end: int) -> bool:
    low = stream.low[at]
    if low in CALENDAR:
        return True
    if low == "new" and end - at > 1 and stream.low[at + 1] in NEW_PLACES:
        return False
    if low in OPENERS:
        return low != "will" or end - at == 1 or stream.kind[min(end, len(stream) - 1)] not in _AFTER_A_NAME
    kind = stream.kind[at]
    if kind in _NEVER_NAMES:
        return True
    return low in PARTY_WORDS and end - at > 1 and stream.low[at + 1] != "house"


def _after_titles(stream: Stream, first: int, end: int) -> int:
    """Where the name begins in a run: after the last title word that has a name after it."""
    head = first
    at = first
    while at < end - 1:
        if (is_title_word(stream.word[at]) and gender_of_given(stream.low[at]) is None) or stream.low[at] in {
            "sen.",
            "rep.",
            "gov.",
        }:
            head = at + 1
        elif stream.low[at] == "of" and head == at and at + 2 < end:
            at += 1
            head = at + 1
        at += 1
    return head


def _second_name(stream: Stream, first: int, end: int) -> int:
    """Where a second name begins in a run (`Fox News Sean Hannity`); 0 if there is one name only."""
    low = stream.low
    for at in range(first + 1, end - 1):
        before = low[at - 1]
        if low[at] in _INSIDE_NAMES or before in _INSIDE_NAMES or before in {"of", "the", "for", "&"}:
            continue
        if low[at] in PLACES or (at - first > _OFFICE and low[at - 2] == "of" and is_title_word(low[at - 3])):
            continue
        if gender_of_given(low[at]) is None or is_title_word(before) or before in _SAINTS:
            continue
        if gender_of_given(before) is not None or len(before.rstrip(".")) == 1:
            continue
        return at
    return 0


def _printed(stream: Stream, first: int, end: int) -> str:
    return " ".join(
        " ".join(word for word in stream.word[first:end] if word != '"').replace(" ,", ",").replace(" ’s", "’s").replace(" 's", "'s").split()
    )


def _title(stream: Stream, first: int, head: int) -> str:
    """The title words just before `head`; adjectives before them (`Iranian`) are no title."""
    start = head
    while start > first and (
        is_title_word(stream.word[start - 1])
        or stream.low[start - 1] in {"of", "state", "defense", "treasury"}
    ):
        start -= 1
    return " ".join(stream.word[start:head])


def _is_body(stream: Stream, first: int, end: int) -> bool:
    low, words = stream.low, stream.word
    if any(low[at] in BODIES for at in range(first, end)):
        return True
    return end - first == 1 and len(words[first]) > 1 and words[first].isupper() and words[first].isalpha()


def _pronouns_and_nouns(stream: Stream) -> list[Mention]:
    found = []
    low, kinds = stream.low, stream.kind
    speaking = _speaking_nouns(stream)
    for at in [at for at, word in enumerate(low) if word in _POINTING or at in speaking]:
        if kinds[at] is Token.NAME:
            continue
        if low[at] in SUBJECTS:
            found.append(Mention(MentionKind.PRONOUN, at, at, at))
        elif (mention := _noun(stream, at)) is not None:
            found.append(mention)
    return found


def _speaking_nouns(stream: Stream) -> set[int]:
    """Where a noun phrase with an article ends that stands beside a verb of saying."""
    kinds = stream.kind
    size = len(kinds)
    found = set()
    for at, kind in enumerate(kinds):
        if kind not in _SAYS:
            continue
        if at > 1 and kinds[at - 1] in _PLAIN and Token.ARTICLE in kinds[max(0, at - 4) : at - 1]:
            found.add(at - 1)
        if at + 3 < size and (kinds[at + 1] is Token.ARTICLE or stream.low[at + 1] == "one"):
            end = at + 2
            while end < min(size, at + 5) and kinds[end] in _PLAIN:
                end += 1
            if end > at + 2 and kinds[end] not in {Token.NAME, Token.PERSON_NOUN}:
                found.add(end - 1)
    return found


def _noun(stream: Stream, at: int) -> Mention | None:
    """The noun phrase whose head is at `at`; None if the head only describes a name or a further noun."""
    low, kinds = stream.low, stream.kind
    following = at + 1
    if following < len(stream):
        if kinds[following] is Token.NAME or low[following] in _HEADS:
            return None
        if low[at] in _COUNTS and kinds[following] not in _AFTER_A_COUNT and low[following] != "of":
            return None
    if at and kinds[at] in _SAYS and kinds[at - 1] in {Token.NAME, Token.PRONOUN}:
        return None
    first = at
    while (
        first > 0
        and at - first < _LONGEST_NOUN
        and kinds[first - 1] in _BACK
        and low[first] not in {"a", "an", "the", "another"}
    ):
        first -= 1
    if kinds[first] is Token.POSSESSIVE:
        first += 1
    return Mention(MentionKind.NOUN, first, at, at, body=low[at] in BODY_NOUNS)
