"""The notation of the gold articles: tagged text to plain text and the passages it tags.

One rule guards it: what is read from a tagged article is exactly the article without its tags, so that a
tag can never help or hinder the extraction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TAG: Final = re.compile(r"<(?P<kind>[sfm])(?: (?P<goes_on>\+))?(?: (?P<name>[^<>]*))?>|</(?P<end>[sfm])>")
_MARKS: Final = "\"“”„‟«»「」『』'‘’ "
_KINDS: Final = {"s": "statement", "f": "fragment", "m": "mention"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged passage."""

    start: int
    """First character between the marks."""
    end: int
    """One past the last one between the marks."""
    kind: str
    """Statement, fragment or mention."""
    speaker: str
    """Full name; empty where nobody is named."""
    goes_on: bool
    """Whether it is one quote with the passage before."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A gold article."""

    name: str
    """The difficulty it is built around."""
    text: str
    """Without tags."""
    passages: tuple[Tagged, ...]
    """In order of their first character."""

    @property
    def language(self) -> str:
        """BCP 47 tag."""
        return self.name[:2] if self.name[2:3] == ":" else "en"


def articles(path: Path) -> Iterator[GoldArticle]:
    """The gold articles of a file."""
    for block in path.read_text(encoding="utf-8").split("== ")[1:]:
        name, _, tagged = block.partition("\n")
        yield untagged(name.strip(), tagged.rstrip("\n"))


def untagged(name: str, tagged: str) -> GoldArticle:
    """An article from its tagged text."""
    text = ""
    at = 0
    opened: list[tuple[int, str, str, bool]] = []
    found = []
    for match in _TAG.finditer(tagged):
        text += tagged[at : match.start()]
        at = match.end()
        if match["end"]:
            begin, kind, speaker, goes_on = opened.pop()
            start, end = _inside(text, begin)
            found.append(Tagged(start, end, kind, speaker, goes_on))
        else:
            speaker = "" if match["name"] in {None, "?"} else match["name"]
            opened.append((len(text), _KINDS[match["kind"]], speaker, bool(match["goes_on"])))
    return GoldArticle(name, text + tagged[at:], tuple(sorted(found, key=lambda one: one.start)))


def _inside(text: str, begin: int) -> tuple[int, int]:
    start, end = begin, len(text)
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end
