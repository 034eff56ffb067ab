"""Candidates: the mentions near a passage that may name its speaker.

One rule guards it: the window is bounded, so that a long article costs no more a passage than a short one.
"""

from typing import Final

from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import SAYS, Scene
from quotebrowser.extract.narration.subjects import says

_PARAGRAPHS_BACK: Final = 3
_PARAGRAPHS_AHEAD: Final = 1
_MOST_BACK: Final = 8
_MOST_AHEAD: Final = 3
_FRAMED: Final = frozenset({1, 2})
"""Bounds of the window. On 781 articles of seven newspapers the speaker's mention is within it for 98 of
100 quotes; wider windows add less than half a point and cost time in proportion."""
_BE: Final = frozenset({"was", "were", "is", "are", "been", "being"})
_HEARING: Final = frozenset(
    {"told", "asked", "informed", "warned", "reminded", "assured", "urged", "advised"}
)
_QUOTING: Final = 10
"""Tokens from `quoted` to `as saying`."""
_OWNED: Final = 2
"""From an owner to what he owns."""
_PAIR: Final = 2
_COMMA: Final = 1
_GOES_ON: Final = frozenset({1, 3})
"""How a passage ends whose sentence goes on: a comma, a question or exclamation mark."""
_APPOSED: Final = 3
"""A subject with an apposition before its verb."""
_NO_CLAUSE: Final = frozenset(
    {Token.STOP, Token.COMMA, Token.BREAK, Token.PREPOSITION, Token.ADVERB, Token.QUOTE, Token.SAYING,
     Token.TO, Token.CONJUNCTION, Token.AND, Token.OBJECT}
)  # fmt: skip
"""What follows a verb of saying that has no clause of its own."""
_OF_A_NAME: Final = 2
"""From a noun to the name behind `of`."""


def near(scene: Scene, setting: Setting, previous: Mention | None) -> list[tuple[Mention, int]]:
    """Candidates for a passage, each with its rank by nearness on its side.

    Where a verb of saying and its subject stand right beside the passage, only its own sentence counts;
    where they are all that can follow it, only that subject.
    """
    subject = _beside(scene, setting)
    if subject is not None:
        return [(subject, 0)]
    found = around(scene, setting.at, previous)
    if setting.frame in _FRAMED:
        here = scene.stream.sentence[setting.at]
        inside = [one for one in found if one[0] is previous or scene.stream.sentence[one[0].first] == here]
        return inside if len(inside) > (previous is not None) else found
    return found


def _beside(scene: Scene, setting: Setting) -> Mention | None:
    """The name in `“…,” said X`, `“…,” X said.` and `“…,” X, a nurse, said`; else None."""
    kinds, sentence, at = scene.stream.kind, scene.stream.sentence, setting.at
    if setting.end not in _GOES_ON or sentence[at + 1] != sentence[at]:
        return None
    inverted = kinds[at + 1] in SAYS
    if not inverted and kinds[at + 1] is not Token.NAME:
        return None
    number = scene.mentions_in(at + 1 + inverted, at + _PAIR + inverted).start
    name = scene.mentions[number] if number < len(scene.mentions) else None
    if name is None or name.kind is not MentionKind.NAME or name.first != at + 1 + inverted:
        return None
    verb = name.last + 1
    if inverted:
        return name if kinds[verb] is not Token.POSSESSIVE else None
    if kinds[verb] in SAYS:
        return name if kinds[verb] is Token.ADDRESSED or kinds[verb + 1] in _NO_CLAUSE else None
    apposed = setting.end == _COMMA and kinds[verb] is Token.COMMA and says(scene, name) == _APPOSED
    return name if apposed and kinds[scene.next_say[verb] - 1] is Token.COMMA else None


def around(scene: Scene, at: int, previous: Mention | None) -> list[tuple[Mention, int]]:
    """Candidates for the passage at stream position `at`, each with its rank by nearness on its side.

    `previous`, the mention chosen for the passage before, is always among them.
    """
    stream = scene.stream
    paragraph = stream.paragraph[at]
    split = scene.mentions_in(0, at).stop
    found: list[tuple[Mention, int]] = []
    for rank in range(_MOST_BACK):
        number = split - 1 - rank
        if number < 0 or paragraph - stream.paragraph[scene.firsts[number]] > _PARAGRAPHS_BACK:
            break
        if not _completes(scene, number):
            found.append((scene.mentions[number], rank))
    # A line that ends in a colon leads in the passage below it: nobody farther down is meant.
    led = at > 1 and stream.kind[at - 1] is Token.BREAK and stream.kind[at - _PAIR] is Token.COLON
    last = paragraph if led else paragraph + _PARAGRAPHS_AHEAD
    for number in range(split, min(split + _MOST_AHEAD, len(scene.mentions))):
        if stream.paragraph[scene.firsts[number]] > last:
            break
        if not _completes(scene, number):
            found.append((scene.mentions[number], number - split))
    if previous is not None and all(mention is not previous for mention, _ in found):
        found.append((previous, _MOST_BACK))
    return found


def _completes(scene: Scene, number: int) -> bool:
    """Whether a name is only part of a description.

    `the minister of Norway`, `the influential US daily`, `Merkel’s spokesman, Steffen Seibert`.
    """
    name = scene.mentions[number]
    if name.kind is not MentionKind.NAME:
        return False
    owned = scene.mentions[number + 1] if number + 1 < len(scene.mentions) else name
    if owned.kind is MentionKind.NAME and owned.first < owned.head and owned.first == name.last + _OWNED:
        return scene.stream.kind[name.last + 1] is Token.POSSESSIVE
    for noun in scene.mentions[max(0, number - 1) : number + 2]:
        if noun.kind is MentionKind.NOUN:
            if noun.first <= name.first and name.last < noun.last:
                return True
            of = name.first - noun.last == _OF_A_NAME and scene.stream.low[noun.last + 1] in {
                "of",
                "for",
                "from",
            }
            if of and not noun.body:
                return True
    return False


def hears(scene: Scene, setting: Setting, mention: Mention) -> bool:
    """Whether a mention is told what is said (`"…," X was told`), or quotes another (`X quoted Y as saying`).

    Who is told something may say something in the same sentence (`X was asked and said, "…"`): only where no
    verb of saying frames the passage is he no more than the hearer.
    """
    if not setting.frame and is_told(scene, mention):
        return True
    low = scene.stream.low
    verb = mention.last + 1
    if low[verb] != "quoted":
        return False
    after = low[verb + 1 : verb + _QUOTING]
    return "saying" in after and after[after.index("saying") - 1] == "as"


def is_told(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is told, asked or warned what is said."""
    low = scene.stream.low
    verb = mention.last + 1
    return low[verb] in _BE and verb + 1 < len(low) and low[verb + 1] in _HEARING
