"""Painters: pure functions from answers to lines. None of them knows Textual."""
