"""The same article gives the same quotes and facts whatever it was saved as."""

import io
import json
import textwrap
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.model import Article, Provenance, Rejected

TITLE = "The harbour stays with the town"
BODY = (
    "The town will keep its harbour after a vote of the council that ended months of doubt about it.",
    "“We will not sell the harbour – not now, and not in ten years,” said Ada Example, the mayor.",
    "The owners had asked for a promise. “Nobody asked us,” Bo Sample, their speaker, said. “Nobody will.”",
    "Fishermen came to the hall on Thursday, many with their families, and waited for the result there.",
    "“It’s our bread,” one of them said, and he asked the council to write it down for his children.",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def as_text() -> bytes:
    return "\n\n".join([TITLE, *BODY]).encode()


def page() -> str:
    body = "".join(f"<p>{escape(part)}</p>" for part in BODY)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The harbour | Herald</title>'
        f'<meta property="og:title" content="{TITLE}"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{TITLE}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"
    )


def as_page() -> bytes:
    return page().encode()


def as_saved_page() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://www.example.org/harbour"
    message["Date"] = "Sun, 12 Jan 2025 10:00:00 -0000"
    message["Subject"] = "harbour"
    message.set_content("")
    message.clear_content()
    message.add_related(page(), subtype="html", cte="quoted-printable")
    return bytes(message)


def as_mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Example Herald <news@example.org>"
    message["List-Unsubscribe"] = "<https://example.org/off>"
    message["Date"] = "Thu, 9 Jan 2025 06:00:00 +0100"
    message["Subject"] = TITLE
    message.set_content("See this mail in your browser.")
    message.add_alternative(
        "<html><body><table><tr><td>" + "".join(f"<p>{part}</p>" for part in BODY) + "</td></tr></table>",
        subtype="html",
    )
    return bytes(message)


def as_document() -> bytes:
    runs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(part[:20])}</w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(part[20:])}</w:t></w:r>'
        "<w:del><w:r><w:delText>“This was deleted before printing,” he said.</w:delText></w:r></w:del></w:p>"
        for part in BODY
    )
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    return document(heading + runs)


def document(body: str) -> bytes:
    """A Word document of some paragraphs."""
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TITLE}</dc:title></cp:coreProperties>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        archive.writestr("docProps/core.xml", core)
    return buffer.getvalue()


def as_news_item() -> bytes:
    return json.dumps({"uri": "urn:x", "headline": TITLE, "body_text": "\n".join(BODY)}).encode()


def as_pdf(*, pages: int = 2, running: str = "Example Herald") -> bytes:
    """A PDF file written by hand: broken into lines, hyphenated, with a running head and page numbers."""
    lines: list[str] = []
    for part in (TITLE, *BODY):
        lines += [*"\n".join(textwrap.wrap(part, 60)).replace("promise", "prom-\nise").split("\n"), ""]
    half = -(-len(lines) // pages)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for number in range(pages):
        drawn = [f"BT /F1 11 Tf 14 TL 60 760 Td ({running}) Tj T* T*".encode()]
        drawn += [
            b"(" + line.encode("cp1252").replace(b"(", b"\\(") + b") Tj T*"
            for line in lines[number * half : (number + 1) * half]
        ]
        drawn.append(f"T* T* ({number + 1}) Tj ET".encode())
        stream = b"\n".join(drawn)
        kids = len(objects)
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %s>>>>>>"
            % (kids + 2, font),
            b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    kids_of = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    objects[1] = f"<</Type/Pages/Count {pages}/Kids[{kids_of}]>>".encode()
    objects.append(f"<</Title({TITLE})>>".encode())
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    tail = f"{table}trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R>>\n"
    return data + tail.encode() + f"startxref\n{len(data)}\n%%EOF".encode()


FORMS: list[tuple[str, Callable[[], bytes]]] = [
    ("text", as_text),
    ("html", as_page),
    ("mhtml", as_saved_page),
    ("eml", as_mail),
    ("docx", as_document),
    ("pdf", as_pdf),
    ("ninjs", as_news_item),
]


def only(path: Path, data: bytes) -> Article:
    """The one article that some bytes are read as."""
    path.write_bytes(data)
    (outcome,) = read(path)
    assert not isinstance(outcome, Rejected), outcome.reason
    return outcome


def said(article: Article) -> list[tuple[tuple[str, ...], str, str]]:
    """Words, kind and speaker of every quote."""
    return [
        (quote.parts(article.text), quote.kind.value, quote.speaker.name if quote.speaker else "")
        for quote in quotes(article)
    ]


@pytest.mark.parametrize("make", [row[1] for row in FORMS], ids=[row[0] for row in FORMS])
def test_the_quotes_are_the_same_whatever_the_article_was_saved_as(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    expected = said(only(tmp_path / "text", as_text()))
    assert len(expected) == 3
    article = only(tmp_path / "article", make())
    assert said(article) == expected
    assert article.title == TITLE


def test_a_page_saved_as_mail_tells_its_address_and_the_day(tmp_path: Path) -> None:
    facts = only(tmp_path / "a", as_saved_page()).facts
    assert facts.url is not None
    assert facts.accessed is not None
    assert facts.url.value == "https://www.example.org/harbour"
    assert facts.accessed.value.startswith("2025-01-12")
    assert facts.url.provenance is Provenance.EMBEDDED


def test_a_newsletter_tells_its_day_and_proposes_its_sender_as_outlet(tmp_path: Path) -> None:
    article = only(tmp_path / "a", as_mail())
    assert article.published is not None
    assert article.published.iso == "2025-01-09"
    assert article.facts.outlet is not None
    assert article.facts.outlet.value == "Example Herald"
    assert article.facts.outlet.provenance is Provenance.HEURISTIC


def test_a_letter_of_a_colleague_has_no_outlet(tmp_path: Path) -> None:
    letter = as_mail().replace(b"List-Unsubscribe", b"X-Other")
    assert only(tmp_path / "a", letter).facts.outlet is None


SELL = "<w:r><w:t>“We will not sell,” she said.</w:t></w:r>"
BOX = f"<w:pict><w:txbxContent><w:p>{SELL}</w:p></w:txbxContent></w:pict>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
EITHER = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
BOTH = f"<mc:AlternateContent {MC}>{EITHER}</mc:AlternateContent>"
SYMBOL = (
    f'<mc:AlternateContent {MC}><mc:Choice><symbol char="263A"/></mc:Choice>'
    "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent>"
)
MARKED_UP = [
    ("a text moved away", f"<w:moveFrom>{SELL}</w:moveFrom>", ""),
    ("a text moved here", f"<w:moveTo>{SELL}</w:moveTo>", "“We will not sell,” she said."),
    ("a text put in", f"<w:ins>{SELL}</w:ins>", "“We will not sell,” she said."),
    ("a text taken out", f"<w:del>{SELL}</w:del>", ""),
    ("a text taken out of what was put in", f"<w:ins><w:del>{SELL}</w:del></w:ins>", ""),
    ("a link", f'<w:hyperlink w:anchor="x">{SELL}</w:hyperlink>', "“We will not sell,” she said."),
    ("the code of a field", "<w:r><w:instrText>PAGE 4</w:instrText></w:r>", ""),
    ("a box beside the text", f"<w:r>{BOX}</w:r>", "“We will not sell,” she said."),
    ("a box for new and for old programs", f"<w:r>{BOTH}</w:r>", "“We will not sell,” she said."),
    ("a character for old programs", f"<w:r>{SYMBOL}</w:r>", "☺"),
    ("a tab", "<w:r><w:t>so</w:t><w:tab/><w:t>so</w:t></w:r>", "so so"),
    ("a hard hyphen", "<w:r><w:t>so</w:t><w:noBreakHyphen/><w:t>so</w:t></w:r>", "so‑so"),
    ("a soft hyphen", "<w:r><w:t>har</w:t><w:softHyphen/><w:t>bour</w:t></w:r>", "harbour"),
]  # fmt: skip


@pytest.mark.parametrize("strict", [False, True], ids=["transitional", "strict"])
@pytest.mark.parametrize(("name", "markup", "printed"), MARKED_UP, ids=[row[0] for row in MARKED_UP])
def test_of_a_document_only_what_it_prints_is_read(
    tmp_path: Path, name: str, markup: str, printed: str, *, strict: bool
) -> None:
    kept = "<w:p><w:r><w:t>The council met for three hours.</w:t></w:r></w:p>"
    data = document(f"{kept}<w:p>{markup}</w:p>")
    if strict:
        data = unpacked_with(data, W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    text = only(tmp_path / "a", data).text
    assert text.split("\n\n") == ["The council met for three hours.", *([printed] if printed else [])]


def unpacked_with(data: bytes, old: str, new: str) -> bytes:
    """An archive whose members have other words."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read_from, zipfile.ZipFile(buffer, "w") as archive:
        for name in read_from.namelist():
            archive.writestr(name, read_from.read(name).replace(old.encode(), new.encode()))
    return buffer.getvalue()


def test_a_document_that_declares_entities_or_is_damaged_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for data, reason in [
        (buffer.getvalue(), "entities"),
        (as_document()[:-40], "damaged"),
        (as_document().replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged"),
    ]:
        (tmp_path / "a").write_bytes(data)
        (outcome,) = read(tmp_path / "a")
        assert isinstance(outcome, Rejected)
        assert reason in outcome.reason


def test_page_furniture_and_hyphens_of_a_pdf_go(tmp_path: Path) -> None:
    text = only(tmp_path / "a", as_pdf()).text
    assert "Example Herald" not in text
    assert "asked for a promise" in text
    assert not text.endswith("2")


def test_a_scan_and_a_damaged_pdf_are_refused(tmp_path: Path) -> None:
    scan = as_pdf().replace(b" Tj", b" pop")
    for data, reason in [(scan, "no text"), (b"%PDF-1.7\n" + bytes(100), "damaged")]:
        (tmp_path / "a").write_bytes(data)
        (outcome,) = read(tmp_path / "a")
        assert isinstance(outcome, Rejected)
        assert reason in outcome.reason
