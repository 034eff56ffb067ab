"""Who said what in languages other than English, from one row of data a language."""

from quotebrowser.extract.foreign.speakers import Said, attribute

__all__ = ["Said", "attribute"]
