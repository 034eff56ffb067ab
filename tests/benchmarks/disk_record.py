"""What a command writes, recorded with strace; and what of it a disk may hold when the power fails.

A file is its content and its names: `Disk` keeps both as the program sees them and as they are on the disk.
"""

import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

MODELS: Final = ("lossy", "pages", "names")
"""What a disk may hold; see `power_cuts`."""
_PAGE: Final = 4096
_CALLS: Final = (
    "openat,creat,write,pwrite64,writev,pwritev,sendfile,copy_file_range,lseek,read,ftruncate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,fallocate,link,linkat,symlink"
)
_UNKNOWN: Final = (
    "writev",
    "pwritev",
    "sendfile",
    "copy_file_range",
    "fallocate",
    "link",
    "linkat",
    "symlink",
)
"""Calls that write in ways that are not followed; the program makes none of them in a library."""
_CALL: Final = re.compile(r"(\w+)\((.*)\)\s+= (\d+)")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE: Final = re.compile(r"(\d+|AT_FDCWD)(?:<((?:\\x[0-9a-f]{2})*)>)?(\(deleted\))?")


class Step(NamedTuple):
    """One thing that was done."""

    kind: str
    """`create`, `write`, `cut`, `sync`, `rename`, `unlink`, `mkdir`, or `said`: something was printed."""
    path: str
    at: int = 0
    """Where it was written, how long the file was made."""
    data: bytes = b""
    """What was written or printed."""
    to: str = ""
    """The new name."""


class Record(NamedTuple):
    """What a command did in a directory, in order."""

    code: int
    said: str
    """What it printed on both streams."""
    steps: list[Step]
    unknown: Counter[str]
    """Calls there that are not followed."""


def record(command: Sequence[str], directory: Path, trace: Path) -> Record:
    """Run a command and follow what it does in a directory; `trace` is where strace writes."""
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "20000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    sizes = {str(path): path.stat().st_size for path in directory.rglob("*") if path.is_file()}
    ran = subprocess.run([*strace, *command], capture_output=True, text=True, check=False)
    follower = _Follower(str(directory), sizes)
    for line in _whole_lines(trace):
        follower.follow(line)
    trace.unlink()
    return Record(ran.returncode, ran.stdout + ran.stderr, follower.steps, follower.unknown)


def _whole_lines(trace: Path) -> Iterator[str]:
    """The calls, those that another thread interrupted put together, where they ended."""
    pending: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            thread, _, rest = line.strip().partition(" ")
            rest = rest.strip()
            if rest.endswith("<unfinished ...>"):
                pending[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
            yield pending.pop(thread, "") + resumed[1] if resumed else rest


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


class _Follower:
    """Makes steps of calls."""

    def __init__(self, root: str, sizes: dict[str, int]) -> None:
        self.steps: list[Step] = []
        self.unknown: Counter[str] = Counter()
        self._root = root
        self._sizes = sizes
        self._at: dict[tuple[str, str], int] = {}
        self._appending: set[tuple[str, str]] = set()

    def follow(self, line: str) -> None:
        """Take in a call as strace writes it; those that failed are none."""
        found = _CALL.match(line)
        if found is None:
            return
        call, given, result = found[1], found[2], int(found[3])
        texts = [_plain(text) for text in _TEXT.findall(given)]
        handle = _HANDLE.match(given)
        number, shown = (handle[1], _plain(handle[2] or "")) if handle else ("", b"")
        if call in (
            "openat",
            "creat",
            "rename",
            "renameat",
            "renameat2",
            "unlink",
            "unlinkat",
            "mkdir",
            "mkdirat",
            "rmdir",
        ):
            self._names(call, given, result, [self._path(text, shown) for text in texts])
            return
        path = os.fsdecode(shown)
        if handle is not None and handle[3]:
            return  # a file without a name
        if call == "write" and number in ("1", "2") and not self._mine(path):
            self.steps.append(Step("said", path, data=texts[0][:result]))
        elif self._mine(path):
            self._content(call, given, result, (number, path), texts)

    def _path(self, text: bytes, directory: bytes) -> str:
        return os.path.normpath(Path.cwd() / os.fsdecode(directory) / os.fsdecode(text))

    def _mine(self, path: str) -> bool:
        return path == self._root or path.startswith(f"{self._root}/")

    def _names(self, call: str, given: str, result: int, paths: list[str]) -> None:
        path = paths[0]
        if not any(map(self._mine, paths)):
            return
        if call in ("openat", "creat"):
            key = (str(result), path)
            self._at[key] = 0
            self._appending.discard(key)
            if "O_APPEND" in given:
                self._appending.add(key)
            if "O_TRUNC" in given:
                self._sizes[path] = 0
                self.steps.append(Step("cut", path))
            if "O_CREAT" in given or call == "creat":
                self.steps.append(Step("create", path))
        elif call.startswith("rename"):
            self.steps.append(Step("rename", path, to=paths[1]))
            self._sizes[paths[1]] = self._sizes.pop(path, 0)
        elif call.startswith("mkdir"):
            self.steps.append(Step("mkdir", path))
        else:
            self.steps.append(Step("unlink", path))
            self._sizes.pop(path, None)

    def _content(self, call: str, given: str, result: int, key: tuple[str, str], texts: list[bytes]) -> None:
        path, last = key[1], given.rsplit(",", 1)[-1].strip()
        if call in ("write", "pwrite64"):
            size = self._sizes.get(path, 0)
            at = int(last) if call == "pwrite64" else size if key in self._appending else self._at.get(key, 0)
            if call == "write":
                self._at[key] = at + result
            self.steps.append(Step("write", path, at, texts[0][:result]))
            self._sizes[path] = max(size, at + result)
        elif call == "ftruncate":
            self.steps.append(Step("cut", path, int(last)))
            self._sizes[path] = int(last)
        elif call in ("fsync", "fdatasync"):
            self.steps.append(Step("sync", path))
        elif call == "lseek":
            self._at[key] = result
        elif call == "read":
            self._at[key] = self._at.get(key, 0) + result
        elif call in _UNKNOWN:
            self.unknown[call] += 1


class Disk:
    """The files of a directory, as a program sees them and as they would be found after a power cut."""

    def __init__(self, directory: Path) -> None:
        self._root = directory
        self._contents: list[bytearray] = []
        self._synced: list[bytes] = []
        self._cut: dict[int, int] = {}
        self._names: dict[str, int] = {}
        self._directories = {str(directory)} if directory.is_dir() else set()
        for path in directory.rglob("*"):
            if path.is_dir():
                self._directories.add(str(path))
            else:
                self._new(str(path), path.read_bytes())
        self._kept = dict(self._names)

    def _new(self, path: str, content: bytes = b"") -> int:
        self._contents.append(bytearray(content))
        self._synced.append(content)
        number = self._names[path] = len(self._contents) - 1
        return number

    def take(self, step: Step) -> None:
        """Do what was done."""
        path, number = step.path, self._names.get(step.path)
        if step.kind == "mkdir":
            self._directories.add(path)
        elif step.kind == "create" and number is None:
            self._new(path)
        elif step.kind == "write":
            content = self._contents[self._new(path) if number is None else number]
            content.extend(bytes(max(0, step.at - len(content))))
            content[step.at : step.at + len(step.data)] = step.data
        elif step.kind == "cut" and number is not None:
            content = self._contents[number]
            content.extend(bytes(max(0, step.at - len(content))))
            del content[step.at :]
            self._cut[number] = min(self._cut.get(number, step.at), step.at)
        elif step.kind == "sync" and number is not None:
            self._synced[number] = bytes(self._contents[number])
            self._cut.pop(number, None)
            self._kept[path] = number
        elif step.kind == "sync":
            elsewhere = {name: one for name, one in self._kept.items() if os.path.split(name)[0] != path}
            within = {name: one for name, one in self._names.items() if os.path.split(name)[0] == path}
            self._kept = elsewhere | within
        elif step.kind == "rename" and number is not None:
            self._names[step.to] = self._names.pop(path)
        elif step.kind == "unlink":
            self._names.pop(path, None)
            self._directories.discard(path)

    def write(self, image: Path, model: str, chance: random.Random) -> None:
        """Write what a disk of such a model may hold into a new directory; shared memory is lost."""
        for directory in sorted(self._directories):
            (image / Path(directory).relative_to(self._root)).mkdir(parents=True, exist_ok=True, mode=0o700)
        for path, number in (self._kept if model == "names" else self._names).items():
            if not path.endswith("-shm"):
                target = image / Path(path).relative_to(self._root)
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                target.write_bytes(self._held(number, model, chance))
                target.chmod(0o600)

    def _held(self, number: int, model: str, chance: random.Random) -> bytes:
        """What of a file's content is on the disk. Only `names` may still hold what was cut off."""
        synced, content = self._synced[number], self._contents[number]
        if model == "names":
            return synced
        synced = synced[: self._cut.get(number, len(synced))]
        if model == "lossy" or content == synced:
            return synced
        held = bytearray(content)
        for at in range(0, len(held), _PAGE):
            if chance.random() < 0.5:
                old = synced[at : at + _PAGE]
                held[at : at + _PAGE] = old + bytes(len(held[at : at + _PAGE]) - len(old))
        return bytes(held)


def environment(home: Path) -> Mapping[str, str]:
    """The variables of a program that has a home of its own, and a key for all its indexes."""
    own = {f"QUOTEBROWSER_{name.upper()}": str(home / name) for name in ("cache", "state", "config")}
    return (
        os.environ | own | {"HOME": str(home), "QUOTEBROWSER_INDEX_KEY": "5e" * 32, "PYTHONUNBUFFERED": "1"}
    )
