"""Python processes that this program starts, and frames sent to and fro over their pipes; see `frames`.

Two rules guard it: a child finds no module in the folder the user stands in, as that may be a folder of
downloads; and a pipe that ends in the middle of a frame has ended, whoever was killed.
"""

import contextlib
import io
import os
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

import quotebrowser

_SIZE: Final = struct.Struct("!Q")
_MOST: Final = 1 << 28
"""Bytes of a frame at most; an article of 20 MB is far below."""


def command(module: str) -> list[str]:
    """What runs `main` of a module of this package in a process of its own."""
    home = str(Path(quotebrowser.__file__).resolve().parent.parent)
    code = f"import sys; sys.path.append({home!r}); from {module} import main; main()"
    return [sys.executable, "-P", "-c", code]


def start(module: str) -> "subprocess.Popen[bytes]":
    """A child that runs `main` of a module of this package, its standard input and output for frames.

    It is in a session of its own: Ctrl+C is for the parent, which then ends it.
    """
    return subprocess.Popen(  # noqa: S603 - this interpreter, and a module named by this program
        command(module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def taken_pipes() -> tuple[BinaryIO, BinaryIO]:
    """A child's own standard input and output, moved to where no library can read or print."""
    streams = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return streams


def send(stream: BinaryIO, frame: bytes) -> None:
    """Write a frame, at once.

    Raises:
        OSError, ValueError: nobody reads there any more.
    """
    stream.write(_SIZE.pack(len(frame)) + frame)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next frame; None if the stream has ended."""
    try:
        head = stream.read(_SIZE.size)
        if len(head) < _SIZE.size:
            return None
        (size,) = _SIZE.unpack(head)
        frame = stream.read(size) if size <= _MOST else b""
    except (OSError, ValueError):
        return None
    return frame if len(frame) == size else None


def joined(frames: Iterable[bytes]) -> bytes:
    """Frames one after the other, as `send` writes them."""
    stream = io.BytesIO()
    for frame in frames:
        send(stream, frame)
    return stream.getvalue()


def parted(data: bytes) -> list[bytes]:
    """The whole frames that were `joined`."""
    stream, found = io.BytesIO(data), list[bytes]()
    while (frame := receive(stream)) is not None:
        found.append(frame)
    return found


def pipe(stream: "IO[bytes] | None") -> BinaryIO:
    """A pipe of a child that has it."""
    if stream is None:
        raise ValueError("the child was started without this pipe")
    return cast("BinaryIO", stream)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a child whatever it is doing, and close its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
