"""The same utterance in several articles: which passages print it, and how they differ."""

from quotebrowser.collate.fingerprints import fingerprints
from quotebrowser.collate.grouping import groups
from quotebrowser.collate.linking import Neighbours, link

__all__ = ["Neighbours", "fingerprints", "groups", "link"]
