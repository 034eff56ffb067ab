"""All that a library holds, row by row, but for what only says what happened."""

from quotebrowser.library import Library

LOGS = {
    "journal",
    "journal_row",
    "change",
    "state",
    "sqlite_sequence",
    "search_seen",
    "past_search",
    "put_off",
}
"""Tables that say what happened: they grow with an undo too, or are not undone."""

Rows = dict[str, list[tuple[object, ...]]]


def rows(library: Library) -> Rows:
    """All rows of all tables but the logs."""
    db = library.store._db
    tables = {name for (name,) in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")} - LOGS
    found = {name: sorted(db.rows(f"SELECT * FROM {name}"), key=repr) for name in sorted(tables)}
    found["guard"] = [row for row in found["guard"] if row[0] not in LOGS]
    return found if library.store.shared is None else _of_newsroom(found)


def _of_newsroom(found: Rows) -> Rows:
    """The same without what a copy of a newsroom's library keeps of every write."""
    del found["authored"]
    found["meta"] = [row for row in found["meta"] if not str(row[0]).startswith("copy.")]
    found["guard"] = [
        row for row in found["guard"] if row[0] != "authored" and not str(row[1]).startswith("copy.")
    ]
    return found
