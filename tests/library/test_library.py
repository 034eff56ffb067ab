"""What the library keeps: corrections, removals, marks; groups that follow from the articles alone."""

import json
import random
from pathlib import Path

import pytest

from quotebrowser import ingest
from quotebrowser.errors import LibraryError, UnknownError, UsageError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.adding import add_files, samples
from quotebrowser.library.changing import correct_facts, merge_speakers, purge_articles, remove_articles
from quotebrowser.library.copying import cite_quotes, export_quotes
from quotebrowser.library.finding import search_quotes, targets
from quotebrowser.library.showing import compare_versions, quote_views, speaker_views
from quotebrowser.library.upkeep import backing_up, level
from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.text import safe_cell


@pytest.fixture
def library(own_seeds: Path) -> Library:
    return Library.open(own_seeds)


def _exported(library: Library) -> list[str]:
    return sorted(piece.text for piece in export_quotes.pieces(library, "", "jsonl"))


def _groups(library: Library) -> set[frozenset[str]]:
    """The passages of each utterance."""
    found = set()
    for uid in library.store.quotes.uids():
        for utterance in quote_views.quote(library, uid).utterances:
            found.add(frozenset(one.uid for one in library.store.passages.members(utterance)))
    return found


def test_an_outlet_that_is_corrected_is_found_cited_and_exported(library: Library) -> None:
    uid = search_quotes.search(library, "turned off radars", group=False).rows[0].uid
    assert correct_facts.set_values(library, [uid], {"outlet": "Example Herald", "date": "2025-01-08"}) == 1
    row = search_quotes.search(library, "outlet:herald turned off", group=False).rows[0]
    assert (row.uid, row.outlet) == (uid, "Example Herald")
    assert "Example Herald" in cite_quotes.cite(library, uid).text
    fact = quote_views.quote(library, uid).article.facts.outlet
    assert fact == Fact("Example Herald", Provenance.USER)


def test_a_speaker_that_is_corrected_is_found_and_outlives_a_rebuild(library: Library) -> None:
    uid = search_quotes.search(library, "military advisers kind:mention", group=False).rows[0].uid
    correct_facts.set_values(library, [uid], {"speaker": "Ali Akbar Velayati"})
    level.rebuild(library)
    row = search_quotes.search(library, "speaker:velayati kind:mention", group=False).rows[0]
    assert (row.uid, row.speaker) == (uid, "Ali Akbar Velayati")


def test_corrections_survive_removing_and_adding_again(library: Library, seeds: Path) -> None:
    path = seeds / "001_866fe9dbe94e77b1.txt"
    article = targets.article(library, path.name)
    correct_facts.set_values(library, [], {"outlet": "Example Herald"}, articles=[article])
    remove_articles.remove(library, [article])
    assert library.counts().articles == 4
    assert not search_quotes.search(library, "outlet:herald").rows
    outcome = next(iter(add_files.add(library, [path])))
    assert (outcome.outcome, outcome.reason) == ("added", "it had been removed")
    assert search_quotes.search(library, "outlet:herald").rows


def test_removing_and_adding_again_gives_the_same_groups(library: Library, seeds: Path) -> None:
    before, exported = _groups(library), _exported(library)
    for name in ("000_8cdcccbd686b03c9.txt", "002_34c3e170ae2ad329.txt"):
        remove_articles.remove(library, [targets.article(library, name)])
    assert _groups(library) != before
    list(add_files.add(library, [seeds]))
    assert _groups(library) == before
    assert _exported(library) == exported


@pytest.mark.parametrize("seed", range(4))
def test_groups_do_not_depend_on_the_order_of_adding(
    seed: int, read_seeds: Path, seeds: Path, tmp_path: Path
) -> None:
    paths = sorted(seeds.glob("*.txt"))
    random.Random(seed).shuffle(paths)
    shuffled = Library.open(tmp_path / "shuffled")
    for path in paths:
        list(add_files.add(shuffled, [path]))
    assert _groups(shuffled) == _groups(Library.open(read_seeds))
    shuffled.close()


def test_purged_articles_leave_no_trace(library: Library, own_seeds: Path) -> None:
    article = targets.article(library, "004_d8162e635c1db3d8.txt")
    purge_articles.purge(library, [article])
    library.close()
    for path in own_seeds.rglob("*"):
        if path.is_file():
            assert b"takfiri" not in path.read_bytes(), path


def test_the_same_text_given_another_outlet_is_a_reprint(library: Library, seeds: Path) -> None:
    given = ingest.Given(facts=Facts(outlet=Fact("Second Post", Provenance.GIVEN)))
    outcome = next(iter(add_files.add(library, [seeds / "003_8df294ec2e242fb0.txt"], given)))
    assert outcome.outcome == "added"
    assert library.counts().articles == 6
    compared = compare_versions.compare(library, targets.best(library, "defeated very badly").pointer)  # type: ignore[union-attr]
    assert len(compared.collation.witnesses) == 5


def test_another_text_at_the_same_address_is_a_version(library: Library, tmp_path: Path) -> None:
    given = ingest.Given(facts=Facts(url=Fact("https://www.example.org/a", Provenance.GIVEN)))
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("“It will rain tomorrow,” said Ann Lee.", encoding="utf-8")
    second.write_text("“It will not rain tomorrow,” said Ann Lee.", encoding="utf-8")
    outcomes = [outcome for path in (first, second) for outcome in add_files.add(library, [path], given)]
    assert [outcome.outcome for outcome in outcomes] == ["added", "version"]


def test_a_text_without_quotes_is_kept_and_said_to_have_none(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("It rained all day in the valley. Nobody said a word.", encoding="utf-8")
    outcome = next(iter(add_files.add(library, [path])))
    assert (outcome.outcome, outcome.quotes) == ("no quotes", 0)
    assert library.counts().articles == 6


def test_an_index_that_is_deleted_or_damaged_is_made_anew(library: Library, own_seeds: Path) -> None:
    before = [row.uid for row in search_quotes.search(library, "big blow", group=False).rows]
    library.close()
    for path in (own_seeds / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    again = Library.open(own_seeds)
    assert [row.uid for row in search_quotes.search(again, "big blow", group=False).rows] == before
    again.close()


def test_bookmarks_are_kept_and_searched(library: Library, own_seeds: Path) -> None:
    uid = search_quotes.search(library, "upper hand", group=False).rows[0].uid
    mark_quote.mark(library, uid, on=True)
    library.close()
    again = Library.open(own_seeds)
    assert mark_quote.marked(again) == (uid,)
    assert [row.uid for row in search_quotes.search(again, "mark:bookmark", group=False).rows] == [uid]
    mark_quote.mark(again, uid, on=False)
    assert mark_quote.marked(again) == ()
    again.close()


def test_store_filters_narrow_a_search(library: Library) -> None:
    several = search_quotes.search(library, "witnesses:>3", group=True)
    assert [row.witnesses for row in several.rows] == [4]
    differing = search_quotes.search(library, "has:differences", group=True)
    rest = search_quotes.search(library, "-has:differences", group=True)
    together = {row.uid for row in (*differing.rows, *rest.rows)}
    assert together == {row.uid for row in search_quotes.search(library, "-zyzzyva").rows}


def test_wrong_words_are_answered_with_the_nearest_wording(library: Library) -> None:
    found = search_quotes.search(library, "we were defeated quite horribly badly")
    assert found.rows
    assert found.notice
    assert "defeated" in found.rows[0].text


def test_a_misspelt_word_gets_a_suggestion(library: Library) -> None:
    found = search_quotes.search(library, "defaeted")
    assert not found.rows
    assert found.suggestions == ("defeated",)


@pytest.mark.parametrize(
    ("query", "proposed"),
    [
        ("defeated speaker:esbatti", "defeated speaker:esbati"),
        ("defaeted speaker:esbatti", "defeated speaker:esbati"),
        ("speaker:zzzzzzzz", None),
        ("xqxqxqxq speaker:esbati", None),
        ("-speaker:esbatti xqxqxqxq", None),
    ],
)
def test_what_is_proposed_finds_something_in_fields_too(
    library: Library, query: str, proposed: str | None
) -> None:
    found = search_quotes.search(library, query)
    assert not found.rows
    assert found.suggestions == ((proposed,) if proposed else ())
    assert all(search_quotes.search(library, other).rows for other in found.suggestions)


def _add(library: Library, directory: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = directory / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        list(add_files.add(library, [path]))


def test_names_are_suggested_with_a_reason_and_merged_only_by_the_user(
    library: Library, tmp_path: Path
) -> None:
    _add(
        library, tmp_path,
        first="“The dam will hold for years,” said Mohammed Asadi, an engineer.",
        second="“Nobody asked us about the dam,” said Muhammad Asadi, an engineer.",
    )  # fmt: skip
    proposed = speaker_views.proposals(library).values()
    found = {(one.name, one.into): one.reason for some in proposed for one in some}
    pair = next(pair for pair in found if "Asadi" in pair[0])
    assert found[pair] == "the same surname and a form of the given name"
    assert library.counts().speakers == len(library.store.quotes.speakers())
    before = library.counts().speakers
    assert merge_speakers.merge(library, pair[0], pair[1]) == 1
    assert library.counts().speakers == before - 1
    assert len(search_quotes.search(library, f'speaker:"{pair[1]}"', group=False).rows) == 2
    assert merge_speakers.split(library, pair[1]) == 1
    assert library.counts().speakers == before
    assert len(search_quotes.search(library, f'speaker:"{pair[1]}"', group=False).rows) == 1


def test_a_speaker_nobody_merged_cannot_be_split(library: Library) -> None:
    with pytest.raises(UnknownError, match="No other name"):
        merge_speakers.split(library, "Behrouz Esbati")
    with pytest.raises(UnknownError, match="No speaker"):
        merge_speakers.merge(library, "Nobody Known", "Somebody Else")


def test_the_samples_cannot_be_changed(seeds: Path) -> None:
    demo = samples.demo()
    assert demo.counts().articles == 5
    with pytest.raises(LibraryError, match="cannot be changed"):
        list(add_files.add(demo, [seeds]))
    with pytest.raises(LibraryError, match="cannot be changed"):
        mark_quote.mark(demo, "0" * 16, on=True)
    demo.close()


def test_an_ambiguous_or_unknown_name_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownError, match="No article"):
        targets.article(library, "nowhere.txt")
    with pytest.raises(UnknownError, match="matches 5 articles"):
        targets.article(library, "00")
    with pytest.raises(UnknownError, match="no quote"):
        quote_views.quote(library, "f" * 16)
    with pytest.raises(UnknownError, match="nothing to compare"):
        compare_versions.compare(library, search_quotes.search(library, "kind:mention advisers").rows[0].uid)


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [("outlt=X", "outlet"), ("outlet", "is not a correction"), ("date=soon", "is not a date")],
)
def test_a_correction_that_is_none_says_what_would_be(assignment: str, expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        correct_facts.parse([assignment])
    assert expected in f"{caught.value.message} {caught.value.hint}"


def test_an_empty_value_makes_a_fact_unknown(library: Library) -> None:
    article = targets.article(library, "003_8df294ec2e242fb0.txt")
    correct_facts.set_values(library, [], {"date": ""}, articles=[article])
    assert quote_views.article(library, article).article.published is None


def test_spreadsheets_are_given_no_formulas() -> None:
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell("plain") == "plain"
    assert safe_cell(None) == ""


def test_a_library_is_put_back_from_its_copy(library: Library, own_seeds: Path, tmp_path: Path) -> None:
    copy = backing_up.backup(library, tmp_path / "copy.db")
    before = _exported(library)
    purge_articles.purge(library, [targets.article(library, "000_8cdcccbd686b03c9.txt")])
    library.close()
    kept = backing_up.restore(own_seeds, copy)
    assert kept is not None
    assert kept.is_file()
    again = Library.open(own_seeds)
    assert _exported(again) == before
    assert search_quotes.search(again, "turned off radars").rows[0].witnesses == 2
    again.close()


def test_a_damaged_copy_changes_nothing(library: Library, own_seeds: Path, tmp_path: Path) -> None:
    before = _exported(library)
    library.close()
    damaged = tmp_path / "copy.db"
    damaged.write_bytes(b"no library" * 1000)
    with pytest.raises(LibraryError, match="damaged"):
        backing_up.restore(own_seeds, damaged)
    again = Library.open(own_seeds)
    assert _exported(again) == before
    again.close()


def test_an_export_that_finds_nothing_leaves_no_file(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert export_quotes.write(library, export_quotes.pieces(library, "zyzzyva", "jsonl"), target) == 0
    assert list(tmp_path.glob("*out*")) == []


def test_exported_lines_lead_back_to_the_article(library: Library, seeds: Path) -> None:
    for piece in export_quotes.pieces(library, "", "jsonl"):
        row = json.loads(piece.text)
        text = Path(row["path"]).read_text(encoding="utf-8")
        assert [text[start:end] for start, end in row["spans"]] == row["parts"]
