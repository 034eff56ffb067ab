"""What is told of press quotations that differ from the record."""

from pathlib import Path

import pytest
from recorded_speech import PAPERS, Planted, article, transcript

from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.showing import compare_versions, file_views, quote_views
from quotebrowser.model import Form

_PUNCTUATION = ("punctuation", "case")


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the transcript and the three articles."""
    folder = tmp_path_factory.mktemp("meeting")
    (folder / "council.txt").write_text(transcript(), "utf-8")
    for name in PAPERS:
        (folder / name).write_text(article(name), "utf-8")
    library = Library.open(folder / "library")
    list(add_files.add(library, sorted(folder.glob("*.txt")), jobs=1))
    return library


def compared(library: Library, paper: str, row: Planted) -> Comparison:
    """The comparison of what an article prints."""
    listed = next(one for one in file_views.articles(library) if one.path.endswith(paper))
    view = quote_views.article(library, listed.article)
    start = view.article.text.index(row.printed)
    pointer = next(
        pointer
        for quote, pointer in zip(view.quotes, view.pointers, strict=True)
        if start <= quote.spans[0].start < start + len(row.printed)
    )
    return compare_versions.compare(library, pointer)


@pytest.mark.parametrize(
    ("paper", "row"),
    [(paper, row) for paper, rows in PAPERS.items() for row in rows],
    ids=lambda value: value.name if isinstance(value, Planted) else "",
)
def test_what_differs_from_the_record_is_told_as_what_it_is(
    meeting: Library, paper: str, row: Planted
) -> None:
    comparison = compared(meeting, paper, row)
    collation = comparison.collation
    assert comparison.forms == (Form.TRANSCRIPT, Form.REPORT)
    assert " ".join(part.text for part in collation.witnesses[0].passages) == row.said
    found = tuple(
        (one.state.value, one.category, int(one.level), one.note)
        for one in collation.differences
        if one.category not in _PUNCTUATION
    )
    assert found == row.told
    listed = meeting.store.utterances.summaries([collation.utterance])[collation.utterance]
    assert listed.level == max((one.level for one in collation.differences), default=0)
    assert (listed.witnesses, listed.transcripts) == (2, 1)


PLACES = "mill bridge quay tower market school library station castle brewery orchard ferry garden theatre"
KINDS = "old new red stone wooden eastern"
LONG = [
    f"The {kind} {place} was painted by {kind[::-1]}{place[::-1]} people in year {at}."
    for at, (kind, place) in enumerate((kind, place) for kind in KINDS.split() for place in PLACES.split())
]
WINDOWS: list[tuple[int, int, list[tuple[int, int]]]] = [
    (10, 11, [(10, 11)]),
    (10, 25, [(10, 25)]),
    (10, 26, [(10, 13), (26, 26)]),
    (10, 50, [(10, 13), (50, 50)]),
    (10, 51, [(10, 10)]),
    (40, 30, [(30, 40)]),
]


def test_of_a_long_turn_what_one_quote_prints_is_shown_as_far_as_it_is_near(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        f"Transcript\n\nADA WEISS: {' '.join(LONG)}\n\nHADDAD: Who?\n\nWEISS: I.\n\nHADDAD: Ah.\n", "utf-8"
    )
    library = Library.open(tmp_path / "library")
    list(add_files.add(library, [tmp_path / "long.txt"], jobs=1))
    for first, second, shown in WINDOWS:
        paper = tmp_path / f"{first}-{second}.txt"
        paper.write_text(f"“{LONG[first][:-1]},” said Ada Weiss. “{LONG[second]}”\n", "utf-8")
        list(add_files.add(library, [paper], jobs=1))
        (article,) = (one for one in file_views.articles(library) if one.path == str(paper))
        quote = quote_views.article(library, article.article).quotes[0]
        witness = compare_versions.compare(library, quote.uid).collation.witnesses[0]
        expected = [LONG[at] for start, end in shown for at in range(start, end + 1)]
        assert (witness.record, [one.text for one in witness.passages]) == ("the record", expected)
        remove_articles.remove(library, [article.article])
