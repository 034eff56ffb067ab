"""Transcripts: what was said, from label to label, with who said it and when."""

from quotebrowser.extract.transcripts.turns import Record, Turn, record_of

__all__ = ["Record", "Turn", "record_of"]
