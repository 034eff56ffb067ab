"""What is done to a newsroom as a whole: its users and collections, and its version."""
