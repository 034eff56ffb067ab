import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.extract import quotes
from quotebrowser.ingest.formats.pdf_letters import lines_of
from quotebrowser.ingest.read_files import read
from quotebrowser.model import Article, Page, Rejected

PRINTED: Final = Path(__file__).parent / "printed"
SEEDS: Final = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
PROGRAMS: Final = ("chromium", "libreoffice", "reportlab")
FURNITURE: Final = re.compile(r"file://\S+ \d/\d|\d\d?/\d\d?/\d\d, .*")
"""What Chromium prints at the edges of pages."""
BODY: Final = (
    "The council met for four hours on Tuesday evening and heard",
    "all who came. “We were never asked about the basin,” said",
    "Maria Oduya, who has run the old fish hall since her father died.",
)


def typeset(lines: Sequence[str], title: str | None = None, *, head: str = "", pieces: bool = False) -> bytes:
    """A page of Helvetica, its headline in larger type; in pieces, each letter overlaps the one before."""

    def shown(text: str) -> str:
        if not pieces:
            return f"({_escaped(text)}) Tj"
        return "[" + " 60 ".join(f"({_escaped(char)})" for char in text) + "] TJ"

    rows = ([(20, 790, head)] if head else []) + [(10, 750 - 13 * at, line) for at, line in enumerate(lines)]
    drawn = "".join(f"BT /F1 {size} Tf 60 {y} Td {shown(text)} ET\n" for size, y, text in rows).encode(
        "cp1252"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Title(%s)>>" % _escaped(title or "").encode("cp1252"),
    ]
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n%%EOF"


def _escaped(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text)


def article(path: Path, data: bytes | None = None) -> Article:
    if data is not None:
        path.write_bytes(data)
    (outcome,) = read(path)
    assert isinstance(outcome, Article)
    return outcome


def passages(found: Article) -> list[str]:
    return [" ".join(span.of(found.text).split()) for quote in quotes(found) for span in quote.spans]


def letters(text: str) -> str:
    """Without white space, control characters and hyphens, which stand for broken words in pdfium's text."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff\u00ad-]", "", text)


def own_text(data: bytes | Path) -> list[str]:
    """What pdfium gives for each page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_programs_print_gives_the_quotes_of_the_text(program: str) -> None:
    wanted = [passage for seed in SEEDS for passage in passages(article(seed))]
    assert len(wanted) == 36
    assert passages(article(PRINTED / f"{program}.pdf")) == wanted


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_letter_of_a_page_comes_once(program: str) -> None:
    path = PRINTED / f"{program}.pdf"
    document = pypdfium2.PdfDocument(path)
    lines = [lines_of(page) for page in document]
    own = own_text(path)
    assert [letters("".join(line.text for line in page)) for page in lines] == list(map(letters, own))
    kept = [line for page in own for line in page.splitlines() if not FURNITURE.fullmatch(line)]
    assert letters(article(path).text) == letters("".join(kept))


@given(
    st.lists(
        st.text("abcdefgilnorstvwyATVW.,-'“”’1", min_size=1, max_size=60).filter(str.strip),
        min_size=1,
        max_size=8,
    )
)
def test_letters_of_any_type_that_overlap_come_once(lines: list[str]) -> None:
    data = typeset(lines, pieces=True)
    (page,) = pypdfium2.PdfDocument(data)
    assert letters("".join(line.text for line in lines_of(page))) == letters(own_text(data)[0])


LINE_ENDS: Final = [
    ("We will sign a loan for 10-", "year terms.", "a loan for 10-year terms."),
    ("That was in the season of 2024-", "25 and before.", "of 2024-25 and"),
    ("It is on pages 12-", "14 of the plan.", "pages 12-14 of"),
    ("The council has a ten-", "year plan.", "a ten-year plan."),
    ("She is thirty-", "five years old.", "thirty-five years"),
    ("He is self-", "employed since.", "is self-employed since"),
    ("The house of Smith-", "Jones is sold.", "of Smith-Jones is"),
    ("They sell two-", "and three-day trips.", "sell two- and three-day trips"),
    ("A model such as GPT-4-", "based ones.", "as GPT-4-based ones"),
    ("The owners had asked for a prom-", "ise in writing.", "a promise in"),
    ("The owners had asked for a prom\u00ad", "ise in writing.", "a promise in"),
    ("THE TOWN KEEPS ITS HAR-", "BOUR FOR GOOD.", "ITS HARBOUR FOR"),
    ("Long-term plans are long-", "term plans.", "are long-term plans"),
    ("The town knows it—", "and so do you.", "knows it—and so"),
    ("The town is small –", "and so are we.", "small – and so"),
    ("They read the news on news-", "papers, not in newspapers alone.", "on newspapers, not"),
]


@pytest.mark.parametrize(("first", "second", "printed"), LINE_ENDS, ids=[row[2] for row in LINE_ENDS])
def test_a_hyphen_at_a_line_end_stays_where_it_is_the_words_own(
    tmp_path: Path, first: str, second: str, printed: str
) -> None:
    assert printed in article(tmp_path / "a", typeset([first, second])).text


def test_a_text_whose_printer_breaks_no_words_keeps_the_hyphens_of_line_ends(tmp_path: Path) -> None:
    lines = [*BODY * 20, "They spoke of a harbour-", "side walk."]
    assert "harbour-side walk" in article(tmp_path / "a", typeset([line[:60] for line in lines])).text


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - harbour_final_v3.docx",
        "untitled",
        "Layout 1",
        "harbour-plan.indd",
        "https://www.example.org/harbour-plan",
        "Q3 template",
        "D:\\Desk\\article 7",
        "",
    ],
)
def test_a_title_that_is_not_printed_is_no_headline(tmp_path: Path, title: str) -> None:
    data = typeset(BODY, title, head="Harbour plan divides town")
    assert article(tmp_path / "a", data).title in ("", "Harbour plan divides town")


@pytest.mark.parametrize(
    ("head", "title", "found"),
    [
        ("Harbour plan divides town", "Harbour plan divides town", "Harbour plan divides town"),
        (
            "Harbour plan divides town",
            "Harbour plan divides town | Example Herald",
            "Harbour plan divides town",
        ),
        ("HARBOUR PLAN DIVIDES TOWN", "Harbour plan divides town", "Harbour plan divides town"),
        ("Harbour plan – a town divided", "Harbour plan – a town divided", "Harbour plan – a town divided"),
    ],
)
def test_a_title_that_is_printed_is_the_headline(tmp_path: Path, head: str, title: str, found: str) -> None:
    assert article(tmp_path / "a", typeset(BODY, title, head=head)).title == found


def test_a_locked_file_and_one_without_text_say_why_they_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(typeset([]))
    cases = [(PRINTED / "locked.pdf", "password-protected"), (tmp_path / "scan", "no text")]
    for path, reason in cases:
        (outcome,) = read(path)
        assert isinstance(outcome, Rejected)
        assert reason in outcome.reason


def paged(pages: Sequence[Sequence[str]], labels: str = "") -> bytes:
    """Pages of Helvetica; `labels` is the catalog's number tree of page labels, empty for none."""
    catalog = f"<</Type/Catalog/Pages 2 0 R{f'/PageLabels<</Nums[{labels}]>>' if labels else ''}>>"
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        catalog.encode("cp1252"),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 10 Tf 60 {750 - 13 * row} Td ({_escaped(line)}) Tj ET\n"
            for row, line in enumerate(lines)
        ).encode("cp1252")
        objects += [
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R" % (4 + 2 * at)
            + b"/Resources<</Font<</F1 3 0 R>>>>>>",
        ]
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


LEAVES: Final = (
    (*BODY, "The town will not sell the har-"),
    ("bour to anybody, she said, and the council", "agreed with her after a long debate."),
    (),
    ("“Nobody asked the rowers,” said Bo Sample, who", "rows there in the morning."),
)


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        ("", ["1", "2", "4"]),
        ("0<</S/r/St 3>> 2<</S/D/St 1>>", ["iii", "iv", "2"]),
        ("0<</S/D/P(A-)/St 7>>", ["A-7", "A-8", "A-10"]),
        (f"0<</P({'x' * 60})/S/D>>", ["1", "2", "4"]),
    ],
)
def test_pages_begin_where_their_first_word_stands_and_are_called_as_the_file_labels_them(
    tmp_path: Path, labels: str, numbers: list[str]
) -> None:
    found = article(tmp_path / "a", paged(LEAVES, labels))
    begins = [found.text.index(words) for words in ("The council met", "bour to anybody", "“Nobody asked")]
    begins[2] += 1
    labelled = numbers != ["1", "2", "4"]
    assert found.pages == tuple(
        Page(start, number, labelled) for start, number in zip(begins, numbers, strict=True)
    )
    page = found.page_at(found.text.index("agreed with her"))
    assert page is not None
    assert page.number == numbers[1]


@pytest.mark.parametrize("program", PROGRAMS)
def test_pages_of_what_programs_print_are_those_of_its_words(program: str) -> None:
    found = article(PRINTED / f"{program}.pdf")
    own = own_text(PRINTED / f"{program}.pdf")
    assert len(found.pages) == len(own) > 1
    ends = [*(page.offset for page in found.pages[1:]), len(found.text)]
    for page, end, text in zip(found.pages, ends, own, strict=True):
        words = re.findall(r"\w+", found.text[page.offset : end])
        assert words
        assert letters("".join(words[1:-1])) in re.sub(r"\W", "", letters(text)).replace("_", "")


def test_a_text_without_pages_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We held on,” she said.", encoding="utf-8")
    assert article(tmp_path / "a.txt").pages == ()


COURT: Final = (
    "Q.   Did you see the bridge before it was",
    "closed on that Monday?",
    "A.   I did.  I saw it on the Sunday",
    "night, and the wood was wet.",
    "THE COURT:  Go on, Mr. Dahl, and be",
    "quick about it.",
)


@pytest.mark.parametrize("reporter", ["Example Reporting", ""])
def test_numbered_lines_of_courts_are_read_without_their_numbers(tmp_path: Path, reporter: str) -> None:
    said = COURT * 10
    pages = [
        ["IN THE COURT OF EXAMPLE" if page == 0 else reporter]
        + [f"{at + 1:>2}  {said[page * 25 + at]}" for at in range(25)]
        for page in range(2)
    ]
    found = article(tmp_path / "a", paged([list(filter(None, page)) for page in pages]))
    assert found.text.startswith(
        "IN THE COURT OF EXAMPLE\n\nQ. Did you see the bridge before it was closed on"
    )
    assert "Reporting" not in found.text
    turns = {" ".join(quote.parts(found.text)) for quote in quotes(found)}
    assert "I did. I saw it on the Sunday night, and the wood was wet." in turns
    assert "Go on, Mr. Dahl, and be quick about it." in turns
    second = found.page_at(found.text.index(COURT[25 % 6].split("  ")[-1].strip(), found.pages[1].offset))
    assert second == found.pages[1]


def test_numbered_lines_in_which_nobody_speaks_keep_their_numbers(tmp_path: Path) -> None:
    lines = [f"{at:>2}  Example Town and its harbour, which is old." for at in range(1, 26)]
    assert article(tmp_path / "a", paged([lines])).text.count("Example Town") == 25
    assert "3 Example Town" in article(tmp_path / "a", paged([lines])).text
