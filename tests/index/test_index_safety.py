"""Which indexes are opened, and what an index leaves on the disk."""

import json
import os
import pickle
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from index_corpus import CORPUS, found

from quotebrowser.errors import DamagedIndexError, LibraryError
from quotebrowser.index import QuoteIndex, stamp
from quotebrowser.index.container.safety import check_pickle, check_private
from quotebrowser.index.container.storage import check_toc
from quotebrowser.index.format.arrays import DamagedError

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX's; needs Linux or macOS")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    index = QuoteIndex.create(tmp_path / "index")
    index.update(CORPUS, (), 3)
    index.close()
    return tmp_path / "index"


def files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


@posix
@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o077])
def test_everything_is_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        index = QuoteIndex.create(tmp_path / "index")
        index.update(CORPUS, (), 1)
        index.update([], ["a1"], 2)
        index.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path / "index")} == {0o600}
    assert QuoteIndex.open(tmp_path / "index").watermark == 2


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_directory_others_can_write_to_is_not_opened(directory: Path, mode: int) -> None:
    directory.chmod(mode)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory)


@posix
def test_a_file_others_can_write_to_is_not_opened(directory: Path) -> None:
    files(directory)[0].chmod(0o666)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory)


@posix
def test_a_link_in_the_index_is_not_followed(directory: Path, tmp_path: Path) -> None:
    path = next(path for path in files(directory) if path.suffix == ".toc")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory)


@posix
@pytest.mark.skipif(
    os.name == "posix" and os.getuid() != 0, reason="only root can give a file away; run as root"
)
def test_an_index_of_another_user_is_not_opened(directory: Path) -> None:
    os.chown(directory, 12345, 12345)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory)


@posix
def test_a_directory_that_cannot_be_listed_is_an_error_of_the_library(directory: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom quotebrowser.index import QuoteIndex\n"
        "from quotebrowser.errors import LibraryError\n"
        "import quotebrowser.index.engine\nos.getuid() or os.setuid(12345)\n"
        "try:\n    QuoteIndex.open(Path(sys.argv[1]))\n"
        "except LibraryError as error:\n    print('refused', error)\n"
    )
    directory.chmod(0o000)
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory)], capture_output=True, text=True, check=False
    )
    directory.chmod(0o700)
    assert done.stdout.startswith("refused"), done.stderr


class Exploit:
    """A pickle that would run a command."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /nonexistent/marker",)


PICKLES: list[tuple[str, bytes]] = [
    ("runs a command", pickle.dumps(Exploit())),
    ("runs a command the old way", b"cos\nsystem\n(S'true'\ntR."),
    ("names a builtin", b"cbuiltins\neval\n(S'1'\ntR."),
    ("builds a foreign object", pickle.dumps(Path("x"))),
    ("is empty", b""),
    ("is cut off", pickle.dumps([1, 2, 3])[:-3]),
    ("is none", b"\xff\xfe nonsense"),
]


@pytest.mark.parametrize(("name", "content"), PICKLES, ids=[case[0] for case in PICKLES])
def test_a_pickle_is_refused_that(name: str, content: bytes) -> None:
    with pytest.raises(LibraryError):
        check_pickle(content)


def test_a_table_of_contents_with_another_pickle_is_not_loaded(directory: Path) -> None:
    path = next(path for path in files(directory) if path.suffix == ".toc")
    content = path.read_bytes()
    with pytest.raises(DamagedError):
        check_toc(content.replace(b"ArraySegment", b"OtherSegment"))
    with pytest.raises(DamagedError):
        check_toc(b"")
    path.write_bytes(content[:40])
    with pytest.raises(LibraryError, match="damaged"):
        QuoteIndex.open(directory)


STAMPS: list[tuple[str, str]] = [
    ("missing", ""),
    ("empty", " "),
    ("no JSON", "{"),
    ("a list", "[1]"),
    ("of another format", json.dumps({"format": stamp.FORMAT + 1, "watermark": 3})),
    ("without a number", json.dumps({"format": stamp.FORMAT})),
    ("with another number", json.dumps({"format": stamp.FORMAT, "watermark": 4, "crc32": 1})),
    ("with a number below zero", json.dumps({"format": stamp.FORMAT, "watermark": -1})),
    ("of a build that is cut off", json.dumps({"format": stamp.FORMAT, "watermark": 3, "building": [1, 2]})),
    ("of a build in words", json.dumps({"format": stamp.FORMAT, "watermark": 3, "building": ["a", 2, 3, 4]})),
    ("not in Unicode", "\udcff"),
]


@pytest.mark.parametrize("building", [None, stamp.Building((739_000, 12), 5_000, 100_000)])
def test_a_stamp_is_read_as_it_was_written_unless_a_number_is_changed(
    directory: Path, building: stamp.Building | None
) -> None:
    written = stamp.Stamp(77, building)
    stamp.write_stamp(directory, written)
    assert stamp.read_stamp(directory) == written
    path = directory / "stamp.json"
    content = path.read_text("utf-8")
    for number in ("77", "739000", "12", "5000", "100000"):
        path.write_text(content.replace(f" {number}", f" {number}1").replace(f"[{number}", "[7"), "utf-8")
        if path.read_text("utf-8") != content:
            with pytest.raises(DamagedIndexError):
                stamp.read_stamp(directory)


@pytest.mark.parametrize(("name", "content"), STAMPS, ids=[case[0] for case in STAMPS])
def test_an_index_is_not_opened_whose_stamp_is(directory: Path, name: str, content: str) -> None:
    path = directory / "stamp.json"
    path.unlink()
    if content:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        path.chmod(0o600)
    with pytest.raises(LibraryError):
        QuoteIndex.open(directory)
    again = QuoteIndex.create(directory)
    again.update(CORPUS, (), 4)
    assert "a1" in found(again, "badly")


def test_a_file_in_place_of_the_index_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("not an index")
    with pytest.raises(LibraryError, match="no search index"):
        check_private(path)
    assert QuoteIndex.create(path).watermark == 0


def test_an_index_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="No search index can be created"):
        QuoteIndex.create(tmp_path / "file" / "index")


def test_making_an_index_waits_for_one_that_is_written(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.index.container.write_documents.LOCK_SECONDS", 0.2)
    index = QuoteIndex.open(directory)
    lock = index._engine._index.lock("WRITELOCK")
    assert lock.acquire()
    with pytest.raises(LibraryError, match="another process"):
        QuoteIndex.create(directory)
    lock.release()
    assert "a1" in found(index, "badly")


def test_importing_the_index_loads_neither_whoosh_nor_numpy() -> None:
    code = (
        "import sys, quotebrowser.index\nprint([name for name in ('whoosh', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
