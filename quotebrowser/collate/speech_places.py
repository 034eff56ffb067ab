"""Where in a long speech some words stand, whole or nearly.

One rule guards it: the place is found by the words that the speech has least often, so that the cost grows
with what is looked for and never with what else is said.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from quotebrowser.collate.difference_words import has_content, normal
from quotebrowser.collate.remembered_words import remembered
from quotebrowser.collate.signal_words import negates
from quotebrowser.collate.tokens import information, stem
from quotebrowser.collate.versions.alignment import weight
from quotebrowser.collate.versions.printed_words import Printed, word_keys

_PLACES: Final = 3
"""Places that are compared: a refrain stands at several."""
_VOTERS: Final = 12
"""Words that say where the others may stand, the rarest first."""
_VOTES: Final = 4_000
"""Occurrences of them that are looked at; those of the rarest all are."""
_REACH: Final = 400
"""Words on either side within which the rest is looked for, where one place has not all."""
_WIDE_REACH: Final = 2_000
"""The same where a cut is marked."""
_MISSING: Final = 0.2
"""Share of the weight of what is looked for from which the rest is looked for."""
_HALF: Final = 0.5
_TWO: Final = 2
_NEARLY_ALL: Final = 0.8
_FEW: Final = 5
"""Words below which all of them must be said, with others among them."""
_SEVERAL: Final = 7
"""Words from which more than half of those with content are enough."""
_MANY: Final = 14
_MOSTLY: Final = 0.65
"""Share of the information that is enough of fewer words."""
_SLACK: Final = 8

_Place = tuple[int, int]
"""The first word and one past the last."""


def is_nearly(said: str, text: str) -> bool:
    """Whether words that were said are so near to `text` that it is likely to be made of them.

    In a speech of hours most turns of phrase stand nearly somewhere: a few common words prove nothing. A
    negation apart the same words do, however few they are.
    """
    left = Counter(stem(word.key) for word in remembered(said).words)
    shared: list[Printed] = []
    wanted = remembered(text).spoken
    for word in wanted:
        if left[stem(word.key)]:
            left[stem(word.key)] -= 1
            shared.append(word)
    told = information(" ".join(word.plain for word in shared)) / (information(text) or 1.0)
    content, whole = _content(shared), _content(wanted)
    if len(wanted) < _FEW and len(shared) == len(wanted):
        return content >= _TWO
    if (
        len(wanted) >= _FEW
        and content >= _TWO
        and (told >= _NEARLY_ALL or (len(wanted) >= _SEVERAL and 2 * content > whole))
    ):
        return told >= (_HALF if len(wanted) >= _MANY else _MOSTLY)
    return told >= _NEARLY_ALL and negates(remembered(said).words) != negates(wanted)


def _content(words: Sequence[Printed]) -> int:
    return sum(any(map(has_content, normal(word.key))) for word in words)


class Place(NamedTuple):
    """Where some words may stand."""

    sentences: range
    """Numbers of the sentences."""
    share: float
    """The share of the words, by weight, that is said there."""
    whole: bool
    """Whether all of them are, in a row."""


class Speech:
    """What somebody says, by its words.

    Args:
        sentences: in order.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._keys: list[str] = []
        self._starts: list[int] = []
        for sentence in sentences:
            self._starts.append(len(self._keys))
            self._keys += word_keys(sentence)
        self._places: dict[str, list[int]] = {}
        for at, key in enumerate(self._keys):
            self._places.setdefault(key, []).append(at)

    def share(self, wanted: Sequence[str]) -> float:
        """The share of some words, by weight, that is said anywhere."""
        whole = weight(wanted)
        return weight([word for word in wanted if word in self._places]) / whole if whole else 0.0

    def places(self, text: str) -> list[Place]:
        """Where `text` may stand, each place once, the likeliest first."""
        here = remembered(text)
        wanted = [word.key for word in here.spoken]
        if not wanted or not self._keys:
            return []
        found: dict[range, Place] = {}
        for first, last in self._found(wanted, here.stretches):
            start = bisect_right(self._starts, first) - 1
            sentences = range(start, max(bisect_left(self._starts, last), start + 1))
            whole = self._keys[first:last] == wanted
            found.setdefault(sentences, Place(sentences, self._share((first, last), wanted), whole))
        return list(found.values())

    def _found(self, wanted: list[str], stretches: Sequence[tuple[int, int]]) -> list[_Place]:
        """Where the words may stand, the likeliest first."""
        runs = self._runs(wanted)
        if runs:
            return runs[:_PLACES]
        if len(stretches) == 1:
            return [self._completed(place, wanted) for place in self._voted(wanted)]
        heaviest = max(stretches, key=lambda one: weight(wanted[slice(*one)]))
        words = wanted[slice(*heaviest)]
        return [
            self._with_others(place, [wanted[slice(*one)] for one in stretches if one != heaviest])
            for place in (self._runs(words) or self._voted(words))[:_PLACES]
        ]

    def _with_others(self, place: _Place, others: Sequence[list[str]]) -> _Place:
        """A place, widened to the nearest one of each of the other stretches, if it has one within reach."""
        low, high = place[0] - _WIDE_REACH, place[1] + _WIDE_REACH
        ends = [place]
        for words in others:
            near = [one for one in self._runs(words) if low <= one[0] and one[1] <= high]
            near = near or self._voted(words, low, high)[:1]
            ends.append(min(near, key=lambda one: abs(one[0] - place[0]), default=place))
        return min(first for first, _ in ends), max(last for _, last in ends)

    def _runs(self, words: list[str]) -> list[_Place]:
        """Where all the words stand in a row."""
        size = len(words)
        rarest = min(words, key=lambda word: len(self._places.get(word, ())))
        offset = words.index(rarest)
        starts = (at - offset for at in self._places.get(rarest, ()) if at >= offset)
        return [(at, at + size) for at in starts if self._keys[at : at + size] == words]

    def _voted(self, words: list[str], low: int = 0, high: int | None = None) -> list[_Place]:
        """Where most of the words stand near one another, from `low` to `high`."""
        high = len(self._keys) if high is None else high
        width = len(words) // 2 + _SLACK
        votes = Counter[int]()
        left = _VOTES
        voters = sorted(
            {word for word in words if word in self._places}, key=lambda one: len(self._places[one])
        )
        for number, word in enumerate(voters[:_VOTERS]):
            places = self._places[word]
            near = places[bisect_left(places, low) : bisect_left(places, high)]
            left -= len(near)
            if number and left < 0:
                break
            offset = words.index(word)
            for bucket in {(at - offset) // width for at in near}:
                votes[bucket] += 1
        both = {bucket: votes[bucket] + votes[bucket + 1] for bucket in votes}
        chosen = sorted(both, key=lambda bucket: (-both[bucket], -votes[bucket], bucket))
        return list(self._apart(chosen, width, len(words)))

    def _apart(self, chosen: Sequence[int], width: int, size: int) -> Iterator[_Place]:
        """The places of the first few buckets that do not touch one another."""
        taken: list[int] = []
        for bucket in chosen:
            if all(abs(bucket - one) > 1 for one in taken):
                taken.append(bucket)
                first, last = bucket * width, (bucket + 2) * width + size
                yield max(first, 0), min(last, len(self._keys))
            if len(taken) == _PLACES:
                return

    def _completed(self, place: _Place, words: list[str]) -> _Place:
        """A place, widened to where the rest of the words stands, if much is lacking and that is near."""
        there = set(self._keys[slice(*place)])
        lacking = [at for at, word in enumerate(words) if word not in there and word in self._places]
        if weight([words[at] for at in lacking]) < _MISSING * weight(words):
            return place
        rest = words[lacking[0] : lacking[-1] + 1]
        low, high = place[0] - _REACH, place[1] + _REACH
        near = [one for one in self._runs(rest) if low <= one[0] and one[1] <= high]
        voted = (one for one in self._voted(rest, low, high)[:1] if self._share(one, rest) >= _HALF)
        first, last = near[0] if near else next(voted, place)
        return min(first, place[0]), max(last, place[1])

    def _share(self, place: _Place, words: Sequence[str]) -> float:
        """The share of some words, by weight, that is said at a place."""
        said = set(self._keys[slice(*place)])
        return weight([word for word in words if word in said]) / weight(words)
