"""Exports of a press database: many articles a file, each with its facts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from press_material import rtf, word_document

from quotebrowser.ingest import read
from quotebrowser.ingest.files.source import Read
from quotebrowser.ingest.formats.nexis import articles_of_document, is_document_export
from quotebrowser.model import Article, Rejected

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


GERMAN = {
    "BYLINE": "AUTOR",
    "SECTION": "RUBRIK",
    "LENGTH": "LÄNGE",
    "LOAD-DATE": "UPDATE",
    "LANGUAGE": "SPRACHE",
}
FRENCH = {"BYLINE": "AUTEUR", "SECTION": "RUBRIQUE", "LENGTH": "LONGUEUR", "LOAD-DATE": "DATE-CHARGEMENT"}
DUTCH = {
    "BYLINE": "AUTEUR",
    "SECTION": "RUBRIEK",
    "LENGTH": "LENGTE",
    "LOAD-DATE": "LAAD-DATUM",
    "LANGUAGE": "TAAL",
}
SPANISH = {"BYLINE": "AUTOR", "SECTION": "SECCIÓN", "LENGTH": "LONGITUD", "LOAD-DATE": "FECHA-CARGA"}
NAME = "                               The Example Herald"
DAY = "January 9, 2025 Thursday"


def counted(form: str) -> dict[str, str]:
    """The lines that count the articles, in another form."""
    return {f"{number} of 2 DOCUMENTS": form.format(number) for number in (1, 2)}


FORMS = [
    {"\n\n": "Print Request: Current Document: 1\nTime of Request: Monday\n\n"},
    {"\n\n": "Printopdracht: Alle documenten: 1-2\nZoektermen: haven\n\n"},
    {"\n\n": f"Terms: ({'harbour OR port AND ' * 400})\n\n"},
    counted("20{} of 462 DOCUMENTS"),
    counted("FOCUS - {} of 2 DOCUMENTS"),
    {
        **counted("{} von 2 DOKUMENTEN"),
        **GERMAN,
        DAY: "9. Januar 2025 Donnerstag",
        "ENGLISH": "GERMAN; DEUTSCH",
    },
    {**counted("Dokument {} von 2"), **GERMAN, DAY: "Donnerstag 9.Januar 2025", "words": "Wörter"},
    {**counted("{} de 2 DOCUMENTS"), **FRENCH, DAY: "Jeudi 9 Janvier 2025"},
    {**counted("Document {} de 2"), **FRENCH, DAY: "9 janvier 2025 jeudi 3:00 AM GMT"},
    {**counted("{} van 2 DOCUMENTEN"), **DUTCH, DAY: "9 januari 2025 donderdag 12:00 AM GMT"},
    {**counted("{} de 2 DOCUMENTOS"), **SPANISH, DAY: "9 de enero de 2025 jueves"},
    {NAME: f"                               Correction Appended\n\n{NAME}"},
    {f"{DAY}\n": f"{DAY}\n\nCorrection Appended\n"},
    {f"{DAY}\n": f"{DAY}\n\nLate Edition - Final\n"},
    {f"{DAY}\n": f"{DAY}\n\nNational Edition\n"},
    {f"{DAY}\n": f"{DAY}\n\nEdition 1;\nNational Edition\n"},
    {DAY: f"{DAY} London Edition 1"},
    {DAY: f"{DAY}\n                          Edition 1;\n                           Scotland"},
    {DAY: f"{DAY}\n                                  First Edition"},
    {DAY: "January 9, 2025, Thursday, Late Edition - Final"},
    {DAY: f"{DAY} 4:10 PM GMT+1"},
    {f"{NAME}\n": f"                          Example Media Group\n\n{NAME}\n"},
    {f"{NAME}\n": f"Copyright 2025 Example Media\nAll Rights Reserved\n\n{NAME}\n"},
]


@pytest.mark.parametrize("change", FORMS)
def test_every_form_of_an_export_as_text_is_taken_apart(change: dict[str, str], tmp_path: Path) -> None:
    text = EXPORT
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new, 1 if old.startswith(("\n", NAME, DAY)) else -1)
    path = tmp_path / "export.txt"
    path.write_text(text, encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.outlet.name, first.title) == ("The Example Herald", "The harbour stays with the town")
    assert first.facts.published is not None
    assert first.facts.published.value == "2025-01-09"
    assert first.authors == ("Ada Example",)
    assert first.text == f"{SAID} The council voted on Thursday.\n\n“Nobody asked us,” she said."
    assert (second.outlet.name, second.title, second.text) == ("Example Post", "Harbour kept", SAID)


UNI = [
    {},
    {
        "Length": "Länge",
        "Section": "Rubrik",
        "End of Document": "Ende des Dokuments",
        DAY: "9. Januar 2025 Donnerstag",
    },
    {
        "Length": "Longueur",
        "Section": "Rubrique",
        "End of Document": "Fin du document",
        DAY: "jeudi 9 janvier 2025",
    },
    {
        "Length": "Lengte",
        "Section": "Rubriek",
        "End of Document": "Einde van document",
        DAY: "9 januari 2025 donderdag",
    },
    {"Load-Date: January 10, 2025": "Classification", "Byline:": "Highlight: “Not said,” it says.\nByline:"},
    {"Copyright 2025 The Example Herald All Rights Reserved": "© 2025 Example Media. All Rights Reserved"},
]


@pytest.mark.parametrize("change", UNI)
@pytest.mark.parametrize("made", [rtf, word_document, lambda lines: "\n\n".join(lines).encode()])
def test_the_new_form_is_read_in_every_language_and_document(
    change: dict[str, str], made: Callable[[Sequence[str]], bytes], tmp_path: Path
) -> None:
    cover = [
        "User Name: Ada",
        "Job Number: 1",
        "Documents (2)",
        "1. The harbour stays",
        "Client/Matter: -None-",
    ]
    text = "\n".join(DOCUMENT)
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "export"
    path.write_bytes(made([*cover, *text.split("\n") * 2]))
    articles = list(read(path))
    assert len(articles) == 2
    for found in articles:
        assert isinstance(found, Article)
        assert (found.outlet.name, found.title) == ("The Example Herald", "The harbour stays with the town")
        assert found.facts.published is not None
        assert found.facts.published.value == "2025-01-09"
        assert (found.authors, found.text) == (("Ada Example",), SAID)


def test_the_list_of_an_export_without_its_articles_is_refused(tmp_path: Path) -> None:
    lines = [
        "User Name: Ada",
        "Date and Time: Friday",
        "Job Number: 1",
        "Documents (1)",
        "1. The harbour stays",
    ]
    lines += ["Client/Matter: -None-", "Search Terms: “harbour”", "Search Type: Terms and Connectors"]
    for number, data in enumerate([word_document(lines), "\n".join(lines).encode()]):
        path = tmp_path / str(number)
        path.write_bytes(data)
        (found,) = read(path)
        assert isinstance(found, Rejected)
        assert "lists its articles only" in found.reason


@pytest.mark.parametrize(
    "line", ["COVID-19: a year on", "AFL-CIO: “We will not sell,” it says.", "Source: the town"]
)
def test_a_line_with_a_colon_does_not_end_the_text(line: str, tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(EXPORT.replace("“Nobody", f"{line}\n\n“Nobody"), encoding="utf-8")
    first, _ = read(path)
    assert isinstance(first, Article)
    assert first.text == f"{SAID} The council voted on Thursday.\n\n{line}\n\n“Nobody asked us,” she said."


def test_prose_that_counts_documents_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "prose.txt"
    path.write_text(f"The court released\n1 of 2 documents\non Thursday.\n\n{SAID}\n", encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Article)
    assert SAID in found.text


def test_the_new_form_is_read_as_text_too(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text("\n\n".join(DOCUMENT * 2) + "\n", encoding="utf-8")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert {first.title, second.title} == {"The harbour stays with the town"}
    assert {first.outlet.name, second.outlet.name} == {"The Example Herald"}
    assert first.text == SAID


def test_a_heading_of_one_word_does_not_take_the_text_above_it(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(
        "\n\n".join([*DOCUMENT[:9], "Body", "“Nobody,” she said.", *DOCUMENT[9:]]), encoding="utf-8"
    )
    (found,) = read(path)
    assert isinstance(found, Article)
    assert found.text == f"{SAID}\n\nBody\n\n“Nobody,” she said."


def test_an_export_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(word_document([*DOCUMENT, *DOCUMENT[:-2]]))
    whole, cut = read(path)
    for found in (whole, cut):
        assert isinstance(found, Article)
        assert (found.outlet.name, found.text) == ("The Example Herald", SAID)
        assert ("end may be missing" in found.notice) is (found is cut)
