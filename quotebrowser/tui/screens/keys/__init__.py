"""The keys of pages, each set of them an object that a page holds."""
