"""An article drawn: its heading, its text with what stands in the margin."""
