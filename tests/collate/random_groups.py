"""Made-up utterances, each printed by several articles in its own way, and what is told of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from collate_shelf import Entry, article, passages

from quotebrowser import collate
from quotebrowser.model import Article, Collation, Fact, Form, Passage, Provenance

_WORDS = """the mill bridge river farms lorries mayor council winter harbour road closed opened repaired we
they it not never if but only 25 35 twelve Ann Berg Merkel was is will would have town-hall two-in-three U.S.
OK"""
_DATES = ("", "2021-03-04", "2021-03-05", "2022-01-01")
_SAID = (" he said. ", " she said, ", "\n\n")


class Group(NamedTuple):
    """An utterance."""

    articles: tuple[Article, ...]
    members: tuple[Passage, ...]
    others: tuple[Passage, ...]


def group(chance: random.Random) -> Group:
    """Two to five articles, each with one to three passages, some in parts of one quote."""
    words = [chance.choice(_WORDS.split()) for _ in range(chance.randint(6, 30))]
    whole = " ".join(f"{word}{chance.choice(['', '', '', ',', '.'])}" for word in words)
    entries = [_entry(f"article {number}", whole, chance) for number in range(chance.randint(2, 5))]
    printed = [one for entry in entries for one in entry.passages]
    members = [one for one in printed if chance.random() > 0.2] or printed
    return Group(
        tuple(entry.article for entry in entries),
        tuple(members),
        tuple(one for one in printed if one not in members),
    )


def recorded(of: Group, chance: random.Random) -> Group:
    """The group with one of its articles a record."""
    record = chance.choice(of.articles)
    form = Fact(chance.choice((Form.TRANSCRIPT, Form.CAPTIONS)).value, Provenance.GIVEN)
    made = replace(record, facts=replace(record.facts, form=form))
    return of._replace(articles=tuple(made if one is record else one for one in of.articles))


def _entry(name: str, whole: str, chance: random.Random) -> Entry:
    printed: list[str] = []
    for _ in range(chance.randint(1, 3)):
        words = whole.split()
        start = chance.randrange(len(words))
        words = words[start : start + chance.randint(2, len(words))] if chance.random() > 0.4 else words
        changed = [chance.choice(_WORDS.split()) if chance.random() < 0.1 else word for word in words]
        kept = [word for word in changed if chance.random() > 0.1] or changed
        if chance.random() < 0.3:
            kept.insert(chance.randrange(len(kept) + 1), chance.choice(["…", "[sic]", "..."]))
        text = " ".join(kept)
        printed.append(text[:1].upper() + text[1:] if chance.random() < 0.5 else text)
    text = "".join(f"“{words}”{chance.choice(_SAID)}" for words in printed)
    made = article(name, text, chance.choice(_DATES))
    split = [(0, 1)] if len(printed) > 1 and chance.random() < 0.5 else []
    return Entry(made, passages(made, *printed, split=split))


def told(of: Group, chance: random.Random | None = None, primary: str = "") -> object:
    """The differences and states of a group by article, whatever the versions are called.

    Args:
        of: the group.
        chance: shuffles it and dates the articles otherwise; None: as it is.
        primary: id of the base.
    """
    articles, members, others = list(of.articles), list(of.members), list(of.others)
    if chance is not None:
        articles = [_dated(one, chance.choice(_DATES)) for one in articles]
        chance.shuffle(members)
        chance.shuffle(others)
    by_id = {one.id: one for one in articles}
    return described(collate.collate("u", members, by_id, others=others, primary=primary))


def _dated(of: Article, published: str) -> Article:
    return replace(of, facts=replace(article(of.name, of.text, published).facts, form=of.facts.form))


def described(found: Collation) -> object:
    """A collation by article."""
    names = [(one.article, one.again) for one in found.witnesses]
    by_siglum = dict(zip((one.siglum for one in found.witnesses), names, strict=True))

    def unnamed(note: str) -> str:
        return " ".join("*" if word in by_siglum else word for word in note.split(" "))

    def sorted_readings(readings: Sequence[tuple[str, tuple[str, ...]]]) -> Sequence[object]:
        return sorted((text, sorted(by_siglum[siglum] for siglum in who)) for text, who in readings)

    return (
        [
            dict(
                zip(
                    names,
                    ((reading.state, reading.text, reading.spans) for reading in column.readings),
                    strict=True,
                )
            )
            for column in found.columns
        ],
        [column.level for column in found.columns],
        [
            (one.first, one.last, one.state, one.category, one.level, sorted_readings(one.readings))
            for one in found.differences
        ],
        [sorted(unnamed(part) for part in one.note.split("; ")) for one in found.differences],
    )
