"""What the narration calls each person and body, gathered from left to right before any passage is looked at.

One rule guards it: a noun stands for whom the article itself described by it before (`singer Ann Lee … the
singer`, `his wife, Mona … his wife`); where it described several, the last of them is meant, less surely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.english_words import BODY_NOUNS, PERSON_NOUNS, RELATIONS, Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene
from quotebrowser.extract.narration.subjects import is_subject
from quotebrowser.names import Gender
from quotebrowser.text.words import word_list

_PLAIN: Final = frozenset({Token.WORD, Token.PERSON_NOUN, Token.SPEECH_NOUN})
_IN_PHRASE: Final = _PLAIN | {Token.NUMBER, Token.ADVERB, Token.ARTICLE, Token.OBJECT, Token.NAME,
                              Token.POSSESSIVE, Token.VERB}  # fmt: skip
_ENDS: Final = frozenset(
    {Token.COMMA, Token.STOP, Token.BREAK, Token.PREPOSITION, Token.RELATIVE, Token.PAREN, Token.AND,
     Token.DASH, Token.QUOTE}
)  # fmt: skip
_LONGEST: Final = 9
"""Tokens of a description behind a name."""
_BEFORE: Final = 3
"""The same before a name."""
_BESIDE: Final = frozenset({Token.COMMA, Token.PAREN, Token.AUXILIARY, Token.PREPOSITION, Token.RELATIVE})
_PARTIES: Final = {"r": ("republican",), "d": ("democrat",)}
BELOW: Final = frozenset({"vice", "deputy", "assistant", "under"})
"""What makes an office another one."""
_VAGUE: Final = frozenset(
    word_list("man woman person people guy one former new old young first last senior top chief other")
)
"""Words that describe anybody."""
_FEMALE: Final = frozenset(
    word_list("""
    wife mother daughter sister widow girlfriend fiancee fiancée actress spokeswoman congresswoman chairwoman
    businesswoman policewoman councilwoman grandmother aunt niece mom headmistress stepmother anchorwoman
    """)
)
_MALE: Final = frozenset(
    word_list("""
    husband father son brother widower boyfriend fiance fiancé actor spokesman congressman chairman
    businessman policeman councilman grandfather uncle nephew dad headmaster stepfather anchorman
    """)
)
_SIGHT: Final = 40
"""Mentions back within which two who are described alike may both be meant."""
_REMEMBERED: Final = 100
"""How many of those named are looked at for the son who bears his father's name."""
_ALIKE: Final = 6
"""How many who are described alike are remembered."""
_NEAR: Final = 4
"""Sentences in which somebody described is still spoken of."""
_LATEST: Final = 6
"""Mentions before a noun among which is whom the sentence before is about."""
_POLITICIANS: Final = frozenset(
    word_list(
        "lawmaker candidate nominee contender senator politician leader hopeful frontrunner front-runner"
    )
)
"""Nouns that mean whoever has the party before them (`the Labour candidate`)."""
_PARTY: Final = {
    **{word: word for word in ("republican", "labour", "conservative", "green", "liberal", "tory")},
    **dict.fromkeys(("democrat", "democratic"), "democrat"),
}  # fmt: skip
"""Words for a party."""
_SONS: Final = {("jr",), ("ii",), ("iii",)}
_FORMS: Final = frozenset({"mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms"})


@dataclass(slots=True)
class Entities:
    """Who was described how, up to a place in the narration."""

    described: dict[str, dict[int, None]] = field(default_factory=dict)
    """By a word: numbers of the clusters it described, the last few."""
    last: dict[int, int] = field(default_factory=dict)
    """By a cluster: number of its last mention."""

    def add(self, scene: Scene, number: int) -> None:
        """Take note of what stands beside the name that is mention `number`."""
        mention = scene.mentions[number]
        self.last[mention.cluster] = number
        if not _is_described(scene, mention):
            return
        cluster = scene.clusters[mention.cluster]
        for word in _descriptions(scene, mention):
            known = self.described.setdefault(_PARTY.get(word, word), {})
            known[mention.cluster] = None
            if len(known) > _ALIKE:
                del known[next(iter(known))]
            if cluster.gender is None and not cluster.body and (word in _FEMALE or word in _MALE):
                cluster.gender = Gender.FEMALE if word in _FEMALE else Gender.MALE

    def meant(self, scene: Scene, number: int) -> tuple[int, bool]:
        """The cluster that the noun phrase which is mention `number` means, and whether another is near.

        -1 where nobody was described so, or somebody else was spoken of since.
        """
        low, phrase = scene.stream.low, scene.mentions[number]
        head = low[phrase.head].removeprefix("ex-")
        words = low[phrase.first : phrase.head]
        owned = low[phrase.first] in {"his", "her", "their"} or (
            Token.POSSESSIVE in scene.stream.kind[phrase.first : phrase.head]
        )
        if owned and head == "son":
            for one in islice(reversed(self.last), _REMEMBERED):
                if scene.clusters[one].words[-1:] in _SONS and scene.clusters[one].words[-2] in words:
                    return one, False
        if low[phrase.first] not in {"the", "this", "that"} and not (owned and head in RELATIONS):
            return -1, False
        shared = self._alike(scene, head, words)
        if not shared:
            return -1, False
        most = max(shared.values())
        last = {one: self.last[one] for one, count in shared.items() if count == most}
        best = max(last, key=lambda one: last[one])
        if _is_another(scene, number, best, last[best]):
            return -1, False
        self.last[best] = number
        return best, sum(number - at <= _SIGHT for at in last.values()) > 1

    def _alike(self, scene: Scene, head: str, words: Sequence[str]) -> dict[int, int]:
        """Clusters that a head with the words before it can mean, with how many of the words fit."""
        party = next((_PARTY[word] for word in words if word in _PARTY), _PARTY.get(head))
        fits = () if head in _VAGUE else self.described.get(_PARTY.get(head, head), ())
        if not fits and party and head in _POLITICIANS:
            fits = self.described.get(party, ())
        others = {one for word in set(_PARTY.values()) - {party} for one in self.described.get(word, ())}
        mine = self.described.get(party, {}) if party else {}
        return {
            one: sum(one in self.described.get(word, ()) for word in words if word not in _VAGUE)
            for one in fits
            if _may_be(scene.clusters[one], head) and (not party or one in mine or one not in others)
        }


def _may_be(cluster: Cluster, head: str) -> bool:
    """Whether a noun can mean a cluster at all."""
    if head in BODY_NOUNS - PERSON_NOUNS:
        return not cluster.given
    if head in PERSON_NOUNS and (cluster.body or cluster.place):
        return False
    if head in _FEMALE:
        return cluster.gender is not Gender.MALE
    return head not in _MALE or cluster.gender is not Gender.FEMALE


def _is_another(scene: Scene, number: int, cluster: int, at: int) -> bool:
    """Whether the text is about somebody else at a noun, and named the cluster long before."""
    stream, phrase = scene.stream, scene.mentions[number]
    here = stream.sentence[phrase.first]
    if here - stream.sentence[scene.mentions[at].first] <= _NEAR:
        return False
    for before in scene.mentions[max(0, number - _LATEST) : number]:
        near = 0 < here - stream.sentence[before.first] <= 1
        if near and 0 <= before.cluster != cluster and is_subject(scene, before):
            return scene.clusters[before.cluster].person
    return False


def _is_described(scene: Scene, mention: Mention) -> bool:
    """Whether there is anything to read beside a name, asked first as there is nothing beside most."""
    low, kinds = scene.stream.low, scene.stream.kind
    first, behind = mention.first, kinds[mention.last + 1]
    if first < mention.head and not (mention.head - first == 1 and low[first] in _FORMS):
        return True
    if first and (kinds[first - 1] in _PLAIN or kinds[first - 1] is Token.NAME):
        return True
    return behind in _BESIDE and (behind is not Token.PREPOSITION or low[mention.last + 1] == "of")


def _descriptions(scene: Scene, mention: Mention) -> Iterator[str]:
    """The words that describe a name where it stands: before it, behind its comma, in brackets."""
    stream = scene.stream
    low, kinds, first = stream.low, stream.kind, mention.first
    for at in range(max(first, mention.head - _LONGEST), mention.head):
        if _tells(scene, at) and kinds[at] is not Token.ARTICLE:
            yield low[at]
    at = first - 1
    while at >= 0 and first - at <= _BEFORE and (kinds[at] in _PLAIN or kinds[at] is Token.NAME):
        if _tells(scene, at):
            yield low[at]
        at -= 1
    at = mention.last + 1
    if at + 2 >= len(stream.low) or kinds[at] not in _BESIDE:
        return
    kind = kinds[at]
    if kind is Token.PAREN:
        yield from _PARTIES.get(low[at + 1].partition("-")[0], ())
    elif kind is Token.PREPOSITION:
        if low[at] == "of":
            yield from _next_name(scene, at)
    elif kind is Token.COMMA:
        at += 2 if kinds[at + 1] is Token.NUMBER and kinds[at + 2] is Token.COMMA else 0
        at += 2 if kinds[at + 1] is Token.RELATIVE and kinds[at + 2] is Token.AUXILIARY else 0
        yield from _phrase(scene, at + 1)
    elif kinds[at + 1] is Token.ARTICLE and kind is Token.AUXILIARY:
        yield from _phrase(scene, at + 1)


def _next_name(scene: Scene, at: int) -> Iterator[str]:
    """The words of the name behind `of` (`Tom Dahl of the Labour Party`)."""
    for number in scene.mentions_in(at + 1, at + 4):
        name = scene.mentions[number]
        if name.kind is MentionKind.NAME:
            yield from (word for word in scene.stream.low[name.first - 1 : name.last + 1] if word != "the")


def _phrase(scene: Scene, first: int) -> Iterator[str]:
    """The plain words of the noun phrase that begins at `first`, if nothing but its end follows."""
    kinds, low = scene.stream.kind, scene.stream.low
    end = first
    while end < min(first + _LONGEST, len(kinds)) and kinds[end] in _IN_PHRASE:
        first = end + 1 if kinds[end] is Token.POSSESSIVE else first
        end += 1
    if end <= first or end >= len(kinds) or kinds[end] not in _ENDS or Token.NAME is kinds[end - 1]:
        return
    for at in range(first, end):
        if kinds[at] in _PLAIN and _tells(scene, at):
            yield low[at]


def _tells(scene: Scene, at: int) -> bool:
    """Whether a word says what somebody is; a vice president is no president."""
    low = scene.stream.low
    return low[at] not in _VAGUE and not (at and low[at - 1] in BELOW)
