"""A store of each test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotebrowser.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened
