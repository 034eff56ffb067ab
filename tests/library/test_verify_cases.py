"""Words with their right verdicts, against made-up articles."""

from collections import Counter

import pytest
from verify_cases import ARTICLES, CASES, Case

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.verifying import verdict_lines, verify_words


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that holds the made-up articles; only read."""
    directory = tmp_path_factory.mktemp("shelf")
    articles = directory / "articles"
    articles.mkdir()
    for name, (outlet, date, text) in ARTICLES.items():
        head = f"---\noutlet: {outlet}\ndate: {date}\n---\n\n"
        (articles / f"{name}.txt").write_text(head + text, encoding="utf-8")
    library = Library.open(directory / "library")
    assert all(outcome.outcome != "rejected" for outcome in add_files.add(library, [articles], jobs=1))
    return library


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}: {case.words}" for case in CASES])
def test_each_case_has_its_right_verdict(shelf: Library, case: Case) -> None:
    verdict = verify_words.verify(shelf, case.words, case.speaker)
    said = "\n".join(line.text for line in verdict_lines.lines(verdict))
    assert (verdict.name, verdict.holds) == (case.verdict, case.holds), said
    assert [words for words in case.said if words not in said] == [], said
    assert [words for words in case.unsaid if words in said] == [], said


def test_there_are_eight_cases_of_each_kind() -> None:
    assert len(CASES) >= 100
    assert {kind for kind, count in Counter(case.kind for case in CASES).items() if count < 8} == set()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("The old fairground is ... a desert", "The old fairground has become"),
        ("Unser Land ist … ein Zirkus", "Unser Land ist in diesem Sommer"),
        ("You may cross it ... always turn", "You may cross it today"),
    ],
)
def test_what_prints_both_sides_of_an_ellipsis_comes_first(shelf: Library, words: str, first: str) -> None:
    assert verify_words.verify(shelf, words).wordings[0].printed.startswith(first)
