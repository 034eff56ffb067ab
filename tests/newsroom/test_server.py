"""The newsroom's server: its tables and roles, who sees what, and what is said when it fails."""

import os
import threading

import pytest
from newsroom_fixture import Newsroom

from quotebrowser.errors import LibraryError, UnknownError
from quotebrowser.store import BusyError
from quotebrowser.store.newsroom import server, server_tables
from quotebrowser.store.newsroom.address import is_address, parse
from quotebrowser.store.newsroom.managing import members
from quotebrowser.store.sqlite.schema import VERSION

ROW = "INSERT INTO quotebrowser.alias (key, target, name, rev, audience) VALUES ('{0}', 'c', 'C', 1, '{1}')"


def test_setup_makes_every_shared_table_once_and_mends_what_is_missing(database: Newsroom) -> None:
    address = parse(database.address)
    assert server_tables.setup(address)
    database.sql("DROP TABLE quotebrowser.paging")
    assert not server_tables.setup(address)
    made = {
        name for (name,) in database.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'quotebrowser'")
    }
    assert {table.name for table in server_tables.tables()} < made
    assert "past_search" not in made
    assert database.sql("SELECT version, rev, length(identity) FROM quotebrowser.library") == [
        (VERSION, 0, 32)
    ]


def test_rows_are_seen_by_those_they_are_for_and_by_nobody_else(newsroom: Newsroom) -> None:
    anna, bert, carla = (newsroom.user(name) for name in ("anna", "bert", "carla"))
    members.add_members(parse(newsroom.address), "merger", [newsroom.named("anna"), newsroom.named("bert")])
    for key, audience in (
        ("open", ""),
        ("closed", "collection:merger"),
        ("own", f"user:{newsroom.named('anna')}"),
    ):
        newsroom.sql(ROW.format(key, audience), anna)
    asked = "SELECT key FROM quotebrowser.alias ORDER BY 1"
    assert newsroom.sql(asked, anna) == [("closed",), ("open",), ("own",)]
    assert newsroom.sql(asked, bert) == [("closed",), ("open",)]
    assert newsroom.sql(asked, carla) == [("open",)]
    assert newsroom.sql("UPDATE quotebrowser.alias SET name = 'X' RETURNING key", carla) == [("open",)]
    assert newsroom.sql("SELECT * FROM quotebrowser.member", carla) == []
    assert newsroom.sql("SELECT * FROM quotebrowser.collection", carla) == []
    # The same key beside a hidden row: no error tells of it.
    assert newsroom.sql(ROW.format("closed", "") + " RETURNING key", carla) == [("closed",)]


@pytest.mark.parametrize(
    ("right", "statement", "may"),
    [
        ("none", "SELECT * FROM quotebrowser.article", False),
        ("reader", "SELECT * FROM quotebrowser.article", True),
        ("reader", "SELECT * FROM quotebrowser.library FOR UPDATE", False),
        ("reader", ROW.format("a", ""), False),
        ("reader", "SELECT * FROM quotebrowser.sequence", False),
        ("editor", ROW.format("a", ""), True),
        ("editor", "SELECT * FROM quotebrowser.library FOR UPDATE", True),
        ("editor", "UPDATE quotebrowser.library SET version = 99", False),
        ("editor", ROW.format("a", "collection:merger"), False),
        ("editor", ROW.format("a", "user:postgres"), False),
        ("editor", "INSERT INTO quotebrowser.write (rev, token) VALUES (1, gen_random_uuid())", True),
        (
            "editor",
            "INSERT INTO quotebrowser.write (rev, token, author) VALUES (1, gen_random_uuid(), 'x')",
            False,
        ),
        ("editor", "INSERT INTO quotebrowser.member VALUES ('merger', 'x')", False),
        ("editor", "TRUNCATE quotebrowser.article", False),
        ("editor", "CREATE TABLE quotebrowser.own (a int)", False),
        ("admin", "INSERT INTO quotebrowser.member VALUES ('merger', 'x')", True),
        ("admin", "ALTER TABLE quotebrowser.article DISABLE ROW LEVEL SECURITY", False),
        ("admin", "SET ROLE quotebrowser_owner_" + "1", False),
    ],
)
def test_each_right_allows_what_it_says(newsroom: Newsroom, right: str, statement: str, may: bool) -> None:  # noqa: FBT001
    user = newsroom.user("dora", right)
    with server.connect(parse(user)) as connection:
        if may:
            connection.execute(statement.encode())
            return
        with pytest.raises(LibraryError) as refused, server.explained(parse(user)):
            connection.execute(statement.encode())
        assert "no right" in refused.value.message or "does not exist" in refused.value.message


def test_an_admin_grants_rights_and_an_editor_cannot(newsroom: Newsroom) -> None:
    admin, editor = newsroom.user("dora", "admin"), newsroom.user("emil", "editor")
    frida = newsroom.named("frida")
    newsroom.user("frida", "none")
    members.grant(parse(admin), frida, "editor")
    members.grant(parse(admin), frida, "reader")
    assert {user.name: user.right for user in members.users(parse(editor))} == {
        "postgres": "admin",
        newsroom.named("dora"): "admin",
        newsroom.named("emil"): "editor",
        frida: "reader",
    }
    with pytest.raises(server.NoRightError, match="has no right to do that"):
        members.grant(parse(editor), frida, "admin")
    with pytest.raises(UnknownError, match="The server has no user nobody"):
        members.grant(parse(admin), "nobody", "reader")
    members.grant(parse(admin), frida, "none")
    assert frida not in {user.name for user in members.users(parse(admin))}


def test_a_collection_does_not_go_while_an_article_is_being_embargoed_in_it(newsroom: Newsroom) -> None:
    admin, editor = newsroom.user("dora", "admin"), newsroom.user("emil", "editor")
    members.add_members(parse(admin), "merger", [newsroom.named("dora"), newsroom.named("emil")])
    refused: list[str] = []

    def remove() -> None:
        try:
            members.remove_members(parse(admin), "merger", [])
        except LibraryError as error:
            refused.append(error.message)

    with server.connect(parse(editor)) as connection:
        with connection.transaction():
            connection.execute("SELECT 1 FROM quotebrowser.library FOR UPDATE")
            removing = threading.Thread(target=remove)
            removing.start()
            removing.join(0.5)
            connection.execute(
                "INSERT INTO quotebrowser.article (no, id, origin, sha256, digest, furniture, text, added,"
                " removed, rev, audience)"
                " VALUES (1, 'a', 'a', 'a', 'a', '', 'a', 1, 0, 1, 'collection:merger')"
            )
        removing.join()
    assert "cannot be left to nobody" in "".join(refused)


def test_a_lock_that_is_kept_is_said_within_its_time(newsroom: Newsroom) -> None:
    address = parse(newsroom.user("anna"))
    with (
        server.connect(address) as one,
        server.connect(address, lock_seconds=0.2) as other,
        one.transaction(),
    ):
        one.execute("SELECT * FROM quotebrowser.library FOR UPDATE")
        with (
            pytest.raises(BusyError, match="Another program is writing to the library"),
            server.explained(address),
        ):
            other.execute("SELECT * FROM quotebrowser.library FOR UPDATE")


def test_a_connection_that_was_ended_is_said(newsroom: Newsroom) -> None:
    address = parse(newsroom.user("anna"))
    with server.connect(address) as connection:
        pid = connection.info.backend_pid
        newsroom.sql(f"SELECT pg_terminate_backend({pid}, 5000)")
        for _ in range(2):
            with pytest.raises(server.UnreachableError, match="cannot be reached"), server.explained(address):
                connection.execute("SELECT 1")


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ((":secret@", ":wrong@"), server.NoRightError, "does not accept the password of anna"),
        (("/quotebrowser_test_", "/no_"), LibraryError, "There is no database no_"),
        (("@127.0.0.1:", "@127.0.0.1:1"), server.UnreachableError, "cannot be reached"),
        (("@127.0.0.1", "@server.invalid"), server.UnreachableError, "cannot be reached"),
        (("postgresql://anna", "postgresql://noone"), server.NoRightError, "the password of noone"),
    ],
)
def test_what_keeps_one_out_is_one_sentence(
    newsroom: Newsroom, change: tuple[str, str], kind: type[LibraryError], said: str
) -> None:
    address = newsroom.user("anna").replace(*change)
    with pytest.raises(kind, match=said) as refused:
        server.connect(parse(address))
    assert "\n" not in refused.value.message
    assert "secret" not in refused.value.message + refused.value.hint
    assert refused.value.hint


def test_a_database_without_a_newsroom_is_said(database: Newsroom) -> None:
    with pytest.raises(server.NoNewsroomError, match="There is no newsroom in"):
        members.users(parse(database.address))


def test_a_newer_newsroom_is_refused(newsroom: Newsroom) -> None:
    newsroom.sql(f"UPDATE quotebrowser.library SET version = {VERSION + 1}")
    with pytest.raises(LibraryError, match="was made by a newer version of quotebrowser"):
        server_tables.setup(parse(newsroom.address))


@pytest.mark.parametrize(
    ("text", "parsed", "password"),
    [
        ("postgresql://anna:p%40ss@news.example/desk", "postgresql://anna@news.example/desk", "p@ss"),
        ("postgres://anna@news.example:5433/desk", "postgresql://anna@news.example:5433/desk", None),
        ("postgresql://news.example/desk?user=anna&password=x", "postgresql://anna@news.example/desk", "x"),
        (
            "postgresql://anna:a?b@h1:1,h2:2/d?sslmode=require",
            "postgresql://anna@h1:1,h2:2/d?sslmode=require",
            "a?b",
        ),
        ("postgresql:///desk", "postgresql://pia@/desk", None),
    ],
)
def test_an_address_keeps_no_password(
    monkeypatch: pytest.MonkeyPatch, text: str, parsed: str, password: str | None
) -> None:
    monkeypatch.setenv("PGUSER", "pia")
    monkeypatch.delenv("PGHOST", raising=False)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    assert is_address(text)
    address = parse(text)
    assert str(address) == parsed
    assert parse(str(address)) == address
    assert os.environ.get("PGPASSWORD") == password


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://anna:pa@ss@host/desk",
        "postgresql://anna:pa/ss@host/desk",
        "postgresql://anna@host/desk/pass",
        "postgresql://anna@host/desk?sslpassword=pass",
        "postgresql://anna:pass\n@host/desk",
        "postgresql://anna:pass%00@host/desk",
        "postgresql://anna@host/desk?password=pass%00",
        "http://anna:pass@host",
    ],
)
def test_an_address_in_doubt_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse(text)
    assert "ss" not in refused.value.message.replace("address", "").replace("password", "")


def test_each_of_two_servers_gets_its_own_password(newsroom: Newsroom) -> None:
    anna, ben = newsroom.user("anna"), newsroom.user("ben")
    newsroom.sql(f"ALTER ROLE {newsroom.named('ben')} PASSWORD 'another'")
    for address in [parse(anna), parse(ben.replace("secret", "another"))]:
        server.connect(address).close()
    both = parse(ben.replace("secret", "another")), parse(anna)
    for address in both:
        server.connect(address).close()


def test_who_sets_it_up_sees_no_more_than_an_admin(database: Newsroom) -> None:
    database.sql(f"CREATE ROLE {database.named('owner')} LOGIN CREATEROLE PASSWORD 'secret'")
    database.people.append(database.named("owner"))
    database.sql(f"ALTER DATABASE {database.database} OWNER TO {database.named('owner')}")
    owner = f"postgresql://{database.named('owner')}:secret@{database.address.rpartition('@')[2]}"
    assert server_tables.setup(parse(owner))
    assert not server_tables.setup(parse(owner))
    reader = database.user("anna", "reader")
    database.sql(ROW.format("closed", "collection:merger"))
    assert database.sql("SELECT key FROM quotebrowser.alias", owner) == []
    assert database.sql("SELECT key FROM quotebrowser.alias", reader) == []
    members.grant(parse(owner), database.named("anna"), "editor")
    assert [user.right for user in members.users(parse(owner))] == ["editor", "admin"]
