"""Articles, quotes and passages for tests of the store."""

from collections.abc import Iterable

from hypothesis import strategies as st

from quotebrowser.model import (
    FACT_KEYS,
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Moment,
    Page,
    Passage,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    article_id,
    passage_uid,
)

TEXT = "“We will not sell the harbour,” the mayor said. “Not now,” she added, “and not later.”"
WORDS = ("We will not sell the harbour,", "Not now,", "and not later.")
MAYOR = Speaker("ada example", "Ada Example", "Mayor", SpeakerKind.PERSON)


def article(name: str = "harbour", text: str = TEXT, **facts: str) -> Article:
    """An article whose facts are printed in it."""
    known = Facts(**{key: Fact(value, Provenance.PRINTED) for key, value in facts.items()})
    return Article(article_id(name), text, f"papers/{name}.txt", known, sha256=name * 2)


def quote(of: Article, *parts: str, speaker: Speaker | None = MAYOR, kind: Kind = Kind.STATEMENT) -> Quote:
    """The quote of an article that has these parts."""
    spans = tuple(Span(of.text.index(part), of.text.index(part) + len(part)) for part in parts)
    said = Attribution(speaker, None, None, "after:said-X", 0.9) if speaker else None
    return Quote(passage_uid(of.id, spans[0].start), of.id, spans, kind, said)


def passages(of: Article, quotes: Iterable[Quote], day: int | None = None) -> list[Passage]:
    """The printed spans of quotes."""
    found = [(span, quote) for quote in quotes for span in quote.spans]
    return [
        Passage(
            uid=passage_uid(of.id, span.start),
            quote=quote.uid,
            article=of.id,
            span=span,
            text=span.of(of.text),
            kind=quote.kind,
            speaker=quote.speaker.key if quote.speaker else "",
            confidence=quote.attribution.confidence if quote.attribution else 0.0,
            day=day,
            order=order,
        )
        for order, (span, quote) in enumerate(found)
    ]


def two_quotes(of: Article) -> tuple[Quote, Quote]:
    """The two quotes of an article with `TEXT`, the second of two parts."""
    return quote(of, WORDS[0]), quote(of, *WORDS[1:])


_WORDS = st.text(st.characters(), min_size=1, max_size=12)
"""Any characters, lone surrogates and NUL among them."""


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """A span of a text of `length` characters."""
    ends = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
    return Span(ends[0], ends[1])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article."""
    text = draw(st.text(st.characters(), max_size=80))
    facts = {
        key: Fact(draw(_WORDS), draw(st.sampled_from(Provenance)), draw(st.floats(0, 1)))
        for key in draw(st.sets(st.sampled_from(FACT_KEYS)))
    }
    return Article(
        id=article_id(draw(_WORDS)),
        text=text,
        origin=draw(_WORDS),
        facts=Facts(**facts),
        sha256=draw(st.text("0123456789abcdef", max_size=4)),
        furniture=tuple(draw(st.lists(spans(len(text)), max_size=3))),
        times=tuple(
            Moment(offset, draw(st.integers(0, 10**9)))
            for offset in sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
        ),
        pages=tuple(
            Page(offset, draw(st.text(max_size=3)), draw(st.booleans()))
            for offset in sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
        ),
        captions=tuple(sorted(draw(st.sets(spans(len(text)), max_size=3)))),
        labels=tuple(sorted(draw(st.sets(spans(len(text)), max_size=3)))),
    )


@st.composite
def quotes(draw: st.DrawFn, of: Article) -> tuple[Quote, ...]:
    """Any quotes of an article, no two with the same start."""
    found: dict[str, Quote] = {}
    for _ in range(draw(st.integers(0, 4))):
        places = tuple(sorted(draw(st.lists(spans(len(of.text)), min_size=1, max_size=3, unique=True))))
        speaker = Speaker(draw(_WORDS), draw(_WORDS), draw(_WORDS), draw(st.sampled_from(SpeakerKind)))
        said = Attribution(
            speaker=speaker,
            source=draw(st.none() | spans(len(of.text))),
            cue=draw(st.none() | spans(len(of.text))),
            method=draw(_WORDS),
            confidence=draw(st.floats(0, 1)),
        )
        uid = passage_uid(of.id, places[0].start)
        kind, repeats = draw(st.sampled_from(Kind)), draw(st.sampled_from(["", uid]))
        found[uid] = Quote(uid, of.id, places, kind, draw(st.none() | st.just(said)), repeats)
    return tuple(found.values())
