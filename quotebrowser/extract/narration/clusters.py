"""Who is who inside one article: names gathered into one entity a person or institution.

One rule guards it: a short form joins a full name of the same article or stays alone; Jr. never joins his
father, and two full names never join because their surnames are equal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from quotebrowser.extract.narration.english_words import PARTY_WORDS, PLACES, Token, is_common
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import Gender, gender_of_given, gender_of_title, key

_SHORT_FORMS: Final = {
    "bob": "robert", "rob": "robert", "bill": "william", "will": "william", "mike": "michael",
    "ted": "edward", "ed": "edward", "jim": "james", "tim": "timothy", "tom": "thomas", "joe": "joseph",
    "dan": "daniel", "dave": "david", "steve": "steven", "chris": "christopher", "matt": "matthew",
    "nick": "nicholas", "tony": "anthony", "ben": "benjamin", "sam": "samuel", "ken": "kenneth",
    "ron": "ronald", "jeff": "jeffrey", "greg": "gregory", "andy": "andrew", "kate": "katherine",
    "liz": "elizabeth", "beth": "elizabeth", "jen": "jennifer", "sue": "susan", "debbie": "deborah",
    "don": "donald", "chuck": "charles", "charlie": "charles", "rick": "richard", "dick": "richard",
    "mitch": "mitchell", "bernie": "bernard", "al": "albert", "larry": "lawrence", "jerry": "gerald",
    "marty": "martin", "pat": "patrick", "peggy": "margaret", "meg": "margaret", "josh": "joshua",
    "jon": "jonathan", "zach": "zachary", "alex": "alexander", "vince": "vincent", "ray": "raymond",
}  # fmt: skip
_FULL: Final = 2
_ESTABLISHED: Final = 2
"""Uses of a surname alone from which the article calls somebody by it."""
_NAMESAKES: Final = 50
"""Bearers of one surname among whom another spelling is looked for."""
_LONG: Final = 5
"""Letters of a surname that can be told from another when one is misprinted."""
_SIGHT: Final = 3
"""Sentences in which another bearer of the surname may still be meant."""
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class Cluster:
    """One person, institution or place of the article."""

    forms: Counter[str] = field(default_factory=Counter)
    """Printed names without title, with how often each is printed."""
    titles: Counter[str] = field(default_factory=Counter)
    """Printed titles."""
    words: tuple[str, ...] = ()
    """Folded words of its fullest form."""
    mentions: list[int] = field(default_factory=list)
    """Numbers of its mentions, in order."""
    gender: Gender | None = None
    """Of a person, as far as titles and given names tell."""
    body: bool = False
    """Whether it is an institution."""
    place: bool = False
    """Whether it is a place."""
    given: bool = False
    """Whether it begins with a known given name, or has a personal title."""
    says: int = 0
    """How often it stands beside a verb of saying."""

    surname_uses: int = 0
    """How often it is printed by surname or in full."""
    short_uses: int = 0
    """How often it is printed by surname alone."""
    full_at: int = -1
    """Sentence in which it was last printed in full; -1 for not yet."""
    subject_at: int = -1
    """The same where it opened the sentence."""

    @property
    def name(self) -> str:
        """The full name as printed; of several full forms the most frequent, of equals the longest."""
        return max(self.forms, key=self._fullness)

    def _fullness(self, form: str) -> tuple[bool, bool, int, int]:
        words = key(form).split()
        known = len(words) > 1 and gender_of_given(words[0]) is not None
        return known, len(words) > 1, self.forms[form], len(form)

    @property
    def person(self) -> bool:
        """Whether it is more likely a person than anything else."""
        return self.given or (not self.body and not self.place and self.says > 0)


def gather(stream: Stream, mentions: Sequence[Mention], quoted: Iterable[str] = ()) -> list[Cluster]:
    """Put every name of `mentions` into a cluster (its `cluster` is set) and return the clusters.

    `quoted` are full names printed inside quotes; they complete surnames that the narration never gives
    in full.
    """
    keys = [key(mention.name).split() if mention.kind is MentionKind.NAME else [] for mention in mentions]
    who = _Names(stream.running)
    for words in _full_names(mentions, keys, stream):
        who.add_full(words)
    spoken = {words[-1]: (words, form) for form in quoted if len(words := tuple(key(form).split())) >= _FULL}
    for at, mention in enumerate(mentions):
        words = tuple(keys[at])
        if not words:
            continue
        number = who.find(words, mention, stream.sentence[mention.first])
        misprinted = number is None and _speaks(stream, mention)
        number = who.misprinted(words) if misprinted else number
        misprinted &= number is not None
        if number is None:
            number = who.add(words)
            if words[-1] in spoken:
                who.clusters[number].words, form = spoken[words[-1]]
                who.clusters[number].forms[form] += 1
        mention.cluster = number
        mention.rivals = misprinted or any(
            one.full_at >= 0 and stream.sentence[mention.first] - one.full_at <= _SIGHT
            for one in who.rivals(words, number)
        )
        _join(who.clusters[number], at, mention, stream)
    for cluster in who.clusters:
        _describe(cluster)
    return who.clusters


class _Names:
    """Clusters by their words, while they are gathered."""

    def __init__(self, running: set[str]) -> None:
        self._running = running
        self.clusters: list[Cluster] = []
        self._by_words: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[str, list[int]] = defaultdict(list)

    def add(self, words: tuple[str, ...]) -> int:
        """A new cluster for `words`."""
        self.clusters.append(Cluster(words=words))
        self._by_words[words] = len(self.clusters) - 1
        return len(self.clusters) - 1

    def add_full(self, words: tuple[str, ...]) -> None:
        """A full name, in a cluster of its own or in that of another spelling."""
        number = self._same_person(words)
        if number is None and self._describes(words[0]) and self._by_last.get(_last(words)):
            number = self._by_last[_last(words)][0]
        if number is None:
            number = self.add(words)
            self._by_last[_last(words)].append(number)
            self._by_first[words[0]].append(number)
        self._by_words[words] = number

    def _describes(self, first: str) -> bool:
        """Whether the first word of a full form is an adjective, a place or a headline's word."""
        if gender_of_given(first) is not None:
            return False
        return first in self._running or first in PLACES or first in PARTY_WORDS or is_common(first)

    def find(self, words: tuple[str, ...], mention: Mention, at: int) -> int | None:
        """The cluster that a printed name of sentence `at` means; None if it is a new one."""
        number = self._by_words.get(words)
        if number is not None:
            return number
        if len(words) > 1:
            return self._same_person(words)
        candidates = self._by_last.get(words[0], [])
        gender = gender_of_title(mention.title)
        if len(candidates) > 1 and gender:
            may = {gender, None, Gender.EITHER}
            candidates = [
                one for one in candidates if _gender_of(self.clusters[one].words) in may
            ] or candidates
        if not candidates and not mention.title:
            candidates = self._by_first.get(words[0], [])
        if not candidates:
            return None
        if len(candidates) == 1:
            return candidates[0]
        return self._most_likely(candidates, at)

    def misprinted(self, words: tuple[str, ...]) -> int | None:
        """The one bearer of a surname that differs by a letter from the single word that is printed."""
        word = words[0]
        if len(words) > 1 or len(word) < _LONG or is_common(word) or word in PLACES:
            return None
        bearers = [
            self._by_last[last] for last in islice(self._by_last, _NAMESAKES) if _is_misprint(word, last)
        ]
        return bearers[0][0] if len(bearers) == 1 and len(bearers[0]) == 1 else None

    def rivals(self, words: tuple[str, ...], number: int) -> list[Cluster]:
        """The other bearers of a surname that stands alone."""
        if len(words) > 1:
            return []
        return [self.clusters[one] for one in self._by_last.get(words[0], ()) if one != number]

    def _most_likely(self, candidates: Sequence[int], sentence: int) -> int:
        """Of several bearers of a surname, the one printed by it most so far; before all, the first.

        While nobody is called by the surname alone, a bearer who was the subject just before is meant.
        """
        clusters = self.clusters
        most = max(candidates, key=lambda one: (clusters[one].surname_uses, -one))
        last = max(candidates, key=lambda one: clusters[one].subject_at)
        near = clusters[last].subject_at >= 0 and sentence - clusters[last].subject_at <= _SIGHT
        return last if near and clusters[most].short_uses < _ESTABLISHED else most

    def _same_person(self, words: tuple[str, ...]) -> int | None:
        """The cluster of another spelling of a full name: a nickname, an initial, a middle name."""
        for number in self._by_last.get(_last(words), [])[:_NAMESAKES]:
            if _compatible(words, self.clusters[number].words):
                return number
        return None


def _is_misprint(word: str, name: str) -> bool:
    """Whether a letter was left out of a name or doubled, or two were swapped: `Water` for `Waters`."""
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    if word[0] != name[0] or len(longer) - len(shorter) > 1:
        return False
    if len(longer) > len(shorter):
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))
    swaps = (at for at in range(1, len(word) - 1) if word[at] != name[at])
    return any(word[:at] + word[at + 1] + word[at] + word[at + 2 :] == name for at in swaps)


def _speaks(stream: Stream, mention: Mention) -> bool:
    """Whether a name stands right beside a verb of saying."""
    before = stream.kind[mention.first - 1] if mention.first else Token.BREAK
    after = stream.kind[mention.last + 1] if mention.last + 1 < len(stream.low) else Token.BREAK
    return before in _SAYS or after in _SAYS


def _compatible(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if (words[-1] in _SUFFIXES or other[-1] in _SUFFIXES) and words[-1] != other[-1]:
        return False
    first, its = words[0], other[0]
    if first == its or _SHORT_FORMS.get(first) == its or _SHORT_FORMS.get(its) == first:
        return True
    if (len(first) == 1 or len(its) == 1) and first[0] == its[0]:
        return True
    return words == other[-len(words) :] or other == words[-len(other) :]


def _first_is_no_name(words: tuple[str, ...]) -> bool:
    """Whether the first word of a full form is no given name: an adjective, a place, a headline's verb."""
    return gender_of_given(words[0]) is None


def _last(words: Sequence[str]) -> str:
    return words[-2] if words[-1] in _SUFFIXES and len(words) > 1 else words[-1]


def _full_names(
    mentions: Sequence[Mention], keys: Sequence[list[str]], stream: Stream
) -> list[tuple[str, ...]]:
    """The full names of the running text, surest first: a known given name, then the most frequent."""
    counts: Counter[tuple[str, ...]] = Counter()
    for mention, words in zip(mentions, keys, strict=True):
        if len(words) >= _FULL and " " in mention.name:
            counts[tuple(words)] += 1 if stream.paragraph[mention.first] in stream.headings else 100
    return sorted(counts, key=lambda words: (_first_is_no_name(words), -counts[words]))


def _gender_of(words: Sequence[str]) -> Gender | None:
    return gender_of_given(words[0]) if len(words) > 1 else None


def _join(cluster: Cluster, at: int, mention: Mention, stream: Stream) -> None:
    cluster.mentions.append(at)
    cluster.forms[mention.name] += stream.paragraph[mention.first] not in stream.headings
    printed = key(mention.name).split()
    cluster.surname_uses += printed[-1:] == [_last(cluster.words)]
    if len(printed) > 1:
        cluster.full_at = here = stream.sentence[mention.first]
        owns = mention.last + 1 < len(stream.low) and stream.kind[mention.last + 1] is Token.POSSESSIVE
        if not owns and (not mention.first or stream.sentence[mention.first - 1] != here):
            cluster.subject_at = here
    else:
        cluster.short_uses += 1
    if mention.title:
        cluster.titles[mention.title] += 1
    cluster.body |= mention.body and not cluster.given
    cluster.says += _speaks(stream, mention)


_SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})


def _describe(cluster: Cluster) -> None:
    """Gender and kind of a cluster, from its titles, given name and words."""
    words = cluster.words
    cluster.gender = next((found for title in cluster.titles if (found := gender_of_title(title))), None)
    given = _gender_of(words)
    if cluster.gender in {None, Gender.EITHER}:
        cluster.gender = given if given is not Gender.EITHER else None
    cluster.given = (given is not None and not cluster.body) or bool(cluster.titles)
    small = {"new", "united", "north", "south", "u", "s", "k", "n"}
    cluster.place = all(word in PLACES or word in PARTY_WORDS or word in small for word in words)
    if cluster.titles and not any(word in {"department", "ministry", "committee"} for word in words):
        cluster.body = False
