"""Python processes that this program starts, and objects sent to and fro over their pipes.

Two rules guard it: a child finds no module in the folder the user stands in, as that may be a folder of
downloads; and a pipe that ends in the middle of an object has ended, whoever was killed.
"""

import contextlib
import os
import pickle
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import quotebrowser

_SIZE: Final = struct.Struct("!Q")


def start(module: str) -> "subprocess.Popen[bytes]":
    """A child that runs `main` of a module of this package, its standard input and output for frames.

    It is in a session of its own: Ctrl+C is for the parent, which then ends it.
    """
    home = str(Path(quotebrowser.__file__).resolve().parent.parent)
    code = f"import sys; sys.path.append({home!r}); from {module} import main; main()"
    return subprocess.Popen(  # noqa: S603 - this interpreter, and a module named by this program
        [sys.executable, "-P", "-c", code],
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


def send(stream: BinaryIO, thing: object) -> None:
    """Write an object, at once.

    Raises:
        OSError, ValueError: nobody reads there any more.
    """
    data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next object, packed; None if the stream has ended."""
    try:
        head = stream.read(_SIZE.size)
        if len(head) < _SIZE.size:
            return None
        (size,) = _SIZE.unpack(head)
        data = stream.read(size)
    except (OSError, ValueError):
        return None
    return data if len(data) == size else None


def unpacked(data: bytes) -> Any:
    """The object in a frame that a child of this program wrote, or its parent."""
    return pickle.loads(data)  # noqa: S301 - the other end is this program's own child or parent


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
