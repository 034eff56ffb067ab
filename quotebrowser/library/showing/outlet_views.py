"""Outlets: how one of them prints what others print too, as quotes that are counted and can be listed.

One rule guards it: every number is the length of a list, and said with that of the list it is part of; it
gives no score.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from quotebrowser.errors import UnknownError
from quotebrowser.library.finding import outlet_standing
from quotebrowser.library.library import Library
from quotebrowser.model import Date


class Count(NamedTuple):
    """How many of the quotes of an outlet are printed in some way."""

    value: str
    """Of the query field `print`."""
    of: str
    """The value whose quotes these are some of; empty: all of the outlet's."""
    words: str
    """What is said of them, behind their number."""


COUNTS: Final = (
    Count("too", "", "others print too"),
    Count("words", "too", "in other words"),
    Count("meaning", "too", "meaning may differ"),
    Count("cut", "too", "cut"),
    Count("first", "dated", "printed first"),
    Count("tied", "first", "first with others"),
    Count("agrees", "record", "as the record has it"),
)
"""What is counted, in the order it is shown. What may have another meaning is in other words."""


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet in numbers. Quotes are counted as the list has them: what is said once, once."""

    name: str
    articles: int
    quotes: int
    """Mentions left out."""
    first: Date | None
    """When the earliest dated article was published; None if no date is recorded."""
    last: Date | None
    counts: Mapping[str, int]
    """By value of `print`."""


def query(name: str) -> str:
    """The query that finds what an outlet printed, and no other outlet."""
    return f'in:"{name.replace(chr(34), " ")}"'


def told(view: OutletView) -> Iterator[tuple[Count, str]]:
    """What is counted of an outlet, each with its number in how many; nothing out of none."""
    for one in COUNTS:
        whole = view.counts[one.of] if one.of else view.quotes
        if whole:
            yield one, f"{view.counts[one.value]:,} of {whole:,}"


def outlet(library: Library, name: str) -> OutletView:
    """An outlet by its name, however it is written.

    Raises:
        UnknownError: there is none of this name.
    """
    from quotebrowser.library.finding import whole_answer  # numpy, which the parser of commands needs not

    def count(asked: str) -> int:
        return len(whole_answer.ask(library, asked, sort="date", reverse=False, as_typed=False))

    printed = outlet_standing.uids(library, name)
    if not printed:
        raise UnknownError(f"No outlet is called {name}", "See the names with quotebrowser list outlets.")
    articles = dict.fromkeys(library.store.quotes.articles_of(printed).values())
    facts = library.store.listing.facts(articles)
    spelled = Counter(one.outlet.value for one in facts.values() if one.outlet)
    called = max(spelled, key=lambda each: (spelled[each], each), default=name)
    dates = [one.published.date for one in facts.values() if one.published and one.published.date]
    everything = query(called)
    return OutletView(
        name=called,
        articles=len(articles),
        quotes=count(everything),
        first=min(dates, key=lambda date: date.first, default=None),
        last=max(dates, key=lambda date: date.last, default=None),
        counts={value: count(f"{everything} print:{value}") for value in outlet_standing.WAYS},
    )
