"""What is Whoosh's: table of contents, lock, segments' list, and its readers and writers over our files."""
