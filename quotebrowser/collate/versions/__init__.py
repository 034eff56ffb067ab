"""Versions of an utterance side by side: aligned, with their differences classed."""
