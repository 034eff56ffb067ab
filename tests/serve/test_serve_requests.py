"""What is served, and to whom: nothing without the token, and nothing to another site."""

import asyncio
import contextlib
import os
import signal
import socket
from pathlib import Path
from typing import Any, Final

import aiohttp
import psutil  # type: ignore[import-untyped]
import pytest
from aiohttp.test_utils import make_mocked_request
from cli_runner import Run
from network_guard import free_port
from served import Screen, Served, served

from quotebrowser.serve.page_server import PageServer
from quotebrowser.settings import Settings

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_UPGRADE: Final = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
_REQUESTS: Final[tuple[tuple[str, dict[str, str], int], ...]] = (
    ("{token}/", {}, 200),
    ("{token}/?width=9", {}, 200),
    ("{token}/static/js/textual.js", {}, 200),
    ("{token}/page/page.js", {}, 200),
    ("{token}/", {"Host": "localhost:{port}"}, 200),
    ("{token}/", {"Origin": "{here}"}, 200),
    ("{token}/none", {}, 404),
    ("{token}/download/x", {}, 404),
    ("{token}/page/../page_server.py", {}, 404),
    ("{token}/page/%2e%2e/page_server.py", {}, 404),
    ("", {}, 403),
    ("favicon.ico", {}, 403),
    ("wrong/", {}, 403),
    ("x{token}/", {}, 403),
    ("{token}x/", {}, 403),
    ("%C3%A9/", {}, 403),
    ("static/js/textual.js", {}, 403),
    ("page/page.js", {}, 403),
    ("wrong/static/js/textual.js", {}, 403),
    ("{token}/", {"Host": "example.org:{port}"}, 403),
    ("{token}/", {"Host": "127.0.0.1:1"}, 403),
    ("{token}/", {"Host": "127.0.0.1"}, 403),
    ("{token}/", {"Origin": "http://example.org"}, 403),
    ("{token}/", {"Origin": "null"}, 403),
    ("{token}/static/js/textual.js", {"Origin": "http://127.0.0.1:1"}, 403),
    ("{token}/ws", _UPGRADE, 403),
    ("{token}/ws", _UPGRADE | {"Origin": "http://example.org"}, 403),
    ("{token}/ws", _UPGRADE | {"Origin": "https://127.0.0.1:{port}"}, 403),
    ("wrong/ws", _UPGRADE | {"Origin": "{here}"}, 403),
    ("ws", _UPGRADE | {"Origin": "{here}"}, 403),
)


async def _asked(server: Served, session: aiohttp.ClientSession) -> None:
    """Every request gets what it should, with the headers that every response has."""
    token = server.address.split("/")[-2]
    for path, headers, expected in _REQUESTS:
        filled = {name: value.format(port=server.port, here=server.here) for name, value in headers.items()}
        address = f"{server.here}/{path.format(token=token)}"
        async with session.get(_as_written(address), headers=filled, allow_redirects=False) as answer:
            assert answer.status == expected, (path, headers)
            assert {name: answer.headers[name] for name in _HEADERS} == _HEADERS, path
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy
            if expected != 200:
                assert token not in await answer.text()


def _as_written(address: str) -> Any:
    import yarl

    return yarl.URL(address, encoded=True)


async def test_only_the_page_itself_gets_anything_and_its_process_ends_with_it(read_seeds: Path) -> None:
    with served(read_seeds, QUOTEBROWSER_SERVE_SESSIONS="1") as server:
        async with aiohttp.ClientSession() as session:
            await _asked(server, session)
            assert not server.pages()
            url, ours = f"{server.address}ws?width=100&height=30", {"Origin": server.here}
            async with session.ws_connect(url, headers=ours) as page:
                screen = Screen()
                await _until(page, screen, "Esbati")
                for message in ('["stdin", "\\r"]', '["stdin", "m"]'):
                    await page.send_str(message)
                await _until(page, screen, "for reading only")
                (process,) = server.pages()
                assert not {*server.address.split("/")[-2:-1], str(read_seeds)} & set(process.cmdline())
                with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
                    await session.ws_connect(url, headers=ours)
            await asyncio.to_thread(process.wait, 10)
            async with session.ws_connect(url, headers=ours) as page:
                screen = Screen()
                await _until(page, screen, "Esbati")
                (process,) = server.pages()
                assert os.getsid(process.pid) == process.pid  # Ctrl+C is not for it
                code, said = await asyncio.to_thread(server.end, signal.SIGINT)
                while (last := await page.receive(timeout=5)).type is aiohttp.WSMsgType.BINARY:
                    pass
                assert (last.type, last.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.GOING_AWAY)
        assert code == 130
        assert not psutil.pid_exists(process.pid)
        assert said.splitlines()[1:] == ["Stopped; everything done so far is kept"]


async def _until(page: aiohttp.ClientWebSocketResponse, screen: Screen, words: str) -> None:
    """Read what is painted until words are on the screen."""
    while words not in screen.text:
        message = await page.receive(timeout=20)
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), (message, screen.text)
        if isinstance(message.data, bytes):
            screen.paint(message.data)


def test_a_server_that_is_asked_to_end_does(read_seeds: Path) -> None:
    with served(read_seeds) as server:
        assert server.end(signal.SIGTERM)[0] == 143


_LOCAL: Final = ("127.0.0.1", 8765)


@pytest.mark.parametrize(
    ("host", "socket_at", "name", "accepted"),
    [
        ("127.0.0.1", _LOCAL, "localhost:8765", True),
        ("127.0.0.1", _LOCAL, "LOCALHOST:8765", True),
        ("127.0.0.1", _LOCAL, "localhost", False),
        ("127.0.0.1", _LOCAL, "{machine}:8765", False),
        ("localhost", ("::1", 8765, 0, 0), "[::1]:8765", True),
        ("0.0.0.0", ("192.168.1.2", 8765), "192.168.1.2:8765", True),
        ("0.0.0.0", ("192.168.1.2", 8765), "{machine}:8765", True),
        ("0.0.0.0", ("192.168.1.2", 8765), "localhost:8765", False),
        ("0.0.0.0", ("192.168.1.2", 8765), "example.org:8765", False),
        ("127.0.0.1", ("127.0.0.1", 80), "127.0.0.1", True),
    ],
)
def test_a_page_is_served_only_by_a_name_of_this_machine(
    host: str, socket_at: tuple[object, ...], name: str, *, accepted: bool
) -> None:
    server = PageServer(Path(), Settings(serve_host=host))
    headers = {"Host": name.format(machine=socket.gethostname())}
    request = make_mocked_request("GET", f"/{server.token}/", headers=headers)
    request.transport.get_extra_info.side_effect = {"sockname": socket_at}.get  # type: ignore[union-attr]
    assert (server._refusal(request) == "") is accepted
    for path in ("*", "/", "//"):
        assert server._refusal(request.clone(rel_url=path))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--port", "65536"), "port must be 0-65535"),
        (("--port", "-1"), "port must be 0-65535"),
        (("--port", "{taken}"), "Address already in use"),
        (("--host", "example.org"), "allow no network"),
        (("--port", "x"), "invalid int value"),
    ],
)
def test_where_nothing_can_be_served_one_sentence_says_so(
    run: Run, the_seeds: Path, options: tuple[str, ...], reason: str
) -> None:
    with free_port() as port, contextlib.closing(socket.create_server(("127.0.0.1", port))):
        result = run("serve", *(each.format(taken=port) for each in options))
    assert result.code == 2
    assert reason in result.err
    assert len(result.err.splitlines()) == 2
    assert result.out == ""


def test_without_textual_serve_a_sentence_says_what_to_install(
    run: Run, the_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "textual_serve.app_service", None)
    monkeypatch.delitem(sys.modules, "quotebrowser.serve.page_server")
    monkeypatch.delattr("quotebrowser.serve.page_server")
    result = run("serve")
    assert result.code == 2
    assert "textual-serve, which is not installed" in result.err
    assert "-m pip install textual-serve" in result.err


def test_an_empty_or_missing_library_is_not_served(run: Run, tmp_path: Path) -> None:
    result = run("serve", "--library", tmp_path / "none")
    assert result.code == 2
    assert "There is no library" in result.err


def test_whoever_listens_beyond_this_machine_is_warned(capsys: pytest.CaptureFixture[str]) -> None:
    from quotebrowser.cli.browse import _tell_address

    _tell_address("http://newsroom:8765/token/", alone=True)
    assert "unencrypted" not in capsys.readouterr().err
    _tell_address("http://newsroom:8765/token/", alone=False)
    said = capsys.readouterr()
    assert "unencrypted" in said.err
    assert "ssh -L 8765:127.0.0.1:8765" in said.err
    assert said.out == "http://newsroom:8765/token/\n"
