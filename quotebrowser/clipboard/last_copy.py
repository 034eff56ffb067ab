"""The last copy, kept on disk: no copy is ever lost.

One rule guards it: the file holds exactly the copied text and is its owner's alone.
"""

from pathlib import Path
from typing import Final

from quotebrowser.whole_files import replacing

NAME: Final = "last-copy.txt"
"""Of the file within the state directory."""


def keep_last(text: str, state_directory: Path) -> Path:
    """Keep `text` as the last copy; returns the file.

    Raises:
        OSError: the directory cannot be written.
    """
    state_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(state_directory / NAME) as aside:
        aside.write_bytes(text.encode("utf-8", "surrogatepass"))
    return state_directory / NAME


def last(state_directory: Path) -> str | None:
    """The last copy; None if nothing was copied yet."""
    try:
        return (state_directory / NAME).read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return None
