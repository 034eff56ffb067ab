"""Exports of Europresse, Factiva and ProQuest: many articles a file, each with its own facts."""

# ruff: noqa: E501 - exports are easier to read on one line

import textwrap
from collections.abc import Callable
from pathlib import Path

import press_material as made
import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.ingest.formats.press_facts import byline_values, day_in, is_edition, is_rights_line
from quotebrowser.ingest.formats.press_signs import is_factiva_document
from quotebrowser.model import Article, Rejected

POST = (
    "1.512 Wörter",
    "10. Januar 2025",
    "Beispielpost",
    "BEIPO",
    "Deutsch",
    "(c) Copyright Beispielpost 2025",
)


def found_in(tmp_path: Path, data: str | bytes) -> list[Article | Rejected]:
    """What a file of no telling name holds."""
    path = tmp_path / "saved"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read(path))


def facts(found: Article | Rejected) -> tuple[str, str, str, tuple[str, ...], str]:
    """Outlet, day, headline, authors and text of an article."""
    assert isinstance(found, Article), found
    published = found.facts.published
    return (found.outlet.name, published.value if published else "", found.title, found.authors, found.text)


FRENCH = (
    "Le Courrier exemplaire",
    "2025-01-09",
    "Le port reste à la ville",
    ("Ada Penner",),
    f"{made.DIT}\n\nLe conseil a voté.",
)
ENGLISH = (
    "The Example Herald",
    "2025-01-09",
    "Harbour stays with the town after a long vote",
    ("Ada Penner", "Bo Sample"),
    f"{made.SAID}\n\n{made.VOTED}",
)
GERMAN = ("Beispielpost", "2025-01-10", "Die Fähre bleibt bei der Stadt", ("Ada Penner",), made.SAGTE)


def test_each_article_of_a_europresse_page_has_its_own_facts(tmp_path: Path) -> None:
    page = made.europresse(
        made.europresse_article(),
        made.europresse_article(
            "Example Herald (site web)",
            "World, Friday, January 10, 2025 - 12:30:00 UTC",
            '<div class="docAuthors">Sample, Bo</div>',
            f"<p>{made.SAID}</p>",
        ),
        made.europresse_article(by="", head="Rubrique, p. 3"),
    )
    first, second, third = found_in(tmp_path, page)
    assert facts(first) == FRENCH
    assert facts(second) == (
        "Example Herald",
        "2025-01-10",
        "Le port reste à la ville",
        ("Bo Sample",),
        made.SAID,
    )
    assert facts(third) == ("Le Courrier exemplaire", "", "Le port reste à la ville", (), FRENCH[4])


def test_a_kicker_is_no_author_and_the_article_has_its_own_address(tmp_path: Path) -> None:
    link = (
        '<p><a href="https://www.example.org/port">Cet article est paru dans Le Courrier exemplaire</a></p>'
    )
    article = made.europresse_article(by="", text=f"<p>{made.DIT}</p>{link}<p>Le conseil a voté.</p>")
    kicker = '<div class="titreArticle"><p class="sm-margin-bottomNews">Grand Port</p>'
    (found,) = found_in(tmp_path, made.europresse(article.replace('<div class="titreArticle">', kicker)))
    assert facts(found) == (*FRENCH[:3], (), FRENCH[4])
    assert isinstance(found, Article)
    assert found.outlet.domain == "example.org"


def test_europresse_pages_of_before_2013_are_read(tmp_path: Path) -> None:
    page = made.europresse(
        made.old_europresse_article(
            "Le Courrier exemplaire, no. 5968", "Ada Penner<br>", f"{made.DIT}<p></p>Fin."
        ),
        made.old_europresse_article(
            "Magazine exemple", "", made.DIT.replace("port", '<span style="color:red">port</span>')
        ),
    )
    first, second = found_in(tmp_path, page)
    assert facts(first) == (
        "Le Courrier exemplaire",
        "2012-10-04",
        "Le port reste",
        ("Ada Penner",),
        f"{made.DIT}\n\nFin.",
    )
    assert facts(second) == ("Magazine exemple", "2012-10-04", "Le port reste", (), made.DIT)


def test_each_article_of_a_factiva_page_has_its_own_facts(tmp_path: Path) -> None:
    coded = {
        "HD": "<b class='frHeadline'>Le port reste à la ville</b>",
        "BY": "Par Ada Penner",
        "WC": "295 mots",
    }
    coded |= {
        "PD": "9 janvier 2025",
        "ET": "15:32",
        "SN": "Le Courrier exemplaire",
        "SC": "COUEX",
        "LA": "Français",
    }
    page = made.factiva(
        made.factiva_article(made.HERALD, ENGLISH[2].replace("town", "<b>town</b>"), "By Ada Penner and Bo Sample.", (made.SAID.replace("the harbour", "<b>the\nharbour</b>"), made.VOTED), "EXHER00020250109el1900001"),
        made.factiva_article(POST, GERMAN[2], "Von Ada Penner.", (made.SAGTE,), "BEIPO00020250110el1a0000b", "de"),
        made.coded_article({**coded, "CY": "(c) Courrier."}, {"LP": (made.DIT,), "TD": ("Le conseil a voté.",)}, "fr"),
    )  # fmt: skip
    assert [facts(found) for found in found_in(tmp_path, page)] == [ENGLISH, GERMAN, FRENCH]


@pytest.mark.parametrize(
    "as_file",
    [lambda lines: "\n\n".join(lines).encode(), made.word_document, made.rtf],
    ids=["text", "Word", "RTF"],
)
def test_factiva_documents_are_taken_apart(
    as_file: Callable[[tuple[str, ...]], bytes], tmp_path: Path
) -> None:
    first, second = found_in(tmp_path, as_file(made.FACTIVA_LINES))
    assert (facts(first), facts(second)) == (ENGLISH, GERMAN)
    (coded,) = found_in(tmp_path, as_file(made.FACTIVA_CODED))
    text = f"{made.SAID}\n\nIN the hall nobody spoke.\n\n{made.VOTED}"
    assert facts(coded) == (*ENGLISH[:3], ("Ada Penner",), text)


PROQUEST = [
    (
        made.PROQUEST_LABELS,
        ("Penner, Ada; Sample, Bo", "Harbour stays", "Example Herald, The; Port Mira [Port Mira]", "Jan 9, 2025"),
        f"{made.SAID}\n\n{made.VOTED}",
        ("The Example Herald", "2025-01-09", "Harbour stays", ("Ada Penner", "Bo Sample"), f"{made.SAID}\n\n{made.VOTED}"),
    ),
    (
        ("Autor", "Volltext", "Thema", "Titel", "Titel der Publikation", "Publikationsdatum", "Publikationssprache", "ProQuest-Dokument-ID"),
        ("Penner, Ada", "Die Fähre bleibt", "Beispielpost; Berlin", "10. Jan. 2025"),
        made.SAGTE,
        ("Beispielpost", "2025-01-10", "Die Fähre bleibt", ("Ada Penner",), made.SAGTE),
    ),
    (
        ("Auteur", "Texte intégral", "Sujet", "Titre", "Titre de la publication", "Date de publication", "Langue de publication", "Identificateur de document ProQuest"),
        ("Penner, Ada", "Le port reste", "Le Courrier exemplaire, Édition nationale; Paris", "9 janvier 2025"),
        made.DIT,
        ("Le Courrier exemplaire", "2025-01-09", "Le port reste", ("Ada Penner",), made.DIT),
    ),
    (
        ("Autor", "Texto completo", "Materia", "Título", "Título de publicación", "Fecha de publicación", "Idioma de la publicación", "ID del documento de ProQuest"),
        ("Penner, Ada", "El puerto queda", "El Diario Ejemplar; Madrid", "9 de enero de 2025"),
        "«No venderemos el puerto», dijo Carla Ejemplo, la alcaldesa de la ciudad.",
        ("El Diario Ejemplar", "2025-01-09", "El puerto queda", ("Ada Penner",), "«No venderemos el puerto», dijo Carla Ejemplo, la alcaldesa de la ciudad."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "values", "text", "expected"), PROQUEST, ids=["en", "de", "fr", "es"])
def test_proquest_records_are_read_in_the_languages_of_the_service(
    labels: tuple[str, ...], values: tuple[str, ...], text: str, expected: object, tmp_path: Path
) -> None:
    records = [made.proquest_record(labels, values, body, "English") for body in (text, "", text)]
    export = made.proquest(*records)
    paragraphs = [line for line in export.splitlines() if line]
    for data in (export, made.word_document(paragraphs), made.rtf(paragraphs)):
        first, second, third = found_in(tmp_path, data)
        assert facts(first) == facts(third) == expected
        assert isinstance(second, Rejected)
        assert "no full text" in second.reason


FACTIVA_TONGUES = [
    ("fr", "Par Ada Penner", "1 512 mots", "9 janvier 2025", "Français", "Document", made.DIT),
    ("es", "Por Ada Penner", "512 palabras", "9 de enero de 2025", "Español", "Documento", "«No», dijo Carla Ejemplo."),
    ("it", "Di Ada Penner", "512 parole", "9 gennaio 2025", "Italiano", "Documento", "«No», ha detto Carla Esempio."),
    ("nl", "Door Ada Penner", "512 woorden", "9 januari 2025", "Nederlands", "Document", "„Nee”, zei Karla Voorbeeld."),
    ("pt", "Por Ada Penner", "512 palavras", "9 janeiro 2025", "Português", "Documento", "“Não”, disse Carla Exemplo."),
]  # fmt: skip


@pytest.mark.parametrize("tongue", FACTIVA_TONGUES, ids=[row[0] for row in FACTIVA_TONGUES])
def test_factiva_is_read_in_the_languages_of_the_service(tongue: tuple[str, ...], tmp_path: Path) -> None:
    tag, by, length, day, language, number, text = tongue
    head = (length, day, "Example Herald", "EXHER", language, "(c) 2025 Example Media")
    lines = "\n\n".join(
        ["Port", "Example Port stays here", by, *head, text, f"{number} EXHER00020250109el1900001"]
    )
    page = made.factiva(
        made.factiva_article(head, "Example Port stays here", by, (text,), "EXHER00020250109el1900001", tag)
    )
    for data in (lines, page):
        (found,) = found_in(tmp_path, data)
        assert facts(found) == (
            *("Example Herald", "2025-01-09", "Example Port stays here"),
            *(("Ada Penner",), text),
        )
        assert isinstance(found, Article)
        assert found.facts.language is not None
        assert found.facts.language.value == tag


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Document EXHE000020250108e118", True),
        ("Document J000000020200109eg190001t", True),
        ("Dokument beipo0020020418dy4i0001a", True),
        ("Document EX24H00020250109el190001x", True),
        ("Document EXHER000", False),
        ("Document 000020250109el190001x", False),
        ("Document EXHER00020259909el1900001", False),
        ("Document EXHER00020250109el1900001 says more", False),
    ],
)
def test_the_number_of_an_article_of_factiva_holds_its_day(line: str, *, expected: bool) -> None:
    assert is_factiva_document(["512 words", line]) is expected


def test_a_name_under_a_section_is_a_headline_and_no_author(tmp_path: Path) -> None:
    lines = ["NEWS", "Carl Example", *made.HERALD, made.SAID, "Document EXHER00020250109el1900001"]
    (found,) = found_in(tmp_path, "\n\n".join(lines))
    assert facts(found) == ("The Example Herald", "2025-01-09", "Carl Example", (), made.SAID)


def test_a_database_page_saved_in_one_file_is_taken_apart(tmp_path: Path) -> None:
    head = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    page = made.europresse(made.europresse_article(), made.europresse_article())
    found = found_in(tmp_path, f"{head}{part}{page}\r\n--x--\r\n")
    assert [facts(one) for one in found] == [FRENCH, FRENCH]


def test_the_parts_of_an_export_that_are_no_article_never_speak(tmp_path: Path) -> None:
    page = made.europresse(made.europresse_article())
    sayings = [
        quote.parts(found.text)
        for data in (page, "\n\n".join(made.FACTIVA_LINES))
        for found in found_in(tmp_path, data)
        if isinstance(found, Article)
        for quote in quotes(found)
    ]
    assert sayings == [
        ("Nous ne vendrons pas le port",),
        ("We will not sell the harbour,",),
        ("Wir verkaufen die Fähre nicht",),
    ]


NO_TEXT = [
    (made.europresse(made.europresse_article(text="")), "holds no text"),
    (made.factiva(made.factiva_article(made.HERALD, "Harbour", "", (), "EXHER00020250109el1900001")), "holds no text"),
    (
        made.factiva("<table><tr class=\"headline\"><td><a class='enHeadline'>Harbour stays</a><div class='leadFields'>The Example Herald, 9 January 2025</div><div class='snippet'>“We will not …”</div></td></tr></table>"),
        "lists headlines",
    ),
    (made.europresse('<div id="doc0"><a class="docList-links" href="#">Le port reste</a><p>« Nous ne … »</p></div>'), "lists results"),
    (made.proquest(made.proquest_record(PROQUEST[0][0], PROQUEST[0][1], "Not available.", "English")), "no full text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), NO_TEXT)
def test_an_export_without_text_is_refused_with_its_reason(data: str, reason: str, tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, data)
    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_a_text_that_names_a_database_is_no_export(tmp_path: Path) -> None:
    prose = f"{made.SAID}\n\nShe found it in ProQuest, Factiva and Europresse: Document 7 had 512 words.\n"
    (found,) = found_in(tmp_path, prose)
    assert isinstance(found, Article)
    assert found.text == prose


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Copyright 2025 The Example Herald", True),
        ("Copyright Example Media Jan 9, 2025", True),
        ("© 2025 The Example Herald. All Rights Reserved.", True),
        ("(c) Copyright Beispielpost 2025 www.example.org", True),
        ("(c) 2025 Example Media Limited", True),
        ("Tous droits réservés", True),
        ("(c) the council sells the harbour in 2025.", False),
        ("(c) In 2025 the council sells.", False),
        ("Copyright law changed in 2025, the mayor said.", False),
        ("Copyright 2025 “will be ours,” she said.", False),
        ("She said that all rights are reserved.", False),
    ],
)
def test_a_note_of_rights_is_told_from_a_sentence(line: str, *, expected: bool) -> None:
    assert is_rights_line(line) is expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("9 January 2025", "2025-01-09"),
        ("January 9, 2025 Thursday 09:15 AM EST", "2025-01-09"),
        ("Donnerstag, den 9. Januar 2025", "2025-01-09"),
        ("jeudi 9 janvier 2025 - 12:30:00 UTC 512 mots, p. 8", "2025-01-09"),
        ("vrijdag 10 januari 2025", "2025-01-10"),
        ("9 de enero de 2025 jueves", "2025-01-09"),
        ("January 9, 2025 16:05 London Edition", "2025-01-09"),
        ("On January 9, 2025 the council voted", ""),
        ("January 9, 2025 was a Thursday", ""),
        ("The vote of January 9, 2025", ""),
    ],
)
def test_a_line_is_a_day_only_when_all_of_it_is_understood(line: str, day: str) -> None:
    assert day_in(line) == day


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Late Edition - Final", True),
        ("Édition nationale", True),
        ("Gesamtausgabe", False),
        ("Edition 1; Scotland", True),
        ("1 - National Edition", True),
        ("A new edition of the town's law is printed, and nobody has read it so far", False),
    ],
)
def test_a_line_that_names_an_edition_is_no_headline(line: str, *, expected: bool) -> None:
    assert is_edition(line) is expected


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Penner, Ada", "Ada Penner"),
        ("Penner, Ada; Sample, Bo.", "Ada Penner; Bo Sample"),
        ("García Ruiz, Ana María", "Ana María García Ruiz"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("Ada Penner, Staff Writer", "Ada Penner"),
        ("By Ada Penner and Bo Sample", "Ada Penner; Bo Sample"),
        ("Von Ada Penner.", "Ada Penner"),
        ("", ""),
    ],
)
def test_inverted_names_are_turned_round(written: str, names: str) -> None:
    assert byline_values([written])["byline"] == names


def test_a_credit_under_the_author_is_no_headline(tmp_path: Path) -> None:
    lines = [
        "NEWS",
        ENGLISH[2],
        "By Ada Penner and Bo Sample",
        "Example Wire",
        *made.HERALD,
        made.SAID,
        made.VOTED,
    ]
    (found,) = found_in(tmp_path, "\n\n".join([*lines, "Document EXHER00020250109el1900001"]))
    assert facts(found) == ENGLISH


def test_an_export_that_is_cut_off_says_so(tmp_path: Path) -> None:
    lines = made.FACTIVA_LINES[: made.FACTIVA_LINES.index(made.SAGTE) + 1]
    whole, cut = found_in(tmp_path, "\n\n".join(lines))
    assert (facts(whole), facts(cut)) == (ENGLISH, GERMAN)
    assert isinstance(whole, Article)
    assert isinstance(cut, Article)
    assert not whole.notice
    assert "end may be missing" in cut.notice


@pytest.mark.parametrize("width", [50, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_broken_lines_of_an_export_are_joined(width: int, between: str, tmp_path: Path) -> None:
    told = " ".join(
        [made.VOTED, *["Nobody in the hall said a word about it, as the mayor had asked them to."] * 4]
    )
    lines = [line.replace(made.VOTED, told) for line in made.FACTIVA_LINES]
    text = between.join("\n".join(textwrap.wrap(line, width)) for line in lines)
    first, _ = found_in(tmp_path, text)
    assert facts(first) == (*ENGLISH[:4], f"{made.SAID}\n\n{told}")
