"""An index in parts, each searched by itself, wherever it is, and answered for as one."""
