"""Mentions: the stretches of the narration that can name or point to a speaker.

Three kinds: names (`Brig. Gen. Behrouz Esbati`), pronouns (`he`) and nouns (`another Iranian official`).
One rule guards it: a mention never crosses a comma, a paragraph or a passage, but a nickname in marks.
"""

import re
from collections.abc import Sequence
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
    RELATIONS,
    SUBJECTS,
    Token,
)
from quotebrowser.extract.narration.learned_names import (
    AFTER_A_NAME,
    Learned,
    is_furniture,
    is_headline,
    is_opener,
    learned,
    opens_sentence,
)
from quotebrowser.extract.narration.name_runs import (
    ENDINGS,
    INSIDE_NAMES,
    LATIN,
    OPENING_PARTICLES,
    SAINTS,
    begins_name,
    dateline,
    extends,
    nickname,
)
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import gender_of_given, is_title_word


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


_PAIR: Final = 2
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
_LONGEST_NOUN: Final = 7
_RANKS: Final = frozenset({"chief", "principal", "deputy", "star", "ally", "rival", "founder", "expert"})
"""Heads that also stand before another: `the chief financial officer`, `the principal flautist`."""
_OWNERS: Final = frozenset({"his", "her", "their"})
_OWNING: Final = frozenset({Token.ARTICLE, Token.OBJECT})
_PARTY_TAG: Final = re.compile(r"[RDI]-[A-Z]")
_SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
_FINITE: Final = _SAYS | {Token.VERB}
_PLAIN: Final = frozenset({Token.WORD, Token.NUMBER, Token.SPEECH_NOUN})
_DESCRIBING: Final = _PLAIN | {Token.PERSON_NOUN, Token.NAME, Token.POSSESSIVE, Token.VERB}
_REACH: Final = 4
"""Tokens before a verb of saying in which the article of its subject stands."""
_NAMED: Final = frozenset({"known", "named", "identified", "nicknamed", "calling", "going"})
"""Participles between a noun and the name of whom it means: `a man calling himself Paul Pole`."""
_HEADS: Final = PERSON_NOUNS | BODY_NOUNS
_HEADS_AND_PLURALS: Final = _HEADS | {f"{noun}s" for noun in _HEADS}
_POINTING: Final = _HEADS_AND_PLURALS | SUBJECTS
_BACK: Final = frozenset({Token.WORD, Token.NAME, Token.ARTICLE, Token.NUMBER, Token.OBJECT, Token.POSSESSIVE,
                          Token.PERSON_NOUN, Token.SPEECH_NOUN})  # fmt: skip


def find(stream: Stream) -> list[Mention]:
    """All mentions of a stream in order; name tokens get the class NAME in the stream."""
    found = _names(stream, learned(stream))
    within = {
        low
        for one in found
        if one.first < one.last or not opens_sentence(stream, one.first)
        for low in stream.low[one.head : one.last + 1]
    }
    names = [
        one
        for one in found
        if not is_headline(stream, one.head, one.last)
        and not (one.first == one.last and is_opener(stream, one.first, within))
    ]
    others = _pronouns_and_nouns(stream)
    return sorted([*names, *others], key=lambda mention: mention.first)


def _names(stream: Stream, known: Learned) -> list[Mention]:
    found: list[Mention] = []
    words, size, end = stream.word, len(stream.low), 0
    for at in _capitals(stream):
        if at < end or not begins_name(stream, at):
            continue
        end = dateline(stream, at) if not at or stream.kind[at - 1] is Token.BREAK else at
        if end > at:
            continue
        end += 1
        while end < size and end - at < _LONGEST_RUN:
            step = extends(stream, at, end) or nickname(stream, at, end)
            if not step:
                break
            end += step
        if end + 1 < size and words[end] == "," and stream.low[end + 1] in _SUFFIXES:
            end += 2
        found += _runs(stream, at, end, known)
    return found


def _capitals(stream: Stream) -> list[int]:
    """Where a name can begin; most words are small, and to ask about each takes three times as long."""
    if stream.running.isdisjoint(OPENING_PARTICLES) and all(word[0] <= LATIN for word in stream.running):
        return stream.capitals
    words = enumerate(zip(stream.word, stream.low, strict=True))
    return [at for at, (word, low) in words if word != low or word in OPENING_PARTICLES or word[0] > LATIN]


def _runs(stream: Stream, first: int, end: int, known: Learned) -> list[Mention]:
    """The names in one run of capitalised tokens."""
    low, words, kinds = stream.low, stream.word, stream.kind
    while first < end and _leads_no_name(stream, first, end) and not known.begins(stream, first, end):
        first += 1
    while end > first and (low[end - 1] in CALENDAR or (low[end - 1] in OPENERS and end - first > 1)):
        if low[end - 1] in known.lasts or low[end - 1] in ENDINGS:
            break
        end -= 1
    if first >= end or _PARTY_TAG.match(words[first]) or _is_office(words, first, end):
        return []
    if end - first == 1 and is_furniture(stream, first):
        return []
    if end - first == 1 and _is_head(low[first]) and opens_sentence(stream, first):
        return []
    cut = _second_name(stream, first, end)
    if cut:
        return [*_runs(stream, first, cut, known), *_runs(stream, cut, end, known)]
    head = _after_titles(stream, first, end)
    nobody = all(low[at] in PARTY_WORDS or low[at] in CALENDAR for at in range(head, end))
    if nobody and not (end - head == 1 and (low[head] in known.lasts or _acts(stream, head))):
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


def _is_office(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a run ends with a title cut short, its bearer named later: `Ohio Gov. and author Ann Berg`."""
    return end - first > 1 and words[end - 1][-1] == "." and is_title_word(words[end - 1])


def _acts(stream: Stream, at: int) -> bool:
    """Whether a medium is the subject that acts, not the place where somebody writes: `Twitter said`."""
    after = stream.kind[at + 1] if at + 1 < len(stream.low) else Token.BREAK
    return stream.low[at] in {"twitter", "facebook"} and after in _FINITE | {
        Token.AUXILIARY,
        Token.POSSESSIVE,
    }


def _is_head(low: str) -> bool:
    """Whether a word, or that of which it is the plural, means persons or bodies that may speak."""
    return low in _HEADS_AND_PLURALS


def _leads_no_name(stream: Stream, at: int, end: int) -> bool:
    low = stream.low[at]
    if low in CALENDAR:
        return True
    if low == "new" and end - at > 1 and stream.low[at + 1] in NEW_PLACES:
        return False
    if low in OPENERS:
        return (
            low != "will" or end - at == 1 or stream.kind[min(end, len(stream.low) - 1)] not in AFTER_A_NAME
        )
    kind = stream.kind[at]
    if kind in _NEVER_NAMES:
        return True
    if low not in PARTY_WORDS or end - at == 1 or stream.low[at + 1] == "house":
        return False
    return end - at > _PAIR or stream.low[at + 1] not in BODIES


def _after_titles(stream: Stream, first: int, end: int) -> int:
    """Where the name begins in a run: after the last title word that has a name after it."""
    head = first
    at = first
    while at < end - 1:
        if at == end - _PAIR and stream.low[at + 1] in BODIES:
            break
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
        if low[at] in INSIDE_NAMES or before in INSIDE_NAMES or before in {"of", "the", "for", "&"}:
            continue
        if low[at] in PLACES or (at - first > _OFFICE and low[at - 2] == "of" and is_title_word(low[at - 3])):
            continue
        if gender_of_given(low[at]) is None or is_title_word(before) or before in SAINTS:
            continue
        if gender_of_given(before) is not None or len(before.rstrip(".")) == 1:
            continue
        return at
    return 0


def _printed(stream: Stream, first: int, end: int) -> str:
    return " ".join(
        " ".join(word for word in stream.word[first:end] if word != '"')
        .replace(" ,", ",")
        .replace(" ’s", "’s")
        .replace(" 's", "'s")
        .split()
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
    for at in sorted(speaking.union([at for at, word in enumerate(low) if word in _POINTING])):
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
    for at in [at for at, kind in enumerate(kinds) if kind in _SAYS]:
        if at > 1 and kinds[at - 1] in _PLAIN:
            begin = at - 2
            while begin > at - _REACH and kinds[begin] in _DESCRIBING:
                begin -= 1
            owner = stream.low[begin] in _OWNERS and stream.low[at - 1].removeprefix("ex-") in RELATIONS
            if begin >= 0 and (kinds[begin] is Token.ARTICLE or owner):
                found.add(at - 1)
        if at + 3 < size and (kinds[at + 1] is Token.ARTICLE or stream.low[at + 1] == "one"):
            end = at + 2
            while end < min(size, at + 5) and kinds[end] in _PLAIN and stream.low[end] not in _NAMED:
                end += 1
            if end > at + 2 and kinds[end] not in {Token.NAME, Token.PERSON_NOUN}:
                found.add(end - 1)
    return found


def _noun(stream: Stream, at: int) -> Mention | None:
    """The noun phrase whose head is at `at`; None if the head only describes a name or a further noun."""
    low, kinds = stream.low, stream.kind
    following = at + 1
    if following < len(stream.low):
        if kinds[following] is Token.NAME or low[following] in _HEADS:
            return None
        if low[at] in _RANKS and kinds[following] is Token.WORD:
            return None
        if low[at] in _COUNTS and kinds[following] not in _AFTER_A_COUNT and low[following] != "of":
            return None
    if at and kinds[at] in _FINITE and kinds[at - 1] in {Token.NAME, Token.PRONOUN}:
        return None
    first = at
    while (
        first > 0
        and at - first < _LONGEST_NOUN
        and (kinds[first - 1] in _BACK or (kinds[first - 1] is Token.VERB and kinds[first - 2] in _OWNING))
        and low[first] not in {"a", "an", "the", "another"}
    ):
        first -= 1
    if kinds[first] is Token.POSSESSIVE:
        first += 1
    return Mention(MentionKind.NOUN, first, at, at, body=low[at] in BODY_NOUNS)
