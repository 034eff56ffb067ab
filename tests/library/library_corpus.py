"""Libraries of made-up quotes for tests of searching."""

import random
from datetime import date
from pathlib import Path

from quotebrowser import names
from quotebrowser.library import Library
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Passage,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    article_id,
    passage_uid,
)
from quotebrowser.store import Summary

WORDS = (
    "defeat", "defeats", "defeated", "army", "armies", "don't", "don’t", "café", "cafe", "Straße",
    "ministère", "die", "dying", "lying", "skies", "sky", "happy", "happily", "the", "of", "to", "be", "not",
    "or", "2024", "3.5", "so-called", "Österreich", "naïve", "①②", "和平", "国", "½", "it's",
    "its", "naïveté",
)  # fmt: skip
"""Words that fold, stem and split in every way there is."""
SPEAKERS = ("Ada Example", "Ada Muster", "François Dupré", "O’Brien", "")
OUTLETS = ("Example Herald", "Zürcher Blatt", "the morning post", "")


def article(number: int, chance: random.Random, quotes: int = 3) -> tuple[Article, list[Quote]]:
    """An article with some quotes, some of two parts, some by nobody."""
    name = article_id(f"made-up {number}")
    text = ""
    found: list[Quote] = []
    for _ in range(quotes):
        spans = []
        for _ in range(chance.choice((1, 1, 2))):
            text += " ".join(chance.choices(WORDS, k=2)) + " “"
            said = " ".join(chance.choices(WORDS, k=chance.randint(1, 8)))
            spans.append(Span(len(text), len(text) + len(said)))
            text += said + "” "
        person = chance.choice(SPEAKERS)
        speaker = Speaker(names.key(person), person, "", SpeakerKind.PERSON)
        attribution = Attribution(speaker, None, None, "m", 0.9) if person else None
        kind = chance.choice((Kind.STATEMENT, Kind.STATEMENT, Kind.FRAGMENT, Kind.MENTION))
        uid = passage_uid(name, spans[0].start)
        repeats = found[0].uid if found and chance.random() < 0.1 else ""
        found.append(Quote(uid, name, tuple(spans), kind, attribution, repeats))
    day = date(2024, 1, 1).toordinal() + chance.randrange(400)
    published = chance.choice((date.fromordinal(day).isoformat(), "2024-05", "2024", ""))
    facts = {
        "title": " ".join(chance.choices(WORDS, k=3)),
        "outlet": chance.choice(OUTLETS),
        "published": published,
        "via": chance.choice(("Morning Times", "", "")),
        "language": chance.choice(("en", "en-GB", "fr", "")),
    }
    known = {key: Fact(value, Provenance.GIVEN) for key, value in facts.items() if value}
    return Article(name, text, f"papers/{number}.txt", Facts(**known), str(number)), found


def fill(library: Library, articles: int, seed: int = 0, *, first: int = 0) -> None:
    """Store some articles; every third quote is of the utterance of the one before it."""
    chance = random.Random(f"{seed} {first}")
    groups: dict[str, str] = {}
    utterance = ""
    with library.store.transaction():
        for number in range(first, first + articles):
            one, quotes = article(number, chance)
            counted = [quote for quote in quotes if quote.kind is not Kind.MENTION]
            printed = [
                Passage(
                    passage_uid(one.id, span.start), quote.uid, one.id, span, span.of(one.text), quote.kind,
                    "", 0.9, None, order,
                )
                for order, (quote, span) in enumerate(
                    (quote, span) for quote in counted for span in quote.spans
                )
            ]  # fmt: skip
            library.store.articles.add(one, quotes, printed)
            for passage in printed:
                if not utterance or chance.random() > 1 / 3:
                    utterance = passage.uid
                groups[passage.uid] = utterance
        library.store.utterances.set_groups(groups)
        summaries = {
            name: Summary(chance.randint(1, 5), chance.randint(0, 4))
            for name in sorted(set(groups.values()))[::3]
        }
        library.store.utterances.set_summaries(summaries)


def library_of(directory: Path, articles: int, seed: int = 0) -> Library:
    """A new library of so many articles, not indexed."""
    library = Library.open(directory)
    fill(library, articles, seed)
    return library
