"""Speakers that the order of words gives: the subject of the verb that reports a passage.

One rule guards it: a verb of saying belongs to the nearest subject of its own clause, and of two that speak
together one is the speaker.
"""

from bisect import bisect_left
from typing import Final

from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import SAYS, Scene
from quotebrowser.extract.narration.subjects import is_subject, says

_PAIR: Final = 2
_PASSIVE: Final = 12
"""Tokens between a passage and the person addressed."""
_SAID_BEFORE: Final = frozenset({0, 3})
"""Frames without a subject between the passage and its verb."""
_ABSOLUTE: Final = 30
"""Tokens from `with` to the participle that introduces the passage."""
_JOINED: Final = 7
"""Tokens from a body to the name of the person who speaks with it."""
_BEHIND_A_BODY: Final = 4
"""Mentions among which both are: a description may hold another name (`former TV network anchor Ann Lee`)."""
_BETWEEN: Final = frozenset(
    {
        Token.AND,
        Token.WORD,
        Token.PERSON_NOUN,
        Token.OBJECT,
        Token.ARTICLE,
        Token.COMMA,
        Token.NAME,
        Token.ADVERB,
    }
)


def of_clause(scene: Scene, setting: Setting) -> Mention | None:
    """The subject that the order of words gives the verb beside the passage; None where it gives none."""
    return (
        _behind_a_clause(scene, setting) or _with_subject(scene, setting) or _of_last_clause(scene, setting)
    )


def _behind_a_clause(scene: Scene, setting: Setting) -> Mention | None:
    """The name in `“…,” since they were asked, said Anna Holt`: `said X` behind a comma reports it all."""
    stream, cue = scene.stream, setting.cue
    if setting.frame or cue <= setting.at or stream.kind[cue - 1] is not Token.COMMA:
        return None
    number = scene.mentions_in(cue + 1, cue + _PAIR).start
    mention = scene.mentions[number] if number < len(scene.mentions) else None
    if mention is None or mention.first != cue + 1 or mention.kind is not MentionKind.NAME:
        return None
    return mention if stream.kind[cue] is Token.SAID else None


def _with_subject(scene: Scene, setting: Setting) -> Mention | None:
    """The name in `with Anna Holt tweeting that … and asking, “…”`: the participles are hers."""
    stream, cue = scene.stream, setting.cue
    if not 0 < cue < setting.at or stream.kind[cue] is not Token.SAYING or setting.at - cue > _PASSIVE:
        return None
    here = stream.sentence[cue]
    for number in reversed(scene.mentions_in(max(1, cue - _ABSOLUTE), cue)):
        mention = scene.mentions[number]
        if stream.sentence[mention.first] != here:
            break
        opens = stream.low[mention.first - 1] == "with" and stream.low[mention.last + 1].endswith("ing")
        if opens:
            return mention
        inner = stream.kind[mention.first - 1] is Token.THAT
        if not inner and mention.last + 1 < cue and stream.kind[mention.last + 1] in SAYS | {Token.AUXILIARY}:
            break
    return None


def _of_last_clause(scene: Scene, setting: Setting) -> Mention | None:
    """The name in `Dahl wrote after Anna Holt argued that “…”`: the last verb has its own subject."""
    stream, at = scene.stream, setting.at
    verb = scene.last_say[at]
    if setting.frame not in _SAID_BEFORE or verb < _PAIR or stream.kind[verb] not in SAYS:
        return None
    if stream.sentence[verb] != stream.sentence[at]:
        return None
    number = scene.mentions_in(0, verb).stop - 1
    mention = scene.mentions[number] if number >= 0 else None
    if mention is None or mention.last != verb - 1 or mention.kind is not MentionKind.NAME:
        return None
    before = stream.kind[mention.first - 1]
    before = stream.kind[mention.first - _PAIR] if before is Token.COMMA else before
    own = before in {Token.AND, Token.CONJUNCTION, Token.QUOTE}
    return (
        mention
        if own and not scene.between("comma", verb, at) and not scene.between("quote", verb, at)
        else None
    )


def joined(scene: Scene, name: Mention) -> Mention:
    """Who of two that speak together is the speaker: the person before the body, else the one named first.

    `Yahoo News and its anchor Ann Lee said`, `said Ann Lee and Tom Dahl`.
    """
    kinds = scene.stream.kind
    if (
        kinds[name.last + 1] is not Token.AND
        and Token.AND not in kinds[max(0, name.first - _JOINED) : name.head]
    ):
        return name
    number = bisect_left(scene.firsts, name.first)
    for at in (number - 1, number):
        pair = _pair(scene, at)
        if pair is not None and (name is pair[0] or name is pair[1]):
            one, other = (scene.clusters[mention.cluster] for mention in pair)
            return pair[(one.body or one.place) and not (other.body or other.place)]
    return name


def _pair(scene: Scene, number: int) -> tuple[Mention, Mention] | None:
    """The name that is mention `number` and one joined to it by `and`, where both have the same verb."""
    near_by = scene.mentions[number : number + _BEHIND_A_BODY] if number >= 0 else []
    first = near_by[0] if near_by else None
    if first is None or first.kind is not MentionKind.NAME or first.cluster < 0:
        return None
    for other in near_by[1:]:
        kinds = scene.stream.kind[first.last + 1 : other.head]
        near = 0 < len(kinds) <= _JOINED and kinds[0] is Token.AND and _BETWEEN.issuperset(kinds)
        named = near and other.kind is MentionKind.NAME and other.cluster >= 0
        if named and _share(scene, first, other):
            return first, other
    return None


def _share(scene: Scene, first: Mention, other: Mention) -> bool:
    """Whether two names joined by `and` have one verb."""
    finite = scene.stream.kind[other.last + 1] in {Token.AUXILIARY, Token.VERB} and is_subject(scene, first)
    return finite or says(scene, first) == 1 or says(scene, other) in {_PAIR, _PAIR + 1}
