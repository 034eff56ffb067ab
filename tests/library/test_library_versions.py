"""Texts of one address: both are kept, and what became of their quotes is told."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from adding_material import ASKED, SAID, added

from quotebrowser.library import Library
from quotebrowser.library.adding import versions
from quotebrowser.library.adding.versions import Change

HEAD = "---\nurl: https://example.org/harbour\n---\n"
BUDGET = "“The council has to decide about its budget in March,” said Cy Other.\n"
FIVE = SAID.replace("ten", "five")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def write(tmp_path: Path, name: str, words: str) -> Path:
    path = tmp_path / name
    path.write_text(HEAD + words, encoding="utf-8")
    return path


STEPS: list[tuple[str, str, str, list[Change], str]] = [
    ("the same", SAID + ASKED, SAID + "\n" + ASKED, [Change.SAME, Change.SAME], "the same quotes"),
    ("other marks", SAID, SAID.replace("“", '"').replace("”", '"'), [Change.SAME], "the same quotes"),
    ("other words", SAID, FIVE, [Change.REWORDED], "1 reworded"),
    ("one more", SAID, SAID + "\n" + BUDGET, [Change.SAME, Change.NEW], "1 new"),
    ("one less", SAID + "\n" + ASKED, SAID, [Change.SAME, Change.GONE], "1 gone"),
    (
        "all at once",
        SAID + "\n" + ASKED,
        BUDGET + "\n" + FIVE,
        [Change.NEW, Change.REWORDED, Change.GONE],
        "1 reworded, 1 new, 1 gone",
    ),
    ("none left", SAID, "Nothing was said.\n", [Change.GONE], "1 gone"),
]


@pytest.mark.parametrize(
    ("before", "after", "changes", "counts"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS]
)
def test_what_became_of_each_quote(
    library: Library, tmp_path: Path, before: str, after: str, changes: list[Change], counts: str
) -> None:
    added(library, write(tmp_path, "a", before))
    (second,) = added(library, write(tmp_path, "b", after))
    assert second.outcome == "version"
    assert second.reason == f"another text of https://example.org/harbour: {counts}"
    (step,) = versions.history(library, second.article)
    assert [one.change for one in step.quotes] == changes
    assert step.counts() == counts
    for one in step.quotes:
        assert len(one.uids) == bool(one.before) + bool(one.after)
    assert library.counts().articles == 2


def test_each_text_is_told_beside_the_one_before_it(library: Library, tmp_path: Path) -> None:
    for name, words in (("a", SAID), ("b", FIVE), ("c", FIVE + "\n" + ASKED)):
        (last,) = added(library, write(tmp_path, name, words))
    first, second = versions.history(library, last.article)
    assert (first.counts(), second.counts()) == ("1 reworded", "1 new")
    assert first.after == second.before


def test_an_article_alone_has_no_history(library: Library, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(SAID, encoding="utf-8")
    for path in (tmp_path / "plain", write(tmp_path, "a", SAID)):
        (one,) = added(library, path)
        assert versions.history(library, one.article) == ()
    assert versions.history(library, "nothing") == ()


def test_compare_shows_the_texts_of_an_article_that_is_named(run: Callable[..., Any], tmp_path: Path) -> None:
    run("add", write(tmp_path, "a.txt", SAID + "\n" + ASKED))
    run("add", write(tmp_path, "b.txt", FIVE + "\n" + BUDGET))
    shown = run("compare", "a.txt")
    assert shown.code == 0
    assert "2 texts" in shown.out
    for change, words in (
        ("reworded", "ten years"),
        ("to", "five years"),
        ("new", "budget"),
        ("gone", "fishermen"),
    ):
        assert any(line.split()[:1] == [change] and words in line for line in shown.out.splitlines())
    (row,) = run("compare", "b.txt", "--json").rows
    assert [one["change"] for one in row["steps"][0]["quotes"]] == ["reworded", "new", "gone"]
    assert json.dumps(row)
    assert run("compare", "b.txt", "--html").code == 2
    assert "steps" not in run("compare", "ten years", "--json").rows[0]
