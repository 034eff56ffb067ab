"""From the tree of a query to a query of Whoosh's.

One rule guards it: Whoosh's own parser never sees what a user typed. Mentions answer only where the query
asks for their kind, or for what the user said of a quote.
"""

from typing import Any, Final

from whoosh import query as wq

from quotebrowser.index.analysis import stem
from quotebrowser.index.index_fields import BOOSTS, STEMMED
from quotebrowser.index.search.query_kinds import AtLeast, DateRange, Near, Nearly, NoneOf, OneOf, Unknown
from quotebrowser.model import Kind
from quotebrowser.query import (
    BY_NAME,
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
    positive_words,
    store_filters,
    walk,
)

_PHRASE_BOOST: Final = 1.5
"""What the typed words are worth when they stand in a quote one after another, as a multiple of the phrase's
own score: enough to bring the copied wording above a shorter quote with the same words in another order."""

_STATEMENT_BONUS: Final = 0.5
"""What a full statement is worth over a fragment: less than any word, so that it decides among equals."""

_ALL_WORDS: Final = tuple(BOOSTS.items())
_SAID: Final = ("tag", "note", "mark")
_SAID_SO: Final = (("has", "note"), ("has", "tag"))
_MENTIONS: Final = Is("kind", Kind.MENTION.value)


def compile_query(
    node: Node, allowed: frozenset[str] | None = None, excluded: frozenset[str] = frozenset()
) -> Any:
    """The Whoosh query for `node`, narrowed to the uids in `allowed` unless that is None, without others."""
    asked = _all([_Compiler(_ALL_WORDS).compile(node)])
    adjacent = _adjacent(node)
    if adjacent is not None:
        asked = wq.AndMaybe(asked, adjacent)
    conditions = [asked]
    if allowed is not None:
        conditions.append(OneOf("uid", allowed))
    if excluded:
        conditions.append(NoneOf("uid", excluded))
    if not (any(part == _MENTIONS for part in walk(node)) or any(map(_is_said, store_filters(node)))):
        conditions.append(wq.Not(wq.Term("kind", Kind.MENTION.value)))
    found = _all(conditions)
    if not positive_words(node):
        return found
    return wq.AndMaybe(found, wq.ConstantScoreQuery(wq.Term("kind", Kind.STATEMENT.value), _STATEMENT_BONUS))


def _is_said(part: Node) -> bool:
    """Whether a part asks for quotes of which the user said something: tags and notes are on mentions too."""
    return isinstance(part, Stored) and (part.field in _SAID or (part.field, part.value) in _SAID_SO)


def _adjacent(node: Node) -> Any:
    """The plain words of `node` as a phrase, to lift quotes that hold them so; None for a single word."""
    parts = node.nodes if isinstance(node, And) else ()
    plain = [part for part in parts if isinstance(part, Word) and not part.fuzzy]
    typed = [part.normal for part in plain if not part.prefix]
    if len(typed) < 2:  # noqa: PLR2004 - a phrase has two words
        return None
    return wq.Phrase("text", typed, boost=_PHRASE_BOOST)


class _Compiler:
    """Compiles what is asked of some fields, each with its weight."""

    def __init__(self, fields: tuple[tuple[str, float], ...]) -> None:
        self.fields = fields

    def compile(self, node: Node) -> Any:
        if isinstance(node, Word):
            return _any(self.word(node))
        if isinstance(node, Phrase):
            found = [self.phrase(name, boost, node) for name, boost in self.fields if name != STEMMED]
            return _any([*found, *self.word(node.joined)] if node.hyphened else found)
        if isinstance(node, In):
            return _Compiler(((BY_NAME[node.field].index, 1.0),)).compile(node.node)
        if isinstance(node, Not):
            if isinstance(node.node, Stored):
                return wq.Every()  # as below
            return wq.Not(self.excluding().compile(node.node))
        if isinstance(node, And | Or | Most):
            return self.several(node)
        return _condition(node)

    def excluding(self) -> "_Compiler":
        """Where a word that is not wanted is looked for: in what the user sees of a quote, not around it."""
        seen = tuple((name, boost) for name, boost in self.fields if name in ("text", "speaker"))
        return _Compiler(seen) if len(self.fields) > 1 else self

    def several(self, node: And | Or | Most) -> Any:
        parts = [self.compile(part) for part in node.nodes]
        if isinstance(node, Most):
            return AtLeast(parts, node.minimum)
        if isinstance(node, And):
            return _all(parts)
        return _any([_all([part]) if isinstance(part, wq.Not) else part for part in parts])

    def word(self, node: Word) -> list[Any]:
        found = []
        for name, boost in self.fields:
            if name == STEMMED:
                if not node.prefix and not node.fuzzy:
                    found.append(wq.Term(name, stem(node.normal), boost=boost))
                continue
            found.append(wq.Term(name, node.normal, boost=boost))
            if node.prefix:
                found.append(wq.Prefix(name, node.normal, boost=boost))
            if node.fuzzy:
                found.append(Nearly(name, node.normal, node.fuzzy, boost))
        return found

    def phrase(self, name: str, boost: float, node: Phrase) -> Any:
        if node.prefix or node.slop:
            return Near(name, node.words, node.slop, boost, prefix=node.prefix)
        return wq.Phrase(name, list(node.words), boost=boost)


def _any(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else wq.Or(parts)


def _all(parts: list[Any]) -> Any:
    """All of `parts`; where every one excludes, all but what they exclude.

    Not Whoosh's `AndNot`: its matcher lets the first document of a segment through when what is excluded
    begins before it.
    """
    if all(isinstance(part, wq.Not) for part in parts):
        parts = [wq.Every(), *parts]
    return parts[0] if len(parts) == 1 else wq.And(parts)


def _condition(node: Node) -> Any:
    if isinstance(node, Is):
        field = BY_NAME[node.field]
        if node.value == field.unsaid:
            return Unknown(field.whole)
        return wq.ConstantScoreQuery(wq.Term(field.index, node.value), 0.0)
    if isinstance(node, Between):
        return DateRange(node.first, node.last)
    if isinstance(node, Missing):
        return Unknown(BY_NAME[node.field].whole)
    if isinstance(node, Everything | Stored):
        return wq.Every()  # what the store tells is answered by the uids that are allowed
    raise AssertionError(node)
