"""Chromium without a screen, driven over two pipes by its DevTools protocol."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PROGRAM: Final = shutil.which("chromium")
REBOUND: Final = "rebound.example"
"""A name that somebody else lets point to this machine; no other name is found."""
_FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
    "--disable-extensions", "--remote-debugging-pipe", "--window-size=1100,700",
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


class PageBrowser:
    """One page, and all that was said of it.

    Attributes:
        events: method and parameters of everything Chromium reported of the page.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._buffer = b""
        self._count = 0
        self._page = ""
        self.events: list[tuple[str, dict[str, Any]]] = []

    def open(self) -> None:
        """Make the page, and have everything reported."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._page = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for each in ("Network.enable", "Page.enable", "Runtime.enable", "Log.enable"):
            self.ask(each)
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What Chromium answers to a command."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._page and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._page
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        number = self._count
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            data = os.read(self._answers, 1 << 20)
            assert data, "Chromium has ended"
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events.append((message["method"], message["params"]))
        return message

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression on the page; that of a promise is waited for."""
        given = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in given, given["exceptionDetails"]
        return given["result"].get("value")

    def wait(self, holds: Callable[[], Any], seconds: float = 20.0) -> Any:
        """What `holds` gives, as soon as that is true."""
        until = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < until, str(self.events[-9:])[:3000]
            time.sleep(0.05)
            self.run("0")  # what was reported meanwhile is read
        return found

    def go(self, url: str) -> None:
        """Open an address in the page, and wait until it is there."""
        self.events = [each for each in self.events if each[0] != "Page.loadEventFired"]
        self.ask("Page.navigate", url=url)
        self.wait(lambda: self.said("Page.loadEventFired"))

    def type(self, text: str) -> None:
        """Press the keys of a text; a line break is Enter."""
        for one in text:
            self.press("Enter" if one == "\n" else one, "\r" if one == "\n" else one)

    def press(self, key: str, text: str = "") -> None:
        """Press a key by its name in DOM events."""
        code = {"Enter": 13, "Escape": 27, "ArrowDown": 40}.get(key, ord(key.upper()[0]))
        down: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code} | ({"text": text} if text else {})
        self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **down)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def said(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every report of a kind."""
        return [parameters for name, parameters in self.events if name == method]


@contextmanager
def page_browser(home: Path) -> Iterator[PageBrowser]:
    """A page in a Chromium of its own, with nothing of the user's."""
    assert PROGRAM is not None
    ours, theirs = os.pipe(), os.pipe()

    def hand_over() -> None:
        low = os.dup(ours[0]), os.dup(theirs[1])
        os.dup2(low[0], 3)
        os.dup2(low[1], 4)

    process = subprocess.Popen(
        [PROGRAM, *_FLAGS, f"--user-data-dir={home / 'chromium'}", "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=hand_over,  # noqa: PLW1509 - nothing else gives descriptors these numbers
        start_new_session=True,
        env=os.environ | {"HOME": str(home)},
    )
    os.close(ours[0])
    os.close(theirs[1])
    try:
        browser = PageBrowser(ours[1], theirs[0])
        browser.open()
        yield browser
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours[1])
        os.close(theirs[0])
