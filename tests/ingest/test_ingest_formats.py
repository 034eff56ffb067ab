"""Formats are told by content; what is not read yet says so."""

from pathlib import Path

import pytest
from reader_material import FIXTURES, RIS, zipped

from quotebrowser.extract import quotes
from quotebrowser.ingest import FORMATS, read
from quotebrowser.model import Article, Rejected

PAGE = "<!DOCTYPE html>\n<html><body><p>“We will not sell the harbour,” the mayor said.</p></body></html>"
MAIL = (
    "From: Ada <ada@example.org>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n“We will not sell,” she said.\r\n"
)
REFUSED = [
    (
        "ods",
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "Other OpenDocument files",
    ),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "Old Office documents"),
    (
        "svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>\xe2\x80\x9cWe go\xe2\x80\x9d</text></svg>',
        "Pictures",
    ),
    ("png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "Pictures"),
    ("xml", b'<?xml version="1.0"?>\n<catalogue/>', "XML files"),
]


@pytest.mark.parametrize(("data", "name"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_format_that_is_not_read_yet_is_named(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    (outcome,) = read(path)
    assert isinstance(outcome, Rejected)
    assert outcome.reason.startswith(name)
    assert "cannot be read yet; " in outcome.reason


READ = [
    ("html", PAGE.encode()),
    ("html in UTF-16", PAGE.encode("utf-16")),
    ("html after a comment", f"<!-- saved from url=(0019)https://example.org/ -->\n{PAGE}".encode()),
    ("xhtml", f'<?xml version="1.0"?>\n{PAGE}'.encode()),
    ("a piece of html", b"<article>\n<p>\xe2\x80\x9cWe will not sell,\xe2\x80\x9d she said.</p></article>"),
    ("mail", MAIL.encode()),
]


@pytest.mark.parametrize("data", [row[1] for row in READ], ids=[row[0] for row in READ])
def test_a_format_is_told_by_its_content(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    (outcome,) = read(path)
    assert isinstance(outcome, Article)
    assert "“We will not sell" in outcome.text
    assert "<" not in outcome.text


TEXTS = [
    ("a headline", "Harbour not sold\n\n“We will not sell,” she said."),
    ("an angle bracket", "<3 said the mayor: “We will not sell.”"),
    ("a letter", "Dear Ada,\n\nFrom: the mayor came a “no”."),
    ("an interview", "Ada: “We will not sell.”\nBo: Why?"),
    ("a bracket", '["We will not sell," said the mayor.]'),
    ("a brace", "{sic} “We will not sell.”"),
    ("the name of a format", "PDF- and JSON-files “will not be sold,” she said."),
    ("Markdown", "# Harbour not sold\n\n> “We will not sell,” she said.\n"),
]


@pytest.mark.parametrize("text", [row[1] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_texts_are_texts_whatever_their_file_is_called(tmp_path: Path, text: str) -> None:
    for name in ("a.txt", "a.pdf", "a.html", "a"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (outcome,) = read(tmp_path / name)
        assert isinstance(outcome, Article)
        assert outcome.text == text


@pytest.mark.parametrize("name", FIXTURES)
def test_a_file_of_every_format_gives_its_quotes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "article.bin"
    path.write_bytes(FIXTURES[name]())
    outcomes = list(read(path))
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    assert articles, outcomes
    said = [part for article in articles for quote in quotes(article) for part in quote.parts(article.text)]
    assert any(part.startswith("We will not sell the harbour") for part in said), said
    assert not any("<" in article.text or "{" in article.text for article in articles)


def test_a_list_of_references_is_told_from_an_article(tmp_path: Path) -> None:
    path = tmp_path / "export.ris"
    path.write_text(RIS, encoding="utf-8")
    (outcome,) = read(path)
    assert isinstance(outcome, Rejected)
    assert "list of references" in outcome.reason


def test_every_row_of_the_table_has_a_file_here() -> None:
    refused = {row.name for row in FORMATS if row.read is None}
    assert {name for _, _, name in REFUSED} == {name[0].upper() + name[1:] for name in refused}
    read_ = {row.name for row in FORMATS if row.read is not None}
    assert read_ - set(FIXTURES) == {"reference lists (RIS, CSL-JSON)"}
    assert set(FIXTURES) <= read_
