"""Loaded by every Python that a test starts: the same refusal of network there."""

import network_guard

network_guard.install()
