"""Every path has an outcome, and nothing but a regular file is ever opened."""

import io
import os
import socket
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quotebrowser.ingest import LONGEST, Given, read, walk
from quotebrowser.model import Article, Rejected

SAID = "“We will not sell the harbour,” the mayor said.\n"
posix = pytest.mark.skipif(
    os.name != "posix", reason="pipes and links in folders are a matter of POSIX: run on Linux or macOS"
)


def only(path: Path, given: Given | None = None) -> Article | Rejected:
    """The one outcome of a file."""
    (outcome,) = read(path, given or Given())
    return outcome


def refusal(path: Path) -> str:
    """Why a file is refused: one sentence."""
    outcome = only(path)
    assert isinstance(outcome, Rejected)
    assert outcome.path == str(path)
    assert outcome.reason
    assert outcome.reason[0].isupper()
    assert not outcome.reason.endswith(".")
    assert "\n" not in outcome.reason
    return outcome.reason


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SAID.replace("\n", "\r\n").encode())
    found = only(path)
    assert isinstance(found, Article)
    assert found.text == SAID.replace("\n", "\r\n")
    assert found.origin == str(path)
    assert list(found.facts.known()) == []
    assert found.furniture == ()


CONTENTS = [
    ("nothing", b"", "empty"),
    ("white space", " \n\t\u00a0\n".encode(), "no words"),
    ("bytes", bytes(range(256)) * 4, "binary"),
    ("too much", b"a " * (LONGEST // 2 + 1), "longer than 5 million"),
]


@pytest.mark.parametrize(("data", "said"), [row[1:] for row in CONTENTS], ids=[row[0] for row in CONTENTS])
def test_what_holds_no_article_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert said in refusal(tmp_path / "a.txt")


def test_what_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10**12)
    assert "larger than 20 MB" in refusal(tmp_path / "a.txt")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.txt") == "There is no such file"
    assert refusal(tmp_path / "a\0b") == "There is no such file"
    assert "too long" in refusal(tmp_path / ("x" * 300))
    (tmp_path / "a.txt").write_text(SAID)
    assert refusal(tmp_path / "a.txt" / "b.txt") == "There is no such file"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "This folder contains no articles"


@posix
def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "pipe", tmp_path / "socket", Path("/dev/zero"), Path("/dev/tty")):
            assert "not a regular file" in refusal(path)


@posix
def test_links_are_followed_inside_their_folder_only(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "below" / "a.txt").write_text(SAID)
    (tmp_path / "secret.txt").write_text(SAID)
    for name, target in {
        "good": "below/a.txt",
        "out": "../secret.txt",
        "nowhere": "nothing.txt",
        "circle": "circle",
        "folder": "below",
    }.items():
        (tmp_path / "in" / name).symlink_to(target)
    assert isinstance(only(tmp_path / "in" / "good"), Article)
    assert "points outside its folder" in refusal(tmp_path / "in" / "out")
    assert "no such file" in refusal(tmp_path / "in" / "nowhere")
    assert refusal(tmp_path / "in" / "circle")
    assert "no articles" in refusal(tmp_path / "in" / "folder")


_READER = """
import os, sys
from pathlib import Path
from quotebrowser.ingest import read, walk
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in walk([Path(sys.argv[1])]):
    for outcome in read(path):
        print(outcome.reason)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can run a program as another user: run the tests as root (sudo)",
)
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "a.txt").chmod(0o600)
    (tmp_path / "closed").mkdir(mode=0o700)
    for parent in (tmp_path, *tmp_path.parents):
        if parent != Path("/") and parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    done = subprocess.run(
        [sys.executable, "-c", _READER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "You do not have permission to read it"
    assert len(done.stdout.splitlines()) == 2


def test_a_directory_is_taken_apart_in_the_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/2.txt",
        "a/1.txt",
        "a/articles.toml",
        "b.txt.toml",
        "lone.toml",
        ".hidden",
        ".git/x",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in walk([tmp_path])]
    assert found == ["a/1.txt", "a/2.txt", "b.txt", "lone.toml"]


def test_no_path_is_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    (tmp_path / "articles.toml").write_text("")
    asked = [tmp_path / "empty", tmp_path / "nowhere", Path("a\0b")]
    assert list(walk(asked)) == asked
    assert list(walk([tmp_path / "articles.toml"])) == []


@posix
def test_walking_follows_no_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text(SAID)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    found = list(walk([tmp_path]))
    assert found == [tmp_path / "a" / "1.txt", tmp_path / "a" / "again"]
    assert "directory" in refusal(found[1]) or "outside its folder" in refusal(found[1])


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("inner", ["word/document.xml", "mimetype"])
def test_an_archive_of_stored_documents_is_an_archive(how: int, inner: str, tmp_path: Path) -> None:
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr(inner, "application/epub+zip")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", how) as archive:
        archive.writestr("a.txt", "“The ferry stays with the town,” said Ada Example.")
        archive.writestr("b.bin", document.getvalue())
    article, _ = read(path)
    assert isinstance(article, Article)
    assert "ferry stays" in article.text
