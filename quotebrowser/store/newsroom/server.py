"""Connections to a newsroom's server, and what it says in the user's words.

One rule guards it: no error of psycopg leaves this room but as a `LibraryError` of one sentence; where the
server cannot be asked, an `UnreachableError`, so that reading goes on.
"""

import contextlib
import logging
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.sqlite.failures import BusyError, UnwritableError

try:
    import psycopg
except ImportError as error:
    raise LibraryError(
        "A library on a server needs psycopg, which is not installed",
        "Install it: pip install 'quotebrowser[newsroom]'.",
    ) from error

# What it warns of is said by the errors too, and would be written over the screen.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)

Connection = psycopg.Connection[tuple[Any, ...]]

LOCK_SECONDS: Final = 5.0
"""How long a write waits for another one."""
_CONNECT_SECONDS: Final = 5
_SETTINGS: Final = {
    "search_path": "pg_catalog",  # nobody else's functions; our tables are named with their schema
    "lock_timeout": f"{int(LOCK_SECONDS * 1000)}ms",
    # A client that hangs keeps the others no longer than the longest change works, of which the server hears
    # only at its end: a speaker of thousands of quotes is merged in minutes.
    "idle_in_transaction_session_timeout": "15min",
}
_LIVES: Final = {
    # A server that is gone without a word is missed within half a minute.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_SAID: Final = 200
"""Characters of what a server says that are passed on."""
_GONE: Final = ("08", "57P")
"""How the states of a connection that ended begin."""


class UnreachableError(LibraryError):
    """The server cannot be asked: it is down, restarts, or the way to it is cut."""


class NoRightError(LibraryError):
    """The server does not let this user do it."""


class NoNewsroomError(LibraryError):
    """The database is there; a newsroom's library is not."""


def connect(address: Address, *, lock_seconds: float = LOCK_SECONDS) -> Connection:
    """A new connection, in autocommit: a transaction begins with `BEGIN` or `connection.transaction()`.

    Raises:
        UnreachableError: the server cannot be reached.
        LibraryError: it lets us not in, or there is no such database.
    """
    settings = _SETTINGS | {"lock_timeout": f"{int(lock_seconds * 1000)}ms"}
    try:
        given = psycopg.conninfo.conninfo_to_dict(address.text)
        options = " ".join(
            [str(given.get("options") or ""), *(f"-c {name}={value}" for name, value in settings.items())]
        )
        wanted: dict[str, Any] = {
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "quotebrowser",
            **_LIVES,
        }
        if address.password is not None:
            wanted["password"] = address.password
        if "," in str(given.get("host") or ""):
            wanted["target_session_attrs"] = "read-write"  # of several the one that is not a replica
        return psycopg.connect(
            **{**wanted, **given, "options": options.strip(), "client_encoding": "utf8"}, autocommit=True
        )
    except psycopg.Error as error:
        raise _not_let_in(error, address) from error
    except (UnicodeError, ValueError) as error:
        raise LibraryError(f"The address {address} is not understood") from error


def hang_up(connection: Connection) -> None:
    """Cut the line to the server, from any thread: whoever waits for an answer gets an error at once."""
    with (
        contextlib.suppress(psycopg.Error, OSError),
        socket.socket(fileno=os.dup(connection.fileno())) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Errors of psycopg inside it come out as `LibraryError`.

    Raises:
        UnreachableError: the connection was lost.
        BusyError: somebody else kept the library too long.
        NoRightError: this user has not the right.
        LibraryError: anything else that the server says.
    """
    try:
        yield
    except psycopg.Error as error:
        raise failure(error, address) from error


def failure(error: psycopg.Error, address: Address) -> LibraryError:
    """What the server said to a statement, or that it is gone."""
    state = error.sqlstate or ""
    if state in ("55P03", "40P01", "40001", "57014"):
        return BusyError(
            f"Another program is writing to the library {address}", "Wait until it is done and try again."
        )
    if state == "42501":
        return NoRightError(
            f"{address.user} has no right to do that in the library {address}",
            "Ask an admin of the newsroom for it: quotebrowser newsroom grant.",
        )
    if state in ("3F000", "42P01", "42703"):
        return _no_newsroom(address)
    if state == "25006":
        return NoRightError(
            f"The library {address} is read-only: its server only follows another one",
            "Write the server that is written to into the address.",
        )
    if state[:3] == "531" or state == "53100":
        return UnwritableError(f"The library {address} could not be written: the server's disk is full")
    if state[:2] == _GONE[0] or state[:3] == _GONE[1] or (not state and _is_lost(error)):
        return _unreachable(address, "the connection was lost")
    return LibraryError(f"The server of the library {address} refused: {_said(error)}")


def _is_lost(error: psycopg.Error) -> bool:
    return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))


_REFUSALS: Final = (
    # What libpq says of a connection that was not made; of these it gives no states.
    (re.compile(r'database ".*" does not exist'), "no database"),
    (re.compile(r"password authentication failed|no password supplied|empty password"), "password"),
    (re.compile(r'role ".*" (does not exist|is not permitted to log in)|authentication failed'), "user"),
    (re.compile(r"no pg_hba\.conf entry|pg_hba\.conf rejects"), "user"),
    (re.compile(r"permission denied for database"), "user"),
    (re.compile(r"certificate|does not support SSL"), "address"),
)


def _not_let_in(error: psycopg.Error, address: Address) -> LibraryError:
    said = _said(error)
    kind = next((kind for pattern, kind in _REFUSALS if pattern.search(str(error))), "")
    if kind == "no database":
        return LibraryError(
            f"There is no database {address.database} on the server of {address}",
            "See that the address is right, or have it created: createdb.",
        )
    if kind == "password":
        return NoRightError(
            f"The server of {address} does not accept the password of {address.user}",
            "Give it in PGPASSWORD or in the file ~/.pgpass.",
        )
    if kind == "user":
        return NoRightError(
            f"The server of {address} does not let {address.user} in", f"The server says: {said}."
        )
    if kind == "address" or isinstance(error, psycopg.ProgrammingError):
        return LibraryError(f"The address {address} cannot be used: {said}")
    return _unreachable(address, said)


def _unreachable(address: Address, why: str) -> UnreachableError:
    return UnreachableError(
        f"The server of the library {address} cannot be reached: {why}",
        "What this machine has of it can still be read. See that the server runs and try again.",
    )


def _no_newsroom(address: Address) -> NoNewsroomError:
    return NoNewsroomError(
        f"There is no newsroom in {address}", "Make one: quotebrowser newsroom setup, with --library ADDRESS."
    )


def _said(error: psycopg.Error) -> str:
    """The gist of what libpq or the server says, on one line, without a period."""
    told = error.diag.message_primary or str(error)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    line = next(iter(lines), "no reason given")
    line = re.sub(r"^connection (failed|is bad): |FATAL:\s*", "", line)
    line = re.sub(r"^connection to server .*? failed: (FATAL:\s*)?", "", line)
    return line[:_SAID].rstrip(".")
