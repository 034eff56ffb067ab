"""What is told of press quotations that differ from the record."""

import pytest
from recorded_speech import PAPERS, Planted, article, transcript

from quotebrowser.library import Comparison, Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.showing import compare_versions, quote_views
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
    listed = next(one for one in quote_views.articles(library) if one.path.endswith(paper))
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
