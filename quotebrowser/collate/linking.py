"""Which passages of two articles print the same utterance.

One rule guards it: a link follows from the two articles' own passages alone. Whatever else a library holds,
and whichever of the two came first, the links between them are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from quotebrowser.collate.fingerprints import candidates, fingerprints
from quotebrowser.collate.scoring import Score, score
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Link, Passage

_STRONG_INFO: Final = 25.0
_STRONG_COVER: Final = 0.55
_STRONG_RUN: Final = 35.0
_FAR_DAYS: Final = 30
_FAR_INFO: Final = 60.0
_WEAK_COVER: Final = 0.80
_WEAK_INFO: Final = 14.0
_SCRAP_INFO: Final = 6.0
_NEAR_DAYS: Final = 2
_SCRAP_DAYS: Final = 14

SCRAP_WORDS: Final = 4
"""Passages of so many words or fewer are scraps: they join one group and never hold two together."""
_LEAST_WORDS: Final = 2


class Neighbours(Protocol):
    """What linking asks of the store of passages."""

    def sharing(self, fingerprints: Iterable[int], /) -> Mapping[str, int]:
        """Uids of the passages that have some of these fingerprints, and how many."""
        ...

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """The passages of these uids."""
        ...

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        """All passages of an article."""
        ...


def link(article: str, passages: Sequence[Passage], neighbours: Neighbours) -> tuple[Link, ...]:
    """The links of a newly added article's passages, with each other and with those of other articles.

    Args:
        article: id of the article.
        passages: its passages; the store may hold them already.
        neighbours: the store of passages and their fingerprints.
    """
    own = [passage for passage in passages if len(tokens(passage.text)) >= _LEAST_WORDS]
    wanted: dict[str, list[Passage]] = {}
    for passage in own:
        for uid in candidates(fingerprints(passage.text), neighbours.sharing):
            wanted.setdefault(uid, []).append(passage)
    pairs: dict[str, list[tuple[Passage, Passage]]] = {}
    for other in neighbours.passages(wanted):
        if other.article != article:
            pairs.setdefault(other.article, []).extend((passage, other) for passage in wanted[other.uid])
    links = _within(own)
    for other_article, found in pairs.items():
        strong = [(pair, result) for pair in found if _tier_one(result := _score(*pair), _days(*pair))]
        if strong:
            others = [
                passage
                for passage in neighbours.passages_of(other_article)
                if len(tokens(passage.text)) >= _LEAST_WORDS
            ]
            links += _linked(((a, b) for a in own for b in others), together=True)
        else:
            links += _linked(found, together=False)
    return tuple(sorted(links))


def _within(own: Sequence[Passage]) -> list[Link]:
    return _linked(((a, b) for i, a in enumerate(own) for b in own[:i]), together=True)


def _linked(pairs: Iterable[tuple[Passage, Passage]], *, together: bool) -> list[Link]:
    links = []
    for a, b in pairs:
        found = _score(a, b)
        tier = _tier(found, _days(a, b), together=together)
        if tier:
            first, second = sorted((a.uid, b.uid))
            links.append(Link(first, second, tier, round(found.info, 4), round(found.cover, 4)))
    return links


def _score(a: Passage, b: Passage) -> Score:
    return score(tokens(a.text), tokens(b.text))


def _days(a: Passage, b: Passage) -> int | None:
    return abs(a.day - b.day) if a.day is not None and b.day is not None else None


def _far(found: Score, days: int | None) -> bool:
    return days is not None and days > _FAR_DAYS and found.info < _FAR_INFO


def _tier_one(found: Score, days: int | None) -> bool:
    strong = found.info >= _STRONG_INFO and found.cover >= _STRONG_COVER
    return (strong or found.run >= _STRONG_RUN) and not _far(found, days)


def _tier(found: Score, days: int | None, *, together: bool) -> int:
    """1 to 3, or 0 for no link; `together`: whether the two articles share a tier 1 link."""
    if _tier_one(found, days):
        return 1
    if found.cover < _WEAK_COVER or _far(found, days):
        return 0
    if found.info >= _WEAK_INFO and found.words > SCRAP_WORDS:
        return 2 if together or (days is not None and days <= _NEAR_DAYS) else 0
    if found.info >= _SCRAP_INFO and together and (days is None or days <= _SCRAP_DAYS):
        return 3
    return 0
