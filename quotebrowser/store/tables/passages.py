"""Passages and the links between them: what `collate` asks as its neighbours.

One rule guards it: a passage says only where it stands. Its words, speaker and day are those of its quote
and its article, so that a correction reaches it at once. Passages of removed articles are not seen.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from quotebrowser.errors import UnknownError
from quotebrowser.model import Date, Form, Kind, Link, Passage, Trace
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS
from quotebrowser.store.sqlite.packing import (
    blob,
    listed,
    name,
    pack_fingerprints,
    share,
    stored_span,
    unpack,
    whole,
)
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.tables.utterances import ALIKE, Utterances

_SELECT: Final = (
    'SELECT p.no, p.uid, q.uid, a.id, s.start, s."end", s.text, q.kind, q.method, q.speaker_key,'
    " q.confidence, coalesce(c.value, f.value), p.place"
    " FROM passage p JOIN article a ON a.no = p.article JOIN current_quote q ON q.no = p.quote"
    " JOIN span s ON s.quote = p.quote AND s.place = p.part"
    " LEFT JOIN fact f ON f.article = p.article AND f.key = 'published'"
    " LEFT JOIN fact_correction c ON c.article = p.article AND c.key = 'published'"
    " WHERE a.removed = 0 AND {}"
)
_BY_UID: Final = _SELECT.format("p.uid IN (SELECT value FROM json_each(?)) ORDER BY p.uid")
_BY_UTTERANCE: Final = _SELECT.format("p.utterance = ? ORDER BY p.uid")
_BY_ARTICLE: Final = _SELECT.format("a.id = ? ORDER BY p.place")
_AT: Final = _SELECT.format("a.id = ? AND p.place IN (SELECT value FROM json_each(?)) ORDER BY p.place")
_RECORDS: Final = (
    "SELECT a.id FROM article a"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'form'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'form'"
    " WHERE a.id IN (SELECT value FROM json_each(?))"
    " AND coalesce(nullif(coalesce(c.value, f.value), ''), ?2) <> ?2"
)
_GIVEN: Final = "(SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?1)))"
_HEAD: Final = (
    "CASE WHEN {0}.wording <> 0 THEN (SELECT h.uid FROM passage h JOIN article ah ON ah.no = h.article"
    " WHERE h.wording = {0}.wording AND h.wording <> 0 AND ah.removed = 0"
    " ORDER BY h.turn, h.no LIMIT 1) ELSE {0}.uid END"
)
"""The uid of the first passage, by the turns of their articles, that prints the same. Those of an article are
numbered in its order: by their numbers the index has them sorted."""
_LINKS: Final = (
    "SELECT l.a, {0}, {1}, l.tier, l.info, l.cover FROM link l"
    " JOIN passage pa ON pa.no = l.a JOIN article aa ON aa.no = pa.article AND aa.removed = 0"
    " JOIN passage pb ON pb.no = l.b JOIN article ab ON ab.no = pb.article AND ab.removed = 0"
    " WHERE l.{2} IN {3}"
)
_FIRST: Final = (
    "SELECT p.no, p.uid, a.id, p.turn, p.place FROM passage p JOIN article a ON a.no = p.article"
    " WHERE p.wording = ? AND p.wording <> 0 AND a.removed = 0 ORDER BY p.turn, p.no LIMIT ?"
)
_HEADS: Final = (
    f"SELECT p.no, {_HEAD.format('p')}, q.kind FROM passage p JOIN quote q ON q.no = p.quote"  # noqa: S608 - constants
    " WHERE p.uid IN (SELECT value FROM json_each(?))"
)
_COPIED: Final = (
    "SELECT p.uid FROM passage p WHERE p.uid IN (SELECT value FROM json_each(?1)) AND"
    " (SELECT 2 * count(DISTINCT CASE WHEN o.words IS NULL AND o.wording IN"
    " (SELECT value FROM json_each(?2)) THEN o.wording END)"
    " > max(count(DISTINCT nullif(o.wording, 0)), ?3) FROM passage o WHERE o.article = p.article)"
)
_LINKS_AT: Final = [_LINKS.format("pa.uid", "pb.uid", end, _GIVEN) for end in "ab"]
_HEADS_LINKS: Final = [_LINKS.format(_HEAD.format("pa"), _HEAD.format("pb"), end, ALIKE) for end in "ab"]
_FREE: Final = (
    # A library from elsewhere may say anything in its journal.
    "SELECT max((SELECT coalesce(max(no), 0) FROM passage), ?2, coalesce(max(kept), 0)) + 1,"
    " (SELECT coalesce(max(no), 0) FROM journal) FROM (SELECT CASE WHEN json_valid(coalesce(before, after))"
    " THEN json_extract(coalesce(before, after), '$.no') END AS kept FROM journal_row"
    " WHERE entry > ?1 AND name = 'passage') WHERE typeof(kept) = 'integer' AND kept < 1 << 40"
)
PASSAGE: Final = "passage"
_NO_TRACE: Final = Trace()
_MOST_NUMBERS: Final = 100_000
"""Numbers that are remembered of passages that were taken away."""


class Passages:
    """The passages of one library."""

    def __init__(self, db: Database, utterances: Utterances) -> None:
        self._db = db
        self._utterances = utterances
        self._numbers: dict[str, int] = {}
        """Of passages that were taken away, by uid: those that come again get them again."""
        self._kept = (0, 0)
        """The last change that was looked at, and the highest number that a passage has or had up to then."""

    def number(self, numbers: Mapping[str, int]) -> None:
        """Let passages have these numbers, by uid, when they are added, if they are free then."""
        if len(self._numbers) > _MOST_NUMBERS:
            self._numbers.clear()
        self._numbers.update(numbers)

    def _numbered(self, passages: Sequence[Passage]) -> list[int]:
        """Numbers for passages of an article, in its order: those that they had, or new ones."""
        had = [self._numbers.pop(passage.uid, 0) for passage in passages]
        in_order = all(had) and had == sorted(set(had))
        if not in_order or self._db.rows(
            "SELECT 1 FROM passage WHERE no IN (SELECT value FROM json_each(?)) LIMIT 1", (str(had),)
        ):
            # What was taken away comes back with its numbers when that is undone: they are not free.
            entry, highest = self._kept
            ((first, looked_at),) = self._db.rows(_FREE, (entry, max(highest, self._db.floor(PASSAGE))))
            self._kept = looked_at, first - 1
            return list(range(first, first + len(passages)))
        return had

    def add(self, passages: Iterable[Passage], traces: Mapping[str, Trace] | None = None) -> None:
        """Store passages, which are spans of stored quotes, with their traces by uid.

        Raises:
            UnknownError: a passage is no span of a stored quote.
        """
        passages = tuple(passages)
        if not passages:
            return
        with self._db.transaction(joins=True):
            places = {
                (uid, start): place
                for uid, start, *place in self._db.rows(
                    "SELECT q.uid, s.start, q.article, q.no, s.place"
                    " FROM quote q JOIN span s ON s.quote = q.no"
                    " WHERE q.uid IN (SELECT value FROM json_each(?))",
                    (listed(passage.quote for passage in passages),),
                )
            }
            rows: list[tuple[object, ...]] = []
            postings: list[tuple[int, int]] = []
            for no, passage in zip(self._numbered(passages), passages, strict=True):
                place = places.get((passage.quote, passage.span.start))
                if place is None:
                    raise UnknownError(f"Passage {passage.uid} is not part of a stored quote")
                trace = (traces or {}).get(passage.uid, _NO_TRACE)
                values, packed = pack_fingerprints(trace.fingerprints)
                found = packed, trace.words or None, trace.wording, turn(passage.article)
                rows.append((no, passage.uid, *place, passage.order, *found))
                postings += ((value, no) for value in values)
            self._db.run_many(
                "INSERT INTO passage"
                " (no, uid, article, quote, part, place, fingerprints, words, wording, turn)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            self._db.run_many("INSERT INTO fingerprint VALUES (?, ?)", postings)

    def sharing(self, fingerprints: Iterable[int], minimum: int = 1) -> dict[str, bytes]:
        """Uids of the passages with at least `minimum` of `fingerprints`, and the words of their traces.

        Those of removed articles too: to leave them out here would cost a look at the article of each.
        """
        values, _ = pack_fingerprints(fingerprints)
        return dict(
            self._db.read(
                "passage",
                "SELECT p.uid, coalesce(p.words, x'') FROM (SELECT passage FROM fingerprint"
                " WHERE value IN (SELECT value FROM json_each(?)) GROUP BY passage HAVING count(*) >= ?) f"
                " JOIN passage p ON p.no = f.passage",
                (str(values), minimum),
                lambda row: (name(row[0]), blob(row[1])),
            )
        )

    def passages(self, uids: Iterable[str]) -> tuple[Passage, ...]:
        """The passages of these uids, sorted by uid; unknown ones are left out."""
        return tuple(self._db.read("passage", _BY_UID, (listed(uids),), _passage))

    def passages_of(self, article: str) -> tuple[Passage, ...]:
        """The passages of an article in its order."""
        return tuple(self._db.read("passage", _BY_ARTICLE, (article,), _passage))

    def at(self, article: str, places: Iterable[int]) -> tuple[Passage, ...]:
        """The passages of an article at these places."""
        return tuple(self._db.read("passage", _AT, (article, str([*places])), _passage))

    def records(self, articles: Iterable[str]) -> frozenset[str]:
        """Those of the articles that are records of what was said."""
        return frozenset(self._db.names("article", _RECORDS, (listed(articles), Form.REPORT.value)))

    def members(self, utterance: str) -> tuple[Passage, ...]:
        """The passages of an utterance, sorted by uid; empty if this id does not (or no longer) exist."""
        return tuple(self._db.read("passage", _BY_UTTERANCE, (utterance,), _passage))

    def links_of(self, uids: Iterable[str]) -> tuple[Link, ...]:
        """All links with an end among these passages, sorted."""
        return self._links(_LINKS_AT, uids)

    def links_between(self, uids: Iterable[str]) -> tuple[Link, ...]:
        """All links with an end among these passages or those that print the same, sorted.

        At each end stands the first of the passages that print the same.
        """
        return self._links(_HEADS_LINKS, uids)

    def _links(self, statements: Iterable[str], uids: Iterable[str]) -> tuple[Link, ...]:
        wanted = (listed(uids),)
        return tuple(
            sorted({one for each in statements for one in self._db.read("link", each, wanted, _link)})
        )

    def add_links(self, links: Iterable[Link]) -> None:
        """Store links between stored passages, each in place of an earlier one of the same two.

        Passages that print the same need none.
        """
        with self._db.transaction(joins=True):
            self._db.run_many(
                "INSERT OR REPLACE INTO link SELECT a.no, b.no, ?, ?, ? FROM passage a, passage b"
                " WHERE a.uid = ? AND b.uid = ?"
                " AND NOT coalesce(a.wording = b.wording AND a.wording <> 0, 0)",
                ((link.tier, link.info, link.cover, link.a, link.b) for link in links),
            )

    def drop(self, article: str) -> None:
        """Forget the passages of an article, with their fingerprints and links."""
        with self._db.transaction(joins=True):
            self._utterances.ungroup(article)
            for no, uid, packed in self._db.rows(
                "SELECT p.no, p.uid, p.fingerprints FROM passage p JOIN article a ON a.no = p.article"
                " WHERE a.id = ?",
                (article,),
            ):
                try:
                    values = memoryview(packed).cast("q")
                except VALUE_ERRORS:
                    # Damaged: they are looked for among all, which takes long.
                    self._db.run("DELETE FROM fingerprint WHERE passage = ?", (no,))
                else:
                    self._db.run_many(
                        "DELETE FROM fingerprint WHERE value = ? AND passage = ?",
                        ((value, no) for value in values),
                    )
                self._db.run("DELETE FROM passage WHERE no = ?", (no,))
                self.number({uid: no})


class Printing(NamedTuple):
    """A passage among those that print the same; they are sorted by the turns of their articles."""

    turn: int
    """Of its article, see `turn`."""
    place: int
    """Among the passages of its article."""
    uid: str
    """Its own."""
    article: str
    """Id of its article."""


def turn(article: str) -> int:
    """The place of an article among those that print the same: a 63-bit number, by its id."""
    return int.from_bytes(hashlib.blake2b(article.encode(), digest_size=8).digest()) >> 1


class Wordings:
    """The wordings of one library, see `model.Trace`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def first(self, wording: int, limit: int) -> tuple[Printing, ...]:
        """The first passages that print a wording, by the turns of their articles."""
        return tuple(self._db.read("passage", _FIRST, (wording, limit), _printing))

    def of_article(self, article: str) -> dict[int, int]:
        """The wordings of an article's passages, and how many passages print each."""
        return dict(
            self._db.rows(
                "SELECT p.wording, count(*) FROM passage p JOIN article a ON a.no = p.article"
                " WHERE a.id = ? AND p.wording <> 0 GROUP BY p.wording",
                (article,),
            )
        )

    def heads(self, uids: Iterable[str]) -> dict[str, Kind]:
        """Uids of the first of the passages that print the same as each of these, and what they are."""
        asked = (listed(uids),)
        return dict(self._db.read("passage", _HEADS, asked, lambda row: (name(row[1]), Kind(row[2]))))

    def copied(self, uids: Iterable[str], wordings: Iterable[int], own: int) -> set[str]:
        """Those of the passages whose article prints the most of what another does, with others for both.

        Args:
            uids: of the passages.
            wordings: of the other's passages for which others stand.
            own: how many wordings the other has; more than half must be in common.
        """
        return set(self._db.names("passage", _COPIED, (listed(uids), str([*wordings]), own)))


def _printing(row: Row) -> Printing:
    _, uid, article, its_turn, place = row
    return Printing(whole(its_turn), whole(place), name(uid), name(article))


def _link(row: Row) -> Link:
    _, one, other, tier, info, cover = row
    return Link(name(one), name(other), whole(tier), float(info), share(cover))


def _passage(row: Row) -> Passage:
    _, uid, quote, article, start, end, text, kind, method, speaker, confidence, published, order = row
    day = Date.parse(unpack(published)) if published else None
    return Passage(
        uid=name(uid),
        quote=name(quote),
        article=name(article),
        span=stored_span(start, end),
        text=unpack(text),
        kind=Kind(kind),
        speaker=unpack(speaker) if method is not None else "",
        confidence=share(confidence) if method is not None else 0.0,
        day=day.first if day and day.day else None,
        order=whole(order),
    )
