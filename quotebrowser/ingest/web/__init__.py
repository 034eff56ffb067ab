"""Web pages: fetched, pruned, read, with what they say about themselves."""
