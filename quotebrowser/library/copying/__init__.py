"""Quotes that leave the library: with a citation, or written to a file."""
