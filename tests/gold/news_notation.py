"""The notation of the gold news: articles of one event, and which of their quotes are one utterance.

One rule guards it: what the program reads is exactly the article without its labels, so that a label can
never help or hinder the grouping.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LABEL: Final = re.compile(r"\{([^{}]*)\}(?P<mark>[\"“„«»]\s?)")
ALONE: Final = "."


@dataclass(frozen=True, slots=True)
class Printed:
    """A passage that an article prints, by its label."""

    start: int
    """First character between the marks."""
    groups: frozenset[str]
    """What it prints: event and letter of each utterance, more than one for a splice; empty: printed once."""


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """An article of an event."""

    event: str
    """What happened, and the difficulty."""
    outlet: str
    """Who printed it."""
    published: str
    """Day, `YYYY-MM-DD`."""
    copy: str
    """Event and letter of the text that this is a copy of; empty for a text of its own."""
    text: str
    """Without labels."""
    passages: tuple[Printed, ...]
    """In order of their first character."""


@dataclass(frozen=True, slots=True)
class Event:
    """Articles about one event."""

    articles: tuple[NewsArticle, ...]
    """As they stand in the file."""
    known: frozenset[str]
    """Groups, event and letter, that the program is known to get wrong."""


def events(path: Path) -> Iterator[Event]:
    """The events of a file."""
    for block in path.read_text(encoding="utf-8").split("\n# "):
        head, *articles = block.removeprefix("# ").split("\n== ")
        name, *notes = head.split("\n")
        marked = [note.removeprefix("! ").partition(":")[0] for note in notes]
        letters = " ".join(marked).split()
        yield Event(tuple(_articles(name, articles)), frozenset(f"{name}: {letter}" for letter in letters))


def _articles(event: str, blocks: list[str]) -> Iterator[NewsArticle]:
    copied: dict[str, str] = {}
    for block in blocks:
        head, _, labelled = block.rstrip("\n").partition("\n")
        outlet, published, *copies = head.split(", ")
        copy = copies[0].removeprefix("copy ") if copies else ""
        if labelled.startswith("~ "):
            labelled = edited(copied[copy], labelled.split("\n"))
        copied.setdefault(copy, labelled)
        text, passages = unlabelled(event, labelled)
        yield NewsArticle(event, outlet, published, copy and f"{event}: {copy}", text, passages)


def edited(text: str, edits: list[str]) -> str:
    """A text with its edits made, each `~ old => new`.

    Raises:
        ValueError: the text does not print the old words.
    """
    for edit in edits:
        old, _, new = edit.removeprefix("~ ").partition(" =>")
        if old not in text:
            raise ValueError(f"{old!r} is not in the text that is copied")
        text = text.replace(old, new.removeprefix(" "), 1)
    return text


def unlabelled(event: str, labelled: str) -> tuple[str, tuple[Printed, ...]]:
    """The text of an article without its labels, and what they say."""
    text = ""
    at = 0
    found = []
    for match in _LABEL.finditer(labelled):
        text += labelled[at : match.start()] + match["mark"]
        at = match.end()
        letters = match[1].replace(ALONE, "").split()
        found.append(Printed(len(text), frozenset(f"{event}: {letter}" for letter in letters)))
    return text + labelled[at:], tuple(found)
