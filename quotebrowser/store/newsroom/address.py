"""The address of a newsroom's library: what is one, how it is shown, where its copy lies on this machine.

One rule guards it: a password is in no `Address`. It goes to PGPASSWORD of this process, which its children
inherit, and to no message, file or log; and to no other server than its own where this process has several.
"""

import getpass
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from quotebrowser.errors import LibraryError

_SCHEME: Final = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_HINT: Final = (
    "It looks so: postgresql://USER@HOST/DATABASE; write @ and / in a name or password as %40 and %2F."
)
_passwords: Final[dict[str, str]] = {}
"""Those that were given, by the text of their address."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a newsroom's library is, and as whom it is asked."""

    text: str
    """As libpq reads it, without any password; the same for all spellings of one address."""
    user: str
    """Whom the server is to take us for."""
    host: str
    """Name and port of the server, or of several; empty: the socket on this machine."""
    database: str

    def __str__(self) -> str:
        return self.text

    @property
    def password(self) -> str | None:
        """What was given with it in this process; None: libpq finds one by itself."""
        return _passwords.get(self.text)

    @property
    def copy(self) -> Path:
        """Directory of the copy on this machine."""
        return copies() / hashlib.sha256(self.text.encode()).hexdigest()[:16]


def copies() -> Path:
    """Where the copies of newsrooms' libraries lie: `QUOTEBROWSER_COPIES`, or the user's data directory."""
    given = os.environ.get("QUOTEBROWSER_COPIES")
    if given:
        return Path(given)
    import platformdirs  # noqa: PLC0415 - a plain library does without it

    return platformdirs.user_data_path("quotebrowser", appauthor=False) / "newsroom"


def is_address(place: object) -> bool:
    """Whether `place` is the address of a server, not a directory."""
    return isinstance(place, str) and _SCHEME.match(place) is not None


def parse(text: str) -> Address:
    """The address that `text` is; a password in it goes to PGPASSWORD of this process.

    Raises:
        LibraryError: it is no address, or cannot be read without doubt; the message does not show it.
    """
    scheme = _SCHEME.match(text)
    if scheme is None or not text.isprintable() or "\0" in unquote(text):
        raise LibraryError("That is not the address of a newsroom's library", _HINT)
    rest, _, options = _split(text[scheme.end() :])
    front, _, place = rest.rpartition("@")
    server, _, database = place.partition("/")
    if "@" in front or "/" in front or "@" in options or "/" in database:
        raise LibraryError("The address of the newsroom's library cannot be read: @ or / stands twice", _HINT)
    user, colon, password = front.partition(":")
    kept = []
    for option in filter(None, options.split("&")):
        name, _, value = option.partition("=")
        if unquote(name) == "sslpassword":
            raise LibraryError(
                "The address of the newsroom's library holds the password of a key",
                "Use a key without one, which only you can read.",
            )
        if unquote(name) == "password":
            colon, password = ":", value
        elif unquote(name) == "user":
            user = value
        else:
            kept.append(option)
    user = unquote(user) or os.environ.get("PGUSER") or getpass.getuser()
    database = unquote(database) or os.environ.get("PGDATABASE") or user
    server = server or quote(os.environ.get("PGHOST", ""), safe=".-")
    made = f"postgresql://{quote(user, safe='')}@{server}/{quote(database, safe='')}"
    made += "?" + "&".join(sorted(kept)) if kept else ""
    if colon and password:
        _passwords[made] = os.environ["PGPASSWORD"] = unquote(password)
    return Address(made, user, unquote(server), database)


def _split(text: str) -> tuple[str, str, str]:
    """What stands before the options, and the options; a question mark may stand in a password."""
    credentials, at, rest = text.rpartition("@")
    place, mark, options = rest.partition("?")
    return credentials + at + place, mark, options
