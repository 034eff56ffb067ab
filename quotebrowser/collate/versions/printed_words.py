"""The words of passages as they are printed: punctuation and marks of emphasis belong to their word.

One rule guards it: a printed word's span leads back to its characters in the article, and the spans of a
passage cover all of it but white space. Where a printing is cut is read off its article alone.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from quotebrowser.model import Article, Passage, Span
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import fold, fold_marks

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # initials: U.S.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_][^\W_]*(?:\*+[^\W_]*)?(?:['’ʼ‘][^\W_]+)*"
    r"|\*{2,}|[%&]"
)
_ELLIPSIS: Final = re.compile(r"…|\.{3,}|\.(?: \.){2,3}")
_EMPHASIS: Final = re.compile(r"\*+|_+")
_AROUND: Final = ".,;:!?…“”‘’\"'()[]–—*_"
_BETWEEN: Final = 40
"""Characters that may stand between two words that are next to each other: marks, blanks, an empty line."""
_IN_A_ROW: Final = 5
"""Words next to each other that are not said twice by chance."""
_LONGEST_EMPHASIS: Final = 3
_BEFORE_WORD: Final = frozenset("*_“‘([")
_BLANK: Final = "\0"
"""Put where a mark of emphasis stands: no letter and no white space."""
_OPENING: Final = re.compile(r"[\[(]")
_CLOSING: Final = {"[": "]", "(": ")"}
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'’”»)\]]*\Z")
_ABBREVIATED: Final = frozenset(
    {
        "gov",
        "sen",
        "rep",
        "gen",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "lt",
        "sgt",
        "col",
        "capt",
        "st",
        "us",
        "uk",
    }
)
"""Words whose period seldom ends a sentence."""


@dataclass(frozen=True)
class Printed:
    """A printed word with the punctuation that belongs to it."""

    key: str
    """Folded word: two words are the same when these are equal."""
    text: str
    """The slice of the article, punctuation included."""
    plain: str
    """The same without marks of emphasis: `**She**` is `She`."""
    span: Span
    """Where that stands in the article."""
    editor: bool
    """Whether it stands in brackets: words of an editor, not of the speaker."""
    after_gap: bool
    """Whether an ellipsis stands before it, or a bracketed one."""
    before_gap: bool
    """Whether an ellipsis stands after it."""

    @cached_property
    def face(self) -> str:
        """What must be equal for two prints to be the same: marks folded, ellipses left out."""
        plain = _ELLIPSIS.sub("", fold_marks(self.text)) if self.after_gap or self.before_gap else None
        return (fold_marks(self.text) if plain is None else plain.replace("[]", "").replace("()", "")).strip()

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it, as far as punctuation tells."""
        return _SENTENCE_END.search(self.plain) is not None and self.key not in _ABBREVIATED


def printed(passage: Passage) -> tuple[Printed, ...]:
    """The printed words of a passage in order."""
    return printed_words(passage.text, passage.span.start)


@lru_cache(maxsize=16384)
def word_keys(text: str) -> tuple[str, ...]:
    """The folded words of `text`, as its `printed_words` have them."""
    return tuple(_key(text[match.start() : match.end()]) for match in _WORD.finditer(_without_emphasis(text)))


@lru_cache(maxsize=4096)
def printed_words(text: str, offset: int = 0) -> tuple[Printed, ...]:
    """The printed words of `text`, which starts at `offset` of its article."""
    plain = _without_emphasis(text)
    found = [(match.start(), match.end()) for match in _WORD.finditer(plain)]
    if not found:
        return ()
    spaced = one_line(text, " ")
    cuts = [_cut(spaced, end, start) for (_, end), (start, _) in itertools.pairwise(found)]
    starts = [len(text) - len(text.lstrip()), *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), len(text.rstrip())]
    edges = [0, *(end for _, end in found)], [*(start for start, _ in found), len(text)]
    gaps = [_ELLIPSIS.search(text, left, right) is not None for left, right in zip(*edges, strict=True)]
    brackets = _bracketed(text)
    opened, closed = [first for first, _ in brackets], [last for _, last in brackets]
    return tuple(
        Printed(
            key=_key(text[word_start:word_end]),
            text=text[start:end],
            plain=plain[start:end].replace(_BLANK, ""),
            span=Span(offset + start, offset + end),
            editor=bisect_right(opened, word_start) > bisect_right(closed, word_start),
            after_gap=gaps[index],
            before_gap=gaps[index + 1],
        )
        for index, ((word_start, word_end), start, end) in enumerate(zip(found, starts, ends, strict=True))
    )


def begins_small(word: Printed) -> bool:
    """Whether a word begins with a small letter: no sentence begins with it."""
    return word.plain.lstrip("\"'“‘([")[:1].islower()


def as_printed(words: Sequence[Printed]) -> str:
    """Words on one line, with a blank only where the article has white space, or other words."""
    shown = ""
    end = -1
    for word in words:
        shown += ("" if not shown or word.span.start == end else " ") + word.plain
        end = word.span.end
    return shown


def is_in(words: Sequence[Printed], text: str) -> bool:
    """Whether some of the words stand next to each other in a text, whatever is between them but words."""
    plain = [core for word in words if (core := word.plain.strip(_AROUND))]
    last = max(len(plain) - _IN_A_ROW, 0)
    return any(_stands_in(plain[at : at + _IN_A_ROW], text) for at in dict.fromkeys((0, last // 2, last)))


def _stands_in(row: Sequence[str], text: str) -> bool:
    """Whether words stand next to each other in a text; looked for where the longest of them stands."""
    if not row:
        return False
    pattern = r"\b" + r"\W+".join(map(re.escape, row)).replace("’", "['’]") + r"\b"
    wanted, lowered = re.compile(pattern, re.IGNORECASE), _lowered(text)
    rarest = max((part for word in row for part in re.split("['’]", word)), key=len).lower()
    if not rarest or len(lowered) != len(text):
        return wanted.search(text) is not None
    reach = sum(map(len, row)) + _BETWEEN * len(row)
    at = lowered.find(rarest)
    while at >= 0:
        if wanted.search(text, max(at - reach, 0), at + len(rarest) + reach):
            return True
        at = lowered.find(rarest, at + 1)
    return False


@lru_cache(maxsize=4)
def _lowered(text: str) -> str:
    """A text in small letters; a record is looked through again and again."""
    return text.lower()


def _without_emphasis(text: str) -> str:
    """`text` with `_BLANK` where Markdown's `*` or `_` open and close, up to three of them on each side.

    Marks without a partner stay: `f***` is a masked word.
    """
    if "*" not in text and "_" not in text:
        return text
    chars = list(text)
    opened: dict[str, int] = {}
    for match in _EMPHASIS.finditer(text):
        run, start, end = match.group(), match.start(), match.end()
        if len(run) > _LONGEST_EMPHASIS:
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if run in opened and before.strip() and not after.isalnum():
            first = opened.pop(run)
            chars[first : first + len(run)] = chars[start:end] = _BLANK * len(run)
        elif not before.isalnum() and (after.isalnum() or after in _BEFORE_WORD):
            opened[run] = start
    return "".join(chars)


def _key(word: str) -> str:
    key = fold(word)
    return (key.replace(",", "") if key[:1].isdigit() else key.replace(".", "")) or word


def _cut(text: str, left: int, right: int) -> tuple[int, int]:
    """Where the word before `left` ends with its punctuation, and where the next one starts with its own."""
    start = right
    while start > left and not text[start - 1].isspace():
        start -= 1
    if start == left:
        return right, right
    end = start
    while end > left and text[end - 1].isspace():
        end -= 1
    return end, start


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Ranges between brackets that close."""
    ranges = []
    last = {mark: text.rfind(mark) for mark in _CLOSING.values()}
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        at = opening.end()
        mark = _CLOSING[opening.group()]
        if last[mark] >= at:
            end = text.index(mark, at)
            ranges.append((opening.start(), end))
            at = end + 1
    return ranges


@dataclass(frozen=True, slots=True)
class Printing:
    """Words that an article prints in one go."""

    passages: tuple[Passage, ...]
    """One, or the paragraphs of one speech."""
    words: tuple[Printed, ...]
    """In the article's order."""
    homes: tuple[int, ...]
    """Index of the passage of each word."""
    bounds: tuple[int, ...] = ()
    """Words before which an ellipsis stands: those on either side of it are aligned apart."""
    ended: bool = False
    """Whether the narration after it ends a sentence, and the quote then goes on with another."""
    whole: bool = True
    """Whether its passages are printed as they stand; else narration does not begin where they end."""
    origin: tuple[Passage, ...] = ()
    """Of a part that was split off: the passages of all that is printed in one go; else empty."""
    within: tuple[int, int] | None = None
    """Numbers of the first and the last word of the record that it is a printing of; None: of none."""

    @property
    def keys(self) -> list[str]:
        """The folded words."""
        return [word.key for word in self.words]

    @property
    def quoted(self) -> tuple[Passage, ...]:
        """The passages as their article prints them."""
        return self.origin or self.passages

    def split(self, starts: Sequence[int]) -> "list[Printing]":
        """Its parts, each from a word to the next of `starts`, all of one printing."""
        if len(starts) == 1:
            return [self]
        ends = [*starts[1:], len(self.words)]
        return [
            replace(self.clipped(first, last), whole=self.whole, origin=self.passages)
            for first, last in zip(starts, ends, strict=True)
        ]

    def uid(self, word: int) -> str:
        """Uid of the passage that prints a word."""
        return self.passages[self.homes[word]].uid

    def clipped(self, first: int, last: int) -> "Printing":
        """Some of its words, `last` excluded."""
        bounds = tuple(bound - first for bound in self.bounds if first < bound < last)
        words, homes = self.words[first:last], self.homes[first:last]
        parts = []
        for index in dict.fromkeys(homes):
            part = self.passages[index]
            own = [word.span for word, home in zip(words, homes, strict=True) if home == index]
            span = Span(own[0].start, own[-1].end)
            at = part.span.start
            parts.append(replace(part, span=span, text=part.text[span.start - at : span.end - at]))
        return Printing(tuple(parts), words, tuple(home - homes[0] for home in homes), bounds, whole=False)


def printings(passages: Iterable[Passage], articles: Mapping[str, Article]) -> list[Printing]:
    """The printings of some passages by article and place; all that a record has is one."""
    ordered = sorted(passages, key=lambda one: (one.article, one.quote, one.span, one.uid))
    found: list[Printing] = []
    for article, own in itertools.groupby(ordered, key=lambda one: one.article):
        if articles[article].form.is_record:
            found.append(_printing(sorted(own, key=lambda one: one.span), ended=False))
            continue
        for _, parts in itertools.groupby(own, key=lambda one: one.quote):
            found += _of_quote(list(parts), articles[article].text)
    return sorted(found, key=lambda one: (one.passages[0].article, one.passages[0].span))


def _of_quote(parts: Sequence[Passage], text: str) -> Iterator[Printing]:
    run: list[Passage] = []
    for part, following in itertools.zip_longest(parts, parts[1:]):
        run.append(part)
        between = text[part.span.end : following.span.start] if following else ""
        if following is None or any(char.isalnum() for char in between):
            yield _printing(run, ended=following is not None and _ends(between, following.text))
            run = []


def _ends(narration: str, following: str) -> bool:
    """Whether a sentence ends with the narration between two parts: `he said. “We`, not `he said, “we`."""
    return narration.rstrip(" \n\t\"'“‘„«»").endswith((".", "!", "?", ":")) and following[:1].isupper()


def _printing(passages: Sequence[Passage], *, ended: bool) -> Printing:
    words: list[Printed] = []
    homes: list[int] = []
    for index, passage in enumerate(passages):
        found = printed(passage)
        words += found
        homes += [index] * len(found)
    bounds = tuple(
        index
        for index, (before, after) in enumerate(itertools.pairwise(words), 1)
        if before.before_gap or after.after_gap
    )
    return Printing(tuple(passages), tuple(words), tuple(homes), bounds, ended)
