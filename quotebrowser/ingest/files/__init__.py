"""From paths to bytes to text, and the files that lie beside articles."""
