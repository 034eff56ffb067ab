"""What a page shows and what it hides, and the proof that what was read of it stands in it."""
