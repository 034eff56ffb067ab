"""Who said what in languages other than English, from one row of data a language."""

from quotebrowser.extract.foreign.dash_speech import with_dashes
from quotebrowser.extract.foreign.language_row import Row, row_of
from quotebrowser.extract.foreign.speakers import Said, attribute

__all__ = ["Row", "Said", "attribute", "row_of", "with_dashes"]
