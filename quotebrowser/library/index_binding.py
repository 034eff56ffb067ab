"""Whose an index is: that of this user, of this library, of what the library has held.

One rule guards it: whoever has no key of this user cannot make an index that is opened here.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser.settings import state_directory
from quotebrowser.store import Store
from quotebrowser.whole_files import replacing

if TYPE_CHECKING:
    from quotebrowser.index import Binding

_NAME: Final = "index.key"
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_GIVEN: Final = "QUOTEBROWSER_INDEX_KEY"
"""Variable with a key in place of the file's. Where the state directory cannot be written, child processes
learn by it what key this one has made; programs after it have another, and build the index again."""


def binding_of(store: Store) -> "Binding":
    """What ties an index to a library and to this user."""
    from quotebrowser.index import Binding

    return Binding(
        bytes.fromhex(_user_key()), lambda: store.identity, store.changes.state, store.changes.knows
    )


def _user_key() -> str:
    """The user's key, 64 hexadecimal digits; made where there is none."""
    given = os.environ.get(_GIVEN, "")
    if _KEY.fullmatch(given):
        return given
    path = state_directory() / _NAME
    found = _kept(path)
    if not found:
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(path) as aside:
                aside.write_text(secrets.token_hex(32))
        found = _kept(path)
    if not found:
        found = os.environ[_GIVEN] = secrets.token_hex(32)
    return found


def _kept(path: Path) -> str:
    """The key in a file; empty if it holds none or others can read it."""
    try:
        with path.open("rb") as file:
            others_can = os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077
            content = file.read(65).decode("ascii", "replace")
    except OSError:
        return ""
    return content if _KEY.fullmatch(content) and not others_can else ""
