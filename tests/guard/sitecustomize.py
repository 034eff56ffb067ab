"""Loaded by every Python that a test starts: it refuses network too, and pickles where that is asked for."""

import os
from pathlib import Path

import network_guard
import pickle_guard

network_guard.install()
if report := os.environ.get("QUOTEBROWSER_REFUSE_PICKLES"):
    pickle_guard.install(Path(report))
