"""The command `newsroom`: what it does, says and refuses."""

import json
from pathlib import Path

import fastjsonschema
import pytest
from cli_runner import Run
from newsroom_fixture import Newsroom

from quotebrowser.library.copying.json_outputs import schema
from quotebrowser.store.newsroom import server_tables
from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.sqlite import schema as sqlite_schema

pytestmark = pytest.mark.newsroom


def test_a_newsroom_is_set_up_and_shared_by_commands(run: Run, database: Newsroom) -> None:
    at = ("--library", database.address)
    assert "is ready" in run("newsroom", "setup", *at).err
    assert "is complete" in run("newsroom", "setup", *at).err
    database.user("anna", "none")
    anna = database.named("anna")
    assert run("newsroom", "grant", anna, "editor", *at).err == f"{anna} may edit the newsroom\n"
    assert run("newsroom", "collections", *at).code == 1
    told = run("newsroom", "collection", "add", "merger", anna, *at)
    assert told.err == f"{anna} may see the collection merger\n"
    assert run("newsroom", "users", "--json", *at).rows[0] == {
        "user": anna, "right": "editor", "collections": ["merger"],
    }  # fmt: skip
    assert run("newsroom", "collections", *at).out.split() == ["merger", anna]
    told = run("newsroom", "collection", "remove", "merger", anna, *at)
    assert told.err == f"{anna} may no longer see the collection merger\n"
    assert run("newsroom", "collection", "add", "merger", "postgres", *at).code == 0
    assert run("newsroom", "collection", "remove", "merger", *at).code == 0
    told = run("newsroom", "grant", anna, "none", "--json", *at)
    assert told.rows[0]["done"] == f"{anna} no longer sees the newsroom"
    assert run("newsroom", "upgrade", *at).err.endswith("has this version already\n")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("newsroom_user", ("users",)),
        ("newsroom_collection", ("collections",)),
        ("newsroom_done", ("setup",)),
        ("newsroom_done", ("collection", "add", "more")),
    ],
)
def test_what_it_prints_for_programs_is_as_its_schema_says(
    run: Run, newsroom: Newsroom, name: str, words: tuple[str, ...]
) -> None:
    run("newsroom", "collection", "add", "merger", "--library", newsroom.address)
    check = fastjsonschema.compile(schema(name))
    lines = run("newsroom", *words, "--json", "--library", newsroom.address).out.splitlines()
    assert [check(json.loads(line)) for line in lines]


@pytest.mark.parametrize("right", ["reader", "editor"])
def test_info_says_whose_library_it_is_and_what_the_user_may_do(
    run: Run, newsroom: Newsroom, right: str
) -> None:
    anna = newsroom.user("anna", right)
    row = json.loads(run("info", "--json", "--library", anna).out)
    fastjsonschema.compile(schema("info"))(row)
    assert row["role"] == right
    assert row["read_only"] is (right == "reader")
    assert row["newsroom"] == anna.replace(":secret", "")
    assert row["as_of"]


def test_who_purges_is_told_what_others_may_still_have(run: Run, newsroom: Newsroom, seeds: Path) -> None:
    at = ("--library", newsroom.user("anna"))
    assert run("add", seeds, *at).code == 0
    article = run("list", "articles", "--json", *at).rows[0]["article"]
    told = run("purge", article, "--yes", *at)
    assert told.code == 0, told.err
    assert "note: Others lose the words when their machines next reach the server" in told.err
    assert run("doctor", *at).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "nobody", "reader"), "The server has no user nobody"),
        (("collection", "remove", "merger"), "Only a member can take the collection merger away"),
        (("collection", "remove", "none"), "There is no collection none"),
        (("collection", "remove", "merger", "nobody"), "nobody is no member of the collection merger"),
        (("collection", "add", "merger", "nobody"), "The server has no user nobody"),
    ],
)
def test_what_it_cannot_do_is_one_sentence(
    run: Run, newsroom: Newsroom, words: tuple[str, ...], said: str
) -> None:
    run("newsroom", "collection", "add", "merger", "--library", newsroom.address)
    told = run("newsroom", *words, "--library", newsroom.address)
    assert (told.code, told.err.splitlines()[0]) == (2, f"quotebrowser: {said}")


def test_an_older_newsroom_is_refused_until_it_is_brought_up(
    run: Run, database: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = sqlite_schema.VERSION
    server_tables.setup(parse(database.address))
    anna = database.user("anna", "admin")
    database.sql(
        "INSERT INTO quotebrowser.saved_search (name, query, at, rev, audience)"
        f" VALUES ('a', 'b', 1, 1, ''), ('c', 'd', 1, 1, 'user:{database.named('anna')}')"
    )
    step = (
        "ALTER TABLE saved_search ADD COLUMN kind TEXT NOT NULL DEFAULT 'plain';"
        "CREATE TABLE added (no INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL);"
        "INSERT INTO added (text) SELECT query FROM saved_search; DELETE FROM saved_search WHERE name = 'a'"
    )
    newer = (*sqlite_schema.STEPS, step)
    from quotebrowser.store.newsroom import shared_library
    from quotebrowser.store.newsroom.managing import server_upgrade

    server_tables.tables.cache_clear()
    monkeypatch.setattr(server_tables, "tables", lambda steps=newer: _tables(steps))
    for module in (server_tables, server_upgrade, shared_library):
        monkeypatch.setattr(module, "VERSION", version + 1)
    monkeypatch.setattr(server_upgrade, "STEPS", newer)
    monkeypatch.setattr(server_upgrade, "tables", lambda steps=newer: _tables(steps))
    for words in (("list", "articles"), ("newsroom", "setup")):
        told = run(*words, "--library", database.address)
        assert "is of an older version of quotebrowser" in told.err
        assert "quotebrowser newsroom upgrade" in told.err
    assert "has no right" in run("newsroom", "upgrade", "--library", anna).err
    told = run("newsroom", "upgrade", "--library", database.address)
    assert told.err.endswith(f"had version {version} and has {version + 1}\n")
    assert database.sql("SELECT text, audience, rev FROM quotebrowser.added ORDER BY 1") == [
        ("b", "", 1),
        ("d", f"user:{database.named('anna')}", 1),
    ]
    assert database.sql("SELECT name, kind FROM quotebrowser.saved_search") == [("c", "plain")]
    assert database.sql("SELECT name, key FROM quotebrowser.gone") == [("saved_search", '["a"]')]
    assert database.sql("SELECT version, rev FROM quotebrowser.library") == [(version + 1, 1)]
    assert database.sql("SELECT text FROM quotebrowser.added", anna) == [("b",), ("d",)]


_tables = server_tables.tables


def test_a_directory_is_no_newsroom(run: Run) -> None:
    told = run("newsroom", "users")
    assert (told.code, "newsroom needs the address of a server" in told.err) == (2, True)
