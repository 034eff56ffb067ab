"""Quotes and speakers as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from quotebrowser.model import Date, Facts, Level, Quote, Span, SpeakerKind
from quotebrowser.store.sqlite.packing import whole

_WORST: Final = max(Level)


class Summary(NamedTuple):
    """What lists show of an utterance; its fields are columns of the table."""

    witnesses: int
    """Number of articles that have it, records among them; at least 1."""
    level: int
    """Of the worst difference between them; see `model.Level`."""
    texts: int = 0
    """Number of texts among those that print it, a text that several outlets print counted once; 0: not
    counted, and the level is that of fewer articles."""
    transcripts: int = 0
    """Number of the articles that are transcripts, which are no printings; a sole one is not counted."""
    captions: int = 0
    """The same of captions."""

    @property
    def printings(self) -> int:
        """Number of the articles that print it; of a sole one, whether it is a record is not known here."""
        return self.witnesses - self.transcripts - self.captions


def stored_summary(witnesses: object, level: object, *counts: object) -> Summary:
    """A summary from its columns."""
    return Summary(whole(witnesses), whole(level, _WORST), *map(whole, counts))


@dataclass(frozen=True, slots=True)
class Grouped:
    """The utterance that a part of a quote belongs to."""

    id: str
    """Of the utterance."""
    summary: Summary
    """What lists show of it."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote as lists show it, with what is known about its article but not the article's text."""

    quote: Quote
    """The quote, corrections applied."""
    parts: tuple[str, ...]
    """The printed words, one string a span."""
    continued: tuple[bool, ...]
    """Of each part, whether the next goes on with it, as the next paragraph of a speech does."""
    origin: str
    """Path of its article's file as the user gave it."""
    facts: Facts
    """What is known about its article, corrections applied."""
    groups: tuple[Grouped | None, ...]
    """The utterance of each part; None if the part is not grouped: of a mention, of a repetition."""

    caption: bool = False
    """Whether it stands in the caption of a picture."""

    @property
    def utterances(self) -> tuple[Grouped, ...]:
        """The utterances of its parts, in order, each once; empty for a mention and a repetition."""
        return tuple(dict.fromkeys(group for group in self.groups if group is not None))

    @property
    def published(self) -> Date | None:
        """When its article was published; None if unknown or not a date."""
        return self.facts.published.date if self.facts.published else None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker of the library."""

    key: str
    """Under which two spellings are one."""
    name: str
    """The one used most."""
    title: str
    """The one printed most; empty if none is."""
    kind: SpeakerKind
    """Person or institution."""
    quotes: int
    """How many quotes they have, mentions and repeats left out."""


def context(text: str, spans: Sequence[Span], around: int) -> str:
    """The words of `text` round and between `spans`."""
    start, end = spans[0].start, spans[-1].end
    before = text[max(0, start - around - 1) : start]
    after = text[end : end + around + 1]
    if start - around > 0:
        before = before[len(before.split(maxsplit=1)[0]) :] if before[:1].strip() else before
    if end + around < len(text) and after[-1:].strip():
        after = after.rsplit(maxsplit=1)[0] if len(after.split()) > 1 else ""
    between = [text[one.end : other.start] for one, other in pairwise(spans)]
    return " ".join([before.strip(), *(part.strip() for part in between), after.strip()]).strip()


def speaker_row(key: str, spellings: Sequence[tuple[int, str, str, str]]) -> SpeakerRow:
    """One row of all spellings of a speaker, given as (count, name, title, kind)."""
    names: dict[str, int] = {}
    titles: dict[str, int] = {}
    for count, name, title, _ in spellings:
        names[name] = names.get(name, 0) + count
        if title:
            titles[title] = titles.get(title, 0) + count
    return SpeakerRow(
        key=key,
        name=min(names, key=lambda name: (-names[name], name)),
        title=min(titles, key=lambda title: (-titles[title], title)) if titles else "",
        kind=SpeakerKind(max(spellings)[3]),
        quotes=sum(names.values()),
    )
