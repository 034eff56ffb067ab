"""Small named values that belong to a library: its identity, saved searches, stamps."""

import secrets
from typing import Final

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS, damaged_row
from quotebrowser.store.sqlite.packing import pack, unpack

PURGING: Final = "purging"
"""Under which is kept what is left to do of a purge."""
COPY: Final = "copy."
"""How what belongs to the file alone begins, where the library is the copy of a newsroom's."""
IDENTITY: Final = "library"
"""Under which a library's identity is kept."""
SHARED: Final = f"{{key}} NOT LIKE '{COPY}%' AND {{key}} NOT IN ('{IDENTITY}', '{PURGING}')"
"""The condition that a key is not the file's own business; `is_own` says the same of a value."""


class Meta:
    """Texts by key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> str | None:
        """The text kept under `key`, or None."""
        value = self._db.value("SELECT value FROM meta WHERE key = ?", (pack(key),))
        try:
            return None if value is None else unpack(value)
        except VALUE_ERRORS as error:
            raise damaged_row("meta", key) from error

    def set(self, key: str, value: str) -> None:
        """Keep `value` under `key`."""
        with self._db.transaction(shared=not is_own(key)):
            self._db.run(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (pack(key), pack(value)),
            )

    def delete(self, key: str) -> None:
        """Forget what is kept under `key`."""
        with self._db.transaction(shared=not is_own(key)):
            self._db.run("DELETE FROM meta WHERE key = ?", (pack(key),))

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """The keys that start with `prefix`, sorted, without those of a copy alone."""
        found = self._db.read("meta", "SELECT key FROM meta", (), lambda row: unpack(row[0]))
        return tuple(sorted(key for key in found if key.startswith(prefix) and not key.startswith(COPY)))


def is_own(key: str) -> bool:
    """Whether it is the file's own business, not that of all who share the library."""
    return key in (IDENTITY, PURGING) or key.startswith(COPY)


def renew_identity(db: Database) -> str:
    """Make a library another one than that it is a copy of: no index of that one is taken for its own."""
    made = secrets.token_hex(16)
    Meta(db).set(IDENTITY, made)
    return made
