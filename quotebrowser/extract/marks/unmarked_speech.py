"""Speech without quotation marks: transcripts (`SPEAKER: …`, `Q: …`) and block quotes (`> …`).

One rule guards it: a line counts as speech only where the whole article is set that way: several labels
that come again, or lines that carry the block's sign.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Span
from quotebrowser.text.words import word_list

_LABEL: Final = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}|[QA]"
    r"|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3})"
    r"(?: \([^()\n]{1,30}\))?: +(?=[^\s\"“‘«])"
)
_BLOCK: Final = re.compile(r"> ?(?=[^\s>\"“«])")
_SIGNATURE: Final = re.compile(r"(?:—|–|--?) ?[A-Z][^.!?…\n]{1,60}\s*")
"""`— Helen Marsh, mayor` under a block quote: who said it, not what was said."""
_LEAST_LINES: Final = 4
_LEAST_TURNS: Final = 2
_ROLES: Final = frozenset(
    word_list("""
    q a question answer reporter interviewer moderator host operator speaker audience unidentified crowd
    voice
    """)
)
"""Labels that name nobody."""
_SHORTEST: Final = 2
"""A transcript has this many lines with labels, of this many speakers who speak at least twice. Fewer are
lists, bylines and captions."""


def blocks(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    """The lines of `text` that are speech as a whole, by their number in `lines`."""
    return {**_transcript(text, lines), **_block_quotes(text, lines)}


def _transcript(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    labels = [_LABEL.match(text, line.start, line.end) for line in lines]
    turns = Counter(label["name"] for label in labels if label)
    regular = {name for name, count in turns.items() if count >= _LEAST_TURNS}
    if len(regular) < _LEAST_TURNS or sum(turns[name] for name in regular) < _LEAST_LINES:
        return {}
    spoken = sum(
        text.count(" ", label.end(), line.end) for label, line in zip(labels, lines, strict=True) if label
    )
    if spoken < sum(turns.values()):
        return {}
    found = {}
    for at, (label, line) in enumerate(zip(labels, lines, strict=True)):
        if label and label["name"] in regular and line.end - label.end() >= _SHORTEST:
            span = Span(label.end(), line.end)
            found[at] = Marked(
                span, span, 0, closed=True, single=False, unnamed=label["name"].lower() in _ROLES
            )
    return found


def _block_quotes(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    signs = [_BLOCK.match(text, line.start, line.end) for line in lines]
    signs = [
        None if sign and _SIGNATURE.fullmatch(text, sign.end(), line.end) else sign
        for sign, line in zip(signs, lines, strict=True)
    ]
    found = {}
    for at, (sign, line) in enumerate(zip(signs, lines, strict=True)):
        if sign:
            goes_on = at + 1 < len(signs) and signs[at + 1] is not None
            found[at] = Marked(
                Span(sign.end(), line.end), line, 0, closed=True, single=False, continued=goes_on
            )
    return found
