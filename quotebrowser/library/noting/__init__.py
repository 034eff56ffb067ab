"""What the user keeps about quotes: notes, tags and collections; saved and past searches."""
