"""Articles made up for benchmarks: texts as newspapers print them, and web pages that hold them.

Sentences come from the newsroom of `made_newsroom`, whose words recur as those of newspapers do; three of
ten quotes are a version of an earlier one. The same numbers always make the same articles.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from made_newsroom import Newsroom

GIVEN = (
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
FAMILY = ("Levin", "Marek", "Nolan", "Okafor", "Petrov", "Quint", "Rossi", "Sato", "Tanaka", "Ueda", "Varga")
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
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    blocks = [
        f"{sentence(newsroom)[:60].rstrip('.')} {made}",
        f"{given} {family}, the {dice.choice(_OFFICES)}, spoke.",
    ]
    for _ in range(_QUOTES):
        said = newsroom.version() if newsroom.said and dice.random() < 0.3 else newsroom.speech()
        newsroom.said.append(said)
        blocks.append(f"“{said.capitalize()},” {family} {dice.choice(_VERBS)}. {sentence(newsroom)}")
    for _ in range(_FILLERS):
        blocks.insert(dice.randrange(2, len(blocks)), f"{sentence(newsroom)} {sentence(newsroom)}")
    return blocks


def sentence(newsroom: Newsroom) -> str:
    """A sentence of narration."""
    return newsroom.speech().capitalize() + "."


def page(text: str, number: int) -> str:
    """A web page that holds `text`, with the menus, scripts, advertisements and teasers that pages have.

    Some 1,700 elements and 190 kB. The extractors take 11 and 24 ms for it, about what is known of real pages
    (23 ms each). One page in three has no element that is a menu by its name.
    """
    title, *blocks = text.strip().split("\n\n")
    inner = "\n".join(
        f'<p class="article__paragraph css-{at:x}7k2p">{_linked(block, at)}</p>'
        + (_ADVERT if at % 5 == 4 else "")
        for at, block in enumerate(blocks)
    )
    menu = _list("site-nav", [(f"/section/{at}", f"Section {at}") for at in range(200)])
    more = "".join(_teaser(at) for at in range(45))
    foot = _list("site-footer", [(f"/about/{at}", f"About us {at}") for at in range(180)])
    script = "<script>" + "window.data.push({a: 1, b: [2, 3]});\n" * 1500 + "</script>"
    whole = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", '
        f'"datePublished": "2025-01-{number % 28 + 1:02}T08:00:00Z"}}</script>{script}</head>'
        f'<body class="page page--story"><header class="site-header">{menu}</header>\n'
        f'<main id="content"><article class="article"><h1 class="article__title">{title}</h1>\n'
        f'<div class="article__body">{inner}</div></article></main>\n'
        f'<aside class="article-aside">{more}</aside>\n<footer>{foot}</footer>{script}</body></html>'
    )
    return _SET_APART.sub(r"<\1div", whole) if number % 3 == 0 else whole


_SET_APART = re.compile("<(/?)(?:nav|aside|footer|header)\\b")

_ADVERT = (
    '<div class="ad-slot ad-slot--inline"><div class="ad-slot__label">Advertisement</div>'
    '<div class="ad-slot__unit" data-sizes="300x250,320x50"></div></div>'
)


def _linked(block: str, at: int) -> str:
    """A paragraph of which, in every third, two words are a link."""
    words = block.split(" ")
    if at % 3 or len(words) < 12 or "“" in " ".join(words[8:10]) or "”" in " ".join(words[8:10]):
        return block
    return " ".join(
        [*words[:8], f'<a href="/topic/{at}" class="link">{words[8]} {words[9]}</a>', *words[10:]]
    )


def _list(name: str, links: list[tuple[str, str]]) -> str:
    rows = (
        f'<li class="{name}__item"><a class="{name}__link" href="{to}"><span>{says}</span></a></li>\n'
        for to, says in links
    )
    return f'<nav class="{name}"><ul class="{name}__list">{"".join(rows)}</ul></nav>'


def _teaser(at: int) -> str:
    sizes = " ".join(f"/img/{at}-{width}.jpg {width}w," for width in (320, 640, 960, 1280, 1600))
    return (
        f'<div class="card card--small"><a class="card__link" href="/news/2025/{at}/another-story">'
        f'<picture><source media="(min-width: 960px)" srcset="{sizes}"><source srcset="{sizes}">'
        f'<img class="card__image" src="/img/{at}.jpg" alt="People in a street" loading="lazy"></picture>\n'
        f'<h3 class="card__title"><span>Another story of the day, number {at}</span></h3></a>\n'
        f'<p class="card__text">What happened next, and what is known of it so far.</p>'
        f'<div class="card__meta"><span class="card__author">By Ada Example</span>'
        f'<time datetime="2025-01-09">9 January</time></div></div>\n'
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
