"""Groups of passages that print one utterance, from their links.

One rule guards it: groups are a function of the links, and neither a scrap nor a mention holds two together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind, Link, Passage

RULES: Final = "3"
"""Another with each change of words, fingerprints or links: what other rules grouped is grouped again."""
_ATTACHES: Final = 3
"""The tier of a link that joins a guest to one host."""


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
    """Utterance id of each passage: the smallest uid of its group; of a mention without one, empty.

    Args:
        passages: a set closed under links: whoever is linked with one of them is there too.
        links: all links among them.
    """
    words, guests = {}, set()
    for passage in passages:
        words[passage.uid] = len(tokens(passage.text))
        if passage.kind is Kind.MENTION:
            guests.add(passage.uid)
    forest = _Forest(words)
    offers: dict[str, list[tuple[float, str]]] = {}
    scraps: list[tuple[str, str]] = []
    for link in links:
        ends = link.a, link.b
        small = sum(words[uid] <= thresholds.LIMITS.scrap_words for uid in ends)
        if small == len(ends) and guests.isdisjoint(ends):
            scraps.append(ends)
        elif small or link.tier == _ATTACHES:
            guest, host = sorted(ends, key=lambda uid: (uid not in guests, words[uid], uid))
            offers.setdefault(guest, []).append((round(link.info * link.cover, 4), host))
        else:
            forest.join(*ends)
    hosts = {guest: _best(found, forest) for guest, found in offers.items()}
    for guest, host in sorted(hosts.items()):
        forest.join(guest, host)
    for a, b in sorted(scraps):
        if not (a in hosts and b in hosts):
            forest.join(a, b)
    found = {uid: forest.find(uid) for uid in words}
    sizes = Counter(found.values())
    return {uid: "" if uid in guests and sizes[name] == 1 else name for uid, name in found.items()}


def _best(offers: Sequence[tuple[float, str]], forest: _Forest) -> str:
    """The host that prints most of a guest's words; of equal ones, one of the utterance that most offer."""
    agreeing = Counter(forest.find(host) for _, host in offers)
    return max(offers, key=lambda offer: (offer[0], agreeing[forest.find(offer[1])], offer[1]))[1]
