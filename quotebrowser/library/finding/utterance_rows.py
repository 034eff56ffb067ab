"""What is found as rows, one for each utterance.

One rule guards it: rows and highlights are made only for what is likely to be listed, and for what decides
which row that is. Several hundred of them take longer than the time between two keys.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from quotebrowser.library import rows
from quotebrowser.library.library import Library
from quotebrowser.library.rows import Highlights
from quotebrowser.library.views import Row
from quotebrowser.model import Kind, Sort
from quotebrowser.text import fold

ROOM = 4
"""How many times more quotes are asked for than utterances are wanted: an utterance of the seeds has up to
five printed passages, the median of a newsroom's library less than two."""


LOOKED_AT = 12
"""Quotes of an utterance, in their order, from which the one that is listed is chosen."""


def listed(
    library: Library,
    found: Mapping[str, float],
    limit: int,
    highlights: Highlights,
    *,
    sort: str,
    group: bool,
) -> tuple[tuple[Row, ...], bool]:
    """The first rows of what was found, and whether there are others.

    Args:
        library: whose quotes.
        found: their uids, best first, with their scores; those that are unknown are left out.
        limit: no more rows than this.
        highlights: finds what to highlight, which also says what part of a quote a row is of.
        group: whether quotes of one utterance are one row, its best quote, where the first of them stood;
            mentions stay, each by itself.
        sort: by what they are sorted.
    """
    if not group:
        uids = list(found)[:limit]
        made = _made(library, found, uids, highlights)
        return tuple(made[uid] for uid in uids if uid in made), len(found) > limit
    utterances = library.store.quotes.grouped(found)
    known = [uid for uid in found if uid in utterances]
    several = [uid for uid in known if len(utterances[uid]) > 1]
    # Only the rows of quotes of several utterances say which one they stand under. With them come those that
    # are listed if all others are: then nothing is lacking, mostly.
    alone = _groups({uid: "".join(utterances[uid]) for uid in known if len(utterances[uid]) < 2}, limit)  # noqa: PLR2004
    made = _made(library, found, [*several, *(uid for uids in alone for uid in uids)], highlights)
    names = {uid: made[uid].utterance if uid in made else "".join(utterances[uid]) for uid in known}
    chosen = _groups(names, limit + 1)
    lacking = [uid for uids in chosen[:limit] for uid in uids if uid not in made]
    if lacking:
        made |= _made(library, found, lacking, highlights)
    listed = ([made[uid] for uid in uids if uid in made] for uids in chosen[:limit])
    return tuple(best(group, sort) for group in listed if group), len(chosen) > limit


def _groups(names: Mapping[str, str], limit: int) -> list[list[str]]:
    """Uids by the utterances named, in the order of the first of each; no more than `limit` utterances."""
    groups: dict[str, list[str]] = {}
    for uid, name in names.items():
        groups.setdefault(name or uid, []).append(uid)
    return list(groups.values())[:limit]


def _made(
    library: Library, found: Mapping[str, float], uids: Sequence[str], highlights: Highlights
) -> dict[str, Row]:
    return {row.uid: row for row in rows.of(library, uids, found, highlights)}


def best(group: Sequence[Row], sort: str) -> Row:
    """The row that is listed for an utterance.

    Where dates or outlets put the list in order, it has that of the first quote, to which it owes its place.

    Args:
        group: the rows of its quotes, in their order; not empty.
        sort: by what they are sorted.
    """
    value = _VALUES.get(sort, _no_value)
    first = value(group[0])
    return max((row for row in group[:LOOKED_AT] if value(row) == first), key=_fullness)


def _no_value(row: Row) -> object:
    del row
    return None


_VALUES: Final[dict[str, Callable[[Row], object]]] = {
    Sort.DATE: lambda row: row.published.first if row.published else None,
    Sort.OUTLET: lambda row: fold(row.outlet),
}
"""What a list is sorted by."""


def _fullness(row: Row) -> tuple[int, bool, int]:
    """What makes a row stand for its utterance: most of the query in it, then a statement, then the longest.

    A scrap ranks above the sentence it was cut from, as it is shorter; but whoever looks for its words wants
    the sentence.
    """
    return sum(map(len, row.highlights)), row.kind is Kind.STATEMENT, len(row.text)
