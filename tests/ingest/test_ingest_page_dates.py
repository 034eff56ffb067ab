"""The day of an article is what its page says it is; where the page only hints at it, that is marked."""

# ruff: noqa: E501 - markup is easier to read on one line

import json
from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.datelines import dateline
from quotebrowser.ingest.facts.printed_dates import machine_date, printed_date
from quotebrowser.model import Article, Provenance

BODY = "".join(
    f"<p>{part}</p>"
    for part in (
        "The town will keep its harbour after a vote of the council that ended months of doubt about what it is worth to all.",
        "“We will not sell the harbour, not now and not in ten years,” said Ada Example, the mayor of the town, to the council.",
        "The owners of the boats had asked for a promise that nobody had been ready to give them before the vote of Thursday.",
    )
)


def page(
    by_headline: str = "", head: str = "", language: str = "en", before: str = "", around: str = ""
) -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>It stays</title>{head}</head><body>'
        f"<header>{before}</header><main><article><h1>It stays</h1>{by_headline}{BODY}</article>{around}</main></body></html>"
    )


def article_of(tmp_path: Path, markup: str) -> Article:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


def ld(*objects: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(objects))}</script>'


def news(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "It stays", **more}


def published(article: Article) -> tuple[str, str, str]:
    """Day, where it came from, and the day of the last change."""
    facts = article.facts
    return (
        facts.published.value[:10] if facts.published else "",
        facts.published.provenance.value if facts.published else "",
        facts.modified.value[:10] if facts.modified else "",
    )


DAY = "2025-01-09"
PAGES = [
    # name, page, published, its provenance, modified
    ("two times", page(f'<p>Published <time datetime="{DAY}T07:00">9 Jan</time>, updated <time datetime="2025-01-11">11 Jan</time></p>'), DAY, "printed", "2025-01-11"),
    ("an update alone", page("<p>Updated January 11, 2025</p>"), "", "", "2025-01-11"),
    ("a relative time", page(f'<time datetime="{DAY}T08:00:00Z">2 hours ago</time>'), DAY, "printed", ""),
    ("a relative time and no more", page("<span>2 hours ago</span>"), "", "", ""),
    ("French", page("<p>Publié le 9 janvier 2025 à 10h15 - Mis à jour le 11 janvier 2025 à 11h40</p>", language="fr"), DAY, "printed", "2025-01-11"),
    ("French in numbers", page("<p>Publié le 09/01/2025 à 10h15</p>", language="fr-FR"), DAY, "printed", ""),
    ("German", page("<div>Veröffentlicht am Donnerstag, 9. Januar 2025, 10:15 Uhr</div>", language="de"), DAY, "printed", ""),
    ("German in numbers", page("<span>Stand: 11.01.2025</span><div>09.01.2025, 10.15 Uhr</div>", language="de"), DAY, "printed", "2025-01-11"),
    ("Spanish", page("<p>9 de enero de 2025 · 10:15 h</p>", language="es"), DAY, "printed", ""),
    ("a place and a name beside it", page("<p>Port Mira, Ada Example | January 9, 2025 | 4 min read</p>"), DAY, "printed", ""),
    ("two dates in one", page("<p>01/09/2025</p>"), "", "", ""),
    ("the day of the visit above", page("", before="<span>Thursday, January 30, 2025</span>"), "", "", ""),
    ("another story's day below", page("", around="<div class=related><a href='/1'>Another story of the day</a><time datetime='2024-02-02'>2.2.</time></div>"), "", "", ""),
    ("a day in a sentence", page("<p>On January 9, 2025 the council of the town met in the old hall by the sea.</p>"), "", "", ""),
    ("an address", page(head='<link rel="canonical" href="https://example.org/2025/01/09/it-stays">'), DAY, "heuristic", ""),
    ("structured data", page(head=ld(news(datePublished=f"{DAY}T23:30:00-05:00"))), DAY, "jsonld", ""),
    ("structured data in UTC", page("<p>January 9, 2025 11:30 PM</p>", head=ld(news(datePublished="2025-01-10T04:30:00Z"))), DAY, "printed", ""),
    ("another day with a zone", page("<p>January 9, 2025</p>", head=ld(news(datePublished="2025-01-10T04:30:00+01:00"))), "2025-01-10", "jsonld", ""),
    ("a change alone", page("<p>Updated January 11, 2025</p>", head=ld(news(dateModified="2025-01-11"))), "", "", "2025-01-11"),
    ("others listed first", page(head=ld({"@type": "ItemList", "itemListElement": [news(headline="Another", datePublished="2020-02-02")]}, news(datePublished=DAY))), DAY, "jsonld", ""),
    ("others first", page(head=ld(news(headline="Another", datePublished="2020-02-02"), news(datePublished=DAY))), DAY, "jsonld", ""),
    ("only another, listed", page(head=ld({"@type": "ItemList", "itemListElement": [news(headline="Another", datePublished="2020-02-02")]})), "", "", ""),
    ("a graph", page(head=ld({"@graph": [{"@type": "WebSite"}, {"@type": "WebPage", "datePublished": "2009-01-02"}, news(datePublished=DAY)]})), DAY, "jsonld", ""),
    ("a date of a mail", page(head='<meta name="pubdate" content="Thu, 09 Jan 2025 10:00:00 GMT">'), DAY, "meta", ""),
    ("seconds", page(head='<meta name="date" content="1736416800">'), DAY, "meta", ""),
    ("no separators", page(head='<meta name="date" content="20250109">'), DAY, "meta", ""),
    ("marked elements", page(f'<span itemprop="datePublished" content="{DAY}">x</span>'), DAY, "meta", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "day", "provenance", "modified"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES]
)
def test_a_page_tells_its_day_by(
    tmp_path: Path, markup: str, day: str, provenance: str, modified: str
) -> None:
    assert published(article_of(tmp_path, markup)) == (day, provenance, modified)


def test_a_day_that_is_shown_too_is_surer(tmp_path: Path) -> None:
    head = ld(news(datePublished=f"{DAY}T10:00:00+01:00"))
    alone = article_of(tmp_path, page(head=head)).facts.published
    shown = article_of(tmp_path, page("<p>9 January 2025</p>", head=head)).facts.published
    assert alone is not None
    assert shown is not None
    assert shown.value == alone.value == f"{DAY}T10:00:00+01:00"
    assert shown.confidence > alone.confidence


SAVED = [
    ("archived", "<!--\n     FILE ARCHIVED ON 04:21:11 Jul 11, 2025 AND RETRIEVED FROM THE INTERNET ARCHIVE -->", "", "2025-07-11"),
    ("cached", '<div id="x__google-cache-hdr">This is the cache of https://example.org/a. It is a snapshot of the page as it appeared on 11 Jul 2025 04:21:11 GMT.</div>', "https://example.org/a", "2025-07-11"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notice", "url", "accessed"), [row[1:] for row in SAVED], ids=[row[0] for row in SAVED]
)
def test_archives_tell_when_a_page_was_as_it_is(tmp_path: Path, notice: str, url: str, accessed: str) -> None:
    article = article_of(tmp_path, page().replace("<body>", f"<body>{notice}"))
    assert (article.facts.url.value if article.facts.url else "") == url
    assert article.facts.accessed is not None
    assert article.facts.accessed.value == accessed
    assert article.facts.accessed.provenance is Provenance.EMBEDDED
    assert article.published is None
    assert "snapshot" not in article.text


LINES = [
    ("January 9, 2025", ("2025-01-09", "", False)),
    ("First published: Thu 9 Jan 2025 05.00 GMT", ("2025-01-09", "", True)),
    ("Published 9 January 2025, last updated 10 January 2025 at 9 a.m.", ("2025-01-09", "2025-01-10", True)),
    ("Geplaatst op 9 januari 2025 om 10:15", ("2025-01-09", "", True)),
    ("Pubblicato il 9 gennaio 2025 alle ore 10:15", ("2025-01-09", "", True)),
    ("Publicado em 9 de janeiro de 2025", None),
    ("9 stycznia 2025", ("2025-01-09", "", False)),
    ("It was January 9, 2025.", None),
    ("The vote of 9 January 2025", None),
    ("9 January", None),
    ("x" * 300 + " 9 January 2025", None),
]


@pytest.mark.parametrize(("line", "said"), LINES)
def test_a_line_of_dates_holds_nothing_else(line: str, said: tuple[str, str, bool] | None) -> None:
    found = dateline(line)
    assert (found and (found.published, found.modified, found.labelled)) == said


WRITTEN = [
    ("2025-01-09T10:00:00Z", "2025-01-09T10:00:00Z"),
    ("2025/01/09", "2025-01-09"),
    ("2025-1-9", "2025-01-09"),
    ("20250109", "2025-01-09"),
    ("20250109T100000Z", "2025-01-09"),
    ("1736416800000", "2025-01-09T10:00:00Z"),
    ("Thu, 09 Jan 2025 10:00:00 +0100", "2025-01-09T10:00:00+01:00"),
    ("January 9, 2025", "2025-01-09"),
    ("2025", "2025"),
    ("20251399", ""),
    ("soon", ""),
    ("", ""),
    ("9" * 5000, ""),
]


@pytest.mark.parametrize(("written", "iso"), WRITTEN)
def test_dates_are_read_as_programs_write_them(written: str, iso: str) -> None:
    assert machine_date(written) == iso


def test_a_date_in_numbers_is_read_where_only_one_can_be_meant() -> None:
    assert printed_date("09/01/2025") == ""
    assert printed_date("09/01/2025", day_first=True) == "2025-01-09"
    assert printed_date("25/01/2025") == printed_date("01/25/2025") == "2025-01-25"
    assert printed_date("09.01.2025") == "2025-01-09"
    assert printed_date("31/31/2025", day_first=True) == ""


BYLINES = [
    # values, outlet, names, agency
    (
        ["By MEG EXAMPLE and ERRIN SAMPLE, Associated Press"],
        "",
        ("MEG EXAMPLE", "ERRIN SAMPLE"),
        "Associated Press",
    ),
    (["Phil Example is a reporter"], "", ("Phil Example",), ""),
    (["Example Media", "Molly Sample"], "Example Media", ("Molly Sample",), ""),
    (["Example Media"], "Example Media", ("Example Media",), ""),
    (["Ada Example, Political Editor"], "", ("Ada Example",), ""),
    (["By Ada Example in Port Mira"], "", ("Ada Example",), ""),
    (["Von Ada Example und Bo Muster"], "", ("Ada Example", "Bo Muster"), ""),
    (["Par Ada Example (avec AFP)"], "", ("Ada Example",), ""),
    (["Ada Example", "Ada Example"], "", ("Ada Example",), ""),
    (["Ada Example ada@example.org"], "", ("Ada Example",), ""),
    (["https://example.org/ada", "@ada"], "", (), ""),
    (["Staff Reporter"], "", (), ""),
    (["Redaktion"], "", (), ""),
    (["Reuters"], "", (), "Reuters"),
    (["Ministry of Ports"], "", ("Ministry of Ports",), ""),
    (["Bruce Y. Example"], "", ("Bruce Y. Example",), ""),
    (["x" * 500], "", (), ""),
]


@pytest.mark.parametrize(("values", "outlet", "names", "agency"), BYLINES)
def test_authors_are_taken_apart(values: list[str], outlet: str, names: tuple[str, ...], agency: str) -> None:
    found = authors(values, outlet)
    assert (found.names, found.agency) == (names, agency)


def test_a_byline_by_the_headline_is_read(tmp_path: Path) -> None:
    facts = article_of(tmp_path, page("<p>Von Ada Example, Reuters</p>", language="de")).facts
    assert facts.byline is not None
    assert facts.agency is not None
    assert (facts.byline.value, facts.agency.value) == ("Ada Example", "Reuters")
    assert facts.language is not None
    assert facts.language.value == "de"
