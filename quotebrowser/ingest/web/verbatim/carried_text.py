"""The text of an article that a page carries in its JSON-LD, for those whose page shows none.

One rule guards it: what a page shows goes first; this is for a page that a program fills.
"""

import json
from collections import deque
from collections.abc import Iterable
from html import unescape
from typing import Final

_MOST_OBJECTS: Final = 400
_FEWEST: Final = 200
"""Characters of an article; shorter texts are summaries."""


def carried_text(blocks: Iterable[str]) -> str | None:
    """The longest `articleBody` of JSON-LD blocks as written; None where there is none."""
    bodies = [body for block in blocks if '"articleBody"' in block for body in _bodies(block)]
    longest = max(bodies, key=len, default="")
    return unescape(longest) if len(longest) >= _FEWEST else None


def _bodies(block: str) -> list[str]:
    try:
        root = json.loads(
            block.strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip("; \n"), strict=False
        )
    except (ValueError, RecursionError):
        return []
    found: list[str] = []
    waiting: deque[object] = deque([root])
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            break
        value = waiting.popleft()
        if isinstance(value, dict):
            body = value.get("articleBody")
            found += [body] if isinstance(body, str) else []
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found
