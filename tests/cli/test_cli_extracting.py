"""`extract`: quotes of files, of standard input and of lines, as text and as JSON; nothing is stored."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run

SAID = "“It is over for good,” said Ann Lee.\n"
BARE = "The wall is white, and nobody says a word.\n"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return put


@pytest.mark.parametrize(
    ("words", "arguments"), [("nothing named", ()), ("a dash", ("-",))], ids=["nothing named", "a dash"]
)
def test_standard_input_is_read(
    run: Run, given: Callable[[bytes], None], words: str, arguments: tuple[str, ...]
) -> None:
    given(SAID.encode())
    told = run("extract", *arguments)
    assert (told.code, told.err) == (0, "")
    assert told.out == "-\n  “It is over for good,” — Ann Lee (statement)\n"
    given(SAID.encode())
    (document,) = run("extract", *arguments, "--json").rows
    assert document == {
        "doc_id": "-",
        "quotes": [
            {
                "quote": 0, "start": 1, "end": 21, "text": "It is over for good,", "kind": "statement",
                "speaker_text": "Ann Lee", "speaker_start": 28, "speaker_end": 35, "speaker": "Ann Lee",
                "cue_start": 23, "cue_end": 27, "confidence": document["quotes"][0]["confidence"],
            }
        ],
    }  # fmt: skip
    assert 0.5 < document["quotes"][0]["confidence"] <= 1


PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><article><h1>The wall stays</h1>"
    "<p>“It is over for good,” said Ann Lee, who built the wall of the town with her own hands.</p>"
    "<figure><img src='a.jpg'><figcaption>“I never saw a wall so old,” said Bo Day.</figcaption></figure>"
    "<p>The wall is white, and nobody has said a word about it for a long time.</p></article></body></html>"
)


def test_standard_input_may_be_of_any_format(run: Run, given: Callable[[bytes], None]) -> None:
    given(PAGE.encode())
    (document,) = run("extract", "--json").rows
    assert [quote["text"] for quote in document["quotes"]] == [
        "It is over for good,",
        "I never saw a wall so old,",
    ]
    assert all(
        document["text"][quote["start"] : quote["end"]] == quote["text"] for quote in document["quotes"]
    )


def test_a_quote_of_a_caption_says_where_it_stands(run: Run, given: Callable[[bytes], None]) -> None:
    given(PAGE.encode())
    (document,) = run("extract", "-", "--json").rows
    assert [quote.get("place") for quote in document["quotes"]] == [None, "caption"]


def test_standard_input_that_cannot_be_read_is_refused(run: Run, given: Callable[[bytes], None]) -> None:
    given(b"%PDF-1.4 and nothing more")
    told = run("extract")
    assert told.code == 2
    assert told.err.startswith("! -: ")


ENDS = [
    # the files named, the exit code, the first line on stderr
    ("all have quotes", ["said.txt"], 0, ""),
    ("one of two has quotes", ["bare.txt", "said.txt"], 0, ""),
    ("none has quotes", ["bare.txt"], 1, ""),
    ("one is missing", ["nowhere.txt", "said.txt"], 0, "! nowhere.txt: There is no such file"),
    (
        "one is missing and one has none",
        ["nowhere.txt", "bare.txt"],
        1,
        "! nowhere.txt: There is no such file",
    ),
    ("one is empty", ["empty.txt"], 2, "! empty.txt: The file is empty"),
    ("all are bad", ["empty.txt", "nowhere.txt"], 2, "! empty.txt: The file is empty"),
]


@pytest.mark.parametrize(("files", "code", "said"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_the_exit_code_says_whether_quotes_were_found_or_nothing_could_be_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("said.txt", SAID), ("bare.txt", BARE), ("empty.txt", "")):
        Path(name).write_text(text, encoding="utf-8")
    result = run("extract", *files, "--json")
    assert (result.code, (result.err.splitlines() or [""])[0]) == (code, said)
    read = [name for name in files if name in ("said.txt", "bare.txt")]
    assert [row["doc_id"] for row in result.rows] == read
    assert [len(row["quotes"]) for row in result.rows] == [int(name == "said.txt") for name in read]
    told = run("extract", *files)
    assert (told.code, told.out.count(" — Ann Lee (statement)")) == (code, read.count("said.txt"))


def test_nothing_is_stored(run: Run, the_seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text(SAID, encoding="utf-8")
    before = run("info", "--json").out
    assert run("extract", tmp_path / "said.txt").code == 0
    assert run("info", "--json").out == before


def test_a_quote_of_two_parts_has_an_entry_for_each_in_order_of_the_text(
    run: Run, given: Callable[[bytes], None]
) -> None:
    text = "“We will stay here,” Ann Lee said, “and we will not sell it.” Later she saw the “harbour”.\n"
    given(text.encode())
    (document,) = run("extract", "--json").rows
    entries = document["quotes"]
    assert [entry["start"] for entry in entries] == sorted(entry["start"] for entry in entries)
    assert [text[entry["start"] : entry["end"]] for entry in entries] == [entry["text"] for entry in entries]
    assert [entry["quote"] for entry in entries][:2] == [0, 0]
    assert entries[0]["speaker"] == entries[1]["speaker"] == "Ann Lee"
    assert entries[2]["quote"] == 1
    given(text.encode())
    assert "  “We will stay here,” … “and we will not sell it.” — Ann Lee (statement)\n" in run("extract").out


def test_where_nobody_is_named_that_is_said_and_null(run: Run, given: Callable[[bytes], None]) -> None:
    text = "The wall is white.\n\n“Nobody knows who has ever written this down.”\n".encode()
    given(text)
    (entry,) = run("extract", "--json").rows[0]["quotes"]
    assert [
        entry[name] for name in ("speaker", "speaker_text", "speaker_start", "cue_start", "confidence")
    ] == [None] * 5
    given(text)
    assert "— speaker not known (" in run("extract").out


LINES = [
    # what a line of documents is, and the name of its document where it can be read
    ("an object", '{"doc_id": "a", "text": "“It is over,” said Ann Lee."}', "a"),
    ("a number for a name", '{"doc_id": 7, "text": "Nothing."}', "7"),
    ("no JSON", "doc_id: a", ""),
    ("a list", '["a", "b"]', ""),
    ("no name", '{"text": "a"}', ""),
    ("no text", '{"doc_id": "a"}', ""),
    ("a number for a text", '{"doc_id": "a", "text": 7}', ""),
    ("null for a text", '{"doc_id": "a", "text": null}', ""),
    ("no UTF-8", b"\xff\xfe{}", ""),
]


@pytest.mark.parametrize(("line", "name"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_the_first_bad_line_of_documents_is_named_by_its_number(
    run: Run, tmp_path: Path, line: str | bytes, name: str
) -> None:
    path = tmp_path / "documents.jsonl"
    bad = line if isinstance(line, bytes) else line.encode()
    path.write_bytes(
        b'{"doc_id": "first", "text": "\xe2\x80\x9cNo,\xe2\x80\x9d she said."}\n\n' + bad + b"\n"
    )
    result = run("extract", "--jsonl", path, "--json")
    names = [row["doc_id"] for row in result.rows]
    assert [set(row) for row in result.rows] == [{"doc_id", "quotes"}] * len(names)
    if name:
        assert (result.code, names[0], result.err) == (0, "first", "")
        assert names[1:] == [name]
    else:
        assert (result.code, names) == (2, ["first"])
        assert f"{path}, line 3 is not an object with doc_id and text" in result.err
        assert 'hint: Each line must read {"doc_id": "...", "text": "..."}.' in result.err


def test_lines_of_documents_are_read_from_standard_input(run: Run, given: Callable[[bytes], None]) -> None:
    given(json.dumps({"doc_id": "x", "text": SAID}).encode())
    result = run("extract", "--jsonl", "-")
    assert result.out == "x\n  “It is over for good,” — Ann Lee (statement)\n"
    given(b"\n \n")
    assert run("extract", "--jsonl", "-").code == 2
    given(json.dumps({"doc_id": "x", "text": BARE}).encode())
    assert run("extract", "--jsonl", "-").code == 1


def test_of_a_file_of_many_articles_each_document_has_its_own_text_and_facts(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "records.jsonl"
    records = [
        {"title": "The first", "outlet": "Example Herald", "date": "2025-01-09", "text": SAID},
        {"title": "The second", "text": BARE},
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    first, second = run("extract", path, "--json").rows
    assert first["doc_id"] == second["doc_id"] == str(path)
    assert (first["title"], first["outlet"], first["published"]) == (
        "The first",
        "Example Herald",
        "2025-01-09",
    )
    assert first["text"][first["quotes"][0]["start"] : first["quotes"][0]["end"]] == "It is over for good,"
    assert (second["title"], second["quotes"]) == ("The second", [])


def test_a_speaker_without_a_name_is_text_and_no_name(run: Run, given: Callable[[bytes], None]) -> None:
    given("“The harbour stays open all winter,” an official said on Friday.\n".encode())
    (entry,) = run("extract", "--json").rows[0]["quotes"]
    assert (entry["speaker"], entry["speaker_text"]) == (None, "an official")
