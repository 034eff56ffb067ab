"""Which day is an article's: no masthead's, no right's, no number to call, no event's, none after today."""

# ruff: noqa: E501 - markup is easier to read on one line

from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.model import Article

BODY = "".join(
    f"<p>{part}</p>"
    for part in (
        "The lock at the mill will stay shut until spring, the water board decided on Monday after long talks.",
        "“Nobody should wait for a barge that cannot come,” said Nora Lindt, who has kept the lock for years.",
        "The gates are ninety years old, and their owner wants the county to pay for new ones before summer.",
    )
)
DAYS = [
    # what is tried, head, above the headline, below it, foot, day
    ("a masthead's day today", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lock stays shut", "datePublished": "2024-01-09T10:00:00Z"}</script>', '<div class="date">January 10, 2024</div>', "", "", "2024-01-09"),
    ("a masthead's day today, no stated, time", "", '<div class="date">Wednesday, January 10, 2024</div>', '<time datetime="2024-01-09">9 Jan</time>', "", "2024-01-09"),
    ("a masthead's day alone", "", '<div class="today">Wednesday, January 10, 2024</div>', "", "", ""),
    ("a masthead's day alone header", "", "<header><span>Wednesday, January 10, 2024</span><nav>Home</nav></header>", "", "", ""),
    ("a masthead's day alone id date", "", '<header><span id="current-date">Wednesday, January 10, 2024</span></header>', "", "", ""),
    ("a masthead's day class date", "", '<div class="top-bar"><span class="date">January 10, 2024</span></div>', "", "", ""),
    ("a masthead's day epaper", "", "<p>Mittwoch, 10. Januar 2024</p>", "", "", ""),
    ("sticky copy", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lock stays shut", "datePublished": "2024-01-09T23:48:21+00:00"}</script>', '<div class="sticky">Now reading <div>Lock stays shut</div></div><div>January 10, 2024</div>', '<time datetime="2024-01-09T19:48:21-04:00">9 Jan</time>', "", "2024-01-09"),
    ("a right 1", "", "", "", "© January 9, 2024 Mill Post", ""),
    ("a right 2", "", "", "", '<span class="date">© 2024-01-09 Mill Post</span>', ""),
    ("a right 3", "", "", "", "(c) 9 Jan 2024. All rights reserved", ""),
    ("a right 4", "", "", "", '<p class="published">Copyright 9.1.2024</p>', ""),
    ("a right 5", "", "", "", "<p>Stand: 09.01.2024 © Mühlenbote</p>", ""),
    ("a right under", "", "", "<p>© 2024 Mill Post</p>", "", ""),
    ("a right under day", "", "", "<p>© January 9, 2024 Mill Post</p>", "", ""),
    ("a number to call 1", "", "", "", "Tel. 2024-01-09", ""),
    ("a number to call 2", "", "", "<p>Telephone: 2024.01.09</p>", "", ""),
    ("a number to call 3", "", "", "<p>Fax 01-09-2024</p>", "", ""),
    ("a number to call 4", "", "", '<p class="meta">Call 0800 9.1.2024</p>', "", ""),
    ("a number to call 5", "", "", '<p class="info">☎ 2024/01/09</p>', "", ""),
    ("an event 1", "", "", "<p>On January 9, 2024, the barge was launched</p>", "", ""),
    ("an event 2", "", "", "<p>Event date: January 9, 2024, 8 p.m.</p>", "", ""),
    ("an event 3", "", "", "<p>Der Prozess beginnt am 9. Januar 2024</p>", "", ""),
    ("an event 4", "", "", '<p class="event-date">January 9, 2024, Mill Hall</p>', "", ""),
    ("an event 5", "", "", "<p>When: January 9, 2024 at 8 pm. Where: Mill Hall</p>", "", ""),
    ("an event 6 caption", "", "", "<figure><img src=x><figcaption>The barge on January 9, 2024</figcaption></figure>", "", ""),
    ("after today 1", '<meta name="date" content="2999-01-01">', "", "", "", ""),
    ("after today 2", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lock stays shut", "datePublished": "2999-01-01T00:00:00Z"}</script>', "", "", "", ""),
    ("after today 3", "", "", "<p>Published January 9, 2999</p>", "", ""),
    ("after today 4", "", "", '<time datetime="2999-01-09">soon</time>', "", ""),
    ("after today 5", '<link rel="canonical" href="https://p.example/2999/01/09/x">', "", "", "", ""),
    ("two days in one 1", "", "", "<p>03/09/2024</p>", "", ""),
    ("two days in one 2", "", "", "<p>Published 03-09-2024</p>", "", ""),
    ("two days in one 3", "", "", "<p>Updated: 3/9/2024</p>", "", ""),
    ("two days in one 4", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lock stays shut", "datePublished": "03/09/2024"}</script>', "", "", "", ""),
    ("two days in one 5", '<meta name="date" content="03-09-2024">', "", "", "", ""),
    ("two days in one 6", "", "", "<time>03/04/2024 10:00</time>", "", ""),
    ("same both", "", "", "<p>03/03/2024</p>", "", "2024-03-03"),
    ("clear us", "", "", "<p>03/24/2024</p>", "", "2024-03-24"),
    ("clear eu", "", "", "<p>24/03/2024</p>", "", "2024-03-24"),
    ("two days in one points", "", "", "<p>03.09.2024</p>", "", "2024-09-03"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "above", "under", "foot", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS]
)
def test_a_day_that_is_another_things_is_not_the_articles(
    tmp_path: Path, head: str, above: str, under: str, foot: str, day: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lock stays shut</title>{head}</head><body>{above}'
        f"<main><article><h1>Lock stays shut</h1>{under}{BODY}</article></main><footer>{foot}</footer></body></html>",
        encoding="utf-8",
    )
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    assert (outcome.published.shown if outcome.published else "") == day


OWN = [
    "<p>By Nora Lindt, January 9, 2024</p>",
    "<p>Mill Town, January 9, 2024</p>",
    '<p class="date">posted in local news on January 9, 2024</p>',
    "<p>This story is from January 9, 2024</p>",
    "<p>January 9, 2024 3 comments</p>",
    "<p>9. Januar 2024, 12:30 Uhr</p>",
    "<p>Published January 9, 2024 at 8 pm</p>",
]


@pytest.mark.parametrize("under", OWN)
def test_a_line_by_the_headline_still_tells_the_day(tmp_path: Path, under: str) -> None:
    test_a_day_that_is_another_things_is_not_the_articles(tmp_path, "", "", under, "", "2024-01-09")
