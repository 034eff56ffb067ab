"""Transcripts: what was said, from label to label, with who said it and when."""
