"""The door that rows come through: values made of them, and what is damaged left out.

One rule guards it: one damaged row does not take the others away, and is never silently missing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from quotebrowser.store.sqlite.failures import VALUE_ERRORS, DamagedError, damaged_row

Row = tuple[Any, ...]
_T = TypeVar("_T")

_NOTED: Final = 100
"""Damaged rows that are remembered: whoever has more needs a copy, not a list."""


class RowDoor(ABC):
    """What reads rows, and remembers which of them are damaged."""

    def __init__(self) -> None:
        self._noted: dict[str, DamagedError] = {}

    @abstractmethod
    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows that `statement` answers; what should be text and is not UTF-8 comes as bytes."""

    def floor(self, table: str) -> int:  # noqa: ARG002 - where the library is one machine's, none is hidden
        """The highest number that was given in a table to rows that cannot be seen here."""
        return 0

    def free_number(self, table: str) -> int:
        """The first number in a table that no row has, nor any later one. Inside a transaction."""
        ((highest,),) = self.rows(f"SELECT coalesce(max(no), 0) FROM {table}")  # noqa: S608 - of the schema
        return max(int(highest), self.floor(table)) + 1

    def read(
        self, table: str, statement: str, parameters: Sequence[object], make: Callable[[Row], _T]
    ) -> list[_T]:
        """What `make` makes of each row that `statement` answers, as `made`."""
        return self.made(table, self.rows(statement, parameters), make)

    def names(self, table: str, statement: str, parameters: Sequence[object] = ()) -> list[str]:
        """The first column of each row that `statement` answers, an id or a uid."""
        return self.read(table, statement, parameters, _name)

    def made(self, table: str, rows: Iterable[Row], make: Callable[[Row], _T]) -> list[_T]:
        """What `make` makes of each of `rows`.

        A row that this program never wrote, so that `make` fails, is left out and noted in `damage`: one
        damaged row does not take the others away.

        Args:
            table: whose rows they are.
            rows: the first column names the row.
            make: takes the values of a row.
        """
        made = []
        for row in rows:
            try:
                made.append(make(row))
            except VALUE_ERRORS:
                self.note(damaged_row(table, row[0]))
        return made

    def steady(self, read: Callable[[], _T]) -> _T:
        """What `read` makes of the rows of several statements; it is run again where it finds damage.

        Another program may have changed the library between two of them; what is damaged is so both times.
        """
        before = set(self._noted)
        found = read()
        new = [message for message in list(self._noted) if message not in before]
        if not new:
            return found
        for message in new:
            self._noted.pop(message, None)
        return read()

    def note(self, error: DamagedError) -> None:
        """Keep what was found damaged while something else was read."""
        if len(self._noted) < _NOTED:
            self._noted[error.message] = error

    @property
    def damage(self) -> tuple[DamagedError, ...]:
        """What was found damaged so far and left out of what was read; the first ones, each once."""
        return tuple(self._noted.values())


def _name(row: Row) -> str:
    if type(row[0]) is not str:
        raise TypeError
    return row[0]
