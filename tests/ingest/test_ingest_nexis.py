"""Exports of a press database: many articles a file, each with its facts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quotebrowser.ingest import read
from quotebrowser.ingest.files.source import Read
from quotebrowser.ingest.formats.nexis import articles_of_document, is_document_export
from quotebrowser.model import Article

SAID = "“We will not sell the harbour,” the mayor said."
EXPORT = f"""

                               1 of 2 DOCUMENTS


                               The Example Herald

                          January 9, 2025 Thursday

The harbour stays with the town

BYLINE: Ada Example

SECTION: NEWS; Pg. 3

LENGTH: 512 words

{SAID} The council
voted on Thursday.

“Nobody asked us,” she said.

LOAD-DATE: January 10, 2025

LANGUAGE: ENGLISH

Copyright 2025 The Example Herald
All Rights Reserved

                               2 of 2 DOCUMENTS

                               Example Post

                          January 10, 2025

Harbour kept

LENGTH: 80 words

{SAID}
"""
DOCUMENT = [
    "The harbour stays with the town",
    "The Example Herald",
    "January 9, 2025 Thursday",
    "Copyright 2025 The Example Herald All Rights Reserved",
    "Section: NEWS; Pg. 3",
    "Length: 512 words",
    "Byline: Ada Example",
    "Body",
    SAID,
    "Load-Date: January 10, 2025",
    "End of Document",
]


def test_an_export_as_text_is_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(EXPORT, encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == f"{SAID} The council voted on Thursday.\n\n“Nobody asked us,” she said."
    assert (first.outlet.name, first.title) == ("The Example Herald", "The harbour stays with the town")
    assert first.authors == ("Ada Example",)
    assert first.facts.published is not None
    assert first.facts.published.value == "2025-01-09"
    assert second.text == SAID
    assert (second.outlet.name, second.title) == ("Example Post", "Harbour kept")


def test_an_export_as_document_is_taken_apart() -> None:
    assert is_document_export(DOCUMENT)
    assert not is_document_export(DOCUMENT[:-1])
    first, second = articles_of_document(DOCUMENT * 2)
    for article in (first, second):
        assert isinstance(article, Read)
        assert article.text == SAID
        facts = {key: fact.value for key, fact in article.facts.known()}
        assert facts["title"] == "The harbour stays with the town"
        assert facts["outlet"] == "The Example Herald"
        assert facts["published"] == "2025-01-09"
        assert facts["byline"] == "Ada Example"
    assert first.place != second.place


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"Print Request: Current Document: 1\nTime of Request: Monday\n\n{text}",
        lambda text: text.replace("1 of 2 ", "201 of 462 ").replace("2 of 2 ", "202 of 462 "),
        lambda text: text.replace("1 of 2 DOCUMENTS", "1 van 2 DOCUMENTEN").replace("LENGTH", "LENGTE"),
        lambda text: text.replace("The Example Herald\n\n", "Correction Appended\n\nThe Example Herald\n\n"),
        lambda text: text.replace("Thursday\n", "Thursday\n\nLate Edition - Final\n", 1),
        lambda text: text.replace("Thursday\n", "Thursday\n\nNational Edition\n", 1),
    ],
)
def test_every_form_of_an_export_as_text_is_taken_apart(change: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(change(EXPORT), encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.outlet.name, first.title) == ("The Example Herald", "The harbour stays with the town")
    assert (second.outlet.name, second.title) == ("Example Post", "Harbour kept")


def test_the_new_form_is_read_as_text_too(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text("\n\n".join(DOCUMENT * 2) + "\n", encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert {first.title, second.title} == {"The harbour stays with the town"}
    assert {first.outlet.name, second.outlet.name} == {"The Example Herald"}
    assert first.text == SAID
