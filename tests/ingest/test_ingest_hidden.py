"""What mails, books and pages hide is left out and said; books are proved and read in every encoding."""

# ruff: noqa: E501 - markup is easier to read on one line

import codecs
from pathlib import Path
from typing import Any

import pytest
from reader_material import page, zipped

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.ingest.web import pages
from quotebrowser.model import Article

SAID = "<p>“We will not sell the harbour to anyone,” said Ada Example, who is the mayor of the town by the sea.</p>"
GHOST = "“Words that nobody sees at all here,” said Bob Ghost of the harbour. Nobody reads them."


def mail(body: str) -> bytes:
    """A newsletter in HTML."""
    head = "From: News <n@example.org>\r\nSubject: The harbour\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return f"{head}<html><body>{body}</body></html>".encode()


def book(chapter: bytes, metadata: str = "") -> bytes:
    """A book of one chapter."""
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
            "p.opf": f'<package>{metadata}<manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": chapter,
        }
    )


def only(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return outcome


def said(article: Article) -> list[str]:
    return [part for quote in quotes(article) for part in quote.parts(article.text)]


KEPT = ["We will not sell the harbour to anyone,"]
PREHEADERS = [
    "display:none",
    "display: none !important; max-height: 0",
    "max-height:0px; overflow:hidden",
    "font-size:0;line-height:0",
    "font-size: 1px",
    "opacity:0",
    "opacity: 0.0; color: transparent",
    "mso-hide:all",
    "visibility:hidden",
    "color:#fff; background-color:#ffffff",
    "background: white; color: #FFFFFF",
]


@pytest.mark.parametrize("tag", ["div", "span", "td"])
@pytest.mark.parametrize("look", PREHEADERS)
def test_the_hidden_first_line_of_a_mail_is_left_out_and_said(tmp_path: Path, look: str, tag: str) -> None:
    hidden = f'<{tag} class="preheader" style="{look}">{GHOST}</{tag}>'
    hidden = f"<table><tr>{hidden}</tr></table>" if tag == "td" else hidden
    article = only(tmp_path / "a", mail(f"{hidden}{SAID}"))
    assert said(article) == KEPT
    assert "Ghost" not in article.text
    assert article.notice == "left out: 1 hidden passage"


SHOWN = [
    ("a column without blanks", '<div style="font-size:0"><div style="font-size:16px">{}</div></div>'),
    ("a column of a column", '<table><tr><td style="direction:ltr;font-size:0px;padding:9px"><div style="font-family:Arial;font-size:13px;color:#000">{}</div></td></tr></table>'),
    ("a part that shows itself", '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>'),
    ("a colour that is set again", '<td style="background:#fff;color:#fff"><span style="color:#000">{}</span></td>'),
    ("a colour on another", '<div style="background:#000;color:#fff">{}</div>'),
    ("a height", '<div style="max-height:0.5em">{}</div>'),
    ("half seen", '<div style="opacity:0.5">{}</div>'),
    ("small print", '<div style="font-size:10px">{}</div>'),
    ("a line without height", '<div style="mso-line-max-height:0">{}</div>'),
]  # fmt: skip


@pytest.mark.parametrize("form", [row[1] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_what_a_mail_shows_stays(tmp_path: Path, form: str) -> None:
    article = only(
        tmp_path / "a", mail(f"{form.format(SAID)}<p>The town met and it talked for three hours.</p>")
    )
    assert said(article) == KEPT
    assert not article.notice


def test_blanks_that_a_mail_hides_are_not_said(tmp_path: Path) -> None:
    blanks = '<div style="display:none">&zwnj;&nbsp;&#847; &zwnj;&nbsp;</div>'
    assert not only(tmp_path / "a", mail(f"{blanks}{SAID}")).notice


FILL = "".join(
    f"<p>The council met for the {at}th time about the harbour, and the residents came to listen to it.</p>"
    for at in range(4, 9)
)
HIDDEN_PARTS = [
    (f'<div style="display:none"><p>{GHOST}</p></div>', True),
    (f"<aside hidden>{GHOST}</aside>", True),
    (f'<p style="visibility:hidden">{GHOST}</p>', True),
    ('<ul hidden><li><a href="/1">Home</a></li><li><a href="/2">News of the town and of the harbour</a></li></ul>', False),
    ("<div hidden><span>Share</span> <span>Print</span></div>", False),
    ("<script>var a = 'We go to the harbour. We go to the harbour.'</script>", False),
    ("<div style='display:none'></div>", False),
]  # fmt: skip


@pytest.mark.parametrize(("part", "is_said"), HIDDEN_PARTS)
def test_hidden_running_text_of_a_page_is_said_and_hidden_menus_are_not(
    tmp_path: Path, part: str, *, is_said: bool
) -> None:
    article = only(tmp_path / "a.html", page(f"{FILL}{part}{SAID}{FILL}").encode())
    assert said(article) == KEPT
    assert article.notice == ("left out: 1 hidden passage" if is_said else "")


def test_on_a_page_what_a_program_will_show_is_not_hidden(tmp_path: Path) -> None:
    for look in ("opacity:0", "max-height:0"):
        article = only(tmp_path / "a.html", page(f'<div style="{look}">{SAID}</div>{FILL}').encode())
        assert said(article) == KEPT


IN_BOOKS = [
    ("struck", "<s>{}</s>", "1 struck passage"),
    ("deleted", "<del>{}</del>", "1 struck passage"),
    ("struck by its look", '<span style="text-decoration: line-through">{}</span>', "1 struck passage"),
    ("hidden", '<span hidden="hidden">{}</span>', "1 hidden passage"),
    ("not shown", '<i style="display:none">{}</i>', "1 hidden passage"),
    ("invisible", '<b style="visibility:hidden">{}</b>', "1 hidden passage"),
    ("a note", '<sup><a href="#n1">1</a></sup>', "1 footnote sign"),
]


@pytest.mark.parametrize(("form", "notice"), [row[1:] for row in IN_BOOKS], ids=[row[0] for row in IN_BOOKS])
def test_what_a_book_strikes_or_hides_is_left_out_and_said(tmp_path: Path, form: str, notice: str) -> None:
    words = SAID.replace("anyone,", f"anyone{form.format(' never')},")
    article = only(tmp_path / "a", book(f"<html><body><h1>The harbour</h1>{words}</body></html>".encode()))
    assert said(article) == KEPT
    assert article.notice == f"left out: {notice}"
    assert article.facts.title is not None
    assert article.facts.title.value == "The harbour"


def test_a_book_whose_words_are_altered_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def alters(root: Any) -> None:
        for paragraph in root.iter("p"):
            paragraph.text = paragraph.text.replace("not", "now")

    monkeypatch.setattr(pages, "show_buttons", alters)
    article = only(tmp_path / "a", book(f"<html><body>{SAID}</body></html>".encode()))
    assert not said(article)
    assert "not stand in the page as read" in article.notice


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Unknown Title", None),
        ("untitled", None),
        ("Unknown", None),
        ("Sans titre", None),
        ("The Unknown", "The Unknown"),
    ],
)
def test_a_book_that_nobody_named_has_no_outlet(tmp_path: Path, title: str, outlet: str | None) -> None:
    chapter = f"<html><body>{SAID}</body></html>".encode()
    article = only(tmp_path / "a", book(chapter, f"<metadata><title>{title}</title></metadata>"))
    assert (article.facts.outlet.value if article.facts.outlet else None) == outlet


ENCODED = [
    ("utf-8", "utf-8", b""),
    ("utf-8 with a mark", "utf-8", codecs.BOM_UTF8),
    ("utf-16 little", "utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16 big", "utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16 little without a mark", "utf-16-le", b""),
    ("utf-16 big without a mark", "utf-16-be", b""),
    ("iso-8859-1", "iso-8859-1", b""),
    ("windows-1252", "windows-1252", b""),
    ("iso-8859-2", "iso-8859-2", b""),
    ("windows-1251", "windows-1251", b""),
]
WORDS = {
    "iso-8859-1": "«Le port n’est pas à vendre, ni à présent ni plus tard, jamais de la vie»",
    "iso-8859-2": '"Port nie jest na sprzedaż, ani dziś, ani jutro, ani za dziesięć lat"',
    "windows-1251": "«Гавань не продаётся ни сегодня, ни завтра, ни через десять лет»",
}


@pytest.mark.parametrize("kind", ["page", "book"])
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "doctype"])
@pytest.mark.parametrize(("encoding", "mark"), [row[1:] for row in ENCODED], ids=[row[0] for row in ENCODED])
def test_xhtml_is_read_in_the_encoding_that_it_declares(
    tmp_path: Path, encoding: str, mark: bytes, kind: str, *, declared: bool
) -> None:
    words = WORDS.get(
        encoding, "“The harbour is not for sale – not now, not à la carte, and not in ten years”"
    )
    words = words.replace("’", "'") if encoding.startswith("iso") else words
    name = "utf-16" if encoding.startswith("utf-16") else encoding
    doctype = (
        ""
        if declared
        else '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    )
    text = (
        f'<?xml version="1.0" encoding="{name}"?>\n{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Port</title></head>'
        f"<body><article><h1>Port</h1><p>{words}, Ada Example (39) of the town.</p>{FILL}</article></body></html>"
    )
    data = mark + text.encode(encoding)
    article = only(tmp_path / "a.xhtml", data if kind == "page" else book(data))
    assert words in article.text
    assert not article.notice
