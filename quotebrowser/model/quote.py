"""Quotes and who said them. A quote is spans of its article; its text is always a slice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotebrowser.model.kind import Kind
from quotebrowser.model.span import Span


class SpeakerKind(StrEnum):
    """What kind of speaker."""

    PERSON = "person"
    INSTITUTION = "institution"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it."""

    key: str
    """Under which two spellings are one speaker; empty for an unnamed one, who is never merged."""
    name: str
    """Full name without title, as far as the article tells it; for an unnamed one the words printed."""
    title: str
    """Rank or office as printed (`Brig. Gen.`); empty if none is."""
    kind: SpeakerKind
    """Person, institution or unnamed."""

    @property
    def named(self) -> bool:
        """Whether there is a name to cite."""
        return self.kind is not SpeakerKind.UNNAMED


_CERTAIN_FROM = 0.9


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said a quote, and by which words of the article."""

    speaker: Speaker
    """Who."""
    source: Span | None
    """The mention near the quote (`he`); None if it was carried over or given by the user."""
    cue: Span | None
    """The words that report the speech (`said`); None if there are none."""
    method: str
    """Reason code, as `after:said-X`, `pronoun`, `carried`, `user`."""
    confidence: float
    """0..1, calibrated: of those that say 0.9, nine of ten are right."""

    @property
    def certain(self) -> bool:
        """Whether it is taken for what the article says: only then two articles name different speakers."""
        return self.speaker.named and self.confidence >= _CERTAIN_FROM


UNCERTAIN_BELOW = 0.89
"""Attributions of a lower confidence are shown as `speaker uncertain`."""


MOST_SPANS = 5_000
"""Sentences of a turn that are one quote; who speaks longer, some ten hours, has a second one."""


def passage_uid(article: str, start: int) -> str:
    """The uid of the passage of `article` that starts at `start`; a quote has that of its first."""
    return hashlib.sha256(f"{article}:{start}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quote: what stands between quotation marks, in several spans where narration interrupts it."""

    uid: str
    """`passage_uid` of its first span."""
    article: str
    """Id of its article."""
    spans: tuple[Span, ...]
    """At least one, in order, without the marks, none touching another."""
    kind: Kind
    """Statement, fragment or mention."""
    attribution: Attribution | None
    """None where nobody is named or implied."""
    repeats: str = ""
    """Uid of the earlier quote of the same article that this one repeats word for word, but for a comma or
    period at its end; else empty."""

    def parts(self, text: str) -> tuple[str, ...]:
        """The printed words, one string a span."""
        return tuple(span.of(text) for span in self.spans)

    @property
    def speaker(self) -> Speaker | None:
        """Who said it; None if unknown."""
        return self.attribution.speaker if self.attribution else None


def is_narrated(between: str) -> bool:
    """Whether words stand between two parts of a quote: marks and blanks are no narration."""
    return any(char.isalnum() for char in between)


def uninterrupted(spans: Sequence[Span], text: str) -> tuple[tuple[Span, ...], ...]:
    """Spans of an article, those together that no word stands between: the paragraphs of one speech."""
    found: list[list[Span]] = []
    for span in spans:
        if found and not is_narrated(text[found[-1][-1].end : span.start]):
            found[-1].append(span)
        else:
            found.append([span])
    return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True)
class Passage:
    """One printed span of a quote: what grouping and comparing work on."""

    uid: str
    """`passage_uid`."""
    quote: str
    """Uid of its quote."""
    article: str
    """Id of its article."""
    span: Span
    """Where it stands."""
    text: str
    """`article.text[start:end]`."""
    kind: Kind
    """What it is told as; a mention only joins what others print as speech."""
    speaker: str
    """Key of its speaker; empty if unknown or unnamed."""
    confidence: float
    """Of the attribution, or 0."""
    day: int | None
    """Ordinal of the day its article was published; None if the day is not known."""
    order: int
    """Its place among the passages of its article, from 0."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a row, a page, a citation or a bookmark points at: a quote, and the part of it that is meant."""

    quote: str
    """Uid of the quote."""
    passage: str
    """Uid of the part; that of the quote itself where nothing tells the parts apart."""
    utterance: str
    """Id of the utterance the part is of; empty if it is not grouped, as that of a mention."""
