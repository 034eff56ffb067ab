"""Words as a writer has them: what stands in their own brackets, and where they have marked a cut.

One rule guards it: what a writer declares, by an ellipsis or square brackets, is never taken for what was
said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from quotebrowser.collate.versions.printed_words import Printed, printed_words
from quotebrowser.model import Span

_BRACKETS: Final = re.compile(r"\[([^\[\]]{1,300})\]")
_MARKS: Final = "\"'“”‘’«»„‚"
_CUT: Final = re.compile(r"[\s.…]*")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that a writer has put in square brackets."""

    place: int
    """Number of the spoken word that they stand before."""
    text: str
    """With the brackets."""
    words: tuple[Printed, ...]
    """Their words."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Words as a writer has them."""

    text: str
    """All of them."""
    words: tuple[Printed, ...]
    """All of them, brackets or not."""
    spoken: tuple[Printed, ...]
    """Those that are to have been said."""
    insertions: tuple[Insertion, ...]
    """Those that are not."""
    stretches: tuple[tuple[int, int], ...]
    """First spoken word and one past the last of each stretch; cuts are marked between them."""


def with_letters_joined(words: Sequence[Printed]) -> tuple[Printed, ...]:
    """The words with brackets inside a word undone: `[W]e` is `We`, `walk[ed]` is `walked`."""
    joined: list[Printed] = []
    for word in words:
        before = joined[-1] if joined else None
        touching = before is not None and before.span.end == word.span.start
        if before is not None and touching and _is_letter(before, word):
            joined[-1] = replace(
                before,
                key=before.key + word.key,
                text=before.text + word.text,
                plain=before.plain + word.plain,
                span=Span(before.span.start, word.span.end),
                editor=False,
                before_gap=word.before_gap,
            )
        else:
            joined.append(word)
    return tuple(joined)


def _is_letter(before: Printed, word: Printed) -> bool:
    """Whether two words that touch are one, a part of which stands in brackets."""
    opened = before.plain.rstrip().endswith("[") and word.editor
    closed = before.editor and before.plain.lstrip(_MARKS).startswith("[") and before.plain.endswith("]")
    return opened or (closed and not word.editor)


@lru_cache(maxsize=256)
def remembered(text: str) -> Remembered:
    """Read what a writer has."""
    words = with_letters_joined(printed_words(text))
    inside = [
        (found.start(), found.end()) for found in _BRACKETS.finditer(text) if _CUT.fullmatch(found[1]) is None
    ]
    spoken: list[Printed] = []
    groups: dict[tuple[int, int], tuple[int, list[Printed]]] = {}
    for word in words:
        at = next((one for one in inside if word.editor and one[0] <= word.span.end - 1 < one[1] + 2), None)
        if at is not None and _within(word, at):
            groups.setdefault(at, (len(spoken), []))[1].append(word)
        else:
            spoken.append(word)
    insertions = tuple(
        Insertion(place, text[start:end], tuple(found)) for (start, end), (place, found) in groups.items()
    )
    return Remembered(text, words, tuple(spoken), insertions, _stretches(spoken))


def _within(word: Printed, brackets: tuple[int, int]) -> bool:
    """Whether the middle of a word stands between brackets."""
    start = word.span.start + len(word.text) - len(word.text.lstrip("[("))
    return brackets[0] <= start < brackets[1]


def _stretches(spoken: Sequence[Printed]) -> tuple[tuple[int, int], ...]:
    if not spoken:
        return ()
    starts = [0, *(at for at in range(1, len(spoken)) if spoken[at].after_gap or spoken[at - 1].before_gap)]
    return tuple(zip(starts, [*starts[1:], len(spoken)], strict=True))
