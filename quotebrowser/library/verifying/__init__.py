"""Words and drafts checked against what is printed."""
