"""What is doubtful, from the command line: listed, narrowed, and names kept apart."""

import shutil
from pathlib import Path

import doubtful_papers
import pytest
from cli_runner import Run


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return doubtful_papers.made(tmp_path_factory.mktemp("doubtful"))


@pytest.fixture
def library(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = Path(shutil.copytree(papers, tmp_path / "library"))
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(place))
    return place


ASKED: list[tuple[tuple[str, ...], list[str]]] = [
    ((), ["speaker", *["name"] * 2, *["date"] * 2, *["outlet"] * 5]),
    (("--limit", "4"), ["speaker", "name", "name", "date"]),
    (("--kind", "date"), ["date"] * 2),
    (("--kind", "outlet", "--kind", "speaker"), ["speaker", *["outlet"] * 5]),
    (("speaker:smith",), ["speaker", "outlet"]),
    (("ferry", "--kind", "name"), ["name"]),
    (("ferry", "--kind", "speaker"), []),
    (("uncertain:date",), [*["name"] * 2, *["date"] * 2, *["outlet"] * 2]),
]


@pytest.mark.usefixtures("library")
def test_what_is_doubtful_is_listed_for_people_and_programs(run: Run) -> None:
    for words, kinds in ASKED:
        found = run("review", *words, "--json")
        assert [row["kind"] for row in found.rows] == kinds, words
        assert found.code == (0 if kinds else 1), words
        assert len(run("review", *words).out.splitlines()) == len(kinds), words
    told = run("review", "--limit", "1")
    assert "Did John Smith say this?" in told.out
    assert "That was a very long day" in told.out
    assert (
        told.err
        == "speaker: 1, name: 2, date: 2, outlet: 5; 1 listed. In the browser, V decides them one by one\n"
    )
    said = run("review", "--kind", "speaker", "--json").rows[0]
    assert run("set", said["uid"], f"speaker={said['value']}").code == 0
    assert run("review", "--kind", "speaker").code == 1
    assert run("review", "nosuch:field").code == 2


@pytest.mark.usefixtures("library")
def test_names_are_kept_apart_and_that_is_undone(run: Run) -> None:
    def proposed() -> list[str]:
        return [
            each["speaker"] for row in run("list", "speakers", "--json").rows for each in row["proposals"]
        ]

    assert proposed() == ["Clara Ostrander", "Edith Ostrander"]
    done = run("review", "--apart", "Ostrander", "edith ostrander")
    assert (done.code, done.err) == (0, "Ostrander and Edith Ostrander are two speakers\n")
    assert proposed() == ["Clara Ostrander"]
    assert "are two speakers" in run("undo", "--list").out
    assert run("undo").err == "Undone: 'edith ostrander' and 'ostrander' may be one speaker again\n"
    assert proposed() == ["Clara Ostrander", "Edith Ostrander"]
    for words, hint in (
        (("--apart", "Ostrander", "Nobody"), "No speaker is called Nobody"),
        (("--apart", "Ostrander", "Mayor Ostrander"), "are one speaker"),
        (("ferry", "--apart", "Ostrander", "Edith Ostrander"), "--apart takes two names and nothing else"),
    ):
        refused = run("review", *words)
        assert refused.code == 2, words
        assert hint in refused.err
