"""Articles made up for benchmarks: texts as newspapers print them, and web pages that hold them.

Sentences come from the newsroom of `grouping_scale`, whose words recur as those of newspapers do; three of
ten quotes are a version of an earlier one. The same numbers always make the same articles.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from grouping_scale import Newsroom

_GIVEN = (
    "Ada",
    "Boris",
    "Carmen",
    "Dana",
    "Emil",
    "Fatima",
    "George",
    "Hana",
    "Ivan",
    "Judith",
    "Karim",
    "Lena",
)
_FAMILY = ("Levin", "Marek", "Nolan", "Okafor", "Petrov", "Quint", "Rossi", "Sato", "Tanaka", "Ueda", "Varga")
_OFFICES = ("minister", "mayor", "spokeswoman", "director", "judge", "chief executive")
_VERBS = ("said", "told reporters", "added", "warned", "argued", "wrote")
_QUOTES = 6
_FILLERS = 10


def texts(number: int) -> Iterator[str]:
    """So many articles of about 2,500 characters and six quotes."""
    newsroom, dice = Newsroom(), random.Random(23)
    for made in range(number):
        yield "\n\n".join(_paragraphs(newsroom, dice, made)) + "\n"


def _paragraphs(newsroom: Newsroom, dice: random.Random, made: int) -> list[str]:
    given, family = dice.choice(_GIVEN), dice.choice(_FAMILY)
    blocks = [
        f"{_sentence(newsroom)[:60].rstrip('.')} {made}",
        f"{given} {family}, the {dice.choice(_OFFICES)}, spoke.",
    ]
    for _ in range(_QUOTES):
        said = newsroom.version() if newsroom.said and dice.random() < 0.3 else newsroom.speech()
        newsroom.said.append(said)
        blocks.append(f"“{said.capitalize()},” {family} {dice.choice(_VERBS)}. {_sentence(newsroom)}")
    for _ in range(_FILLERS):
        blocks.insert(dice.randrange(2, len(blocks)), f"{_sentence(newsroom)} {_sentence(newsroom)}")
    return blocks


def _sentence(newsroom: Newsroom) -> str:
    return newsroom.speech().capitalize() + "."


def page(text: str, number: int) -> str:
    """A web page that holds `text`, with the menus, scripts and teasers that pages have.

    About 130 kB; an extractor takes as long for it as for the pages of newspapers, some 20 ms.
    """
    title, *blocks = text.strip().split("\n\n")
    inner = "\n".join(f'<p class="story">{block}</p>' for block in blocks)
    menu = "".join(f'<li><a href="/section/{at}">Section {at}</a></li>' for at in range(150))
    shown = '<img src="/a.jpg" alt=""><h3>Another story</h3></a><p>By Ada Example <time>9 January</time></p>'
    more = "".join(f'<div class="teaser"><a href="/{at}">{shown}</div>' for at in range(80))
    script = "<script>" + "window.data.push({a: 1, b: [2, 3]});\n" * 1500 + "</script>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", '
        f'"datePublished": "2025-01-{number % 28 + 1:02}T08:00:00Z"}}</script>{script}</head>'
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{inner}</article></main>"
        f"<aside>{more}</aside><footer>Contact</footer>{script}</body></html>"
    )


def write_texts(folder: Path, number: int) -> list[Path]:
    """Write so many texts into `folder`."""
    return [_written(folder / f"{at:05}.txt", text) for at, text in enumerate(texts(number))]


def write_pages(folder: Path, number: int) -> list[Path]:
    """Write so many pages into `folder`."""
    return [_written(folder / f"{at:05}.html", page(text, at)) for at, text in enumerate(texts(number))]


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
