"""Questions about a tree: what only the store can answer, which words it holds, how it can be loosened.

One rule guards it: a tree is never changed; what is loosened or corrected is a new one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeGuard

from quotebrowser.query.tree import (
    And,
    In,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Stored,
    Word,
)

_SHORTEST_RELAXED: Final = 3
_RELAXED_SHARE: Final = 0.6
"""Of three remembered words two must be right, of five three, of ten six. A larger share loses wordings
with two wrong words in five; a smaller one answers with whatever shares the function words."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below `node`."""
    if isinstance(node, And | Or | Most):
        return node.nodes
    if isinstance(node, Not | In):
        return (node.node,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """`node` and every node below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def holds_store_filter(node: Node) -> bool:
    """Whether `node` or a node below it can be answered by the store alone."""
    return any(isinstance(part, Stored) for part in walk(node))


def store_filters(node: Node) -> tuple[Stored | Not, ...]:
    """What the store must answer: quotes that satisfy each of these, `Not` being their complement.

    The parser lets such a field stand only where it narrows the whole query, so their intersection is what
    `QuoteIndex.search` takes as `allowed`. Empty where the index alone can answer.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    return tuple(part for part in parts if isinstance(part, Stored) or _excludes_by_store(part))


def _excludes_by_store(node: Node) -> TypeGuard[Not]:
    return isinstance(node, Not) and isinstance(node.node, Stored)


def positive_words(node: Node) -> tuple[str, ...]:
    """The words `node` asks for outside of fields, each once, in order; those it excludes left out."""
    found: dict[str, None] = {}

    def gather(part: Node) -> None:
        if isinstance(part, Word):
            found[part.normal] = None
        elif isinstance(part, Phrase):
            found.update(dict.fromkeys(part.words))
        elif not isinstance(part, Not | In):
            for child in children(part):
                gather(child)

    gather(node)
    return tuple(found)


def words_of_fields(node: Node) -> dict[str, tuple[str, ...]]:
    """The words that `node` asks for in fields that read words, by field, each once, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for part in walk(node):
        if isinstance(part, In):
            words = dict.fromkeys((*found.get(part.field, ()), *positive_words(part.node)))
            found[part.field] = tuple(words)
    return found


def corrected(
    node: Node,
    corrections: Mapping[str, str],
    in_fields: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Node:
    """The same query with some of its words in another spelling, for `did you mean`.

    Args:
        node: the query.
        corrections: spellings by word, outside of fields.
        in_fields: the same for fields that read words, by field.
    """
    if isinstance(node, Word):
        return replace(node, normal=corrections.get(node.normal, node.normal))
    if isinstance(node, Phrase):
        return replace(node, words=tuple(corrections.get(word, word) for word in node.words))
    if isinstance(node, And | Or | Most):
        return replace(node, nodes=tuple(corrected(part, corrections, in_fields) for part in node.nodes))
    if isinstance(node, In) and node.field in in_fields:
        return replace(node, node=corrected(node.node, in_fields[node.field]))
    return node


def relaxed(node: Node) -> Node | None:
    """The same query when only most of its words must be right; None if it has fewer than three words.

    Phrases fall into their words; fields stay as they are. For a wording that is remembered, not copied.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    loose: list[Node] = []
    kept: list[Node] = []
    for part in parts:
        if isinstance(part, Phrase):
            loose.extend(Word(word) for word in part.words)
        elif isinstance(part, Word):
            loose.append(part)
        else:
            kept.append(part)
    if len(loose) < _SHORTEST_RELAXED:
        return None
    most = Most(tuple(loose), max(2, round(len(loose) * _RELAXED_SHARE)))
    return And((most, *kept)) if kept else most
