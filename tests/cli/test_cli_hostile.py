"""What commands make of targets that do not match, outputs that cannot be written, and files that lie."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Run

from quotebrowser.ingest import Known
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.adding.store_articles import store
from quotebrowser.library.changing import correct_facts, remove_articles
from quotebrowser.library.finding import search_quotes, targets
from quotebrowser.store.journal import Addition

ALMOST = "leaving a stain on history that will be forgotten"
LONG = "a" * 300
PROGRAM = [sys.executable, "-m", "quotebrowser"]


@pytest.mark.parametrize(
    "command", [("set", "--all", "{}", "outlet=Wrong Herald"), ("export", "--format", "csv", "{}")]
)
def test_what_has_most_of_the_words_is_neither_corrected_nor_exported(
    command: tuple[str, ...], run: Run, my_seeds: Path
) -> None:
    ran = run(*(word.format(ALMOST) for word in command))
    assert ran.code == 1
    assert "Wrong" not in ran.out
    assert f"No quotes match {ALMOST}" in ran.err
    assert run("search", 'outlet:"wrong herald"').code == 1


@pytest.mark.parametrize(("command", "done"), [("cite", "cited"), ("compare", "compared")])
def test_what_has_most_of_the_words_is_shown_as_that(
    command: str, done: str, run: Run, the_seeds: Path
) -> None:
    ran = run(command, ALMOST)
    assert (ran.code, "not be forgotten" in ran.out) == (0, True)
    assert f"No quote has all the words; the one with the most of them is {done}" in ran.err


def test_a_removed_article_can_be_purged_and_copies_that_hold_it_are_named(run: Run, my_seeds: Path) -> None:
    name = "003_8df294ec2e242fb0.txt"
    assert run("backup").code == 0
    assert run("remove", name).code == 0
    ran = run("purge", "--yes", name)
    assert ran.code == 0
    assert "1 copy of the library" in ran.err
    assert "still holds the words: library-" in ran.err
    assert run("purge", "--yes", name).code == 2


def test_a_program_that_still_reads_what_is_purged_is_told_of(run: Run, my_seeds: Path) -> None:
    reader = sqlite3.connect(my_seeds / "library.db")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM article").fetchone()
    ran = run("purge", "--yes", "004_d8162e635c1db3d8.txt")
    reader.close()
    assert ran.code == 0
    assert f"{my_seeds} is still open in another program; the words go from its file when that" in ran.err
    assert run("info").code == 0
    for path in my_seeds.rglob("*"):
        assert not path.is_file() or b"takfiri" not in path.read_bytes().lower(), path


def test_copies_that_hold_what_is_purged_go_where_that_is_asked_for(run: Run, my_seeds: Path) -> None:
    first = Path(run("backup").out.strip())
    ran = run("purge", "--yes", "--copies", "003_8df294ec2e242fb0.txt")
    assert ran.code == 0
    assert "The copies that held the words are deleted; a new one is " in ran.err
    (left,) = first.parent.iterdir()
    assert left != first
    assert run("restore", left).code == 0
    assert len(run("list", "articles", "--json").rows) == 4


@pytest.mark.parametrize(
    "place", ["library.db", "library.db-wal", "index/x", "originals/x", "backup/x.db", "."]
)
def test_an_export_never_writes_over_the_library(place: str, run: Run, my_seeds: Path) -> None:
    ran = run("export", "--format", "csv", "-o", my_seeds / place)
    assert ran.code == 2
    assert "is part of the library itself" in ran.err
    assert run("doctor").code == 0


def test_an_export_goes_where_a_link_leads_and_through_a_pipe(
    run: Run, the_seeds: Path, tmp_path: Path
) -> None:
    (tmp_path / "file.csv").touch()
    (tmp_path / "link.csv").symlink_to("file.csv")
    assert run("export", "--format", "csv", "-o", tmp_path / "link.csv").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert len((tmp_path / "file.csv").read_text().splitlines()) > 20
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
        assert run("export", "--format", "csv", "-o", tmp_path / "pipe").code == 0
        assert reader.stdout is not None
        assert reader.stdout.read() == (tmp_path / "file.csv").read_bytes()
    assert (tmp_path / "pipe").is_fifo()


def test_json_lines_hold_half_characters_and_overrides_escaped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    text = "He said “hello there my \ud800 good \u202e friend” to him."
    (tmp_path / "a.jsonl").write_text(json.dumps({"doc_id": "a", "text": text}) + "\n")
    assert run("add", tmp_path / "a.jsonl").code == 0
    ran = run("export", "--format", "jsonl")
    assert ran.code == 0
    assert ran.out.isascii()
    assert ran.rows[0]["text"] == "hello there my \ud800 good \u202e friend"


def test_a_files_name_cannot_forge_what_became_of_another(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    (tmp_path / "a: 9 quotes\n+ forged.txt").write_text("“Good day to you all here,” said Ann Berg.")
    ran = run("add", tmp_path / "a: 9 quotes\n+ forged.txt")
    assert ran.code == 0
    assert len(ran.err.splitlines()) == 2


def test_marks_within_marks_are_one_quote_and_the_file_beside_is_added(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("He said, \"I told her ''no way'' and then I left the room.\"\n")
    (folder / "b.txt").write_text("“Good day to you all here,” said Ann Berg.")
    ran = run("add", folder)
    assert (ran.code, "2 added" in ran.err) == (0, True)
    assert [row["text"] for row in run("search", "way", "--json").rows] == [
        "I told her ''no way'' and then I left the room."
    ]


@pytest.mark.parametrize(
    "command",
    [("search", "x", "--library", LONG), ("extract", "--jsonl", LONG), ("watch", LONG), ("restore", LONG)],
    ids=["search", "extract", "watch", "restore"],
)
def test_a_name_that_is_too_long_is_an_error_in_a_sentence(
    command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    ran = run(*command)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert ran.err.startswith("quotebrowser: ")


@pytest.mark.parametrize("command", [("search", ""), ("list", "articles"), ("keys",), ("compare", "blow")])
def test_a_full_disk_behind_the_output_is_an_error_in_a_sentence(
    command: tuple[str, ...], the_seeds: Path
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("could not be written: No space left on device")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("search", ""), ("compare", "blow"), ("list", "articles"), ("keys",)])
def test_a_reader_that_has_enough_is_success(command: tuple[str, ...], the_seeds: Path) -> None:
    words = " ".join(repr(word) for word in command)
    line = f"{' '.join(PROGRAM)} {words} | head -c1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "0"
    assert "Traceback" not in done.stderr


def test_standard_streams_that_are_closed_are_no_failure(the_seeds: Path) -> None:
    for line in ("keys >&-", "list articles >&-", "list articles 2>&-", "extract <&-"):
        done = subprocess.run(
            ["bash", "-c", f"{' '.join(PROGRAM)} {line}"], capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, line
        assert done.returncode in (0, 1), line


def test_what_is_typed_is_said_again_without_what_acts_on_a_terminal(run: Run) -> None:
    ran = run("keys", "\u202e\x1b]0;pwned\x07")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err


@pytest.mark.parametrize("command", [("search", "-bridge"), ("search", "bridge", "-russian")])
def test_a_query_that_begins_with_a_minus_is_answered_with_how_to_write_it(
    command: tuple[str, ...], run: Run
) -> None:
    ran = run(*command)
    assert ran.code == 2
    assert "after --, words may begin with a minus" in ran.err


def test_doctor_sees_a_bit_of_the_index_that_changed(run: Run, my_seeds: Path) -> None:
    assert run("search", "army").code in (0, 1)
    assert run("doctor").code == 0
    (path,) = (my_seeds / "index").glob("*.arrays")
    kept = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    ran = run("doctor")
    assert ran.code == 1
    assert "index" in ran.out
    assert "is damaged" in ran.out
    assert run("rebuild").code == 0
    assert run("doctor").code == 0


def test_an_article_that_is_purged_while_its_file_is_read_again_is_an_outcome(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    (outcome,) = store(library, [Known("0" * 16, "a.txt")], Addition())
    assert (outcome.outcome, "deleted from the library" in outcome.reason) == ("rejected", True)
    library.close()


def test_many_reprints_do_not_hide_the_quotes_behind_them(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    said = "We were beaten at the river and we lost everything we had there"
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"“{said},” said Anna Berg in the town of number {number}.")
    (folder / "other.txt").write_text("“I never saw the river again after that long winter,” said Bo Lind.")
    library = Library.open(tmp_path / "library")
    list(add_files.add(library, [folder]))
    assert len(search_quotes.search(library, "river", limit=5).rows) == 2
    found = targets.everything(library, "speaker:berg")
    assert correct_facts.set_values(library, found.uids, {"speaker": "Anna Holt"}) == 60
    (row,) = search_quotes.search(library, "speaker:holt").rows
    assert row.witnesses == 60
    remove_articles.remove(library, correct_facts.articles_of(library, found)[:50])
    (row,) = search_quotes.search(library, "speaker:holt").rows
    assert row.witnesses == 10
    library.close()
