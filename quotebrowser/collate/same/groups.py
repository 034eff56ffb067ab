"""Groups of passages that print one utterance, from their links.

One rule guards it: groups are a function of the links, and a scrap never holds two groups together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind, Link, Passage


class _Forest:
    """Disjoint sets of uids; each is known by its smallest member."""

    def __init__(self, uids: Iterable[str]) -> None:
        self._parent = {uid: uid for uid in uids}

    def find(self, uid: str) -> str:
        while (parent := self._parent[uid]) != uid:
            self._parent[uid] = uid = self._parent[parent]
        return uid

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low


def groups(passages: Iterable[Passage], links: Iterable[Link]) -> dict[str, str]:
    """Utterance id of each passage: the smallest uid of its group.

    Args:
        passages: a set closed under links: whoever is linked with one of them is there too.
        links: all links among them.
    """
    passages = tuple(passages)
    mentions = {passage.uid for passage in passages if passage.kind is Kind.MENTION}
    words = {passage.uid: len(tokens(passage.text)) for passage in passages}
    forest = _Forest(words)
    offers: dict[str, list[tuple[float, str]]] = {}
    scraps: list[tuple[str, str]] = []
    for link in links:
        small = {uid for uid in (link.a, link.b) if words[uid] <= SCRAP_WORDS}
        if len(small) == 2 and not (mentions & {link.a,link.b}):  # noqa: PLR2004 - both ends
            scraps.append((link.a, link.b))
        elif small or link.tier > 2:  # noqa: PLR2004 - of the tiers, the third only attaches
            guest = min((link.a, link.b), key=lambda uid: (uid not in mentions, words[uid], uid))
            host = link.b if guest == link.a else link.a
            offers.setdefault(guest, []).append((round(link.info * link.cover, 4), host))
        else:
            forest.join(link.a, link.b)
    hosts = {guest: _best(found, forest) for guest, found in offers.items()}
    for guest, host in sorted(hosts.items()):
        forest.join(guest, host)
    for a, b in sorted(scraps):
        if not (a in hosts and b in hosts):
            forest.join(a, b)
    return {uid: forest.find(uid) for uid in words}


def _best(offers: Sequence[tuple[float, str]], forest: _Forest) -> str:
    """The host that prints most of a guest's words; of equal ones, one of the utterance that most offer."""
    agreeing = Counter(forest.find(host) for _, host in offers)
    return max(offers, key=lambda offer: (offer[0], agreeing[forest.find(offer[1])], offer[1]))[1]
