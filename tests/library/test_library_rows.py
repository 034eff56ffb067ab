"""Which quote stands for its utterance in a list."""

from pathlib import Path
from typing import Final

import pytest

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import search_quotes

WHOLE: Final = "The harbour wall will not survive another winter storm without repairs"
STATED: Final = f"“{WHOLE},” said Anna Holt. The council met for three hours."
SCRAP: Final = "Anna Holt doubts that the wall can “survive another winter storm” as it is."
LONG_FRAGMENT: Final = (
    "Anna Holt warned that “the harbour wall will not survive another winter storm without repairs and "
    "steel, and the mole beside it” has to wait."
)
LONGER: Final = f"“{WHOLE} that nobody here can pay for,” said Anna Holt."

STANDING = [
    ("a statement, not the scrap cut from it", "winter storm", (SCRAP, STATED), STATED),
    ("a statement, not a fragment that is longer", "winter storm", (STATED, LONG_FRAGMENT), STATED),
    ("the longer of two statements", "winter storm", (STATED, LONGER), LONGER),
    ("what holds more of the query", "winter OR steel", (STATED, LONG_FRAGMENT), LONG_FRAGMENT),
    ("what alone holds the words", "steel", (STATED, LONG_FRAGMENT), LONG_FRAGMENT),
]


@pytest.mark.parametrize("turned", [False, True], ids=["", "added the other way round"])
@pytest.mark.parametrize(("name", "query", "texts", "expected"), STANDING, ids=[row[0] for row in STANDING])
def test_the_fullest_printing_stands_for_an_utterance(
    tmp_path: Path, name: str, query: str, texts: tuple[str, str], expected: str, *, turned: bool
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate(reversed(texts) if turned else texts):
        (folder / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    with_all = Library.open(tmp_path / "library")
    list(add_files.add(with_all, [folder]))
    every = search_quotes.search(with_all, "anna OR winter OR wall", group=False).rows
    assert len({row.utterance for row in every}) == 1
    (row,) = search_quotes.search(with_all, query).rows
    assert row.text in expected
    assert len(row.text) == max(len(one.text) for one in every if one.text in expected)
    assert row.witnesses == 2
    with_all.close()


@pytest.mark.parametrize(
    "form",
    [
        "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{}</p></div>",
    ],
)
def test_a_quote_of_a_caption_is_a_printing_that_says_where_it_stands(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "text.txt").write_text(STATED, encoding="utf-8")
    narration = "<p>The council met for three hours and heard from forty people about the ferry.</p>" * 3
    page = f"<article><h1>The wall</h1>{narration}{form.format(STATED)}{narration}</article>"
    (folder / "page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    with_all = Library.open(tmp_path / "library")
    list(add_files.add(with_all, [folder]))
    found = search_quotes.search(with_all, "winter storm", group=False).rows
    assert {Path(row.origin).name: row.caption for row in found} == {"text.txt": False, "page.html": True}
    (row,) = search_quotes.search(with_all, "winter storm").rows
    assert row.witnesses == 2
    places = {Path(row.origin).name: machine_output.found(row)["place"] for row in found}
    assert places == {"text.txt": None, "page.html": "caption"}
    with_all.close()
