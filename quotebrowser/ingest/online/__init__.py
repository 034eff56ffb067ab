"""Pages fetched from their addresses, where the user says so: the only room that opens a connection."""
