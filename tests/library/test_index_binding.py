"""An index is searched only by the user who made it, for the library and the state it was made from."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from index_flips import flipped
from library_corpus import fill, library_of
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from quotebrowser.cli import main
from quotebrowser.errors import LibraryError
from quotebrowser.index import QuoteIndex
from quotebrowser.index.index_fields import schema
from quotebrowser.library import Library, index_binding
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.index_binding import binding_of
from quotebrowser.library.upkeep import backing_up, level
from quotebrowser.store import Store

QUERIES: Final = ("army", "defeat", "speaker:ada", "kind:mention", '"the army"', "d*")
OTHER_USER: Final = "ab" * 32


def answers(directory: Path) -> list[tuple[list[str], str]]:
    """What a command answers to some queries, and what it says is lacking."""
    library = Library.open(directory)
    try:
        found = (search_quotes.search(library, query, limit=10_000, loosen=False) for query in QUERIES)
        return [(sorted(row.uid for row in one.rows), one.lacking) for one in found]
    finally:
        library.close()


def answers_when_accepted(directory: Path) -> list[tuple[list[str], str]]:
    """The same where a file that is older than its index is taken for the library it is."""
    try:
        return answers(directory)
    except LibraryError:
        library = Library.open(directory)
        level.rebuild(library)
        library.close()
        return answers(directory)


def right_answers(directory: Path, tmp_path: Path) -> list[tuple[list[str], str]]:
    """The same of a copy without an index."""
    copy = tmp_path / "right"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("index*"))
    return answers(copy)


def indexed(directory: Path, articles: int, seed: int = 0) -> Path:
    """A new library with its index."""
    library = library_of(directory, articles, seed)
    level.catch_up(library)
    library.close()
    return directory


def add_more(directory: Path, articles: int, seed: int, first: int) -> None:
    library = Library.open(directory)
    fill(library, articles, seed, first=first)
    level.catch_up(library)
    library.close()


def bound(directory: Path) -> str:
    """The seal of a library's index."""
    return (directory / "index" / "stamp.json").read_text()[:80]


class Exploit:
    """A pickle that leaves a file behind."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


def short(text: str) -> bytes:
    return b"\x8c" + bytes([len(text.encode())]) + text.encode()


def named(module: str, name: str) -> Callable[[str], bytes]:
    """A pickle of protocol 4 that calls what a module has under a name, dots in it followed."""
    return lambda mark: b"\x80\x04" + short(module) + short(name) + b"\x93" + short(mark) + b"\x85R."


PICKLES: dict[str, Callable[[str], bytes]] = {
    "a function of the system": lambda mark: b"cos\nmkdir\n(V%s\ntR." % mark.encode(),
    "an object": lambda mark: pickle.dumps(Exploit(Path(mark))),
    "a dotted name in our own storage": named("quotebrowser.index.container.storage", "os.mkdir"),
    "a dotted name in our own engine": named("quotebrowser.index.engine", "shutil.os.mkdir"),
    "a dotted name in our own list of contents": named("quotebrowser.index.stamp", "os.mkdir"),
    "a dotted name in Whoosh's index": named("whoosh.index", "os.mkdir"),
    "a dotted name in Whoosh's storage": named("whoosh.filedb.filestore", "os.mkdir"),
    "protocol 2": lambda mark: (
        b"\x80\x02cos\nmkdir\nX" + len(mark).to_bytes(4, "little") + mark.encode() + b"\x85R."
    ),
}  # fmt: skip


def toc_of(evil: bytes, directory: Path) -> bytes:
    """A table of contents as Whoosh writes it, with a pickle in the place of the segments'."""
    directory.mkdir()
    TOC(schema(), [], 1).write(FileStorage(str(directory)), "MAIN")
    content = (directory / "_MAIN_1.toc").read_bytes()
    return content.removesuffix(pickle.dumps([], -1)) + evil


NAMES: Final = (
    "_MAIN_0.toc", "_MAIN_1.toc", "_MAIN_2.toc", "_MAIN_999999.toc", "_MAIN_1.toc.1700000000.0",
    "MAIN_WRITELOCK", "stamp.json.new", "schema.pickle", "segments",
)  # fmt: skip
"""Names under which Whoosh, or a program like it, would look for something."""
ENDINGS: Final = (
    ".seg",
    ".trm",
    ".pst",
    ".fdt",
    ".sto",
    ".vec",
    ".vps",
    ".dci",
    ".fln",
    ".vpst",
    ".last.col",
    "",
)
"""Endings of the files that Whoosh's own codecs give a segment."""


@pytest.mark.parametrize("name", PICKLES)
def test_no_pickle_in_an_index_is_run_whatever_file_it_is_put_in(tmp_path: Path, name: str) -> None:
    library, mark = indexed(tmp_path / "library", 12), tmp_path / "mark"
    right = answers(library)
    evil = PICKLES[name](str(mark))
    toc = toc_of(evil, tmp_path / "whoosh")
    index = library / "index"
    turned = list(PICKLES).index(name) % 2
    for content, suffix in zip((evil, toc), (".json", ".arrays")[:: -1 if turned else 1], strict=True):
        segments = [path.stem for path in index.glob("*.arrays")]
        for planted in (*NAMES, *(f"{segment}{ending}" for segment in segments for ending in ENDINGS)):
            (index / planted).write_bytes(content)
            (index / planted).chmod(0o600)
        assert answers(library) == right
        paths = list(index.glob(f"*{suffix}"))
        assert paths
        for path in paths:
            path.write_bytes(content)
            assert answers(library) == right
            assert bound(library).startswith('{"seal": "')
    assert not mark.exists()
    (index / "stamp.json").unlink()
    assert answers(library) == right
    pickle.loads(evil)
    assert mark.exists(), "the pickle is one that works"


def test_a_library_that_is_packed_and_opened_elsewhere_has_its_index_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, mark = indexed(tmp_path / "sent", 12), tmp_path / "mark"
    right, seal = answers(sent), bound(sent)
    (sent / "index" / "_MAIN_1.toc").write_bytes(pickle.dumps(Exploit(mark)))
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", sent)
    monkeypatch.delenv("QUOTEBROWSER_INDEX_KEY")
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path / "elsewhere"))
    before = os.umask(0o022)
    try:
        shutil.unpack_archive(packed, tmp_path / "received")
        assert answers(tmp_path / "received") == right
    finally:
        os.umask(before)
    assert bound(tmp_path / "received") != seal
    again = bound(tmp_path / "received")
    assert answers(tmp_path / "received") == right
    assert bound(tmp_path / "received") == again, "built once"
    assert not mark.exists()


def test_an_index_of_another_user_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one of the same library that holds other quotes and is sealed, but with another key."""
    library = indexed(tmp_path / "library", 12)
    right = answers(library)
    monkeypatch.setenv("QUOTEBROWSER_INDEX_KEY", OTHER_USER)
    opened = Library.open(library)
    lying = QuoteIndex.create(opened.index_directory, binding_of(opened.store))
    lying.update((), (), opened.store.changes.latest())
    opened.close()
    assert all(not found for found, _ in answers(library))
    monkeypatch.undo()
    assert answers(library) == right


def test_two_read_only_libraries_at_one_place_have_an_index_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_CACHE", str(tmp_path / "cache"))
    stick = tmp_path / "stick"
    rights = []
    for name, articles in (("one", 8), ("other", 20), ("one", 8)):
        source = tmp_path / name
        if not source.exists():
            indexed(source, articles, seed=articles)
            rights.append(answers(source))
        source.rename(stick)
        stick.chmod(0o500)
        try:
            assert answers(stick) == rights[name == "other"]
        finally:
            stick.chmod(0o700)
            stick.rename(source)
    assert len(list((tmp_path / "cache").glob("index-*/stamp.json"))) == 2


def test_two_read_only_copies_that_went_different_ways_answer_for_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_CACHE", str(tmp_path / "cache"))
    one = indexed(tmp_path / "one", 8)
    other = Path(shutil.copytree(one, tmp_path / "other"))
    add_more(one, 5, 1, 100)
    add_more(other, 5, 2, 200)
    rights = [right_answers(place, tmp_path) for place in (one, other)]
    assert rights[0] != rights[1]
    for place, right in zip((one, other, one), (*rights, rights[0]), strict=True):
        place.chmod(0o500)
        try:
            assert answers(place) == right
        finally:
            place.chmod(0o700)


@pytest.mark.parametrize(("ours", "theirs"), [(5, 30), (30, 5), (12, 12)])
def test_a_library_file_copied_beside_the_index_of_another_answers_for_itself(
    tmp_path: Path, ours: int, theirs: int
) -> None:
    here, there = indexed(tmp_path / "here", ours, 1), indexed(tmp_path / "there", theirs, 2)
    right = answers(there)
    shutil.copyfile(there / "library.db", here / "library.db")
    assert answers(here) == right


def correct(directory: Path, outlet: str) -> None:
    library = Library.open(directory)
    article = library.store.articles.ids()[0]
    library.store.corrections.set_fact(article, "outlet", outlet)
    level.catch_up(library)
    library.close()


def remove(directory: Path, place: int) -> None:
    library = Library.open(directory)
    remove_articles.remove(library, [library.store.articles.ids()[place]])
    level.catch_up(library)
    library.close()


WAYS: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "the same number of articles": (lambda at: add_more(at, 3, 1, 100), lambda at: add_more(at, 3, 2, 200)),
    "more here": (lambda at: add_more(at, 9, 1, 100), lambda at: add_more(at, 2, 2, 200)),
    "nothing there": (lambda at: add_more(at, 9, 1, 100), lambda _: None),
    "a correction": (lambda at: correct(at, "The Ministère"), lambda at: correct(at, "The Army")),
    "a removal": (lambda at: remove(at, 0), lambda at: remove(at, 1)),
}


@pytest.mark.parametrize("way", WAYS)
def test_copies_that_went_different_ways_do_not_share_an_index(tmp_path: Path, way: str) -> None:
    one = indexed(tmp_path / "one", 10)
    other = Path(shutil.copytree(one, tmp_path / "other"))
    for place, went in zip((one, other), WAYS[way], strict=True):
        went(place)
    rights = [right_answers(place, tmp_path) for place in (one, other)]
    (one / "index").rename(tmp_path / "aside")
    (other / "index").rename(one / "index")
    (tmp_path / "aside").rename(other / "index")
    assert [answers_when_accepted(one), answers_when_accepted(other)] == rights


def test_an_older_file_of_the_same_library_is_not_answered_for_by_a_newer_index(tmp_path: Path) -> None:
    library = indexed(tmp_path / "library", 10)
    right = answers(library)
    shutil.copyfile(library / "library.db", tmp_path / "older.db")
    add_more(library, 5, 1, 100)
    assert answers(library) != right
    shutil.copyfile(tmp_path / "older.db", library / "library.db")
    with pytest.raises(LibraryError, match="is older than its search index"):
        answers(library)
    assert answers_when_accepted(library) == right
    assert answers(library) == right


OLDER = "is older than its search index"


def test_a_library_whose_file_is_older_than_its_index_is_refused_by_every_command_that_could_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = indexed(tmp_path / "library", 5)
    shutil.copyfile(directory / "library.db", tmp_path / "older.db")
    add_more(directory, 5, 1, 100)
    shutil.copyfile(tmp_path / "older.db", directory / "library.db")
    text = tmp_path / "story.txt"
    text.write_text("“We will not go,” she said.", "utf-8")
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(directory))
    for command in (
        ["search", "army"],
        ["add", str(text)],
        ["set", "army", "outlet=X", "--all"],
        ["verify", "the army"],
    ):
        assert main(command) == 2
        assert OLDER in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert OLDER in capsys.readouterr().out
    assert main(["rebuild"]) == 0
    assert main(["add", str(text)]) == 0
    assert main(["doctor"]) == 0


def test_a_copy_keeps_its_index_until_it_goes_its_own_way(tmp_path: Path) -> None:
    one = indexed(tmp_path / "one", 10)
    other = Path(shutil.copytree(one, tmp_path / "other"))
    seal = bound(one)
    assert answers(one) == answers(other)
    assert bound(other) == seal


def test_a_restored_library_is_another_one(tmp_path: Path) -> None:
    library = indexed(tmp_path / "library", 6)
    opened = Library.open(library)
    before, copy = opened.store.identity, backing_up.backup(opened)
    opened.close()
    backing_up.restore(library, copy)
    opened = Library.open(library)
    assert opened.store.identity != before
    assert opened.store.identity == Library.open(library).store.identity
    opened.close()


@pytest.mark.parametrize("by", ["this program", "another one"])
def test_a_library_that_becomes_another_while_it_is_open_is_indexed_again(tmp_path: Path, by: str) -> None:
    indexed(tmp_path / "library", 6)
    library = Library.open(tmp_path / "library")
    right, seal = search_quotes.search(library, "army").rows, bound(library.directory)
    assert right
    with Store.open(library.directory) as other:
        (library.store if by == "this program" else other).renew_identity()
    assert search_quotes.search(library, "army").rows == right
    assert bound(library.directory) != seal
    library.close()


KEYS: list[tuple[str, bytes | None, int]] = [
    ("missing", None, 0o600),
    ("empty", b"", 0o600),
    ("too short", b"ab" * 31, 0o600),
    ("no number", b"xy" * 32, 0o600),
    ("not text", b"\xff" * 64, 0o600),
    ("open to others", b"ab" * 32, 0o644),
]


@pytest.mark.parametrize(("name", "content", "mode"), KEYS, ids=[case[0] for case in KEYS])
def test_a_key_is_made_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None, mode: int
) -> None:
    monkeypatch.delenv("QUOTEBROWSER_INDEX_KEY")
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path / "state"))
    path = tmp_path / "state" / "index.key"
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
        path.chmod(mode)
    key = index_binding._user_key()
    assert len(bytes.fromhex(key)) == 32
    assert key != (content or b"").decode("ascii", "replace")
    assert index_binding._user_key() == key
    assert path.read_text() == key
    assert path.stat().st_mode & 0o077 == 0
    assert [kept.name for kept in path.parent.iterdir()] == ["index.key"]


def test_where_no_key_can_be_kept_children_learn_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_INDEX_KEY", "no key")
    (tmp_path / "state").write_text("no directory")
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path / "state"))
    key = index_binding._user_key()
    assert os.environ["QUOTEBROWSER_INDEX_KEY"] == key == index_binding._user_key()


def test_no_flipped_bit_of_an_index_changes_what_a_command_answers(tmp_path: Path) -> None:
    library = indexed(tmp_path / "library", 20)
    assert flipped(library, 20, seed=3) == {}
