"""What is over a limit is refused with a reason of its own, before it can do harm."""

import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quotebrowser.ingest import LONGEST, MOST_MARKS, Given, Known, is_light, read, read_new
from quotebrowser.ingest.read_files import LIGHT, MOST_ARTICLES
from quotebrowser.model import Article, Rejected, article_id

SAID = "“We will not sell the harbour, not now and not in ten years,” said Ada Example.\n"


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _document(xml: bytes) -> bytes:
    return _zipped({"word/document.xml": xml})


LIMITS: list[tuple[str, Callable[[], bytes], str]] = [
    ("marks", lambda: "“".encode() * (MOST_MARKS + 1), "more than 100,000 quotation marks"),
    ("marks of every kind", lambda: "“a‘'\"".encode() * 90_000, "more than 100,000 quotation marks"),
    ("characters", lambda: b"a " * (LONGEST // 2 + 1), "longer than 5 million characters"),
    ("gzip bomb", lambda: gzip.compress(bytes(30_000_000)), "unpacks to more than any article"),
    ("gzip within gzip", lambda: gzip.compress(gzip.compress(SAID.encode())), "packed twice"),
    ("document bomb", lambda: _document(b"<a>" + bytes(70_000_000)), "unpacks to more than 60 MB"),
    ("entities", lambda: _document(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares XML entities"),
    ("deep JSON", lambda: b'[{"a":' * 100_000, "nested too deeply"),
    ("deep TOML", lambda: b"+++\na = " + b"[" * 9_000 + b"\n+++\n", "nested too deeply"),
    ("long tag", lambda: b"<html><p " + b"a=b " * 20_000 + b">" + SAID.encode(), "64 KiB"),
    ("deep page", lambda: b"<html>" + b"<div>" * 5_000 + SAID.encode(), "nested too deeply"),
]


@pytest.mark.parametrize(("make", "reason"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_each_limit_has_a_reason_of_its_own(tmp_path: Path, make: Callable[[], bytes], reason: str) -> None:
    (tmp_path / "a").write_bytes(make())
    (outcome,) = read(tmp_path / "a")
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


def test_as_many_marks_as_an_article_may_have_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("“a " * (MOST_MARKS - 1), encoding="utf-8")
    (outcome,) = read(tmp_path / "a")
    assert isinstance(outcome, Article)


def test_a_member_that_unpacks_to_too_much_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(_zipped({"bomb": bytes(19_000_000), "good": SAID.encode()}))
    bomb, good = read(tmp_path / "a.zip")
    assert isinstance(bomb, Rejected)
    assert bomb.path.endswith("a.zip: bomb")
    assert isinstance(good, Article)


def test_a_file_of_far_too_many_articles_is_read_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ARTICLES == 20_000
    monkeypatch.setattr("quotebrowser.ingest.read_files.MOST_ARTICLES", 3)
    (tmp_path / "a").write_text("\n".join(json.dumps({"text": f"{SAID}{at}"}) for at in range(5)))
    *first, last = read(tmp_path / "a")
    assert [type(item) for item in first] == [Article] * 3
    reason = "It contains more than 3 articles — Split the file; only the first were read"
    assert last == Rejected(str(tmp_path / "a"), reason)


def test_what_is_known_by_its_bytes_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID, encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    asked: list[str] = []

    def known(name: str) -> bool:
        asked.append(name)
        return True

    (found,) = read_new(path, Given(), known)
    assert found == Known(str(path), article.id)
    assert asked == [article.id]
    (tmp_path / "a.txt.toml").write_text('outlet = "Example Herald"')
    (other,) = read_new(path, Given(), lambda _name: True)
    assert isinstance(other, Known)
    assert other.article == article_id(article.sha256, "", "Example Herald")


LIGHTNESS: list[tuple[str, bytes, bool]] = [
    ("text", SAID.encode(), True),
    ("nothing", b"", True),
    ("random bytes", bytes(range(256)), True),
    ("large text", b"a " * (LIGHT // 2 + 1), False),
    ("page", b"<html><p>x", False),
    ("document", _document(b"<a/>"), False),
    ("PDF", b"%PDF-1.4\n", False),
    ("records", b'[{"text": "x"}]', False),
    ("packed", gzip.compress(SAID.encode()), False),
]


@pytest.mark.parametrize(("data", "light"), [row[1:] for row in LIGHTNESS], ids=[row[0] for row in LIGHTNESS])
def test_only_small_texts_are_read_without_a_guard(tmp_path: Path, data: bytes, light: bool) -> None:  # noqa: FBT001
    (tmp_path / "a").write_bytes(data)
    assert is_light(tmp_path / "a") is light


def test_what_is_refused_at_once_needs_no_guard(tmp_path: Path) -> None:
    assert is_light(tmp_path / "nowhere")
    assert is_light(tmp_path)
    assert is_light(Path("a\0b"))


DEEP = [
    ("dots", "a" + ".a" * 20_000 + " = 1"),
    ("dots and spaces", "a" + " . 'a'" * 20_000 + " = 1"),
    ("dots in a table's name", "[a" + ".a" * 20_000 + "]"),
    ("dots in a table in a line", "a = {a" + ".a" * 20_000 + " = 1}"),
    ("brackets", "a = " + "[" * 20_000),
    ("brackets in lines", "a = " + "[\n" * 20_000),
    ("braces", "a = " + "{a = {" * 20_000),
]


@pytest.mark.parametrize("name", ["a.txt.toml", "articles.toml"])
@pytest.mark.parametrize("metadata", [row[1] for row in DEEP], ids=[row[0] for row in DEEP])
def test_deep_metadata_beside_an_article_are_refused_before_they_are_parsed(
    tmp_path: Path, metadata: str, name: str
) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / name).write_text(metadata)
    tracemalloc.start()
    (outcome,) = read(tmp_path / "a.txt")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(outcome, Rejected)
    assert "not valid TOML" in outcome.reason
    assert most < 40_000_000


@pytest.mark.parametrize(
    "title", ["Wait ... and see ... and so on. And. So. On. www.a.b.example.org", "[[[x]]] {{{y}}}"]
)
def test_titles_with_dots_and_brackets_are_no_deep_metadata(tmp_path: Path, title: str) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "a.txt.toml").write_text(f'title = "{title}"\n')
    (outcome,) = read(tmp_path / "a.txt")
    assert isinstance(outcome, Article)
    assert outcome.facts.title is not None
    assert outcome.facts.title.value == title


BESIDE = [
    ("its own file", "a.txt.toml", b"# " + b"x" * LIGHT),
    ("the folder's", "articles.toml", b"# " + b"x" * LIGHT),
    ("references in RIS", "z.ris", b"TY  - NEWS\r\nTI  - " + b"x" * LIGHT),
    ("references in JSON", "z.json", b'[{"type": "article-newspaper", "title": "' + b"x" * LIGHT + b'"}]'),
]


@pytest.mark.parametrize(("name", "data"), [row[1:] for row in BESIDE], ids=[row[0] for row in BESIDE])
def test_what_lies_beside_a_text_counts_with_it(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    assert is_light(tmp_path / "a.txt")
    (tmp_path / name).write_bytes(data[: LIGHT // 2])
    assert is_light(tmp_path / "a.txt")
    (tmp_path / name).write_bytes(data)
    assert not is_light(tmp_path / "a.txt")
