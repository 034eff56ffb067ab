"""`set`, `remove` and `purge`: what is corrected and taken out, how it is told, and how it comes back."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_runner import Run

ONE = "turned off radars"
"""Words of two quotes, each in an article of its own."""
ELSEWHERE = "note: Exports, and copies that you made elsewhere, are not known to quotebrowser"


def names(run: Run) -> set[str]:
    """The names of all speakers."""
    return {row["speaker"] for row in run("list", "speakers", "--json").rows}


def quoted(run: Run, name: str) -> int:
    """How many quotes a speaker has."""
    return sum(row["quotes"] for row in run("list", "speakers", "--json").rows if row["speaker"] == name)


TOLD = [
    # what is set, and what is said of it
    (["outlet=Example Herald"], "Corrected 2 articles\n"),
    (["speaker=Ada Example"], "Corrected 2 quotes\n"),
    (["speaker=Ada Example", "primary=yes"], "Corrected 2 quotes\n"),
    (["speaker=Ada Example", "outlet=Example Herald"], "Corrected 2 articles\n"),
    (["primary=no"], "Corrected 2 quotes\n"),
]


@pytest.mark.parametrize(("values", "said"), TOLD, ids=[" ".join(row[0]) for row in TOLD])
def test_how_many_were_corrected_is_told(run: Run, my_seeds: Path, values: list[str], said: str) -> None:
    result = run("set", ONE, *values, "--all")
    assert (result.code, result.out, result.err) == (0, "", said)


@pytest.mark.parametrize(
    ("value", "said"),
    [("speaker=Ada Example", "matches 2 quotes"), ("outlet=Example Herald", "matches 2 articles")],
)
def test_several_are_corrected_only_with_all(run: Run, my_seeds: Path, value: str, said: str) -> None:
    before = run("search", ONE, "--json").out
    refused = run("set", ONE, value)
    assert refused.code == 2
    assert f"{ONE} {said}" in refused.err
    assert "--all" in refused.err
    assert run("search", ONE, "--json").out == before


def test_one_quote_is_corrected_by_its_uid_and_the_change_is_told_as_json(run: Run, my_seeds: Path) -> None:
    row = run("search", ONE, "--json").rows[0]
    assert row["speaker"] != "Ada Example"
    result = run("set", row["uid"], "speaker=Mayor Ada Example", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.rows == [{"changed": 1, "articles": [row["article"]]}]
    shown = run("show", row["uid"], "--json").rows[0]
    assert (shown["speaker"], shown["method"], shown["confidence"]) == ("Ada Example", "user", 1.0)
    assert shown["speaker_text"] is None
    assert "said by: user, confidence 1.00" in run("show", row["uid"]).out


@pytest.mark.parametrize(
    ("key", "fact", "value"),
    [
        ("outlet", "outlet", "Example Herald"),
        ("date", "published", "2024-12-31"),
        ("published", "published", "2024-12"),
        ("author", "byline", "Ada Example"),
        ("byline", "byline", "Ada Example; Bo Sample"),
        ("url", "url", "https://example.org/a"),
        ("via", "via", "Morning Wire"),
        ("agency", "agency", "Morning Wire"),
        ("lang", "language", "en-GB"),
        ("modified", "modified", "2025"),
        ("accessed", "accessed", "2025-02-03"),
        ("TITLE", "title", "A headline = a title"),
    ],
)
def test_an_article_is_named_by_its_file_and_its_fact_by_either_word(
    run: Run, my_seeds: Path, key: str, fact: str, value: str
) -> None:
    name = "004_d8162e635c1db3d8.txt"
    assert run("set", name, f"{key}= {value} ").err == "Corrected 1 article\n"
    uid = run("search", "history", "--json").rows[0]["uid"]
    facts = run("show", uid, "--json").rows[0]["facts"]
    assert facts[fact] == {"value": value, "provenance": "user", "confidence": 1.0}
    assert run("set", name, f"{key}=").code == 0
    assert fact not in run("show", uid, "--json").rows[0]["facts"]


def test_a_merged_speaker_is_told_with_his_quotes_and_split_by_either_name(run: Run, my_seeds: Path) -> None:
    old, new = "Hossein Daghighi", "Hoseyn Daqiqi"
    count = quoted(run, old)
    merged = run("set", old, f"speaker={new}")
    assert merged.err == f"{old} is now {new}: {count} quote{'s' * (count != 1)}\n"
    assert (quoted(run, old), quoted(run, new)) == (0, count)
    split = run("set", new, "speaker=")
    assert split.err.startswith("1 name ")
    assert split.err.endswith(" restored as the articles print them\n")
    assert quoted(run, old) == count
    assert run("set", old, f"speaker={new}", "--json").rows == [{"changed": count, "articles": []}]
    assert run("set", old, "speaker=", "--json").rows == [{"changed": 1, "articles": []}]
    again = run("set", old, "speaker=")
    assert again.code == 2
    assert f"No other name was merged into {old}" in again.err


def test_a_removed_article_is_gone_from_every_answer_and_comes_back_with_its_file(
    run: Run, my_seeds: Path, seeds: Path
) -> None:
    name = "004_d8162e635c1db3d8.txt"
    before = run("search", "history", "--json")
    removed = run("remove", "004", name)
    assert (removed.code, removed.out) == (0, "")
    assert removed.err == "Removed 1 article with 9 quotes; quotebrowser undo brings it back\n"
    assert run("info", "--json").rows[0]["articles"] == 4
    assert run("search", "mark on history").code == 1
    assert run("verify", "leaving a mark on history that will not be forgotten").code == 1
    assert run("show", before.rows[0]["uid"]).code == 2
    assert run("remove", name).code == 2
    assert [row["outcome"] for row in run("add", seeds / name, "--json").rows] == ["added"]
    assert {row["uid"] for row in run("search", "history", "--json").rows} == {
        row["uid"] for row in before.rows
    }


def test_several_articles_are_removed_at_once(run: Run, my_seeds: Path) -> None:
    assert run("remove", "000", "001").err.startswith("Removed 2 articles with 12 quotes;")
    assert len(run("list", "articles", "--json").rows) == 3


def held(run: Run) -> set[str]:
    """The names of the files of all articles."""
    return {Path(row["path"]).name for row in run("list", "articles", "--json").rows}


@pytest.fixture
def added_twice(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of three articles that two runs of `add` brought from three folders."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", "library")
    for name in ("old/a.txt", "old/deep/b.txt", "older/c.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(f'"The mill of {name} burned all night," Ann Doe said.\n', encoding="utf-8")
    assert run("add", "old/a.txt", "old/deep").code == 0
    assert run("add", tmp_path / "older").code == 0


BELOW = [
    # what is named, and the articles that are left
    ("old --all", {"c.txt"}),
    ("./older/../old/deep --all", {"a.txt", "c.txt"}),
    ("old/a.txt older --all", {"b.txt"}),
    (". --all", set()),
    ("--last-add", {"a.txt", "b.txt"}),
    ("a.txt --whole-add", {"c.txt"}),
    ("b.txt c.txt --whole-add", set()),
]
NAMELESS = (
    "", "old --last-add", "--all --last-add", "nowhere --all", "ol --all", "/old --all", "--whole-add",
    "old --all --whole-add",
)  # fmt: skip
"""Words after `remove` that name nothing, or too much."""


def test_a_folder_or_the_last_addition_is_removed_and_undo_brings_it_back(
    run: Run, added_twice: None
) -> None:
    for words, left in BELOW:
        gone = 3 - len(left)
        would = run("remove", *words.split(), "--dry-run")
        assert (would.code, would.out.count("\n")) == (0, gone)
        assert run("remove", *words.split(), "--dry-run", "--json").rows[0]["removed"] == 0
        assert len(held(run)) == 3
        (row,) = run("remove", *words.split(), "--json").rows
        assert (row["removed"], len(row["articles"])) == (gone, gone)
        assert held(run) == left
        assert run("undo").code == 0
    for words in NAMELESS:
        refused = run("remove", *words.split())
        assert (refused.code, refused.out, len(held(run))) == (2, "", 3), words


HINTS = [
    ("old", "To remove the 2 articles added from there: quotebrowser remove old --all"),
    ("./older", "To remove the article added from there: quotebrowser remove ./older --all"),
    ("nowhere", "See them all with quotebrowser list articles."),
]


@pytest.mark.parametrize(("name", "hint"), HINTS)
def test_who_names_a_folder_to_remove_is_shown_how_it_is_done(
    run: Run, added_twice: None, name: str, hint: str
) -> None:
    refused = run("remove", name)
    assert (refused.code, len(held(run))) == (2, 3)
    assert refused.err.endswith(f"hint: {hint}\n")


def test_what_was_added_last_is_removed_once_and_never_what_was_added_before(
    run: Run, added_twice: None
) -> None:
    told = run("remove", "--last-add").err
    assert told.startswith("Removed 1 article with 1 quote, added at 20"), told
    again = run("remove", "--last-add")
    assert (again.code, "no longer in the library" in again.err) == (2, True)
    assert run("add", "older", "old").code == 0  # the first is back, the others are known
    assert run("remove", "--last-add", "--json").rows[0]["removed"] == 1
    assert held(run) == {"a.txt", "b.txt"}


def test_an_addition_that_the_journal_lost_is_not_taken_for_an_older_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() - 3600)
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(f'"The mill of {name} burned," Ann Doe said.\n', encoding="utf-8")
        assert run("add", tmp_path / name).code == 0
        monkeypatch.setattr(time, "time", clock)
        Path(os.environ["QUOTEBROWSER_CONFIG"]).write_text("[undo]\nmegabytes = 0\n", encoding="utf-8")
    lost = run("remove", "--last-add")
    assert (lost.code, "does not know what was added last" in lost.err) == (2, True), lost.err
    assert len(held(run)) == 2


def test_one_unknown_name_among_several_removes_nothing(run: Run, my_seeds: Path) -> None:
    assert run("remove", "000", "nowhere.txt").code == 2
    assert run("purge", "000", "nowhere.txt", "--yes").code == 2
    assert len(run("list", "articles", "--json").rows) == 5


def test_what_is_purged_forgets_its_corrections_and_what_is_removed_keeps_them(
    run: Run, my_seeds: Path, seeds: Path
) -> None:
    for name in ("000_8cdcccbd686b03c9.txt", "004_d8162e635c1db3d8.txt"):
        run("set", name, "outlet=Example Herald")
    run("remove", "000")
    purged = run("purge", "004", "--yes")
    assert (purged.code, purged.err.splitlines()) == (0, ["Permanently deleted 1 article", ELSEWHERE])
    assert [Path(row["path"]).name[:3] for row in run("list", "files", "--json").rows] == [
        "000", "001", "002", "003"
    ]  # fmt: skip
    run("add", seeds)
    outlets = {Path(row["path"]).name[:3]: row["outlet"] for row in run("list", "articles", "--json").rows}
    assert outlets == {"000": "Example Herald", "001": None, "002": None, "003": None, "004": None}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Answers what a command asks, on a terminal."""
    ends: list[int] = []

    def answer(text: str) -> None:
        master, slave = os.openpty()
        ends.append(master)
        os.write(master, text.encode())
        monkeypatch.setattr("sys.stdin", os.fdopen(slave, "r", encoding="utf-8"))

    yield answer
    for end in ends:
        os.close(end)


@pytest.mark.parametrize(
    ("answer", "code", "left", "said"),
    [
        ("y\n", 0, 3, "Permanently deleted 2 articles"),
        (" YES \n", 0, 3, "Permanently deleted 2 articles"),
        ("n\n", 1, 5, "Nothing was deleted"),
        ("\n", 1, 5, "Nothing was deleted"),
        ("yes, why not\n", 1, 5, "Nothing was deleted"),
    ],
)
def test_purge_asks_and_takes_only_a_yes_for_one(
    run: Run, my_seeds: Path, asked: Callable[[str], None], answer: str, code: int, left: int, said: str
) -> None:
    asked(answer)
    result = run("purge", "000", "001")
    assert result.code == code
    assert result.err.splitlines() == [
        "Delete 2 articles permanently, with quotes, corrections, notes and tags? [y/N]",
        said,
        *[ELSEWHERE] * (code == 0),
    ]  # fmt: skip
    assert len(run("list", "articles", "--json").rows) == left


def test_a_suggested_merge_is_listed_beside_the_speaker_and_changes_nothing(run: Run, my_seeds: Path) -> None:
    uid = run("search", ONE, "--json").rows[0]["uid"]
    run("set", uid, "speaker=B. Esbati")
    perhaps = {row["speaker"]: row["perhaps"] for row in run("list", "speakers", "--json").rows}
    assert perhaps["B. Esbati"] == "Behrouz Esbati (the same surname and initial)"
    assert perhaps["Behrouz Esbati"] is None
    assert {"B. Esbati", "Behrouz Esbati"} <= names(run)
    line = next(row for row in run("list", "speakers").out.splitlines() if row.startswith("B. Esbati"))
    assert line == "B. Esbati\t1\tBehrouz Esbati (the same surname and initial)"


def test_one_speaker_is_listed_with_the_names_that_may_be_theirs(run: Run, my_seeds: Path) -> None:
    uid = run("search", ONE, "--json").rows[0]["uid"]
    run("set", uid, "speaker=B. Esbati")
    listed = run("list", "speakers", "B. Esbati")
    assert listed.code == 0
    assert listed.out.splitlines()[:2] == ["speaker\tB. Esbati", "quotes\t1 in 1 article"]
    assert [line for line in listed.out.splitlines() if line.startswith("perhaps\tBehrouz Esbati (the same")]
    assert listed.err.splitlines() == [
        "If they are one person: quotebrowser set 'B. Esbati' 'speaker=Behrouz Esbati'",
        "What was said, by date: quotebrowser search 'by:\"B. Esbati\"' --sort date",
    ]
    (proposed,) = next(
        row["proposals"] for row in run("list", "speakers", "--json").rows if row["speaker"] == "B. Esbati"
    )
    (row,) = run("list", "speakers", "behrouz esbati", "--json").rows
    assert row["proposals"] == [proposed | {"speaker": "B. Esbati"}]
    assert (proposed["into"], proposed["quotes"], proposed["articles"]) == ("Behrouz Esbati", 1, 1)
    assert run("search", 'by:"B. Esbati"', "--json").rows[0]["uid"] == uid


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("speakers", "Nobody"), 2, "No speaker is called Nobody"),
        (("outlets", "Nobody"), 2, "No outlet is called Nobody"),
        (("tags", "lead"), 2, "takes no name"),
    ],
)
def test_only_a_speaker_or_an_outlet_that_is_there_is_listed(
    run: Run, my_seeds: Path, words: tuple[str, str], code: int, message: str
) -> None:
    refused = run("list", *words)
    assert (refused.code, refused.out, message in refused.err) == (code, "", True)


def test_changes_are_undone_and_redone_the_latest_first(run: Run, my_seeds: Path) -> None:
    name = "004_d8162e635c1db3d8.txt"
    before = run("search", "history", "--json")
    outlet = before.rows[0]["outlet"]
    for values in (["outlet=Daily Bugle"], ["outlet="], ["outlet", "--as-printed"]):
        assert run("set", name, *values).code == 0
    assert run("search", "history", "--json").rows[0]["outlet"] == outlet
    run("remove", name)
    assert [row["what"] for row in run("undo", "--list", "--json").rows][:4] == [
        "1 article removed",
        "outlet of 1 article back to what is printed",
        "outlet of 1 article set to not known",
        "outlet of 1 article set to 'Daily Bugle'",
    ]
    assert run("undo", "--list").out.count("\n") == len(run("undo", "--list", "--json").rows)
    assert run("undo").err == "Undone: 1 article back in the library\n"
    assert run("undo").err == "Undone: outlet of 1 article back to not known\n"
    assert run("undo").err == "Undone: outlet of 1 article back to 'Daily Bugle'\n"
    assert run("search", "history", "--json").rows[0]["outlet"] == "Daily Bugle"
    (redone,) = run("redo", "--json").rows
    assert (redone["what"], len(redone["articles"])) == ("outlet of 1 article set to not known", 1)
    assert run("redo").code == run("undo").code == run("undo").code == 0
    assert run("undo").err == "Undone: outlet of 1 article back to what is printed\n"
    assert run("search", "history", "--json").rows == before.rows


def test_there_may_be_nothing_to_undo_or_to_redo(run: Run, tmp_path: Path) -> None:
    run("add", tmp_path)
    for command in ("undo", "redo"):
        nothing = run(command)
        assert (nothing.code, nothing.out, nothing.err) == (1, "", f"There is nothing to {command}\n")
    assert run("undo", "--list").code == 1


def test_a_key_alone_is_a_correction_only_as_printed(run: Run, my_seeds: Path) -> None:
    refused = run("set", "004", "outlet")
    assert (refused.code, "outlet --as-printed" in refused.err) == (2, True)
    assert run("set", "004_d8162e635c1db3d8.txt", "rubbish", "--as-printed").code == 2


def test_an_outlet_and_a_speaker_go_back_to_what_is_printed(run: Run, my_seeds: Path) -> None:
    name = "004_d8162e635c1db3d8.txt"
    speakers = run("list", "speakers", "--json").rows
    run("set", name, "outlet=Daily Bugle")
    assert (
        run("set", "Daily Bugle", "outlet", "--as-printed").err
        == "Daily Bugle is now as printed: 1 article\n"
    )
    uid = run("search", "history", "--json").rows[0]["uid"]
    run("set", uid, "speaker=Zoe Quint")
    assert run("set", uid, "speaker", "--as-printed").err == "Corrected 1 quote\n"
    assert run("list", "speakers", "--json").rows == speakers


def test_a_copy_in_an_archive_is_set_found_printed_and_taken_back(run: Run, my_seeds: Path) -> None:
    name, copy = "004_d8162e635c1db3d8.txt", "https://archive.ph/20250110123045/https://www.example.org/a"
    uid = run("search", "history", "--json").rows[0]["uid"]
    assert run("search", "has:archived").code == 1
    assert run("set", name, f"archived={copy}").code == 0
    told = {"archived": copy, "archived_at": "2025-01-10T12:30:45Z"}
    for ask in ("has:archived", "archived:ARCHIVE.ph", "archived:example.org"):
        found = run("search", ask, "--json").rows
        assert uid in {row["uid"] for row in found}
        assert all(told.items() <= row.items() for row in found)
    assert run("search", "archived:perma.cc").code == 1
    assert run("search", "history -has:archived").code == 1
    assert told.items() <= run("show", uid, "--json").rows[0].items()
    assert all(told.items() <= row.items() for row in run("export", "has:archived", "--format", "jsonl").rows)
    assert copy in run("export", "has:archived", "--format", "csv").out
    assert copy in run("cite", uid, "--style", "apa", "--form", "full").out
    for wrong in ("box 7", "javascript:alert(1)", f"https://example.org/{'a' * 2000}"):
        refused = run("set", name, f"archived={wrong}")
        assert (refused.code, "is not a web address" in refused.err) == (2, True)
    assert "archived" in run("undo").err
    assert run("search", "has:archived").code == 1
    assert run("redo").code == 0
    assert run("set", name, "archived=").code == 0
    assert run("search", "has:archived").code == 1
