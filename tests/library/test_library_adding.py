"""Every file has an outcome, whoever reads it; what was stopped goes on where it stopped."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from adding_material import ASKED, SAID, added, exported, text, write_texts

from quotebrowser import ingest
from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, originals
from quotebrowser.library.adding import add_files, samples, watch_folder
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.showing import file_views, quote_views
from quotebrowser.model import Fact, Facts, Provenance

HEAD = "---\nurl: https://example.org/harbour\n---\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def outlet(name: str) -> ingest.Given:
    """What is said of files that one outlet printed."""
    return ingest.Given(Facts(outlet=Fact(name, Provenance.GIVEN)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_has_its_outcome_and_it_is_kept(library: Library, tmp_path: Path, jobs: int) -> None:
    files = {
        "a.txt": HEAD + SAID + ASKED,
        "b.txt": HEAD + SAID.replace("ten", "five"),
        "c.txt": "Nobody said anything.\n",
        "d.txt": "",
        "e.txt": HEAD + SAID + ASKED,
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, words in files.items():
        (folder / name).write_text(words, encoding="utf-8")
    told = added(library, folder, tmp_path / "nowhere", jobs=jobs)
    assert [(Path(one.path).name, one.outcome, one.quotes) for one in told] == [
        ("a.txt", "added", 2),
        ("b.txt", "version", 1),
        ("c.txt", "no quotes", 0),
        ("d.txt", "rejected", 0),
        ("e.txt", "known", 2),
        ("nowhere", "rejected", 0),
    ]
    assert told[1].reason == "another text of https://example.org/harbour: 1 reworded, 1 gone"
    assert told[3].reason == "The file is empty"
    kept = file_views.files(library)
    assert {(one.path, one.outcome, one.reason) for one in kept} == {
        (one.path, one.outcome, one.reason) for one in told
    }
    assert [one.outcome for one in kept[-2:]] == ["rejected", "rejected"]


def test_the_same_file_of_another_outlet_is_a_reprint(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HEAD + SAID, encoding="utf-8")
    added(library, path)
    (again,) = add_files.add(library, [path], outlet("Example Herald"))
    (third,) = add_files.add(library, [path], outlet("Daily Sample"))
    assert (again.outcome, again.reason) == ("added", "a reprint: the same text as a.txt")
    assert third.outcome == "added"
    assert library.counts().articles == 3
    (row,) = search_quotes.search(library, "harbour").rows
    assert (row.witnesses, row.texts) == (3, 1)


def test_nearly_the_same_text_of_another_outlet_is_one_text(library: Library, tmp_path: Path) -> None:
    for name, words in (("a", text(1) * 3 + SAID), ("b", text(1) * 3 + SAID + "Edited by hand.\n")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    list(add_files.add(library, [tmp_path / "a"], outlet("Example Herald")))
    list(add_files.add(library, [tmp_path / "b"], outlet("Daily Sample")))
    (row,) = search_quotes.search(library, "harbour").rows
    assert (row.witnesses, row.texts) == (2, 1)


@pytest.mark.parametrize("jobs", [3])
def test_a_library_does_not_depend_on_how_many_read(tmp_path: Path, jobs: int) -> None:
    folder = write_texts(tmp_path / "texts", 50)
    (folder / "0010.html").write_text(f"<html><body><p>{SAID * 3}</p></body></html>", encoding="utf-8")
    (folder / "0020.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "0030.jsonl").write_text(
        "\n".join(json.dumps({"text": text(at)}) for at in range(2000, 2030)), encoding="utf-8"
    )
    alone, many = Library.open(tmp_path / "alone"), Library.open(tmp_path / "many")
    expected = added(alone, folder, jobs=1)
    assert added(many, folder, jobs=jobs) == expected
    assert len(expected) == 82
    assert exported(many) == exported(alone)
    assert many.store.check() == ()
    alone.close()
    many.close()


def test_what_is_stopped_goes_on_where_it_stopped(library: Library, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", 120)
    seen: list[int] = []
    first = list(
        add_files.add(
            library,
            [folder],
            jobs=2,
            progress=lambda done, _total, _name: seen.append(done),
            stop=lambda: bool(seen) and seen[-1] >= 30,
        )
    )
    assert 30 <= len(first) < 120
    assert {one.outcome for one in first} == {"added"}
    assert library.counts().articles == len(first)
    second = added(library, folder)
    assert [one.outcome for one in second] == ["known"] * len(first) + ["added"] * (120 - len(first))
    assert search_quotes.search(library, '"town 119"').rows


def test_whoever_takes_no_more_outcomes_has_what_was_told(library: Library, tmp_path: Path) -> None:
    outcomes = add_files.add(library, [write_texts(tmp_path / "texts", 100)], jobs=1)
    told = [next(outcomes) for _ in range(10)]
    outcomes.close()  # type: ignore[attr-defined]
    assert library.counts().articles >= len(told)
    assert search_quotes.search(library, '"town 3"').rows


def test_progress_ends_with_all_files(library: Library, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = write_texts(tmp_path / "texts", 70)
    list(add_files.add(library, [folder], progress=lambda done, total, _name: seen.append((done, total))))
    assert seen == sorted(seen)
    assert seen[0] == (0, 70)
    assert seen[-1] == (70, 70)


def test_nothing_is_added_to_the_samples(tmp_path: Path) -> None:
    demo = samples.demo()
    with pytest.raises(LibraryError):
        added(demo, tmp_path)
    demo.close()


def test_corrections_survive_removing_adding_and_rebuilding(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID, encoding="utf-8")
    (one,) = added(library, path)
    (uid,) = [row.uid for row in search_quotes.search(library, "harbour").rows]
    correct_facts.set_values(library, [uid], {"outlet": "Example Herald", "speaker": "Jane Roe"})
    remove_articles.remove(library, [one.article])
    (again,) = added(library, path)
    assert (again.outcome, again.reason) == ("added", "it had been removed")
    from quotebrowser.library.upkeep import level

    level.rebuild(library)
    (row,) = search_quotes.search(library, "speaker:roe").rows
    assert (row.outlet, row.speaker) == ("Example Herald", "Jane Roe")
    assert added(library, path)[0].outcome == "known"
    assert quote_views.quote(library, uid).article.facts.outlet == Fact("Example Herald", Provenance.USER)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_from_outside_and_run_again_leaves_the_same_library(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder = write_texts(tmp_path / "texts", 90)
    command = [sys.executable, "-m", "quotebrowser", "add", str(folder), "--json", "--jobs", "2", "--library"]
    for at in range(2):
        ended = subprocess.Popen(
            [*command, str(tmp_path / "ended")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert ended.stdout is not None
        for _ in range(1 + 30 * at):
            ended.stdout.readline()
        ended.send_signal(number)
        _, said = ended.communicate(timeout=60)
        assert "Traceback" not in said
        if number is signal.SIGINT:
            assert ended.returncode == 130, said
            assert "the same command to continue" in said
    subprocess.run([*command, str(tmp_path / "ended")], check=True, capture_output=True, timeout=60)
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True, timeout=60)
    ended_library, whole = Library.open(tmp_path / "ended"), Library.open(tmp_path / "whole")
    assert exported(ended_library) == exported(whole)
    assert ended_library.store.check() == ()
    ended_library.close()
    whole.close()


@pytest.mark.parametrize("inside", ["deep/library", "library", "."])
def test_the_files_of_libraries_are_no_articles(tmp_path: Path, inside: str) -> None:
    """Also where the library lies in the folder that is added, or is it; other libraries there too."""
    folder = tmp_path / "news"
    (folder / "sub" / "index").mkdir(parents=True)
    (folder / "sub" / "index" / "b.txt").write_text(SAID, encoding="utf-8")
    (folder / "a.txt").write_text(SAID.replace("ten", "five"), encoding="utf-8")
    with closing(Library.open(folder / "deep" / "other")) as other:
        originals.keep(other, b"A page that was fetched")
    library = Library.open(folder / inside)
    try:
        originals.keep(library, b"Another page")
        library.store.backup()
        expected = {"a.txt", "b.txt"}
        assert {Path(one.path).name for one in added(library, folder)} == expected
        watched = watch_folder.watch(library, [folder], stop=lambda: False, quiet=0.0)
        assert {Path(one.path).name for one in islice(watched, len(expected))} == expected
    finally:
        library.close()
