"""How much is asked of the store for what users do: counted in statements, which no busy machine changes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run

from quotebrowser.library import Library, Row
from quotebrowser.library.copying import cite_quotes, export_quotes
from quotebrowser.library.finding import search_quotes, targets
from quotebrowser.library.showing import compare_versions, quote_views

QUERY = "defeated"

ASKED: list[tuple[str, Callable[[Library, Row], object], int]] = [
    ("a search", lambda library, _: search_quotes.search(library, QUERY), 5),
    ("a search, not grouped", lambda library, _: search_quotes.search(library, QUERY, group=False), 4),
    ("a search for parts of several utterances", lambda library, _: search_quotes.search(library, "the"), 5),
    ("a page of the list of all", lambda library, _: search_quotes.search(library, "", limit=40), 8),
    ("the best match", lambda library, _: targets.best(library, QUERY), 5),
    ("a quote that a row points at", lambda library, row: quote_views.view(library, row.pointer), 4),
    ("a quote by its uid", lambda library, row: quote_views.quote(library, row.uid), 8),
    ("an article", lambda library, row: quote_views.article(library, row.article), 4),
    ("a comparison", lambda library, row: compare_versions.compare(library, row.pointer), 7),
    ("a citation", lambda library, row: cite_quotes.cite(library, row.uid), 4),
    ("citations of two", lambda library, row: cite_quotes.bundle(library, [row.uid] * 2), 4),
    ("an export of all", lambda library, _: list(export_quotes.pieces(library, "", "jsonl")), 17),
]
"""What is done, and the most statements it may take. A list takes as many for a hundred rows as for one."""

AUTHORS, OPENING = (3, 5) if os.environ.get("QUOTEBROWSER_ENGINE") == "shared" else (0, 0)
"""Further ones in a newsroom: who corrected the speaker, the article, and whether anybody did; and what the
copy has, asked before and after others' changes are taken in.
"""


@pytest.mark.parametrize(("done", "most"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_no_more_statements_than(
    done: Callable[[Library, Row], object], most: int, statements: list[str], read_seeds: Path
) -> None:
    library = Library.open(read_seeds)
    row = search_quotes.search(library, QUERY).rows[0]
    assert row.witnesses > 1
    statements.clear()
    done(library, row)
    assert 0 < len(statements) <= most + AUTHORS, "\n".join(statements)


@pytest.mark.usefixtures("the_seeds")
def test_a_search_of_the_command_line_takes_few(run: Run, statements: list[str]) -> None:
    run("search", QUERY)
    statements.clear()
    assert run("search", QUERY, "--group", "--json").rows
    # One of them asks whether a purge was interrupted, which any opening finishes.
    assert 0 < len(statements) <= 12 + OPENING, "\n".join(statements)
