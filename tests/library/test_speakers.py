"""One speaker in numbers, and names that may be theirs: counted, ranked, merged by the user alone."""

from pathlib import Path

import pytest

from quotebrowser.errors import UnknownError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts, merge_speakers, undo_changes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import speaker_views
from quotebrowser.library.upkeep import level

WALL = "“The harbour wall will stand for a hundred years and more,” said {}."
PAPERS: list[tuple[str, str, str]] = [
    # outlet, day, text
    ("Mill Wire", "2024-03-01", WALL.format("Mayor Clara Ostrander")),
    ("Mill Wire", "2024-03-04", "“We shall pay for the ferry this year,” said Mayor Clara Ostrander."),
    ("Coast Post", "2024-03-02", WALL.format("Mayor Ostrander")),
    ("Coast Post", "2024-05-09", "“Nobody has asked the fishermen yet,” Mayor Ostrander said."),
    ("Isle Globe", "2024-04-01", "“My brother is a sailor and no speaker,” said Edith Ostrander."),
    ("Isle Globe", "", "“The sea gives and takes as it likes,” said Clara Ostrander Jr., a poet."),
    ("Isle Globe", "2024-04-03", "“Our town needs a second bridge soon,” said Clara Whitlock Ostrander."),
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number, (outlet, day, text) in enumerate(PAPERS):
        date = f"\ndate: {day}" if day else ""
        head = f"---\ntitle: News {number}\noutlet: {outlet}{date}\n---\n\n"
        (folder / f"{number}.md").write_text(head + text + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(papers: Path, tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library")
    list(add_files.add(made, [papers]))
    return made


def test_a_speaker_is_told_in_numbers_and_names_that_may_be_theirs_come_with_their_evidence(
    library: Library,
) -> None:
    view = speaker_views.speaker(library, "clara ostrander")
    assert (view.name, view.quotes, view.articles) == ("Clara Ostrander", 2, 2)
    assert [(one.value, one.count) for one in view.outlets] == [("Mill Wire", 2)]
    assert [(one.value, one.count) for one in view.titles] == [("Mayor", 2)]
    assert [one.iso for one in (view.first, view.last) if one] == ["2024-03-01", "2024-03-04"]
    assert [(one.name, one.into) for one in view.proposals] == [
        ("Ostrander", "Clara Ostrander"),
        ("Clara Whitlock Ostrander", "Clara Ostrander"),
    ]
    first = view.proposals[0]
    assert (first.quotes, first.articles, first.same_quotes, first.same_titles) == (2, 2, 1, ("Mayor",))
    assert first.evidence == ("1 quote given to both", "both with the title Mayor")


def test_the_whole_name_comes_before_the_sister_and_a_poet_called_junior_is_not_proposed(
    library: Library,
) -> None:
    found = speaker_views.proposals(library)
    assert [one.into for one in found["Ostrander"]] == [
        "Clara Ostrander",
        "Clara Whitlock Ostrander",
        "Edith Ostrander",
    ]
    assert "Clara Ostrander Jr." not in {one.other(name) for name, some in found.items() for one in some}
    assert {name: some for name, some in found.items() if name == "Edith Ostrander"} == {}


def test_a_query_by_a_whole_name_finds_that_speaker_alone_by_date_both_ways(library: Library) -> None:
    def said(name: str, *, reverse: bool = False) -> list[str]:
        query = speaker_views.query(name)
        found = search_quotes.search(library, query, sort="date", reverse=reverse, group=False)
        return [str(row.facts.published.value)[5:] if row.facts.published else "" for row in found.rows]

    assert said("Clara Ostrander") == ["03-04", "03-01"]
    assert said("clara ostrander", reverse=True) == ["03-01", "03-04"]
    assert said("Ostrander") == ["05-09", "03-02"]
    assert said("Clara Ostrander Jr.") == [""]
    assert said("Nobody") == []


def test_a_merger_changes_as_many_quotes_as_was_said_and_is_undone(library: Library) -> None:
    before = speaker_views.speaker(library, "Clara Ostrander")
    one = before.proposals[0]
    assert merge_speakers.merge(library, one.name, one.into) == one.quotes
    after = speaker_views.speaker(library, "Clara Ostrander")
    assert (after.quotes, after.articles, after.merged) == (4, 4, ("ostrander",))
    assert after.last is not None
    assert after.last.iso == "2024-05-09"
    found = search_quotes.search(library, speaker_views.query("Clara Ostrander"), group=False)
    assert found.total == 4
    with pytest.raises(UnknownError, match="No speaker is called Ostrander"):
        speaker_views.speaker(library, "Ostrander")
    assert undo_changes.undo(library) is not None
    assert speaker_views.speaker(library, "Clara Ostrander") == before


def test_what_is_doubtful_or_guessed_is_what_rows_mark_so_until_it_is_corrected(
    library: Library, tmp_path: Path
) -> None:
    text = (
        "“We left,” said Ann Torres.\n\nBo Holm and Peter Quill waved.\n\n“It was cold out there,” he said.\n"
    )
    for number, outlet in enumerate(("outlet: Dawn Post\n", "")):
        path = tmp_path / f"{number}.md"
        path.write_text(
            f"---\n{outlet}url: https://dawn.example/{number}\n---\n\n{text}{number}", encoding="utf-8"
        )
        list(add_files.add(library, [path]))
    rows = search_quotes.search(library, "", group=False).rows
    marked = {
        "speaker": {row.uid for row in rows if row.uncertain},
        "date": {row.uid for row in rows if row.facts.published and not row.facts.published.certain},
        "outlet": {row.uid for row in rows if row.facts.outlet and not row.facts.outlet.certain},
    }

    def found(what: str) -> set[str]:
        return {row.uid for row in search_quotes.search(library, f"uncertain:{what}", group=False).rows}

    assert {what: found(what) for what in marked} == marked
    for what, value in (("speaker", "Bo Holm"), ("outlet", "Dawn Post")):
        assert marked[what]
        correct_facts.set_values(library, sorted(marked[what]), {what: value})
        assert not found(what)


def test_the_index_never_knows_of_a_merger_that_may_still_be_taken_back(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    with (
        library.store.transaction(),
        pytest.raises(RuntimeError, match="after a transaction, never in it"),
    ):
        level.catch_up(library)
    assert level.catch_up(library) == 0
