"""Feeds: each entry an article, and one that holds only its beginning says so."""

# ruff: noqa: E501 - markup is easier to read on one line

from pathlib import Path

import pytest
from reader_material import ARTICLE, FULL, SAID, TOLD, atom, rss

from quotebrowser.ingest import read
from quotebrowser.model import Article, Provenance, Rejected


def outcomes(tmp_path: Path, feed: str | bytes) -> list[Article | Rejected]:
    """What a feed is read as."""
    path = tmp_path / "feed"
    path.write_bytes(feed.encode() if isinstance(feed, str) else feed)
    return list(read(path))


def only(tmp_path: Path, feed: str | bytes) -> Article:
    (outcome,) = outcomes(tmp_path, feed)
    assert isinstance(outcome, Article), outcome
    return outcome


ATOM = (
    "<title type='html'>The &amp;#8220;harbour&amp;#8221; stays</title><link rel='self' href='https://www.example.org/self'/>"
    "<link href='https://www.example.org/harbour'/><author><name>Ada Penner</name><email>a@example.org</email></author>"
    "<published>2025-01-09T10:00:00+01:00</published><updated>2025-01-10T08:00:00Z</updated>"
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>Example Herald</title><dc:publisher>Example Press</dc:publisher></channel><item><title>The harbour stays</title>"
    "<link>https://www.example.org/harbour</link><dc:date>2025-01-09T10:00:00+01:00</dc:date>"
    f"<dc:creator>Ada Penner</dc:creator><content:encoded><![CDATA[{ARTICLE}]]></content:encoded></item></rdf:RDF>"
)
FORMS = [
    ("RSS", rss(FULL), "The harbour stays", Provenance.HEURISTIC),
    ("RSS as RDF", RDF, "The harbour stays", Provenance.EMBEDDED),
    (
        "Atom with XHTML",
        atom(
            f'{ATOM}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{ARTICLE}</div></content>'
        ),
        "The “harbour” stays",
        Provenance.HEURISTIC,
    ),
    (
        "Atom with HTML as text",
        atom(f"{ATOM}<content type='html'><![CDATA[{ARTICLE}]]></content><summary>Short</summary>"),
        "The “harbour” stays",
        Provenance.HEURISTIC,
    ),
]


@pytest.mark.parametrize(
    ("feed", "title", "outlet"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS]
)
def test_an_entry_is_an_article_with_what_the_feed_says_of_it(
    tmp_path: Path, feed: str, title: str, outlet: Provenance
) -> None:
    article = only(tmp_path, feed)
    assert article.text == f"{TOLD}\n\n{SAID}"
    assert article.notice == ""
    facts = article.facts
    assert article.title == title
    assert article.authors == ("Ada Penner",)
    assert facts.published is not None
    assert facts.published.value == "2025-01-09T10:00:00+01:00"
    assert facts.url is not None
    assert facts.url.value == "https://www.example.org/harbour"
    assert facts.outlet is not None
    assert facts.outlet.provenance is outlet


PARTIAL = [
    ("a summary", "<description>“We will not sell,” she said…</description>", True),
    (
        "a summary in HTML",
        "<description>&lt;p&gt;“We will not sell,” she said.&lt;/p&gt;</description>",
        True,
    ),
    ("cut off", f"<description>{f'{TOLD} ' * 20}[…]</description>", True),
    ("a whole text as description", f"<description><![CDATA[{f'<p>{TOLD}</p>' * 20}]]></description>", False),
]


@pytest.mark.parametrize(
    ("description", "partial"), [row[1:] for row in PARTIAL], ids=[row[0] for row in PARTIAL]
)
def test_an_entry_that_is_only_a_summary_says_so(tmp_path: Path, description: str, partial: bool) -> None:  # noqa: FBT001
    article = only(tmp_path, rss(f"<title>T</title><link>https://www.example.org/1</link>{description}"))
    assert ("summary" in article.notice) == partial


def test_every_entry_has_an_outcome(tmp_path: Path) -> None:
    link = "<title>L</title><link>https://www.example.org/2</link>"
    empty = "<title>E</title><description>&lt;img src='x'&gt;</description>"
    found = outcomes(tmp_path, rss(FULL, link, empty))
    assert [type(outcome) for outcome in found] == [Article, Rejected, Rejected]
    assert "entry 2" in found[1].path  # type: ignore[union-attr]


def test_an_entry_is_the_same_article_in_the_next_feed_that_has_it(tmp_path: Path) -> None:
    first = only(tmp_path, rss(FULL))
    newer = FULL.replace("/harbour<", "/other<").replace("not now", "not ever")
    second, third = outcomes(tmp_path, rss(newer, FULL))
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert third.id == first.id
    assert second.id != first.id
    assert third.sha256 != first.sha256


MALFORMED = [
    ("references of HTML", FULL.replace("Short", "a&nbsp;b &eacute; &unknown;")),
    ("an ampersand", FULL.replace("The harbour stays", "The harbour & more", 1)),
    ("a tag that stays open", FULL.replace("Short", "<p>Short<br>and open")),
    ("an author with an address", FULL.replace("By Ada Penner", "a@example.org (Ada Penner)")),
]


@pytest.mark.parametrize("item", [row[1] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
def test_a_malformed_feed_loses_no_text(tmp_path: Path, item: str) -> None:
    assert SAID in only(tmp_path, rss(item)).text


HOSTILE = [
    (
        "entities",
        '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>' + rss(f"<title>&b;</title>{FULL}"),
        None,
    ),
    (
        "a file of the system",
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss(f"<title>&a;</title>{FULL}"),
        None,
    ),
    ("too deep", rss("<a>" * 2000 + "x" + "</a>" * 2000), "nested"),
    ("a long tag", rss("<a " + "b='c' " * 30_000 + "/>"), "64 KiB"),
    ("no entries", rss(), "no entries"),
    ("cut off", rss(FULL)[:200], "no entries"),
]


@pytest.mark.parametrize(("feed", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_feed_grows_nothing_and_opens_nothing(
    tmp_path: Path, feed: str, reason: str | None
) -> None:
    (outcome,) = outcomes(tmp_path, feed)
    if reason is None:
        assert isinstance(outcome, Article)
        assert "boom" not in outcome.title + outcome.text
        assert "root:" not in outcome.title + outcome.text
    else:
        assert isinstance(outcome, Rejected)
        assert reason in outcome.reason


def test_a_feed_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    feed = rss(FULL.replace("–", "-").replace("“", "«").replace("”", "»").replace("mayor", "maïre"))
    found = only(tmp_path, feed.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"))
    assert "«We will not sell the harbour" in found.text
    assert "maïre" in found.text
