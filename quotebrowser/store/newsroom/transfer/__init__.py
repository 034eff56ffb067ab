"""A library copied whole, between a file and a server."""
