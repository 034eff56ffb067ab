"""The same utterance in several articles: which passages print it, and how they differ."""

from quotebrowser.collate.agreement import CAPTIONS, PRINT, RECORD, Account, Tier, WordDifference, WordVerdict
from quotebrowser.collate.remembered_words import remembered
from quotebrowser.collate.same.evidence import sure_speakers
from quotebrowser.collate.same.groups import RULES, groups
from quotebrowser.collate.same.links import Copies, Neighbours, context, link
from quotebrowser.collate.same.reprints import independent_texts
from quotebrowser.collate.same.traces import is_linkable, trace, traces
from quotebrowser.collate.signal_words import warnings_around
from quotebrowser.collate.speech_places import Speech, is_nearly
from quotebrowser.collate.tokens import information
from quotebrowser.collate.translation import says_translated
from quotebrowser.collate.verdict import compare_words, content_words
from quotebrowser.collate.versions.collation import collate, with_extents, worst
from quotebrowser.collate.versions.shifts import word_runs

__all__ = [
    "CAPTIONS",
    "PRINT",
    "RECORD",
    "RULES",
    "Account",
    "Copies",
    "Neighbours",
    "Speech",
    "Tier",
    "WordDifference",
    "WordVerdict",
    "collate",
    "compare_words",
    "content_words",
    "context",
    "groups",
    "independent_texts",
    "information",
    "is_linkable",
    "is_nearly",
    "link",
    "remembered",
    "says_translated",
    "sure_speakers",
    "trace",
    "traces",
    "warnings_around",
    "with_extents",
    "word_runs",
    "worst",
]
