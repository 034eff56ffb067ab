"""What is found as rows, one for each utterance.

One rule guards it: rows and highlights are made only for what is listed, and for what decides which row that
is. Several hundred of them take longer than the time between two keys.
"""

from collections.abc import Callable, Mapping, Sequence

from quotebrowser.library import rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import Row
from quotebrowser.model import Kind

ROOM = 4
"""How many times more quotes are asked for than utterances are wanted: an utterance of the seeds has up to
five printed passages, the median of a newsroom's library less than two."""

Pointed = Callable[[Row], Row]
"""A row as the query sees it: with its highlights, under the utterance of the part that matched."""


def listed(
    library: Library, found: Mapping[str, float], limit: int, pointed: Pointed, *, group: bool
) -> tuple[tuple[Row, ...], bool]:
    """The first rows of what was found, and whether there are others.

    Args:
        library: whose quotes.
        found: their uids, best first, with their scores; those that are unknown are left out.
        limit: no more rows than this.
        pointed: completes a row.
        group: whether quotes of one utterance are one row, its best quote, where the first of them stood;
            mentions stay, each by itself.
    """
    if not group:
        uids = list(found)[:limit]
        made = _made(library, found, uids, pointed)
        return tuple(made[uid] for uid in uids if uid in made), len(found) > limit
    utterances = library.store.quotes.grouped(found)
    made = _made(library, found, [uid for uid, names in utterances.items() if len(names) > 1], pointed)
    groups: dict[str, list[str]] = {}
    for uid in found:
        names = utterances.get(uid)
        if names is not None:
            name = made[uid].utterance if uid in made else "".join(names)
            groups.setdefault(name or uid, []).append(uid)
    chosen = list(groups.values())[:limit]
    lacking = [uid for uids in chosen for uid in uids if uid not in made]
    made |= _made(library, found, lacking, pointed)
    return tuple(_best([made[uid] for uid in uids]) for uids in chosen), len(groups) > limit


def _made(
    library: Library, found: Mapping[str, float], uids: Sequence[str], pointed: Pointed
) -> dict[str, Row]:
    return {row.uid: pointed(row) for row in rows.of(library, uids, found)}


def _best(group: Sequence[Row]) -> Row:
    return max(group, key=_fullness)


def _fullness(row: Row) -> tuple[int, bool, int]:
    """What makes a row stand for its utterance: most of the query in it, then a statement, then the longest.

    A scrap ranks above the sentence it was cut from, as it is shorter; but whoever looks for its words wants
    the sentence.
    """
    return sum(map(len, row.highlights)), row.kind is Kind.STATEMENT, len(row.text)
