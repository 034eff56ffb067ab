"""`add --engine ray` on a real cluster of this machine: whatever is lost, the library is the local one."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from made_articles import write_texts
from ray_nodes import Nodes

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """A head, and two nodes that work."""
    with Nodes(tmp_path_factory.mktemp("nodes")) as nodes:
        yield nodes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five shards of articles."""
    folder = tmp_path_factory.mktemp("archive")
    write_texts(folder, 500)
    (folder / "articles.toml").write_text('[defaults]\noutlet = "Example Herald"\n')
    return folder


def program(environment: dict[str, str], *words: object) -> "subprocess.Popen[str]":
    """The program, for the test's own library."""
    own = {name: os.environ[name] for name in os.environ if name.startswith("QUOTEBROWSER_")}
    return subprocess.Popen(
        [sys.executable, "-m", "quotebrowser", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | own,
    )


def exported(library: Path) -> str:
    """The digest of all that a library exports."""
    exporting = program(dict(os.environ), "--library", library, "export", "--format", "jsonl")
    text, errors = exporting.communicate()
    assert exporting.returncode == 0, errors
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the library exports that was made on this machine."""
    library = tmp_path_factory.mktemp("local")
    adding = program(dict(os.environ), "--library", library, "add", folder)
    _, errors = adding.communicate()
    assert adding.returncode == 0, errors
    return exported(library)


def added(
    nodes: Nodes, library: Path, folder: Path, event: Callable[["subprocess.Popen[str]"], None], *more: object
) -> tuple[int, str]:
    """The status of adding a folder on the cluster, and what was said; `event` comes after a few outcomes."""
    at = ("--engine", "ray", "--address", nodes.address, *more)
    adding = program(nodes.environment, "--library", library, "add", "--json", *at, folder)
    assert adding.stdout is not None
    for number, line in enumerate(adding.stdout):
        assert json.loads(line)["outcome"] in ("added", "known"), line
        if number == 60:
            event(adding)
    errors = adding.stderr.read() if adding.stderr else ""
    return adding.wait(), errors


def nothing(_: "subprocess.Popen[str]") -> None:
    """No event."""


def workers(nodes: Nodes) -> list[psutil.Process]:
    """The processes of the nodes that work or could."""
    found = []
    for process in psutil.Process(nodes.process.pid).children(recursive=True):
        title = " ".join(process.cmdline()[:1])
        if title.startswith("ray::") and "Agent" not in title:
            found.append(process)
    return found


def test_the_library_is_the_one_that_is_made_here(
    nodes: Nodes, folder: Path, local: str, tmp_path: Path
) -> None:
    status, said = added(nodes, tmp_path / "library", folder, nothing)
    assert status == 0
    assert said.startswith("Ray listens on all network interfaces of ")
    assert "Traceback" not in said
    assert exported(tmp_path / "library") == local
    assert not (tmp_path / "library" / "checkpoints").exists()


def test_processes_that_are_killed_are_replaced(
    nodes: Nodes, folder: Path, local: str, tmp_path: Path
) -> None:
    def kill(_: "subprocess.Popen[str]") -> None:
        found = workers(nodes)
        assert found
        for process in found:
            process.kill()

    status, said = added(nodes, tmp_path / "library", folder, kill)
    assert (status, "Traceback" in said) == (0, False)
    assert exported(tmp_path / "library") == local


def test_a_machine_that_is_lost_is_done_without(
    nodes: Nodes, folder: Path, local: str, tmp_path: Path
) -> None:
    status, said = added(nodes, tmp_path / "library", folder, lambda _: nodes.tell("kill"))
    nodes.tell("add")
    assert (status, "Traceback" in said) == (0, False)
    assert exported(tmp_path / "library") == local


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_run_that_was_stopped_goes_on_where_it_was(
    nodes: Nodes, folder: Path, local: str, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    def stop(adding: "subprocess.Popen[str]") -> None:
        until = time.monotonic() + 60
        while not list(checkpoints.glob("*.shard")) and time.monotonic() < until:
            time.sleep(0.1)
        adding.send_signal(number)

    library, checkpoints = tmp_path / "library", tmp_path / "checkpoints"
    stopped, said = added(nodes, library, folder, stop, "--checkpoints", checkpoints)
    assert (stopped, "Traceback" in said) == (status, False)
    assert list(checkpoints.glob("*.shard"))
    again, _ = added(nodes, library, folder, nothing, "--checkpoints", checkpoints)
    assert again == 0
    assert not checkpoints.exists()
    assert exported(library) == local


def test_ray_of_our_own_is_reached_from_this_machine_alone_and_leaves_nothing(
    nodes: Nodes, folder: Path, local: str, tmp_path: Path
) -> None:
    before = {*Path("/tmp").glob("qb-ray-*")}
    environment = {name: nodes.environment[name] for name in nodes.environment if "RAY" not in name}
    adding = program(
        environment, "--library", tmp_path / "library", "add", "--json", "--engine", "ray", folder
    )
    assert adding.stdout is not None
    adding.stdout.readline()
    tree = psutil.Process(adding.pid).children(recursive=True)
    listening = {
        connection.laddr.ip
        for process in tree
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    (own,) = {*Path("/tmp").glob("qb-ray-*")} - before
    assert own.stat().st_mode & 0o777 == 0o700
    _, said = adding.communicate()
    assert adding.returncode == 0
    assert listening
    assert listening <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}
    assert "interfaces" not in said
    psutil.wait_procs(tree, timeout=30)
    assert not [process for process in tree if process.is_running()]
    assert {*Path("/tmp").glob("qb-ray-*")} <= before
    assert exported(tmp_path / "library") == local


REFUSED = [
    ("nobody there", "127.0.0.1:9", {}, "There is no cluster at 127.0.0.1:9"),
    ("no address", "here", {}, "here is not the address of a cluster"),
    (
        "another token",
        "",
        {"RAY_AUTH_TOKEN": "ab" * 32},
        "The token of this machine is not that of the cluster",
    ),
    ("no token", "", {"RAY_AUTH_TOKEN_PATH": "/nowhere"}, "This machine has no token for the cluster"),
]


@pytest.mark.parametrize(
    ("address", "more", "message"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_cluster_that_cannot_be_joined_is_one_sentence(
    nodes: Nodes, folder: Path, tmp_path: Path, address: str, more: dict[str, str], message: str
) -> None:
    at = ("--engine", "ray", "--address", address or nodes.address)
    adding = program(nodes.environment | more, "--library", tmp_path, "add", *at, folder)
    _, said = adding.communicate()
    assert adding.returncode == 2
    assert message in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 2


def test_a_cluster_that_takes_work_from_anybody_is_refused(folder: Path, tmp_path: Path) -> None:
    with Nodes(tmp_path, 1, guarded=False) as open_to_all:
        at = ("--engine", "ray", "--address", open_to_all.address)
        adding = program(open_to_all.environment, "--library", tmp_path / "library", "add", *at, folder)
        _, said = adding.communicate()
    assert adding.returncode == 2
    assert "takes work from anybody" in said


def test_an_index_that_is_rebuilt_on_a_cluster_finds_the_same(
    nodes: Nodes, folder: Path, tmp_path: Path
) -> None:
    found: list[tuple[list[bytes], str]] = []
    for more in ((), ("--engine", "ray", "--address", nodes.address)):
        if not found:
            assert program(dict(os.environ), "--library", tmp_path, "add", folder).communicate()
        rebuilding = program(nodes.environment, "--library", tmp_path, "rebuild", *more)
        _, said = rebuilding.communicate()
        assert rebuilding.returncode == 0, said
        prints = sorted(path.read_bytes() for path in (tmp_path / "index" / "texts").glob("*.prints"))
        searching = program(dict(os.environ), "--library", tmp_path, "search", "--json", "the")
        found.append((prints, searching.communicate()[0]))
    assert found[0][0]
    assert found[0] == found[1]
