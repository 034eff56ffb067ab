"""Which of the articles that print an utterance are one text printed by several outlets.

One rule guards it: an agency's text is one witness to what was said, however many outlets print it.
"""

from collections.abc import Mapping
from typing import Final

from quotebrowser.collate.tokens import tokens

_WORDS: Final = 5
_SHARED: Final = 0.7
"""Share of the shorter text's sequences of five words that the longer one has. Of the sample articles, which
quote one speech in words of their own, no two share more than an eighth."""


def independent_texts(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Articles grouped by text: each group is one text, whoever prints it.

    Args:
        texts: the whole text of each article, by its id.

    Returns:
        Ids, sorted within a group and by the first of each. `len` of it is the number of independent texts.
    """
    sequences = {article: _sequences(text) for article, text in texts.items()}
    groups: list[set[str]] = []
    for article in sorted(texts):
        same = [
            group for group in groups if any(_one_text(sequences[article], sequences[one]) for one in group)
        ]
        groups = [group for group in groups if group not in same]
        groups.append({article}.union(*same))
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _sequences(text: str) -> set[tuple[int, ...]]:
    ids = tokens(text).ids
    return {tuple(ids[start : start + _WORDS]) for start in range(max(1, len(ids) - _WORDS + 1))}


def _one_text(a: set[tuple[int, ...]], b: set[tuple[int, ...]]) -> bool:
    return len(a & b) >= _SHARED * min(len(a), len(b))
