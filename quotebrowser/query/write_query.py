"""A tree as the query that means it.

One rule guards it: what was parsed, described and parsed again is the same tree.
"""

from dataclasses import replace
from datetime import date

from quotebrowser.query.fields import BY_NAME
from quotebrowser.query.tree import (
    And,
    Between,
    Everything,
    In,
    Is,
    Missing,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Stored,
    Word,
)


def _days(node: Between) -> str:
    first, last = (
        "" if end is None else date.fromordinal(end).isoformat() for end in (node.first, node.last)
    )
    return f"date:{first}..{last}"


def _word(node: Word) -> str:
    return node.normal + ("*" if node.prefix else f"~{node.fuzzy}" if node.fuzzy else "")


def _phrase(node: Phrase) -> str:
    if node.hyphened:
        return _word(replace(node.joined, normal="-".join(node.words)))
    return f'"{" ".join(node.words)}{"*" if node.prefix else ""}"' + (f"~{node.slop}" if node.slop else "")


def _leaf(node: Node) -> str:
    text = ""
    match node:
        case Word():
            text = _word(node)
        case Phrase():
            text = _phrase(node)
        case Is():
            text = f"{node.field}:{node.value}"
        case Between():
            text = _days(node)
        case Missing():
            text = f"no:{node.field}"
        case Stored():
            text = f"{node.field}:{BY_NAME[node.field].written.format(node.value)}"
    return text


def _grouped(node: Node) -> str:
    text = describe(node)
    return f"({text})" if isinstance(node, And | Or | Most | Not) else text


def describe(node: Node) -> str:
    """The query that means `node`, in its regular form; empty for `Everything`.

    `Most`, which is never typed, reads as `3 of: a b c d`.
    """
    if isinstance(node, In):
        return f"{node.field}:{_grouped(node.node)}"
    if isinstance(node, Not):
        return f"-{_grouped(node.node)}"
    if isinstance(node, Everything):
        return ""
    if not isinstance(node, And | Or | Most):
        return _leaf(node)
    separator = " OR " if isinstance(node, Or) else " "
    text = separator.join(describe(part) if isinstance(part, Not) else _grouped(part) for part in node.nodes)
    return f"{node.minimum} of: {text}" if isinstance(node, Most) else text
