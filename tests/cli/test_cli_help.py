"""`help`: topics for people, made from the program's tables, and the way from one to the next."""

import json

import pytest
from cli_runner import Run

from quotebrowser import cite, query
from quotebrowser.cli.help_topics import TOPICS
from quotebrowser.ingest.formats.format_table import FORMATS
from quotebrowser.library.copying.json_outputs import outputs

TOLD = [
    # a topic, and what begins a line of it
    ("", [*TOPICS]),
    ("search", [*(row.form for row in query.SIGNS), *(f"{row.name}:" for row in query.FIELDS)]),
    ("formats", [row.name for row in FORMATS if row.read]),
    ("styles", [row.name for row in (*cite.STYLES, *cite.FORMS, *cite.FLAVOURS)]),
    ("differences", ["≠", "∅"]),
    ("keys", ["everywhere:", "comparison:", "^p"]),
    ("shells", ["bash", "zsh", "fish", "man"]),
    ("settings", ["cite.style", "keys.preset"]),
    ("json", [name for name, each in outputs().items() if each.printed_by]),
    ("json compare", ["utterance", "witness", "extent", "wording", "sigla"]),
]


@pytest.mark.parametrize(("topic", "names"), TOLD, ids=[row[0] or "topics" for row in TOLD])
def test_a_topic_has_every_row_of_its_table_within_the_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, topic: str, names: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = run("help", *topic.split())
    assert (told.code, told.err) == (0, "")
    lines = [line.strip() for line in told.out.splitlines()]
    assert [name for name in names if not any(line.startswith(name) for line in lines)] == []
    assert topic == "shells" or max(map(len, told.out.splitlines())) <= 96


def test_a_command_that_is_no_topic_is_explained_by_its_own_help(run: Run) -> None:
    assert run("help", "cite").out == run("cite", "--help").out
    assert run("help", "search").out != run("search", "--help").out


@pytest.mark.parametrize(
    ("command", "name"),
    [("review", "doubt"), ("undo --list", "change"), ("list articles", "articles"), ("compare", "compare")],
)
def test_an_output_goes_by_the_command_that_prints_it(run: Run, command: str, name: str) -> None:
    told = run("help", "json", "--", *command.split())
    assert told.out == run("help", "json", name).out
    assert told.out.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sarch", "Did you mean search?"),
        ("xyzzy", "There are search, formats"),
        ("json serch", "Did you mean search?"),
        ("json list artciles", "Did you mean articles?"),
        ("styles --schema", "help json NAME --schema"),
    ],
)
def test_what_there_is_no_help_on_is_said(run: Run, words: str, said: str) -> None:
    refused = run("help", *words.split())
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_the_schema_of_an_output_is_printed_as_json(run: Run) -> None:
    schema = json.loads(run("help", "json", "search", "--schema").out)
    assert schema["properties"]["schema"] == {"const": 1}
    assert [*schema["properties"]] == ["schema", *(field.name for field in outputs()["search"].fields)]
