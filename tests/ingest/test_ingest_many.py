"""Files that hold many articles: each has an outcome, and its place says which it is."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from reader_material import book, document, nitf, zipped

from quotebrowser.ingest import Given, read
from quotebrowser.model import Article, Provenance, Rejected

SAID = "“We will not sell the harbour,” the mayor said."
ROWS = [
    {"publication": "Example Herald", "title": "A harbour", "date": "2025-01-09", "content": SAID},
    {"publication": "Example Post", "title": "The harbour", "date": "01/09/2025", "content": SAID},
    {"publication": "Example Post", "title": "No text", "date": "", "content": ""},
]
LINES = "\n".join(json.dumps(row) for row in ROWS).encode()
TABLE = (
    "title,publication,date,content\n"
    f'"A harbour",Example Herald,2025-01-09,"{SAID}"\n'
    f'"The harbour",Example Post,01/09/2025,"{SAID}"\n"No text",Example Post,,\n'
).encode()
DUMPS = [
    ("lines", LINES),
    ("a list", json.dumps(ROWS).encode()),
    ("a list in an object", json.dumps({"articles": ROWS}).encode()),
    ("a table", TABLE),
    ("a table with semicolons", TABLE.replace(b",", b";").replace(b"harbour;", b"harbour,")),
    ("lines, packed", gzip.compress(LINES)),
]


def outcomes(tmp_path: Path, data: bytes, given: Given | None = None) -> list[Article | Rejected]:
    """What some bytes are read as."""
    path = tmp_path / "dump"
    path.write_bytes(data)
    return list(read(path, given or Given()))


@pytest.mark.parametrize("data", [row[1] for row in DUMPS], ids=[row[0] for row in DUMPS])
def test_every_record_has_an_outcome(tmp_path: Path, data: bytes) -> None:
    first, second, third = outcomes(tmp_path, data)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Rejected)
    assert first.text == second.text == SAID
    assert first.id != second.id
    assert (first.outlet.name, first.title) == ("Example Herald", "A harbour")
    assert first.facts.published is not None
    assert first.facts.published.value == "2025-01-09"
    assert first.facts.published.provenance is Provenance.EMBEDDED
    assert second.facts.published is None
    assert "3" in third.path
    assert "--map text=" in third.reason


def test_the_user_says_which_field_is_which_fact(tmp_path: Path) -> None:
    data = json.dumps([{"words": SAID, "paper": "Example Herald", "text": "x"}]).encode()
    given = Given(mapping=(("text", "words"), ("outlet", "paper")))
    (article,) = outcomes(tmp_path, data, given)
    assert isinstance(article, Article)
    assert (article.text, article.outlet.name) == (SAID, "Example Herald")


NINJS = [
    ("1", {"uri": "urn:1", "headline": "H", "byline": "Ada Example", "body_text": SAID}),
    ("1 as HTML", {"uri": "urn:1", "headline": "H", "byline": "Ada Example", "body_xhtml": f"<p>{SAID}</p>"}),
    (
        "2",
        {
            "uri": "urn:1",
            "headlines": [{"value": "H"}],
            "by": "Ada Example",
            "bodies": [{"contenttype": "text/html", "value": f"<p>{SAID}</p>"}],
        },
    ),
    (
        "3",
        {
            "uri": "urn:1",
            "headlines": [{"value": "H"}],
            "by": "Ada Example",
            "bodies": [{"contentType": "text/plain", "value": SAID}],
        },
    ),
]


@pytest.mark.parametrize("item", [row[1] for row in NINJS], ids=[row[0] for row in NINJS])
def test_ninjs_of_every_version_is_read(tmp_path: Path, item: dict[str, object]) -> None:
    data = json.dumps({**item, "versionCreated": "2025-01-09T10:00:00Z"}).encode()
    (article,) = outcomes(tmp_path, data)
    assert isinstance(article, Article)
    assert (article.text, article.title, article.authors) == (SAID, "H", ("Ada Example",))
    assert article.published is not None
    assert article.outlet.name == ""


NINJS_BESIDE = [
    {"body_summary": "Short.", "body_story": SAID, "headline_sub": "Sub", "headline_extended": "H"},
    {"body_teaser": "Short.", "body_text": SAID, "headline_kicker": "Sub", "headline": "H"},
    {
        "bodies": [{"role": "summary", "value": "Short."}, {"role": "main", "value": SAID}],
        "headlines": [{"role": "subhead", "value": "Sub"}, {"role": "main", "value": "H"}],
    },
    {
        "bodies": [{"role": "abstract", "contentType": "text/plain", "value": "Short."}, {"value": SAID}],
        "headlines": [{"role": "deck", "value": "Sub"}, {"value": "H"}],
    },
]


@pytest.mark.parametrize("item", NINJS_BESIDE)
def test_a_summary_or_subheading_of_ninjs_is_not_its_text(tmp_path: Path, item: dict[str, object]) -> None:
    dates = {"contentcreated": "2025-01-08T10:00:00Z", "versioncreated": "2025-01-09T10:00:00Z"}
    (article,) = outcomes(tmp_path, json.dumps({"uri": "urn:1", "type": "text", **dates, **item}).encode())
    assert isinstance(article, Article)
    assert (article.text, article.title) == (SAID, "H")
    assert article.facts.published is not None
    assert article.facts.modified is not None
    assert article.facts.published.value == dates["contentcreated"]
    assert article.facts.modified.value == dates["versioncreated"]


@pytest.mark.parametrize("kind", ["picture", "video", "composite", "event"])
def test_an_item_without_text_says_what_it_is(tmp_path: Path, kind: str) -> None:
    item = {"uri": "urn:1", "type": kind, "headline": "H", "associations": {"a": {"uri": "urn:2"}}}
    (found,) = outcomes(tmp_path, json.dumps(item).encode())
    assert isinstance(found, Rejected)
    assert f"no text; it is of the type {kind}" in found.reason


@pytest.mark.parametrize(
    "kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_members_of_an_archive_are_read_however_they_are_packed(tmp_path: Path, kind: int) -> None:
    text = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:p>{SAID}</text:p></office:text></office:body></office:document-content>"
    )
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": text})
    members: dict[str, str | bytes] = {
        "a.docx": document(),
        "b.epub": book(),
        "c.xml": nitf(),
        "d.odt": odt,
        "e.txt": SAID,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    found = outcomes(tmp_path, buffer.getvalue())
    assert [type(outcome).__name__ for outcome in found] == [*["Article"] * 3, "Rejected", *["Article"] * 3]


def packed(**members: bytes) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_members_of_an_archive_have_outcomes_of_their_own(tmp_path: Path) -> None:
    data = packed(a=SAID.encode(), b=LINES, c=b"%PDF-1.7", d=packed(e=b"x"), f=b"0" * 15_000_000)
    found = outcomes(tmp_path, data)
    assert [type(outcome) for outcome in found] == [Article, Article, Article, *[Rejected] * 4]
    assert [outcome.path.rsplit(": ", 1)[1] for outcome in found if isinstance(outcome, Rejected)] == [
        "b, record 3",
        "c",
        "d",
        "f",
    ]


DAMAGED = [
    ("a bomb", gzip.compress(b"0" * 30_000_000), "unpacks to more"),
    ("cut off", gzip.compress(LINES)[:-20], "cut off"),
    ("no gzip", b"\x1f\x8bnothing of the kind", "damaged"),
    ("packed twice", gzip.compress(gzip.compress(LINES)), "packed twice"),
    ("a damaged archive", packed(a=b"x")[:-9], "damaged"),
    ("an empty archive", packed(), "no articles"),
    ("an empty list", b"[\n {}\n]", "No field contains the text"),
    ("broken JSON", b'{"text": "We will not', "not valid JSON"),
    ("JSON without end", b'[{"a":' * 100_000, "nested|valid"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_what_cannot_be_unpacked_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (outcome,) = outcomes(tmp_path, data)
    assert isinstance(outcome, Rejected)
    assert any(part in outcome.reason for part in reason.split("|"))


def test_the_byline_of_a_record_is_taken_apart(tmp_path: Path) -> None:
    record = {"title": "H", "author": "By Ada Example and Bo Sample, Reuters; Staff Writer", "content": SAID}
    (article,) = outcomes(tmp_path, json.dumps(record).encode())
    assert isinstance(article, Article)
    assert article.authors == ("Ada Example", "Bo Sample")
    assert article.facts.agency is not None
    assert article.facts.agency.value == "Reuters"


def test_a_file_that_was_packed_in_pieces_is_read_whole(tmp_path: Path) -> None:
    half = len(LINES) // 2
    data = gzip.compress(LINES[:half]) + gzip.compress(LINES[half:]) + bytes(512)
    assert [type(outcome) for outcome in outcomes(tmp_path, data)] == [Article, Article, Rejected]
