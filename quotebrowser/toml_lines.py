"""A file of TOML that a user wrote, with one value set and all else as it is.

One rule guards it: a line is changed or added; nothing is written again that nobody changed.
"""

import re
from typing import Final

_COMMENT: Final = re.compile(r"""[^=]*=\s*(?:"[^"]*"|'[^']*')(\s*#.*)\Z""")
"""A line of the file with a text and a comment after it."""


def with_value(text: str, table: str, name: str, value: str) -> str:
    """`text` with `name` of `table` set: its line changed, or one added below the table's head."""
    wanted = f'{name} = "{value}"'
    lines, here = text.splitlines(), ""
    for place, line in enumerate(lines):
        if line.strip().startswith("["):
            here = line.strip().strip("[]").strip()
        key = line.partition("=")[0].strip()
        if (here == table and key == name) or (not here and key == f"{table}.{name}"):
            comment = _COMMENT.match(line)
            lines[place] = f'{key} = "{value}"{comment[1] if comment else ""}'
            break
    else:
        heads = [place for place, line in enumerate(lines) if line.strip().startswith("[")]
        own = next((place for place in heads if lines[place].strip() == f"[{table}]"), None)
        if own is None:
            lines += [*([""] if lines else []), f"[{table}]", wanted]
        else:
            end = next((place for place in heads if place > own), len(lines))
            while not lines[end - 1].strip():
                end -= 1
            lines.insert(end, wanted)
    return "\n".join(lines) + "\n"
