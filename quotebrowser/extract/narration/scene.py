"""An analysed article: its passages, narration, mentions and clusters, with counts ready for questions.

One rule guards it: every question about what stands between two tokens is answered from running counts,
so that the work stays linear whatever the article looks like.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from quotebrowser.extract.marks.marked import Marked
from quotebrowser.extract.narration.appositions import merge
from quotebrowser.extract.narration.clusters import Cluster, gather
from quotebrowser.extract.narration.english_words import OPENERS, Token
from quotebrowser.extract.narration.mentions import Mention, find
from quotebrowser.extract.narration.stream import Stream, narrate
from quotebrowser.model import Span

SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
"""Finite verbs that can report speech."""
REPORTING: Final = SAYS | {Token.SAYING}
"""All verb forms that can report speech."""
_QUOTED_NAME: Final = re.compile(r"[A-Z][a-z]{1,20} (?:[A-Z]\. )?[A-Z][A-Za-z'’-]{1,20}")
_MOST_QUOTED_NAMES: Final = 20
_FAR: Final = 99


@dataclass(slots=True)
class Scene:
    """What the stages after the scanner look at."""

    text: str
    """Of the article."""
    passages: list[Marked]
    """Top-level passages in order; the n-th is token `stream.passage_at[n]`."""
    stream: Stream
    """The narration."""
    mentions: list[Mention]
    """In order."""
    clusters: list[Cluster]
    """Who is who."""
    firsts: list[int]
    """Stream position of each mention's first token."""
    counts: dict[str, Sequence[int]]
    """Running counts: `counts[name][i]` tokens of that sort stand before position i."""
    next_say: Sequence[int]
    """Position of the first reporting verb at or after each position; the length of the stream for none."""
    last_say: Sequence[int]
    """Position of the last reporting verb before each position; -1 for none."""

    sentence_ends: list[int]
    """Position one past the last token of each sentence."""
    quoted: frozenset[int]
    """Paragraphs that hold a passage."""

    def between(self, name: str, low: int, high: int) -> int:
        """How many tokens of a sort stand in positions low..high-1."""
        if high <= low:
            return 0
        count = self.counts[name]
        return count[high] - count[low]

    def mention_span(self, mention: Mention) -> Span:
        """Where a mention stands in the text."""
        return Span(self.stream.start[mention.first], self.stream.end[mention.last])

    def mentions_in(self, low: int, high: int) -> range:
        """Numbers of the mentions that begin in stream positions low..high-1."""
        return range(bisect_left(self.firsts, low), bisect_left(self.firsts, high))


_SORTS: Final[dict[str, frozenset[Token]]] = {
    "comma": frozenset({Token.COMMA}),
    "stop": frozenset({Token.STOP}),
    "colon": frozenset({Token.COLON}),
    "quote": frozenset({Token.QUOTE}),
    "say": REPORTING,
    "that": frozenset({Token.THAT}),
    "conjunction": frozenset({Token.CONJUNCTION}),
    "paren": frozenset({Token.PAREN, Token.DASH}),
    "verb": frozenset({Token.VERB, Token.AUXILIARY}),
}
_FLAGS: Final = {
    name: bytes(int(number < len(Token) and Token(number) in sort) for number in range(256))
    for name, sort in _SORTS.items()
}


def observe(text: str, lines: Sequence[Span], passages: Sequence[Marked]) -> Scene:
    """Analyse an article whose paragraphs and passages are known."""
    tops = [passage for passage in passages if passage.depth == 0]
    stream = narrate(text, lines, tops)
    mentions = find(stream)
    clusters = gather(stream, mentions, _quoted_names(text, tops))
    mentions = merge(stream, mentions)
    kinds = bytes(stream.kind)
    counts: dict[str, Sequence[int]] = {
        name: array("l", accumulate(kinds.translate(flags), initial=0)) for name, flags in _FLAGS.items()
    }
    begins = bytearray(len(stream.low))
    for mention in mentions:
        begins[mention.first] = 1
    counts["mention"] = array("l", accumulate(begins, initial=0))
    following, preceding = _says(stream)
    firsts = [mention.first for mention in mentions]
    return Scene(
        text=text,
        passages=tops,
        stream=stream,
        mentions=mentions,
        clusters=clusters,
        firsts=firsts,
        counts=counts,
        next_say=following,
        last_say=preceding,
        sentence_ends=_sentence_ends(stream),
        quoted=frozenset(stream.paragraph[at] for at in stream.passage_at),
    )


def _sentence_ends(stream: Stream) -> list[int]:
    ends = [0] * (stream.sentence[-1] + 1 if stream.sentence else 0)
    for at, number in enumerate(stream.sentence):
        ends[number] = at + 1
    return ends


def _says(stream: Stream) -> tuple[Sequence[int], Sequence[int]]:
    size = len(stream.low)
    following, preceding = array("l"), array("l")
    last = -1
    for at in [at for at, kind in enumerate(stream.kind) if kind in REPORTING]:
        following.extend(array("l", [at]) * (at - last))
        preceding.extend(array("l", [last]) * (at - last))
        last = at
    following.extend(array("l", [size]) * (size - last))
    preceding.extend(array("l", [last]) * (size - last))
    return following, preceding


def _quoted_names(text: str, tops: Sequence[Marked]) -> Iterator[str]:
    """Full names printed inside passages, for surnames the narration never completes."""
    for passage in tops:
        for number, match in enumerate(_QUOTED_NAME.finditer(text, passage.span.start, passage.span.end)):
            if number >= _MOST_QUOTED_NAMES:
                break
            if match.group().split()[0].lower() not in OPENERS:
                yield match.group()
