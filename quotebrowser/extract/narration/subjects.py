"""Whether a mention is the subject of its sentence or of a verb of saying.

One rule guards it: what is found is kept on the mention, so that it is read off the words once.
"""

from typing import Final

from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention
from quotebrowser.extract.narration.scene import SAYS, Scene

PREPOSITIONS: Final = {
    "by": 1, "to": 2, "of": 3, "from": 4, "with": 5, "for": 5, "on": 6, "in": 7, "at": 7, "about": 8,
    "against": 8, "like": 9, "between": 9,
}  # fmt: skip
"""Prepositions before a mention, by what they make of it."""
_BESIDE: Final = 6
"""Tokens of a name's description between a verb of saying and the name (`said the old mayor, Anna Holt`)."""
_BEHIND: Final = 26
"""Tokens of an apposition between a name and its verb."""
_PAIR: Final = 2
_DESCRIBING: Final = frozenset(
    {Token.NAME, Token.PERSON_NOUN, Token.WORD, Token.ARTICLE, Token.POSSESSIVE, Token.NUMBER, Token.OBJECT}
)


def stands_after(scene: Scene, mention: Mention) -> int:
    """Class of the preposition right before a mention; 0 for none."""
    return PREPOSITIONS.get(scene.stream.low[mention.first - 1], 0) if mention.first else 0


def is_subject(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is the first of its sentence, owns nothing and follows no preposition."""
    if mention.subject < 0:
        mention.subject = int(_is_subject(scene, mention))
    return bool(mention.subject)


def _is_subject(scene: Scene, mention: Mention) -> bool:
    stream = scene.stream
    here = stream.sentence[mention.first]
    start = scene.sentence_ends[here - 1] if here else 0
    if mention.last + 1 < len(stream.low) and stream.kind[mention.last + 1] is Token.POSSESSIVE:
        return False
    if mention.first > start and stands_after(scene, mention):
        return False
    return scene.between("mention", start, mention.first) == 0


def accords(scene: Scene, mention: Mention) -> bool:
    """Whether `according to` stands right before a mention."""
    return scene.stream.low[max(0, mention.first - _PAIR) : mention.first] == ["according", "to"]


def says(scene: Scene, mention: Mention) -> int:
    """How a mention is the subject of a verb of saying; 0 for none.

    1 behind the verb or `according to`, 2 right before it, 3 before it with an apposition between, 4 further
    before it.
    """
    if mention.said < 0:
        mention.said = _says(scene, mention)
    return mention.said


def _says(scene: Scene, mention: Mention) -> int:
    kinds, sentence = scene.stream.kind, scene.stream.sentence
    here = sentence[mention.first]
    if accords(scene, mention):
        return 1
    at = mention.first - 1
    while at >= max(0, mention.first - _BESIDE) and kinds[at] in _DESCRIBING and sentence[at] == here:
        at -= 1
    if at >= 0 and kinds[at] in SAYS and sentence[at] == here:
        return 1
    at = mention.last + 1
    if at < len(kinds) and kinds[at] in SAYS:
        return 2
    commas = 0
    while at < min(len(kinds), mention.last + _BEHIND) and sentence[at] == here:
        commas += kinds[at] is Token.COMMA
        if kinds[at] in SAYS:
            return 3 if commas in {0, _PAIR} else 4
        if kinds[at] is Token.QUOTE:
            break
        at += 1
    return 0
