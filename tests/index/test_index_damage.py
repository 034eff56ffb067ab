"""Files that are not what was written, and writers that are killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_corpus import BINDING, CORPUS, quote

from quotebrowser.errors import LibraryError
from quotebrowser.index import QuoteIndex
from quotebrowser.index.format.arrays import ArrayFile, ArrayWriter, DamagedError, StoredArray
from quotebrowser.model import Results
from quotebrowser.query import parse

QUERIES = [
    "badly",
    "very badly",
    '"very big blow"',
    "speaker:esbati",
    "def*",
    "esbatti~",
    "no:outlet",
    "date:2024..",
    "",
    "kind:mention",
    "lang:en",
]


def answers(index: QuoteIndex) -> list[Results]:
    found = [index.search(parse(query)) for query in QUERIES]
    return [*found, index.search(parse(""), sort="outlet"), index.search(parse(""), allowed={"a1", "a5"})]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    index.update(CORPUS[:4], (), 1)
    index.update(CORPUS[4:], ["a3"], 2)
    index.update([CORPUS[2]], (), 3)
    index.close()
    return tmp_path / "index"


def test_no_flipped_bit_changes_an_answer(directory: Path, tmp_path: Path) -> None:
    """Every answer is the right one, or the index says that it is damaged."""
    index = QuoteIndex.open(directory, BINDING)
    right = answers(index)
    index.close()
    chance = random.Random(5)
    names = [path.name for path in directory.iterdir() if path.is_file() and path.stat().st_size]
    detected = 0
    for number in range(100):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(directory, copy)
        path = copy / chance.choice(names)
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            index = QuoteIndex.open(copy, BINDING)
            assert answers(index) == right
            index.close()
        except LibraryError:
            detected += 1
        shutil.rmtree(copy)
    assert detected > 50


def test_a_file_that_is_cut_off_or_gone_is_noticed(directory: Path, tmp_path: Path) -> None:
    for name in [path.name for path in directory.iterdir() if path.is_file()]:
        for size in (0, 7, 100):
            copy = tmp_path / "copy"
            shutil.copytree(directory, copy)
            content = (copy / name).read_bytes()
            (copy / name).write_bytes(content[:size])
            if len(content) > size and not name.endswith("LOCK"):
                with pytest.raises(LibraryError):
                    answers(QuoteIndex.open(copy, BINDING))
            shutil.rmtree(copy)
        copy = tmp_path / "copy"
        shutil.copytree(directory, copy)
        (copy / name).unlink()
        if not name.endswith("LOCK"):
            with pytest.raises(LibraryError):
                answers(QuoteIndex.open(copy, BINDING))
        shutil.rmtree(copy)


def test_a_check_finds_what_no_search_has_read(directory: Path) -> None:
    index = QuoteIndex.open(directory, BINDING)
    index.check()
    index.close()
    path = max(directory.glob("*.arrays"), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[3] ^= 4
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        QuoteIndex.open(directory, BINDING).check()


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(100)


def zeroed(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size - 500))


def replaced(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(bytes(len(content)))


@pytest.mark.parametrize("change", [cut_off, zeroed, replaced])
def test_a_file_that_is_changed_while_it_is_open_is_noticed(
    directory: Path, change: Callable[[Path], None]
) -> None:
    """Also where the bytes that a search reads have been compared before."""
    index = QuoteIndex.open(directory, BINDING)
    assert index.search(parse("badly")).total
    time.sleep(0.02)
    for path in directory.glob("*.arrays"):
        change(path)
    with pytest.raises(LibraryError, match="damaged"):
        index.search(parse("badly"))


CHANGES = [
    ("nothing left", lambda content: content[:0]),
    ("a trailer alone", lambda content: content[-20:]),
    ("another trailer", lambda content: content[:-8] + b"QBARRRRR"),
    ("a header too long", lambda content: content[:-20] + b"\xff" * 12 + content[-8:]),
    ("a header changed", lambda content: content.replace(b'"said"', b'"sadi"')),
    ("a checksum changed", lambda content: content[:64] + b"\x01" + content[65:]),
    ("a value changed", lambda content: b"\x09" + content[1:]),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[case[0] for case in CHANGES])
def test_an_array_file_is_refused_with(tmp_path: Path, name: str, change: object) -> None:
    assert callable(change)
    path = tmp_path / "file.arrays"
    writer = ArrayWriter(path.open("wb"))
    writer.add("numbers", np.arange(10, dtype=np.uint32))
    writer.add("empty", np.zeros(0, np.uint8))
    writer.close({"size": 10})
    assert ArrayFile(path).arrays["numbers"].part(3, 5).tolist() == [3, 4]
    assert len(ArrayFile(path).arrays["empty"].whole()) == 0
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DamagedError):
        ArrayFile(path).check()


@pytest.fixture
def flipped(tmp_path: Path) -> StoredArray:
    """The numbers below 100,000, of which one bit at number 50,000 was changed on the disk."""
    path = tmp_path / "file.arrays"
    writer = ArrayWriter(path.open("wb"))
    writer.add("numbers", np.arange(100_000, dtype=np.uint32))
    writer.close({})
    content = bytearray(path.read_bytes())
    content[200_000] ^= 1
    path.write_bytes(content)
    return ArrayFile(path).arrays["numbers"]


def test_only_the_pieces_that_are_read_are_compared(flipped: StoredArray) -> None:
    assert flipped.part(0, 16_384).sum() == sum(range(16_384))
    with pytest.raises(DamagedError):
        flipped.part(49_000, 51_000)


def test_values_at_places_are_compared_with_their_checksums(flipped: StoredArray) -> None:
    assert flipped.at([3, 99_999, 3]) == [3, 99_999, 3]
    assert flipped.at([]) == []
    with pytest.raises(DamagedError):
        flipped.at([3, 50_000])


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from index_corpus import BINDING, quote
from quotebrowser.index import QuoteIndex
index = QuoteIndex.open(Path(sys.argv[1]), BINDING)
number = index.watermark
while True:
    number += 1
    gone = [f"k{number - 30}"] if number > 30 else []
    index.update([quote(f"k{number}", f"killed number {number}", f"Speaker {number % 7}")], gone, number)
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_has_acknowledged(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    QuoteIndex.create(directory, BINDING).close()
    chance = random.Random(11)
    acknowledged = 0
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(directory), str(Path(__file__).parent)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        ) as process:
            assert process.stdout is not None
            acknowledged = int(process.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            rest = [line for line in process.stdout if line.endswith("\n")]
            acknowledged = int(rest[-1]) if rest else acknowledged
        index = QuoteIndex.open(directory, BINDING)
        index.check()
        kept = {hit.uid for hit in index.search(parse("killed"), limit=99).hits}
        assert index.watermark in (acknowledged, acknowledged + 1)
        wanted = {f"k{number}" for number in range(max(acknowledged - 29, 1), acknowledged + 1)}
        following = {f"k{acknowledged + 1}"}
        assert kept in (wanted, wanted - {f"k{acknowledged - 29}"} | following, wanted | following)
        index.update([quote("probe", "the lock is free")], (), index.watermark)
        index.close()


FULL = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from index_corpus import BINDING, found, quote
from quotebrowser.errors import LibraryError
from quotebrowser.index import QuoteIndex
index = QuoteIndex.open(Path(sys.argv[1]), BINDING)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
large = [quote(f"f{number}", f"word{number} " * 50) for number in range(500)]
for size in (0, 10, 5000, 50_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        index.update(large, ["a1"], 9)
    except LibraryError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert "a1" in found(index, "badly"), size
    assert found(index, "word7") == []
index.update(large, ["a1"], 9)
assert found(index, "word7") == ["f7"]
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits file sizes; needs Linux or macOS")
def test_a_full_disk_leaves_the_index_as_it_was_and_the_lock_free(directory: Path) -> None:
    index = QuoteIndex.open(directory, BINDING)
    index.update(CORPUS, (), 4)
    index.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(directory), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("cannot be written") == 4
