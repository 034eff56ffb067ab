"""Candidates: the mentions near a passage that may name its speaker.

One rule guards it: the window is bounded, so that a long article costs no more a passage than a short one.
"""

from typing import Final

from quotebrowser.extract.features import Setting
from quotebrowser.extract.mentions import Mention
from quotebrowser.extract.scene import Scene

_PARAGRAPHS_BACK: Final = 3
_PARAGRAPHS_AHEAD: Final = 1
_MOST_BACK: Final = 8
_MOST_AHEAD: Final = 3
_FRAMED: Final = frozenset({1, 2})
"""Bounds of the window. On 781 articles of seven newspapers the speaker's mention is within it for 98 of
100 quotes; wider windows add less than half a point and cost time in proportion."""


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
        found.append((scene.mentions[number], rank))
    for rank in range(_MOST_AHEAD):
        number = split + rank
        if (
            number >= len(scene.mentions)
            or stream.paragraph[scene.firsts[number]] - paragraph > _PARAGRAPHS_AHEAD
        ):
            break
        found.append((scene.mentions[number], rank))
    if previous is not None and all(mention is not previous for mention, _ in found):
        found.append((previous, _MOST_BACK))
    return found
