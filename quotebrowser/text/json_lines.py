"""Rows for machines: one JSON object on one line.

One rule guards it: what was stored is what is read back, and nothing in the line can act on a terminal.
"""

import json
from collections.abc import Mapping
from typing import Final

SCHEMA: Final = 1
"""What the keys of all rows mean: the first key of each. Raised where one goes or means something else."""


def json_line(row: Mapping[str, object]) -> str:
    """`row` as JSON on one line; what is not ASCII is escaped only where something in it is not printable."""
    line = json.dumps({"schema": SCHEMA, **row}, ensure_ascii=False)
    return line if line.isprintable() else json.dumps({"schema": SCHEMA, **row})
