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
    """At least this many."""
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
    """The only values it takes; empty if any will do."""
    index: str = ""
    """Field of the index that answers it; empty: the store does (`finding.sources`), or it is `no:`."""
    value: "Callable[[Quote, Facts], str] | None" = None
    """What the index is given of a quote and its article's facts; None: the index has it anyway."""
    whole: str = ""
    """Field of the index that holds the value whole: `no:` finds what has none. Empty where none does."""
    facet: bool = False
    """Whether its values are counted with every answer and offered as filters."""
    offered: bool = False
    """Whether its values are counted and offered once the filters are opened."""
    unsaid: str = ""
    """The value of what the index has none for; empty: with none it is unknown."""
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
    """The value of an article's fact; empty if it is not known."""

    def value(_: "Quote", facts: "Facts") -> str:
        fact = getattr(facts, key)
        return fact.value if fact else ""

    return value


def _speaker(quote: "Quote", _: "Facts") -> str:
    return quote.speaker.name if quote.speaker else ""


def _form(_: "Quote", facts: "Facts") -> str:
    return facts.form_of.value if facts.form_of.is_record else ""


_KNOWN: Final = (
    QueryField(
        "speaker", "a name", "who said it", "speaker:esbati",
        index="speaker", value=_speaker, whole="speaker_name", facet=True,
    ),
    QueryField(
        "by", "a whole name", "who said it, by exactly that name", 'by:"behrouz esbati"',
        Reads.NAME, written='"{}"',
    ),
    QueryField(
        "outlet", "a name", "who printed it", 'outlet:"evening post"',
        index="outlet", value=_fact("outlet"), whole="outlet_name", facet=True,
    ),
    QueryField(
        "in", "a whole name", "who printed it, by exactly that name", 'in:"evening post"',
        Reads.NAME, written='"{}"',
    ),
    QueryField(
        "print", "a way",
        "how the outlet of in: prints it: too (others also do), words (other ones), meaning (may differ),"
        " cut, first, tied (first with others), dated, record (one has it), agrees (with it)",
        'in:"evening post" print:first', Reads.CHOICE,
        ("too", "cut", "words", "meaning", "dated", "first", "tied", "record", "agrees"),
    ),
    QueryField(
        "title", "words", "the headline of the article", "title:leaked",
        index="title", value=_fact("title"),
    ),
    QueryField(
        "kind", "a kind", "full statement, fragment or mention", "kind:fragment",
        Reads.CHOICE, ("statement", "fragment", "mention"), index="kind", offered=True,
    ),
    QueryField(
        "form", "a form", "quotes of reports, transcripts or captions", "form:transcript",
        Reads.CHOICE, ("report", "transcript", "captions"),
        index="form", value=_form, whole="form", facet=True, unsaid="report",
    ),
    QueryField(
        "date", "a date or two", "published in that year, month, day or range; a range may be open",
        "date:2024-11..2025-01", Reads.DAYS, whole="first",
    ),
    QueryField("before", "a date", "published before that year, month or day", "before:2025", Reads.DAYS),
    QueryField("after", "a date", "published after that year, month or day", "after:2024-12-08", Reads.DAYS),
    QueryField(
        "via", "a name", "the outlet the article took the quote from", "via:times",
        index="via", value=_fact("via"),
    ),
    QueryField(
        "lang", "a language", "the language of the article", "lang:en",
        index="language", value=_fact("language"), offered=True,
    ),
    QueryField(
        "has", "differences, note, tag or archived",
        "quotes that differ between outlets, or have a note, tag or archived copy",
        "has:differences", Reads.CHOICE, ("differences", "note", "tag", "archived"),
    ),
    QueryField(
        "meaning", "differs", "quotes whose meaning may differ between outlets",
        "meaning:differs", Reads.CHOICE, ("differs",), offered=True,
    ),
    QueryField(
        "uncertain", "speaker, name, date or outlet",
        "quotes with an open doubt: who said it, who else that is, or a guess",
        "uncertain:speaker", Reads.CHOICE, ("speaker", "name", "date", "outlet"), offered=True,
    ),
    QueryField(
        "archived", "part of an address", "quotes of articles with such a copy in a web archive",
        "archived:perma.cc", Reads.NAME, written='"{}"',
    ),
    QueryField(
        "witnesses", "> and a number", "quotes printed by more than that many articles", "witnesses:>3",
        Reads.COUNT, written=">={}",
    ),
    QueryField(
        "tag", "a name", "quotes with that tag, in its order", "tag:lead",
        Reads.NAME, written='"{}"', offered=True,
    ),
    QueryField(
        "note", "words", "quotes whose note has these words, or longer ones that begin so", "note:embargo",
        Reads.NAME, written='"{}"',
    ),
    QueryField(
        "mark", "a name", "quotes with that tag, or marked as bookmark or primary", "mark:bookmark",
        Reads.NAME, written='"{}"',
    ),
    QueryField(
        "new", "a saved search", "quotes added since that search was last looked through", "new:harbour",
        Reads.NAME, written='"{}"',
    ),
)  # fmt: skip

FIELDS: Final = (
    *_KNOWN,
    QueryField(
        "no",
        "a field",
        "quotes where that field is unknown",
        "no:outlet",
        Reads.CHOICE,
        tuple(row.name for row in _KNOWN if row.whole and not row.unsaid),
    ),
)
"""Every field, in the order help shows them."""

BY_NAME: Final = {row.name: row for row in FIELDS}
"""The same by what stands before the colon."""

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
