"""Which indexes are opened, and what an index leaves on the disk."""

import json
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from index_corpus import BINDING, CORPUS, found, quote

from quotebrowser.errors import DamagedIndexError, LibraryError
from quotebrowser.index import QuoteDocument, QuoteIndex, stamp
from quotebrowser.index.container.safety import check_private
from quotebrowser.query import parse

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX's; needs Linux or macOS")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
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
        index = QuoteIndex.create(tmp_path / "index", BINDING)
        index.update(CORPUS, (), 1)
        index.update([], ["a1"], 2)
        index.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path / "index")} == {0o600}
    assert QuoteIndex.open(tmp_path / "index", BINDING).watermark == 2


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_directory_others_can_write_to_is_not_opened(directory: Path, mode: int) -> None:
    directory.chmod(mode)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory, BINDING)


@posix
def test_a_file_others_can_write_to_is_not_opened(directory: Path) -> None:
    files(directory)[0].chmod(0o666)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory, BINDING)


@posix
def test_a_link_in_the_index_is_not_followed(directory: Path, tmp_path: Path) -> None:
    path = next(path for path in files(directory) if path.suffix == ".json")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory, BINDING)


@posix
@pytest.mark.skipif(
    os.name == "posix" and os.getuid() != 0, reason="only root can give a file away; run as root"
)
def test_an_index_of_another_user_is_not_opened(directory: Path) -> None:
    os.chown(directory, 12345, 12345)
    with pytest.raises(LibraryError, match="other users can write"):
        QuoteIndex.open(directory, BINDING)


@posix
def test_a_directory_that_cannot_be_listed_is_an_error_of_the_library(directory: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nsys.path.insert(0, sys.argv[2])\n"
        "from index_corpus import BINDING\nfrom quotebrowser.index import QuoteIndex\n"
        "from quotebrowser.errors import LibraryError\n"
        "import quotebrowser.index.engine\nos.getuid() or os.setuid(12345)\n"
        "try:\n    QuoteIndex.open(Path(sys.argv[1]), BINDING)\n"
        "except LibraryError as error:\n    print('refused', error)\n"
    )
    directory.chmod(0o000)
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    directory.chmod(0o700)
    assert done.stdout.startswith("refused"), done.stderr


SAID = {
    "format": stamp.FORMAT, "fields": stamp._FIELDS, "library": "library", "state": "state",
    "generation": 1, "watermark": 3, "building": None, "segments": [],
}  # fmt: skip
SEGMENT = ["0123456789abcdef", 5, "0" * 32, [1, 4]]

SOUND: list[tuple[str, object]] = [
    ("segments", []),
    ("segments", [SEGMENT]),
    ("segments", [["0123456789abcdef", 5, "0" * 32, []]]),
    ("building", [739_000, 12, 5_000, 100_000]),
    ("watermark", 0),
]

BROKEN: list[tuple[str, object]] = [
    ("format", stamp.FORMAT + 1),
    ("format", None),
    ("fields", "speaker"),
    ("library", "another library"),
    ("library", 7),
    ("state", "a state of another copy"),
    ("state", None),
    ("generation", "1"),
    ("watermark", -1),
    ("watermark", True),
    ("watermark", 3.0),
    ("building", [1, 2]),
    ("building", ["a", 2, 3, 4]),
    ("building", {"done": 1}),
    ("segments", None),
    ("segments", {"0123456789abcdef": 5}),
    ("segments", [SEGMENT[:3]]),
    ("segments", [["../../../../etc/pas", *SEGMENT[1:]]]),
    ("segments", [["0123456789abcde/", *SEGMENT[1:]]]),
    ("segments", [[SEGMENT[0], -5, *SEGMENT[2:]]]),
    ("segments", [[SEGMENT[0], 1 << 40, *SEGMENT[2:]]]),
    ("segments", [[*SEGMENT[:2], "no digest", []]]),
    ("segments", [[*SEGMENT[:3], [4, 1]]]),
    ("segments", [[*SEGMENT[:3], [1, 1]]]),
    ("segments", [[*SEGMENT[:3], [5]]]),
    ("segments", [[*SEGMENT[:3], ["1"]]]),
]


def sealed(said: object, key: bytes = BINDING.key) -> bytes:
    return stamp._whole(replace(BINDING, key=key), json.dumps(said).encode())


@pytest.mark.parametrize(("name", "value"), SOUND)
def test_a_list_of_contents_is_read_that_says(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "stamp.json").write_bytes(sealed(SAID | {name: value}))
    contents = stamp.read_contents(tmp_path, BINDING)
    stamp.write_contents(tmp_path, contents, BINDING)
    assert json.loads((tmp_path / "stamp.json").read_bytes())["said"] == SAID | {name: value}


@pytest.mark.parametrize(("name", "value"), BROKEN)
def test_a_list_of_contents_is_refused_that_says(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "stamp.json").write_bytes(sealed(SAID | {name: value}))
    with pytest.raises(DamagedIndexError):
        stamp.read_contents(tmp_path, BINDING)


WHOLE: list[tuple[str, bytes]] = [
    ("empty", b""),
    ("a pickle", pickle.dumps(SAID)),
    ("no JSON", b"{"),
    ("a list", sealed([1])),
    ("no JSON, and sealed", stamp._whole(BINDING, b"{")),
    ("deeper than Python goes", stamp._whole(BINDING, b"[" * 100_000)),
    ("not sealed", json.dumps({"seal": "0" * 64, "said": SAID}).encode()),
    ("sealed by another user", sealed(SAID, b"x" * 32)),
    ("cut off", sealed(SAID)[:-1]),
    ("longer than it was", sealed(SAID) + b" "),
    ("without a state", sealed({name: value for name, value in SAID.items() if name != "state"})),
]


@pytest.mark.parametrize(("name", "content"), WHOLE, ids=[case[0] for case in WHOLE])
def test_an_index_is_not_opened_whose_list_of_contents_is(directory: Path, name: str, content: bytes) -> None:
    (directory / "stamp.json").write_bytes(content)
    with pytest.raises(DamagedIndexError):
        QuoteIndex.open(directory, BINDING)
    again = QuoteIndex.create(directory, BINDING)
    again.update(CORPUS, (), 4)
    assert "a1" in found(again, "badly")


def test_no_byte_of_the_list_of_contents_can_change(directory: Path) -> None:
    path = directory / "stamp.json"
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(DamagedIndexError):
            stamp.read_contents(directory, BINDING)


def test_a_segment_under_the_name_of_another_is_not_opened(directory: Path, tmp_path: Path) -> None:
    other = QuoteIndex.create(tmp_path / "other", BINDING)
    other.update(CORPUS[:3], (), 3)
    (ours,), (theirs,) = directory.glob("*.arrays"), (tmp_path / "other").glob("*.arrays")
    ours.write_bytes(theirs.read_bytes())
    with pytest.raises(DamagedIndexError):
        QuoteIndex.open(directory, BINDING)


def test_an_index_that_becomes_another_librarys_is_neither_searched_nor_written(directory: Path) -> None:
    now = ["library"]
    index = QuoteIndex.open(directory, replace(BINDING, library=lambda: now[0]))
    assert index.search(parse("badly")).total
    now[0] = "restored"
    before = (directory / "stamp.json").read_bytes()
    for asked in (
        lambda: index.search(parse("badly")),
        lambda: index.update(CORPUS, (), 9),
        lambda: index.stamp,
    ):
        with pytest.raises(DamagedIndexError, match="another library"):
            asked()
    assert (directory / "stamp.json").read_bytes() == before


def test_a_library_that_becomes_another_while_it_is_read_gets_no_commit(directory: Path) -> None:
    now = ["library"]
    index = QuoteIndex.open(directory, replace(BINDING, library=lambda: now[0]))

    def documents() -> Iterator[QuoteDocument]:
        yield quote("b1", "before it was restored")
        now[0] = "restored"

    with pytest.raises(DamagedIndexError, match="another library"):
        index.update(documents(), (), 9)
    now[0] = "library"
    assert not found(index, "restored")


def test_a_file_in_place_of_the_index_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("not an index")
    with pytest.raises(LibraryError, match="no search index"):
        check_private(path)
    assert QuoteIndex.create(path, BINDING).watermark == 0


def test_an_index_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="No search index can be created"):
        QuoteIndex.create(tmp_path / "file" / "index", BINDING)


def test_making_an_index_waits_for_one_that_is_written(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotebrowser.index.container.write_documents.LOCK_SECONDS", 0.2)
    index = QuoteIndex.open(directory, BINDING)
    lock = index._engine._index.lock("WRITELOCK")  # type: ignore[union-attr]
    assert lock.acquire()
    with pytest.raises(LibraryError, match="another process"):
        QuoteIndex.create(directory, BINDING)
    lock.release()
    assert "a1" in found(index, "badly")


def test_importing_the_index_loads_neither_whoosh_nor_numpy() -> None:
    code = (
        "import sys, quotebrowser.index\nprint([name for name in ('whoosh', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
