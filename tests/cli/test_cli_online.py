"""`add --online`: pages and feeds from a server that the test itself holds."""

# ruff: noqa: E501 - markup is easier to read on one line

import hashlib
import socket
import stat
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import network_guard
import pytest

from quotebrowser.ingest.online import fetch

Run = Callable[..., Any]
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:site_name" content="Example Herald"></head><body>'
    "<article><h1>The harbour stays</h1><p>The town will keep its harbour after a vote that ended months of doubt.</p>"
    "<p>“We will not sell the harbour,” said Ada Example, the mayor of the town, on Thursday.</p></article></body></html>"
)
FEED = (
    '<rss version="2.0"><channel><title>Herald</title><item><title>The harbour</title><link>/one</link>'
    "<description>“We will not sell it to anybody,” she said…</description></item></channel></rss>"
)


class Newspaper(BaseHTTPRequestHandler):
    """A page and a feed."""

    pages: dict[str, bytes]

    def do_GET(self) -> None:
        body = self.pages.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def pages() -> dict[str, bytes]:
    return {
        "/harbour": PAGE.encode(),
        "/feed": FEED.encode(),
        "/old": PAGE.replace("utf-8", "x").encode("cp1252"),
    }


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, pages: dict[str, bytes]) -> Iterator[str]:
    """Where the newspaper is, by a name that leads to it."""
    look_up = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> Any:
        return look_up("127.0.0.1" if host == "news.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch, "is_public", lambda ip: ip == "127.0.0.1")
    with network_guard.serving(type("Own", (Newspaper,), {"pages": pages})) as port:
        yield f"http://news.example:{port}"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "library"
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(directory))
    return directory


def test_a_page_is_added_with_its_address_and_its_bytes_are_kept(run: Run, library: Path, paper: str) -> None:
    result = run("add", "--online", f"{paper}/harbour", "--json")
    assert result.code == 0, result.err
    assert result.err.splitlines()[0] == "Contacting news.example"
    (row,) = result.rows
    assert (row["outcome"], row["quotes"], row["path"]) == ("added", 1, f"{paper}/harbour")
    assert row["facts"]["url"] == {"value": f"{paper}/harbour", "provenance": "given", "confidence": 1.0}
    assert row["facts"]["accessed"]["provenance"] == "given"
    kept = library / "originals" / hashlib.sha256(PAGE.encode()).hexdigest()
    assert kept.read_bytes() == PAGE.encode()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert run("add", "--online", f"{paper}/harbour", "--json").rows[0]["outcome"] == "known"
    assert run("purge", row["article"], "--yes").code == 0
    assert not kept.exists()


@pytest.mark.parametrize("kept_as", ["there", "removed"])
def test_bytes_that_another_article_was_read_from_are_kept_when_one_is_purged(
    run: Run, library: Path, paper: str, pages: dict[str, bytes], kept_as: str
) -> None:
    second = (
        "<item><title>The depot</title><description>“Nobody asked us at all,” he said.</description></item>"
    )
    pages["/feed"] = FEED.replace("</channel>", f"{second}</channel>").encode()
    one, other = (row["article"] for row in run("add", "--online", f"{paper}/feed", "--json").rows)
    if kept_as == "removed":
        assert run("remove", other).code == 0
    (kept,) = (library / "originals").iterdir()
    assert run("purge", one, "--yes").code == 0
    assert kept.read_bytes() == pages["/feed"]
    assert run("purge", other, "--yes").code == 0
    assert not kept.exists()


def test_articles_that_are_purged_together_take_their_bytes_with_them_and_no_others(
    run: Run, library: Path, paper: str
) -> None:
    gone = [
        row["article"]
        for path in ("harbour", "old")
        for row in run("add", "--online", f"{paper}/{path}", "--json").rows
    ]
    run("add", "--online", f"{paper}/feed")
    assert run("purge", *gone, "--yes").code == 0
    (left,) = (library / "originals").iterdir()
    assert left.read_bytes() == FEED.encode()


def test_a_page_that_changed_is_a_new_version(
    run: Run, library: Path, paper: str, pages: dict[str, bytes]
) -> None:
    run("add", "--online", f"{paper}/harbour")
    pages["/harbour"] = PAGE.replace("on Thursday", "on Friday").encode()
    assert run("add", "--online", f"{paper}/harbour", "--json").rows[0]["outcome"] == "version"


def test_the_entries_of_a_feed_lead_to_their_own_pages(run: Run, library: Path, paper: str) -> None:
    (row,) = run("add", "--online", f"{paper}/feed", "--json").rows
    assert row["facts"]["url"]["value"] == f"{paper}/one"
    assert "summary" in row["reason"]
    told = run("add", "--online", f"{paper}/feed").err
    assert "already known" in told


def test_an_old_encoding_is_read(run: Run, library: Path, paper: str) -> None:
    assert run("add", "--online", f"{paper}/old").code == 0
    assert "“We will not sell the harbour,”" in run("search", "harbour").out


def test_what_cannot_be_fetched_is_rejected_and_kept_nowhere(run: Run, library: Path, paper: str) -> None:
    result = run("add", "--online", f"{paper}/gone")
    assert result.code == 2
    assert f"! {paper}/gone: news.example answers 404" in result.err
    assert not list((library / "originals").glob("*")) if (library / "originals").exists() else True


def test_a_page_without_an_article_is_not_kept(
    run: Run, library: Path, paper: str, pages: dict[str, bytes]
) -> None:
    pages["/empty"] = b"<html><body></body></html>"
    assert run("add", "--online", f"{paper}/empty").code == 2
    assert list((library / "originals").iterdir()) == []


def test_files_and_addresses_go_together(run: Run, library: Path, paper: str, seeds: Path) -> None:
    rows = run("add", "--online", f"{paper}/harbour", next(seeds.glob("000*.txt")), "--json").rows
    assert [row["outcome"] for row in rows] == ["added", "added"]


def test_the_setting_stands_for_the_option(
    run: Run, library: Path, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run("add", f"{paper}/harbour")
    assert refused.code == 2
    assert "--online" in refused.err
    assert not library.exists()
    monkeypatch.setenv("QUOTEBROWSER_ADD_ONLINE", "yes")
    assert run("add", f"{paper}/harbour").code == 0
