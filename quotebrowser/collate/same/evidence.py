"""What speaks for and against two passages printing the same utterance.

One rule guards it: evidence is symmetric and comes from the two passages and what is printed around them.

The thresholds were tuned on 1,675 hand-labelled quotes of US political and general news (2008 to 2019), with
the frozen weights of this package; a weight of 5 is a common content word, 8.5 a rare one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate.same.pair_score import Score, at_most, score
from quotebrowser.collate.same.traces import at_most_shared, is_whole
from quotebrowser.collate.tokens import raw_weights, tokens
from quotebrowser.model import Kind, Link, Passage
from quotebrowser.names import compatible

import os
PU=float(os.environ.get('PU','.85'))
PI=float(os.environ.get('PI','30'))
NI=float(os.environ.get('NI','20'))
NN=float(os.environ.get('NN','3'))
WW=int(os.environ.get('WW','0'))
WI=float(os.environ.get('WI','99'))
MW=int(os.environ.get('MW','3'))
SCRAP_WORDS: Final = 4
"""Passages of this many words or fewer are scraps: they join one group and never hold two together."""

_STRONG_INFO: Final = 25.0
"""Four or five content words in common: below it, stock phrases are joined (`come a long way`)."""
_STRONG_COVER: Final = 0.55
"""With less of the lighter passage in common, two sentences that share a stock phrase are joined."""
_STRONG_RUN: Final = 35.0
"""So much word for word is the same utterance however much else the two print."""
_NEAR_DAYS: Final = 2
"""Reports of one occasion appear within two days; the same line on a later day may be said again."""
_NEAR_RUN: Final = 20.0
"""Within those days less is enough, if it is word for word."""
SAME_WORDS: Final = 0.97
"""Share of equal words from which two wordings count as the same words."""
_RECURRING_RUN: Final = 30.0
"""Other words on another day: without a stretch of this weight it is a stock line said again."""
_FAR_DAYS: Final = 30
_FAR_INFO: Final = 60.0
"""Months apart only a long passage is the same utterance, quoted again."""
_WEAK_COVER: Final = 0.80
"""What does not stand by itself must be printed nearly whole by the other."""
PART_COVER: Final = 0.4
"""Least share of one part of a split quote that must be printed beside the other part."""
_WEAK_INFO: Final = 14.0
_SCRAP_INFO: Final = 6.0
"""One rare word: enough between articles that print another utterance in common, where nothing less is."""
_SCRAP_DAYS: Final = 14
LONE_INFO: Final = 13.0
"""Two rare words, for passages that nothing but their surroundings support."""
_LONE_SURROUNDINGS: Final = 24.0
"""Weight of the words that are printed around both: stock phrases in unrelated articles had at most 22."""
_NEAR_SURROUNDINGS: Final = 12.0
"""Within two days, or of one speaker, two words around both are enough; all joined so had 19 or more."""
_SURE_SPEAKER: Final = 0.8
"""Confidence of an attribution from which another speaker forbids a link that the words alone do not make. A
wrong speaker costs a link that is there; a missing one costs nothing."""
_LEAST_CONTENT: Final = 3.0
"""Words of less weight tell nothing about what a text is about."""


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
        return self.days is not None and self.days <= _NEAR_DAYS

    @property
    def scraps(self) -> bool:
        """Whether both are scraps."""
        return max(len(tokens(self.a.text)), len(tokens(self.b.text))) <= SCRAP_WORDS or (self.found.words<=WW and self.found.info<WI)

    @property
    def recurring(self) -> bool:
        """Whether it may be a line that was said again on another day."""
        if self.days is None or self.near:
            return False
        if self.days > _FAR_DAYS and self.found.info < _FAR_INFO:
            return True
        return self.found.pure < SAME_WORDS and self.found.run < _RECURRING_RUN

    @property
    def same_speaker(self) -> bool | None:
        """Whether both articles name the same speaker; None if one is not known for sure, or a part of a name."""
        if not (self.a.speaker and self.b.speaker):
            return None
        if min(self.a.confidence, self.b.confidence) < _SURE_SPEAKER:
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
    def strong(self) -> bool:
        """Whether the words alone tell that it is one utterance."""
        if Kind.MENTION in (self.a.kind, self.b.kind): return False
        if self.found.pure < PU and self.found.info < PI and self.same_speaker is not True: return False
        return self._strong
    @property
    def _strong(self):
        strong = self.found.info >= _STRONG_INFO and self.found.cover >= _STRONG_COVER
        if self.same_speaker is False and min(self.a.confidence,self.b.confidence)>=float(os.environ.get('SC','.9')) and self.found.info<float(os.environ.get('SI','60')) and self.found.cover<float(os.environ.get('SP','.8')): return False
        return (strong or self.found.run >= _STRONG_RUN) and not self.recurring and not self.second_hand

    def tier(self, *, together: bool) -> int:
        """1 to 3, or 0 for no link; `together`: whether the two articles share a strong pair."""
        mentions = (self.a.kind is Kind.MENTION) + (self.b.kind is Kind.MENTION)
        if not mentions:
            return self._tier(together=together)
        if mentions == 2 or self.found.shared < MW or self.found.cover<.9: return 0
        return 3 if self._tier(together=together) else 0
    def _tier(self, *, together: bool) -> int:
        found = self.found
        if found.pure < PU and found.info < PI and self.same_speaker is not True: return 0
        if self._strong:
            return 1
        if self.same_speaker is False or (self.second_hand and not together):
            return 0
        body = found.words > SCRAP_WORDS
        worded = body and found.shared > SCRAP_WORDS
        if self.near and worded and found.run >= _NEAR_RUN and found.cover >= _STRONG_COVER:
            return 2
        if found.cover < _WEAK_COVER:
            return 0
        if body and found.info >= _WEAK_INFO:
            return 2 if together or self.near else 0
        if together and found.info >= _SCRAP_INFO and (self.days is None or self.days <= _SCRAP_DAYS):
            return 3
        return 0

    @property
    def undecided(self) -> bool:
        """Whether what is printed around the two may decide."""
        if Kind.MENTION in (self.a.kind,self.b.kind): return False
        in_time = self.days is None or self.days <= _FAR_DAYS
        return (
            in_time
            and self.found.info >= LONE_INFO
            and self.found.cover >= _WEAK_COVER
            and not self.second_hand
            and self.same_speaker is not False
        )

    def around(self, contexts): return _shared_surroundings(self, contexts)
    def tier_alone(self, contexts: Mapping[str, str]) -> int:
        """3 if the surroundings of two undecided passages agree, else 0."""
        needed = _NEAR_SURROUNDINGS if self.near or self.same_speaker else _LONE_SURROUNDINGS
        if self.near and self.found.info>=NI and self.found.cover>=.95 and self.found.words>=4: needed=NN
        return 3 if _shared_surroundings(self, contexts) >= needed else 0

    def link(self, tier: int) -> Link:
        """The link between the two."""
        first, second = sorted((self.a.uid, self.b.uid))
        return Link(first, second, tier, round(self.found.info, 4), round(self.found.cover, 4))


def sure_speakers(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Keys of the speakers that are named for sure, sorted; more than one: it is attributed differently."""
    return tuple(sorted({one.speaker for one in passages if one.speaker and one.confidence >= _SURE_SPEAKER}))


def worth_reading(own: Passage, words: bytes) -> bool:
    """Whether a passage that is known by the words of its trace alone may be linked with `own`.

    Their articles are not known to print anything in common, so that only the tiers count that need nothing
    else. Of a library of a million quotes a passage meets hundreds of others by chance.
    """
    if not is_whole(words):
        return True
    most, lighter = at_most_shared(tokens(own.text), words)
    if most >= _NEAR_RUN:
        return most >= min(_STRONG_COVER * lighter, _STRONG_RUN)
    return most >= LONE_INFO and most >= _WEAK_COVER * lighter


def promising(a: Passage, b: Passage) -> bool:
    """Whether two passages share words enough for any link; False spares their alignment."""
    there, here = tokens(a.text), tokens(b.text)
    most = at_most(there, here)
    return most >= _SCRAP_INFO and most >= min(PART_COVER * min(there.total, here.total), _STRONG_RUN)


def pair(a: Passage, b: Passage) -> Pair:
    """Two passages, compared."""
    days = abs(a.day - b.day) if a.day is not None and b.day is not None else None
    return Pair(a, b, score(tokens(a.text), tokens(b.text)), days)


def _shared_surroundings(of: Pair, contexts: Mapping[str, str]) -> float:
    a = _surroundings(of.a, of.found.first, contexts)
    b = _surroundings(of.b, of.found.second, contexts)
    inside = set(tokens(of.a.text).ids[slice(*of.found.first)])
    return round(sum(weight for word, weight in a.items() if word in b and word not in inside), 2)


def _surroundings(
    passage: Passage, shared: tuple[int, int], contexts: Mapping[str, str]
) -> Mapping[int, float]:
    """Content words around the shared ones: of the article, and of the passage itself."""
    words = raw_weights(tokens(contexts.get(passage.uid, "")).ids)
    ids = tokens(passage.text).ids
    words.update(raw_weights(ids[: shared[0]] + ids[shared[1] :]))
    return {word: weight for word, weight in words.items() if weight >= _LEAST_CONTENT}
