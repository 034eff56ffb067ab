"""A query answered from the arrays of the segments."""
