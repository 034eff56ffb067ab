"""A thousand malformed files: a thousand outcomes, and none takes long."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_material import FIXTURES

from quotebrowser.ingest import article_of, read
from quotebrowser.model import Article, Rejected

SOUND = (
    "---\ntitle: The harbour stays\n---\n# Harbour\n\nJanuary 9, 2025\n\n“We won’t sell,” she said – twice.\n"
    "A caption.\nA caption.\n"
)
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac-roman", "utf-8-sig")
_HOSTILE = (
    b"\0",
    b"\x1b[2J",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"+++\n",
    b"---\n",
    b"<html>",
    b'{"',
    b"\xf4\x90\x80\x80",
)


def _malformed(dice: random.Random) -> bytes:
    """A sound file damaged in one of the ways files are, or mere bytes."""
    return _damaged(SOUND.encode(dice.choice(_ENCODINGS)), dice)


def _damaged(sound: bytes, dice: random.Random) -> bytes:
    data = bytearray(sound)
    match dice.randrange(5):
        case 0:
            return dice.randbytes(dice.randrange(400))
        case 1:
            return bytes(data[: dice.randrange(len(data))])
        case 2:
            for _ in range(dice.randrange(1, 30)):
                data[dice.randrange(len(data))] = dice.randrange(256)
        case 3:
            place = dice.randrange(len(data))
            data[place:place] = dice.choice(_HOSTILE) * dice.randrange(1, 50)
        case 4:
            dice.shuffle(data)
    return bytes(data)


def test_a_thousand_malformed_files_have_a_thousand_outcomes(tmp_path: Path) -> None:
    dice = random.Random(17)
    path = tmp_path / "a.txt"
    kinds = {Article: 0, Rejected: 0}
    for _ in range(1000):
        path.write_bytes(_malformed(dice))
        (outcome,) = read(path)
        kinds[type(outcome)] += 1
    assert sum(kinds.values()) == 1000
    assert min(kinds.values()) > 100


@pytest.mark.parametrize("name", FIXTURES)
def test_a_damaged_file_of_any_format_has_an_outcome(tmp_path: Path, name: str) -> None:
    dice = random.Random(name)
    sound = FIXTURES[name]()
    path = tmp_path / "a"
    for _ in range(60):
        # The beginning stays, so that the reader of the format sees the damage.
        head = dice.randrange(4, 60)
        path.write_bytes(sound[:head] + _damaged(sound[head:], dice))
        outcomes = list(read(path))
        assert outcomes
        assert all(isinstance(outcome, Article | Rejected) for outcome in outcomes)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), metadata=st.binary(max_size=100))
def test_any_bytes_beside_any_metadata_have_an_outcome(tmp_path: Path, data: bytes, metadata: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "a.txt.toml").write_bytes(metadata)
    (outcome,) = read(tmp_path / "a.txt")
    assert isinstance(outcome, Article | Rejected)


@settings(max_examples=150)
@given(st.text(st.characters() | st.sampled_from('\r\n#-+:“”" '), max_size=200))
def test_any_text_is_an_article_and_stays_as_it_is(text: str) -> None:
    article = article_of(text, origin="a.txt")
    assert article.text == text
    assert list(article.furniture) == sorted(article.furniture)
    assert all(span.of(text).strip() for span in article.furniture)


FAMILIES: list[tuple[str, Callable[[int], str]]] = [
    ("hashes", lambda size: "# " * size),
    ("hash and blanks", lambda size: "#" + " " * size + "#" * size),
    ("dashes", lambda size: "---\n" * size),
    ("keys", lambda size: "---\n" + "a: b\n" * size),
    ("pluses", lambda size: "+++\n" * size),
    ("pictures", lambda size: "![" * size),
    ("pictures a line", lambda size: "![](\n" * size),
    ("brackets", lambda size: "[" * size),
    ("digits", lambda size: "1" * size),
    ("dates", lambda size: "January 9, 2025 " * size),
    ("captions", lambda size: "a\n" * size),
    ("blanks", lambda size: " " * size + "a"),
    ("lines", lambda size: "\n" * size),
]


@pytest.mark.parametrize("make", [row[1] for row in FAMILIES], ids=[row[0] for row in FAMILIES])
def test_long_hostile_text_is_read_to_its_end(make: Callable[[int], str]) -> None:
    # A reader that takes the square of the length would run into the suite's time limit here.
    text = make(100_000)
    assert article_of(text, origin="a.txt", sha256="0").text == text
