"""Words against records in several layouts, and against what outlets print of the same."""

import pytest
from record_cases import CASES, PRESS, RECORDS, RecordCase

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import machine_output
from quotebrowser.library.verifying import verdict_lines, verify_words


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
