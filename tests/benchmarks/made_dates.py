"""The ways in which pages tell their day: one for machines, one for readers, or several that disagree.

One rule guards it: what a page does not tell is not expected, and what it tells is expected as printed there.
"""

# ruff: noqa: E501 - markup and sentences are easier to read on one line

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from made_news import Story


@dataclass(frozen=True, slots=True)
class Told:
    """How a page tells its day."""

    head: str
    """Elements for the head."""
    shown: str
    """Elements that stand by the headline."""
    published: str
    """The day that is to be read; empty where the page does not tell it."""


def _ld(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def _article(story: Story, **more: object) -> dict[str, Any]:
    return {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": "Example Herald", "logo": {"@type": "ImageObject"}},
        **more,
    }  # fmt: skip


def _later(story: Story, days: int = 2) -> str:
    year, month, day = story.day
    return f"{year}-{month:02}-{day + days:02}"


def structured(story: Story) -> Told:
    told = _article(
        story, datePublished=f"{story.iso}T08:15:00+01:00", dateModified=f"{_later(story)}T09:00:00+01:00"
    )
    return Told(_ld(told), f"<span class=date>{story.label('updated')} {story.printed(2)}</span>", story.iso)


def graph(story: Story) -> Told:
    others = [
        {
            "@type": "NewsArticle",
            "headline": story.other(),
            "datePublished": f"2024-0{number}-11",
            "url": "/x",
        }
        for number in (1, 2, 3)
    ]
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Example Herald", "@id": "#org"},
            {
                "@type": "WebPage",
                "datePublished": "2009-05-01",
                "dateModified": _later(story),
                "name": "Herald",
            },
            {"@type": "ItemList", "itemListElement": others},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]},
            _article(story, datePublished=f"{story.iso}T06:00:00Z"),
            {"@type": "Person", "name": story.author},
        ],
    }
    return Told(_ld(told), "", story.iso)


def meta(story: Story) -> Told:
    head = (
        f'<meta property="article:modified_time" content="{_later(story)}T10:00:00Z">'
        f'<meta content="{story.iso}T10:00:00Z" property="article:published_time">'
    )
    return Told(head, f"<div>{story.label('updated')} {story.printed(2)}</div>", story.iso)


def times(story: Story) -> Told:
    shown = (
        f'<p class="meta">{story.label("published")} <time datetime="{story.iso}T07:00">{story.printed()}</time> '
        f'| {story.label("updated")} <time datetime="{_later(story)}T07:00">{story.printed(2)}</time></p>'
    )
    return Told("", shown, story.iso)


def printed(story: Story) -> Told:
    shown = (
        f'<div class="article-date">{story.label("published")} {story.printed()} 10:15 – '
        f"{story.label('updated')} {story.printed(2)} 11:40</div>"
    )
    return Told("", shown, story.iso)


def printed_alone(story: Story) -> Told:
    return Told("", f'<span class="byline__date">{story.printed()}, 14:05</span>', story.iso)


def address(story: Story) -> Told:
    path = story.iso.replace("-", "/")
    return Told(f'<link rel="canonical" href="https://example.org/news/{path}/harbour">', "", story.iso)


def only_changed(story: Story) -> Told:
    told = _article(story, dateModified=f"{_later(story)}T10:00:00Z")
    return Told(_ld(told), f"<p>{story.label('updated')} {story.printed(2)}</p>", "")


def relative(story: Story) -> Told:
    shown = f'<time datetime="{story.iso}T08:00:00Z" title="{story.printed()}">{story.label("ago")}</time>'
    return Told("", shown, story.iso)


def only_relative(story: Story) -> Told:
    return Told("", f'<span class="timestamp">{story.label("ago")}</span>', "")


def zone(story: Story) -> Told:
    told = _article(story, datePublished=f"{story.iso}T23:30:00-05:00")
    return Told(_ld([told]), f"<time>{story.printed()}</time>", story.iso)


def universal_time(story: Story) -> Told:
    """Structured data in UTC name the day after the one that readers saw."""
    told = _article(story, datePublished=f"{_later(story, 1)}T04:30:00Z")
    return Told(
        _ld(told), f'<p class="date">{story.label("published")} {story.printed()} 23:30</p>', story.iso
    )


def old_meta(story: Story) -> Told:
    year, month, day = story.day
    written = story.dice.choice(
        [
            f"{year}/{month:02}/{day:02}",
            f"{year}{month:02}{day:02}",
            f"{story.iso} 08:00:00",
            f"{year}-{month}-{day}",
        ]
    )
    name = story.dice.choice(
        ["date", "pubdate", "DC.date.issued", "sailthru.date", "parsely-pub-date", "dcterms.date"]
    )
    return Told(f'<meta name="{name}" content="{written}">', "", story.iso)


def numbers(story: Story) -> Told:
    """A date in numbers is read where only one date can be meant."""
    year, month, day = story.day
    if story.language == "en":
        return Told(f'<meta itemprop="datePublished" content="{story.iso}T05:00:00.000Z">', "", story.iso)
    return Told("", f'<span class="datum">{day:02}.{month:02}.{year}, 10:30</span>', story.iso)


WAYS: Final[tuple[Callable[[Story], Told], ...]] = (
    structured, meta, printed, graph, times, address, zone, printed_alone, old_meta, relative, numbers,
    universal_time, structured, only_changed, graph, only_relative, meta,
)  # fmt: skip
"""Each way, those that most pages have more than once."""
