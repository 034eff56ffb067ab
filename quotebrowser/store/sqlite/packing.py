"""Values of the model as SQLite holds them, and back.

One rule guards it: what comes back is what went in, character for character. SQLite's TEXT is UTF-8 and has
no lone surrogates; Python has them in the names of files that are not UTF-8 and in texts read from JSON. Such
a string is stored as a BLOB, all others as TEXT that any tool can read.
"""

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from itertools import chain
from typing import Any, Final, ParamSpec, TypeVar

from quotebrowser.errors import LibraryError
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Moment,
    Page,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
)
from quotebrowser.store.sqlite.failures import VALUE_ERRORS

_SIGN: Final = 1 << 63
LAST_SECOND: Final = 250_000_000_000
"""Seconds since 1970 that can be written as a day: in the year 9892."""
_FURNITURE: Final = 16_000_000
"""Characters of the JSON of an article's furniture: more than the lines of the longest text can need."""
_LABEL: Final = "label"
MOST_PARTS: Final = 10_000
"""Spans of a quote that are read: an interview of a whole newspaper has fewer."""
# Looked up by value for every row of a list, where calling the enumeration is the greater part of the time.
_PROVENANCES: Final = {provenance.value: provenance for provenance in Provenance}
_KINDS: Final = {kind.value: kind for kind in Kind}
_SPEAKER_KINDS: Final = {kind.value: kind for kind in SpeakerKind}


class DamagedValueError(LibraryError, ValueError):
    """What is stored is nothing this program writes."""


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _intact(unpacked: Callable[_P, _T]) -> Callable[_P, _T]:
    """Have a function that reads stored values say so where they are damaged."""

    @wraps(unpacked)
    def read(*args: _P.args, **named: _P.kwargs) -> _T:
        try:
            return unpacked(*args, **named)
        except VALUE_ERRORS as error:
            if isinstance(error, DamagedValueError):
                raise
            raise DamagedValueError(
                "The library is damaged: it contains a value that was never written",
                "See all damage with quotebrowser doctor. Mend it from a copy: quotebrowser doctor --mend.",
            ) from error

    return read


def pack(text: str) -> str | bytes:
    """`text` as it is stored."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def unpack(value: str | bytes) -> str:
    """What `pack` packed."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


# SQLite holds whatever a file says, in a column of any type. These readers let through only what this program
# writes; what else there is raises one of `VALUE_ERRORS`.


def name(value: object) -> str:
    """An id, a uid or a word of the program's own."""
    if type(value) is not str:
        raise TypeError
    return value


def whole(value: object, most: int = _SIGN) -> int:
    """A number from 0 to `most`."""
    if type(value) is not int or not 0 <= value <= most:
        raise TypeError
    return value


def share(value: object) -> float:
    """A number from 0 to 1."""
    if type(value) not in (float, int) or not 0 <= value <= 1:  # type: ignore[operator]
        raise TypeError
    return value  # type: ignore[return-value]


def blob(value: object) -> bytes:
    """Bytes."""
    if type(value) is not bytes:
        raise TypeError
    return value


def stored_span(start: object, end: object) -> Span:
    """A span from its columns."""
    if type(start) is not int or type(end) is not int:
        raise TypeError
    return Span(start, end)


def listed(values: Iterable[str]) -> str:
    """`values` as the JSON that `json_each` takes apart: one statement for any number of them."""
    return json.dumps(list(values))


@_intact
def unpack_spans(value: str) -> tuple[Span, ...]:
    """Spans from JSON."""
    if len(value) > _FURNITURE:
        raise ValueError
    return tuple(stored_span(start, end) for start, end in json.loads(value))


def pack_set_apart(article: Article) -> str:
    """Furniture and labels of an article as JSON: spans, those of labels with a sign behind them."""
    spans = [(span.start, span.end) for span in article.furniture]
    return json.dumps([*spans, *((span.start, span.end, _LABEL) for span in article.labels)])


@_intact
def unpack_set_apart(value: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What `pack_set_apart` packed: furniture, labels."""
    if len(value) > _FURNITURE:
        raise ValueError
    furniture: list[Span] = []
    labels: list[Span] = []
    for start, end, *sign in json.loads(value):
        if sign not in ([], [_LABEL]):
            raise ValueError
        (labels if sign else furniture).append(stored_span(start, end))
    return tuple(furniture), tuple(labels)


def pack_moments(moments: Iterable[Moment]) -> bytes:
    """Offsets and times as one BLOB."""
    return array("q", chain.from_iterable((moment.offset, moment.time) for moment in moments)).tobytes()


@_intact
def unpack_moments(value: bytes | None) -> tuple[Moment, ...]:
    """What `pack_moments` packed; nothing for an article without times."""
    if value is None:
        return ()
    numbers = memoryview(blob(value)).cast("q").tolist()
    if len(numbers) % 2 or min(numbers, default=0) < 0:
        raise ValueError
    return tuple(map(Moment, numbers[::2], numbers[1::2]))


def pack_pages(pages: Iterable[Page]) -> str:
    """Pages as JSON, of ASCII alone."""
    return json.dumps([[page.offset, page.number, page.labelled] for page in pages], separators=(",", ":"))


@_intact
def unpack_pages(value: str | None) -> tuple[Page, ...]:
    """What `pack_pages` packed; nothing for an article without pages."""
    pages = [] if value is None else json.loads(value)
    for offset, number, labelled in pages:
        if type(offset) is not int or offset < 0 or type(number) is not str or type(labelled) is not bool:
            raise ValueError
    return tuple(Page(*page) for page in pages)


def pack_fingerprints(values: Iterable[int]) -> tuple[list[int], bytes]:
    """Distinct 64-bit fingerprints as SQLite's signed integers, and all of them as one BLOB."""
    signed = sorted({(value + _SIGN) % (2 * _SIGN) - _SIGN for value in values})
    return signed, array("q", signed).tobytes()


def digest(*values: object) -> bytes:
    """8 bytes that tell whether stored values are still what was stored (BLAKE2b of their JSON)."""
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=8).digest()


def packed_facts(facts: Facts) -> list[tuple[str, str | bytes, str, float]]:
    """Rows (key, value, provenance, confidence) of the table `fact`."""
    return [(key, pack(fact.value), fact.provenance.value, fact.confidence) for key, fact in facts.known()]


@_intact
def unpacked_fact(value: str | bytes, provenance: str, confidence: float) -> Fact:
    """A fact from its columns."""
    return Fact(unpack(value), _PROVENANCES[provenance], share(confidence))


def packed_attribution(said: Attribution | None) -> tuple[Any, ...]:
    """The ten columns from `method` to `cue_end` of the table `quote`; all None for nobody."""
    if said is None:
        return (None,) * 10
    speaker = said.speaker
    return (
        pack(said.method),
        said.confidence,
        pack(speaker.key),
        pack(speaker.name),
        pack(speaker.title),
        speaker.kind.value,
        *_ends(said.source),
        *_ends(said.cue),
    )


@_intact
def unpacked_attribution(columns: Sequence[Any]) -> Attribution | None:
    """An attribution from those ten columns."""
    method, confidence, key, name, title, kind, *ends = columns
    if method is None:
        return None
    return Attribution(
        speaker=Speaker(unpack(key), unpack(name), unpack(title), _SPEAKER_KINDS[kind]),
        source=_span(*ends[:2]),
        cue=_span(*ends[2:]),
        method=unpack(method),
        confidence=share(confidence),
    )


@_intact
def unpacked_quote(columns: Sequence[Any], spans: tuple[Span, ...]) -> Quote:
    """A quote from (uid, article id, kind, repeats, and the ten columns of its attribution) and its spans."""
    uid, article, kind, repeats, *said = columns
    if not 0 < len(spans) <= MOST_PARTS:
        raise ValueError
    return Quote(name(uid), name(article), spans, _KINDS[kind], unpacked_attribution(said), name(repeats))


def article_digest(article: Article) -> bytes:
    """Digest of an article as it was found; captions and labels count where there are some."""
    return digest(
        article.id,
        article.origin,
        article.sha256,
        article.text,
        [(span.start, span.end) for span in article.furniture],
        [(key, fact.value, fact.provenance.value, fact.confidence) for key, fact in article.facts.known()],
        *[(span.start, span.end) for span in article.captions],
        *[(span.start, span.end, _LABEL) for span in article.labels],
    )


def quote_digest(quote: Quote, texts: Sequence[str]) -> bytes:
    """Digest of a quote as it was found, with its printed words."""
    said = quote.attribution
    return digest(
        quote.uid,
        quote.kind.value,
        quote.repeats,
        [(span.start, span.end) for span in quote.spans],
        list(texts),
        said and [said.method, said.confidence, _ends(said.source), _ends(said.cue)],
        said and [said.speaker.key, said.speaker.name, said.speaker.title, said.speaker.kind.value],
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else stored_span(start, end)
