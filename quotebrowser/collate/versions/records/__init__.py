"""Beside a record: which of its sentences are compared, where reports stand in it, what is said of it."""
