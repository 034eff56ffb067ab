"""Rows of lists, made from what the store holds."""

from collections.abc import Iterable, Mapping, Sequence

from quotebrowser.library.library import Library
from quotebrowser.library.views import PART_BREAK, Row
from quotebrowser.model import UNCERTAIN_BELOW, Level, passage_uid
from quotebrowser.store import QuoteRow


def joined(parts: Sequence[str]) -> str:
    """The printed words of a quote as one text."""
    return PART_BREAK.join(parts)


def of(library: Library, uids: Iterable[str], scores: Mapping[str, float] | None = None) -> tuple[Row, ...]:
    """Rows of quotes, in the order of `uids`, each once; an unknown uid is left out."""
    wanted = list(dict.fromkeys(uids))
    found = {row.quote.uid: row for row in library.store.quotes.many(wanted)}
    return tuple(_row(found[uid], (scores or {}).get(uid, 0.0)) for uid in wanted if uid in found)


def _row(stored: QuoteRow, score: float) -> Row:
    quote = stored.quote
    said = quote.attribution
    group = stored.utterances[0] if stored.utterances else None
    facts = stored.facts
    return Row(
        uid=quote.uid,
        score=score,
        text=joined(stored.parts),
        highlights=(),
        speaker=said.speaker.name if said else "",
        title=said.speaker.title if said else "",
        named=said is not None and said.speaker.named,
        uncertain=said is not None and said.confidence < UNCERTAIN_BELOW,
        kind=quote.kind,
        outlet=facts.outlet.value if facts.outlet else "",
        published=stored.published,
        headline=facts.title.value if facts.title else "",
        article=quote.article,
        origin=stored.origin,
        spans=quote.spans,
        utterance=group.id if group else "",
        witnesses=group.witnesses if group else 1,
        level=Level(group.level) if group else Level.NONE,
        texts=group.texts if group else 0,
    )


def span_at(row: Row, offset: int) -> int:
    """Index of the part of a quote that holds `offset` of the row's joined text."""
    end = 0
    for index, span in enumerate(row.spans):
        end += len(span) + len(PART_BREAK)
        if offset < end:
            return index
    return len(row.spans) - 1


def best_part(row: Row) -> int:
    """Index of the part of a quote that has most of what matched; 0 where nothing in its words did."""
    counts = [0] * len(row.spans)
    for span in row.highlights:
        counts[span_at(row, span.start)] += len(span)
    return counts.index(max(counts))


def part_uid(row: Row, index: int) -> str:
    """Uid of the passage that is a part of a quote."""
    return passage_uid(row.article, row.spans[index].start)


def utterances(library: Library, uid: str) -> tuple[str, ...]:
    """Ids of the utterances that the parts of a quote belong to, in order, each once."""
    return tuple(group.id for row in library.store.quotes.many([uid]) for group in row.utterances)
