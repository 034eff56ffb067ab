"""Exports of reference managers describe the articles beside them, and are none themselves."""

# ruff: noqa: E501 - markup is easier to read on one line

import json
from pathlib import Path

import pytest
from reader_material import page

from quotebrowser.ingest import read, walk
from quotebrowser.model import Article, Provenance, Rejected

URL = "https://www.example.org/harbour"
RIS = (
    "TY  - NEWS\r\nTI  - The harbour stays\r\nAU  - Penner, Ada\r\nAU  - Muster, Bo, Jr.\r\nAU  - Example Wire\r\n"
    "T2  - Example Herald\r\nDA  - 2025/01/09/\r\nY2  - 2025/01/12/10:30:00\r\nLA  - en-GB\r\n"
    f"UR  - {URL}\r\nL1  - files/12/page.html\r\nER  - \r\n\r\n"
    "TY  - ELEC\r\nTI  - Another page\r\nPB  - Example Post\r\nPY  - 2024\r\nER  - \r\n"
)
CSL: list[dict[str, object]] = [
    {
        "id": "penner", "type": "article-newspaper", "title": "The harbour stays", "container-title": "Example Herald",
        "author": [{"family": "Penner", "given": "Ada"}, {"family": "Muster", "given": "Bo", "suffix": "Jr."},
                   {"literal": "Example Wire"}],
        "issued": {"date-parts": [["2025", 1, 9]]}, "accessed": {"date-parts": [[2025, 1, 12]]}, "URL": URL,
        "language": "en-GB",
    },
    {"id": "b", "type": "webpage", "title": "Another page", "publisher": "Example Post", "issued": {"raw": "2024"}},
]  # fmt: skip
EXPECTED = {
    "title": "The harbour stays",
    "outlet": "Example Herald",
    "byline": "Ada Penner; Bo Muster Jr.; Example Wire",
    "published": "2025-01-09",
    "accessed": "2025-01-12",
    "url": URL,
    "language": "en-GB",
}


def exported(folder: Path, form: str) -> None:
    """An export of both entries."""
    text = RIS if form == "ris" else json.dumps(CSL)
    (folder / f"My Library.{form}").write_text(text, encoding="utf-8")


def saved(path: Path, head: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(head=head).replace("The harbour stays", "A harbour"), encoding="utf-8")
    return path


def facts_of(path: Path) -> dict[str, str]:
    """What an export says of the article at `path`."""
    (outcome,) = read(path)
    assert isinstance(outcome, Article), outcome
    return {key: fact.value for key, fact in outcome.facts.known() if fact.provenance is Provenance.SIDECAR}


CANONICAL = f'<link rel="canonical" href="{URL.replace("www.", "")}/?utm_source=x">'
TITLED = '<meta property="og:title" content="The Harbour stays!">'


@pytest.mark.parametrize(
    ("form", "name", "head"),
    [
        ("ris", "files/12/page.html", ""),
        ("ris", "page.html", ""),
        ("ris", "anything.html", CANONICAL),
        ("json", "deep/anything.html", CANONICAL),
        ("ris", "anything.html", TITLED),
        ("json", "anything.html", TITLED),
    ],
)
def test_an_entry_describes_the_file_it_names_or_the_page_it_is_of(
    tmp_path: Path, form: str, name: str, head: str
) -> None:
    exported(tmp_path, form)
    assert facts_of(saved(tmp_path / name, head)) == EXPECTED


PERMA = "https://perma.cc/2ABC-9XYZ"
COPIES = [
    ("as Zotero writes RIS", "AN  - {}\r\nDB  - Perma.cc\r\n", None, PERMA),
    ("as others do", "AV  - {}\r\n", None, PERMA),
    ("as a second address", "UR  - {}\r\n", None, PERMA),
    ("the number of a database", "AN  - 2071234567\r\nDB  - ProQuest\r\n", None, ""),
    ("CSL", None, {"archive": "Perma.cc", "archive_location": PERMA}, PERMA),
    ("CSL, in the wrong place", None, {"archive": PERMA}, PERMA),
    ("a box of paper", None, {"archive": "City Archive", "archive_location": "Box 7, folder 2"}, ""),
    ("a page about it", None, {"archive_location": "https://www.example.org/catalogue/7"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("ris", "csl", "copy"), [row[1:] for row in COPIES], ids=[row[0] for row in COPIES])
def test_an_entry_names_a_copy_in_a_web_archive(
    tmp_path: Path, ris: str | None, csl: dict[str, str] | None, copy: str
) -> None:
    if ris is not None:
        text = RIS.replace("L1  - ", f"{ris.format(PERMA)}L1  - ", 1)
        (tmp_path / "a.ris").write_bytes(text.encode())
    else:
        (tmp_path / "a.json").write_text(json.dumps([{**CSL[0], **(csl or {})}]), encoding="utf-8")
    assert facts_of(saved(tmp_path / "x.html", TITLED)) == EXPECTED | ({"archived": copy} if copy else {})


NOT_MEANT = [
    ("another page", "other.html", ""),
    ("too far below", "a/b/c/page.html", ""),
    ("a title of two entries", "other.html", TITLED),
]


@pytest.mark.parametrize(("name", "head"), [row[1:] for row in NOT_MEANT], ids=[row[0] for row in NOT_MEANT])
def test_what_no_entry_is_surely_about_has_no_facts_of_it(tmp_path: Path, name: str, head: str) -> None:
    twice = RIS + "TY  - NEWS\r\nTI  - The harbour stays\r\nER  - \r\n"
    (tmp_path / "a.ris").write_text(twice, encoding="utf-8")
    assert facts_of(saved(tmp_path / name, head)) == {}


def test_of_two_files_of_one_name_the_one_is_meant_whose_path_is_named(tmp_path: Path) -> None:
    second = (
        RIS.replace("files/12", "files/13")
        .replace("The harbour stays", "The other one")
        .replace(URL, URL + "2")
    )
    (tmp_path / "a.ris").write_text(RIS + second, encoding="utf-8")
    assert facts_of(saved(tmp_path / "files" / "13" / "page.html"))["title"] == "The other one"
    assert facts_of(saved(tmp_path / "files" / "12" / "page.html"))["title"] == "The harbour stays"


def test_a_metadata_file_of_the_users_own_goes_before_an_export_and_a_manifest_behind_it(
    tmp_path: Path,
) -> None:
    exported(tmp_path, "ris")
    path = saved(tmp_path / "page.html")
    (tmp_path / "articles.toml").write_text('[defaults]\noutlet = "far"\nvia = "far"\n', encoding="utf-8")
    (tmp_path / "page.html.toml").write_text('title = "own"\n', encoding="utf-8")
    (outcome,) = read(path)
    assert isinstance(outcome, Article)
    found = {key: fact.value for key, fact in outcome.facts.known()}
    assert (found["title"], found["outlet"], found["via"]) == ("own", "Example Herald", "far")


def test_an_export_is_no_article_of_its_folder_and_other_json_is(tmp_path: Path) -> None:
    exported(tmp_path, "ris")
    exported(tmp_path, "json")
    dump = [{"type": "article", "title": "A harbour", "text": "“We will not sell it,” she said."}]
    (tmp_path / "dump.json").write_text(json.dumps(dump), encoding="utf-8")
    assert [path.name for path in walk([tmp_path])] == ["dump.json"]
    (outcome,) = read(tmp_path / "My Library.json")
    assert isinstance(outcome, Rejected)
    assert "beside the files it describes" in outcome.reason


def test_a_changed_export_counts_as_it_is_now(tmp_path: Path) -> None:
    exported(tmp_path, "ris")
    path = saved(tmp_path / "page.html")
    assert facts_of(path)["outlet"] == "Example Herald"
    (tmp_path / "My Library.ris").write_text(RIS.replace("Example Herald", "The Example"), encoding="utf-8")
    assert facts_of(path)["outlet"] == "The Example"
    (tmp_path / "My Library.ris").unlink()
    assert facts_of(path) == {}


BROKEN = [
    ("JSON", "a.json", '[{"id": "a", "type": "article-newspaper", "title": "x"'),
    ("an encoding", "a.ris", b"TY  - NEWS\nTI  - \xff\xfe\x00\x00\nER  -"),
]


@pytest.mark.parametrize(("name", "data"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_an_export_that_cannot_be_read_refuses_the_article(
    tmp_path: Path, name: str, data: str | bytes
) -> None:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    (outcome,) = read(saved(tmp_path / "page.html"))
    assert isinstance(outcome, Rejected)
    assert "references in" in outcome.reason


ODD = [
    ("no entry", "[]"),
    (
        "entries that are none",
        json.dumps([*CSL, 3, {"type": "article", "author": [3], "issued": 4, "title": 5}]),
    ),
    (
        "dates that are none",
        json.dumps([{"type": "article", "title": "x", "issued": {"date-parts": [[2025, 13, 40]]}}]),
    ),
]


@pytest.mark.parametrize("text", [row[1] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_entries_are_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert facts_of(saved(tmp_path / "page.html")) == {}
