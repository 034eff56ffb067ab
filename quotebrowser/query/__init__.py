"""The query language: a small total grammar of our own, and the frozen tree it means.

One rule guards it: whatever is typed, `parse` answers with a tree or raises `QueryError`, in linear time.
"""

from quotebrowser.query.fields import BY_NAME, FIELDS, LIMITS, SIGNS, Limits, QueryField, QuerySign, Reads
from quotebrowser.query.filters import (
    corrected,
    positive_words,
    relaxed,
    store_filters,
    walk,
    words_of_fields,
)
from quotebrowser.query.grammar import parse
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
from quotebrowser.query.write_query import describe

__all__ = [
    "BY_NAME",
    "FIELDS",
    "LIMITS",
    "SIGNS",
    "And",
    "Between",
    "Everything",
    "In",
    "Is",
    "Limits",
    "Missing",
    "Most",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "QueryField",
    "QuerySign",
    "Reads",
    "Stored",
    "Word",
    "corrected",
    "describe",
    "parse",
    "positive_words",
    "relaxed",
    "store_filters",
    "walk",
    "words_of_fields",
]
