"""What the user corrects, merges, removes."""
