"""What keeps a library in order: the index level with the store, groups, checks, copies."""
