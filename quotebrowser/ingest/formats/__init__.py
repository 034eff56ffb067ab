"""One reader for each file format; `format_table` has a row for each."""
