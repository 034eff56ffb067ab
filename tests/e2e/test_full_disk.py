"""A full disk: a true sentence, nothing lost that was acknowledged, all works when there is room again."""

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from broken_program import browser, program

from quotebrowser.errors import LibraryError, SettingsError
from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.settings import save
from quotebrowser.store import Store

FULL = "the disk is full|No space left on device"
REFUSED = f"{FULL}|disk I/O error|File too large|read-only"
_SIZE, _KB = "12m", 1024
_WORDS = (
    "“We shall paint the bridge number {} before the summer is over, whatever it costs,” said Ann Torres.\n"
)


@dataclass(frozen=True)
class Disk:
    """A disk with a library of the five seeds on it."""

    home: Path
    limit: Callable[[], None] | None
    """Run in the process of a command before it starts; None where the disk itself is small."""

    @property
    def library(self) -> Path:
        """Where the library lies."""
        return self.home / "library"

    def fill(self, room: int) -> None:
        """Leave so many kilobytes."""
        if self.limit is None:
            free = shutil.disk_usage(self.home).free
            (self.home / "filler").write_bytes(b"x" * max(0, free - room * _KB))

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "quotebrowser", *map(str, words)],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=self.environment(),
            preexec_fn=self.limit,
        )  # fmt: skip

    def environment(self) -> dict[str, str]:
        """All of the program's places on this disk."""
        own = {name: str(self.home / name.lower()) for name in ("LIBRARY", "STATE", "CACHE", "CONFIG")}
        return os.environ | {f"QUOTEBROWSER_{name}": where for name, where in own.items()}


def _no_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))


@pytest.fixture(params=["tmpfs", "limit"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, read_seeds: Path) -> Iterator[Disk]:
    """A small disk where the user may mount one, and a process that may write no file."""
    home = tmp_path / "disk"
    home.mkdir()
    if request.param == "tmpfs":
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "none", str(home)],
            capture_output=True,
            check=False,
        )
        if mounted.returncode:
            pytest.skip("mounts a small disk; needs root")
    try:
        shutil.copytree(read_seeds, home / "library")
        yield Disk(home, None if request.param == "tmpfs" else _no_files)
    finally:
        if request.param == "tmpfs":
            subprocess.run(["umount", "--lazy", str(home)], check=True)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Articles to add."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for at in range(60):
        (folder / f"{at:02}.txt").write_text(f"Council met.\n\n{_WORDS.format(at) * 6}", encoding="utf-8")
    return folder


def _require_sound(directory: Path) -> int:
    library = Library.open(directory)
    try:
        assert level.check(library) == ()
        assert search_quotes.search(library, "blow").total
        return library.counts().articles
    finally:
        library.close()


WRITING = [
    "add {texts}",
    "add {texts} --jobs 2",
    "set 000_8cdcccbd686b03c9.txt outlet=Gazette",
    "rebuild",
    "backup",
    "restore {copy}",
    "export --format csv -o {home}/out.csv",
    "purge 003 --yes",
    "purge 003 --yes --copies",
    "remove 003",
    "watch {texts}",
]


@pytest.mark.parametrize("command", WRITING)
def test_what_writes_says_that_the_disk_is_full(
    disk: Disk, texts: Path, tmp_path: Path, command: str
) -> None:
    with Store.open(disk.library) as store:
        store.backup(tmp_path / "copy.db")
    disk.fill(0)
    done = disk.run(*command.format(texts=texts, copy=tmp_path / "copy.db", home=disk.home).split())
    assert done.returncode == 2
    assert re.search(FULL if disk.limit is None else REFUSED, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert "make its directory writable" not in done.stderr
    (disk.home / "filler").unlink(missing_ok=True)
    assert _require_sound(disk.library) == 5
    assert not [path.name for path in disk.home.rglob("*") if path.name.endswith((".staged", ".part"))]


READING = ["search blow", "cite blow", "compare blow", "list articles", "info", "doctor", "verify a big blow"]


@pytest.mark.parametrize("command", READING)
def test_what_reads_works_on_a_full_disk(disk: Disk, command: str) -> None:
    before = disk.run(*command.split())
    disk.fill(0)
    done = disk.run(*command.split())
    assert (done.returncode, re.sub(r"\byes\b", "no", done.stdout)) == (
        before.returncode,
        re.sub(r"\byes\b", "no", before.stdout),
    )
    assert "Traceback" not in done.stderr


ROOMS = [60, 150, 300, 500, 650]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("disk", ["tmpfs"], indirect=True)
def test_what_was_acknowledged_before_it_was_full_is_there(disk: Disk, texts: Path, room: int) -> None:
    disk.fill(room)
    done = disk.run("add", texts)
    added = done.stderr.count("\n+ ") + done.stderr.startswith("+ ")
    assert done.returncode == 2
    assert re.search(FULL, done.stderr)
    assert disk.run("search", "bridge").returncode in (0, 1, 2)
    (disk.home / "filler").unlink()
    assert _require_sound(disk.library) >= 5 + added
    assert disk.run("add", texts).returncode == 0
    assert _require_sound(disk.library) == 65


@pytest.mark.parametrize("room", ROOMS[:4])
@pytest.mark.parametrize("disk", ["tmpfs"], indirect=True)
def test_a_purge_that_ran_out_of_room_says_so_and_is_finished_when_there_is_some(
    disk: Disk, room: int
) -> None:
    disk.fill(room)
    done = disk.run("purge", "004", "--yes")
    if done.returncode:
        assert re.search(FULL, done.stderr)
    (disk.home / "filler").unlink()
    assert disk.run("info").returncode == 0
    gone = done.returncode == 0 or "1 article was deleted" in done.stderr
    assert _require_sound(disk.library) == 5 - gone
    for path in disk.library.rglob("*"):
        assert not gone or not path.is_file() or b"takfiri" not in path.read_bytes().lower(), path


@pytest.mark.parametrize("disk", ["tmpfs"], indirect=True)
def test_settings_and_a_new_library_on_a_full_disk(disk: Disk) -> None:
    disk.fill(0)
    config = disk.home / "config"
    with pytest.raises(SettingsError, match="could not be written: No space left"):
        save({"cite.style": "apa"}, config)
    assert not config.exists()
    with pytest.raises(LibraryError, match=FULL):
        Library.open(disk.home / "new")
    (disk.home / "filler").unlink()
    assert save({"cite.style": "apa"}, config) == config
    Library.open(disk.home / "new").close()


@pytest.mark.parametrize("disk", ["tmpfs"], indirect=True)
def test_the_browser_opens_and_searches_on_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    run = program(tmp_path)
    run.environment.update(disk.environment())
    disk.fill(0)
    with browser(run) as opened:
        opened.wait("quotes")
        opened.press("blow\r")
        opened.wait_logged("5 quotes found")
        opened.press("q")
        assert opened.end() == 0
    (disk.home / "filler").unlink()
    assert _require_sound(disk.library) == 5
