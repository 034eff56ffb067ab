"""Popups over a page."""
