"""Which stretches of a text are printed as speech: between quotation marks, or without them."""
