"""The parts that citations are made of: names, dates, titles, quoted words, formatted lines."""
