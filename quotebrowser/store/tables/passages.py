"""Passages, the links between them and the groups that follow: what `collate` asks as its neighbours.

One rule guards it: a passage says only where it stands. Its words, speaker and day are those of its quote
and its article, so that a correction reaches it at once. Passages of removed articles are not seen.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from quotebrowser.errors import UnknownError
from quotebrowser.model import Date, Kind, Link, Passage, Trace
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
from quotebrowser.store.tables.quote_rows import Summary, stored_summary

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
_GIVEN: Final = "(SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?1)))"
_ALIKE: Final = (
    "(SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?1)) UNION"
    " SELECT m.no FROM passage p JOIN passage m ON m.wording = p.wording AND m.wording <> 0"
    " WHERE p.uid IN (SELECT value FROM json_each(?1)))"
)
"""Numbers of the given passages, and of all that print the same."""
_HEAD: Final = (
    "CASE WHEN {0}.wording <> 0 THEN (SELECT h.uid FROM passage h JOIN article ah ON ah.no = h.article"
    " WHERE h.wording = {0}.wording AND h.wording <> 0 AND ah.removed = 0 ORDER BY h.turn, h.place LIMIT 1)"
    " ELSE {0}.uid END"
)
"""The uid of the first passage, by the turns of their articles, that prints the same."""
_LINKS: Final = (
    "SELECT l.a, {0}, {1}, l.tier, l.info, l.cover FROM link l"
    " JOIN passage pa ON pa.no = l.a JOIN article aa ON aa.no = pa.article AND aa.removed = 0"
    " JOIN passage pb ON pb.no = l.b JOIN article ab ON ab.no = pb.article AND ab.removed = 0"
    " WHERE l.{2} IN {3}"
)
_FIRST: Final = (
    "SELECT p.no, p.uid, a.id, p.turn, p.place FROM passage p JOIN article a ON a.no = p.article"
    " WHERE p.wording = ? AND p.wording <> 0 AND a.removed = 0 ORDER BY p.turn, p.place LIMIT ?"
)
_HEADS: Final = f"SELECT {_HEAD.format('p')} FROM passage p WHERE p.uid IN (SELECT value FROM json_each(?))"  # noqa: S608 - as above
_COPIED: Final = (
    "SELECT p.uid FROM passage p WHERE p.uid IN (SELECT value FROM json_each(?1)) AND"
    " (SELECT 2 * count(o.words IS NULL AND o.wording IN (SELECT value FROM json_each(?2)) OR NULL)"
    " > max(count(o.wording <> 0 OR NULL), ?3) FROM passage o WHERE o.article = p.article)"
)
_COUNTED: Final = ", ".join(Summary._fields)
_SET: Final = "INSERT OR REPLACE INTO utterance (id, {}) VALUES (?{})"
_SET_SUMMARY: Final = _SET.format(_COUNTED, ", ?" * len(Summary._fields))
_SUMMARY: Final = "SELECT id, {} FROM utterance WHERE id IN (SELECT value FROM json_each(?))"
_SUMMARIES: Final = _SUMMARY.format(_COUNTED)
_LINKS_AT: Final = [_LINKS.format("pa.uid", "pb.uid", end, _GIVEN) for end in "ab"]
_HEADS_LINKS: Final = [_LINKS.format(_HEAD.format("pa"), _HEAD.format("pb"), end, _ALIKE) for end in "ab"]
_LEFT: Final = f"SELECT DISTINCT utterance FROM passage WHERE utterance IS NOT NULL AND no IN {_ALIKE}"  # noqa: S608 - as above
_PUT: Final = (
    "UPDATE passage SET utterance = nullif(?1, '') WHERE uid = ?2 AND utterance IS NOT nullif(?1, '')",
    (
        "UPDATE passage SET utterance = ?1 WHERE utterance IS NOT ?1 AND wording <> 0"
        " AND wording = (SELECT wording FROM passage WHERE uid = ?2 AND wording <> 0)"
    ),
)
_WITNESSES: Final = (
    "SELECT utterance, count(DISTINCT article) FROM passage"
    " WHERE utterance IN (SELECT value FROM json_each(?)) GROUP BY utterance"
)
_MENTIONS: Final = (
    "SELECT p.uid FROM passage p JOIN quote q ON q.no = p.quote"
    " WHERE p.uid IN (SELECT value FROM json_each(?)) AND q.kind = 'mention'"
)
_NO_TRACE: Final = Trace()


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


class Passages:
    """The passages of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

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
            first = int(self._db.value("SELECT coalesce(max(no), 0) + 1 FROM passage"))
            rows: list[tuple[object, ...]] = []
            postings: list[tuple[int, int]] = []
            for no, passage in enumerate(passages, first):
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

    def members(self, utterance: str) -> tuple[Passage, ...]:
        """The passages of an utterance, sorted by uid; empty if this id does not (or no longer) exist."""
        return tuple(self._db.read("passage", _BY_UTTERANCE, (utterance,), _passage))

    def first(self, wording: int, limit: int) -> tuple[Printing, ...]:
        """The first passages that print a wording, by the turns of their articles."""
        return tuple(self._db.read("passage", _FIRST, (wording, limit), _printing))

    def wordings(self, article: str) -> dict[int, int]:
        """The wordings of an article's passages, and how many passages print each."""
        return dict(
            self._db.rows(
                "SELECT p.wording, count(*) FROM passage p JOIN article a ON a.no = p.article"
                " WHERE a.id = ? AND p.wording <> 0 GROUP BY p.wording",
                (article,),
            )
        )

    def heads(self, uids: Iterable[str]) -> set[str]:
        """Uids of the first of the passages that print the same as each of these."""
        return set(self._db.names("passage", _HEADS, (listed(uids),)))

    def copied(self, uids: Iterable[str], wordings: Iterable[int], own: int) -> set[str]:
        """Those of the passages whose article prints over half of what another does, and others for both.

        Args:
            uids: of the passages.
            wordings: of the other's passages for which others stand.
            own: how many passages of the other have a wording.
        """
        return set(self._db.names("passage", _COPIED, (listed(uids), str([*wordings]), own)))

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

    def drop_links(self, uids: Iterable[str]) -> None:
        """Forget all links with an end among these passages."""
        wanted = (listed(uids),)
        with self._db.transaction(joins=True):
            self._db.run(
                "DELETE FROM link WHERE a IN"
                " (SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?)))",
                wanted,
            )
            self._db.run(
                "DELETE FROM link WHERE b IN"
                " (SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?)))",
                wanted,
            )

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Put passages into utterances, by uid and id, and with each of them all that print the same.

        Groups that lose all their passages are forgotten. An empty id takes a passage out of its utterance.
        An utterance that is new has as many witnesses as articles and no difference, until `set_summaries`.
        """
        with self._db.transaction(joins=True):
            left = self._db.names("passage", _LEFT, (listed(groups),))
            for statement in _PUT:  # most stay where they are
                self._db.run_many(statement, ((utterance, uid) for uid, utterance in groups.items()))
            self._db.run(
                "INSERT OR IGNORE INTO utterance (id, witnesses, level, texts)"
                " SELECT utterance, count(DISTINCT article), 0, 0 FROM passage"
                " WHERE utterance IN (SELECT value FROM json_each(?)) GROUP BY utterance",
                (listed(set(groups.values())),),
            )
            self._forget_empty(left)

    def mentions(self, uids: Collection[str]) -> list[str]:
        """Those of the passages that are of mentions."""
        return self._db.names("passage", _MENTIONS, (listed(uids),)) if uids else []

    def witnesses(self, utterances: Iterable[str]) -> dict[str, int]:
        """How many articles print each of the utterances; unknown ones are left out."""
        asked = (listed(utterances),)
        return dict(self._db.read("passage", _WITNESSES, asked, lambda row: (name(row[0]), whole(row[1]))))

    def set_summaries(self, summaries: Mapping[str, Summary]) -> None:
        """Say how many articles print each utterance, how much they differ and how many texts they are."""
        with self._db.transaction(joins=True):
            self._db.run_many(
                _SET_SUMMARY,
                ((utterance, *one) for utterance, one in summaries.items()),
            )

    def summaries(self, utterances: Iterable[str]) -> dict[str, Summary]:
        """What is known of each of the utterances; unknown ones are left out."""
        return dict(
            self._db.read(
                "utterance",
                _SUMMARIES,
                (listed(utterances),),
                lambda row: (name(row[0]), stored_summary(*row[1:])),
            )
        )

    def uncounted(self, limit: int, after: str = "") -> tuple[str, ...]:
        """Ids of the first utterances behind `after` whose texts are not counted. Looks at all until then."""
        statement = "SELECT id FROM utterance WHERE texts = 0 AND id > ? ORDER BY id LIMIT ?"
        return tuple(self._db.names("utterance", statement, (after, limit)))

    def ungroup(self, article: str) -> None:
        """Take the passages of an article out of their groups."""
        uids = self._uids(article)
        if not uids:
            return
        with self._db.transaction(joins=True):
            left = self._utterances(uids)
            self._db.run(
                "UPDATE passage SET utterance = NULL WHERE uid IN (SELECT value FROM json_each(?))",
                (listed(uids),),
            )
            self._forget_empty(left)

    def drop(self, article: str) -> None:
        """Forget the passages of an article, with their fingerprints and links."""
        with self._db.transaction(joins=True):
            self.ungroup(article)
            for no, packed in self._db.rows(
                "SELECT p.no, p.fingerprints FROM passage p JOIN article a ON a.no = p.article"
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

    def _uids(self, article: str) -> list[str]:
        return self._db.names(
            "passage",
            "SELECT p.uid FROM passage p JOIN article a ON a.no = p.article WHERE a.id = ?",
            (article,),
        )

    def _utterances(self, uids: Iterable[str]) -> list[str]:
        return self._db.names(
            "passage",
            "SELECT DISTINCT utterance FROM passage WHERE utterance IS NOT NULL"
            " AND uid IN (SELECT value FROM json_each(?))",
            (listed(uids),),
        )

    def _forget_empty(self, utterances: Iterable[str]) -> None:
        self._db.run(
            "DELETE FROM utterance WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.utterance = utterance.id)",
            (listed(utterances),),
        )


def _link(row: Row) -> Link:
    _, one, other, tier, info, cover = row
    return Link(name(one), name(other), whole(tier), float(info), share(cover))


def _printing(row: Row) -> Printing:
    _, uid, article, its_turn, place = row
    return Printing(whole(its_turn), whole(place), name(uid), name(article))


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
