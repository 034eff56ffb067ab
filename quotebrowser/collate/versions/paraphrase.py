"""Words of an utterance that an article tells near its quote without quotation marks.

One rule guards it: a paraphrase is not a quote. It is looked for only where the article does not quote the
words, in the paragraphs of its quotes, outside every quotation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate.tokens import stem
from quotebrowser.collate.versions.alignment import placed, weight
from quotebrowser.collate.versions.printed_words import Printed, printed_words
from quotebrowser.model import Span

_AROUND: Final = 400
"""Characters of a paragraph on either side of a quote that are searched."""
_LEAST: Final = 3.0
"""Content words that must be told: two are shared by any two sentences on one subject."""
_SHARE: Final = 0.6
"""Share of the words that must be paraphrased."""
_SPREAD: Final = 2
"""Paraphrased words may stand this many times wider apart than quoted ones."""
_MARKS: Final = '“”"„«»'
_OPENING: Final = f"{_MARKS}'‘ "


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Words of the utterance that the article's narration has."""

    first: int
    """First column of the words."""
    last: int
    """Last column."""
    span: Span
    """Where they are paraphrased."""


def paraphrases(
    text: str,
    quoted: Sequence[Span],
    base: Sequence[Printed | None],
    missing: Sequence[bool],
    ends: Sequence[bool],
) -> tuple[Paraphrase, ...]:
    """What the narration of `text` tells of the words that it does not quote.

    Args:
        text: of the article.
        quoted: its passages of the utterance.
        base: the base's word in each column, or None.
        missing: whether the article's quotes do not reach a column.
        ends: whether a sentence ends with a column.
    """
    sentences = []
    for columns in _sentences(base, missing, ends):
        keys = [stem(word.key) for column in columns if (word := base[column]) is not None]
        if weight(keys) >= _LEAST:
            sentences.append((columns, keys))
    if not sentences:
        return ()
    narration = [printed_words(text[span.start : span.end], span.start) for span in _narration(text, quoted)]
    found = []
    for columns, keys in sentences:
        places = (place for words in narration if (place := _place(keys, words)) is not None)
        span = next(places, None)
        if span is not None:
            found.append(Paraphrase(columns[0], columns[-1], span))
    return tuple(found)


def _narration(text: str, quoted: Iterable[Span]) -> Iterator[Span]:
    """The stretches around the passages that stand in no quotation marks."""
    for span in quoted:
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
        end = text.find("\n", span.end)
        end = min(len(text) if end < 0 else end, span.end + _AROUND)
        before = max(start, *(text.rfind(mark, start, max(start, span.start - 1)) + 1 for mark in _MARKS))
        yield Span(before, before + len(text[before : span.start].rstrip(_OPENING)))
        after = [at for mark in _MARKS if (at := text.find(mark, min(end, span.end + 1), end)) >= 0]
        yield Span(span.end, min([end, *after]))


def _sentences(
    base: Sequence[Printed | None], missing: Sequence[bool], ends: Sequence[bool]
) -> Iterator[list[int]]:
    """Columns of the base's words that are not quoted, sentence by sentence."""
    columns: list[int] = []
    for column, word in enumerate(base):
        if word is not None and missing[column]:
            columns.append(column)
        if columns and (word is None or not missing[column] or ends[column]):
            yield columns
            columns = []
    if columns:
        yield columns


def _place(keys: Sequence[str], words: Sequence[Printed]) -> Span | None:
    """Where the narration tells the words; None if it does not."""
    blocks = placed(keys, [stem(word.key) for word in words])
    shared = sum(weight(keys[column : column + length]) for column, _, length in blocks)
    if shared < max(_LEAST, _SHARE * weight(keys)):
        return None
    first, last = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    if last - first > _SPREAD * len(keys):
        return None
    return Span(words[first].span.start, words[last - 1].span.end)
