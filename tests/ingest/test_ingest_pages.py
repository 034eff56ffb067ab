"""Web pages: the article without what stands round it, and facts with where they came from."""

import time
from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.model import Article, Provenance, Rejected

BODY = "".join(
    f"<p>{part}</p>"
    for part in (
        "The town will keep its harbour after a vote of the council that ended months of doubt about it.",
        "“We will not sell the harbour – not now,” said Ada Example, the mayor of the town, on Thursday.",
        "The owners of the boats had asked for a promise that nobody had been ready to give them before.",
        "“Nobody asked us about the quays,” said Bo Sample, who speaks for the owners of the boats there.",
    )
)


def saved(head: str = "", body: str = BODY, before: str = "") -> str:
    """A page round a body."""
    return (
        f'<!DOCTYPE html>{before}<html lang="en"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li>“A teaser quotes this here”</li></ul></nav>'
        f"<article><h1>The harbour stays</h1>{body}</article><footer>Contact us</footer></body></html>"
    )


def outcome_of(tmp_path: Path, page: str | bytes) -> Article | Rejected:
    path = tmp_path / "page"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    (outcome,) = read(path)
    return outcome


def article_of_page(tmp_path: Path, page: str | bytes) -> Article:
    outcome = outcome_of(tmp_path, page)
    assert isinstance(outcome, Article), outcome
    return outcome


def test_the_article_is_kept_and_menus_are_not(tmp_path: Path) -> None:
    article = article_of_page(tmp_path, saved())
    assert "“We will not sell the harbour – not now,” said Ada Example" in article.text
    assert "teaser" not in article.text
    assert "Contact" not in article.text
    assert article.text.count("\n\n") >= 3


LD = '<script type="application/ld+json">{}</script>'
JSON = (
    '{"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": ["NewsArticle"], "headline": "It&#39;s ours",'
    '"datePublished": "2025-01-09T10:00:00Z", "dateModified": "2025-01-10", '
    '"author": [{"name": "Ada Example"}, {"name": "Reuters"}], '
    '"publisher": {"name": "Example Herald"}, "inLanguage": "en"}]}'
)
META = (
    '<meta property="og:site_name" content="Example Herald"><meta name="author" content="By Ada Example and '
    'Bo Sample, Associated Press"><meta property="article:published_time" content="2025-01-09">'
    '<link rel="canonical" href="https://www.example.org/harbour">'
)
FACTS: list[tuple[str, str, str, str, Provenance | None]] = [
    ("headline", LD.format(JSON), "title", "It's ours", Provenance.JSONLD),
    ("date", LD.format(JSON), "published", "2025-01-09T10:00:00Z", Provenance.JSONLD),
    ("changed", LD.format(JSON), "modified", "2025-01-10", Provenance.JSONLD),
    ("author", LD.format(JSON), "byline", "Ada Example", Provenance.JSONLD),
    ("agency", LD.format(JSON), "agency", "Reuters", Provenance.JSONLD),
    ("publisher", LD.format(JSON), "outlet", "Example Herald", Provenance.JSONLD),
    ("site", META, "outlet", "Example Herald", Provenance.META),
    ("byline", META, "byline", "Ada Example; Bo Sample", Provenance.META),
    ("agency of the byline", META, "agency", "Associated Press", Provenance.META),
    ("canonical", META, "url", "https://www.example.org/harbour", Provenance.META),
    ("language", "", "language", "en", Provenance.META),
    ("broken JSON", LD.format("{nothing") + META, "published", "2025-01-09", Provenance.META),
    ("the headline of the page", "", "title", "The harbour stays", Provenance.PRINTED),
    (
        "a date in the address",
        '<link rel="canonical" href="https://example.org/2025/01/09/a">',
        "published",
        "2025-01-09",
        Provenance.HEURISTIC,
    ),
    ("no outlet of a domain", '<link rel="canonical" href="https://herald.org/a">', "outlet", "", None),
    ("no date of nothing", "", "published", "", None),
]


@pytest.mark.parametrize(
    ("head", "key", "value", "provenance"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS]
)
def test_facts_say_where_they_came_from(
    tmp_path: Path, head: str, key: str, value: str, provenance: Provenance | None
) -> None:
    fact = getattr(article_of_page(tmp_path, saved(head)).facts, key)
    assert (fact.value if fact else "") == value
    assert (fact.provenance if fact else None) is provenance


def test_two_sources_that_agree_are_surer_than_one(tmp_path: Path) -> None:
    alone = article_of_page(tmp_path, saved(META)).facts.published
    both = article_of_page(tmp_path, saved(LD.format(JSON) + META)).facts.published
    assert alone is not None
    assert both is not None
    assert both.confidence > alone.confidence


SAVED = [
    ("by a browser", "<!-- saved from url=(0028)https://www.example.org/a/b -->", ""),
    (
        "by SingleFile",
        "<!--\n Page saved with SingleFile url: https://www.example.org/a/b\n saved date: Sun Jan 12 2025-->",
        "2025-01-12",
    ),
    (
        "by monolith",
        "<!-- Saved from https://www.example.org/a/b at 2025-01-12T10:00:00Z using monolith v2.8.3 -->",
        "2025-01-12",
    ),
    (
        "by HTTrack, which leaves out how the address begins",
        (
            "<!-- Mirrored from www.example.org/a/b by HTTrack Website Copier/3.x [XR&CO'2014], Sun,"
            ' 12 Jan 2025 09:00:00 GMT --><link rel="canonical" href="https://www.example.org/a/b">'
        ),
        "2025-01-12",
    ),
]


@pytest.mark.parametrize(("comment", "accessed"), [row[1:] for row in SAVED], ids=[row[0] for row in SAVED])
def test_saving_programs_tell_the_address_and_the_day(tmp_path: Path, comment: str, accessed: str) -> None:
    facts = article_of_page(tmp_path, saved(META, before=comment)).facts
    assert facts.url is not None
    assert facts.url.value == "https://www.example.org/a/b"
    assert facts.url.provenance is Provenance.EMBEDDED
    assert (facts.accessed.value if facts.accessed else "") == accessed


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    cyrillic = "<p>«Порт не продаётся», — сказала мэр города на встрече с жителями в четверг вечером.</p>" * 3
    page = saved(body=cyrillic).replace("utf-8", "windows-1251").encode("cp1251")
    assert "«Порт не продаётся»" in article_of_page(tmp_path, page).text


HOSTILE = [
    ("many attributes", "<div " + "a=b " * 50_000 + ">" + BODY, "64 KiB"),
    ("many elements", "<p>x</p>" * 60_001, "60,000 elements"),
    ("too long", BODY + "x " * 2_600_000, "million characters"),
    ("too deep", "<div>" * 1000 + BODY, "nested"),
]


@pytest.mark.parametrize(("body", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_page_built_to_stall_is_refused_at_once(tmp_path: Path, body: str, reason: str) -> None:
    start = time.process_time()
    outcome = outcome_of(tmp_path, saved(body=body))
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason
    assert time.process_time() - start < 5


HARMLESS = [
    ("a reference to a control character", BODY.replace("harbour", "harb&#27;our&#x1b;", 1)),
    ("control characters", BODY.replace("harbour", "harb\x1bour\x07", 1)),
    ("an inlined picture", f'<img src="data:image/png;base64,{"A" * 200_000}">{BODY}'),
    ("a script without end", BODY + "</article><script>var a = '<p>“This is no quote at all”</p>'"),
    ("a comment without end", BODY + "<!--" * 200_000),
    ("entities without end", '<!ENTITY a "b"><!ENTITY c "&a;&a;">&c;' + BODY),
]


@pytest.mark.parametrize("body", [row[1] for row in HARMLESS], ids=[row[0] for row in HARMLESS])
def test_what_confuses_extractors_loses_no_quote(tmp_path: Path, body: str) -> None:
    text = article_of_page(tmp_path, saved(body=body)).text
    assert "“We will not sell the harbour – not now,” said" in text
    assert "“Nobody asked us about the quays,” said" in text
    assert "no quote at all" not in text
    assert "\x1b" not in text


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "<html><body><img src='a.png'></body></html>")
    assert isinstance(outcome, Rejected)
    assert "no article" in outcome.reason
