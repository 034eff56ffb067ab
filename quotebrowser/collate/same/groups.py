"""Groups of passages that print one utterance, from their links.

One rule guards it: groups are a function of the links, and neither a scrap nor a mention holds two together.

Of a record each sentence is a passage. Whoever prints several holds them together, but never more than
`_MOST_SENTENCES`: speech that is printed in pieces that overlap would else become one utterance.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind, Link, Passage

RULES: Final = "4"
"""Another with each change of words, fingerprints or links: what other rules grouped is grouped again."""
_ATTACHES: Final = 3
"""The tier of a link that joins a guest to one host."""
_MOST_SENTENCES: Final = 8
"""Sentences of one record in an utterance: a long paragraph of a newspaper's."""


class _Forest:
    """Disjoint sets of uids; each is known by its smallest member."""

    def __init__(self, uids: Iterable[str], records: Mapping[str, str]) -> None:
        self._parent = {uid: uid for uid in uids}
        self._sentences = {uid: Counter([record]) for uid, record in records.items()}
        """How many sentences of each record are in a set, by the set's name."""

    def find(self, uid: str) -> str:
        while (parent := self._parent[uid]) != uid:
            self._parent[uid] = uid = self._parent[parent]
        return uid

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        if low == high:
            return
        if high in self._sentences:
            both = self._sentences[high] + self._sentences.get(low, Counter())
            if max(both.values()) > _MOST_SENTENCES:
                return
            self._sentences[low] = both
        self._parent[high] = low


def groups(
    passages: Iterable[Passage], links: Iterable[Link], records: Collection[str] = ()
) -> dict[str, str]:
    """Utterance id of each passage: the smallest uid of its group; of a mention without one, empty.

    Args:
        passages: a set closed under links: whoever is linked with one of them is there too.
        links: all links among them.
        records: ids of those of their articles that are records.
    """
    words, guests, sentences = {}, set(), {}
    for passage in passages:
        words[passage.uid] = len(tokens(passage.text))
        if passage.kind is Kind.MENTION:
            guests.add(passage.uid)
        if passage.article in records:
            sentences[passage.uid] = passage.article
    forest = _Forest(words, sentences)
    offers: dict[str, list[tuple[float, str]]] = {}
    scraps: list[tuple[str, str]] = []
    for link in _told_apart(links, sentences) if sentences else links:
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


def _told_apart(links: Iterable[Link], sentences: Mapping[str, str]) -> list[Link]:
    """Links in order, the strongest first, without those between passages that a record tells apart.

    `We are one vote away from` may begin three sentences of a speech: two passages that print different ones
    have less in common with each other than each has with its own.
    """
    links = sorted(links, key=lambda link: (-link.info * link.cover, link.a, link.b))
    places: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for link in links:
        for passage, sentence in ((link.a, link.b), (link.b, link.a)):
            if sentence in sentences and passage not in sentences:
                places[passage][sentences[sentence]][sentence] = link.info
    return [
        link
        for link in links
        if link.a not in places
        or link.b not in places
        or not _are_apart(link, places[link.a], places[link.b])
    ]


def _are_apart(
    link: Link, one: Mapping[str, Mapping[str, float]], other: Mapping[str, Mapping[str, float]]
) -> bool:
    """Whether two linked passages stand at different places of a record: its sentences and their weights."""
    return any(
        one[record].keys().isdisjoint(other[record])
        and link.info
        < thresholds.LIMITS.repeated_cover * min(sum(one[record].values()), sum(other[record].values()))
        for record in one.keys() & other.keys()
    )


def _best(offers: Sequence[tuple[float, str]], forest: _Forest) -> str:
    """The host that prints most of a guest's words; of equal ones, one of the utterance that most offer."""
    agreeing = Counter(forest.find(host) for _, host in offers)
    return max(offers, key=lambda offer: (offer[0], agreeing[forest.find(offer[1])], offer[1]))[1]
