"""What the user said about a quote, tied to a place in the article's text.

One rule guards it: nothing of the user's is dropped. When quotes are found again, each of the user's words
goes to the quote that lies over its place; what no quote lies over stays, tied to nothing, and is listed.
"""

from typing import Final, NamedTuple

from quotebrowser.model import Span
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import name, stored_span, unpack
from quotebrowser.store.sqlite.row_door import Row

_TABLES: Final = {
    "speaker": (
        'SELECT no, start, "end" FROM speaker_correction WHERE article = ? ORDER BY no DESC',
        "UPDATE speaker_correction SET quote = ? WHERE no = ?",
        True,
    ),
    "mark": (
        'SELECT no, start, "end" FROM mark WHERE article = ? ORDER BY no DESC',
        "UPDATE mark SET quote = ? WHERE no = ?",
        False,
    ),
}
"""For each kind: how to read it, how to tie it, and whether a quote can have only one (the latest)."""


class Orphan(NamedTuple):
    """A correction or mark whose place no longer has a quote."""

    kind: str
    """`speaker` or `mark`."""
    article: str
    """Id of the article."""
    span: Span
    """Its place in the article's text."""
    value: str
    """The speaker's or the mark's name."""


def renew(db: Database, article: int) -> None:
    """Tie all that hangs on an article to its present quotes. Inside a transaction."""
    present = [
        *db.read(
            "quote",
            'SELECT q.no, min(s.start), max(s."end") FROM quote q JOIN span s ON s.quote = q.no'
            " WHERE q.article = ? GROUP BY q.no ORDER BY q.place",
            (article,),
            _place,
        )
    ]
    for kind, (read, tie, single) in _TABLES.items():
        taken: set[int] = set()
        for no, place in db.read(kind, read, (article,), _place):
            quote = _over(place, [pair for pair in present if pair[0] not in taken])
            db.run(tie, (quote, no))
            if single and quote is not None:
                taken.add(quote)


def orphans(db: Database) -> tuple[Orphan, ...]:
    """All that is tied to no quote, in articles that are not removed."""
    return tuple(
        db.read(
            "speaker_correction or mark",
            "SELECT c.no, 'speaker', a.id, c.start, c.\"end\", c.name FROM speaker_correction c"
            " JOIN article a ON a.no = c.article WHERE c.quote IS NULL AND a.removed = 0"
            " UNION ALL SELECT m.no, 'mark', a.id, m.start, m.\"end\", m.name FROM mark m"
            " JOIN article a ON a.no = m.article WHERE m.quote IS NULL AND a.removed = 0"
            " ORDER BY 3, 4, 2",
            (),
            lambda row: Orphan(row[1], name(row[2]), stored_span(row[3], row[4]), unpack(row[5])),
        )
    )


def _place(row: Row) -> tuple[int, Span]:
    return row[0], stored_span(row[1], row[2])


def _over(place: Span, quotes: list[tuple[int, Span]]) -> int | None:
    """The quote that shares most of its extent with `place` (intersection over union), None if none does."""
    best: tuple[float, int] | None = None
    for no, span in quotes:
        if span == place:
            return no
        if span.overlaps(place):
            shared = min(span.end, place.end) - max(span.start, place.start)
            share = shared / (max(span.end, place.end) - min(span.start, place.start))
            if best is None or share > best[0]:
                best = (share, no)
    return best[1] if best else None
