"""Files that other machines read and compare: the library is the one that is made here, whatever is lost."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_articles import write_texts

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files, store_articles
from quotebrowser.library.adding.cluster import read_shard, sharded_reading
from quotebrowser.library.adding.cluster.checkpoints import Checkpoints
from quotebrowser.library.adding.cluster.sharded_reading import Cluster
from quotebrowser.library.adding.lane import TOO_LARGE
from quotebrowser.library.adding.read_file import Gathered, Item
from quotebrowser.library.adding.reader_process import DONE
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.upkeep import level, summary_shard
from quotebrowser.model import Rejected
from quotebrowser.processes import child, frames
from quotebrowser.processes.ray_tasks import Calls
from quotebrowser.store import Summary

MANIFEST = '[defaults]\noutlet = "Example Herald"\n\n[[article]]\nfile = "000*.txt"\nlanguage = "en"\n'
EXPORT = '[{"type": "article-newspaper", "title": "A note", "URL": "https://example.org/note"}]'

Answer = Callable[[bytes], bytes | None]
Found = tuple[str, list[tuple[str, str, str]]]


class Machines(Calls):
    """Calls that are made in this process; what they answer goes through `spoilt`."""

    processors = 2

    def __init__(self, spoilt: Answer = lambda answer: answer) -> None:
        self.asked: list[str] = []
        self._spoilt = spoilt
        self._answers: list[tuple[str, bytes | None]] = []

    @property
    def open(self) -> int:
        return len(self._answers)

    def ask(self, work: Callable[[bytes], bytes], name: str, frame: bytes) -> None:
        self.asked.append(name)
        self._answers.append((name, self._spoilt(work(frame))))

    def answers(self, seconds: float) -> Iterator[tuple[str, bytes | None]]:  # noqa: ARG002 - nothing is waited for
        while self._answers:
            yield self._answers.pop()  # the last first: nothing comes in order


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several shards of few files."""
    monkeypatch.setattr(sharded_reading, "_FILES", 9)
    monkeypatch.setattr(sharded_reading, "_UNSTORED", 5)
    monkeypatch.setattr(add_files, "_BATCH", 5)
    monkeypatch.setattr(summary_shard, "_AT_ONCE", 4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of all kinds that reading asks the disk for more about."""
    folder = tmp_path_factory.mktemp("archive")
    write_texts(folder, 25)
    (folder / "articles.toml").write_text(MANIFEST)
    (folder / "00003.txt.toml").write_text('outlet = "Example Post"\npublished = 2024-05-06\n')
    (folder / "00004.txt.toml").write_text("colour = 1\n")
    (folder / "00005.txt").write_text("")
    (folder / "copy.txt").write_bytes((folder / "00001.txt").read_bytes())
    lines = ['{"text": "“It is over for good,” said Ann Lee.", "title": "One"}', '{"text": " "}', "{"]
    (folder / "dump.jsonl").write_text("\n".join(lines))
    described = folder / "deep" / "a" / "b"
    described.mkdir(parents=True)
    (described / "export.json").write_text(EXPORT)
    (described / "note.txt").write_text("A note\n\n“Nothing of it was ever paid,” said Ann Lee.\n")
    return folder


def added(
    directory: Path, folder: Path, machines: Machines | None = None, checkpoints: Path | None = None
) -> tuple[str, list[tuple[str, str, str]], list[str]]:
    """What a library exports to which a folder was added, the outcomes, and the warnings."""
    library, warned = Library.open(directory), list[str]()
    kept = Checkpoints(checkpoints or directory / "checkpoints")
    cluster = Cluster(machines, kept, warned.append) if machines else None
    try:
        outcomes = [
            (one.outcome, one.path, one.reason) for one in add_files.add(library, [folder], cluster=cluster)
        ]
        shape = export_quotes.Shape("jsonl")
        return "".join(piece.text for piece in export_quotes.pieces(library, "", shape)), outcomes, warned
    finally:
        library.close()
        read_shard.close()


@pytest.fixture(scope="module")
def here(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What adding it without a cluster gives."""
    exported, outcomes, _ = added(tmp_path_factory.mktemp("here"), folder)
    return exported, outcomes


def _cut(answer: bytes) -> bytes:
    return answer[: len(answer) // 2]


def _given_up(answer: bytes) -> bytes:
    """Where an answer begins with an article: what is said of a file whose process the machine has ended."""
    first, *rest = child.parted(answer) or [b""]
    if DONE not in rest:
        return answer
    item = frames.unpacked(first, Item)
    refused = Rejected(item.article.origin, TOO_LARGE) if isinstance(item, Gathered) else item
    return child.joined([frames.packed(refused, Item), *rest])


def _far_too_many(answer: bytes) -> bytes:
    """Summaries that count more than the library can hold."""
    try:
        summaries = frames.unpacked(answer, summary_shard._Told)
    except frames.FrameError:
        return answer
    return frames.packed(tuple((name, (1 << 70,) * 5) for name, _ in summaries), summary_shard._Told)


SPOILT: list[tuple[str, Answer]] = [
    ("nothing", lambda answer: answer),
    ("a process that is killed each time", lambda _: None),
    ("an answer cut off", _cut),
    ("articles of other files", lambda answer: answer.replace(b"/0000", b"/0001")),
    ("an answer that is none", lambda _: b"\x80\x04cos\nsystem\n"),
    ("a file that a machine gave up", _given_up),
    ("summaries of far too many", _far_too_many),
    ("no answer at all", lambda _: b""),
]


@pytest.mark.parametrize("spoilt", [one for _, one in SPOILT], ids=[name for name, _ in SPOILT])
def test_a_cluster_adds_what_this_machine_adds(
    folder: Path, here: Found, tmp_path: Path, spoilt: Answer
) -> None:
    machines = Machines(spoilt)
    exported, outcomes, warned = added(tmp_path / "library", folder, machines)
    assert (exported, outcomes) == here
    assert machines.asked
    assert not warned
    assert not (tmp_path / "library" / "checkpoints").exists()


class KilledError(Exception):
    """In the place of a signal."""


def test_what_was_read_before_a_run_was_killed_is_not_read_again(
    folder: Path,
    here: Found,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KilledError

    first, second, checkpoints = Machines(), Machines(), tmp_path / "checkpoints"
    with monkeypatch.context() as patched:
        patched.setattr(store_articles, "store", killed)
        with pytest.raises(KilledError):
            added(tmp_path / "library", folder, first, checkpoints)
    kept = sorted(path.name.removesuffix(".shard") for path in checkpoints.iterdir())
    assert kept == sorted(first.asked)
    assert {path.stat().st_mode & 0o777 for path in (checkpoints, *checkpoints.iterdir())} <= {0o700, 0o600}
    exported, outcomes, _ = added(tmp_path / "library", folder, second, checkpoints)
    assert (exported, outcomes) == here
    assert not {*second.asked} & {*first.asked}
    assert not checkpoints.exists()


def test_a_disk_that_takes_no_checkpoints_is_named_and_nothing_else_changes(
    folder: Path, here: Found, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    exported, outcomes, warned = added(tmp_path / "library", folder, Machines(), tmp_path / "file" / "below")
    assert (exported, outcomes) == here
    assert [warning.split(":")[0] for warning in warned] == [
        f"What the cluster reads is not kept in {tmp_path / 'file' / 'below'}"
    ]


def _open_to_others(path: Path) -> None:
    path.chmod(0o622)


def _changed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def _linked(path: Path) -> None:
    moved = path.rename(path.with_suffix(".moved"))
    path.symlink_to(moved)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("spoil", [_open_to_others, _changed, _linked, _pipe, Path.unlink])
def test_a_checkpoint_that_somebody_else_may_have_written_is_not_believed(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    checkpoints = Checkpoints(tmp_path)
    assert checkpoints.put("a" * 64, b"what was read")
    assert checkpoints.get("a" * 64) == b"what was read"
    spoil(tmp_path / f"{'a' * 64}.shard")
    assert checkpoints.get("a" * 64) is None


def test_only_checkpoints_are_swept(tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path)
    checkpoints.put("b" * 64, b"")
    (tmp_path / f".{'b' * 64}.shard.x1y2.part").touch()
    (tmp_path / "notes.txt").touch()
    checkpoints.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_was_changed_meanwhile_is_compared_here(
    folder: Path,
    here: Found,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_another_time(answer: bytes | None) -> Iterator[tuple[str, Summary]]:
        """An answer that comes when the library has been changed."""
        library = Library.open(tmp_path / "library")
        with library.store.transaction():
            library.store.meta.set("changed", "1")
        library.close()
        yield from ((name, summary._replace(level=3)) for name, summary in told(answer))

    told = summary_shard._told
    monkeypatch.setattr(summary_shard, "_told", of_another_time)
    assert added(tmp_path / "library", folder, Machines())[:2] == here


@pytest.mark.parametrize("spoilt", [one for _, one in SPOILT], ids=[name for name, _ in SPOILT])
def test_fingerprints_are_those_that_are_made_here(own_seeds: Path, spoilt: Answer) -> None:
    found = []
    for machines in (None, Machines(spoilt)):
        library = Library.open(own_seeds)
        level.rebuild(library, calls=machines)
        files = (library.index_directory / "texts").glob("*.prints")
        found.append(sorted(path.read_bytes() for path in files))
        library.close()
        assert machines is None or machines.asked
    assert found[0]
    assert found[0] == found[1]


def test_a_cluster_that_fails_ends_the_run_with_its_reason(folder: Path, tmp_path: Path) -> None:
    def lost(_: bytes) -> bytes:
        raise LibraryError("No answer from the cluster at 10.0.0.5:6379")

    with pytest.raises(LibraryError, match=r"10\.0\.0\.5"):
        added(tmp_path / "library", folder, Machines(lost))
