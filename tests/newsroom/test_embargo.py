"""An embargoed article: who is no member learns nothing of it, by no command, no file and no statement."""

import re
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from cli_runner import Run
from newsroom_fixture import Newsroom

from quotebrowser.library import Library
from quotebrowser.library.changing import purge_articles
from quotebrowser.library.upkeep import level
from quotebrowser.store.newsroom.address import parse
from quotebrowser.store.newsroom.managing import members

pytestmark = pytest.mark.newsroom

WORDS = ("merger", "Quennell", "Harbinger", "forty thousand jobs")
"""What only the embargoed article has."""
ARTICLES = {
    "harbour.txt": (
        "---\ntitle: The harbour stays\noutlet: Coast Post\ndate: 2025-03-01\nauthor: Ruth Ames\n---\n"
        "The minister, Ada Brook, spoke in the harbour on Friday.\n\n"
        "“We will keep the harbour open for every ship that needs it,” Brook said.\n\n"
        "“Nobody is asked to leave the town this year,” she added.\n"
    ),
    "ferry.txt": (
        "---\ntitle: Ferries to go on\noutlet: Island News\ndate: 2025-03-02\n---\n"
        "Minister Ada Brook answered questions.\n\n"
        "“We will keep the harbour open for all ships that need it,” Brook said.\n\n"
        "“The ferry will sail in winter,” said Tom Hale, who owns it.\n"
    ),
    "winter.txt": (
        "---\ntitle: Winter\noutlet: Coast Post\ndate: 2025-03-04\n---\n"
        "“The ferry will sail in winter and in storms,” said Tom Hale.\n"
    ),
}
SECRET = (
    "---\ntitle: The Harbinger papers\noutlet: Harbinger Desk\ndate: 2025-03-03\nauthor: Lena Quennell\n---\n"
    "Lena Quennell has read the papers of the merger.\n\n"
    "“The merger will cost forty thousand jobs,” said Lena Quennell, a director.\n\n"
    "“We will keep the harbour open for every ship that needs it,” Ada Brook said.\n\n"
    "“The ferry will sail in winter,” said Tom Hale.\n"
)
ASKED = [
    *(f"search {query} {form}" for query in ("harbour", "merger", "speaker:brook", "outlet:harbinger", "jobs",
      "speaker:quennell", "has:note", "note:leak", "tag:secret", "ferry", "uncertain:speaker", "", "harbuor")
      for form in ("--json", "--group")),
    *(f"list {what}{form}" for what in ("articles", "speakers", "outlets", "files", "tags", "notes",
      "searches", "history") for form in ("", " --json")),
    "show {secret}", "show {public}", "show {public} --json", "show {article}",
    "compare {public}", "compare {public} --json", "compare harbour", "compare {secret}", "compare merger",
    "cite {public}", "cite {secret}", "cite merger", "cite harbour --all",
    *(f"export --format {form}" for form in ("jsonl", "csv", "bibtex", "ris", "html", "markdown")),
    "export merger --format jsonl", "verify {draft}", "verify {draft} --json",
    "review --json", "undo --list", "undo --list --json", "info --json", "doctor", "newsroom collections",
    "newsroom users --json", "backup {copy}", "rebuild", "note {secret}", "note {public} --json",
]  # fmt: skip
"""What a reader asks, of every command that reads."""
WRITTEN = [
    "note {public} anote", "tag {public} lead", "set {public} speaker=Nina", "undo", "redo",
    "set {article} outlet=Else", "add {own}", "remove {article} --dry-run",
    "remove {directory} --all --dry-run",
    "purge {secret} --yes", "newsroom embargo {article} --collection takeover", "newsroom lift {article}",
    "newsroom grant {reader} editor", "review --apart Brook Hale", "search storm --save storms",
    "export --format jsonl", "list articles --json", "list files", "undo --list --json",
    "list searches --json", "doctor", "search --group --json",
]  # fmt: skip
"""What an editor writes, and is told then."""


class Desk:
    """A newsroom with articles, its people, and what they are told."""

    def __init__(self, run: Run, newsroom: Newsroom, directory: Path) -> None:
        self._run = run
        self.newsroom = newsroom
        self.directory = directory
        directory.mkdir()
        for name, text in ARTICLES.items():
            (directory / name).write_text(text, encoding="utf-8")
        self.anna, self.carla = newsroom.user("anna"), newsroom.user("carla")
        self.bert, self.dora = newsroom.user("bert", "reader"), newsroom.user("dora", "reader")
        members.add_members(parse(newsroom.address), "takeover", [newsroom.named("anna")])
        self.does(self.anna, "add", directory)
        self.named: dict[str, object] = {"directory": directory, "copy": directory / "copy.db"}

    def does(self, who: str, *words: object) -> str:
        """A command that must succeed; what it printed."""
        ran = self._run(*words, "--library", who)
        assert ran.code == 0, (words, ran.err)
        return ran.out

    def told(self, who: str, line: str) -> str:
        """All that a command says to somebody, without names of files, of databases and times."""
        words = [word.format(**self.named) for word in line.split()]
        ran = self._run(*words, "--library", who)
        (self.directory / "copy.db").unlink(missing_ok=True)
        text = f"{ran.code}\n{ran.out}\n{ran.err}"
        for name in (self.newsroom.database, self.newsroom.database[-6:], str(self.directory)):
            text = text.replace(name, "X")
        text = re.sub(r"newsroom/[0-9a-f]{16}|copies/[0-9a-f]{16}", "COPY", text)
        text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\dZ)?", "TIME", text)
        return re.sub(r"\d+(\.\d+)? (ms|s)\b", "SECONDS", text)


def _embargoed(desk: Desk, before: Callable[[], object] = lambda: None) -> dict[str, object]:
    """Have anna add, annotate, correct and embargo the article; what is named in commands."""
    secret = desk.directory / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    desk.does(desk.anna, "add", secret)
    uid = _uid(desk, "merger")
    desk.does(desk.bert, "search", "merger")  # bert's copy has it, and his index
    desk.does(desk.anna, "note", uid, "a leak of the merger", "--shared")
    desk.does(desk.anna, "tag", uid, "secret", "--shared")
    desk.does(desk.anna, "tag", uid, "mysecret", "--personal")
    desk.does(desk.anna, "set", secret, "outlet=Harbinger Weekly")
    desk.does(desk.anna, "set", "Lena Quennell", "speaker=L. Quennell of Harbinger")
    before()
    desk.does(desk.anna, "newsroom", "embargo", secret, "--collection", "takeover")
    secret.unlink()
    return {"secret": uid}


def _uid(desk: Desk, query: str) -> str:
    found: list[str] = re.findall(r'"uid": ?"(\w+)"', desk.does(desk.anna, "search", query, "--json"))
    return found[0]


@pytest.fixture
def desks(run: Run, newsroom: Newsroom, other_newsroom: Newsroom, tmp_path: Path) -> tuple[Desk, Desk]:
    """A newsroom in which the article never was, and one in which it is embargoed."""
    without, with_it = (
        Desk(run, other_newsroom, tmp_path / "desk-a"),
        Desk(run, newsroom, tmp_path / "desk-b"),
    )
    named = _embargoed(with_it)
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "“We will keep the harbour open for every ship that needs it,” said Brook.\n\n“The merger will cost"
        " forty thousand jobs,” said Quennell. “The ferry will sail in winter,” said Hale.\n",
        encoding="utf-8",
    )
    public = _uid(without, "harbour")
    article = re.findall(r'"article": ?"(\w+)"', without.does(without.bert, "list", "articles", "--json"))[0]
    for desk in (without, with_it):
        own = desk.directory / "own.txt"
        own.write_text(
            "---\noutlet: Own\n---\n“The ferry will sail in winter,” said Tom Hale.\n", encoding="utf-8"
        )
        reader = desk.newsroom.named("dora")
        desk.named |= named | {
            "public": public,
            "article": article,
            "draft": draft,
            "own": own,
            "reader": reader,
        }
    with_it.does(with_it.anna, "undo", "--list")
    return without, with_it


def _compared(desks: tuple[Desk, Desk], who: str, lines: list[str]) -> None:
    told = {line: [desk.told(getattr(desk, who), line) for desk in desks] for line in lines}
    different = {line: both for line, both in told.items() if both[0] != both[1]}
    for line, (one, other) in different.items():
        print(f"=== {who}: {line}\n--- without\n{one[:1500]}\n--- with\n{other[:1500]}")
    assert not different


@pytest.mark.parametrize("who", ["bert", "dora"])
def test_a_reader_is_told_the_same_as_if_it_never_was(desks: tuple[Desk, Desk], who: str) -> None:
    _compared(desks, who, ASKED)


def test_an_editor_who_is_no_member_is_told_the_same(desks: tuple[Desk, Desk]) -> None:
    _compared(desks, "carla", [*WRITTEN, *ASKED[::3]])


def test_nothing_of_it_is_left_in_the_files_of_a_copy_made_before(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    copies = [parse(address).copy for address in (desk.bert, desk.carla)]
    seen: list[set[str]] = []

    def embargoed() -> None:
        desk.does(desk.carla, "search", "merger")
        seen.extend(_words_in(copy) for copy in copies)

    _embargoed(desk, before=embargoed)
    assert all("forty thousand jobs" in words and "merger" in words for words in seen)
    for who, copy in zip((desk.bert, desk.carla), copies, strict=True):
        assert desk.told(who, "search harbour").startswith("0")
        assert _words_in(copy) == set()
        assert desk.told(who, "doctor").startswith("0")
        copied = tmp_path / f"copied-{copy.name}"
        assert run("copy-library", who, copied).code == 0
        assert _words_in(copied) == set()
    assert {"merger", "forty thousand jobs"} <= _words_in(parse(desk.anna).copy)


def _words_in(directory: Path) -> set[str]:
    """Which of the words any file below a directory has."""
    files = [path.read_bytes().lower() for path in directory.rglob("*") if path.is_file()]
    return {word for word in WORDS if any(word.lower().encode() in file for file in files)}


def test_no_statement_shows_it(run: Run, newsroom: Newsroom, tmp_path: Path) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    uid = _embargoed(desk)["secret"]
    tables = [
        table
        for (table,) in newsroom.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'quotebrowser'")
    ]
    for who in (desk.bert, desk.carla):
        for table in tables:
            if table == "sequence" and who == desk.bert:
                continue
            rows = newsroom.sql(f"SELECT t::text FROM quotebrowser.{table} t", who)
            text = "\n".join(str(row) for (row,) in rows).lower()
            assert not [word for word in (*WORDS, "takeover", uid, "secret") if str(word).lower() in text], (
                table
            )
    assert len(newsroom.sql("SELECT 1 FROM quotebrowser.article", desk.anna)) == 4
    assert len(newsroom.sql("SELECT 1 FROM quotebrowser.article", desk.bert)) == 3
    stats = newsroom.sql("SELECT count(*) FROM pg_stats WHERE schemaname = 'quotebrowser'", desk.bert)
    assert stats == [(0,)]


def test_an_embargo_is_begun_and_lifted(run: Run, newsroom: Newsroom, seeds: object) -> None:
    anna, bert = newsroom.user("anna"), newsroom.user("bert", "reader")
    members.add_members(parse(newsroom.address), "merger", [newsroom.named("anna")])
    assert run("add", seeds, "--library", anna).code == 0
    rows = run("list", "articles", "--json", "--library", bert).rows
    assert len(rows) == 5
    told = run("newsroom", "embargo", rows[0]["article"], "--collection", "merger", "--library", anna)
    assert told.code == 0, told.err
    assert len(run("list", "articles", "--json", "--library", bert).rows) == 4
    assert len(run("list", "articles", "--json", "--library", anna).rows) == 5
    assert newsroom.sql("SELECT count(*) FROM quotebrowser.article", bert) == [(4,)]
    told = run("newsroom", "lift", rows[0]["article"], "--library", anna)
    assert told.code == 0, told.err
    assert run("list", "articles", "--json", "--library", bert).rows == rows


def test_who_becomes_a_member_sees_it_and_who_ceases_to_be_one_loses_it(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    uid = _embargoed(desk)["secret"]
    assert desk.told(desk.carla, "search merger").startswith("1")
    members.add_members(parse(newsroom.address), "takeover", [newsroom.named("carla")])
    for query in ("merger", "speaker:quennell", "outlet:harbinger", "tag:secret", "note:leak"):
        assert len(run("search", query, "--json", "--library", desk.carla).rows), query
    assert run("note", uid, "--library", desk.carla).out == "a leak of the merger\n"
    desk.does(desk.carla, "note", uid, "mine on the merger", "--personal")
    assert len(run("search", "note:mine", "--json", "--library", desk.carla).rows) == 1
    members.remove_members(parse(newsroom.address), "takeover", [newsroom.named("carla")])
    assert desk.told(desk.carla, "search merger").startswith("1")
    assert desk.told(desk.carla, "list notes").startswith("1")
    assert desk.told(desk.carla, "doctor").startswith("0")
    assert _words_in(parse(desk.carla).copy) == set()
    members.add_members(parse(newsroom.address), "takeover", [newsroom.named("carla")])
    assert len(run("search", "note:mine", "--json", "--library", desk.carla).rows) == 1
    assert run("note", uid, "--library", desk.anna).out == "a leak of the merger\n"
    admin = desk.newsroom.user("erik", "admin")
    members.add_members(parse(admin), "takeover", [newsroom.named("erik")])
    refused = run("newsroom", "collection", "remove", "takeover", "--library", admin)
    assert "1 article in the collection takeover cannot be left to nobody" in refused.err


def test_ones_own_note_goes_with_what_it_is_on_and_comes_back_with_it(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    uid = _uid(desk, "winter")
    desk.does(desk.carla, "note", uid, "only for me", "--personal")
    article = run("search", "winter", "--json", "--library", desk.anna).rows[0]["article"]
    desk.does(desk.anna, "newsroom", "embargo", article, "--collection", "takeover")
    for asked in ("search note:me", "list notes", "undo --list"):
        assert "only for me" not in desk.told(desk.carla, asked)
    assert desk.told(desk.carla, "doctor").startswith("0")
    assert b"only for me" not in (parse(desk.carla).copy / "library.db").read_bytes()
    desk.does(desk.anna, "newsroom", "lift", article)
    assert len(run("search", "note:me", "--json", "--library", desk.carla).rows) == 1


def test_the_same_file_added_by_who_is_no_member_is_new_to_them_and_breaks_nobodys_copy(
    desks: tuple[Desk, Desk], run: Run
) -> None:
    for desk in desks:
        (desk.directory / "secret.txt").write_text(SECRET, encoding="utf-8")
    _compared(desks, "carla", ["add {directory}/secret.txt", "undo --list --json", *ASKED[::4]])
    _compared(desks, "bert", ["search merger --json", "search --group --json", "info --json"])
    desk = desks[1]
    for fresh in (False, True):
        if fresh:
            shutil.rmtree(parse(desk.anna).copy)
        assert run("doctor", "--library", desk.anna).code == 0
        assert len(run("list", "articles", "--json", "--library", desk.anna).rows) == 4
        assert (
            run("search", "merger", "--json", "--library", desk.anna).rows[0]["uid"] == desk.named["secret"]
        )
        assert len(run("search", "note:leak", "--json", "--library", desk.anna).rows) == 1
        groups = [
            [
                (row["uid"], row["groups"], row["witnesses"])
                for row in run("search", *ask, "--library", who).rows
            ]
            for ask in [("harbour", "--group", "--json")]
            for who in (desk.anna, desk.carla)
        ]
        assert groups[0] == groups[1]
    assert desk.told(desk.carla, "search note:leak").startswith("1")
    desk.does(desk.anna, "tag", str(desk.named["secret"]), "seen", "--shared")
    desk.does(desk.anna, "add", str(desk.named["own"]))
    assert run("doctor", "--library", desk.carla).code == 0
    assert (
        "is not embargoed"
        in run("newsroom", "lift", desk.directory / "secret.txt", "--library", desk.anna).err
    )
    desk.does(desk.carla, "purge", desk.directory / "secret.txt", "--yes")
    assert desk.told(desk.carla, "search merger").startswith("1")
    for _ in range(2):
        assert (
            run("search", "merger", "--json", "--library", desk.anna).rows[0]["uid"] == desk.named["secret"]
        )
        assert len(run("search", "note:leak", "--json", "--library", desk.anna).rows) == 1
        assert run("doctor", "--library", desk.anna).code == 0


def test_a_browser_that_is_open_loses_it_within_seconds(run: Run, newsroom: Newsroom, tmp_path: Path) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    copy = parse(desk.bert).copy
    opened: list[Library] = []

    def watching() -> None:
        library = Library.open(desk.bert)
        opened.append(library)
        assert library.store.shared is not None
        level.catch_up(library)
        library.store.shared.listen(partial(purge_articles.finish_left, library))
        assert {"merger", "forty thousand jobs"} <= _words_in(copy)

    _embargoed(desk, before=watching)
    end = time.monotonic() + 20
    while (left := _words_in(copy)) and time.monotonic() < end:
        time.sleep(0.1)
    opened[0].close()
    assert left == set()


def test_of_an_addition_the_others_are_told_of_what_they_see(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    before = desk.told(desk.carla, "undo --list")
    assert "3 articles added" in before
    desk.does(desk.anna, "newsroom", "embargo", desk.directory / "winter.txt", "--collection", "takeover")
    for who in (desk.bert, desk.carla):
        assert "2 articles added" in desk.told(who, "undo --list")
    assert desk.told(desk.anna, "undo --list") == before
    desk.does(desk.anna, "newsroom", "lift", desk.directory / "winter.txt")
    assert desk.told(desk.carla, "undo --list") == desk.told(desk.bert, "undo --list") == before


def test_whose_a_note_or_a_change_is_stays_so(run: Run, newsroom: Newsroom, tmp_path: Path) -> None:
    desk = Desk(run, newsroom, tmp_path / "desk")
    uid = _uid(desk, "winter")
    desk.does(desk.carla, "note", uid, "from carla", "--shared")
    desk.does(desk.carla, "set", uid, "speaker=Thomas Hale")
    shown = [["show", uid, "--json"], ["undo", "--list", "--json"], ["list", "notes", "--json"]]

    def told(who: str) -> list[str]:
        return [run(*words, "--library", who).out for words in shown]

    before = told(desk.anna)
    article = run("search", "winter", "--json", "--library", desk.anna).rows[0]["article"]
    desk.does(desk.anna, "newsroom", "embargo", article, "--collection", "takeover")
    assert told(desk.anna)[1:] == before[1:]
    assert told(desk.bert)[1:] != before[1:]
    desk.does(desk.anna, "newsroom", "lift", article)
    assert told(desk.anna) == told(desk.carla) == told(desk.bert) == before
