"""One module a family of styles; the table of them is `cite.style_table`."""
