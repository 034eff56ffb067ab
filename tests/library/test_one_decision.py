"""What may change the meaning is decided once: list, comparison, verify and exports say the same."""

import json
from pathlib import Path
from typing import Final

import pytest
from cli_runner import Run
from papers import compared, library_of

from quotebrowser.library.finding import search_quotes
from quotebrowser.library.verifying import verify_words
from quotebrowser.tui.paint.comparison.cells import CompareState, cells
from quotebrowser.tui.paint.comparison.compare_rows import RowsView
from quotebrowser.tui.paint.comparison.differences_text import listing
from quotebrowser.tui.paint.lines import text_of
from quotebrowser.tui.paint.row_text import versions
from quotebrowser.tui.paint.signs import UNICODE

TEXT: Final = "All of the families in grey houses will not pay 25 euros to Anna Holt because she went home"
KINDS: Final = [
    # the class of a difference, a text that has it, and whether it may change the meaning
    ("negation", TEXT.replace("not ", ""), True),
    ("negation", TEXT.replace("will not", "won’t never"), True),
    ("negation", TEXT.replace("not", "now"), True),
    ("number", TEXT.replace("25", "35"), True),
    ("name", TEXT.replace("Anna Holt", "Anna Merkel"), True),
    ("modality", TEXT.replace("will", "may"), True),
    ("quantity", TEXT.replace("All", "Most"), True),
    ("wording", TEXT.replace("pay", "lend"), True),
    ("words", TEXT.replace("grey houses", "houses"), True),
    ("condition", TEXT.replace("because", "if"), True),
    ("wording", f"Hooks{TEXT[3:]}", True),
    ("punctuation", TEXT.replace("pay 25", "pay – 25"), False),
    ("case", TEXT.replace("families", "Families"), False),
    ("contraction", TEXT.replace("will not", "won’t"), False),
    ("spelling", TEXT.replace("grey", "gray"), False),
    ("inflection", TEXT.replace("went", "goes"), False),
    ("pronoun", TEXT.replace("she", "he"), False),
    ("function word", TEXT.replace("the families", "these families"), False),
]
SAID: Final = "meaning may differ"


@pytest.mark.parametrize(("category", "other", "serious"), KINDS, ids=[f"{one[0]} {one[2]}" for one in KINDS])
def test_every_view_says_the_same_of_a_kind_of_difference(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, category: str, other: str, *, serious: bool
) -> None:
    library = library_of(tmp_path, [f"“{text},” Tom Reyes said." for text in (TEXT, other)])
    row = search_quotes.search(library, "families").rows[0]
    found = compared(library, "families")
    state = CompareState(order=(0, 1), difference=1)
    verdict = verify_words.verify(library, TEXT)
    library.close()
    assert row.witnesses == 2
    assert category in [one.category for one in found.collation.differences]
    assert max(one.level for one in found.collation.differences) == row.level
    assert row.level.may_change_meaning is serious
    assert (SAID in versions(row, UNICODE)[0]) is serious
    assert any(one.level.may_change_meaning for one in found.collation.columns) is serious
    listed = listing(found, state, 120, UNICODE).lines
    assert (SAID in " ".join(map(text_of, listed))) is serious
    assert any(one.level.may_change_meaning for one in verdict.wordings) is serious
    assert RowsView(found, cells(found), state, UNICODE).draw(80).lines
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    asked = [
        ("search", "families"),
        ("search", "families", "--group"),
        ("compare", "families"),
        ("compare", "families", "--markdown"),
        ("compare", "families", "--html"),
        ("compare", "families", "--csv"),
        ("verify", TEXT),
    ]
    assert [arguments for arguments in asked if (SAID in run(*arguments).out) is not serious] == []
    assert (run("search", "families", "--json").rows[0]["differs"] == SAID) is serious
    told = json.loads(run("compare", "families", "--json").out)["differences"]
    assert any(one["may_change_meaning"] for one in told) is serious
    (told,) = run("verify", TEXT, "--json").rows
    assert any(one["may_change_meaning"] for one in told["wordings"]) is serious
