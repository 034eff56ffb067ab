"""One library file: its connections, tables, packed values, and what SQLite's errors mean."""
