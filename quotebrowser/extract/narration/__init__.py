"""The text around the quotes: its words, the people it mentions, who is who."""
