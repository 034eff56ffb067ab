"""What is Whoosh's: its index, lock, segments and writer, over a list of contents and files of our own."""
