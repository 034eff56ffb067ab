"""Rows on their way between a copy and the server: seen, sent, taken in, and for whom they are."""
