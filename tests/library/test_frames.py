"""What processes say to each other comes back as it was, or is refused: nothing else is ever made of it."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.ingest import Given, Known
from quotebrowser.library.adding import lane, reader_process
from quotebrowser.library.adding.lane import UNREADABLE, Lane
from quotebrowser.library.adding.read_file import Gathered, Item
from quotebrowser.library.adding.watch_beside import SAID
from quotebrowser.library.views import FileOutcome
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Provenance,
    Quote,
    Rejected,
    Span,
    Speaker,
    SpeakerKind,
)
from quotebrowser.processes import frames

TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
"""Lone surrogates and control characters among them, as names of files and JSON can have them."""
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(min(ends), max(ends)))
SHARES = st.floats(0, 1)
FACTS = st.builds(
    Facts,
    title=st.none() | st.builds(Fact, TEXTS, st.sampled_from(Provenance), SHARES),
    kind=st.none() | st.builds(Fact, TEXTS, st.sampled_from(Provenance)),
)
ARTICLES = st.builds(
    Article, TEXTS, TEXTS, TEXTS, FACTS, TEXTS, st.lists(SPANS).map(tuple), TEXTS, st.lists(SPANS).map(tuple)
)
SPEAKERS = st.builds(Speaker, TEXTS, TEXTS, TEXTS, st.sampled_from(SpeakerKind))
SAYINGS = st.builds(Attribution, SPEAKERS, st.none() | SPANS, st.none() | SPANS, TEXTS, SHARES)
QUOTES = st.builds(
    Quote, TEXTS, TEXTS, st.lists(SPANS).map(tuple), st.sampled_from(Kind), st.none() | SAYINGS, TEXTS
)
ITEMS = (
    st.builds(Gathered, ARTICLES, st.lists(QUOTES).map(tuple))
    | st.builds(Known, TEXTS, TEXTS)
    | st.builds(Rejected, TEXTS, TEXTS)
)


@given(ITEMS)
def test_what_a_reading_process_says_comes_back_as_it_was(item: Item) -> None:
    again = frames.unpacked(frames.packed(item, Item), Item)
    assert again == item
    assert repr(again) == repr(item)  # what is left out of comparisons too


@given(FACTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS)).map(tuple))
def test_what_a_reading_process_is_told_comes_back_as_it_was(facts: Facts, text: str, mapping: Any) -> None:
    first = text, Given(facts, text, mapping, text, facts), 1 << 40
    assert frames.unpacked(frames.packed(first, reader_process.FIRST), reader_process.FIRST) == first


def test_what_a_watching_process_says_comes_back_as_it_was() -> None:
    outcome = FileOutcome("a.txt", "added", "", "0" * 16, 3, (("title", Fact("T", Provenance.USER)),))
    for said in (outcome, "The folder is gone"):
        assert frames.unpacked(frames.packed(said, SAID), SAID) == said


SPAN: list[Any] = [1, 5]
QUOTE: list[Any] = ["u", "a", [SPAN], "statement", None, ""]
ARTICLE: list[Any] = ["a", "text", "a.txt", [None] * len(fields(Facts)), "", [], "", [], [], [], []]
FACT: list[Any] = ["T", "magic", 1.0]

REFUSED: list[tuple[str, object]] = [
    ("nothing", None),
    ("a word", "done"),
    ("a bare article", ARTICLE),
    ("another kind of thing", [3, ["a", "b"]]),
    ("a kind below the first", [-1, ["a", "b"]]),
    ("a kind that is true", [True, ["a", "b"]]),
    ("an object", {"0": ["a", "b"]}),
    ("one part too few", [2, ["a"]]),
    ("one part too many", [2, ["a", "b", "c"]]),
    ("a number for a text", [2, ["a", 1]]),
    ("a list for a text", [2, ["a", ["b"]]]),
    ("a text for a list", [2, "ab"]),
    ("a span that ends before it starts", [0, [ARTICLE, [["u", "a", [[5, 1]], "statement", None, ""]]]]),
    ("a span below 0", [0, [ARTICLE, [["u", "a", [[-5, 1]], "statement", None, ""]]]]),
    ("a span with a fraction", [0, [ARTICLE, [["u", "a", [[0.5, 1]], "statement", None, ""]]]]),
    ("a kind of quote that there is not", [0, [ARTICLE, [["u", "a", [SPAN], "shout", None, ""]]]]),
    ("a kind of quote that is a list", [0, [ARTICLE, [["u", "a", [SPAN], ["statement"], None, ""]]]]),
    (
        "a fact without a provenance",
        [0, [[*ARTICLE[:3], [["T", "magic", 1.0], *[None] * 11], "", [], "", [], [], []], []]],
    ),
]


def test_the_whole_that_the_refused_differ_from_is_read() -> None:
    found = frames.unpacked(json.dumps([0, [ARTICLE, [QUOTE]]]).encode(), Item)
    assert found.quotes[0].spans == (Span(1, 5),)


@pytest.mark.parametrize(("name", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_frame_is_refused_that_holds(name: str, said: object) -> None:
    with pytest.raises(frames.FrameError):
        frames.unpacked(json.dumps(said).encode(), Item)


BYTES = [
    b"",
    b"\xff\xfe",
    b"{",
    b"cos\nsystem\n(S'true'\ntR.",
    b"[" * 100_000,
    b'[2,["a",1' + b"0" * 5000 + b"]]",
]


@pytest.mark.parametrize("frame", BYTES, ids=lambda frame: repr(frame[:12]))
def test_a_frame_is_refused_that_is_no_json(frame: bytes) -> None:
    with pytest.raises(frames.FrameError):
        frames.unpacked(frame, Item)


LIAR = """
from quotebrowser.processes import child
from quotebrowser.library.adding.reader_process import DONE, READY
def main():
    tasks, results = child.taken_pipes()
    child.receive(tasks)
    child.send(results, READY)
    while child.receive(tasks) is not None:
        child.send(results, b"cos\\nmkdir\\n(V%s\\ntR.")
        child.send(results, DONE)
"""


def test_a_reading_process_that_says_something_else_has_its_file_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "liar.py").write_text(LIAR % (tmp_path / "mark"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(lane, "_WORK", "liar")
    reading = Lane(tmp_path, Given(), 60.0, 0)
    try:
        for name in ("a.txt", "b.txt"):
            reading.ask(reader_process.task(Path(name)))
        answers = [reading.answer(30.0) for _ in range(4)]
    finally:
        reading.close()
    refused = [Rejected("a.txt", UNREADABLE), Rejected("b.txt", UNREADABLE)]
    assert answers == [refused[0], reader_process.DONE, refused[1], reader_process.DONE]
    assert reading.open == 0
    assert not (tmp_path / "mark").exists()
