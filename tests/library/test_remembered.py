"""Comparisons that are remembered: shared by all who ask, and never those of another state of the library."""

import threading
from pathlib import Path

import pytest

from quotebrowser.errors import UnknownError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.remembered import Remembered
from quotebrowser.library.showing import compare_versions
from quotebrowser.model import Pointer


@pytest.fixture
def library(own_seeds: Path) -> Library:
    return Library.open(own_seeds)


def pointer(library: Library) -> Pointer:
    """What the first quote that several articles print is pointed at by."""
    return search_quotes.search(library, "defeated").rows[0].pointer


def test_a_comparison_is_made_once_for_preview_page_and_the_way_back(library: Library) -> None:
    first = compare_versions.compare(library, pointer(library))
    assert compare_versions.compare(library, pointer(library)).articles is first.articles
    others = [passage.uid for witness in first.collation.witnesses for passage in witness.passages]
    assert len(others) > 1
    assert all(compare_versions.compare(library, uid).articles is first.articles for uid in others)
    assert compare_versions.compare(library, first.collation.utterance).articles is first.articles


def test_another_base_is_another_comparison(library: Library) -> None:
    first = compare_versions.compare(library, pointer(library))
    last = first.collation.witnesses[-1].article
    other = compare_versions.compare(library, pointer(library), primary=last)
    assert other.collation.witnesses[0].article == last
    assert compare_versions.compare(library, pointer(library)).articles is first.articles


def test_what_another_program_corrects_is_in_the_next_comparison(library: Library, own_seeds: Path) -> None:
    at = pointer(library)
    first = compare_versions.compare(library, at)
    article = first.collation.witnesses[0].article
    for value in ("Example Herald", "Example Post"):
        other = Library.open(own_seeds)
        correct_facts.set_values(other, [], {"outlet": value}, articles=[article])
        other.close()
        found = compare_versions.compare(library, at)
        assert found.articles[article].outlet.name == value
        assert compare_versions.compare(library, at).articles is found.articles


def test_a_version_marked_as_primary_here_or_elsewhere_is_the_base(library: Library, own_seeds: Path) -> None:
    at = pointer(library)
    last = compare_versions.compare(library, at).collation.witnesses[-1]
    mark_quote.mark(library, last.passages[0].quote, on=True, name=mark_quote.PRIMARY)
    assert compare_versions.compare(library, at).collation.witnesses[0].article == last.article
    other = Library.open(own_seeds)
    mark_quote.mark(other, last.passages[0].quote, on=False, name=mark_quote.PRIMARY)
    other.close()
    assert not compare_versions.compare(library, at).primary


def test_a_pointer_of_a_group_that_is_no_more_leads_to_the_present_one(library: Library) -> None:
    at = pointer(library)
    first = compare_versions.compare(library, at)
    gone = next(w.article for w in first.collation.witnesses if at.passage not in {p.uid for p in w.passages})
    remove_articles.remove(library, [gone])
    assert gone not in compare_versions.compare(library, at).articles
    stale = Pointer(at.quote, at.passage, "0" * 16)
    assert (
        compare_versions.compare(library, stale).collation == compare_versions.compare(library, at).collation
    )
    here = library.store.passages.passages([at.passage])[0].article
    remove_articles.remove(library, [here])
    with pytest.raises(UnknownError):
        compare_versions.compare(library, at)


def test_who_asks_what_is_being_answered_waits_for_that() -> None:
    remembered: Remembered[str, str] = Remembered(lambda: 1, 2)
    begun, go_on, made = threading.Event(), threading.Event(), []

    def make() -> str:
        begun.set()
        assert go_on.wait(9)
        made.append(1)
        return "answer"

    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(remembered.get("a", make))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(9)
    assert remembered.get("b", lambda: "other") == "other"
    go_on.set()
    for thread in threads:
        thread.join()
    assert (answers, made) == (["answer"] * 3, [1])


def test_only_the_last_answers_are_kept_and_no_failures() -> None:
    asked: list[str] = []

    def make(key: str) -> str:
        asked.append(key)
        if key == "bad":
            raise UnknownError("there is none")
        return key.upper()

    remembered: Remembered[str, str] = Remembered(lambda: 1, 2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert remembered.get(key, lambda key=key: make(key)) == key.upper()  # type: ignore[misc]
    assert asked == ["a", "b", "c", "b"]
    for _ in range(2):
        with pytest.raises(UnknownError):
            remembered.get("bad", lambda: make("bad"))
    assert asked.count("bad") == 2
