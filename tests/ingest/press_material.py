"""Exports of press databases, written by hand in the layouts of Europresse, Factiva and ProQuest."""

# ruff: noqa: E501 - exports are easier to read on one line

import io
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

SAID: Final = "“We will not sell the harbour,” said Carl Example, the mayor of the town, on Thursday."
VOTED: Final = "The council voted after three hours in the old hall by the water."
DIT: Final = "« Nous ne vendrons pas le port », a déclaré Carole Exemple, la maire de la ville."
SAGTE: Final = "„Wir verkaufen die Fähre nicht“, sagte Karla Beispiel, die Bürgermeisterin der Stadt."


def word_document(lines: Sequence[str]) -> bytes:
    """A Word document of some paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    return buffer.getvalue()


def rtf(lines: Sequence[str]) -> bytes:
    """An RTF document of some paragraphs."""
    body = "\\par\n".join(
        "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in line) for line in lines
    )
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\footer Page 1 \'a9 2025 Factiva}"
    return f"{head}\n{body}\\par}}".encode("ascii")


def europresse(*articles: str) -> str:
    """A page of Europresse."""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Europresse</title></head><body>'
        f"{''.join(articles)}</body></html>"
    )


def europresse_article(
    outlet: str = "Le Courrier exemplaire, no. 24356<br>Édition du soir",
    head: str = "Politique, jeudi 9 janvier 2025 512 mots, p. 8",
    by: str = '<p class="sm-margin-bottomNews">Ada Penner</p>',
    text: str = f"<p>{DIT}</p><p>Le conseil a voté.</p>",
) -> str:
    """An article of Europresse in the present layout."""
    return (
        '<article><header><div class="rdp__DocPublicationName">'
        f'<span class="DocPublicationName">{outlet}</span></div>'
        f'<div class="rdp__DocHeader"><span class="DocHeader">{head}</span></div><aside>Imprimer</aside>'
        '<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">'
        f"Le port <mark>reste</mark> à la ville</p></div>{by}</header>"
        f'<section><div class="DocText clearfix"><div class="docOcurrContainer">{text}</div></div></section>'
        "<footer><small>© 2025 Le Courrier exemplaire. Tous droits réservés.</small>"
        '<p>Numéro de document : news·20250109·EX·123</p><div class="apd-wrapper">Ce certificat est émis à</div>'
        "</footer></article>"
    )


def old_europresse_article(outlet: str, by: str, text: str) -> str:
    """An article of Europresse in the layout of before 2013: no elements, but line breaks."""
    return (
        '<table><tr><td><table id="tbHeaderImages"><tr><td id="celPublication"><img src="a.gif"></td></tr></table>'
        f'<span class="DocPublicationName">{outlet}</span><br><span class="DocHeader">Éditorial, </span>'
        '<span class="DocHeader">jeudi </span><span class="DocHeader">4 octobre 2012</span>'
        '<span class="DocHeader">, p. 03</span><br><br><span class="TitreArticleVisu">Le port '
        f'<span style="color:red">reste</span></span><br><br>{by}<p></p>{text}<p></p>'
        "<b><i>© 2012 Le Courrier exemplaire. Tous droits réservés.</i></b><p></p>"
        "Numéro de document : news·20121004·EX·2<br><table><tr><td>Ce certificat est émis à</td></tr></table>"
        "</td></tr></table><p><br>"
    )


def factiva(*articles: str) -> str:
    """A page of Factiva."""
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>'
        "<style>.article {page-break-after:always;}</style></head><body>"
        '<div id="navcontainer"><h1>Factiva</h1><span>Dow Jones</span></div>'
        f'<div id="contentLeft"><span></span>{"<br/><span></span>".join(articles)}</div>'
        '<div id="pageFooter"><span>© 2025 Factiva, Inc. All rights reserved.</span></div></body></html>'
    )


def factiva_article(
    head: tuple[str, ...], title: str, by: str, text: tuple[str, ...], number: str, language: str = "en"
) -> str:
    """An article of a page of Factiva without field codes."""
    author = f'<div class="author">\n{by}\n</div>' if by else ""
    heads = "".join(f"<div>{line}</div>" for line in head)
    paragraphs = "".join(
        f'<p class="articleParagraph {language}articleParagraph">\n{line}\n</p>' for line in text
    )
    return (
        f'<div id="article-{number}" class="article" ><div class="article {language}Article"><p>\n'
        f"<div id=\"hd\" ><span class='{language}Headline'>\n{title}\n</span>\n</div>{author}{heads}\n</p>\n"
        f"{paragraphs}<p>Document {number}</p></div></div>"
    )


def coded_article(fields: dict[str, str], text: dict[str, tuple[str, ...]], language: str = "en") -> str:
    """An article of a page of Factiva with field codes."""
    rows = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'
        for code, value in fields.items()
    )
    bodies = "".join(
        f'<tr><td class="index"><p><b>{code}</b>&nbsp;</p></td><td>'
        + "".join(f'<p class="articleParagraph {language}articleParagraph">{line}</p>' for line in lines)
        + "</td></tr>"
        for code, lines in text.items()
    )
    foot = '<tr><td class="index"><br/><b>NS</b></td><td>gcat : Political News</td></tr>'
    return f'<div class="article {language}Article"><table>{rows}{bodies}{foot}</table><br/></div>'


FACTIVA_LINES: Final = (
    "Harbour stays with the town after a long vote........................1",
    "Die Fähre bleibt bei der Stadt........................2",
    "NEWS",
    "Harbour stays with the town after a long vote",
    "By Ada Penner and Bo Sample",
    "512 words",
    "9 January 2025",
    "16:05",
    "The Example Herald",
    "EXHER",
    "3",
    "English",
    "© 2025 The Example Herald. All Rights Reserved.",
    SAID,
    VOTED,
    "License this article from Dow Jones Reprint Service",
    "Document EXHER00020250109el1900001",
    "Page 1 of 2 © 2025 Factiva, Inc. All rights reserved.",
    "Die Fähre bleibt bei der Stadt",
    "Von Ada Penner.",
    "1.512 Wörter",
    "10. Januar 2025",
    "Beispielpost",
    "BEIPO",
    "Deutsch",
    "(c) Copyright Beispielpost 2025",
    SAGTE,
    "Dokument BEIPO00020250110el1a0000b",
    "Search Summary",
    "Text",
    "harbour",
)
FACTIVA_CODED: Final = (
    "HD",
    "Harbour stays with the town after a long vote",
    "BY",
    "By Ada Penner",
    "WC",
    "512 words",
    "PD",
    "9 January 2025",
    "SN",
    "The Example Herald",
    "SC",
    "EXHER",
    "LA",
    "English",
    "CY",
    "© 2025 The Example Herald. All Rights Reserved.",
    "LP",
    SAID,
    "TD",
    "IN the hall nobody spoke.",
    VOTED,
    "NS",
    "gcat : Political News",
    "AN",
    "Document EXHER00020250109el1900001",
)

_RULE: Final = "_" * 60


def proquest(*records: str) -> str:
    """An export of ProQuest as text, with its head, contents and foot."""
    head = "Report Information from ProQuest\nJanuary 12 2025 09:12"
    foot = "Contact us at: https://www.example.org Copyright © 2025 ProQuest LLC. All rights reserved."
    return f"\n{_RULE}\n\n".join(["", head, "Table of contents\n\n1. Harbour stays.... 1", *records, foot])


def proquest_record(labels: tuple[str, ...], values: tuple[str, ...], text: str, language: str) -> str:
    """A record of ProQuest.

    Args:
        labels: for author, full text, subject, title, publication title, date, language, number.
        values: of author, title, publication title, date.
        text: of the article; empty for a record without.
        language: as the record names it.
    """
    full = f"{labels[1]}: {text}\n\n" if text else ""
    return (
        f"Document 1 of 2\n\n{values[1]}\n\n{labels[0]}: {values[0]}\n\nAbstract: “Nobody said this,” it says here.\n\n"
        f"Links: https://www.example.org/docview/123\n\n{full}{labels[2]}: Harbours; Mayors\n\n"
        f"{labels[3]}: {values[1]}\n\n{labels[4]}: {values[2]}\n\nISSN: 1234-5678\n\n{labels[5]}: {values[3]}\n\n"
        f"{labels[6]}: {language}\n\n{labels[7]}: 3152345678\n\nCopyright: (Copyright (c) 2025 Example Media)\n"
    )


PROQUEST_LABELS: Final = (
    *("Author", "Full text", "Subject", "Title", "Publication title", "Publication date"),
    *("Language of publication", "ProQuest document ID"),
)
"""As the service prints them in English."""
HERALD: Final = (
    *("512 words", "9 January 2025", "16:05", "The Example Herald", "EXHER", "3", "English"),
    "(c) 2025 The Example Herald",
)
"""The head of an article of Factiva."""
EXPORTS: Final = {
    "press database pages (Europresse)": europresse(europresse_article(text=f"<p>{SAID}</p>")),
    "press database pages (Factiva)": factiva(
        factiva_article(HERALD, "Harbour stays", "By Ada Penner", (SAID,), "EXHER00020250109el1900001")
    ),
    "press database exports (ProQuest)": proquest(
        proquest_record(PROQUEST_LABELS, ("Penner, Ada", "Harbour", "Herald", "Jan 9, 2025"), SAID, "English")
    ),
    "press database exports (Factiva)": "\n\n".join(FACTIVA_LINES),
}
"""A file of each row of the table that reads exports."""
