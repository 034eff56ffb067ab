"""Words against records in several layouts, and against what outlets print of the same."""

from pathlib import Path

import pytest
from record_cases import CASES, PRESS, RECORDS, RecordCase

from quotebrowser.extract import pipeline
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import machine_output, verify_report
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.library.verifying import verdict_lines, verify_words
from quotebrowser.model import Article, Fact, Facts, Page, Provenance


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that holds the records and the articles; only read."""
    directory = tmp_path_factory.mktemp("desk")
    articles = directory / "articles"
    articles.mkdir()
    for name, text in RECORDS.items():
        (articles / name).write_text(text, encoding="utf-8")
    for name, (outlet, date, text) in PRESS.items():
        (articles / f"{name}.txt").write_text(
            f"---\noutlet: {outlet}\ndate: {date}\n---\n\n{text}", encoding="utf-8"
        )
    library = Library.open(directory / "library")
    assert {outcome.outcome for outcome in add_files.add(library, [articles], jobs=1)} == {"added"}
    return library


@pytest.mark.parametrize("case", CASES, ids=[f"{case.words} {case.speaker}" for case in CASES])
def test_each_case_has_its_right_verdict(desk: Library, case: RecordCase) -> None:
    verdict = verify_words.verify(desk, case.words, case.speaker)
    said = "\n".join(line.text for line in verdict_lines.lines(verdict))
    assert (verdict_lines.heading(verdict), verdict.holds) == (case.heading, case.holds), said
    assert [words for words in case.said if words not in said] == [], said
    assert machine_output.verified(verdict)["record"] == case.record


@pytest.mark.parametrize(
    ("words", "warnings"),
    [
        ("We will not close the harbour road to lorries in March", 0),
        ("We will close the harbour road to lorries in March", 3),
    ],
)
def test_what_outlets_print_otherwise_warns_of_nothing_where_a_transcript_has_the_words(
    desk: Library, words: str, warnings: int
) -> None:
    lines = list(verdict_lines.lines(verify_words.verify(desk, words)))
    assert sum(line.role is verdict_lines.Role.WARNING for line in lines) == warnings
    assert any("‘not’ is" in line.text for line in lines)


def test_a_turn_that_is_cut_in_two_is_verified_and_found_over_the_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pipeline, level):
        monkeypatch.setattr(module, "MOST_SPANS", 8)
    speech = " ".join(f"We counted the nets of boat number {one}." for one in range(20, 27))
    speech += (
        " Then the ice broke before dawn. And the herring came back to the bay. Nobody had asked them to."
    )
    path = tmp_path / "speech.txt"
    path.write_text(
        f"Eva Lind: Good evening.\n\nTom Reyes: {speech}\n\nEva Lind: Thank you.\n\nTom Reyes: Yes.\n"
    )
    path.with_name("speech.txt.toml").write_text('form = "transcript"\n')
    library = Library.open(tmp_path / "library")
    list(add_files.add(library, [path], jobs=1))
    verdict = verify_words.verify(library, "broke before dawn. And the herring came back")
    assert verdict_lines.heading(verdict) == "Said so in the record"
    assert [wording.printed for wording in verdict.wordings] == [
        "broke before dawn. And the herring came back"
    ]
    rows = search_quotes.search(library, "ice broke herring").rows
    assert [row.spans[row.part].of(path.read_text()) for row in rows] == ["Then the ice broke before dawn."]


def test_a_report_counts_what_is_in_records_and_cites_them_first(desk: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "“We will close the harbour road to lorries in March,” Ann Lee said.\n\n“The rowers get their"
        " boathouse back. Nobody asked them before it was sold,” Ann Lee said.\n",
        encoding="utf-8",
    )
    checked = verify_words.verify_draft(desk, draft)
    page = verify_report.render(desk, checked, "draft.txt", "markdown")
    assert (
        "2 passages checked against this library, 1 quoted as printed and without a warning, 1 said so in"
        in page
    )
    assert "## ✔ Said so in the record (00:12:31)" in page
    first, second = page.split("## ")[1:]
    assert first.index("Harbour Council", first.index("Citation")) < first.index(
        "Coast Post", first.index("Citation")
    )
    assert "warning: The record has ‘not’ here" in first
    assert "Harbour Council" in second.partition("Citation")[2]


@pytest.mark.parametrize(
    ("words", "said", "time", "printings", "forms"),
    [
        (
            "We will close the harbour road to lorries in March",
            False,
            5000,
            1,
            ["report", "transcript", "report"],
        ),
        (
            "We will not close the harbour road to lorries in March",
            True,
            5000,
            1,
            ["transcript", "report", "report"],
        ),
        ("We will tear down the old lighthouse before the summer", False, None, 2, ["report"]),
        ("We never sold the trophy", True, 90000, 0, ["transcript"]),
    ],
)
def test_the_json_tells_printings_and_records_apart(
    desk: Library, words: str, time: int | None, printings: int, forms: list[str], *, said: bool
) -> None:
    told = machine_output.verified(verify_words.verify(desk, words))
    assert (told["said_so"], told["time"], told["printings"]) == (said, time, printings)
    shown = told["wordings"]
    assert isinstance(shown, list)
    assert [wording["form"] for wording in shown][: len(forms)] == forms


def test_a_page_stands_for_a_time_where_there_is_none(tmp_path: Path) -> None:
    text = (
        "Eva Lind: The gauge was broken for a year.\n\nTom Reyes: For two years. Nobody read it, and I know"
        " why.\n\nEva Lind: Why?\n\nTom Reyes: It was cold.\n"
    )
    known = Facts(form=Fact("transcript", Provenance.GIVEN), published=Fact("2025-02-02", Provenance.GIVEN))
    pages = (Page(0, "11", labelled=True), Page(text.index("Nobody"), "12", labelled=True))
    found = pipeline.read(Article("0" * 16, text, "inquiry.pdf", known, pages=pages))
    library = Library.open(tmp_path / "library")
    library.store.articles.add(found.article, found.quotes, ())
    verdict = verify_words.verify(library, "Nobody read it, and I know why")
    assert verdict_lines.heading(verdict) == "Said so in the record (page 12)"
    assert machine_output.verified(verdict)["page"] == "12"
    over = verify_words.verify(library, "two years. Nobody read it")
    assert verdict_lines.heading(over) == "Said so in the record (page 11)"


@pytest.fixture(scope="module")
def long_read(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of two long articles, one that is a single quote of many paragraphs; only read."""
    directory = tmp_path_factory.mktemp("long")
    nets = [
        f"“We counted the nets of boat number {one}, and none of them was whole or dry." for one in range(90)
    ]
    nets[60] = "“The ice came early, and we stayed at home."
    nets[61] = "“Only the pilot went out, if the wind allowed it."
    told = [
        f"The fleet left port number {one} in a heavy sea and came home in a light one.\n"
        for one in range(400)
    ]
    told[300] = "Lena Ortega said the ministry would “never again lend a boat” to a painter.\n"
    (directory / "speech.txt").write_text("\n\n".join(nets) + "” Eva Lind said.\n", encoding="utf-8")
    (directory / "told.txt").write_text("\n".join(told), encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [directory / "speech.txt", directory / "told.txt"], jobs=1))
    return library


@pytest.mark.parametrize(
    ("words", "heading", "said"),
    [
        (
            "we stayed at home. Only the pilot went out",
            "Quoted, with typographic differences only, with a warning",
            "The printed sentence goes on with a condition: ‘if the wind allowed it’",
        ),
        (
            "boat number 77, and none of them was whole",
            "Quoted exactly",
            "Eva Lind, outlet not recorded (speech.txt)",
        ),
        ("boat number 77, and none of them was wet", "Differs here", "‘whole’ is printed, not ‘wet’"),
        (
            "would never again lend a boat to a painter",
            "Printed, but not as a quotation",
            "only ‘never again lend a boat’ stands in quotation marks there",
        ),
        ("The fleet left port number 217 in a heavy sea", "Printed, but not as a quotation", "told.txt"),
    ],
)
def test_long_quotes_and_articles_are_compared_where_the_words_may_stand(
    long_read: Library, words: str, heading: str, said: str
) -> None:
    verdict = verify_words.verify(long_read, words)
    lines = "\n".join(line.text for line in verdict_lines.lines(verdict))
    assert verdict_lines.heading(verdict) == heading, lines
    assert said in lines
