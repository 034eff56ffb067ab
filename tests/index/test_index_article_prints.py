"""Fingerprints of whole articles: who is found by them, and which files are believed."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.errors import DamagedIndexError
from quotebrowser.index import Binding
from quotebrowser.index.article_prints import SURE, ArticlePrints

STORY = "The old keeper of the northern lighthouse fed his nine cats before the sun rose over the bay."
WORDS = [f"word{number}" for number in range(400)]


def binding(key: bytes = bytes(32), library: str = "library") -> Binding:
    """A user and a library that never change."""
    return Binding(key, lambda: library, lambda: "state", lambda state: state == "state")


def name(number: int) -> str:
    """An id of an article."""
    return f"{number * 2654435761 + 1:016x}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the fingerprints lie."""
    return tmp_path / "texts"


def filled(place: Path, count: int = 30) -> tuple[ArticlePrints, dict[str, str]]:
    """Fingerprints of some made-up articles, each added by a commit of its own, and the articles."""
    dice = random.Random(3)
    texts = {name(number): " ".join(dice.choices(WORDS, k=120)) for number in range(count)}
    prints = ArticlePrints.create(place, binding())
    for one in texts.items():
        prints.update([one])
    return prints, texts


@settings(max_examples=60)
@given(st.data())
def test_whoever_prints_six_words_in_a_row_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    vocabulary = st.sampled_from(["a", "the", "of", "mill", "bay", "cat", "don’t", "Ä-b", "25", "км"])
    text = data.draw(st.lists(vocabulary, min_size=SURE, max_size=40))
    length = data.draw(st.integers(SURE, len(text)))
    start = data.draw(st.integers(0, len(text) - length))
    prints = ArticlePrints.create(tmp_path_factory.mktemp("prints") / "texts", binding())
    prints.update([(name(1), " ".join(text)), (name(2), STORY)])
    assert name(1) in prints.alike(" ".join(text[start : start + length]), 2)


def test_who_prints_most_of_the_words_comes_first(place: Path) -> None:
    prints = ArticlePrints.create(place, binding())
    prints.update([(name(1), STORY), (name(2), STORY.replace("nine cats", "seven dogs"))])
    assert prints.alike("the northern lighthouse fed his nine cats before the sun rose", 5)[0] == name(1)
    assert prints.alike("nothing of the kind was ever printed in any of these", 5) == ()
    assert prints.alike("two words", 5) == ()


def test_files_are_merged_and_nobody_is_lost(place: Path) -> None:
    prints, texts = filled(place)
    assert prints.ids() == set(texts)
    assert len(list(place.glob("*.prints"))) < 6
    for one, text in texts.items():
        assert one in prints.alike(" ".join(text.split()[40:52]), 3)


def test_who_is_gone_is_not_found_and_leaves_the_files(place: Path) -> None:
    prints, texts = filled(place)
    gone = list(texts)[:20]
    prints.update((), gone)
    assert prints.ids() == set(texts) - set(gone)
    assert not set(gone) & set(prints.alike(texts[gone[0]], 50))
    held = b"".join(path.read_bytes() for path in place.glob("*.prints"))
    assert int(gone[5], 16).to_bytes(8, "little") not in held


def test_another_reader_sees_each_commit(place: Path) -> None:
    prints = ArticlePrints.create(place, binding())
    reader = ArticlePrints(place, binding())
    assert reader.ids() == frozenset()
    prints.update([(name(1), STORY)])
    assert reader.alike(STORY, 1) == (name(1),)


@pytest.mark.parametrize(
    "other", [binding(key=b"x" * 32), binding(library="another")], ids=["user", "library"]
)
def test_fingerprints_of_another_user_or_library_are_refused(place: Path, other: Binding) -> None:
    filled(place, 2)
    with pytest.raises(DamagedIndexError):
        ArticlePrints(place, other)


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_files_that_others_can_write_to_are_refused(place: Path) -> None:
    filled(place, 2)
    next(place.glob("*.prints")).chmod(0o666)
    with pytest.raises(DamagedIndexError):
        ArticlePrints(place, binding())


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_all_that_is_written_is_private(place: Path) -> None:
    filled(place, 5)
    assert {path.stat().st_mode & 0o077 for path in (place, *place.iterdir())} == {0}


def test_a_flipped_byte_is_never_believed(place: Path) -> None:
    prints, texts = filled(place, 4)
    (path,) = place.glob("*.prints")
    whole = path.read_bytes()
    words = " ".join(next(iter(texts.values())).split()[:30])
    right = prints.alike(words, 4)
    dice = random.Random(4)
    for _ in range(60):
        at = dice.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            found = ArticlePrints(place, binding()).alike(words, 4)
        except DamagedIndexError:
            continue
        assert found == right
