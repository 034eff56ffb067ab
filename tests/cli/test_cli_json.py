"""The JSON of every command is what its table says: names, types and order of the keys."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

import fastjsonschema
import pytest
from cli_runner import Run

from quotebrowser import clipboard
from quotebrowser.cli.commands.show import LISTS
from quotebrowser.cli.parser import COMMANDS, build_parser
from quotebrowser.library.copying.json_outputs import outputs, schema

GOLDEN: Final = Path(__file__).parent / "golden"
NAMED: Final = {
    # how the name of a golden begins, and the output that it is
    "add": "add", "cite": "cite", "compare_texts": "versions", "compare": "compare",
    "doctor_clipboard": "route",
    "doctor": "finding", "export": "export", "extract": "extract", "info": "info", "keys": "keys",
    "list_articles": "articles", "list_files": "files", "list_outlets": "outlets",
    "list_speakers": "speakers", "removed_compare": "compare", "removed_files": "files",
    "review": "doubt", "search": "search", "set_merged": "set",
    "set_outlets": "outlets", "set_outlet": "set", "set_parted": "set", "set_search": "search",
    "set_speakers": "speakers", "show": "show", "speaker_named": "speaker",
    "outlet_named": "outlet",
    "verify": "verify", "watch": "add",
}  # fmt: skip
UNFROZEN: Final = (
    "annotated", "backup", "bibliography", "change", "copied", "history", "index",
    "library_copied", "mistake",
    "newsroom_collection", "newsroom_done", "newsroom_embargo", "newsroom_user", "notes", "purge",
    "rebuilt", "remove", "restored", "searches", "setting", "settings_file", "tags",
)  # fmt: skip
"""Outputs of which no golden is kept."""
PRINTED: Final = [name for name, output in outputs().items() if output.printed_by]


def _output(golden: str) -> str:
    return next(name for start, name in NAMED.items() if golden.startswith(start))


def _check(name: str, lines: list[str]) -> None:
    """Every line is as the schema of an output says, and its keys are in the order of the table."""
    validate = fastjsonschema.compile(schema(name))
    order = ["schema", *(field.name for field in outputs()[name].fields)]
    for line in lines:
        row = validate(json.loads(line))
        known = [key for key in row if key in order]
        assert known == [key for key in order if key in row], line


@pytest.mark.parametrize("name", PRINTED)
def test_what_was_frozen_is_as_its_schema_says(name: str) -> None:
    lines = [
        line
        for path in sorted(GOLDEN.glob("*.jsonl"))
        if _output(path.stem) == name
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert lines or name in UNFROZEN, "no golden has it"
    _check(name, lines)


def test_what_is_kept_taken_out_and_back_is_as_its_schema_says(run: Run, my_seeds: Path) -> None:
    assert run("search", "radars", "--save", "gear").code == 0
    uid = run("search", "radars", "--json").rows[0]["uid"]
    for words, name in (
        (("tag", uid, "lead", "--json"), "annotated"),
        (("note", uid, "Ask the army", "--json"), "annotated"),
        (("show", uid, "--json"), "show"),
        (("export", "radars", "--format", "jsonl"), "export"),
        (("untag", uid, "lead", "--json"), "annotated"),
        (("tag", uid, "lead", "--json"), "annotated"),
        (("list", "tags", "--json"), "tags"),
        (("list", "notes", "--json"), "notes"),
        (("list", "searches", "--json"), "searches"),
        (("cite", "radars", "--all", "--json"), "bibliography"),
        (("remove", "000", "--json"), "remove"),
        (("remove", "--last-add", "--dry-run", "--json"), "remove"),
        (("undo", "--list", "--json"), "change"),
        (("undo", "--json"), "change"),
        (("redo", "--json"), "change"),
        (("pick", "radars", "-1", "--print", "json"), "search"),
    ):
        ran = run(*words)
        assert (ran.code, bool(ran.out)) == (0, True), (words, ran.err)
        _check(name, ran.out.splitlines())


def test_what_is_copied_set_and_kept_is_as_its_schema_says(
    run: Run, my_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path))
    monkeypatch.setenv("QUOTEBROWSER_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / clipboard.LAST_COPY).write_text("“A copy” — A Daily", encoding="utf-8")
    copy = tmp_path / "copy.db"
    (tmp_path / "config.toml").write_text('theme = "light"\n[keys]\ncopy = ["c", "y"]\n', encoding="utf-8")
    for code, words, name, expected in (
        (0, ("last",), "copied", {"text": "“A copy” — A Daily"}),
        (0, ("config",), "setting", {"setting": "theme", "value": "light"}),
        (0, ("config", "path"), "settings_file", {"path": str(tmp_path / "config.toml")}),
        (1, ("config", "validate"), "mistake", {}),
        (0, ("backup", copy), "backup", {"path": str(copy)}),
        (0, ("rebuild",), "rebuilt", {"quotes": 30}),
        (
            0,
            ("index", "--shards", "3"),
            "index",
            {"quotes": 30, "parts": 3, "engine": "local", "missing": ""},
        ),
        (0, ("purge", "000", "--yes"), "purge", {"purged": 1, "notes": 0, "past_searches": 0}),
        (0, ("purge", "--history"), "purge", {"purged": 0, "articles": []}),
        (0, ("restore", copy), "restored", {"restored": str(copy)}),
    ):
        ran = run(*words, "--json")
        assert (ran.code, bool(ran.out)) == (code, True), (words, ran.err)
        _check(name, ran.out.splitlines())
        assert expected.items() <= ran.rows[0].items(), words
    values = {row["setting"]: row["value"] for row in run("config", "--json").rows}
    assert (values["keys"], values["accessible"], values["undo.changes"]) == (
        {"copy": ["c", "y"]}, False, 1000,
    )  # fmt: skip


def _flags(parser: argparse.ArgumentParser) -> dict[str, Any]:
    (subparsers,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return {name: sub._option_string_actions for name, sub in subparsers.choices.items()}


def test_every_command_that_prints_json_is_in_the_table_and_no_other() -> None:
    told = {words for each in outputs().values() for words in each.printed_by.split(", ") if words}
    commands = {words.split(" ")[0] for words in told}
    flags = _flags(build_parser())
    assert commands == {
        row.name for row in COMMANDS if "--json" in flags[row.name] or row.name in ("pick", "export")
    }
    assert {f"list {what}" for what in LISTS} <= told


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [("search", "uid", None), ("search", "witnesses", "2"), ("verify", "parts", {}), ("info", "more", "x")],
)
def test_a_row_that_is_not_so_is_refused(name: str, key: str, value: object) -> None:
    golden = {"search": "search_words", "verify": "verify_near", "info": "info"}[name]
    row = json.loads((GOLDEN / f"{golden}.jsonl").read_text(encoding="utf-8").splitlines()[0])
    _check(name, [json.dumps(row)])
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        _check(name, [json.dumps(row | {key: value})])
