"""What the user said about a quote, tied to a place in the article's text.

Two rules guard it: nothing of the user's is dropped, and none of it moves to other words. Where the text is
read otherwise, a place goes where its words went (as W3C's TextQuoteSelector: the words, what stands before
them and after them); each of the user's words goes to the quote that lies over its place. What no quote lies
over stays, tied to nothing, and is listed.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final, NamedTuple

from quotebrowser.model import Span
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import name, stored_span, unpack
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.text.folding import fold_marks

_TABLES: Final = {
    "speaker_correction": ("SELECT no, start, \"end\", '', '', '' FROM speaker_correction", True),
    "mark": ("SELECT no, start, \"end\", '', '', '' FROM mark", False),
    "annotation": ('SELECT no, start, "end", exact, prefix, suffix FROM annotation', False),
}
"""For each table: how it is read, with the words where it keeps them, and whether a quote can have only one
of its rows (the latest)."""
_CONTEXT: Final = 32
"""Characters before and after the words by which one of several places is chosen."""
_PLACES: Final = 1_000
"""Places of the same words that are looked at."""


class Selector(NamedTuple):
    """Words of a text, and where they stand."""

    exact: str
    """The words."""
    prefix: str
    """What stands before them."""
    suffix: str
    """What stands after them."""

    @classmethod
    def of(cls, text: str, place: Span) -> "Selector":
        """The words at a place."""
        before = text[max(0, place.start - _CONTEXT) : place.start]
        return cls(place.of(text), before, text[place.end : place.end + _CONTEXT])

    def found(self, text: str, near: int) -> Span | None:
        """Where these words stand in another text, whatever its marks and blanks; None where they do not.

        Of several places the one whose surroundings are most alike, then the nearest.
        """
        signs, places = _signs(text)
        exact, prefix, suffix = (_signs(part)[0] for part in self)
        best: tuple[int, int, int] | None = None
        for at in _finds(signs, exact):
            end = at + len(exact)
            alike = _alike(reversed(prefix), reversed(signs[max(0, at - _CONTEXT) : at]))
            alike += _alike(iter(suffix), iter(signs[end : end + _CONTEXT]))
            best = max(best or (-1, 0, 0), (alike, -abs(places[at] - near), at))
        return best and Span(places[best[2]], places[best[2] + len(exact) - 1] + 1)


class Orphan(NamedTuple):
    """What was said of a place that no longer has a quote."""

    kind: str
    """`speaker`, `mark`, `tag` or `note`."""
    article: str
    """Id of the article."""
    span: Span
    """Its place in the article's text."""
    value: str
    """The speaker's, mark's or tag's name; the note."""
    words: str
    """What it was said of, where that is kept; else empty."""


def text_of(db: Database, article: str) -> str:
    """The text of an article."""
    return unpack(db.value("SELECT text FROM article WHERE id = ?", (article,)))


def renew(db: Database, article: int, before: str, after: str) -> None:
    """Tie all that hangs on an article to its present quotes. Inside a transaction.

    Args:
        db: the library's file.
        article: its number.
        before: its text until now.
        after: its text.
    """
    present = [
        *db.read(
            "quote",
            'SELECT q.no, min(s.start), max(s."end") FROM quote q JOIN span s ON s.quote = q.no'
            " WHERE q.article = ? GROUP BY q.no ORDER BY q.place",
            (article,),
            lambda row: (row[0], stored_span(row[1], row[2])),
        )
    ]
    for table, (read, single) in _TABLES.items():
        rows = db.read(table, f"{read} WHERE article = ? ORDER BY no DESC", (article,), _place)
        places = _places(rows, before, after)
        # First out of each other's way: two rows may not be at one place.
        moved = [(no,) for no, place, _ in rows if places[no] not in (None, place)]
        db.run_many(f'UPDATE {table} SET start = -no, "end" = -no WHERE no = ?', moved)  # noqa: S608 - of `_TABLES`
        taken: set[int] = set()
        for no, place, _ in rows:
            now = places[no]
            quote = None if now is None else _over(now, [pair for pair in present if pair[0] not in taken])
            there = place if now is None else now
            db.run(
                f'UPDATE {table} SET quote = ?, start = ?, "end" = ? WHERE no = ?',  # noqa: S608 - as above
                (quote, there.start, there.end, no),
            )
            if single and quote is not None:
                taken.add(quote)


def _places(rows: Iterable[tuple[int, Span, Selector]], before: str, after: str) -> dict[int, Span | None]:
    """Where the words of each row stand now, by its number; None where they do not."""
    found: dict[int, Span | None] = {}
    of: dict[Span, Span] = {}
    for no, place, kept in rows:
        words = kept if kept.exact else Selector.of(before, place)
        now = place if place.of(after) == words.exact else words.found(after, place.start)
        # Words that were at two places and are at one now can no longer be told apart.
        found[no] = now if now is None or of.setdefault(now, place) == place else None
    return found


def orphans(db: Database) -> tuple[Orphan, ...]:
    """All that is tied to no quote, in articles that are not removed."""
    return tuple(
        db.read(
            "speaker_correction, mark or annotation",
            'SELECT o.no, o.kind, a.id, o.start, o."end", o.value, o.words FROM ('
            "SELECT no, 'speaker' AS kind, article, start, \"end\", name AS value, '' AS words"
            " FROM speaker_correction WHERE quote IS NULL"
            " UNION ALL SELECT no, 'mark', article, start, \"end\", name, '' FROM mark WHERE quote IS NULL"
            " UNION ALL SELECT no, iif(tag = '', 'note', 'tag'), article, start, \"end\","
            " iif(tag = '', text, tag), exact FROM annotation WHERE quote IS NULL"
            ") o JOIN article a ON a.no = o.article WHERE a.removed = 0 ORDER BY 3, 4, 2",
            (),
            lambda row: Orphan(
                row[1], name(row[2]), stored_span(row[3], row[4]), unpack(row[5]), unpack(row[6])
            ),
        )
    )


def _place(row: Row) -> tuple[int, Span, Selector]:
    return row[0], stored_span(row[1], row[2]), Selector(*map(unpack, row[3:]))


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


def _signs(text: str) -> tuple[str, list[int]]:
    """The signs of a text that are not blank, marks as plain ones, and where each stands."""
    kept = [(sign, at) for at, char in enumerate(text) for sign in fold_marks(char) if not sign.isspace()]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]


def _finds(text: str, words: str) -> Iterator[int]:
    """Where words begin in a text."""
    at = text.find(words) if words else -1
    for _ in range(_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _alike(one: Iterator[str], other: Iterator[str]) -> int:
    """How many signs two strings have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
