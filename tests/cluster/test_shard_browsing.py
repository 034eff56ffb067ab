"""The browser uses parts of an index in actors as it uses one index."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_corpus import WORDS, library_of

from quotebrowser.errors import LibraryError
from quotebrowser.index.shards.division import Division, Searched
from quotebrowser.index.shards.shard import Shard
from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes, sources, whole_answer
from quotebrowser.library.upkeep import builder, divide_index, level
from quotebrowser.processes.ray_actors import RayActors

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]

LACKING = "1 of 3 parts of the index cannot be searched: about a third of the quotes"
QUERIES = ("", WORDS[3], f"{WORDS[0]} {WORDS[1]}", f"{WORDS[4][:2]}*", "has:differences", "no:speaker")


def _until(good: Callable[[], bool], seconds: float) -> float:
    begun = time.monotonic()
    while not good():
        assert time.monotonic() - begun < seconds
        time.sleep(0.05)
    return time.monotonic() - begun


def _said(library: Library) -> list[Any]:
    said: list[Any] = []
    for query in QUERIES:
        found = search_quotes.search(library, query, limit=20)
        said.append((found.rows, found.total, dict(found.facets), found.lacking))
        said.append(
            list(whole_answer.ask(library, query, sort="outlet", reverse=False, as_typed=False).answering())
        )
    return said


def test_the_browser_uses_parts_in_actors_as_it_uses_one_index(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", 40)
    whole = _said(library)
    divide_index.divide(library, Division(3, Searched.RAY))
    assert _said(library) == whole, "a command searches the parts itself"
    library.close()
    library = Library.open(tmp_path / "library")
    heard: list[str] = []
    builder.level_beside(library, lambda: heard.append(library.held.missing()))
    first = search_quotes.search(library, WORDS[3])
    assert first.total == 0
    assert first.lacking.startswith("no part of the index can be searched (they are being opened)")
    _until(lambda: bool(heard), 100)
    assert heard == [""]
    assert _said(library) == whole
    index = library.usable_index()
    assert index is not None
    reach = index._engine._reach  # type: ignore[union-attr]
    assert isinstance(reach, RayActors)
    assert reach._kind is Shard
    process = reach._ray.get(reach._actors[1].__ray_call__.remote(lambda _: os.getpid()))
    os.kill(process, signal.SIGKILL)
    _until(lambda: search_quotes.search(library, WORDS[3]).lacking == LACKING, 5)
    lacking = sources.ready(library)
    with pytest.raises(LibraryError, match="1 of 3 parts"):
        sources.require_whole(lacking)
    _until(lambda: heard[-2:] == [LACKING, ""], 10)
    assert _said(library) == whole
    assert level.check(library) == ()
    library.close()
