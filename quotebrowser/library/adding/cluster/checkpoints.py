"""What other machines have read, on the disk until it is stored: who is stopped goes on from there.

One rule guards it: a file is taken for what its name says, or not at all. Its name is the digest of what was
asked; it is this user's own, nobody else can write to it, and it is whole.
"""

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from quotebrowser import whole_files
from quotebrowser.debug_log import log
from quotebrowser.store import place

_MOST: Final = 1 << 28
"""Bytes of a file at most."""
_SUFFIX: Final = ".shard"
_NAME: Final = re.compile(rf"\.?[0-9a-f]{{64}}{re.escape(_SUFFIX)}(\..{{1,40}}\.part)?")
_HEAD: Final = hashlib.sha256().digest_size
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Checkpoints:
    """A directory of answers by what was asked.

    Attributes:
        directory: where they lie.
        lost: why an answer could not be kept; empty if all could.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lost = ""

    def has(self, name: str) -> bool:
        """Whether there may be an answer."""
        return self._path(name).is_file()

    def put(self, name: str, answer: bytes) -> bool:
        """Keep an answer; False where the disk takes no more."""
        try:
            place.private_directory(self.directory)
            with whole_files.replacing(self._path(name)) as aside:
                aside.write_bytes(hashlib.sha256(answer).digest() + answer)
        except OSError as error:
            self.lost = error.strerror or str(error)
            log(__name__, f"a checkpoint could not be written: {type(error).__name__}")
            return False
        return True

    def get(self, name: str) -> bytes | None:
        """The answer; None if there is none, or none that is to be believed."""
        with suppress(OSError):
            handle = os.open(self._path(name), _FLAGS)
            with os.fdopen(handle, "rb") as file:
                if _is_own(os.fstat(handle)):
                    digest, answer = file.read(_HEAD), file.read(_MOST)
                    if hashlib.sha256(answer).digest() == digest:
                        return answer
        return None

    def drop(self, name: str) -> None:
        """Let go of an answer."""
        with suppress(OSError):
            self._path(name).unlink()

    def sweep(self) -> None:
        """Let go of all of them, also of those that were left by others, and of the directory."""
        with suppress(OSError):
            for entry in os.scandir(self.directory):
                if _NAME.fullmatch(entry.name):
                    Path(entry.path).unlink()
            self.directory.rmdir()

    def _path(self, name: str) -> Path:
        return self.directory / f"{name}{_SUFFIX}"


def _is_own(found: os.stat_result) -> bool:
    """Whether a file is a regular one, this user's, and nobody else can write to it."""
    return (
        stat.S_ISREG(found.st_mode)
        and (os.name != "posix" or found.st_uid == os.geteuid())
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
