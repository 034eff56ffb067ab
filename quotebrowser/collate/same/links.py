"""Which passages of two articles print the same utterance.

One rule guards it: a link follows from the two articles alone. Whatever else a library holds, and whichever
of the two came first, the links between them are the same.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import Pair, pair, promising, worth_reading
from quotebrowser.collate.same.fingerprints import candidates, of_passage
from quotebrowser.collate.same.pair_score import Score
from quotebrowser.collate.same.record_places import printings
from quotebrowser.collate.same.record_stretches import Meeting
from quotebrowser.collate.same.traces import BETWEEN, is_linkable, traces
from quotebrowser.collate.same.two_records import side_by_side
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind, Link, Passage, Span, Trace

CONTEXT_WIDTH: Final = 100
"""Characters on either side of a passage that are its context."""

_ALL_PAIRS: Final = 10_000
"""Two articles of a hundred quotes each are compared in full; transcripts and books are not."""
_HEAVIEST: Final = 6
_RAREST: Final = 3
"""Of a passage's heaviest words those are asked for that fewest passages of the other article have."""
_MOST_HOLDERS: Final = 40
"""Passages of one article that may hold a word for it to be looked for: one that more hold tells nothing, and
an article of thousands of quotes would take the square of their number."""

Contexts = Callable[[Sequence[str]], Mapping[str, str]]
"""The words around passages, by uid: see `context`."""


class Copies(NamedTuple):
    """Passages that print the same as one, in other articles."""

    uids: Collection[str] = ()
    """Those to compare it with: of one that others represent they are these others."""
    represented: bool = False
    """Whether others stand for it, so that it is compared with nothing else."""


_NONE: Final = Copies()
_NO_COPIES: Final[Mapping[str, Copies]] = {}


class Neighbours(Protocol):
    """What linking asks of the store of passages."""

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """Uids of the passages with at least `minimum` of these fingerprints, and their traces' words."""
        ...

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """The passages of these uids."""
        ...

    def passages_of(self, article: str, /) -> Sequence[Passage]:
        """All passages of an article."""
        ...

    def records(self, articles: Collection[str], /) -> Collection[str]:
        """Those of the articles that are records of what was said."""
        ...

    def at(self, article: str, places: Collection[int], /) -> Sequence[Passage]:
        """The passages of an article at these places."""
        ...


def context(text: str, span: Span) -> str:
    """What an article prints around a passage: some hundred characters before it and after it."""
    before = text[max(0, span.start - CONTEXT_WIDTH) : span.start]
    return f"{before}{BETWEEN}{text[span.end : span.end + CONTEXT_WIDTH]}"


def link(
    article: str,
    passages: Sequence[Passage],
    neighbours: Neighbours,
    contexts: Contexts | None = None,
    copies: Mapping[str, Copies] = _NO_COPIES,
    *,
    known: Mapping[str, Trace] | None = None,
    record: bool = False,
) -> tuple[Link, ...]:
    """The links of a newly added article's passages, with each other and with those of other articles.

    Args:
        article: id of the article.
        passages: its passages.
        neighbours: the store of passages and their fingerprints. Where it holds those of the article already,
            each is found by every one that is like it.
        contexts: gives the words around passages, of this article and of others. They decide about short
            passages whose articles print nothing else in common; without them those are not linked.
        copies: what is known of passages that many articles print, by uid.
        known: the traces of its passages, if they are known.
        record: whether the article is a transcript: what it has twice was said twice.
    """
    known = known if known is not None else traces(passages, record=article if record else "")
    own = _linkable(passages)
    wanted: dict[str, list[Passage]] = {}
    for passage in own:
        for uid in _candidates(passage, neighbours, copies.get(passage.uid, _NONE), known[passage.uid]):
            wanted.setdefault(uid, []).append(passage)
    found: dict[str, list[Meeting]] = {}
    for other in neighbours.passages(wanted):
        if other.article != article:
            speech = other.kind is not Kind.MENTION
            found.setdefault(other.article, []).extend(
                (passage, other)
                for passage in wanted[other.uid]
                if (speech or passage.kind is not Kind.MENTION) and promising(passage, other)
            )
    if record:
        return tuple(sorted(_of_record(_Whole(article, own, known), own, found, neighbours, contexts)))
    links = _within(own)
    for one in neighbours.records(found) if found else ():
        links += printings(own, found.pop(one), _Stored(one, neighbours), one, contexts)
    undecided: list[Pair] = []
    tiny: list[Pair] = []
    for other_article, met in found.items():
        pairs = [pair(a, b) for a, b in met]
        if any(one.strong for one in pairs):
            others = _linkable(neighbours.passages_of(other_article))
            direct = ((one.a, one.b) for one in pairs)
            made = _together([pair(a, b) for a, b in _worth_comparing(own, others, direct)])
            tiny += [one for one, _ in made if one.tiny]
            links += [one.link(tier) for one, tier in made if not one.tiny]
        else:
            links += [one.link(tier) for one in pairs if (tier := one.tier(together=False))]
            undecided += [one for one in pairs if one.undecided and not one.tier(together=False)]
    if contexts is not None:
        links += _surrounded(undecided, contexts, together=False) + _surrounded(tiny, contexts, together=True)
    return tuple(sorted(links))


def _of_record(
    record: "_Whole",
    sentences: Sequence[Passage],
    found: Mapping[str, Sequence[Meeting]],
    neighbours: Neighbours,
    contexts: Contexts | None,
) -> Iterator[Link]:
    """The links of a record's sentences with the passages of other articles, and with other records."""
    records = neighbours.records(found) if found else ()
    for other, met in found.items():
        printed = _linkable(neighbours.passages_of(other))
        if other in records:
            yield from side_by_side(sentences, printed, met, contexts)
        else:
            yield from printings(printed, [(b, a) for a, b in met], record, record.id, contexts)


class _Stored:
    """A record that is there, see `record_places.Sentences`."""

    def __init__(self, record: str, neighbours: Neighbours) -> None:
        self._record = record
        self.sharing, self.passages = neighbours.sharing, neighbours.passages
        self._at = neighbours.at

    def at(self, places: Collection[int], /) -> Sequence[Passage]:
        """Its passages at these places."""
        return self._at(self._record, places)


class _Whole:
    """A record that is being added, see `record_places.Sentences`."""

    def __init__(self, record: str, passages: Sequence[Passage], known: Mapping[str, Trace]) -> None:
        self.id, self._traces = record, known
        self._places = {one.order: one for one in passages}
        self._by_uid = {one.uid: one for one in passages}

    def at(self, places: Collection[int], /) -> Sequence[Passage]:
        """Its passages at these places."""
        return [self._places[place] for place in places if place in self._places]

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """The passages of these uids."""
        return [self._by_uid[uid] for uid in uids]

    def sharing(self, values: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """As `Neighbours`, by the numbers of heavy words."""
        count = Counter(uid for value in set(values) for uid in self._having.get(value, ()))
        return {uid: self._traces[uid].words for uid, shared in count.items() if shared >= minimum}

    @cached_property
    def _having(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = {}
        for uid in self._by_uid:
            for value in self._traces[uid].fingerprints:
                found.setdefault(value, []).append(uid)
        return found


def _candidates(passage: Passage, neighbours: Neighbours, copies: Copies, own: Trace) -> set[str]:
    """Uids of the passages of other articles to compare with one."""
    if copies.represented:
        return set(copies.uids)
    alike = candidates(of_passage(own.fingerprints), neighbours.sharing)
    return {uid for uid, words in alike if worth_reading(passage, words)}.union(copies.uids)


def _linkable(passages: Iterable[Passage]) -> list[Passage]:
    return [passage for passage in passages if is_linkable(passage.text)]


def _surrounded(pairs: Sequence[Pair], contexts: Contexts, *, together: bool) -> list[Link]:
    """Links between passages that are linked only where their surroundings agree."""
    around = contexts(sorted({passage.uid for one in pairs for passage in (one.a, one.b)})) if pairs else {}
    return [one.link(3) for one in pairs if one.is_surrounded(around, together=together)]


def _within(own: Sequence[Passage]) -> list[Link]:
    """Links inside an article: it prints a part of a passage again, never another wording of it."""
    if len(own) * len(own) <= _ALL_PAIRS:
        near = [(a, b) for a in own for b in own if a.order > b.order and promising(a, b)]
    else:
        near = [(a, b) for a, b in _worth_comparing(own, own, ()) if a.order > b.order]
    return [
        one.link(tier)
        for one in (pair(a, b) for a, b in near)
        if _is_repeated(one.found) and (tier := one.tier(together=True))
    ]


def _worth_comparing(
    own: Sequence[Passage], others: Sequence[Passage], direct: Iterable[tuple[Passage, Passage]]
) -> list[tuple[Passage, Passage]]:
    """Pairs of passages of two articles that may print the same words.

    Of long articles only those are looked at that share one of the heaviest words of either, and the `direct`
    ones: what must be printed nearly whole shares such a word, what need not be is found by fingerprints.
    """
    if len(own) * len(others) <= _ALL_PAIRS:
        return [(a, b) for a in own for b in others if promising(a, b)]
    pairs = {(a.uid, b.uid): (a, b) for a, b in direct}
    for a, b in _sharing_heaviest(own, others):
        pairs[a.uid, b.uid] = a, b
    for b, a in _sharing_heaviest(others, own):
        pairs[a.uid, b.uid] = a, b
    return [pairs[uids] for uids in sorted(pairs) if promising(*pairs[uids])]


def _sharing_heaviest(
    passages: Sequence[Passage], others: Sequence[Passage]
) -> Iterator[tuple[Passage, Passage]]:
    having: dict[int, list[Passage]] = {}
    for other in others:
        for word in tokens(other.text).known:
            having.setdefault(word, []).append(other)
    for passage in passages:
        words = tokens(passage.text)
        heaviest = sorted(zip(words.weights, words.ids, strict=True), reverse=True)[:_HEAVIEST]
        shared = sorted({(len(having[word]), word) for _, word in heaviest if word in having})
        for holders, word in shared[:_RAREST]:
            if holders <= _MOST_HOLDERS:
                yield from ((passage, other) for other in having[word])


_Place = tuple[int, int]


def _together(pairs: Sequence[Pair]) -> list[tuple[Pair, int]]:
    """Pairs between two articles that print an utterance in common, with the tiers of their links."""
    kept = [(one, tier) for one in pairs if (tier := one.tier(together=True))]
    places: dict[str, list[tuple[_Place, Pair]]] = {}
    for one, _ in kept:
        places.setdefault(one.a.uid, []).append((one.found.first, one))
        places.setdefault(one.b.uid, []).append((one.found.second, one))
    made = [
        (one, tier)
        for one, tier in kept
        if not _outdone(one, one.found.first, places[one.a.uid])
        and not _outdone(one, one.found.second, places[one.b.uid])
    ]
    rest = (one for one in pairs if not one.mentions and not one.tier(together=True))
    return made + [(one, 2) for one in rest if _continues(one, places)]


def _is_repeated(found: Score) -> bool:
    """Whether a passage prints nearly nothing but words that the other prints too."""
    limits = thresholds.LIMITS
    in_a_row = found.pure >= limits.same_words and found.shared > limits.scrap_words
    return found.cover >= (limits.repeated_run_cover if in_a_row else limits.repeated_cover)


def _outdone(one: Pair, where: _Place, rivals: Iterable[tuple[_Place, Pair]]) -> bool:
    """Whether another passage of the same article prints the same words of this one better.

    A passage that prints nearly nothing else is no rival's loss: articles repeat parts of what they quote.
    Nor is one that is strong word for word: the article may print a sentence in two wordings.
    """
    limits = thresholds.LIMITS
    if _is_repeated(one.found) or (one.strong and one.found.pure >= limits.same_words):
        return False
    length = where[1] - where[0]
    return any(
        rival.found.info > one.found.info
        and min(where[1], there[1]) - max(where[0], there[0]) >= limits.same_place * length
        for there, rival in rivals
        if rival is not one
    )


def _continues(one: Pair, places: Mapping[str, Sequence[tuple[_Place, Pair]]]) -> bool:
    """Whether a passage's neighbour is linked with the words that follow or precede those it shares.

    Narration splits `A. B.` to `A,` he said, `B`: what is known of one part supports the other.
    """
    if one.found.info < thresholds.LIMITS.part_info or one.recurring:
        return False
    sides = (
        (one.a, one.b, one.found.first, one.found.second),
        (one.b, one.a, one.found.second, one.found.first),
    )
    return any(
        _adjoining(one.found, part, own, where, place, other.a if other.b.uid == whole.uid else other.b)
        for part, whole, own, where in sides
        for place, other in places.get(whole.uid, ())
    )


def _adjoining(
    found: Score, part: Passage, own: _Place, where: _Place, place: _Place, neighbour: Passage
) -> bool:
    """Whether a part of a passage and its neighbour stand next to each other in another article's passage.

    Args:
        found: what the part shares with that passage.
        part: the part.
        own: the shared words in it.
        where: the same in the other passage.
        place: what the neighbour shares with the other passage.
        neighbour: of the part's article.
    """
    limits = thresholds.LIMITS
    if neighbour.order == part.order + 1:
        gap, at_edge = place[0] - where[1], own[1] >= len(tokens(part.text)) - 1
    elif neighbour.order == part.order - 1:
        gap, at_edge = where[0] - place[1], own[0] <= 1
    else:
        return False
    enough = found.cover >= limits.part_cover or (at_edge and found.run >= limits.part_run)
    return enough and 0 <= gap <= limits.part_gap
