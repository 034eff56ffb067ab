"""From what a user asks for to the quotes that answer."""
