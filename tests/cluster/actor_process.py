"""An object that says in which process it lives."""

import os
import time
from typing import Any


class Process:
    """Where an actor runs."""

    def __init__(self, _directory: str) -> None:
        self.asked = 0

    def ask(self, _key: str, _contents: None, what: str, *_arguments: Any) -> int:
        """The number of its process; `sleep` answers nobody."""
        if what == "sleep":
            time.sleep(600)
        return os.getpid()
