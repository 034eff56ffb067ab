"""quotebrowser: every direct quote of a pile of articles, searched, compared and cited in the terminal."""

__version__ = "0.1.0"
