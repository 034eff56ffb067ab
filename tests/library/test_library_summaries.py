"""What lists say of an utterance that many articles print: left to the end of adding, and never wrong."""

from pathlib import Path

import pytest

from quotebrowser.ingest import Given
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level, regroup
from quotebrowser.store import Summary

SAID = "The harbour will not be sold, not now and not in ten years, whatever the owners of the boats may say."
OTHER = "The quays need new stones before the winter storms come again to the town."


def write(folder: Path, number: int) -> list[Path]:
    """Articles that print one quote, the last without its `not`; each of its own narration."""
    folder.mkdir()
    paths = []
    for at in range(number):
        said = SAID.replace("will not be", "will be") if at == number - 1 else SAID
        path = folder / f"{at:02}.txt"
        told = " ".join(f"Word{at}x{part} stood there." for part in range(30))
        path.write_text(f"“{said}” said Ada Example, the mayor.\n\n{told}\n\n“{OTHER}” she said.\n", "utf-8")
        paths.append(path)
    return paths


def summaries(library: Library) -> dict[str, Summary]:
    """Of all utterances, by the first words of the quote."""
    rows = search_quotes.search(library, "", limit=99).rows
    found = library.store.utterances.summaries({row.utterance for row in rows if row.utterance})
    return {row.text[:11]: found[row.utterance] for row in rows if row.utterance}


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article a batch of its own, and an utterance of three articles large."""
    monkeypatch.setattr(add_files, "_BATCH", 1)
    monkeypatch.setattr(regroup, "_MANY", 2)


@pytest.mark.usefixtures("batches")
def test_after_adding_all_summaries_are_those_of_one_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "texts", 6)
    one_by_one = Library.open(tmp_path / "one by one")
    list(add_files.add(one_by_one, paths, jobs=1))
    assert one_by_one.store.utterances.uncounted(9) == ()
    monkeypatch.setattr(regroup, "_MANY", 99)
    at_once = Library.open(tmp_path / "at once")
    list(add_files.add(at_once, paths, jobs=1))
    assert summaries(one_by_one) == summaries(at_once)
    assert summaries(at_once) == {"The harbour": Summary(6, 4, 6), "The quays n": Summary(6, 0, 6)}


@pytest.mark.usefixtures("batches")
def test_what_a_killed_run_left_is_summarised_by_the_next_search(tmp_path: Path) -> None:
    paths = write(tmp_path / "texts", 5)
    library = Library.open(tmp_path / "library")
    # No more than this is done when a run is killed behind its last batch.
    list(add_files.store_all(library, paths, add_files.read_here(library, Given())))
    assert len(library.store.utterances.uncounted(9)) == 2
    library.close()
    library = Library.open(tmp_path / "library")
    level.catch_up(library)
    assert library.store.utterances.uncounted(9) == ()
    assert summaries(library) == {"The harbour": Summary(5, 4, 5), "The quays n": Summary(5, 0, 5)}
    regroup.settle(library)


@pytest.mark.usefixtures("batches")
def test_an_utterance_that_lost_its_articles_is_settled_too(tmp_path: Path) -> None:
    paths = write(tmp_path / "texts", 4)
    library = Library.open(tmp_path / "library")
    list(add_files.store_all(library, paths, add_files.read_here(library, Given())))
    for row in library.store.articles.rows()[1:]:
        library.store.articles.remove(row.id)
    regroup.settle(library)
    assert library.store.utterances.uncounted(9) == ()
