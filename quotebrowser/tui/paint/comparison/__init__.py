"""A comparison drawn: cells, one row or one column a version, differences in words."""
