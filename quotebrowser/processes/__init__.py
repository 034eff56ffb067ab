"""Processes this program starts: children, their limits, locks. Articles are unknown here."""
