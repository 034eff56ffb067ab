"""The rows of a library, a module for each table or list."""
