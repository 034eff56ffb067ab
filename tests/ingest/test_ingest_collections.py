"""Collections, news items, books and web archives: what each holds, and what of it is no article."""

import bz2
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reader_material import (
    ARTICLE,
    SAID,
    TOLD,
    answer,
    archive,
    bank,
    book,
    deflated,
    graph,
    news_item,
    nitf,
    notes,
    page,
    record,
    zipped,
)

from quotebrowser.ingest import read
from quotebrowser.model import Article, Provenance, Rejected


def outcomes(tmp_path: Path, data: str | bytes) -> list[Article | Rejected]:
    """What some bytes are read as."""
    path = tmp_path / "file"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path))


def only(tmp_path: Path, data: str | bytes) -> Article:
    (outcome,) = outcomes(tmp_path, data)
    assert isinstance(outcome, Article), outcome
    return outcome


def values(article: Article) -> dict[str, str]:
    return {key: fact.value for key, fact in article.facts.known()}


def test_a_quotation_graph_has_passages_and_says_that_they_are_no_article(tmp_path: Path) -> None:
    article = only(tmp_path, graph())
    assert article.text == "At the meeting on Thursday she said: “We will not sell the harbour” to them."
    assert "only excerpts" in article.notice
    assert values(article) == {
        "title": "The harbour stays",
        "published": "2025-01-09T10:15:00Z",
        "url": "https://www.example.org/harbour",
        "language": "en",
    }


MARKS = [
    ("none", "she said", "We stay", "today", "she said “We stay” today"),
    ("round it", "she said “", "We stay", "” today", "she said “We stay” today"),
    ("in it", "she said", "«We stay»", "today", "she said «We stay» today"),
    ("nothing round it", "", "We stay", "", "“We stay”"),
]


@pytest.mark.parametrize(
    ("before", "words", "after", "text"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS]
)
def test_marks_are_set_where_the_collection_took_them_off(
    tmp_path: Path, before: str, words: str, after: str, text: str
) -> None:
    row: dict[str, Any] = json.loads(graph())
    row["quotes"] = [{"pre": before, "quote": words, "post": after}] * 2
    assert only(tmp_path, json.dumps(row)).text == text


def test_every_record_of_a_graph_has_an_outcome(tmp_path: Path) -> None:
    other = graph().replace("/harbour", "/other").replace("ENGLISH", "tlh")
    lines = [graph(), other, '{"url": "x", "quotes": []}', "{broken", '{"quotes": 3}']
    found = outcomes(tmp_path, gzip.compress("\n".join(lines).encode()))
    assert [type(outcome) for outcome in found] == [Article, Article, Rejected, Rejected, Rejected]
    assert isinstance(found[1], Article)
    assert found[1].facts.language is None


def test_quotebank_by_article_is_read_in_the_order_of_the_article(tmp_path: Path) -> None:
    article = only(tmp_path, bz2.compress(bank().encode()))
    assert (
        article.text
        == "she said: “We will not sell the harbour” and left\n\n“Nobody asked us about it” he said"
    )
    assert "only excerpts" in article.notice
    assert values(article)["published"] == "2018-01-09 10:15:00"


def test_quotebank_by_quotation_names_no_articles(tmp_path: Path) -> None:
    row = {"quoteID": "2018-1", "quotation": "We stay", "speaker": "Ada", "qids": [], "numOccurrences": 3}
    (outcome,) = outcomes(tmp_path, json.dumps(row) + "\n" + json.dumps(row))
    assert isinstance(outcome, Rejected)
    assert "ordered by article" in outcome.reason


@pytest.mark.parametrize(("item", "agency"), [(news_item(), "Example Wire"), (nitf(), "")])
def test_news_items_are_read_with_what_their_agency_says(tmp_path: Path, item: str, agency: str) -> None:
    article = only(tmp_path, item)
    assert article.text == f"{TOLD}\n\n{SAID}"
    assert article.title == "The harbour stays"
    assert article.authors == ("Ada Penner",)
    assert article.published is not None
    assert article.published.iso == "2025-01-09"
    assert (article.facts.agency.value if article.facts.agency else "") == agency
    assert article.outlet.name == ("" if agency else "Example Herald")


def test_an_item_of_another_kind_is_named(tmp_path: Path) -> None:
    picture = re.sub(r"<contentSet>.*</contentSet>", "<contentSet/>", news_item(), flags=re.DOTALL)
    both = picture.replace(
        "</itemSet>", re.sub(r".*<itemSet>|</newsMessage>", "", news_item(), flags=re.DOTALL)
    )
    first, second = outcomes(tmp_path, both)
    assert isinstance(first, Rejected)
    assert "no text" in first.reason
    assert isinstance(second, Article)
    plain = re.sub(
        r"<inlineXML.*</inlineXML>", f"<inlineData>{TOLD}\n{SAID}</inlineData>", news_item(), flags=re.DOTALL
    )
    assert only(tmp_path, plain).text == f"{TOLD}\n\n{SAID}"
    (nothing,) = outcomes(tmp_path, '<newsMessage xmlns="x"><itemSet/></newsMessage>')
    assert isinstance(nothing, Rejected)


def test_a_book_is_read_in_its_order_without_cover_and_contents(tmp_path: Path) -> None:
    letter, article, missing = outcomes(tmp_path, book())
    assert isinstance(letter, Article)
    assert isinstance(article, Article)
    assert letter.text.endswith("It is a letter.")
    assert letter.title == ""
    assert (article.title, article.text.count(SAID)) == ("The harbour stays", 1)
    assert article.facts.byline is None
    assert article.published is not None
    assert article.facts.outlet is not None
    assert article.facts.outlet.provenance is Provenance.HEURISTIC
    assert isinstance(missing, Rejected)
    assert "missing.xhtml" in missing.path


BOOKS = [
    ("nothing but its name", {"mimetype": "application/epub+zip"}, "damaged"),
    ("no package", {"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"}, "damaged"),
    (
        "no text",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="p"/></container>',
            "p": "<package><spine/></package>",
        },
        "no text",
    ),
]


@pytest.mark.parametrize(("members", "reason"), [row[1:] for row in BOOKS], ids=[row[0] for row in BOOKS])
def test_a_book_that_is_none_is_refused(tmp_path: Path, members: dict[str, str | bytes], reason: str) -> None:
    (outcome,) = outcomes(tmp_path, zipped(members))
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_has_its_pages_and_where_they_were(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    records = archive()
    # Each record is packed for itself, as archives are.
    article = only(tmp_path, b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    assert article.text.count(SAID) == 1
    assert values(article)["url"] == "https://www.example.org/harbour"
    assert values(article)["accessed"].startswith("2025-01-12")
    again = only(tmp_path, b"".join([*records, record("metadata", "x", b"")]))
    assert again.id == article.id


ANSWERS = [
    ("deflated", answer(deflated(page().encode()), "Content-Encoding: deflate"), True),
    ("as it is", answer(page().encode(), "Content-Encoding: identity"), True),
    ("pieces that are none", answer(page().encode(), "Transfer-Encoding: chunked"), True),
    (
        "in an old encoding",
        answer(page().replace("utf-8", "x").encode("cp1252"), kind="text/html;charset=windows-1252"),
        True,
    ),
    ("a plain text", answer(f"{TOLD}\n\n{SAID}".encode(), kind="text/plain"), True),
    ("packed as nobody reads", answer(b"\x0b\x02", "Content-Encoding: br"), False),
    ("damaged", answer(b"\x1f\x8bxxx", "Content-Encoding: gzip"), False),
    ("a bomb", answer(gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip"), False),
    ("no article", answer(b"<html><body></body></html>"), False),
]


@pytest.mark.parametrize(("block", "is_read"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_an_answer_is_unpacked_or_named(tmp_path: Path, block: bytes, is_read: bool) -> None:  # noqa: FBT001
    (outcome,) = outcomes(tmp_path, record("response", "https://www.example.org/a", block))
    if is_read:
        assert isinstance(outcome, Article)
        assert SAID in outcome.text
    else:
        assert isinstance(outcome, Rejected)
        assert "https://www.example.org/a" in outcome.path


DAMAGED = [
    ("cut off", b"".join(archive())[:-300], "cut off"),
    ("no length", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "damaged"),
    ("a length that is none", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n", "damaged"),
    ("rubbish between", archive()[2] + b"rubbish\r\n\r\n" + archive()[2], "damaged"),
    ("only pictures", archive()[3], "no page"),
    ("no head", b"WARC/" + b"x" * 100_000, "damaged"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_a_damaged_archive_says_so_after_what_could_be_read(tmp_path: Path, data: bytes, reason: str) -> None:
    outcome = outcomes(tmp_path, data)[-1]
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


def test_an_article_of_a_resource_record_needs_no_answer_round_it(tmp_path: Path) -> None:
    article = only(
        tmp_path, record("resource", "https://www.example.org/a", page(ARTICLE).encode(), "text/html")
    )
    assert SAID in article.text


def message(*items: str) -> bytes:
    """A message in NewsML-G2."""
    body = "".join(items)
    return (
        f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>'
        f"<sent>2025-01-12T00:00:00Z</sent></header><itemSet>{body}</itemSet></newsMessage>"
    ).encode()


def listed(number: int, meta: str, provider: str, content: str) -> str:
    """An item of a message."""
    return (
        f'<newsItem guid="{number}"><itemMeta>{provider}'
        f"<versionCreated>2025-01-0{number}T10:00:00Z</versionCreated>"
        f"</itemMeta><contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


PACKAGE = (
    '<packageItem guid="p"><contentMeta><headline>The day</headline></contentMeta>'
    '<groupSet root="G"><group id="G">'
    '<itemRef residref="1"><title>The harbour stays</title></itemRef></group></groupSet></packageItem>'
)


def test_each_item_of_a_listing_has_its_own_headline_day_and_provider(tmp_path: Path) -> None:
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Printed</h1>{ARTICLE}</body></html>'
    page = f"<inlineXML>{html}</inlineXML>"
    data = message(
        PACKAGE,
        listed(1, "<headline>One</headline>", '<provider literal="Example Wire"/>', page),
        listed(2, "<slugline>PORT</slugline>", "<provider><name>Example Post</name></provider>", page),
        listed(3, "<headline>Three</headline>", '<provider uri="https://example.org"/>', "<remoteContent/>"),
        listed(4, "<headline>Four</headline>", "", f"<inlineData>{SAID}</inlineData>"),
    )
    path = tmp_path / "a"
    path.write_bytes(data)
    first, second, third, fourth = read(path)
    for found, number, title, agency in (
        (first, 1, "One", "Example Wire"),
        (second, 2, "Printed", "Example Post"),
        (fourth, 4, "Four", ""),
    ):
        assert isinstance(found, Article)
        facts = {key: fact.value for key, fact in found.facts.known()}
        assert (facts["title"], facts.get("agency", "")) == (title, agency)
        assert facts["published"] == f"2025-01-0{number}T10:00:00Z"
        assert SAID in found.text
    assert isinstance(third, Rejected)
    assert "no text" in third.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (message(PACKAGE), "list of news items"),
        (PACKAGE.encode(), "list of news items"),
        (b"<?xml version='1.0'?><planningItem><itemMeta/></planningItem>", "plans news"),
        (b"<?xml version='1.0'?><knowledgeItem><conceptSet/></knowledgeItem>", "explains concepts"),
        (b"<?xml version='1.0'?><conceptItem><concept/></conceptItem>", "explains a concept"),
    ],
)  # fmt: skip
def test_a_file_of_the_standard_without_news_says_what_it_is(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    (found,) = read(path)
    assert isinstance(found, Rejected)
    assert reason in found.reason


ENCODINGS = [
    ("utf-8", "“Nie sprzedamy”"),
    ("iso-8859-1", '"Niemals", sagte Käthe'),
    ("windows-1252", "“Niemals”, sagte Käthe"),
    ("iso-8859-2", '"Nie sprzedamy", mówiła Łucja'),
    ("iso-8859-15", '"Trois €", dit Œdipe'),
    ("utf-16", "“Niemals”, sagte Käthe"),
    ("utf-16-le", "“Niemals”, sagte Käthe"),
    ("utf-16-be", "“Niemals”, sagte Käthe"),
    ("koi8-r", '"Мы не продадим", сказала Анна'),
    ("windows-1251", "«Мы не продадим», сказала Анна"),
    ("shift_jis", "「港は売らない」と言った"),
    ("big5", "「不賣」她說"),
    ("gb18030", "“不卖”她说"),
    ("euc-kr", "“팔지 않는다” 말했다"),
]


@pytest.mark.parametrize(("encoding", "words"), ENCODINGS)
@pytest.mark.parametrize("made", [news_item, nitf])
def test_items_are_read_in_the_encoding_they_declare(
    encoding: str, words: str, made: Callable[[], str], tmp_path: Path
) -> None:
    item = re.sub(r"<\?xml[^>]*\?>", "", made()).replace(SAID, words).replace(TOLD, "It stays.")
    path = tmp_path / "a"
    path.write_bytes(f"<?xml version='1.0' encoding='{encoding}'?>{item}".encode(encoding))
    (found,) = read(path)
    assert isinstance(found, Article)
    assert found.text == f"It stays.\n\n{words}"


def test_notes_of_evernote_are_the_pages_they_clip(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20250110123045/https://www.example.org/harbour"
    path = tmp_path / "clips.enex"
    path.write_text(
        notes(f"<div>{TOLD}</div><div><br/></div><div>{SAID}</div>", " ", address=copy), encoding="utf-8"
    )
    article, empty = read(path)
    assert isinstance(article, Article)
    assert isinstance(empty, Rejected)
    assert empty.reason == "The note contains no text"
    assert [line for line in article.text.splitlines() if line] == [TOLD, SAID]
    assert {key: fact.value for key, fact in article.facts.known()} == {
        "title": "The harbour stays",
        "url": "https://www.example.org/harbour",
        "archived": copy,
        "accessed": "2025-01-12",
    }
