"""A library that a newsroom shares: its truth is PostgreSQL, and each machine reads a copy in SQLite.

psycopg is imported here and nowhere else; a plain library never loads this room.
"""
