"""What is in the JSON of every command: one table, from which its schema and its help are made.

One rule guards it: a key is never taken away and never means something else while `SCHEMA` stays the same;
new keys may come, behind those that are there.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from quotebrowser.text.json_lines import SCHEMA

_TABLE: Final = "json_keys.txt"
"""A file of blocks of lines. `name: commands` begins an output, `.name` an object within others; below stand
its keys, in order, each with its type and meaning. Types: `?` may be null, `!` may be missing, `[x]` a list,
`{x}` an object by name; `any` is any value."""
_LOOSE: Final[Mapping[str, Mapping[str, str]]] = {"self": {"type": "object"}, "any": {}}
"""Types of which no more is said."""
_OPEN: Final = ("extract",)
"""Outputs with keys that are not in the table, but for which one stands: facts of an article."""


class Field(NamedTuple):
    """A key of an object."""

    name: str
    """The key."""
    kind: str
    """Its type, as in the table."""
    means: str
    """What it is."""


class Output(NamedTuple):
    """An object that commands print, or one within others."""

    name: str
    """Of the block; of an object within others it begins with a dot."""
    printed_by: str
    """Commands; empty for an object within others."""
    fields: tuple[Field, ...]
    """Its keys, in order."""


@cache
def outputs() -> Mapping[str, Output]:
    """All objects, by name."""
    made = {}
    table = resources.files("quotebrowser.library.copying").joinpath(_TABLE).read_text("utf-8")
    for block in table.strip().split("\n\n"):
        head, *lines = block.splitlines()
        name, _, printed_by = head.partition(": ")
        made[name] = Output(name, printed_by, tuple(map(_field, lines)))
    return made


def _field(line: str) -> Field:
    left, _, means = line.partition(" | ")
    name, _, kind = left.partition(" ")
    return Field(name, kind, means)


def schema(name: str) -> dict[str, object]:
    """The JSON Schema (draft 7) of what some commands print on a line."""
    within = {each.name[1:]: _object(each) for each in outputs().values() if not each.printed_by}
    made = _object(outputs()[name], top=True)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "$defs": within}


def _object(of: Output, *, top: bool = False) -> dict[str, object]:
    first = {"schema": {"const": SCHEMA}} if top else {}
    required = [*first, *(each.name for each in of.fields if not each.kind.endswith("!"))]
    keys = {each.name: {**_type(each.kind), "description": each.means} for each in of.fields}
    more = {"type": "string"} if of.name in _OPEN else False
    return {
        "title": of.printed_by or of.name[1:], "type": "object", "properties": first | keys,
        "required": required, "additionalProperties": more,
    }  # fmt: skip


def _type(kind: str) -> dict[str, object]:
    kind = kind.removesuffix("!")
    if kind.endswith("?"):
        return {"anyOf": [_type(kind[:-1]), {"type": "null"}]}
    if kind.startswith("["):
        return {"type": "array", "items": _type(kind[1:-1])}
    if kind.startswith("{"):
        return {"type": "object", "additionalProperties": _type(kind[1:-1])}
    if kind in _LOOSE:
        return dict(_LOOSE[kind])
    simple = {"text": "string", "boolean": "boolean", "integer": "integer", "number": "number"}
    return {"type": simple[kind]} if kind in simple else {"$ref": f"#/$defs/{kind}"}
