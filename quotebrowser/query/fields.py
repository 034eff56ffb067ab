"""The fields and signs of the query language, and its limits: one row each.

One rule guards it: parser, index, help and README read a field's row; no other list of fields exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quotebrowser.model import Facts, Quote


class Reads(Enum):
    """What a field's value is read as."""

    WORDS = auto()
    """Words, phrases, a group of them."""
    CHOICE = auto()
    """One of the field's values."""
    DAYS = auto()
    """A date, or two."""
    COUNT = auto()
    """At least so many."""
    NAME = auto()
    """A name, as typed."""


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
    reads: Reads = Reads.WORDS
    """What its value is read as."""
    values: tuple[str, ...] = ()
    """The only values it takes; empty where any will do."""
    index: str = ""
    """Field of the index that answers it; empty: the store does (`finding.sources`), or it is `no:`."""
    value: "Callable[[Quote, Facts], str] | None" = None
    """What the index is given of a quote and its article's facts; None: the index has it anyway."""
    facet: bool = False
    """Whether the index keeps the value as a whole too, so that it can be counted, and found missing."""
    whole: str = ""
    """Field of the index that is empty where the value is not known; empty: `no:` cannot ask for it."""
    written: str = "{}"
    """How its value is written in a query."""


@dataclass(frozen=True, slots=True)
class QuerySign:
    """A sign of the query language that is no field."""

    form: str
    """How it is written."""
    help: str
    """One line."""
    example: str
    """A query that uses it."""


def _fact(key: str) -> "Callable[[Quote, Facts], str]":
    """The value of an article's fact; empty where it is not known."""

    def value(_: "Quote", facts: "Facts") -> str:
        fact = getattr(facts, key)
        return fact.value if fact else ""

    return value


def _speaker(quote: "Quote", _: "Facts") -> str:
    return quote.speaker.name if quote.speaker else ""


_KNOWN: Final = (
    QueryField(
        "speaker", "a name", "who said it", "speaker:esbati",
        index="speaker", value=_speaker, facet=True, whole="speaker_name",
    ),
    QueryField(
        "outlet", "a name", "who printed it", 'outlet:"evening post"',
        index="outlet", value=_fact("outlet"), facet=True, whole="outlet_name",
    ),
    QueryField(
        "title", "words", "the headline of the article", "title:leaked",
        index="title", value=_fact("title"),
    ),
    QueryField(
        "kind", "a kind", "full statement, fragment or mention", "kind:fragment",
        Reads.CHOICE, ("statement", "fragment", "mention"), index="kind",
    ),
    QueryField(
        "date", "a date or two", "published then; a year, a month or a day, open ends too",
        "date:2024-11..2025-01", Reads.DAYS, whole="first",
    ),
    QueryField("before", "a date", "published before it began", "before:2025", Reads.DAYS),
    QueryField("after", "a date", "published after it ended", "after:2024-12-08", Reads.DAYS),
    QueryField(
        "via", "a name", "the outlet the article took it from", "via:times",
        index="via", value=_fact("via"),
    ),
    QueryField(
        "lang", "a language", "the language of the article", "lang:en",
        index="language", value=_fact("language"),
    ),
    QueryField(
        "has", "differences", "quotes that outlets print with different words", "has:differences",
        Reads.CHOICE, ("differences",),
    ),
    QueryField(
        "witnesses", "> and a number", "quotes that so many articles print", "witnesses:>3",
        Reads.COUNT, written=">={}",
    ),
    QueryField("mark", "a name", "quotes you marked so", "mark:lead", Reads.NAME, written='"{}"'),
)  # fmt: skip

FIELDS: Final = (
    *_KNOWN,
    QueryField(
        "no",
        "a field",
        "quotes of which that is not known",
        "no:outlet",
        Reads.CHOICE,
        tuple(row.name for row in _KNOWN if row.whole),
    ),
)
"""Every field, in the order help shows them."""

BY_NAME: Final = {row.name: row for row in FIELDS}
"""The same by what stands before the colon."""

SIGNS: Final = (
    QuerySign("words", "all of them, in any order; case and accents do not matter", "army defeated"),
    QuerySign('"a phrase"', "these words one after another", '"to be or not to be"'),
    QuerySign('"a phrase"~3', "with up to 3 other words between them", '"defeated badly"~3'),
    QuerySign("a OR b", "one or the other; binds its two neighbours", "damascus OR aleppo army"),
    QuerySign("-word", "without it; also -field:value and -(a b)", "army -russian"),
    QuerySign("word*", "any word that begins so", "defeat*"),
    QuerySign("word~", "one letter may differ; ~2 for two", "esbatti~"),
    QuerySign("( )", "what belongs together", "(army OR police) -speaker:esbati"),
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
