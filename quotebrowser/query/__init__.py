"""The query language: a small total grammar of our own, and the frozen tree it means.

One rule guards it: whatever is typed, `parse` answers with a tree or raises `QueryError`, in linear time.
"""

from quotebrowser.query.fields import FIELDS, LIMITS, SIGNS, Limits, QueryField, QuerySign
from quotebrowser.query.filters import corrected, positive_words, relaxed, store_filters, walk
from quotebrowser.query.grammar import parse
from quotebrowser.query.tree import (
    And,
    Between,
    Differs,
    Everything,
    Field,
    In,
    Is,
    Marked,
    Missing,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    StoreFilter,
    Witnesses,
    Word,
)
from quotebrowser.query.write_query import describe

__all__ = [
    "FIELDS",
    "LIMITS",
    "SIGNS",
    "And",
    "Between",
    "Differs",
    "Everything",
    "Field",
    "In",
    "Is",
    "Limits",
    "Marked",
    "Missing",
    "Most",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "QueryField",
    "QuerySign",
    "StoreFilter",
    "Witnesses",
    "Word",
    "corrected",
    "describe",
    "parse",
    "positive_words",
    "relaxed",
    "store_filters",
    "walk",
]
