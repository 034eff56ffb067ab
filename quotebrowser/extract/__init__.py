"""From an article's text to its quotes: marks, kinds, mentions, attribution, coreference.

Pure functions over the model; nothing is stored, nothing is read but the article and the tables that
come with the package.
"""

from quotebrowser.extract.pipeline import Extracted, quotes, read
from quotebrowser.extract.via import via

__all__ = ["Extracted", "quotes", "read", "via"]
