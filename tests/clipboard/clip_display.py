"""A display without a screen."""

import os
import subprocess
from collections.abc import Iterator

import pytest
from clip_tools import need


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Name of a display of its own."""
    need("Xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x8", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)
