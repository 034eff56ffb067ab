"""Notes, tags, collections, saved and past searches from the command line."""

import io
import re
from pathlib import Path

import pytest
from cli_runner import Run

from quotebrowser.library.copying import export_quotes

pytestmark = pytest.mark.usefixtures("my_seeds")
NEW = "---\noutlet: Example Herald\ndate: 2025-03-04\n---\n“It was a big blow to {},” said Ann Torres.\n"


def uids_of(run: Run, *query: str) -> list[str]:
    return [row["uid"] for row in run("search", *query, "--json").rows]


def test_a_note_is_written_printed_found_changed_and_removed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = uids_of(run, "big blow")[0]
    assert run("note", uid).code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("Embargo.\nUntil \x1b Friday."))
    assert run("note", uid, "-").err == "Note saved\n"
    assert run("note", uid[:8]).out == "Embargo.\nUntil ␛ Friday.\n"
    assert run("note", "note:friday", "--json").rows == [
        {"uid": uid, "note": "Embargo.\nUntil ␛ Friday.", "tags": []}
    ]
    assert "note: Embargo." in run("show", uid).out
    assert run("list", "notes", "--json").rows[0]["note"].startswith("Embargo.")
    monkeypatch.setenv("EDITOR", "sed -i s/Friday/Monday/")
    assert run("note", uid, "--editor").code == 0
    assert run("note", uid, "--remove", "text").code == 2
    assert run("note", uid, "--remove").err == "Note removed\n"
    assert run("undo").err == "Undone: note on 1 quote is back\n"
    assert "Monday" in run("note", uid).out
    assert "matches" in run("note", "a", "x").err


def test_tags_are_set_ordered_cited_together_exported_and_taken(run: Run, tmp_path: Path) -> None:
    first, second, third = uids_of(run, "the")[:3]
    assert run("tag", "the", "lead").code == 2
    assert run("tag", first, "#lead", "Chapter 2").err == "Tagged 1 quote: lead, Chapter 2\n"
    for uid in (second, third):
        assert run("tag", uid, "LEAD", "--json").rows == [{"uid": uid, "note": None, "tags": ["lead"]}]
    assert run("tag", third, "lead", "--at", "1").code == 0
    assert run("list", "tags", "--json").rows == [
        {"tag": "Chapter 2", "quotes": 1},
        {"tag": "lead", "quotes": 3},
    ]
    order = [third, first, second]
    assert uids_of(run, "tag:lead") == order
    assert [row["uid"] for row in run("export", "tag:lead", "--format", "jsonl").rows] == order
    cited = run(
        "cite", "--all", "tag:lead", "--style", "chicago-author-date", "--form", "full", "--json"
    ).rows[0]
    assert cited["uids"] == order
    assert cited["text"].count("\nReferences\n") == 1
    assert run("show", first, "--json").rows[0]["tags"] == ["Chapter 2", "lead"]
    assert "tags" not in run("search", "--json", "--", "the", "-tag:lead").rows[0]
    assert run("untag", "--all", "tag:lead", "lead").err == "3 tags taken from 3 quotes\n"
    assert run("untag", first, "lead").code == 1
    for wrong in (["tag", first, '"'], ["tag", first, "x", "--at", "-1"], ["tag", "0" * 16, "x"]):
        assert run(*wrong).code == 2, wrong


EXPORTED = [
    # format, whether notes are in it unless asked for, what has the note, what has the tags
    ("jsonl", True, r'"note": "Ask\\nher\.", "tags": \["a, b", "lead"\]'),
    ("csv", True, r",Ask her\.,\"a, b; lead\"$"),
    ("plain", False, r"^Note: Ask\n      her\.\nTags: a, b, lead$"),
    ("markdown", False, r"^\*Note:\* Ask\\\nher\.\n\n\*Tags:\* a, b, lead$"),
    ("html", False, r"<p><i>Note:</i> Ask<br>her\.</p><p><i>Tags:</i> a, b, lead</p>"),
    ("bibtex", False, r"^  annote=\{Note: Ask her\.\},\n  keywords=\{a b, lead\}"),
    ("ris", False, r"^N1  - Note: Ask her\.\r\nKW  - a, b\r\nKW  - lead\r\n"),
    ("csl-json", False, r'"annote": "Note: Ask her\.", "keyword": "a b, lead"'),
]


def test_notes_and_tags_are_in_every_export_that_asks_for_them(run: Run) -> None:
    uid = uids_of(run, "big blow")[0]
    run("note", uid, "Ask\nher.")
    run("tag", uid, "lead", "a, b")
    assert {form for form, *_ in EXPORTED} == set(export_quotes.formats())
    for form, usually, printed in EXPORTED:
        for asked, there in (((), usually), (("--notes",), True), (("--no-notes",), False)):
            text = run("export", "tag:lead", "--format", form, *asked).out
            assert (re.search(printed, text, re.MULTILINE) is not None) == there, (form, asked, text)
            assert ("her" in text) == there
    styled = ("export", "tag:lead", "--format", "plain", "--style", "mla", "--form", "full")
    assert run(*styled).out.count("Works Cited") == 1


def test_a_saved_search_serves_cron(run: Run, tmp_path: Path) -> None:
    assert run("search", "--save", "blow", "big blow").err == "Saved as blow\n"
    assert run("search", "--saved", "blow", "--new", "--json").code == 1
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(NEW.format(name * 3), encoding="utf-8")
        run("add", tmp_path / f"{name}.txt")
    assert run("list", "searches", "--json").rows[0]["new"] == 2
    new = run("search", "--saved", "Blow", "--new", "--json", "--sort", "date").rows
    assert sorted(row["text"][-4:-1] for row in new) == ["aaa", "bbb"]
    assert run("search", "--saved", "blow", "--new").code == 1
    assert len(run("search", "--saved", "blow", "--json").rows) > 2
    assert run("search", "--rename", "blow", "army").err == "blow is now army\n"
    assert run("search", "--forget", "army").code == 0
    assert run("undo").err == "Undone: search 'army' is back\n"
    for wrong in (
        ["search"], ["search", "--new", "x"], ["search", "--saved", "army", "x"],
        ["search", "--saved", "none"],
        ["search", "--saved", "army", "--new", "--group"],
    ):  # fmt: skip
        assert run(*wrong).code == 2, wrong


def test_past_searches_are_purged_on_request(run: Run, my_seeds: Path) -> None:
    from quotebrowser.library import Library
    from quotebrowser.library.noting import saved_searches

    with_past = Library.open(my_seeds)
    saved_searches.remember(with_past, ["ozymandias"])
    with_past.close()
    assert run("list", "history", "--json").rows == [{"query": "ozymandias"}]
    assert run("purge").code == 2
    run("backup")
    told = "Past searches deleted\nnote: 1 copy in backup may still hold them\n"
    assert run("purge", "--history").err == told
    assert run("list", "history").code == 1


def test_a_purge_says_what_of_the_users_goes_with_it(run: Run, my_seeds: Path) -> None:
    row = run("search", "big blow", "--json").rows[0]
    run("note", row["uid"], "Ask.")
    run("tag", row["uid"], "lead", "x")
    told = run("purge", row["article"], "--yes").err.splitlines()[0]
    assert told == "Permanently deleted 1 article, with 1 note and 2 tags"
