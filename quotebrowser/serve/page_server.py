"""The server of the pages: each that is opened gets a process of its own, and all end with the server.

Three rules guard it: whoever has not the token in the address gets nothing, nor does another site's script;
the page loads nothing from elsewhere; and this is the one module that knows textual-serve.
"""

import asyncio
import contextlib
import ipaddress
import logging
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from quotebrowser.debug_log import log
from quotebrowser.errors import UsageError
from quotebrowser.processes import child, endings
from quotebrowser.settings import Settings

_PROCESS: Final = "quotebrowser.serve.page_process"
_PAGE: Final = Path(__file__).parent / "page"
_PATIENCE: Final = 5.0
"""Seconds a process has to end once its page is closed."""
_MOST_CELLS: Final = 1000
"""How wide and how high a page can be."""
_HTTP: Final = 80
_OWN_TERMINAL: Final = ("COLORFGBG", "NO_COLOR", "STY", "TMUX")
"""Variables that tell of the terminal in which the server runs."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
        " img-src data:; connect-src 'self' {socket}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "quotebrowser",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of every response. Styles may stand in the page, as the terminal on it is drawn with them."""


class Told(Protocol):
    """What is called once the pages are served."""

    def __call__(self, address: str, *, alone: bool) -> object:
        """Take the address, and whether it can be reached from this machine alone."""


class _Session(AppService):
    """The process of one page.

    Attributes:
        given: variables by which it learns what it is to show.
    """

    given: Mapping[str, str] = MappingProxyType({})

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *child.command(_PROCESS),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self._build_environment(width, height),
            start_new_session=True,  # Ctrl+C is for the server, which then ends it
        )
        self._stdin = self._process.stdin
        return self._process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        built = super()._build_environment(_cells(width), _cells(height))
        built |= {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **self.given}
        return {name: value for name, value in built.items() if name not in _OWN_TERMINAL}

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the process how large its page is; a page that says it is immense is not believed."""
        await super().set_terminal_size(_cells(width), _cells(height))

    async def run(self) -> None:
        """Pass on what the process writes until it ends; the page then learns that."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def stop(self) -> None:
        """End the process, whatever it is doing."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await super().stop()
                await process.wait()
        if process.returncode is None:
            log(__name__, "a page's process did not end and is killed")
            process.kill()
            await process.wait()


def _cells(given: object) -> int:
    """A width or height in cells, as a page says it."""
    return min(max(int(str(given)), 1), _MOST_CELLS)


class PageServer(Server):
    """The pages of one library.

    Args:
        directory: of the library.
        chosen: where to listen, how many pages may be open, and whether they may change the library.

    Attributes:
        token: what an address must begin with; 43 letters, digits, `-` and `_`.
    """

    def __init__(self, directory: Path, chosen: Settings) -> None:
        super().__init__("", chosen.serve_host, chosen.serve_port, "quotebrowser", templates_path=_PAGE)
        self.token = secrets.token_urlsafe(32)
        self._most = chosen.serve_sessions
        self._given = {
            "QUOTEBROWSER_LIBRARY": str(directory.absolute()),
            "QUOTEBROWSER_SERVE_ALLOW_CHANGES": str(chosen.serve_changes).lower(),
        }
        self._open: set[web.WebSocketResponse] = set()

    async def guarded_app(self) -> web.Application:
        """All that is served: below the token, behind the guard."""
        pages = await self._make_app()
        pages.router.add_static("/page", _PAGE)
        app = web.Application(middlewares=[self._guard])
        app.add_subapp(f"/{self.token}", pages)
        app.on_response_prepare.append(self._add_headers)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = self._refusal(request)
        if refusal:
            log(__name__, "a request was refused")
            return web.Response(status=web.HTTPForbidden.status_code, text=f"{refusal}\n")
        return await handler(request)

    def _refusal(self, request: web.Request) -> str:
        """Why a request gets nothing; empty if it may have what it asks for."""
        here = f"http://{request.host}"
        websocket = request.headers.get("Upgrade") is not None
        if request.host.lower() not in _hosts(request, self.host):
            # A name that somebody else lets point to this machine, so that their page may read this one.
            return "Open the address as quotebrowser serve prints it"
        if request.headers.get("Origin", "" if websocket else here) != here:
            return "Only the page itself may ask for this"
        given = request.path[1:].partition("/")[0]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return "The address is incomplete; open it as quotebrowser serve prints it"
        return ""

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        for name, value in _HEADERS.items():
            response.headers[name] = value.format(socket=f"ws://{request.host}")

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing; `serve` does."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - as textual-serve has it
        """Close every page, which ends its process."""
        for websocket in tuple(self._open):
            await websocket.close(code=1001)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Carry keys and paint between a page and its process until either ends."""
        if len(self._open) >= self._most:
            raise web.HTTPServiceUnavailable(text="Too many pages are open already")
        websocket = web.WebSocketResponse(heartbeat=15)

        async def close() -> None:
            await websocket.close()

        self._open.add(websocket)
        session: _Session | None = None
        try:
            await websocket.prepare(request)
            session = _Session(
                "",
                write_bytes=websocket.send_bytes,
                write_str=websocket.send_str,
                close=close,
                download_manager=self.download_manager,
            )
            session.given = self._given
            await session.start(*(to_int(request.query.get(side, ""), 80) for side in ("width", "height")))
            log(__name__, f"{len(self._open)} pages are open")
            with contextlib.suppress(ValueError, LookupError, TypeError, AssertionError, AttributeError):
                await self._process_messages(websocket, session)  # fails at what is no message of the page
        finally:
            self._open.discard(websocket)
            if session is not None:
                await session.stop()
            await websocket.close()
        return websocket


def _hosts(request: web.Request, host: str) -> set[str]:
    """The names by which this request may have come here, as `Host` has them."""
    address, port = request.transport.get_extra_info("sockname")[:2] if request.transport else ("", 0)
    here = "localhost" if address and _is_loopback(address) else socket.gethostname().lower()
    names = {name if ":" not in name else f"[{name}]" for name in (host.lower(), address, here) if name}
    return {f"{name}:{port}" for name in names} | (names if port == _HTTP else set())


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def serve(directory: Path, chosen: Settings, told: Told) -> NoReturn:
    """Serve a library until a signal ends that.

    Args:
        directory: of the library.
        chosen: where to listen, how many pages may be open, and whether they may change the library.
        told: called once they are served.

    Raises:
        UsageError: nothing can be served at that host and port.
        EndedError: a signal ended it, every page and process is closed.
    """
    for name in ("aiohttp", "textual-serve"):
        # They would print what was asked for, with the token in it.
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    raise asyncio.run(_served(PageServer(directory, chosen), told))


async def _served(server: PageServer, told: Told) -> endings.EndedError:
    """Serve until a signal comes, which is returned."""
    loop, ended = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def end(number: int) -> None:
        if not ended.done():
            ended.set_result(number)

    runner = web.AppRunner(await server.guarded_app(), access_log=None, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        with endings.caught(lambda number: loop.call_soon_threadsafe(end, number)):
            await web.TCPSite(runner, server.host, server.port).start()
            bound = [str(address[0]) for address in runner.addresses]
            told(_address(server, bound[0], runner.addresses[0][1]), alone=all(map(_is_loopback, bound)))
            with contextlib.redirect_stdout(sys.stderr):  # textual-serve prints what a process complained of
                return endings.EndedError(await ended)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Nothing can be served at {server.host}, port {server.port}: {_reason(error)}",
            "Choose another with --host and --port; port 0 is any that is free.",
        ) from error
    finally:
        await runner.cleanup()


def _reason(error: Exception) -> str:
    """Why a port cannot be had, in the system's words where it has some."""
    if isinstance(error, OSError) and error.errno and not isinstance(error, socket.gaierror):
        return os.strerror(error.errno)
    return str(getattr(error, "strerror", None) or error)


def _address(server: PageServer, bound: str, port: int) -> str:
    """What to open in the web browser."""
    host = socket.gethostname() if ipaddress.ip_address(bound).is_unspecified else server.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{server.token}/"
