"""The quotes of a library, as they were found and as the user has corrected them.

One rule guards it: a quote of a removed article is not seen, whatever it is asked by.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from quotebrowser.model import Facet, Form, Pointer, Quote, Span, SpeakerKind, is_narrated
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS
from quotebrowser.store.sqlite.packing import (
    MOST_PARTS,
    listed,
    name,
    quote_digest,
    stored_span,
    unpack,
    unpack_spans,
    unpacked_quote,
    whole,
)
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables.article_rows import CAPTIONS, facts_of
from quotebrowser.store.tables.quote_rows import (
    Grouped,
    QuoteRow,
    SpeakerRow,
    Summary,
    context,
    speaker_row,
    stored_summary,
)

_SAID: Final = (
    *("method", "confidence", "speaker_key", "speaker_name", "speaker_title", "speaker_kind"),
    *("source_start", "source_end", "cue_start", "cue_end"),
)
_COLUMNS: Final = checked(
    "SELECT q.no, q.uid, a.id, q.kind, q.repeats, {said}, {found}, f.digest,"
    " (c.no IS NULL OR {speaker_correction}) AND (n.key IS NULL OR {alias}), q.article, a.origin, {captions}"
    " FROM current_quote q JOIN article a ON a.no = q.article JOIN quote f ON f.no = q.no"
    " LEFT JOIN speaker_correction c ON c.quote = q.no"
    " LEFT JOIN alias n ON n.key = coalesce(c.key, f.speaker_key) WHERE a.removed = 0 AND {{asked}}",
    said=", ".join(f"q.{column}" for column in _SAID),
    found=", ".join(f"f.{column}" for column in _SAID),
    captions=CAPTIONS,
    speaker_correction="c",
    alias="n",
)
"""A quote as the user has corrected it, as it was found, and whether the corrections are what they were."""
_BY_UID: Final = _COLUMNS.format(asked="q.uid IN (SELECT value FROM json_each(?))")
_BY_ARTICLE: Final = _COLUMNS.format(asked="a.id IN (SELECT value FROM json_each(?)) ORDER BY a.no, q.place")
_FORMS: Final = (
    "SELECT coalesce(c.value, f.value), count(*) FROM (SELECT article FROM fact WHERE key = 'form' UNION"
    " SELECT article FROM fact_correction WHERE key = 'form') r"
    " JOIN article a ON a.no = r.article AND a.removed = 0 JOIN quote q ON q.article = a.no"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'form'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'form'"
    " WHERE q.kind <> 'mention' AND q.repeats = '' GROUP BY 1"
)
"""How many quotes are of articles that say what they are: few, found without looking at the others."""
_ARTICLE_IDS: Final = (
    "SELECT q.no, q.uid, a.id FROM quote q JOIN article a ON a.no = q.article AND a.removed = 0"
    " WHERE q.uid IN (SELECT value FROM json_each(?))"
)
_TEXT: Final = "SELECT no, text FROM article WHERE no = ?"
_POINTER: Final = (
    "SELECT q.uid, p.uid, coalesce(p.utterance, ''), p.uid <> ?1 FROM passage p"
    " JOIN quote q ON q.no = p.quote JOIN article a ON a.no = p.article AND a.removed = 0"
    " WHERE p.uid = ?1 OR p.utterance = ?1"
    " UNION ALL SELECT q.uid, q.uid, '', 2 FROM quote q"
    " JOIN article a ON a.no = q.article AND a.removed = 0 WHERE q.uid = ?1 ORDER BY 4, 2 LIMIT 1"
)
_SPANS: Final = (
    'SELECT s.quote, s.place, s.start, s."end", s.text, u.id, {},'
    " CASE WHEN s.place = 0 AND s.quote IN (SELECT min(q.no) FROM span m JOIN quote q ON q.no = m.quote"
    " WHERE m.place = 1 AND m.quote IN (SELECT value FROM json_each(?1)) GROUP BY q.article)"
    " THEN (SELECT a.text FROM quote q JOIN article a ON a.no = q.article WHERE q.no = s.quote) END"
    " FROM span s LEFT JOIN passage p ON p.quote = s.quote AND p.part = s.place"
    " LEFT JOIN utterance u ON u.id = p.utterance"
    " WHERE s.quote IN (SELECT value FROM json_each(?1)) AND s.place BETWEEN 0 AND ?2"
    " ORDER BY s.quote, s.place"
)
"""The parts of quotes; once for each article also its text. To SQLite, a few characters of a long text are as
dear as all of it."""
_PARTS: Final = _SPANS.format(", ".join(f"u.{name}" for name in Summary._fields))
_BEGINNING: Final = "SELECT uid FROM {} WHERE uid >= ? AND uid < ? LIMIT 100"
_RESOLVED: Final = 100
"""How many quotes an abbreviated uid is looked up for; four characters name about one in 65,536."""


class _Part(NamedTuple):
    """A printed span of a quote."""

    span: Span
    text: str
    group: Grouped | None


class Quotes:
    """The quotes of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, uid: str) -> Quote | None:
        """The quote of this uid, or the one that has the passage of this uid, or None."""
        found = self._quotes(self._db.rows(_BY_UID, (listed([uid]),)))
        if not found:
            found = self._quotes(self._db.rows(_BY_UID, (listed(self._of_passages([uid])),)))
        return found[0] if found else None

    def pointer(self, uid: str) -> Pointer | None:
        """What the uid of a passage or a quote, or the id of an utterance, points at; None if unknown.

        The uid of a quote is that of its first part too. An utterance is pointed at by its first passage.
        """
        found = self._db.rows(_POINTER, (uid,))
        return Pointer(*map(name, found[0][:3])) if found else None

    def of_article(self, article: str) -> tuple[Quote, ...]:
        """The quotes of an article in its order, mentions and repeats included; none of a removed one."""
        return self.of_articles([article])

    def of_articles(self, articles: Iterable[str]) -> tuple[Quote, ...]:
        """The quotes of articles, those of each one together and in its order, as `of_article`."""
        return self._quotes(self._db.rows(_BY_ARTICLE, (listed(articles),)))

    def many(self, uids: Iterable[str]) -> tuple[QuoteRow, ...]:
        """Rows of these quotes, in the order asked; unknown ones are left out."""
        asked = list(dict.fromkeys(uids))

        def read() -> tuple[QuoteRow, ...]:
            found = {row[1]: row for row in self._db.rows(_BY_UID, (listed(asked),))}
            return self._rows([found[uid] for uid in asked if uid in found])

        return self._db.steady(read)

    def rows_of(self, article: str) -> tuple[QuoteRow, ...]:
        """Rows of the quotes of an article, as `of_article`."""
        return self._db.steady(lambda: self._rows(self._db.rows(_BY_ARTICLE, (listed([article]),))))

    def _rows(self, found: Sequence[Row]) -> tuple[QuoteRow, ...]:
        stored = self._parts([row[0] for row in found])
        articles = {row[0]: row[-3] for row in found}
        firsts = (parts[0] for parts in stored.values() if parts)
        texts = {articles[part[0]]: _readable(part[-1]) for part in firsts if part[-1] is not None}
        facts = facts_of(self._db, {row[2] for row in found if type(row[2]) is str})

        def quote_row(row: Row) -> QuoteRow:
            parts = [_part(part) for part in _in_order(stored[row[0]])]
            captions = unpack_spans(row[-1])
            text, ends = texts.get(row[-3], ""), [*(part.span.start for part in parts[1:]), 0]
            return QuoteRow(
                quote=_intact_quote(row, [part.span for part in parts], [part.text for part in parts]),
                parts=tuple(part.text for part in parts),
                continued=tuple(
                    part.span.end < end and not is_narrated(text[part.span.end : end])
                    for part, end in zip(parts, ends, strict=True)
                ),
                origin=unpack(row[-2]),
                facts=facts[row[2]],
                groups=tuple(part.group for part in parts),
                caption=any(part.span.overlaps(span) for span in captions for part in parts),
            )

        return tuple(self._db.made("quote", found, quote_row))

    def grouped(self, uids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Ids of the utterances of the parts of quotes, in order, each once; unknown quotes are left out."""
        found: dict[str, list[str]] = {}
        for uid, utterance in self._db.read(
            "quote",
            "SELECT q.no, q.uid, p.utterance FROM quote q"
            " JOIN article a ON a.no = q.article AND a.removed = 0 LEFT JOIN passage p ON p.quote = q.no"
            " WHERE q.uid IN (SELECT value FROM json_each(?))"
            " ORDER BY q.no, p.part",
            (listed(uids),),
            lambda row: (name(row[1]), None if row[2] is None else name(row[2])),
        ):
            names = found.setdefault(uid, [])
            if utterance is not None and utterance not in names:
                names.append(utterance)
        return {uid: tuple(names) for uid, names in found.items()}

    def resolve(self, prefix: str) -> tuple[str, ...]:
        """Uids of the quotes whose uid, or a part's, starts with `prefix`; sorted, at most 100."""
        if not prefix.isascii() or not prefix.isalnum():
            return ()
        bounds = (prefix, prefix + "\x7f")
        found = self._db.names("quote", _BEGINNING.format("quote"), bounds)
        parts = self._db.names("passage", _BEGINNING.format("passage"), bounds)
        uids = {*found, *self._of_passages(parts)}
        return tuple(sorted(self._seen(uids))[:_RESOLVED])

    def speakers(self) -> tuple[SpeakerRow, ...]:
        """All named speakers, those with most quotes first."""
        by_key: dict[str, list[tuple[int, str, str, str]]] = {}
        for key, spelling in self._db.read(
            "quote",
            "SELECT min(q.no), q.speaker_key, q.speaker_name, q.speaker_title, q.speaker_kind, count(*)"
            " FROM current_quote q JOIN article a ON a.no = q.article WHERE a.removed = 0"
            " AND q.kind <> 'mention' AND q.repeats = '' AND q.method IS NOT NULL AND q.speaker_key <> ''"
            " GROUP BY 2, 3, 4, 5",
            (),
            _spelling,
        ):
            by_key.setdefault(key, []).append(spelling)
        rows = [speaker_row(key, spellings) for key, spellings in by_key.items()]
        return tuple(sorted(rows, key=lambda row: (-row.quotes, row.name, row.key)))

    def uids(self) -> tuple[str, ...]:
        """Uids of all quotes, mentions and repeats included, in the order of adding."""
        return tuple(
            self._db.names(
                "quote",
                "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article WHERE a.removed = 0"
                " ORDER BY q.no",
            )
        )

    def recorded(self) -> tuple[Facet, ...]:
        """How many quotes records have, mentions and repeats left out, by form; no form that none has."""
        counted = self._db.read("quote", _FORMS, (), lambda row: Facet(unpack(row[0]), whole(row[1])))
        return tuple(each for form in Form if form.is_record for each in counted if each.value == form)

    def articles_of(self, uids: Iterable[str]) -> dict[str, str]:
        """Ids of the articles of quotes, by uid, in the order asked; unknown quotes are left out."""
        asked = list(uids)
        found = dict(
            self._db.read("quote", _ARTICLE_IDS, (listed(asked),), lambda row: (name(row[1]), name(row[2])))
        )
        return {uid: found[uid] for uid in asked if uid in found}

    def contexts(self, uids: Iterable[str], around: int) -> dict[str, str]:
        """The article's words round each of the quotes, and between its parts, by uid.

        At most `around` characters on either side; a word cut through by that is left out.
        """
        places: dict[int, dict[str, list[Span]]] = {}
        for article, uid, span in self._db.read(
            "quote",
            'SELECT q.no, q.article, q.uid, s.start, s."end" FROM quote q JOIN span s ON s.quote = q.no'
            " WHERE q.uid IN (SELECT value FROM json_each(?)) ORDER BY q.no, s.place",
            (listed(uids),),
            lambda row: (row[1], row[2], stored_span(row[3], row[4])),
        ):
            places.setdefault(article, {}).setdefault(uid, []).append(span)
        contexts: dict[str, str] = {}
        for article, quotes in places.items():
            for text in self._db.read("article", _TEXT, (article,), lambda row: unpack(row[1])):
                for uid, spans in quotes.items():
                    contexts[uid] = context(text, spans, around)
        return contexts

    def _of_passages(self, uids: Iterable[str]) -> list[str]:
        return self._db.names(
            "quote",
            "SELECT q.uid FROM passage p JOIN quote q ON q.no = p.quote"
            " WHERE p.uid IN (SELECT value FROM json_each(?))",
            (listed(uids),),
        )

    def _seen(self, uids: Iterable[str]) -> list[str]:
        return self._db.names(
            "quote",
            "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article"
            " WHERE a.removed = 0 AND q.uid IN (SELECT value FROM json_each(?))",
            (listed(uids),),
        )

    def _quotes(self, rows: Sequence[Row]) -> tuple[Quote, ...]:
        spans: dict[int, list[Row]] = {row[0]: [] for row in rows}
        for row in self._db.rows(
            'SELECT quote, place, start, "end", text FROM span'
            " WHERE quote IN (SELECT value FROM json_each(?)) AND place BETWEEN 0 AND ? ORDER BY quote, place",  # noqa: E501
            (str(list(spans)), MOST_PARTS),
        ):
            spans[row[0]].append(row)
        return tuple(
            self._db.made(
                "quote",
                rows,
                lambda row: _intact_quote(
                    row,
                    [stored_span(*part[2:4]) for part in _in_order(spans[row[0]])],
                    [unpack(part[4]) for part in spans[row[0]]],
                ),
            )
        )

    def _parts(self, keys: Sequence[int]) -> dict[int, list[Row]]:
        """The columns of the parts of quotes, by the keys of their rows."""
        parts: dict[int, list[Row]] = {key: [] for key in keys}
        for row in self._db.rows(_PARTS, (str(list(keys)), MOST_PARTS)):
            parts[row[0]].append(row)
        return parts


def _readable(text: str | bytes) -> str:
    """The text of an article; empty where it is damaged, which is said where it is read for itself."""
    try:
        return unpack(text)
    except VALUE_ERRORS:
        return ""


def _intact_quote(row: Row, spans: Sequence[Span], words: Sequence[str]) -> Quote:
    """A quote from `_COLUMNS` and its parts, if it and what the user says of it are what was stored."""
    name, said, (*found, digest, corrected) = row[1:5], row[5:15], row[15:27]
    quote = unpacked_quote((*name, *found), tuple(spans))
    if not corrected or quote_digest(quote, words) != digest:
        raise ValueError
    return quote if said == tuple(found) else unpacked_quote((*name, *said), tuple(spans))


def _in_order(parts: Sequence[Row]) -> Sequence[Row]:
    """The rows of the parts of a quote, whose places are 0, 1, 2 ..."""
    if [row[1] for row in parts] != list(range(len(parts))):
        raise ValueError
    return parts


def _part(row: Row) -> _Part:
    _, _, start, end, text, utterance, *summary, _ = row
    group = None if utterance is None else Grouped(name(utterance), stored_summary(*summary))
    span, words = stored_span(start, end), unpack(text)
    if len(words) != len(span):
        raise ValueError
    return _Part(span, words, group)


def _spelling(row: Row) -> tuple[str, tuple[int, str, str, str]]:
    _, key, spelled, title, kind, count = row
    return unpack(key), (count, unpack(spelled), unpack(title), SpeakerKind(kind))
