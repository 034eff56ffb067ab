"""Who said each passage, and what kind of passage it is."""
