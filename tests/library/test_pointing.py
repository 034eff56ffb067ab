"""What a row says, what its preview shows and what comparing it opens: one quote, one part, one utterance."""

from dataclasses import replace
from pathlib import Path

import pytest
from cli_runner import Run

from quotebrowser import collate
from quotebrowser.errors import UnknownError
from quotebrowser.library import Library, Row, mark_quote
from quotebrowser.library.adding import add_files
from quotebrowser.library.finding import search_quotes, targets
from quotebrowser.library.showing import compare_versions, quote_views
from quotebrowser.model import Kind, Level, passage_uid, uninterrupted
from quotebrowser.text import words

BUDGET = "Let me be clear about the budget of this country today"
TAXES = "We will not raise taxes on the bakers of this town in the coming winter."
RAISED = "We will raise taxes on the bakers of this town in the coming winter"
ROOF = "The roof of the old market hall has to be mended before the first snow falls."
ROOFS = "The roof of the old market hall has to be mended before the first rain falls."

LIBRARIES: dict[str, tuple[str, ...]] = {
    "narration interrupts one, the other drops its not": (
        f"“{BUDGET},” Mayor Ann Torres said. “{TAXES}”",
        f"“{RAISED},” Mayor Ann Torres said.",
    ),
    "three parts, each printed elsewhere": (
        f"“{BUDGET},” Mayor Ann Torres said. “{TAXES}\n\n“{ROOF}”",
        f"“{RAISED},” Mayor Ann Torres said.",
        f"“{ROOFS}” Mayor Ann Torres said.",
        f"“{BUDGET},” Mayor Ann Torres told the council.",
    ),
    "the parts stand in two groups that others print": (
        f"“{BUDGET},” Mayor Ann Torres said. “{TAXES}”",
        f"“{BUDGET},” said Mayor Ann Torres.",
        f"“{BUDGET},” said Mayor Ann Torres at noon.",
        f"“{RAISED},” Mayor Ann Torres said.",
    ),
    "another article prints both parts, the other way round": (
        f"“{BUDGET},” Mayor Ann Torres said. “{TAXES}”",
        f"“{TAXES[:-1]},” Mayor Ann Torres said. “{BUDGET}.”",
    ),
    "a part is only a mention elsewhere": (
        f"“{ROOF[:-1]},” Mayor Ann Torres said. “{TAXES}”",
        "The book “The Roof of the Old Market Hall” is on sale. The so-called “taxes” were paid.",
        f"“{RAISED},” Mayor Ann Torres said.",
    ),
    "a quote that has a sign of a cut in it": (
        "“The river rose … and took the old bridge,” Ann Torres said.",
    ),
    "the same words twice in an article": (
        f"“{RAISED},” Mayor Ann Torres said.\n\nShe stood by it.\n\n“{BUDGET},” Torres said. “{RAISED}.”",
        f"“{TAXES}” Mayor Ann Torres said.\n\nAgain: “{TAXES}” said Torres.",
    ),
}


def library_of(directory: Path, texts: tuple[str, ...]) -> Library:
    """A library of short articles, each with its own narration and outlet."""
    papers = directory / "papers"
    papers.mkdir()
    for at, text in enumerate(texts):
        head = f"---\noutlet: Paper {at}\ndate: 2025-03-{4 + at:02}\n---\n"
        told = " ".join(f"Word{at}x{part} stood there." for part in range(30))
        (papers / f"{at}.txt").write_text(f"{head}{text}\n\n{told}\n", "utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [papers], jobs=1))
    return library


@pytest.fixture(params=["the samples", *LIBRARIES, "all of these"])
def library(request: pytest.FixtureRequest, tmp_path: Path, own_seeds: Path) -> Library:
    """A library in which every quote has a bookmark."""
    if request.param == "the samples":
        opened = Library.open(own_seeds)
    else:
        every = tuple(text for texts in LIBRARIES.values() for text in texts)
        opened = library_of(tmp_path, LIBRARIES.get(request.param, every))
    for uid in opened.store.quotes.uids():
        mark_quote.mark(opened, uid, on=True)
    return opened


def test_the_libraries_hold_what_they_are_named_for(tmp_path: Path) -> None:
    every = tuple(text for texts in LIBRARIES.values() for text in texts)
    library = library_of(tmp_path, every)
    found = library.store.quotes.many(library.store.quotes.uids())
    assert {len(row.quote.spans) for row in found} == {1, 2, 3}
    assert {len(row.utterances) for row in found} == {0, 1, 2, 3}
    assert {row.quote.kind for row in found} >= {Kind.STATEMENT, Kind.MENTION}
    assert any(row.quote.repeats for row in found)


def queries(library: Library) -> list[str]:
    """Lists that name no words, and a query for each word that a quote prints."""
    texts = [row.text for row in search_quotes.search(library, "", limit=500, group=False).rows]
    printed = sorted({word.normal for text in texts for word in words(text)})
    lists = [
        "",
        f"mark:{mark_quote.BOOKMARK}",
        "has:differences",
        "witnesses:>1",
        "kind:mention",
        "date:2025",
    ]
    return lists + printed[:: max(len(printed) // 60, 1)]


def listed(library: Library, query: str) -> list[Row]:
    """The rows of a query in every way it is asked."""
    orders = ("relevance", "date", "outlet")
    return [
        row
        for sort in orders
        for group in (True, False)
        for row in search_quotes.search(library, query, limit=500, sort=sort, group=group).rows
    ]


def part(library: Library, row: Row) -> str:
    """The words of the part of a quote that a row points at."""
    view = quote_views.view(library, row.pointer)
    starts = [passage_uid(row.article, span.start) for span in row.spans]
    return view.quote.parts(view.article.text)[starts.index(row.pointer.passage)]


def check(library: Library, row: Row) -> None:
    """A row, its preview and its comparison agree."""
    view = quote_views.view(library, row.pointer)
    assert replace(row, highlights=(), score=0.0) == view.row
    parts = uninterrupted(view.quote.spans, view.article.text)
    assert row.text == " … ".join(" ".join(span.of(view.article.text) for span in part) for part in parts)
    if not row.utterance:
        assert (row.witnesses, row.level, row.pointer.passage) == (1, Level.NONE, row.uid)
        with pytest.raises(UnknownError):
            compare_versions.compare(library, row.pointer)
        return
    comparison = compare_versions.compare(library, row.pointer)
    collation = comparison.collation
    assert collation.utterance == row.utterance
    assert len({witness.article for witness in collation.witnesses}) == row.witnesses
    assert max((one.level for one in collation.differences), default=Level.NONE) == row.level
    if row.witnesses > 1:
        assert len(comparison.circumstances.texts) == row.texts
    here = next(witness for witness in collation.witnesses if witness.article == row.article)
    assert part(library, row) in [passage.text for passage in here.passages]


def test_a_row_its_preview_and_its_comparison_agree(library: Library) -> None:
    for query in queries(library):
        for row in listed(library, query):
            check(library, row)


def test_a_row_is_of_the_part_that_matched_if_others_print_it(tmp_path: Path) -> None:
    library = library_of(tmp_path, LIBRARIES["the parts stand in two groups that others print"])
    for query, printed, witnesses in (("country", f"{BUDGET},", 3), ("bakers", TAXES, 2)):
        row = next(row for row in listed(library, query) if len(row.spans) > 1)
        assert (part(library, row), row.witnesses) == (printed, witnesses)


def test_a_row_is_of_the_part_that_differs_where_nobody_else_prints_what_matched(tmp_path: Path) -> None:
    library = library_of(tmp_path, LIBRARIES["narration interrupts one, the other drops its not"])
    for query in ("country", "bakers", "", "has:differences", "speaker:torres"):
        row = next(row for row in listed(library, query) if len(row.spans) > 1)
        assert (part(library, row), row.witnesses, row.level) == (TAXES, 2, Level.MEANING), query
    assert search_quotes.search(library, "has:differences").rows[0].level is Level.MEANING


def test_what_the_command_line_compares_is_what_its_search_lists_first(library: Library) -> None:
    for query in queries(library):
        found = search_quotes.search(library, query)
        best = targets.best(library, query)
        assert (best and best.pointer) == (found.rows[0].pointer if found.rows else None)


def test_an_utterance_can_be_named_by_its_id_and_a_part_by_its_uid(library: Library) -> None:
    for row in listed(library, ""):
        if row.utterance:
            by_id = compare_versions.compare(library, row.utterance).collation
            by_uid = compare_versions.compare(library, row.pointer.passage).collation
            assert collate.with_extents(by_id) == collate.with_extents(by_uid)
            assert by_id.utterance == row.utterance
            named = targets.best(library, row.pointer.passage)
            assert named is not None
            assert (named.pointer, quote_views.quote(library, row.pointer.passage).row.pointer) == (
                row.pointer, row.pointer,
            )  # fmt: skip


def test_the_uid_that_a_search_prints_is_compared_as_its_row_says(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_of(tmp_path, LIBRARIES["narration interrupts one, the other drops its not"]).close()
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    for query in ("bakers", "country", "has:differences"):
        (row,) = run("search", query, "--group", "--json").rows
        printed = run("search", query, "--group").out.split()[-1]
        assert row["witnesses"] == 2
        for named in (query, printed, row["group"], row["uid"]):
            assert len(run("compare", named, "--json").rows[0]["witnesses"]) == 2, (query, named)
        assert run("cite", printed).out == run("cite", row["uid"]).out
        assert run("show", printed, "--json").rows[0]["witnesses"] == 2


def test_the_quotes_of_an_article_are_pointed_at_as_in_a_list_of_all(library: Library) -> None:
    rows = search_quotes.search(library, "", limit=500, group=False).rows
    listed_so = {row.uid: row.pointer for row in rows}
    for article in library.store.articles.ids():
        view = quote_views.article(library, article)
        for quote, pointer in zip(view.quotes, view.pointers, strict=True):
            if quote.kind is not Kind.MENTION and not quote.repeats:
                assert pointer == listed_so[quote.uid]
