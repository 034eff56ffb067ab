"""What of a turn is speech: its sentences, without stage directions, editors' notes and page furniture.

One rule guards it: a sentence is a span of the text as it is. What stands within it and is no speech cuts it
in two; nothing is taken out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.model import Span
from quotebrowser.names import is_title_word
from quotebrowser.text.words import word_list

_WORDS: Final = (
    r"laughter|applause|inaudible|cross-?talk|pause|laughs?|laughing|chuckles|cheers|cheering|booing|boos|ph|sic"
    r"|unintelligible|off-?mic|phonetic|sighs|music|voice-?over|on camera|as interpreted|commercial break"
    r"|no translation provided|through (?:an )?interpreter|speaks? [a-z ]{3,30}|in [a-z]{4,12}"
    r"|(?:begin|end) video[^()\n]{0,30}"
    r"|(?:applaudissements|rires|sourires|exclamations|huées|brouhaha|beifall|heiterkeit|lachen|gelächter|unruhe"
    r"|zurufe?|zwischenrufe?|aplausos|risas|applausi|risate|applaus|gelach)\b[^()\n]{0,80}"
)
"""Stage directions in round brackets."""
_NOTES: Final = (
    r"cross-?talk|inaudible|laugh|unintelligible|sic\b|interruption|foreign|music|applause|pause|silence|cheer|boo"
    r"|sigh|cough|gavel|recess|off-?mic|phonetic|indistinct|no audio|background|video|audio|speak"
)
"""How notes in square brackets begin; what else stands there was added to the words and is kept."""
_ASIDE: Final = re.compile(
    rf"\\?\((?:[A-Z][A-Z ,.'’/&-]*|(?i:(?:{_WORDS})[.,;!]?(?: and [a-z]{{3,12}}\.?)?))\\?\)"
    rf"|\\?\[ ?(?i:{_NOTES})[^\]\n]{{0,60}}\\?\]"
    r"|\\?\[\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\\?\]|\[\[?Page [^\]\n]{1,20}\]\]?|\[Time: [^\]\n]{1,20}\]"
    r"|\{time\}[ \t]{1,4}\d{4}|<[a-z!/][^<>\n]{0,300}>|[♪♫]+"
)
"""What is said of the speech, and not said."""
_APART: Final = re.compile(
    r"[ \t]*(?:#{1,6} |!\[|\\?[-=*_][-=*_\\ ]{2,}\s*\Z|[(\[][^()\[\]\n]{1,400}[)\]]\.?\s*\Z"
    r"|[*_]{1,2}[(\[][^\n]{1,300}[)\]][*_]{1,2}\s*\Z|\*[^*\n]{20,}\*\s*\Z|_[^_\n]{20,}_\s*\Z"
    r"|\d{1,2}:\d\d(?::\d\d)? ?(?:[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?\s*\Z"
    r"|(?:(?:Page|PAGE) )?\d{1,4}(?: of \d{1,4})?\s*\Z"
    r"|(?:[A-Z-]{4,14} ){0,3}BY (?:MR|MS|MRS|DR)\. [A-Z'’ -]{2,40}:?\s*\Z"
    r"|(?:Continue reading the main story|Advertisement|Photo|RELATED COVERAGE|Share this|Read more"
    r"|Skip to content)\s*\Z"
    r"|(?:Mr\.|Mrs\.|Ms\.|The) (?:[A-Z][a-z]{0,2})?[A-Z]{2,}[A-Z ]* (?:addressed|was recognized|suggested)\b)"
)
"""Lines that are no speech as a whole: headings, rules, directions, notes, page furniture."""
_PICTURED: Final = re.compile(r"Credit [A-Z][^.!?\n]{3,60}/[A-Z][^.!?\n]{2,40}\s*\Z")
"""The end of a picture's caption."""
_HEADING: Final = re.compile(r"[ \t]{0,60}[A-Z][^a-z\n]{4,90}[^a-z\n.!?…:;,—–\-\"”’)]\s*\Z")
"""A line in capitals that no sentence ends."""
_CLOSED: Final = re.compile(
    r"[ \t]*(?:END\b[^a-z\n]{0,40}\Z|-?E ?N ?D-?\s*\Z|\[E(?:ND|nd of)\b.{0,60}|\(End of .{1,40}"
    r"|###?\s*\Z|-30-\s*\Z|\*{3}END\*{3}|_{8,}\s*\Z|(?:\\_){8,}\s*\Z|TO BE CONTINUED|Copyright\b.{0,90}"
    r"|\((?:The )?[^()\n]{0,60}(?:adjourned|concluded)[^()\n]{0,60}\))"
)
"""A line that ends the record."""
_END: Final = re.compile(r"[.!?…。！？](?:[\"'”’»)\]*_]{0,4}(?=\s)|[\"'”’»)\]*_]{0,4}\Z)")
_LAST_WORD: Final = re.compile(r"[^\s\"“(‘\[]{1,24}\Z")
_ABBREVIATED: Final = frozenset(word_list("vs st no nos fig dept gov jr sr etc approx inc art sec vol"))
_LONGEST_TITLE: Final = 5
"""Letters of the titles that are abbreviated: `Brig.`, not `President.`"""
_LETTERED: Final = re.compile(r"(?:[A-Z]\.)*[A-Z]\.\Z")
"""`J.`, `U.S.`: a full stop that seldom ends a sentence."""
_WIDEST: Final = 140
_FULL: Final = 0.8
_MOST_WORDS: Final = 90
"""Words of a sentence; speech that was written down without stops is cut there."""
_WORD: Final = re.compile(r"\S+")
_EDGE: Final = " \t\n\r\f\v\xa0*\\"


def spoken(text: str, turn: Span, furniture: Sequence[Span], *, last: bool) -> Iterator[Span]:
    """The sentences of a turn, in order.

    Args:
        text: all of it.
        turn: from the end of a label to the next.
        furniture: lines that are no running text, in order.
        last: whether nothing is said after it, so that it ends where the record is closed.
    """
    for block in _blocks(text, turn, furniture, last=last):
        start = block.start
        for aside in _ASIDE.finditer(text, block.start, block.end):
            yield from _sentences(text, start, aside.start())
            start = aside.end()
        yield from _sentences(text, start, block.end)


def _blocks(text: str, turn: Span, furniture: Sequence[Span], *, last: bool) -> Iterator[Span]:
    """The paragraphs of a turn; a line that is full, or whose sentence goes on, is one with the next."""
    width = _width(text, turn)
    at = bisect_left(furniture, turn.start, key=lambda span: span.end)
    start = end = -1
    place = turn.start
    while place < turn.end:
        stop = text.find("\n", place, turn.end)
        stop = turn.end if stop < 0 else stop
        line = Span(place, stop)
        place = stop + 1
        first = line.start == turn.start
        while at < len(furniture) and furniture[at].end <= line.start:
            at += 1
        printed = line.of(text)
        words = printed.strip()
        if last and not first and _CLOSED.match(printed):
            break
        apart = not first and at < len(furniture) and furniture[at].overlaps(line)
        if not words or apart or (not first and _is_apart(printed)) or _PICTURED.search(printed):
            if start >= 0:
                yield Span(start, end)
            start = -1
            continue
        if start >= 0 and not _goes_on(text, end, words, width):
            yield Span(start, end)
            start = -1
        start = line.start if start < 0 else start
        end = line.start + len(printed.rstrip())
    if start >= 0:
        yield Span(start, end)


def _is_apart(line: str) -> bool:
    return _APART.match(line) is not None or _HEADING.match(line) is not None


def _width(text: str, turn: Span) -> int:
    """At how many characters the lines of a turn were broken; 0 where they are paragraphs."""
    lengths = [len(line) for line in text[turn.start : turn.end].split("\n")]
    longest = max(lengths)
    return longest if longest <= _WIDEST else 0


def _goes_on(text: str, end: int, words: str, width: int) -> bool:
    """Whether a paragraph goes on in the next line."""
    if words[0].islower():
        return True
    line = end - text.rfind("\n", 0, end)
    return width > 0 and line + len(words.split(None, 1)[0]) > width * _FULL


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences between two places, without blanks around them."""
    for stop in _END.finditer(text, start, end):
        if stop.end() < end and _is_abbreviated(text, start, stop):
            continue
        yield from _bounded(text, start, stop.end())
        start = stop.end()
    yield from _bounded(text, start, end)


def _is_abbreviated(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0] != ".":
        return False
    word = _LAST_WORD.search(text, max(start, stop.start() - 24), stop.start())
    if word is None:
        return False
    following = text[stop.end() : stop.end() + 3].lstrip()
    if following[:1].islower():
        return True
    low = word[0].lower()
    if low in _ABBREVIATED or _LETTERED.match(f"{word[0]}."):
        return True
    return word[0][0].isupper() and len(low) <= _LONGEST_TITLE and is_title_word(low)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, cut where it has more words than any has; nothing where it has none."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    if text.count(" ", start, end) <= _MOST_WORDS:
        if any(map(str.isalnum, text[start:end])):
            yield Span(start, end)
        return
    words = list(_WORD.finditer(text, start, end))
    for first in range(0, len(words), _MOST_WORDS):
        some = words[first : first + _MOST_WORDS]
        yield Span(some[0].start(), some[-1].end())
