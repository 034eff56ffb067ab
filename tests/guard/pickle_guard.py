"""Refuses to unpickle anything, and writes down who tried."""

import _pickle
import pickle
import traceback
from pathlib import Path
from typing import Any, NoReturn


def install(report: Path) -> None:
    """Have every way to unpickle fail in this process, and add what led to it to `report`."""

    def refused(*_: Any, **__: Any) -> NoReturn:
        with report.open("a") as file:
            traceback.print_stack(file=file)
        raise AssertionError("something is unpickled")

    class Refused:
        """In the place of the class, which others may have as their base."""

        def __init__(self, *_: Any, **__: Any) -> None:
            refused()

    for module in (pickle, _pickle):
        for name in ("load", "loads", "_load", "_loads"):
            if hasattr(module, name):
                setattr(module, name, refused)
        for name in ("Unpickler", "_Unpickler"):
            if hasattr(module, name):
                setattr(module, name, Refused)
