"""What every command prints for machines, over the seeds and a few made articles, as it was frozen.

One rule guards it: only what differs from run to run is replaced, and only in a field named here. To renew
the goldens: `QUOTEBROWSER_WRITE_GOLDENS=1 pytest -n0 tests/cli/test_cli_goldens.py`; read the difference
before you commit it.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from cli_runner import Ran, Run, row_of
from golden_articles import DOCUMENTS, DRAFT, write_articles

from quotebrowser.cli import main
from quotebrowser.text.json_lines import json_line

GOLDEN: Final = Path(__file__).parent / "golden"
WRITE: Final = "QUOTEBROWSER_WRITE_GOLDENS"
UNSTABLE: Final = frozenset({"library", "settings", "version", "detail", "added", "given"})
"""What names the machine's places, its clock and the release; what the system says of a clipboard."""

RADARS: Final = "turned off radars"
DEFEAT: Final = "defeated very badly"
FERRY: Final = '"river flows and the people"'
TILL: Final = "what the till said"

READING: Final[tuple[tuple[str, int, tuple[str, ...]], ...]] = (
    ("search_all", 0, ("search", "", "--limit", "1000", "--json")),
    ("search_words", 0, ("search", "big blow", "--json")),
    ("search_phrase", 0, ("search", FERRY, "--json")),
    ("search_date", 0, ("search", "said OR keep OR pier", "--sort", "date", "--json")),
    ("search_outlet", 0, ("search", "ferry", "--sort", "outlet", "--limit", "3", "--json")),
    ("search_unknown", 0, ("search", "no:outlet", "no:date", "pier OR money OR till", "--json")),
    ("search_no_speaker", 0, ("search", "no:speaker", "--json")),
    ("search_mentions", 0, ("search", "kind:mention", "--json")),
    ("search_nothing", 1, ("search", "zeppelin", "--json")),
    ("search_group", 0, ("search", "", "--group", "--limit", "1000", "--json")),
    ("search_group_words", 0, ("search", "big blow", "--group", "--json")),
    ("search_csv", 0, ("search", "", "--limit", "1000", "--csv")),
    ("search_group_csv", 0, ("search", "", "--group", "--csv")),
    ("list_articles", 0, ("list", "articles", "--json")),
    ("list_speakers", 0, ("list", "speakers", "--json")),
    ("speaker_named", 0, ("list", "speakers", "ada example", "--json")),
    ("outlet_named", 0, ("list", "outlets", "example herald", "--json")),
    ("list_outlets", 0, ("list", "outlets", "--json")),
    ("list_files", 0, ("list", "files", "--json")),
    ("review", 0, ("review", "--json", "--limit", "1000")),
    ("show_seed", 0, ("show", f"uid:{RADARS}", "--json")),
    ("show_interrupted", 0, ("show", f"uid:{FERRY}", "--json")),
    ("show_hostile", 0, ("show", f"uid:{TILL}", "--json")),
    ("show_unknown", 0, ("show", "uid:single day", "--json")),
    ("compare_seeds", 0, ("compare", DEFEAT, "--json")),
    ("compare_interrupted", 0, ("compare", FERRY, "--json")),
    ("compare_uid", 0, ("compare", f"uid:{RADARS}", "--json")),
    ("compare_alone", 0, ("compare", "single day", "--json")),
    ("compare_texts", 0, ("compare", "made/herald.txt", "--json")),
    ("compare_seeds_csv", 0, ("compare", DEFEAT, "--csv")),
    ("compare_seeds_markdown", 0, ("compare", DEFEAT, "--markdown")),
    ("compare_seeds_html", 0, ("compare", DEFEAT, "--html")),
    ("compare_seeds_tei", 0, ("compare", DEFEAT, "--tei")),
    ("compare_interrupted_csv", 0, ("compare", FERRY, "--csv")),
    ("compare_interrupted_markdown", 0, ("compare", FERRY, "--markdown")),
    ("compare_interrupted_html", 0, ("compare", FERRY, "--html")),
    ("compare_interrupted_tei", 0, ("compare", FERRY, "--tei")),
    ("verify_exact", 0, ("verify", RADARS, "--json")),
    ("verify_near", 1, ("verify", "The bridge was ever a promise of mine", "--json")),
    ("verify_none", 1, ("verify", "The elephants danced on the roof all night long", "--json")),
    ("verify_draft", 1, ("verify", "--draft", "draft.md", "--json")),
    ("cite_seed", 0, ("cite", "big blow", "--json")),
    ("cite_words", 0, ("cite", "bridge mine", "--words", "was never a promise", "--json")),
    ("export_jsonl", 0, ("export", "--format", "jsonl")),
    ("export_csv", 0, ("export", "--format", "csv")),
    ("export_markdown", 0, ("export", "--format", "markdown")),
    ("export_html", 0, ("export", "--format", "html")),
    ("export_bibtex", 0, ("export", "--format", "bibtex")),
    ("export_ris", 0, ("export", "--format", "ris")),
    ("export_csl", 0, ("export", "--format", "csl-json")),
    ("export_query", 0, ("export", "speaker:example", "--format", "jsonl")),
    ("extract_files", 0, ("extract", "seeds/001_866fe9dbe94e77b1.txt", "made/herald.txt", "--json")),
    ("extract_jsonl", 0, ("extract", "--jsonl", "documents.jsonl", "--json")),
    ("extract_records", 0, ("extract", "made/nobody.txt", "made/records.jsonl", "--json")),
    ("info", 0, ("info", "--json")),
    ("keys", 0, ("keys", "--json")),
    ("doctor_sound", 0, ("doctor", "--json")),
)
"""Golden, exit code and words of commands that only read; `uid:QUERY` is the uid of its best match."""

STYLES: Final = (
    "plain", "ap", "chicago-notes", "chicago-author-date", "apa", "mla", "harvard", "oscola", "mhra",
    "wikipedia", "wikiquote",
)  # fmt: skip
FLAVOURS: Final = ("plain", "markdown", "html", "bibtex", "ris", "csl-json")
FORMS: Final = ("quote", "quote-only", "full", "reference")
CITED: Final = ("big blow", "bridge mine", "single day", FERRY)
"""Queries for a quote of a seed, of an article with all facts, of one with none, and of several outlets."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, seeds_folder: Path) -> Path:
    """A folder with the articles, a draft, and a library that holds the articles."""
    folder = tmp_path_factory.mktemp("desk")
    _lay_out(folder, seeds_folder)
    here = Path.cwd()
    os.chdir(folder)
    try:
        assert main(["add", "seeds", "made", "--jobs", "1", "--library", "library"]) == 0
    finally:
        os.chdir(here)
    return folder


@pytest.fixture(scope="module")
def seeds_folder() -> Path:
    return Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def at_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run at the desk; for tests that only read."""
    monkeypatch.chdir(desk)
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", "library")


@pytest.fixture
def at_own_desk(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run at a desk of the test's own, where they can write."""
    shutil.copytree(desk, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", "library")


def _lay_out(folder: Path, seeds: Path) -> None:
    shutil.copytree(seeds, folder / "seeds")
    write_articles(folder / "made")
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    (folder / "documents.jsonl").write_text(DOCUMENTS, encoding="utf-8")


def _named(run: Run, words: tuple[str, ...]) -> list[str]:
    """The words of a command, each `uid:QUERY` replaced."""
    return [
        run("search", word.removeprefix("uid:"), "--json").rows[0]["uid"] if word.startswith("uid:") else word
        for word in words
    ]


def _stable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: f"<{name}>" if name in UNSTABLE else value for name, value in row.items()}


def _check(name: str, ran: Ran, *, lines: bool) -> None:
    """Compare with a golden, or write it where that is asked for; `lines`: JSON Lines."""
    text = ran.out
    if lines:
        assert "".join(json_line(row) + "\n" for row in ran.rows) == text, "not one JSON object a line"
        text = "".join(json_line(_stable(row)) + "\n" for row in ran.rows)
    path = GOLDEN / f"{name}.{'jsonl' if lines else 'txt'}"
    if os.environ.get(WRITE) == "1":
        path.write_text(text, encoding="utf-8", newline="")
    assert path.is_file(), f"{path} is missing; {WRITE}=1 writes it"
    frozen = path.read_bytes().decode("utf-8")
    if lines:
        assert [_stable(row) for row in ran.rows] == [row_of(line) for line in frozen.splitlines()]
    assert text == frozen, f"{path} differs; {WRITE}=1 renews it"


@pytest.mark.parametrize(("name", "code", "words"), READING, ids=[name for name, _, _ in READING])
def test_a_command_that_reads_prints_what_was_frozen(
    run: Run, at_desk: None, name: str, code: int, words: tuple[str, ...]
) -> None:
    ran = run(*_named(run, words))
    assert ran.code == code, ran.err
    _check(name, ran, lines="--json" in words or "jsonl" in words)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_prints_what_was_frozen(run: Run, at_desk: None, style: str) -> None:
    _check(f"cite_{style}", _cited(run, FORMS, "--style", style), lines=True)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_flavour_prints_what_was_frozen(run: Run, at_desk: None, flavour: str) -> None:
    _check(f"cite_as_{flavour}", _cited(run, ("full",), "--flavour", flavour), lines=True)


def _cited(run: Run, forms: tuple[str, ...], *options: str) -> Ran:
    """The citations of every quote in `CITED`, one after the other."""
    every = [run("cite", query, "--form", form, *options, "--json") for query in CITED for form in forms]
    assert {ran.code for ran in every} == {0}, every
    return Ran(0, "".join(ran.out for ran in every), "")


def test_adding_prints_what_was_frozen(run: Run, at_own_desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", "another")
    words = ("add", "seeds", "made", "--jobs", "1", "--json")
    _check("add", run(*words), lines=True)
    _check("add_again", run(*words), lines=True)
    given = ("--outlet", "Example Mirror", "--date", "2025", "--author", "Kim Doe", "--via", "Example Wire")
    _check("add_given", run("add", "made/nobody.txt", *given, "--json"), lines=True)
    mapping = ("--map", "text=text", "--map", "outlet=title")
    _check("add_mapped", run("add", "made/records.jsonl", *mapping, "--json"), lines=True)
    rejected = run("add", "made/empty.txt", "--json")
    assert rejected.code == 2
    _check("add_rejected", rejected, lines=True)


def test_what_is_corrected_is_printed_as_it_was_frozen(run: Run, at_own_desk: None) -> None:
    _check(
        "set_outlet", run("set", "single day", "outlet=Example Mirror", "date=2025-02", "--json"), lines=True
    )
    _check("set_merged", run("set", "Bo Sample", "speaker=Bodo Sample", "--json"), lines=True)
    _check("set_search", run("search", "single day OR rowers", "--json"), lines=True)
    _check("set_speakers", run("list", "speakers", "--json"), lines=True)
    _check("set_outlets", run("list", "outlets", "--json"), lines=True)
    _check("set_parted", run("set", "Bo Sample", "speaker=", "--json"), lines=True)
    assert run("remove", "made/courier.txt").code == 0
    _check("removed_compare", run("compare", FERRY, "--json"), lines=True)
    _check("removed_files", run("list", "files", "--json"), lines=True)


def test_a_damaged_library_is_told_as_it_was_frozen(run: Run, at_own_desk: None) -> None:
    with closing(sqlite3.connect("library/library.db")) as database, database:
        database.execute("UPDATE quote SET speaker_name = 'Eve Example' WHERE speaker_name = 'Bo Sample'")
    ran = run("doctor", "--json")
    assert ran.code == 1
    _check("doctor_damaged", ran, lines=True)


def test_watching_prints_what_was_frozen(at_own_desk: None) -> None:
    Path("in").mkdir()
    shutil.copy("made/courier.txt", "in")
    watching = _started("watch", "in", "--library", "another", "--json")
    assert watching.stdout is not None
    line = watching.stdout.readline()
    watching.send_signal(signal.SIGINT)
    rest, err = watching.communicate(timeout=30)
    _check("watch", Ran(watching.returncode, line + rest, err), lines=True)


def test_a_machine_without_a_clipboard_is_told_as_it_was_frozen(
    at_desk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("TERM", "xterm")
    checked = _started("doctor", "clipboard", "--json")
    out, err = checked.communicate(timeout=30)
    _check("doctor_clipboard", Ran(checked.returncode, out, err), lines=True)


def _started(*words: str) -> "subprocess.Popen[str]":
    """A command in a process of its own, without a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "quotebrowser", *words], start_new_session=True, text=True, env=os.environ,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
