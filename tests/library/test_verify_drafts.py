"""Drafts: which passages are checked, against whose words, and what the desk is given."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import verify_report
from quotebrowser.library.verifying import verify_words
from quotebrowser.library.verifying.verify_words import Draft

ROAD = """---
outlet: Harbour Gazette
date: 2025-01-05
title: Lorries to leave the road
---

“We will close the harbour road to lorries,” Mayor Anna Berg said, “but only in March.” The hall was full.

“The workers’ boats will stay at the northern quay for good,” said Tom Reyes, a skipper.
"""
KAI = """---
outlet: Nordblatt
---

„Wir sperren den alten Kai für Lastwagen“, sagte Karl Weber.
"""
HOSTILE = """---
outlet: <b>Post</b> | [x](http://evil.example)
title: <script>alert(1)</script> *bold* `code`
url: javascript:alert(2)
---

“Nobody saw <img src=x onerror=alert(3)> the [@click=app.quit]till[/] \x1b[31m& the `keys` at night,”
said Bo Sample.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of two plain articles and a hostile one; only read."""
    directory = tmp_path_factory.mktemp("shelf")
    for name, text in (("road", ROAD), ("kai", KAI), ("hostile", HOSTILE)):
        (directory / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [directory / f"{name}.txt" for name in ("road", "kai", "hostile")], jobs=1))
    return library


def checked(library: Library, tmp_path: Path, text: str) -> Draft:
    """What is said of a draft."""
    (tmp_path / "draft.md").write_text(text, encoding="utf-8")
    return verify_words.verify_draft(library, tmp_path / "draft.md")


CHECKED = [
    # a draft, and the verdicts on its passages
    ("“We will close the harbour road to lorries,” said Anna Berg.", ["exact"]),
    ("The mayor promised: ‘We will close the harbour road to trucks’.", ["differs"]),
    ("'The moon will be painted green before Friday evening comes,' Anna Berg said.", ["none"]),
    ("‘The workers’ boats will stay at the northern quay for good,’ said Tom Reyes.", ["exact"]),
    ("'The workers' boats will stay at the southern quay for good', said Tom Reyes.", ["differs"]),
    ("Berg doesn't fear the workers' anger: ‘We will close the harbour road to lorries.’", ["exact"]),
    ("‘He said “never again” to all of us in the hall,’ said Ann Lee.", ["none"]),
    ("Berg said: ‘We will close the harbour\nroad to lorries’.", ["exact"]),
    ("Berg sagte: ‚We will close the harbour road to lorries‘, und ging.", ["exact"]),
    ("« Non », dit-elle. Puis : ‹ The moon is a lantern for the tired mayor ›, a dit Anna Berg.", ["none"]),
    ("“He told us ‘we will never close the road again’ in June,” said Ann Lee.", ["none"]),
    (
        "‘We will close the harbour road to lorries,’ she said.\n\n“The moon is a green lamp,” he said.",
        ["exact", "none"],
    ),
]


@pytest.mark.parametrize(("text", "verdicts"), CHECKED, ids=[row[0] for row in CHECKED])
def test_passages_in_single_and_double_marks_are_checked(
    shelf: Library, tmp_path: Path, text: str, verdicts: list[str]
) -> None:
    assert [one.name for one in checked(shelf, tmp_path, text).verdicts] == verdicts


CLOSE = "“We will close the harbour road to lorries,”"
REPEATED = [
    # a draft that has the same words twice, and on how many passages there is a verdict
    (f"{CLOSE} said Anna Berg. {CLOSE} Berg said.", 1),
    (f"{CLOSE} said Anna Berg.\n\n{CLOSE} said Tom Reyes, a skipper.", 2),
    ("The sign at the gate of the harbour has read “We will close the harbour road to trucks” for years.", 1),
]


@pytest.mark.parametrize(("text", "count"), REPEATED, ids=[row[0] for row in REPEATED])
def test_each_passage_is_checked_once_for_each_speaker(
    shelf: Library, tmp_path: Path, text: str, count: int
) -> None:
    assert len(checked(shelf, tmp_path, text).verdicts) == count


LEFT_OUT = [
    ("It is called ‘rock ’n’ roll’ by all. “We will close the harbour road to lorries,” said Anna Berg.", 0),
    ("The dogs' owners and the cats' owners met. “We will close the harbour road to lorries,” said Berg.", 0),
    ("The so-called “new way” won. “Will not,” Berg said.", 1),
]


@pytest.mark.parametrize(("text", "least"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_what_is_no_quote_is_left_out_and_said(shelf: Library, tmp_path: Path, text: str, least: int) -> None:
    draft = checked(shelf, tmp_path, text)
    assert len(draft.verdicts) <= 1
    assert len(draft.left_out) >= least
    assert all(one in verify_report.left_out(draft.left_out, 9) for one in draft.left_out)


SPEAKERS = [
    ("Piotr Malinowski, who leads the opposition, said: “We will close the harbour road to lorries”.", False),
    ("“We will close the harbour road to lorries,” said Tom Reyes.", False),
    ("“The workers’ boats will stay at the northern quay for good,” said Anna Berg, the mayor.", False),
    ("“The workers’ boats will stay at the northern quay for good,” said Thomas Reyes.", True),
    ("“The workers’ boats will stay at the northern quay for good,” said Reyes.", True),
    ("“The workers’ boats will stay at the northern quay for good,” a man in the hall said.", True),
    ("Olaf Scholz sagte am Abend: „Wir sperren den alten Kai für Lastwagen.“", False),
    ("„Wir sperren den alten Kai für Lastwagen“, sagte Karl Weber.", True),
]


@pytest.mark.parametrize(("text", "right"), SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_words_of_another_person_do_not_hold(
    shelf: Library, tmp_path: Path, text: str, *, right: bool
) -> None:
    (verdict,) = checked(shelf, tmp_path, text).verdicts
    assert bool(verdict.speaker_warning) is not right
    assert right or not verdict.holds


def test_a_clause_that_the_draft_goes_on_with_is_no_cut(shelf: Library, tmp_path: Path) -> None:
    whole = "“We will close the harbour road to lorries,” Berg told the hall, “but only in March.”"
    assert [one.warnings for one in checked(shelf, tmp_path, whole).verdicts] == [(), ()]
    (cut,) = checked(
        shelf, tmp_path, "“We will close the harbour road to lorries,” Berg told the hall."
    ).verdicts
    assert cut.warnings == ("The printed sentence goes on with a contrast: ‘but only in March’",)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mayor Anna Berg said: “We will close the harbour road to lorries”", "exact"),
        ("Tom Reyes said: “We will close the harbour road to lorries”", "exact"),
        ("Tom Reyes said: “The workers’ boats will leave the northern quay for good”", "differs"),
    ],
)
def test_a_sentence_that_names_a_speaker_is_read_as_such(shelf: Library, words: str, name: str) -> None:
    verdict = verify_words.verify(shelf, words)
    assert (verdict.name, bool(verdict.speaker)) == (name, True)


class _Tags(HTMLParser):
    """Which elements and attributes a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_report_names_each_passage_with_verdict_source_and_citation(shelf: Library, tmp_path: Path) -> None:
    draft = checked(
        shelf,
        tmp_path,
        "“We will close the harbour road to lorries,” said Tom Reyes.\n\n"
        "“The moon is a green lamp tonight,” he said.",
    )
    for form in verify_report.reports():
        report = verify_report.render(shelf, draft, "draft.md", form)
        for words in (
            "2 passages checked against this library, 0 quoted as printed",
            "Quoted exactly, but as another person",
            "We will close the harbour road to lorries",
            "Said to be the words of Tom Reyes",
            "Mayor Anna Berg, Harbour Gazette, 2025-01-05",
            "but only in March",
            "Lorries to leave the road",
            "January 5, 2025",
            "In no article of this library",
        ):
            assert words in report, (form, words)


def test_a_report_of_hostile_words_holds_nothing_but_text(shelf: Library, tmp_path: Path) -> None:
    words = "Nobody saw <img src=x onerror=alert(3)> the [@click=app.quit]till[/] & the `keys` at night"
    draft = checked(shelf, tmp_path, f"“{words},” said <script>alert(4)</script> Bo Sample.")
    assert draft.verdicts[0].wordings
    page = verify_report.render(shelf, draft, "<b>draft</b>.md", "html")
    tags = _Tags()
    tags.feed(page)
    assert tags.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "blockquote"),
        *("ul", "li", "i"),
    }
    assert not tags.attributes & {"src", "href", "onerror", "onclick"}
    assert "\x1b" not in page
    assert "javascript:" not in page.lower()
    told = verify_report.render(shelf, draft, "<b>draft</b>.md", "markdown")
    assert "\x1b" not in told
    for plain in ("<img", "<script", "<b>", "](http", " `keys`"):
        assert plain not in told.replace("\\<", "").replace("\\`", "").replace("\\[", "").replace("\\]", "")
