"""Candidates: the mentions near a passage that may name its speaker.

One rule guards it: the window is bounded, so that a long article costs no more a passage than a short one.
"""

import re
from bisect import bisect_left
from typing import Final

from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene

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
_SIGN: Final = re.compile(r"\s{0,9}> ?(?:—|–|--?) ?(?=[A-Z])")
_LONGEST_BLOCK: Final = 20
"""Paragraphs of a block quote."""
_LABELLED: Final = frozenset({Token.BREAK, Token.STOP, Token.QUOTE})
_QUOTING: Final = 10
"""Tokens from `quoted` to `as saying`."""
_PASSIVE: Final = 12
"""Tokens between a passage and the person addressed."""
_OF_A_NAME: Final = 2
"""From a noun to the name behind `of`."""
_OFFICE: Final = 4
"""Tokens between `by` and a name: an article and an office."""


def near(scene: Scene, setting: Setting, previous: Mention | None) -> list[tuple[Mention, int]]:
    """Candidates for a passage, each with its rank by nearness on its side.

    Where a verb of saying and its subject stand right beside the passage, only its own sentence counts.
    """
    found = around(scene, setting.at, previous)
    if setting.frame in _FRAMED:
        here = scene.stream.sentence[setting.at]
        inside = [one for one in found if one[0] is previous or scene.stream.sentence[one[0].first] == here]
        return inside if len(inside) > (previous is not None) else found
    return found


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
    for rank in range(_MOST_AHEAD):
        number = split + rank
        if (
            number >= len(scene.mentions)
            or stream.paragraph[scene.firsts[number]] - paragraph > _PARAGRAPHS_AHEAD
        ):
            break
        if not _completes(scene, number):
            found.append((scene.mentions[number], rank))
    if previous is not None and all(mention is not previous for mention, _ in found):
        found.append((previous, _MOST_BACK))
    return found


def _completes(scene: Scene, number: int) -> bool:
    """Whether a name only says whose official somebody is: `the minister of Norway`."""
    if not number:
        return False
    noun, name = scene.mentions[number - 1], scene.mentions[number]
    if noun.kind is not MentionKind.NOUN or name.kind is not MentionKind.NAME or noun.body:
        return False
    return name.first - noun.last == _OF_A_NAME and scene.stream.low[noun.last + 1] in {"of", "for", "from"}


def certain(scene: Scene, setting: Setting) -> Mention | None:
    """The speaker whom the form of the sentence alone gives, whatever the words; None if it gives nobody.

    Either a name with its colon is all that stands before the passage (`Anna Holt: "…"`), or somebody in the
    sentence of the passage is told or asked by a name (`"…," X was told by Y`). Where a verb of saying frames
    the passage, its subject is the speaker, whoever was told what (`"…," said X, who was told by Y`).
    """
    label = _label(scene, setting.at)
    return _teller(scene, setting.at) if label is None and not setting.frame else label


def signed(scene: Scene, number: int) -> Mention | None:
    """The name under a block quote, `> — Anna Holt`; None where the passage is none or nobody signs it."""
    text, passages = scene.text, scene.passages
    if text[passages[number].outer.start] != ">":
        return None
    # The paragraphs of the block that follow are signed with it.
    for last in range(number, min(number + _LONGEST_BLOCK, len(passages))):
        sign = _SIGN.match(text, passages[last].outer.end)
        if sign:
            at = bisect_left(scene.firsts, sign.end(), key=lambda first: scene.stream.start[first])
            mention = scene.mentions[at] if at < len(scene.mentions) else None
            near = mention is not None and "\n" not in text[sign.end() : scene.mention_span(mention).start]
            return mention if near else None
        following = passages[last + 1] if last + 1 < len(passages) else None
        if following is None or text[passages[last].outer.end : following.outer.start].strip():
            return None
        if text[following.outer.start] != ">":
            return None
    return None


def _label(scene: Scene, at: int) -> Mention | None:
    kinds = scene.stream.kind
    if at < 1 or kinds[at - 1] is not Token.COLON:
        return None
    mention = _before(scene, at)
    if mention is None or mention.last != at - 2 or mention.kind is not MentionKind.NAME:
        return None
    return mention if not mention.first or kinds[mention.first - 1] in _LABELLED else None


def _teller(scene: Scene, at: int) -> Mention | None:
    low = scene.stream.low
    here = scene.stream.sentence[at]
    for number in scene.mentions_in(max(0, at - _PASSIVE), min(at + _PASSIVE, len(low))):
        hearer = scene.mentions[number]
        by = hearer.last + 3
        if (
            scene.stream.sentence[hearer.first] != here
            or low[by : by + 1] != ["by"]
            or not _is_told(scene, hearer)
        ):
            continue
        teller = scene.mentions[number + 1] if number + 1 < len(scene.mentions) else None
        if (
            teller is not None
            and by < teller.first <= by + _OFFICE
            and scene.stream.sentence[teller.first] == here
        ):
            return teller
    return None


def _before(scene: Scene, at: int) -> Mention | None:
    """The last mention that begins before `at`."""
    number = scene.mentions_in(0, at).stop - 1
    return scene.mentions[number] if number >= 0 else None


def hears(scene: Scene, setting: Setting, mention: Mention) -> bool:
    """Whether a mention is told what is said (`"…," X was told`), or quotes another (`X quoted Y as saying`).

    Who is told something may say something in the same sentence (`X was asked and said, "…"`): only where no
    verb of saying frames the passage is he no more than the hearer.
    """
    if not setting.frame and _is_told(scene, mention):
        return True
    low = scene.stream.low
    verb = mention.last + 1
    if low[verb] != "quoted":
        return False
    after = low[verb + 1 : verb + _QUOTING]
    return "saying" in after and after[after.index("saying") - 1] == "as"


def _is_told(scene: Scene, mention: Mention) -> bool:
    low = scene.stream.low
    verb = mention.last + 1
    return low[verb] in _BE and verb + 1 < len(low) and low[verb + 1] in _HEARING
