"""The fields and signs of the query language, and its limits: one table for parser, help and README."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field that a query can name."""

    name: str
    """What stands before the colon."""
    takes: str
    """What stands after it, for help."""
    help: str
    """One line."""
    example: str
    """A query that uses it."""
    values: tuple[str, ...] = ()
    """The only values it takes; empty where any will do."""


@dataclass(frozen=True, slots=True)
class QuerySign:
    """A sign of the query language that is no field."""

    form: str
    """How it is written."""
    help: str
    """One line."""
    example: str
    """A query that uses it."""


FIELDS: Final = (
    QueryField("speaker", "a name", "who said it", "speaker:esbati"),
    QueryField("outlet", "a name", "who printed it", 'outlet:"evening post"'),
    QueryField("title", "words", "the headline of the article", "title:leaked"),
    QueryField("kind", "a kind", "full statement, fragment or mention", "kind:fragment",
               ("statement", "fragment", "mention")),
    QueryField("date", "a date or two", "published in that year, month, day or range; a range may be open",
               "date:2024-11..2025-01"),
    QueryField("before", "a date", "published before that year, month or day", "before:2025"),
    QueryField("after", "a date", "published after that year, month or day", "after:2024-12-08"),
    QueryField("via", "a name", "the outlet the article took the quote from", "via:times"),
    QueryField("lang", "a language", "the language of the article", "lang:en"),
    QueryField("has", "differences", "quotes that differ between outlets", "has:differences",
               ("differences",)),
    QueryField("witnesses", "> and a number", "quotes printed by more articles than that", "witnesses:>3"),
    QueryField("mark", "a name", "quotes with that mark", "mark:lead"),
    QueryField("no", "a field", "quotes where that field is unknown", "no:outlet",
               ("outlet", "date", "speaker")),
)  # fmt: skip
"""Every field, in the order help shows them."""

SIGNS: Final = (
    QuerySign("words", "all of these words, in any order; case and accents do not matter", "army defeated"),
    QuerySign('"a phrase"', "these words in a row, in this order", '"to be or not to be"'),
    QuerySign('"a phrase"~3', "with up to 3 other words between them", '"defeated badly"~3'),
    QuerySign("a OR b", "either one; OR joins only the terms next to it", "damascus OR aleppo army"),
    QuerySign("-word", "quotes without the word; also -field:value and -(a b)", "army -russian"),
    QuerySign("word*", "any word that begins with these letters", "defeat*"),
    QuerySign("word~", "words one letter different; ~2 allows two", "esbatti~"),
    QuerySign("( )", "terms that belong together", "(army OR police) -speaker:esbati"),
)
"""Every sign, in the order help shows them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may ask. They bound the work of any query that can be typed."""

    characters: int = 1000
    """Of the whole query: longer than any sentence worth quoting."""
    terms: int = 50
    """Words and fields in all."""
    depth: int = 20
    """Of parentheses in parentheses."""
    fuzzy: int = 2
    """Letters that may differ: at three, short words answer anything."""
    slop: int = 20
    """Words that may stand between the words of a phrase."""


LIMITS: Final = Limits()
