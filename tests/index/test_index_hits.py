"""The records of hits say what the uids and the days of a segment say."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_corpus import BINDING, quote

from quotebrowser.errors import LibraryError
from quotebrowser.index import QuoteDocument, QuoteIndex
from quotebrowser.index.format.field_builder import FieldKind, from_tokens
from quotebrowser.index.format.segments import Segment, records
from quotebrowser.query import parse

DAYS = st.sampled_from(["", "2024", "2025-01-09", "1603"])


def segment(directory: Path, quotes: Sequence[QuoteDocument]) -> Segment:
    """The one segment of an index that holds just these quotes."""
    index = QuoteIndex.create(directory / "index", BINDING)
    index.update(quotes, (), 1)
    index.close()
    (path,) = (directory / "index").glob("*.arrays")
    return Segment(path)


def told(made: Segment) -> list[tuple[str, int]]:
    """Uid and day of each document by the field and the column alone."""
    every = range(made.size)
    return list(zip(made.uids(every), made.numbers("first", every), strict=True))


@given(st.lists(st.tuples(st.integers(0, 999), DAYS), min_size=1, unique_by=lambda pair: pair[0]))
@settings(max_examples=30, deadline=None)
def test_hits_of_uids_of_one_width_are_the_uids_and_days(
    tmp_path_factory: pytest.TempPathFactory, quotes: list[tuple[int, str]]
) -> None:
    made = segment(
        tmp_path_factory.mktemp("hits"),
        [quote(f"é{uid:03}", "words", published=day) for uid, day in quotes],
    )
    assert "hits" in made._file.arrays
    assert made.hits(range(made.size)) == told(made)
    assert made.hits([made.size - 1, 0]) == [told(made)[-1], told(made)[0]]
    assert {uid for uid, _ in made.hits(range(made.size))} == {f"é{uid:03}" for uid, _ in quotes}


@pytest.mark.parametrize("days", [("2025", ""), ("", "")])
def test_hits_of_uids_of_several_widths_are_read_from_field_and_column(
    days: tuple[str, str], tmp_path: Path
) -> None:
    made = segment(
        tmp_path, [quote("a", "words", published=days[0]), quote("bcd", "words", published=days[1])]
    )
    assert "hits" not in made._file.arrays
    assert made.hits([0, 1]) == told(made)
    assert sorted(uid for uid, _ in made.hits([0, 1])) == ["a", "bcd"]


@pytest.mark.parametrize(
    ("name", "per_document", "made"),
    [
        ("each has one", [1, 1], True),
        ("one has none", [2, 0], False),
        ("the last has none", [1, 1, 0], False),
    ],
)
def test_records_are_made_only_where_each_document_has_one_uid(
    name: str, per_document: list[int], *, made: bool
) -> None:
    words = [b"ab", b"cd"][: sum(per_document)]
    uids = from_tokens(
        words,
        np.arange(len(words)),
        np.array(per_document),
        FieldKind(places=False, scored=False),
    )
    found = records(uids, None, len(per_document))
    assert (found is not None) == made, name


def test_a_damaged_record_is_never_shown(tmp_path: Path) -> None:
    index = QuoteIndex.create(tmp_path / "index", BINDING)
    index.update([quote("wxyz", "words", published="2025"), quote("wxyv", "words")], (), 1)
    index.close()
    (path,) = (tmp_path / "index").glob("*.arrays")
    made = Segment(path)
    uid, day = made.hits([0])[0]
    content = bytearray(path.read_bytes())
    place = content.index(uid.encode() + day.to_bytes(4, "little"))
    content[place] ^= 1
    path.write_bytes(content)
    damaged = QuoteIndex.open(tmp_path / "index", BINDING)
    with pytest.raises(LibraryError, match="damaged"):
        damaged.search(parse("words"))
