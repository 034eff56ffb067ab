"""Ray, started on this machine or joined at an address: work for the processors of many machines.

One rule guards it: nobody without the token gets anything done. A Ray of our own listens on this machine
alone; one that takes work from anybody is refused. Ray is an extra, imported only when it is asked for.
"""

import faulthandler
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from quotebrowser.debug_log import log
from quotebrowser.errors import LibraryError

_FIRST: Final = (2, 52)
"""The first version of Ray that asks for a token."""
_PATIENCE: Final = 5.0
"""Seconds in which a cluster answers, if only to refuse."""
_START: Final = 120.0
"""Seconds a node has to start its first process: with the package not yet in memory it takes ten."""
_OBJECTS: Final = 128 << 20
"""Bytes that a Ray of our own keeps for results on their way."""
_INSTALL: Final = "Install the extra: pip install 'quotebrowser[cluster]'"
_QUIET: Final = {
    "RAY_AUTH_MODE": "token",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_AUTO_CONNECT": "0",
    "RAY_enable_metrics_collection": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_NUM_REDIS_GET_RETRIES": "3",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
"""What Ray and its processes read: a token is asked for, a wrong one soon given up, nothing reported, and no
cluster joined that nobody has named, as a call after `stop` would do."""
_HELLO: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
_SETTINGS: Final = 4
"""How HTTP/2, in which Ray speaks, begins, and the type of the frame that answers it."""
_STDERR: Final = 2
_NAMED: Final = 3
"""Machines that a warning names."""
_ALONE: Final = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray's word, on Linux too, for a node that listens on 127.0.0.1; giving it that address does not do it."""
_turn: Final = threading.RLock()
_users: list[str | None] = []
"""The address that Ray was started with, once for each part of this program that uses it: it has one Ray."""
_own: list[Path] = []
"""Directory of the Ray that this process has started, while it runs."""


@contextmanager
def started(address: str | None, cpus: int) -> Iterator[tuple[str, ...]]:
    """Ray, for as long as the `with` lasts; yields what the user is to be warned of.

    Raises:
        LibraryError: as `start`.
    """
    warnings = start(address, cpus)
    try:
        yield warnings
    finally:
        stop()


def start(address: str | None, cpus: int) -> tuple[str, ...]:
    """Join the cluster at `address`, or start a Ray on this machine.

    Args:
        address: HOST:PORT of the cluster's head; None starts one.
        cpus: how many tasks run at once in a Ray of our own.

    Returns:
        Sentences to warn the user with.

    Raises:
        LibraryError: there is no Ray here, none at the address, or it does not want us, or anybody.
    """
    with _turn:
        if _users and _users[0] != address:
            raise LibraryError("This program works on another cluster already", "Do one after the other.")
        warnings = () if _users else _started(address, cpus)
        _users.append(address)
        return warnings


def _started(address: str | None, cpus: int) -> tuple[str, ...]:
    """See `start`, where no other part of this program has done so."""
    if address is not None:
        if _token.cache_info().currsize:
            raise LibraryError(
                "This program has started a Ray of its own, and can join no other any more", "Start it again."
            )
        _reach(address)
        _require_token(address)
    before = signal.getsignal(signal.SIGTERM)
    os.environ.update(_QUIET if address is not None else _QUIET | _ALONE)
    try:
        with failures(address):
            with _overheard():
                ray = imported()
                _init(ray, address, cpus)
            _require_guarded(ray, address)
            return tuple(_warnings(ray, address))
    except BaseException:
        _end()
        raise
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)  # Ray takes it for itself


@contextmanager
def _overheard() -> Iterator[None]:
    """Keep from the terminal what Ray's compiled part prints on it, which alone says why it is not let in.

    Raises:
        PermissionError: the token is wrong.
    """
    with tempfile.TemporaryFile() as said:
        terminal = os.dup(_STDERR)
        os.dup2(said.fileno(), _STDERR)
        try:
            yield
        except ConnectionError as error:
            said.seek(0)
            if b"Unauthenticated" in said.read():
                raise PermissionError from error
            raise
        finally:
            os.dup2(terminal, _STDERR)
            os.close(terminal)


def stop() -> None:
    """Leave the cluster, or end the Ray that `start` has started, when all who started it have said so."""
    with _turn:
        if _users:
            _users.pop()
        if not _users:
            _end()


def _end() -> None:
    """Let go of Ray; none of it is left on the disk."""
    ray = sys.modules.get("ray")
    if ray is not None:
        with suppress(Exception):
            ray.shutdown()
    while _own:
        shutil.rmtree(_own.pop(), ignore_errors=True)


def imported() -> ModuleType:
    """Ray itself.

    Raises:
        LibraryError: it is not installed, or is too old to ask for a token.
    """
    try:
        import ray
    except ImportError as error:
        raise LibraryError("Ray is not installed here", _INSTALL) from error
    numbers = tuple(map(int, re.findall(r"\d+", ray.__version__)[:2]))
    if numbers < _FIRST:
        raise LibraryError(
            f"Ray {ray.__version__} would take work from anybody; 2.52 is the first that asks for a token",
            _INSTALL,
        )
    return ray


@contextmanager
def failures(address: str | None) -> Iterator[None]:
    """Turn what Ray raises into one sentence.

    Raises:
        LibraryError: whatever Ray says.
    """
    try:
        yield
    except (LibraryError, KeyboardInterrupt):
        raise
    except _kinds() as error:
        log(__name__, f"Ray: {type(error).__name__}")
        raise _told(error, f"the cluster at {address}" if address else "Ray") from error


def _kinds() -> tuple[type[BaseException], ...]:
    """What Ray raises; to who waits while another thread leaves it, an exit."""
    ray = sys.modules.get("ray")
    return (RuntimeError, OSError, ValueError, SystemExit, *((ray.exceptions.RayError,) if ray else ()))


def _told(error: BaseException, where: str) -> LibraryError:
    """What went wrong, from the name of Ray's error and what it says."""
    name, said = type(error).__name__, str(error)
    if name in ("AuthenticationError", "PermissionError"):
        return LibraryError(
            f"The token of this machine is not that of {where}",
            "Copy ~/.ray/auth_token from the machine where the cluster was started, and keep it to yourself.",
        )
    if "ersion mismatch" in said:
        return LibraryError(
            f"Python or Ray is of another version here than in {where}",
            "Install the same versions on all machines.",
        )
    if name == "ModuleNotFoundError" or "ModuleNotFoundError" in said:
        return LibraryError(
            f"A machine of {where} has no quotebrowser, or it or what it needs is of another version",
            "Install the same versions on all machines.",
        )
    if name in ("ConnectionError", "RpcError", "TimeoutError", "GetTimeoutError"):
        return LibraryError(
            f"No answer from {where}",
            "On this machine too Ray has to run: ray start --address HOST:PORT; ray status tells more.",
        )
    if name in ("OutOfDiskError", "OutOfMemoryError", "ObjectStoreFullError"):
        return LibraryError(f"A machine of {where} has no room left", "Free some, then run it once more.")
    return LibraryError(f"{where[0].upper()}{where[1:]} failed ({name})", "ray status tells more.")


def _reach(address: str) -> None:
    """See that somebody listens there; Ray itself would try for a minute.

    Raises:
        LibraryError: it is no address, or nobody does.
    """
    host, _, port = address.rpartition(":")
    if not re.fullmatch(r"[\w.:\[\]-]+", host) or not re.fullmatch(r"\d{1,5}", port):
        raise LibraryError(
            f"{address} is not the address of a cluster", "Write HOST:PORT, as in 10.0.0.5:6379."
        )
    encrypted = os.environ.get("RAY_USE_TLS") == "1"
    try:
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as asked:
            asked.sendall(b"" if encrypted else _HELLO)
            answered = encrypted or asked.makefile("rb").read(_SETTINGS)[-1] == _SETTINGS
    except (OSError, OverflowError, UnicodeError, IndexError):
        answered = False
    if not answered:
        raise LibraryError(
            f"There is no cluster at {address}", "ray start --head prints the address of the one it starts."
        )


def _token_file() -> Path:
    return Path(os.environ.get("RAY_AUTH_TOKEN_PATH") or Path.home() / ".ray" / "auth_token")


def _require_token(address: str) -> None:
    if not os.environ.get("RAY_AUTH_TOKEN") and not _token_file().is_file():
        raise LibraryError(
            f"This machine has no token for the cluster at {address}",
            "Copy ~/.ray/auth_token from the machine where the cluster was started, and keep it to yourself.",
        )


@cache
def _token() -> str:
    """The token of all Rays that this process starts: Ray reads the first one's and keeps it."""
    return secrets.token_hex(32)


def _init(ray: ModuleType, address: str | None, cpus: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": "CRITICAL", "include_dashboard": False}
    # What the cluster says of lost processes is printed in spite of that, among our own output.
    vars(ray._private.worker)["_worker_logs_enabled"] = False  # noqa: SLF001
    if not faulthandler.is_enabled():  # else Ray does so on `sys.stderr`, which is no file in the browser
        faulthandler.enable(_STDERR, all_threads=False)
    if address is not None:
        ray.init(address, namespace="quotebrowser", **quiet)
        return
    # For this user alone, and short: a socket's path has 100 characters, and Ray's take most of them.
    own = Path(tempfile.mkdtemp(prefix="qb-ray-", dir="/tmp" if os.name == "posix" else None))  # noqa: S108
    _own.append(own)
    token = own / "token"
    token.touch(0o600, exist_ok=False)
    token.write_text(_token(), "ascii")
    os.environ.pop("RAY_AUTH_TOKEN", None)
    os.environ["RAY_AUTH_TOKEN_PATH"] = str(token)
    ray.init(
        "local",
        namespace="quotebrowser",
        num_cpus=cpus,
        object_store_memory=_OBJECTS,
        _temp_dir=str(own / "r"),  # which Ray opens to everybody
        **quiet,
    )


def asks_for_token() -> bool:
    """Whether the node on which this runs takes no work without the token."""
    from ray import _raylet

    inside: Any = _raylet  # compiled, and not annotated
    return bool(inside.get_authentication_mode() == inside.AuthenticationMode.TOKEN)


def _require_guarded(ray: ModuleType, address: str | None) -> None:
    """See that the cluster asks for a token, by what a process of it says.

    Raises:
        LibraryError: it takes work from anybody.
    """
    # A node that only starts others may have no processor to spare.
    task = ray.remote(asks_for_token).options(num_cpus=0, max_retries=3)
    if not ray.get(task.remote(), timeout=_START):
        raise LibraryError(
            f"The cluster at {address} takes work from anybody",
            "Start it with RAY_AUTH_MODE=token in the environment of every machine of it.",
        )


def _warnings(ray: ModuleType, address: str | None) -> Iterator[str]:
    hosts = sorted({node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"]})
    if any(not host.startswith("127.") and host != "::1" for host in hosts):
        more = f" and {len(hosts) - _NAMED} more" if len(hosts) > _NAMED else ""
        plainly = "" if os.environ.get("RAY_USE_TLS") == "1" else ", unencrypted"
        yield (
            f"Ray listens on all network interfaces of {', '.join(hosts[:_NAMED])}{more}{plainly}. "
            "Keep it in a private network, behind a firewall"
        )
    if address is not None and not os.environ.get("RAY_AUTH_TOKEN"):
        with suppress(OSError):
            if _token_file().stat().st_mode & 0o077:
                yield f"Other users of this machine can read the cluster's token: chmod 600 {_token_file()}"
