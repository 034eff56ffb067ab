"""What the screens are made of: panes that draw lines, and pure functions that make the lines.

One rule guards it: an article's words become a `Piece` and nothing else on their way to the screen. A piece
has passed `text.safe` and is never read as markup.
"""
