"""A quote in its article and the same words side by side, ready to be shown."""
