"""Articles and quotes for the tests of citations."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    passage_uid,
)

SEEDS: Final = Path(__file__).resolve().parents[2] / "seeds"
DEFEATED: Final = (
    "We were defeated, and defeated very badly, we took a very big blow and it’s been very difficult."
)
URL: Final = "https://www.example.org/news/2025/01/08/esbati-speech"
KNOWN: Final = {
    "title": "Iran’s former top general in Syria admits ‘very big blow’",
    "outlet": "The Example Herald",
    "byline": "Dana R. Levin",
    "published": "2025-01-08",
    "accessed": "2025-01-12",
    "url": URL,
    "language": "en",
}
"""Made-up facts about seed 001; what its text itself tells stays true."""
GENERAL: Final = Speaker("behrouz esbati", "Behrouz Esbati", "Brig. Gen.", SpeakerKind.PERSON)


def facts(values: Mapping[str, str], provenance: Provenance = Provenance.GIVEN) -> Facts:
    return Facts(**{name: Fact(value, provenance) for name, value in values.items()})


def seed(start: str, known: Facts | None = None) -> Article:
    """The sample article whose file name starts so."""
    (path,) = SEEDS.glob(f"{start}_*.txt")
    return Article(path.stem, path.read_text(encoding="utf-8"), f"seeds/{path.name}", known or Facts())


def article(text: str, known: Facts | None = None, origin: str = "press/piece.txt") -> Article:
    return Article("a1", text, origin, known or Facts())


def quoted(
    of: Article,
    *parts: str,
    speaker: Speaker | None = GENERAL,
    confidence: float = 0.9,
    kind: Kind = Kind.STATEMENT,
) -> Quote:
    """The quote whose spans print `parts`, searched one after the other."""
    spans: list[Span] = []
    for part in parts:
        start = of.text.index(part, spans[-1].end if spans else 0)
        spans.append(Span(start, start + len(part)))
    said = Attribution(speaker, None, None, "test", confidence) if speaker else None
    return Quote(passage_uid(of.id, spans[0].start), of.id, tuple(spans), kind, said)


def known_seed() -> tuple[Quote, Article]:
    """Seed 001 with made-up facts, and its quote of the fourth paragraph."""
    via = Fact("The New York Times", Provenance.DETECTED)
    known = facts(KNOWN).over(Facts(via=via))
    of = seed("001", known)
    return quoted(of, DEFEATED), of
