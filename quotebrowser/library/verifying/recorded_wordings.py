"""What records, transcripts and captions, have of some words: who said them, when, and what stands between.

One rule guards it: words are looked for in all that one person says, over the ends of sentences and turns,
at the few places where they may stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from quotebrowser import collate, names
from quotebrowser.errors import LibraryError
from quotebrowser.library.finding import answerer, sources
from quotebrowser.library.library import Library
from quotebrowser.library.verifying.compared_words import (
    ACCOUNTS,
    ALIKE,
    MOST_COMPARED,
    Compared,
    beside,
    folded,
    told_between,
)
from quotebrowser.library.verifying.verdicts import Source
from quotebrowser.library.voices import Record, Voice
from quotebrowser.model import Date, Form, Quote, passage_uid
from quotebrowser.model.article import clock
from quotebrowser.query import Phrase
from quotebrowser.text import fold, unknown

_SHARE: Final = 0.5
"""Share of the words, by weight, that one person must say for them to be compared."""
_RECORDS: Final = 8
"""Records that are looked through for some words: those whose text is likest."""
_LOOKED_AT: Final = 64
_SHORT: Final = 6
"""Words below which they are also searched as a phrase: the fingerprints of texts find as many for sure."""


class Records:
    """The records of a library, as they are looked through for some words.

    Args:
        library: whose.
        text: the words.
        around: what a draft prints of the same quote besides.
    """

    def __init__(self, library: Library, text: str, around: frozenset[str]) -> None:
        self._library = library
        self._text = text
        self._spoken = [word.key for word in collate.remembered(text).spoken]
        self.around = around
        self.known: Mapping[str, Date | None] = library.records.get("", library.store.listing.records)
        """When each record of the library was published, by id; None is not known."""
        self._near: dict[str, None] = {}
        self._seen: set[str] = set()
        self.found: list[Compared] = []
        """What they have of the words, whatever comes near."""

    def without(self, uids: Sequence[str]) -> Sequence[str]:
        """Those of some quotes that are no turns; the records of the others will be looked at."""
        if not self.known:
            return uids
        articles = self._library.store.quotes.articles_of(uids)
        self._near |= dict.fromkeys(name for name in articles.values() if name in self.known)
        return [uid for uid in uids if articles.get(uid) not in self.known]

    def look_near(self) -> None:
        """Look through the records that may have the words."""
        if self.known:
            self.look_into([one for one in (*self._printing(), *self._near) if one in self.known][:_RECORDS])

    def _printing(self) -> Sequence[str]:
        """Ids of articles that surely have the words in a row, if any has."""
        words = folded(" ".join(self._spoken))
        if len(words) < _SHORT:
            if len(words) < 2:  # noqa: PLR2004 - a phrase
                return ()
            hits = answerer.hits(self._library, Phrase(tuple(words)), limit=_LOOKED_AT).hits
            return tuple(
                dict.fromkeys(self._library.store.quotes.articles_of([hit.uid for hit in hits]).values())
            )
        try:
            return sources.printed_in(self._library, " ".join(words), _LOOKED_AT)
        except LibraryError:  # the fingerprints cannot be written: those that the search brought up remain
            return ()

    def look_into(self, articles: Iterable[str]) -> None:
        """Look through some articles, if they are records and were not looked through."""
        for name in articles:
            if name in self.known and name not in self._seen:
                self._seen.add(name)
                self.found += self._in_record(self._record(name))

    def silent(self, printed: Iterable[Compared]) -> tuple[str, ...]:
        """Transcripts of a day and a speaker of what is printed that lack the words, by their labels.

        None where any record has them.
        """
        good = [one for one in printed if one.is_good]
        asked = [
            (one.published, one.speaker)
            for one in good
            if one.published and one.published.day and one.speaker
        ]
        if not self.known or not asked or any(map(_has, self.found)):
            return ()
        days = {published for published, _ in asked}
        lacking = []
        for name in [name for name, day in self.known.items() if day in days]:
            record = self._record(name)
            if record is None:
                continue
            said = [who for day, who in asked if day == record.article.published]
            voices = [voice.name for voice in record.voices if voice.name]
            if record.article.form is Form.TRANSCRIPT and any(_is_one(a, b) for a in said for b in voices):
                self.look_into([name])
                near = [one.speaker for one in self.found if one.source.article == name]
                if not any(_is_one(a, b) for a in said for b in near if b):
                    lacking.append(_label(record))
        return () if any(map(_has, self.found)) else tuple(lacking)

    def _record(self, name: str) -> Record | None:
        """A record by who speaks; None if it is damaged."""
        store = self._library.store

        def made() -> Record | None:
            found = store.articles.many([name])
            return Record(found[0], store.quotes.of_article(name)) if found else None

        return self._library.voices.get(name, made)

    def _in_record(self, record: Record | None) -> list[Compared]:
        """What a record has of the words: the likeliest places."""
        if record is None:
            return []
        least = ALIKE if any(one.is_good for one in self.found) else _SHARE
        places = [
            (place, voice)
            for voice in record.voices
            if voice.speech.share(self._spoken) >= least
            for place in voice.speech.places(self._text)
            if place.share >= least
        ]
        places = [one for one in places if one[0].whole] or sorted(places, key=lambda one: -one[0].share)
        found = (self._at(record, voice, place.sentences) for place, voice in places[:MOST_COMPARED])
        return [one for one in found if one is not None]

    def _at(self, record: Record, voice: Voice, sentences: range) -> Compared | None:
        """The words beside some sentences of a person, and those beside them in their turns."""
        first, last = sentences.start, sentences.stop - 1
        first -= first > 0 and voice.said[first - 1].quote is voice.said[first].quote
        last += last + 1 < len(voice.said) and voice.said[last + 1].quote is voice.said[last].quote
        said = voice.said[first : last + 1]
        text = record.article.text
        between = [record.between(*pair) for pair in pairwise(said)]
        parts = tuple(one.span.of(text) for one in said)
        form = record.article.form
        compared = beside(parts, self._text, self.around, ACCOUNTS[form], unbroken=True)
        near = compared is not None and compared.tier == "near"
        if compared is None or (near and not collate.is_nearly(compared.verdict.printed, self._text)):
            return None
        hit = [number for number, _ in compared.pieces]
        before = sum(len(part) + 1 for part in parts[: hit[0]])
        span = compared.verdict.span
        start = said[hit[0]].span.start + max(span.start - before, 0) if span else 0
        told = tuple(
            (between[one], told_between(between[one], before, after))
            for (one, before), (_, after) in pairwise(compared.pieces)
            if between[one]
        )
        tier = "typographic" if told and compared.tier == "exact" else compared.tier
        return Compared(
            _source(record, said[hit[0]].quote, start),
            compared.verdict,
            tier,
            parts,
            tuple(one.span for one in said),
            compared.pieces,
            (*(not one for one in between), False),
            self._groups([passage_uid(record.article.id, said[number].span.start) for number in hit])
            if compared.verdict.score >= ALIKE
            else (),
            voice.name,
            record.article.published,
            between=told,
        )

    def _groups(self, passages: Iterable[str]) -> tuple[str, ...]:
        pointers = map(self._library.store.quotes.pointer, passages)
        return tuple(dict.fromkeys(one.utterance for one in pointers if one is not None and one.utterance))


def _has(one: Compared) -> bool:
    """Whether a record has the words, or nearly."""
    return one.is_good or one.verdict.score >= ALIKE


def _is_one(name: str, other: str) -> bool:
    """Whether two names are one person's, as far as can be told."""
    same = names.compatible(name, other)
    return bool(same) or (same is None and fold(name).split()[-1] == fold(other).split()[-1])


def _label(record: Record) -> str:
    article = record.article
    return f"{unknown.where(article.outlet.name, article.name)}, {unknown.when(article.published)}"


def _source(record: Record, turn: Quote, start: int) -> Source:
    article, said = record.article, turn.speaker
    time, page = article.time_at(start), article.page_at(start)
    at = clock(time) if time is not None else f"page {page.number}" if page and len(article.pages) > 1 else ""
    who = unknown.who(said.title, said.name) if said else unknown.SPEAKER.line
    return Source(
        uid=turn.uid,
        article=article.id,
        line=f"{who}, {_label(record)}{f', {at}' if at else ''} [{turn.uid}]",
        label=_label(record),
        speaker=said.name if said else "",
        form=article.form,
        outlet=article.outlet.name,
        at=at,
        time=time,
        page=page.number if page else "",
    )
