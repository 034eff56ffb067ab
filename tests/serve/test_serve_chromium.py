"""A colleague's web browser: search, compare and copy by keys, and nothing leaves this machine."""

import base64
import http.server
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]
import pytest
from network_guard import serving
from page_browser import PROGRAM, REBOUND, PageBrowser, page_browser
from served import Screen, Served, served

from quotebrowser.library import Library
from quotebrowser.library.copying import cite_quotes
from quotebrowser.library.finding import search_quotes
from quotebrowser.settings import Settings

_CLIPBOARD: Final = "Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard').get.call(navigator)"
"""The web browser's own; the page stands before it, and lets nobody read."""
_KNOCK: Final = """
Promise.all([
  new Promise((done) => {{
    const socket = new WebSocket("{socket}ws?width=80&height=24");
    socket.onopen = () => done("open");
    socket.onerror = () => done("refused");
  }}),
  fetch("{page}", {{ mode: "no-cors" }}).then(() => "read", () => "refused"),
])
"""


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site, which knows the address."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def painted(browser: PageBrowser) -> str:
    """What the terminal on the page shows."""
    screen = Screen()
    for frame in browser.said("Network.webSocketFrameReceived"):
        if frame["response"]["opcode"] == 2:
            screen.paint(base64.b64decode(frame["response"]["payloadData"]))
    return screen.text


def cited(directory: Path) -> str:
    """What is to be copied."""
    library = Library.open_for_reading(directory, Settings())
    try:
        return cite_quotes.cite(library, search_quotes.search(library, "big blow").rows[0].uid).text
    finally:
        library.close()


def work(browser: PageBrowser, server: Served) -> str:
    """Search, compare and copy; returns what is on the clipboard then."""
    browser.ask(
        "Browser.grantPermissions",
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        origin=server.here,
    )
    browser.go(server.address)
    browser.wait(lambda: "1 of 18 quotes" in painted(browser))
    browser.wait(lambda: "done typing" in painted(browser))
    browser.type("big blow\n")
    browser.wait(lambda: "1 of 1 quote " in painted(browser))
    browser.type("c")
    browser.wait(lambda: "difference 1 of 4" in painted(browser))
    browser.type("q")
    browser.wait(lambda: "SPEAKER" in painted(browser))
    browser.type("y")
    browser.wait(lambda: browser.run("document.getElementById('told').textContent"))
    text: str = browser.run(f"{_CLIPBOARD}.readText()")
    assert browser.run("document.getElementById('told').textContent") == f"Copied: {len(text)} characters"
    browser.wait(lambda: "the page says whether your web browser copied it" in painted(browser))
    return text


@pytest.mark.skipif(PROGRAM is None, reason="there is no chromium")
def test_a_colleague_searches_compares_and_copies_and_nobody_else_gets_in(
    read_seeds: Path, tmp_path: Path
) -> None:
    with served(read_seeds) as server, page_browser(tmp_path) as browser, serving(_Elsewhere) as elsewhere:
        token = server.address.split("/")[-2]
        for wrong in (f"{server.here}/", f"{server.here}/{token[:-1]}/", f"{server.here}/{token[::-1]}/"):
            browser.go(wrong)
            assert "The address is incomplete" in browser.run("document.body.innerText")
        browser.go(server.address.replace("127.0.0.1", REBOUND))
        assert browser.run("document.body.innerText") == "Open the address as quotebrowser serve prints it\n"

        copied = work(browser, server)
        assert copied == cited(read_seeds)
        (page,) = server.pages()

        browser.go(f"http://127.0.0.1:{elsewhere}/")
        socket = server.address.replace("http:", "ws:")
        assert browser.run(_KNOCK.format(socket=socket, page=server.address)) == ["refused", "refused"]
        page.wait(10)  # the page was left

        browser.go(server.address)
        browser.wait(lambda: browser.run("document.body.classList.contains('-first-byte')"))
        (page,) = server.pages()
        server.process.kill()
        assert not psutil.wait_procs([page], 10)[1]
        browser.wait(lambda: browser.run("document.activeElement.textContent") == "Open it again")
        asked = {
            urlsplit(one["request"]["url"]).hostname for one in browser.said("Network.requestWillBeSent")
        }
        asked |= {urlsplit(one["url"]).hostname for one in browser.said("Network.webSocketCreated")}
        assert asked == {"127.0.0.1", REBOUND}
        assert not browser.said("Runtime.exceptionThrown")
        refused = "violates the following Content Security Policy"
        assert not [one for one in browser.said("Log.entryAdded") if refused in one["entry"]["text"]]
