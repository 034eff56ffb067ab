"""What speaks for and against two passages printing the same utterance.

One rule guards it: evidence is symmetric and comes from the two passages and what is printed around them.
Every number it compares with stands in `thresholds`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.pair_score import Score, at_most, score
from quotebrowser.collate.same.traces import at_most_shared, is_whole
from quotebrowser.collate.tokens import raw_weights, tokens
from quotebrowser.model import Kind, Link, Passage
from quotebrowser.names import compatible

SCRAP_WORDS: Final = thresholds.LIMITS.scrap_words
"""Passages of this many words or fewer join one group and never hold two together."""

_REMEMBERED: Final = 4096
"""Pairs of texts whose scores are kept: copies of one text are compared again and again."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages and what they share."""

    a: Passage
    """One."""
    b: Passage
    """The other."""
    found: Score
    """What they share."""
    days: int | None
    """Days between the two articles; None if one is not dated to the day."""

    @property
    def near(self) -> bool:
        """Whether both may report one occasion as it happened."""
        return self.days is not None and self.days <= thresholds.LIMITS.near_days

    @property
    def recurring(self) -> bool:
        """Whether it may be a line that was said again on another day."""
        if self.days is None or self.near:
            return False
        limits, found = thresholds.LIMITS, self.found
        if self.days > limits.far_days and found.info < limits.far_info:
            return True
        return (found.pure < limits.same_words or found.recounted) and found.run < limits.recurring_run

    @property
    def same_speaker(self) -> bool | None:
        """Whether both articles name the same speaker; None if one is not known for sure, or in part."""
        return self._same_speaker(thresholds.LIMITS.sure_speaker)

    def _same_speaker(self, sure: float) -> bool | None:
        if min(self.a.confidence, self.b.confidence) < sure:
            return None
        return compatible(self.a.speaker, self.b.speaker)

    @property
    def second_hand(self) -> bool:
        """Whether one of the two quotes what they share from somebody else: `he said “not on my watch”`."""
        sides = ((self.a, self.found.first), (self.b, self.found.second))
        inner = [
            any(first <= shared[0] and shared[1] <= last for first, last in tokens(passage.text).nested)
            for passage, shared in sides
        ]
        return inner[0] != inner[1]

    @property
    def mentions(self) -> int:
        """How many of the two are not told as speech."""
        return (self.a.kind is Kind.MENTION) + (self.b.kind is Kind.MENTION)

    @property
    def tiny(self) -> bool:
        """Whether both are scraps, or one is a term: they are linked where the surroundings agree."""
        limits, words = thresholds.LIMITS, self.found.words
        longer = max(len(tokens(self.a.text)), len(tokens(self.b.text)))
        return words <= limits.tiny_words or longer <= limits.scrap_words

    @property
    def strong(self) -> bool:
        """Whether the words alone tell that it is one utterance."""
        return not self.mentions and self._strong

    @property
    def _strong(self) -> bool:
        limits, found = thresholds.LIMITS, self.found
        much = found.info >= limits.strong_info and found.cover >= limits.strong_cover
        if not much and found.run < limits.strong_run:
            return False
        return not (self.recurring or self.second_hand or self._reworded or self._others_phrase)

    @property
    def _reworded(self) -> bool:
        """Whether the two may say much the same in words of their own."""
        limits, found = thresholds.LIMITS, self.found
        other = found.pure < limits.reworded_pure and found.info < limits.reworded_info
        return other and self.same_speaker is not True

    @property
    def _others_phrase(self) -> bool:
        """Whether two people share a phrase."""
        limits, found = thresholds.LIMITS, self.found
        part = found.info < limits.other_speaker_info and found.cover < limits.other_speaker_cover
        return part and self._same_speaker(limits.certain_speaker) is False

    def tier(self, *, together: bool) -> int:
        """1 to 3, or 0 for no link; `together`: whether the two articles share a strong pair."""
        if not self.mentions:
            return self._tier(together=together)
        limits, found = thresholds.LIMITS, self.found
        attaches = found.shared >= limits.mention_words and found.cover >= limits.mention_cover
        return 3 if attaches and self.mentions == 1 and self._tier(together=together) else 0

    def _tier(self, *, together: bool) -> int:
        """`tier`, whether or not one is a mention."""
        limits, found = thresholds.LIMITS, self.found
        if self._strong:
            return 1
        if self.same_speaker is False or (self.second_hand and not together) or self._reworded:
            return 0
        body = found.words > limits.scrap_words
        worded = body and found.shared >= limits.near_words and found.run >= limits.near_run
        if self.near and worded and found.cover >= limits.strong_cover:
            return 2
        if found.cover < limits.weak_cover:
            return 0
        if body and found.info >= limits.weak_info:
            return 2 if together or self.near else 0
        in_time = self.days is None or self.days <= limits.scrap_days
        return 3 if together and in_time and found.info >= limits.scrap_info else 0

    @property
    def undecided(self) -> bool:
        """Whether what is printed around the two may decide."""
        limits, found = thresholds.LIMITS, self.found
        in_time = self.days is None or self.days <= limits.far_days
        enough = found.info >= limits.lone_info and found.cover >= limits.weak_cover
        return (
            enough
            and in_time
            and not self.mentions
            and not self.second_hand
            and self.same_speaker is not False
        )

    def is_surrounded(self, contexts: Mapping[str, str], *, together: bool) -> bool:
        """Whether the surroundings of two passages agree that are linked for nothing else."""
        limits, found = thresholds.LIMITS, self.found
        whole = found.info >= limits.whole_info and found.words >= limits.scrap_words
        if together:
            needed = limits.scrap_surroundings
        elif self.near and whole and found.cover >= limits.repeated_cover:
            needed = limits.whole_surroundings
        else:
            needed = limits.near_surroundings if self.near or self.same_speaker else limits.lone_surroundings
        return _shared_surroundings(self, contexts) >= needed

    def link(self, tier: int) -> Link:
        """The link between the two."""
        first, second = sorted((self.a.uid, self.b.uid))
        return Link(first, second, tier, round(self.found.info, 4), round(self.found.cover, 4))


def sure_speakers(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Keys of the speakers that are named for sure, sorted; more than one: it is attributed differently."""
    return tuple(
        sorted(
            {
                one.speaker
                for one in passages
                if one.speaker and one.confidence >= thresholds.LIMITS.sure_speaker
            }
        )
    )


def worth_reading(own: Passage, words: bytes) -> bool:
    """Whether a passage that is known by the words of its trace alone may be linked with `own`.

    Their articles are not known to print anything in common, so that only the tiers count that need nothing
    else. Of a library of a million quotes a passage meets hundreds of others by chance.
    """
    if not is_whole(words):
        return True
    limits = thresholds.LIMITS
    most, lighter = at_most_shared(tokens(own.text), words)
    if most >= limits.near_run:
        return most >= min(limits.strong_cover * lighter, limits.strong_run)
    return most >= limits.lone_info and most >= limits.weak_cover * lighter


def promising(a: Passage, b: Passage) -> bool:
    """Whether two passages share words enough for any link; False spares their alignment."""
    return is_enough(most_shared(a, b), min(tokens(a.text).bare, tokens(b.text).bare))


def is_enough(most: float, lighter: float) -> bool:
    """Whether passages may be linked that share at most so much, the lighter of which weighs so much."""
    limits = thresholds.LIMITS
    return most >= limits.scrap_info and most >= min(limits.part_cover * lighter, limits.strong_run)


def most_shared(a: Passage, b: Passage) -> float:
    """The most weight that two passages can share, names undiminished."""
    return _at_most(a.text, b.text)


def pair(a: Passage, b: Passage) -> Pair:
    """Two passages, compared."""
    days = abs(a.day - b.day) if a.day is not None and b.day is not None else None
    return Pair(a, b, _score(a.text, b.text), days)


@lru_cache(maxsize=_REMEMBERED)
def _at_most(a: str, b: str) -> float:
    return at_most(tokens(a), tokens(b))


@lru_cache(maxsize=_REMEMBERED)
def _score(a: str, b: str) -> Score:
    return score(tokens(a), tokens(b))


def _shared_surroundings(of: Pair, contexts: Mapping[str, str]) -> float:
    a = _surroundings(of.a, of.found.first, contexts)
    b = _surroundings(of.b, of.found.second, contexts)
    inside = set(tokens(of.a.text).ids[slice(*of.found.first)])
    return round(sum(weight for word, weight in a.items() if word in b and word not in inside), 2)


def _surroundings(
    passage: Passage, shared: tuple[int, int], contexts: Mapping[str, str]
) -> Mapping[int, float]:
    """Content words around the shared ones: of the article, and of the passage itself."""
    least = thresholds.LIMITS.least_content
    words = raw_weights(tokens(contexts.get(passage.uid, "")).ids)
    ids = tokens(passage.text).ids
    words.update(raw_weights(ids[: shared[0]] + ids[shared[1] :]))
    return {word: weight for word, weight in words.items() if weight >= least}
