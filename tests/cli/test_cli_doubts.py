"""What is doubtful is marked wherever it is shown: a guessed date, a quote that was not taken from a page."""

# ruff: noqa: E501 - markup is easier to read on one line

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="canonical" href="https://example.org/2025/01/09/x">'
    "<meta property='og:site_name' content='Example Herald'></head><body><article><h1>The harbour stays</h1>"
    "<p>The town will keep its harbour after a vote of the council that ended months of doubt about it.</p>"
    "<p>“We will not sell the harbour to anybody,” said Ada Example, the mayor of the town, on Thursday.</p>"
    "<p>The owners of the boats had asked for a promise that nobody had been ready to give them before.</p>"
    "<figure class='quote'><blockquote><p>“Nobody asked us about the quays,” said Bo Sample.</p></blockquote></figure>"
    "<blockquote class='twitter-tweet'><p>“Nobody told us of any such plan at all,” wrote Dee Third.</p></blockquote>"
    "<p>After the meeting the council went to see the quays, which are to be mended before the winter.</p></article></body></html>"
)

ANYBODY = '"to anybody"'


@pytest.fixture
def doubtful(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The answer to adding a page whose date is only in its address."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return run("add", tmp_path / "page.html")


def test_a_guessed_date_has_a_question_mark_in_lists_searches_comparisons_and_citations(
    run: Run, doubtful: Any
) -> None:
    assert "2025-01-09?" in run("list", "articles").out
    assert "2025-01-09?" in run("search", "harbour").out
    assert "2025-01-09?" in run("compare", "sell the harbour").out
    assert "2025 [?]" in run("cite", "sell the harbour", "--style", "apa").out
    (row,) = csv.DictReader(run("search", ANYBODY, "--csv").out.splitlines())
    assert row["published"] == "2025-01-09?"
    (row,) = csv.DictReader(run("export", ANYBODY, "--format", "csv").out.splitlines())
    assert row["published"] == "2025-01-09?"


@pytest.mark.parametrize("command", [("search", ANYBODY), ("list", "articles")])
def test_machines_are_told_beside_the_date_that_it_was_guessed(
    run: Run, doubtful: Any, command: tuple[str, ...]
) -> None:
    (row,) = run(*command, "--json").rows
    assert (row["published"], row["published_guessed"]) == ("2025-01-09", True)
    run("set", ANYBODY, "date=2025-01-08")
    (row,) = run(*command, "--json").rows
    assert (row["published"], row["published_guessed"]) == ("2025-01-08", False)


def test_a_page_with_a_quote_that_was_not_taken_is_told_and_stays_so(
    run: Run, doubtful: Any, tmp_path: Path
) -> None:
    assert doubtful.code == 0
    assert doubtful.err.startswith("? ")
    assert doubtful.err.endswith("1 added; 2 new quotes; 1 to check (?)\n")
    assert "2 quotes, a quote that may be the article’s was not taken: check against the page" in doubtful.err
    again = run("add", tmp_path / "page.html", "--json")
    assert json.loads(again.out)["outcome"] == "known"
    from quotebrowser.store import Store

    store = Store.open(tmp_path / "library")
    (kept,) = store.outcomes.of(str(tmp_path / "page.html"))
    store.close()
    assert kept.outcome == "known"
    assert "was not taken" in kept.reason


def test_of_many_articles_the_doubtful_ones_are_named_again_at_the_end(
    run: Run, doubtful: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(21):
        text = f"“We will not sell harbour {number},” she said."
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "00.html").write_text(PAGE.replace("on Thursday", "on Friday"), encoding="utf-8")
    lines = run("add", folder).err.splitlines()
    assert lines[-2].startswith(f"? {folder / '00.html'}: a quote that may be the article’s was not taken")
    assert run("add", folder, "--json").rows[0]["notice"] is None
