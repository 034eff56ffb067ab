"""The words of a passage as grouping counts them, and how much each one tells.

One rule guards it: the same text gives the same words and weights on every machine and in every library.
Nothing here depends on what is stored, so that groups cannot depend on the order of adding.
"""

import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Final

from quotebrowser.collate.one_spelling import NUMBERS, one_spelling
from quotebrowser.text import fold, fold_marks

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_IN_NUMBER: Final = re.compile(r"(?<=\d),(?=\d)")
_INITIALS: Final = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_]\b)")
_MAIL: Final = re.compile(r"\b([Ee]) ?- ?mail")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:…])[\s\"'(\[]*\Z")
_LOOK_BACK: Final = 6
_LETTER: Final = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
"""A letter that an editor changed: `[W]e`."""
_EDITORS: Final = re.compile(r"\[[^\[\]\n]{0,80}\]")
"""What an editor put in: an explanation, or what stands in place of words that were said."""
_INNER_MARK: Final = re.compile(r"(?<![^\W_])(['\"])(?=[^\W_\[(])|(?<=[^\s'\"])(['\"])(?![^\W_])")

_ENDINGS: Final = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would", "em": "them"}
_IS: Final = frozenset({"it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "this"})
_WHOLE: Final = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "ok": ("okay",),
}

BETWEEN_PARTS: Final = "\x1f"
"""Stands between sentences that are weighed together: no word or name goes over it."""
_SUFFIXES: Final = ("ing", "ed", "es", "s")
_STEMMED_FROM: Final = 5
_SHORTEST_STEM: Final = 3

UNKNOWN: Final = 8.54
"""Weight of a word that the frozen table does not have, and the largest there is (see `word_weights.py`)."""


_NAME_SHARE: Final = 0.5
"""How much a word of a name weighs: names tell what is spoken of, not that it is the same utterance. On
labelled news pairs half was as good as less; the full weight joined statements about one law or office."""


_STOCK_SHARE: Final = 0.6
"""How much a word of a stock phrase weighs: of what everybody says it does not tell who said it when. Half
parts statements that consist of little else; .7 joins the boilerplate of two firms."""
_SHORTEST_STOCK: Final = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """A passage as grouping sees it."""

    ids: "array[int]"
    """A 32-bit number a word."""
    raw: tuple[float, ...]
    """Of each word: the negative logarithm of how probable it is that a quote holds it."""
    weights: tuple[float, ...]
    """The same, those of words of names diminished: what a score counts."""
    total: float
    """Sum of the weights."""
    bare: float
    """The same without those of numbers: what a score must be held against at least."""
    known: frozenset[int]
    """The ids, each once."""
    numbers: frozenset[int]
    """Those of words that are numbers: `12`, `dozen`."""
    nested: tuple[tuple[int, int], ...]
    """First word and one past the last of each stretch that stands in quotation marks of its own."""

    def __len__(self) -> int:
        return len(self.ids)


def expanded(word: str) -> tuple[str, ...]:
    """A folded word with its contraction undone: `don't` is `do not`; a possessive loses its ending."""
    whole = _WHOLE.get(word)
    if whole is not None:
        return whole
    head, apostrophe, ending = word.rpartition("'")
    if not apostrophe:
        return (word,)
    if ending == "t" and head.endswith("n"):
        return (head[:-1], "not")
    if ending == "s":
        return (head, "is") if head in _IS else (head,)
    if ending in _ENDINGS:
        return (head, _ENDINGS[ending])
    return (word.replace("'", ""),)


def stem(word: str) -> str:
    """`word` without a common English ending: enough to see `says` and `saying` as one."""
    if len(word) >= _STEMMED_FROM:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
                return word[: -len(suffix)]
    return word


def stems(text: str) -> list[str]:
    """The words of `text` as they are weighed."""
    printed = (fold(match.group(), strokes=False) for match in _WORD.finditer(_plain(text)))
    return [word for folded in printed for word in _stems_of(folded)]


@lru_cache(maxsize=1 << 16)
def _stems_of(word: str) -> tuple[str, ...]:
    """The stems of a folded word: two for a contraction."""
    if "'" in word or word in _WHOLE:
        return tuple(stem(one_spelling(one, _is_common)) for one in expanded(word))
    return (stem(one_spelling(word, _is_common)),)


def _is_common(word: str) -> bool:
    return zlib.crc32(stem(word).encode("utf-8", "surrogatepass")) in _weights()


@lru_cache(maxsize=1 << 16)
def _weighed(word: str) -> tuple[tuple[int, float], ...]:
    """Number and weight of each stem of a folded word."""
    ids = [zlib.crc32(one.encode("utf-8", "surrogatepass")) for one in _stems_of(word)]
    return tuple((number, _weights().get(number, UNKNOWN)) for number in ids)


def _plain(text: str) -> str:
    """`text` with plain marks, initials without periods and numbers without commas."""
    plain = fold_marks(text)
    if "[" in plain:
        plain = _EDITORS.sub(" ", _LETTER.sub(r"\1", plain))
    if "," in plain:
        plain = _IN_NUMBER.sub("", plain)
    if "." in plain:
        plain = _INITIALS.sub(r"\1", plain)
    return _MAIL.sub(r"\1mail", plain) if "mail" in plain else plain


def _nested(plain: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text in quotation marks, in characters."""
    if "'" not in plain and '"' not in plain:
        return ()
    found = []
    opened: re.Match[str] | None = None
    for mark in _INNER_MARK.finditer(plain):
        if mark[1]:
            opened = opened or mark
        elif opened is not None and mark[2] == opened[1]:
            found.append((opened.end(), mark.start()))
            opened = None
    return tuple(found)


def _is_name(plain: str, start: int) -> bool:
    """Whether the capitalised word at `start` is a part of a name: it begins no sentence."""
    return plain[start + 1 : start + 2].isalnum() and not _SENTENCE_START.search(
        plain, max(0, start - _LOOK_BACK), start
    )


@cache
def _weights() -> dict[int, float]:
    table = resources.files("quotebrowser.collate").joinpath("weights.txt").read_text("utf-8")
    rows = (line.split() for line in table.splitlines() if line and not line.startswith("#"))
    return {zlib.crc32(word.encode()): int(hundredths) / 100 for word, hundredths in rows}


@cache
def _stock() -> dict[tuple[int, int, int], tuple[tuple[int, ...], ...]]:
    """Stock phrases of three words and more, longest first, by the numbers of their first three words."""
    found: dict[tuple[int, int, int], set[tuple[int, ...]]] = {}
    table = resources.files("quotebrowser.collate").joinpath("stock_phrases.txt").read_text("utf-8")
    for line in table.splitlines():
        words = () if line.startswith("#") else _numbers(line)
        if len(words) >= _SHORTEST_STOCK:
            found.setdefault((words[0], words[1], words[2]), set()).add(words)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(zlib.crc32(word.encode()) for word in stems(text))


def _stock_in(ids: Sequence[int]) -> Iterator[int]:
    """Places of the words of stock phrases; some more than once, for phrases overlap."""
    table = _stock()
    triples = list(zip(ids, ids[1:], ids[2:], strict=False))
    if table.keys().isdisjoint(triples):
        return
    for at, first in enumerate(triples):
        for phrase in table.get(first, ()):
            if tuple(ids[at : at + len(phrase)]) == phrase:
                yield from range(at, at + len(phrase))
                break


@lru_cache(maxsize=32768)
def tokens(text: str) -> Tokens:
    """The words of `text`: folded, contractions undone, lightly stemmed; those of parts in their order."""
    if BETWEEN_PARTS in text:
        return _together([tokens(part) for part in text.split(BETWEEN_PARTS)])
    plain = _plain(text)
    headline = plain.isupper()
    ascii_only = plain.isascii()
    ids: list[int] = []
    raw: list[float] = []
    weights: list[float] = []
    starts: list[int] = []
    numbers: set[int] = set()
    counts = False
    for match in _WORD.finditer(plain.lower() if ascii_only else plain):
        start = match.start()
        word = match.group() if ascii_only else fold(match.group(), strokes=False)
        weighed = _weighed(word)
        counts = word in NUMBERS or word[0].isdigit() or (counts and word == "one")
        if counts:
            numbers.update(number for number, _ in weighed)
        named = plain[start].isupper() and not headline and _is_name(plain, start)
        for number, weight in weighed:
            ids.append(number)
            raw.append(weight)
            weights.append(weight * _NAME_SHARE if named else weight)
            starts.append(start)
    for at in _stock_in(ids):
        weights[at] = min(weights[at], _STOCK_SHARE * raw[at])
    nested = tuple((bisect_left(starts, first), bisect_left(starts, last)) for first, last in _nested(plain))
    total, known = sum(weights), frozenset(ids)
    counted = (
        sum(weight for number, weight in zip(ids, weights, strict=True) if number in numbers)
        if numbers
        else 0
    )
    return Tokens(
        array("I", ids), tuple(raw), tuple(weights), total, total - counted, known, frozenset(numbers), nested
    )


def _together(parts: Sequence[Tokens]) -> Tokens:
    ids, nested = array("I"), list[tuple[int, int]]()
    for part in parts:
        nested += ((first + len(ids), last + len(ids)) for first, last in part.nested)
        ids += part.ids
    return Tokens(
        ids,
        tuple(chain.from_iterable(part.raw for part in parts)),
        tuple(chain.from_iterable(part.weights for part in parts)),
        sum(part.total for part in parts),
        sum(part.bare for part in parts),
        frozenset(ids),
        frozenset(chain.from_iterable(part.numbers for part in parts)),
        tuple(nested),
    )


def raw_weights(ids: Iterable[int]) -> dict[int, float]:
    """Weights of words by number, those of names undiminished."""
    table = _weights()
    return {word: table.get(word, UNKNOWN) for word in ids}


def information(text: str) -> float:
    """How much the words of `text` tell one utterance from another: a common word 5, a rare one 8.5."""
    return tokens(text).total
