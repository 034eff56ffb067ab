"""Runs: passages that are one quote, interrupted by narration or carried over paragraphs.

One rule guards it: two passages are one quote only where the words that name the speaker stand between
them, or where the first was left open for the next paragraph to go on.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.extract.attribution.attribution import Choice
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.scene import Scene
from quotebrowser.model import Kind

_WIDEST: Final = 30
"""Tokens of narration that can interrupt a quote; beyond, what follows is told anew."""


def join(scene: Scene, choices: Sequence[Choice]) -> list[list[int]]:
    """The numbers of the top-level passages, those of one quote together, in order."""
    runs: list[list[int]] = []
    for number in range(len(choices)):
        if number and (_continues(scene, choices, number) or _interrupted(scene, choices, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _continues(scene: Scene, choices: Sequence[Choice], number: int) -> bool:
    before = scene.passages[number - 1]
    return (
        before.continued
        and choices[number].kind is Kind.STATEMENT
        and choices[number - 1].kind is Kind.STATEMENT
        and bool(choices[number].setting.opens)
    )


def _interrupted(scene: Scene, choices: Sequence[Choice], number: int) -> bool:
    """Whether the narration between two passages of a paragraph is their one attribution."""
    first, second = choices[number - 1], choices[number]
    if first.kind is not Kind.STATEMENT or second.kind is not Kind.STATEMENT:
        return False
    if first.mention is None or first.mention is not second.mention:
        return False
    low, high = first.setting.at, second.setting.at
    kinds = scene.stream.kind
    if not low < first.mention.first < high or high - low > _WIDEST:
        return False
    return Token.BREAK not in kinds[low:high] and scene.between("stop", low + 1, high - 1) == 0
